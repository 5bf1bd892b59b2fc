"""Who is there at each stage, from those invited to those in the room at each vote, beside the population."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.languages.catalogues import mark
from engage.lottery import likeness
from engage.lottery.shares import CategoryKind
from engage.lottery.views import CategoryPopulation, list_population, list_quotas, live_run, run_sheet
from engage.meetings.views import AttendanceRow, list_attendance, list_sessions
from engage.people.records import Respondent
from engage.people.rules import RespondentStatus
from engage.people.views import folded, invited_values
from engage.voting.records import Vote
from engage.voting.rules import VoteState


class StageKind(StrEnum):
    """A stage of the way from the population to a vote."""

    INVITED = "invited"
    CAME_FORWARD = "came-forward"
    SELECTED = "selected"
    CONFIRMED = "confirmed"
    SESSION = "session"
    VOTE = "vote"
    VOTES = "votes"

    @property
    def label(self) -> str:
        """The words for it, to be translated; `{number}` and `{last}` stand for numbers of sessions or votes."""
        return _STAGE_LABELS[self]

    @property
    def is_in_the_room(self) -> bool:
        """Whether it counts people in the room."""
        return self in (StageKind.SESSION, StageKind.VOTE, StageKind.VOTES)


_STAGE_LABELS = {
    StageKind.INVITED: mark("Letters to homes"),
    StageKind.CAME_FORWARD: mark("Came forward"),
    StageKind.SELECTED: mark("Drawn"),
    StageKind.CONFIRMED: mark("Members now"),
    StageKind.SESSION: mark("In the room, session {number}"),
    StageKind.VOTE: mark("In the room, vote {number}"),
    StageKind.VOTES: mark("In the room, votes {number} to {last}"),
}


@dataclass(frozen=True)
class Stage:
    """A stage and how many people (or letters) it counts; `number` and `held_on` are those of a session or vote.

    Votes that follow each other with the same people in the room are one stage, up to the vote `last`.
    """

    kind: StageKind
    people: int
    number: int = 0
    held_on: date | None = None
    last: int = 0


@dataclass(frozen=True)
class StageCounts:
    """One category at one stage: people by answer, in the order of the category, and those who gave no such answer."""

    stage: Stage
    counts: tuple[int, ...]
    unanswered: int

    @property
    def size(self) -> int:
        """How many people gave an answer that is known of the population."""
        return sum(self.counts)


@dataclass(frozen=True)
class CategoryLikeness:
    """A category whose population is known, at every stage. `shares` go with `answers`, and add up to 1."""

    name: str
    kind: CategoryKind
    origin: str
    is_target: bool
    answers: tuple[str, ...]
    shares: tuple[Fraction, ...]
    stages: tuple[StageCounts, ...]

    def index(self, stage: StageCounts) -> int:
        """How alike this stage is, out of 100."""
        return likeness.likeness_index(stage.counts, self.shares)

    def furthest(self, stage: StageCounts) -> int:
        """The place of the answer whose share is furthest below the population's, or above where none is below."""
        gaps = [
            likeness.gap_points(count, stage.size, share)
            for count, share in zip(stage.counts, self.shares, strict=True)
        ]
        low = min(range(len(gaps)), key=lambda place: (gaps[place], place))
        return low if gaps[low] < 0 else max(range(len(gaps)), key=lambda place: (gaps[place], -place))


def list_likeness(db: Session, assembly_id: uuid.UUID) -> tuple[CategoryLikeness, ...]:
    """Every category whose population is known, stage by stage; stages that nobody has reached are left out.

    Raises NotFoundError.
    """
    population = [category for category in list_population(db, assembly_id) if category.values]
    if not population:
        return ()
    people = _people(db, assembly_id)
    answers = {key: given for key, (_status, given) in people.items()}
    stages = [(stage, [answers[key] for key in present]) for stage, present in _stages(db, assembly_id, people)]
    targets = _target_names(db, assembly_id)
    letters = invited_values(db, assembly_id, columns=[category.name for category in population])
    return tuple(
        _category(category, stages, letters.get(folded(category.name)), is_target=category.name in targets)
        for category in population
    )


People = Mapping[uuid.UUID, tuple[RespondentStatus, Mapping[str, str]]]


def _people(db: Session, assembly_id: uuid.UUID) -> People:
    query = select(Respondent.id, Respondent.status, Respondent.answers).where(Respondent.assembly_id == assembly_id)
    return {key: (RespondentStatus(status), answers) for key, status, answers in db.execute(query)}


def _target_names(db: Session, assembly_id: uuid.UUID) -> set[str]:
    return {quota.category for quota in list_quotas(db, assembly_id)}


def _stages(db: Session, assembly_id: uuid.UUID, people: People) -> Iterator[tuple[Stage, list[uuid.UUID]]]:
    came = [key for key, (status, _) in people.items() if status is not RespondentStatus.INELIGIBLE]
    run = live_run(db, assembly_id)
    drawn: list[uuid.UUID] = []
    if run is not None and run.drawn_at is not None:
        drawn = [person.respondent_id for person in run_sheet(db, assembly_id, number=run.number).selected]
    confirmed = [key for key, (status, _) in people.items() if status is RespondentStatus.CONFIRMED]
    for kind, present in (
        (StageKind.CAME_FORWARD, came),
        (StageKind.SELECTED, drawn),
        (StageKind.CONFIRMED, confirmed),
    ):
        if present:
            yield Stage(kind, len(present)), present
    yield from _rooms(db, assembly_id)


def _rooms(db: Session, assembly_id: uuid.UUID) -> Iterator[tuple[Stage, list[uuid.UUID]]]:
    """Each session with its votes, in order."""
    attendance: dict[int, list[AttendanceRow]] = {}
    for row in list_attendance(db, assembly_id):
        attendance.setdefault(row.session_number, []).append(row)
    votes = list(db.scalars(select(Vote).where(Vote.assembly_id == assembly_id).order_by(Vote.number)))
    for session in list_sessions(db, assembly_id):
        came = [row for row in attendance.get(session.number, ()) if row.state.has_come]
        if not came:
            continue
        yield (
            Stage(StageKind.SESSION, len(came), session.number, session.held_on),
            [row.respondent_id for row in came],
        )
        mine = [vote for vote in votes if vote.session_id == session.id and vote.state == VoteState.CLOSED]
        for here, group in groupby(mine, key=lambda vote, came=came: _there_at(vote, came)):  # type: ignore[misc]
            held = list(group)
            kind = StageKind.VOTE if len(held) == 1 else StageKind.VOTES
            yield Stage(kind, len(here), held[0].number, held[0].held_on, held[-1].number), here


def _invited(names: Sequence[str], letters: Counter[str]) -> list[StageCounts]:
    """The letters by answer, where the list of addresses says it of a home. Of nobody else's answers it knows."""
    counts = tuple(letters[folded(name)] for name in names)
    total = letters.total()
    return [StageCounts(Stage(StageKind.INVITED, total), counts, total - sum(counts))] if any(counts) else []


def _there_at(vote: Vote, came: Iterable[AttendanceRow]) -> list[uuid.UUID]:
    """Who had come and not left when the vote closed; people whose times weren't written down were there."""
    closed = vote.closed_at
    return [
        row.respondent_id
        for row in came
        if (row.arrived_at is None or closed is None or row.arrived_at <= closed)
        and (row.state.is_present or row.left_at is None or (closed is not None and row.left_at > closed))
    ]


def _category(
    category: CategoryPopulation,
    stages: Sequence[tuple[Stage, list[Mapping[str, str]]]],
    letters: Counter[str] | None,
    *,
    is_target: bool,
) -> CategoryLikeness:
    names = tuple(value.name for value in category.values)
    counted = _invited(names, letters) if letters else []
    for stage, people in stages:
        found = Counter(answers.get(category.name, "") for answers in people)
        counts = tuple(found[name] for name in names)
        counted.append(StageCounts(stage, counts, len(people) - sum(counts)))
    return CategoryLikeness(
        category.name,
        category.kind,
        category.origin,
        is_target,
        names,
        tuple(value.share for value in category.values),
        tuple(counted),
    )
