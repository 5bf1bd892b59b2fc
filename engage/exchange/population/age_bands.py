"""Ages in the words of census files and targets: "Aged 16 to 19 years" lies in "16-24". Pure."""

import re

OLDEST = 200

_RANGE = re.compile(r"(?:aged? )?(\d{1,3}) ?(?:to|-|–|—) ?(\d{1,3})(?: years?(?: old)?)?")
_OPEN = re.compile(r"(?:aged? )?(\d{1,3})(?: years?(?: old)?)?(?: ?\+| (?:and|or) (?:over|older|above|more))")
_UP_TO = re.compile(r"(?:aged? )?(\d{1,3})(?: years?)? (?:and|or) (?:under|younger|less)")
_UNDER = re.compile(r"(?:aged? )?(?:under|younger than) (\d{1,3})(?: years?)?")
_ONE = re.compile(r"aged? (\d{1,3})(?: years?)?|(\d{1,3}) years?")


def ages(text: str) -> tuple[int, int] | None:
    """The youngest and the oldest age that the words take in; None where they speak of something else."""
    words = " ".join(text.casefold().split())
    if found := _RANGE.fullmatch(words):
        return int(found[1]), int(found[2])
    if found := _OPEN.fullmatch(words):
        return int(found[1]), OLDEST
    if found := _UP_TO.fullmatch(words):
        return 0, int(found[1])
    if found := _UNDER.fullmatch(words):
        return 0, int(found[1]) - 1
    if found := _ONE.fullmatch(words):
        age = int(found[1] or found[2])
        return age, age
    return None


def lies_in(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    """Whether all of one range lies in the other."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two ranges share an age."""
    return one[0] <= other[1] and other[0] <= one[1]
