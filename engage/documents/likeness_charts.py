"""Pictures for the report on representativeness: the population, those who came forward, the members, by answer."""

from collections.abc import Sequence
from fractions import Fraction

from engage.documents.likeness_rows import LikenessShown, StageShown, share_words, stage_words
from engage.documents.small_numbers import Showing
from engage.documents.typesetting.figures import Drawing, Sketch, lines_in
from engage.documents.typesetting.ink import ACCENT, BLACK, Colour
from engage.documents.typesetting.legends import Legend
from engage.documents.typesetting.shaping import Style
from engage.languages.bidi import isolated
from engage.languages.editions import Edition
from engage.languages.formats import percent
from engage.voting.views import StageKind

ROWS_PER_CHART = 10
PICTURED = (StageKind.CAME_FORWARD, StageKind.SELECTED, StageKind.SESSION)
_LABEL_SHARE = 0.34
_GAP = 0.45  # multiples of the type size from here on
_BAR = 0.5
_BAND: Colour = (0.80, 0.90, 0.90)
_COLOURS: tuple[Colour, ...] = ((0.62, 0.62, 0.62), ACCENT, (0.25, 0.25, 0.25))


def pictured(category: LikenessShown) -> list[StageShown]:
    """The stages that the picture shows: came forward, drawn, and the last session."""
    found = (category.stage(kind) for kind in PICTURED)
    return [stage for stage in found if stage is not None]


def chart_alt(category: LikenessShown, places: Sequence[int], edition: Edition) -> str:
    """All that the picture shows, in words."""
    _, language = edition.catalogue.gettext, edition.language
    start = _("Bar chart of {category}.").format(category=isolated(category.name))
    rows = []
    for place in places:
        parts = [_("population {share}").format(share=percent(float(category.shares[place]), language))]
        parts += [
            f"{stage_words(each.stage, edition)} {share_words(each.counts[place], each.size, edition)}"
            for each in pictured(category)
        ]
        rows.append(f"{isolated(category.answers[place])}: {', '.join(parts)}")
    return f"{start} {'; '.join(rows)}."


def chart_height(category: LikenessShown, places: Sequence[int], edition: Edition, width: float) -> float:
    """How high the picture is, in points."""
    rows = sum(_row_height(category, place, edition, width) for place in places)
    return rows + _legend(category, edition, width).height + edition.size.points * _GAP


def likeness_chart(category: LikenessShown, places: Sequence[int], edition: Edition) -> Sketch:
    """Draws the bars of these answers on one scale; what may not be shown has no bar."""
    scale = float(max(_largest(category), Fraction(1, 100)))

    def sketch(drawing: Drawing) -> None:
        y = _legend(category, edition, drawing.width).draw(drawing)
        for place in places:
            _draw_row(drawing, category, place, edition, y=y, scale=scale)
            y += _row_height(category, place, edition, drawing.width)

    return sketch


def _largest(category: LikenessShown) -> Fraction:
    seen = [
        Fraction(count.count, each.size)
        for each in pictured(category)
        for count in each.counts
        if count.showing is Showing.EXACT
    ]
    return max([*category.shares, *seen])


def _style(edition: Edition) -> Style:
    return Style(edition.language.code, edition.size.points)


def _row_height(category: LikenessShown, place: int, edition: Edition, width: float) -> float:
    size = edition.size.points
    label = isolated(category.answers[place])
    lines = sum(line.height for line in lines_in(label, _style(edition), width * _LABEL_SHARE)[:3])
    return max(len(pictured(category)) * _BAR * size + 0.2 * size, lines) + _GAP * size


def _draw_row(
    drawing: Drawing, category: LikenessShown, place: int, edition: Edition, *, y: float, scale: float
) -> None:
    size, bar = edition.size.points, _BAR * edition.size.points
    label = isolated(category.answers[place])
    drawing.text(label, 0, y, drawing.width * _LABEL_SHARE, size=_style(edition).size, most_lines=3)
    left = drawing.width * (_LABEL_SHARE + 0.02)
    track = drawing.width - left
    stages = pictured(category)
    height = len(stages) * bar + 0.2 * size
    end = track * float(category.shares[place]) / scale
    drawing.box(left, y, end, height, _BAND)
    drawing.box(left + max(end - 1.2, 0), y, 1.2, height, BLACK)
    for row, (each, colour) in enumerate(zip(stages, _COLOURS, strict=False)):
        count = each.counts[place]
        if count.showing is Showing.EXACT and each.size:
            share = count.count / each.size
            drawing.box(left, y + 0.1 * size + row * bar + 0.1 * bar, track * share / scale, 0.8 * bar, colour)
    drawing.box(left - 0.6, y, 0.6, height, BLACK)


def _legend(category: LikenessShown, edition: Edition, width: float) -> Legend:
    _ = edition.catalogue.gettext
    stages = zip(_COLOURS, pictured(category), strict=False)
    entries = [
        (_BAND, _("Population: up to the line")),
        *((colour, stage_words(each.stage, edition)) for colour, each in stages),
    ]
    return Legend(entries, _style(edition), width)
