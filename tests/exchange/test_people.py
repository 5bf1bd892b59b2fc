"""People in and out."""

from functools import partial

import pytest

from engage.errors import RefusedError
from engage.exchange.people import PeopleContext, read_people
from engage.exchange.preview import ReadOptions, Use, read_mapping
from engage.languages.catalogues import catalogue
from engage.people.rules import NeedDraft, NeedKind
from engage.people.views import count_respondents, list_stories
from engage.sentences import sentence

CONTEXT = PeopleContext({"gender": ("female", "male"), "age": ("16-44", "45+")}, frozenset({"R9"}))
HEADER = "id,gender,age"


def _read(*rows, header=HEADER, context=CONTEXT, **options):
    return read_people("\n".join([header, *rows, ""]).encode(), context, ReadOptions(**options))


def _codes(preview):
    return [(problem.row, problem.column, problem.code) for problem in preview.problems]


def test_a_plain_file_of_the_field_is_read():
    preview = _read("007,female,16-44", "2,male,")

    assert [(person.reference, person.answers) for person in preview.rows] == [
        ("007", {"gender": "female", "age": "16-44"}),
        ("2", {"gender": "male", "age": ""}),
    ]
    assert preview.problems == ()


def test_people_come_after_targets():
    with pytest.raises(RefusedError, match="targets-first"):
        _read("1,female,16-44", context=PeopleContext())


@pytest.mark.parametrize(
    "header",
    ["Reference", "unique_id", "Unique ID", "nationbuilder_id", "REF", "external-id", "person id", "engage_reference"],
)
def test_the_column_with_references_is_guessed(header):
    assert _read("R1,male,45+", header=f"{header},gender,age").rows[0].reference == "R1"


def test_a_better_guess_comes_before_a_worse_one():
    preview = _read("a,R1,male,45+", header="id,Reference,gender,age")

    assert (preview.rows[0].reference, preview.rows[0].extra) == ("R1", {"id": "a"})


def test_the_column_with_references_can_be_named():
    preview = _read("R1,5,male,45+", header="code,id,gender,age", id_column="Code")

    assert (preview.rows[0].reference, preview.rows[0].extra) == ("R1", {"id": "5"})


@pytest.mark.parametrize(
    ("header", "options", "code"),
    [
        ("who,gender,age", {}, "id-column-missing"),
        ("id,gender", {}, "categories-missing"),
        ("id,gender,аge", {}, "categories-missing-near"),
        ("id,gender,age", {"id_column": "nobody"}, "column-unknown"),
        ("id,gender,age", {"household": ("flat",)}, "column-unknown"),
        ("id,gender,age", {"mapping": {"age": "years"}}, "column-unknown"),
        ("id,gender,age", {"mapping": {"shoe": "age"}}, "mapping-field"),
        ("id,gender,age", {"id_column": "age"}, "categories-missing"),
    ],
)
def test_a_column_that_is_needed_but_not_there_is_told(header, options, code):
    with pytest.raises(RefusedError) as refused:
        _read(*(["x,y,z"] if header.count(",") == 2 else ["x,y"]), header=header, **options)

    assert refused.value.code == code
    assert "{" not in sentence(refused.value, catalogue("en"))


def test_names_contact_and_address_are_recognised():
    header = "id,First Name,surname,E-mail,Mobile,primary_address1,Primary Address 2,zip_royal_mail,gender,age"
    person = _read("1,Ann,Lee,a@example.org,+44 20,1 Elm St,Camden,NW1 2DB,male,45+", header=header).rows[0]

    assert (person.full_name, person.email, person.phone) == ("Ann Lee", "a@example.org", "+44 20")
    assert (person.address, person.postcode) == ("1 Elm St\nCamden", "NW1 2DB")
    assert person.extra == {}


def test_a_full_name_comes_before_its_parts():
    person = _read("1,Ann Lee,Ann,male,45+", header="id,full_name,first_name,gender,age").rows[0]

    assert (person.full_name, person.extra) == ("Ann Lee", {"first_name": "Ann"})


def test_unknown_columns_are_kept():
    preview = _read("1,male,45+,blue,", header="id,gender,age,=colour,empty")

    assert preview.rows[0].extra == {"=colour": "blue"}
    assert [use.use for use in preview.columns] == [Use.FIELD, Use.ANSWER, Use.ANSWER, Use.EXTRA, Use.EXTRA]


def test_a_category_has_the_first_claim_on_a_column():
    context = PeopleContext({"Language": ("Bengali", "other")})

    person = _read("1,Bengali", header="id,language", context=context).rows[0]

    assert person.answers == {"Language": "Bengali"}
    assert person.written_language == "en"


def test_columns_can_be_chosen():
    preview = _read(
        "x,1,F,45+,Ann",
        header="id,who,sex,age,called",
        context=PeopleContext({"gender": ("F",), "age": ("45+",)}),
        mapping=read_mapping("reference=who, gender=sex,name=called"),
    )

    assert (preview.rows[0].reference, preview.rows[0].full_name) == ("1", "Ann")
    assert preview.rows[0].answers == {"gender": "F", "age": "45+"}


@pytest.mark.parametrize("given", ["gender", "=x", "gender=", "missing.json"])
def test_a_mapping_that_is_none_is_refused(given):
    with pytest.raises(RefusedError, match="mapping-form"):
        read_mapping(given)


def test_a_mapping_can_be_a_file(tmp_path):
    path = tmp_path / "map.json"
    path.write_text('{"gender": "sex, as given"}', encoding="utf-8")

    assert read_mapping(str(path)) == {"gender": "sex, as given"}


@pytest.mark.parametrize(
    ("value", "code", "near"),
    [
        ("fem ale", "value-unknown-near", "female"),
        ("femal", "value-unknown-near", "female"),
        ("female\u200b", "value-unknown-near", "female"),
        ("<b>x</b>", "value-unknown", ""),
    ],
)
def test_an_answer_that_no_target_knows_is_a_problem(value, code, near):
    problem = _read(f"1,{value},45+").problems[0]

    assert (problem.row, problem.column, problem.code) == (2, "gender", code)
    assert (problem.params["value"], problem.params["near"]) == (value, near)


def test_an_answer_in_other_case_or_spacing_is_the_targets_answer():
    context = PeopleContext({"home": ("Social rent", "Owner")})

    rows = _read("1,SOCIAL  rent", "2, owner ", header="id,home", context=context).rows

    assert [row.answers["home"] for row in rows] == ["Social rent", "Owner"]


def test_an_answer_composed_otherwise_is_the_same_answer():
    context = PeopleContext({"town": ("Orléans",)})

    assert _read("1,Orle\u0301ans", header="id,town", context=context).rows[0].answers == {"town": "Orléans"}


def test_references_are_checked_within_the_file_and_against_the_assembly():
    preview = _read("R1,male,45+", "R1,male,45+", ",male,45+", "R9,male,45+", "R2,male,45+", "Total: 5,,")

    assert _codes(preview) == [
        (2, "id", "reference-twice"),
        (3, "id", "reference-twice"),
        (5, "id", "reference-in-file"),
    ]
    assert [problem.params.get("other") for problem in preview.problems[:2]] == [3, 2]
    assert (preview.read, preview.quarantined, preview.skipped, len(preview.rows)) == (6, 3, 1, 2)
    assert [(doubt.row, doubt.code) for doubt in preview.warnings] == [(4, "reference-missing")]


def test_someone_who_may_be_there_twice_is_a_doubt_and_no_fault():
    rows = [
        "1,Zoë Li,a@x.org,NW1 2DB",
        "2,Zoe LI,,nw12db",
        "3,Zoe Li,,",
        "4,Bo,a@x.org,NW1 2DB",
        "5,ZOE LI,A@X.org,NW12DB",
    ]
    context = PeopleContext({"email domain": ("x",)})

    preview = _read(*(f"{row}," for row in rows), header="id,name,email,postcode,email domain", context=context)

    assert preview.problems == ()
    assert [(doubt.row, doubt.params) for doubt in preview.warnings] == [
        (3, {"other": 2, "what": "postcode"}),
        (6, {"other": 2, "what": "email"}),
    ]


def test_people_who_live_together_share_a_key():
    rows = ["1,12 High St.,nw1 2db,male,45+", "2,12 HIGH ST,NW1 2DB,male,45+", "3,,,male,45+"]
    header = "id,address_line1,postcode,gender,age"

    chosen = _read(*rows, header=header, household=("address_line1", "postcode"))

    assert [person.household_key for person in chosen.rows] == ["12highst|nw12db", "12highst|nw12db", ""]
    assert _read(*rows, header=header).household_columns == ("address_line1", "postcode")
    assert chosen.household_columns == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("bn", "bn"),
        ("Bengali", "bn"),
        ("Bangla", "bn"),
        ("", "en"),
        ("Welsh", "cy"),
        ("farsi", "fa"),
        ("pa-Arab", "pa-Arab"),
    ],
)
def test_languages_are_read_by_code_or_name(text, code):
    person = _read(f"1,male,45+,{text}", header=f"{HEADER},Language").rows[0]

    assert (person.spoken_language, person.written_language) == (code, code)


def test_a_language_may_be_spoken_but_not_written():
    preview = _read("1,male,45+,Sylheti,Sylheti", header=f"{HEADER},spoken language,written language")

    assert _codes(preview) == [(2, "written language", "language-unknown")]


def test_editions_photos_and_needs():
    header = f"{HEADER},type_size,photo_consent,need_1_kind,need_1_detail,need_1_how_met,need_2_kind"
    person = _read("1,male,45+,Large print,Not asked,diet,no nuts,told,Step free", header=header).rows[0]

    assert (person.type_size, person.photo_consent) == ("large", "not-asked")
    assert person.needs == (NeedDraft(NeedKind.DIET, "no nuts", "told"), NeedDraft(NeedKind.STEP_FREE))


def test_needs_in_a_persons_own_words():
    person = _read("1,male,45+,a loop", header=f"{HEADER},Access needs").rows[0]

    assert person.needs == (NeedDraft(NeedKind.OTHER, "a loop"),)


@pytest.mark.parametrize(
    ("column", "value"), [("type_size", "huge"), ("photo_consent", "perhaps"), ("need_1_kind", "wealth")]
)
def test_a_code_that_is_none_is_a_problem(column, value):
    assert _codes(_read(f"1,male,45+,{value}", header=f"{HEADER},{column}")) == [(2, column, "choice-unknown")]


def test_a_cell_that_is_too_long_to_keep_is_a_problem():
    assert _codes(_read(f"1,male,45+,{'x' * 20_001}", header=f"{HEADER},name")) == [(2, "name", "cell-long")]


def test_an_import_is_all_or_nothing(desk_with_targets):
    desk = desk_with_targets
    head = desk.workspace.audit_head

    with pytest.raises(RefusedError) as refused:
        desk.bring_in("people", b"id,gender,age\n1,male,45+\n2,robot,45+\n")

    assert (refused.value.code, refused.value.params) == ("import-problems", {"count": 1})
    assert desk.workspace.audit_head == head


def test_the_good_rows_alone_can_be_kept(desk_with_targets):
    source = b"id,gender,age\n1,male,45+\n2,robot,old\n\n3,male\n"

    result = desk_with_targets.bring_in("people", source, keep_good=True)

    assert (result.read, result.imported, result.quarantined, result.skipped) == (4, 1, 2, 1)
    assert [(problem.row, problem.code) for problem in result.problems] == [
        (3, "value-unknown"),
        (3, "value-unknown"),
        (5, "row-short"),
    ]


def test_a_file_without_one_good_row_is_refused(desk_with_targets):
    with pytest.raises(RefusedError, match="import-nothing"):
        desk_with_targets.bring_in("people", b"id,gender,age\n1,robot,45+\n", keep_good=True)


def test_an_import_is_undone_in_one_step(desk_with_targets):
    desk = desk_with_targets
    count = partial(count_respondents, assembly_id=desk.assembly_id)
    desk.bring_in("people", b"id,gender,age,need_1_kind\n1,male,45+,diet\n2,male,45+,\n")

    assert desk.workspace.read(count) == 2
    desk.workspace.undo()
    assert desk.workspace.read(count) == 0
    desk.workspace.redo()
    assert desk.workspace.read(count) == 2


def test_a_preview_that_has_grown_old_is_refused(desk_with_targets):
    desk = desk_with_targets
    source = b"id,gender,age\n1,male,45+\n"
    preview = desk.preview("people", source)
    desk.bring_in("people", source)

    from engage.exchange.people import apply_people

    with pytest.raises(RefusedError, match="reference-taken"):
        desk.workspace.write(partial(apply_people, assembly_id=desk.assembly_id, preview=preview))


def test_an_export_comes_back_as_it_was(desk_with_targets):
    desk = desk_with_targets
    desk.bring_in("people", b"id,gender,age,name\n10,male,45+,=1+1\n9,female,,\n")

    told = desk.workspace.read(partial(list_stories, assembly_id=desk.assembly_id))

    assert [person.full_name for person in told] == ["", "=1+1"]
    assert desk.export("people").decode().splitlines()[1:] == [
        "9,,,,,,,en,en,standard,not-asked,,,,,female,,",
        "10,'=1+1,,,,,,en,en,standard,not-asked,,,,,male,45+,",
    ]
