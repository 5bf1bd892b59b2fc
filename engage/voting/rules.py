"""How votes are counted and when they pass: whole numbers and fractions only, never a rounded figure.

Bases and thresholds follow OpenSlides' percent bases and the support scale of the Citizens' Assembly of Scotland (2021,
annex 14): more than three quarters agree or strongly agree is "strongly supported", more than half is "supported".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from engage.errors import RefusedError
from engage.languages.catalogues import mark


class VoteMethod(StrEnum):
    """What a ballot paper asks."""

    YES_NO_ABSTAIN = "yes-no-abstain"
    SUPPORT_4 = "support-4"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _METHOD_LABELS[self]

    @property
    def options(self) -> tuple[str, ...]:
        """The options in the order of the ballot paper."""
        return _OPTIONS[self]

    @property
    def supporting(self) -> frozenset[str]:
        """The options that count as support."""
        return _SUPPORTING[self]


_METHOD_LABELS = {
    VoteMethod.YES_NO_ABSTAIN: mark("Yes, no or abstain"),
    VoteMethod.SUPPORT_4: mark("How much do you agree? Four steps"),
}
_OPTIONS = {
    VoteMethod.YES_NO_ABSTAIN: ("yes", "no", "abstain"),
    VoteMethod.SUPPORT_4: ("strongly-disagree", "disagree", "agree", "strongly-agree"),
}
_SUPPORTING = {
    VoteMethod.YES_NO_ABSTAIN: frozenset({"yes"}),
    VoteMethod.SUPPORT_4: frozenset({"agree", "strongly-agree"}),
}

OPTION_LABELS = {
    "yes": mark("Yes"),
    "no": mark("No"),
    "abstain": mark("Abstain"),
    "strongly-disagree": mark("Strongly disagree"),
    "disagree": mark("Disagree"),
    "agree": mark("Agree"),
    "strongly-agree": mark("Strongly agree"),
}


FIELD_LABELS = {
    "issued": mark("Papers given out"),
    "blank": mark("Blank"),
    "spoilt": mark("Spoilt: can't be read"),
    "unused": mark("Not in the box"),
}
"""What is counted beside the options. Not in the box: handed back unused, or never returned."""


class Comparison(StrEnum):
    """Whether exactly the threshold is enough."""

    AT_LEAST = "at-least"
    MORE_THAN = "more-than"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return {Comparison.AT_LEAST: mark("at least"), Comparison.MORE_THAN: mark("more than")}[self]


class Base(StrEnum):
    """What the support is measured against."""

    YES_NO = "yes-no"
    YES_NO_ABSTAIN = "yes-no-abstain"
    VALID = "valid"
    CAST = "cast"
    PRESENT = "present"
    ENTITLED = "entitled"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _BASE_LABELS[self]


_BASE_LABELS = {
    Base.YES_NO: mark("those who voted yes or no"),
    Base.YES_NO_ABSTAIN: mark("those who voted yes or no or abstained"),
    Base.VALID: mark("all valid ballots"),
    Base.CAST: mark("all ballots cast, blank and spoilt ones too"),
    Base.PRESENT: mark("all members in the room"),
    Base.ENTITLED: mark("all members"),
}

BASES: dict[VoteMethod, tuple[Base, ...]] = {
    VoteMethod.YES_NO_ABSTAIN: tuple(Base),
    VoteMethod.SUPPORT_4: (Base.VALID, Base.CAST, Base.PRESENT, Base.ENTITLED),
}
"""The bases that make sense for each method."""


class VoteState(StrEnum):
    """Where a vote stands."""

    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    VoteState.OPEN: mark("Not closed yet"),
    VoteState.CLOSED: mark("Closed"),
    VoteState.VOID: mark("Void"),
}


class Verdict(StrEnum):
    """How a vote came out."""

    PASSED = "passed"
    FAILED = "failed"
    NO_RESULT = "no-result"
    STRAW_POLL = "straw-poll"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _VERDICT_LABELS[self]


_VERDICT_LABELS = {
    Verdict.PASSED: mark("Passed"),
    Verdict.FAILED: mark("Did not pass"),
    Verdict.NO_RESULT: mark("No result"),
    Verdict.STRAW_POLL: mark("Straw poll: too few members were there to decide"),
}


@dataclass(frozen=True)
class VoteRules:
    """The rules of one vote, set before it opens.

    `threshold` is the share of the base that must be in favour; `quorum` the share of entitled members who must be
    present.
    """

    method: VoteMethod
    threshold: Fraction
    comparison: Comparison
    base: Base
    quorum: Fraction = Fraction(0)


@dataclass(frozen=True)
class BallotCount:
    """The ballots of one count: by option, and those that say nothing."""

    options: Mapping[str, int]
    blank: int = 0
    spoilt: int = 0

    @property
    def valid(self) -> int:
        """Ballots that chose an option."""
        return sum(self.options.values())

    @property
    def cast(self) -> int:
        """All ballots in the box."""
        return self.valid + self.blank + self.spoilt


@dataclass(frozen=True)
class Outcome:
    """A result with its arithmetic: `support` of `base_count`, and how far from the threshold.

    `margin` is how many more votes in favour there were than needed; below zero, how many it was short. `mean` is the
    scale's average, 1 to 4, or None. `strength` is "strongly-supported", "supported" or "" (support scale only).
    """

    verdict: Verdict
    support: int
    base_count: int
    needed: int
    margin: int
    mean: Fraction | None = None
    strength: str = ""


STRENGTH_LABELS = {"strongly-supported": mark("Strongly supported"), "supported": mark("Supported")}


def quorum_needed(quorum: Fraction, entitled: int) -> int:
    """How many must be present: the share of the members, rounded up."""
    return _ceiling(quorum * entitled)


def votes_needed(threshold: Fraction, comparison: Comparison, base_count: int) -> int:
    """The fewest votes in favour that pass."""
    exact = threshold * base_count
    if comparison is Comparison.MORE_THAN and exact.denominator == 1:
        return int(exact) + 1
    return _ceiling(exact)


def base_count(rules: VoteRules, count: BallotCount, *, entitled: int, present: int) -> int:
    """How many the support is measured against."""
    votes = count.options
    return {
        Base.YES_NO: votes.get("yes", 0) + votes.get("no", 0),
        Base.YES_NO_ABSTAIN: votes.get("yes", 0) + votes.get("no", 0) + votes.get("abstain", 0),
        Base.VALID: count.valid,
        Base.CAST: count.cast,
        Base.PRESENT: present,
        Base.ENTITLED: entitled,
    }[rules.base]


def decide(rules: VoteRules, count: BallotCount, *, entitled: int, present: int) -> Outcome:
    """The outcome of a count under its rules.

    With nobody in the base there is no result; without a quorum it is a straw poll, whatever the numbers.
    """
    measured = base_count(rules, count, entitled=entitled, present=present)
    support = sum(votes for option, votes in count.options.items() if option in rules.method.supporting)
    needed = votes_needed(rules.threshold, rules.comparison, measured)
    verdict = Verdict.PASSED if support >= needed else Verdict.FAILED
    if present < quorum_needed(rules.quorum, entitled):
        verdict = Verdict.STRAW_POLL
    if measured == 0:
        verdict = Verdict.NO_RESULT
    is_scale = rules.method is VoteMethod.SUPPORT_4
    return Outcome(
        verdict=verdict,
        support=support,
        base_count=measured,
        needed=needed,
        margin=support - needed,
        mean=mean_support(count) if is_scale else None,
        strength=strength(support, count.valid) if is_scale else "",
    )


def mean_support(count: BallotCount) -> Fraction | None:
    """The average step of the four-step scale, from 1 (strongly disagree) to 4 (strongly agree)."""
    if not count.valid:
        return None
    steps = enumerate(VoteMethod.SUPPORT_4.options, start=1)
    return Fraction(sum(step * count.options.get(option, 0) for step, option in steps), count.valid)


def strength(support: int, valid: int) -> str:
    """The word for the support that a proposal found on the four-step scale; empty for half or less."""
    if 4 * support > 3 * valid:
        return "strongly-supported"
    return "supported" if 2 * support > valid else ""


@dataclass(frozen=True)
class CountEntry:
    """One count of the paper ballots as it was typed in."""

    issued: int
    unused: int
    spoilt: int
    blank: int
    options: Mapping[str, int]

    @property
    def ballots(self) -> BallotCount:
        """The ballots in the box."""
        return BallotCount(self.options, self.blank, self.spoilt)

    @property
    def missing(self) -> int:
        """Ballots issued that are neither in the box nor handed back; below zero, ballots too many."""
        return self.issued - self.unused - self.ballots.cast


def differing_fields(first: CountEntry, second: CountEntry) -> list[str]:
    """Where two independent counts differ, by option or field; empty when they agree."""
    fields = [name for name in ("issued", "unused", "spoilt", "blank") if getattr(first, name) != getattr(second, name)]
    options = sorted({*first.options, *second.options})
    return fields + [name for name in options if first.options.get(name, 0) != second.options.get(name, 0)]


def refuse_unsound_count(method: VoteMethod, count: CountEntry, *, present: int) -> None:
    """Refuse a count that can't be right: issued = in the box + unused, to the ballot.

    Raises RefusedError when an option is not on the ballot paper, a number is below zero, more ballots were issued than
    members were there, or ballots are missing or too many.
    """
    unknown = [option for option in count.options if option not in method.options]
    if unknown:
        raise RefusedError("option-unknown", option=unknown[0], details={"options": unknown})
    if min(count.issued, count.unused, count.spoilt, count.blank, *count.options.values(), 0) < 0:
        raise RefusedError("count-below-zero")
    if count.issued > present:
        raise RefusedError("more-issued-than-present", issued=count.issued, present=present)
    if count.missing:
        code = "ballots-missing" if count.missing > 0 else "ballots-too-many"
        raise RefusedError(code, count=abs(count.missing), issued=count.issued, cast=count.ballots.cast)


def parse_share(text: str) -> Fraction:
    """A share typed as "4/5", "80%" or "0.8", exactly. Raises ValueError."""
    text = text.strip()
    try:
        share = Fraction(text.removesuffix("%").strip()) / 100 if text.endswith("%") else Fraction(text)
    except ZeroDivisionError as error:
        raise ValueError(text) from error
    if not 0 <= share <= 1:
        raise ValueError(text)
    return share


def _ceiling(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
