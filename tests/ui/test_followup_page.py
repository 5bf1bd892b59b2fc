"""The Follow up page by keys: the grid, what is late, the ledger with its forms, a partner's sheet, addressing."""

from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from engage.assembly.actions import add_partner, create_assembly, edit_partner
from engage.assembly.rules import PartnerKind
from engage.clock import today
from engage.deliberation.actions import add_draft, add_priority
from engage.deliberation.rules import DraftKind
from engage.deliberation.views import list_drafts
from engage.followup.actions import address_expectation, record_response, send_request
from engage.followup.rules import ActionDraft, ResponseDraft, ResponseStatus, VerdictKind
from engage.followup.views import expectation_sheet, list_expectations
from engage.working_days import PeriodUnit, due_date
from tests.followup.factories import hold_vote
from tests.ui.helpers import texts, unnamed, words
from ui.followup import FollowUpPage
from ui.followup.squares import SQUARE_ROLE

KEYS = Qt.Key
PARTNERS = {
    "Riverside Council": PartnerKind.COUNCIL,
    "Health Trust": PartnerKind.NHS,
    "<b>Shapla</b> & Co": PartnerKind.VOLUNTARY,
    "Everyone": PartnerKind.INDIVIDUALS,
}


class House:
    """Three expectations under two priorities and under none; nobody is asked yet. The first was voted for."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.assembly_id = workspace.write(partial(create_assembly, title="Riverside"))
        self.partners = [self.write(add_partner, name=name, kind=kind) for name, kind in PARTNERS.items()]
        self.priorities = [self.write(add_priority, text=text) for text in ("Staying well", "Being heard")]
        given = {"kind": DraftKind.EXPECTATION, "text": "We expect so."}
        self.drafts = [
            self.write(add_draft, title=title, priority_id=priority, **given)
            for title, priority in (("Saturdays", self.priorities[0]), ("Ramps", self.priorities[0]), ("Buses", None))
        ]
        rows = workspace.read(partial(list_drafts, assembly_id=self.assembly_id))
        self.versions = [row.version.id for row in rows]
        hold_vote(workspace, self.versions[0], yes=45, of=50)

    def write(self, action, **given):
        return self.workspace.write(partial(action, assembly_id=self.assembly_id, **given))

    def ask(self, number, *partners, days_ago=0):
        """Address an expectation and send it so many days ago, with 10 working days to answer."""
        ids = [self.partners[each] for each in partners]
        key = self.workspace.write(partial(address_expectation, version_id=self.versions[number], partner_ids=ids))
        for address in self.sheet(key).addresses:
            if days_ago and address.owes_answer:
                period = {"period_count": 10, "period_unit": PeriodUnit.WORKING_DAYS}
                sent_on = today() - timedelta(days=days_ago)
                self.workspace.write(partial(send_request, address_id=address.id, sent_on=sent_on, **period))
        return key

    def answer(self, key, partner, answer):
        address = next(each for each in self.sheet(key).addresses if each.partner_id == self.partners[partner])
        self.workspace.write(
            partial(record_response, address_id=address.id, answer=answer, answered_on=today() - timedelta(days=1))
        )

    def sheet(self, key):
        return self.workspace.read(partial(expectation_sheet, expectation_id=key, today=today()))

    def rows(self):
        return self.workspace.read(partial(list_expectations, assembly_id=self.assembly_id, today=today()))


def accepted(due_in=200):
    action = ActionDraft("Open on Saturdays", "Head of clinics", today() + timedelta(days=due_in))
    return ResponseDraft(ResponseStatus.ACCEPTED, "Yes, we will.", actions=(action,))


@pytest.fixture
def house(workspace):
    return House(workspace)


@pytest.fixture
def page(house, desk, show_page):
    desk.assembly_id = house.assembly_id
    return lambda: show_page(FollowUpPage(desk))


@pytest.fixture
def press(qtbot):
    def press(widget, *keys):
        for key in keys:
            qtbot.keyClick(widget, key)

    return press


def shown_grid(page):
    model = page.overview.grid.squares
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def entry_of(page, partner):
    return next(each for each in page.ledger.entries.values() if each.name.text() == partner)


# Empty states.


def test_without_expectations_the_page_says_where_they_are_written(desk, show_page, press):
    page = show_page(FollowUpPage(desk))

    press(page.empty.button, KEYS.Key_Return)

    assert page.steps.currentWidget() is page.empty
    assert desk.gone == [("deliberation", "add-draft")]


def test_before_anyone_is_asked_the_first_button_addresses(page):
    shown = page()
    assert shown.steps.currentWidget() is shown.not_addressed

    shown.not_addressed.button.click()

    assert shown.steps.currentWidget() is shown.addressing


# The grid.


def test_the_grid_counts_and_says_how_things_stand_and_gaps_are_seen(house, page):
    house.answer(house.ask(0, 0, 1, 3, days_ago=60), 0, accepted())
    house.ask(1, 0, days_ago=1)
    house.ask(2, 1)

    grid = shown_grid(page())

    assert [row[0].split(".")[0] for row in grid] == ["", "Staying well", "Being heard", "Under no priority"]
    assert grid[1][1].endswith("2 expectations. At risk: 1. Accepted: 1")
    assert grid[1][2].endswith("1 expectation. Late: 1")
    assert grid[1][4].endswith("1 expectation. To note: 1")
    assert grid[2][1].endswith("Nothing asked")
    assert grid[3][2].endswith("1 expectation. Not sent yet: 1")


def test_arrows_move_through_the_grid_and_enter_opens_the_only_one(house, page, press):
    key = house.ask(0, 0, 1, days_ago=1)
    shown = page()
    grid = shown.overview.grid
    grid.setFocus()

    press(grid, KEYS.Key_Right)
    assert "Health Trust" in shown.overview.heading.text()
    press(grid, KEYS.Key_Return)

    assert shown.ledger.expectation_id == key
    assert shown.steps.currentWidget() is shown.ledger


def test_of_several_in_a_square_one_is_chosen_in_the_list(house, page, press):
    house.ask(0, 0)
    second = house.ask(1, 0)
    shown = page()
    grid = shown.overview.grid

    press(grid, KEYS.Key_Return)
    press(shown.overview.list, KEYS.Key_Down, KEYS.Key_Return)

    assert shown.ledger.expectation_id == second


def test_a_partners_head_opens_only_what_is_asked_of_it(house, page, press, desk):
    house.ask(0, 0, 1)
    house.ask(1, 0)
    house.workspace.write(partial(edit_partner, partner_id=house.partners[1], field="lead_name", value="Dr Jones"))
    shown = page()

    press(shown.overview.grid, KEYS.Key_Right, KEYS.Key_Up, KEYS.Key_Return)

    assert shown.partner.name.text() == "Health Trust"
    assert [row[0] for row in texts(shown.partner.list)] == ["E1 · \u2068Saturdays\u2069"]
    assert "Dr Jones" in words(shown)
    press(shown.partner.edit, KEYS.Key_Return)
    assert desk.gone == [("assembly", f"partner:{house.partners[1]}")]


def test_a_click_on_a_partners_head_opens_its_sheet(house, page, qtbot):
    house.ask(0, 0)
    shown = page()
    grid = shown.overview.grid
    place = grid.visualRect(grid.squares.index(0, 1)).center()

    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert shown.steps.currentWidget() is shown.partner


def test_a_gap_is_filled_from_where_it_is_seen(house, page, press):
    house.ask(0, 0)
    shown = page()
    grid = shown.overview.grid

    press(grid, KEYS.Key_Right, KEYS.Key_Return)

    assert shown.steps.currentWidget() is shown.addressing
    assert [tick.isChecked() for tick in shown.addressing.ticks.values()] == [False, True, False, False]


def test_the_model_of_the_grid_is_sound(house, page, qtmodeltester):
    house.ask(0, 0, 1)

    qtmodeltester.check(page().overview.grid.squares)


def test_names_are_shown_letter_by_letter(house, page):
    house.ask(0, 2)
    shown = page()
    shown.open_partner(house.partners[2])

    assert shown.partner.name.text() == "<b>Shapla</b> & Co"


# What is late.


def test_what_is_late_comes_first_each_with_its_reason_and_what_mends_it(house, page, press):
    key = house.ask(0, 0, 1, days_ago=60)
    house.answer(key, 0, accepted(due_in=5))
    house.ask(1, 0)
    shown = page()

    shown.act("late")
    rows = texts(shown.late.table)

    assert [(row[1], row[3]) for row in rows] == [
        ("Health Trust", "Record the answer"),
        ("Riverside Council", "Report progress"),
        ("Riverside Council", "Send the request"),
    ]
    assert rows[0][2].startswith("No answer came by ")
    press(shown.late.table, KEYS.Key_Return)
    assert entry_of(shown, "Health Trust").forms["answer"].isVisible()


# The ledger: recording.


def open_ledger(page, key):
    shown = page()
    shown.act(f"expectation:{key}")
    return shown


def test_the_ledger_reads_from_what_was_asked_to_what_members_think(house, page):
    key = house.ask(0, 0, 3, days_ago=60)
    house.answer(key, 0, accepted())
    said = words(open_ledger(page, key))

    assert "We expect so." in said
    assert "45 of 50 valid ballots were in favour (90%)." in said
    assert "Yes, we will." in said
    assert "Open on Saturdays" in said
    assert "They have not been asked yet." in said
    assert "Individuals are spoken to; they owe no answer." in said


def test_why_an_answer_is_due_on_its_day_is_told_in_two_sentences(house, page, press):
    entry = entry_of(open_ledger(page, house.ask(0, 0, days_ago=60)), "Riverside Council")
    assert not entry.reason.isVisible()

    press(entry.why, KEYS.Key_Return)

    assert entry.reason.isVisible()
    assert "10 working days" in entry.reason.text()
    assert entry.reason.text().count(". ") == 1


def test_a_request_is_sent_with_the_period_that_was_used_last(house, page, press):
    house.ask(1, 0, days_ago=1)
    key = house.ask(0, 0)
    entry = entry_of(open_ledger(page, key), "Riverside Council")

    press(entry.send, KEYS.Key_Return)
    assert "The answer is due on" in words(entry)
    press(entry.forms["send"].fields["count"].input, KEYS.Key_Return)

    address = house.sheet(key).addresses[0]
    assert address.sent_on == today()
    assert address.due_on == due_date(today(), 10, PeriodUnit.WORKING_DAYS)


def test_a_wrong_day_of_sending_is_put_right_in_its_place(house, page, press, qtbot):
    key = house.ask(0, 0, days_ago=60)
    entry = entry_of(open_ledger(page, key), "Riverside Council")
    press(entry.correct, KEYS.Key_Return)
    form = entry.forms["correct"]
    day = form.fields["sent_on"].input
    assert form.value("sent_on") == today() - timedelta(days=60)
    assert not entry.correct.isVisible()

    day.selectAll()
    qtbot.keyClicks(day, (today() - timedelta(days=30)).isoformat())
    press(day, KEYS.Key_Return)

    address = house.sheet(key).addresses[0]
    assert address.sent_on == today() - timedelta(days=30)
    assert address.due_on == due_date(address.sent_on, 10, PeriodUnit.WORKING_DAYS)
    assert entry.correct.isVisible()
    assert form.isHidden()


def test_a_partner_is_taken_off_again_before_it_is_asked(house, page, press):
    key = house.ask(0, 0, 1)
    entry = entry_of(open_ledger(page, key), "Health Trust")

    press(entry.take_off, KEYS.Key_Return)

    assert [each.partner_name for each in house.sheet(key).addresses] == ["Riverside Council"]


def choose(form, status):
    combo = form.status.input
    combo.setCurrentIndex(combo.findData(status))
    combo.activated.emit(combo.currentIndex())


@pytest.fixture
def answering(house, page, press):
    """An answer about to be typed."""
    key = house.ask(0, 0, days_ago=60)
    shown = open_ledger(page, key)
    entry = entry_of(shown, "Riverside Council")
    press(entry.answer, KEYS.Key_Return)
    return key, entry, entry.forms["answer"]


def test_while_an_answer_is_typed_nothing_else_offers_to_record_it(answering):
    _key, entry, form = answering
    assert form.do_it.isVisible()
    assert not entry.answer.isVisible()

    form.let_go()

    assert entry.answer.hasFocus()


ASKED = {
    ResponseStatus.ACCEPTED: set(),
    ResponseStatus.ACCEPTED_IN_PART: {"left_out"},
    ResponseStatus.IN_PRINCIPLE: {"decision_on"},
    ResponseStatus.ALREADY_IN_PLACE: {"evidence"},
    ResponseStatus.NOT_ACCEPTED: {"reasons"},
    ResponseStatus.NOT_OURS: {"whose"},
}


def test_the_form_asks_only_what_the_status_needs(answering):
    _key, _entry, form = answering

    for status, asked in ASKED.items():
        choose(form, status)

        assert {name for name in set.union(*ASKED.values()) if form.fields[name].isVisible()} == asked
        assert form.doings.isVisible() == status.needs_action


def test_what_an_answer_lacks_is_said_beside_the_field_and_nothing_is_written(answering, house, qtbot, press):
    key, _entry, form = answering
    choose(form, ResponseStatus.NOT_ACCEPTED)
    qtbot.keyClicks(form.fields["reasons"].input, "Too dear.")

    press(form.do_it, KEYS.Key_Return)

    assert "Sum the answer up" in form.fields["summary"].error.text()
    assert "30 words" in form.fields["reasons"].error.text()
    assert form.fields["summary"].input.hasFocus()
    assert form.reasons_words.text() == "2 words of at least 30"
    assert house.sheet(key).addresses[0].answer is None


def test_an_answer_is_typed_and_recorded(answering, house, qtbot, press):
    key, entry, form = answering
    choose(form, ResponseStatus.ACCEPTED)
    due = (today() + timedelta(days=90)).isoformat()
    typed = {"summary": "Yes, we will.", "action.1.text": "Open", "action.1.owner": "Ada", "action.1.due_on": due}
    for name, text in typed.items():
        qtbot.keyClicks(form.fields[name].input, text)

    press(form.do_it, KEYS.Key_Return)

    answer = house.sheet(key).addresses[0].answer
    assert (answer.status, answer.summary, answer.answered_on) == (
        ResponseStatus.ACCEPTED,
        {"en": "Yes, we will."},
        today(),
    )
    assert [(each.text["en"], each.owner, each.due_on.isoformat()) for each in answer.actions] == [("Open", "Ada", due)]
    assert not form.isVisible()
    qtbot.waitUntil(lambda: "Yes, we will." in words(entry))


def test_what_was_typed_and_not_recorded_is_there_again_after_a_restart(answering, house, desk, show_page, qtbot):
    key, _entry, form = answering
    choose(form, ResponseStatus.NOT_OURS)
    qtbot.keyClicks(form.fields["whose"].input, "The mayor")
    form.fields["whose"].flush()

    again = show_page(FollowUpPage(desk))
    again.act(f"expectation:{key}")
    begun = entry_of(again, "Riverside Council").forms["answer"]

    assert begun.isVisible()
    assert (begun.status.value(), begun.fields["whose"].value()) == (ResponseStatus.NOT_OURS, "The mayor")


def test_never_mind_lets_the_entry_go(answering, house, qtbot, press):
    _key, entry, form = answering
    choose(form, ResponseStatus.NOT_OURS)
    qtbot.keyClicks(form.fields["whose"].input, "The mayor")
    press(form.leave, KEYS.Key_Return)
    assert not form.isVisible()

    press(entry.answer, KEYS.Key_Return)

    assert form.status.value() == ""
    assert form.fields["whose"].value() == ""


def test_a_newer_answer_supersedes_and_the_older_one_can_still_be_read(house, page, qtbot, press):
    key = house.ask(0, 0, days_ago=60)
    house.answer(key, 0, ResponseDraft(ResponseStatus.IN_PRINCIPLE, "Perhaps.", decision_on=date(2030, 1, 1)))
    entry = entry_of(open_ledger(page, key), "Riverside Council")

    press(entry.newer, KEYS.Key_Return)
    form = entry.forms["answer"]
    choose(form, ResponseStatus.NOT_OURS)
    qtbot.keyClicks(form.fields["summary"].input, "Ask the mayor.")
    qtbot.keyClicks(form.fields["whose"].input, "The mayor")
    press(form.do_it, KEYS.Key_Return)

    assert [each.number for each in house.sheet(key).addresses[0].answers] == [1, 2]
    assert entry.others.isVisible()
    entry.older.toggle()
    assert "Perhaps." in words(entry)


def test_a_newer_answer_starts_with_the_actions_that_hold(house, page, qtbot, press):
    key = house.ask(0, 0, days_ago=60)
    house.answer(key, 0, accepted())
    entry = entry_of(open_ledger(page, key), "Riverside Council")
    press(entry.newer, KEYS.Key_Return)
    form = entry.forms["answer"]
    choose(form, ResponseStatus.ACCEPTED)
    assert form.fields["action.1.owner"].value() == "Head of clinics"

    press(form.doings.more, KEYS.Key_Return)
    qtbot.keyClicks(form.fields["action.2.text"].input, "And on Sundays")
    qtbot.keyClicks(form.fields["summary"].input, "Even more.")
    press(form.do_it, KEYS.Key_Return)

    assert "Each action needs a text, an owner and a date." in form.doings.error.text()
    assert form.fields["action.2.owner"].input.hasFocus()


def test_progress_is_reported_and_seen_at_once(house, page, qtbot, press):
    key = house.ask(0, 0, days_ago=60)
    house.answer(key, 0, accepted())
    entry = entry_of(open_ledger(page, key), "Riverside Council")
    action = house.sheet(key).addresses[0].answer.actions[0]

    entry.report_on(action)
    form = entry.forms["report"]
    form.percent.input.selectAll()
    qtbot.keyClicks(form.percent.input, "40")
    qtbot.keyClicks(form.words.input, "Two nurses hired")
    press(form.do_it, KEYS.Key_Return)

    reported = house.sheet(key).addresses[0].answer.actions[0]
    assert (reported.percent_done, reported.latest) == (40, "Two nurses hired")
    qtbot.waitUntil(lambda: "40%" in words(entry))


def test_tab_goes_down_the_ledger_as_it_reads(house, page, qtbot, press):
    key = house.ask(0, 0, days_ago=60)
    house.answer(key, 0, accepted())
    shown = open_ledger(page, key)
    shown.refresh()
    qtbot.wait(1)
    entry = entry_of(shown, "Riverside Council")
    entry.newer.setFocus()
    reached = []

    for _step in range(5):
        here = shown.window().focusWidget()
        reached.append(here.accessibleName())
        press(here, KEYS.Key_Tab)

    assert reached == [
        "Record a newer answer",
        "Report progress",
        "Another action",
        "Record the members' verdict",
        "Ask more partners",
    ]


def test_members_give_their_verdict(house, page, qtbot, press):
    key = house.ask(0, 0, days_ago=60)
    entry = entry_of(open_ledger(page, key), "Riverside Council")

    press(entry.judge, KEYS.Key_Return)
    form = entry.forms["verdict"]
    for name, number in (("members", "9"), ("asked", "8")):
        form.fields[name].input.selectAll()
        qtbot.keyClicks(form.fields[name].input, number)
    press(form.do_it, KEYS.Key_Return)
    assert "type two numbers" in form.error.text()
    form.fields["asked"].input.selectAll()
    qtbot.keyClicks(form.fields["asked"].input, "14")
    press(form.do_it, KEYS.Key_Return)

    verdict = house.sheet(key).addresses[0].verdict
    assert (verdict.kind, verdict.members, verdict.asked) == (VerdictKind.MET, 9, 14)
    qtbot.waitUntil(lambda: "9 of 14 members" in words(entry))


def test_one_walks_from_expectation_to_expectation_and_back_to_the_grid(house, page, press):
    first, second = house.ask(0, 0), house.ask(1, 0)
    shown = open_ledger(page, first)
    assert not shown.ledger.before.isEnabled()

    press(shown.ledger.after, KEYS.Key_Return)
    assert shown.ledger.expectation_id == second
    press(shown.ledger.back, KEYS.Key_Return)

    assert shown.steps.currentWidget() is shown.overview
    assert shown.overview.grid.hasFocus()


def test_undo_takes_an_expectation_back_and_the_page_with_it(house, page):
    shown = open_ledger(page, house.ask(0, 0))

    house.workspace.undo()

    assert shown.steps.currentWidget() is shown.not_addressed


# Addressing.


def test_four_partners_are_asked_in_eight_actions(house, page, press):
    shown = page()
    step = shown.addressing

    press(shown.not_addressed.button, KEYS.Key_Return)  # 1; the one that was voted for is chosen
    ticks = list(step.ticks.values())
    press(step.table, KEYS.Key_Return)  # 2
    for tick in ticks:  # 3 to 6
        press(tick, KEYS.Key_Space)
    press(step.send, KEYS.Key_Return)  # 7

    found = house.rows()[0]
    assert shown.ledger.expectation_id == found.id
    assert [(each.partner_name, each.sent_on, each.due_on) for each in found.addresses] == [
        *((name, today(), due_date(today(), 3, PeriodUnit.MONTHS)) for name in list(PARTNERS)[:3]),
        ("Everyone", None, None),
    ]


def test_addressed_now_and_sent_later(house, page, press):
    shown = page()
    shown.start_addressing()
    press(next(iter(shown.addressing.ticks.values())), KEYS.Key_Space)

    press(shown.addressing.later, KEYS.Key_Return)

    assert [(each.partner_name, each.sent_on) for each in house.rows()[0].addresses] == [("Riverside Council", None)]


def test_with_nobody_ticked_nothing_is_written(house, page, press):
    shown = page()
    shown.start_addressing()

    press(shown.addressing.send, KEYS.Key_Return)

    assert "Nobody new is ticked" in shown.addressing.error.text()
    assert house.rows() == []


def test_what_was_voted_for_and_asked_of_nobody_is_said(house, page):
    house.ask(1, 0)
    shown = page()

    assert "E1" in shown.overview.waiting.words.text()
    shown.overview.waiting.button.click()

    assert shown.addressing.table.current_row().label == "E1"


# All of it.


def each_step(house, shown, key):
    house.answer(key, 0, accepted())
    shown.act("late")
    yield shown.late
    shown.act(f"partner:{house.partners[0]}")
    yield shown.partner
    shown.act(f"expectation:{key}")
    entry = entry_of(shown, "Riverside Council")
    for name in ("correct", "another-day", "answer", "action", "verdict"):
        entry.open_form(name)
    choose(entry.forms["answer"], ResponseStatus.ACCEPTED)
    entry.report_on(house.sheet(key).addresses[0].answer.actions[0])
    yield shown.ledger
    shown.act("address")
    yield shown.addressing


def test_everything_has_a_name(house, page):
    key = house.ask(0, 0, 1, 3, days_ago=60)
    shown = page()
    assert unnamed(shown) == []

    for step in each_step(house, shown, key):
        assert shown.steps.currentWidget() is step
        assert unnamed(shown) == []


def test_at_twice_the_size_nothing_is_lost(house, page, appearance, qtbot):
    key = house.ask(0, 0, 1, 3, days_ago=60)
    appearance.use_scale(200)
    shown = page()
    shown.resize(1000, 600)

    for step in each_step(house, shown, key):
        qtbot.wait(1)
        buttons = [each for each in step.findChildren(QPushButton) if each.isVisible() and each.text()]

        assert shown.minimumSizeHint().width() <= 1000
        assert [each.text() for each in buttons if each.width() < each.minimumSizeHint().width()] == []
        assert [each.text() for each in buttons if each.height() < each.fontMetrics().height()] == []


def test_from_right_to_left_the_first_partner_stands_at_the_right(house, page, appearance):
    house.ask(0, 0, 1)
    appearance.use_language("ar")
    grid = page().overview.grid

    def left(column):
        return grid.visualRect(grid.squares.index(0, column)).left()

    assert left(0) > left(1) > left(2)
    grid.setFocus()
    grid.setCurrentIndex(grid.squares.index(1, 1))
    assert grid.currentIndex().data(SQUARE_ROLE).partner.name == "Riverside Council"
    assert grid.mapTo(grid.window(), QPoint(0, 0)).x() >= 0


def test_the_palette_offers_each_partners_sheet(house, page):
    house.ask(0, 0)
    commands = {command.words: command for command in page().commands()}

    assert "What is asked of Health Trust" in commands
    assert "Show what is late" in commands
