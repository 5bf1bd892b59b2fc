"""Reading what the members' packs say."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from engage.assembly.rules import LOCAL_FIELDS
from engage.assembly.views import AssemblySheet, assembly_sheet
from engage.clock import today
from engage.documents.common import contact_of
from engage.documents.kinds import PrintJob, PrintRequest
from engage.documents.member_pack.content import (
    DOCUMENT,
    AssemblyPart,
    MemberPack,
    PackItem,
    PackNeed,
    PackPartner,
    PackSeat,
    PackSession,
    Venue,
)
from engage.documents.member_pack.pages import compose_member_pack
from engage.errors import NotFoundError, RefusedError
from engage.languages.catalogues import mark
from engage.languages.local_text import PickedText, pick
from engage.meetings.views import SessionSheet, list_sessions, session_sheet
from engage.people.rules import RespondentStatus
from engage.people.views import PersonStory, list_stories, status_counts
from engage.seating.views import list_seats


def gather_member_packs(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    """A pack for every member, or for those asked for, in their own language and size unless the request says one.

    Raises RefusedError while there are no members, and NotFoundError for a reference that is not a member's.
    """
    members = list_stories(
        db, assembly_id, statuses=(RespondentStatus.CONFIRMED,), references=tuple(request.references)
    )
    _refuse_unknown(request.references, members)
    if not members:
        raise RefusedError("no-members-yet", details={"document": DOCUMENT})
    sheet = assembly_sheet(db, assembly_id)
    sessions = [session_sheet(db, row.id) for row in list_sessions(db, assembly_id)]
    count = status_counts(db, assembly_id)[RespondentStatus.CONFIRMED]
    seats = _seats(db, assembly_id)
    day = today(request.clock)
    parts: dict[str, AssemblyPart] = {}
    jobs = []
    for person in members:
        code = request.edition(person.written_language).language.code
        part = parts.setdefault(code, _assembly_part(sheet, sessions, count, code))
        jobs.append(_job(part, person, seats.get(person.reference, ()), day, request))
    return jobs


def _refuse_unknown(references: Collection[str], members: Sequence[PersonStory]) -> None:
    found = {person.reference for person in members}
    for reference in references:
        if reference not in found:
            raise NotFoundError(what="member", id=reference)


def _seats(db: Session, assembly_id: uuid.UUID) -> Mapping[str, tuple[PackSeat, ...]]:
    """Everybody's tables, by reference."""
    seats: dict[str, tuple[PackSeat, ...]] = {}
    for entry in list_seats(db, assembly_id):
        seat = PackSeat(entry.session_number, entry.round, entry.table, entry.facilitator.strip())
        seats[entry.reference] = (*seats.get(entry.reference, ()), seat)
    return seats


def _assembly_part(sheet: AssemblySheet, sessions: Sequence[SessionSheet], members: int, code: str) -> AssemblyPart:
    return AssemblyPart(
        title=sheet.text("title", code),
        question=sheet.text("question", code),
        remit=sheet.text("remit", code),
        out_of_scope=sheet.text("out_of_scope", code),
        vision=sheet.text("parent_vision", code),
        what_next=sheet.text("what_happens_next", code),
        objectives=tuple(pick(row.text, code) for row in sheet.objectives),
        commissioner=sheet.fields["commissioner"],
        sponsor=sheet.fields["sponsor"],
        contact=contact_of(sheet),
        members=members,
        partners=tuple(
            PackPartner(row.name, row.kind, row.lead_name.strip(), pick(row.hope, code)) for row in sheet.partners
        ),
        sessions=tuple(_session(each, code) for each in sessions),
    )


def _session(sheet: SessionSheet, code: str) -> PackSession:
    return PackSession(
        number=sheet.number,
        title=pick(sheet.title, code),
        held_on=sheet.held_on,
        starts_at=sheet.starts_at,
        ends_at=sheet.ends_at,
        venue=Venue(sheet.venue_name, sheet.venue_address, pick(sheet.venue_access, code)),
        agenda=tuple(PackItem(row.starts, pick(row.title, code), row.speaker.strip()) for row in sheet.agenda),
    )


def _job(
    part: AssemblyPart, person: PersonStory, seats: tuple[PackSeat, ...], day: date, request: PrintRequest
) -> PrintJob:
    edition = request.edition(person.written_language, person.type_size)
    pack = MemberPack(
        assembly=part,
        name=person.shown_name,
        reference=person.reference,
        spoken_language=person.spoken_language,
        written_language=person.written_language,
        type_size=person.type_size,
        photo=person.photo_consent,
        needs=tuple(PackNeed(need.kind, need.detail, need.how_met) for need in person.needs),
        seats=seats,
        comes_next=next_session(part.sessions, day),
    )
    code = edition.language.code
    is_other = request.language is None and person.written_language.partition("-")[0] != code
    return PrintJob(
        DOCUMENT,
        pack,
        edition,
        compose_member_pack,
        for_reference=person.reference,
        fallbacks=_fallbacks(part),
        wanted_language=person.written_language if is_other else "",
    )


def next_session(sessions: Sequence[PackSession], day: date) -> PackSession | None:
    """The session that the cover names: the next one from this day on; once all are over, the first."""
    coming = (session for session in sessions if session.held_on >= day)
    return next(coming, sessions[0] if sessions else None)


def _fallbacks(part: AssemblyPart) -> tuple[str, ...]:
    """Labels of the texts that are not in the reader's language."""
    agenda = [item.title for session in part.sessions for item in session.agenda]
    texts: list[tuple[str, Sequence[PickedText]]] = [
        (LOCAL_FIELDS["title"], [part.title]),
        (LOCAL_FIELDS["question"], [part.question]),
        (LOCAL_FIELDS["remit"], [part.remit]),
        (LOCAL_FIELDS["out_of_scope"], [part.out_of_scope]),
        (LOCAL_FIELDS["parent_vision"], [part.vision]),
        (LOCAL_FIELDS["what_happens_next"], [part.what_next]),
        (mark("What the assembly is meant to achieve"), part.objectives),
        (mark("What the partners hope"), [partner.hope for partner in part.partners]),
        (mark("Title of the session"), [session.title for session in part.sessions]),
        (mark("Agenda of the session"), agenda),
        (mark("Access at the venue"), [session.venue.access for session in part.sessions]),
    ]
    return tuple(label for label, picked in texts if any(text.is_fallback for text in picked))
