"""The sample's follow-up: expectations addressed to partners, what these answered, what they have done since."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.assembly.records import Partner
from engage.assembly.rules import PartnerKind
from engage.deliberation.records import Draft, DraftVersion
from engage.followup.actions import (
    address_expectation,
    extend_due_date,
    record_report_back,
    record_response,
    record_verdict,
    report_progress,
    send_request,
)
from engage.followup.records import Action, Expectation, ExpectationAddress, PartnerResponse
from engage.followup.rules import ActionDraft, ResponseDraft, ResponseStatus, VerdictKind
from engage.overview.sample.content import sample_file
from engage.working_days import PeriodUnit

_ADDRESSED_BEFORE = timedelta(days=9)
_PLAIN = ("summary", "reasons", "left_out", "evidence", "whose")


@dataclass(frozen=True)
class Event:
    """Something that happens on a day; `label` is what its step is called."""

    day: date
    label: str
    act: Callable[[Session], object]


@dataclass(frozen=True)
class _Request:
    """One expectation and one of the partners it is addressed to, by their numbers."""

    assembly_id: uuid.UUID
    expectation: int
    partner: int

    def address_id(self, db: Session) -> uuid.UUID:
        query = (
            select(ExpectationAddress.id)
            .join(Expectation, Expectation.id == ExpectationAddress.expectation_id)
            .join(Partner, Partner.id == ExpectationAddress.partner_id)
            .where(
                Expectation.assembly_id == self.assembly_id,
                Expectation.number == self.expectation,
                Partner.number == self.partner,
            )
        )
        return db.scalars(query).one()


def follow_up_events(assembly_id: uuid.UUID) -> list[Event]:
    """Everything that happened after the last session, in the order of its days."""
    content = sample_file("followup")
    events: list[Event] = []
    for expectation in content["expectations"]:
        for given in expectation["addresses"]:
            request = _Request(assembly_id, expectation["number"], given["partner"])
            events += _events_of(request, given, sent=date.fromisoformat(given.get("sent", content["sent"])))
    letters = date.fromisoformat(content["letters"]["on"])
    told = partial(record_report_back, assembly_id=assembly_id, sent_on=letters, label=content["letters"]["label"])
    return sorted([*events, Event(letters, "Send the letters", told)], key=lambda event: event.day)


def _events_of(request: _Request, given: Mapping[str, Any], *, sent: date) -> Iterator[Event]:
    passed_on = "sent" in given
    yield Event(sent if passed_on else sent - _ADDRESSED_BEFORE, "Address", partial(_address, request=request))
    yield Event(sent, "Send the request", partial(_send, request=request, sent=sent))
    if "extended" in given:
        until = date.fromisoformat(given["extended"])
        yield Event(until - timedelta(weeks=4), "Agree on another day", partial(_extend, request=request, until=until))
    for number, answer in enumerate(given.get("answers", ()), 1):
        day = date.fromisoformat(answer["on"])
        yield Event(day, "Record an answer", partial(_answer, request=request, given=answer, day=day))
        for place, action in enumerate(answer.get("actions", ()), 1):
            for on, percent, words in action.get("updates", ()):
                reported = date.fromisoformat(on)
                report = partial(
                    _report, request=request, places=(number, place), percent=percent, words=words, day=reported
                )
                yield Event(reported, "Report on an action", report)
    if "verdict" in given:
        day = date.fromisoformat(sample_file("followup")["verdicts"]["on"])
        yield Event(day, "Record a verdict", partial(_judge, request=request, verdict=given["verdict"], day=day))


def _address(db: Session, *, request: _Request) -> None:
    """Address the newest wording, which is the one that was voted on."""
    newest = (
        select(DraftVersion.id)
        .join(Draft, Draft.id == DraftVersion.draft_id)
        .where(Draft.assembly_id == request.assembly_id, Draft.number == request.expectation)
        .order_by(DraftVersion.number.desc())
    )
    partner = select(Partner.id).where(Partner.assembly_id == request.assembly_id, Partner.number == request.partner)
    address_expectation(db, db.scalars(newest.limit(1)).one(), partner_ids=[db.scalars(partner).one()])


def _send(db: Session, *, request: _Request, sent: date) -> None:
    """Ask a partner that owes an answer; individuals owe none."""
    query = select(Partner.kind).where(Partner.assembly_id == request.assembly_id, Partner.number == request.partner)
    if db.scalars(query).one() == PartnerKind.INDIVIDUALS:
        return
    count, unit = sample_file("followup")["periods"][str(request.partner)]
    send_request(db, request.address_id(db), sent_on=sent, period_count=count, period_unit=PeriodUnit(unit))


def _extend(db: Session, *, request: _Request, until: date) -> None:
    extend_due_date(db, request.address_id(db), due_on=until)


def _answer(db: Session, *, request: _Request, given: Mapping[str, Any], day: date) -> None:
    answer = ResponseDraft(
        status=ResponseStatus(given["status"]),
        decision_on=date.fromisoformat(given["decision_on"]) if "decision_on" in given else None,
        actions=tuple(
            ActionDraft(each["text"], each["owner"], date.fromisoformat(each["due"]))
            for each in given.get("actions", ())
        ),
        **{name: given.get(name, "") for name in _PLAIN},
    )
    language = given.get("language", "en")
    record_response(db, request.address_id(db), answer=answer, answered_on=day, language=language)


def _judge(db: Session, *, request: _Request, verdict: tuple[str, int], day: date) -> None:
    kind, members = verdict
    asked = sample_file("followup")["verdicts"]["asked"]
    record_verdict(db, request.address_id(db), kind=VerdictKind(kind), members=members, asked=asked, given_on=day)


def _report(db: Session, *, request: _Request, places: tuple[int, int], percent: int, words: str, day: date) -> None:
    answer, action = places
    query = (
        select(Action.id)
        .join(PartnerResponse, PartnerResponse.id == Action.response_id)
        .where(
            PartnerResponse.address_id == request.address_id(db),
            PartnerResponse.number == answer,
            Action.number == action,
        )
    )
    report_progress(db, db.scalars(query).one(), percent_done=percent, text=words, reported_on=day)
