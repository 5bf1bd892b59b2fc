"""The Vote page by its keys: a vote opened, counted twice like at a till, closed, and its result read."""

from datetime import UTC, date, datetime, time
from fractions import Fraction
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from engage.deliberation.actions import add_draft, revise_draft
from engage.deliberation.rules import DraftKind
from engage.deliberation.views import list_drafts
from engage.meetings.actions import add_session, check_in
from engage.people.actions import add_respondent, move_respondent, select_for_panel
from engage.people.rules import RespondentStatus
from engage.voting.actions import close_vote, enter_count, open_vote, void_vote
from engage.voting.rules import Base, Comparison, CountEntry, Verdict, VoteMethod, VoteRules, VoteState
from engage.voting.views import list_votes, vote_sheet
from tests.ui.helpers import texts, unnamed, words
from ui.documents import DocumentsPage
from ui.voting import VotingPage
from ui.voting.result import parts_of

RULES = VoteRules(VoteMethod.YES_NO_ABSTAIN, Fraction(4, 5), Comparison.AT_LEAST, Base.VALID, Fraction(2, 3))
SCALE = VoteRules(VoteMethod.SUPPORT_4, Fraction(3, 4), Comparison.MORE_THAN, Base.VALID)
TITLES = ("<b>Visitors</b> & co", "Benches", "Quiet hour")
ENTER = Qt.Key.Key_Return
# Given out, yes, no, abstain, blank, spoilt, not in the box: ten members.
GOOD = ("10", "7", "1", "0", "1", "0", "1")
OTHER = ("10", "6", "2", "0", "1", "0", "1")


def noon():
    return datetime(2027, 3, 6, 12, tzinfo=UTC)


def make_members(db, assembly_id):
    ids = [add_respondent(db, assembly_id, reference=f"R{n}", full_name=f"Person {n}") for n in range(10)]
    select_for_panel(db, ids, reason="Draw 1")
    for key in ids:
        move_respondent(db, key, RespondentStatus.CONFIRMED)
    return ids


@pytest.fixture
def members(workspace, assembly_id):
    return workspace.write(partial(make_members, assembly_id=assembly_id))


@pytest.fixture
def drafts(workspace, assembly_id, members):
    for title in TITLES:
        given = {"kind": DraftKind.EXPECTATION, "title": title, "text": f"We expect {title}."}
        workspace.write(partial(add_draft, assembly_id=assembly_id, clock=noon, **given))
    return workspace.read(partial(list_drafts, assembly_id=assembly_id))


@pytest.fixture
def session_id(workspace, assembly_id):
    given = {"held_on": date(2026, 3, 6), "starts_at": time(10), "ends_at": time(15)}
    return workspace.write(partial(add_session, assembly_id=assembly_id, **given))


@pytest.fixture
def arrive(workspace, session_id, members):
    def arrive(count):
        for member in members[:count]:
            workspace.write(partial(check_in, session_id=session_id, respondent_id=member))

    return arrive


@pytest.fixture
def put_to_the_vote(workspace, drafts):
    def put(place=0, rules=RULES, **given):
        opened = partial(open_vote, version_id=drafts[place].version.id, rules=rules, held_on=date(2027, 3, 6))
        return workspace.write(partial(opened, **given))

    return put


@pytest.fixture
def counted(workspace):
    def counted(vote_id, *counts, closes=True):
        for entry, count in enumerate(counts, 1):
            workspace.write(partial(enter_count, vote_id=vote_id, entry=entry, count=count))
        if closes:
            workspace.write(partial(close_vote, vote_id=vote_id, clock=noon))

    return counted


@pytest.fixture
def page(desk, show_page):
    return show_page(VotingPage(desk))


@pytest.fixture
def votes(workspace, assembly_id):
    return lambda: workspace.read(partial(list_votes, assembly_id=assembly_id))


@pytest.fixture
def type_in(qtbot):
    """Types numbers and Enter wherever the focus is, as somebody does who never looks up."""

    def type_in(*numbers):
        for number in numbers:
            where = QApplication.focusWidget()
            assert where is not None
            if number:
                qtbot.keyClicks(where, number)
            qtbot.keyClick(where, ENTER)

    return type_in


@pytest.fixture
def retype(qtbot):
    def retype(field, typed):
        field.input.selectAll()
        qtbot.keyClicks(field.input, typed)
        return field.flush()

    return retype


def entry(yes, no, abstain=0, blank=0):
    return CountEntry(yes + no + abstain + blank, 0, 0, blank, {"yes": yes, "no": no, "abstain": abstain})


# --- a new vote ---


def test_without_drafts_it_says_where_to_write_one(page, desk):
    assert "Nothing to vote on yet" in words(page)
    assert not page.add_button.isEnabled()

    page.no_drafts.button.click()

    assert desk.gone == [("deliberation", "add-draft")]


def test_the_first_vote_opens_with_what_is_usual(drafts, page, votes, qtbot):
    qtbot.keyClick(page.empty.button, ENTER)
    assert page.title.text() == "New vote"

    qtbot.keyClick(page.new.open_button, ENTER)

    (vote,) = votes()
    assert vote.rules == RULES
    assert (vote.entitled, vote.present, vote.state) == (10, 10, VoteState.OPEN)
    assert texts(page.table)[0][1:] == ["E1 · \u2068<b>Visitors</b> & co\u2069", "Not counted yet"]


def test_a_vote_takes_who_is_in_the_room_and_the_day_of_its_session(drafts, session_id, arrive, page, votes):
    arrive(7)

    page.act("new")

    assert "10 members may vote. 7 are in the room." in words(page)
    assert "6 in favour" in page.new.meaning.text()
    page.new.open_button.click()
    assert [(vote.present, vote.held_on, vote.session_id) for vote in votes()] == [(7, date(2026, 3, 6), session_id)]


def test_rules_are_typed_as_people_write_them(drafts, page, votes, retype):
    page.act(f"new:{drafts[1].id}")
    fields = page.new.fields
    fields["method"].input.setCurrentIndex(1)
    fields["method"].input.activated.emit(1)
    fields["method"].flush()

    assert fields["base"].input.itemText(0) == "all valid ballots"
    assert retype(fields["threshold"], "66.6%")
    assert retype(fields["quorum"], "0")
    page.new.open_button.click()

    (vote,) = votes()
    assert vote.title == {"en": "Benches"}
    assert (vote.rules.method, vote.rules.threshold) == (VoteMethod.SUPPORT_4, Fraction(333, 500))
    assert vote.rules.quorum == 0


@pytest.mark.parametrize("name", ["threshold", "quorum"])
def test_what_is_no_share_is_refused_beside_the_field(drafts, page, votes, retype, name):
    page.act("new")

    assert not retype(page.new.fields[name], "5/4")
    page.new.open_button.click()

    assert "“5/4” is not a share" in page.new.fields[name].error.text()
    assert page.new.fields[name].error.isVisible()
    assert page.new.meaning.text() == ""
    assert votes() == []


def test_more_voters_than_members_are_refused_beside_the_field(drafts, page, votes):
    page.act("new")
    page.new.fields["present"].input.setValue(11)

    page.new.open_button.click()

    assert "only 10 members may vote" in page.new.fields["present"].error.text()
    assert votes() == []


def test_the_next_vote_goes_by_the_rules_of_the_last(put_to_the_vote, page):
    put_to_the_vote(0, SCALE)

    page.act("new")

    assert page.new.fields["threshold"].value() == "3/4"
    assert page.new.fields["comparison"].value() == "more-than"
    assert [page.new.fields["draft"].input.itemText(place)[:2] for place in range(2)] == ["E2", "E3"]


# --- the till ---


def test_ten_numbers_and_enter_open_count_close_and_go_on(put_to_the_vote, page, votes, type_in):
    put_to_the_vote(0)
    put_to_the_vote(1)
    page.count_button.click()

    type_in(*GOOD, "", *GOOD, "", "")

    first, second = votes()
    assert (first.state, first.outcome.verdict) == (VoteState.CLOSED, Verdict.PASSED)
    assert page.till.heading.text().startswith("Vote 2")
    type_in(*GOOD, "", *GOOD, "", "")
    assert [vote.state for vote in votes()] == [VoteState.CLOSED] * 2
    assert page.table.isVisible()
    assert second.state is VoteState.OPEN


def test_enter_alone_is_nought_and_up_goes_back(put_to_the_vote, page, votes, type_in, qtbot):
    put_to_the_vote(0)
    page.count()
    type_in("8", "7")
    line = QApplication.focusWidget()
    qtbot.keyClick(line, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is page.till.lines["yes"]

    type_in("8", "", "", "", "", "")

    assert votes()[0].first == CountEntry(8, 0, 0, 0, {"yes": 8, "no": 0, "abstain": 0})


def test_letters_are_not_taken(put_to_the_vote, page, qtbot):
    put_to_the_vote(0)
    page.count()

    qtbot.keyClicks(page.till.lines["issued"], "1x-2")

    assert page.till.lines["issued"].text() == "12"


def test_the_first_count_is_nowhere_on_the_page_until_the_second_is_done(put_to_the_vote, page, type_in):
    put_to_the_vote(0)
    page.count()
    type_in("10", "9", "0", "0", "1", "0", "0")

    def shown():
        return words(page) + " ".join(line.text() for line in page.findChildren(QLineEdit))

    assert "nobody sees it" in shown()
    assert "9" not in shown()
    type_in("")
    assert "Second count" in shown()
    assert "9" not in shown()
    page.show_list()
    assert "Counted once" in texts(page.table)[0]
    assert "9" not in shown()


def test_a_count_that_does_not_add_up_is_refused_beside_it(put_to_the_vote, page, votes, type_in):
    put_to_the_vote(0)
    page.count()

    type_in("10", "7", "1", "0", "0", "0", "0")

    assert "2 ballots are missing" in page.till.error.text()
    assert page.till.error.isVisible()
    assert votes()[0].first is None
    assert page.till.lines["yes"].text() == "7"
    assert page.till.lines["issued"].hasFocus()


def test_differences_are_named_and_either_count_is_typed_again(put_to_the_vote, page, votes, type_in, qtbot):
    put_to_the_vote(0)
    page.count()
    type_in(*GOOD, "", *OTHER)
    qtbot.wait(1)  # new lines come into sight with the next event

    shown = words(page.till.steps.currentWidget())
    assert "\u2068Yes\u2069: 7 in the first count, 6 in the second" in shown
    assert "\u2068No\u2069: 1 in the first count, 2 in the second" in shown
    assert "Blank" not in shown
    assert votes()[0].state is VoteState.OPEN

    qtbot.keyClicks(QApplication.focusWidget(), "1")
    assert page.till.whose.text() == "First count"
    assert page.till.lines["issued"].text() == ""
    type_in(*OTHER)
    assert page.till.close_button.hasFocus()
    type_in("")

    assert votes()[0].outcome.support == 6


def test_undo_takes_back_a_count(put_to_the_vote, page, votes, type_in, workspace):
    put_to_the_vote(0)
    page.count()
    type_in(*GOOD)

    workspace.undo()

    assert votes()[0].first is None
    assert page.till.whose.text() == "First count"
    assert page.till.lines["issued"].isVisible()


def test_what_is_half_typed_stays_when_something_else_changes(put_to_the_vote, page, type_in, workspace, members):
    put_to_the_vote(0)
    page.count()
    type_in("10", "7")

    workspace.write(partial(move_respondent, respondent_id=members[0], status=RespondentStatus.WITHDRAWN, reason="Ill"))

    assert page.till.lines["yes"].text() == "7"


# --- the result ---


def test_a_closed_vote_shows_its_bar_its_table_and_its_arithmetic(put_to_the_vote, counted, page, qtbot):
    counted(put_to_the_vote(0), *[entry(8, 1, 1)] * 2)
    qtbot.wait(1)
    result = page.side.result

    assert "8 of 10 valid ballots were in favour (80%)." in result.arithmetic.text()
    assert "Passed, with none to spare." in result.arithmetic.text()
    assert "Yes 8, No 1, Abstain 1" in result.bar.accessibleDescription()
    assert "none to spare" in result.bar.accessibleDescription()

    qtbot.keyClick(result.bar, Qt.Key.Key_T)
    assert texts(result.table)[:3] == [["Yes", "8", "80%"], ["No", "1", "10%"], ["Abstain", "1", "10%"]]
    assert texts(result.table)[3][:2] == ["Papers given out", "10"]
    qtbot.keyClick(result.table, Qt.Key.Key_T)
    assert result.bar.isVisible()


def test_the_threshold_is_drawn_where_it_lies(put_to_the_vote, counted, page, qtbot):
    counted(put_to_the_vote(0), *[entry(8, 2)] * 2)
    qtbot.wait(1)
    bar = page.side.result.bar
    picture = bar.grab().toImage()
    height = round(bar.fontMetrics().height() * 1.25 * 1.2)  # between the words and the bar

    dark = [x for x in range(picture.width()) if picture.pixelColor(x, height).lightness() < 100]

    assert dark
    assert abs(sum(dark) / len(dark) - (8 + (picture.width() - 16) * 0.8)) < 4


def test_the_scale_shows_support_first_and_its_average(put_to_the_vote, counted, page, workspace):
    options = dict(zip(VoteMethod.SUPPORT_4.options, (1, 1, 2, 6), strict=True))
    vote_id = put_to_the_vote(0, SCALE)
    counted(vote_id, *[CountEntry(10, 0, 0, 0, options)] * 2)

    sheet = workspace.read(partial(vote_sheet, vote_id=vote_id))

    assert [part.name for part in parts_of(sheet)] == ["Strongly agree", "Agree", "Disagree", "Strongly disagree"]
    assert "The average was 3.30" in page.side.result.arithmetic.text()


def test_abstentions_are_not_in_the_bar_of_those_who_said_yes_or_no(put_to_the_vote, counted, page):
    rules = VoteRules(VoteMethod.YES_NO_ABSTAIN, Fraction(1, 2), Comparison.MORE_THAN, Base.YES_NO)
    counted(put_to_the_vote(0, rules), *[entry(5, 3, 2)] * 2)

    assert page.side.result.bar.accessibleDescription().startswith("Yes 5, No 3.")


def test_below_the_quorum_it_is_a_straw_poll(put_to_the_vote, counted, page):
    counted(put_to_the_vote(0, present=6), *[entry(6, 0)] * 2)

    assert texts(page.table)[0][2] == "Straw poll"
    assert "decides nothing" in page.side.result.arithmetic.text()


def test_no_valid_ballot_is_no_result(put_to_the_vote, counted, page):
    counted(put_to_the_vote(0), *[entry(0, 0, blank=10)] * 2)

    assert texts(page.table)[0][2] == "No result"
    assert not page.side.result.chart.isVisible()


# --- the list and the vote that is chosen ---


def test_a_void_vote_stays_in_the_list_with_its_reason(put_to_the_vote, page, votes, qtbot):
    put_to_the_vote(0)
    qtbot.keyClick(page.side.void_button, ENTER)
    qtbot.keyClick(page.side.reason.line, ENTER)
    assert page.side.reason.error.isVisible()
    assert votes()[0].state is VoteState.OPEN

    qtbot.keyClicks(page.side.reason.line, "The box fell over")
    qtbot.keyClick(page.side.reason.line, ENTER)

    assert texts(page.table)[0][2] == "Void"
    assert "The box fell over" in words(page)
    assert not page.side.void_button.isVisible()
    assert page.add_button.isEnabled()


def test_a_newer_wording_is_pointed_out_and_can_be_voted_on(put_to_the_vote, drafts, page, workspace):
    put_to_the_vote(0)
    assert not page.side.newer.isVisible()

    newer = {"title": "Visitors", "text": "Another text", "reason": "Clearer", "clock": noon}
    workspace.write(partial(revise_draft, draft_id=drafts[0].id, **newer))

    assert "newer wording, version 2" in page.side.newer.words.text()
    page.side.newer.button.click()
    assert page.new.fields["draft"].value() == str(drafts[0].id)
    assert "Version 2" in page.new.wording.text()


def test_who_came_in_later_is_taken_by_a_button(session_id, arrive, put_to_the_vote, page, votes):
    put_to_the_vote(0, session_id=session_id)
    arrive(8)

    assert "8 members are in the room now; this vote was opened for 10." in words(page)
    page.side.elsewhere.button.click()

    assert votes()[0].present == 8
    assert not page.side.elsewhere.isVisible()


def test_another_page_can_ask_for_one_vote(put_to_the_vote, page, desk):
    ids = [put_to_the_vote(place) for place in range(3)]

    page.act(f"vote:{ids[1]}")
    assert page.table.current_row().number == 2
    page.side.print_button.click()
    assert desk.gone == [("documents", "ballot")]
    page.act(f"count:{ids[2]}")
    assert page.till.heading.text().startswith("Vote 3")


def test_titles_are_shown_letter_by_letter_and_inputs_have_names(put_to_the_vote, page):
    put_to_the_vote(0)

    assert page.side.title.text() == "<b>Visitors</b> & co"
    page.count()
    assert page.till.question.text() == "<b>Visitors</b> & co"
    assert unnamed(page) == []
    page.show_list()
    page.add_vote()
    assert unnamed(page) == []


def test_a_void_vote_gives_its_wording_free(put_to_the_vote, workspace, page):
    vote_id = put_to_the_vote(0)
    put_to_the_vote(1)
    put_to_the_vote(2)
    assert not page.add_button.isEnabled()

    workspace.write(partial(void_vote, vote_id=vote_id, reason="Wrong day"))

    assert page.add_button.isEnabled()
    assert page.model.count() == 3


def test_every_step_fits_a_small_screen_at_twice_the_size(put_to_the_vote, counted, page, appearance):
    counted(put_to_the_vote(0, SCALE), closes=False)
    appearance.use_scale(200)
    page.resize(1030, 560)

    for show in (page.show_list, page.add_vote, page.count):
        show()
        QApplication.processEvents()

        assert page.minimumSizeHint().width() <= 1030


def test_a_draft_that_has_its_vote_leads_to_that_vote(put_to_the_vote, drafts, page):
    put_to_the_vote(0)
    put_to_the_vote(1)

    page.act(f"new:{drafts[0].id}")

    assert page.table.isVisible()
    assert page.table.current_row().number == 1


def test_print_shows_how_many_papers_come_out_and_takes_spare_ones(desk, show_page, put_to_the_vote, qtbot):
    printing = show_page(DocumentsPage(desk))
    put_to_the_vote(0)
    printing.act("ballot")
    qtbot.waitUntil(lambda: printing.proofs.is_complete, timeout=30_000)
    assert [line[0] for line in texts(printing.table)] == ["Vote 1: 10 papers", "Vote 1: tellers"]

    printing.spares.input.setValue(3)
    printing.spares.flush()
    qtbot.waitUntil(lambda: printing.proofs.is_complete, timeout=30_000)

    assert texts(printing.table)[0][0] == "Vote 1: 13 papers"
    printing.act("badge")
    assert not printing.spares.isVisible()
