"""Cards on a sheet, to be cut out: badges, labels, slips. Each text is made to fit its line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engage.documents.typesetting.ink import BLACK, HAIRLINE, Colour, Ink, TaggedText
from engage.documents.typesetting.lines import Line, lines_of, natural_width, widest_word
from engage.documents.typesetting.shaping import ShapedText
from engage.documents.typesetting.strips import Strip
from engage.documents.typesetting.tags import Element
from engage.documents.typesetting.text import Text

_MARGIN = 0.07  # of a card's width, left free at each side
_LEGIBLE = 14.0  # points: under this a word is cut instead
_STEP = 0.92  # from one size that is tried to the next

ShapeText = Callable[[Text, float, bool], ShapedText]
"""Shapes a text in a type size, bold or not."""


@dataclass(frozen=True)
class Sheet:
    """How cards stand on a page; millimetres."""

    columns: int
    rows: int
    width: float
    height: float

    @property
    def per_page(self) -> int:
        """How many cards a page has."""
        return self.columns * self.rows


@dataclass(frozen=True)
class _Item:
    """One line of a card; sizes in points."""

    text: Text
    largest: float
    smallest: float
    bold: bool
    colour: Colour


@dataclass
class Card:
    """One card's lines, from top to bottom, centred."""

    items: list[_Item] = field(default_factory=list)

    def line(
        self, text: Text, *, largest: float, smallest: float = 0.0, bold: bool = False, colour: Colour = BLACK
    ) -> None:
        """A text as large as its line takes, not above `largest`; below `smallest` it goes over two lines instead."""
        self.items.append(_Item(text, largest, smallest or largest, bold, colour))


@dataclass(frozen=True)
class _Fitted:
    """An item's lines in the size that fits."""

    item: _Item
    shaped: ShapedText
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        return sum(line.height for line in self.lines)


def card_strips(
    sheet: Sheet, cards: Sequence[Card], parent: Element, shape_text: ShapeText, unit: float
) -> list[Strip]:
    """One strip a row of cards. `unit` is a millimetre in points."""
    width, height = sheet.width * unit, sheet.height * unit
    rows = [cards[i : i + sheet.columns] for i in range(0, len(cards), sheet.columns)]
    return [_row(row, width, height, parent, shape_text) for row in rows]


def _row(cards: Sequence[Card], width: float, height: float, parent: Element, shape_text: ShapeText) -> Strip:
    fitted = [_fit_card(card, width * (1 - 2 * _MARGIN), height * (1 - 2 * _MARGIN), shape_text) for card in cards]
    elements = [[section.add("P") for _ in card.items] for card in cards for section in [parent.add("Sect")]]
    texts = [
        [TaggedText(each.shaped, element) for each, element in zip(items, own, strict=True)]
        for items, own in zip(fitted, elements, strict=True)
    ]

    def draw(ink: Ink, x: float, top: float) -> None:
        for place, (items, own) in enumerate(zip(fitted, texts, strict=True)):
            left = x + place * width
            ink.mark(None)
            ink.frame(left, top, width, height, colour=HAIRLINE, thickness=0.4)
            _draw_card(list(zip(items, own, strict=True)), ink, (left, top), (width, height))

    return Strip(height, draw)


def _fit_card(card: Card, width: float, height: float, shape_text: ShapeText) -> list[_Fitted]:
    """All lines in the card: when they are too high together, the first (the name) gives way."""
    fitted = [_fit(item, width, item.largest, shape_text) for item in card.items]
    size = card.items[0].largest
    while sum(each.height for each in fitted) > height and size > 1:
        size *= _STEP
        fitted[0] = _fit(card.items[0], width, size, shape_text)
    return fitted


def _fit(item: _Item, width: float, largest: float, shape_text: ShapeText) -> _Fitted:
    """On one line if it can be; else on several, smaller only until no word need be cut."""
    size = largest
    shaped = shape_text(item.text, size, item.bold)
    while natural_width(shaped) > width and size * _STEP >= item.smallest:
        size *= _STEP
        shaped = shape_text(item.text, size, item.bold)
    while natural_width(shaped) > width < widest_word(shaped) and size > _LEGIBLE:
        size *= _STEP
        shaped = shape_text(item.text, size, item.bold)
    return _Fitted(item, shaped, lines_of(shaped, round(width, 2)))


def _draw_card(
    items: Sequence[tuple[_Fitted, TaggedText]], ink: Ink, corner: tuple[float, float], size: tuple[float, float]
) -> None:
    """The lines in the middle of the card, with what is left over shared between them."""
    (x, top), (width, height) = corner, size
    gap = (height - sum(each.height for each, _ in items)) / (len(items) + 1)
    top += gap
    for each, text in items:
        for line in each.lines:
            left = x + (width - line.width) / 2
            ink.line(line, left, top + line.baseline, text, each.item.colour)
            top += line.height
        top += gap
