"""Hand-made members' packs, from the emptiest to the longest."""

from dataclasses import replace
from datetime import date, time, timedelta

from engage.assembly.rules import PartnerKind
from engage.documents.common import Contact
from engage.documents.member_pack.content import (
    AssemblyPart,
    MemberPack,
    PackItem,
    PackNeed,
    PackPartner,
    PackSeat,
    PackSession,
    Venue,
)
from engage.languages.editions import TypeSize
from engage.people.rules import NeedKind, PhotoConsent
from tests.documents.contents import CONTACT, NAMES, english


def pack_session(number: int = 1, items: int = 8, code: str = "en") -> PackSession:
    titles = ("Welcome", "How care works <here>", "What matters most to us", "Break")
    agenda = tuple(
        PackItem(
            time(10 + place // 12 % 12, place % 12 * 5),
            english(titles[place % 4], code),
            NAMES[place % 8] if place % 4 == 1 else "",
        )
        for place in range(items)
    )
    return PackSession(
        number=number,
        title=english("What keeps us well", code),
        held_on=date(2027, 1, 16) + timedelta(weeks=number),
        starts_at=time(10),
        ends_at=time(15, 30),
        venue=Venue("Riverside Community Hall", "7 Otterlea Square\nNW0 1AB", english("No steps. Hearing loop.", code)),
        agenda=agenda,
    )


def pack(name: str = "Ada Byron", code: str = "en", sessions: int = 2, items: int = 8) -> MemberPack:
    meetings = tuple(pack_session(number, items, code) for number in range(1, sessions + 1))
    part = AssemblyPart(
        title=english("Riverside Health Assembly", code),
        question=english("What should health and care be like for all of us?", code),
        remit=english("What matters most, and who should act.", code),
        out_of_scope=english("One person's care.", code),
        vision=english("We make Riverside", code),
        what_next=english("Every partner answers in writing.\n\nThen we write to you.", code),
        objectives=(english("Say what matters most", code), english("Agree what we expect", code)),
        commissioner="Riverside Council",
        sponsor="Health and Wellbeing Board",
        contact=CONTACT,
        members=50,
        partners=tuple(
            PackPartner(NAMES[place], kind, "Helen Marsh" if place else "", english("To learn from you.", code))
            for place, kind in enumerate(PartnerKind)
        ),
        sessions=meetings,
    )
    return MemberPack(
        assembly=part,
        name=name,
        reference="R-0123",
        spoken_language="ur",
        written_language=code,
        type_size=TypeSize.LARGE,
        photo=PhotoConsent.ASK,
        needs=(PackNeed(NeedKind.DIET, "Halal", "Told the caterer"), PackNeed(NeedKind.INTERPRETER, NAMES[1], "")),
        seats=(PackSeat(1, 1, 4, "Peter Lowe"), PackSeat(1, 2, 6, NAMES[0]), PackSeat(2, 1, 3, "Peter Lowe")),
        comes_next=meetings[0] if meetings else None,
    )


def bare_pack() -> MemberPack:
    """With nothing in it that may be missing."""
    empty = english("")
    part = replace(
        pack(sessions=0).assembly,
        question=empty,
        remit=empty,
        out_of_scope=empty,
        vision=empty,
        what_next=empty,
        objectives=(),
        commissioner="",
        sponsor="",
        contact=Contact(),
        members=1,
        partners=(),
    )
    return replace(pack(sessions=0), assembly=part, needs=(), seats=())
