"""What the next wave of letters would be: how many it takes, and what there is to draw from."""

import uuid
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.errors import NotFoundError
from engage.lottery.inviting import (
    HIGH_RATE,
    LIKELY_RATE,
    LOW_RATE,
    MULTIPLE,
    letters_needed,
    read_figure,
    stratum_of,
)
from engage.lottery.views.shared import seats_of
from engage.people.records import InvitationPlan, InvitationWave
from engage.people.views import count_addresses, homes_left, invited

MOST_STRATA = 200
"""A column with more values than this says which home it is, rather than what kind of home."""


@dataclass(frozen=True)
class LetterPlan:
    """What the officer plans. Figures are as they were typed, rates of a hundred letters; `chosen` is 0 for the usual.

    `needed` are the letters at the low, the likely and the high rate: the most first.
    """

    seats: int
    multiple: str
    low_rate: str
    likely_rate: str
    high_rate: str
    needed: tuple[int, int, int]
    chosen: int
    strata_columns: tuple[str, ...]
    weights: Mapping[str, Fraction]

    @property
    def pool(self) -> Fraction:
        """How many people are wanted in the pool."""
        return self.seats * _figure(self.multiple)

    @property
    def letters(self) -> int:
        """How many letters are to be sent."""
        return self.chosen or self.needed[1]

    @property
    def rate(self) -> Fraction:
        """The part of the letters that is expected to bring a reply."""
        return _figure(self.likely_rate) / 100


@dataclass(frozen=True)
class HomesLeft:
    """The homes that have had no letter, counted by stratum; `columns` are those that can make strata."""

    total: int
    columns: tuple[str, ...]
    by_stratum: Mapping[str, int]


def letter_plan(db: Session, assembly_id: uuid.UUID) -> LetterPlan:
    """What is planned, or the usual. Raises NotFoundError."""
    seats = seats_of(db, assembly_id)
    row = db.scalar(select(InvitationPlan).where(InvitationPlan.assembly_id == assembly_id))
    multiple = MULTIPLE if row is None else row.multiple
    rates = (LOW_RATE, LIKELY_RATE, HIGH_RATE)
    if row is not None:
        rates = (row.low_rate, row.likely_rate, row.high_rate)
    low, likely, high = (letters_needed(seats, _figure(multiple), _figure(rate) / 100) for rate in rates)
    return LetterPlan(
        seats,
        multiple,
        *rates,
        needed=(low, likely, high),
        chosen=row.letters if row is not None else 0,
        strata_columns=tuple(row.strata_columns) if row is not None else (),
        weights={name: _figure(weight) for name, weight in row.weights.items()} if row is not None else {},
    )


def homes_by_stratum(db: Session, assembly_id: uuid.UUID, *, strata_columns: Sequence[str]) -> HomesLeft:
    """Count what is left to draw from. It reads the whole list; `homes_state` says when that is due again."""
    sheet = homes_left(db, assembly_id)
    others = [name for name in sheet.columns if name not in sheet.key_columns]
    columns = tuple(name for name in others if sheet.has_few_values(name, MOST_STRATA))
    try:
        found = Counter(stratum_of(values) for values in sheet.values(strata_columns))
    except NotFoundError:  # the columns of a list that is no longer there
        found = Counter({"": len(sheet.homes)})
    return HomesLeft(len(sheet.homes), columns, dict(sorted(found.items())))


def homes_state(db: Session, assembly_id: uuid.UUID) -> Hashable:
    """The same as long as the same homes are left: as many on the list, and the waves unchanged."""
    waves = tuple((wave.number, wave.state, wave.sent_on) for wave in invited(db, assembly_id))
    return count_addresses(db, assembly_id), waves


def replies_so_far(db: Session) -> tuple[int, int]:
    """How many letters of sent waves there are in the whole file, and how many people answered them.

    What this organisation has seen says more about the next wave than any rule of thumb.
    """
    wave = InvitationWave
    query = select(wave.assembly_id).where(wave.sent_on.is_not(None)).distinct()
    letters = replies = 0
    for assembly_id in db.scalars(query):
        sent = [each for each in invited(db, assembly_id) if each.sent_on is not None]
        letters += sum(each.letters for each in sent)
        replies += sum(each.replies for each in sent)
    return letters, replies


def _figure(text: str) -> Fraction:
    figure = read_figure(text)
    assert figure is not None  # the action that wrote it saw to that
    return figure
