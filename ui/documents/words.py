"""How the page says what will come out."""

from collections import Counter
from collections.abc import Sequence

from engage.documents.ballot import BallotPapers
from engage.documents.catalogue import DOCUMENTS, Audience
from engage.documents.draw_certificate import DRAW_CERTIFICATE
from engage.documents.kinds import PrintJob, PrintProblem
from engage.documents.tellers_sheet import TellersSheet
from engage.languages.editions import Language
from engage.languages.formats import in_a_row, number
from engage.languages.screen import _, ngettext
from ui.documents.proofs import Proofs
from ui.widgets.language_names import language_name


def person_of(job: PrintJob) -> str:
    """Whom a file is for: the name if there is one, and the reference; the assembly when it is for nobody alone."""
    if isinstance(job.content, BallotPapers | TellersSheet):
        return _of_vote(job.content)
    name = str(getattr(job.content, "name", "")).strip()
    if not job.for_reference:
        return _("The assembly")
    if job.document == DRAW_CERTIFICATE.id:
        return _("Draw {number}").format(number=job.for_reference)
    if DOCUMENTS[job.document].audience is Audience.SESSION:
        return _("Session {number}").format(number=job.for_reference)
    return f"{name} · {job.for_reference}" if name else job.for_reference


def _of_vote(content: BallotPapers | TellersSheet) -> str:
    if isinstance(content, TellersSheet):
        return _("Vote {number}: tellers").format(number=content.number)
    papers = ngettext("Vote {number}: {count} paper", "Vote {number}: {count} papers", content.papers)
    return papers.format(number=content.number, count=content.papers)


def language_of(job: PrintJob) -> str:
    """The language a file comes out in."""
    return language_name(job.edition.language.code)


def size_of(job: PrintJob) -> str:
    """The size of its body text."""
    return _("{points} pt").format(points=f"{job.edition.size.points:g}")


def outcome(proofs: Proofs, to_fix: int, language: Language) -> str:
    """The line on top: how much comes out, and what to look at first."""
    jobs = proofs.jobs
    people = len({job.for_reference for job in jobs if DOCUMENTS[job.document].audience is Audience.PERSON} - {""})
    languages = len({job.edition.language.code for job in jobs})
    parts = [
        "" if not proofs.is_complete else _pages(proofs, language),
        _counted(ngettext("{count} person", "{count} people", people), people, language) if people else "",
        _counted(ngettext("{count} language", "{count} languages", languages), languages, language),
    ]
    words = in_a_row((part for part in parts if part), language)
    if not proofs.is_complete:
        words = f"{words} · {_pages(proofs, language)}"
    if not to_fix:
        return words
    fix = ngettext("{count} thing to fix before printing", "{count} things to fix before printing", to_fix)
    return f"{words} · ▲ {_counted(fix, to_fix, language)}"


def _pages(proofs: Proofs, language: Language) -> str:
    if proofs.is_complete:
        return _counted(ngettext("{count} page", "{count} pages", proofs.pages), proofs.pages, language)
    done, total = number(proofs.made, language), number(len(proofs.jobs), language)
    return _("pages counted in {done} of {total} files").format(done=done, total=total)


def _counted(words: str, count: int, language: Language) -> str:
    return words.format(count=number(count, language))


def grouped(problems: Sequence[PrintProblem]) -> list[str]:
    """The problems, each said once, with how many files it is in."""
    counts = Counter(problem.message for problem in problems)
    return [
        ngettext("{problem} ({count} file)", "{problem} ({count} files)", count).format(problem=problem, count=count)
        for problem, count in counts.most_common()
    ]
