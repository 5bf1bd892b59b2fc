"""Waves of letters once they are frozen: the public string, then the letters to save, their day, and the replies."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from engage.languages.editions import Language
from engage.languages.formats import long_date, row_on_screen
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.people.rules import WaveState
from engage.people.views import InvitedWave
from ui.lottery.figures import HashLine, share_words
from ui.lottery.strata_table import StrataTable, figure, invited_lines
from ui.people.words import short_date
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.folding import flow
from ui.widgets.forms import Save, day
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, row
from ui.widgets.steps import PublicString
from ui.widgets.tables import Column, TableModel
from ui.widgets.whole_table import WholeTable


class WaitingPart(QWidget):
    """A frozen wave: what is fixed, the hashes for everybody to note, the public string, and the button."""

    draw_asked = Signal(str)
    void_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = Text("", "section", wraps=True)
        note = Text(_("Read the hashes aloud or print them before anybody says the string."), "small", wraps=True)
        self.hashes = {
            "addresses_sha256": HashLine(_("Hash of the addresses")),
            "plan_sha256": HashLine(_("Hash of the plan")),
        }
        self.table = StrataTable(_("What each part of the list gets"))
        self.string = PublicString()
        self.draw = primary(_("Draw who gets a letter"), self._on_draw, icon_name="dices")
        self.void = quiet(_("Declare this wave void…"), self.void_asked.emit, icon_name="trash-2")
        self.string.changed.connect(lambda _text: self.show_ready())
        self.string.line.returnPressed.connect(self._on_draw)
        fixed = card(self.heading, note, *self.hashes.values(), gap=8)
        said = card(self.string, row(self.draw, self.void, None), gap=12)
        parts = card(Text(_("What each part of the list gets"), "section"), self.table, gap=12)
        self.setLayout(column(fixed, said, parts, gap=16))
        self.show_ready()

    def show_wave(self, wave: InvitedWave) -> None:
        """Show what is fixed."""
        words = ngettext(
            "Wave {number} is frozen: {count} letter", "Wave {number} is frozen: {count} letters", wave.letters
        )
        self.heading.setText(words.format(number=wave.number, count=figure(wave.letters)))
        for name, hash_line in self.hashes.items():
            hash_line.show_hash(getattr(wave, name))
        self.table.show_lines(invited_lines(wave.strata, is_drawn=False))

    def show_ready(self) -> None:
        """The wave can be drawn once the string is there."""
        self.draw.setEnabled(bool(self.string.value().strip()))

    def _on_draw(self) -> None:
        if self.draw.isEnabled():
            self.draw_asked.emit(self.string.value())


class WavesPart(QWidget):
    """Every wave that was drawn or is void, and what can be done with the one that is chosen."""

    letters_asked = Signal(int)
    record_asked = Signal(int)
    addresses_asked = Signal(int)
    void_asked = Signal(int)

    def __init__(self, note_sent: Save) -> None:
        super().__init__()
        self._waves: tuple[InvitedWave, ...] = ()
        self.model: TableModel[InvitedWave] = TableModel(_columns())
        self.list = WholeTable(_("Waves of letters"))
        self.list.setModel(self.model)
        self.list.chosen_row.connect(self._on_chosen)
        self.told = Text("", wraps=True)
        self.table = StrataTable(_("What each part of the list got, and its replies"), has_replies=True)
        self.letters = primary(_("Save the letters"), lambda: self.letters_asked.emit(self.chosen()), icon_name="save")
        self.record = Button(
            _("Save the public record"), lambda: self.record_asked.emit(self.chosen()), icon_name="save"
        )
        self.addresses = Button(
            _("Save the addresses it was drawn from"),
            lambda: self.addresses_asked.emit(self.chosen()),
            icon_name="save",
        )
        self.void = quiet(
            _("Declare this wave void…"), lambda: self.void_asked.emit(self.chosen()), icon_name="trash-2"
        )
        self.sent = day(
            _("Day on which the letters went out"),
            note_sent,
            hint=_("Homes with a letter that went out get none of a later wave, even if this one is declared void."),
        )
        heading = Text(_("Waves of letters"), "section")
        deeds = flow(self.letters, self.record, self.addresses, self.void)
        self.setLayout(column(card(heading, self.list, self.told, deeds, self.sent, self.table, gap=12)))

    def show_waves(self, waves: tuple[InvitedWave, ...]) -> None:
        """List the waves, the newest first; the one that was chosen stays chosen."""
        chosen = self.chosen()
        self._waves = tuple(sorted(waves, key=lambda wave: -wave.number))
        self.model.set_rows(self._waves)
        numbers = [wave.number for wave in self._waves]
        if self._waves:
            self.list.choose(numbers.index(chosen) if chosen in numbers else 0)

    def chosen(self) -> int:
        """The number of the wave that is chosen; 0 for none."""
        wave: InvitedWave | None = self.list.current_row()
        return 0 if wave is None else wave.number

    def focus_first(self) -> None:
        """Put the focus on what is due: the letters, until they have gone out."""
        self.letters.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, wave: InvitedWave | None) -> None:
        if wave is None:
            return
        is_drawn = wave.drawn_at is not None
        self.told.setText(_told(wave))
        self.table.show_lines(invited_lines(wave.strata, is_drawn=is_drawn))
        for part in (self.letters, self.record, self.addresses):
            part.setVisible(is_drawn)
        self.void.setVisible(wave.state is not WaveState.VOID)
        self.sent.setVisible(wave.state is WaveState.DRAWN)
        self.sent.show_value(wave.sent_on)


def _told(wave: InvitedWave) -> str:
    """What is known of a wave, in sentences."""
    parts = []
    if wave.state is WaveState.VOID:
        parts.append(_("Wave {number} is void: {reason}").format(number=wave.number, reason=wave.void_reason))
    if wave.public_string:
        parts.append(_("Public string: {string}").format(string=wave.public_string))
    if wave.strata_columns:
        parts.append(_("Drawn within: {columns}").format(columns=row_on_screen(wave.strata_columns)))
    return " · ".join(parts)


def _columns() -> list[Column[InvitedWave]]:
    return [
        Column(_("Wave"), lambda wave: str(wave.number), is_number=True, width=64),
        Column(_("State"), lambda wave: _(wave.state.label), width=150, tone=_tone),
        Column(_("Letters"), lambda wave: figure(wave.letters), is_number=True, width=90),
        Column(_("Drawn"), _drawn, width=130),
        Column(_("Sent"), _sent, width=190),
        Column(_("Replies"), _replies, is_number=True, width=140),
        Column(_("Expected"), _expected, is_number=True, width=110),
    ]


def _drawn(wave: InvitedWave) -> str:
    return "–" if wave.drawn_at is None else short_date(wave.drawn_at, Language(screen_catalogue().code))


def _sent(wave: InvitedWave) -> str:
    if wave.sent_on is None:
        return _("not yet") if wave.state is WaveState.DRAWN else "–"
    return long_date(wave.sent_on, Language(screen_catalogue().code))


def _replies(wave: InvitedWave) -> str:
    if wave.drawn_at is None or not wave.letters:
        return "–"
    return f"{figure(wave.replies)} ({share_words(wave.replies / wave.letters)})"


def _expected(wave: InvitedWave) -> str:
    if wave.rate is None:
        return "–"
    return f"{figure(round(wave.letters * wave.rate))} ({share_words(wave.rate)})"


def _tone(wave: InvitedWave) -> str:
    return {WaveState.VOID: "bad", WaveState.FROZEN: "warn", WaveState.DRAWN: "good"}[wave.state]
