"""Reading what the outcome report says."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from engage.assembly.rules import LOCAL_FIELDS
from engage.assembly.views import assembly_sheet
from engage.clock import today
from engage.deliberation.views import DraftSheet, PriorityRow, draft_sheet, list_drafts, list_notes, list_priorities
from engage.documents.common import contact_of
from engage.documents.kinds import PrintJob, PrintRequest
from engage.documents.outcome_report.content import (
    DOCUMENT,
    DrawFacts,
    OutcomeReport,
    ReportedPriority,
    ReportedSession,
    ReportedText,
    ReportedVote,
    ShortEntry,
)
from engage.documents.outcome_report.pages import compose_outcome_report
from engage.documents.selection_rows import shown_categories
from engage.errors import RefusedError
from engage.followup.views import ExpectationRow, list_expectations
from engage.languages.catalogues import mark
from engage.languages.local_text import PickedText, pick
from engage.lottery.views import live_run, target_table
from engage.meetings.rules import ItemKind
from engage.meetings.views import SessionRow, list_sessions, session_sheet
from engage.people.rules import RespondentStatus
from engage.people.views import status_counts
from engage.voting.rules import Verdict, VoteState
from engage.voting.views import VoteSheet, list_votes


def gather_outcome_report(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    """The one report of an assembly. Raises RefusedError while nothing was voted on and nothing is asked of anyone."""
    edition = request.edition()
    code = edition.language.code
    votes = list_votes(db, assembly_id)
    asked = list_expectations(db, assembly_id, today=today(request.clock))
    if not asked and all(vote.outcome is None for vote in votes):
        raise RefusedError("nothing-decided-yet", details={"document": DOCUMENT})
    sheet = assembly_sheet(db, assembly_id)
    priorities = list_priorities(db, assembly_id)
    drafts = [draft_sheet(db, row.id) for row in list_drafts(db, assembly_id, with_retired=True)]
    texts = _Texts(drafts, votes, asked, _places(priorities), code)
    report = OutcomeReport(
        title=sheet.text("title", code),
        question=sheet.text("question", code),
        remit=sheet.text("remit", code),
        out_of_scope=sheet.text("out_of_scope", code),
        what_next=sheet.text("what_happens_next", code),
        commissioner=sheet.fields["commissioner"],
        contact=contact_of(sheet),
        dated=today(request.clock),
        members=status_counts(db, assembly_id)[RespondentStatus.CONFIRMED],
        draw=_draw(db, assembly_id),
        sessions=tuple(_session(db, row, code) for row in list_sessions(db, assembly_id)),
        notes=len(list_notes(db, assembly_id)),
        priorities=tuple(ReportedPriority(row.number, pick(row.text, code)) for row in priorities),
        adopted=texts.adopted(),
        not_adopted=texts.not_adopted(),
        set_aside=texts.named(is_retired=True),
        not_yet_voted=texts.named(is_retired=False),
        votes=tuple(_vote(vote, code) for vote in votes),
    )
    return [PrintJob(DOCUMENT, report, edition, compose_outcome_report, fallbacks=_fallbacks(report))]


def _draw(db: Session, assembly_id: uuid.UUID) -> DrawFacts | None:
    """The draw that stands, as the report on the lottery tells it: two tables that differ would give people away."""
    run = live_run(db, assembly_id)
    if run is None or run.drawn_at is None:
        return None
    table = target_table(db, assembly_id, number=run.number)
    return DrawFacts(run.drawn_at.astimezone().date(), run.pool_size, run.seats, shown_categories(table))


def _session(db: Session, row: SessionRow, code: str) -> ReportedSession:
    agenda = session_sheet(db, row.id).agenda
    minutes = {kind: sum(item.minutes for item in agenda if item.kind is kind) for kind in ItemKind}
    return ReportedSession(
        number=row.number,
        title=pick(row.title, code),
        held_on=row.held_on,
        came=row.came,
        # Whoever was ticked off on the day was a member then, whether or not they still are.
        expected=max(row.came + row.away, row.members) if row.came else 0,
        learning=minutes[ItemKind.TALK],
        deliberating=minutes[ItemKind.DISCUSSION],
        deciding=minutes[ItemKind.VOTE],
    )


def _vote(vote: VoteSheet, code: str) -> ReportedVote:
    return ReportedVote(
        number=vote.number,
        label=vote.label,
        version_number=vote.version_number,
        title=pick(vote.title, code),
        rules=vote.rules,
        state=vote.state,
        held_on=vote.held_on,
        entitled=vote.entitled,
        present=vote.present,
        count=vote.first if vote.state is VoteState.CLOSED else None,
        outcome=vote.outcome,
        void_reason=vote.void_reason,
    )


def _places(priorities: Sequence[PriorityRow]) -> dict[uuid.UUID | None, int]:
    """The number of each priority; what has none comes after them all."""
    last = max((row.number for row in priorities), default=0) + 1
    return {None: last} | {row.id: row.number for row in priorities}


class _Texts:
    """The drafts with their votes, sorted into what was adopted and what was not."""

    def __init__(
        self,
        drafts: Sequence[DraftSheet],
        votes: Iterable[VoteSheet],
        asked: Iterable[ExpectationRow],
        places: Mapping[uuid.UUID | None, int],
        code: str,
    ) -> None:
        self._order = {sheet.draft.id: places[sheet.draft.priority_id] for sheet in drafts}
        self._drafts = sorted(drafts, key=lambda sheet: (self._order[sheet.draft.id], sheet.draft.number))
        self._votes = {vote.version_id: vote for vote in votes if vote.outcome is not None}
        self._asked = {row.draft_id: row for row in asked}
        self._code = code

    def adopted(self) -> tuple[ReportedText, ...]:
        """Each draft whose words passed, as they passed last; and what partners were asked without a vote."""
        found = []
        for sheet in self._drafts:
            passed = [vote for vote in self._votes_on(sheet) if _passed(vote)]
            if passed:
                found.append(self._text(sheet, passed[-1]))
            elif sheet.draft.id in self._asked and not self._votes_on(sheet):
                found.append(self._text(sheet, None))
        return tuple(found)

    def not_adopted(self) -> tuple[ReportedText, ...]:
        """Each vote that adopted nothing: those that failed, straw polls, and those without a result."""
        return tuple(
            self._text(sheet, vote) for sheet in self._drafts for vote in self._votes_on(sheet) if not _passed(vote)
        )

    def named(self, *, is_retired: bool) -> tuple[ShortEntry, ...]:
        """The drafts that no vote decided and no partner was asked about."""
        return tuple(
            ShortEntry(sheet.draft.label, pick(sheet.draft.version.title, self._code))
            for sheet in self._drafts
            if sheet.draft.is_retired is is_retired and not self._votes_on(sheet) and sheet.draft.id not in self._asked
        )

    def _votes_on(self, sheet: DraftSheet) -> list[VoteSheet]:
        found = [self._votes[version.id] for version in sheet.versions if version.id in self._votes]
        return sorted(found, key=lambda vote: vote.number)

    def _text(self, sheet: DraftSheet, vote: VoteSheet | None) -> ReportedText:
        asked = self._asked.get(sheet.draft.id)
        wanted = vote.version_id if vote is not None else asked.version_id if asked is not None else None
        version = next(each for each in sheet.versions if each.id == wanted)
        # Partners answer for one wording: that of another vote is not theirs.
        is_asked = asked is not None and asked.version_id == version.id
        return ReportedText(
            label=sheet.draft.label,
            priority=self._order[sheet.draft.id],
            title=pick(version.title, self._code),
            text=pick(version.text, self._code),
            why=pick(version.why, self._code),
            notes=sheet.draft.note_count,
            partners=tuple(address.partner_name for address in asked.addresses) if asked and is_asked else (),
            vote=_vote(vote, self._code) if vote is not None else None,
        )


def _passed(vote: VoteSheet) -> bool:
    return vote.outcome is not None and vote.outcome.verdict is Verdict.PASSED


def _fallbacks(report: OutcomeReport) -> tuple[str, ...]:
    """Labels of the texts that are not in the edition's language."""
    printed = (*report.adopted, *report.not_adopted)
    texts: list[tuple[str, list[PickedText]]] = [
        (LOCAL_FIELDS["title"], [report.title]),
        (LOCAL_FIELDS["question"], [report.question]),
        (LOCAL_FIELDS["remit"], [report.remit]),
        (LOCAL_FIELDS["out_of_scope"], [report.out_of_scope]),
        (LOCAL_FIELDS["what_happens_next"], [report.what_next]),
        (mark("Title of the session"), [session.title for session in report.sessions]),
        (mark("Priorities"), [priority.text for priority in report.priorities]),
        (mark("Titles of what was voted on"), [text.title for text in printed]),
        (mark("Texts of what was voted on"), [text.text for text in printed]),
        (mark("Reasons for what was voted on"), [text.why for text in printed]),
    ]
    return tuple(label for label, picked in texts if any(text.is_fallback for text in picked))
