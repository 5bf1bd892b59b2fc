"""Contents for the report on representativeness: three categories at every stage, with names that are not easy."""

from datetime import date
from fractions import Fraction

from engage.documents.likeness_rows import shown_likeness
from engage.documents.representativeness_report import RepresentativenessReport
from engage.lottery.shares import CategoryKind
from engage.voting.views import CategoryLikeness, Stage, StageCounts, StageKind
from tests.documents.contents import CONTACT, NAMES, english

STAGES = (
    Stage(StageKind.CAME_FORWARD, 500),
    Stage(StageKind.SELECTED, 50),
    Stage(StageKind.CONFIRMED, 48),
    Stage(StageKind.SESSION, 45, 1, date(2026, 3, 1)),
    Stage(StageKind.VOTES, 40, 1, date(2026, 3, 1), 9),
)
LETTERS = Stage(StageKind.INVITED, 10_000)
KINDS = tuple(CategoryKind)


def category(name: str, shares: tuple[Fraction, ...], answers: tuple[str, ...], place: int = 0) -> CategoryLikeness:
    """A category whose counts follow its shares, but for the first two answers."""
    stages = []
    for stage in STAGES if place else (LETTERS, *STAGES):
        counts = [int(stage.people * share) for share in shares]
        counts[0] += stage.people - sum(counts)
        stages.append(StageCounts(stage, tuple(counts), 0))
    return CategoryLikeness(name, KINDS[place % 4], "ONS, TS007A, 2021", place == 0, answers, shares, tuple(stages))


def likeness_report(code: str = "en", answers: int = 3) -> RepresentativenessReport:
    """Women and men, ages, and a category with so many answers."""
    equal = tuple(Fraction(1, answers) for _ in range(answers))
    names = tuple(f"{NAMES[place % len(NAMES)]} {place}" for place in range(answers))
    halves = (Fraction(51, 100), Fraction(48, 100), Fraction(1, 100))
    categories = (
        category("Gender", halves, ("Female", "Male", "<b>Another</b>")),
        category(NAMES[1], equal, names, 3),
    )
    return RepresentativenessReport(
        english("Riverside Health Assembly", code), "Riverside Council", CONTACT, 50, shown_likeness(categories)
    )
