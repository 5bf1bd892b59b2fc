"""Everything that goes out comes back in, into a new file, and goes out again as the same bytes."""

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engage.assembly.views import list_assemblies
from engage.exchange.csv_files import read_csv
from engage.people.actions import add_need, add_respondent, add_respondents, move_respondent, select_for_panel
from engage.people.rules import NeedDraft, NeedKind, PersonDraft, RespondentStatus, household_key
from engage.people.views import list_stories
from engage.storage.workspace import Workspace
from tests.exchange.conftest import Desk

HOSTILE = [
    "<b>O'Brien</b> & Co",
    "محمد (Mo)",
    "Łukasz",
    "李雷",
    "=1+1",
    "+44 20 7946 0018",
    "-2",
    "@SUM(A1)",
    "'=1+1",
    "'quoted'",
    'the "Doc"',
    "a,b;c|d",
    "two\r\nlines",
    "a\u2028b\u0085c",
    "\u202eright to left",
    "e" + "\u0301" * 200,
    "👩🏽‍⚕️",
    "x" * 80,
    "Null",
    "1 of 2\ttabbed",
    "../../etc/passwd",
    "#N/A",
    "\\",
]


def _people(desk):
    return desk.workspace.read(partial(list_stories, assembly_id=desk.assembly_id))


def _content(desk):
    """Everything about everybody but random ids and the clock."""
    return [
        (
            person.reference,
            person.full_name,
            person.email,
            person.phone,
            person.address,
            person.postcode,
            person.household_key,
            {question: value for question, value in person.answers.items() if value},
            {name: value for name, value in person.extra.items() if value},
            (person.spoken_language, person.written_language, person.type_size, person.photo_consent, person.status),
            [(need.kind, need.detail, need.how_met) for need in person.needs],
        )
        for person in _people(desk)
    ]


def has_rows(data):
    """Whether there is anything to bring in: a file with no more than its header is refused."""
    return data.count(b"\r\n") > 1


@pytest.fixture
def copied(new_desk):
    """Brings everything of one desk into a new file."""

    def copied(desk):
        other = new_desk()
        for kind, data in desk.export_all().items():
            if has_rows(data):
                other.bring_in(kind, data)
        return other

    return copied


def test_the_whole_sample_comes_back_as_it_was(sample_file, copied):
    with Workspace.open(sample_file, read_only=True) as opened:
        desk = Desk(opened, opened.read(list_assemblies)[0].id)
        everything = desk.export_all()

        other = copied(desk)

    # The sample's targets were typed in, not filled from a population, and nobody has its addresses.
    assert {kind for kind, data in everything.items() if not has_rows(data)} <= {"population", "addresses"}
    assert other.export_all() == everything


def test_hostile_people_come_back_as_they_were(desk_with_targets, copied):
    desk = desk_with_targets
    drafts = [
        PersonDraft(
            reference=f"R{number}-{text.strip()}",
            full_name=text,
            email=text,
            phone=text,
            address=f"{text}\n{text}",
            postcode=text,
            household_key=household_key(text),
            spoken_language="syl",
            written_language="ur",
            type_size="large",
            photo_consent="ask",
            answers={"gender": "female", "age": ""},
            extra={f"column {text.strip()}": text, "Name": text, "=formula": text},
            needs=(NeedDraft(NeedKind.DIET, text, text), NeedDraft(NeedKind.OTHER, "", text))[: number % 3],
        )
        for number, text in enumerate(HOSTILE)
    ]
    desk.workspace.write(partial(add_respondents, assembly_id=desk.assembly_id, drafts=drafts))

    other = copied(desk)

    assert _content(other) == _content(desk)
    assert other.export_all() == desk.export_all()


def test_where_people_stand_comes_back_too(desk_with_targets, copied):
    desk = desk_with_targets
    desk.bring_in("people", b"id,gender,age\n1,male,45+\n2,female,45+\n3,male,\n4,female,\n10,male,\n")
    ids = [person.id for person in _people(desk)]
    desk.workspace.write(partial(select_for_panel, respondent_ids=ids[:3], reason="Draw 1"))
    for person, status, reason in [(0, "confirmed", ""), (1, "withdrawn", "Ill, =so"), (3, "ineligible", "Too young")]:
        move = partial(move_respondent, respondent_id=ids[person], status=RespondentStatus(status), reason=reason)
        desk.workspace.write(move)

    other = copied(desk)

    assert [person.status for person in _people(other)] == ["confirmed", "withdrawn", "selected", "ineligible", "pool"]
    assert other.export_all() == desk.export_all()


@pytest.mark.parametrize(
    "name", ["Email", "reference", "need_1_kind", "household", "engage_email", "Type size", "Name "]
)
def test_a_category_may_be_called_as_a_column_of_ours(desk, copied, name):
    desk.bring_in("targets", f"feature,value,min,max\n{name},x,0,2\n".encode())
    given = {"reference": "R1", "email": "a@example.org", "answers": {name.strip(): "x"}}
    desk.workspace.write(partial(add_respondent, assembly_id=desk.assembly_id, **given))

    other = copied(desk)

    assert _content(other) == _content(desk)
    assert other.export_all() == desk.export_all()


def test_typed_people_come_back_too(desk_with_targets, copied):
    desk = desk_with_targets
    person = desk.workspace.write(
        partial(add_respondent, assembly_id=desk.assembly_id, reference=" 7 ", full_name=" = Ann ", phone="+44")
    )
    desk.workspace.write(partial(add_need, respondent_id=person, kind=NeedKind.FORMAT, detail=" large\nprint "))

    other = copied(desk)

    assert _content(other) == _content(desk)
    assert other.export("people") == desk.export("people")


kept = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t'=+-@"), max_size=12).map(
    str.strip
)
column_names = kept.filter(bool)
people = st.lists(
    st.builds(
        PersonDraft,
        reference=st.integers(1, 99).map(str),
        full_name=kept,
        address=kept,
        household_key=kept.map(household_key),
        answers=st.fixed_dictionaries({"gender": st.sampled_from(["female", "male", ""])}),
        extra=st.dictionaries(
            column_names | st.sampled_from(["id", "Name", "email", "age_2", "AGE"]), kept, max_size=3
        ),
        needs=st.lists(st.builds(NeedDraft, st.sampled_from(NeedKind), kept, kept), max_size=2).map(tuple),
    ),
    unique_by=lambda person: person.reference,
    min_size=1,
    max_size=4,
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drafts=people)
def test_whatever_people_are_the_bytes_are_the_same(desk_with_targets, new_desk, drafts):
    desk, other = desk_with_targets, new_desk()
    desk.workspace.write(partial(add_respondents, assembly_id=desk.assembly_id, drafts=drafts))
    try:
        data = desk.export("people")
        other.bring_in("targets", desk.export("targets"))
        other.bring_in("people", data)

        assert other.export("people") == data
        assert read_csv(data).problems == ()
    finally:
        desk.workspace.undo()
