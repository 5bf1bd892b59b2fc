"""The table plan: valid in every language and size, everybody found by name, nothing private."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.documents.kinds import PrintRequest
from engage.documents.table_plan import (
    PlannedTable,
    TablePlanContent,
    compose_table_plan,
    gather_table_plans,
    render_table_plan,
)
from engage.errors import NotFoundError, RefusedError
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.languages.editions import Edition, Language, TypeSize
from engage.meetings.actions import add_session
from engage.people.actions import add_need, add_respondent, move_respondent, select_for_panel
from engage.people.rules import RespondentStatus
from engage.seating.actions import make_plan, set_facilitator
from tests.documents.contents import NAMES, english
from tests.documents.reading import failures, page_count, structure, text_of

ENGLISH = Edition(Language("en"))


def plan(names=NAMES, rounds=2, tables=3, code="en"):
    where = [[place % tables + 1 for place, _name in enumerate(names)] for _round in range(rounds)]
    return TablePlanContent(
        title=english("Riverside Health Assembly", code),
        session_number=2,
        session_title=english("What keeps us well", code),
        held_on=date(2027, 1, 30),
        people=tuple((name, tuple(seats[place] for seats in where)) for place, name in enumerate(names)),
        rounds=tuple(
            tuple(
                PlannedTable(
                    table,
                    "Ada <b>Rees</b>" if table == 1 else "",
                    tuple(name for place, name in enumerate(names) if seats[place] == table),
                )
                for table in range(1, tables + 1)
            )
            for seats in where
        ),
    )


@pytest.mark.parametrize("size", TypeSize)
@pytest.mark.parametrize("code", DOCUMENT_LANGUAGES)
def test_a_plan_is_valid_in_every_language_and_size(code, size, tmp_path):
    edition = Edition(Language(code), size)

    paper = compose_table_plan(plan(code=code), edition)
    data = paper.to_pdf()

    assert failures(data, tmp_path) == []
    assert paper.missing == set()
    assert compose_table_plan(plan(code=code), edition).to_pdf() == data


@pytest.mark.parametrize(("count", "tables", "rounds"), [(0, 1, 1), (1, 1, 1), (200, 4, 1), (60, 8, 7)])
def test_a_plan_takes_any_number_of_people_tables_and_rounds(count, tables, rounds, tmp_path):
    data = render_table_plan(plan(("Bo Rees",) * count, rounds, tables), ENGLISH)

    # Once in each list by name, which goes five rounds at a time, and once at the table of each round.
    assert text_of(data).count("Bo Rees") == count * (rounds + -(-rounds // 5))
    assert failures(data, tmp_path) == []


def test_a_round_begins_a_page_and_a_table_is_a_heading():
    data = render_table_plan(plan(("Bo", "Cy", "Di", "Ed"), rounds=2, tables=2), ENGLISH)

    assert page_count(data) == 3
    assert len(structure(data).find("H3")) == 4
    assert "Facilitator: Ada <b>Rees</b>" in text_of(data)


def test_whoever_misses_a_round_has_a_dash():
    data = render_table_plan(replace(plan(("Bo",)), people=(("Bo", (1, 0)),)), ENGLISH)

    assert "–" in text_of(data)


@pytest.fixture
def assembly_id(workspace):
    found = workspace.write(partial(create_assembly, title="Care"))
    add = partial(
        add_respondent, assembly_id=found, email="a@example.org", clock=lambda: datetime(2026, 9, 1, tzinfo=UTC)
    )
    named = (("R1", "Zoe"), ("R2", "Bo"), ("R3", "Cy"))
    keys = [workspace.write(partial(add, reference=ref, full_name=name)) for ref, name in named]
    workspace.write(partial(select_for_panel, respondent_ids=keys, reason="Draw 1"))
    for key in keys:
        workspace.write(partial(move_respondent, respondent_id=key, status=RespondentStatus.CONFIRMED))
    workspace.write(partial(add_need, respondent_id=keys[0], kind="diet", detail="Vegan"))
    return found


@pytest.fixture
def sessions(workspace, assembly_id):
    given = {"starts_at": time(10), "ends_at": time(12), "title": "Hello", "assembly_id": assembly_id}
    return [workspace.write(partial(add_session, held_on=date(2027, 1, day), **given)) for day in (16, 30)]


@pytest.fixture
def gather(workspace, assembly_id, sessions):
    def gather(**given):
        return workspace.read(partial(gather_table_plans, assembly_id=assembly_id, request=PrintRequest(**given)))

    return gather


def test_sessions_with_a_plan_have_one_on_paper_and_nothing_private_in_it(workspace, sessions, gather):
    workspace.write(partial(make_plan, session_id=sessions[1], tables=2, rounds=1))
    workspace.write(partial(set_facilitator, session_id=sessions[1], table_number=1, name="Ada"))

    jobs = gather()
    found = text_of(jobs[0].render().data)

    assert [job.for_reference for job in jobs] == ["2"]
    assert [name for name, _tables in jobs[0].content.people] == ["Bo", "Cy", "Zoe"]
    assert "Facilitator: Ada" in found
    assert not any(private in found for private in ("Vegan", "example.org"))


def test_without_a_plan_or_a_session_the_reason_is_told(gather):
    with pytest.raises(RefusedError) as refused:
        gather()
    with pytest.raises(NotFoundError):
        gather(references=["9"])

    assert refused.value.code == "no-table-plan"
