"""Where a line of text may end: at spaces, after hyphens, between Chinese characters. Words are never hyphenated.

A small part of UAX #14: what the languages of our documents need.
"""

import re
import unicodedata

# Spaces that lines may break at: not the no-break ones.
_SPACES = frozenset(" \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000\u200b\n")
_GLUE = frozenset("\u00a0\u202f\u2007\u2011\u2060\ufeff\u200d")
_HYPHENS = frozenset("-\u2010\u2013\u2014\u058a\u05be")
_IDEOGRAPHIC = re.compile(
    "[\u2e80-\u3000\u3003-\u3007\u3012\u3013\u3020-\u303f\u3041-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff02-\uff5e\U00020000-\U0003ffff]"
)
# Kinsoku: what may not begin a line, and what may not end one.
_NOT_FIRST = frozenset("，。、；：？！）》」』】〕〗〙〉”’…‥·,.;:?!)]}%‰°′″々ーっゃゅょッャュョ％．｝］｠»›")
_NOT_LAST = frozenset("（《「『【〔〖〘〈“‘([{＄￥£$€«‹｛［")
# Where an overlong word (an address, a web page) is best cut.
_SOFT = frozenset("/.@_-&=?:,+")


def break_opportunities(text: str) -> list[int]:
    """The places where a new line may begin, each the index of its first character."""
    return [i for i in range(1, len(text)) if _may_break(text, i)]


def _may_break(text: str, i: int) -> bool:
    before, after = text[i - 1], text[i]
    if after in _SPACES or before in _GLUE or after in _GLUE or _is_mark(after):
        return False
    if before in _SPACES:
        return True
    if before in _HYPHENS:
        return i > 1 and text[i - 2].isalpha() and after.isalpha()
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return bool(_IDEOGRAPHIC.match(before) or _IDEOGRAPHIC.match(after))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Mc"}


def best_cut(text: str, start: int, limit: int) -> int:
    """Where to cut what fits no line.

    At its last no-break space before `limit`; else after punctuation in the last half, if there is any.
    """
    if (space := text.rfind("\u00a0", start, limit)) > start:
        return space + 1
    for i in range(limit, start + max(1, (limit - start) // 2), -1):
        if text[i - 1] in _SOFT and i < len(text):
            return i
    return limit
