"""Who gets which letter, and what it says: read through the stages' views."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy.orm import Session

from engage.assembly.rules import LOCAL_FIELDS
from engage.assembly.views import AssemblySheet, assembly_sheet
from engage.clock import today
from engage.deliberation.views import drafts_by_member
from engage.documents.common import addresses, contact_of
from engage.documents.expectation_parts import fallback_labels
from engage.documents.kinds import PrintJob, PrintRequest
from engage.documents.report_back_letter.outcome import (
    OUTCOMES,
    LotteryFacts,
    Outcome,
    OutcomeLetter,
    compose_outcome_letter,
)
from engage.documents.report_back_letter.progress import ProgressLetter, compose_progress_letter
from engage.documents.typesetting import Paper
from engage.errors import NotFoundError, RefusedError
from engage.followup.news import Fact, news_of, next_due_on, untold
from engage.followup.tally import Tally, tally
from engage.followup.views import ExpectationRow, list_expectations, list_report_backs
from engage.languages.editions import Edition
from engage.lottery.views import RunRow, chances, live_run, reserve_places
from engage.meetings.views import list_sessions
from engage.people.rules import RespondentStatus
from engage.people.views import PersonStory, list_stories

DOCUMENT = "report-back-letter"

Letter = OutcomeLetter | ProgressLetter


def gather_report_back_letters(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    """A letter for everyone, or for those asked for, each in their own language and size unless the request says one.

    Members hear what happened to what they said, once there are expectations; until then, and for everyone else, it is
    the outcome of the lottery. Raises RefusedError while there is neither to tell of, and NotFoundError for a reference
    that is not there.
    """
    sheet = assembly_sheet(db, assembly_id)
    people = list_stories(db, assembly_id, references=request.references)
    _refuse_unknown(request.references, people)
    progress = _gather_progress(db, assembly_id, today(request.clock))
    draw = _gather_draw(db, assembly_id)
    jobs = []
    for person in people:
        if progress is not None and person.status is RespondentStatus.CONFIRMED:
            jobs.append(_progress_job(sheet, progress, person, request))
        elif draw is not None:
            jobs.append(_outcome_job(sheet, draw, person, request))
    if not jobs or (request.references and len(jobs) < len(people)):
        raise RefusedError("nothing-drawn-yet", details={"document": DOCUMENT})
    return jobs


def render_report_back_letter(letter: Letter, edition: Edition) -> bytes:
    """Set the letter as a tagged PDF. The same letter and edition give the same bytes."""
    return compose_report_back_letter(letter, edition).to_pdf()


def compose_report_back_letter(letter: Letter, edition: Edition) -> Paper:
    """Put the letter on paper."""
    if isinstance(letter, ProgressLetter):
        return compose_progress_letter(letter, edition)
    return compose_outcome_letter(letter, edition)


def _refuse_unknown(references: Collection[str], people: Sequence[PersonStory]) -> None:
    found = {person.reference for person in people}
    for reference in references:
        if reference not in found:
            raise NotFoundError(what="person", id=reference)


# --- the lottery ---


@dataclass(frozen=True)
class _Draw:
    """The draw that stands, everyone's chance in it, and who waits as a reserve."""

    run: RunRow
    drawn_on: date
    chance_of: Mapping[uuid.UUID, Fraction]
    reserves: Collection[uuid.UUID]


def _gather_draw(db: Session, assembly_id: uuid.UUID) -> _Draw | None:
    run = live_run(db, assembly_id)
    if run is None or run.drawn_at is None:
        return None
    chance_of = {person.respondent_id: person.chance for person in chances(db, assembly_id, number=run.number)}
    reserves = frozenset(reserve_places(db, assembly_id))
    return _Draw(run, run.drawn_at.astimezone().date(), chance_of, reserves)


def _outcome_job(sheet: AssemblySheet, draw: _Draw, person: PersonStory, request: PrintRequest) -> PrintJob:
    edition = request.edition(person.written_language, person.type_size)
    code = edition.language.code
    texts = {field: sheet.text(field, code) for field in ("title", "question", "what_happens_next")}
    letter = OutcomeLetter(
        outcome=Outcome.RESERVE if person.id in draw.reserves else OUTCOMES[person.status],
        name=person.shown_name,
        reference=person.reference,
        address=_address(person),
        dated=today(request.clock),
        title=texts["title"],
        question=texts["question"],
        what_next=texts["what_happens_next"],
        commissioner=sheet.fields["commissioner"],
        first_session_on=sheet.first_session_on,
        contact=contact_of(sheet),
        lottery=LotteryFacts(draw.run.pool_size, draw.run.seats, draw.drawn_on),
        chance=draw.chance_of.get(person.id),
    )
    fallbacks = tuple(LOCAL_FIELDS[field] for field, text in texts.items() if text.is_fallback)
    return _job(letter, person, edition, request, fallbacks)


# --- what happened to what members said ---


@dataclass(frozen=True)
class _Progress:
    """What every member's letter is made from. `work_of` counts notes by reference and number of the draft."""

    rows: Sequence[ExpectationRow]
    facts: Sequence[Fact]
    since: date | None
    dated: date
    counted: Tally
    work_of: Mapping[str, Counter[int]]
    next_session_on: date | None
    next_due_on: date | None


def _gather_progress(db: Session, assembly_id: uuid.UUID, day: date) -> _Progress | None:
    rows = list_expectations(db, assembly_id, today=day)
    if not rows:
        return None
    letters = list_report_backs(db, assembly_id)
    told = frozenset(key for row in letters for key in row.told)
    sessions = [row.held_on for row in list_sessions(db, assembly_id) if row.held_on > day]
    return _Progress(
        rows=rows,
        facts=[fact for fact in untold(news_of(rows), told) if fact.day <= day],
        since=letters[0].sent_on if letters else None,
        dated=day,
        counted=tally(rows),
        work_of=drafts_by_member(db, assembly_id),
        next_session_on=min(sessions, default=None),
        next_due_on=next_due_on(rows, day),
    )


def _progress_job(sheet: AssemblySheet, progress: _Progress, person: PersonStory, request: PrintRequest) -> PrintJob:
    edition = request.edition(person.written_language, person.type_size)
    title = sheet.text("title", edition.language.code)
    work = progress.work_of.get(person.reference, Counter())
    letter = ProgressLetter(
        name=person.shown_name,
        reference=person.reference,
        address=_address(person),
        dated=progress.dated,
        title=title,
        commissioner=sheet.fields["commissioner"],
        contact=contact_of(sheet),
        rows=_ordered(progress, work),
        facts=tuple(progress.facts),
        own=frozenset(row.id for row in progress.rows if work[row.number]),
        counted=progress.counted,
        since=progress.since,
        next_session_on=progress.next_session_on,
        next_due_on=progress.next_due_on,
    )
    fallbacks = [LOCAL_FIELDS["title"]] if title.is_fallback else []
    return _job(letter, person, edition, request, (*fallbacks, *fallback_labels(letter.rows, edition)))


def _ordered(progress: _Progress, work: Counter[int]) -> tuple[ExpectationRow, ...]:
    """The expectations with something to tell: those first that the member's tables worked on most.

    The first letter of all tells of every expectation, even of one that nobody has been asked yet.
    """
    has_news = {fact.expectation.id for fact in progress.facts}
    rows = [row for row in progress.rows if row.id in has_news or progress.since is None]
    return tuple(sorted(rows, key=lambda row: (-work[row.number], row.number)))


def _address(person: PersonStory) -> tuple[str, ...]:
    return (person.shown_name, *addresses([person.address, person.postcode])) if person.address.strip() else ()


def _job(
    letter: Letter, person: PersonStory, edition: Edition, request: PrintRequest, fallbacks: tuple[str, ...]
) -> PrintJob:
    is_other = request.language is None and person.written_language.partition("-")[0] != edition.language.code
    return PrintJob(
        DOCUMENT,
        letter,
        edition,
        compose_report_back_letter,
        for_reference=person.reference,
        fallbacks=fallbacks,
        wanted_language=person.written_language if is_other else "",
    )
