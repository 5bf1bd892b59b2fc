"""The worked example: complete, invented, and the same for the same seed."""

import unicodedata
from collections import Counter
from datetime import date
from functools import partial

import pytest

from engage.assembly.rules import PartnerKind
from engage.assembly.views import assembly_sheet, list_assemblies
from engage.deliberation.rules import NoteKind
from engage.deliberation.views import list_drafts, list_notes, list_priorities
from engage.errors import RefusedError
from engage.exchange.addresses import export_addresses, gather_addresses_context, preview_addresses
from engage.exchange.kinds import FILE_KINDS
from engage.followup.news import news_of, untold
from engage.followup.rules import ResponseStatus, VerdictKind
from engage.followup.views import list_expectations, list_report_backs
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.lottery.inviting import Address, check_record
from engage.lottery.rules import RunKind, RunState
from engage.lottery.views import Stand, list_runs, response_board, run_record, target_table
from engage.meetings.views import list_sessions, quorum, session_sheet
from engage.overview.sample import build, make_sample
from engage.overview.sample.chance import Chance
from engage.overview.sample.pool import invent_people
from engage.overview.views import file_counts
from engage.people.views import list_stories, wave_addresses, wave_letters, wave_record
from engage.progress import Cancelled
from engage.seating.views import plan_sheet
from engage.storage.audit import export_audit
from engage.storage.workspace import Workspace
from engage.voting.rules import Verdict, VoteMethod, VoteState
from engage.voting.views import list_votes


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


def test_where_nobody_can_be_replaced_everyone_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(build._Story, "_can_be_replaced", lambda _story, _reference: False)

    counts = make_sample(tmp_path / "sample.engage", people=80, seats=10)

    assert (counts["confirmed"], counts["withdrawn"], counts["draws"]) == (10, 0, 3)


def test_another_seed_gives_other_people():
    assert invent_people(Chance("one"), size=20) != invent_people(Chance("two"), size=20)


def test_every_seat_is_taken_and_one_was_filled_twice(sample):
    counts = sample.read(file_counts)

    assert (counts["people"], counts["confirmed"], counts["selected"], counts["withdrawn"]) == (500, 50, 0, 1)


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


def test_its_five_sessions_were_held_their_agendas_fit_and_whoever_came_had_a_table(sample, assembly_id):
    rows = sample.read(partial(list_sessions, assembly_id=assembly_id))

    assert len(rows) == 5
    for row in rows:
        assert sample.read(partial(session_sheet, session_id=row.id)).warnings == ()
        assert row.came + row.away == row.members
        assert sample.read(partial(quorum, session_id=row.id)).is_met
        seats = sample.read(partial(plan_sheet, session_id=row.id))
        assert [len(seating) for seating in seats.seating] == [row.came] * 3


def test_its_partners_are_of_every_kind_and_each_but_the_people_has_a_lead(sample, assembly_id):
    partners = sample.read(partial(assembly_sheet, assembly_id=assembly_id)).partners

    assert {partner.kind for partner in partners} == set(PartnerKind)
    assert {partner.language for partner in partners} == {"en", "bn"}
    assert all(partner.lead_name and partner.address and partner.email for partner in partners[:-1])


def test_its_two_hundred_notes_differ_and_lie_behind_every_draft(sample, assembly_id):
    notes = sample.read(partial(list_notes, assembly_id=assembly_id))
    drafts = sample.read(partial(list_drafts, assembly_id=assembly_id, with_retired=True))

    assert (len(notes), len({note.text for note in notes})) == (200, 200)
    assert {note.kind for note in notes} == set(NoteKind)
    assert {note.session_number for note in notes} == {1, 2, 3, 4, 5}
    assert all(note.agenda_item_id for note in notes)
    assert {draft.number: draft.note_count > 0 for draft in drafts} == dict.fromkeys(range(1, 17), True)
    assert [draft.label for draft in drafts if draft.is_retired] == ["E15"]
    assert len(sample.read(partial(list_priorities, assembly_id=assembly_id))) == 3
    assert {len(draft.version.text) > 1 for draft in drafts} == {True, False}


def test_its_votes_came_out_in_different_ways_under_different_rules(sample, assembly_id):
    votes = sample.read(partial(list_votes, assembly_id=assembly_id))
    outcomes = {f"{vote.draft_kind[0].upper()}{vote.draft_number}": vote.outcome for vote in votes if vote.outcome}

    assert {vote.rules.method for vote in votes} == set(VoteMethod)
    assert len({vote.rules.base for vote in votes}) > 4
    assert len({(vote.rules.threshold, vote.rules.comparison) for vote in votes}) > 4
    assert [vote.number for vote in votes if vote.state is VoteState.VOID] == [6]
    assert [vote.number for vote in votes if vote.outcome and vote.outcome.verdict is Verdict.STRAW_POLL] == [1]
    assert (outcomes["R13"].verdict, outcomes["R13"].margin) == (Verdict.FAILED, -2)
    assert outcomes["E4"].margin == 0
    assert all(outcome.verdict is Verdict.PASSED for label, outcome in outcomes.items() if label != "R13")


def test_its_answers_and_actions_stand_in_every_way(sample, assembly_id):
    rows = sample.read(partial(list_expectations, assembly_id=assembly_id, today=date(2026, 12, 1)))
    addresses = [address for row in rows for address in row.addresses]
    actions = [action for each in addresses if each.answer for action in each.answer.actions]

    assert len(rows) == 12
    assert all(row.vote and row.vote.outcome.verdict is Verdict.PASSED for row in rows)
    assert max(len(row.addresses) for row in rows) >= 4
    assert {each.answer.status for each in addresses if each.answer} == set(ResponseStatus)
    assert {each.standing.reason for each in addresses} >= {"answered", "answer-late", "no-answer-owed"}
    assert {action.standing.reason for action in actions} == {"done", "on-time", "little-done", "past-due"}
    assert any(len(each.answers) > 1 for each in addresses)
    assert {each.verdict.kind for each in addresses if each.verdict} == set(VerdictKind)


def test_letters_went_out_and_there_is_news_since(sample, assembly_id):
    (letters,) = sample.read(partial(list_report_backs, assembly_id=assembly_id))
    rows = sample.read(partial(list_expectations, assembly_id=assembly_id, today=date(2026, 12, 1)))

    assert 0 < len(untold(news_of(rows), letters.told)) < len(news_of(rows))


def test_years_later_something_is_still_late_and_something_still_on_time(sample, assembly_id):
    rows = sample.read(partial(list_expectations, assembly_id=assembly_id, today=date(2028, 9, 1)))
    addresses = [address for row in rows for address in row.addresses]
    actions = [action for each in addresses if each.answer for action in each.answer.actions]

    assert "answer-late" in {each.standing.reason for each in addresses}
    assert "on-time" in {action.standing.reason for action in actions}


def test_its_people_live_where_letters_went_and_most_give_a_code_of_theirs(sample, assembly_id):
    letters = sample.read(partial(wave_letters, assembly_id=assembly_id, number=1))
    homes = {letter.cells[:2]: letter for letter in letters}
    people = sample.read(partial(list_stories, assembly_id=assembly_id))

    for person in people:
        letter = homes[person.address, person.postcode]
        assert letter.stratum == person.answers["Area"]
        assert person.invitation_code in ("", letter.code)
    assert 400 < sum(bool(person.invitation_code) for person in people) < 500
    assert len(letters) == 5000


def test_its_letters_can_be_checked_and_its_homes_are_known_again(sample, assembly_id):
    record = sample.read(partial(wave_record, assembly_id=assembly_id, number=1))
    sheet = sample.read(partial(wave_addresses, assembly_id=assembly_id, number=1))
    addresses = [Address(home[0], home[3]) for home in sheet.homes]
    context = sample.read(partial(gather_addresses_context, assembly_id=assembly_id))
    again = preview_addresses(sample.read(partial(export_addresses, assembly_id=assembly_id)), context)

    assert check_record(record, addresses) == ()
    assert (again.rows, again.skipped) == ((), len(addresses))


@pytest.mark.parametrize("day", [date(2025, 9, 20), date(2025, 9, 26), date(2025, 10, 10)])
def test_the_forecast_of_those_days_held_what_came_of_it(sample, assembly_id, day):
    board = sample.read(partial(response_board, assembly_id=assembly_id, today=day))

    assert board.stand is Stand.OPEN
    assert board.low <= 497 <= board.high
    assert sample.read(partial(response_board, assembly_id=assembly_id, today=date(2026, 3, 1))).people == 497
