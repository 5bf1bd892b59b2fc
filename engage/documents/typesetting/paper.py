"""`Paper`: what a document is written on. Headings, paragraphs, lists, tables and figures in; a tagged PDF out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from engage.documents.typesetting.blocks import labelled, outlined, panel_strip, side_by_side
from engage.documents.typesetting.cards import Card, Sheet, card_strips
from engage.documents.typesetting.contents import ContentsList, Entry
from engage.documents.typesetting.figures import Drawing, Sketch
from engage.documents.typesetting.furniture import Footer, draw_watermark
from engage.documents.typesetting.ink import ACCENT, BLACK, Colour, Ink
from engage.documents.typesetting.lines import natural_width
from engage.documents.typesetting.links import Anchor
from engage.documents.typesetting.pdf import write_pdf
from engage.documents.typesetting.shaping import ShapedText, Style, shape
from engage.documents.typesetting.strips import (
    Placed,
    Strip,
    completed,
    paged,
    paragraph_strips,
    rule_strip,
    stacked,
    writing_strip,
)
from engage.documents.typesetting.tables import Cell, table_strips
from engage.documents.typesetting.tags import Element
from engage.documents.typesetting.text import Text, cleaned, plain_text, spans_of
from engage.documents.typesetting.tiles import Grid, boxed, tiled_page
from engage.languages.editions import Edition
from engage.languages.formats import number

MILLIMETRE = 72 / 25.4
_MAIN_HEADINGS = {1, 2}
_MOST_OF_TWO_FIGURES = 99
A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)

# The window of a DL envelope, in millimetres: its top edge from the page's, and its width.
_ADDRESS_TOP = 46.0
_ADDRESS_WIDTH = 85.0
_ADDRESS_LINES = 10
_POSTAL_LANGUAGE = "en"


@dataclass(frozen=True)
class Layout:
    """The margins of the page, in millimetres."""

    side: float = 20.0
    top: float = 18.0
    bottom: float = 16.0
    has_footer: bool = True


class Paper:
    """A document being written, from top to bottom.

    `footer` stands on every page before the page number: what the document is, and its version. User text is text:
    any string may be handed over, whatever it holds. Measures are points where not said otherwise. `size` is that of
    the type, the edition's if none is given.
    """

    def __init__(
        self, edition: Edition, *, title: str, footer: Text = "", layout: Layout | None = None, size: float = 0.0
    ) -> None:
        self.edition = edition
        self.title = plain_text(title) or "-"
        self.size = size or edition.size.points
        self.layout = layout or Layout()
        self.width = A4[0] - 2 * self.layout.side * MILLIMETRE
        self.missing: set[str] = set()
        self._footer_text = footer or title
        self._root = Element("Document")
        self._strips: list[Strip] = []
        self._entries: list[Entry] = []
        self._space = 0.0
        self._starts_page = False
        self._pages = 0

    # -- what a document says ------------------------------------------------------------------------------------

    def heading(self, text: Text, level: int = 1, *, is_listed: bool = True) -> None:
        """A heading; level 1 is the document's title. It stays with what follows.

        The contents list names it, unless it is the title or not `is_listed`.
        """
        size = self.size * {1: 1.6, 2: 1.25}.get(level, 1.05)
        shaped = self._shape(text, size=size, bold=True)
        element = self._root.add(f"H{level}")
        colour = ACCENT if level in _MAIN_HEADINGS else BLACK
        words = plain_text(text)
        lines = paragraph_strips(shaped, self.width, element, colour=colour)
        strips = [replace(strip, keeps_next=True) for strip in lines]
        anchor = Anchor()
        strips[0] = replace(strips[0], draw=outlined(strips[0], level, words), anchors=(anchor,))
        if is_listed and level > 1:
            self._entries.append(Entry(level, text, anchor))
        self._place(strips, before={1: 0.0, 2: 1.1}.get(level, 0.8), after=0.35)

    def contents(self, title: Text, *, levels: int = 2) -> None:
        """The headings from level 2 down to `levels`, each with its page and a link to it, under a heading of its own.

        Not inside a panel or a column: how long it is turns out only when everything is written.
        """
        self.heading(title, 2, is_listed=False)
        toc, width = self._root.add("TOC"), self.width

        def later() -> list[Strip]:
            entries = [entry for entry in self._entries if entry.level <= levels]
            return ContentsList(width, self.size, self._shape, self._page_words).strips(entries, toc)

        self._place([Strip(0.0, _nothing, later=later)], after=1.0)

    def paragraph(
        self,
        text: Text,
        *,
        bold: bool = False,
        align: str = "start",
        scale: float = 1.0,
        colour: Colour = BLACK,
        keeps_next: bool = False,
    ) -> None:
        """A paragraph. `align` is `start`, `end` or `centre`; `scale` multiplies the edition's type size.

        With `keeps_next` it stays on the page of what follows.
        """
        if not spans_of(text):
            return
        shaped = self._shape(text, size=self.size * scale, bold=bold)
        strips = paragraph_strips(shaped, self.width, self._root.add("P"), align=align, colour=colour)
        self._place([replace(strip, keeps_next=strip.keeps_next or keeps_next) for strip in strips], after=0.6)

    def address(self, lines: Sequence[str], *, beside: Callable[[], None] | None = None) -> None:
        """A postal address, where the window of a DL envelope shows it; what `beside` writes stands at its right.

        An address is for the post: it reads from the left in a document of any language.
        """
        above = stacked(self._strips) + self.layout.top * MILLIMETRE
        window = _ADDRESS_WIDTH * MILLIMETRE
        text = cleaned("\n".join(line for line in lines if line.strip())) or "\u00a0"
        shaped = self._shape(text, language=_POSTAL_LANGUAGE)
        stacks = [paragraph_strips(shaped, window, self._root.add("P"))[:_ADDRESS_LINES]]
        if beside is not None:
            stacks.append(self._aside(beside, self.width - window - self.size))
        self._strips.append(Strip(max(0.0, _ADDRESS_TOP * MILLIMETRE - above), _nothing))
        self._space = 0.0
        self._place([side_by_side(stacks, window + self.size)], after=1.2)

    def bullets(self, items: Sequence[Text]) -> None:
        """A list with bullets."""
        self._list([("•", item) for item in items], "Disc")

    def numbered(self, items: Sequence[Text]) -> None:
        """A list with numbers, in the language's own digits."""
        labels = [number(place, self.edition.language) + "." for place in range(1, len(items) + 1)]
        self._list(list(zip(labels, items, strict=True)), "Decimal")

    def table(
        self,
        header: Sequence[Text],
        rows: Sequence[Sequence[Text]],
        *,
        align: Sequence[str] = (),
        widths: Sequence[float] = (),
        row_headers: bool = True,
        caption: Text = "",
        scale: float = 1.0,
        row_height: float = 0.0,
        keeps_next: bool = False,
    ) -> None:
        """A table. Its header returns on each page and a row is never divided.

        `align` and `widths` (weights) go by column, the first being where lines begin. With `row_headers` the first
        cell of each row names the row. `scale` multiplies the type size. `row_height` is the least, in millimetres.
        With `keeps_next` the last row stays on the page of what follows: a note on the table.
        """
        table = self._root.add("Table")
        if spans_of(caption):
            shaped = self._shape(caption, bold=True)
            strips = paragraph_strips(shaped, self.width, table.add("Caption"))
            self._place([replace(strip, keeps_next=True) for strip in strips], before=0.3, after=0.2)
        aligned = [*align, *["start"] * (len(header) - len(align))]
        size = self.size * scale
        cells = [
            self._row(table, row, aligned, size, is_header=not place, row_headers=row_headers)
            for place, row in enumerate([header, *rows])
        ]
        least = row_height * MILLIMETRE
        strips = table_strips(
            cells, self.width, header_rows=1, size=size, weights=widths, least=least, keeps_next=keeps_next
        )
        self._place(strips, after=0.9)

    def figure(self, sketch: Sketch, alt: str, *, height: float, keeps_next: bool = False) -> None:
        """A drawing so high. `alt` says in words all that it shows."""
        element = self._root.add("Figure", alt=plain_text(alt) or "-")
        style, width = self._style, self.width

        def draw(ink: Ink, x: float, top: float) -> None:
            element.box = (x, ink.height - top - height, x + width, ink.height - top)
            with ink.held(element):
                sketch(Drawing(ink, style, left=x, top=top, width=width))

        self._place([Strip(height, draw, keeps_next=keeps_next)], after=0.5)

    def panel(self, fill: Callable[[], None], *, keeps_next: bool = False) -> None:
        """What `fill` writes, in a tinted box that stays on one page if a page can hold it."""
        padding = self.size * 0.8
        inner = self._aside(fill, self.width - 2 * padding)
        if inner:
            box = panel_strip(inner, self.width, padding, is_rtl=self._style.is_right_to_left)
            self._place([replace(box, keeps_next=keeps_next)], before=0.3, after=0.9)

    def columns(self, *fills: Callable[[], None]) -> None:
        """Side by side, each column written by one of `fills`, kept on one page; the first where lines begin."""
        width = (self.width - self.size * (len(fills) - 1)) / len(fills)
        stacks = [self._aside(fill, width) for fill in fills]
        if self._style.is_right_to_left:
            stacks.reverse()
        self._place([side_by_side(stacks, width + self.size)], after=0.8)

    def together(self, fill: Callable[[], None]) -> None:
        """What `fill` writes stays on one page, if a page can hold it."""
        first = len(self._strips)
        fill()
        self._strips[first:-1] = [replace(strip, stays_next=True) for strip in self._strips[first:-1]]

    def cards(self, sheet: Sheet, cards: Sequence[Card]) -> None:
        """Cards to be cut out, as many on each page as the sheet has."""

        def shape_text(text: Text, size: float, bold: bool) -> ShapedText:
            return self._shape(text, size=size, bold=bold)

        self._place(card_strips(sheet, cards, self._root, shape_text, MILLIMETRE))

    def choices(self, items: Sequence[Text], *, box: float) -> None:
        """Options to be marked with a pen: a list, each with an empty box of so many millimetres; none is divided."""
        side = box * MILLIMETRE
        element = self._root.add("L", title="None")
        for place, text in enumerate(items):
            words = self._beside_box(text, element.add("LI").add("LBody"), side, bold=True)
            strip = boxed(words, self.width, side, is_rtl=self._style.is_right_to_left)
            is_last = place == len(items) - 1
            self._place([replace(strip, keeps_next=not is_last)], after=0.9 if is_last else 0.5)

    def marked_box(self, text: Text, alt: str, *, box: float) -> None:
        """A box with a cross in it, and a sentence beside it that says what it is an example of."""
        side = box * MILLIMETRE
        figure = self._root.add("Figure", alt=plain_text(alt) or "-")
        words = self._beside_box(text, self._root.add("P"), side)
        strip = boxed(words, self.width, side, is_rtl=self._style.is_right_to_left, example=figure)
        self._place([strip], after=0.5)

    def tiles(self, grid: Grid, fills: Sequence[Callable[[], None]], *, margin: float) -> None:
        """Parts of pages to be cut out, each written by one of `fills`, with marks where to cut.

        The page needs a layout without margins. `margin` is what each part leaves free inside, in millimetres.
        """
        inside = grid.inside(*A4, margin * MILLIMETRE)
        for first in range(0, len(fills), grid.per_page):
            stacks = [self._section(fill, inside[0]) for fill in fills[first : first + grid.per_page]]
            self._place([tiled_page(grid, stacks, *A4, margin * MILLIMETRE)])

    def fits(self, grid: Grid, fill: Callable[[], None], *, margin: float) -> bool:
        """Whether what `fill` writes has room in one part of such a page. Nothing is written."""
        width, height = grid.inside(*A4, margin * MILLIMETRE)
        return stacked(self._section(fill, width)) <= height

    def rule(self) -> None:
        """A rule across the page."""
        self._place([rule_strip(self.width)], after=0.4)

    def writing_lines(self, count: int, *, apart: float = 10.0) -> None:
        """Empty lines to write on by hand, so many millimetres apart."""
        self._place([writing_strip(self.width, apart * MILLIMETRE)] * count, after=0.6)

    def space(self, millimetres: float) -> None:
        """White space, unless the page ends."""
        self._space += millimetres * MILLIMETRE

    def new_page(self) -> None:
        """What follows begins a page."""
        self._starts_page = True

    # -- the outcome ----------------------------------------------------------------------------------------------

    @property
    def page_count(self) -> int:
        """How many pages there are: known once `to_pdf` has run."""
        return self._pages

    def pages_so_far(self) -> int:
        """How many pages that takes which is written by now, a contents list left out: for what must not be longer."""
        return len(paged([strip for strip in self._strips if strip.later is None], self._room(self._footer())))

    def to_pdf(self) -> bytes:
        """The PDF. The same content and edition give the same bytes."""
        ink = Ink(*A4)
        left = self.layout.side * MILLIMETRE
        top = self.layout.top * MILLIMETRE
        strips, footer = list(completed(self._strips)), self._footer()
        pages = paged(strips, self._room(footer))
        if len(pages) > _MOST_OF_TWO_FIGURES:
            footer = replace(footer, widest=888)
            pages = paged(strips, self._room(footer))
        below = top + self._room(footer)
        self._pages = len(pages)
        _set_anchors(pages, top)
        for place, page in enumerate(pages, start=1):
            ink.new_page()
            draw_watermark(ink, self.edition.watermark, self.edition)
            _draw_strips(ink, page, left, top)
            if self.layout.has_footer:
                footer.draw(ink, place, len(pages), left, below)
        return write_pdf(ink, self._root, title=self.title, language=self.edition.language.code)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _room(self, footer: Footer) -> float:
        """How high a page is between its margins and above its footer."""
        margins = (self.layout.top + self.layout.bottom) * MILLIMETRE
        return A4[1] - margins - (footer.height if self.layout.has_footer else 0.0)

    @property
    def _style(self) -> Style:
        return Style(self.edition.language.code, self.size)

    def _shape(self, text: Text, *, size: float = 0.0, bold: bool = False, language: str = "") -> ShapedText:
        """The text, shaped; what can't be printed in it is remembered."""
        spans = spans_of(text, bold=bold) or spans_of("\u00a0")
        shaped = shape(spans, Style(language or self.edition.language.code, size or self.size))
        self.missing |= shaped.missing
        return shaped

    def _place(self, strips: Sequence[Strip], *, before: float = 0.0, after: float = 0.0) -> None:
        """Put strips below what is there. `before` and `after` are spaces as multiples of the type size."""
        if not strips:
            return
        space = max(self._space, before * self.size)
        self._strips.append(replace(strips[0], space_before=space, starts_page=self._starts_page))
        self._strips.extend(strips[1:])
        self._space = after * self.size
        self._starts_page = False

    def _aside(self, fill: Callable[[], None], width: float) -> list[Strip]:
        """What `fill` writes in a column so wide, not yet on the page."""
        before = self._strips, self._space, self.width
        self._strips, self._space, self.width = [], 0.0, width
        try:
            fill()
            return self._strips
        finally:
            self._strips, self._space, self.width = before

    def _section(self, fill: Callable[[], None], width: float) -> list[Strip]:
        """The same, as a section of its own: one of several papers in the same document."""
        root = self._root
        self._root = root.add("Sect")
        try:
            return self._aside(fill, width)
        finally:
            self._root = root

    def _beside_box(self, text: Text, element: Element, side: float, *, bold: bool = False) -> list[Strip]:
        """The lines of a text that leave room for a box where they begin."""
        indent = side + self.size * 0.6
        return paragraph_strips(self._shape(text, bold=bold), self.width, element, indent=indent)

    def _list(self, items: Sequence[tuple[str, Text]], numbering: str) -> None:
        labels = [self._shape(label) for label, _ in items]
        indent = max((natural_width(label) for label in labels), default=0.0) + self.size * 0.6
        element = self._root.add("L", title=numbering)
        for place, (label, (_, text)) in enumerate(zip(labels, items, strict=True)):
            item = element.add("LI")
            marker = item.add("Lbl")
            strips = paragraph_strips(self._shape(text), self.width, item.add("LBody"), indent=indent)
            strips[0] = replace(strips[0], draw=labelled(strips[0], label, marker, self.width))
            self._place(strips, after=0.6 if place == len(items) - 1 else 0.3)

    def _row(
        self,
        table: Element,
        row: Sequence[Text],
        align: Sequence[str],
        size: float,
        *,
        is_header: bool,
        row_headers: bool,
    ) -> list[Cell]:
        element = table.add("TR")
        cells = []
        for place, text in enumerate(row):
            names_row = row_headers and not place
            scope = "Column" if is_header else "Row" if names_row else ""
            cell = element.add("TH" if scope else "TD", scope=scope)
            cells.append(Cell(self._shape(text, size=size, bold=is_header), cell, align[place]))
        return cells

    def _page_words(self, page: int) -> str:
        return number(page, self.edition.language)

    def _footer(self) -> Footer:
        return Footer(self.edition, self._footer_text, self.width, self.size)


def _nothing(ink: Ink, x: float, top: float) -> None:
    """White space."""


def _set_anchors(pages: Sequence[Sequence[Placed]], top: float) -> None:
    """Tell the places that can be pointed at where they came to stand."""
    for place, page in enumerate(pages):
        for placed in page:
            for anchor in placed.strip.anchors:
                anchor.page, anchor.top = place, top + placed.top


def _draw_strips(ink: Ink, page: Sequence[Placed], left: float, top: float) -> None:
    for placed in page:
        if placed.is_repeated:
            with ink.held(None):
                placed.strip.draw(ink, left, top + placed.top)
        else:
            placed.strip.draw(ink, left, top + placed.top)
