"""What there is to do once members have decided: ask the partners, chase what is late, tell members what came of it."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from engage.deliberation.rules import DraftKind
from engage.followup.news import NewsKind, news_of, untold
from engage.followup.rules import Light
from engage.followup.views import (
    ExpectationRow,
    LateRow,
    list_addressable,
    list_expectations,
    list_report_backs,
    not_sent,
    what_is_late,
)
from engage.languages.editions import Language
from engage.languages.formats import in_a_row
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.overview.steps import NextStep
from engage.voting.rules import Verdict, VoteState
from engage.voting.views import VoteSheet
from engage.working_days import PeriodUnit, due_date

_NAMED = 3
# Practice: members hear three months after the partners were asked, and every half-year from then on.
_FIRST_LETTERS, _LATER_LETTERS = 3, 6
# Days after the last vote by which the report of what was decided goes out.
_REPORT_AFTER = 28


def followup_steps(
    db: Session, assembly_id: uuid.UUID, *, votes: Sequence[VoteSheet], today: date
) -> Iterator[NextStep]:
    """The steps for expectations, answers and actions. Words are in the screen's language."""
    rows = list_expectations(db, assembly_id, today=today)
    is_sent = any(address.sent_on for row in rows for address in row.addresses)
    if not is_sent:
        yield from _report_step([vote for vote in votes if vote.state is not VoteState.VOID])
    if _is_any_unaddressed(votes, rows):
        yield from _addressing_step(db, assembly_id)
    yield from _sending_steps(rows)
    if is_sent:
        yield from _late_steps(what_is_late(rows))
        yield from _telling_step(db, assembly_id, rows)


def _report_step(votes: Sequence[VoteSheet]) -> Iterator[NextStep]:
    """The report of what was decided, once no vote is open any more."""
    if not votes or any(vote.state is VoteState.OPEN for vote in votes):
        return
    yield NextStep(
        _("Print the outcome report"),
        _("What was asked, who decided, and how each vote came out, with its arithmetic."),
        max(vote.held_on for vote in votes) + timedelta(days=_REPORT_AFTER),
        "documents",
        _("Print the report"),
        "outcome-report",
    )


def _is_any_unaddressed(votes: Sequence[VoteSheet], rows: Sequence[ExpectationRow]) -> bool:
    """Whether it is worth while to read the drafts: some expectation passed, and its number is asked of nobody."""
    passed = {
        vote.draft_number
        for vote in votes
        if vote.draft_kind == DraftKind.EXPECTATION and vote.outcome and vote.outcome.verdict is Verdict.PASSED
    }
    return not passed <= {row.number for row in rows}


def _addressing_step(db: Session, assembly_id: uuid.UUID) -> Iterator[NextStep]:
    waiting = [row for row in list_addressable(db, assembly_id) if row.waits]
    if waiting:
        yield NextStep(
            ngettext("Address {count} expectation", "Address {count} expectations", len(waiting)).format(
                count=len(waiting)
            ),
            _("Members voted for {labels}. Say which partners each is for.").format(
                labels=_few([row.label for row in waiting])
            ),
            None,
            "followup",
            _("Choose the partners"),
            "address",
        )


def _sending_steps(rows: Sequence[ExpectationRow]) -> Iterator[NextStep]:
    if unsent := not_sent(rows):
        names = list(dict.fromkeys(each.address.partner_name for each in unsent))
        yield NextStep(
            _("Print the requests to the partners"),
            _("Each gets only what is asked of it, with a form for its answer: {names}.").format(names=_few(names)),
            None,
            "documents",
            _("Print the requests"),
            "partner-request",
        )
        yield NextStep(
            ngettext("Send {count} request", "Send {count} requests", len(unsent)).format(count=len(unsent)),
            _("The day on which a request goes out is the day from which its answer is counted."),
            None,
            "followup",
            _("Note the day"),
            f"partner:{unsent[0].address.partner_id}",
        )


def _late_steps(late: Sequence[LateRow]) -> Iterator[NextStep]:
    """A line for each kind of lateness, however many there are of it."""

    def of(keep: Callable[[LateRow], bool]) -> list[LateRow]:
        return [each for each in late if keep(each)]

    if found := of(lambda each: each.standing.reason == "answer-late"):
        words = ngettext("Chase {count} late answer", "Chase {count} late answers", len(found))
        yield _late_step(found, words, _("See what is late"))
    if found := of(lambda each: each.standing.reason == "decision-late"):
        words = ngettext("Ask about {count} late decision", "Ask about {count} late decisions", len(found))
        yield _late_step(found, words, _("See what is late"))
    if found := of(lambda each: each.standing.reason == "past-due"):
        words = ngettext("Ask about {count} late action", "Ask about {count} late actions", len(found))
        yield _late_step(found, words, _("See what is late"))
    if found := of(lambda each: each.standing.light is Light.AMBER):
        words = ngettext("Remind of {count} thing that is due soon", "Remind of {count} things due soon", len(found))
        yield _late_step(found, words, _("See what is at risk"))


def _late_step(found: list[LateRow], words: str, action: str) -> NextStep:
    labels: dict[str, list[str]] = {}
    for each in found:
        labels.setdefault(each.address.partner_name, []).append(each.expectation.label)
    named = [f"{partner} ({_few(theirs)})" for partner, theirs in labels.items()]
    due = min((each.standing.day for each in found if each.standing.day), default=None)
    deed = f"expectation:{found[0].expectation.id}" if len(found) == 1 else "late"
    return NextStep(words.format(count=len(found)), f"{_few(named)}.", due, "followup", action, deed)


def _telling_step(db: Session, assembly_id: uuid.UUID, rows: Sequence[ExpectationRow]) -> Iterator[NextStep]:
    """Letters to the members, when there is an answer or more to tell that the last ones did not."""
    letters = [each for each in list_report_backs(db, assembly_id) if each.told]
    told = letters[0].told if letters else frozenset()
    news = [fact for fact in untold(news_of(rows), told) if fact.kind is not NewsKind.ASKED]
    if not news:
        return
    asked = min(address.sent_on for row in rows for address in row.addresses if address.sent_on)
    months = _LATER_LETTERS if len(letters) > 1 else _FIRST_LETTERS
    yield NextStep(
        _("Tell members what came of it"),
        ngettext(
            "{count} thing happened that no letter has told them. Print the letters and “you said, we did”.",
            "{count} things happened that no letter has told them. Print the letters and “you said, we did”.",
            len(news),
        ).format(count=len(news)),
        due_date(letters[0].sent_on if letters else asked, months, PeriodUnit.MONTHS),
        "documents",
        _("Print the letters"),
        "report-back-letter",
    )


def _few(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    names = list(dict.fromkeys(names))
    shown = in_a_row(names[:_NAMED], Language(screen_catalogue().code))
    more = len(names) - _NAMED
    if more <= 0:
        return shown
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(names=shown, count=more)
