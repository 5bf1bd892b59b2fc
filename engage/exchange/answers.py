"""Partners' answers and actions in and out.

An answer's row carries its first action, since an accepted expectation needs one; the file of actions has them all,
with a row for each report on how far they are.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.assembly.records import Partner
from engage.exchange.columns import Column
from engage.exchange.csv_files import write_csv
from engage.exchange.expectations import PartnerKey, meant_partner, partner_keys
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.exchange.tabular import CellFault, Cells, iso, local_cells, local_header, read_table, table_rows
from engage.followup.actions import add_action, record_response, report_progress
from engage.followup.records import Action, ActionUpdate, Expectation, ExpectationAddress, PartnerResponse
from engage.followup.rules import PROBLEM_LABELS, ActionDraft, ResponseDraft, ResponseStatus, response_problems
from engage.languages.catalogues import mark
from engage.languages.local_text import LocalText
from engage.languages.screen import _

EXPECTATION = Column("expectation", mark("The number of the expectation"), is_required=True)
PARTNER = Column("partner", mark("The partner's name"), is_required=True)
RESPONSE_COLUMNS = (
    EXPECTATION,
    PARTNER,
    Column("answer", mark("1 for the partner's first answer, 2 for the one that supersedes it, and so on")),
    Column(
        "status",
        mark("accepted, accepted-in-part, in-principle, already-in-place, not-accepted or not-ours"),
        is_required=True,
    ),
    Column("summary", mark("The answer in 60 plain words or fewer"), is_required=True),
    Column("reasons", mark("Why not, in 30 words or more")),
    Column("left_out", mark("What is left out, and why")),
    Column("evidence", mark("Where it can be seen that it is in place")),
    Column("whose", mark("Whose it is to answer")),
    Column("decision_on", mark("When it will be decided")),
    Column("answered_on", mark("When the partner answered"), is_required=True),
    Column("action", mark("What will be done")),
    Column("owner", mark("Who will do it")),
    Column("action_due", mark("By when")),
)
ACTION_COLUMNS = (
    EXPECTATION,
    PARTNER,
    Column("answer", mark("Which of the partner's answers it belongs to; 1 if left out")),
    Column("number", mark("The action's number"), is_required=True),
    Column("action", mark("What will be done"), is_required=True),
    Column("owner", mark("Who will do it"), is_required=True),
    Column("due_on", mark("By when"), is_required=True),
    Column("reported_on", mark("When its progress was reported")),
    Column("percent_done", mark("How much was done, in per cent")),
    Column("report", mark("The report's words")),
)

AddressKey = tuple[int, uuid.UUID]
AnswerKey = tuple[int, uuid.UUID, int]


@dataclass(frozen=True)
class AnswersContext:
    """The partners by folded name, the requests by expectation and partner, and what was answered so far."""

    partners: Mapping[str, PartnerKey] = field(default_factory=dict)
    addresses: Mapping[AddressKey, uuid.UUID] = field(default_factory=dict)
    answers: Mapping[AnswerKey, uuid.UUID] = field(default_factory=dict)
    actions: Mapping[tuple[uuid.UUID, int], uuid.UUID] = field(default_factory=dict)
    sent_on: Mapping[uuid.UUID, date] = field(default_factory=dict)

    def address(self, cells: Cells) -> tuple[int, PartnerKey]:
        """The expectation and the partner that a row speaks of. Raises CellFault when it was not addressed to it."""
        number, partner = cells.number_of("expectation"), meant_partner(cells, self.partners)
        if (number, partner.id) not in self.addresses:
            raise CellFault("expectation", "not-addressed", value=number, partner=partner.name)
        if not partner.owes_answer:
            raise CellFault("partner", "individuals-owe-nothing", partner=partner.name)
        return number, partner


@dataclass(frozen=True)
class AnswerDraft:
    """An answer that is about to be recorded."""

    address_id: uuid.UUID
    answer: ResponseDraft
    summary: LocalText
    action: LocalText
    answered_on: date


@dataclass(frozen=True)
class ReportDraft:
    """An action that is about to be added, a report on one, or both."""

    response_id: uuid.UUID
    number: int
    action: ActionDraft
    text: LocalText
    reported_on: date | None
    percent_done: int
    report: str


def gather_answers_context(db: Session, assembly_id: uuid.UUID) -> AnswersContext:
    """What `read_responses` and `read_actions` have to know."""
    addresses = (
        select(Expectation.number, ExpectationAddress.partner_id, ExpectationAddress.id, ExpectationAddress.sent_on)
        .join(ExpectationAddress, ExpectationAddress.expectation_id == Expectation.id)
        .where(Expectation.assembly_id == assembly_id)
    )
    answers = (
        select(Expectation.number, ExpectationAddress.partner_id, PartnerResponse.number, PartnerResponse.id)
        .join(ExpectationAddress, ExpectationAddress.expectation_id == Expectation.id)
        .join(PartnerResponse, PartnerResponse.address_id == ExpectationAddress.id)
        .where(Expectation.assembly_id == assembly_id)
    )
    asked = db.execute(addresses).all()
    found = {(number, partner, answer): key for number, partner, answer, key in db.execute(answers)}
    actions = select(Action.response_id, Action.number, Action.id).where(Action.response_id.in_(found.values()))
    return AnswersContext(
        partner_keys(db, assembly_id),
        {(number, partner): key for number, partner, key, _sent_on in asked},
        found,
        {(response, number): key for response, number, key in db.execute(actions)},
        {key: sent_on for _number, _partner, key, sent_on in asked if sent_on},
    )


def read_responses(
    source: Path | bytes, context: AnswersContext, options: ReadOptions | None = None
) -> Preview[AnswerDraft]:
    """Read and check a file of answers. Writes nothing. Raises RefusedError when the file can't be read."""
    taken = dict.fromkeys(context.answers)

    def make(cells: Cells) -> AnswerDraft:
        number, partner = context.address(cells)
        answers = [key[2] for key in taken if key[:2] == (number, partner.id)]
        answer_number = cells.number_of("answer", default=len(answers) + 1)
        if answer_number != len(answers) + 1:
            raise CellFault("answer", "answer-taken", value=answer_number)
        action = cells.local("action")
        draft = _answer(cells, action)
        if problems := response_problems(draft):
            words = " ".join(_(PROBLEM_LABELS[problem]) for problem in problems)
            raise CellFault("status", "answer-incomplete", problems=words)
        address_id, answered_on = context.addresses[number, partner.id], cells.day("answered_on")
        sent_on = context.sent_on.get(address_id, answered_on)
        if answered_on < sent_on:
            raise CellFault("answered_on", "answered-before-sent", partner=partner.name, day=sent_on.isoformat())
        taken[number, partner.id, answer_number] = None
        return AnswerDraft(address_id, draft, cells.local("summary"), action, answered_on)

    return read_table(
        source, options, kind="responses", columns=RESPONSE_COLUMNS, local=("summary", "action"), make=make
    )


def apply_responses(
    db: Session,
    *,
    assembly_id: uuid.UUID,  # noqa: ARG001 - every kind's action has the same signature
    preview: Preview[AnswerDraft],
    keep_good: bool = False,
) -> ImportResult:
    """Record these answers: all of them, or none. Raises RefusedError. The caller owns the transaction."""
    for draft in preview.accepted(keep_good=keep_good):
        response_id = record_response(db, draft.address_id, answer=draft.answer, answered_on=draft.answered_on)
        response = db.get_one(PartnerResponse, response_id)
        response.summary = dict(draft.summary)
        for action in response.actions:
            action.text = dict(draft.action)
    db.flush()
    return preview.result(keep_good=keep_good)


def export_responses(db: Session, assembly_id: uuid.UUID) -> bytes:
    """Every answer, superseded ones too, as a CSV file in the layout that `read_responses` reads."""
    found = _answers(db, assembly_id)
    firsts = [answer.actions[0].text for _number, _name, answer in found if answer.actions]
    header = local_header(RESPONSE_COLUMNS, {"summary": [answer.summary for *_rest, answer in found], "action": firsts})
    rows = []
    for number, name, answer in found:
        first = answer.actions[0] if answer.actions else None
        rows.append(
            {
                "expectation": str(number),
                "partner": name,
                "answer": str(answer.number),
                "status": answer.status,
                **local_cells("summary", answer.summary),
                "reasons": answer.reasons,
                "left_out": answer.left_out,
                "evidence": answer.evidence,
                "whose": answer.whose,
                "decision_on": iso(answer.decision_on),
                "answered_on": iso(answer.answered_on),
                **(local_cells("action", first.text) if first else {}),
                "owner": first.owner if first else "",
                "action_due": iso(first.due_on if first else None),
            }
        )
    return write_csv(header, table_rows(header, rows))


def read_actions(
    source: Path | bytes, context: AnswersContext, options: ReadOptions | None = None
) -> Preview[ReportDraft]:
    """Read and check a file of actions. Writes nothing. Raises RefusedError when the file can't be read."""

    def make(cells: Cells) -> ReportDraft:
        number, partner = context.address(cells)
        answer = cells.number_of("answer", default=1)
        if (number, partner.id, answer) not in context.answers:
            raise CellFault("answer", "answer-unknown", value=answer)
        text = cells.needed_local("action")
        reported_on = cells.day_or_none("reported_on")
        percent_done = cells.number_of("percent_done") if reported_on else 0
        if percent_done > 100:  # noqa: PLR2004 - per cent
            raise CellFault("percent_done", "percent-over", value=percent_done)
        return ReportDraft(
            context.answers[number, partner.id, answer],
            cells.number_of("number"),
            ActionDraft(next(iter(text.values())), cells.needed("owner"), cells.day("due_on")),
            text,
            reported_on,
            percent_done,
            cells.text("report"),
        )

    return read_table(source, options, kind="actions", columns=ACTION_COLUMNS, local=("action",), make=make)


def apply_actions(
    db: Session, *, assembly_id: uuid.UUID, preview: Preview[ReportDraft], keep_good: bool = False
) -> ImportResult:
    """Add the actions that are not there yet, and these reports: all of them, or none. Raises RefusedError."""
    known = dict(gather_answers_context(db, assembly_id).actions)
    for draft in preview.accepted(keep_good=keep_good):
        key = (draft.response_id, draft.number)
        if key not in known:
            known[key] = add_action(db, draft.response_id, draft=draft.action)
            action = db.get_one(Action, known[key])
            action.number, action.text = draft.number, dict(draft.text)
        if draft.reported_on:
            report_progress(
                db,
                known[key],
                percent_done=draft.percent_done,
                text=draft.report,
                reported_on=draft.reported_on,
            )
    db.flush()
    return preview.result(keep_good=keep_good)


def export_actions(db: Session, assembly_id: uuid.UUID) -> bytes:
    """Every action with its reports as a CSV file in the layout that `read_actions` reads."""
    found = _answers(db, assembly_id)
    texts = [action.text for *_rest, answer in found for action in answer.actions]
    header = local_header(ACTION_COLUMNS, {"action": texts})
    rows = [
        _action_cells(number, name, answer, action, report)
        for number, name, answer in found
        for action in answer.actions
        for report in (*action.updates, *([None] if not action.updates else []))
    ]
    return write_csv(header, table_rows(header, rows))


def _action_cells(
    number: int, name: str, answer: PartnerResponse, action: Action, report: ActionUpdate | None
) -> dict[str, str]:
    return {
        "expectation": str(number),
        "partner": name,
        "answer": str(answer.number),
        "number": str(action.number),
        **local_cells("action", action.text),
        "owner": action.owner,
        "due_on": iso(action.due_on),
        "reported_on": iso(report.reported_on if report else None),
        "percent_done": str(report.percent_done) if report else "",
        "report": report.text if report else "",
    }


def _answer(cells: Cells, action: LocalText) -> ResponseDraft:
    summary = cells.needed_local("summary")
    actions = (
        (ActionDraft(next(iter(action.values())), cells.text("owner"), cells.day_or_none("action_due")),)
        if action
        else ()
    )
    return ResponseDraft(
        status=cells.choice("status", ResponseStatus),
        summary=summary.get("en") or next(iter(summary.values())),
        reasons=cells.text("reasons"),
        left_out=cells.text("left_out"),
        evidence=cells.text("evidence"),
        whose=cells.text("whose"),
        decision_on=cells.day_or_none("decision_on"),
        actions=actions,
    )


def _answers(db: Session, assembly_id: uuid.UUID) -> list[tuple[int, str, PartnerResponse]]:
    query = (
        select(Expectation.number, Partner.name, PartnerResponse)
        .join(ExpectationAddress, ExpectationAddress.expectation_id == Expectation.id)
        .join(PartnerResponse, PartnerResponse.address_id == ExpectationAddress.id)
        .join(Partner, Partner.id == ExpectationAddress.partner_id)
        .where(Expectation.assembly_id == assembly_id)
        .order_by(Expectation.number, Partner.number, PartnerResponse.number)
    )
    return [(number, name, answer) for number, name, answer in db.execute(query)]
