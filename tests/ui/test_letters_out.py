"""On the Print page: letters that went out are noted by a key, and undone; requests go with files to fill in."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from engage.clock import today
from engage.followup.views import list_report_backs
from tests.exchange.test_second_half import FILES, prepare, take_in
from tests.ui.test_documents_page import choose
from ui.documents import DocumentsPage

WENT_OUT = "These letters went out today"


@pytest.fixture
def assembly_id(workspace):
    assembly_id = prepare(workspace)
    for kind, content in FILES.items():
        take_in(workspace, assembly_id, kind, content)
    return assembly_id


@pytest.fixture
def page(qtbot, desk, show_page):
    return show_page(DocumentsPage(desk))


def noted(page):
    rows = page.desk.read(partial(list_report_backs, assembly_id=page.desk.assembly_id))
    return [row.sent_on for row in rows]


def test_after_printing_one_key_notes_that_the_letters_went_out(qtbot, page, workspace, tmp_path):
    choose(qtbot, page, "report-back-letter")
    assert page.since.text() == "Members hear of every expectation: no letters have gone out yet."
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.print_on(printer)
    qtbot.waitUntil(page.done.button.isVisible, timeout=60_000)
    assert page.done.button.text().strip() == WENT_OUT

    page.done.button.setFocus()
    qtbot.keyClick(page.done.button, Qt.Key.Key_Space)

    assert noted(page) == [today()]
    assert page.since.text().startswith("Members hear what is new since the letters of ")
    assert "Noted: letters went out on " in page.done.words.text()
    assert not page.done.button.isVisible()

    workspace.undo()
    assert noted(page) == []
    assert page.since.text().startswith("Members hear of every expectation")


def test_the_palette_offers_it_for_letters_alone(qtbot, page):
    choose(qtbot, page, "you-said-we-did")
    assert WENT_OUT not in [command.words for command in page.commands()]

    choose(qtbot, page, "report-back-letter")
    (command,) = [command for command in page.commands() if command.words == WENT_OUT]
    command.run()

    assert noted(page) == [today()]


def test_requests_are_saved_with_a_file_for_each_partner_to_fill_in(qtbot, page, tmp_path):
    choose(qtbot, page, "partner-request")

    page.save_to(tmp_path / "out")
    qtbot.waitUntil(page.done.isVisible, timeout=30_000)

    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert [name for name in names if name.endswith(".csv")] == ["responses-1.csv", "responses-2.csv"]
    assert len(names) == 5  # individuals get a letter and nothing to fill in
    assert "Beside them are 2 files for partners to fill in." in page.done.words.text()
    assert not page.done.button.isVisible()
