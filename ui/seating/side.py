"""Beside the tables: the person who is chosen, who leads each table, and who sits together or apart."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from engage.languages.screen import _, ngettext
from engage.seating.actions import add_rule, lock_seat, move_person, remove_rule, set_facilitator, set_step_free, swap
from engage.seating.rules import RuleKind
from engage.seating.views import PlanSheet, RuleRow, SeatRow
from ui.shell.pages import Desk, Page
from ui.widgets.buttons import Button, quiet
from ui.widgets.combos import Combo
from ui.widgets.folding import Fold
from ui.widgets.forms import ChoiceEditor, Field, LineEditor, TickEditor
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, empty_out, row, sheet


class Side(QWidget):
    """Everything here is written as it is typed or chosen."""

    moved = Signal()

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._sheet: PlanSheet | None = None
        self._round = 1
        self._seat: SeatRow | None = None
        self._tables_shown = 0
        self.name = Text("", "section", wraps=True)
        self.answers = Text("", "soft", wraps=True)
        self.table = Field(_("Table"), ChoiceEditor([]), self._on_table)
        self.other = Field(_("Change places with"), ChoiceEditor([]), self._on_swap)
        self.lock = Field("", TickEditor(_("Keep this seat")), self._on_lock, name=_("Keep this seat"))
        self._people = QVBoxLayout()
        self.facilitators: list[Field] = []
        self.step_free: list[Field] = []
        self._rules = QVBoxLayout()
        self.kind = _combo(_("What the rule asks"))
        for kind in RuleKind:
            self.kind.addItem(_(kind.label), kind)
        self.first, self.second = _combo(_("First person")), _combo(_("Second person"))
        self.add_rule = Button(_("Add the rule"), self._on_rule, icon_name="plus")
        self.leads = Fold(_("Facilitators"), self._people)
        self.rules = Fold(
            _("Together and apart"), column(self._rules, self.kind, self.first, self.second, row(self.add_rule, None))
        )
        person = card(self.name, self.answers, self.table, self.other, self.lock)
        self.setLayout(column(sheet(column(person, self.leads, self.rules, None))))

    def show_plan(self, sheet: PlanSheet, round_number: int) -> None:
        """Show who leads which table, and the rules."""
        self._sheet, self._round = sheet, round_number
        self._show_tables(sheet)
        self._show_rules(sheet)

    def show_seat(self, person: UUID | None) -> None:
        """Show somebody's seat in this round."""
        seats = self._sheet.rounds[self._round - 1] if self._sheet is not None else ()
        self._seat = seat = next((each for each in seats if each.sitter.id == person), None)
        for part in (self.table, self.other, self.lock):
            part.setVisible(seat is not None)
        self.name.setText(seat.sitter.shown_name if seat is not None else _("Nobody is chosen"))
        if seat is None or self._sheet is None:
            self.answers.setText("")
            return
        names = [name for name in self._sheet.fields if seat.sitter.answers.get(name)]
        self.answers.setText(" · ".join(f"{name}: {seat.sitter.answers[name]}" for name in names))
        _refill(self.table, [(each.number, str(each.number)) for each in self._sheet.tables], seat.table)
        others = [each for each in seats if each.table != seat.table and not each.is_locked]
        text = _("{name}, table {table}")
        choices: list[tuple[Any, str]] = [(None, "–")]
        choices += [(each.sitter.id, text.format(name=each.sitter.shown_name, table=each.table)) for each in others]
        _refill(self.other, choices, None)
        self.lock.show_value(seat.is_locked)
        for part in (self.table, self.other):
            part.input.setEnabled(not seat.is_locked)

    def _show_tables(self, sheet: PlanSheet) -> None:
        if self._tables_shown != len(sheet.tables):
            empty_out(self._people)
            self.facilitators, self.step_free = [], []
            for table in sheet.tables:
                label = _("Table {number}").format(number=table.number)
                name = _("Facilitator of table {number}").format(number=table.number)
                lead = Field(label, LineEditor(), partial(self._on_lead, table.number), name=name)
                reach = Field(
                    "",
                    TickEditor(_("Step-free")),
                    partial(self._on_reach, table.number),
                    name=_("Table {number} is step-free").format(number=table.number),
                )
                self.facilitators.append(lead)
                self.step_free.append(reach)
                self._people.addWidget(lead)
                self._people.addWidget(reach)
            self._tables_shown = len(sheet.tables)
        for field, reach, table in zip(self.facilitators, self.step_free, sheet.tables, strict=True):
            field.show_value(table.facilitator)
            reach.show_value(table.is_step_free)
        named = sum(bool(table.facilitator.strip()) for table in sheet.tables)
        self.leads.summarise(_("{named} of {total} tables have one").format(named=named, total=len(sheet.tables)))

    def _show_rules(self, sheet: PlanSheet) -> None:
        empty_out(self._rules)
        for rule in sheet.rules:
            self._rules.addWidget(self._rule_line(rule))
        count = len(sheet.rules)
        self.rules.summarise(ngettext("{count} rule", "{count} rules", count).format(count=count))
        sitters = {seat.sitter.id: seat.sitter for seats in sheet.rounds for seat in seats}
        people = sorted(sitters.values(), key=lambda sitter: sitter.shown_name)
        for combo in (self.first, self.second):
            kept = combo.currentData()
            combo.clear()
            for sitter in people:
                combo.addItem(sitter.shown_name, sitter.id)
            # Not findData: it asks whether two ids are the same object.
            ids = [sitter.id for sitter in people]
            combo.setCurrentIndex(ids.index(kept) if kept in ids else 0)

    def _rule_line(self, rule: RuleRow) -> QWidget:
        words = {
            RuleKind.TOGETHER: _("{first} and {second} sit together"),
            RuleKind.APART: _("{first} and {second} sit apart"),
        }[rule.kind].format(first=rule.first.shown_name, second=rule.second.shown_name)
        line = QWidget()
        away = quiet("", partial(self._on_away, rule.id), icon_name="x", name=_("Remove: {rule}").format(rule=words))
        line.setLayout(row((Text(words, wraps=True), 1), away))
        return line

    # What is typed and chosen.

    def _write(self, action: Any, label: str, **given: Any) -> None:
        if self._sheet is not None:
            self._desk.write(action, self._sheet.session_id, label=label, **given)

    def _on_table(self, number: int) -> None:
        if self._seat is not None:
            given = {"round_number": self._round, "respondent_id": self._seat.sitter.id, "table_number": number}
            self._write(move_person, _("Move a person"), **given)

    def _on_swap(self, other: UUID | None) -> None:
        if self._seat is not None and other is not None:
            given = {"round_number": self._round, "first_id": self._seat.sitter.id, "second_id": other}
            self._write(swap, _("Let two people change places"), **given)

    def _on_lock(self, is_locked: bool) -> None:
        if self._seat is not None:
            given = {"round_number": self._round, "respondent_id": self._seat.sitter.id, "is_locked": is_locked}
            self._write(lock_seat, _("Lock a seat"), **given)

    def _on_lead(self, number: int, name: str) -> None:
        self._write(set_facilitator, _("Name a facilitator"), table_number=number, name=name)

    def _on_reach(self, number: int, is_step_free: bool) -> None:
        self._write(set_step_free, _("Say which tables are step-free"), table_number=number, is_step_free=is_step_free)

    def _on_rule(self) -> None:
        given = {
            "kind": self.kind.currentData(),
            "first_id": self.first.currentData(),
            "second_id": self.second.currentData(),
        }
        self._page.attempt(lambda: self._write(add_rule, _("Add a rule"), **given))

    def _on_away(self, rule_id: UUID) -> None:
        self._page.attempt(lambda: self._desk.write(remove_rule, rule_id, label=_("Remove a rule")))


def _combo(name: str) -> QComboBox:
    return Combo(name)


def _refill(field: Field, choices: list[tuple[Any, str]], value: Any) -> None:
    combo = field.input
    assert isinstance(combo, QComboBox)
    combo.clear()
    for each, words in choices:
        combo.addItem(words, each)
    field.show_value(value)
