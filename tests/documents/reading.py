"""Reading a PDF back: its words through PDFium, its structure through pikepdf, its standard through a checker."""

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument


def failures(data: bytes, folder: Path) -> list[Any]:
    """What PDF/UA-1 has against the file."""
    path = folder / "checked.pdf"
    path.write_bytes(data)
    return list(page_validation.validate_pdf(path, profile="ua1").failures)


def text_of(data: bytes) -> str:
    """All words on the pages, as a reader copies them; line ends become spaces."""
    return normal(" ".join(pages_of(data)))


def normal(text: str) -> str:
    """Composed, single spaces, no zero-width characters."""
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    return " ".join(kept.replace("\u200b", "").replace("\x02", "").split())


def page_count(data: bytes) -> int:
    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages)


class Node:
    """One structure element: its kind, its attributes, its children in reading order."""

    def __init__(self, element: Any) -> None:
        self.kind = str(element.S)[1:]
        self.alt = str(element.get("/Alt", ""))
        self.actual_text = str(element.get("/ActualText", ""))
        self.language = str(element.get("/Lang", ""))
        attributes = element.get("/A", {})
        self.scope = str(attributes.get("/Scope", ""))[1:]
        kids = element.get("/K", [])
        kids = [kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if not _is_link(kid)]
        self.marks = [kid if isinstance(kid, int) else int(kid.MCID) for kid in kids if _is_mark(kid)]
        self.children = [Node(kid) for kid in kids if not _is_mark(kid)]

    def walk(self) -> "Iterator[Node]":
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, kind: str) -> "list[Node]":
        return [node for node in self.walk() if node.kind == kind]


def _is_mark(kid: Any) -> bool:
    return isinstance(kid, int) or "/MCID" in kid


def _is_link(kid: Any) -> bool:
    return not isinstance(kid, int) and "/Obj" in kid


def structure(data: bytes) -> Node:
    """The structure tree from its root element."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return Node(pdf.Root.StructTreeRoot.K[0])


def outline(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as found:
        entries = list(found.root)
        return [title for entry in entries for title in (entry.title, *(child.title for child in entry.children))]


def link_goals(data: bytes) -> list[tuple[str, int]]:
    """Where the links lead: what they say, and the page, counted from 1."""
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        return [(str(link.Contents), numbers[link.Dest[0].objgen]) for link in links]


def pages_of(data: bytes) -> list[str]:
    """The words of each page."""
    content = QByteArray(data)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = [normal(document.getAllText(number).text()) for number in range(document.pageCount())]
    document.close()
    return pages


def page_code(data: bytes, number: int = 0) -> str:
    """The drawing operators of a page."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return pdf.pages[number].Contents.read_bytes().decode("latin-1")
