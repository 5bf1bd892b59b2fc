"""The drafts: the list on one side; on the other the one that is chosen, or new words for it."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHeaderView, QSizePolicy, QStackedWidget, QWidget

from engage.deliberation.views import DraftRow, list_drafts, list_notes
from engage.languages.local_text import pick
from engage.languages.screen import _
from ui.deliberation.draft import Around, DraftPanel, read_around
from ui.deliberation.wording import WordingForm
from ui.shell.pages import Desk, Page
from ui.widgets.folding import Panes
from ui.widgets.layouts import column, sheet
from ui.widgets.messages import EmptyState
from ui.widgets.tables import Column, Table, TableModel

_LEAST_ROWS: Final = 5


class DraftsStep(QWidget):
    """Recommendations and expectations on their way. `note_asked` carries a note to show on the board."""

    note_asked = Signal(object)

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._current: UUID | None = None
        self._rows: Sequence[DraftRow] = ()
        self._has_drafts = False
        self._around = Around()
        self.model: TableModel[DraftRow] = TableModel(self._columns(), self)
        self.table = Table(_("Drafts"))
        self.table.setModel(self.model)
        self.table.let_words_wrap()
        self.with_aside = QCheckBox(_("Show those set aside too"))
        self.panel = DraftPanel(desk, page)
        self.form = WordingForm(desk)
        self.empty = EmptyState(
            _("No drafts yet"),
            _("A draft says in words what the members recommend or expect. It grows from notes, version by version."),
            button=_("Write the first draft"),
            todo=self.start_draft,
            icon_name="file-text",
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.table.setMinimumHeight(_LEAST_ROWS * self.table.verticalHeader().defaultSectionSize())
        self.list = QWidget()
        self.list.setLayout(column((self.table, 1), self.with_aside))
        self.side = QStackedWidget()
        self.side.addWidget(self.panel)
        self.side.addWidget(sheet(column(self.form, None)))
        self.side.addWidget(self.empty)
        self.panes = Panes(self.list, self.side, least=112, shares=(1, 1), gap=16)
        self.setLayout(column(self.panes))

    def _connect(self) -> None:
        self.panes.stacked.connect(lambda _is_stacked: self._fit())
        self.side.currentChanged.connect(lambda _number: self._fit())
        self.table.chosen_row.connect(self._on_chosen)
        self.table.activated_row.connect(lambda _row: self.start_version())
        self.with_aside.clicked.connect(lambda _on: self.refresh())
        self.panel.version_asked.connect(self.start_version)
        self.panel.language_asked.connect(self._on_language)
        self.panel.note_asked.connect(self.note_asked)
        self.form.done.connect(self._on_done)
        self.form.left.connect(self._on_left)
        key = QShortcut(QKeySequence(Qt.Key.Key_F2), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.start_version)

    # What the page calls.

    def refresh(self) -> None:
        """Show what the file says."""
        desk = self._desk
        self._around = read_around(desk)
        everything = desk.read(list_drafts, desk.assembly_id, with_retired=True)
        aside = [each.id for each in everything if each.is_retired]
        if self._current in aside:
            self.with_aside.setChecked(True)
        self.with_aside.setVisible(bool(aside))
        self._rows = [each for each in everything if self.with_aside.isChecked() or not each.is_retired]
        ids = [each.id for each in self._rows]
        if self._current not in ids:
            self._current = ids[0] if ids else None
        kept = self._current
        self.model.set_rows(self._rows)
        self._has_drafts = bool(everything)
        self._fit()
        if kept is not None:
            self._current = kept
            self.table.choose(ids.index(kept))
        self._show_side()

    def show_draft(self, key: UUID) -> None:
        """Show one draft; the page sees to it that no words are lost."""
        self._current = key
        self.side.setCurrentIndex(0)
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_draft(self, note_ids: Sequence[UUID] = ()) -> None:
        """Begin a new draft, perhaps on notes; the page sees to it that no words are lost."""
        notes = self._desk.read(list_notes, self._desk.assembly_id) if note_ids else []
        self._around = read_around(self._desk)
        self.side.setCurrentIndex(1)
        self.form.start_draft(self._around.priorities, [note for note in notes if note.id in note_ids])

    def start_version(self) -> None:
        """Begin a new version of the draft that is chosen."""
        found = self.panel.found
        if found is not None and self.side.currentIndex() == 0 and not found.draft.is_retired:
            self.side.setCurrentIndex(1)
            self.form.start_version(found.draft, self.panel.kept)

    @property
    def has_unkept_words(self) -> bool:
        """Whether something is written that no button has kept yet."""
        return self._is_writing and self.form.is_dirty

    # Inside.

    @property
    def _is_writing(self) -> bool:
        return self.side.currentIndex() == 1

    def _fit(self) -> None:
        """Where list and words stand one under the other, the list makes way while one writes."""
        self.list.setVisible(self._has_drafts and not (self.panes.is_stacked and self._is_writing))

    def _show_side(self) -> None:
        if self._is_writing:
            return
        if self._current is None:
            self.side.setCurrentWidget(self.empty)
            return
        self.side.setCurrentIndex(0)
        self.panel.show_draft(self._current, self._around)

    def _on_chosen(self, chosen: DraftRow | None) -> None:
        if chosen is not None and chosen.id != self._current:
            self._current = chosen.id
            if self._is_writing and not self.form.is_dirty:
                self.side.setCurrentIndex(0)
            self._show_side()

    def _on_language(self) -> None:
        if self.panel.found is not None:
            self.side.setCurrentIndex(1)
            self.form.start_language(self.panel.found.draft)

    def _on_done(self, key: UUID) -> None:
        self._page.error_bar.hide()
        self.side.setCurrentIndex(0)
        self._current = key
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left(self) -> None:
        self._page.error_bar.hide()
        self.side.setCurrentIndex(0)
        self.refresh()
        (self.table if self._rows else self.empty.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self) -> list[Column[Any]]:
        code = self._desk.language.code
        return [
            Column(_("Draft"), lambda draft: draft.label, width=64),
            Column(_("Title"), lambda draft: pick(draft.version.title, code).text, width=200),
            Column(_("Priority"), self._priority_number, width=84, is_number=True),
            Column(_("Notes"), lambda draft: str(draft.note_count), width=64, is_number=True),
            Column(_("Stands"), _standing, width=100, tone=_standing_tone, shape=_standing_shape),
        ]

    def _priority_number(self, draft: DraftRow) -> str:
        return next((str(each.number) for each in self._around.priorities if each.id == draft.priority_id), "–")


def _standing(draft: DraftRow) -> str:
    if draft.is_retired:
        return _("Set aside")
    return _("Version {number}").format(number=draft.version.number)


def _standing_tone(draft: DraftRow) -> str:
    return "warn" if draft.is_retired else ""


def _standing_shape(draft: DraftRow) -> str:
    return "bar" if draft.is_retired else ""
