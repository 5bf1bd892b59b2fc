"""The list's queries are not SQLite's own: the same code would run on PostgreSQL."""

import uuid
from functools import partial

import pytest
from sqlalchemy.dialects import postgresql

from engage.people.rules import NeedKind, RespondentStatus
from engage.people.views import (
    PeopleFilter,
    PeopleSort,
    answer_counts,
    count_respondents,
    find_people,
    list_pool,
    list_respondents,
    status_counts,
)

EVERYTHING = PeopleFilter(
    search="ann lee",
    statuses=[RespondentStatus.POOL],
    answers={"age": "45+"},
    has_needs=True,
    need=NeedKind.DIET,
    written_language="bn",
)


class PostgresqlAlone:
    """Stands where a session does and keeps each query as PostgreSQL would be asked it."""

    def __init__(self):
        self.asked = []

    def execute(self, query):
        self.asked.append(str(query.compile(dialect=postgresql.dialect())))
        return []

    scalars = execute

    def scalar(self, query):
        self.execute(query)


@pytest.mark.parametrize(
    "view",
    [
        *(partial(list_respondents, sort=sort, matching=EVERYTHING) for sort in PeopleSort),
        partial(count_respondents, matching=EVERYTHING),
        partial(answer_counts, question="age"),
        status_counts,
        list_pool,
    ],
)
def test_each_query_of_the_list_can_be_asked_of_postgresql(view):
    db = PostgresqlAlone()

    view(db, assembly_id=uuid.uuid4())

    assert db.asked
    assert "json_extract" not in " ".join(db.asked).lower()


def test_answers_are_grouped_by_name_since_postgresql_sees_two_parameters_as_two():
    db = PostgresqlAlone()

    answer_counts(db, uuid.uuid4(), "age")
    find_people(db, "ann")

    assert "GROUP BY answer" in db.asked[0]
