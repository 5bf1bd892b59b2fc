"""Hand-made contents of each document, from the emptiest to the longest."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from engage.documents.badge import Badge, BadgeSheet
from engage.documents.ballot import BallotPapers, Look
from engage.documents.common import Contact
from engage.documents.report_back_letter import LotteryFacts, Outcome, OutcomeLetter
from engage.documents.selection_report import SelectionReport
from engage.documents.selection_rows import shown_categories
from engage.documents.tellers_sheet import PrintedEdition, TellersSheet
from engage.languages.editions import Edition, TypeSize
from engage.languages.local_text import PickedText
from engage.lottery.model import Method
from engage.lottery.rules import RunKind, RunState
from engage.lottery.views import CategoryRow, RunRow, RunSheet, TargetTable, ValueRow
from engage.people.rules import PhotoConsent, RespondentStatus
from engage.voting.rules import Base, Comparison, VoteMethod, VoteRules

NAMES = ("<b>O'Brien</b> & Co", "محمد (Mo)", "Łukasz", "李雷", "=1+1", "W" * 80, "R-0123", "আমিনা বেগম")
CONTACT = Contact("Amina Rahman", "020 7946 0000", "assembly@riverside.example", "Town Hall, Judd Street, London")
DRAWN_AT = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


def english(text: str, code: str = "en") -> PickedText:
    return PickedText(text, "en", is_fallback=code != "en")


def letter(outcome: Outcome = Outcome.CHOSEN, name: str = "Ada Byron", code: str = "en") -> OutcomeLetter:
    return OutcomeLetter(
        outcome=outcome,
        name=name,
        reference="R-0123",
        address=(name, "Flat 3", "12 High Street", "London", "NW1 2DB"),
        dated=date(2026, 11, 22),
        title=english("Riverside Health Assembly", code),
        question=english("What should health and care be like for all of us, and who should do what?", code),
        what_next=english("You get £150 for each day. We pay for travel and child care.\n\nLunch is included.", code),
        commissioner="Riverside Council",
        first_session_on=date(2027, 1, 16),
        contact=CONTACT,
        lottery=LotteryFacts(500, 50, date(2026, 11, 20)),
        chance=Fraction(1003, 9000),
    )


def bare_letter(outcome: Outcome) -> OutcomeLetter:
    """With nothing in it that may be missing."""
    empty = english("")
    return replace(
        letter(outcome),
        address=(),
        question=empty,
        what_next=empty,
        commissioner="",
        first_session_on=None,
        contact=Contact(),
        chance=None,
    )


def badges(names: tuple[str, ...] = NAMES, code: str = "en") -> BadgeSheet:
    consents = list(PhotoConsent)
    made = tuple(Badge(name, consents[place % len(consents)]) for place, name in enumerate(names))
    return BadgeSheet(english("Riverside Health Assembly", code), made)


def value(name: str, minimum: int, maximum: int, pool: int, chosen: int) -> ValueRow:
    return ValueRow(name, minimum, maximum, None, None, pool, chosen)


def targets() -> TargetTable:
    ages = (
        value("16–24", 6, 7, 31, 6),
        value("25–44", 19, 20, 214, 20),
        value("45–64", 15, 17, 191, 16),
        value("65+", 8, 9, 62, 8),
        ValueRow("", 0, 0, None, None, 2, 0, has_target=False),
    )
    odd = [value(name, 0, 9, 60 + place, 6) for place, name in enumerate(NAMES)]
    odd[0] = replace(odd[0], share=Fraction(27, 1000), is_on_purpose=True)
    names = CategoryRow("<i>Name</i> محمد", tuple(odd), origin="ONS Census <2021>, TS007A")
    return TargetTable(50, 500, 50, (CategoryRow("Age", ages), names))


def run_row(kind: RunKind = RunKind.REAL, state: RunState = RunState.CONFIRMED, number: int = 2) -> RunRow:
    return RunRow(
        number=number,
        kind=kind,
        state=state,
        method=Method.LEXIMIN,
        seats=50,
        pool_size=500,
        frozen_at=DRAWN_AT - timedelta(minutes=9),
        drawn_at=None if state is RunState.FROZEN else DRAWN_AT,
        confirmed_at=DRAWN_AT + timedelta(hours=1) if state is RunState.CONFIRMED else None,
        voided_at=DRAWN_AT if state is RunState.VOID else None,
        void_reason="The wrong <b>list</b> was fixed" if state is RunState.VOID else "",
        replaces="",
        reason="",
    )


def report(kind: RunKind = RunKind.REAL, state: RunState = RunState.CONFIRMED, code: str = "en") -> SelectionReport:
    run = run_row(kind, state)
    others = (run_row(RunKind.TEST, RunState.DRAWN, 1), run, run_row(RunKind.REAL, RunState.VOID, 3))
    counts = dict.fromkeys(RespondentStatus, 0)
    counts |= {RespondentStatus.POOL: 450, RespondentStatus.CONFIRMED: 47, RespondentStatus.SELECTED: 3}
    sheet = RunSheet(
        row=run,
        pool_sha256="a1b2" * 16,
        targets_sha256="c3d4" * 16,
        portfolio_sha256="e5f6" * 16,
        public_string="" if state is RunState.FROZEN else "4 8 15 16 23 42",
        least_chance=Fraction(1003, 9000),
        least_chance_bound=Fraction(1003, 9000),
    )
    return SelectionReport(
        title=english("Riverside Health Assembly", code),
        question=english("What should health and care be like for all of us?", code),
        commissioner="Riverside Council",
        contact=CONTACT,
        statuses=counts,
        categories=shown_categories(targets()),
        pool_size=500,
        without_chance=1,
        run=sheet,
        runs=others,
        audit_head=(1284, "a91f03bc77de" + "0" * 52),
    )


VOTE_RULES = VoteRules(
    VoteMethod.YES_NO_ABSTAIN, Fraction(4, 5), Comparison.AT_LEAST, Base.VALID, quorum=Fraction(2, 3)
)
WORDING = "We expect every family with a new baby to be visited at home within two weeks."


def ballots(
    papers: int = 3,
    *,
    title: str = "Health <i>visitors</i>",
    text: str = WORDING,
    method: VoteMethod = VoteMethod.YES_NO_ABSTAIN,
    code: str = "en",
    editions: tuple[Edition, ...] = (),
) -> BallotPapers:
    return BallotPapers(
        number=3,
        label="E2",
        version=1,
        rules=replace(VOTE_RULES, method=method),
        title=english(title, code),
        text=english(text, code),
        papers=papers,
        looks=tuple(
            Look(edition, english(title, edition.language.code), english(text, edition.language.code))
            for edition in editions
        ),
    )


def tellers(
    method: VoteMethod = VoteMethod.SUPPORT_4, code: str = "en", title: str = "Health <i>visitors</i>"
) -> TellersSheet:
    return TellersSheet(
        assembly=english("Riverside Health Assembly", code),
        number=3,
        label="E2",
        version=1,
        title=english(title, code),
        rules=replace(VOTE_RULES, method=method),
        held_on=date(2027, 3, 6),
        entitled=50,
        voters=47,
        is_counted=True,
        editions=(PrintedEdition("en", TypeSize.STANDARD, 44, 2), PrintedEdition("bn", TypeSize.LARGE, 3, 2)),
    )
