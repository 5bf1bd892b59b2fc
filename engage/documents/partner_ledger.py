"""One partner's part of an expectation as a small ledger: they said, they did, what is missing, what is next."""

from collections.abc import Iterator

from engage.documents.common import local_spans
from engage.documents.expectation_parts import after_label, standing_words, status_words
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.followup.rules import LIGHT_SHAPES, VERDICT_SHAPES, Light
from engage.followup.views import ActionRow, AddressRow, AnswerRow
from engage.followup.wording import verdict_sentence
from engage.languages.editions import Edition
from engage.languages.formats import long_date, percent
from engage.languages.local_text import pick

_WIDTHS = (28, 72)
_BEHIND = frozenset({Light.RED, Light.AMBER})
_DONE_PER_CENT = 100


def partner_ledger(paper: Paper, address: AddressRow) -> None:
    """The partner's name, and under it the ledger as a table with the answer for its head."""
    edition = paper.edition
    _ = edition.catalogue.gettext
    rows: list[list[Text]] = [[Span(label, bold=True), text] for label, text in _entries(address, edition)]
    head: list[Text] = [_("Answer"), answer_words(address, edition)]
    paper.heading(verbatim(address.partner_name), 4)
    paper.table(head, rows or [[Span(_("What is next"), bold=True), "–"]], widths=_WIDTHS, scale=1.0)


def ledger_in_brief(address: AddressRow, edition: Edition) -> Text:
    """The ledger as the lines of one item of a list."""
    _ = edition.catalogue.gettext
    spans: list[str | Span] = [verbatim(address.partner_name, bold=True), ": ", answer_words(address, edition)]
    for label, text in _entries(address, edition):
        spans += ["\n", *after_label(_("{label}:").format(label=label), text)]
    return spans


def _entries(address: AddressRow, edition: Edition) -> list[tuple[str, list[str | Span]]]:
    """What there is to say, each with the word that it stands behind."""
    _ = edition.catalogue.gettext
    entries = [
        (_("They said"), _said(address, edition)),
        (_("They did"), _did(address, edition)),
        (_("Not done, and why"), _missing(address, edition)),
        (_("What is next"), _next(address, edition)),
        (_("Members' verdict"), _verdict(address, edition)),
    ]
    return [(label, text) for label, text in entries if text]


def answer_words(address: AddressRow, edition: Edition) -> str:
    """What came back, as a shape and words: the answer with its day, or that there is none."""
    _ = edition.catalogue.gettext
    if not address.owes_answer:
        return _("No answer owed")
    if address.answer is not None:
        day = long_date(address.answer.answered_on, edition.language)
        return _("{answer}, {day}").format(answer=status_words(address.answer, edition), day=day)
    if address.sent_on is None:
        return f"{LIGHT_SHAPES[Light.GREY]} {_('Not asked yet')}"
    if address.standing.light is Light.RED:
        return f"{LIGHT_SHAPES[Light.RED]} {_('No answer')}"
    return f"{LIGHT_SHAPES[address.standing.light]} {_('No answer yet')}"


def _said(address: AddressRow, edition: Edition) -> list[str | Span]:
    """The answer in the partner's words, with what its status asks for."""
    answer = address.answer
    if answer is None:
        return []
    _ = edition.catalogue.gettext
    parts: list[list[str | Span]] = [[*local_spans(pick(answer.summary, edition.language.code), edition)]]
    for label, text in (
        (_("Where it can be seen:"), answer.evidence),
        (_("Whose it is to answer:"), answer.whose),
    ):
        if text.strip():
            parts.append(after_label(label, verbatim(text)))
    return _lines(parts)


def _did(address: AddressRow, edition: Edition) -> list[str | Span]:
    """What was reported of each action, and when."""
    actions = address.answer.actions if address.answer else ()
    return _lines([_report(action, edition) for action in actions if action.reported_on is not None])


def _report(action: ActionRow, edition: Edition) -> list[str | Span]:
    _, language = edition.catalogue.gettext, edition.language
    shape = LIGHT_SHAPES[action.standing.light]
    reported = long_date(action.reported_on, language) if action.reported_on else ""
    told = filled(_("{percent} done on {day}."), percent=percent(action.percent_done / 100, language), day=reported)
    said: list[str | Span] = [Span(" "), verbatim(action.latest)] if action.latest.strip() else []
    return [shape, " ", *local_spans(pick(action.text, language.code), edition), ": ", *told, *said]


def _missing(address: AddressRow, edition: Edition) -> list[str | Span]:
    """What has not happened and why: no answer, a decision put off, parts left out, actions that are behind."""
    _, answer = edition.catalogue.gettext, address.answer
    parts: list[list[str | Span]] = []
    if address.standing.light in _BEHIND:
        parts.append([standing_words(address.standing, edition)])
    if answer is not None:
        if answer.reasons.strip():
            parts.append([verbatim(answer.reasons)])
        if answer.left_out.strip():
            parts.append(after_label(_("What is left out:"), verbatim(answer.left_out)))
        parts += [
            [
                *local_spans(pick(action.text, edition.language.code), edition),
                ": ",
                standing_words(action.standing, edition),
            ]
            for action in answer.actions
            if action.standing.light in _BEHIND
        ]
    return _lines(parts)


def _next(address: AddressRow, edition: Edition) -> list[str | Span]:
    """What is still to come, and by when."""
    return _lines(list(_coming(address, address.answer, edition)))


def _coming(address: AddressRow, answer: AnswerRow | None, edition: Edition) -> Iterator[list[str | Span]]:
    _, language = edition.catalogue.gettext, edition.language
    if answer is None:
        if address.owes_answer and address.standing.light is not Light.AMBER:
            is_late = address.standing.light is Light.RED
            yield [_("We go on asking for an answer.") if is_late else standing_words(address.standing, edition)]
        return
    if answer.decision_on is not None and address.standing.light not in _BEHIND:
        yield [standing_words(address.standing, edition)]
    for action in answer.actions:
        if action.percent_done < _DONE_PER_CENT and action.standing.light is not Light.RED:
            due = filled(_("due on {day}."), day=long_date(action.due_on, language))
            yield [*local_spans(pick(action.text, language.code), edition), ": ", *due]
    if address.overall.light is Light.RED:
        yield [_("We go on asking about what is late.")]


def _verdict(address: AddressRow, edition: Edition) -> list[str | Span]:
    verdict = address.verdict
    if verdict is None:
        return []
    return [f"{VERDICT_SHAPES[verdict.kind]} {verdict_sentence(verdict, edition.catalogue)}"]


def _lines(parts: list[list[str | Span]]) -> list[str | Span]:
    """The parts one below the other, in one cell."""
    spans: list[str | Span] = []
    for place, part in enumerate(parts):
        spans += ["\n", *part] if place else part
    return spans
