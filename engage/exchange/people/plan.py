"""Which column of a file of people goes where. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engage.errors import RefusedError
from engage.exchange.columns import Column, Headers, nearest
from engage.exchange.people.fields import (
    ACCESS_NEEDS,
    ADDRESS,
    ADDRESS_LINES,
    EMAIL,
    FIRST_NAME,
    HOUSEHOLD,
    INVITATION_CODE,
    LANGUAGE,
    LAST_NAME,
    NAME,
    NEED_PARTS,
    PHONE,
    PHOTO_CONSENT,
    POSTCODE,
    REFERENCE,
    SPOKEN,
    TYPE_SIZE,
    WRITTEN,
    column_names,
    need_column_names,
)
from engage.exchange.preview import ColumnUse, ReadOptions, Use

_MOST_NEEDS = 20
_SIMPLE = (EMAIL, PHONE, POSTCODE, SPOKEN, WRITTEN, TYPE_SIZE, PHOTO_CONSENT, INVITATION_CODE)

_MAPPABLE = frozenset(
    column.name
    for column in (REFERENCE, NAME, FIRST_NAME, LAST_NAME, ADDRESS, HOUSEHOLD, LANGUAGE, ACCESS_NEEDS, *_SIMPLE)
)


@dataclass(frozen=True)
class NeedPlaces:
    """Where one access need stands; None for a column that the file lacks."""

    kind: int
    detail: int | None
    how_met: int | None


@dataclass(frozen=True)
class Plan:
    """Where everything stands in a row. `fields` are places by column name, `answers` by target category."""

    header: tuple[str, ...]
    fields: dict[str, int]
    answers: dict[str, int]
    address: tuple[int, ...]
    needs: tuple[NeedPlaces, ...]
    household: tuple[int, ...]
    extra: tuple[int, ...]
    household_columns: tuple[str, ...]

    def uses(self) -> tuple[ColumnUse, ...]:
        """What becomes of each column, in the order of the file."""
        answers = {place: category for category, place in self.answers.items()}
        fields = {place: name for name, place in self.fields.items()}
        fields |= dict.fromkeys(self.address, ADDRESS.name)
        return tuple(self._use(place, answers, fields) for place in range(len(self.header)))

    def _use(self, place: int, answers: dict[int, str], fields: dict[int, str]) -> ColumnUse:
        name = self.header[place]
        if place in answers:
            return ColumnUse(name, Use.ANSWER, answers[place])
        if place in self.extra:
            return ColumnUse(name, Use.EXTRA)
        return ColumnUse(name, Use.FIELD, fields.get(place, ACCESS_NEEDS.name))


def make_plan(header: Sequence[str], categories: Iterable[str], options: ReadOptions) -> Plan:
    """Say which column goes where. Raises RefusedError when a needed one is missing, or a chosen one is not there."""
    headers = Headers(header)
    categories = tuple(categories)
    if unknown := [name for name in options.mapping if name not in _MAPPABLE and name not in categories]:
        raise RefusedError("mapping-field", fields=", ".join(unknown))
    household = tuple(headers.place(name) for name in options.household)
    chosen = {name: headers.take_chosen(column) for name, column in options.mapping.items()}
    if options.id_column:
        chosen[REFERENCE.name] = headers.take_chosen(options.id_column)
    answers = _answers(headers, categories, chosen)
    fields = _fields(headers, chosen, with_household=not household)
    address = _address(headers, fields)
    needs = _needs(headers)
    if not needs:
        _take(headers, fields, ACCESS_NEEDS)
    return Plan(
        header=headers.names,
        fields=fields,
        answers=answers,
        address=address,
        needs=needs,
        household=household,
        extra=headers.free,
        household_columns=_suggested(headers, fields, address) if not household else (),
    )


def _answers(headers: Headers, categories: Iterable[str], chosen: dict[str, int]) -> dict[str, int]:
    places = {}
    missing = []
    for category in categories:
        place = chosen.pop(category) if category in chosen else headers.take([category])
        if place is None:
            missing.append(category)
        else:
            places[category] = place
    if missing:
        near = [name for category in missing if (name := nearest(category, [headers.names[p] for p in headers.free]))]
        code = "categories-missing-near" if near else "categories-missing"
        raise RefusedError(code, columns=", ".join(missing), near=", ".join(near), found=", ".join(headers.names))
    return places


def _fields(headers: Headers, chosen: dict[str, int], *, with_household: bool) -> dict[str, int]:
    fields = dict(chosen)
    for column in (REFERENCE, NAME, *_SIMPLE):
        _take(headers, fields, column)
    if REFERENCE.name not in fields:
        raise RefusedError("id-column-missing", found=", ".join(headers.names))
    if NAME.name not in fields:
        _take(headers, fields, FIRST_NAME)
        _take(headers, fields, LAST_NAME)
    if with_household:
        _take(headers, fields, HOUSEHOLD)
    if SPOKEN.name not in fields or WRITTEN.name not in fields:
        _take(headers, fields, LANGUAGE)
    return fields


def _take(headers: Headers, fields: dict[str, int], column: Column) -> None:
    if column.name not in fields and (place := headers.take(column_names(column))) is not None:
        fields[column.name] = place


def _address(headers: Headers, fields: dict[str, int]) -> tuple[int, ...]:
    """The one address column, or else all the columns that hold its lines."""
    _take(headers, fields, ADDRESS)
    if ADDRESS.name in fields:
        return (fields[ADDRESS.name],)
    places = (headers.take([name]) for name in ADDRESS_LINES)
    return tuple(place for place in places if place is not None)


def _needs(headers: Headers) -> tuple[NeedPlaces, ...]:
    found = []
    for number in range(1, _MOST_NEEDS + 1):
        kind, detail, how_met = (headers.take(need_column_names(number, part)) for part in NEED_PARTS)
        if kind is not None:
            found.append(NeedPlaces(kind, detail, how_met))
    return tuple(found)


def _suggested(headers: Headers, fields: dict[str, int], address: tuple[int, ...]) -> tuple[str, ...]:
    """The columns that would say who lives together: the first line of the address and the postcode."""
    if HOUSEHOLD.name in fields or not address:
        return ()
    places = [address[0], *([fields[POSTCODE.name]] if POSTCODE.name in fields else [])]
    return tuple(headers.names[place] for place in places)
