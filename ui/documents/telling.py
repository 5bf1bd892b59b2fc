"""What the page adds for letters that report back, and for requests to partners: what was told, files to fill in."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from engage.clock import today
from engage.documents.kinds import PrintJob
from engage.documents.partner_request import RequestLetter
from engage.documents.report_back_letter import ProgressLetter
from engage.exchange.reply_forms import export_reply_forms
from engage.followup.actions import record_report_back
from engage.languages.formats import long_date
from engage.languages.screen import _
from ui.shell.pages import Desk

MEMBERS: Final = "members"
EVERYONE: Final = "everyone"


def members_letters(jobs: Sequence[PrintJob]) -> tuple[PrintJob, ...]:
    """The letters that tell members what happened to what they said."""
    return tuple(job for job in jobs if isinstance(job.content, ProgressLetter))


def is_mixed(jobs: Sequence[PrintJob]) -> bool:
    """Whether some of these tell members of their work, and others still tell of the lottery."""
    return 0 < len(members_letters(jobs)) < len(jobs)


def tells_members(jobs: Sequence[PrintJob]) -> bool:
    """Whether these are letters that tell members what happened to what they said."""
    return bool(members_letters(jobs))


def since_words(desk: Desk, jobs: Sequence[PrintJob]) -> str:
    """Since when these letters tell what is new; empty where there is nothing to say of it."""
    letters = members_letters(jobs)
    if not letters:
        return ""
    letter = letters[0].content
    if letter.since is None:
        return _("Members hear of every expectation: no letters have gone out yet.")
    day = long_date(letter.since, desk.language)
    return _("Members hear what is new since the letters of {date}.").format(date=day)


def note_letters(desk: Desk, jobs: Sequence[PrintJob]) -> date:
    """Note that these letters went out today, and what they told. Raises EngageError."""
    day = today()
    told = {fact.key for job in members_letters(jobs) for fact in job.content.facts}
    record = partial(record_report_back, sent_on=day, told=told)
    desk.write(record, desk.assembly_id, label=_("Letters went out"))
    return day


def reply_forms(desk: Desk, jobs: Sequence[PrintJob]) -> dict[str, bytes]:
    """A file for each partner to fill in, by its name; none for letters that need no answer."""
    asked = [job.for_reference for job in jobs if isinstance(job.content, RequestLetter) and job.content.owes_answers]
    return desk.read(export_reply_forms, desk.assembly_id, references=asked) if asked else {}
