"""Hand-made expectations, votes, answers and actions, in every status and standing."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from engage.assembly.rules import PartnerKind
from engage.assembly.views import PartnerRow
from engage.deliberation.views import PriorityRow
from engage.documents.partner_request import RequestLetter
from engage.documents.report_back_letter import ProgressLetter
from engage.documents.you_said_we_did import WhatCameOfIt
from engage.followup.news import news_of, next_due_on
from engage.followup.rules import ResponseStatus, VerdictKind, action_standing, address_standing
from engage.followup.tally import tally
from engage.followup.views import ActionRow, AddressRow, AnswerRow, ExpectationRow, VerdictRow
from engage.voting.rules import BallotCount, Base, Comparison, CountEntry, VoteMethod, VoteRules, VoteState, decide
from engage.voting.views import VoteSheet
from engage.working_days import PeriodUnit
from tests.documents.contents import CONTACT, NAMES, english

TODAY = date(2026, 11, 22)
SENT, DUE = date(2026, 7, 1), date(2026, 10, 1)
RULES = VoteRules(VoteMethod.YES_NO_ABSTAIN, Fraction(4, 5), Comparison.AT_LEAST, Base.YES_NO, Fraction(2, 3))


def key(*parts: object) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, parts)))


def partner(number: int, name: str, kind: PartnerKind, lead: str = "", language: str = "en") -> PartnerRow:
    return PartnerRow(
        id=key("partner", number),
        number=number,
        name=name,
        kind=kind,
        hope={},
        is_invented=False,
        lead_name=lead,
        email="lead@riverside.example",
        address="Town Hall, Judd Street, London WC1H 9JE",
        language=language,
    )


COUNCIL = partner(1, "Riverside Council", PartnerKind.COUNCIL, "Dr Ifor Pryce")
TRUST = partner(2, "<b>Otterlea</b> NHS Trust & Co", PartnerKind.NHS, "Zofia Łukasz", "cy")
CHARITY = partner(3, "محمد's Voluntary Action", PartnerKind.VOLUNTARY)
PEOPLE = partner(4, "Everyone who lives here", PartnerKind.INDIVIDUALS)
PARTNERS = (COUNCIL, TRUST, CHARITY, PEOPLE)
PRIORITIES = (
    PriorityRow(key("priority", 1), 1, {"en": "Care close to home", "cy": "Gofal yn agos at adref"}),
    PriorityRow(key("priority", 2), 2, {"en": "Being heard"}),
)
REASONS = " ".join(["We can't pay for this out of next year's budget, and no other body has offered to share it."] * 2)
STATUSES: tuple[ResponseStatus | None, ...] = (*ResponseStatus, None)


def vote(number: int, yes: int = 40, no: int = 7) -> VoteSheet:
    entry = CountEntry(issued=50, unused=0, spoilt=1, blank=0, options={"yes": yes, "no": no, "abstain": 2})
    return VoteSheet(
        id=key("vote", number),
        version_id=key("version", number),
        number=number,
        draft_number=number,
        draft_kind="expectation",
        version_number=1,
        title={},
        text={},
        rules=RULES,
        state=VoteState.CLOSED,
        held_on=date(2026, 6, 20),
        session_id=None,
        entitled=50,
        present=50,
        first=entry,
        second=entry,
        differing=(),
        outcome=decide(RULES, BallotCount(entry.options, 0, 1), entitled=50, present=50),
    )


def action(number: int, percent: int = 30, due_on: date = date(2028, 3, 1), reported: bool = True) -> ActionRow:
    reported_on = date(2026, 11, 2) if reported else None
    return ActionRow(
        id=key("action", number),
        number=1,
        text={"en": "Open four clinics on Saturday mornings", "cy": "Agor pedwar clinig ar fore Sadwrn"},
        owner="Head of clinics",
        due_on=due_on,
        percent_done=percent,
        latest="The first clinic is open." if reported else "",
        reported_on=reported_on,
        standing=action_standing(due_on=due_on, percent_done=percent, reported_on=reported_on, today=TODAY),
    )


def answer(number: int, status: ResponseStatus, actions: tuple[ActionRow, ...] = ()) -> AnswerRow:
    return AnswerRow(
        id=key("answer", number),
        number=1,
        status=status,
        summary={"en": "We will do what we can, and say openly where we can't."},
        reasons=REASONS if status is ResponseStatus.NOT_ACCEPTED else "",
        left_out="Sundays, since no porter works then." if status is ResponseStatus.ACCEPTED_IN_PART else "",
        evidence="See page 7 of our yearly report." if status is ResponseStatus.ALREADY_IN_PLACE else "",
        whose="The combined authority" if status is ResponseStatus.NOT_OURS else "",
        decision_on=date(2026, 12, 15) if status is ResponseStatus.IN_PRINCIPLE else None,
        answered_on=date(2026, 9, 20),
        actions=actions,
    )


def address(
    number: int,
    to: PartnerRow,
    status: ResponseStatus | None = None,
    actions: tuple[ActionRow, ...] = (),
    *,
    due_on: date = DUE,
    is_sent: bool = True,
) -> AddressRow:
    owes = to.kind is not PartnerKind.INDIVIDUALS
    given = answer(number * 10 + to.number, status, actions) if status else None
    sent_on, due = (SENT, due_on) if owes and is_sent else (None, None)
    return AddressRow(
        id=key("address", number, to.number),
        expectation_id=key("expectation", number),
        partner_id=to.id,
        partner_name=to.name,
        partner_kind=to.kind,
        sent_on=sent_on,
        due_on=due,
        answers=(given,) if given else (),
        standing=address_standing(
            sent_on=sent_on,
            due_on=due,
            answered_on=given.answered_on if given else None,
            owes_answer=owes,
            decision_on=given.decision_on if given else None,
            today=TODAY,
        ),
        verdicts=(VerdictRow(1, VerdictKind.PARTLY, 31, 44, date(2026, 11, 20)),) if given and number % 2 else (),
        period_count=3 if sent_on else None,
        period_unit=PeriodUnit.MONTHS if sent_on else None,
    )


def expectation(number: int, *addresses: AddressRow, text: Mapping[str, str] | None = None) -> ExpectationRow:
    return ExpectationRow(
        id=key("expectation", number),
        number=number,
        draft_id=key("draft", number),
        version_id=key("version", number),
        priority_id=(PRIORITIES[number % 3].id if number % 3 < 2 else None),
        title={"en": f"Clinics that open when people can come ({number})"},
        text=text or {"en": "We expect each clinic to open on Saturday mornings.\n\nIt should say so on its door."},
        why={"en": "Many of us work in the week.", "cy": "Mae llawer ohonom yn gweithio yn ystod yr wythnos."},
        addresses=addresses,
        vote=vote(number) if number % 5 else None,
    )


def expectations(count: int) -> tuple[ExpectationRow, ...]:
    """So many, with every status, late answers, late actions and finished ones among them."""
    made = []
    for number in range(1, count + 1):
        status = STATUSES[number % len(STATUSES)]
        needs = status is not None and status.needs_action
        percent = (30, 100, 10)[number % 3]
        due = date(2026, 11, 1) if number % 4 == 0 else date(2028, 3, 1)
        actions = (action(number, percent, due),) if needs else ()
        made.append(
            expectation(
                number,
                address(number, COUNCIL, status, actions),
                address(
                    number, TRUST, STATUSES[(number + 3) % len(STATUSES)], (action(number + 100),) if number % 2 else ()
                ),
                *([address(number, CHARITY, is_sent=False)] if number % 4 == 1 else []),
                *([address(number, PEOPLE)] if number % 3 == 0 else []),
            )
        )
    return tuple(made)


def longest() -> ExpectationRow:
    """With texts as long as anyone may write, and names that try to be markup."""
    long = {"en": " ".join(NAMES) * 40 + "\n\n" + "Wordswithoutanend" * 60}
    row = expectation(7, address(7, TRUST, ResponseStatus.NOT_ACCEPTED), text=long)
    return replace(row, title={"en": "</p>{label} %s " + " ".join(NAMES)}, why=long)


def request_letter(to: PartnerRow = COUNCIL, count: int = 3, code: str = "en") -> RequestLetter:
    rows = expectations(count)
    asks = [(row, each) for row in rows for each in row.addresses if each.partner_id == to.id]
    return RequestLetter(
        partner=to,
        dated=TODAY,
        title=english("Riverside Health Assembly", code),
        question=english("What should health and care be like for all of us?", code),
        commissioner="Riverside Council",
        contact=CONTACT,
        asks=tuple(asks),
    )


def what_came_of_it(*rows: ExpectationRow, code: str = "en") -> WhatCameOfIt:
    return WhatCameOfIt(
        title=english("Riverside Health Assembly", code),
        question=english("What should health and care be like for all of us?", code),
        dated=TODAY,
        contact=CONTACT,
        rows=rows,
        priorities=PRIORITIES,
        partners=PARTNERS,
    )


def progress_letter(
    *rows: ExpectationRow,
    name: str = "Ada Byron",
    own: tuple[int, ...] = (2,),
    since: date | None = None,
    code: str = "en",
) -> ProgressLetter:
    """With the news of these expectations, those numbered in `own` first."""
    ordered = sorted(rows, key=lambda row: (row.number not in own, row.number))
    return ProgressLetter(
        name=name,
        reference="R-0123",
        address=(name, "Flat 3", "12 High Street", "London", "NW1 2DB"),
        dated=TODAY,
        title=english("Riverside Health Assembly", code),
        commissioner="Riverside Council",
        contact=CONTACT,
        rows=tuple(ordered),
        facts=tuple(news_of(rows)),
        own=frozenset(row.id for row in rows if row.number in own),
        counted=tally(rows),
        since=since,
        next_session_on=date(2027, 1, 16),
        next_due_on=next_due_on(rows, TODAY),
    )
