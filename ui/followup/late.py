"""What is late, at risk or not sent yet: the reason in words, and the one thing that mends it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from engage.followup.rules import Light
from engage.followup.views import ExpectationRow, LateRow, not_sent, what_is_late
from engage.followup.wording import standing_sentence
from engage.languages.bidi import isolated
from engage.languages.screen import _, ngettext, screen_catalogue
from ui.followup.words import TONES, drawn_light, name_of, shown
from ui.shell.pages import Desk
from ui.widgets.buttons import primary
from ui.widgets.labels import Text
from ui.widgets.layouts import column, row
from ui.widgets.messages import EmptyState
from ui.widgets.tables import Column, Table, TableModel

_MENDING: Final = 3


class LateStep(QWidget):
    """`mending_asked` carries the row that the officer wants to mend."""

    mending_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.found = Text("", "soft", wraps=True)
        self.model: TableModel[LateRow] = TableModel(_columns(desk), self)
        self.table = Table(_("What is late, at risk or not sent yet"))
        self.table.setModel(self.model)
        self.table.let_words_wrap()
        self.table.share_width(31, 21, 34, 14)
        self.table.activated_row.connect(self.mending_asked)
        self.table.chosen_row.connect(self._on_chosen)
        self.table.clicked.connect(self._on_clicked)
        self.mend = primary("", self._on_mend, icon_name="check")
        self.empty = EmptyState(
            _("Nothing is late"),
            _("Answers and actions that are late or at risk are listed here, each with what mends it."),
            icon_name="circle-check",
        )
        self.why = Text("", "strong", wraps=True)
        layout = column(self.found, self.table, self.why, row(self.mend, None), self.empty)
        layout.setStretchFactor(self.table, 1)
        self.setLayout(layout)

    def show_rows(self, rows: Sequence[ExpectationRow]) -> None:
        """Show them: late first, then at risk, then those that wait to be sent."""
        late, unsent = what_is_late(list(rows)), not_sent(rows)
        kept = max(0, self.table.currentIndex().row())
        found = [*late, *unsent]
        self.model.set_rows(found)
        self.found.setText(_summary(late, unsent))
        for part in (self.found, self.table, self.why, self.mend):
            part.setVisible(bool(found))
        self.empty.setVisible(not found)
        if found:
            self.table.choose(min(kept, len(found) - 1))

    def _on_chosen(self, found: LateRow | None) -> None:
        if found is not None:
            self.mend.set_words(mending_words(found))
            name, reason = isolated(found.address.partner_name), standing_sentence(found.standing, screen_catalogue())
            self.why.setText(f"{_what(found, self._desk)} · {name}: {reason}")

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == _MENDING:
            self._on_mend()

    def _on_mend(self) -> None:
        if (found := self.table.current_row()) is not None:
            self.mending_asked.emit(found)


def mending_words(found: LateRow) -> str:
    """What mends it."""
    if found.action is not None:
        return _("Report progress")
    if found.standing.reason == "not-sent":
        return _("Send the request")
    return _("Record a newer answer") if found.address.answer is not None else _("Record the answer")


def _columns(desk: Desk) -> list[Column[LateRow]]:
    return [
        Column(_("Expectation"), lambda found: _what(found, desk), width=300),
        Column(_("Partner"), lambda found: found.address.partner_name, width=180),
        Column(
            _("Why"),
            lambda found: standing_sentence(found.standing, screen_catalogue()),
            width=320,
            tone=lambda found: TONES[found.standing.light],
            shape=lambda found: drawn_light(found.standing.light),
        ),
        Column(_("What mends it"), mending_words, width=190, tone=lambda _found: "accent"),
    ]


def _what(found: LateRow, desk: Desk) -> str:
    """The expectation, and the action if one is meant."""
    name = name_of(found.expectation, desk)
    return name if found.action is None else f"{name} · {isolated(shown(found.action.text, desk))}"


def _summary(late: Sequence[LateRow], unsent: Sequence[LateRow]) -> str:
    count = sum(each.standing.light is Light.RED for each in late)
    parts = [
        (count, ngettext("{count} late", "{count} late", count)),
        (len(late) - count, ngettext("{count} at risk", "{count} at risk", len(late) - count)),
        (len(unsent), ngettext("{count} not sent yet", "{count} not sent yet", len(unsent))),
    ]
    return " · ".join(words.format(count=number) for number, words in parts if number)
