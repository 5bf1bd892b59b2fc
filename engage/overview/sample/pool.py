"""The invented people of the sample: who they are, where they live, what they need."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from engage.lottery.population import PopulationDraft
from engage.lottery.shares import CategoryKind
from engage.overview.sample.chance import Chance
from engage.overview.sample.content import sample_file
from engage.paths import shipped

POOL_SIZE = 500
SEATS = 50
# In every hundred.
_NEEDS = 18
_LARGE_PRINT = 8
_NAMELESS = 1
_HOUSEHOLDS = 4
_UNANSWERED = 2
_WRITES_OWN_LANGUAGE = 45
_OTHER_LANGUAGES = ("zh", "pt", "tr")
_PHOTOS = {"yes": 62, "ask": 18, "no": 12, "not-asked": 8}


@dataclass(frozen=True)
class SamplePerson:
    """One invented person, as the fields of a respondent."""

    reference: str
    full_name: str
    email: str
    phone: str
    address: str
    postcode: str
    answers: Mapping[str, str]
    spoken_language: str
    written_language: str
    type_size: str
    photo_consent: str
    invitation_code: str = ""
    needs: tuple[Mapping[str, str], ...] = field(default_factory=tuple)


@lru_cache(maxsize=1)
def _communities() -> list[dict[str, Any]]:
    text = shipped("resources", "sample", "communities.json").read_text(encoding="utf-8")
    communities: list[dict[str, Any]] = json.loads(text)
    return communities


def invent_people(chance: Chance, *, size: int) -> list[SamplePerson]:
    """The pool. About one person in twelve lives with another one of the pool."""
    people: list[SamplePerson] = []
    homes = endless_homes(chance)
    while len(people) < size:
        community = chance.weighted({index: each["weight"] for index, each in enumerate(_communities())})
        answers = _answers(chance, _communities()[community])
        home = next(homes[answers["Area"]])
        together = 2 if chance.percent(_HOUSEHOLDS) else 1
        for _ in range(min(together, size - len(people))):
            people.append(_person(chance, _communities()[community], answers, home, len(people) + 1))
            answers = {**_answers(chance, _communities()[community]), "Area": answers["Area"]}
    return people


def endless_homes(chance: Chance) -> dict[str, Iterator[tuple[str, str]]]:
    """For each area, an endless row of addresses that don't exist."""
    streets = sample_file("assembly")["streets"]
    return {area: _row(chance, names, district) for district, (area, names) in enumerate(streets.items(), 1)}


def _row(chance: Chance, names: list[str], district: int) -> Iterator[tuple[str, str]]:
    number = 0
    while True:
        number += 1 + chance.below(3)
        for name in chance.shuffled(names):
            letters = "".join(chance.pick("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
            # No postcode begins with NW0.
            yield f"{number} {name}, Riverside", f"NW0 {district}{letters}"


def _answers(chance: Chance, community: Mapping[str, Any]) -> dict[str, str]:
    """What someone of a community answers; volunteers are not like the population, that is what targets are for."""
    volunteers = sample_file("assembly")["volunteers"]
    answers = {}
    for category in sample_file("assembly")["targets"]:
        if category == "Ethnic group":
            answers[category] = community["ethnic_group"]
        else:
            answers[category] = chance.weighted(volunteers[category])
    if chance.percent(_UNANSWERED):
        answers["Disability or long-term illness"] = ""
    return answers


def _person(
    chance: Chance, community: Mapping[str, Any], answers: Mapping[str, str], home: tuple[str, str], number: int
) -> SamplePerson:
    name = "" if chance.percent(_NAMELESS) else _name(chance, community, answers["Gender"])
    return SamplePerson(
        reference=f"R{number:03}",
        full_name=name,
        email=f"r{number:03}@post.example" if chance.percent(80) else "",
        # A range that Ofcom keeps free for stories.
        phone=f"07700 900{number % 1000:03}",
        address=home[0],
        postcode=home[1],
        answers=dict(answers),
        spoken_language=community["spoken"],
        written_language=_written(chance, community),
        type_size="large" if chance.percent(_LARGE_PRINT) else "standard",
        photo_consent=chance.weighted(_PHOTOS),
        needs=tuple(_needs(chance)),
    )


def _name(chance: Chance, community: Mapping[str, Any], gender: str) -> str:
    sets = {"Female": "women", "Male": "men"}
    given = sets.get(gender) or chance.pick(["women", "men"])
    if not chance.percent(community.get("own_script_share", 0)):
        names = [chance.pick(community[given]), chance.pick(community["families"])]
        return " ".join(reversed(names) if community.get("family_first") else names)
    names = [chance.pick(community[f"own_{given}"]), chance.pick(community["own_families"])]
    return "".join(reversed(names)) if community.get("family_first") else " ".join(names)


def _written(chance: Chance, community: Mapping[str, Any]) -> str:
    """The language to write to someone in: half of those who speak another one read English as well."""
    if community["written"] != "en":
        return str(community["written"]) if chance.percent(_WRITES_OWN_LANGUAGE) else "en"
    spoken = str(community["spoken"])
    return spoken if spoken in _OTHER_LANGUAGES and chance.percent(25) else "en"


def _needs(chance: Chance) -> Iterator[Mapping[str, str]]:
    if not chance.percent(_NEEDS):
        return
    given = sample_file("assembly")["needs"]
    weights = {index: need["weight"] for index, need in enumerate(given)}
    chosen = {chance.weighted(weights) for _ in range(1 + chance.below(2))}
    for index in sorted(chosen):
        need = given[index]
        yield {"kind": need["kind"], "detail": need["detail"], "how_met": need["how_met"]}


def invented_targets(seats: int) -> list[tuple[str, str, int, int]]:
    """Category, value, least and most: the share of the seats, rounded, with one more or less allowed."""
    rows = []
    for category, shares in sample_file("assembly")["targets"].items():
        whole = sum(shares.values())
        for value, share in shares.items():
            rows.append((category, value, max(seats * share // whole - 1, 0), -(-seats * share // whole) + 1))
    return rows


def invented_population() -> list[PopulationDraft]:
    """How the invented borough answers, by its invented statistics office."""
    geographic = {"Area": CategoryKind.GEOGRAPHIC}
    return [
        PopulationDraft(
            name=category,
            kind=geographic.get(category, CategoryKind.DEMOGRAPHIC),
            values=tuple((value, str(share)) for value, share in shares.items()),
            source="Riverside population survey (invented)",
            dated="2025",
            is_share=True,
        )
        for category, shares in sample_file("assembly")["targets"].items()
    ]
