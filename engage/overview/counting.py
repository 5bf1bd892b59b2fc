"""How much of everything a file holds."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly, Partner
from engage.deliberation.records import Draft, Note
from engage.followup.records import Action, Expectation, PartnerResponse
from engage.lottery.records import DrawRun, TargetValue
from engage.meetings.records import AssemblySession, Attendance
from engage.people.records import AccessNeed, AddressBlock, Invitation, Respondent
from engage.people.rules import RespondentStatus
from engage.voting.records import Vote

FileCounts = dict[str, int]


def file_counts(db: Session) -> FileCounts:
    """Numbers by plain names; people also by where they stand."""
    counted = {
        "assemblies": Assembly,
        "partners": Partner,
        "targets": TargetValue,
        "letters": Invitation,
        "people": Respondent,
        "access_needs": AccessNeed,
        "draws": DrawRun,
        "sessions": AssemblySession,
        "attendance": Attendance,
        "notes": Note,
        "drafts": Draft,
        "votes": Vote,
        "expectations": Expectation,
        "answers": PartnerResponse,
        "actions": Action,
    }
    counts = {name: db.scalar(select(func.count()).select_from(kind)) or 0 for name, kind in counted.items()}
    counts["addresses"] = db.scalar(select(func.sum(AddressBlock.size))) or 0
    by_status = select(Respondent.status, func.count()).group_by(Respondent.status)
    found = {row[0]: row[1] for row in db.execute(by_status)}
    return counts | {status.value: found.get(status.value, 0) for status in RespondentStatus}
