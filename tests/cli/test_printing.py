import pytest


def test_the_documents_are_listed(engage):
    documents = engage("documents", "--json").json["documents"]

    assert {"selection-report", "badge", "report-back-letter"} <= {each["id"] for each in documents}
    assert all(set(each) == {"id", "title", "for"} for each in documents)


def test_printing_makes_pdfs_and_lists_them(engage, drawn, tmp_path):
    out = tmp_path / "pdf"

    report = engage("print", drawn, "selection-report", "badge", "--out", out, "--json").json

    assert {each["document"] for each in report["files"]} == {"selection-report", "badge"}
    for each in report["files"]:
        assert set(each) == {"path", "document", "for", "language", "edition", "pages"}
        assert (out / each["path"]).read_bytes().startswith(b"%PDF")


def test_language_edition_and_people_can_be_chosen(engage, drawn, tmp_path):
    chosen = ["--language", "cy", "--edition", "large", "--for", "P01", "P02"]

    report = engage("print", drawn, "report-back-letter", *chosen, "--out", tmp_path / "pdf", "--json").json

    shown = [(each["for"], each["language"], each["edition"]) for each in report["files"]]
    assert shown == [("P01", "cy", "large"), ("P02", "cy", "large")]


def test_nothing_to_print_is_refused(engage, filled, tmp_path):
    outcome = engage("print", filled, "selection-report", "badge", "--out", tmp_path / "pdf")

    assert outcome.code == 1
    assert not (tmp_path / "pdf").exists()


def test_printing_overwrites_only_when_told_to(engage, drawn, tmp_path):
    command = ["print", drawn, "selection-report", "--out", tmp_path / "pdf"]

    assert engage(*command).code == 0
    assert engage(*command, "--json").error == "file-exists"
    assert engage(*command, "--force").code == 0


@pytest.mark.parametrize("reference", ["P01", "P02"])
def test_all_prints_what_there_is_for_someone(engage, drawn, tmp_path, reference):
    report = engage("print", drawn, "--all", "--for", reference, "--out", tmp_path / "pdf", "--json").json

    assert "report-back-letter" in {each["document"] for each in report["files"]}


def test_nobody_of_that_reference_is_refused(engage, drawn, tmp_path):
    assert engage("print", drawn, "badge", "--for", "P99", "--out", tmp_path / "pdf").code == 1
    assert engage("print", drawn, "--all", "--for", "P99", "--out", tmp_path / "pdf").code == 1


def test_what_cannot_be_printed_yet_is_named_beside_what_can(engage, drawn, tmp_path):
    report = engage("print", drawn, "badge", "ballot", "--out", tmp_path / "pdf", "--json").json

    assert [each["document"] for each in report["files"]] == ["badge"]
    assert any("vote" in each["message"] for each in report["problems"])
