"""What a member's pack says."""

from dataclasses import dataclass
from datetime import date, time

from engage.assembly.rules import PartnerKind
from engage.documents.common import Contact
from engage.languages.editions import TypeSize
from engage.languages.local_text import PickedText
from engage.people.rules import NeedKind, PhotoConsent

DOCUMENT = "member-pack"


@dataclass(frozen=True)
class PackPartner:
    """A partner that the assembly speaks to, who answers for it, and what it hopes."""

    name: str
    kind: PartnerKind
    lead_name: str
    hope: PickedText


@dataclass(frozen=True)
class PackItem:
    """One item of an agenda."""

    starts: time
    title: PickedText
    speaker: str


@dataclass(frozen=True)
class Venue:
    """Where a session is held; any of it may be empty."""

    name: str
    address: str
    access: PickedText

    @property
    def is_known(self) -> bool:
        """Whether there is anything to say."""
        return any(text.strip() for text in (self.name, self.address, self.access.text))


@dataclass(frozen=True)
class PackSession:
    """One session with its agenda."""

    number: int
    title: PickedText
    held_on: date
    starts_at: time
    ends_at: time
    venue: Venue
    agenda: tuple[PackItem, ...]


@dataclass(frozen=True)
class AssemblyPart:
    """What the pack says to everyone who reads the same language."""

    title: PickedText
    question: PickedText
    remit: PickedText
    out_of_scope: PickedText
    vision: PickedText
    what_next: PickedText
    objectives: tuple[PickedText, ...]
    commissioner: str
    sponsor: str
    contact: Contact
    members: int
    partners: tuple[PackPartner, ...]
    sessions: tuple[PackSession, ...]


@dataclass(frozen=True)
class PackNeed:
    """Something that this member needs, and how it will be met (empty while nobody has said)."""

    kind: NeedKind
    detail: str
    how_met: str


@dataclass(frozen=True)
class PackSeat:
    """This member's table in one round of a session, and who leads the talk there."""

    session: int
    round: int
    table: int
    facilitator: str


@dataclass(frozen=True)
class MemberPack:
    """One member's pack. `comes_next` is the session that the cover names; None while there are none."""

    assembly: AssemblyPart
    name: str
    reference: str
    spoken_language: str
    written_language: str
    type_size: TypeSize
    photo: PhotoConsent
    needs: tuple[PackNeed, ...]
    seats: tuple[PackSeat, ...]
    comes_next: PackSession | None

    def seats_in(self, session: int) -> list[PackSeat]:
        """The member's tables of a session, by round."""
        return sorted((seat for seat in self.seats if seat.session == session), key=lambda seat: seat.round)
