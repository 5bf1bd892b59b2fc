"""The letters of the sample: an invented list of homes, a wave drawn from it by lot, and who answers which letter."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice

from engage.overview.sample.chance import Chance
from engage.overview.sample.content import sample_file
from engage.overview.sample.pool import SamplePerson, endless_homes
from engage.people.rules import HomeDraft, household_key
from engage.people.views import Letter

COLUMNS = ("address", "postcode", "area")
STRATA = ("area",)
SENT_ON = date(2025, 9, 9)
PUBLIC_STRING = "2 6 1 4"
RATE = Fraction(1, 10)
# Where few are known to answer, more letters go.
WEIGHTS = {"Stationfields": Fraction(3, 2)}
_HOMES = 16  # for each person of the pool
_HAS_CODE = 92  # of a hundred; the others rang up, and nobody asked
_CHOICES = 45_000
_IN_THE_POST = timedelta(days=3)
_MILLION = 1_000_000
_STILL_TO_COME = 905_724  # of a million, a day later: half of them in a week


def letters_for(people: int) -> int:
    """How many letters bring so many people."""
    return int(people / RATE)


def invent_homes(chance: Chance, *, people: int) -> list[HomeDraft]:
    """The list of homes: each area has as many as its share of the population."""
    shares = sample_file("assembly")["targets"]["Area"]
    doors = endless_homes(chance)
    homes = []
    for area, share in shares.items():
        for address, postcode in islice(doors[area], _HOMES * people * share // sum(shares.values())):
            key = f"{household_key(address)} {household_key(postcode)}"
            homes.append(HomeDraft(key, (address, postcode, area)))
    return homes


def move_in(people: Sequence[SamplePerson], letters: Sequence[Letter], chance: Chance) -> list[SamplePerson]:
    """The people in homes of their area that got a letter; those who live together stay so."""
    free = {
        area: iter(chance.shuffled([letter for letter in letters if letter.stratum == area]))
        for area in dict.fromkeys(letter.stratum for letter in letters)
    }
    homes: dict[tuple[str, str], Letter] = {}
    moved = []
    for person in people:
        old = (person.address, person.postcode)
        if old not in homes:
            homes[old] = next(free[person.answers["Area"]])
        address, postcode, _area = homes[old].cells
        code = homes[old].code if chance.percent(_HAS_CODE) else ""
        moved.append(replace(person, address=address, postcode=postcode, invitation_code=code))
    return moved


def wait(chance: Chance) -> timedelta:
    """How long somebody took to answer: of those still to come, the same part comes each day after the first days.

    Whole numbers alone, so that it is the same on any computer.
    """
    left = (_CHOICES - chance.below(_CHOICES)) * _MILLION
    still, days = _CHOICES * _MILLION, 0
    while left <= (next_day := still * _STILL_TO_COME // _MILLION):
        still, days = next_day, days + 1
    return _IN_THE_POST + timedelta(days=days, minutes=(still - left) * 24 * 60 // (still - next_day))
