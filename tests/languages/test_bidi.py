"""The bidirectional algorithm against Unicode's own test files, and isolating somebody's text."""

import lzma
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.languages.bidi import FSI, PDI, BidiLevels, isolated, resolve, resolve_classes, visual_order
from engage.languages.editions import Language
from engage.languages.formats import in_a_row

FOLDER = Path(__file__).parent / "unicode"
STRIDE = 31  # of BidiTest's 490,000 lines: coprime to the groups in which they stand


def lines_of(name: str) -> Iterator[str]:
    with lzma.open(FOLDER / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
        yield from (line.partition("#")[0].strip() for line in file)


def shown(found: BidiLevels) -> list[str]:
    return ["x" if gone else str(level) for level, gone in zip(found.levels, found.is_removed, strict=True)]


def order(found: BidiLevels) -> list[int]:
    kept = [i for i, gone in enumerate(found.is_removed) if not gone]
    return [kept[place] for place in visual_order([found.levels[i] for i in kept])]


def test_every_case_of_unicodes_character_test():
    count, wrong = 0, []
    for line in filter(None, lines_of("BidiCharacterTest")):
        codes, direction, base, levels, places = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())

        found = resolve(text, {"0": 0, "1": 1, "2": None}[direction])

        count += 1
        if (found.base, shown(found), order(found)) != (int(base), levels.split(), [int(i) for i in places.split()]):
            wrong.append(line)
    assert (count, wrong) == (91_707, [])


def bidi_test_cases() -> Iterator[tuple[tuple[str, ...], int | None, list[str], list[int]]]:
    levels: list[str] = []
    places: list[int] = []
    number = 0
    for line in filter(None, lines_of("BidiTest")):
        if line.startswith("@Levels:"):
            levels = line.split()[1:]
        elif line.startswith("@Reorder:"):
            places = [int(place) for place in line.split()[1:]]
        elif not line.startswith("@"):
            number += 1
            if number % STRIDE == 0:
                classes, bits = line.split(";")
                yield from (
                    (tuple(classes.split()), base, levels, places)
                    for bit, base in ((1, None), (2, 0), (4, 1))
                    if int(bits, 16) & bit
                )


def test_a_stride_of_unicodes_class_test():
    wrong = []
    count = 0
    for classes, base, levels, places in bidi_test_cases():
        found = resolve_classes(classes, base)

        count += 1
        if (shown(found), order(found)) != (levels, places):
            wrong.append((classes, base))
    assert wrong == []
    assert count > 20_000


@pytest.mark.parametrize(
    ("text", "base", "wanted"),
    [("شارع 12 (B) Road", 1, "Road (B) 12 عراش"), ("Flat א-3", 0, "Flat 3-א")],
)
def test_numbers_brackets_and_latin_stand_in_order(text: str, base: int, wanted: str):
    found = resolve(text, base)

    assert mirrored(text, found) == wanted


def mirrored(text: str, found: BidiLevels) -> str:
    """The letters from left to right, with the brackets of right-to-left stretches turned round."""
    turned = {"(": ")", ")": "("}
    return "".join(turned.get(text[i], text[i]) if found.levels[i] & 1 else text[i] for i in order(found))


def test_a_character_newer_than_pythons_tables_has_its_blocks_direction():
    assert resolve("\U00010ec2", None).base == 1  # unassigned, in a block of Arabic


HOSTILE = ["\u202eevil", "\u2067\u2067", "\u2069\u2069x", "a\nb", "\u202b\u2066ש", "(", "ש", "12"]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("base", [0, 1])
def test_isolated_text_does_not_move_its_neighbours(name: str, base: int):
    before, after = ("Dear ", ", 12 (B)") if base == 0 else ("عزيزي ", "، 12 (B)")
    plain = placed(before, isolated("x"), after, base)

    assert placed(before, isolated(name), after, base) == plain


def placed(before: str, inside: str, after: str, base: int) -> tuple[Sequence[int], Sequence[int]]:
    levels = resolve(before + inside + after, base).levels
    return levels[: len(before)], levels[len(before) + len(inside) :]


@given(st.text(st.sampled_from("a1(ש)م \u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\n"), max_size=12))
def test_isolating_always_opens_and_closes_once(name: str):
    wrapped = isolated(name) or FSI + PDI

    depth = 0
    for place, character in enumerate(wrapped):
        depth += (character in "\u2066\u2067\u2068") - (character == PDI)
        assert depth > 0 or place == len(wrapped) - 1
    assert depth == 0


def test_names_in_a_row_have_the_comma_of_the_script():
    assert in_a_row(["A", "B"], Language("cy")) == "A, B"
    assert in_a_row(["A", "B"], Language("ar")) == "A\u060c B"
