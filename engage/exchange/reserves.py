"""The list of reserves as a CSV file: who they are, in the order in which they are asked. It goes out, never in."""

import uuid

from sqlalchemy.orm import Session

from engage.errors import RefusedError
from engage.exchange.csv_files import write_csv
from engage.lottery.views import list_quotas, reserve_list
from engage.people.views import list_stories

HEADER = ("order", "reference", "name", "email", "phone", "spoken_language")


def reserves_csv(db: Session, assembly_id: uuid.UUID) -> bytes:
    """Those who still wait, with how to reach them and what they answered. Raises RefusedError when nobody does."""
    waiting = [person.reference for person in reserve_list(db, assembly_id)]
    if not waiting:
        raise RefusedError("no-reserves")
    people = {person.reference: person for person in list_stories(db, assembly_id, references=waiting)}
    categories = list(dict.fromkeys(quota.category for quota in list_quotas(db, assembly_id)))
    rows = (
        [
            str(order),
            person.reference,
            person.full_name,
            person.email,
            person.phone,
            person.spoken_language,
            *(person.answers.get(category, "") for category in categories),
        ]
        for order, person in enumerate((people[reference] for reference in waiting), start=1)
    )
    return write_csv([*HEADER, *categories], rows)
