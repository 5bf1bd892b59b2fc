"""What the frame shows of the file: titles, how each room stands, and what the palette finds."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from ui.shell.pages import Command, Desk
from ui.shell.rail import RoomState


def list_titles(desk: Desk) -> list[tuple[UUID, str]]:
    """Every assembly of the file with its title."""
    from engage.assembly.views import list_assemblies

    return [(row.id, row.title.text) for row in desk.read(list_assemblies, language=desk.language.code)]


def read_states(desk: Desk) -> dict[str, RoomState]:
    """How each room stands: what waits there, from the list of next steps."""
    from engage.overview.next_steps import next_steps
    from engage.people.rules import RespondentStatus
    from engage.people.views import status_counts

    waiting = Counter(step.page for step in desk.read(next_steps, desk.assembly_id))
    counts = desk.read(status_counts, desk.assembly_id)
    confirmed = counts.get(RespondentStatus.CONFIRMED, 0)
    is_drawn = confirmed + counts.get(RespondentStatus.SELECTED, 0) > 0
    done = {"assembly": True, "people": confirmed > 0, "lottery": is_drawn}
    return {page: RoomState(waiting[page], is_done=done.get(page, False)) for page in {*done, *waiting}}


def find_in_file(desk: Desk, text: str) -> Sequence[Command]:
    """People and things of the file that the text names."""
    from engage.overview.finding import find_anything

    return [
        Command(
            hit.title,
            partial(desk.open_thing, hit.page, _DEEDS[hit.kind].format(id=hit.id), hit.assembly_id),
            hit.detail,
            _ICONS[hit.kind],
        )
        for hit in desk.read(find_anything, text)
    ]


_ICONS = {"assembly": "landmark", "person": "users", "draw": "dices", "session": "calendar-days"}
_DEEDS = {"assembly": "title", "person": "person:{id}", "draw": "run:{id}", "session": "session:{id}"}
