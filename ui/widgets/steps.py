"""The four steps of a ceremony across the top of a page, and the line for the public string."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from engage.languages.screen import _, ngettext
from ui.widgets.buttons import Button
from ui.widgets.labels import Text, plain_caption, repolish
from ui.widgets.layouts import column, row


class StepHeader(QWidget):
    """Numbered steps side by side: done, now, or still to come. A step that can be visited can be pressed."""

    step_chosen = Signal(int)

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self.buttons = [self._step(number) for number in range(len(titles))]
        self.setLayout(row(*self.buttons, gap=4))
        self.show_state(current=0, reached=0)

    def show_state(self, *, current: int, reached: int) -> None:
        """Mark the step on screen and those up to `reached`, which can be visited."""
        for number, button in enumerate(self.buttons):
            state = "now" if number == current else "done" if number < reached else "later"
            # A typed tick comes from another font and would stand above the line.
            button.set_icon("check" if state == "done" else "")
            button.set_words(self._titles[number] if state == "done" else f"{number + 1}  {self._titles[number]}")
            button.setAccessibleName(self._spoken(number, state))
            button.setEnabled(number <= reached)
            button.setProperty("state", state)
            repolish(button)

    def _step(self, number: int) -> Button:
        button = Button(plain_caption(self._titles[number]), kind="step")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.step_chosen.emit(number))
        return button

    def _spoken(self, number: int, state: str) -> str:
        words = {"now": _("this step"), "done": _("done"), "later": _("not yet")}[state]
        return _("Step {number} of {total}: {title}, {state}").format(
            number=number + 1, total=len(self._titles), title=self._titles[number], state=words
        )


class PublicString(QWidget):
    """The public string, typed large and shown exactly as it will be used."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Text(_("Public string"), "strong")
        self.hint = Text(
            _("Something nobody could know before: today's lottery numbers, or dice thrown in the room."),
            "small",
            wraps=True,
        )
        self.line = QLineEdit()
        self.line.setProperty("big", "true")
        self.line.setMaxLength(200)
        self.line.setAccessibleName(_("Public string"))
        self.label.setBuddy(self.line)
        self.echo = Text("", "small")
        self.line.textChanged.connect(self._on_changed)
        self.setLayout(column(self.label, self.hint, self.line, self.echo, gap=4))
        self._on_changed("")

    def value(self) -> str:
        """The string, exactly as typed."""
        return self.line.text()

    def _on_changed(self, text: str) -> None:
        words = ngettext(
            "{count} character, used exactly as typed", "{count} characters, used exactly as typed", len(text)
        )
        self.echo.setText(words.format(count=len(text)))
        self.changed.emit(text)
