"""Malformed and odd files, each with what has to become of it: made here, so that none has to be kept."""

import gzip
import io
import zipfile
from dataclasses import dataclass

HEADER = "id,name\r\n"


@dataclass(frozen=True)
class Accepted:
    """The file is read; these are its rows, and this many rows are set aside with a problem or carry a doubt."""

    rows: tuple[tuple[str, ...], ...]
    problems: tuple[str, ...] = ()
    warnings: int = 0
    skipped: int = 0


@dataclass(frozen=True)
class Refused:
    """The file as a whole is refused with this code."""

    code: str


def _one(name: str) -> Accepted:
    return Accepted((("1", name),))


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return packed.getvalue()


def _file(name: str, encoding: str = "utf-8") -> bytes:
    quoted = name.replace('"', '""')
    return f'{HEADER}1,"{quoted}"\r\n'.encode(encoding)


TWO = Accepted((("1", "Ann"), ("2", "Bo")))
PENA = "Peña"
CASES: dict[str, tuple[bytes, Accepted | Refused]] = {
    # encodings
    "c01 UTF-8": (_file(PENA), _one(PENA)),
    "c02 byte order mark": (_file(PENA, "utf-8-sig"), _one(PENA)),
    "c03 UTF-16 LE": ("\ufeff".encode("utf-16-le") + _file(PENA).decode().encode("utf-16-le"), _one(PENA)),
    "c04 UTF-16 BE": ("\ufeff".encode("utf-16-be") + _file(PENA).decode().encode("utf-16-be"), _one(PENA)),
    "c05 UTF-16 unmarked": (_file(PENA, "utf-16-le"), Refused("csv-utf-16")),
    "c06 cp1252": (_file(PENA, "cp1252"), Refused("csv-not-utf-8")),
    "c07 MacRoman": (_file(PENA, "mac-roman"), Refused("csv-not-utf-8")),
    "c08 one bad byte": (_file(PENA) + b"2,\xff\r\n", Refused("csv-not-utf-8")),
    "c09 encoded twice": (_file("PeÃ±a"), Accepted((("1", "PeÃ±a"),), warnings=1)),
    "c10 mixed": (_file(PENA) + b"2,Pe\xf1a\r\n", Refused("csv-not-utf-8")),
    "c11 empty": (b"", Refused("csv-empty")),
    "c12 mark only": (b"\xef\xbb\xbf", Refused("csv-empty")),
    "c13 header only": (HEADER.encode(), Refused("csv-header-only")),
    "c13 header and empty cells": (b"id,name\n,\n,,\n", Refused("csv-header-only")),
    "c14 blank lines": (b"\r\n\r\n \r\n", Refused("csv-empty")),
    # shape
    "c15 semicolons": (b"id;name\n1;Ann\n2;Bo\n", TWO),
    "c16 tabs": (b"id\tname\n1\tAnn\n2\tBo\n", TWO),
    "c17 bars": (b"id|name\n1|Ann\n2|Bo\n", TWO),
    "c18 sep line": (b"sep=;\r\nid;name\r\n1;Ann\r\n2;Bo\r\n", TWO),
    "c18 sep line against the count": (b"sep=;\nid;a,b,c\n1;x,y\n", Accepted((("1", "x,y"),))),
    "c19 CR only": (b"id,name\r1,Ann\r2,Bo\r", TWO),
    "c20 mixed ends": (b"id,name\n1,Ann\r\n2,Bo\r", TWO),
    "c21 no last newline": (b"id,name\n1,Ann\n2,Bo", TWO),
    "c22 other line separators": (_file("a\u2028b\u0085c"), _one("a\u2028b\u0085c")),
    "c23 newline in a field": (_file("1 Elm St\r\nCamden"), _one("1 Elm St\r\nCamden")),
    "c24 doubled quotes": (_file('the "Doc"'), _one('the "Doc"')),
    "c25 unterminated quote": (b'id,name\n1,"Ann\n2,Bo\n', Refused("csv-quotes")),
    "c26 stray quote in a cell": (b'id,name\n1,Ann "the\n2,Bo\n', Accepted((("1", 'Ann "the'), ("2", "Bo")))),
    "c26 stray quote after one": (b'id,name\n1,"Ann" x\n2,Bo\n', Refused("csv-quotes")),
    "c27 backslash": (b"id,name\n1,a\\\n2,\\,\n", Accepted((("1", "a\\"), ("2", "\\")))),
    "c28 short row": (b"id,name\n1\n2,Bo\n", Accepted((("2", "Bo"),), problems=("row-short",))),
    "c29 long row": (b"id,name\n1,Ann,x\n2,Bo\n", Accepted((("2", "Bo"),), problems=("row-long",))),
    "c30 trailing separator": (b"id,name,\n1,Ann,\n2,Bo,\n", TWO),
    "c30 trailing separators in rows": (b"id,name\n1,Ann,,\n2,Bo,\n", TWO),
    "c31 blank rows": (b"id,name\n1,Ann\n\n,\n2,Bo\n", Accepted(TWO.rows, skipped=2)),
    "c32 preamble": (b"My list,\n,\nid,name\n1,Ann\n", Refused("header-empty")),
    "c34 NBSP around, zero-width inside": (_file("\u00a0A\u200bnn\u00a0"), _one("A\u200bnn")),
    "c35 separator in quotes": (b'id;name\n1;"Ann; B"\n', _one("Ann; B")),
    # headers
    "c36 twice": (b"id,name,name\n1,a,b\n", Refused("header-twice")),
    "c37 empty": (b"id,,name\n1,a,b\n", Refused("header-empty")),
    "c38 same but for case": (b"id,Name,NAME \n1,a,b\n", Refused("header-twice")),
    "c39 newline": (b'id,"na\nme"\n1,Ann\n', _one("Ann")),
    "c40 10,000 columns": (b"c," * 10_000 + b"\n1\n", Refused("csv-columns")),
    "c41 formula": (b"id,=1+1\n1,Ann\n", _one("Ann")),
    "c43 look-alikes": ("id,nаme\n1,Ann\n".encode(), _one("Ann")),
    # values
    "c44 formula": (_file("=1+1"), _one("=1+1")),
    "c45 NUL": (_file("a\0b"), Accepted((), problems=("cell-control",))),
    "c46 control": (_file("a\x07b"), Accepted((), problems=("cell-control",))),
    "c47 right to left": (_file("\u202eمحمد\u2069 (Mo)"), _one("\u202eمحمد\u2069 (Mo)")),
    "c48 200 marks": (_file("e" + "\u0301" * 200), _one("e" + "\u0301" * 200)),
    "c49 twins": (_file("E\u0301ric"), _one("E\u0301ric")),
    "c50 131,073 characters": (_file("x" * 131_073), Refused("csv-cell-long")),
    "c50 32,768 characters": (_file("x" * 32_768), Refused("csv-cell-long")),
    "c50 32,767 characters": (_file("x" * 32_767), _one("x" * 32_767)),
    "c51 1 MB": (_file("x" * 1_000_000), Refused("csv-cell-long")),
    "c52 looks like a number": (b"id,name\n007,1e5\n", Accepted((("007", "1e5"),))),
    "c55 dates": (_file("29/02/1900"), _one("29/02/1900")),
    "c56 postcodes": (_file("GIR 0AA"), _one("GIR 0AA")),
    "c57 markup": (_file("<b>O'Brien</b> & Co"), _one("<b>O'Brien</b> & Co")),
    "c58 path": (_file("../../etc/passwd"), _one("../../etc/passwd")),
    "c59 emoji and non-characters": (_file("👩🏽‍⚕️\U0001f600\ufffe"), _one("👩🏽‍⚕️\U0001f600\ufffe")),
    "c60 half a pair": (HEADER.encode() + b"1,\xed\xa0\x80\n", Refused("csv-not-utf-8")),
    "c61 Null": (_file("Null"), _one("Null")),
    "c63 10,000 characters": (_file("Ann " * 2_500), _one(("Ann " * 2_500).strip())),
    # not a CSV
    "c64 comments": (b"# made by x\n# y\nid,name\n1,Ann\n", Accepted((("# y",),), problems=("row-long",) * 2)),
    "c65 JSON": (b'[{"id": 1}]', Refused("csv-other-kind")),
    "c66 web page": (b"<!DOCTYPE html><table></table>", Refused("csv-other-kind")),
    "c67 PDF": (b"%PDF-1.7\n1,2\n", Refused("csv-other-kind")),
    "c68 noise": (bytes((7 * n * n + 3 * n) % 256 for n in range(4096)), Refused("csv-binary")),
    "c69 gzip": (gzip.compress(_file("Ann")), Refused("csv-other-kind")),
    "c70 a million rows": (HEADER.encode() + b"1,a\n" * 1_000_000, Refused("csv-rows")),
    "x19 workbook": (_zip(), Refused("csv-other-kind")),
    "d05 database": (b"SQLite format 3\0" + bytes(4080), Refused("csv-other-kind")),
}
