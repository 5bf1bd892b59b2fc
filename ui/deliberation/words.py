"""What the room says of notes and drafts, in words that several of its parts share."""

from collections.abc import Iterable

from engage.deliberation.rules import NoteKind
from engage.deliberation.views import DraftRow, NoteRow, PriorityRow
from engage.followup.views import ExpectationRow
from engage.languages.bidi import isolated
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.languages.editions import Language
from engage.languages.formats import in_a_row
from engage.languages.local_text import pick
from engage.languages.screen import _
from engage.voting.rules import VoteState
from engage.voting.views import VoteSheet

MOST_TABLES = 999
KIND_SHAPES = {
    NoteKind.IDEA: "disc",
    NoteKind.CONCERN: "triangle",
    NoteKind.QUESTION: "ring",
    NoteKind.VALUE: "square",
    NoteKind.EVIDENCE_GAP: "bar",
}


def writing_language(language: Language) -> str:
    """The language in which new texts are written: the screen's, if documents come in it."""
    return language.code if language.code in DOCUMENT_LANGUAGES else "en"


def where_said(note: NoteRow) -> str:
    """Where a note comes from, on a card."""
    text = _("Session {session} · table {table} · note {number}")
    return text.format(session=note.session_number, table=note.table_number, number=note.number)


def spoken_note(note: NoteRow) -> str:
    """A card as a screen reader says it."""
    return f"{note.text}. {_(note.kind.label)}. {where_said(note)}"


def draft_name(draft: DraftRow, language: Language) -> str:
    """What a draft is called: E3 · Be seen at home."""
    return f"{draft.label} · {isolated(pick(draft.version.title, language.code).text)}"


def priority_name(priority: PriorityRow, language: Language) -> str:
    """What a priority is called: 1 · Care near home."""
    return f"{priority.number} · {isolated(pick(priority.text, language.code).text)}"


def kept_words(
    draft: DraftRow, votes: Iterable[VoteSheet], expectations: Iterable[ExpectationRow], language: Language
) -> list[str]:
    """Which wordings are voted on or sent out, and so stay as they are."""
    voted = {
        VoteState.OPEN: _("Version {version} is under vote (vote {number}), so its words stay as they are."),
        VoteState.CLOSED: _("Version {version} was voted on (vote {number}), so its words stay as they are."),
    }
    words = [
        voted[vote.state].format(version=vote.version_number, number=vote.number)
        for vote in votes
        if vote.draft_number == draft.number and vote.state in voted
    ]
    sent = _("Expectation {label} is addressed to: {partners}. Partners answer to the words they were sent.")
    words += [
        sent.format(
            label=expectation.label,
            partners=in_a_row((isolated(each.partner_name) for each in expectation.addresses), language),
        )
        for expectation in expectations
        if expectation.draft_id == draft.id and expectation.addresses
    ]
    if words:
        next_number = draft.version.number + 1
        words.append(_("A change becomes version {number}: another wording.").format(number=next_number))
    return words
