"""What draws on the pages: text, rules and shapes, each inside the mark that says what it is.

Coordinates are points from the top left corner of the page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from engage.documents.typesetting.embedding import FontBook
from engage.documents.typesetting.lines import Line, Piece
from engage.documents.typesetting.links import Anchor, Link
from engage.documents.typesetting.shaping import ShapedText
from engage.documents.typesetting.tags import Element, MarkedContent
from engage.languages.scripts import scripts_in

Colour = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""

BLACK: Colour = (0.0, 0.0, 0.0)
ACCENT: Colour = (0.02, 0.29, 0.31)  # deep teal, 9:1 on white
GREY: Colour = (0.33, 0.33, 0.33)  # 7.5:1 on white
HAIRLINE: Colour = (0.72, 0.72, 0.72)
TINT: Colour = (0.90, 0.95, 0.95)

_COMPLEX = frozenset({"Beng", "Deva", "Gujr", "Guru", "Taml", "Arab", "Hebr"})
_BOLD_STROKE = 0.03
_THOUSANDTH = 0.01
_AFTER_ALL = 1_000_000  # the place of a link behind the words that it covers


class TaggedText:
    """A shaped text and the elements that its spans belong to; without an element it is decoration."""

    def __init__(self, shaped: ShapedText, element: Element | None) -> None:
        self.shaped = shaped
        self.element = element
        self._spans: dict[int, Element] = {}
        if element is not None and not shaped.has_other_languages and _needs_words(shaped):
            element.actual_text = _words(shaped.text)

    def owner(self, span: int) -> Element | None:
        """The element of a span: its own where it is in another language."""
        if self.element is None or not self.shaped.spans[span].language:
            return self.element
        if span not in self._spans:
            self._spans[span] = self._span_element(span)
        return self._spans[span]

    def _span_element(self, number: int) -> Element:
        spans = self.shaped.spans
        start = sum(len(span.text) for span in spans[:number])
        actual = _words(spans[number].text) if _needs_words(self.shaped) else ""
        assert self.element is not None
        return self.element.add("Span", place=start, language=spans[number].language, actual_text=actual)


def _needs_words(shaped: ShapedText) -> bool:
    """Whether the order of glyphs on the page is not that of reading."""
    return bool(_COMPLEX & scripts_in(shaped.text))


def _words(text: str) -> str:
    return "".join(c for c in text if not "\u2066" <= c <= "\u2069")


@dataclass
class _Page:
    """One page's drawing so far, and the elements of its marked stretches by number."""

    code: list[str] = field(default_factory=list)
    owners: list[Element] = field(default_factory=list)


class Ink:
    """Draws on one page after the other."""

    # Whether `held` rules what is drawn: a figure, or decoration.
    is_held: bool

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.fonts = FontBook()
        self.pages: list[_Page] = []
        self.headings: list[tuple[int, int, float, str]] = []  # page, level, top, words
        self.links: list[Link] = []
        self._open: Element | str | None = None
        self._colour = BLACK
        self.is_held = False

    def new_page(self) -> None:
        """Begin the next page."""
        self.close()
        self._colour = BLACK
        self.pages.append(_Page())

    def close(self) -> None:
        """End the mark that is open."""
        if self._open is not None:
            self._write("EMC")
            self._open = None

    def mark(self, element: Element | None, place: int = 0, *, joined: bool = True) -> None:
        """What is drawn from now on belongs to `element`, or is decoration. `joined` goes on with an open mark."""
        is_decoration = element is None and isinstance(self._open, str)
        if self.is_held or is_decoration or (joined and self._open is element and element is not None):
            return
        self.close()
        if element is None:
            self._write("/Artifact BMC")
            self._open = "Artifact"
            return
        page = self.pages[-1]
        number = len(page.owners)
        page.owners.append(element)
        element.hold(MarkedContent(len(self.pages) - 1, number), place)
        self._write(f"/{element.kind} <</MCID {number}>> BDC")
        self._open = element

    def decorate(self, kind: str) -> None:
        """What is drawn from now on is decoration of a kind that readers skip, such as `Pagination`."""
        if not self.is_held:
            self.close()
            self._write(f"/Artifact <</Type /{kind}>> BDC")
            self._open = kind

    @contextmanager
    def held(self, element: Element | None) -> Iterator[None]:
        """Everything drawn inside belongs to one element (a figure), or is decoration, whatever it says itself."""
        if element is None:
            self.decorate("Pagination")
        else:
            self.mark(element, joined=False)
        self.is_held = True
        try:
            yield
        finally:
            self.is_held = False
            self.close()

    def line(self, line: Line, x: float, baseline: float, text: TaggedText, colour: Colour = BLACK) -> None:
        """One line of text from its left edge."""
        joined = not text.shaped.has_other_languages
        for piece in line.pieces:
            if piece.glyphs:
                self.mark(text.owner(piece.span), piece.start, joined=joined)
                self.fill(colour)
                self._piece(piece, x + piece.x, baseline, colour)

    def rectangle(self, x: float, top: float, width: float, height: float, colour: Colour) -> None:
        """A filled box."""
        self.fill(colour)
        self._write(f"{_n(x)} {_n(self.height - top - height)} {_n(width)} {_n(height)} re f")

    def frame(self, x: float, top: float, width: float, height: float, *, colour: Colour, thickness: float) -> None:
        """An empty box."""
        box = f"{_n(x)} {_n(self.height - top - height)} {_n(width)} {_n(height)} re S"
        self._write(f"{_rgb(colour)} RG {_n(thickness)} w {box}")

    def cross(self, x: float, top: float, side: float, *, colour: Colour, thickness: float) -> None:
        """Two strokes from corner to corner of a square."""
        low, high = self.height - top - side, self.height - top
        strokes = f"{_n(x)} {_n(low)} m {_n(x + side)} {_n(high)} l {_n(x)} {_n(high)} m {_n(x + side)} {_n(low)} l S"
        self._write(f"{_rgb(colour)} RG {_n(thickness)} w {strokes}")

    def rule(self, x: float, top: float, width: float, colour: Colour = HAIRLINE, thickness: float = 0.5) -> None:
        """A horizontal rule."""
        self.rectangle(x, top - thickness / 2, width, thickness, colour)

    def fill(self, colour: Colour) -> None:
        """The colour of text and filled shapes from now on."""
        if colour != self._colour:
            self._write(f"{_rgb(colour)} rg")
            self._colour = colour

    @contextmanager
    def turned(self, x: float, y: float, sine: float, cosine: float) -> Iterator[None]:
        """Draw around the point as if the page were turned counter-clockwise."""
        up = self.height - y
        turn = f"{_n(cosine)} {_n(sine)} {_n(-sine)} {_n(cosine)} {_n(x)} {_n(up)} cm"
        self._write(f"q {turn} 1 0 0 1 0 {_n(-self.height)} cm")
        before = self._colour
        yield
        self._write("Q")
        self._colour = before

    def outline(self, level: int, top: float, words: str) -> None:
        """Remember a heading of the present page for the bookmarks."""
        self.headings.append((len(self.pages) - 1, level, top, words))

    def link(self, element: Element, box: tuple[float, float, float, float], words: str, target: Anchor) -> None:
        """Make part of the present page a link, which belongs to `element`."""
        link = Link(len(self.links), len(self.pages) - 1, box, words, target)
        self.links.append(link)
        element.hold(link, _AFTER_ALL)

    def _piece(self, piece: Piece, x: float, baseline: float, colour: Colour) -> None:
        font = self.fonts.font(piece.face)
        start = f"BT /{font.name} {_n(piece.size)} Tf 1 0 0 1 {_n(x)} {_n(self.height - baseline)} Tm "
        body = self._shown(piece)
        if piece.face.is_thickened:
            stroke = f"{_rgb(colour)} RG {_n(piece.size * _BOLD_STROKE)} w 2 Tr "
            self._write(f"{start}{stroke}{body} 0 Tr ET")
        else:
            self._write(f"{start}{body} ET")

    def _shown(self, piece: Piece) -> str:
        """The operator that shows a piece's glyphs, with the kerning between them."""
        code_of = self.fonts.font(piece.face).code
        row: list[str] = []
        text = ""  # codes that need nothing between them
        pen = drawn = 0.0
        for glyph in piece.glyphs:
            step = drawn - pen
            if abs(step) > _THOUSANDTH:
                row += [f"<{text}>", _n(step)] if text else [_n(step)]
                text = ""
                drawn = pen
            code, width = code_of(glyph)
            text += code
            drawn += width
            pen += glyph.advance
        return f"[{''.join(row)}<{text}>] TJ" if row else f"<{text}> Tj"

    def _write(self, code: str) -> None:
        self.pages[-1].code.append(code)


def _rgb(colour: Colour) -> str:
    return " ".join(map(_n, colour))


def _n(value: float) -> str:
    """A number as a PDF writes it."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"
