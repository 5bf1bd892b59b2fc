"""Rebuild NotoSansSC-Regular.ttf from the variable font: one weight, the characters that names are written with.

Run by hand, with the variable font (see README.md) and the Unihan database of Debian's package `unicode-data`:

    python -m tools.chinese_font NotoSansSC[wght].ttf /usr/share/unicode/Unihan_OtherMappings.txt.bz2
"""

import bz2
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).resolve().parents[1] / "resources" / "fonts" / "NotoSansSC-Regular.ttf"
GENERAL_STANDARD = 8105
BIG5_LEVEL_1 = 5401
# Chinese punctuation, bopomofo and full-width forms, besides ASCII.
ALWAYS = [
    *range(0x20, 0x7F),
    *range(0x3001, 0x3020),
    *range(0x3105, 0x3130),
    *range(0xFF01, 0xFF61),
    0xB7,
    0x2014,
    0x2026,
]


def general_standard(unihan: Path) -> set[int]:
    """The 8,105 characters of the General Standard (2013): Unihan's field kTGH."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        codes = [line.split("\t")[0] for line in lines if "\tkTGH\t" in line]
    return {int(code.removeprefix("U+"), 16) for code in codes}


def common_traditional() -> set[int]:
    """The 5,401 common characters of Big5: names from Hong Kong and Taiwan."""
    pairs = ((lead, trail) for lead in range(0xA4, 0xC7) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    decoded = (bytes(pair).decode("big5", errors="ignore") for pair in pairs)
    return {ord(character) for character in decoded if len(character) == 1 and "\u4e00" <= character <= "\u9fff"}


def build(variable: Path, unihan: Path) -> None:
    """Write the font among the resources."""
    standard, traditional = general_standard(unihan), common_traditional()
    if len(standard) != GENERAL_STANDARD or len(traditional) != BIG5_LEVEL_1:
        sys.exit(f"{len(standard)} and {len(traditional)} characters, not {GENERAL_STANDARD} and {BIG5_LEVEL_1}")
    font = instancer.instantiateVariableFont(TTFont(variable), {"wght": 400}, updateFontNames=True)
    options = subset.Options(hinting=False, layout_features=["locl", "ccmp", "mark", "mkmk"], notdef_outline=True)
    options.drop_tables += ["vhea", "vmtx", "VORG", "DSIG", "STAT"]
    subsetter = subset.Subsetter(options)
    wanted = standard | traditional | set(ALWAYS)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(TARGET)
    missing = wanted - set(font.getBestCmap())
    print(f"{TARGET.stat().st_size} bytes, {len(font.getBestCmap())} characters, not in the source: {sorted(missing)}")


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
