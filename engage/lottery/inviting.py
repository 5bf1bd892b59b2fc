"""The first-stage lottery: how many letters, and which addresses get one. Pure.

The order of events is that of the second stage: the list of addresses and the plan are fixed and hashed, then a string
is given in public, and the two decide. Nothing of it depends on the order of the rows.
"""

import hashlib
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from engage.errors import RefusedError
from engage.lottery.shares import largest_remainder
from engage.lottery.stream import Stream
from engage.progress import Progress, silent

FORMAT = "engage-invitation-record/1"
CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""No vowels, so that no code spells a word; no 0 or 1, which look like letters."""
CODE_LENGTH = 10
MULTIPLE = "10"
LOW_RATE, LIKELY_RATE, HIGH_RATE = "3", "5", "8"
"""What is planned with while nobody knows better: people for each seat, and replies to a hundred letters (B1)."""
_JOIN = " · "
_FIGURE = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Address:
    """One home: the key that makes it this home and no other, and the stratum it is drawn in."""

    key: str
    stratum: str = ""


@dataclass(frozen=True)
class Stratum:
    """A part of the list that is drawn from on its own."""

    name: str
    addresses: int
    weight: Fraction
    letters: int


@dataclass(frozen=True)
class FixedPlan:
    """The letters of each stratum, and the hashes that fix list and plan before a string is said in public."""

    strata: tuple[Stratum, ...]
    hashes: Mapping[str, str]


@dataclass(frozen=True)
class Invitations:
    """The keys of the homes that get a letter, sorted, and the record for everyone who wants to check."""

    keys: tuple[str, ...]
    strata: tuple[Stratum, ...]
    hashes: Mapping[str, str]
    record: str


def letters_needed(seats: int, multiple: Fraction, rate: Fraction) -> int:
    """How many letters it takes for a pool of `multiple` people for each seat, at this rate of replies.

    Raises ValueError when nobody would reply.
    """
    if not 0 < rate <= 1:
        msg = "a rate of replies lies between 0 and 1"
        raise ValueError(msg)
    return math.ceil(seats * multiple / rate)


def read_figure(text: str) -> Fraction | None:
    """A number as people type it, 5, 2.5 or 2,5, with or without a percent sign after it; None for anything else."""
    plain = text.strip().removesuffix("%").strip()
    return Fraction(plain.replace(",", ".")) if _FIGURE.fullmatch(plain) else None


def plan_letters(
    addresses: Iterable[Address], letters: int, *, weights: Mapping[str, Fraction] | None = None
) -> tuple[Stratum, ...]:
    """The letters of each stratum: in proportion to its homes, times its weight; never more than it has homes.

    Raises RefusedError when there are fewer homes than letters, or a weight names no stratum.
    """
    return share_letters(Counter(address.stratum for address in addresses), letters, weights=weights)


def share_letters(
    homes: Mapping[str, int], letters: int, *, weights: Mapping[str, Fraction] | None = None
) -> tuple[Stratum, ...]:
    """The same from the number of homes in each stratum. Raises RefusedError as `plan_letters` does."""
    total = sum(homes.values())
    given = dict(weights or {})
    if unknown := sorted(set(given) - set(homes)):
        raise RefusedError("stratum-unknown", stratum=unknown[0], known=", ".join(sorted(homes)))
    if letters > total:
        raise RefusedError("letters-too-many", letters=letters, addresses=total)
    names = sorted(homes)
    parts = {name: homes[name] * given.get(name, Fraction(1)) for name in names}
    counts = _within(parts, homes, letters)
    return tuple(Stratum(name, homes[name], given.get(name, Fraction(1)), counts[name]) for name in names)


def _within(parts: Mapping[str, Fraction], homes: Mapping[str, int], letters: int) -> dict[str, int]:
    """Share out the letters; a stratum that would get more than it has homes gets all, the others share the rest."""
    full: dict[str, int] = {}
    while True:
        open_names = [name for name in parts if name not in full]
        rest = letters - sum(full.values())
        total = sum((parts[name] for name in open_names), Fraction(0))
        if not total:
            if rest:
                raise RefusedError("letters-too-many", letters=letters, addresses=sum(full.values()))
            return {**full, **dict.fromkeys(open_names, 0)}
        over = [name for name in open_names if rest * parts[name] > total * homes[name]]
        if not over:
            shared = largest_remainder([rest * parts[name] / total for name in open_names], rest)
            return {**full, **dict(zip(open_names, shared, strict=True))}
        full |= {name: homes[name] for name in over}


def stratum_of(values: Iterable[str]) -> str:
    """The stratum of a home with these values in the columns that make the strata."""
    return _JOIN.join(values)


def fix_plan(addresses: Sequence[Address], letters: int, *, weights: Mapping[str, Fraction] | None = None) -> FixedPlan:
    """Share the letters out, and hash the list and the plan.

    Raises RefusedError as `plan_letters` does, and when two homes have one key.
    """
    if len({address.key for address in addresses}) < len(addresses):
        raise RefusedError("address-twice")
    strata = plan_letters(addresses, letters, weights=weights)
    hashes = {
        "addresses": _digest("addresses", sorted([address.stratum, address.key] for address in addresses)),
        "plan": _digest("plan", [_plan_row(stratum) for stratum in strata]),
    }
    return FixedPlan(strata, hashes)


def draw_letters(
    addresses: Sequence[Address],
    letters: int,
    public_string: str,
    *,
    weights: Mapping[str, Fraction] | None = None,
    progress: Progress = silent,
) -> Invitations:
    """Draw the homes that get a letter. The same list, plan and string give the same homes on any computer.

    Raises RefusedError as `fix_plan` does.
    """
    fixed = fix_plan(addresses, letters, weights=weights)
    strata, hashes = fixed.strata, fixed.hashes
    stream = Stream(invitation_seed(hashes, public_string))
    homes: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        homes[address.stratum].append(address.key)
    keys: list[str] = []
    for done, stratum in enumerate(strata):
        progress(done, len(strata))
        keys += _pick(stream, sorted(homes[stratum.name]), stratum.letters)
    progress(len(strata), len(strata))
    keys.sort()
    record = {
        "format": FORMAT,
        "hashes": dict(hashes),
        "letters": letters,
        "strata": [_plan_row(stratum) for stratum in strata],
        "public_string": public_string,
        "drawn_sha256": _digest("drawn", keys),
    }
    return Invitations(tuple(keys), strata, hashes, _canonical({**record, "record_sha256": _digest("record", record)}))


def _pick(stream: Stream, homes: list[str], count: int) -> list[str]:
    """So many of them, all choices equally likely (Fisher and Yates, from the first place up, as far as needed)."""
    for place in range(count):
        other = place + stream.below(len(homes) - place)
        homes[place], homes[other] = homes[other], homes[place]
    return homes[:count]


def invitation_seed(hashes: Mapping[str, str], public_string: str) -> bytes:
    """The seed: hashes first, so that whoever chooses the string can't know what it will give."""
    lines = ["engage invitation seed 1", hashes["addresses"], hashes["plan"], public_string]
    return hashlib.sha256("\n".join(lines).encode()).digest()


def check_record(text: str, addresses: Sequence[Address]) -> tuple[str, ...]:
    """Draw again from the record's plan and string; gives what is not as the record says, nothing when all is well.

    The answers are names of fields: `record`, `addresses`, `plan`, `drawn`. Raises RefusedError when it is no record.
    """
    record = _read(text)
    rest = {key: value for key, value in record.items() if key != "record_sha256"}
    if _digest("record", rest) != record.get("record_sha256"):
        return ("record",)
    try:
        weights = {str(name): Fraction(weight) for name, _homes, weight, _letters in record["strata"]}
        told = (int(record["letters"]), str(record["public_string"]), dict(record["hashes"]), record["drawn_sha256"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise RefusedError("record-damaged") from error
    letters, public_string, hashes, drawn = told
    try:
        again = _read(draw_letters(addresses, letters, public_string, weights=weights).record)
    except RefusedError:
        return ("addresses",)
    wrong = [name for name in ("addresses", "plan") if again["hashes"][name] != hashes.get(name)]
    return (*wrong, *(["drawn"] if again["drawn_sha256"] != drawn else []))


def make_codes(count: int, random_below: Callable[[int], int]) -> list[str]:
    """So many different codes. `random_below` must be unguessable: never the stream of the draw, which is public."""
    codes: dict[str, None] = {}
    while len(codes) < count:
        letters = (CODE_LETTERS[random_below(len(CODE_LETTERS))] for _ in range(CODE_LENGTH))
        codes["".join(letters)] = None
    return list(codes)


def _read(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RefusedError("record-damaged") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise RefusedError("record-damaged")
    return record


def _plan_row(stratum: Stratum) -> list[object]:
    weight = f"{stratum.weight.numerator}/{stratum.weight.denominator}"
    return [stratum.name, stratum.addresses, weight, stratum.letters]


def _digest(label: str, content: object) -> str:
    return hashlib.sha256(f"engage invitation {label} 1\n{_canonical(content)}".encode()).hexdigest()


def _canonical(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
