"""The page itself: four steps as tabs, from what is said at the tables to the words that are voted on."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QTabBar, QWidget

from engage.deliberation.views import count_notes, list_drafts
from engage.languages.screen import _, ngettext
from engage.meetings.views import list_sessions
from ui.deliberation.board import BoardStep
from ui.deliberation.drafts import DraftsStep
from ui.deliberation.notes import NotesStep
from ui.deliberation.priorities import PrioritiesStep
from ui.shell.pages import Command, Desk, Page
from ui.widgets.buttons import Button
from ui.widgets.folding import Filling
from ui.widgets.layouts import bring_into_sight
from ui.widgets.messages import EmptyState

NOTES, BOARD, DRAFTS, PRIORITIES = range(4)
_LEAST_LINES: Final = 22
_KEYS: Final = ("Alt+N", "Alt+B", "Alt+D", "Alt+P")


class DeliberationPage(Page):
    """From notes to recommendations and expectations."""

    topics: ClassVar[frozenset[str]] = frozenset({"notes", "drafts", "sessions", "votes", "expectations"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Deliberate"))
        self._has_notes = False
        self.new_draft = Button(_("New draft"), self.start_draft, icon_name="file-plus")
        self.add_buttons(self.new_draft)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Steps"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words, keys in zip((_("Notes"), _("Board"), _("Drafts"), _("Priorities")), _KEYS, strict=True):
            self.tabs.addTab(f"{words}  {keys}")
        self.notes = NotesStep(desk, self)
        self.no_sessions = EmptyState(
            _("No sessions yet"),
            _("Notes are written down at a session's tables. Add the first session; what is said there comes here."),
            button=_("Go to the meetings"),
            todo=partial(desk.go, "meetings", "add"),
            icon_name="messages-square",
        )
        self.no_notes = EmptyState(
            _("No notes on the board yet"),
            _("Write down what is said at the tables. Here the notes become cards, to be gathered under drafts."),
            button=_("Write the first note"),
            todo=partial(self.show_step, NOTES),
            icon_name="layout-grid",
        )
        self.steps = Filling(lines=_LEAST_LINES)
        for step in (self.notes, self.no_sessions, self.no_notes):
            self.steps.addWidget(step)
        self.add_to_body(self.tabs, self.steps)
        self.body.setStretch(1, 1)
        self._connect()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(lambda _number: self.refresh())
        self.notes.board_asked.connect(self._on_board)
        for number, keys in enumerate(_KEYS):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.show_step, number))

    # The other steps are made when they are first shown: the page comes up sooner.

    @cached_property
    def board(self) -> BoardStep:
        """The notes as cards."""
        step = BoardStep(self.desk, self)
        step.open_asked.connect(self._on_open)
        step.draft_asked.connect(self.start_draft)
        self.steps.addWidget(step)
        return step

    @cached_property
    def drafts(self) -> DraftsStep:
        """The drafts."""
        step = DraftsStep(self.desk, self)
        step.note_asked.connect(self._on_note)
        self.steps.addWidget(step)
        return step

    @cached_property
    def priorities(self) -> PrioritiesStep:
        """The priorities."""
        step = PrioritiesStep(self.desk, self)
        self.steps.addWidget(step)
        return step

    # What the frame calls.

    def refresh(self) -> None:
        """Show the step that is chosen as the file has it."""
        desk = self.desk
        sessions = desk.read(list_sessions, desk.assembly_id)
        self._show_summary()
        step = self.tabs.currentIndex()
        if step == NOTES and not sessions:
            self.steps.setCurrentWidget(self.no_sessions)
        elif step == NOTES:
            self.steps.setCurrentWidget(self.notes)
            self.notes.show_sessions(sessions)
        elif step == BOARD and not self._has_notes:
            self.steps.setCurrentWidget(self.no_notes if sessions else self.no_sessions)
        elif step == BOARD:
            self.steps.setCurrentWidget(self.board)
            self.board.refresh()
        elif step == DRAFTS:
            self.steps.setCurrentWidget(self.drafts)
            self.drafts.refresh()
        else:
            self.steps.setCurrentWidget(self.priorities)
            self.priorities.refresh()

    def act(self, action: str) -> None:
        """Do what another page asks: "session:<id>", "note:<id>", "draft:<id>", "add-draft", "board", "priorities"."""
        verb, _colon, what = action.partition(":")
        if verb == "session":
            self.show_step(NOTES)
            self.notes.show_session(UUID(what))
        elif verb == "note":
            self._on_note(UUID(what))
        elif verb == "draft":
            self._on_open(UUID(what))
        elif verb == "add-draft":
            self.start_draft()
        elif verb in ("board", "priorities"):
            self.show_step(BOARD if verb == "board" else PRIORITIES)

    def entry(self) -> QWidget:
        """The line for the next note."""
        return self.notes.line

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        steps = (
            Command(_("Write notes"), partial(self.show_step, NOTES), "Alt+N", "pencil"),
            Command(_("Show the board"), partial(self.show_step, BOARD), "Alt+B", "layout-grid"),
            Command(_("Show the drafts"), partial(self.show_step, DRAFTS), "Alt+D", "file-text"),
            Command(_("Order the priorities"), partial(self.show_step, PRIORITIES), "Alt+P", "list-checks"),
            Command(_("New draft"), self.start_draft, "", "file-plus"),
        )
        return (*steps, *self.board.commands()) if self.tabs.currentIndex() == BOARD else steps

    def sights(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """The other steps, and a draft while it gets new words."""
        return (
            ("board", partial(self.show_step, BOARD)),
            ("drafts", partial(self.show_step, DRAFTS)),
            ("history", self._show_history),
            ("wording", self._show_wording),
            ("priorities", self._show_priorities),
        )

    def flush(self) -> bool:
        """Save everything typed; a wording that no button has kept is asked about, not lost."""
        made = vars(self)
        is_saved = all([super().flush(), self.notes.flush(), "priorities" not in made or self.priorities.flush()])
        if "drafts" in made and self._has_unkept_words():
            self.show_step(DRAFTS)
            return False
        return is_saved

    def showEvent(self, event: QShowEvent) -> None:
        """Come up ready to write."""
        super().showEvent(event)
        if self.steps.currentWidget() is self.notes:
            self.notes.focus_line()

    # What is pressed.

    def show_step(self, step: int) -> None:
        """Show one of the steps, ready to work in."""
        self.tabs.setCurrentIndex(step)
        if step == NOTES:
            self.notes.focus_line()
        elif step == BOARD and self._has_notes:
            self.board.focus_cards()
        elif step == DRAFTS:
            self.drafts.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step == PRIORITIES:
            self.priorities.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_draft(self, note_ids: Sequence[UUID] = ()) -> None:
        """Begin a new draft, perhaps on notes."""
        self.tabs.setCurrentIndex(DRAFTS)
        if not self._has_unkept_words():
            self.drafts.start_draft(note_ids)

    def _on_open(self, key: UUID) -> None:
        self.tabs.setCurrentIndex(DRAFTS)
        if not self._has_unkept_words():
            self.drafts.show_draft(key)

    def _has_unkept_words(self) -> bool:
        """Whether a wording is being written; if so, ask what shall become of it."""
        if self.drafts.has_unkept_words:
            words = _("The new words are not kept yet. Press the button under them, or leave them.")
            self.error_bar.say(words, button=_("Leave them"), todo=self._on_leave)
            return True
        return False

    def _on_note(self, key: UUID) -> None:
        self.show_step(BOARD)
        self.board.show_note(key)

    def _on_board(self, session_id: UUID) -> None:
        self.show_step(BOARD)
        self.board.show_session(session_id)

    def _on_leave(self) -> None:
        self.error_bar.hide()
        self.drafts.form.drop()

    # Inside.

    def _show_summary(self) -> None:
        counts = self.desk.read(count_notes, self.desk.assembly_id).values()
        notes, unused = sum(count.total for count in counts), sum(count.unused for count in counts)
        drafts = len(self.desk.read(list_drafts, self.desk.assembly_id))
        self._has_notes = notes > 0
        parts = (
            ngettext("{count} note", "{count} notes", notes).format(count=notes),
            _("{count} not used yet").format(count=unused),
            ngettext("{count} draft", "{count} drafts", drafts).format(count=drafts),
        )
        self.show_summary(" · ".join(parts) if notes or drafts else "")

    def _show_history(self) -> None:
        self.show_step(DRAFTS)
        self.drafts.panel.notes.set_open(True)
        self.drafts.panel.history.set_open(True)
        bring_into_sight(self.drafts.panel.area, self.drafts.panel.history)

    def _show_wording(self) -> None:
        self.show_step(DRAFTS)
        self.drafts.start_version()

    def _show_priorities(self) -> None:
        self.drafts.form.drop()
        self.show_step(PRIORITIES)
