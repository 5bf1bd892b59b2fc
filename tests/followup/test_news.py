"""What letters tell: every fact once, and again only when it changed; why an answer is due on its day."""

from datetime import date
from functools import partial

import pytest

from engage.assembly.rules import PartnerKind
from engage.errors import NotFoundError
from engage.followup.actions import extend_due_date, record_report_back, report_progress
from engage.followup.news import NewsKind, news_of, untold
from engage.followup.rules import LIGHT_SHAPES, STATUS_SHAPES, Light, ResponseDraft, ResponseStatus
from engage.followup.views import list_expectations, list_report_backs
from engage.followup.wording import counting_sentences, period_words
from engage.languages.catalogues import catalogue
from engage.working_days import PeriodUnit
from tests.followup.test_followup import Line

COUNCIL, NHS = PartnerKind.COUNCIL, PartnerKind.NHS
WORDS = catalogue("en")


@pytest.fixture
def line(workspace):
    return Line(workspace)


def news(line, today=date(2027, 6, 1)):
    """What a letter of that day tells: what happened, and whose doing it is."""
    rows = line.workspace.read(partial(list_expectations, assembly_id=line.assembly_id, today=today))
    told = {
        key for row in line.workspace.read(partial(list_report_backs, assembly_id=line.assembly_id)) for key in row.told
    }
    return [(fact.kind, fact.address.partner_kind) for fact in untold(news_of(rows), told)]


def letters_go_out(line, day):
    line.workspace.write(partial(record_report_back, assembly_id=line.assembly_id, sent_on=day))


def test_everything_is_new_until_letters_went_out(line):
    line.send(COUNCIL)
    line.answer(COUNCIL)
    line.send(NHS)
    assert news(line) == [(NewsKind.ANSWERED, COUNCIL), (NewsKind.ASKED, NHS), (NewsKind.NO_ANSWER, NHS)]

    letters_go_out(line, date(2027, 6, 1))

    assert news(line) == []


def test_a_changed_status_is_in_the_next_letter(line):
    line.answer(NHS, ResponseDraft(ResponseStatus.IN_PRINCIPLE, "Perhaps", decision_on=date(2027, 7, 1)))
    letters_go_out(line, date(2027, 6, 1))

    line.answer(NHS)

    assert news(line) == [(NewsKind.ANSWERED, NHS)]


def test_what_was_typed_in_after_the_letters_is_new_though_it_happened_before(line):
    letters_go_out(line, date(2027, 5, 30))

    line.answer(COUNCIL)  # dated 20 April

    assert news(line) == [(NewsKind.ANSWERED, COUNCIL)]


def test_what_happened_after_the_day_of_the_letters_is_new_though_the_file_had_it(line):
    line.answer(COUNCIL)

    letters_go_out(line, date(2027, 4, 1))

    assert news(line) == [(NewsKind.ANSWERED, COUNCIL)]


def test_progress_and_a_missed_date_are_told_once_each(line):
    line.answer(COUNCIL)
    action = line.of(COUNCIL).answer.actions[0]
    letters_go_out(line, date(2027, 6, 1))
    report = partial(report_progress, action_id=action.id, percent_done=40, reported_on=date(2027, 7, 1))
    line.workspace.write(report)

    assert news(line, date(2027, 9, 2)) == [(NewsKind.PROGRESS, COUNCIL), (NewsKind.PAST_DUE, COUNCIL)]
    letters_go_out(line, date(2027, 9, 2))
    assert news(line, date(2027, 9, 3)) == []


def test_a_due_date_that_was_moved_and_missed_again_is_told_again(line):
    line.send(NHS)
    letters_go_out(line, date(2027, 6, 1))
    line.workspace.write(partial(extend_due_date, address_id=line.of(NHS).id, due_on=date(2027, 6, 15)))

    assert news(line, date(2027, 6, 16)) == [(NewsKind.NO_ANSWER, NHS)]


def test_only_what_the_letters_told_is_told_and_earlier_ones_stay_so(line):
    line.send(COUNCIL)
    letters_go_out(line, date(2027, 4, 15))
    rows = line.workspace.read(partial(list_expectations, assembly_id=line.assembly_id, today=date(2027, 4, 16)))
    printed = [fact.key for fact in news_of(rows)]
    line.answer(NHS)  # typed in after the letters were printed

    record = partial(record_report_back, assembly_id=line.assembly_id, sent_on=date(2027, 5, 1), told=printed)
    line.workspace.write(record)

    assert news(line, date(2027, 5, 2)) == [(NewsKind.ANSWERED, NHS)]


def test_that_letters_went_out_can_be_undone(line):
    line.answer(COUNCIL)
    letters_go_out(line, date(2027, 6, 1))

    line.workspace.undo()

    assert news(line) == [(NewsKind.ANSWERED, COUNCIL)]


def test_letters_belong_to_an_assembly(line):
    with pytest.raises(NotFoundError):
        line.workspace.write(partial(record_report_back, assembly_id=line.id, sent_on=date(2027, 6, 1)))


def test_every_light_and_every_answer_has_a_shape():
    assert set(LIGHT_SHAPES) == set(Light)
    assert len(set(LIGHT_SHAPES.values())) == len(Light)
    assert set(STATUS_SHAPES) == set(ResponseStatus)


def counted(sent_on, due_on, count, unit):
    return counting_sentences(sent_on=sent_on, due_on=due_on, period_count=count, period_unit=unit, words=WORDS)


@pytest.mark.parametrize(
    ("sent_on", "due_on", "count", "unit", "why"),
    [
        (date(2026, 3, 3), date(2026, 4, 7), 1, PeriodUnit.MONTHS, "That ends on 3 April 2026, a weekend or bank"),
        (date(2025, 9, 5), date(2025, 10, 6), 1, PeriodUnit.MONTHS, "That ends on 5 October 2025"),
        (date(2026, 3, 2), date(2026, 3, 30), 20, PeriodUnit.WORKING_DAYS, "Weekends and bank holidays in England"),
        (date(2026, 3, 2), date(2026, 3, 9), 1, PeriodUnit.WEEKS, "The day of asking doesn't count."),
        (date(2026, 3, 2), date(2026, 3, 20), 1, PeriodUnit.WEEKS, "Another day was agreed on later."),
    ],
)
def test_why_an_answer_is_due_on_its_day(sent_on, due_on, count, unit, why):
    first, second = counted(sent_on, due_on, count, unit)

    assert first.startswith("Asked on ")
    assert second.startswith(why)


def test_periods_as_people_say_them():
    said = [period_words(count, unit, WORDS) for count in (1, 8) for unit in PeriodUnit]

    assert said == ["1 day", "1 working day", "1 week", "1 month", "8 days", "8 working days", "8 weeks", "8 months"]
