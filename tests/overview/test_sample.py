"""The worked example: complete, invented, and the same for the same seed."""

import unicodedata
from collections import Counter
from functools import partial

import pytest

from engage.assembly.views import assembly_sheet, list_assemblies
from engage.errors import RefusedError
from engage.exchange.kinds import FILE_KINDS
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.lottery.rules import RunKind, RunState
from engage.lottery.views import list_runs, run_record, target_table
from engage.meetings.views import list_sessions, quorum, session_sheet
from engage.overview.sample import make_sample
from engage.overview.sample.chance import Chance
from engage.overview.sample.pool import invent_people
from engage.overview.views import file_counts
from engage.people.views import list_stories
from engage.progress import Cancelled
from engage.storage.audit import export_audit
from engage.storage.workspace import Workspace


@pytest.fixture
def assembly_id(sample):
    return sample.read(list_assemblies)[0].id


def everything(workspace):
    assembly_id = workspace.read(list_assemblies)[0].id
    runs = workspace.read(partial(list_runs, assembly_id=assembly_id))
    return [
        *(workspace.read(partial(_export, kind=kind, assembly_id=assembly_id)) for kind in FILE_KINDS.values()),
        *(workspace.read(partial(run_record, assembly_id=assembly_id, number=run.number)) for run in runs),
        workspace.read(export_audit),
    ]


def _export(db, *, kind, assembly_id):
    return kind.export(db, assembly_id)


def test_the_same_seed_gives_the_same_content(tmp_path):
    contents = []
    for name in ("one.engage", "two.engage"):
        make_sample(tmp_path / name, seed=7, people=80, seats=10)
        with Workspace.open(tmp_path / name) as workspace:
            contents.append(everything(workspace))

    assert contents[0] == contents[1]


def test_another_seed_gives_other_people():
    assert invent_people(Chance("one"), size=20) != invent_people(Chance("two"), size=20)


def test_it_stands_where_an_officer_would_be(sample):
    counts = sample.read(file_counts)

    assert (counts["people"], counts["confirmed"], counts["selected"], counts["withdrawn"]) == (500, 47, 3, 1)


def test_it_has_a_run_of_every_kind(sample, assembly_id):
    runs = sample.read(partial(list_runs, assembly_id=assembly_id))

    assert [(run.kind, run.state) for run in runs] == [
        (RunKind.TEST, RunState.DRAWN),
        (RunKind.REAL, RunState.VOID),
        (RunKind.REAL, RunState.CONFIRMED),
        (RunKind.REPLACEMENT, RunState.DRAWN),
    ]


def test_its_panel_meets_its_targets(sample, assembly_id):
    table = sample.read(partial(target_table, assembly_id=assembly_id))

    assert table.chosen_size == 50
    assert all(row.is_met for category in table.categories for row in category.values)


def test_its_title_is_in_every_language_of_documents_and_its_remit_is_not(sample, assembly_id):
    sheet = sample.read(partial(assembly_sheet, assembly_id=assembly_id))

    assert set(DOCUMENT_LANGUAGES) <= set(sheet.texts["title"])
    assert set(sheet.texts["remit"]) == {"en", "cy"}
    assert sheet.invented == frozenset()


def test_its_people_read_many_languages_in_many_scripts(sample, assembly_id):
    people = sample.read(partial(list_stories, assembly_id=assembly_id))
    scripts = {unicodedata.name(each.full_name[0]).split()[0] for each in people if each.full_name}

    assert {"LATIN", "ARABIC", "BENGALI", "CJK", "GREEK", "HEBREW", "GUJARATI", "GURMUKHI", "TAMIL"} <= scripts
    assert set(DOCUMENT_LANGUAGES) <= {each.written_language for each in people}
    assert Counter(each.type_size for each in people)["large"] > 20
    assert any(not each.full_name for each in people)


def test_nobody_in_it_can_be_reached(sample, assembly_id):
    for person in sample.read(partial(list_stories, assembly_id=assembly_id)):
        assert person.phone.startswith("07700 900")
        assert person.email == "" or person.email.endswith(".example")
        assert person.postcode.startswith("NW0 ")


def test_a_cancelled_sample_leaves_nothing(tmp_path):
    def stop(*_step):
        raise Cancelled

    with pytest.raises(Cancelled):
        make_sample(tmp_path / "sample.engage", progress=stop)

    assert list(tmp_path.iterdir()) == []


def test_a_sample_never_overwrites(tmp_path):
    path = tmp_path / "sample.engage"
    path.write_bytes(b"precious")

    with pytest.raises(RefusedError):
        make_sample(path)

    assert path.read_bytes() == b"precious"


def test_three_of_its_five_sessions_were_held_and_all_agendas_fit(sample, assembly_id):
    rows = sample.read(partial(list_sessions, assembly_id=assembly_id))
    sheets = [sample.read(partial(session_sheet, session_id=row.id)) for row in rows]

    assert [row.came > 0 for row in rows] == [True, True, True, False, False]
    assert [sheet.warnings for sheet in sheets] == [()] * 5
    for row in rows[:3]:
        assert row.came + row.away == row.members
        assert sample.read(partial(quorum, session_id=row.id)).is_met
