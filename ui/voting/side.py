"""The vote that is chosen: its wording, its rules, how it stands, what is next."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from engage.languages.bidi import isolated
from engage.languages.formats import long_date
from engage.languages.local_text import pick
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.meetings.views import session_sheet
from engage.voting.actions import count_present, void_vote
from engage.voting.rules import VoteState
from engage.voting.views import VoteSheet, turnout_of, vote_sheet
from engage.voting.wording import quorum_words, rule_words
from ui.meetings.words import session_name
from ui.shell.pages import Desk, Page
from ui.voting.result import ResultPanel
from ui.voting.words import standing, vote_name
from ui.widgets.buttons import Button, quiet
from ui.widgets.folding import flow
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, sheet
from ui.widgets.messages import Notice
from ui.widgets.reasons import ReasonBox


class VoteSide(QWidget):
    """Shows one vote. `new_asked` carries the draft that has a newer wording."""

    new_asked = Signal(object)

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._vote: VoteSheet | None = None
        self.name = Text("", "soft", wraps=True)
        self.title = Text("", "section", wraps=True)
        self.text = Text("", wraps=True)
        self.newer = Notice("warn")
        self.elsewhere = Notice("info")
        self.rules = Text("", wraps=True)
        self.quorum = Text("", "soft", wraps=True)
        self.when = Text("", "soft", wraps=True)
        self.stands = Text("", "strong", wraps=True)
        self.void_note = Notice("bad")
        self.result = ResultPanel()
        self.print_button = Button(_("Print ballot papers"), self._on_print, icon_name="printer")
        self.void_button = quiet(_("Declare void…"), self._on_void, icon_name="x")
        self.reason = ReasonBox()
        self.buttons = flow(self.print_button, self.void_button)
        inside = card(
            self.name,
            self.title,
            self.text,
            self.newer,
            self.void_note,
            self.stands,
            self.result,
            self.elsewhere,
            8,
            self.rules,
            self.quorum,
            self.when,
            8,
            self.buttons,
            self.reason,
        )
        self.setLayout(column(sheet(column(inside, None))))

    def show_vote(self, vote_id: UUID) -> None:
        """Show this vote as the file has it."""
        vote = self._desk.read(vote_sheet, vote_id)
        if self._vote is None or self._vote.id != vote.id:
            self.reason.hide()
        self._vote = vote
        language = self._desk.language
        self.name.setText(vote_name(vote))
        title, text = pick(vote.title, language.code).text, pick(vote.text, language.code).text
        self.title.setText(title)
        self.text.setText(text if text.strip() != title.strip() else "")
        self._show_rules(vote)
        self._show_standing(vote)
        self._show_newer(vote)
        self._show_turnout(vote)

    def _show_rules(self, vote: VoteSheet) -> None:
        words = screen_catalogue()
        self.rules.setText(f"{_(vote.rules.method.label)}. {rule_words(vote.rules, words)}")
        quorum = quorum_words(vote.rules, words, present=vote.present, entitled=vote.entitled)
        there = ngettext(
            "{present} of {count} member votes.", "{present} of {count} members vote.", vote.entitled
        ).format(present=vote.present, count=vote.entitled)
        self.quorum.setText(quorum or there)
        day = long_date(vote.held_on, self._desk.language)
        if vote.session_id is None:
            self.when.setText(day)
            return
        session = self._desk.read(session_sheet, vote.session_id)
        name = session_name(session.number, session.title, self._desk.language)
        self.when.setText(f"{name} · {isolated(day)}")

    def _show_standing(self, vote: VoteSheet) -> None:
        is_open, is_void = vote.state is VoteState.OPEN, vote.state is VoteState.VOID
        self.stands.setText(standing(vote))
        self.stands.setVisible(is_open)
        self.stands.set_role("warn" if vote.differing else "strong")
        self.result.setVisible(vote.outcome is not None)
        self.result.show_vote(vote)
        self.print_button.setVisible(is_open)
        self.void_button.setVisible(not is_void)
        if is_void:
            self.void_note.say(_("Void: {reason}").format(reason=isolated(vote.void_reason)))
            self.reason.hide()
        else:
            self.void_note.hide()

    def _show_newer(self, vote: VoteSheet) -> None:
        """Say that the draft was worded anew: the vote holds for the wording that was voted on."""
        if not vote.has_newer_wording or vote.state is VoteState.VOID:
            self.newer.hide()
            return
        text = _("The draft has a newer wording, version {newest}. This vote is on version {version} alone.")
        ask = partial(self.new_asked.emit, vote.draft_id)
        words = text.format(newest=vote.newest_version, version=vote.version_number)
        self.newer.say(words, button=_("Vote on version {newest}").format(newest=vote.newest_version), todo=ask)

    def _show_turnout(self, vote: VoteSheet) -> None:
        """While nothing is counted, offer to take over who is there now."""
        self.elsewhere.hide()
        if vote.state is not VoteState.OPEN or vote.first is not None or vote.second is not None:
            return
        there = self._desk.read(turnout_of, vote.id)
        if not there.is_counted or there.present == vote.present:
            return
        text = _("{now} members are in the room now; this vote was opened for {then}.")
        button = _("Take {now}").format(now=there.present)
        self.elsewhere.say(text.format(now=there.present, then=vote.present), button=button, todo=self._on_recount)

    # What is pressed.

    def ask_void(self) -> None:
        """Ask why the vote is void."""
        if self._vote is None or self._vote.state is VoteState.VOID:
            return
        question = _("Why is vote {number} void? It stays in the list with this reason.")
        self.reason.ask(question.format(number=self._vote.number), button=_("Declare it void"), todo=self._void)

    def _on_print(self) -> None:
        self._desk.go("documents", "ballot")

    def _on_void(self) -> None:
        self.ask_void()

    def _void(self, reason: str) -> Any:
        assert self._vote is not None
        return self._desk.write(void_vote, self._vote.id, reason=reason, label=_("Declare a vote void"))

    def _on_recount(self) -> None:
        if self._vote is not None:
            vote_id = self._vote.id
            label = _("Count who is there")
            self._page.attempt(lambda: self._desk.write(count_present, vote_id, label=label))
            self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
