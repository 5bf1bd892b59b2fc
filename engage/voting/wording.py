"""A vote's result in words, with its arithmetic: the same sentences on the page and on paper.

`words` is the catalogue to speak in: the screen's, or an edition's. Figures are rounded for reading alone, halves up;
what passed was decided on the whole numbers.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from engage.languages.catalogues import Catalogue
from engage.languages.editions import Language
from engage.languages.formats import number, percent
from engage.voting.rules import Base, Comparison, Outcome, Verdict, VoteRules, quorum_needed

_PLAIN_PARTS = 12  # the finest fraction that people read as one: 7/12, but 33.3%


def result_sentences(
    rules: VoteRules, outcome: Outcome, words: Catalogue, *, present: int, entitled: int
) -> tuple[str, ...]:
    """The whole result: how many were in favour, how many were needed, how it came out, and the scale's average."""
    verdict = verdict_sentence(rules, outcome, words, present=present, entitled=entitled)
    if outcome.verdict is Verdict.NO_RESULT:
        return (verdict,)
    support = support_sentence(rules, outcome, words)
    if outcome.verdict is Verdict.STRAW_POLL:
        return (support, verdict, *scale_sentences(outcome, words))
    return (support, needed_sentence(rules, outcome, words), verdict, *scale_sentences(outcome, words))


def support_sentence(rules: VoteRules, outcome: Outcome, words: Catalogue) -> str:
    """How many were in favour, of how many: "40 of 50 valid ballots were in favour (80%)."."""
    language = Language(words.code)
    sentence = _SUPPORT[rules.base](words.ngettext, outcome.support)
    return sentence.format(
        count=number(outcome.support, language),
        base=number(outcome.base_count, language),
        percent=percent_words(Fraction(outcome.support, outcome.base_count), words),
    )


def needed_sentence(rules: VoteRules, outcome: Outcome, words: Catalogue) -> str:
    """How many were needed: "At least 4/5 (80%) was needed, which is 40."."""
    _ = words.gettext
    sentences = {
        Comparison.AT_LEAST: _("At least {share} was needed, which is {count}."),
        Comparison.MORE_THAN: _("More than {share} was needed, which is {count} or more."),
    }
    count = number(outcome.needed, Language(words.code))
    return sentences[rules.comparison].format(share=share_words(rules.threshold, words), count=count)


def verdict_sentence(rules: VoteRules, outcome: Outcome, words: Catalogue, *, present: int, entitled: int) -> str:
    """How it came out, and by how much."""
    _, language = words.gettext, Language(words.code)
    if outcome.verdict is Verdict.NO_RESULT:
        return _("No result: there was no vote to measure the support against.")
    if outcome.verdict is Verdict.STRAW_POLL:
        sentence = _(
            "A straw poll, which decides nothing: {needed} of {entitled} members had to be there, {count} were."
        )
        needed = number(quorum_needed(rules.quorum, entitled), language)
        return sentence.format(needed=needed, entitled=number(entitled, language), count=number(present, language))
    by = abs(outcome.margin)
    if outcome.verdict is Verdict.FAILED:
        return words.ngettext("Did not pass: {count} short.", "Did not pass: {count} short.", by).format(
            count=number(by, language)
        )
    if not by:
        return _("Passed, with none to spare.")
    return words.ngettext("Passed, with {count} to spare.", "Passed, with {count} to spare.", by).format(
        count=number(by, language)
    )


def scale_sentences(outcome: Outcome, words: Catalogue) -> tuple[str, ...]:
    """The average of the four-step scale and the word for the support; empty for other methods."""
    _ = words.gettext
    if outcome.mean is None:
        return ()
    average = _("The average was {mean} on a scale from 1 to 4.").format(mean=mean_words(outcome.mean, words))
    strengths = {
        "strongly-supported": _("Strongly supported: more than three quarters of the valid ballots agreed."),
        "supported": _("Supported: more than half of the valid ballots agreed."),
    }
    return (average, strengths[outcome.strength]) if outcome.strength else (average,)


def threshold_words(rules: VoteRules, words: Catalogue) -> str:
    """The share that is needed, standing alone: "At least 4/5 (80%)"."""
    _ = words.gettext
    templates = {Comparison.AT_LEAST: _("At least {share}"), Comparison.MORE_THAN: _("More than {share}")}
    return templates[rules.comparison].format(share=share_words(rules.threshold, words))


def rule_words(rules: VoteRules, words: Catalogue) -> str:
    """When the vote passes, as a sentence for before it: at least 4/5 of all valid ballots must be in favour."""
    _ = words.gettext
    sentences = {
        Comparison.AT_LEAST: _("At least {share} of {base} must be in favour."),
        Comparison.MORE_THAN: _("More than {share} of {base} must be in favour."),
    }
    return sentences[rules.comparison].format(share=share_words(rules.threshold, words), base=_(rules.base.label))


def quorum_words(rules: VoteRules, words: Catalogue, *, present: int, entitled: int) -> str:
    """How many have to be there, and whether they are; empty when no quorum was set."""
    if not rules.quorum:
        return ""
    _, language = words.gettext, Language(words.code)
    needed = quorum_needed(rules.quorum, entitled)
    sentence = (
        _("Quorum: {needed} of {entitled} members, and {count} are there.")
        if present >= needed
        else _("Below the quorum: {needed} of {entitled} members have to be there, and {count} are.")
    )
    return sentence.format(
        needed=number(needed, language), entitled=number(entitled, language), count=number(present, language)
    )


def share_words(share: Fraction, words: Catalogue) -> str:
    """A share as it was set: "4/5 (80%)"; one that is no plain fraction as a percentage alone."""
    if share.denominator in range(2, _PLAIN_PARTS + 1):
        language = Language(words.code)
        over = f"{number(share.numerator, language)}/{number(share.denominator, language)}"
        return f"{over}\u00a0({percent_words(share, words)})"
    return percent_words(share, words)


def percent_words(share: Fraction, words: Catalogue) -> str:
    """A share as a percentage: whole where it is, else with two decimals, as the Scottish assembly printed them."""
    is_whole = (share * 100).denominator == 1
    return percent(float(_rounded(share, 4)), Language(words.code), decimals=0 if is_whole else 2)


def mean_words(mean: Fraction, words: Catalogue) -> str:
    """The scale's average with two decimals, such as 3.49."""
    return number(float(_rounded(mean, 2)), Language(words.code), decimals=2)


def _rounded(value: Fraction, decimals: int) -> Decimal:
    """The value to so many decimals, halves up. Exact: no tie is hidden by an earlier rounding."""
    doubled = 2 * value * 10**decimals
    whole = (doubled.numerator + doubled.denominator) // (2 * doubled.denominator)
    return Decimal(whole).scaleb(-decimals)


_Plural = Callable[[str, str, int], str]


def _of_yes_and_no(ngettext: _Plural, count: int) -> str:
    return ngettext(
        "{count} of {base} who voted yes or no was in favour ({percent}).",
        "{count} of {base} who voted yes or no were in favour ({percent}).",
        count,
    )


def _of_yes_no_abstain(ngettext: _Plural, count: int) -> str:
    return ngettext(
        "{count} of {base} who voted yes or no or abstained was in favour ({percent}).",
        "{count} of {base} who voted yes or no or abstained were in favour ({percent}).",
        count,
    )


def _of_valid(ngettext: _Plural, count: int) -> str:
    return ngettext(
        "{count} of {base} valid ballots was in favour ({percent}).",
        "{count} of {base} valid ballots were in favour ({percent}).",
        count,
    )


def _of_cast(ngettext: _Plural, count: int) -> str:
    return ngettext(
        "{count} of {base} ballots cast was in favour, blank and spoilt ones counted ({percent}).",
        "{count} of {base} ballots cast were in favour, blank and spoilt ones counted ({percent}).",
        count,
    )


def _of_present(ngettext: _Plural, count: int) -> str:
    return ngettext(
        "{count} of {base} members in the room was in favour ({percent}).",
        "{count} of {base} members in the room were in favour ({percent}).",
        count,
    )


def _of_entitled(ngettext: _Plural, count: int) -> str:
    return ngettext(
        "{count} of all {base} members was in favour ({percent}).",
        "{count} of all {base} members were in favour ({percent}).",
        count,
    )


_SUPPORT: dict[Base, Callable[[_Plural, int], str]] = {
    Base.YES_NO: _of_yes_and_no,
    Base.YES_NO_ABSTAIN: _of_yes_no_abstain,
    Base.VALID: _of_valid,
    Base.CAST: _of_cast,
    Base.PRESENT: _of_present,
    Base.ENTITLED: _of_entitled,
}
