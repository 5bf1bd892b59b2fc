"""Problems in words."""

import string

import pytest

from engage.exchange.problems import PROBLEMS, Problem, problem_text
from engage.languages.catalogues import catalogue
from engage.people.rules import RespondentStatus


def test_a_problem_is_told_with_its_particulars():
    problem = Problem(3, "status", "move-refused", {"old": RespondentStatus.WITHDRAWN, "new": RespondentStatus.POOL})

    assert problem_text(problem, catalogue("en")) == "This person can't go from “Withdrawn” to “In the pool”."


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_can_be_told(code):
    names = [name for _text, name, _spec, _conversion in string.Formatter().parse(PROBLEMS[code]) if name]

    text = problem_text(Problem(1, "a", code, dict.fromkeys(names, "<b>{x}</b>")), catalogue("en"))

    assert "{" not in text.replace("<b>{x}</b>", "")
