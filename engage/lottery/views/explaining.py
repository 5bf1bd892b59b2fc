"""Why somebody's chance is what it is: their answers against what the targets ask for."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from engage.lottery import record
from engage.lottery.views.runs import chances
from engage.lottery.views.shared import find_run
from engage.lottery.views.targets import TargetTable, ValueRow


@dataclass(frozen=True)
class OwnAnswer:
    """One of a person's answers that has a target."""

    category: str
    value: ValueRow

    @property
    def at_most(self) -> Fraction:
        """The chance that the people with this answer have on average, at most: the seats for them, shared out."""
        return Fraction(self.value.maximum, max(1, self.value.pool))

    @property
    def at_least(self) -> Fraction:
        """The chance that they have on average, at least."""
        return Fraction(self.value.minimum, max(1, self.value.pool))


@dataclass(frozen=True)
class Explanation:
    """A chance, and what decides it.

    `crowded` is the answer that so many gave that it holds the chance below the equal one; `scarce` the answer that so
    few gave that it lifts the chance above it. `cap` is the answer that limits the chance most. `at_home` counts the
    people of one home who are in the draw: at most one of them can be drawn.
    """

    share: Fraction
    equal: Fraction
    answers: tuple[OwnAnswer, ...]
    crowded: OwnAnswer | None
    scarce: OwnAnswer | None
    cap: OwnAnswer | None
    at_home: int = 1


def explain(
    share: Fraction, answers: Mapping[str, str], table: TargetTable, *, pool_size: int, at_home: int = 1
) -> Explanation:
    """What decides the chance of somebody with these answers."""
    equal = Fraction(table.seats, max(1, pool_size))
    own = tuple(
        OwnAnswer(category.name, value)
        for category in table.categories
        for value in category.values
        if value.has_target and answers.get(category.name) == value.name
    )
    cap = min(own, key=lambda each: each.at_most, default=None)
    lift = max(own, key=lambda each: each.at_least, default=None)
    is_crowded = cap is not None and share < equal and cap.at_most < equal
    is_scarce = lift is not None and share > equal and lift.at_least > equal
    return Explanation(
        share=share,
        equal=equal,
        answers=own,
        crowded=cap if is_crowded else None,
        scarce=lift if is_scarce else None,
        cap=cap,
        at_home=at_home,
    )


def answers_by_ticket(db: Session, assembly_id: uuid.UUID, *, number: int) -> dict[str, Mapping[str, str]]:
    """What everyone in a run had answered when it was frozen, by ticket. Raises NotFoundError."""
    content = record.read(find_run(db, assembly_id, number).record)
    return {
        ticket: dict(zip(content["categories"], answers, strict=True)) for ticket, answers in content["answers"].items()
    }


def frozen_answers(db: Session, assembly_id: uuid.UUID, *, number: int) -> dict[uuid.UUID, Mapping[str, str]]:
    """What everyone in a run had answered when it was frozen, fixed members left out. Raises NotFoundError."""
    answers = answers_by_ticket(db, assembly_id, number=number)
    people = chances(db, assembly_id, number=number)
    return {person.respondent_id: answers[person.ticket] for person in people}


def people_at_home(db: Session, assembly_id: uuid.UUID, *, number: int) -> dict[str, int]:
    """For each ticket of a shared home, how many people of that home were in the run. Raises NotFoundError."""
    homes = record.read(find_run(db, assembly_id, number).record)["households"]
    return {ticket: len(home) for home in homes for ticket in home}


def listed_panels(db: Session, assembly_id: uuid.UUID, *, number: int) -> tuple[tuple[str, ...], ...]:
    """The panels of a run as lists of tickets; in a draw by figures each stands at its number. Raises NotFoundError."""
    return tuple(map(tuple, record.read(find_run(db, assembly_id, number).record)["panels"]))
