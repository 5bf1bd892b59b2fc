"""Every list in and out through the window: by keys, with a look before anything is written."""

import pytest
from PySide6.QtCore import Qt

from engage.assembly.views import assembly_sheet
from engage.exchange.kinds import FILE_KINDS
from ui.exchange import ListsPage
from ui.shell import files

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down
AGENDA = "session,title,day,starts,ends\n1,Getting to know each other,2027-01-16,10:00,16:00\n"


@pytest.fixture
def page(desk, show_page):
    return show_page(ListsPage(desk))


def choose(page, qtbot, name):
    page.kinds.setFocus()
    while page.kind.name != name:
        qtbot.keyClick(page.kinds, DOWN)
    return page.steps[name]


def test_every_kind_of_list_is_there_with_its_columns(page, qtbot):
    for name, kind in FILE_KINDS.items():
        choose(page, qtbot, name)

        assert page.steps[name].isVisible()
        assert all(column.name in page.columns.text() for column in kind.columns if column.name != "…")


def test_a_list_goes_out_and_comes_in_again(page, qtbot, tmp_path, monkeypatch, desk):
    monkeypatch.setattr(files, "ask_for_folder", lambda *_args: tmp_path)
    step = choose(page, qtbot, "partners")
    before = desk.read(assembly_sheet, desk.assembly_id).partners
    assert before

    qtbot.keyClick(page.save, ENTER)
    path = tmp_path / "partners.csv"
    assert str(path) in page.saved.words.text()
    header, first, *_others = path.read_text("utf-8-sig").splitlines(keepends=True)
    path.write_text(header + first.replace(before[0].name, "Harbour Trust"), "utf-8")
    qtbot.keyClicks(step.path, str(path))
    qtbot.keyClick(step.path, ENTER)
    qtbot.waitUntil(lambda: step.go.isVisible() and step.go.isEnabled())
    qtbot.keyClick(step.go, ENTER)
    qtbot.waitUntil(step.done.isVisible)

    assert "Harbour Trust" in [each.name for each in desk.read(assembly_sheet, desk.assembly_id).partners]
    qtbot.keyClick(step.done.button, ENTER)
    assert desk.gone == [("assembly", "")]


def test_nothing_that_is_there_is_written_over(page, qtbot, tmp_path, monkeypatch):
    (tmp_path / "targets.csv").write_text("mine")
    monkeypatch.setattr(files, "ask_for_folder", lambda *_args: tmp_path)
    said = []
    page.desk.errors.reported.connect(lambda words, *_rest: said.append(words))

    qtbot.keyClick(page.save, ENTER)

    assert (tmp_path / "targets.csv").read_text() == "mine"
    assert "targets.csv" in said[0]


def test_another_page_asks_for_a_list(page, qtbot):
    page.act("import:notes")

    assert page.kind.name == "notes"
    assert page.steps["notes"].path.hasFocus()
