"""Partners, notes, drafts, counts, expectations, answers, actions and verdicts: refused by the cell, and back as they were."""
# ruff: noqa: E501 - rows of CSV files

from datetime import UTC, date, datetime, time
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.errors import RefusedError
from engage.exchange.kinds import FILE_KINDS
from engage.exchange.problems import problem_text
from engage.languages.catalogues import catalogue
from engage.meetings.records import AssemblySession
from engage.people.records import Respondent
from engage.storage.workspace import Workspace
from engage.voting.rules import VoteState
from engage.voting.views import list_votes

PARTNERS = """name,kind,lead_name,email,phone,address,language,hope,hope_cy
Riverside Council,council,Ada Lark,ada@example.org,020 7946 0018,"1 Otterlea
Square",en,Listen,Gwrando
<b>Trust</b> & Co,nhs,,,,,en,,
All of us,individuals,,,,,en,,
"""
NOTES = """session,item,table,kind,text
1,,2,idea,Longer opening hours
1,,3,concern,=1+1 waits
"""
DRAFTS = """draft,kind,priority,priority_text,version,title,text,text_cy,why,reason,made_at,notes,retired
1,expectation,1,Fair care,1,Be seen,Offer a visit,,,,2027-02-01T10:00:00+00:00,1:1 1:2,
1,expectation,1,Fair care,2,Be seen,Offer a home visit,Cynnig ymweliad,Some can't travel,Table 2,2027-02-02T10:00:00+00:00,1:1 1:2,
2,recommendation,,,1,Share,Tell people,,,,2027-02-01T10:00:00+00:00,,yes
"""
COUNTS = """vote,draft,version,method,threshold,comparison,base,quorum,held_on,session,entitled,present,entry,issued,unused,spoilt,blank,yes,no,abstain
1,1,2,yes-no-abstain,4/5,at-least,yes-no,2/3,2027-03-06,1,10,9,1,9,1,0,0,7,1,0
1,1,2,yes-no-abstain,4/5,at-least,yes-no,2/3,2027-03-06,1,10,9,2,9,1,0,0,7,1,0
"""
EXPECTATIONS = """expectation,version,partner,sent_on,period,unit,due_on
1,2,Riverside Council,2027-04-01,1,months,2027-05-04
1,2,<b>Trust</b> & Co,2027-04-01,8,weeks,2027-06-10
1,2,All of us,,,,
"""
RESPONSES = """expectation,partner,answer,status,summary,summary_cy,reasons,left_out,evidence,whose,decision_on,answered_on,action,owner,action_due
1,Riverside Council,1,in-principle,Perhaps,,,,,,2027-06-01,2027-04-20,,,
1,Riverside Council,2,accepted,Yes we will,Gwnawn,,,,,,2027-05-03,Open on Saturdays,Head of clinics,2027-09-01
"""
ACTIONS = """expectation,partner,answer,number,action,owner,due_on,reported_on,percent_done,report
1,Riverside Council,2,1,Open on Saturdays,Head of clinics,2027-09-01,2027-06-01,30,Staff hired
1,Riverside Council,2,1,Open on Saturdays,Head of clinics,2027-09-01,2027-07-01,60,First clinic open
1,Riverside Council,2,2,Tell everyone,Press office,2027-10-01,,,
"""
VERDICTS = """expectation,partner,verdict,members,asked,given_on
1,Riverside Council,too-early,8,14,2027-06-05
1,Riverside Council,partly,9,14,2027-10-05
1,All of us,met,14,14,2027-10-05
"""
FILES = {
    "partners": PARTNERS,
    "notes": NOTES,
    "drafts": DRAFTS,
    "counts": COUNTS,
    "expectations": EXPECTATIONS,
    "responses": RESPONSES,
    "actions": ACTIONS,
    "verdicts": VERDICTS,
}


def noon():
    return datetime(2027, 3, 6, 12, tzinfo=UTC)


def prepare(workspace):
    """An assembly with ten members and one session."""

    def add_rows(db, assembly_id):
        db.add_all(
            Respondent(assembly_id=assembly_id, reference=f"R{n}", status="confirmed", came_forward_at=noon())
            for n in range(10)
        )
        session = {"held_on": date(2027, 3, 6), "starts_at": time(10), "ends_at": time(16), "phase": "decision"}
        db.add(AssemblySession(assembly_id=assembly_id, number=1, **session))

    assembly_id = workspace.write(partial(create_assembly, title="Riverside"))
    workspace.write(partial(add_rows, assembly_id=assembly_id))
    return assembly_id


def take_in(workspace, assembly_id, kind, content):
    entry = FILE_KINDS[kind]
    context = workspace.read(partial(entry.gather, assembly_id=assembly_id))
    preview = entry.read(content if isinstance(content, bytes) else content.encode(), context, None)
    workspace.write(partial(entry.apply, assembly_id=assembly_id, preview=preview))


def problems(workspace, assembly_id, kind, content):
    entry = FILE_KINDS[kind]
    preview = entry.read(content.encode(), workspace.read(partial(entry.gather, assembly_id=assembly_id)), None)
    with pytest.raises(RefusedError):
        workspace.write(partial(entry.apply, assembly_id=assembly_id, preview=preview))
    assert all(problem_text(problem, catalogue("en")) for problem in preview.problems)
    return [(problem.row, problem.column, problem.code) for problem in preview.problems]


@pytest.fixture
def assembly_id(workspace):
    return prepare(workspace)


def test_everything_comes_back_as_it_was(workspace, assembly_id, tmp_path):
    for kind, content in FILES.items():
        take_in(workspace, assembly_id, kind, content)
    first = {kind: workspace.read(partial(FILE_KINDS[kind].export, assembly_id=assembly_id)) for kind in FILES}

    with Workspace.create(tmp_path / "other.engage", passphrase=None) as other:
        other_id = prepare(other)
        for kind, content in first.items():
            take_in(other, other_id, kind, content)
        again = {kind: other.read(partial(FILE_KINDS[kind].export, assembly_id=other_id)) for kind in FILES}

    assert again == first
    assert "Gwrando" in first["partners"].decode()
    assert "<b>Trust</b> & Co" in first["expectations"].decode("utf-8-sig")
    assert ",=1+1" not in first["notes"].decode()  # a spreadsheet would run it


@pytest.mark.parametrize(
    ("kind", "row", "found"),
    [
        ("partners", "Someone,guild,,,,,,,", ("kind", "choice-unknown")),
        ("partners", "riverside council,council,,,,,,,", ("name", "partner-twice")),
        ("notes", "7,,1,idea,Words", ("session", "session-unknown")),
        ("notes", "1,4,1,idea,Words", ("item", "item-unknown")),
        ("notes", "1,,x,idea,Words", ("table", "not-a-number")),
        ("drafts", "3,expectation,,,2,T,X,,,,,,", ("version", "version-order")),
        ("drafts", "3,expectation,,,1,T,X,,,,,9:9,", ("notes", "note-unknown")),
        ("drafts", "3,expectation,5,,1,T,X,,,,,,", ("priority_text", "cell-empty")),
        ("expectations", "1,2,Riverside Counsel,,,,", ("partner", "partner-unknown")),
        ("expectations", "2,1,Riverside Council,,,,", ("expectation", "not-an-expectation")),
        ("expectations", "1,2,All of us,2027-04-01,1,months,", ("sent_on", "individuals-owe-nothing")),
        ("expectations", "1,2,Riverside Council,31/02/2027,1,months,", ("sent_on", "not-a-date")),
        ("responses", "9,Riverside Council,,accepted,Yes,,,,,,,2027-05-03,,,", ("expectation", "not-addressed")),
        ("responses", "1,<b>Trust</b> & Co,,accepted,Yes,,,,,,,2027-05-03,,,", ("status", "answer-incomplete")),
        (
            "responses",
            "1,<b>Trust</b> & Co,,not-ours,No,,,,,ICB,,2027-03-31,,,",
            ("answered_on", "answered-before-sent"),
        ),
        ("verdicts", "2,Riverside Council,met,9,14,2027-10-05", ("expectation", "not-addressed")),
        ("verdicts", "1,Riverside Council,fine,9,14,2027-10-05", ("verdict", "choice-unknown")),
        ("verdicts", "1,Riverside Council,met,15,14,2027-10-05", ("members", "verdict-numbers")),
        ("verdicts", "1,Riverside Council,met,9,14,2027-03-31", ("given_on", "verdict-before-sent")),
        ("actions", "1,Riverside Council,7,1,A,O,2027-09-01,,,", ("answer", "answer-unknown")),
        ("actions", "1,Riverside Council,2,1,A,O,2027-09-01,2027-09-01,101,", ("percent_done", "percent-over")),
    ],
)
def test_a_row_that_makes_no_sense_is_named_and_nothing_is_written(workspace, assembly_id, kind, row, found):
    for name, content in FILES.items():
        take_in(workspace, assembly_id, name, content)
    before = workspace.audit_head
    header = FILES[kind].splitlines()[0]

    named = problems(workspace, assembly_id, kind, f"{header}\n{row}\n")

    assert named == [(2, *found)]
    assert workspace.audit_head == before


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (",2,9,1,0,0,7,1,0", ",2,9,1,0,0,6,2,0", "counts-unlike"),
        (",1,9,1,0,0,7,1,0", ",1,9,1,0,0,8,1,0", "count-refused"),
        ("4/5", "5/4", "share-unknown"),
        (",2/3,2027-03-06,1,10,9,2", ",1/2,2027-03-06,1,10,9,2", "vote-unlike"),
    ],
)
def test_a_count_that_does_not_reconcile_is_refused(workspace, assembly_id, old, new, code):
    for name in ("partners", "notes", "drafts"):
        take_in(workspace, assembly_id, name, FILES[name])

    named = problems(workspace, assembly_id, "counts", COUNTS.replace(old, new))

    assert code in [problem[2] for problem in named]


OPENED = COUNTS.splitlines()[0] + "\n1,1,2,yes-no-abstain,4/5,at-least,yes-no,2/3,2027-03-06,1,10,9,,,,,,,,\n"


def votes(workspace, assembly_id):
    return [(vote.number, vote.state) for vote in workspace.read(partial(list_votes, assembly_id=assembly_id))]


def test_a_vote_opens_without_a_count_and_is_counted_later(workspace, assembly_id):
    for name in ("partners", "notes", "drafts"):
        take_in(workspace, assembly_id, name, FILES[name])

    take_in(workspace, assembly_id, "counts", OPENED)
    assert votes(workspace, assembly_id) == [(1, VoteState.OPEN)]
    exported = workspace.read(partial(FILE_KINDS["counts"].export, assembly_id=assembly_id))
    assert exported.decode("utf-8-sig").splitlines()[1].startswith("1,1,2,yes-no-abstain,4/5")

    first, second = COUNTS.splitlines()[1:]
    take_in(workspace, assembly_id, "counts", f"{COUNTS.splitlines()[0]}\n{first}\n")
    assert votes(workspace, assembly_id) == [(1, VoteState.OPEN)]
    other = second.replace(",7,1,0", ",6,2,0")
    assert problems(workspace, assembly_id, "counts", f"{COUNTS.splitlines()[0]}\n{other}\n") == [
        (2, "entry", "counts-otherwise")
    ]

    take_in(workspace, assembly_id, "counts", f"{COUNTS.splitlines()[0]}\n{second}\n")
    assert votes(workspace, assembly_id) == [(1, VoteState.CLOSED)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("4/5", "3/5", "vote-otherwise"),
        ("10,9,,", "10,8,,", "vote-otherwise"),
        ("9,,,,,,,,", "9,0,1,0,0,0,1,0,0", "choice-unknown"),
    ],
)
def test_a_row_about_an_open_vote_keeps_to_its_rules(workspace, assembly_id, old, new, code):
    for name, content in {**FILES, "counts": OPENED}.items():
        if name in ("partners", "notes", "drafts", "counts"):
            take_in(workspace, assembly_id, name, content)

    assert code in [each[2] for each in problems(workspace, assembly_id, "counts", OPENED.replace(old, new))]


def test_a_void_vote_keeps_its_number_its_counts_and_its_reason(workspace, assembly_id):
    for name in ("partners", "notes", "drafts"):
        take_in(workspace, assembly_id, name, FILES[name])
    header, *rows = COUNTS.splitlines()
    void = "\n".join([f"{header},void", *(f"{row},Wrong wording on the papers" for row in rows)])

    take_in(workspace, assembly_id, "counts", f"{void}\n")

    (vote,) = workspace.read(partial(list_votes, assembly_id=assembly_id))
    assert (vote.state, vote.void_reason, vote.first) == (VoteState.VOID, "Wrong wording on the papers", vote.second)
