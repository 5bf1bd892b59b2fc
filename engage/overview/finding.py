"""Find anything by a few letters, for the command palette: people, partners, sessions, notes, drafts, votes."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engage.assembly.views import assembly_sheet, list_assemblies
from engage.clock import today
from engage.deliberation.views import list_drafts, list_notes
from engage.followup.views import list_expectations
from engage.languages.formats import row_on_screen
from engage.languages.local_text import LocalText, pick
from engage.languages.screen import _, screen_catalogue
from engage.lottery.views import list_runs
from engage.meetings.views import list_sessions
from engage.people.rules import name_key
from engage.people.views import find_people
from engage.voting.views import list_votes

LIMIT = 12
_MOST_OF_A_KIND = 4


@dataclass(frozen=True)
class Hit:
    """Something that was found; `id` names it within its kind.

    `kind` is "assembly", "partner", "draw", "session", "expectation", "draft", "vote", "person" or "note".
    """

    kind: str
    id: str
    assembly_id: uuid.UUID
    title: str
    detail: str
    page: str


def find_anything(db: Session, text: str) -> list[Hit]:
    """Things that match the text: assemblies first, people and notes last; nothing for an empty text.

    There are few of each kind, so that no kind hides the others. Words are in the screen's language.
    """
    words = name_key(text).split()
    if not words:
        return []
    hits = [*_assemblies(db, words), *_draws(db, words)]
    for assembly in list_assemblies(db):
        for find in (_partners, _sessions, _expectations, _drafts, _votes):
            hits += [hit for hit in find(db, assembly.id) if _fits(hit, words)][:_MOST_OF_A_KIND]
    people = _people(db, text)
    notes = [hit for assembly in list_assemblies(db) for hit in _notes(db, assembly.id, text)][:_MOST_OF_A_KIND]
    room = LIMIT - len(notes)
    return [*[*hits, *people][:room], *notes]


def _fits(hit: Hit, words: list[str]) -> bool:
    text = name_key(f"{hit.title} {hit.detail}")
    return all(word in text for word in words)


def _assemblies(db: Session, words: list[str]) -> list[Hit]:
    return [
        Hit("assembly", str(row.id), row.id, row.title.text, row.place, "assembly")
        for row in list_assemblies(db)
        if all(word in name_key(row.title.text) for word in words)
    ]


def _draws(db: Session, words: list[str]) -> list[Hit]:
    hits = []
    for assembly in list_assemblies(db):
        for run in list_runs(db, assembly.id):
            title = _("Draw {number}").format(number=run.number)
            detail = _(run.state.label)
            if all(word in name_key(f"{title} {_(run.kind.label)}") for word in words):
                hits.append(Hit("draw", str(run.number), assembly.id, title, detail, "lottery"))
    return hits


def _partners(db: Session, assembly_id: uuid.UUID) -> Iterator[Hit]:
    for row in assembly_sheet(db, assembly_id).partners:
        yield Hit("partner", str(row.id), assembly_id, row.name, row.lead_name or _(row.kind.label), "followup")


def _sessions(db: Session, assembly_id: uuid.UUID) -> Iterator[Hit]:
    for row in list_sessions(db, assembly_id):
        session = _("Session {number}").format(number=row.number)
        title = f"{session} · {_text(row.title)}".rstrip(" ·")
        yield Hit("session", str(row.id), assembly_id, title, row.venue_name, "meetings")


def _expectations(db: Session, assembly_id: uuid.UUID) -> Iterator[Hit]:
    for row in list_expectations(db, assembly_id, today=today()):
        title = f"{row.label} · {_text(row.title)}"
        partners = row_on_screen(address.partner_name for address in row.addresses)
        yield Hit("expectation", str(row.id), assembly_id, title, partners, "followup")


def _drafts(db: Session, assembly_id: uuid.UUID) -> Iterator[Hit]:
    for row in list_drafts(db, assembly_id, with_retired=True):
        detail = _("set aside") if row.is_retired else _("Version {number}").format(number=row.version.number)
        title = f"{row.label} · {_text(row.version.title)}"
        yield Hit("draft", str(row.id), assembly_id, title, detail, "deliberation")


def _votes(db: Session, assembly_id: uuid.UUID) -> Iterator[Hit]:
    for row in list_votes(db, assembly_id):
        state = _(row.outcome.verdict.label) if row.outcome else _(row.state.label)
        vote = _("Vote {number}").format(number=row.number)
        title = f"{vote} · {row.label} · {_text(row.title)}"
        yield Hit("vote", str(row.id), assembly_id, title, state, "voting")


def _notes(db: Session, assembly_id: uuid.UUID, text: str) -> Iterator[Hit]:
    for row in list_notes(db, assembly_id, search=text):
        where = _("Session {session}, table {table}").format(session=row.session_number, table=row.table_number)
        yield Hit("note", str(row.id), assembly_id, row.text, where, "deliberation")


def _text(texts: LocalText) -> str:
    return pick(texts, screen_catalogue().code).text


def _people(db: Session, text: str) -> list[Hit]:
    return [
        Hit(
            "person",
            str(person.id),
            person.assembly_id,
            person.full_name or person.reference,
            f"{person.reference} · {_(person.status.label)}",
            "people",
        )
        for person in find_people(db, text)
    ]
