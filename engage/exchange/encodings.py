"""From bytes to text: what is no CSV file is named and refused, and no encoding is ever guessed."""

import codecs
from enum import StrEnum

from engage.errors import RefusedError
from engage.languages.catalogues import mark

ENCODINGS = ("utf-8", "cp1252", "mac-roman", "utf-16")
"""What a person may choose when a file is not UTF-8."""

_REACH = 4096


class OtherKind(StrEnum):
    """Kinds of file that people choose by mistake."""

    WORKBOOK = "workbook"
    PDF = "pdf"
    COMPRESSED = "compressed"
    DATABASE = "database"
    PICTURE = "picture"
    JSON = "json"
    WEB_PAGE = "web-page"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _OTHER_LABELS[self]


_OTHER_LABELS = {
    OtherKind.WORKBOOK: mark("an Excel or office file"),
    OtherKind.PDF: mark("a PDF"),
    OtherKind.COMPRESSED: mark("a compressed file"),
    OtherKind.DATABASE: mark("a database"),
    OtherKind.PICTURE: mark("a picture"),
    OtherKind.JSON: mark("a JSON file"),
    OtherKind.WEB_PAGE: mark("a web page"),
}

_BEGINNINGS: tuple[tuple[bytes, OtherKind], ...] = (
    (b"PK\x03\x04", OtherKind.WORKBOOK),
    (b"PK\x05\x06", OtherKind.WORKBOOK),
    (b"\xd0\xcf\x11\xe0", OtherKind.WORKBOOK),
    (b"%PDF", OtherKind.PDF),
    (b"\x1f\x8b", OtherKind.COMPRESSED),
    (b"7z\xbc\xaf", OtherKind.COMPRESSED),
    (b"SQLite format 3\x00", OtherKind.DATABASE),
    (b"\x89PNG", OtherKind.PICTURE),
    (b"\xff\xd8\xff", OtherKind.PICTURE),
    (b"GIF8", OtherKind.PICTURE),
)
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text, and the encoding it was in: what its byte order mark says, else UTF-8, else what a person chose.

    Raises RefusedError for anything that is no text, and for bytes that the encoding doesn't know.
    """
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            raise RefusedError("csv-other-kind", kind=kind)
    text, used = _text(data, encoding)
    if not text.strip():
        raise RefusedError("csv-empty")
    _refuse_markup(text)
    return text, used


def _text(data: bytes, encoding: str | None) -> tuple[str, str]:
    if encoding is not None and encoding not in ENCODINGS:
        raise RefusedError("encoding-unknown", encoding=encoding, options=", ".join(ENCODINGS))
    marked = next((name for mark_, name in _MARKS if data.startswith(mark_)), None)
    used = marked or encoding or "utf-8"
    if used == "utf-8" and _is_wide(data):
        raise RefusedError("csv-utf-16")
    try:
        return data.decode(used), used
    except UnicodeDecodeError as error:
        if _is_binary(data):
            raise RefusedError("csv-binary") from None
        if encoding is not None or marked is not None:
            raise RefusedError("csv-encoding-wrong", encoding=used) from None
        raise RefusedError("csv-not-utf-8", row=data.count(b"\n", 0, error.start) + 1) from None


def _refuse_markup(text: str) -> None:
    start = text.lstrip()[:_REACH].casefold()
    if start.startswith(("{", "[")):
        raise RefusedError("csv-other-kind", kind=OtherKind.JSON)
    if start.startswith(("<!doctype", "<html", "<?xml", "<table", "<head", "<body")):
        raise RefusedError("csv-other-kind", kind=OtherKind.WEB_PAGE)


def _is_wide(data: bytes) -> bool:
    """Whether every other byte is NUL, as in UTF-16 that holds Latin text."""
    start = data[:_REACH]
    return len(start) > 1 and max(start[::2].count(0), start[1::2].count(0)) * 3 > len(start)


def _is_binary(data: bytes) -> bool:
    start = data[:_REACH]
    controls = sum(1 for byte in start if byte < ord(" ") and byte not in b"\t\n\r")
    return controls * 20 > len(start)
