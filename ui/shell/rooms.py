"""The rooms of the house, in the order of an assembly's life. Only those that exist are here.

Each page is imported when it is first shown, so that the window opens at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from engage.languages.catalogues import mark
from ui.shell.pages import Desk, Page


@dataclass(frozen=True)
class Room:
    """One entry of the rail: `number` is its key with Ctrl, `build` makes its page."""

    id: str
    title: str
    icon_name: str
    build: Callable[[Desk], Page]
    number: int | None = None
    keys: str = ""


def _overview(desk: Desk) -> Page:
    from ui.overview import OverviewPage

    return OverviewPage(desk)


def _assembly(desk: Desk) -> Page:
    from ui.assembly import AssemblyPage

    return AssemblyPage(desk)


def _people(desk: Desk) -> Page:
    from ui.people import PeoplePage

    return PeoplePage(desk)


def _lottery(desk: Desk) -> Page:
    from ui.lottery import LotteryPage

    return LotteryPage(desk)


def _meetings(desk: Desk) -> Page:
    from ui.meetings import MeetingsPage

    return MeetingsPage(desk)


def _seating(desk: Desk) -> Page:
    from ui.seating import SeatingPage

    return SeatingPage(desk)


def _deliberation(desk: Desk) -> Page:
    from ui.deliberation import DeliberationPage

    return DeliberationPage(desk)


def _voting(desk: Desk) -> Page:
    from ui.voting import VotingPage

    return VotingPage(desk)


def _followup(desk: Desk) -> Page:
    from ui.followup import FollowUpPage

    return FollowUpPage(desk)


def _documents(desk: Desk) -> Page:
    from ui.documents import DocumentsPage

    return DocumentsPage(desk)


def _exchange(desk: Desk) -> Page:
    from ui.exchange import ListsPage

    return ListsPage(desk)


ROOMS: Final[tuple[Room, ...]] = (
    Room("overview", mark("Next"), "house", _overview, keys="Alt+Home"),
    Room("assembly", mark("Assembly"), "landmark", _assembly, number=1),
    Room("people", mark("People"), "users", _people, number=2),
    Room("lottery", mark("Lottery"), "dices", _lottery, number=3),
    Room("meetings", mark("Meetings"), "calendar-days", _meetings, number=4),
    Room("seating", mark("Seating"), "armchair", _seating, number=5),
    Room("deliberation", mark("Deliberate"), "messages-square", _deliberation, number=6),
    Room("voting", mark("Vote"), "vote", _voting, number=7),
    Room("followup", mark("Follow up"), "handshake", _followup, number=8),
    Room("documents", mark("Print"), "printer", _documents, keys="Ctrl+P"),
    Room("exchange", mark("Lists"), "table", _exchange, keys="Ctrl+L"),
)


def room(room_id: str) -> Room:
    """The room of that id."""
    return next(room for room in ROOMS if room.id == room_id)
