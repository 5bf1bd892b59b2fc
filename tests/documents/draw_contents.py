"""Hand-made contents of the documents of a draw."""

from dataclasses import replace
from fractions import Fraction

from engage.documents.chance_explanation import AnswerFact, ChanceExplanation
from engage.documents.draw_certificate import DrawCertificate
from engage.documents.panel_list import PanelList
from engage.documents.selection_rows import shown_categories
from engage.lottery.rules import RunKind, RunState
from engage.lottery.views import RunSheet
from tests.documents.contents import CONTACT, english, report, run_row, targets


def figures_run(kind: RunKind = RunKind.REAL, seats: int = 5, pool: int = 12) -> RunSheet:
    row = replace(run_row(kind, RunState.DRAWN), seats=seats, pool_size=pool)
    sheet = report(kind, RunState.DRAWN).run
    return replace(sheet, row=row, digits=3, public_string="507", largest_move=Fraction(7, 10_000))


def panel_list(code: str = "en", panels: int = 40, kind: RunKind = RunKind.REAL) -> PanelList:
    made = tuple(tuple(f"{1 + (place * 7 + seat) % 11:04}" for seat in range(5)) for place in range(panels))
    return PanelList(english("Riverside Health Assembly", code), figures_run(kind), made)


def certificate(kind: RunKind = RunKind.REAL, code: str = "en", *, has_figures: bool = False) -> DrawCertificate:
    content = report(kind, RunState.DRAWN)
    return DrawCertificate(
        title=english("Riverside Health Assembly", code),
        commissioner="Riverside Council",
        run=figures_run(kind) if has_figures else content.run,
        runs=content.runs,
        seed="0f1e" * 16,
        panel=507 if has_figures else 41,
        panels=1000 if has_figures else 312,
    )


def explanation(name: str = "Ada Byron", code: str = "en", chance: Fraction = Fraction(13, 199)) -> ChanceExplanation:
    ages, names = shown_categories(targets())
    crowded = AnswerFact(ages.name, ages.values[1])
    return ChanceExplanation(
        name=name,
        reference="R-0123",
        title=english("Riverside Health Assembly", code),
        contact=CONTACT,
        run=report(state=RunState.DRAWN).run,
        ticket="9f3a61c2d40b7e15",
        was_drawn=False,
        chance=chance,
        equal=Fraction(1, 10),
        answers=(crowded, *(AnswerFact(names.name, value) for value in names.values[:2])),
        crowded=crowded if chance < Fraction(1, 10) else None,
        scarce=AnswerFact(ages.name, ages.values[3]) if chance > Fraction(1, 10) else None,
        at_home=1,
        own_panels=0,
    )
