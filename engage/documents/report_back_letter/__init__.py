"""The letter that reports back to one person (Doc2, Doc25): one document, whose contents follow the stage.

Until there are expectations everyone hears how the lottery came out for them. From then on members hear what happened
to what they said, and everyone else still hears of the lottery.
"""

from engage.documents.kinds import Audience, DocumentKind
from engage.documents.report_back_letter.gathering import (
    DOCUMENT,
    compose_report_back_letter,
    gather_report_back_letters,
    render_report_back_letter,
)
from engage.documents.report_back_letter.outcome import LotteryFacts, Outcome, OutcomeLetter
from engage.documents.report_back_letter.progress import ProgressLetter
from engage.languages.catalogues import mark

__all__ = [
    "REPORT_BACK_LETTER",
    "LotteryFacts",
    "Outcome",
    "OutcomeLetter",
    "ProgressLetter",
    "compose_report_back_letter",
    "gather_report_back_letters",
    "render_report_back_letter",
]

REPORT_BACK_LETTER = DocumentKind(
    id=DOCUMENT,
    title=mark("Letters that report back"),
    audience=Audience.PERSON,
    gather=gather_report_back_letters,
    compose=compose_report_back_letter,
)
