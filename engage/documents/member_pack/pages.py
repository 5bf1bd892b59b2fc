"""The pages of a member's pack, from the cover to those for notes."""

from collections.abc import Sequence
from functools import partial

from engage.documents.common import addresses, inline, language_name, local_column, local_spans, paragraphs, ways_to_ask
from engage.documents.member_pack.content import MemberPack, PackSession, Venue
from engage.documents.member_pack.roles import roles_of
from engage.documents.member_pack.words import (
    EXPENSES,
    GLOSSARY,
    GROUND_RULES,
    HOW_A_DAY_WORKS,
    RIGHTS,
    STEPS,
    SUPPORT,
)
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.languages.catalogues import mark
from engage.languages.editions import Edition, TypeSize
from engage.languages.formats import clock_time, listed, long_date, number
from engage.languages.local_text import PickedText
from engage.people.rules import PhotoConsent

_LINES_A_PAGE = 20


def render_member_pack(pack: MemberPack, edition: Edition) -> bytes:
    """Set the pack as a tagged PDF. The same pack and edition give the same bytes."""
    return compose_member_pack(pack, edition).to_pdf()


def compose_member_pack(pack: MemberPack, edition: Edition) -> Paper:
    """Put the pack on paper."""
    _ = edition.catalogue.gettext
    footer = [*local_spans(pack.assembly.title, edition), Span(" · "), verbatim(pack.reference)]
    paper = Paper(edition, title=_("Your pack"), footer=footer)
    _cover(paper, pack)
    paper.new_page()
    _welcome(paper, pack)
    paper.contents(_("What is in this pack"))
    paper.new_page()
    _question(paper, pack)
    _what_becomes_of_it(paper, pack)
    _sessions(paper, pack)
    _venues(paper, pack)
    _needs(paper, pack)
    _who_is_who(paper, pack)
    _how_days_work(paper)
    _help(paper, pack)
    paper.together(lambda: _glossary(paper))
    _notes(paper)
    return paper


def _cover(paper: Paper, pack: MemberPack) -> None:
    edition, part = paper.edition, pack.assembly
    _ = edition.catalogue.gettext
    paper.paragraph(local_spans(part.title, edition), bold=True, scale=1.25)
    paper.paragraph(verbatim(part.commissioner))
    air = 1 if edition.size is TypeSize.STANDARD else 0  # large print needs the room for words
    paper.space(14 * air)
    paper.heading(paper.title)
    paper.paragraph(verbatim(pack.name), bold=True, scale=2.0)
    paper.space(6 * air)
    session = pack.comes_next
    if session is not None:
        paper.panel(lambda: _next_session(paper, pack, session))
    paper.space(6 * air)
    paper.paragraph(_("Do you want this pack in another language or format? Please ask us."), bold=True)
    ways_to_ask(paper, part.contact)


def _next_session(paper: Paper, pack: MemberPack, session: PackSession) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    is_first = session.number == pack.assembly.sessions[0].number
    paper.paragraph(_("Your first session") if is_first else _("Your next session"), bold=True)
    paper.paragraph(_when(session, edition), bold=True, scale=1.2)
    paper.paragraph(verbatim(session.venue.name))
    seats = pack.seats_in(session.number)
    if seats:
        table = Span(number(seats[0].table, language), bold=True)
        paper.paragraph(filled(_("You sit at table {table} first."), table=table), scale=1.2)


def _when(session: PackSession, edition: Edition) -> str:
    _, language = edition.catalogue.gettext, edition.language
    return _("{day}, {start} to {end}").format(
        day=long_date(session.held_on, language),
        start=clock_time(session.starts_at, language),
        end=clock_time(session.ends_at, language),
    )


def _welcome(paper: Paper, pack: MemberPack) -> None:
    edition, part = paper.edition, pack.assembly
    _, language = edition.catalogue.gettext, edition.language
    paper.heading(_("Welcome"), 2, is_listed=False)
    paper.paragraph(filled(_("Dear {name},"), name=pack.name))
    paper.paragraph(
        filled(_("Thank you for saying yes. You are a member of {assembly}."), assembly=inline(part.title, edition))
    )
    others = part.members - 1
    if others > 0:
        sentence = edition.catalogue.ngettext(
            "{count} other person is a member too. Together you are the assembly.",
            "{count} other people are members too. Together you are the assembly.",
            others,
        )
        paper.paragraph(filled(sentence, count=number(others, language)))
    paper.paragraph(
        _(
            "You don't need to know anything beforehand. What you know from your own life is what we need. Speakers "
            "will tell you more, and you can ask them anything."
        )
    )
    paper.paragraph(
        _(
            "This pack says what we will talk about, when and where we meet, and who can help you. Please read it when "
            "you have time, write in it, and bring it with you."
        )
    )
    paper.paragraph(verbatim(part.contact.name), bold=True)
    paper.paragraph(verbatim(part.commissioner))


def _question(paper: Paper, pack: MemberPack) -> None:
    edition, part = paper.edition, pack.assembly
    _ = edition.catalogue.gettext
    parts = (
        (_("What you can decide about"), part.remit),
        (_("What is not part of it"), part.out_of_scope),
        (_("The vision that it serves"), part.vision),
    )
    if not any(text.text.strip() for text in (part.question, *part.objectives, *(text for _title, text in parts))):
        return
    paper.heading(_("What the assembly is about"), 2)
    if part.question.text.strip():
        paper.panel(lambda: _the_question(paper, part.question))
    for title, text in parts:
        _titled(paper, title, text)
    objectives = [local_spans(text, edition) for text in part.objectives if text.text.strip()]
    if objectives:
        paper.heading(_("What it is meant to achieve"), 3)
        paper.bullets(objectives)


def _the_question(paper: Paper, question: PickedText) -> None:
    _ = paper.edition.catalogue.gettext
    paper.paragraph(_("The question for the assembly"), bold=True)
    paragraphs(paper, question)


def _titled(paper: Paper, title: str, text: PickedText) -> None:
    if text.text.strip():
        paper.heading(title, 3)
        paragraphs(paper, text)


def _what_becomes_of_it(paper: Paper, pack: MemberPack) -> None:
    edition, part = paper.edition, pack.assembly
    _ = edition.catalogue.gettext
    paper.heading(_("What will happen to your work"), 2)
    paper.numbered([_(step) for step in STEPS])
    paragraphs(paper, part.what_next)
    if part.partners:
        _partners(paper, pack)


def _partners(paper: Paper, pack: MemberPack) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(_("Whom the assembly speaks to"), 3)
    partners = pack.assembly.partners
    header, hopes = local_column(_("What they hope of you"), [partner.hope for partner in partners], edition)
    rows: list[list[Text]] = [
        [verbatim(partner.name), _(partner.kind.label), hope] for partner, hope in zip(partners, hopes, strict=True)
    ]
    paper.table([_("Partner"), _("Kind"), header], rows, widths=[4, 3, 6])


def _sessions(paper: Paper, pack: MemberPack) -> None:
    sessions = pack.assembly.sessions
    _ = paper.edition.catalogue.gettext
    if not sessions:
        paper.heading(_("When we meet"), 2)
        paper.paragraph(_("The days are not fixed yet. We will write to you."))
        return
    paper.together(lambda: _days(paper, sessions))
    for session in sessions:
        paper.together(partial(_session, paper, pack, session))


def _days(paper: Paper, sessions: Sequence[PackSession]) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    paper.heading(_("When we meet"), 2)
    paper.paragraph(
        _("Please come to all the sessions. Can't you come, or will you be late? Tell us as soon as you know.")
    )
    header, titles = local_column(_("What it is about"), [session.title for session in sessions], edition)
    rows: list[list[Text]] = [
        [
            number(session.number, language),
            long_date(session.held_on, language),
            _("{start} to {end}").format(
                start=clock_time(session.starts_at, language), end=clock_time(session.ends_at, language)
            ),
            title,
        ]
        for session, title in zip(sessions, titles, strict=True)
    ]
    paper.table([_("Session"), _("Day"), _("Time"), header], rows)


def _session(paper: Paper, pack: MemberPack, session: PackSession) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    title = filled(_("Session {number}"), number=number(session.number, language))
    if session.title.text.strip():
        title = [*title, Span(": "), *local_spans(session.title, edition)]
    paper.heading(title, 3)
    paper.paragraph(_when(session, edition), keeps_next=True)
    seats = pack.seats_in(session.number)
    if seats:
        tables = [
            _("table {table} in round {round}").format(
                table=number(seat.table, language), round=number(seat.round, language)
            )
            for seat in seats
        ]
        paper.paragraph(
            filled(_("Where you sit: {tables}."), tables=Span(listed(tables, language), bold=True)), keeps_next=True
        )
    if not session.agenda:
        paper.paragraph(_("The agenda is still being made."))
        return
    header, titles = local_column(_("What happens"), [item.title for item in session.agenda], edition)
    rows: list[list[Text]] = [
        [clock_time(item.starts, language), title, verbatim(item.speaker)]
        for item, title in zip(session.agenda, titles, strict=True)
    ]
    paper.table([_("Time"), header, _("Speaker")], rows, widths=[2, 9, 4])


def _venues(paper: Paper, pack: MemberPack) -> None:
    edition, part = paper.edition, pack.assembly
    _, language = edition.catalogue.gettext, edition.language
    paper.heading(_("Where we meet, and how you get in"), 2)
    venues: dict[Venue, list[int]] = {}
    for session in part.sessions:
        if session.venue.is_known:
            venues.setdefault(session.venue, []).append(session.number)
    if not venues:
        paper.paragraph(_("We will write to you where we meet."))
    for venue, sessions in venues.items():
        if len(venues) > 1:
            numbers = listed([number(each, language) for each in sessions], language)
            sentence = edition.catalogue.ngettext("Session {numbers}", "Sessions {numbers}", len(sessions))
            paper.heading(filled(sentence, numbers=numbers), 3)
        paper.panel(partial(_venue, paper, venue))
    items: list[Text] = [
        _("Look up the way before the day, and leave time to arrive."),
        _("Do you need help to get here or to get in? Tell us, and we will plan it with you."),
    ]
    if part.contact.phone.strip():
        late = _("Are you lost, or late, on the day? Call {phone}.")
        items.append(filled(late, phone=Span(part.contact.phone, bold=True)))
    paper.bullets(items)


def _venue(paper: Paper, venue: Venue) -> None:
    paper.paragraph(verbatim(venue.name), bold=True)
    paper.paragraph(verbatim(", ".join(addresses([venue.address]))))
    paragraphs(paper, venue.access)


def _needs(paper: Paper, pack: MemberPack) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    paper.heading(_("What we will do for you"), 2)
    paper.paragraph(_("This part is about you alone. It is in nobody else's pack."), keeps_next=True)
    if pack.needs:
        rows: list[list[Text]] = [
            [
                _(need.kind.label),
                verbatim(need.detail),
                verbatim(need.how_met) if need.how_met.strip() else _("We will talk with you about it."),
            ]
            for need in pack.needs
        ]
        paper.table([_("What you need"), _("What you told us"), _("What we will do")], rows)
    else:
        paper.paragraph(_("You have not told us of anything that you need in order to take part."))
    told: list[Text] = [
        filled(_("We speak with you in {language}."), language=language_name(pack.spoken_language, language)),
        filled(_("We write to you in {language}."), language=language_name(pack.written_language, language)),
        filled(_("The type of what we send you: {size}."), size=_(pack.type_size.label)),
        _(_PHOTOS[pack.photo]),
    ]
    paper.bullets(told)
    paper.paragraph(_("Is something wrong or missing? Please check it with us before you come."), bold=True)


_PHOTOS = {
    PhotoConsent.YES: mark("You said that we may take photos of you."),
    PhotoConsent.ASK: mark("You asked us to ask you before we take a photo of you."),
    PhotoConsent.NO: mark("You said that we must not take photos of you."),
    PhotoConsent.NOT_ASKED: mark("We have not asked you about photos yet. Until then we take none of you."),
}


def _who_is_who(paper: Paper, pack: MemberPack) -> None:
    _ = paper.edition.catalogue.gettext
    paper.heading(_("Who is who"), 2)
    rows = roles_of(pack, paper.edition)
    if rows:
        cells: list[list[Text]] = [[verbatim(name), role] for name, role in rows]
        paper.table([_("Name"), _("What they do")], cells, widths=[2, 3])
    else:
        paper.paragraph(_("You will meet everyone at the first session."))


def _how_days_work(paper: Paper) -> None:
    _ = paper.edition.catalogue.gettext
    paper.heading(_("How the days work"), 2)
    paper.bullets(_all(HOW_A_DAY_WORKS, paper))
    paper.heading(_("How we treat one another"), 3)
    paper.paragraph(_("This is a beginning. Together you will agree on rules of your own."), keeps_next=True)
    paper.bullets(_all(GROUND_RULES, paper))


def _help(paper: Paper, pack: MemberPack) -> None:
    edition, part = paper.edition, pack.assembly
    _ = edition.catalogue.gettext
    paper.heading(_("Payment and expenses"), 2)
    paper.bullets(_all(EXPENSES, paper))
    paper.heading(_("If you need help, or are unhappy with us"), 2)
    paper.bullets(_all(SUPPORT, paper))
    paper.paragraph(_("Do you want to complain? Tell us first, so that we can put it right."))
    if part.commissioner.strip():
        unresolved = _("If that does not help, complain to {commissioner}.")
        paper.paragraph(filled(unresolved, commissioner=part.commissioner))
    if part.contact.ways(edition):
        paper.panel(lambda: _contact(paper, pack))
    paper.heading(_("Your rights, and what we know about you"), 2)
    paper.bullets(_all(RIGHTS, paper))


def _contact(paper: Paper, pack: MemberPack) -> None:
    contact = pack.assembly.contact
    paper.paragraph(verbatim(contact.name), bold=True)
    for way in contact.ways(paper.edition):
        paper.paragraph(way)


def _glossary(paper: Paper) -> None:
    _ = paper.edition.catalogue.gettext
    paper.heading(_("Words that we use"), 2)
    rows = sorted(((_(word), _(meaning)) for word, meaning in GLOSSARY), key=lambda row: row[0].casefold())
    paper.table([_("Word"), _("What it means")], rows)


def _notes(paper: Paper) -> None:
    _ = paper.edition.catalogue.gettext
    for title in (_("Questions that I want to ask"), _("My notes")):
        paper.new_page()
        paper.heading(title, 2)
        paper.writing_lines(_LINES_A_PAGE)


def _all(sentences: Sequence[str], paper: Paper) -> list[Text]:
    _ = paper.edition.catalogue.gettext
    return [_(sentence) for sentence in sentences]
