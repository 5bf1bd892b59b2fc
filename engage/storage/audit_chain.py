"""The audit log's chain of hashes. Pure: it reads lines of text and knows nothing of the file they came from."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import rfc8785

from engage.errors import EngageError, RefusedError

NO_HASH = "0" * 64
EMPTY_HEAD = (0, NO_HASH)
FIELDS = ("number", "at", "actor", "verb", "kind", "change", "subject", "count", "fields", "previous", "hash")

_SHORTEST_HASH = 12  # as printed on certificates
_HEAD = re.compile(rf"(\d{{1,18}}):([0-9a-f]{{{_SHORTEST_HASH},64}})")

Head = tuple[int, str]
"""The number and hash of the newest entry, as printed on certificates; a printed hash may be its first 12 digits."""


@dataclass(frozen=True)
class ChainReport:
    """What a check of the log found."""

    entries: int
    head: Head
    problems: tuple[EngageError, ...]

    @property
    def ok(self) -> bool:
        """Whether the log is whole."""
        return not self.problems


def entry_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of everything in the entry but its hash."""
    return hashlib.sha256(rfc8785.dumps({name: entry[name] for name in FIELDS if name != "hash"})).hexdigest()


def to_line(entry: Mapping[str, Any]) -> str:
    """The one line of text that stands for an entry."""
    return rfc8785.dumps({name: entry[name] for name in FIELDS}).decode()


def parse_head(text: str) -> Head:
    """A printed head such as "41:9f86d081884c". Raises RefusedError."""
    match = _HEAD.fullmatch(text.strip().lower())
    if match is None:
        raise RefusedError("audit-head-unreadable", text=text)
    return int(match[1]), match[2]


def verify_chain(lines: Iterable[str], head: Head | None = None) -> ChainReport:
    """Check every line of an exported log against the one before, and the whole against a printed head."""
    problems: list[EngageError] = []
    hashes = [NO_HASH]
    for number, line in enumerate((line.rstrip("\n") for line in lines), start=1):
        entry, problem = _read(line, number, hashes[-1])
        if problem:
            problems.append(RefusedError(problem, line=number))
        hashes.append(str(entry.get("hash", "")))
    if head is not None and not _stands(head, hashes):
        problems.append(RefusedError("audit-head-differs", number=head[0]))
    return ChainReport(len(hashes) - 1, (len(hashes) - 1, hashes[-1]), tuple(problems))


def _read(line: str, number: int, previous: str) -> tuple[Mapping[str, Any], str]:
    """The entry of a line, and what is wrong with it."""
    try:
        entry = json.loads(line)
        is_canonical = isinstance(entry, dict) and set(entry) == set(FIELDS) and to_line(entry) == line
    except (ValueError, RecursionError):  # the canonical writer's refusals are ValueErrors too
        return {}, "audit-line-unreadable"
    if not is_canonical:
        return {}, "audit-line-unreadable"
    if entry["number"] != number:
        return entry, "audit-number-wrong"
    if entry["previous"] != previous:
        return entry, "audit-link-broken"
    return entry, "" if entry["hash"] == entry_hash(entry) else "audit-hash-wrong"


def _stands(head: Head, hashes: list[str]) -> bool:
    number, digits = head
    return number < len(hashes) and len(digits) >= _SHORTEST_HASH and hashes[number].startswith(digits)
