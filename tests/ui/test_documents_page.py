import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from engage.assembly.views import list_assemblies
from engage.storage.workspace import Workspace
from tests.ui.helpers import texts
from ui.documents import DocumentsPage


@pytest.fixture
def workspace(sample_file):
    with Workspace.open(sample_file, read_only=True) as opened:
        yield opened


@pytest.fixture
def assembly_id(workspace):
    return workspace.read(list_assemblies)[0].id


@pytest.fixture
def page(qtbot, desk, show_page):
    return show_page(DocumentsPage(desk))


def choose(qtbot, page, document):
    """Choose a document by keys and wait for its first page."""
    rows = [page.documents.item(row).data(Qt.ItemDataRole.UserRole) for row in range(page.documents.count())]
    with qtbot.waitSignal(page.proofs.shown, timeout=30_000):
        page.documents.setCurrentRow(rows.index(document))


def test_the_page_on_screen_is_the_pdf_itself(qtbot, page):
    choose(qtbot, page, "report-back-letter")

    assert page.preview.pdf().startswith(b"%PDF")
    assert page.preview.pages >= 1
    assert "Page 1 of" in page.preview.where.text()


def test_once_there_is_news_letters_are_the_members_unless_all_are_wanted(qtbot, page):
    choose(qtbot, page, "report-back-letter")
    assert len(texts(page.table)) == 50

    qtbot.keyClick(page.whose, Qt.Key.Key_Down)

    assert len(texts(page.table)) == 500
    choose(qtbot, page, "badge")
    assert not page.whose.isVisible()


def test_each_reader_gets_a_line_with_their_language_and_size(qtbot, page):
    choose(qtbot, page, "report-back-letter")
    qtbot.keyClick(page.whose, Qt.Key.Key_Down)

    lines = texts(page.table)
    assert len(lines) == 500
    assert {"English", "Welsh", "Bengali", "Arabic"} <= {line[1] for line in lines}
    assert {"14 pt", "18 pt"} == {line[2] for line in lines}


def test_another_reader_is_shown_by_an_arrow_key(qtbot, page):
    choose(qtbot, page, "report-back-letter")
    before = page.preview.pdf()

    with qtbot.waitSignal(page.proofs.shown, timeout=30_000):
        qtbot.keyClick(page.table, Qt.Key.Key_Down)

    assert page.preview.pdf() != before


def test_one_language_can_be_had_for_everybody(qtbot, page):
    choose(qtbot, page, "report-back-letter")

    page.language.setCurrentIndex(page.language.findData("cy"))
    page.language.activated.emit(page.language.currentIndex())

    assert {line[1] for line in texts(page.table)} == {"Welsh"}


def test_the_line_on_top_counts_pages_people_and_languages(qtbot, page):
    choose(qtbot, page, "selection-report")

    qtbot.waitUntil(lambda: page.proofs.is_complete, timeout=30_000)

    assert f"{page.preview.pages} page" in page.summary.text()


def test_saving_writes_every_file_once_and_overwrites_nothing(qtbot, page, tmp_path):
    choose(qtbot, page, "selection-report")

    page.save_to(tmp_path)
    qtbot.waitUntil(page.done.isVisible, timeout=30_000)
    saved = sorted(path.name for path in tmp_path.iterdir())
    assert saved == ["selection-report-en-standard.pdf"]

    refused = []
    page.desk.errors.reported.connect(lambda *said: refused.append(said))
    page.save_to(tmp_path)
    qtbot.waitUntil(lambda: bool(refused), timeout=30_000)
    assert sorted(path.name for path in tmp_path.iterdir()) == saved


def test_printing_sends_every_page(qtbot, page, tmp_path):
    choose(qtbot, page, "selection-report")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    page.print_on(printer)
    qtbot.waitUntil(page.done.isVisible, timeout=60_000)

    printed = QPdfDocument()
    printed.load(str(tmp_path / "printed.pdf"))
    assert printed.pageCount() == page.preview.pages


def test_the_preview_zooms_by_keys(qtbot, page):
    choose(qtbot, page, "selection-report")

    qtbot.keyClick(page.preview, Qt.Key.Key_Plus)
    larger = page.preview.view.zoomFactor()
    qtbot.keyClick(page.preview, Qt.Key.Key_Minus)

    assert page.preview.view.zoomFactor() == pytest.approx(larger / 1.25)


def test_what_is_for_a_session_says_which(qtbot, page):
    choose(qtbot, page, "sign-in-sheet")

    assert [line[0] for line in texts(page.table)] == [f"Session {number}" for number in range(1, 6)]
    assert "person" not in page.summary.text()
