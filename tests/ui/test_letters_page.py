"""Letters on the Lottery page, by keys: sized, weighed, frozen, drawn, saved, sent, void."""

import csv
import io
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt

from engage.assembly.actions import edit_assembly_field
from engage.exchange.addresses import read_addresses
from engage.exchange.kinds import file_kind
from engage.lottery.inviting import check_record
from engage.lottery.views import letter_plan
from engage.people.actions import add_respondent
from engage.people.rules import WaveState
from engage.people.views import count_addresses, invited, wave_letters
from tests.ui.helpers import texts, unnamed
from ui.lottery import LotteryPage
from ui.lottery.strata_table import WEIGHT

ENTER, ESCAPE, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space
ROWS = [f'"{n} Mill Lane",NW0 1A{"ABCD"[n % 4]},{"North" if n % 4 else "South"},{n}' for n in range(1, 81)]
LIST = ("Address,Postcode,ward,door\n" + "\n".join(ROWS) + "\n").encode()


@pytest.fixture
def letters(desk, show_page, monkeypatch, tmp_path):
    """The view on eighty homes in two wards, two seats, four people for each."""
    monkeypatch.setattr("ui.widgets.saving.documents_folder", lambda: tmp_path)
    desk.write(edit_assembly_field, desk.assembly_id, field="seats", value=2)
    kind = file_kind("addresses")
    preview = kind.read(LIST, desk.read(kind.gather, desk.assembly_id), None)
    desk.workspace.write(partial(kind.apply, assembly_id=desk.assembly_id, preview=preview))
    page = show_page(LotteryPage(desk))
    page.act("letters")
    return page.letters


def plan(desk):
    return desk.read(letter_plan, desk.assembly_id)


def waves(desk):
    return desk.read(invited, desk.assembly_id)


def put(qtbot, field, words):
    """Type into a field in the place of what stands there, and leave it."""
    field.input.setFocus()
    field.input.selectAll()
    qtbot.keyClicks(field.input, words)
    assert field.flush() == (not field.error.text())


def freeze(letters, desk, qtbot, count=20):
    put(qtbot, letters.sizing.count, str(count))
    qtbot.keyClick(letters.sizing.freeze, ENTER)
    qtbot.waitUntil(letters.waiting.string.line.hasFocus, timeout=10_000)


def draw(letters, desk, qtbot, count=20):
    freeze(letters, desk, qtbot, count)
    qtbot.keyClicks(letters.waiting.string.line, "dice 4 2")
    qtbot.keyClick(letters.waiting.string.line, ENTER)
    qtbot.waitUntil(lambda: waves(desk)[-1].state is WaveState.DRAWN and letters.waves.isVisible(), timeout=10_000)


def save(letters, qtbot, button, tmp_path):
    qtbot.keyClick(button, ENTER)
    name = letters.saving.line.text()
    qtbot.keyClick(letters.saving.line, ENTER)
    assert letters.saving.isHidden()
    return (tmp_path / name).read_bytes()


def test_letters_are_sized_as_the_figures_are_typed(letters, desk, qtbot):
    put(qtbot, letters.sizing.fields["multiple"], "4")
    put(qtbot, letters.sizing.fields["likely_rate"], "20")

    assert plan(desk).needed == (267, 40, 100)
    assert "40 letters" in letters.sizing.answer.text()
    assert letters.sizing.count.value() == 40
    assert "2 seats × 4 = 8 people" in letters.sizing.reason.text()


def test_what_is_no_rate_is_said_beside_the_field(letters, desk, qtbot):
    field = letters.sizing.fields["likely_rate"]
    put(qtbot, field, "0")

    assert "“0”" in field.error.text()
    assert plan(desk).likely_rate == "5"


def test_more_letters_than_homes_are_said_before_anything_is_frozen(letters, desk, qtbot):
    put(qtbot, letters.sizing.count, "81")

    assert "80 homes" in letters.sizing.problem.words.text()
    assert not letters.sizing.freeze.isEnabled()


def test_the_list_is_divided_by_a_column_and_weighed_by_keys(letters, desk, qtbot):
    assert list(letters.plan.boxes) == ["ward", "door"]
    put(qtbot, letters.sizing.count, "20")
    qtbot.keyClick(letters.plan.boxes["ward"], SPACE)
    table = letters.plan.table
    assert [row[:5] for row in texts(table)] == [
        ["North", "60", "75.0%", "1", "15"],
        ["South", "20", "25.0%", "1", "5"],
    ]

    table.setFocus()
    table.setCurrentIndex(table.model().index(1, WEIGHT))
    qtbot.keyClick(table, ENTER)
    editor = table.focusWidget()
    qtbot.keyClicks(editor, "3")
    qtbot.keyClick(editor, ENTER)

    qtbot.waitUntil(lambda: dict(plan(desk).weights) == {"South": 3})
    assert [row[4] for row in texts(table)] == ["10", "10"]
    assert "Weight" in table.model().headerData(WEIGHT, Qt.Orientation.Horizontal)


def test_a_wave_is_frozen_drawn_and_saved_and_its_record_holds(letters, desk, qtbot, tmp_path):
    qtbot.keyClick(letters.plan.boxes["ward"], SPACE)
    freeze(letters, desk, qtbot)
    wave = waves(desk)[0]
    assert letters.next.isHidden()
    shown = letters.waiting.hashes["addresses_sha256"].value.text()
    assert shown.replace(" ", "") == wave.addresses_sha256
    assert not letters.waiting.draw.isEnabled()

    qtbot.keyClicks(letters.waiting.string.line, "dice 4 2")
    qtbot.keyClick(letters.waiting.string.line, ENTER)
    qtbot.waitUntil(lambda: waves(desk)[0].state is WaveState.DRAWN and letters.waves.isVisible(), timeout=10_000)

    part = letters.waves
    listed = list(csv.DictReader(io.StringIO(save(letters, qtbot, part.letters, tmp_path).decode())))
    record = save(letters, qtbot, part.record, tmp_path).decode()
    homes = read_addresses(save(letters, qtbot, part.addresses, tmp_path), strata=["ward"])
    drawn = desk.read(wave_letters, desk.assembly_id, number=1)
    assert [(row["code"], row["Address"]) for row in listed] == [(each.code, each.cells[0]) for each in drawn]
    assert check_record(record, homes.addresses) == ()


def test_the_day_is_noted_and_replies_are_counted(letters, desk, qtbot):
    draw(letters, desk, qtbot)
    code = desk.read(wave_letters, desk.assembly_id, number=1)[0].code
    day = (datetime.now(UTC) + timedelta(days=3)).date()

    put(qtbot, letters.waves.sent, f"{day.day}/{day.month}/{day.year}")
    desk.write(add_respondent, desk.assembly_id, reference="R1", invitation_code=code)

    assert waves(desk)[0].sent_on == day
    assert texts(letters.waves.list)[0][5] == "1 (5.0%)"
    assert [row[5] for row in texts(letters.waves.table)] == ["1 (5.0%)"]
    assert "1 person has answered 20 letters" in letters.sizing.seen.text()


def test_a_second_wave_is_drawn_from_the_homes_that_are_left(letters, desk, qtbot):
    draw(letters, desk, qtbot)
    assert "60 have had no letter yet" in letters.plan.there.text()

    draw(letters, desk, qtbot, count=60)

    keys = [each.cells for number in (1, 2) for each in desk.read(wave_letters, desk.assembly_id, number=number)]
    assert len(set(keys)) == 80
    assert not letters.sizing.freeze.isVisible()


def test_a_wave_is_void_with_a_reason(letters, desk, qtbot):
    freeze(letters, desk, qtbot)
    qtbot.keyClick(letters.waiting.void, ENTER)
    qtbot.keyClicks(letters.reason.line, "The list was last year's")
    qtbot.keyClick(letters.reason.line, ENTER)

    assert waves(desk)[0].void_reason == "The list was last year's"
    assert "The list was last year's" in letters.waves.told.text()
    assert letters.next.isVisible()
    assert not letters.waves.letters.isVisible()


def test_addresses_are_taken_off_the_list_and_undo_brings_them_back(letters, desk, qtbot):
    qtbot.keyClick(letters.plan.forget, ENTER)
    assert desk.read(count_addresses, desk.assembly_id) == 0
    assert "no list of addresses" in letters.plan.there.text()

    desk.workspace.undo()

    assert desk.read(count_addresses, desk.assembly_id) == 80
    assert "80 homes" in letters.plan.there.text()


def test_the_import_is_on_the_page_of_lists(letters, desk, qtbot):
    qtbot.keyClick(letters.plan.bring, ENTER)

    assert desk.gone == [("exchange", "import:addresses")]


def test_everything_has_a_name_before_and_after_the_draw(letters, desk, qtbot):
    assert unnamed(letters) == []
    draw(letters, desk, qtbot)
    assert unnamed(letters) == []
