"""The Lottery page: the ceremony by keys, in its order of events, and what stands beside it."""

import json
from fractions import Fraction
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt

from engage.assembly.actions import edit_assembly_field
from engage.lottery.model import Method, Quota
from engage.lottery.preparing import PoolPerson
from engage.lottery.problems import Problem
from engage.lottery.record import read as read_record
from engage.lottery.rules import RunKind, RunState
from engage.lottery.views import list_quotas, list_runs, live_run, reserve_list, run_record
from engage.people.actions import move_respondent
from engage.people.rules import RespondentStatus
from engage.people.views import list_stories, status_counts
from tests.ui.helpers import texts, unnamed, words
from tests.ui.people_at_hand import HOSTILE, QUOTAS, SEATS, fill
from ui.lottery import LotteryPage
from ui.lottery.loosening import fault_words
from ui.lottery.page import CHANCES, DRAW, POOL, TARGETS
from ui.lottery.reasons_why import why
from ui.lottery.state import PersonChance
from ui.lottery.target_table import MAXIMUM, MINIMUM
from ui.lottery.working import Telling
from ui.widgets.buttons import Button
from ui.widgets.labels import Text

ENTER, ESCAPE, F2, F11 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F2, Qt.Key.Key_F11
IMPOSSIBLE = (
    Quota("age", "young", 4, 4),
    Quota("age", "old", 0, 0),
    Quota("place", "north", 4, 4),
    Quota("place", "south", 0, 0),
)
OUTSIDE = (*QUOTAS[:2], Quota("place", "north", 4, 4), Quota("place", "south", 0, 0))


@pytest.fixture
def show_lottery(desk, show_page):
    """The page on a pool of twelve, with the targets asked for."""

    def show(quotas=QUOTAS):
        desk.write(edit_assembly_field, desk.assembly_id, field="seats", value=SEATS)
        desk.ids = fill(desk.workspace, desk.assembly_id, quotas=quotas)
        return show_page(LotteryPage(desk))

    return show


@pytest.fixture
def page(show_lottery):
    return show_lottery()


def work_out(page, qtbot, kind=RunKind.REAL):
    """Have every chance worked out."""
    if kind is RunKind.TEST:
        page.begin_test()
    page.show_step(CHANCES)
    qtbot.keyClick(page.chances.work, ENTER)
    qtbot.waitUntil(lambda: page.workshop.prepared is not None, timeout=20_000)


def freeze(page, qtbot, kind=RunKind.REAL):
    work_out(page, qtbot, kind)
    qtbot.keyClick(page.chances.next, ENTER)
    press_and_wait(page, qtbot, page.draw.freezing.freeze)


def draw(page, qtbot, kind=RunKind.REAL):
    freeze(page, qtbot, kind)
    qtbot.keyClicks(page.draw.string.string.line, "dice 3 5 1")
    press_and_wait(page, qtbot, page.draw.string.string.line)


def press_and_wait(page, qtbot, widget):
    """Enter, and wait until what it began has been written."""
    with qtbot.waitSignal(page.desk.runner.started, timeout=20_000) as begun:
        qtbot.keyClick(widget, ENTER)
    task = begun.args[0]
    qtbot.waitUntil(lambda: task.is_over and not page.desk.runner.is_busy, timeout=20_000)


def selected(desk, assembly_id):
    return desk.read(status_counts, assembly_id)[RespondentStatus.SELECTED]


# --- the ceremony ---


def test_the_whole_ceremony_by_keys(page, qtbot, desk, assembly_id):
    assert page.pool.headline.text() == "12 people are in the draw"
    qtbot.keyClick(page.pool.next, ENTER)
    qtbot.keyClick(page.targets.next, ENTER)
    qtbot.keyClick(page.chances.work, ENTER)
    qtbot.waitUntil(lambda: page.workshop.prepared is not None, timeout=20_000)
    qtbot.keyClick(page.chances.next, ENTER)
    press_and_wait(page, qtbot, page.draw.freezing.freeze)
    qtbot.keyClicks(page.draw.string.string.line, "7 12 23")
    press_and_wait(page, qtbot, page.draw.string.string.line)

    assert page.draw.drawn.headline.text() == "The panel is drawn: 4 people."
    assert len(texts(page.draw.drawn.people)) == 4
    assert selected(desk, assembly_id) == 4
    qtbot.keyClick(page.draw.drawn.sign, ENTER)
    assert desk.read(live_run, assembly_id).state is RunState.CONFIRMED


def test_steps_that_have_not_been_reached_cannot_be_pressed(page):
    assert [button.isEnabled() for button in page.header.buttons] == [True, True, True, False]


def test_freezing_shows_a_hash_of_each_thing_before_the_string(page, qtbot):
    freeze(page, qtbot)

    shown = {name: line.value.text().replace(" ", "") for name, line in page.draw.string.hashes.items()}
    assert shown == {name: getattr(page.now.run, name) for name in shown}
    assert all(len(text) == 64 for text in shown.values())
    assert not page.draw.string.draw.isEnabled()


def test_while_a_draw_is_frozen_nothing_can_be_changed(page, qtbot, desk, assembly_id):
    freeze(page, qtbot)
    page.show_step(TARGETS)
    table = page.targets.table
    table.setCurrentIndex(table.model().index(0, MINIMUM))

    qtbot.keyClick(table, Qt.Key.Key_1)

    assert table.state() is not table.State.EditingState
    assert not page.targets.adding.isVisible()
    assert desk.read(list_quotas, assembly_id) == QUOTAS


def test_the_number_and_hash_of_the_pool_are_shown_once_it_is_frozen(page, qtbot):
    freeze(page, qtbot)

    page.show_step(POOL)

    assert page.pool.pool_hash.value.text().replace(" ", "") == page.now.run.pool_sha256
    assert not page.pool.seats.input.isEnabled()


def test_chances_are_worked_out_again_when_people_change(page, qtbot, desk):
    work_out(page, qtbot)

    desk.write(move_respondent, desk.ids[0], RespondentStatus.INELIGIBLE, reason="Moved away")

    assert page.workshop.prepared is None
    assert page.chances.work.isVisible()


# --- targets ---


def test_a_number_typed_in_the_table_changes_the_target(page, qtbot, desk, assembly_id):
    page.show_step(TARGETS)
    table = page.targets.table
    table.setCurrentIndex(table.model().index(0, MAXIMUM))

    qtbot.keyClick(table, F2)
    editor = table.indexWidget(table.currentIndex())
    assert editor.accessibleName() == "age: young, At most"
    editor.selectAll()
    qtbot.keyClicks(editor, "4")
    qtbot.keyClick(editor, ENTER)

    qtbot.waitUntil(lambda: desk.read(list_quotas, assembly_id)[0].maximum == 4)


def test_a_problem_stands_beside_its_target(page, qtbot):
    page.show_step(TARGETS)
    table = page.targets.table
    table.model().setData(table.model().index(0, MINIMUM), 7)
    table.setCurrentIndex(table.model().index(0, MINIMUM))

    assert texts(table)[0][-1] == "To mend"
    assert "only 6 came forward" in page.targets.trouble.text()
    qtbot.waitUntil(lambda: "adds up to 8" in words(page.targets))


def test_targets_that_fit_are_said_to_fit(page, qtbot):
    page.show_step(TARGETS)

    qtbot.keyClick(page.targets.check.button, ENTER)

    qtbot.waitUntil(page.targets.check.fits.isVisible, timeout=20_000)


def test_the_smallest_change_is_offered_and_made_in_one_step(desk, show_lottery, assembly_id, qtbot):
    page = show_lottery(IMPOSSIBLE)
    page.show_step(TARGETS)
    check = page.targets.check
    qtbot.keyClick(check.button, ENTER)
    qtbot.waitUntil(check.apply.isVisible, timeout=20_000)

    marked = [row[-1] for row in texts(page.targets.table)]
    assert marked.count("To mend") >= 2
    qtbot.keyClick(check.apply, ENTER)

    assert desk.read(list_quotas, assembly_id) != IMPOSSIBLE
    qtbot.waitUntil(check.fits.isVisible, timeout=20_000)
    desk.workspace.undo()
    assert desk.read(list_quotas, assembly_id) == IMPOSSIBLE


def test_a_conflict_names_the_answers_that_few_people_gave_together():
    people = [
        PoolPerson(uuid4(), {"age": age, "place": place})
        for age, place in [("young", "north"), *[("young", "south"), ("old", "north")] * 4]
    ]
    clash = (("age", "young"), ("place", "north"), ("place", "south"))

    found = fault_words([Problem("targets-conflict", targets=clash)], people)

    assert found == [
        "1 person came forward with both “age: young” and “place: north”.",
        "4 people came forward with both “age: young” and “place: south”.",
    ]


def test_a_draw_that_cannot_be_leads_back_to_the_targets(show_lottery, qtbot):
    page = show_lottery(IMPOSSIBLE)
    page.show_step(CHANCES)

    qtbot.keyClick(page.chances.work, ENTER)

    qtbot.waitUntil(page.targets.check.apply.isVisible, timeout=20_000)
    assert page.steps.currentIndex() == TARGETS


def test_targets_are_added_and_removed(page, qtbot, desk, assembly_id):
    page.show_step(TARGETS)
    page.targets.adding.set_open(True)
    qtbot.keyClicks(page.targets.category, "place")
    qtbot.keyClicks(page.targets.answer, "<b>West</b> & East")
    qtbot.keyClick(page.targets.add, ENTER)
    assert desk.read(list_quotas, assembly_id)[-1].value == "<b>West</b> & East"
    table = page.targets.table
    table.setCurrentIndex(table.model().index(4, 0))

    qtbot.keyClick(page.targets.remove, ENTER)

    assert desk.read(list_quotas, assembly_id) == QUOTAS


def test_without_targets_the_page_leads_to_their_import(desk, show_page, assembly_id, qtbot):
    page = show_page(LotteryPage(desk))
    page.show_step(TARGETS)

    qtbot.keyClick(page.targets.empty.button, ENTER)

    assert desk.gone == [("people", "import:targets")]


def test_the_target_table_keeps_qts_rules(page, qtmodeltester):
    qtmodeltester.check(page.targets.table.model())


# --- chances ---


def test_the_smallest_chance_is_named_and_each_is_explained(page, qtbot):
    work_out(page, qtbot)

    assert page.chances.least.text().startswith("The smallest chance is ")
    assert "That is proved." in page.chances.bound.text()
    first = page.chances.why.text()
    qtbot.keyClick(page.chances.curve, Qt.Key.Key_End)
    assert page.chances.why.text() != first
    assert page.chances.why.text().startswith(page.chances.curve.current().label)


def test_the_work_can_be_ended_with_what_there_is(page, qtbot):
    page.show_step(CHANCES)
    qtbot.keyClick(page.chances.work, ENTER)
    assert page.chances.stop.isVisible()

    qtbot.keyClick(page.chances.stop, ENTER)

    qtbot.waitUntil(lambda: page.workshop.prepared is not None, timeout=20_000)
    assert not page.chances.stop.isVisible()
    assert page.now.least_chance <= page.now.bound
    assert sum(person.share for person in page.now.chances) == SEATS


def test_the_progress_says_the_chances_so_far():
    heard = []
    told = Telling(lambda done, total, message="": heard.append(message), bool)

    told.chances(None, 0.0653)
    told(1, 100, "Making panels")
    told.chances(0.05, 0.0653)
    told(2, 100, "Making panels")

    assert heard == [
        "Making panels. No lottery can make the smallest chance larger than 6.5%.",
        "Making panels. The smallest chance is 5.0% so far; no lottery can make it larger than 6.5%.",
    ]


def test_the_chances_are_a_table_too(page, qtbot):
    work_out(page, qtbot)

    qtbot.keyClick(page.chances.curve, Qt.Key.Key_T)

    assert page.chances.panel.table.isVisible()
    assert len(texts(page.chances.panel.table)) == 12


def test_people_in_no_panel_are_listed(show_lottery, qtbot):
    page = show_lottery(OUTSIDE)
    work_out(page, qtbot)

    qtbot.keyClick(page.chances.outside_list.button, ENTER)

    assert "6 people are in no panel" in page.chances.outside.words.text()
    qtbot.waitUntil(lambda: "R3" in words(page.chances.outside_list))
    qtbot.keyClick(page.chances.reasons, ENTER)
    qtbot.waitUntil(lambda: "place: south, from 0 to 0–1" in words(page.chances.outside_list), timeout=20_000)


def plain(words):
    """Without the marks that keep an answer's own reading direction."""
    return words.replace("\u2068", "").replace("\u2069", "")


def test_why_names_the_answer_that_many_gave(page):
    person = PersonChance(None, "R1", Fraction(1, 6), {"age": "old", "place": "north"})

    assert plain(why(person, page.now.table, 3)) == (
        "R1 is drawn in 16.7% of all cases, 1 in 6. Many people gave the same answer: "
        "6 with “old” (age) came forward for at most 2 seats. That holds their chance at 33.3% on average, or less."
    )


def test_why_names_the_answer_that_few_gave_and_what_caps_the_rest(page):
    few = PersonChance(None, "R1", Fraction(1, 2), {"age": "young"})
    usual = PersonChance(None, "R2", Fraction(1, 4), {"age": "old", "place": "north"})

    assert "6 with “young” (age) came forward for at least 2 seats" in plain(why(few, page.now.table, 40))
    assert "What caps it most: 6 with “old” (age) for at most 2 seats." in plain(why(usual, page.now.table, 20))


def test_why_says_when_no_panel_can_hold_somebody(page):
    person = PersonChance(None, "R1", Fraction(0), {})

    assert why(person, page.now.table, 12) == "No panel that meets all targets can hold R1."


# --- the ways to share the chances out ---


def test_the_methods_are_compared_and_one_is_chosen(page, qtbot, desk, assembly_id):
    page.show_step(CHANCES)
    tradeoff = page.chances.tradeoff
    qtbot.waitUntil(lambda: bool(tradeoff.outlooks), timeout=20_000)
    assert "and the least likely has" in tradeoff.words.text()
    chips = {chip.text(): chip for chip in tradeoff.methods.findChildren(Button)}
    assert list(chips) == ["Fairest (leximin)", "Goldilocks", "Nash", "Maximin"]

    qtbot.keyClick(chips["Goldilocks"], Qt.Key.Key_Space)
    work_out(page, qtbot)

    assert page.workshop.method is Method.GOLDILOCKS
    assert page.workshop.prepared.method == "goldilocks"
    assert "Goldilocks" in page.chances.method.text()
    qtbot.keyClick(page.chances.again, ENTER)
    assert tradeoff.isVisible()


def test_the_comparison_is_a_table_too(page, qtbot):
    page.show_step(CHANCES)
    tradeoff = page.chances.tradeoff
    qtbot.waitUntil(lambda: bool(tradeoff.outlooks), timeout=20_000)

    qtbot.keyClick(tradeoff.curves, Qt.Key.Key_T)

    assert [row[0] for row in texts(tradeoff.panel.table)] == ["Fairest (leximin)", "Goldilocks", "Nash", "Maximin"]


# --- balls or dice ---


def by_figures(page, qtbot):
    """Choose balls or dice, have the panels made, and freeze."""
    work_out(page, qtbot)
    qtbot.keyClick(page.chances.next, ENTER)
    qtbot.keyClick(page.draw.freezing.ways.findChildren(Button)[1], Qt.Key.Key_Space)
    assert not page.draw.freezing.freeze.isVisible()
    qtbot.keyClick(page.draw.freezing.make, ENTER)
    qtbot.waitUntil(lambda: page.workshop.prepared.digits == 3, timeout=20_000)
    assert "The largest difference to anyone's exact chance is" in page.draw.freezing.moved.text()
    press_and_wait(page, qtbot, page.draw.freezing.freeze)


def test_figures_typed_one_by_one_draw_the_panel_of_that_number(page, qtbot, desk, assembly_id):
    by_figures(page, qtbot)
    boxes = page.draw.string.figures.boxes
    page.show_on_projector()

    for place, key in enumerate((Qt.Key.Key_5, Qt.Key.Key_0, Qt.Key.Key_7)):
        assert not page.draw.string.draw.isEnabled()
        qtbot.keyClick(boxes[place], key)
    assert page.draw.string.figures.echo.text() == "Panel 507"
    press_and_wait(page, qtbot, boxes[2])

    record = json.loads(desk.read(run_record, assembly_id, number=1))
    assert record["draw"]["selected"] == record["panels"][507]
    assert page.draw.drawn.roll.text().split() == record["panels"][507]
    page.leave_projector()
    assert selected(desk, assembly_id) == SEATS


def test_backspace_goes_back_a_figure_and_letters_are_not_taken(page, qtbot):
    by_figures(page, qtbot)
    figures = page.draw.string.figures
    qtbot.keyClicks(figures.boxes[0], "x4")

    qtbot.keyClick(figures.boxes[1], Qt.Key.Key_Backspace)

    assert figures.value() == ""
    assert not page.draw.string.draw.isEnabled()


def test_going_back_to_a_public_string_keeps_the_exact_chances(page, qtbot):
    work_out(page, qtbot)
    exact = page.workshop.prepared
    page.show_step(DRAW)
    qtbot.keyClick(page.draw.freezing.ways.findChildren(Button)[1], Qt.Key.Key_Space)
    qtbot.keyClick(page.draw.freezing.make, ENTER)
    qtbot.waitUntil(lambda: page.workshop.prepared.digits == 3, timeout=20_000)

    qtbot.keyClick(page.draw.freezing.ways.findChildren(Button)[0], Qt.Key.Key_Space)

    assert page.workshop.prepared is exact
    assert page.draw.freezing.freeze.isEnabled()


# --- reports ---


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_selection_report_is_saved_as_a_table(page, qtbot, tmp_path, form):
    draw(page, qtbot)
    qtbot.keyClick(page.draw.drawn.csv if form == "csv" else page.draw.drawn.excel, ENTER)
    path = tmp_path / f"report.{form}"
    page.saving.line.selectAll()
    qtbot.keyClicks(page.saving.line, str(path))

    qtbot.keyClick(page.saving.line, ENTER)

    assert path.read_bytes()[:2] == (b"PK" if form == "xlsx" else b"ca")


def test_the_certificate_is_one_key_away(page, qtbot, desk):
    draw(page, qtbot)

    qtbot.keyClick(page.draw.drawn.certificate, ENTER)

    assert desk.gone[-1] == ("documents", "draw-certificate")


# --- tests, void draws, replacements ---


def test_a_test_draw_looks_different_chooses_nobody_and_is_never_signed_off(page, qtbot, desk, assembly_id):
    draw(page, qtbot, RunKind.TEST)

    assert page.test_banner.isVisible()
    assert selected(desk, assembly_id) == 0
    assert not page.draw.drawn.sign.isVisible()
    assert not page.draw.drawn.replace.isVisible()
    assert page.summary.text() == "Test draw 1: nobody was chosen, and it can never be signed off."


def test_a_real_draw_carries_no_test_banner(page, qtbot):
    draw(page, qtbot)

    assert not page.test_banner.isVisible()


def test_a_draw_is_void_only_with_a_reason_and_stays_listed(page, qtbot, desk, assembly_id):
    draw(page, qtbot)
    qtbot.keyClick(page.draw.void, ENTER)
    qtbot.keyClick(page.draw.reason.line, ENTER)
    assert page.draw.reason.error.text()
    qtbot.keyClicks(page.draw.reason.line, "Wrong targets")

    qtbot.keyClick(page.draw.reason.line, ENTER)

    assert selected(desk, assembly_id) == 0
    assert "Wrong targets" in page.draw.state.words.text()
    page.show_runs()
    assert [row[2] for row in texts(page.runs.table)] == ["Void"]
    qtbot.keyClick(page.runs.new_draw, ENTER)
    assert page.now.kind is RunKind.REAL
    assert page.now.run is None


def test_all_draws_are_listed_and_each_can_be_looked_at(page, qtbot):
    draw(page, qtbot, RunKind.TEST)
    page.begin_anew()
    draw(page, qtbot)
    page.show_runs()
    assert [row[:3] for row in texts(page.runs.table)] == [["2", "Real draw", "Drawn"], ["1", "Test draw", "Drawn"]]

    qtbot.keyClick(page.runs.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.runs.table, ENTER)

    assert page.test_banner.isVisible()


def test_a_member_is_replaced_by_a_draw_of_its_own(page, qtbot, desk, assembly_id):
    draw(page, qtbot)
    leaver = texts(page.draw.drawn.people)[0][0]
    page.act(f"replace:{leaver}")
    replacing = page.replacing
    qtbot.keyClick(replacing.reason, ENTER)
    assert replacing.error.isVisible()
    qtbot.keyClicks(replacing.reason, "New job")
    qtbot.keyClick(replacing.reason, ENTER)
    qtbot.waitUntil(lambda: replacing._prepared is not None, timeout=20_000)
    assert "could take the seat" in replacing.found.text()

    qtbot.keyClicks(replacing.string.line, "8 8 1")
    with qtbot.waitSignal(replacing.drawn, timeout=20_000):
        qtbot.keyClick(replacing.string.line, ENTER)

    runs = desk.read(list_runs, assembly_id)
    assert (runs[-1].kind, runs[-1].state, runs[-1].replaces) == (RunKind.REPLACEMENT, RunState.DRAWN, leaver)
    assert desk.read(status_counts, assembly_id)[RespondentStatus.WITHDRAWN] == 1
    assert selected(desk, assembly_id) == 4
    assert page.draw.drawn.headline.text() == "1 person fills the empty seat."


# --- reserves ---


def draw_reserves(page, qtbot):
    """Plan three reserves, freeze the list and draw it."""
    reserving = page.reserving
    qtbot.keyClick(page.draw.drawn.reserves, ENTER)
    reserving.count.input.setValue(3)
    reserving.count.flush()
    qtbot.keyClick(reserving.work, ENTER)
    qtbot.waitUntil(reserving.freeze.isVisible, timeout=20_000)
    shown = reserving.words.text()
    qtbot.keyClick(reserving.freeze, ENTER)
    qtbot.waitUntil(reserving.string.line.isVisible, timeout=20_000)
    qtbot.keyClicks(reserving.string.line, "6 6 1")
    qtbot.keyClick(reserving.string.line, ENTER)
    qtbot.waitUntil(reserving.table.isVisible, timeout=20_000)
    return shown


def test_reserves_are_planned_compared_and_drawn_as_a_run_of_their_own(page, qtbot, desk, assembly_id):
    draw(page, qtbot)

    words_of_plan = draw_reserves(page, qtbot)

    assert words_of_plan.startswith("In 400 simulated drop-outs, ")
    runs = desk.read(list_runs, assembly_id)
    assert [(run.kind, run.state, run.seats) for run in runs][-1] == (RunKind.RESERVES, RunState.DRAWN, 3)
    assert len(texts(page.reserving.table)) == 3
    assert page.reserving.picture.accessibleDescription().count(":") == 3
    assert selected(desk, assembly_id) == SEATS


def test_a_rate_is_typed_into_its_cell_counts_in_the_plan_and_is_undone(page, qtbot, desk, assembly_id):
    draw(page, qtbot)
    page.show_reserving()
    reserving, rates = page.reserving, page.reserving.rates
    assert rates.fold.summary.text() == "15% of everybody, assumed."
    qtbot.keyClick(rates.fold.button, Qt.Key.Key_Space)
    qtbot.keyClick(reserving.work, ENTER)
    qtbot.waitUntil(reserving.freeze.isVisible, timeout=20_000)

    qtbot.keyClick(rates.table, Qt.Key.Key_Down)
    type_a_number(rates.table, qtbot, "60")

    assert not reserving.freeze.isVisible()
    assert ["age: young", "–", "60%", "60%", "set by hand"] in texts(rates.table)
    qtbot.keyClick(reserving.work, ENTER)
    qtbot.waitUntil(reserving.freeze.isVisible, timeout=20_000)
    assert reserving._prepared.rates.stated == [("", "", 15, "assumed"), ("age", "young", 60, "hand")]
    desk.workspace.undo()
    assert texts(rates.table)[1][-1] == "as for everybody"
    assert not reserving.freeze.isVisible()


def test_delete_takes_a_rate_away(page, qtbot, desk, assembly_id):
    draw(page, qtbot)
    page.show_reserving()
    rates = page.reserving.rates
    rates.fold.set_open(True)
    type_a_number(rates.table, qtbot, "30")
    assert texts(rates.table)[0] == ["Everybody", "–", "30%", "30%", "set by hand"]

    qtbot.keyClick(rates.table, Qt.Key.Key_Delete)

    assert texts(rates.table)[0] == ["Everybody", "–", "–", "15%", "assumed"]


def type_a_number(table, qtbot, digits):
    """Type over the current cell, and Enter."""
    qtbot.keyClick(table, digits[0])
    editor = table.indexWidget(table.currentIndex())
    qtbot.keyClicks(editor, digits[1:])
    qtbot.keyClick(editor, ENTER)
    qtbot.waitUntil(lambda: table.state() is not table.State.EditingState)


def first_who_keeps_the_targets(desk, assembly_id, leaver):
    """The reserve to ask first, found by counting the panel that each of them would make."""
    everyone = desk.read(list_stories, assembly_id)
    answers = {person.reference: person.answers for person in everyone}
    stay = [person.reference for person in everyone if person.status is RespondentStatus.SELECTED]
    stay.remove(leaver)
    for reserve in desk.read(reserve_list, assembly_id):
        panel = [answers[reference] for reference in (*stay, reserve.reference)]
        counts = [sum(1 for person in panel if person[quota.category] == quota.value) for quota in QUOTAS]
        if all(quota.minimum <= count <= quota.maximum for quota, count in zip(QUOTAS, counts, strict=True)):
            return reserve.reference
    raise AssertionError("No reserve keeps the targets")


def test_a_seat_goes_to_the_first_reserve_who_keeps_the_targets(page, qtbot, desk, assembly_id):
    draw(page, qtbot)
    draw_reserves(page, qtbot)
    leaver = texts(page.draw.drawn.people)[0][0]
    page.act(f"replace:{leaver}")
    replacing = page.replacing
    qtbot.keyClicks(replacing.reason, "New job")
    qtbot.keyClick(replacing.reason, ENTER)
    qtbot.waitUntil(replacing.found.isVisible, timeout=20_000)
    assert "could join the members who stay" in replacing.numbers.text()
    assert replacing.alike.text().startswith("Like for like: ")
    first = first_who_keeps_the_targets(desk, assembly_id, leaver)
    assert replacing.reserve.text().strip() == f"Give the seat to {first}"

    with qtbot.waitSignal(replacing.left, timeout=20_000):
        qtbot.keyClick(replacing.reserve, ENTER)

    assert selected(desk, assembly_id) == SEATS
    [story] = desk.read(list_stories, assembly_id, references=[first])
    assert story.status is RespondentStatus.SELECTED
    assert len(desk.read(list_runs, assembly_id)) == 2


def test_every_input_of_the_reserves_has_a_name(page, qtbot):
    draw(page, qtbot)
    draw_reserves(page, qtbot)

    assert unnamed(page) == []


# --- the record, and the projector ---


@pytest.mark.parametrize("is_private", [False, True])
def test_the_record_is_saved_where_it_is_asked_to_go(page, qtbot, tmp_path, is_private):
    draw(page, qtbot)
    button = page.draw.drawn.save_private if is_private else page.draw.drawn.save
    qtbot.keyClick(button, ENTER)
    path = tmp_path / "record.json"
    page.saving.line.selectAll()
    qtbot.keyClicks(page.saving.line, str(path))

    qtbot.keyClick(page.saving.line, ENTER)

    record = read_record(path.read_text(encoding="utf-8"))
    assert ("answers" in record) is is_private
    assert not page.saving.isVisible()


def test_a_file_that_is_there_is_never_overwritten(page, qtbot, tmp_path):
    draw(page, qtbot)
    path = tmp_path / "record.json"
    path.write_text("mine")
    page.draw.drawn.save.click()
    page.saving.line.setText(str(path))

    qtbot.keyClick(page.saving.line, ENTER)

    assert path.read_text() == "mine"
    assert page.saving.error.isVisible()


def test_names_are_shown_only_when_asked_for_and_letter_by_letter(page, qtbot):
    draw(page, qtbot)
    assert not any(name in cell for row in texts(page.draw.drawn.people) for cell in row for name in HOSTILE)

    qtbot.keyClick(page.draw.drawn.names, ENTER)

    shown = [row[1] for row in texts(page.draw.drawn.people)]
    assert len(shown) == 4
    assert all(name in HOSTILE or name.startswith("Person ") for name in shown)


def test_f11_puts_the_ceremony_on_the_projector_without_names_and_back(page, qtbot):
    draw(page, qtbot)
    qtbot.keyClick(page.draw.drawn.names, ENTER)

    qtbot.keyClick(page.header.buttons[DRAW], F11)
    stage = page._stage
    shown = words(stage)
    assert stage.isFullScreen()
    assert page.ceremony.isVisible()
    assert "R" in shown
    assert not any(name in shown for name in (*HOSTILE, "Person"))
    assert not page.draw.drawn.people.isVisible()

    qtbot.keyClick(stage, ESCAPE)
    assert page._stage is None
    assert page.ceremony.window() is page
    assert page.draw.drawn.people.isVisible()
    assert not page.draw.drawn.shows_names


def test_the_draw_can_be_made_on_the_projector(page, qtbot, desk, assembly_id):
    freeze(page, qtbot)
    page.show_on_projector()

    qtbot.keyClicks(page.draw.string.string.line, "dice")
    press_and_wait(page, qtbot, page.draw.string.string.line)

    assert selected(desk, assembly_id) == 4
    assert page.draw.drawn.roll.isVisible()
    page.leave_projector()


def test_what_goes_wrong_on_the_projector_is_said_there(page, qtbot, desk):
    freeze(page, qtbot)
    page.show_on_projector()

    desk.errors.reported.emit("Something", "", None)

    assert page._stage.trouble.isVisible()
    page.leave_projector()


# --- names, room ---


@pytest.mark.parametrize("step", [POOL, TARGETS, CHANCES, DRAW])
def test_every_input_of_each_step_has_a_name(page, qtbot, step):
    draw(page, qtbot)
    page.targets.adding.set_open(True)

    page.show_step(step)

    assert unnamed(page) == []


def test_the_other_views_have_names_too(page, qtbot):
    draw(page, qtbot)
    page.show_runs()
    assert unnamed(page) == []

    page.show_replacing()
    page.replacing._answer.show()
    assert unnamed(page) == []


def test_every_label_is_plain_text(page, qtbot):
    draw(page, qtbot)

    assert {label.textFormat() for label in page.findChildren(Text)} == {Qt.TextFormat.PlainText}


def test_the_saved_record_is_json_of_strings_and_whole_numbers(page, qtbot, tmp_path):
    draw(page, qtbot)

    record = json.loads(page.keeping.record(1, is_private=False))

    assert record["draw"]["public_string"] == "dice 3 5 1"
