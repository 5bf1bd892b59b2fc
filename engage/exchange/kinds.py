"""The kinds of file that can be imported and exported: one entry each, so that faces need to know no kind by name."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from engage.errors import NotFoundError
from engage.exchange import (
    addresses,
    agenda,
    answers,
    attendance,
    counts,
    drafts,
    expectations,
    notes,
    partners,
    people,
    population,
    status,
    tables,
    targets,
    verdicts,
)
from engage.exchange.columns import Column
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.languages.catalogues import mark

Reader = Callable[[Path | bytes, Any, ReadOptions | None], Preview[Any]]


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its columns, and how it is read (purely, with what `gather` found), imported and exported.

    `apply` is an action: `apply(db, assembly_id=…, preview=…, keep_good=…)`. `title` is to be translated.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    gather: Callable[[Session, uuid.UUID], Any]
    read: Reader
    apply: Callable[..., ImportResult]
    export: Callable[[Session, uuid.UUID], bytes]


FILE_KINDS: dict[str, FileKind] = {
    kind.name: kind
    for kind in (
        FileKind(
            "targets",
            mark("Targets"),
            targets.COLUMNS,
            targets.gather_targets_context,
            targets.read_targets,
            targets.apply_targets,
            targets.export_targets,
        ),
        FileKind(
            "population",
            mark("Shares of the population"),
            population.COLUMNS,
            population.gather_population_context,
            population.read_population,
            population.apply_population,
            population.export_population,
        ),
        FileKind(
            "addresses",
            mark("Addresses that may get a letter"),
            addresses.COLUMNS,
            addresses.gather_addresses_context,
            addresses.preview_addresses,
            addresses.apply_addresses,
            addresses.export_addresses,
        ),
        FileKind(
            "people",
            mark("People"),
            people.COLUMNS,
            people.gather_people_context,
            people.read_people,
            people.apply_people,
            people.export_people,
        ),
        FileKind(
            "status",
            mark("Where people stand"),
            status.COLUMNS,
            status.gather_status_context,
            status.read_status,
            status.apply_status,
            status.export_status,
        ),
        FileKind(
            "agenda",
            mark("Sessions and agendas"),
            agenda.COLUMNS,
            agenda.gather_agenda_context,
            agenda.read_agenda,
            agenda.apply_agenda,
            agenda.export_agenda,
        ),
        FileKind(
            "attendance",
            mark("Who came"),
            attendance.COLUMNS,
            attendance.gather_attendance_context,
            attendance.read_attendance,
            attendance.apply_attendance,
            attendance.export_attendance,
        ),
        FileKind(
            "tables",
            mark("Table plans"),
            tables.COLUMNS,
            tables.gather_tables_context,
            tables.read_tables,
            tables.apply_tables,
            tables.export_tables,
        ),
        FileKind(
            "partners",
            mark("Partners"),
            partners.COLUMNS,
            partners.gather_partners_context,
            partners.read_partners,
            partners.apply_partners,
            partners.export_partners,
        ),
        FileKind(
            "notes",
            mark("Notes"),
            notes.COLUMNS,
            notes.gather_notes_context,
            notes.read_notes,
            notes.apply_notes,
            notes.export_notes,
        ),
        FileKind(
            "drafts",
            mark("Drafts"),
            drafts.COLUMNS,
            drafts.gather_drafts_context,
            drafts.read_drafts,
            drafts.apply_drafts,
            drafts.export_drafts,
        ),
        FileKind(
            "counts",
            mark("Votes and their counts"),
            counts.COLUMNS,
            counts.gather_counts_context,
            counts.read_counts,
            counts.apply_counts,
            counts.export_counts,
        ),
        FileKind(
            "expectations",
            mark("Expectations and whom they are addressed to"),
            expectations.COLUMNS,
            expectations.gather_expectations_context,
            expectations.read_expectations,
            expectations.apply_expectations,
            expectations.export_expectations,
        ),
        FileKind(
            "responses",
            mark("Partners' answers"),
            answers.RESPONSE_COLUMNS,
            answers.gather_answers_context,
            answers.read_responses,
            answers.apply_responses,
            answers.export_responses,
        ),
        FileKind(
            "actions",
            mark("Actions and how far they are"),
            answers.ACTION_COLUMNS,
            answers.gather_answers_context,
            answers.read_actions,
            answers.apply_actions,
            answers.export_actions,
        ),
        FileKind(
            "verdicts",
            mark("Members' verdicts"),
            verdicts.COLUMNS,
            verdicts.gather_verdicts_context,
            verdicts.read_verdicts,
            verdicts.apply_verdicts,
            verdicts.export_verdicts,
        ),
    )
}


def file_kind(name: str) -> FileKind:
    """The kind of this name. Raises NotFoundError."""
    if name not in FILE_KINDS:
        raise NotFoundError(what="kind of file", id=name)
    return FILE_KINDS[name]
