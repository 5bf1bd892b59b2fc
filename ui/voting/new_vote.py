"""A new vote: on which wording, how, when it passes, and who is there. Nothing is in the file until it is opened."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from engage.clock import utc_now
from engage.deliberation.views import DraftRow
from engage.errors import EngageError, RefusedError
from engage.languages.bidi import isolated
from engage.languages.local_text import pick
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.meetings.rules import QUORUM
from engage.meetings.views import SessionRow, list_sessions
from engage.sentences import sentence
from engage.voting.actions import open_vote
from engage.voting.rules import BASES, Base, Comparison, VoteMethod, VoteRules, votes_needed
from engage.voting.views import Turnout, drafts_to_vote_on, list_votes, turnout
from engage.voting.wording import quorum_words, rule_words
from ui.meetings.words import session_name
from ui.shell.pages import Desk, Page
from ui.voting.words import read_share
from ui.widgets.buttons import primary, quiet
from ui.widgets.folding import Panes
from ui.widgets.forms import ChoiceEditor, DateEditor, Field, LineEditor, NumberEditor
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, row, sheet

_USUAL: Final = VoteRules(VoteMethod.YES_NO_ABSTAIN, Fraction(4, 5), Comparison.AT_LEAST, Base.VALID, QUORUM)
_MOST_MEMBERS: Final = 10_000
_BESIDE: Final = {
    "voted-already": "draft",
    "base-unsuited": "base",
    "more-present-than-entitled": "present",
    "nobody-may-vote": "present",
}
"""Beside which field a refusal of the whole vote is shown."""


class NewVote(QWidget):
    """Asks for a vote's rules. `opened` carries the id of the vote that was opened; `left` says to go back."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._drafts: Sequence[DraftRow] = ()
        self._sessions: Sequence[SessionRow] = ()
        self._turnout = Turnout(0, (), is_counted=False)
        self.fields: dict[str, Field] = self._make_fields()
        self.share_hint = Text(_("A share is a fraction or a percentage, such as 4/5 or 80%."), "small", wraps=True)
        self.fields["threshold"].input.setAccessibleDescription(self.share_hint.text())
        self.wording = Text("", "soft", wraps=True)
        self.who = Text("", "soft", wraps=True)
        self.meaning = Text("", "strong", wraps=True)
        self.quorum = Text("", wraps=True)
        self.open_button = primary(_("Open the vote"), self.open_vote, icon_name="vote")
        self.back = quiet(_("Back to the votes"), self.left.emit, icon_name="arrow-left")
        fields = self.fields
        first = card(
            Text(_("What is voted on"), "section"),
            fields["draft"],
            self.wording,
            8,
            fields["session"],
            fields["held_on"],
            fields["present"],
            self.who,
        )
        second = card(
            Text(_("When it passes"), "section"),
            fields["method"],
            row((fields["comparison"], 1), (fields["threshold"], 1)),
            self.share_hint,
            fields["base"],
            fields["quorum"],
            8,
            self.meaning,
            self.quorum,
        )
        panes = Panes(_held(first), _held(second), least=96, gap=16)
        self.setLayout(column(sheet(column(panes, row(self.open_button, self.back, None), None, gap=16))))

    def _make_fields(self) -> dict[str, Field]:
        methods: list[tuple[Any, str]] = [(method.value, _(method.label)) for method in VoteMethod]
        comparisons: list[tuple[Any, str]] = [(each.value, _(each.label)) for each in Comparison]
        return {
            "draft": Field(_("Draft, in its newest wording"), ChoiceEditor([]), self._on_draft),
            "session": Field(_("Held at"), ChoiceEditor([]), self._on_session),
            "held_on": Field(_("Day"), DateEditor(), self._check_day),
            "present": Field(_("Members who vote"), NumberEditor(0, _MOST_MEMBERS), self._on_rule),
            "method": Field(_("What the ballot paper asks"), ChoiceEditor(methods), self._on_method),
            "comparison": Field(_("It takes"), ChoiceEditor(comparisons), self._on_rule),
            "threshold": Field(_("Share"), LineEditor(), partial(self._on_share, "threshold")),
            "base": Field(_("What the share is of"), ChoiceEditor([]), self._on_rule),
            "quorum": Field(
                _("Quorum"),
                LineEditor(),
                partial(self._on_share, "quorum"),
                hint=_("The share of the members who have to be there, such as 2/3; 0 for none"),
            ),
        }

    # What the page calls.

    def start(self, draft_id: UUID | None = None) -> bool:
        """Begin a new vote with what would do; gives whether there is a draft to vote on."""
        self._drafts = self._desk.read(drafts_to_vote_on, self._desk.assembly_id)
        self._sessions = self._desk.read(list_sessions, self._desk.assembly_id)
        if not self._drafts:
            return False
        language = self._desk.language
        self._fill("draft", [(str(each.id), self._draft_words(each)) for each in self._drafts])
        sessions = [(str(each.id), session_name(each.number, each.title, language)) for each in self._sessions]
        self._fill("session", [*sessions, ("", _("No session"))])
        ids = [each.id for each in self._drafts]
        self.fields["draft"].show_value(str(draft_id if draft_id in ids else ids[0]))
        self._show_rules(self._rules_before())
        session = _decision(self._sessions)
        self.fields["session"].show_value(str(session.id) if session is not None else "")
        self._on_draft("")
        self._on_session("")
        self.fields["draft"].input.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def open_vote(self) -> None:
        """Open the vote; what is wrong is said beside its field."""
        if not all([field.flush() for field in self.fields.values()]):  # noqa: C419 - every field has its turn
            return
        try:
            given = self._given()
            opened = self._desk.write(open_vote, self._draft().version.id, label=_("Open a vote"), **given)
        except EngageError as error:
            self._show_refusal(error)
            return
        self.opened.emit(opened)

    # What is typed and chosen.

    def _on_draft(self, _value: Any) -> None:
        draft = self._draft()
        text = pick(draft.version.text, self._desk.language.code).text
        version = _("Version {number}").format(number=draft.version.number)
        self.wording.setText(f"{version}: {isolated(text)}" if text.strip() else version)

    def _on_session(self, _value: Any) -> None:
        session = next((each for each in self._sessions if str(each.id) == self.fields["session"].value()), None)
        self.fields["held_on"].show_value(session.held_on if session is not None else utc_now().date())
        self._turnout = self._desk.read(turnout, self._desk.assembly_id, session.id if session is not None else None)
        self.fields["present"].show_value(self._turnout.present)
        self._say_who(has_session=session is not None)
        self._say_meaning()

    def _on_method(self, value: str) -> None:
        kept = self.fields["base"].value()
        self._fill("base", [(base.value, _(base.label)) for base in BASES[VoteMethod(value)]])
        suited = [base.value for base in BASES[VoteMethod(value)]]
        self.fields["base"].show_value(kept if kept in suited else Base.VALID.value)
        self._say_meaning()

    def _on_share(self, _name: str, text: str) -> None:
        self._say_meaning()
        read_share(text)

    def _on_rule(self, _value: Any) -> None:
        self._say_meaning()

    def _check_day(self, value: date | None) -> None:
        if value is None:
            raise RefusedError("not-a-day", text="")

    # Inside.

    def _fill(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        combo = self.fields[name].input
        assert isinstance(combo, QComboBox)
        combo.clear()
        for value, words in choices:
            combo.addItem(words, value)

    def _draft(self) -> DraftRow:
        return next(each for each in self._drafts if str(each.id) == self.fields["draft"].value())

    def _draft_words(self, draft: DraftRow) -> str:
        return f"{draft.label} · {isolated(pick(draft.version.title, self._desk.language.code).text)}"

    def _rules_before(self) -> VoteRules:
        """The rules of the vote before this one: an assembly mostly votes in one way."""
        votes = self._desk.read(list_votes, self._desk.assembly_id)
        return votes[-1].rules if votes else _USUAL

    def _show_rules(self, rules: VoteRules) -> None:
        self.fields["method"].show_value(rules.method.value)
        self._on_method(rules.method.value)
        self.fields["base"].show_value(rules.base.value)
        self.fields["comparison"].show_value(rules.comparison.value)
        self.fields["threshold"].show_value(str(rules.threshold))
        self.fields["quorum"].show_value(str(rules.quorum))

    def _rules(self) -> VoteRules:
        value = {name: field.value() for name, field in self.fields.items() if name != "held_on"}
        return VoteRules(
            method=VoteMethod(value["method"]),
            threshold=read_share(value["threshold"]),
            comparison=Comparison(value["comparison"]),
            base=Base(value["base"]),
            quorum=read_share(value["quorum"]),
        )

    def _given(self) -> dict[str, Any]:
        session = self.fields["session"].value()
        held_on = self.fields["held_on"].value()
        self._check_day(held_on)
        return {
            "rules": self._rules(),
            "held_on": held_on,
            "session_id": UUID(session) if session else None,
            "present": self.fields["present"].value(),
        }

    def _show_refusal(self, error: EngageError) -> None:
        name = _BESIDE.get(error.code)
        if name is None:
            self._desk.errors.show(error)
            return
        self.fields[name].show_error(sentence(error, screen_catalogue()))
        self.fields[name].input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_who(self, *, has_session: bool) -> None:
        entitled, present = self._turnout.entitled, self._turnout.present
        may = ngettext("{count} member may vote.", "{count} members may vote.", entitled).format(count=entitled)
        if self._turnout.is_counted:
            there = ngettext("{count} is in the room.", "{count} are in the room.", present)
        elif has_session:
            there = ngettext(
                "{count} is expected; nobody has been ticked off yet.",
                "{count} are expected; nobody has been ticked off yet.",
                present,
            )
        else:
            there = ""
        self.who.setText(f"{may} {there.format(count=present)}".strip())

    def _say_meaning(self) -> None:
        """What the rules come to with the members there are, as long as they can be read."""
        try:
            rules = self._rules()
        except EngageError:
            self.meaning.setText("")
            self.quorum.setText("")
            return
        present = self.fields["present"].value()
        count = votes_needed(rules.threshold, rules.comparison, present)
        if rules.base is Base.ENTITLED:
            count = votes_needed(rules.threshold, rules.comparison, self._turnout.entitled)
        example = _("If all {present} vote and no ballot is blank or spoilt: {count} in favour.")
        words = rule_words(rules, screen_catalogue())
        self.meaning.setText(f"{words} {example.format(present=present, count=count)}")
        there = {"present": present, "entitled": self._turnout.entitled}
        self.quorum.setText(quorum_words(rules, screen_catalogue(), **there))


def _decision(sessions: Sequence[SessionRow]) -> SessionRow | None:
    """The session at which the vote will be held: today's, or the last one that was held, or else the next."""
    today = utc_now().date()
    begun = [each for each in sessions if each.held_on <= today]
    coming = [each for each in sessions if each.held_on > today]
    return begun[-1] if begun else coming[0] if coming else None


def _held(inside: QWidget) -> QWidget:
    """A card at the top of its column, as high as it needs to be."""
    holder = QWidget()
    holder.setLayout(column(inside, None))
    return holder
