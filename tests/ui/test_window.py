import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engage.errors import NotFoundError
from engage.storage.workspace import Workspace
from tests.ui.helpers import words

PASSPHRASE = "harbour-violin-mint-lantern-otter"


def make_file(qtbot, window, path, passphrase=""):
    """A new file, made by keys alone."""
    qtbot.keyClick(window.start.new, Qt.Key.Key_Return)
    page = window.new_file
    qtbot.keyClicks(page.assembly_title, "Harbour Assembly")
    page.path.selectAll()
    qtbot.keyClicks(page.path, str(path))
    if passphrase:
        qtbot.keyClicks(page.passphrase, passphrase)
        qtbot.keyClicks(page.again, passphrase)
    else:
        qtbot.keyClick(page.without, Qt.Key.Key_Space)
    qtbot.keyClick(page.make, Qt.Key.Key_Return)


def raised(error):
    """The error as it looks once it was raised and caught."""
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_new_file_without_a_passphrase_says_so(qtbot, window, tmp_path):
    make_file(qtbot, window, tmp_path / "new.engage")

    assert window.frame is not None
    assert "no passphrase" in window.frame.banner.words.text()
    assert "Harbour Assembly" in window.frame.top_bar.assembly.accessibleName()


def test_a_locked_file_asks_for_its_passphrase_until_it_is_right(qtbot, window, tmp_path):
    path = tmp_path / "locked.engage"
    make_file(qtbot, window, path, PASSPHRASE)
    assert not window.frame.banner.isVisible()
    QTest.keySequence(window, "Ctrl+W")
    window.open_path(path)

    qtbot.keyClicks(window.unlock.line, "wrong")
    qtbot.keyClick(window.unlock.line, Qt.Key.Key_Return)
    assert "does not open this file" in window.unlock.notice.words.text()

    qtbot.keyClicks(window.unlock.line, PASSPHRASE)
    qtbot.keyClick(window.unlock.line, Qt.Key.Key_Return)
    assert window.frame is not None


def test_a_passphrase_that_could_be_guessed_makes_no_file(qtbot, window, tmp_path):
    make_file(qtbot, window, tmp_path / "weak.engage", "password1")

    assert window.new_file.notice.isVisible()
    assert not (tmp_path / "weak.engage").exists()


def test_two_different_passphrases_make_no_file(qtbot, window, tmp_path):
    qtbot.keyClick(window.start.new, Qt.Key.Key_Return)
    window.new_file.path.setText(str(tmp_path / "x.engage"))
    qtbot.keyClicks(window.new_file.passphrase, PASSPHRASE)
    qtbot.keyClick(window.new_file.make, Qt.Key.Key_Return)

    assert "differ" in window.new_file.notice.words.text()
    assert window.frame is None


def test_five_suggested_words_come_with_a_recovery_sheet(qtbot, window):
    qtbot.keyClick(window.start.new, Qt.Key.Key_Return)

    qtbot.keyClick(window.new_file.suggest, Qt.Key.Key_Return)

    passphrase = window.new_file.passphrase.text()
    assert len(passphrase.split("-")) == 5
    assert passphrase in window.new_file.sheet_words.text()


def test_a_title_is_needed(qtbot, window, tmp_path):
    qtbot.keyClick(window.start.new, Qt.Key.Key_Return)
    window.new_file.path.setText(str(tmp_path / "x.engage"))
    qtbot.keyClick(window.new_file.without, Qt.Key.Key_Space)
    qtbot.keyClick(window.new_file.make, Qt.Key.Key_Return)

    assert window.new_file.notice.isVisible()
    assert not (tmp_path / "x.engage").exists()


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + bytes(4080)])
def test_a_file_that_is_not_ours_is_refused_with_a_way_on(qtbot, window, tmp_path, content):
    path = tmp_path / "other.engage"
    path.write_bytes(content)

    window.open_path(path)

    assert window.frame is None
    assert window.start.notice.isVisible()
    assert window.start.notice.button.isVisible()
    assert path.read_bytes() == content


def test_opened_files_are_listed_on_the_first_page(qtbot, window, engage_file, frame):
    QTest.keySequence(window, "Ctrl+W")

    assert window.appearance.settings.recent == (str(engage_file.resolve()),)
    assert engage_file.stem in "".join(button.text() for button in window.start.findChildren(type(window.start.new)))


@pytest.mark.parametrize(
    ("keys", "room"), [("Ctrl+1", "assembly"), ("Ctrl+2", "people"), ("Ctrl+P", "documents"), ("F1", "help")]
)
def test_pages_have_keys(qtbot, window, frame, keys, room):
    QTest.keySequence(window, keys)

    assert frame.current == room


def test_the_palette_goes_to_a_page_in_four_keys(qtbot, window, frame):
    QTest.keySequence(window, "Ctrl+K")
    line = frame.palette_box.line

    qtbot.keyClicks(line, "as")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert frame.current == "assembly"
    assert not frame.palette_box.isVisible()


def test_the_palette_closes_on_escape_and_says_when_nothing_is_found(qtbot, window, frame):
    QTest.keySequence(window, "Ctrl+K")
    qtbot.keyClicks(frame.palette_box.line, "xyzzy")
    qtbot.waitUntil(frame.palette_box.nothing.isVisible)

    qtbot.keyClick(frame.palette_box.line, Qt.Key.Key_Escape)

    assert not frame.palette_box.isVisible()


def test_f6_goes_round_the_regions(qtbot, window, frame):
    frame.go("assembly")
    frame.rail.buttons["assembly"].setFocus()

    seen = []
    for _round in range(3):
        QTest.keySequence(window, "F6")
        focus = window.focusWidget()
        seen.append(next(r for r in (frame.rail, frame.stack, frame.top_bar) if r.isAncestorOf(focus)))

    assert seen == [frame.stack, frame.top_bar, frame.rail]


def test_text_grows_shrinks_and_goes_back_by_keys(qtbot, window):
    for keys, scale in [("Ctrl++", 110), ("Ctrl++", 125), ("Ctrl+-", 110), ("Ctrl+0", 100)]:
        QTest.keySequence(window, keys)

        assert window.appearance.settings.text_scale == scale
        assert QApplication.font().pointSizeF() == pytest.approx(11 * scale / 100)


def test_arabic_turns_the_window_round_and_keeps_the_file_open(qtbot, window, frame):
    window.appearance.use_language("ar")

    assert QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert window.frame is not None
    window.show()
    assert window.frame.rail.geometry().left() > window.frame.stack.geometry().right() - 20


def test_undo_takes_back_what_was_typed_and_redo_puts_it_there_again(qtbot, window, frame):
    frame.go("assembly")
    field = frame.page("assembly").texts["question"]
    before = field.value()
    field.input.setFocus()
    field.input.selectAll()
    qtbot.keyClicks(field.input, "Who decides?")
    frame.rail.buttons["assembly"].setFocus()
    assert not field.is_dirty

    QTest.keySequence(window, "Ctrl+Z")
    assert field.value() == before
    assert "Question" in frame.status.said.text()

    QTest.keySequence(window, "Ctrl+Shift+Z")
    assert field.value() == "Who decides?"


def test_closing_saves_what_is_half_typed(qtbot, window, frame, engage_file):
    frame.go("assembly")
    field = frame.page("assembly").texts["title"]
    field.input.selectAll()
    qtbot.keyClicks(field.input, "Last words")

    window.close()

    from engage.assembly.views import list_assemblies

    with Workspace.open(engage_file) as workspace:
        assert workspace.read(list_assemblies)[0].title.text == "Last words"


def test_the_window_stays_open_on_what_was_refused(qtbot, window, frame):
    frame.go("assembly")
    field = frame.page("assembly").texts["title"]
    field.input.selectAll()
    qtbot.keyClick(field.input, Qt.Key.Key_Delete)
    frame.go("help")

    window.close()

    assert window.isVisible()
    assert frame.current == "assembly"
    assert field.error.isVisible()
    qtbot.keyClick(field.input, Qt.Key.Key_Escape)


def test_an_error_is_said_on_the_page_it_happened_on(qtbot, window, frame):
    window.errors.show(NotFoundError(what="person", id="R9"))

    assert "R9" in words(frame.page(frame.current))


@pytest.mark.logs
def test_a_bug_is_said_without_its_values_and_logged_by_place(qtbot, window, frame, caplog):
    window.errors.show(raised(ValueError("Amina Diallo")))

    assert "made a mistake" in words(frame.page(frame.current))
    assert "Amina" not in caplog.text + words(frame)
    assert "ValueError" in caplog.text
    frame.page(frame.current).error_bar.button.click()
    assert "test_window.py" in QApplication.clipboard().text()


def test_the_only_assembly_of_a_file_cannot_be_undone_away(qtbot, window, frame):
    QTest.keySequence(window, "Ctrl+Z")
    qtbot.wait(10)

    assert "Riverside" in frame.top_bar.assembly.accessibleName()


def test_a_second_assembly_is_a_page_of_its_own(qtbot, window, frame):
    frame.add_assembly()

    assert frame.current == "assembly"
    assert frame.page("assembly").texts["title"].value() == "New assembly"

    QTest.keySequence(window, "Ctrl+Z")
    qtbot.waitUntil(lambda: "Riverside" in frame.top_bar.assembly.accessibleName())


def test_the_line_at_the_foot_names_the_newest_entry_of_the_record(qtbot, window, frame):
    number, head = frame.workspace.audit_head

    assert f"{number} · {head[:6]}" in frame.status.record.text()


def test_a_read_only_file_says_so_on_every_page(qtbot, window, engage_file, frame):
    QTest.keySequence(window, "Ctrl+W")
    window.show_file(Workspace.open(engage_file, read_only=True))

    assert "can only be read" in window.frame.banner.words.text()
    assert not window.frame.top_bar.undo.isEnabled()


def test_going_to_a_page_brings_the_focus_into_it(window, frame, qtbot):
    frame.top_bar.finder.setFocus()

    QTest.keySequence(window, "Ctrl+2")

    assert frame.page("people").isAncestorOf(window.focusWidget())


def test_the_palette_gives_the_focus_back(window, frame, qtbot):
    frame.go("assembly")
    title = frame.page("assembly").texts["title"].input
    title.setFocus()

    QTest.keySequence(window, "Ctrl+K")
    qtbot.keyClick(frame.palette_box.line, Qt.Key.Key_Escape)

    assert window.focusWidget() is title
