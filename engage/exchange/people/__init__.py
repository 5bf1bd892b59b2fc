"""People in and out: one person a row, a column for each target category, and every other column kept."""

from engage.exchange.people.exporting import export_people
from engage.exchange.people.fields import COLUMNS
from engage.exchange.people.importing import PeopleContext, apply_people, gather_people_context, read_people

__all__ = [
    "COLUMNS",
    "PeopleContext",
    "apply_people",
    "export_people",
    "gather_people_context",
    "read_people",
]
