"""The structure tree of a tagged PDF: what each piece of a page is, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass

from engage.documents.typesetting.links import Link

_CELLS = frozenset({"TD", "TH"})


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """A numbered stretch of one page's drawing."""

    page: int
    number: int


class Element:
    """One element, such as a heading, a list or a cell. Empty ones are left out of the file, but cells stay.

    `kind` is a standard structure type of PDF 1.7. Its parts are read in the order of their `place`.
    """

    def __init__(
        self,
        kind: str,
        *,
        language: str = "",
        alt: str = "",
        actual_text: str = "",
        scope: str = "",
        title: str = "",
    ) -> None:
        self.kind = kind
        self.language = language
        self.alt = alt
        self.actual_text = actual_text
        self.scope = scope
        self.title = title
        self.box: tuple[float, float, float, float] | None = None
        self._parts: list[tuple[int, Element | MarkedContent | Link]] = []

    def add(self, kind: str, *, place: int | None = None, **attributes: str) -> "Element":
        """A new element inside this one, after the others unless `place` says otherwise."""
        child = Element(kind, **attributes)
        self._parts.append((len(self._parts) if place is None else place, child))
        return child

    def hold(self, content: MarkedContent | Link, place: int) -> None:
        """Take a stretch of drawing, or the link that lies over it, as part of this element."""
        self._parts.append((place, content))

    @property
    def parts(self) -> list["Element | MarkedContent | Link"]:
        """What it is made of, in reading order, without empty elements."""
        ordered = sorted(self._parts, key=lambda part: part[0])
        return [part for _, part in ordered if not isinstance(part, Element) or not part.is_empty]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was drawn for it. A blank cell is there to be written in, and its row needs it."""
        return self.kind not in _CELLS and not any(
            not isinstance(part, Element) or not part.is_empty for _, part in self._parts
        )

    def walk(self) -> Iterator["Element"]:
        """This element and all that it holds."""
        yield self
        for part in self.parts:
            if isinstance(part, Element):
                yield from part.walk()
