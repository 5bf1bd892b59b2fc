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
    """How each room stands: what waits there, from the list of next steps, or else whether its stage is done."""
    from engage.overview.next_steps import next_steps
    from engage.overview.stages import STAGES, is_stage_done

    waiting = Counter(step.page for step in desk.read(next_steps, desk.assembly_id))
    return {
        room: RoomState(waiting[room], is_done=not waiting[room] and desk.read(is_stage_done, desk.assembly_id, room))
        for room in {*STAGES, *waiting}
    }


def find_in_file(desk: Desk, text: str) -> Sequence[Command]:
    """People and things of the file that the text names."""
    from engage.overview.finding import find_anything

    return [
        Command(
            hit.title,
            partial(
                desk.open_thing, hit.page, _DEEDS.get(hit.kind, f"{hit.kind}:{{id}}").format(id=hit.id), hit.assembly_id
            ),
            hit.detail,
            _ICONS[hit.kind],
        )
        for hit in desk.read(find_anything, text)
    ]


_ICONS = {
    "assembly": "landmark",
    "partner": "handshake",
    "person": "users",
    "draw": "dices",
    "session": "calendar-days",
    "note": "pencil",
    "draft": "messages-square",
    "vote": "vote",
    "expectation": "milestone",
}
_DEEDS = {"assembly": "title", "draw": "run:{id}"}
"""What a page is asked to do to show a thing, where that is not the thing's kind and its id."""
