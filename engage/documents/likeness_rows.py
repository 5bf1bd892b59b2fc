"""Each stage beside the population as it may be published: small numbers protected, and nothing worked out from them.

Answers whose numbers are hidden are taken together before anything is computed, so that no figure gives them away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from engage.documents.small_numbers import Showing, ShownCount, protected
from engage.languages.bidi import isolated
from engage.languages.editions import Edition
from engage.languages.formats import number, percent
from engage.lottery import likeness
from engage.lottery.shares import CategoryKind
from engage.voting.views import CategoryLikeness, Stage, StageCounts, StageKind


@dataclass(frozen=True)
class Furthest:
    """The answer that is furthest from the population; `name` is empty for small groups taken together."""

    name: str
    count: int
    share: Fraction


@dataclass(frozen=True)
class StageShown:
    """A stage of one category: how many gave an answer, the counts that may be shown, and how alike it is."""

    stage: Stage
    size: int
    counts: tuple[ShownCount, ...]
    index: int
    furthest: Furthest
    goodness: likeness.Goodness | None

    @property
    def is_protected(self) -> bool:
        """Whether any count is hidden."""
        return any(count.showing is not Showing.EXACT for count in self.counts)


@dataclass(frozen=True)
class LikenessShown:
    """A category with its answers, their shares of the population, and the stages that anybody has reached."""

    name: str
    kind: CategoryKind
    origin: str
    is_target: bool
    answers: tuple[str, ...]
    shares: tuple[Fraction, ...]
    stages: tuple[StageShown, ...]

    def stage(self, kind: StageKind) -> StageShown | None:
        """The last stage of a kind."""
        return next((each for each in reversed(self.stages) if each.stage.kind is kind), None)


def shown_likeness(categories: Sequence[CategoryLikeness], *, is_protected: bool = True) -> tuple[LikenessShown, ...]:
    """The categories as they may be published; unprotected for the officer's own eyes."""
    return tuple(
        LikenessShown(
            each.name,
            each.kind,
            each.origin,
            each.is_target,
            each.answers,
            each.shares,
            tuple(_stage(each, stage, is_protected=is_protected) for stage in each.stages if stage.size),
        )
        for each in categories
    )


def _stage(category: CategoryLikeness, stage: StageCounts, *, is_protected: bool) -> StageShown:
    if is_protected:
        shown = tuple(protected([*stage.counts, stage.unanswered])[: len(stage.counts)])
    else:
        shown = tuple(ShownCount(Showing.EXACT, count) for count in stage.counts)
    names, counts, shares = _merged(category, stage, shown)
    place = _furthest(counts, shares)
    return StageShown(
        stage=stage.stage,
        size=stage.size,
        counts=shown,
        index=likeness.likeness_index(counts, shares),
        furthest=Furthest(names[place], counts[place], shares[place]),
        # Letters are spread over the parts of the list by weights, not by chance.
        goodness=None if stage.stage.kind is StageKind.INVITED else likeness.goodness(counts, shares),
    )


def _merged(
    category: CategoryLikeness, stage: StageCounts, shown: Sequence[ShownCount]
) -> tuple[list[str], list[int], list[Fraction]]:
    """Names, counts and shares, with all hidden answers as one without a name."""
    names, counts, shares = [], [], []
    hidden_count, hidden_share = 0, Fraction(0)
    rows = zip(category.answers, stage.counts, category.shares, shown, strict=True)
    for name, count, share, how in rows:
        if how.showing is Showing.EXACT:
            names.append(name)
            counts.append(count)
            shares.append(share)
        else:
            hidden_count, hidden_share = hidden_count + count, hidden_share + share
    if hidden_count or hidden_share:
        return [*names, ""], [*counts, hidden_count], [*shares, hidden_share]
    return names, counts, shares


def _furthest(counts: Sequence[int], shares: Sequence[Fraction]) -> int:
    size = sum(counts)
    gaps = [abs(likeness.gap_points(count, size, share)) for count, share in zip(counts, shares, strict=True)]
    return gaps.index(max(gaps))


# --- in words ---


def stage_words(stage: Stage, edition: Edition) -> str:
    """What the stage is called."""
    language = edition.language
    label = edition.catalogue.gettext(stage.kind.label)
    return label.format(number=number(stage.number, language), last=number(stage.last, language))


def share_words(shown: ShownCount, size: int, edition: Edition) -> str:
    """A share of the people at a stage, or why it isn't shown."""
    _ = edition.catalogue.gettext
    if shown.showing is Showing.FEWER:
        return _("fewer than 5")
    if shown.showing is Showing.HIDDEN:
        return _("not shown")
    return percent(shown.count / size, edition.language) if size else "–"


def furthest_words(shown: StageShown, edition: Edition) -> str:
    """The largest gap in words: a ratio where enough people are expected, else people."""
    _, language = edition.catalogue.gettext, edition.language
    far = shown.furthest
    parts = {
        "answer": isolated(far.name) if far.name else _("Small groups together"),
        "here": percent(far.count / shown.size, language),
        "there": percent(float(far.share), language),
    }
    word = likeness.standing(far.count, shown.size, far.share)
    if word is not None:
        return _("{answer}: {here}, population {there} ({word})").format(word=_(word.label), **parts)
    short = likeness.people_short(far.count, shown.size, far.share)
    if short and shown.stage.kind is not StageKind.INVITED:
        words = edition.catalogue.ngettext("{answer}: {count} person short", "{answer}: {count} people short", short)
        return words.format(count=number(short, language), **parts)
    return _("{answer}: {here}, population {there}").format(**parts)
