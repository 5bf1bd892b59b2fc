"""The homes that letters may go to, and those that got one."""

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engage.errors import NotFoundError, RefusedError
from engage.people.records import AddressBlock, AddressList, Invitation, InvitationWave

Home = Sequence[str]
"""A home's key, and after it its cells in the order of the list's columns."""


@dataclass(frozen=True)
class AddressSheet:
    """A list of homes. `key_columns` are those that tell homes apart."""

    columns: tuple[str, ...] = ()
    key_columns: tuple[str, ...] = ()
    homes: tuple[Home, ...] = ()

    def values(self, columns: Collection[str]) -> list[tuple[str, ...]]:
        """What each home has in these columns. Raises NotFoundError when the list lacks one."""
        if unknown := [name for name in columns if name not in self.columns]:
            raise NotFoundError(what="column", id=unknown[0])
        places = [1 + self.columns.index(name) for name in columns]
        if not places:
            return [()] * len(self.homes)
        if len(places) == 1:
            return [(home[places[0]],) for home in self.homes]
        return list(map(itemgetter(*places), self.homes))

    def has_few_values(self, column: str, most: int) -> bool:
        """Whether a column has more than one value and at most so many. It looks no further than it has to."""
        place = 1 + self.columns.index(column)
        found: set[str] = set()
        for home in self.homes:
            found.add(home[place])
            if len(found) > most:
                return False
        return len(found) > 1


@dataclass(frozen=True)
class Letter:
    """One letter of a wave: its code, and the cells of the home that it goes to."""

    code: str
    stratum: str
    cells: tuple[str, ...]


def count_addresses(db: Session, assembly_id: uuid.UUID) -> int:
    """How many homes are on the list."""
    query = select(func.sum(AddressBlock.size)).join(AddressList).where(AddressList.assembly_id == assembly_id)
    return db.scalar(query) or 0


def address_sheet(db: Session, assembly_id: uuid.UUID) -> AddressSheet:
    """Every home on the list, in the order in which they came."""
    return _sheet(db, assembly_id, last_block=None, left_out=frozenset())


def homes_left(db: Session, assembly_id: uuid.UUID) -> AddressSheet:
    """The homes on the list that have had no letter yet."""
    return _sheet(db, assembly_id, last_block=None, left_out=_written_to(db, assembly_id, before=None))


def wave_addresses(db: Session, assembly_id: uuid.UUID, *, number: int) -> AddressSheet:
    """The homes that a wave is, or was, drawn from: as the list stood when the wave was frozen.

    Raises NotFoundError. Homes that were taken off the list since are missing.
    """
    wave = find_wave(db, assembly_id, number)
    return _sheet(db, assembly_id, last_block=wave.last_block, left_out=_written_to(db, assembly_id, before=wave))


def wave_letters(db: Session, assembly_id: uuid.UUID, *, number: int) -> tuple[Letter, ...]:
    """The letters of a drawn wave, by home. Raises NotFoundError, and RefusedError before the draw."""
    wave = _drawn_wave(db, assembly_id, number)
    query = select(Invitation.code, Invitation.stratum, Invitation.cells).where(Invitation.wave_id == wave.id)
    found = db.execute(query.order_by(Invitation.home_key))
    return tuple(Letter(code, stratum, tuple(cells)) for code, stratum, cells in found)


def wave_size(db: Session, assembly_id: uuid.UUID, *, number: int) -> int:
    """How many homes a wave is, or was, drawn from. Raises NotFoundError."""
    return sum(stratum.homes for stratum in find_wave(db, assembly_id, number).strata)


def wave_record(db: Session, assembly_id: uuid.UUID, *, number: int) -> str:
    """The record of a drawn wave, for everyone who wants to check it.

    Raises NotFoundError, and RefusedError before the draw.
    """
    return _drawn_wave(db, assembly_id, number).record


def invited_values(db: Session, assembly_id: uuid.UUID, *, columns: Collection[str]) -> dict[str, Counter[str]]:
    """How many of the letters that are out went to homes with which value, for those of the columns that the list has.

    Names and values are `folded`: the list and the census seldom write them quite alike.
    """
    sheet = db.scalar(select(AddressList.columns).where(AddressList.assembly_id == assembly_id)) or []
    wanted = {folded(name) for name in columns}
    places = {place: folded(name) for place, name in enumerate(sheet) if folded(name) in wanted}
    found: dict[str, Counter[str]] = {name: Counter() for name in places.values()}
    if not places:
        return found
    wave = InvitationWave
    is_out = or_(wave.voided_at.is_(None), wave.sent_on.is_not(None))
    query = select(Invitation.cells).join(wave).where(wave.assembly_id == assembly_id, is_out)
    for cells in db.scalars(query):
        for place, name in places.items():
            found[name][folded(cells[place]) if place < len(cells) else ""] += 1
    return found


def folded(words: str) -> str:
    """The same for words that differ in case and spaces only."""
    return " ".join(words.casefold().split())


def find_wave(db: Session, assembly_id: uuid.UUID, number: int) -> InvitationWave:
    """A wave by its number. Raises NotFoundError."""
    mine = select(InvitationWave).where(InvitationWave.assembly_id == assembly_id, InvitationWave.number == number)
    wave = db.scalar(mine)
    if wave is None:
        raise NotFoundError(what="wave of letters", id=str(number))
    return wave


def _drawn_wave(db: Session, assembly_id: uuid.UUID, number: int) -> InvitationWave:
    wave = find_wave(db, assembly_id, number)
    if wave.drawn_at is None:
        raise RefusedError("wave-not-drawn", number=number)
    return wave


def _sheet(db: Session, assembly_id: uuid.UUID, *, last_block: int | None, left_out: frozenset[str]) -> AddressSheet:
    addresses = db.scalar(select(AddressList).where(AddressList.assembly_id == assembly_id))
    if addresses is None:
        return AddressSheet()
    query = select(AddressBlock.homes).where(AddressBlock.list_id == addresses.id)
    if last_block is not None:
        query = query.where(AddressBlock.number <= last_block)
    width = 1 + len(addresses.columns)
    homes = (home for block in db.scalars(query.order_by(AddressBlock.number)) for home in block)
    return AddressSheet(
        tuple(addresses.columns),
        tuple(addresses.key_columns),
        tuple(_filled(home, width) for home in homes if home[0] not in left_out),
    )


def _filled(home: list[str], width: int) -> list[str]:
    """The home's cells, empty ones for columns that came to the list after it."""
    return home if len(home) == width else [*home, *[""] * (width - len(home))]


def _written_to(db: Session, assembly_id: uuid.UUID, *, before: InvitationWave | None) -> frozenset[str]:
    """The homes that have had a letter: of a drawn wave, unless it was declared void before it was sent.

    `before` asks how that stood when this wave was frozen.
    """
    wave = InvitationWave
    query = select(Invitation.home_key).join(wave).where(wave.assembly_id == assembly_id)
    if before is None:
        query = query.where(or_(wave.voided_at.is_(None), wave.sent_on.is_not(None)))
    else:
        still_out = or_(wave.voided_at.is_(None), wave.sent_on.is_not(None), wave.voided_at > before.frozen_at)
        query = query.where(wave.number < before.number, still_out)
    return frozenset(db.scalars(query))
