"""The selection report's pictures: for each answer its share of the pool, of the panel, and the target as a band."""

from collections.abc import Sequence

from engage.documents.selection_rows import CategoryShown, ValueShown, answer_words, counted, pool_words, target_words
from engage.documents.small_numbers import Showing
from engage.documents.typesetting.figures import Drawing, Sketch, lines_in
from engage.documents.typesetting.ink import ACCENT, BLACK, Colour
from engage.documents.typesetting.legends import Legend
from engage.documents.typesetting.shaping import Style
from engage.languages.bidi import isolated
from engage.languages.editions import Edition

ROWS_PER_CHART = 12
_LABEL_SHARE = 0.36
_GAP = 0.4  # multiples of the type size from here on
_BAR = 0.62
_POOL: Colour = (0.62, 0.62, 0.62)
_BAND: Colour = (0.80, 0.90, 0.90)


def chart_alt(category: CategoryShown, values: Sequence[ValueShown], edition: Edition) -> str:
    """All that the picture shows, in words."""
    _ = edition.catalogue.gettext
    parts = [
        _("{answer}: target {target}, in the pool {pool}, chosen {chosen}").format(
            answer=isolated(answer_words(value.name, edition)),
            target=target_words(value, category.seats, edition),
            pool=pool_words(value, category.pool_size, edition),
            chosen=counted(value.chosen, category.chosen_size, edition),
        )
        for value in values
    ]
    start = _("Bar chart of {category}.").format(category=isolated(category.name))
    return start + " " + "; ".join(parts) + "."


def chart_height(values: Sequence[ValueShown], edition: Edition, width: float) -> float:
    """How high the picture is, in points."""
    size = edition.size.points
    rows = sum(_row_height(value, edition, width) for value in values)
    return rows + _legend(edition, width).height + size * _GAP


def category_chart(category: CategoryShown, values: Sequence[ValueShown], edition: Edition) -> Sketch:
    """Draws the bars of these answers on one scale."""
    scale = max((_largest_share(value, category) for value in category.values), default=0.0) or 1.0

    def sketch(drawing: Drawing) -> None:
        y = _legend(edition, drawing.width).draw(drawing)
        for value in values:
            _draw_row(drawing, category, value, edition, y=y, scale=scale)
            y += _row_height(value, edition, drawing.width)

    return sketch


def _largest_share(value: ValueShown, category: CategoryShown) -> float:
    shares = [(value.maximum or 0) / max(category.seats, 1), value.chosen / max(category.chosen_size, 1)]
    if value.pool.showing is Showing.EXACT:
        shares.append(value.pool.count / max(category.pool_size, 1))
    return max(shares)


def _style(edition: Edition) -> Style:
    return Style(edition.language.code, edition.size.points)


def _label_lines(value: ValueShown, edition: Edition, width: float) -> float:
    label = isolated(answer_words(value.name, edition))
    return sum(line.height for line in lines_in(label, _style(edition), width * _LABEL_SHARE)[:3])


def _row_height(value: ValueShown, edition: Edition, width: float) -> float:
    size = edition.size.points
    return max(2 * _BAR * size, _label_lines(value, edition, width)) + _GAP * size


def _draw_row(
    drawing: Drawing, category: CategoryShown, value: ValueShown, edition: Edition, *, y: float, scale: float
) -> None:
    size, style = edition.size.points, _style(edition)
    label = isolated(answer_words(value.name, edition))
    drawing.text(label, 0, y, drawing.width * _LABEL_SHARE, size=style.size, most_lines=3)
    left = drawing.width * (_LABEL_SHARE + 0.02)
    track = drawing.width - left
    bar = _BAR * size
    if value.minimum is not None and value.maximum is not None:
        start = track * value.minimum / category.seats / scale
        end = track * value.maximum / category.seats / scale
        drawing.box(left + start, y, max(end - start, 2.0), 2 * bar, _BAND)
        drawing.box(left + start, y, 1.2, 2 * bar, BLACK)
        drawing.box(left + max(end, start + 2.0) - 1.2, y, 1.2, 2 * bar, BLACK)
    if value.pool.showing is Showing.EXACT and category.pool_size:
        share = track * value.pool.count / category.pool_size / scale
        drawing.box(left, y + 0.2 * bar, share, 0.6 * bar, _POOL)
    if category.chosen_size:
        drawing.box(left, y + bar * 1.1, track * value.chosen / category.chosen_size / scale, 0.8 * bar, ACCENT)
    drawing.box(left - 0.6, y, 0.6, 2 * bar, BLACK)


def _legend(edition: Edition, width: float) -> Legend:
    _ = edition.catalogue.gettext
    entries = [
        (_POOL, _("Share of the pool")),
        (ACCENT, _("Share of those chosen")),
        (_BAND, _("Target: from line to line")),
    ]
    return Legend(entries, _style(edition), width)
