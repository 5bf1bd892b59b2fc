"""Name badges, eight on a sheet (Doc13): a first name that is read at three metres, and nothing that is private."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engage.assembly.rules import LOCAL_FIELDS
from engage.assembly.views import assembly_sheet
from engage.documents.common import local_spans
from engage.documents.kinds import Audience, DocumentKind, PrintJob, PrintRequest
from engage.documents.typesetting import Paper, Span, Text, verbatim
from engage.documents.typesetting.cards import Card, Sheet
from engage.documents.typesetting.ink import ACCENT, GREY
from engage.documents.typesetting.paper import Layout
from engage.errors import NotFoundError, RefusedError
from engage.languages.catalogues import mark
from engage.languages.editions import Edition, TypeSize
from engage.languages.local_text import PickedText
from engage.people.rules import PhotoConsent, RespondentStatus
from engage.people.views import list_stories

DOCUMENT = "badge"
_ON_BADGES = (RespondentStatus.SELECTED, RespondentStatus.CONFIRMED)

# Millimetres and points. Eight of these stand on a sheet of A4 with room to cut.
_SHEET = Sheet(columns=2, rows=4, width=90.0, height=65.0)
_FOOTER = TypeSize.STANDARD.office_points  # in every edition: it is for whoever cuts, and the cards need the page
_LARGEST_NAME, _SMALLEST_NAME, _ROLE, _PHOTO, _TITLE = 60.0, 36.0, 18.0, 15.0, 11.0


@dataclass(frozen=True)
class Badge:
    """One person's badge. `name` is what they are called: their first name, or the reference when there is none."""

    name: str
    photo: PhotoConsent


@dataclass(frozen=True)
class BadgeSheet:
    """All badges of a printing."""

    title: PickedText
    badges: tuple[Badge, ...]


def first_name(full_name: str, reference: str) -> str:
    """What goes on the badge: never a surname.

    A name without spaces is taken whole: names in Chinese, and people who gave one name. Titles are left out, and
    so is what stands in brackets. "Rahman, Amina" is Amina.
    """
    outside = full_name if full_name.startswith("(") else full_name.partition("(")[0]
    surname, _comma, given = outside.partition(",")
    outside = given if given.strip() else surname
    words = [word for word in outside.split() if word.rstrip(".").casefold() not in _TITLES]
    return words[0] if words else full_name.strip(" ,") or reference


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "dame", "lord", "lady"})


def gather_badges(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    """One sheet of badges for all members, or for those asked for, in the assembly's language.

    Raises RefusedError while there are no members, and NotFoundError for a reference that is not a member's.
    """
    edition = request.edition()
    members = list_stories(db, assembly_id, statuses=_ON_BADGES, references=request.references)
    _refuse_unknown(request.references, [member.reference for member in members])
    if not members:
        raise RefusedError("no-members-yet", details={"document": DOCUMENT})
    title = assembly_sheet(db, assembly_id).text("title", edition.language.code)
    badges = tuple(Badge(first_name(person.full_name, person.reference), person.photo_consent) for person in members)
    fallbacks = (LOCAL_FIELDS["title"],) if title.is_fallback else ()
    return [PrintJob(DOCUMENT, BadgeSheet(title, badges), edition, compose_badges, fallbacks=fallbacks)]


def _refuse_unknown(references: Collection[str], found: Sequence[str]) -> None:
    for reference in references:
        if reference not in found:
            raise NotFoundError(what="member", id=reference)


def render_badges(content: BadgeSheet, edition: Edition) -> bytes:
    """Set the sheets as a tagged PDF. The same content and edition give the same bytes."""
    return compose_badges(content, edition).to_pdf()


def compose_badges(content: BadgeSheet, edition: Edition) -> Paper:
    """Put the badges on paper."""
    _ = edition.catalogue.gettext
    footer = local_spans(content.title, edition)
    paper = Paper(edition, title=_("Badges"), footer=footer, layout=_layout(), size=_FOOTER)
    paper.cards(_SHEET, [_card(badge, content.title, edition) for badge in content.badges])
    return paper


def _layout() -> Layout:
    return Layout(side=(210.0 - _SHEET.columns * _SHEET.width) / 2, top=12.0, bottom=8.0)


def _card(badge: Badge, title: PickedText, edition: Edition) -> Card:
    _ = edition.catalogue.gettext
    card = Card()
    card.line(verbatim(badge.name), largest=_LARGEST_NAME, smallest=_SMALLEST_NAME, bold=True)
    card.line(_("Member"), largest=_ROLE, colour=ACCENT, bold=True)
    card.line(_photo_words(badge.photo, edition), largest=_PHOTO, smallest=10.0)
    card.line(local_spans(title, edition), largest=_TITLE, smallest=8.0, colour=GREY)
    return card


def _photo_words(photo: PhotoConsent, edition: Edition) -> Text:
    """A shape, a letter and words, so that nobody depends on colour or on reading. Who was not asked counts as no."""
    _, pgettext = edition.catalogue.gettext, edition.catalogue.pgettext
    if photo is PhotoConsent.YES:
        return [Span("● " + pgettext("photo", "Y"), bold=True), "  ", _("Photo: yes")]
    if photo is PhotoConsent.ASK:
        return [Span("◆ " + pgettext("photo", "A"), bold=True), "  ", _("Photo: ask first")]
    return [Span("✕ " + pgettext("photo", "N"), bold=True), "  ", _("Photo: no")]


BADGE = DocumentKind(
    id=DOCUMENT,
    title=mark("Name badges"),
    audience=Audience.PERSON,
    gather=gather_badges,
    compose=compose_badges,
)
