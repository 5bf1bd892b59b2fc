"""Who is who in a member's pack: whom the file names, and what they do. No other member is among them."""

from collections.abc import Iterator, Sequence

from engage.documents.member_pack.content import MemberPack, PackSession
from engage.documents.typesetting import Text, filled
from engage.languages.editions import Edition
from engage.languages.formats import listed, number


def roles_of(pack: MemberPack, edition: Edition) -> list[tuple[str, Text]]:
    """Names and what they do: who runs the assembly, who asked for it, who helps, who speaks, who answers."""
    _, part = edition.catalogue.gettext, pack.assembly
    named = [
        (part.contact.name, _("Your contact: ask them anything")),
        (part.commissioner, _("Asked for the assembly")),
        (part.sponsor, _("Sponsor of the assembly")),
    ]
    rows: list[tuple[str, Text]] = [(name, role) for name, role in named if name.strip()]
    return [*rows, *_facilitators(pack, edition), *_speakers(part.sessions, edition), *_leads(pack, edition)]


def _facilitators(pack: MemberPack, edition: Edition) -> Iterator[tuple[str, Text]]:
    """Those at this member's own tables."""
    _ = edition.catalogue.gettext
    sessions: dict[str, list[int]] = {}
    for seat in sorted(pack.seats, key=lambda seat: (seat.session, seat.round)):
        if seat.facilitator:
            sessions.setdefault(seat.facilitator, []).append(seat.session)
    sentence = _("Facilitator at a table of yours: {sessions}")
    for name, numbers in sessions.items():
        yield name, filled(sentence, sessions=_session_numbers(numbers, edition))


def _speakers(sessions: Sequence[PackSession], edition: Edition) -> Iterator[tuple[str, Text]]:
    _ = edition.catalogue.gettext
    spoken: dict[str, list[int]] = {}
    for session in sessions:
        for item in session.agenda:
            if item.speaker:
                spoken.setdefault(item.speaker, []).append(session.number)
    for name, numbers in spoken.items():
        yield name, filled(_("Speaker: {sessions}"), sessions=_session_numbers(numbers, edition))


def _leads(pack: MemberPack, edition: Edition) -> Iterator[tuple[str, Text]]:
    _ = edition.catalogue.gettext
    for partner in pack.assembly.partners:
        if partner.lead_name:
            yield partner.lead_name, filled(_("Answers for {partner}"), partner=partner.name)


def _session_numbers(numbers: Sequence[int], edition: Edition) -> str:
    """Such as "sessions 1 and 3"; each is said once."""
    once = sorted(set(numbers))
    shown = listed([number(each, edition.language) for each in once], edition.language)
    return edition.catalogue.ngettext("session {numbers}", "sessions {numbers}", len(once)).format(numbers=shown)
