"""The app's words: gathered from the code, laid into the catalogues, and counted.

`make translations` runs this. Screen languages get every message; a language that only documents speak gets the
messages that documents can print. Only `.po` files are kept; the app reads them as they are.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from engage import __version__
from engage.languages.catalogues import DOCUMENT_LANGUAGES, SCREEN_LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations"
TEMPLATE = FOLDER / "engage.pot"
DRAFT = b'"X-Draft: yes\\n"'
KEYWORDS = {"_": None, "mark": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "N_": None}

PRINTED = (
    "engage/documents/",
    "engage/languages/",
    "engage/assembly/rules",
    "engage/people/rules",
    "engage/lottery/likeness",
    "engage/lottery/rules",
    "engage/lottery/shares",
    "engage/voting/",
    "engage/followup/",
)

COMMENT = """\
# Engage: {language}.
# Licensed like Engage itself (Apache-2.0).
#"""

# Git keeps the dates better, and a tool's version is nobody's business.
UNKEPT_HEADERS = (
    "POT-Creation-Date",
    "Language-Team",
    "PO-Revision-Date",
    "Last-Translator",
    "Report-Msgid-Bugs-To",
    "Generated-By",
)


def is_printed(path: str) -> bool:
    """Whether documents can print the strings of this source file: their own words, and what stages call things."""
    return path.startswith(PRINTED)


def gather(root: Path = ROOT) -> Catalog:
    """Every message that the code marks, with the files it stands in."""
    catalog = _empty(None)
    for path in sorted([*root.glob("engage/**/*.py"), *root.glob("ui/**/*.py")]):
        name = path.relative_to(root).as_posix()
        found = extract_from_file(
            "python", path, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
        )
        for _line, message, comments, context in found:
            catalog.add(message, None, [(name, 1)], auto_comments=comments, context=context)
    return catalog


def needed_by(code: str, everything: Catalog) -> Catalog:
    """The part of the template that one language's catalogue holds."""
    part = _empty(None)
    for message in real_messages(everything):
        if code in SCREEN_LANGUAGES or any(is_printed(name) for name, _line in message.locations):
            part.add(message.id, None, message.locations, auto_comments=message.auto_comments, context=message.context)
    return part


def catalogue_languages() -> list[str]:
    """The languages that have a catalogue: all but English, in which the code is written."""
    return sorted({*SCREEN_LANGUAGES, *DOCUMENT_LANGUAGES} - {"en"})


def real_messages(catalog: Catalog) -> Iterator[Message]:
    """The messages without the header."""
    return (message for message in catalog if message.id)


def identities(catalog: Catalog) -> set[tuple[str | None, object]]:
    """What makes each message itself: its context, and its English (with the plural, where there is one)."""
    return {(message.context, message.id) for message in real_messages(catalog)}


def is_draft(code: str) -> bool:
    """Whether the catalogue says that no native reader has checked it. A new one does."""
    path = FOLDER / f"{code}.po"
    return not path.is_file() or DRAFT in path.read_bytes()


def load(code: str) -> Catalog:
    """A language's catalogue as it stands, or an empty one."""
    path = FOLDER / f"{code}.po"
    if not path.is_file():
        return _empty(code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def brought_up_to_date(code: str, everything: Catalog) -> Catalog:
    """The language's catalogue with the messages it needs, keeping what is translated and dropping what is gone."""
    old, new = load(code), _empty(code)
    for message in real_messages(needed_by(code, everything)):
        known = old.get(message.id, message.context)
        is_same = known is not None and known.id == message.id
        new.add(
            message.id,
            known.string if known and is_same else None,
            message.locations,
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known else (),
            context=message.context,
        )
    return new


def _empty(code: str | None) -> Catalog:
    name = Locale.parse(code).english_name if code else "every message of the app"
    return Catalog(
        locale=code, project="Engage", version=__version__, fuzzy=False, header_comment=COMMENT.format(language=name)
    )


def is_complete(message: Message) -> bool:
    """Whether the message is translated in every plural form."""
    strings = message.string or ""
    return bool(strings) and all((strings,) if isinstance(strings, str) else strings)


def written(catalog: Catalog, *, draft: bool) -> bytes:
    """The catalogue as a file, in which only words make a difference: no line numbers and no dates."""
    file = BytesIO()
    write_po(file, catalog, width=110, include_lineno=False)
    lines = file.getvalue().splitlines(keepends=True)
    unkept = tuple(f'"{name}:'.encode() for name in UNKEPT_HEADERS)
    kept = [line for line in lines if not line.startswith(unkept)]
    if draft:
        kept.insert(kept.index(b'"MIME-Version: 1.0\\n"\n'), DRAFT + b"\n")
    return b"".join(kept)


def main() -> None:
    """Bring the template and every catalogue up to date, and say how far each language is."""
    everything = gather()
    FOLDER.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(written(everything, draft=False))
    print(f"{len(identities(everything))} messages in {TEMPLATE.relative_to(ROOT)}")
    for code in catalogue_languages():
        draft, catalog = is_draft(code), brought_up_to_date(code, everything)
        (FOLDER / f"{code}.po").write_bytes(written(catalog, draft=draft))
        untranslated = sum(not is_complete(message) for message in real_messages(catalog))
        state = "draft" if draft else "checked"
        print(f"{code:>4}: {len(identities(catalog)):5} messages, {untranslated:5} to translate ({state})")


if __name__ == "__main__":
    main()
