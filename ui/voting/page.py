"""The page itself: the votes on one side, the one that is chosen on the other; a new vote and the till as steps."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from engage.languages.screen import _, ngettext
from engage.voting.rules import Verdict, VoteState
from engage.voting.views import VoteSheet, drafts_to_vote_on, list_votes
from ui.shell.pages import Command, Desk, Page
from ui.voting.new_vote import NewVote
from ui.voting.side import VoteSide
from ui.voting.till import Till
from ui.voting.words import standing, standing_shape, standing_tone, subject
from ui.widgets.buttons import Button, primary
from ui.widgets.folding import Filling, Panes
from ui.widgets.layouts import column
from ui.widgets.messages import EmptyState
from ui.widgets.tables import Column, Table, TableModel

_LEAST_LINES: Final = 17
_LEAST_ROWS: Final = 4


class VotingPage(Page):
    """The votes of the assembly."""

    topics: ClassVar[frozenset[str]] = frozenset({"votes", "drafts", "attendance", "respondents", "sessions"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Vote"))
        self._current: UUID | None = None
        self._votes: Sequence[VoteSheet] = ()
        self.add_button = Button(_("New vote"), self.add_vote, icon_name="plus")
        self.count_button = primary(_("Count the ballots"), self.count, icon_name="list-checks")
        self.add_buttons(self.add_button, self.count_button)
        self._build_panes()
        self.new = NewVote(desk, self)
        self.new.opened.connect(self._on_opened)
        self.new.left.connect(self.show_list)
        self.till = Till(desk, self)
        self.till.left.connect(self.show_list)
        self.empty = EmptyState(
            _("No votes yet"),
            _("Members vote on paper on one wording of a draft, and two people count. What passes goes to partners."),
            button=_("Open the first vote"),
            todo=self.add_vote,
            icon_name="vote",
        )
        self.no_drafts = EmptyState(
            _("Nothing to vote on yet"),
            _("A vote is on a draft: a recommendation or an expectation, with its wording. Write the first one there."),
            button=_("Write a draft"),
            todo=lambda: desk.go("deliberation", "add-draft"),
            icon_name="vote",
        )
        self._steps = Filling(lines=_LEAST_LINES)
        for step in (self.empty, self.no_drafts, self._panes, self.new, self.till):
            self._steps.addWidget(step)
        self.add_to_body(self._steps)
        self.body.setStretch(0, 1)

    def _build_panes(self) -> None:
        self.model: TableModel[VoteSheet] = TableModel(_columns(self.desk), self)
        self.table = Table(_("Votes"))
        self.table.setModel(self.model)
        self.table.let_words_wrap()
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.table.setMinimumHeight(_LEAST_ROWS * self.table.verticalHeader().defaultSectionSize())
        self.table.chosen_row.connect(self._on_chosen)
        self.table.activated_row.connect(self._on_activated)
        self.side = VoteSide(self.desk, self)
        self.side.new_asked.connect(self.add_vote)
        holder = QWidget()
        holder.setLayout(column(self.table))
        self._panes = Panes(holder, self.side, least=104, shares=(5, 7), gap=16)

    # What the frame calls.

    def refresh(self) -> None:
        """Show the votes as they are now."""
        self._votes = self.desk.read(list_votes, self.desk.assembly_id)
        has_drafts = bool(self.desk.read(drafts_to_vote_on, self.desk.assembly_id))
        self.add_button.setEnabled(has_drafts)
        self.count_button.setEnabled(self._to_count() is not None)
        if self._steps.currentWidget() is self.till and self._votes:
            self.till.refresh()
            return
        if self._steps.currentWidget() is self.new and has_drafts:
            return
        self._show_plain()
        self._steps.setCurrentWidget(self._panes if self._votes else self.empty if has_drafts else self.no_drafts)
        ids = [vote.id for vote in self._votes]
        if self._votes and self._current not in ids:
            waiting = self._to_count()
            self._current = waiting.id if waiting is not None else ids[-1]
        self.model.set_rows(self._votes)
        if self._current in ids:
            self.table.choose(ids.index(self._current))
            self.side.show_vote(self._current)

    def act(self, action: str) -> None:
        """Do what another page asks: "vote:<id>", "count:<id>", "new", "new:<draft id>"."""
        verb, _colon, what = action.partition(":")
        if verb == "new":
            self.add_vote(UUID(what) if what else None)
        elif verb in ("vote", "count"):
            self._current = UUID(what)
            self.show_list()
            if verb == "count":
                self.count()

    def entry(self) -> QWidget:
        """The ballots, while there are some to count; else the votes."""
        return self.count_button if self.count_button.isEnabled() else self.table

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        return (
            Command(_("New vote"), self.add_vote, icon_name="plus"),
            Command(_("Count the ballots"), self.count, icon_name="list-checks"),
            Command(_("Print ballot papers"), lambda: self.desk.go("documents", "ballot"), icon_name="printer"),
            Command(_("Declare this vote void"), self._ask_void, icon_name="x"),
        )

    def sights(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """A new vote, and the till."""
        found: list[tuple[str, Callable[[], object]]] = []
        if self.add_button.isEnabled():
            found.append(("new", self.add_vote))
        if self._to_count() is not None:
            found.append(("till", self.count))
        return found

    # What is pressed.

    def add_vote(self, draft_id: UUID | None = None) -> None:
        """Set out a new vote, on this draft if one is named; if its newest wording has a vote, show that one."""
        held = [vote for vote in self._votes if vote.draft_id == draft_id and vote.state is not VoteState.VOID]
        if held and not held[-1].has_newer_wording:
            self._current = held[-1].id
            self.show_list()
            return
        if not self.flush() or not self.new.start(draft_id):
            return
        self._hide_buttons()
        self.title.setText(_("New vote"))
        self._steps.setCurrentWidget(self.new)
        self.new.fields["draft"].input.setFocus(Qt.FocusReason.OtherFocusReason)

    def count(self) -> None:
        """Count the vote that is chosen if it is open, or else the first that is."""
        waiting = self._to_count()
        if waiting is not None and self.flush():
            self._open_till(waiting.id)

    def show_list(self) -> None:
        """Go back to the votes."""
        self._steps.setCurrentWidget(self._panes)
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside.

    def _to_count(self) -> VoteSheet | None:
        waiting = [vote for vote in self._votes if vote.state is VoteState.OPEN]
        chosen = [vote for vote in waiting if vote.id == self._current]
        return next(iter(chosen or waiting), None)

    def _open_till(self, vote_id: UUID) -> None:
        self._current = vote_id
        self._hide_buttons()
        self.title.hide()
        self._steps.setCurrentWidget(self.till)
        self.till.start(vote_id)

    def _hide_buttons(self) -> None:
        for part in (self.add_button, self.count_button):
            part.hide()
        self.show_summary("")

    def _show_plain(self) -> None:
        for part in (self.title, self.add_button, self.count_button):
            part.show()
        self.title.setText(_("Vote"))
        self.show_summary(_summary(self._votes))

    def _ask_void(self) -> None:
        if self._steps.currentWidget() is self._panes:
            self.side.ask_void()

    def _on_opened(self, vote_id: UUID) -> None:
        self._current = vote_id
        self.show_list()

    def _on_chosen(self, chosen: VoteSheet | None) -> None:
        if chosen is not None and chosen.id != self._current:
            self._current = chosen.id
            self.side.show_vote(chosen.id)

    def _on_activated(self, chosen: VoteSheet) -> None:
        if chosen.state is VoteState.OPEN:
            self._open_till(chosen.id)


def _summary(votes: Sequence[VoteSheet]) -> str:
    """How many votes, how many of them passed, and how many wait."""
    if not votes:
        return ""
    verdicts = Counter(vote.outcome.verdict for vote in votes if vote.outcome is not None)
    waiting = sum(vote.state is VoteState.OPEN for vote in votes)
    parts = [ngettext("{count} vote", "{count} votes", len(votes)).format(count=len(votes))]
    if verdicts[Verdict.PASSED]:
        parts.append(_("{count} passed").format(count=verdicts[Verdict.PASSED]))
    if verdicts[Verdict.FAILED]:
        parts.append(_("{count} did not pass").format(count=verdicts[Verdict.FAILED]))
    if waiting:
        parts.append(_("{count} open").format(count=waiting))
    return " · ".join(parts)


def _columns(desk: Desk) -> list[Column[Any]]:
    return [
        Column(_("Vote"), lambda vote: str(vote.number), width=56, is_number=True),
        Column(_("On"), lambda vote: subject(vote, desk.language), width=200),
        Column(_("How it stands"), standing, width=130, tone=standing_tone, shape=standing_shape),
    ]
