"""Reading a file of people, cell by cell, and putting them into the pool."""

import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.assembly.rules import TEXT_LIMIT
from engage.clock import Clock, utc_now
from engage.errors import RefusedError
from engage.exchange.columns import nearest, normalised
from engage.exchange.csv_files import SheetRow, read_csv
from engage.exchange.people.doubles import find_doubles
from engage.exchange.people.fields import (
    ACCESS_NEEDS,
    EMAIL,
    FIRST_NAME,
    HOUSEHOLD,
    INVITATION_CODE,
    LANGUAGE,
    LAST_NAME,
    NAME,
    NEED_KINDS,
    PHONE,
    PHOTO_CHOICES,
    PHOTO_CONSENT,
    POSTCODE,
    REFERENCE,
    SPOKEN,
    TYPE_SIZE,
    TYPE_SIZES,
    WRITTEN,
    language_code,
)
from engage.exchange.people.plan import Plan, make_plan
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.exchange.problems import Problem
from engage.lottery.actions.shared import refuse_while_frozen
from engage.lottery.views import list_quotas
from engage.people.actions import add_respondents, is_written_language
from engage.people.records import Respondent
from engage.people.rules import NOT_GIVEN, NeedDraft, NeedKind, PersonDraft, household_key, plain_reference

_OPTIONS_SHOWN = 20


@dataclass(frozen=True)
class PeopleContext:
    """What reading people has to know of the assembly: its targets' values by category, and the references in use."""

    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    references: frozenset[str] = frozenset()


def gather_people_context(db: Session, assembly_id: uuid.UUID) -> PeopleContext:
    """What `read_people` has to know."""
    categories: dict[str, tuple[str, ...]] = {}
    for quota in list_quotas(db, assembly_id):
        categories[quota.category] = (*categories.get(quota.category, ()), quota.value)
    references = db.scalars(select(Respondent.reference).where(Respondent.assembly_id == assembly_id))
    return PeopleContext(categories, frozenset(references))


def read_people(
    source: Path | bytes, context: PeopleContext, options: ReadOptions | None = None
) -> Preview[PersonDraft]:
    """Read and check a file of people. Writes nothing.

    Raises RefusedError when there are no targets yet, or the file as a whole can't be read or lacks a column.
    """
    if not context.categories:
        raise RefusedError("targets-first")
    given = options or ReadOptions()
    sheet = read_csv(source, encoding=given.encoding)
    plan = make_plan(sheet.header, context.categories, given)
    reader = _Reader(plan, context)
    reference = plan.fields[REFERENCE.name]
    nameless = [row.number for row in sheet.rows if not plain_reference(row.cells[reference])]
    drafts = {row.number: reader.draft(row) for row in sheet.rows if row.number not in set(nameless)}
    problems = [*sheet.problems, *reader.problems, *_reference_faults(drafts, plan, context)]
    faulty = {problem.row for problem in problems}
    return Preview(
        kind="people",
        columns=plan.uses(),
        rows=tuple(draft for number, draft in drafts.items() if number not in faulty),
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
        warnings=(
            *sheet.warnings,
            *(Problem(number, plan.header[reference], "reference-missing") for number in nameless),
            *find_doubles(drafts, plan.header[reference]),
        ),
        read=sheet.read,
        skipped=sheet.skipped + len(nameless),
        encoding=sheet.encoding,
        separator=sheet.separator,
        household_columns=plan.household_columns,
    )


def apply_people(
    db: Session,
    *,
    assembly_id: uuid.UUID,
    preview: Preview[PersonDraft],
    keep_good: bool = False,
    clock: Clock = utc_now,
) -> ImportResult:
    """Put these people into the pool: all of them, or nobody. The caller owns the transaction.

    Raises NotFoundError, and RefusedError when problems are in the way (unless only the good rows are to be kept) or a
    draw is frozen.
    """
    refuse_while_frozen(db, assembly_id)
    add_respondents(db, assembly_id, preview.accepted(keep_good=keep_good), clock=clock)
    return preview.result(keep_good=keep_good)


def _reference_faults(drafts: Mapping[int, PersonDraft], plan: Plan, context: PeopleContext) -> Iterator[Problem]:
    """Every row whose reference is in another row too (nobody knows which is right), or is in use."""
    column = plan.header[plan.fields[REFERENCE.name]]
    rows: dict[str, list[int]] = {}
    for number, draft in drafts.items():
        rows.setdefault(draft.reference, []).append(number)
    for reference, numbers in rows.items():
        for number in numbers:
            params: dict[str, object] = {"reference": reference}
            if reference in context.references:
                yield Problem(number, column, "reference-in-file", params)
            elif len(numbers) > 1:
                other = numbers[0] if number != numbers[0] else numbers[1]
                yield Problem(number, column, "reference-twice", {**params, "other": other})


class _Reader:
    """Makes a person of each row, and notes what is wrong with its cells."""

    def __init__(self, plan: Plan, context: PeopleContext) -> None:
        self.problems: list[Problem] = []
        self._plan = plan
        self._values = {
            category: {spell(value): value for spell in (_spelling, _composed) for value in values}
            for category, values in context.categories.items()
        }

    def draft(self, row: SheetRow) -> PersonDraft:
        """The person in this row. Cells with faults give their default, and the faults are noted."""
        plan = self._plan
        self._note_long_cells(row)
        return PersonDraft(
            reference=plain_reference(self._cell(row, REFERENCE.name)),
            full_name=self._name(row),
            email=self._cell(row, EMAIL.name),
            phone=self._cell(row, PHONE.name),
            address="\n".join(row.cells[place] for place in plan.address if row.cells[place]),
            postcode=self._cell(row, POSTCODE.name),
            household_key=self._household(row),
            spoken_language=self._language(row, SPOKEN.name),
            written_language=self._language(row, WRITTEN.name),
            type_size=self._choice(row, TYPE_SIZE.name, TYPE_SIZES),
            photo_consent=self._choice(row, PHOTO_CONSENT.name, PHOTO_CHOICES),
            invitation_code=self._cell(row, INVITATION_CODE.name),
            answers={category: self._answer(row, category, place) for category, place in plan.answers.items()},
            extra={plan.header[place]: row.cells[place] for place in plan.extra if row.cells[place]},
            needs=tuple(self._needs(row)),
        )

    def _cell(self, row: SheetRow, name: str) -> str:
        place = self._plan.fields.get(name)
        return "" if place is None else row.cells[place]

    def _note(self, row: SheetRow, place: int, code: str, **params: object) -> None:
        self.problems.append(Problem(row.number, self._plan.header[place], code, params))

    def _note_long_cells(self, row: SheetRow) -> None:
        for place, cell in enumerate(row.cells):
            if len(cell) > TEXT_LIMIT:
                self._note(row, place, "cell-long", most=TEXT_LIMIT)

    def _name(self, row: SheetRow) -> str:
        whole = self._cell(row, NAME.name)
        parts = (whole, self._cell(row, FIRST_NAME.name), self._cell(row, LAST_NAME.name))
        return whole or " ".join(part for part in parts if part)

    def _household(self, row: SheetRow) -> str:
        if self._plan.household:
            return household_key(*(row.cells[place] for place in self._plan.household))
        return household_key(self._cell(row, HOUSEHOLD.name))

    def _language(self, row: SheetRow, name: str) -> str:
        place = self._plan.fields.get(name, self._plan.fields.get(LANGUAGE.name))
        if place is None:
            return "en"
        code = language_code(row.cells[place])
        if not code or (name == WRITTEN.name and not is_written_language(code)):
            self._note(row, place, "language-unknown", value=row.cells[place])
        return code

    def _choice(self, row: SheetRow, name: str, choices: Mapping[str, str]) -> str:
        given = self._cell(row, name)
        key = normalised(given) if given else ""
        if key not in choices:
            self._note(row, self._plan.fields[name], "choice-unknown", value=given, options=_listed(choices.values()))
        return choices.get(key, choices[""])

    def _answer(self, row: SheetRow, category: str, place: int) -> str:
        given = row.cells[place]
        if not given:
            return NOT_GIVEN
        known = self._values[category]
        found = known.get(_composed(given), known.get(_spelling(given)))
        if found is None:
            near = nearest(given, list(known.values()))
            code = "value-unknown-near" if near else "value-unknown"
            self._note(row, place, code, value=given, near=near, options=_listed(known.values()))
            return NOT_GIVEN
        return found

    def _needs(self, row: SheetRow) -> Iterator[NeedDraft]:
        if words := self._cell(row, ACCESS_NEEDS.name):
            yield NeedDraft(NeedKind.OTHER, words)
        for places in self._plan.needs:
            kind, detail, how_met = (
                "" if place is None else row.cells[place] for place in (places.kind, places.detail, places.how_met)
            )
            if normalised(kind) in NEED_KINDS:
                yield NeedDraft(NEED_KINDS[normalised(kind)], detail, how_met)
            elif kind or detail or how_met:
                self._note(row, places.kind, "choice-unknown", value=kind, options=_listed(NeedKind))


def _composed(answer: str) -> str:
    return unicodedata.normalize("NFC", answer)


def _spelling(answer: str) -> str:
    """The same for answers that differ only in case, spaces or how their letters are composed."""
    return " ".join(_composed(answer).casefold().split())


def _listed(options: Iterable[str]) -> str:
    """The options as a person reads them, the first few of very many."""
    every = list(dict.fromkeys(options))
    return ", ".join(every[:_OPTIONS_SHOWN]) + (", …" if len(every) > _OPTIONS_SHOWN else "")
