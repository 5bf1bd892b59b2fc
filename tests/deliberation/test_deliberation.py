from datetime import UTC, date, datetime, time
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.assembly.actions import create_assembly
from engage.deliberation.actions import (
    add_draft,
    add_note,
    add_priority,
    edit_note,
    link_note,
    move_notes,
    move_priority,
    remove_note,
    remove_priority,
    retire_draft,
    revise_draft,
    translate_version,
    unlink_note,
)
from engage.deliberation.rules import DraftKind, NoteKind, compare_words
from engage.deliberation.views import (
    NoteFilter,
    board_columns,
    draft_sheet,
    list_drafts,
    list_notes,
    list_priorities,
)
from engage.errors import RefusedError
from engage.meetings.records import AssemblySession


def noon():
    return datetime(2027, 1, 16, 12, tzinfo=UTC)


@pytest.fixture
def assembly_id(workspace):
    return workspace.write(partial(create_assembly, title="Riverside"))


@pytest.fixture
def session_id(workspace, assembly_id):
    def add_session(db):
        session = AssemblySession(
            assembly_id=assembly_id,
            number=1,
            held_on=date(2027, 1, 16),
            starts_at=time(10),
            ends_at=time(16),
            phase="learning",
        )
        db.add(session)
        db.flush()
        return session.id

    return workspace.write(add_session)


@pytest.fixture
def draft_id(workspace, assembly_id):
    draft = partial(
        add_draft,
        assembly_id=assembly_id,
        kind=DraftKind.EXPECTATION,
        title="Be seen",
        text="Offer a visit",
        clock=noon,
    )
    return workspace.write(draft)


def test_notes_are_numbered_as_they_come(workspace, assembly_id, session_id):
    for text in ("  Longer hours ", "Shorter waits"):
        workspace.write(partial(add_note, session_id=session_id, table_number=2, text=text))

    notes = workspace.read(partial(list_notes, assembly_id=assembly_id))

    assert [(note.number, note.text, note.kind) for note in notes] == [
        (1, "Longer hours", NoteKind.IDEA),
        (2, "Shorter waits", NoteKind.IDEA),
    ]


def test_notes_are_found_by_their_words_as_typed(workspace, assembly_id, session_id):
    for text in ("100% free", "1000 free"):
        workspace.write(partial(add_note, session_id=session_id, table_number=1, text=text))

    found = workspace.read(partial(list_notes, assembly_id=assembly_id, search="100%"))

    assert [note.text for note in found] == ["100% free"]


def test_an_empty_note_is_refused(workspace, session_id):
    with pytest.raises(RefusedError) as refused:
        workspace.write(partial(add_note, session_id=session_id, table_number=1, text="  "))

    assert refused.value.code == "text-missing"


def test_a_draft_shows_the_notes_behind_it(workspace, assembly_id, session_id, draft_id):
    note_id = workspace.write(partial(add_note, session_id=session_id, table_number=1, text="<b>Visits</b>"))
    for _ in range(2):
        workspace.write(partial(link_note, draft_id=draft_id, note_id=note_id))

    assert [note.text for note in workspace.read(partial(draft_sheet, draft_id=draft_id)).notes] == ["<b>Visits</b>"]
    assert workspace.read(partial(list_notes, assembly_id=assembly_id))[0].draft_numbers == (1,)


def test_a_note_that_a_draft_rests_on_stays(workspace, session_id, draft_id):
    note_id = workspace.write(partial(add_note, session_id=session_id, table_number=1, text="Visits"))
    workspace.write(partial(edit_note, note_id=note_id, kind=NoteKind.VALUE))
    workspace.write(partial(link_note, draft_id=draft_id, note_id=note_id))
    with pytest.raises(RefusedError):
        workspace.write(partial(remove_note, note_id=note_id))

    workspace.write(partial(unlink_note, draft_id=draft_id, note_id=note_id))
    workspace.write(partial(remove_note, note_id=note_id))


def test_a_change_is_a_new_version_and_the_old_one_stays(workspace, draft_id):
    workspace.write(
        partial(
            revise_draft, draft_id=draft_id, title="Be seen", text="Offer a home visit", reason="Table 3", clock=noon
        )
    )

    sheet = workspace.read(partial(draft_sheet, draft_id=draft_id))

    assert [version.text["en"] for version in sheet.versions] == ["Offer a visit", "Offer a home visit"]
    assert sheet.draft.version.number == 2


def test_a_version_that_changes_nothing_is_refused(workspace, draft_id):
    with pytest.raises(RefusedError) as refused:
        workspace.write(partial(revise_draft, draft_id=draft_id, title="Be seen", text="Offer a visit", reason="x"))

    assert refused.value.code == "version-unchanged"


def test_a_translation_joins_the_version(workspace, draft_id):
    version = workspace.read(partial(draft_sheet, draft_id=draft_id)).versions[0]

    workspace.write(partial(translate_version, version_id=version.id, language="cy", title="Gweld", text="Ymweliad"))

    assert workspace.read(partial(draft_sheet, draft_id=draft_id)).versions[0].text["cy"] == "Ymweliad"


def test_a_retired_number_is_not_used_again(workspace, assembly_id, draft_id):
    workspace.write(partial(retire_draft, draft_id=draft_id))
    workspace.write(
        partial(add_draft, assembly_id=assembly_id, kind=DraftKind.RECOMMENDATION, title="T", text="X", clock=noon)
    )

    assert [row.label for row in workspace.read(partial(list_drafts, assembly_id=assembly_id))] == ["R2"]


def test_a_priority_with_drafts_stays(workspace, assembly_id):
    priority_id = workspace.write(partial(add_priority, assembly_id=assembly_id, text="Fairness"))
    workspace.write(
        partial(
            add_draft, assembly_id=assembly_id, kind=DraftKind.EXPECTATION, title="T", text="X", priority_id=priority_id
        )
    )

    with pytest.raises(RefusedError):
        workspace.write(partial(remove_priority, priority_id=priority_id))

    assert [row.text for row in workspace.read(partial(list_priorities, assembly_id=assembly_id))] == [
        {"en": "Fairness"}
    ]


def test_two_wordings_are_compared_by_words():
    pieces = compare_words("Offer a visit today", "Offer a home visit")

    assert "".join(piece.text for piece in pieces if piece.change != "added") == "Offer a visit today"
    assert "".join(piece.text for piece in pieces if piece.change != "removed") == "Offer a home visit"
    assert any(piece.change == "added" and "home" in piece.text for piece in pieces)


def test_words_that_changed_side_by_side_are_one_change():
    pieces = compare_words("Offer a visit within two working weeks of asking", "Offer a visit in ten days of asking")

    assert [(piece.change, piece.text) for piece in pieces] == [
        ("", "Offer a visit "),
        ("removed", "within two working weeks"),
        ("added", "in ten days"),
        ("", " of asking"),
    ]


@given(old=st.text(" ab\n"), new=st.text(" ab\n"))
def test_both_wordings_can_be_read_out_of_a_comparison(old, new):
    pieces = compare_words(old, new)

    assert "".join(piece.text for piece in pieces if piece.change != "added") == old
    assert "".join(piece.text for piece in pieces if piece.change != "removed") == new


def test_priorities_are_put_in_order_and_close_up(workspace, assembly_id):
    ids = [workspace.write(partial(add_priority, assembly_id=assembly_id, text=text)) for text in "ABC"]

    workspace.write(partial(move_priority, priority_id=ids[2], to=1))
    workspace.write(partial(remove_priority, priority_id=ids[0]))

    rows = workspace.read(partial(list_priorities, assembly_id=assembly_id))
    assert [(row.number, row.text["en"]) for row in rows] == [(1, "C"), (2, "B")]


@pytest.fixture
def board(workspace, assembly_id):
    """The columns as the page shows them: each draft's label, and the numbers of its notes."""

    def read(db):
        drafts, priorities = list_drafts(db, assembly_id), list_priorities(db, assembly_id)
        columns = board_columns(list_notes(db, assembly_id), drafts, priorities)
        return [(each.draft.label if each.draft else "", [note.number for note in each.notes]) for each in columns]

    return lambda: workspace.read(read)


def test_the_board_begins_with_what_is_not_used_and_follows_the_priorities(workspace, assembly_id, session_id, board):
    first, second = (workspace.write(partial(add_priority, assembly_id=assembly_id, text=text)) for text in "AB")
    notes = [workspace.write(partial(add_note, session_id=session_id, table_number=1, text=text)) for text in "abcd"]
    add = partial(add_draft, assembly_id=assembly_id, kind=DraftKind.EXPECTATION, title="T", text="X")
    workspace.write(partial(add, note_ids=[notes[0]]))
    workspace.write(partial(add, priority_id=second, note_ids=[notes[0], notes[1]]))
    workspace.write(partial(add, priority_id=first))
    aside = workspace.write(partial(add, priority_id=first, note_ids=[notes[3]]))
    workspace.write(partial(retire_draft, draft_id=aside))

    assert board() == [("", [3, 4]), ("E3", []), ("E2", [1, 2]), ("E1", [1])]


def test_a_move_is_one_step_and_touches_no_other_draft(workspace, assembly_id, session_id, board):
    notes = [workspace.write(partial(add_note, session_id=session_id, table_number=1, text=text)) for text in "ab"]
    add = partial(add_draft, assembly_id=assembly_id, kind=DraftKind.RECOMMENDATION, title="T", text="X")
    one, two = workspace.write(partial(add, note_ids=notes)), workspace.write(add)
    workspace.write(partial(add, note_ids=notes))

    workspace.write(partial(move_notes, note_ids=notes, from_draft_id=one, to_draft_id=two))
    assert board() == [("", []), ("R1", []), ("R2", [1, 2]), ("R3", [1, 2])]

    workspace.undo()
    assert board() == [("", []), ("R1", [1, 2]), ("R2", []), ("R3", [1, 2])]


def test_notes_are_filtered_by_where_they_were_said_and_by_their_words(workspace, assembly_id, session_id):
    for table, kind, text in ((1, NoteKind.IDEA, "Longer hours"), (2, NoteKind.CONCERN, "Hours too LONG")):
        workspace.write(partial(add_note, session_id=session_id, table_number=table, text=text, kind=kind))
    notes = workspace.read(partial(list_notes, assembly_id=assembly_id))

    def kept(**wanted):
        return [note.number for note in notes if NoteFilter(**wanted).keeps(note)]

    assert kept() == kept(session_id=session_id) == kept(search="long hours") == [1, 2]
    assert kept(table_number=2) == kept(kind=NoteKind.CONCERN) == kept(search="too") == [2]
