"""An officer at the keyboard of the real window, and what every journey begins with.

No widget is given the focus here: the officer gets to it by Tab, as a person would, and fails where Tab does not lead.
"""

from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ui.shell import files

LONG = 30_000  # milliseconds: how long work may take before the test gives up
MOST_TABS = 150
KEYS = Qt.Key


class Officer:
    """Someone at the keyboard. What is typed goes to whatever has the focus."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window = qtbot, window

    @property
    def focus(self):
        """Where one types. A page that lets the focus go would leave an officer without a next key."""
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        return focus

    def keys(self, *sequences):
        """Press keys such as "Ctrl+K", one after the other."""
        for sequence in sequences:
            QTest.keySequence(QApplication.focusWidget() or self.window, sequence)

    def type(self, words):
        self.qtbot.keyClicks(self.focus, words)

    def reach(self, widget):
        """Go to a widget by Tab, once it is there and can be used."""
        self.wait_until(lambda: widget.isVisible() and widget.isEnabled())
        been = []
        while not widget.hasFocus():
            assert len(been) < MOST_TABS, f"Tab does not lead to {widget!r}, but to {been[-20:]}"
            self.qtbot.keyClick(QApplication.focusWidget() or self.window, KEYS.Key_Tab)
            been.append(_spoken(self.focus))

    def type_into(self, widget, words):
        self.reach(widget)
        self.keys("Ctrl+A")
        self.type(words)

    def press(self, button):
        self.reach(button)
        self.keys("Return")

    def press_words(self, root, words):
        """Press the button of those words that is in sight."""

        def found():
            buttons = root.findChildren(QPushButton)
            return next((button for button in buttons if button.isVisible() and button.text().strip() == words), None)

        self.wait_until(lambda: found() is not None)
        self.press(found())

    def choose(self, combo, words):
        """Choose what begins so in a box of choices, by Up and Down."""
        self.reach(combo)
        places = [place for place in range(combo.count()) if combo.itemText(place).startswith(words)]
        assert places, f"{words!r} is not offered"
        while combo.currentIndex() != places[0]:
            self.keys("Down" if combo.currentIndex() < places[0] else "Up")

    def pick(self, chips, words):
        """Choose the chip that begins so: Tab leads to the one that is on, the arrows to the others."""
        buttons = chips._group.buttons()
        self.reach(next(button for button in buttons if button.isChecked()))
        for _step in buttons:
            if self.focus.text().startswith(words):
                return
            self.keys("Right")
        raise AssertionError(f"{words!r} is not among {[button.text() for button in buttons]}")

    def go(self, words):
        """Go somewhere by the palette."""
        self.keys("Ctrl+K")
        self.type(words)
        self.keys("Return")

    def wait_until(self, condition):
        self.qtbot.waitUntil(condition, timeout=LONG)


def _spoken(widget):
    name = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{type(widget).__name__} “{name}”"


def make_file(officer, path, *, template=""):
    window = officer.window
    officer.press(window.start.new)
    officer.type_into(window.new_file.assembly_title, "Harbour Assembly")
    officer.choose(window.new_file.template, template)
    officer.type_into(window.new_file.path, str(path))
    officer.reach(window.new_file.with_passphrase)
    officer.keys("Down")
    officer.press(window.new_file.make)
    assert window.frame is not None


def say_what_it_is_about(officer, frame, *, seats, first_session="3/10/2027"):
    officer.keys("Ctrl+1")
    page = frame.page("assembly")
    officer.type_into(page.texts["question"].input, "How should the harbour change?")
    officer.type_into(page.facts["seats"].input, str(seats))
    officer.type_into(page.facts["first_session_on"].input, first_session)


def import_list(officer, frame, source):
    officer.keys("Ctrl+2")
    officer.go("import people")
    step = frame.page("people").importing
    officer.type_into(step.path, str(source))
    officer.keys("Return")
    officer.press(step.go)
    officer.wait_until(step.done.isVisible)


def draw_the_panel(officer, frame, *, seats):
    officer.keys("Ctrl+3")
    page = frame.page("lottery")
    officer.press(page.pool.next)
    officer.press(page.targets.next)
    officer.press(page.chances.work)
    officer.press(page.chances.next)
    officer.press(page.draw.freezing.freeze)
    officer.wait_until(page.draw.string.isVisible)
    officer.type_into(page.draw.string.string.line, "4 8 15 16 23 42")
    officer.press(page.draw.string.draw)
    officer.press(page.draw.drawn.sign)
    assert page.draw.drawn.people.model().rowCount() == seats


def print_document(officer, frame, document, folder, monkeypatch):
    """Save a document as PDFs; gives their paths."""
    folder.mkdir()
    monkeypatch.setattr(files, "ask_for_folder", lambda *_args: folder)
    officer.keys("Ctrl+P")
    page = frame.page("documents")
    officer.reach(page.documents)
    officer.keys("Home")
    while page.documents.currentItem().data(Qt.ItemDataRole.UserRole) != document:
        officer.keys("Down")
    officer.press(page.save)
    officer.wait_until(page.done.isVisible)
    return sorted(folder.glob("*.pdf"))


def text_of(path):
    document = QPdfDocument()
    document.load(str(path))
    return "".join(document.getAllText(page).text() for page in range(document.pageCount()))
