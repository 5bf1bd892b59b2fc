"""What a member's tables worked on, as far as it can be known: notes keep no names, but tables have seats."""

import uuid
from collections import Counter, defaultdict

from sqlalchemy.orm import Session

from engage.deliberation.views import list_notes
from engage.meetings.views import list_attendance
from engage.seating.views import list_seats


def drafts_by_member(db: Session, assembly_id: uuid.UUID) -> dict[str, Counter[int]]:
    """For each member, by reference: how many notes of tables they sat at stand behind each draft, by its number.

    Whoever is noted as having stayed away from a session sat nowhere that day.
    """
    behind: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for note in list_notes(db, assembly_id):
        behind[note.session_number, note.table_number].update(note.draft_numbers)
    away = {(row.session_number, row.reference) for row in list_attendance(db, assembly_id) if not row.state.has_come}
    sat = {
        (seat.reference, seat.session_number, seat.table)
        for seat in list_seats(db, assembly_id)
        if (seat.session_number, seat.reference) not in away
    }
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for reference, session_number, table in sat:
        found[reference].update(behind[session_number, table])
    return {reference: work for reference, work in found.items() if work}
