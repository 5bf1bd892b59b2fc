"""From a file to finished PDFs: who gets what, in which language, and what is refused."""

import uuid
from datetime import UTC, datetime
from functools import partial

import pytest

from engage.assembly.actions import create_assembly, edit_assembly_text
from engage.documents.catalogue import DOCUMENTS, document_kind, gather_prints, print_documents
from engage.documents.kinds import PrintedFile, file_name
from engage.errors import NotFoundError, RefusedError
from engage.languages.editions import Edition, Language, TypeSize
from engage.lottery.actions import draw_panel, freeze_draw, set_targets
from engage.lottery.model import Quota
from engage.lottery.preparing import prepare_run
from engage.lottery.rules import RunKind
from engage.lottery.views import draw_input
from engage.people.actions import add_respondent
from tests.architecture.source import ROOT
from tests.documents.reading import text_of

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
PEOPLE = [
    ("R1", "Ada Byron", "en", "large", "F"),
    ("R2", "محمد (Mo)", "ar", "standard", "M"),
    ("R3", "", "pt", "standard", "F"),
    ("R4", "李雷", "pl-PL", "standard", "M"),
    ("R/5 é", "Siân Lee 😀", "cy", "standard", "F"),
]


@pytest.fixture
def assembly_id(workspace) -> uuid.UUID:
    assembly = workspace.write(partial(create_assembly, title="Riverside Assembly"))
    for code, text in (("en", "What next?"), ("pl", "Co dalej?")):
        workspace.write(partial(edit_assembly_text, assembly_id=assembly, field="question", language=code, text=text))
    for reference, name, language, size, gender in PEOPLE:
        workspace.write(
            partial(
                add_respondent,
                assembly_id=assembly,
                reference=reference,
                full_name=name,
                written_language=language,
                type_size=size,
                answers={"Gender": gender},
            )
        )
    quotas = [Quota("Gender", "F", 1, 1), Quota("Gender", "M", 1, 1)]
    workspace.write(partial(set_targets, assembly_id=assembly, quotas=quotas))
    return assembly


@pytest.fixture
def drawn(workspace, assembly_id) -> uuid.UUID:
    return draw(workspace, assembly_id, RunKind.REAL)


def draw(workspace, assembly_id: uuid.UUID, kind: RunKind) -> uuid.UUID:
    given = workspace.read(partial(draw_input, assembly_id=assembly_id, kind=kind, seats=2))
    number = workspace.write(partial(freeze_draw, prepared=prepare_run(given), clock=lambda: NOW))
    panel = partial(draw_panel, assembly_id=assembly_id, number=number, public_string="4 8 15", clock=lambda: NOW)
    workspace.write(panel)
    return assembly_id


def printed(workspace, assembly_id: uuid.UUID, *ids: str, **options: object) -> list[PrintedFile]:
    make = partial(print_documents, assembly_id=assembly_id, ids=ids, clock=lambda: NOW, **options)
    return list(workspace.read(make))


def test_the_catalogue_lists_the_documents_by_their_ids():
    audiences = {kind.id: kind.audience.value for kind in DOCUMENTS.values()}
    assert audiences["selection-report"] == "assembly"
    assert audiences["badge"] == audiences["report-back-letter"] == "person"
    assert audiences["sign-in-sheet"] == "session"
    with pytest.raises(NotFoundError):
        document_kind("shopping-list")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_nothing_is_printed_before_the_draw(workspace, assembly_id, document: str):
    with pytest.raises(RefusedError) as refused:
        printed(workspace, assembly_id, document)

    assert refused.value.code.endswith("-yet") or refused.value.code in {"no-table-plan", "no-open-vote"}


def test_the_guide_has_every_document():
    guide = (ROOT / "docs" / "guide" / "printing.md").read_text(encoding="utf-8")

    assert [document for document in DOCUMENTS if f"| `{document}` |" not in guide] == []


def test_every_letter_comes_in_the_persons_own_language_and_size(workspace, drawn):
    files = printed(workspace, drawn, "report-back-letter")

    found = [(file.for_reference, file.language.code, file.size.value) for file in files]
    assert sorted(found) == [
        ("R/5 é", "cy", "standard"),
        ("R1", "en", "large"),
        ("R2", "ar", "standard"),
        ("R3", "en", "standard"),
        ("R4", "pl", "standard"),
    ]
    assert all(file.pages in {1, 2} and file.data.startswith(b"%PDF") for file in files)


def test_a_language_and_a_size_can_be_asked_for(workspace, drawn):
    asked = {"language": "bn", "size": TypeSize.LARGE, "references": ["R1"]}
    files = printed(workspace, drawn, "report-back-letter", **asked)

    assert [(file.for_reference, file.language.code, file.size) for file in files] == [("R1", "bn", TypeSize.LARGE)]


def test_a_person_who_is_not_there_is_named(workspace, drawn):
    with pytest.raises(NotFoundError) as missing:
        printed(workspace, drawn, "report-back-letter", references=["R1", "R99"])

    assert missing.value.params["id"] == "R99"


def test_what_to_look_at_before_printing_is_listed(workspace, drawn):
    files = {file.for_reference: file for file in printed(workspace, drawn, "report-back-letter")}

    told = {reference: " ".join(problem.message for problem in file.problems) for reference, file in files.items()}
    assert told["R1"] == ""
    assert "“😀” (U+1F600) can't be printed" in told["R/5 é"]
    assert "“Title” is not written in polski" in told["R4"]
    assert "Question" not in told["R4"]
    assert "R3 reads a language (pt)" in told["R3"]


def test_badges_are_one_sheet_of_the_members_with_no_surname(workspace, drawn):
    (sheet,) = printed(workspace, drawn, "badge")

    assert (sheet.for_reference, sheet.language.code, sheet.pages) == ("", "en", 1)
    assert text_of(sheet.data).count("Member") == 2
    assert "Byron" not in text_of(sheet.data)


def test_only_members_have_badges(workspace, drawn):
    letters = printed(workspace, drawn, "report-back-letter", language="en")
    members = {file.for_reference for file in letters if "chosen by" in text_of(file.data)}
    other = next(reference for reference, *_ in PEOPLE if reference not in members)

    with pytest.raises(NotFoundError):
        printed(workspace, drawn, "badge", references=[other])


def test_the_report_tells_of_the_draw_that_stands_and_names_nobody(workspace, drawn):
    (report,) = printed(workspace, drawn, "selection-report")
    found = text_of(report.data)

    assert "4 8 15" in found
    assert "22 November 2026, 10:00" in found
    assert not any(name in found for _, name, *_ in PEOPLE if name)


def test_before_the_real_draw_the_newest_test_is_reported_as_one(workspace, assembly_id):
    draw(workspace, assembly_id, RunKind.TEST)

    (report,) = printed(workspace, assembly_id, "selection-report")

    assert "TEST DRAW" in text_of(report.data)


def test_some_documents_are_printed_when_others_cannot_be(workspace, assembly_id):
    draw(workspace, assembly_id, RunKind.TEST)

    gather = partial(gather_prints, assembly_id=assembly_id, ids=list(DOCUMENTS))
    jobs, refusals = workspace.read(gather)

    assert [job.document for job in jobs] == ["selection-report", "draw-certificate"]
    assert {"no-members-yet", "nothing-drawn-yet"} <= {refusal.code for refusal in refusals}
    assert len(refusals) == len(DOCUMENTS) - 2


def test_the_same_file_prints_the_same_bytes(workspace, drawn):
    first, second = (printed(workspace, drawn, *DOCUMENTS) for _ in range(2))

    assert [file.data for file in first] == [file.data for file in second]


def test_file_names_fit_any_disk_and_never_clash():
    edition = Edition(Language("en"))
    references = ["R1", "R 1", "R/1", "../1", "é", "é" * 300, "con", "李"]
    names = [file_name("badge", reference, edition) for reference in references]

    assert names[0] == "badge-R1-en-standard.pdf"
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name.isascii() and "/" not in name and len(name) < 120 for name in names)
