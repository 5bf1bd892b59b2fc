"""Writing a wording: a new draft, a new version with its reason, or a version's words in another language."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from engage.deliberation.actions import add_draft, revise_draft, translate_version
from engage.deliberation.rules import NOTE_LIMIT, TEXT_LIMIT, TITLE_LIMIT, DraftKind
from engage.deliberation.views import DraftRow, NoteRow, PriorityRow, VersionRow
from engage.errors import EngageError, RefusedError
from engage.languages.local_text import pick
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.sentences import sentence
from ui.deliberation.picking import Picker
from ui.deliberation.words import priority_name, writing_language
from ui.shell.pages import Desk
from ui.widgets.buttons import primary, quiet
from ui.widgets.forms import AreaEditor, ChoiceEditor, Field, LineEditor
from ui.widgets.labels import Text
from ui.widgets.language_names import document_languages, language_name
from ui.widgets.layouts import column, row
from ui.widgets.messages import Notice

_LIMITS = {"title": TITLE_LIMIT, "text": TEXT_LIMIT, "why": TEXT_LIMIT, "reason": NOTE_LIMIT}


class WordingForm(QFrame):
    """Nothing here is in the file before its button is pressed. `done` carries the draft's id, `left` nothing."""

    done = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._write: Callable[..., Any] = bool
        self._given: dict[str, str] = {}
        self._version: VersionRow | None = None
        self.setProperty("role", "card")
        self.heading = Text("", "section", wraps=True)
        self.told = Notice("info")
        self.source = Text("", "soft", wraps=True)
        self.kind = Field(_("What it will be"), ChoiceEditor([(kind, _(kind.label)) for kind in DraftKind]), _keep)
        self.priority = Picker(_("Priority"), letters=20)
        self.language = Picker(_("Language"), letters=16)
        self.language.chosen.connect(self._on_language)
        self.fields = {
            "title": Field(_("Title"), LineEditor(), _keep),
            "text": Field(_("Wording"), AreaEditor(4), _keep),
            "why": Field(_("Why"), AreaEditor(2), _keep),
            "reason": Field(
                _("Reason for the change"),
                LineEditor(),
                _keep,
                hint=_("What led to it: a table, a session, something learnt. Name tables, not people."),
            ),
        }
        self.error = Text("", "bad", wraps=True)
        self.error.hide()
        self.go = primary("", self.write)
        self.leave = quiet(_("Never mind"), self.drop)
        self.setLayout(
            column(
                self.heading,
                self.told,
                self.source,
                row((self.kind, 1), (self.priority, 1)),
                self.language,
                *self.fields.values(),
                self.error,
                row(self.go, self.leave, None),
                gap=12,
                margins=16,
            )
        )

    # What it can begin with.

    def start_draft(self, priorities: Sequence[PriorityRow], notes: Sequence[NoteRow] = ()) -> None:
        """Begin a new draft, perhaps on notes."""
        language = self._desk.language
        named: list[tuple[UUID | None, str]] = [(None, _("Under no priority"))]
        named += [(each.id, priority_name(each, language)) for each in priorities]
        self.priority.show_choices(named, None)
        self.kind.show_value(DraftKind.EXPECTATION)
        words = ngettext("It rests on {count} note.", "It rests on {count} notes.", len(notes))
        told = words.format(count=len(notes)) if notes else ""
        self._begin(_("New draft"), _("Add the draft"), told, self.kind, self.priority)
        self._show({"text": notes[0].text if len(notes) == 1 else ""})
        code, ids = writing_language(language), [note.id for note in notes]
        self._write = partial(self._add, language=code, note_ids=ids)

    def start_version(self, draft: DraftRow, kept: Sequence[str]) -> None:
        """Begin a new version of a draft; `kept` says which older wordings stay as they are."""
        version = draft.version
        codes = [code for code, text in version.text.items() if text]
        code = pick(version.text, self._desk.language.code).language
        self.language.show_choices([(each, language_name(each)) for each in codes], code)
        number = version.number + 1
        words = [*kept]
        if len(codes) > 1:
            text = _("Version {number} begins in one language. Words in other languages stay with version {last}.")
            words.append(text.format(number=number, last=version.number))
        heading = _("New version of {label}: version {number}").format(label=draft.label, number=number)
        button = _("Make version {number}").format(number=number)
        asked = [self.fields["reason"], *([self.language] if len(codes) > 1 else [])]
        self._begin(heading, button, " ".join(words), *asked)
        self._version = version
        self._show(_words_in(version, code))
        self._write = partial(self._revise, draft.id)

    def start_language(self, draft: DraftRow) -> None:
        """Begin a version's words in another language."""
        version = draft.version
        choices = [choice for choice in document_languages() if not version.text.get(choice[0])]
        self.language.show_choices(choices, None)
        heading = _("{label}, version {number}, in another language")
        words = _("Words that are kept can't be changed later: a change is a new version. Read them over once more.")
        named = heading.format(label=draft.label, number=version.number)
        given = [pick(texts, self._desk.language.code).text for texts in (version.title, version.text, version.why)]
        self.source.setText("\n".join(text for text in given if text))
        self._begin(named, _("Keep these words"), words, self.language, self.source)
        self._show({}, first=self.language.combo)
        self._write = partial(self._translate, draft)

    @property
    def is_dirty(self) -> bool:
        """Whether something typed here would be lost."""
        return self._values() != self._given

    # Inside.

    def _begin(self, heading: str, button: str, words: str, *asked: QWidget) -> None:
        """Say what is written, and ask for nothing but that and its words."""
        self._version = None
        self.heading.setText(heading)
        self.go.set_words(button)
        for part in (self.source, self.kind, self.priority, self.language, self.fields["reason"]):
            part.setVisible(part in asked)
        if words:
            self.told.say(words)
        else:
            self.told.hide()

    def _show(self, given: dict[str, str], *, first: QWidget | None = None) -> None:
        for name, field in self.fields.items():
            field.take_back()
            field.show_value(given.get(name, ""))
        self._given = self._values()
        self._show_error("")
        (first or self.fields["title"].input).setFocus(Qt.FocusReason.OtherFocusReason)

    def _values(self) -> dict[str, str]:
        return {name: str(field.value()) for name, field in self.fields.items()}

    def _show_error(self, words: str, at: Field | None = None) -> None:
        for field in self.fields.values():
            field.show_error(words if field is at else "")
        self.error.setText(words if at is None else "")
        self.error.setVisible(bool(words) and at is None)
        if at is not None:
            at.input.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is pressed.

    def write(self) -> None:
        """Write it, or say beside the field why not."""
        values = self._values()
        try:
            draft_id = self._write(**values)
        except EngageError as error:
            self._show_error(sentence(error, screen_catalogue()), self._culprit(error, values))
            return
        self._given = values
        self.done.emit(draft_id)

    def drop(self) -> None:
        """Forget what was typed."""
        self._show({})
        self.left.emit()

    def _culprit(self, error: EngageError, values: dict[str, str]) -> Field | None:
        """The field that an action meant by an empty or too long text."""
        for name, field in self.fields.items():
            length, is_asked = len(values[name].strip()), field.isVisibleTo(self)
            is_missing = error.code == "text-missing" and not length and name != "why"
            if is_asked and (is_missing or (error.code == "text-too-long" and length > _LIMITS[name])):
                return field
        return self.fields["text"] if error.code == "version-unchanged" else None

    def _add(self, *, title: str, text: str, why: str, reason: str, language: str, note_ids: Sequence[UUID]) -> UUID:
        del reason
        given: dict[str, Any] = {"kind": DraftKind(self.kind.value()), "priority_id": self.priority.value()}
        add = partial(self._desk.write, add_draft, self._desk.assembly_id, label=_("Add a draft"))
        return add(title=title, text=text, why=why, language=language, note_ids=note_ids, **given)

    def _on_language(self, code: str) -> None:
        """Begin from the older version's words in that language, unless something is typed already."""
        if self._version is not None and not self.is_dirty:
            self._show(_words_in(self._version, code))

    def _revise(self, draft_id: UUID, **given: str) -> UUID:
        language = self.language.value()
        self._desk.write(revise_draft, draft_id, label=_("New version"), language=language, **given)
        return draft_id

    def _translate(self, draft: DraftRow, *, title: str, text: str, why: str, reason: str) -> UUID:
        del reason
        language = self.language.value()
        if language is None:
            raise RefusedError("text-missing")
        words = {"title": title, "text": text, "why": why, "language": language}
        self._desk.write(translate_version, draft.version.id, label=_("Words in another language"), **words)
        return draft.id


def _words_in(version: VersionRow, code: str) -> dict[str, str]:
    return {name: getattr(version, name).get(code, "") for name in ("title", "text", "why")}


def _keep(_value: object) -> None:
    """Nothing is written before the button is pressed."""
