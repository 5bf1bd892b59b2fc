"""The figures of the noticeboard, from expectations in every status."""

from datetime import date

from engage.followup.rules import ResponseStatus
from engage.followup.tally import is_accepted, is_answered, is_done, is_late, tally
from tests.documents.follow_contents import COUNCIL, PEOPLE, TRUST, action, address, expectation

ACCEPTED, IN_PLACE = ResponseStatus.ACCEPTED, ResponseStatus.ALREADY_IN_PLACE
DONE = action(1, percent=100)


def test_only_what_everyone_answered_is_answered():
    assert is_answered(expectation(1, address(1, COUNCIL, ACCEPTED, (DONE,)), address(1, PEOPLE)))
    assert not is_answered(expectation(1, address(1, COUNCIL, ACCEPTED, (DONE,)), address(1, TRUST)))
    assert not is_answered(expectation(1, address(1, PEOPLE)))


def test_a_part_that_was_accepted_counts_and_a_maybe_does_not():
    assert is_accepted(expectation(1, address(1, COUNCIL), address(1, TRUST, ResponseStatus.ACCEPTED_IN_PART)))
    assert not is_accepted(expectation(1, address(1, COUNCIL, ResponseStatus.IN_PRINCIPLE)))


def test_done_is_what_was_promised_and_finished_or_is_in_place():
    assert is_done(expectation(1, address(1, COUNCIL, ACCEPTED, (DONE,))))
    assert is_done(expectation(1, address(1, COUNCIL, IN_PLACE)))
    assert not is_done(expectation(1, address(1, COUNCIL, IN_PLACE), address(1, TRUST, ACCEPTED, (action(2),))))
    assert not is_done(expectation(1, address(1, COUNCIL, ResponseStatus.NOT_ACCEPTED)))
    assert not is_done(expectation(1, address(1, COUNCIL)))


def test_late_is_an_answer_or_an_action_that_is_overdue():
    assert is_late(expectation(1, address(1, COUNCIL)))
    assert is_late(expectation(1, address(1, COUNCIL, ACCEPTED, (action(1, due_on=date(2026, 11, 1)),))))
    assert not is_late(expectation(1, address(1, COUNCIL, ACCEPTED, (DONE,)), address(1, PEOPLE)))


def test_the_answers_of_those_who_were_asked_are_counted():
    rows = [
        expectation(1, address(1, COUNCIL, ACCEPTED, (DONE,)), address(1, TRUST), address(1, PEOPLE)),
        expectation(2, address(2, COUNCIL, is_sent=False)),
    ]

    counted = tally(rows)

    assert (counted.expectations, counted.answered, counted.late) == (2, 0, 1)
    assert (counted.answers_owed, counted.answers_given, counted.answers_late) == (2, 1, 1)
    assert tally([]).expectations == 0
