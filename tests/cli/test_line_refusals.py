"""Lists of the second half of the line that can't be right: the place is named, and nothing is written."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from engage.people.records import Respondent
from engage.people.rules import RespondentStatus
from engage.storage.workspace import Workspace

A_MEMBER = "a member"
RESPONSES = "expectation,partner,status,summary,answered_on,evidence"
COUNTS = "vote,draft,method,threshold,held_on,entitled,present,entry,issued,yes,no"
REFUSED = {
    "an answer to what the partner was not asked": (
        "responses",
        [
            RESPONSES,
            "12,Riverside Council,already-in-place,Since May,2026-12-01,Page 3",
            "8,Riverside Voluntary Action,already-in-place,Since May,2026-12-01,Page 3",
        ],
        (3, "expectation", "Riverside Voluntary Action"),
    ),
    "a count that does not add up": (
        "counts",
        [COUNTS, "99,15,yes-no-abstain,4/5,2026-12-01,50,48,1,48,40,7"],
        (2, "issued", "1"),
    ),
    "two counts that differ": (
        "counts",
        [
            COUNTS,
            "99,15,yes-no-abstain,4/5,2026-12-01,50,48,1,48,40,8",
            "99,15,yes-no-abstain,4/5,2026-12-01,50,48,2,48,41,7",
        ],
        (3, "entry", "yes"),
    ),
    "someone at the door who is not a member": (
        "attendance",
        ["session,reference,state,arrived", "1,R002,arrived,09:45"],
        (2, "reference", "R002"),
    ),
    "a verdict of more members than there can be": (
        "verdicts",
        ["expectation,partner,verdict,members,asked,given_on", "1,NHS Riverside Partnership,partly,1,10001,2026-12-01"],
        (2, "asked", "10000"),
    ),
    "a request after which the calendar ends": (
        "expectations",
        ["expectation,partner,sent_on,period,unit", "15,Riverside Council,9999-12-31,3,months"],
        (2, "sent_on", "9999-12-31"),
    ),
    "a period of nothing": (
        "expectations",
        ["expectation,partner,sent_on,period,unit", "15,Riverside Council,2026-12-01,0,months"],
        (2, "period", "1000"),
    ),
    "an answer due before anyone asked": (
        "expectations",
        ["expectation,partner,sent_on,period,unit,due_on", "15,Riverside Council,2026-12-01,3,months,2026-11-30"],
        (2, "due_on", "2026-12-01"),
    ),
    "a draft from before the calendar": (
        "drafts",
        ["draft,kind,version,title,text,made_at", "99,recommendation,1,A,B,0001-01-01T00:00:00+14:00"],
        (2, "made_at", "0001-01-01"),
    ),
    "an arrival before the calendar begins": (
        "attendance",
        ["session,reference,state,arrived", f"1,{A_MEMBER},arrived,0001-01-01T00:00:00+14:00"],
        (2, "arrived", "0001-01-01"),
    ),
    "an agenda that overruns": (
        "agenda",
        [
            "session,day,begins,ends,item,kind,minutes",
            "6,2026-12-05,10:00,11:00,Welcome,welcome,15",
            "6,2026-12-05,10:00,11:00,Talk,talk,50",
        ],
        (3, "minutes", "5"),
    ),
}


def a_member(file):
    """The reference of someone whom the sample's lottery seated."""
    with Workspace.open(file, read_only=True) as workspace:
        query = select(Respondent.reference).where(Respondent.status == RespondentStatus.CONFIRMED)
        return workspace.read(lambda db: db.scalars(query).first())


@pytest.fixture
def file(sample_file, tmp_path):
    return Path(shutil.copyfile(sample_file, tmp_path / "sample.engage"))


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_right_is_refused_by_its_cell(engage, file, tmp_path, name):
    kind, rows, (row, column, words) = REFUSED[name]
    source = tmp_path / f"{kind}.csv"
    source.write_text("\n".join(rows).replace(A_MEMBER, a_member(file)), encoding="utf-8")
    before = file.read_bytes()

    outcome = engage("import", file, kind, source, "--json")
    told = engage("import", file, kind, source).out

    (problem,) = outcome.json["problems"]
    assert (outcome.code, outcome.error) == (1, "import-problems")
    assert (problem["row"], problem["column"]) == (row, column)
    assert words in problem["message"]
    assert problem["message"] in told
    assert file.read_bytes() == before
