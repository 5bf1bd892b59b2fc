"""One partner's part of an expectation as a small ledger: they said, they did, what is missing, what is next."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from engage.documents.common import local_spans
from engage.documents.expectation_parts import after_label, standing_words, status_words
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.followup.news import Fact, NewsKind
from engage.followup.rules import LIGHT_SHAPES, VERDICT_SHAPES, Light
from engage.followup.views import ActionRow, AddressRow, AnswerRow
from engage.followup.wording import verdict_sentence
from engage.languages.editions import Edition
from engage.languages.formats import long_date, percent
from engage.languages.local_text import pick

_WIDTHS = (28, 72)
_BEHIND = frozenset({Light.RED, Light.AMBER})


@dataclass(frozen=True)
class Shown:
    """What of a partner's part is shown: all of it, or only what is new. `actions` None: all of them."""

    has_answer: bool = True
    has_standing: bool = True
    has_verdict: bool = True
    actions: Collection[uuid.UUID] | None = None

    def of(self, answer: AnswerRow | None) -> list[ActionRow]:
        """The answer's actions that are shown."""
        actions = answer.actions if answer else ()
        return [action for action in actions if self.actions is None or action.id in self.actions]


ALL = Shown()


def only_new(facts: Collection[Fact]) -> Shown:
    """What these facts are about, and no more."""
    kinds = {fact.kind for fact in facts}
    return Shown(
        has_answer=NewsKind.ANSWERED in kinds,
        has_standing=bool(kinds & {NewsKind.ASKED, NewsKind.NO_ANSWER, NewsKind.NO_DECISION}),
        has_verdict=NewsKind.VERDICT in kinds,
        actions=frozenset(fact.action.id for fact in facts if fact.action),
    )


def partner_ledger(paper: Paper, address: AddressRow) -> None:
    """The ledger as a table, whose head names the partner and its answer on each page that it goes over."""
    edition = paper.edition
    _ = edition.catalogue.gettext
    rows: list[list[Text]] = [[Span(label, bold=True), text] for label, text in _entries(address, edition, ALL)]
    head: list[Text] = [_("Partner"), [verbatim(address.partner_name), "\n", answer_words(address, edition)]]
    paper.table(head, rows or [[Span(_("What is next"), bold=True), "–"]], widths=_WIDTHS)


def ledger_in_brief(address: AddressRow, edition: Edition, shown: Shown = ALL) -> Text:
    """The ledger as the lines of one item of a list."""
    _ = edition.catalogue.gettext
    spans: list[str | Span] = [verbatim(address.partner_name, bold=True), ": ", answer_words(address, edition)]
    for label, text in _entries(address, edition, shown):
        spans += ["\n", *after_label(_("{label}:").format(label=label), text)]
    return spans


def _entries(address: AddressRow, edition: Edition, shown: Shown) -> list[tuple[str, list[str | Span]]]:
    """What there is to say, each with the word that it stands behind."""
    _ = edition.catalogue.gettext
    entries = [
        (_("They said"), _said(address, edition) if shown.has_answer else []),
        (_("They did"), _did(address, edition, shown)),
        (_("Not done, and why"), _missing(address, edition, shown)),
        (_("What is next"), _lines(list(_coming(address, edition, shown)))),
        (_("Members' verdict"), _verdict(address, edition) if shown.has_verdict else []),
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
        return " ".join((LIGHT_SHAPES[Light.GREY], _("Not asked yet")))
    if address.standing.light is Light.RED:
        return " ".join((LIGHT_SHAPES[Light.RED], _("No answer")))
    return " ".join((LIGHT_SHAPES[address.standing.light], _("No answer yet")))


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


def _did(address: AddressRow, edition: Edition, shown: Shown) -> list[str | Span]:
    """What was reported of each action, and when."""
    actions = shown.of(address.answer)
    return _lines([_report(action, edition) for action in actions if action.reported_on is not None])


def _report(action: ActionRow, edition: Edition) -> list[str | Span]:
    _, language = edition.catalogue.gettext, edition.language
    shape = LIGHT_SHAPES[action.standing.light]
    reported = long_date(action.reported_on, language) if action.reported_on else ""
    told = filled(_("{percent} done on {day}."), percent=percent(action.percent_done / 100, language), day=reported)
    said: list[str | Span] = [Span(" "), verbatim(action.latest)] if action.latest.strip() else []
    return [shape, " ", *local_spans(pick(action.text, language.code), edition), ": ", *told, *said]


def _missing(address: AddressRow, edition: Edition, shown: Shown) -> list[str | Span]:
    """What has not happened and why: no answer, a decision put off, parts left out, actions that are behind."""
    _, answer = edition.catalogue.gettext, address.answer
    parts: list[list[str | Span]] = []
    if shown.has_standing and address.standing.light in _BEHIND:
        parts.append([standing_words(address.standing, edition)])
    if shown.has_answer and answer is not None:
        if answer.reasons.strip():
            parts.append([verbatim(answer.reasons)])
        if answer.left_out.strip():
            parts.append(after_label(_("What is left out:"), verbatim(answer.left_out)))
    for action in shown.of(answer):
        if action.standing.light in _BEHIND:
            what = local_spans(pick(action.text, edition.language.code), edition)
            parts.append([*what, ": ", standing_words(action.standing, edition)])
    return _lines(parts)


def _coming(address: AddressRow, edition: Edition, shown: Shown) -> Iterator[list[str | Span]]:
    """What is still to come, and by when."""
    _, language, answer = edition.catalogue.gettext, edition.language, address.answer
    is_late = address.standing.light is Light.RED
    if answer is None:
        if shown.has_standing and address.owes_answer and address.standing.light is not Light.AMBER:
            yield [_("We go on asking for an answer.") if is_late else standing_words(address.standing, edition)]
        return
    if shown.has_answer and answer.decision_on is not None and address.standing.light not in _BEHIND:
        yield [standing_words(address.standing, edition)]
    actions = answer.actions if shown.has_answer else shown.of(answer)
    for action in actions:
        if not action.is_done and action.standing.light is not Light.RED:
            due = filled(_("due on {day}."), day=long_date(action.due_on, language))
            yield [*local_spans(pick(action.text, language.code), edition), ": ", *due]
    if (is_late and shown.has_standing) or any(action.standing.light is Light.RED for action in shown.of(answer)):
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
