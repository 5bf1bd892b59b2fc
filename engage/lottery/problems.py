"""What stands in the way of a panel, and what would help: the words and values of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engage.languages.catalogues import Catalogue, mark

# What is wrong, in words; the placeholders are the problem's parameters.
PROBLEMS: dict[str, str] = {
    "seats-none": mark("The number of seats must be at least 1, not {seats}."),
    "pool-small": mark("There are {people} people for {seats} seats. Reduce the seats or find more people."),
    "pool-small-homes": mark(
        "There are {homes} households for {seats} seats, and each may have one member. "
        "Reduce the seats or find more people."
    ),
    "id-twice": mark("The reference “{id}” is there {count} times. Give each person a reference of their own."),
    "fixed-unknown": mark("“{id}” was to keep a seat but is not among the people."),
    "fixed-household": mark("“{id}” was to keep a seat, but so was somebody else at the same home."),
    "target-twice": mark("There are two targets for “{category}: {value}”. Remove one."),
    "minimum-above-maximum": mark(
        "The target for “{category}: {value}” asks for at least {minimum} and at most {maximum}. "
        "Correct one of the two."
    ),
    "flex-narrow": mark("The flexible bounds of “{category}: {value}” are narrower than its target. Widen them."),
    "minimums-above-seats": mark(
        "The smallest numbers for “{category}” add up to {total}, which is more than the {seats} seats. "
        "Lower some of them."
    ),
    "maximums-below-seats": mark(
        "The largest numbers for “{category}” add up to {total}, which is less than the {seats} seats. "
        "Raise some of them."
    ),
    "answer-missing": mark("{count} of the people gave no answer to “{category}”. Add the answers or leave them out."),
    "answer-unknown": mark(
        "{count} of the people answered “{value}” to “{category}”, and there is no target for it. "
        "Correct the answer or add the target."
    ),
    "pool-short": mark(
        "The target for “{category}: {value}” asks for at least {minimum}, but only {found} of the people qualify. "
        "Lower it or find more people."
    ),
    "targets-conflict": mark(
        "These targets can be met one by one but not together: {targets}. "
        "Accept the suggested change or loosen one of them."
    ),
}


@dataclass(frozen=True)
class Problem:
    """One thing that stands in the way. `targets` are the categories and values concerned."""

    code: str
    category: str = ""
    value: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    targets: tuple[tuple[str, str], ...] = ()

    def text(self, catalogue: Catalogue) -> str:
        """The problem in the catalogue's language."""
        return catalogue.gettext(PROBLEMS[self.code]).format(category=self.category, value=self.value, **self.params)


@dataclass(frozen=True)
class Relaxation:
    """A suggested change of one target. `is_beyond_flex`: it goes further than the flexible bounds allow."""

    category: str
    value: str
    minimum: int
    maximum: int
    new_minimum: int
    new_maximum: int
    is_beyond_flex: bool = False
