"""Letters: the first-stage lottery. How many, to which homes, drawn in public as a panel is, wave after wave."""

from collections.abc import Callable, Hashable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from engage.errors import RefusedError
from engage.exchange.addresses import wave_addresses_csv, wave_letters_csv
from engage.languages.screen import _
from engage.lottery.actions import draw_wave, freeze_wave, note_sent, void_wave
from engage.lottery.views import HomesLeft, LetterPlan, homes_by_stratum, homes_state, letter_plan, replies_so_far
from engage.people.rules import WaveState
from engage.people.views import InvitedWave, count_addresses, invited, wave_record
from ui.lottery.letter_plan import PlanPart, SizePart
from ui.lottery.letter_waves import WaitingPart, WavesPart
from ui.shell.pages import Desk
from ui.widgets.buttons import quiet
from ui.widgets.folding import Panes
from ui.widgets.labels import Text
from ui.widgets.layouts import bring_into_sight, column, row, sheet
from ui.widgets.reasons import ReasonBox
from ui.widgets.saving import SaveBox

T = TypeVar("T")

_BOTH = 110


class LettersView(QWidget):
    """Shows what is due: the plan, the public string, or what to do with the letters. `left` goes to the ceremony."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._plan: LetterPlan | None = None
        self._frozen: InvitedWave | None = None
        self._counted: tuple[Hashable, HomesLeft] | None = None
        self.saving, self.reason = SaveBox(), ReasonBox()
        self.sizing, self.plan = SizePart(desk), PlanPart(desk)
        self.waiting, self.waves = WaitingPart(), WavesPart(self._note_sent)
        self.back = quiet(_("Back to the ceremony"), self.left.emit, icon_name="dices")
        self.what = Text(
            _("Homes are drawn by lot, and each gets one letter with a code, so that replies tell the wave."),
            "soft",
            wraps=True,
        )
        self.next = Panes(_top(self.sizing), _top(self.plan), least=_BOTH, shares=(2, 3), gap=16)
        self.later = Text(_("The next wave"), "section")
        parts = (self.saving, self.reason, self.waiting, self.waves, self.later, self.next)
        heading = row(Text(_("Letters"), "section"), None, self.back)
        self.area = sheet(column(*parts, None, gap=16))
        self.setLayout(column(heading, self.what, self.area, gap=8))
        self._connect()

    def _connect(self) -> None:
        self.plan.import_asked.connect(lambda: self._desk.go("exchange", "import:addresses"))
        self.sizing.freeze_asked.connect(self._on_freeze)
        self.waiting.draw_asked.connect(self._on_draw)
        self.waiting.void_asked.connect(lambda: self._ask_void(self._frozen.number if self._frozen else 0))
        self.waves.void_asked.connect(self._ask_void)
        self.waves.letters_asked.connect(self._on_save_letters)
        self.waves.record_asked.connect(self._on_save_record)
        self.waves.addresses_asked.connect(self._on_save_addresses)

    def begin(self) -> None:
        """Read where the letters stand and show it."""
        desk, key = self._desk, self._desk.assembly_id
        self._plan = plan = desk.recall(letter_plan, key)
        waves = desk.recall(invited, key)
        self._frozen = next((wave for wave in waves if wave.state is WaveState.FROZEN), None)
        others = tuple(wave for wave in waves if wave.state is not WaveState.FROZEN)
        self.waiting.setVisible(self._frozen is not None)
        self.waves.setVisible(bool(others))
        self.next.setVisible(self._frozen is None)
        self.later.setVisible(self._frozen is None and bool(others))
        self.what.setVisible(not waves and not desk.recall(count_addresses, key))
        if self._frozen is not None:
            self.waiting.show_wave(self._frozen)
        else:
            self.sizing.show_plan(plan, *desk.recall(replies_so_far))
            homes = self._homes(plan)
            problem = self.plan.show_plan(plan, homes, desk.recall(count_addresses, key))
            self.sizing.show_ready(problem, has_homes=homes.total > 0)
        self.waves.show_waves(others)

    def focus_first(self) -> None:
        """Put the focus on what is due."""
        if self._frozen is not None:
            self.waiting.string.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.waves.isVisible():
            self.waves.focus_first()
        else:
            first = self.sizing.freeze if self.sizing.freeze.isVisible() else self.plan.bring
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.verticalScrollBar().setValue(0)

    def _homes(self, plan: LetterPlan) -> HomesLeft:
        """What is left to draw from, counted anew only when the list, the waves or the parts have changed."""
        state = (self._desk.assembly_id, plan.strata_columns, self._desk.recall(homes_state, self._desk.assembly_id))
        if self._counted is None or self._counted[0] != state:
            found = self._desk.read(homes_by_stratum, self._desk.assembly_id, strata_columns=plan.strata_columns)
            self._counted = (state, found)
        return self._counted[1]

    def _on_freeze(self) -> None:
        if self._plan is None:
            return
        plan, homes = self._plan, self._homes(self._plan)
        task = self._desk.write_long(
            freeze_wave,
            self._desk.assembly_id,
            letters=plan.letters,
            strata_columns=plan.strata_columns,
            weights={name: weight for name, weight in plan.weights.items() if name in homes.by_stratum},
            rate=plan.rate,
            title=_("Freezing the list…"),
            label=_("Freeze a wave of letters"),
            backup="before-draw",
        )
        task.written.connect(lambda _number: self.focus_first())
        task.failed.connect(self._desk.errors.show)
        self._desk.runner.start(task)

    def _on_draw(self, public_string: str) -> None:
        if self._frozen is None:
            return
        self.waiting.draw.setEnabled(False)
        task = self._desk.write_long(
            draw_wave,
            self._desk.assembly_id,
            number=self._frozen.number,
            public_string=public_string,
            title=_("Drawing who gets a letter…"),
            label=_("Draw who gets a letter"),
            backup="before-draw",
        )
        task.written.connect(lambda _none: self._on_drawn())
        task.failed.connect(self._on_not_drawn)
        self._desk.runner.start(task)

    def _on_drawn(self) -> None:
        self.waiting.string.line.clear()
        self.focus_first()

    def _on_not_drawn(self, error: Exception) -> None:
        self.waiting.show_ready()
        self._desk.errors.show(error)

    def _ask_void(self, number: int) -> None:
        self.reason.ask(
            _("Why is wave {number} void? It stays in the list with its reason.").format(number=number),
            button=_("Declare it void"),
            todo=partial(self._void, number),
        )
        bring_into_sight(self.area, self.reason)

    def _void(self, number: int, reason: str) -> None:
        label = _("Declare a wave of letters void")
        self._desk.write(void_wave, self._desk.assembly_id, number=number, reason=reason, label=label)

    def _note_sent(self, sent_on: date | None) -> None:
        number = self.waves.chosen()
        if sent_on is None:
            raise RefusedError("not-a-day", text="")
        label = _("Note when letters went out")
        self._desk.write(note_sent, self._desk.assembly_id, number=number, sent_on=sent_on, label=label)

    # What leaves as files.

    def _on_save_letters(self, number: int) -> None:
        question = _("Where do the letters go? The file holds each home's address and its code: keep it safe.")
        self._save(question, f"letters-{number}.csv", partial(self._read, wave_letters_csv, number))

    def _on_save_addresses(self, number: int) -> None:
        question = _("Where do the addresses go? With them anyone can check the record.")
        self._save(question, f"addresses-{number}.csv", partial(self._read, wave_addresses_csv, number))

    def _on_save_record(self, number: int) -> None:
        question = _("Where does the public record go? It holds no address and no code.")
        self._save(question, f"invitation-record-{number}.json", lambda: self._read(wave_record, number).encode())

    def _read(self, query: Callable[..., T], number: int) -> T:
        return self._desk.read(query, self._desk.assembly_id, number=number)

    def _save(self, question: str, name: str, data: Callable[[], bytes]) -> None:
        self.saving.ask(question, name, data, self._say)
        bring_into_sight(self.area, self.saving)

    def _say(self, path: Path) -> None:
        self._desk.say(_("Saved: {path}").format(path=path))


def _top(part: QWidget) -> QWidget:
    """The part at the top of its pane, however high the other one is."""
    pane = QWidget()
    pane.setLayout(column(part, None))
    return pane
