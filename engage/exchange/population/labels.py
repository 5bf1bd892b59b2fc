"""A census file's labels, counted towards answers: those that have targets, those that were said, or its own. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from engage.errors import RefusedError
from engage.exchange.columns import normalised
from engage.exchange.csv_files import Sheet
from engage.exchange.population.age_bands import ages, lies_in, overlaps
from engage.exchange.population.census import Census, Label, outermost
from engage.exchange.population.rows import PopulationContext, PopulationRow, doubts, faulty_sums
from engage.exchange.preview import ColumnUse, Preview, ReadOptions, Use
from engage.exchange.problems import Problem

_NONE = "-"


def census_preview(
    sheet: Sheet, census: Census, context: PopulationContext, options: ReadOptions, table: str
) -> Preview[PopulationRow]:
    """A row for each answer, whose count is the sum of its labels over the areas.

    Raises RefusedError when the category is left open, or a label that was named is not there.
    """
    category = options.given.get("category") or census.question
    if not category:
        raise RefusedError("population-category")
    category = context.category(category)
    known = context.values.get(category, ())
    mapping = _label_mapping(census, options.mapping)
    labels = _counted_labels(census.labels, known, mapping)
    meant = {label.place: _meant(label, known, mapping) or "" for label in labels}
    problems = [*sheet.problems, *_straddling(labels, known, mapping), *_unreadable(census, labels, meant)]
    amounts = {} if problems else _amounts(census, meant)
    rows = tuple(
        PopulationRow(
            number=1,
            category=category,
            value=value,
            amount=str(amounts[value]),
            is_share=False,
            kind=options.given.get("kind", ""),
            source=options.given.get("source", "") or "Nomis",
            table=options.given.get("table", "") or table,
            dated=options.given.get("date", "") or census.dated,
        )
        for value in _in_order(amounts, known)
    )
    left_out = [
        Problem(1, each.header, "label-left-out", {"label": each.answer}) for each in labels if not meant[each.place]
    ]
    return Preview(
        kind="population",
        columns=tuple(
            ColumnUse(name, Use.FIELD if meant.get(place) else Use.IGNORED, meant.get(place, ""))
            for place, name in enumerate(sheet.header)
        ),
        rows=rows,
        problems=(*problems, *faulty_sums(rows)),
        warnings=(*sheet.warnings, *left_out, *(doubts(rows, context, category) if rows else ())),
        read=len(set(meant.values()) - {""}),
        skipped=0,
        encoding=sheet.encoding,
        separator=sheet.separator,
    )


def _in_order(amounts: Mapping[str, int], known: Sequence[str]) -> list[str]:
    """The answers in the order of the targets, others after them as the file has them."""
    order = {value: place for place, value in enumerate(known)}
    return sorted(amounts, key=lambda value: order.get(value, len(order)))


def _straddling(labels: Sequence[Label], known: Sequence[str], mapping: Mapping[str, str]) -> Iterator[Problem]:
    """Labels that lie in an answer with a part only, of which nothing says where they belong."""
    for label in labels:
        if _meant(label, known, mapping) is None and (straddled := _straddled(label, known)):
            yield Problem(1, label.header, "age-straddles", {"label": label.answer, "value": straddled})


def _unreadable(census: Census, labels: Sequence[Label], meant: Mapping[int, str]) -> Iterator[Problem]:
    for label in labels:
        for row in census.rows:
            if meant[label.place] and _count(row.cells[label.place]) is None:
                yield Problem(row.number, label.header, "not-an-amount", {"value": row.cells[label.place]})


def _amounts(census: Census, meant: Mapping[int, str]) -> dict[str, int]:
    amounts: dict[str, int] = {}
    for place, value in meant.items():
        if value:
            amounts[value] = amounts.get(value, 0) + sum(_count(row.cells[place]) or 0 for row in census.rows)
    return amounts


def _count(cell: str) -> int | None:
    plain = cell.replace(",", "")
    return int(plain) if plain.isascii() and plain.isdigit() else None


def _label_mapping(census: Census, mapping: Mapping[str, str]) -> dict[str, str]:
    """The answers by label, however its name is written. Raises RefusedError for a label that the file lacks."""
    names = {normalised(name) for label in census.labels for name in _names(label)}
    for name in mapping:
        if normalised(name) not in names:
            raise RefusedError(
                "column-unknown", column=name, columns=", ".join(label.answer for label in census.labels)
            )
    return {normalised(name): "" if value == _NONE else value for name, value in mapping.items()}


def _names(label: Label) -> tuple[str, ...]:
    """How a label may be named: whole, without its question, or by its last words."""
    return (label.header, ": ".join(label.path), label.answer)


def _counted_labels(labels: Sequence[Label], known: Sequence[str], mapping: Mapping[str, str]) -> list[Label]:
    """Labels of which none is a part of another: those that a target or the mapping names, else the groups alone."""
    named = [label for label in labels if _meant(label, known, mapping)] if known or mapping else []
    if not named:
        return outermost(labels)
    inner = {label.path[:end] for label in named for end in range(1, len(label.path))}
    chosen = [label for label in named if label.path not in inner]
    beside = [
        label
        for label in outermost(labels)
        if label.path not in inner and not any(label.path == each.path[: len(label.path)] for each in chosen)
    ]
    return sorted([*chosen, *beside], key=lambda label: label.place)


def _meant(label: Label, known: Sequence[str], mapping: Mapping[str, str]) -> str | None:
    """The answer that a label counts towards; None where nothing says so."""
    for name in map(normalised, _names(label)):
        if name in mapping:
            return mapping[name]
    if not known:
        return None if mapping else label.answer
    for value in known:
        if normalised(value) in (normalised(": ".join(label.path)), normalised(label.answer)):
            return value
    own = ages(label.answer)
    bands = {value: found for value in known if (found := ages(value))}
    return next((value for value, band in bands.items() if own and lies_in(own, band)), None)


def _straddled(label: Label, known: Sequence[str]) -> str:
    """The answer that a label lies in with a part only."""
    own = ages(label.answer)
    return next((value for value in known if own and (band := ages(value)) and overlaps(own, band)), "")
