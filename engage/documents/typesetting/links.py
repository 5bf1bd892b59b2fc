"""Places in a document that can be pointed at, and the links that point at them."""

from dataclasses import dataclass


@dataclass(eq=False)
class Anchor:
    """A place to point at. Its page, counted from 0, and its distance from the page's top are known once it is set."""

    page: int = 0
    top: float = 0.0


@dataclass(frozen=True, eq=False)
class Link:
    """Part of a page that leads somewhere else. `words` say where to, for those who hear the page.

    `box` is left, top, width and height in points from the page's top left corner.
    """

    number: int
    page: int
    box: tuple[float, float, float, float]
    words: str
    target: Anchor
