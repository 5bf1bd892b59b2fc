"""Who was invited: each wave of letters, stratum by stratum, and how many people have answered."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from engage.people.records import Invitation, InvitationWave, Respondent
from engage.people.rules import WaveState, plain_code


@dataclass(frozen=True)
class InvitedStratum:
    """A part of the list that a wave was drawn from on its own; without strata there is one, whose name is empty.

    `weight` 1 gives letters in proportion to the homes. `replies` are people who came forward with a letter's code,
    wherever they stand now.
    """

    name: str
    homes: int
    weight: Fraction
    letters: int
    replies: int


@dataclass(frozen=True)
class InvitedWave:
    """One numbered wave of letters; void ones stay listed. `rate` is the part that was expected to bring a reply."""

    number: int
    state: WaveState
    letters: int
    rate: Fraction | None
    strata_columns: tuple[str, ...]
    strata: tuple[InvitedStratum, ...]
    addresses_sha256: str
    plan_sha256: str
    public_string: str
    frozen_at: datetime
    drawn_at: datetime | None
    sent_on: date | None
    voided_at: datetime | None
    void_reason: str

    @property
    def replies(self) -> int:
        """How many people came forward with a code of this wave."""
        return sum(stratum.replies for stratum in self.strata)

    @property
    def is_out(self) -> bool:
        """Whether the letters may be in the homes: drawn, and not declared void before they were sent."""
        return self.drawn_at is not None and (self.state is not WaveState.VOID or self.sent_on is not None)


def invited(db: Session, assembly_id: uuid.UUID) -> tuple[InvitedWave, ...]:
    """Every wave of letters by number, with its strata and their replies."""
    query = (
        select(InvitationWave)
        .where(InvitationWave.assembly_id == assembly_id)
        .options(selectinload(InvitationWave.strata))
        .order_by(InvitationWave.number)
    )
    replies = _replies(db, assembly_id)
    return tuple(_wave(wave, replies) for wave in db.scalars(query))


def find_letter(db: Session, assembly_id: uuid.UUID, code: str) -> tuple[int, str] | None:
    """The wave and the stratum of the letter with this code, however it is typed; None where no letter has it."""
    query = (
        select(InvitationWave.number, Invitation.stratum)
        .join(InvitationWave, InvitationWave.id == Invitation.wave_id)
        .where(InvitationWave.assembly_id == assembly_id, Invitation.code == plain_code(code))
    )
    found = db.execute(query).one_or_none()
    return None if found is None else (found[0], found[1])


def uncoded_replies(db: Session, assembly_id: uuid.UUID) -> int:
    """How many people came forward without a code that is on a letter: nobody can say which wave they answer."""
    everybody = select(func.count()).select_from(Respondent).where(Respondent.assembly_id == assembly_id)
    return (db.scalar(everybody) or 0) - sum(_replies(db, assembly_id).values())


def _replies(db: Session, assembly_id: uuid.UUID) -> dict[tuple[uuid.UUID, str], int]:
    """How many people answered, by wave and stratum."""
    query = (
        select(Invitation.wave_id, Invitation.stratum, func.count())
        .join(Respondent, Invitation.code == typed_code())
        .join(InvitationWave, InvitationWave.id == Invitation.wave_id)
        .where(Respondent.assembly_id == assembly_id, InvitationWave.assembly_id == assembly_id)
        .group_by(Invitation.wave_id, Invitation.stratum)
    )
    return {(wave_id, stratum): count for wave_id, stratum, count in db.execute(query)}


def typed_code() -> ColumnElement[str]:
    """`rules.plain_code` of a person's code, by the database."""
    return func.upper(func.replace(func.replace(Respondent.invitation_code, " ", ""), "-", ""))


def _wave(wave: InvitationWave, replies: dict[tuple[uuid.UUID, str], int]) -> InvitedWave:
    return InvitedWave(
        number=wave.number,
        state=WaveState(wave.state),
        letters=wave.letters,
        rate=Fraction(wave.rate) if wave.rate else None,
        strata_columns=tuple(wave.strata_columns),
        strata=tuple(
            InvitedStratum(
                each.name, each.homes, Fraction(each.weight), each.letters, replies.get((wave.id, each.name), 0)
            )
            for each in wave.strata
        ),
        addresses_sha256=wave.addresses_sha256,
        plan_sha256=wave.plan_sha256,
        public_string=wave.public_string,
        frozen_at=wave.frozen_at,
        drawn_at=wave.drawn_at,
        sent_on=wave.sent_on,
        voided_at=wave.voided_at,
        void_reason=wave.void_reason,
    )
