"""The response board of a file: who is counted, what it can say, and as it stood on an earlier day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import partial
from uuid import UUID, uuid4

import pytest

from engage.assembly.actions import create_assembly, edit_assembly_field
from engage.errors import NotFoundError
from engage.lottery.actions import freeze_draw, set_population, set_targets
from engage.lottery.model import Quota
from engage.lottery.population import PopulationDraft
from engage.lottery.preparing import prepare_run
from engage.lottery.prospects import Prospect
from engage.lottery.views import Stand, draw_input, response_board
from engage.overview.board_words import answer_words, details, headline
from engage.people.actions import add_respondent, move_respondent
from engage.people.rules import RespondentStatus
from engage.storage.workspace import Workspace
from tests.lottery.letters_at_hand import send_letters

DAY = date(2026, 3, 2)
QUOTAS = (Quota("age", "young", 4, 5), Quota("age", "old", 4, 5))
MARCH = date(2026, 3, 31)


@dataclass
class Pool:
    """A file with targets for eight seats, and the verbs that tests need."""

    workspace: Workspace
    assembly_id: UUID

    def write(self, action, **values):
        return self.workspace.write(partial(action, assembly_id=self.assembly_id, **values))

    def add(self, count, age, *, days_ago=0, status=None):
        """So many people of an age who came so many days ago."""
        came = datetime(2026, 3, 2, 12, tzinfo=UTC) - timedelta(days=days_ago)

        def add_all(db):
            for _ in range(count):
                reference = uuid4().hex[:8]
                id_ = add_respondent(
                    db, self.assembly_id, reference=reference, answers={"age": age}, clock=lambda: came
                )
                if status is not None:
                    move_respondent(db, id_, status, reason="So it is.")

        self.workspace.write(add_all)

    def board(self, today=DAY, *, closes=MARCH, **values):
        return self.workspace.read(
            partial(response_board, assembly_id=self.assembly_id, today=today, closes=closes, **values)
        )


@pytest.fixture
def pool(workspace):
    found = Pool(workspace, workspace.write(partial(create_assembly, title="Care")))
    found.write(set_targets, quotas=QUOTAS)
    found.write(edit_assembly_field, field="seats", value=8)
    return found


def send(pool, number=1, *, days_ago=14, **values):
    """A wave of letters that went out so many days ago; gives its codes by stratum."""
    drawn_at = datetime(2026, 3, 2, 12, tzinfo=UTC) - timedelta(days=days_ago)
    return send_letters(pool.workspace, pool.assembly_id, drawn_at, number=number, **values)


def reply(pool, codes, age, *, days_ago=3):
    """Somebody of this age answers each of these letters."""
    came = datetime(2026, 3, 2, 12, tzinfo=UTC) - timedelta(days=days_ago)

    def add_all(db):
        for code in codes:
            fields = {"reference": code, "answers": {"age": age}, "invitation_code": code.lower()}
            add_respondent(db, pool.assembly_id, **fields, clock=lambda: came)

    pool.workspace.write(add_all)


def fill(pool):
    """Two young and eighteen old people over the last nine days."""
    for days_ago in range(9):
        pool.add(2, "old", days_ago=days_ago)
    pool.add(2, "young", days_ago=4)


def standings(board):
    return {each.answer.value: each.prospect for each in board.forecasts}


def test_nobody_and_few_people_are_not_judged(pool):
    assert headline(pool.board()) == "Nobody has come forward yet."

    pool.add(9, "old")

    board = pool.board()
    assert board.stand is Stand.EARLY
    assert headline(board) == "Too early to say: 9 people came forward. A forecast needs at least 10."
    assert (board.of(Prospect.LACKING), details(board)) == ((), "")
    assert answer_words(board, board.forecasts[0]) == "\u2068age\u2069, \u2068young\u2069: 4–5 wanted, 0 came."


def test_only_those_who_can_be_drawn_are_counted(pool):
    fill(pool)
    pool.add(3, "young", status=RespondentStatus.INELIGIBLE)
    pool.add(3, "young", status=RespondentStatus.WITHDRAWN)

    board = pool.board()

    assert board.people == 20
    assert [(each.answer.value, each.answer.so_far, each.missing) for each in board.forecasts] == [
        ("young", 2, 2),
        ("old", 18, 0),
    ]


def test_a_pool_that_came_in_one_go_foretells_nothing_but_is_judged(pool):
    pool.add(2, "young")
    pool.add(18, "old")

    board = pool.board()

    assert board.stand is Stand.STILL
    assert standings(board) == {"young": Prospect.LACKING, "old": Prospect.ENOUGH}
    assert (board.expected, board.low, board.high) == (20, 20, 20)
    assert headline(board).startswith("The pool has 2 people too few with “\u2068young\u2069”.")
    assert "No forecast" in details(board)


def test_a_pool_that_grows_is_drawn_out_to_the_last_day(pool):
    fill(pool)

    board = pool.board()

    assert board.stand is Stand.OPEN
    assert 20 < board.low < board.expected < board.high
    assert f"{board.low} to {board.high} are likely on 31 March 2026, for 8 seats" in details(board)
    assert standings(board)["old"] is Prospect.ENOUGH


def test_the_letters_of_the_headline_mend_the_answer_at_the_assumed_rate(pool):
    for days_ago in range(10):
        pool.add(2, "old", days_ago=days_ago)

    board = pool.board(rate=Fraction(1, 10))
    (young,) = board.of(Prospect.LACKING)

    (letters,) = young.letters
    assert headline(board) == (
        f"At this rate you will lack {young.will_lack} people with “\u2068young\u2069”. "
        f"{letters.letters} more letters would mend it."
    )
    assert letters.letters > pool.board(rate=Fraction(1, 2)).of(Prospect.LACKING)[0].letters[0].letters


def test_when_no_letter_comes_back_in_time_it_says_so(pool):
    pool.add(12, "old", days_ago=2)
    pool.add(1, "old", days_ago=1)
    pool.add(1, "old")

    assert "Letters can't mend it any more" in headline(pool.board(closes=DAY + timedelta(days=3)))


def test_those_to_come_lean_on_the_population(pool):
    fill(pool)
    plain = pool.board().forecasts[0].expected
    ages = PopulationDraft("age", None, (("young", "95"), ("old", "5")), "Census", is_share=True)
    pool.write(set_population, drafts=[ages])

    assert pool.board().forecasts[0].expected > plain


def test_the_last_day_is_that_by_which_the_draw_should_be_done(pool):
    pool.write(edit_assembly_field, field="first_session_on", value=date(2026, 6, 13))
    pool.add(10, "old")

    assert pool.board(closes=None).closes == date(2026, 5, 2)
    assert pool.board(date(2026, 5, 3), closes=None).stand is Stand.OVER


def test_it_shows_how_it_stood_on_an_earlier_day(pool):
    fill(pool)

    assert pool.board(DAY - timedelta(days=8)).people == 2
    assert pool.board(DAY - timedelta(days=4)).people == 12


def test_a_draw_that_stands_ends_it(pool):
    for days_ago in range(5):
        pool.add(3, "old", days_ago=days_ago)
        pool.add(3, "young", days_ago=days_ago)
    prepared = prepare_run(pool.workspace.read(partial(draw_input, assembly_id=pool.assembly_id)))
    frozen_at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    pool.workspace.write(partial(freeze_draw, prepared=prepared, clock=lambda: frozen_at))

    board = pool.board()

    assert board.stand is Stand.OVER
    assert headline(board) == "Every target has enough people."
    assert pool.board(DAY - timedelta(days=2)).stand is Stand.OPEN


def test_seats_that_no_panel_can_fill_are_said(pool):
    pool.write(set_targets, quotas=[Quota("age", "young", 0, 3), Quota("age", "old", 0, 3)])
    pool.add(12, "old")

    assert "2 seats can't be filled" not in headline(pool.board())
    assert "5 seats can't be filled" in headline(pool.board())


def test_an_assembly_that_is_gone_has_no_board(workspace):
    with pytest.raises(NotFoundError):
        workspace.read(partial(response_board, assembly_id=uuid4(), today=DAY))


def test_days_without_anybody_are_days_too(pool):
    pool.add(3, "old", days_ago=4)
    pool.add(2, "young", days_ago=2)

    assert [(day.day.day, day.came, day.in_all) for day in pool.board().days] == [
        (26, 3, 3),
        (27, 0, 3),
        (28, 2, 5),
        (1, 0, 5),
        (2, 0, 5),
    ]
    assert len(pool.board(closes=DAY - timedelta(days=1)).days) == 3


# --- with letters that were noted ---


def test_letters_go_to_the_ward_that_answers_as_is_wanted(pool):
    codes = send(pool)
    reply(pool, codes["North"][:1], "young")
    reply(pool, [*codes["North"][1:10], *codes["South"][:20]], "old")

    board = pool.board()
    young = board.forecasts[0]

    assert board.stand is Stand.OPEN
    assert young.letters[0].stratum == "North"
    assert headline(board).endswith(f"{young.letters[0].letters} more letters to \u2068North\u2069 would mend it.")
    assert [(line.stratum, line.letters, line.came) for line in board.lines] == [("North", 400, 10), ("South", 400, 20)]


def test_where_a_ward_has_no_homes_left_the_other_gets_the_letters(pool):
    codes = send(pool, homes=(400, 5000))
    reply(pool, codes["North"][:2], "young")
    reply(pool, codes["South"][:20], "old")

    young = pool.board().forecasts[0]

    assert [each.stratum for each in young.letters] == ["South"]


def test_without_codes_nobody_can_say_which_ward(pool):
    send(pool)
    fill(pool)

    young = pool.board().forecasts[0]

    assert [each.stratum for each in young.letters] == [""]


def test_the_rate_is_that_of_the_letters_once_they_brought_people(pool):
    send(pool, days_ago=60)
    fill(pool)
    few = pool.board().expected

    send(pool, 2, days_ago=0)

    # Twenty people of 800 letters, and the assumed rate with the weight of four replies: 24 of 880.
    assert few == 20
    assert pool.board(closes=MARCH).expected == pytest.approx(20 + 800 * 24 / 880 * 0.925, abs=1)


def test_letters_that_are_void_or_not_yet_sent_bring_nobody(pool):
    send(pool, days_ago=60)
    fill(pool)
    send(pool, 2, days_ago=-5)

    assert pool.board().expected == 20
    assert [line.wave for line in pool.board().lines] == [1, 1]


def test_the_speed_is_measured_on_letters_that_have_been_out_for_weeks(pool):
    codes = send(pool, days_ago=40)
    reply(pool, codes["North"][:30], "old", days_ago=26)

    board = pool.board()

    assert (board.is_measured, board.given.half_after) == (True, 16)
    assert pool.board(half_after=9).given.half_after == 9
    assert not pool.board(half_after=9).is_measured


def test_the_plan_of_the_letters_says_what_rate_to_assume(pool):
    send(pool, rate="1/50")
    fill(pool)

    assert pool.board().given.rate == Fraction(1, 50)


def test_waves_in_other_strata_tell_nothing_of_these(pool):
    codes = send(pool, days_ago=30, columns=("district",))
    reply(pool, codes["North"][:9], "young")
    send(pool, 2)
    reply(pool, ["SOUTH20"], "young")

    board = pool.board()

    assert board.forecasts[0].answer.by_stratum == {"South": 1}
    assert sum(line.came for line in board.lines) == 10
