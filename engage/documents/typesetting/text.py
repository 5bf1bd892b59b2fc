"""Text as documents hand it over: plain strings, with parts in bold or in another language. Never markup."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import Formatter

from engage.languages.bidi import FSI, PDI, isolated


@dataclass(frozen=True)
class Span:
    """A stretch of text set in one way. `language` (BCP 47) is said when it differs from the paragraph's."""

    text: str
    bold: bool = False
    language: str = ""


Text = str | Span | Sequence[str | Span]
"""What a paragraph, a heading or a cell is made of."""

# Line and paragraph separators become line breaks; other controls, stray surrogates, soft hyphens and the like go.
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]")
_NOT_CHARACTERS = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def cleaned(text: str) -> str:
    """The text in Unicode's composed form, without what cannot be shown; tabs are spaces, breaks are line feeds."""
    plain = _DROPPED.sub("", _BREAKS.sub("\n", text.replace("\t", " ")))
    return unicodedata.normalize("NFC", _NOT_CHARACTERS.sub("", plain))


def verbatim(text: str, *, bold: bool = False) -> Span:
    """Somebody's own text standing alone (a name, an answer, a code): it reads as written in any document."""
    return Span(isolated(text), bold=bold)


def spans_of(text: Text, *, bold: bool = False) -> tuple[Span, ...]:
    """The text as cleaned spans, none of them empty; `bold` sets all of them in bold."""
    parts = [text] if isinstance(text, str | Span) else list(text)
    spans = [part if isinstance(part, Span) else Span(part) for part in parts]
    clean = [replace(span, text=cleaned(span.text), bold=span.bold or bold) for span in spans]
    return tuple(span for span in clean if span.text)


def plain_text(text: Text) -> str:
    """The characters alone, without direction marks: for titles, outlines and descriptions."""
    joined = "".join(span.text for span in spans_of(text))
    return " ".join(joined.replace(FSI, "").replace(PDI, "").split())


def filled(template: str, **values: str | Span) -> list[Span]:
    """A sentence with named placeholders, each filled with text that can't reorder its neighbours.

    A `Span` keeps its bold and language: `filled(_("Dear {name},"), name=Span(name, bold=True))`. A placeholder that
    a translation misspelt stays visible.
    """
    spans: list[Span] = []
    for literal, field, _, _ in Formatter().parse(template):
        spans.append(Span(literal))
        if field is not None:
            value = values.get(field, "{" + field + "}")
            span = value if isinstance(value, Span) else Span(value)
            spans.append(replace(span, text=isolated(span.text)))
    return spans
