"""One draft as one reads it: its words, what keeps them, the notes behind it, and how it came about."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage.clock import utc_now
from engage.deliberation.actions import retire_draft, set_priority, unlink_note
from engage.deliberation.views import DraftSheet, NoteRow, PriorityRow, VersionRow, draft_sheet, list_priorities
from engage.followup.views import ExpectationRow, list_expectations
from engage.languages.bidi import isolated
from engage.languages.formats import long_date
from engage.languages.local_text import pick
from engage.languages.screen import _, ngettext
from engage.voting.views import VoteSheet, list_votes
from ui.deliberation.history import VersionStory
from ui.deliberation.picking import Picker
from ui.deliberation.words import kept_words, priority_name, where_said
from ui.shell.pages import Desk, Page
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.folding import Fold, flow
from ui.widgets.labels import Text
from ui.widgets.language_names import document_languages, language_name
from ui.widgets.layouts import card, column, empty_out, row, rule, sheet
from ui.widgets.messages import Notice


@dataclass(frozen=True)
class Around:
    """What stands round every draft: the priorities, the votes, and what was addressed to partners."""

    priorities: Sequence[PriorityRow] = ()
    votes: Sequence[VoteSheet] = ()
    sent: Sequence[ExpectationRow] = ()


def read_around(desk: Desk) -> Around:
    """Read it for the assembly on screen."""
    key = desk.assembly_id
    sent = desk.read(list_expectations, key, today=utc_now().date())
    return Around(desk.read(list_priorities, key), desk.read(list_votes, key), sent)


class DraftPanel(QWidget):
    """Shows a draft. `version_asked` and `language_asked` ask for new words; `note_asked` carries a note to show."""

    version_asked = Signal()
    language_asked = Signal()
    note_asked = Signal(object)

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self.found: DraftSheet | None = None
        self.kept: list[str] = []
        self._notes_shown: Sequence[NoteRow] | None = None
        self._versions_shown: Sequence[VersionRow] | None = None
        self.label = Text("", "strong", wraps=True)
        self.aside = Notice("warn")
        self.title = Text("", "section", wraps=True)
        self.text = Text("", wraps=True)
        self.why_label = Text(_("Why"), "strong")
        self.why = Text("", wraps=True)
        self.notice = Notice("info")
        self.languages = Picker(_("Words in"), letters=16)
        self.priority = Picker(_("Priority"), letters=20)
        self.change = primary(_("Change the words (F2)"), self.version_asked.emit, icon_name="pencil")
        self.change.setAccessibleName(_("Change the words"))
        self.translate = Button(_("Words in another language"), self.language_asked.emit, icon_name="languages")
        self.vote = Button(_("Put it to the vote"), self._on_vote, icon_name="vote")
        self.retire = quiet("", self._on_retire, icon_name="archive")
        self._notes, self._stories = QVBoxLayout(), QVBoxLayout()
        self._notes.setSpacing(8)
        self._stories.setSpacing(12)
        self.notes = Fold(_("The notes behind it"), self._notes)
        self.history = Fold(_("How the words came about"), self._stories)
        for fold in (self.notes, self.history):
            fold.toggled.connect(lambda _is_open: self._fill_folds())
        self.languages.chosen.connect(lambda _code: self._show_words())
        self.priority.chosen.connect(self._on_priority)
        self._lay_out()

    def _lay_out(self) -> None:
        words = card(
            self.label,
            self.aside,
            self.title,
            self.text,
            self.why_label,
            self.why,
            self.notice,
            8,
            flow(self.change, self.vote, self.translate, self.retire),
            rule(),
            self.languages,
            self.priority,
            gap=8,
        )
        self.area = sheet(column(words, self.notes, self.history, None, gap=8))
        self.setLayout(column(self.area))

    def show_draft(self, key: UUID, around: Around) -> None:
        """Show this draft as the file has it."""
        desk = self._desk
        is_other = self.found is None or self.found.draft.id != key
        self.found = found = desk.read(draft_sheet, key)
        draft, language = found.draft, desk.language
        self.kept = kept_words(draft, around.votes, around.sent, desk.language)
        made = long_date(draft.version.made_at.astimezone().date(), language)
        text = _("{label} · {kind} · version {number} of {day}")
        self.label.setText(
            text.format(label=draft.label, kind=_(draft.kind.label), number=draft.version.number, day=isolated(made))
        )
        _say(self.aside, _("This draft is set aside. Its number stays its own.") if draft.is_retired else "")
        _say(self.notice, " ".join(self.kept))
        self._show_languages(is_other=is_other)
        named: list[tuple[UUID | None, str]] = [(None, _("Under no priority"))]
        named += [(each.id, priority_name(each, language)) for each in around.priorities]
        self.priority.show_choices(named, draft.priority_id)
        for button in (self.change, self.vote):
            button.setEnabled(not draft.is_retired)
        can_translate = len(draft.version.text) < len(document_languages()) and not draft.is_retired
        self.translate.setVisible(can_translate)
        self.retire.set_words(_("Take it up again") if draft.is_retired else _("Set it aside"))
        self.retire.set_icon("archive-restore" if draft.is_retired else "archive")
        self._summarise(found)
        self._fill_folds()
        if is_other:
            self.area.verticalScrollBar().setValue(0)

    def _show_languages(self, *, is_other: bool) -> None:
        assert self.found is not None
        texts = self.found.draft.version.text
        best = pick(texts, self._desk.language.code).language
        kept = self.languages.value()
        codes = [code for code, _words in document_languages() if texts.get(code)]
        codes += [code for code in texts if code not in codes]
        wanted = best if is_other or kept not in codes else kept
        self.languages.show_choices([(code, language_name(code)) for code in codes], wanted)
        self.languages.setVisible(len(codes) > 1)
        self._show_words()

    def _show_words(self) -> None:
        assert self.found is not None
        version, code = self.found.draft.version, self.languages.value()
        self.title.setText(version.title.get(code, ""))
        self.text.setText(version.text.get(code, ""))
        why = version.why.get(code, "")
        self.why.setText(why)
        for part in (self.why_label, self.why):
            part.setVisible(bool(why))

    def _summarise(self, found: DraftSheet) -> None:
        count = len(found.notes)
        words = ngettext("{count} note", "{count} notes", count).format(count=count)
        self.notes.summarise(words if count else _("None yet"))
        count = len(found.versions)
        self.history.summarise(ngettext("{count} version", "{count} versions", count).format(count=count))

    def _fill_folds(self) -> None:
        """Make what an open fold shows, if that is something else now."""
        if self.found is None:
            return
        notes, versions = self.found.notes, self.found.versions
        if self.notes.is_open and notes != self._notes_shown:
            self._notes_shown = notes
            self._show_notes(notes)
        if self.history.is_open and versions != self._versions_shown:
            self._versions_shown = versions
            self._show_history(versions)

    def _show_notes(self, notes: Sequence[NoteRow]) -> None:
        empty_out(self._notes)
        for note in notes:
            _add(self._notes, self._note_line(note))
        if not notes:
            _add(self._notes, Text(_("None yet: put notes under it on the board."), "soft", wraps=True))

    def _note_line(self, note: NoteRow) -> QWidget:
        line, where = QWidget(), where_said(note)
        see = quiet(
            "",
            partial(self.note_asked.emit, note.id),
            icon_name="layout-grid",
            name=_("Show on the board: {note}").format(note=where),
        )
        off = quiet(
            "",
            partial(self._on_unlink, note.id),
            icon_name="x",
            name=_("Take off the draft: {note}").format(note=where),
        )
        words = column(Text(note.text, wraps=True), Text(f"{_(note.kind.label)} · {where}", "small", wraps=True), gap=2)
        holder = QWidget()
        holder.setLayout(words)
        line.setLayout(row((holder, 1), see, off))
        return line

    def _show_history(self, versions: Sequence[VersionRow]) -> None:
        empty_out(self._stories)
        before = (None, *versions[:-1])
        for version, last in reversed(list(zip(versions, before, strict=True))):
            _add(self._stories, VersionStory(self._desk, version, last))

    # What is pressed.

    def _on_vote(self) -> None:
        if self.found is not None:
            self._desk.go("voting", f"new:{self.found.draft.id}")

    def _on_retire(self) -> None:
        if self.found is not None:
            is_retired = not self.found.draft.is_retired
            label = _("Set a draft aside") if is_retired else _("Take a draft up again")
            write = partial(self._desk.write, retire_draft, self.found.draft.id, is_retired=is_retired, label=label)
            self._page.attempt(write)

    def _on_priority(self, key: UUID | None) -> None:
        if self.found is not None:
            label = _("Put a draft under a priority")
            write = partial(self._desk.write, set_priority, self.found.draft.id, priority_id=key, label=label)
            self._page.attempt(write)

    def _on_unlink(self, note_id: UUID) -> None:
        if self.found is not None:
            label = _("Take a note off a draft")
            write = partial(self._desk.write, unlink_note, self.found.draft.id, note_id=note_id, label=label)
            self._page.attempt(write)


def _add(lines: QVBoxLayout, widget: QWidget) -> None:
    """Add a line and show it at once: Qt would wait, and paint the others squeezed for a moment."""
    lines.addWidget(widget)
    widget.show()


def _say(notice: Notice, words: str) -> None:
    if words:
        notice.say(words)
    else:
        notice.hide()
