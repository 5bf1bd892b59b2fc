"""The assembly's own report (Doc21): what it was asked, who it was, what it decided and with what votes.

The texts stand in it letter by letter as they were voted on. Nothing in it leads to a person.
"""

from engage.documents.kinds import Audience, DocumentKind
from engage.documents.outcome_report.content import DOCUMENT, OutcomeReport
from engage.documents.outcome_report.gathering import gather_outcome_report
from engage.documents.outcome_report.pages import compose_outcome_report, render_outcome_report
from engage.languages.catalogues import mark

__all__ = [
    "OUTCOME_REPORT",
    "OutcomeReport",
    "compose_outcome_report",
    "gather_outcome_report",
    "render_outcome_report",
]

OUTCOME_REPORT = DocumentKind(
    id=DOCUMENT,
    title=mark("Report of what the assembly decided"),
    audience=Audience.ASSEMBLY,
    gather=gather_outcome_report,
    compose=compose_outcome_report,
)
