"""The list of people: search, filters, and a table that is read from the file a page at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QSizePolicy, QWidget

from engage.languages.screen import _, ngettext
from engage.lottery.views import ReservePlace, list_quotas, reserve_places
from engage.people.rules import RespondentStatus
from engage.people.views import (
    PeopleFilter,
    PeopleSort,
    RespondentRow,
    answer_counts,
    count_respondents,
    list_respondents,
    respondent_ids,
    status_counts,
)
from ui.people.words import RESERVE_SHAPE, reserve_words, status_shape, status_tone
from ui.shell.pages import Desk
from ui.widgets.buttons import quiet
from ui.widgets.chips import Chips
from ui.widgets.folding import flow
from ui.widgets.forms import ChoiceEditor
from ui.widgets.labels import Text, plain_tooltip
from ui.widgets.language_names import language_name
from ui.widgets.layouts import column, row
from ui.widgets.tables import Column, PagedModel, Table

_SEARCH_AFTER_MS: Final = 150
_ANY: Final = "\0any"
_RESERVES: Final = None
"""The chip of those who wait, in the place of a status."""
_LEAST_ROWS: Final = 5
_LETTERS: Final = 9
_REFERENCE, _STATUS, _LANGUAGE, _NEED_COUNT = range(1, 5)
_NAME_AND_LANGUAGE: Final = 30
_SEEN: Final = 200
_NEEDS: Final = {"": None, "yes": True, "no": False}


class PersonList(QWidget):
    """Chooses who is on the right. `chosen` carries a person's id or None."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sort, self._descending = PeopleSort.NAME, False
        self._statuses: tuple[RespondentStatus, ...] = ()
        self._only_reserves = False
        self._reserves: Mapping[UUID, ReservePlace] = {}
        self._current: UUID | None = None
        self._matched = PeopleFilter()
        self._build_filters()
        self._build_table()
        filters = flow(
            self.question.widget(), self.answer.widget(), self.needs.widget(), self.sort.widget(), self.direction
        )
        found = row(self.found, self.clear, None)
        layout = column(self.search, self.chips, filters, found, self.table)
        layout.setStretchFactor(self.table, 1)
        self.setLayout(layout)

    def _build_filters(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Name, reference, email or phone"))
        self.search.setAccessibleName(_("Find people in this list"))
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_AFTER_MS)
        self._pause.timeout.connect(self.refresh)
        self.search.textEdited.connect(lambda _text: self._pause.start())
        self.search.textChanged.connect(lambda text: None if text else self._pause.start())
        self.chips = Chips(_("Show by status"))
        self.chips.chosen.connect(self._on_status_chosen)
        self.question = _named(ChoiceEditor([(_ANY, _("Any answers"))], letters=_LETTERS), _("Show by answers to"))
        self.answer = _named(ChoiceEditor([(_ANY, _("Any answer"))], letters=_LETTERS), _("Show by this answer"))
        self.needs = _named(
            ChoiceEditor(
                [("", _("Any needs")), ("yes", _("With needs")), ("no", _("Without needs"))], letters=_LETTERS
            ),
            _("Show by needs"),
        )
        self.question.connect(self._on_question_chosen)
        self.answer.connect(self.refresh)
        self.needs.connect(self.refresh)
        self.clear = quiet(_("Clear"), self.clear_filters, icon_name="x", name=_("Show everyone again"))

    def _build_table(self) -> None:
        self.found = Text("", "small")
        orders = [(sort, _("By {what}").format(what=_(sort.label).lower())) for sort in PeopleSort]
        self.sort = _named(ChoiceEditor(orders, letters=_LETTERS), _("Sort by"))
        self.sort.connect(lambda: self.sort_by(PeopleSort(self.sort.value()), is_descending=False))
        self.direction = quiet("", self._on_direction_clicked, icon_name="arrow-down", name=_("Turn the order round"))
        self.model: PagedModel[RespondentRow] = PagedModel(_columns(self._reserve_of), self._fetch, self)
        self.table = Table(_("People"))
        self.table.setModel(self.model)
        self.table.let_chosen_wrap()
        # As high as there is room for: its own wish must not make the list scroll.
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(56)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.chosen_row.connect(self._on_row_chosen)
        self.table.activated_row.connect(lambda _row: self.opened.emit())
        self.table.sort_asked.connect(lambda key, descending: self.sort_by(PeopleSort(key), is_descending=descending))
        self._show_order()
        self._fit_table()

    def changeEvent(self, event: QEvent) -> None:
        """Keep a few rows in sight when the type grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "table"):
            self._fit_table()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns there is room for."""
        super().resizeEvent(event)
        self._fit_table()

    def _fit_table(self) -> None:
        """Room for a name and for the longest status in the language of the screen, and for a few rows."""
        metrics = self.table.fontMetrics()
        longest = max(metrics.horizontalAdvance(_(status.label)) for status in RespondentStatus)
        self.table.setColumnWidth(_STATUS, longest + 2 * metrics.height())
        others = sum(self.table.columnWidth(number) for number in (_REFERENCE, _STATUS, _NEED_COUNT))
        # A name is worth more than the language of the letters, which stands beside the list as well.
        wanted = others + _NAME_AND_LANGUAGE * metrics.averageCharWidth()
        self.table.setColumnHidden(_LANGUAGE, self.width() < wanted)
        self.table.setMinimumHeight(_LEAST_ROWS * self.table.verticalHeader().defaultSectionSize())

    # What the page calls.

    @property
    def matching(self) -> PeopleFilter:
        """The filter as it is set."""
        question, answer = self.question.value(), self.answer.value()
        answers = {question: answer} if _ANY not in (question, answer) else {}
        return PeopleFilter(
            search=self.search.text(),
            statuses=self._statuses,
            answers=answers,
            has_needs=_NEEDS[self.needs.value()],
            among=tuple(self._reserves) if self._only_reserves else None,
        )

    @property
    def is_filtered(self) -> bool:
        """Whether anybody may be hidden by a filter."""
        return self.matching != PeopleFilter()

    def refresh(self) -> None:
        """Read the list anew and keep the person who is chosen, unless something else was asked for meanwhile."""
        self._pause.stop()
        self._reserves = self._desk.recall(reserve_places, self._desk.assembly_id)
        if self.matching != self._matched:
            self._current = None
        self._matched = self.matching
        self._fill_filters()
        count = self._desk.read(count_respondents, self._desk.assembly_id, matching=self.matching)
        self.model.show_list(count)
        self._say_found(count)
        self._choose_again()

    def show_person(self, respondent_id: UUID) -> None:
        """Choose this person, and show everyone when a filter hides them."""
        self.refresh()
        self._current = respondent_id
        if self._place_of(respondent_id) is None:
            self._reset_filters()
            self._matched = self.matching
            self.refresh()
            return
        self._choose_again()

    def show_status(self, status: RespondentStatus) -> None:
        """Show everyone who stands there."""
        self._reset_filters()
        self._statuses = (status,)
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_filters(self) -> None:
        """Show everyone."""
        self._reset_filters()
        self.refresh()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def sort_by(self, sort: PeopleSort, *, is_descending: bool) -> None:
        """Put the list into another order."""
        self._sort, self._descending = sort, is_descending
        self._show_order()
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search line, Down goes into the table and Enter opens who was found; Escape empties the line."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._search_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _search_key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self.refresh()
            if self.model.count() and self.table.current_row() is None:
                self.table.choose(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            if key is not Qt.Key.Key_Down and self.model.count():
                self.opened.emit()
            return True
        if key is Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        return False

    # How it is filled.

    def _reserve_of(self, person: RespondentRow) -> ReservePlace | None:
        return self._reserves.get(person.id)

    def _fetch(self, offset: int, limit: int) -> Sequence[RespondentRow]:
        return self._desk.read(
            list_respondents,
            self._desk.assembly_id,
            offset=offset,
            limit=limit,
            sort=self._sort,
            descending=self._descending,
            matching=self.matching,
        )

    def _fill_filters(self) -> None:
        assembly_id = self._desk.assembly_id
        counts = self._desk.read(status_counts, assembly_id)
        chips: list[tuple[tuple[RespondentStatus, ...] | None, str]] = [
            ((), _("Everyone {count}").format(count=sum(counts.values())))
        ]
        chips += [
            ((status,), f"{_(status.label)} {count}")
            for status, count in counts.items()
            if count or status in self._statuses
        ]
        if self._reserves or self._only_reserves:
            chips.append((_RESERVES, _("Reserves {count}").format(count=len(self._reserves))))
        self.chips.show_choices(chips, _RESERVES if self._only_reserves else self._statuses)
        questions = dict.fromkeys(quota.category for quota in self._desk.read(list_quotas, assembly_id))
        _offer(self.question, [(_ANY, _("Any answers")), *((name, name) for name in questions)])
        self._fill_answers()
        self.question.widget().setVisible(bool(questions))
        self.answer.widget().setVisible(self.question.value() != _ANY)
        self.clear.setVisible(self.is_filtered)

    def _fill_answers(self) -> None:
        question = self.question.value()
        choices = [(_ANY, _("Any answer"))]
        if question != _ANY:
            counts = self._desk.read(answer_counts, self._desk.assembly_id, question, statuses=self._statuses)
            not_given = _("Not given")
            choices += [(value, f"{value or not_given} {count}") for value, count in sorted(counts.items())]
        _offer(self.answer, choices)

    def _say_found(self, count: int) -> None:
        words = ngettext("{count} person", "{count} people", count).format(count=count)
        if not count and self.is_filtered:
            words = _("Nobody matches. Clear the filters to see everyone.")
        self.found.setText(words)
        self.found.setVisible(self.is_filtered)

    def _choose_again(self) -> None:
        place = None if self._current is None else self._place_of(self._current)
        if place is None:
            place = 0 if self.model.count() else None
        if place is None:
            self._current = None
            self.chosen.emit(None)
            return
        self.table.choose(place)

    def _place_of(self, respondent_id: UUID) -> int | None:
        """Where somebody stands in the list: seen at once in what is shown anyway, else asked of the file."""
        for place in range(min(self.model.count(), _SEEN)):
            person = self.model.row_at(place)
            if person is not None and person.id == respondent_id:
                return place
        if self.model.count() <= _SEEN:
            return None
        ids = self._desk.read(
            respondent_ids,
            self._desk.assembly_id,
            sort=self._sort,
            descending=self._descending,
            matching=self.matching,
        )
        return ids.index(respondent_id) if respondent_id in ids else None

    def _reset_filters(self) -> None:
        self._statuses, self._only_reserves = (), False
        self.search.clear()
        self._pause.stop()
        self.question.put(_ANY)
        self.answer.put(_ANY)
        self.needs.put("")

    def _show_order(self) -> None:
        self.sort.put(self._sort)
        self.direction.set_icon("arrow-up" if self._descending else "arrow-down")
        words = (
            _("Largest first; turn the order round") if self._descending else _("Smallest first; turn the order round")
        )
        self.direction.setAccessibleName(words)
        self.table.show_sorted(self._sort.value, is_descending=self._descending)

    # What is pressed.

    def _on_status_chosen(self, statuses: tuple[RespondentStatus, ...] | None) -> None:
        self._only_reserves = statuses is _RESERVES
        self._statuses = statuses or ()
        self.refresh()

    def _on_question_chosen(self) -> None:
        self.answer.put(_ANY)
        self.refresh()

    def _on_direction_clicked(self) -> None:
        self.sort_by(self._sort, is_descending=not self._descending)

    def _on_row_chosen(self, person: RespondentRow | None) -> None:
        if person is None:
            return
        self._current = person.id
        self.chosen.emit(person.id)


def _columns(reserve_of: Callable[[RespondentRow], ReservePlace | None]) -> list[Column[RespondentRow]]:
    def standing(person: RespondentRow) -> str:
        place = reserve_of(person)
        return _(person.status.label) if place is None else reserve_words(place)

    def sign(person: RespondentRow) -> str:
        return status_shape(person.status) if reserve_of(person) is None else RESERVE_SHAPE

    return [
        Column(_("Name"), lambda person: person.shown_name, sort_key=PeopleSort.NAME, width=165),
        Column(_("Reference"), lambda person: person.reference, sort_key=PeopleSort.REFERENCE, width=90),
        Column(
            _("Status"),
            standing,
            sort_key=PeopleSort.STATUS,
            width=126,
            tone=lambda person: status_tone(person.status),
            shape=sign,
        ),
        Column(_("Letters in"), _letters, sort_key=PeopleSort.LANGUAGE, width=94),
        Column(_("Needs"), lambda person: str(person.need_count or ""), width=64, is_number=True),
    ]


def _letters(person: RespondentRow) -> str:
    return language_name(person.written_language)


def _named(editor: ChoiceEditor, name: str) -> ChoiceEditor:
    editor.widget().setAccessibleName(name)
    editor.widget().setToolTip(plain_tooltip(name))
    return editor


def _offer(editor: ChoiceEditor, choices: Sequence[tuple[str, str]]) -> None:
    """Offer these choices and keep the one that is chosen, if it is still among them."""
    combo, chosen = editor.combo, editor.value()
    offered = [(combo.itemData(number), combo.itemText(number)) for number in range(combo.count())]
    if offered == list(choices):
        return
    combo.clear()
    for value, words in choices:
        combo.addItem(words, value)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
