"""The rail: the life of the assembly in order, each room with its state."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from engage.languages.screen import _, ngettext
from ui.shell.rooms import Room
from ui.widgets.buttons import Button
from ui.widgets.labels import Text
from ui.widgets.layouts import rule


@dataclass(frozen=True)
class RoomState:
    """What the rail says of a room: how many things wait there, or that it is done."""

    waiting: int = 0
    is_done: bool = False

    @property
    def sign(self) -> str:
        """As it stands in the rail."""
        return str(self.waiting) if self.waiting else "✓" if self.is_done else ""

    @property
    def words(self) -> str:
        """As a screen reader says it."""
        if self.waiting:
            return ngettext("{count} thing to do", "{count} things to do", self.waiting).format(count=self.waiting)
        return _("done") if self.is_done else ""


class RoomButton(Button):
    """One room: number or icon, name, state."""

    def __init__(self, room: Room) -> None:
        super().__init__("", kind="room", icon_name=room.icon_name)
        self.room = room
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sign = Text("", "small")
        self._sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(12, 0, 12, 0)
        inside.addStretch(1)
        inside.addWidget(self._sign)
        number = f"{room.number}  " if room.number else ""
        self.set_words(f"{number}{_(room.title)}")
        self.show_state(RoomState())

    def show_state(self, state: RoomState) -> None:
        """Say how the room stands."""
        self._sign.setText(state.sign)
        title = _(self.room.title)
        self.setAccessibleName(f"{title}, {state.words}" if state.words else title)


class Rail(QFrame):
    """The rooms, one under the other; those without a number come after a line."""

    room_chosen = Signal(str)

    def __init__(self, rooms: Sequence[Room], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAccessibleName(_("Pages"))
        self.buttons = {room.id: RoomButton(room) for room in rooms}
        inside = QWidget()
        inside.setProperty("role", "sheet")
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(2)
        for number, room in enumerate(rooms):
            if number and room.number is None and rooms[number - 1].number is not None:
                column.addSpacing(8)
                column.addWidget(rule())
                column.addSpacing(8)
            column.addWidget(self.buttons[room.id])
            self.buttons[room.id].clicked.connect(lambda _on=False, key=room.id: self.room_chosen.emit(key))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._fit()

    def show_current(self, room_id: str) -> None:
        """Mark the room that is on screen."""
        for key, button in self.buttons.items():
            button.setChecked(key == room_id)

    def show_states(self, states: dict[str, RoomState]) -> None:
        """Say how each room stands."""
        for key, button in self.buttons.items():
            button.show_state(states.get(key, RoomState()))

    def changeEvent(self, event: QEvent) -> None:
        """Fit the width to the type."""
        super().changeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(max(192, round(self.fontMetrics().averageCharWidth() * 20)))
