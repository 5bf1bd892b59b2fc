"""The record of a draw that anyone can check: canonical JSON of strings and whole numbers, with hashes.

The order of events: `freeze` fixes pool, targets, method and portfolio, and their hashes are made known; only then is
the public string chosen; `draw` turns hashes and string into a seed, and the seed into a panel. The private record
holds everybody's answers under random tickets, never names; `public` takes the answers out and leaves a salted
commitment to each. `docs/decisions/0004-draw-order-and-record.md` states the exact bytes.

Records are text here. Their file holds just the UTF-8 bytes of that text.
"""

import hashlib
import hmac
import json
import secrets
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from engage.errors import RefusedError
from engage.lottery.model import Entrant, Lottery, Quota
from engage.lottery.stream import Stream, choose_weighted

FORMAT = "engage-draw-record/1"
SALT_BYTES = 32
_PIECE = 100

Record = dict[str, Any]


def freeze(
    entrants: Iterable[Entrant],
    quotas: Iterable[Quota],
    lottery: Lottery,
    *,
    fixed: frozenset[str] = frozenset(),
    purpose: str = "real",
    digits: int = 0,
    drop_out_rates: Sequence[tuple[str, str, int, str]] = (),
    salt: bytes | None = None,
) -> str:
    """The private record of a lottery before its draw.

    The entrants' ids must be tickets: random names of ASCII letters and digits. `purpose` is `real`, `test`,
    `replacement` or `reserves`. With `digits`, so many figures drawn in public are the number of the panel: there must
    be one panel for each number, all equally likely. `drop_out_rates` are what reserves were planned by: category,
    value, how many of a hundred, and where that is from. `salt`, 32 bytes that keep the commitments from being
    guessed, is random unless it is given.
    """
    if digits and not len(lottery.panels) == lottery.total == 10**digits:
        raise ValueError("a draw by figures needs one panel for each number")
    quotas = sorted(quotas, key=lambda quota: quota.key)
    salt = secrets.token_bytes(SALT_BYTES) if salt is None else salt
    people = {entrant.id: entrant for entrant in entrants}
    if set(people) != set(lottery.chances) or not all(ticket.isascii() and ticket.isalnum() for ticket in people):
        raise ValueError("every entrant needs a ticket of its own, of ASCII letters and digits")
    categories = sorted({quota.category for quota in quotas})
    homes = _households(people)
    answers = {ticket: [person.answers[category] for category in categories] for ticket, person in people.items()}
    portfolio = sorted(zip(map(sorted, lottery.panels), lottery.weights, strict=True))
    record: Record = {
        "format": FORMAT,
        "kind": "private",
        "purpose": purpose,
        "method": str(lottery.method),
        "seats": lottery.seats,
        "targets": [[quota.category, quota.value, quota.minimum, quota.maximum] for quota in quotas],
        "categories": categories,
        "tickets": sorted(people),
        "fixed": sorted(fixed),
        "panels": [panel for panel, _ in portfolio],
        "weights": [weight for _, weight in portfolio],
        "total": lottery.total,
        "chances": {ticket: int(chance * lottery.total) for ticket, chance in lottery.chances.items()},
        "least_chance": fraction_text(lottery.least_chance),
        "least_chance_bound": fraction_text(lottery.least_chance_bound),
        "in_no_panel": sorted(lottery.in_no_panel),
        "commitments": _commitments(answers, homes, salt),
        "salt": salt.hex(),
        "answers": answers,
        "households": homes,
    }
    if digits:
        record["digits"] = digits
    if drop_out_rates:
        record["drop_out_rates"] = [list(rate) for rate in drop_out_rates]
    record["hashes"] = _hashes(record)
    return _sealed(record)


def draw(text: str, public_string: str) -> str:
    """The record with its seed and panel.

    Raises RefusedError when the record is damaged or drawn already, and when a draw by figures gets anything else.
    """
    record = read(text)
    if "draw" in record:
        raise RefusedError("record-drawn")
    public_string = unicodedata.normalize("NFC", public_string)
    seed = draw_seed(record["hashes"], public_string)
    place = _place(record, public_string, seed)
    record["draw"] = {
        "public_string": public_string,
        "seed": seed.hex(),
        "panel": place,
        "selected": record["panels"][place],
    }
    return _sealed(record)


def _place(record: Record, public_string: str, seed: bytes) -> int:
    """Which panel the public string draws: the one of that number, or the one that the seed leads to."""
    digits = record.get("digits", 0)
    if not digits:
        return choose_weighted(Stream(seed), record["weights"])
    if not (public_string.isascii() and public_string.isdigit() and len(public_string) == digits):
        raise RefusedError("panel-number", digits=digits)
    return int(public_string)


def public(text: str) -> str:
    """The record without anybody's answers, household or salt."""
    record = read(text)
    for secret in ("answers", "households", "salt"):
        record.pop(secret, None)
    record["kind"] = "public"
    return _sealed(record)


def panel(text: str) -> tuple[str, ...]:
    """The tickets that were drawn; empty before the draw."""
    record = read(text)
    return tuple(record["draw"]["selected"]) if "draw" in record else ()


def hashes(text: str) -> dict[str, str]:
    """The hashes of `pool`, `targets` and `portfolio` that are made known before the public string."""
    return dict(read(text)["hashes"])


def read(text: str) -> Record:
    """The record as plain values. Raises RefusedError when a single byte is not as it was written.

    What is in it is shared with other readers: change the record itself, never what it holds.
    """
    return dict(_whole(text))


@lru_cache(maxsize=2)
def _whole(text: str) -> Record:
    """The record, kept: a page reads the same one again whenever anything changes, and it may be megabytes."""
    try:
        record = json.loads(text)
        is_whole = isinstance(record, dict) and record.get("format") == FORMAT and _sealed(record) == text
    except (ValueError, RecursionError) as error:
        raise RefusedError("record-damaged") from error
    if not is_whole:
        raise RefusedError("record-damaged")
    return dict(record)


def draw_seed(hashes: Mapping[str, str], public_string: str) -> bytes:
    """The seed: hashes first, so that whoever chooses the string can't know what it will give."""
    lines = ["engage seed 1", hashes["pool"], hashes["targets"], hashes["portfolio"], public_string]
    return hashlib.sha256("\n".join(lines).encode()).digest()


def fraction_text(fraction: Fraction) -> str:
    """A fraction as `numerator/denominator`."""
    return f"{fraction.numerator}/{fraction.denominator}"


def _sealed(record: Record) -> str:
    parts = {key: _canonical(value) for key, value in record.items() if key != "record_sha256"}
    parts["record_sha256"] = _written(_sha256("record", _object(parts)))
    return _object(parts)


def _digest(label: str, content: object) -> str:
    return _sha256(label, _canonical(content))


def _sha256(label: str, canonical: str) -> str:
    return hashlib.sha256(f"engage {label} 1\n{canonical}".encode()).hexdigest()


def _canonical(content: object) -> str:
    """RFC 8785 for what records hold: keys are ASCII, numbers whole. Ten times as fast as a general writer.

    In pieces: to write megabytes in one call would keep the interpreter, and the window with it, all that time.
    """
    if isinstance(content, dict):
        if len(content) <= _PIECE:
            return _object({key: _canonical(value) for key, value in content.items()})
        keys = sorted(content)
        pieces = [_written({key: content[key] for key in some}) for some in _pieces(keys)]
        return "{" + ",".join(piece[1:-1] for piece in pieces) + "}"
    if isinstance(content, list) and len(content) > _PIECE:
        return "[" + ",".join(_written(some)[1:-1] for some in _pieces(content)) + "]"
    return _written(content)


def _object(parts: Mapping[str, str]) -> str:
    """An object of values that are written already."""
    return "{" + ",".join(f"{_written(key)}:{parts[key]}" for key in sorted(parts)) + "}"


def _pieces(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[start : start + _PIECE] for start in range(0, len(items), _PIECE))


def _written(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hashes(record: Record) -> dict[str, str]:
    portfolio = ["purpose", "method", "seats", "fixed", "panels", "weights", "total"]
    portfolio += ["digits"] if "digits" in record else []
    return {
        "pool": _digest("pool", {key: record[key] for key in ("categories", "commitments")}),
        "targets": _digest("targets", {key: record[key] for key in ("seats", "targets")}),
        "portfolio": _digest("portfolio", {key: record[key] for key in portfolio}),
    }


def _households(people: Mapping[str, Entrant]) -> list[list[str]]:
    homes: dict[str, list[str]] = defaultdict(list)
    for ticket, person in people.items():
        if person.household:
            homes[person.household].append(ticket)
    return sorted(sorted(residents) for residents in homes.values() if len(residents) > 1)


def _commitments(answers: Mapping[str, Sequence[str]], homes: Sequence[Sequence[str]], salt: bytes) -> dict[str, str]:
    """A hash of each person's answers and household that nobody can guess back without the salt."""
    home_of = {ticket: number for number, residents in enumerate(homes, start=1) for ticket in residents}
    commitments = {}
    for ticket, values in answers.items():
        own_salt = hmac.new(salt, ticket.encode(), hashlib.sha256).hexdigest()
        commitments[ticket] = _digest("person", [own_salt, ticket, list(values), home_of.get(ticket, 0)])
    return commitments
