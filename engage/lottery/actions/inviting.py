"""Use cases of the first-stage lottery, in the order of events: freeze, then the public string, then the draw.

As with panels, a draw can't be undone: it is voided, with a reason, and stays listed. The caller owns the transaction.
"""

import secrets
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.clock import Clock, utc_now
from engage.errors import NotFoundError, RefusedError
from engage.lottery.actions.shared import checked_reason, checked_string, find_assembly
from engage.lottery.inviting import (
    HIGH_RATE,
    LIKELY_RATE,
    LOW_RATE,
    MULTIPLE,
    Address,
    draw_letters,
    fix_plan,
    make_codes,
    read_figure,
    stratum_of,
)
from engage.people.records import (
    AddressBlock,
    AddressList,
    Invitation,
    InvitationPlan,
    InvitationStratum,
    InvitationWave,
)
from engage.people.rules import WaveState
from engage.people.views import AddressSheet, find_wave, homes_left, wave_addresses
from engage.progress import Progress, silent
from engage.storage.journal import irreversible

_BOUNDS = {"multiple": 1000, "low_rate": 100, "likely_rate": 100, "high_rate": 100}
_MOST_WEIGHT = 100
_NEXT = {
    WaveState.FROZEN: {WaveState.DRAWN, WaveState.VOID},
    WaveState.DRAWN: {WaveState.VOID},
    WaveState.VOID: set[WaveState](),
}


def edit_letter_plan(db: Session, assembly_id: uuid.UUID, *, field: str, value: str) -> None:
    """Write `multiple`, `low_rate`, `likely_rate` or `high_rate` as it was typed; rates are of a hundred letters.

    Raises NotFoundError, and RefusedError for what is no number within bounds.
    """
    if field not in _BOUNDS:
        raise NotFoundError(what="field", id=field)
    most = _BOUNDS[field]
    figure = read_figure(value)
    if figure is None or not 0 < figure <= most:
        raise RefusedError("figure-unsound", text=value, most=most)
    setattr(_plan(db, assembly_id), field, value.strip().removesuffix("%").strip())


def plan_letter_count(db: Session, assembly_id: uuid.UUID, *, letters: int) -> None:
    """Say how many letters the next wave has; 0 for as many as it takes at the likely rate. Raises NotFoundError."""
    _plan(db, assembly_id).letters = max(letters, 0)


def plan_strata(db: Session, assembly_id: uuid.UUID, *, columns: Sequence[str]) -> None:
    """Draw the next wave within each value of these columns of the list. Weights begin anew. Raises NotFoundError."""
    plan = _plan(db, assembly_id)
    plan.strata_columns, plan.weights = list(columns), {}


def weigh_stratum(db: Session, assembly_id: uuid.UUID, *, stratum: str, weight: str) -> None:
    """Send a stratum so many times its share of letters; 1 or nothing is its share.

    Raises NotFoundError, and RefusedError for what is no number within bounds.
    """
    figure = read_figure(weight) if weight.strip() else Fraction(1)
    if figure is None or not 0 <= figure <= _MOST_WEIGHT:
        raise RefusedError("weight-unsound", text=weight, most=_MOST_WEIGHT)
    plan = _plan(db, assembly_id)
    others = {name: kept for name, kept in plan.weights.items() if name != stratum}
    plan.weights = others if figure == 1 else {**others, stratum: weight.strip()}


def plan_wave(db: Session, assembly_id: uuid.UUID, *, letters: Mapping[str, int], columns: Sequence[str] = ()) -> None:
    """Plan so many letters to each of these strata, which the columns make, and none to the others.

    As where a forecast says who will be missing. Raises NotFoundError.
    """
    homes = Counter(address.stratum for address in _addresses(homes_left(db, assembly_id), columns))
    shares = {name: Fraction(letters.get(name, 0), count) for name, count in homes.items()}
    largest = max(shares.values(), default=Fraction(0)) or Fraction(1)
    plan = _plan(db, assembly_id)
    plan.strata_columns, plan.letters = list(columns), sum(letters.values())
    plan.weights = {name: f"{float(share / largest):.6f}" for name, share in shares.items() if share != largest}


@irreversible
def freeze_wave(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    letters: int,
    strata_columns: Sequence[str] = (),
    weights: Mapping[str, Fraction] | None = None,
    rate: Fraction | None = None,
    clock: Clock = utc_now,
) -> int:
    """Fix how many letters go to which part of the list, before a string is said in public; gives the wave's number.

    Homes that had a letter before are left out. `rate` is the part of the letters that is expected to bring a reply.
    Raises NotFoundError, and RefusedError when another wave waits for its draw or the list can't give so many letters.
    """
    find_assembly(db, assembly_id)
    _refuse_waiting(db, assembly_id)
    if letters < 1:
        raise RefusedError("letters-none")
    sheet = homes_left(db, assembly_id)
    if not sheet.homes:
        raise RefusedError("addresses-first")
    fixed = fix_plan(_addresses(sheet, strata_columns), letters, weights=weights)
    wave = InvitationWave(
        assembly_id=assembly_id,
        number=1 + _highest(db, assembly_id),
        state=WaveState.FROZEN.value,
        letters=letters,
        rate=_written(rate) if rate is not None else "",
        strata_columns=list(strata_columns),
        last_block=_last_block(db, assembly_id),
        addresses_sha256=fixed.hashes["addresses"],
        plan_sha256=fixed.hashes["plan"],
        frozen_at=clock(),
    )
    wave.strata = [
        InvitationStratum(
            number=number, name=each.name, homes=each.addresses, weight=_written(each.weight), letters=each.letters
        )
        for number, each in enumerate(fixed.strata, start=1)
    ]
    db.add(wave)
    db.flush()
    return wave.number


@irreversible
def draw_wave(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    number: int,
    public_string: str,
    random_below: Callable[[int], int] = secrets.randbelow,
    progress: Progress = silent,
    clock: Clock = utc_now,
) -> None:
    """Draw the homes of a frozen wave with the string that was said in public, and give each letter its code.

    Codes come from `random_below`, which nobody can guess: never from the string, which everybody knows. Raises
    NotFoundError, and RefusedError when the wave is not waiting for its draw, the string is empty, or the list changed.
    """
    wave = find_wave(db, assembly_id, number)
    _refuse_move(wave, WaveState.DRAWN)
    public_string = checked_string(public_string)
    sheet = wave_addresses(db, assembly_id, number=number)
    weights = {stratum.name: Fraction(stratum.weight) for stratum in wave.strata}
    addresses = _addresses(sheet, wave.strata_columns)
    drawn = draw_letters(addresses, wave.letters, public_string, weights=weights, progress=progress)
    if (drawn.hashes["addresses"], drawn.hashes["plan"]) != (wave.addresses_sha256, wave.plan_sha256):
        raise RefusedError("addresses-changed", number=number)
    wave.record, wave.public_string = drawn.record, public_string
    wave.state, wave.drawn_at = WaveState.DRAWN.value, clock()
    strata = {address.key: address.stratum for address in addresses}
    homes = {home[0]: list(home[1:]) for home in sheet.homes}
    db.add_all(
        Invitation(wave_id=wave.id, code=code, stratum=strata[key], home_key=key, cells=homes[key])
        for key, code in zip(drawn.keys, make_codes(len(drawn.keys), random_below), strict=True)
    )
    db.flush()


def note_sent(db: Session, assembly_id: uuid.UUID, *, number: int, sent_on: date) -> None:
    """Note the day on which the letters of a drawn wave went out. Raises NotFoundError and RefusedError."""
    wave = find_wave(db, assembly_id, number)
    if wave.state != WaveState.DRAWN or wave.drawn_at is None:
        raise RefusedError("wave-not-drawn", number=number)
    if sent_on < wave.drawn_at.astimezone().date():
        raise RefusedError("sent-before-drawn", number=number)
    wave.sent_on = sent_on


@irreversible
def void_wave(db: Session, assembly_id: uuid.UUID, *, number: int, reason: str, clock: Clock = utc_now) -> None:
    """Declare a wave void, with a reason. It stays listed, and its number is never used again.

    Unless its letters were sent, its homes may get a letter of a later wave. Raises NotFoundError and RefusedError.
    """
    wave = find_wave(db, assembly_id, number)
    _refuse_move(wave, WaveState.VOID)
    wave.void_reason = checked_reason(reason)
    wave.state, wave.voided_at = WaveState.VOID.value, clock()


def _plan(db: Session, assembly_id: uuid.UUID) -> InvitationPlan:
    """The plan of the next wave, made when there is none."""
    find_assembly(db, assembly_id)
    plan = db.scalar(select(InvitationPlan).where(InvitationPlan.assembly_id == assembly_id))
    if plan is None:
        plan = InvitationPlan(
            assembly_id=assembly_id,
            multiple=MULTIPLE,
            low_rate=LOW_RATE,
            likely_rate=LIKELY_RATE,
            high_rate=HIGH_RATE,
            letters=0,
            strata_columns=[],
            weights={},
        )
        db.add(plan)
    return plan


def _addresses(sheet: AddressSheet, strata_columns: Sequence[str]) -> list[Address]:
    values = sheet.values(strata_columns)
    return [Address(home[0], stratum_of(own)) for home, own in zip(sheet.homes, values, strict=True)]


def _refuse_waiting(db: Session, assembly_id: uuid.UUID) -> None:
    mine = InvitationWave.assembly_id == assembly_id
    number = db.scalar(select(InvitationWave.number).where(mine, InvitationWave.state == WaveState.FROZEN))
    if number is not None:
        raise RefusedError("wave-is-frozen", number=number)


def _refuse_move(wave: InvitationWave, state: WaveState) -> None:
    old = WaveState(wave.state)
    if state not in _NEXT[old]:
        raise RefusedError("wave-state", number=wave.number, old=old, new=state)


def _highest(db: Session, assembly_id: uuid.UUID) -> int:
    return db.scalar(select(func.max(InvitationWave.number)).where(InvitationWave.assembly_id == assembly_id)) or 0


def _last_block(db: Session, assembly_id: uuid.UUID) -> int:
    query = select(func.max(AddressBlock.number)).join(AddressList).where(AddressList.assembly_id == assembly_id)
    return db.scalar(query) or 0


def _written(fraction: Fraction) -> str:
    return f"{fraction.numerator}/{fraction.denominator}"
