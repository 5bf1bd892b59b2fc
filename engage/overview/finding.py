"""Find anything: people and assemblies by a few letters, for the command palette."""

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engage.assembly.views import list_assemblies
from engage.languages.local_text import pick
from engage.languages.screen import _
from engage.lottery.views import list_runs
from engage.meetings.views import list_sessions
from engage.people.rules import name_key
from engage.people.views import find_people

LIMIT = 12


@dataclass(frozen=True)
class Hit:
    """Something that was found. `kind` is "assembly", "session", "person" or "draw"; `id` names it within its kind."""

    kind: str
    id: str
    assembly_id: uuid.UUID
    title: str
    detail: str
    page: str


def find_anything(db: Session, text: str) -> list[Hit]:
    """Assemblies, draws and people that match the text, assemblies first; nothing for an empty text."""
    words = name_key(text).split()
    if not words:
        return []
    return [*_assemblies(db, words), *_draws(db, words), *_sessions(db, words), *_people(db, text)][:LIMIT]


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


def _sessions(db: Session, words: list[str]) -> list[Hit]:
    hits = []
    for assembly in list_assemblies(db):
        for row in list_sessions(db, assembly.id):
            title = f"{_('Session {number}').format(number=row.number)} · {pick(row.title, 'en').text}".rstrip(" ·")
            if all(word in name_key(f"{title} {row.venue_name}") for word in words):
                hits.append(Hit("session", str(row.id), assembly.id, title, row.venue_name, "meetings"))
    return hits


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
