"""The Unicode Bidirectional Algorithm (UAX #9): in which order the letters of a line stand.

Pure functions over one paragraph. The rule names in the comments (X1, W4, N0 …) are the annex's own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from unicodedata import bidirectional, normalize

FSI, PDI, LRM, RLM = "\u2068", "\u2069", "\u200e", "\u200f"

_NONCHARACTER = 0xFFFE  # the last two code points of each plane
_MAX_DEPTH = 125
_MAX_OPEN_BRACKETS = 63
_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO"})
_REMOVED = _EMBEDDINGS | {"PDF", "BN"}  # what rule X9 takes out
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "PDI"}) | _ISOLATES
_OVERRIDES: Mapping[str, str] = {"LRO": "L", "RLO": "R"}
_STRONG: Mapping[str, str] = {"L": "L", "R": "R", "EN": "R", "AN": "R"}  # as rules N0 to N2 see them

_OPENING = "([{⁅⁽₍⌈⌊〈❨❪❬❮❰❲❴⟅⟦⟨⟪⟬⟮⦃⦅⦇⦉⦋⦍⦏⦑⦓⦕⦗⧘⧚⧼⸢⸤⸦⸨⹕⹗⹙⹛〈《「『【〔〖〘〚﹙﹛﹝（［｛｟｢༺༼᚛"
_CLOSING = ")]}⁆⁾₎⌉⌋〉❩❫❭❯❱❳❵⟆⟧⟩⟫⟭⟯⦄⦆⦈⦊⦌⦐⦎⦒⦔⦖⦘⧙⧛⧽⸣⸥⸧⸩⹖⹘⹚⹜〉》」』】〕〗〙〛﹚﹜﹞）］｝｠｣༻༽᚜"
_CLOSING_OF = {normalize("NFD", o): normalize("NFD", c) for o, c in zip(_OPENING, _CLOSING, strict=True)}
_BRACKETS = frozenset(_CLOSING_OF) | frozenset(_CLOSING_OF.values())

# DerivedBidiClass.txt: what code points count as before a version of Unicode gives them to a character.
# fmt: off
_UNASSIGNED: tuple[tuple[int, int, str], ...] = (
    (0x0590, 0x05FF, "R"), (0x0600, 0x07BF, "AL"), (0x07C0, 0x085F, "R"), (0x0860, 0x08FF, "AL"),
    (0x20A0, 0x20CF, "ET"), (0xFB1D, 0xFB4F, "R"), (0xFB50, 0xFDCF, "AL"), (0xFDD0, 0xFDEF, "BN"),
    (0xFDF0, 0xFDFF, "AL"), (0xFE70, 0xFEFF, "AL"), (0xFFF0, 0xFFF8, "BN"), (0x10800, 0x10CFF, "R"),
    (0x10D00, 0x10D3F, "AL"), (0x10D40, 0x10EBF, "R"), (0x10EC0, 0x10EFF, "AL"), (0x10F00, 0x10F2F, "R"),
    (0x10F30, 0x10F6F, "AL"), (0x10F70, 0x10FFF, "R"), (0x1E800, 0x1EC6F, "R"), (0x1EC70, 0x1ECBF, "AL"),
    (0x1ECC0, 0x1ECFF, "R"), (0x1ED00, 0x1ED4F, "AL"), (0x1ED50, 0x1EDFF, "R"), (0x1EE00, 0x1EEFF, "AL"),
    (0x1EF00, 0x1EFFF, "R"), (0xE0000, 0xE0FFF, "BN"),
)
# fmt: on


@dataclass(frozen=True)
class BidiLevels:
    """The embedding level of each character (even: left to right, odd: right to left) and of the paragraph.

    `is_removed` marks formatting characters that are never shown; they carry the level of what stands before them.
    """

    base: int
    levels: tuple[int, ...]
    is_removed: tuple[bool, ...]


@lru_cache(maxsize=8192)
def bidi_class(character: str) -> str:
    """The character's Bidi_Class; for one that Python's Unicode tables don't know yet, its block's default."""
    known = bidirectional(character)
    if known:
        return known
    code = ord(character)
    if code & _NONCHARACTER == _NONCHARACTER:
        return "BN"
    return next((kind for first, last, kind in _UNASSIGNED if first <= code <= last), "L")


def resolve(text: str, base: int | None = None) -> BidiLevels:
    """The levels of one paragraph. `base` is its own level, 0 or 1; None finds it from the first strong letter."""
    classes = tuple(map(bidi_class, text))
    if base == 0 and _PLAIN.issuperset(classes):
        return BidiLevels(0, (0,) * len(text), (False,) * len(text))
    brackets = tuple((i, normalize("NFD", c)) for i, c in enumerate(text) if normalize("NFD", c) in _BRACKETS)
    return resolve_classes(classes, base, brackets)


# In a left-to-right paragraph of these alone, every level is 0.
_PLAIN = frozenset({"L", "EN", "ES", "ET", "CS", "NSM", "S", "WS", "ON"})


@lru_cache(maxsize=4096)
def resolve_classes(
    classes: tuple[str, ...], base: int | None = None, brackets: tuple[tuple[int, str], ...] = ()
) -> BidiLevels:
    """The levels of a paragraph known by its Bidi_Classes and its brackets (place and canonical form)."""
    closers = _matching_isolates(classes)
    if base is None:
        base = _first_strong(classes, 0, len(classes), closers) or 0
    explicit, kinds = _explicit_levels(classes, base, closers)
    levels = list(explicit)
    for sequence in _run_sequences(classes, explicit, closers, base):
        _resolve_sequence(sequence, classes, kinds, dict(brackets))
        for i in sequence.places:
            levels[i] += _implicit_step(kinds[i], levels[i])
    _reset_whitespace(classes, levels, base)
    removed = tuple(kind in _REMOVED for kind in classes)
    _level_removed(levels, removed, base)
    return BidiLevels(base, tuple(levels), removed)


def visual_order(levels: Sequence[int]) -> list[int]:
    """Rule L2: the places of the items of one line as they stand from left to right."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def isolated(text: str) -> str:
    """Somebody's text, wrapped so that it cannot turn round what stands beside it, whatever it holds."""
    if not text:
        return ""
    return FSI + _balanced(text) + PDI


def _balanced(text: str) -> str:
    """Without closers of isolates that it did not open, and with those that it forgot."""
    depth, kept = 0, []
    for character in re.sub("[\n\r\x1c-\x1e\x85\u2028\u2029]", " ", text):
        kind = bidi_class(character)
        if kind == "PDI" and depth == 0:
            continue
        depth += (kind in _ISOLATES) - (kind == "PDI")
        kept.append(character)
    return "".join(kept) + PDI * depth


def _matching_isolates(classes: Sequence[str]) -> dict[int, int]:
    """BD9: where each isolate that is closed is closed."""
    closers: dict[int, int] = {}
    opened: list[int] = []
    for i, kind in enumerate(classes):
        if kind in _ISOLATES:
            opened.append(i)
        elif kind == "PDI" and opened:
            closers[opened.pop()] = i
    return closers


def _first_strong(classes: Sequence[str], start: int, end: int, closers: Mapping[int, int]) -> int | None:
    """P2, P3: the level that the first strong letter outside isolates gives."""
    i = start
    while i < end:
        kind = classes[i]
        if kind in {"L", "R", "AL"}:
            return 0 if kind == "L" else 1
        if kind in _ISOLATES:
            i = closers.get(i, end)
        i += 1
    return None


@dataclass(frozen=True)
class _Embedding:
    """One entry of the directional status stack."""

    level: int
    override: str = ""
    is_isolate: bool = False

    def next_level(self, *, is_rtl: bool) -> int:
        return (self.level + 1) | 1 if is_rtl else (self.level + 2) & ~1


class _Stack:
    """X1: the directional status stack with its three counters."""

    def __init__(self, base: int) -> None:
        self.entries = [_Embedding(base)]
        self.overflow_isolates = self.overflow_embeddings = self.valid_isolates = 0

    @property
    def top(self) -> _Embedding:
        return self.entries[-1]

    def push(self, kind: str, *, is_rtl: bool) -> None:
        """X2 to X5c: enter an embedding or an isolate, or count it as overflow."""
        is_isolate = kind in _ISOLATES
        level = self.top.next_level(is_rtl=is_rtl)
        if level <= _MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            self.entries.append(_Embedding(level, _OVERRIDES.get(kind, ""), is_isolate))
            self.valid_isolates += is_isolate
        elif is_isolate:
            self.overflow_isolates += 1
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def close_isolate(self) -> None:
        """X6a."""
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.entries.pop().is_isolate:
                pass
            self.valid_isolates -= 1

    def close_embedding(self) -> None:
        """X7."""
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.top.is_isolate and len(self.entries) > 1:
            self.entries.pop()


def _explicit_levels(classes: Sequence[str], base: int, closers: Mapping[int, int]) -> tuple[list[int], list[str]]:
    """X1 to X8: the level of each character from the formatting characters, and its class after overrides."""
    levels, kinds, stack = [base] * len(classes), list(classes), _Stack(base)
    for i, kind in enumerate(classes):
        if kind == "B":
            continue
        if kind == "PDI":
            stack.close_isolate()
        levels[i] = stack.top.level
        if stack.top.override and kind not in _REMOVED:
            kinds[i] = stack.top.override
        if kind in _EMBEDDINGS:
            stack.push(kind, is_rtl=kind in {"RLE", "RLO"})
        elif kind in _ISOLATES:
            is_rtl = kind == "RLI" or (
                kind == "FSI" and _first_strong(classes, i + 1, closers.get(i, len(classes)), closers) == 1
            )
            stack.push(kind, is_rtl=is_rtl)
        elif kind == "PDF":
            stack.close_embedding()
    return levels, kinds


@dataclass(frozen=True)
class _Sequence:
    """BD13: an isolating run sequence: places of one level, with the classes that its ends count as."""

    places: tuple[int, ...]
    level: int
    start_kind: str
    end_kind: str

    @property
    def embedding(self) -> str:
        return "R" if self.level & 1 else "L"


def _run_sequences(
    classes: Sequence[str], levels: Sequence[int], closers: Mapping[int, int], base: int
) -> Iterable[_Sequence]:
    """X9, X10: the isolating run sequences, without what X9 removes."""
    kept = [i for i, kind in enumerate(classes) if kind not in _REMOVED]
    runs: list[list[int]] = []
    for i in kept:
        if runs and levels[runs[-1][-1]] == levels[i]:
            runs[-1].append(i)
        else:
            runs.append([i])
    run_at = {run[0]: run for run in runs}
    before: dict[int, int | None] = {b: a for a, b in pairwise(kept)}
    after: dict[int, int | None] = dict(pairwise(kept))
    closing = frozenset(closers.values())
    for run in runs:
        if run[0] in closing:  # it continues an earlier run
            continue
        places = list(run)
        while places[-1] in closers:
            places += run_at[closers[places[-1]]]
        yield _sequence(places, levels, base, before.get(places[0]), _following(classes, places, closers, after))


def _following(
    classes: Sequence[str], places: Sequence[int], closers: Mapping[int, int], after: Mapping[int, int | None]
) -> int | None:
    """The place after a sequence; none after an isolate that is never closed."""
    last = places[-1]
    return None if classes[last] in _ISOLATES and last not in closers else after.get(last)


def _sequence(
    places: Sequence[int], levels: Sequence[int], base: int, before: int | None, after: int | None
) -> _Sequence:
    level = levels[places[0]]
    start = max(level, base if before is None else levels[before])
    end = max(level, base if after is None else levels[after])
    return _Sequence(tuple(places), level, "R" if start & 1 else "L", "R" if end & 1 else "L")


def _resolve_sequence(
    sequence: _Sequence, classes: Sequence[str], kinds: list[str], brackets: Mapping[int, str]
) -> None:
    """W1 to W7, N0 to N2 over one sequence; `kinds` is changed in place."""
    own = [kinds[i] for i in sequence.places]
    _weak_types(own, sequence.start_kind)
    if brackets:
        _bracket_pairs(own, sequence, classes, brackets)
    _neutral_types(own, sequence)
    for i, kind in zip(sequence.places, own, strict=True):
        kinds[i] = kind


def _weak_types(kinds: list[str], start_kind: str) -> None:
    _marks_and_numbers(kinds, start_kind)
    _separators(kinds)
    strong = start_kind
    for k, kind in enumerate(kinds):
        if kind in {"ES", "ET", "CS"}:  # W6
            kinds[k] = "ON"
        elif kind in {"R", "L"}:
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            kinds[k] = "L"


def _marks_and_numbers(kinds: list[str], start_kind: str) -> None:
    previous, strong = start_kind, start_kind
    for k, kind in enumerate(kinds):
        if kind == "NSM":  # W1
            kinds[k] = "ON" if previous in _ISOLATES or previous == "PDI" else previous
        previous = kinds[k]
        if previous in {"R", "L", "AL"}:
            strong = previous
        elif previous == "EN" and strong == "AL":  # W2
            kinds[k] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]  # W3


def _separators(kinds: list[str]) -> None:
    for k in range(1, len(kinds) - 1):  # W4
        before, kind, after = kinds[k - 1 : k + 2]
        if before == after and ((kind == "ES" and after == "EN") or (kind == "CS" and after in {"EN", "AN"})):
            kinds[k] = after
    for start, end in _stretches(kinds, frozenset({"ET"})):  # W5
        if "EN" in {kinds[start - 1] if start else "", kinds[end] if end < len(kinds) else ""}:
            kinds[start:end] = ["EN"] * (end - start)


def _stretches(kinds: Sequence[str], members: frozenset[str]) -> list[tuple[int, int]]:
    """The stretches of neighbours whose classes are among `members`, as start and end."""
    found, start = [], 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] in members:
            end += 1
        if end > start:
            found.append((start, end))
        start = end + 1
    return found


def _bracket_pairs(kinds: list[str], sequence: _Sequence, classes: Sequence[str], brackets: Mapping[int, str]) -> None:
    """N0: both brackets of a pair take the direction of what they hold, or of what stands before them."""
    for start, end in _pairs(kinds, sequence.places, brackets):
        direction = _bracket_direction(kinds, sequence, start, end)
        if not direction:
            continue
        for k in (start, end):
            kinds[k] = direction
            following = k + 1
            while following < len(kinds) and classes[sequence.places[following]] == "NSM":
                kinds[following] = direction
                following += 1


def _pairs(kinds: Sequence[str], places: Sequence[int], brackets: Mapping[int, str]) -> list[tuple[int, int]]:
    """BD16: the matching pairs of brackets, in the order of their opening."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for k, i in enumerate(places):
        bracket = brackets.get(i, "")
        if not bracket or kinds[k] != "ON":
            continue
        if bracket in _CLOSING_OF:
            if len(waiting) == _MAX_OPEN_BRACKETS:
                return []
            waiting.append((_CLOSING_OF[bracket], k))
            continue
        match = next((n for n in range(len(waiting) - 1, -1, -1) if waiting[n][0] == bracket), None)
        if match is not None:
            pairs.append((waiting[match][1], k))
            del waiting[match:]
    return sorted(pairs)


def _bracket_direction(kinds: Sequence[str], sequence: _Sequence, start: int, end: int) -> str:
    inside = {_STRONG[kind] for kind in kinds[start + 1 : end] if kind in _STRONG}
    if sequence.embedding in inside or not inside:
        return sequence.embedding if inside else ""
    before = next((_STRONG[kind] for kind in reversed(kinds[:start]) if kind in _STRONG), sequence.start_kind)
    return before if before != sequence.embedding else sequence.embedding


def _neutral_types(kinds: list[str], sequence: _Sequence) -> None:
    """N1, N2: neutrals take the direction of both neighbours when these agree, else the embedding's."""
    for start, end in _stretches(kinds, _NEUTRAL):
        before = _STRONG[kinds[start - 1]] if start else sequence.start_kind
        after = _STRONG[kinds[end]] if end < len(kinds) else sequence.end_kind
        kinds[start:end] = [before if before == after else sequence.embedding] * (end - start)


def _implicit_step(kind: str, level: int) -> int:
    """I1, I2."""
    if level & 1:
        return 1 if kind in {"L", "EN", "AN"} else 0
    return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)


def _reset_whitespace(classes: Sequence[str], levels: list[int], base: int) -> None:
    """L1: separators, and white space before them or at the end, stand at the paragraph's level."""
    is_trailing = True
    for i in range(len(classes) - 1, -1, -1):
        kind = classes[i]
        if kind in {"B", "S"}:
            is_trailing = True
        elif kind not in _ISOLATES and kind not in {"WS", "PDI"}:
            is_trailing = is_trailing and kind in _REMOVED
        if is_trailing:
            levels[i] = base


def _level_removed(levels: list[int], removed: Sequence[bool], base: int) -> None:
    previous = base
    for i, is_removed in enumerate(removed):
        if is_removed:
            levels[i] = previous
        previous = levels[i]
