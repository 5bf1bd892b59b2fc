"""What screens show and documents print of the people: the list, the counts, and one person's story."""

from engage.people.views.invited import InvitedStratum, InvitedWave, invited, uncoded_replies
from engage.people.views.lists import (
    PeopleFilter,
    PeopleSort,
    PersonHit,
    RespondentRow,
    answer_counts,
    count_respondents,
    find_people,
    list_respondents,
    respondent_ids,
    status_counts,
)
from engage.people.views.stories import (
    NeedRow,
    PersonStory,
    PoolPerson,
    StoryEvent,
    list_pool,
    list_stories,
    person_story,
)

__all__ = [
    "InvitedStratum",
    "InvitedWave",
    "NeedRow",
    "PeopleFilter",
    "PeopleSort",
    "PersonHit",
    "PersonStory",
    "PoolPerson",
    "RespondentRow",
    "StoryEvent",
    "answer_counts",
    "count_respondents",
    "find_people",
    "invited",
    "list_pool",
    "list_respondents",
    "list_stories",
    "person_story",
    "respondent_ids",
    "status_counts",
    "uncoded_replies",
]
