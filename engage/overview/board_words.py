"""What the response board says, in sentences. Words are in the screen's language."""

from collections.abc import Sequence

from engage.languages.bidi import isolated
from engage.languages.editions import Language
from engage.languages.formats import listed, long_date, number, row_on_screen
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.lottery.forecasting import LEAST_REPLIES, Answer
from engage.lottery.prospects import Forecast, MoreLetters, Prospect
from engage.lottery.views import Board, Stand


def headline(board: Board) -> str:
    """The one thing to know: what will be missing, and what mends it."""
    if board.stand is Stand.EMPTY:
        return _("Nobody has come forward yet.")
    if board.stand is Stand.EARLY:
        words = ngettext(
            "Too early to say: {count} person came forward. A forecast needs at least {least}.",
            "Too early to say: {count} people came forward. A forecast needs at least {least}.",
            board.people,
        )
        return words.format(count=board.people, least=LEAST_REPLIES)
    if lacking := board.of(Prospect.LACKING):
        return _lacking(board, lacking[0])
    if doubtful := board.of(Prospect.DOUBTFUL):
        return _doubtful(doubtful[0])
    if board.seats_short:
        return _seats(board)
    return _enough(board)


def details(board: Board) -> str:
    """What there is to know besides: the whole pool, the other answers, and letters that mend them all."""
    if not board.stand.can_judge:
        return ""
    sentences = [_whole(board)]
    short = len(board.of(Prospect.LACKING)) + len(board.of(Prospect.DOUBTFUL))
    if board.stand.can_mend and short > 1:
        sentences.append(_others(short - 1, board.letters))
    if board.stand.can_mend and board.letters:
        sentences.append(_("So many letters are enough 9 times in 10."))
    return " ".join(sentences)


def answer_words(board: Board, each: Forecast) -> str:
    """One answer in a line: its target, who came, who is likely, and how that stands."""
    answer = each.answer
    parts = {
        "answer": f"{isolated(answer.category)}, {isolated(answer.value)}",
        "target": target_words(answer),
        "so_far": answer.so_far,
        "low": each.low,
        "high": each.high,
    }
    if not board.stand.can_judge:
        return _("{answer}: {target} wanted, {so_far} came.").format(**parts)
    if board.stand is Stand.OPEN:
        words = _("{answer}: {target} wanted, {so_far} came, {low} to {high} likely: {prospect}.")
    else:
        words = _("{answer}: {target} wanted, {so_far} came: {prospect}.")
    return f"{words.format(**parts, prospect=_(each.prospect.label))} {mending(each)}".rstrip()


def target_words(answer: Answer) -> str:
    """A target as people write it: 7–8, or 7."""
    least, most = answer.minimum, answer.maximum
    return str(least) if least == most else f"{least}–{most}"


def letters_words(letters: Sequence[MoreLetters]) -> str:
    """Letters and where they go: "120 more letters to Northside and 60 to Eastfield"."""
    return listed([_letters(each, is_first=not place) for place, each in enumerate(letters)], _language())


def _letters(each: MoreLetters, *, is_first: bool) -> str:
    if not each.stratum:
        words = ngettext("{count} more letter", "{count} more letters", each.letters)
        return words.format(count=_number(each.letters))
    if is_first:
        words = ngettext("{count} more letter to {stratum}", "{count} more letters to {stratum}", each.letters)
    else:
        words = _("{count} to {stratum}")
    return words.format(count=_number(each.letters), stratum=isolated(each.stratum))


def letters_in_short(letters: Sequence[MoreLetters]) -> str:
    """The same for a column that says what it lists: "120 to Northside, 60 to Eastfield"."""
    return row_on_screen(
        _("{count} to {stratum}").format(count=_number(each.letters), stratum=isolated(each.stratum))
        if each.stratum
        else _number(each.letters)
        for each in letters
    )


def mending(each: Forecast) -> str:
    """What would mend an answer that may be missing."""
    if each.letters is None:
        return _("Letters can't mend it any more: call people, or close registration later.")
    if not each.letters:
        return ""
    words = _("{letters} would mend it.")
    return words.format(letters=letters_words(each.letters))


def _lacking(board: Board, worst: Forecast) -> str:
    count = worst.will_lack
    if board.stand is Stand.OPEN:
        words = ngettext(
            "At this rate you will lack {count} person with “{value}”.",
            "At this rate you will lack {count} people with “{value}”.",
            count,
        )
    else:
        words = ngettext(
            "The pool has {count} person too few with “{value}”.",
            "The pool has {count} people too few with “{value}”.",
            count,
        )
    return f"{words.format(count=count, value=isolated(worst.answer.value))} {mending(worst)}".rstrip()


def _doubtful(worst: Forecast) -> str:
    words = _("You may lack people with “{value}”: {low} to {high} are likely, {minimum} are needed.").format(
        value=isolated(worst.answer.value), low=worst.low, high=worst.high, minimum=worst.answer.minimum
    )
    return f"{words} {mending(worst)}".rstrip()


def _seats(board: Board) -> str:
    words = ngettext(
        "No target lacks people, but {count} seat can't be filled: too few people, or maximums that are too low.",
        "No target lacks people, but {count} seats can't be filled: too few people, or maximums that are too low.",
        board.seats_short,
    )
    return words.format(count=board.seats_short)


def _enough(board: Board) -> str:
    thin = len(board.of(Prospect.THIN))
    if not thin:
        is_open = board.stand is Stand.OPEN
        return _("Every target will have enough people.") if is_open else _("Every target has enough people.")
    words = ngettext(
        "Every target can be reached. {count} answer is thin: whoever gave it is likely to be drawn, and hard to "
        "replace.",
        "Every target can be reached. {count} answers are thin: whoever gave them is likely to be drawn, and hard to "
        "replace.",
        thin,
    )
    return words.format(count=thin)


def _whole(board: Board) -> str:
    parts = {"people": _number(board.people), "low": _number(board.low), "high": _number(board.high)}
    if board.stand is Stand.STILL:
        words = _(
            "{people} people came forward, for {seats} seats. No forecast: it is not noted when letters went out, and "
            "too few days are known on which people came."
        )
    elif board.stand is Stand.OVER:
        words = _("{people} people came forward, for {seats} seats.")
    elif board.closes is None:
        words = _("{people} people came forward; {low} to {high} are likely in the end, for {seats} seats.")
    else:
        words = _("{people} people came forward; {low} to {high} are likely on {day}, for {seats} seats.")
        parts["day"] = long_date(board.closes, _language())
    return words.format(**parts, seats=board.seats)


def _others(count: int, letters: Sequence[MoreLetters]) -> str:
    words = ngettext("{count} other answer is short too.", "{count} other answers are short too.", count)
    if not letters:
        return words.format(count=count)
    in_all = _("For all together: {letters}.").format(letters=letters_words(letters))
    return f"{words.format(count=count)} {in_all}"


def _number(count: int) -> str:
    return number(count, _language())


def _language() -> Language:
    return Language(screen_catalogue().code)
