"""The population in and out: tables, census files, and our own layout."""

import pytest

from engage.errors import RefusedError
from engage.exchange.population import PopulationContext, read_population
from engage.exchange.population.age_bands import OLDEST, ages
from engage.exchange.population.census import table_code
from engage.exchange.preview import ReadOptions
from engage.lottery.shares import CategoryKind
from engage.lottery.views import list_population

NOMIS = b"""date,geography,geography code,Age: Total,Age: Aged 4 years and under,Age: Aged 5 to 15 years,\
Age: Aged 16 to 19 years,Age: Aged 20 to 24 years,Age: Aged 25 to 49 years,Age: Aged 50 to 84 years,\
Age: Aged 85 years and over
2021,Northside,E05000001,1000,50,100,60,140,300,300,50
2021,Southside,E05000002,2000,100,200,100,200,700,600,100
2021,Elsewhere,E05000003,9000,1000,1000,1000,1000,2000,2000,1000
"""
ETHNIC = b"""date,geography,geography code,Ethnic group: Total: All usual residents; measures: Value,\
Ethnic group: Asian; measures: Value,Ethnic group: Asian: Bangladeshi; measures: Value,\
Ethnic group: Asian: Other; measures: Value,Ethnic group: White; measures: Value
2021,Northside,E05000001,1000,300,200,100,700
"""
BANDS = PopulationContext({"age": ("16-24", "25-49", "50+")})


def codes(problems):
    return [(problem.row, problem.column, problem.code) for problem in problems]


def amounts(preview):
    return [(row.category, row.value, row.amount) for row in preview.rows]


def test_a_table_of_two_columns():
    preview = read_population(b'Age,count\n16-24,"1,200"\n25+,8800\n', None, ReadOptions(given={"category": "age"}))

    assert amounts(preview) == [("age", "16-24", "1200"), ("age", "25+", "8800")]
    assert not preview.rows[0].is_share


def test_shares_may_be_percentages():
    preview = read_population(
        "value;share\n16–24;27%\n25+;73 %\n".encode(), None, ReadOptions(given={"category": "age"})
    )

    assert [row.amount for row in preview.rows] == ["27", "73"]
    assert preview.problems == ()


def test_a_table_has_to_say_its_category():
    with pytest.raises(RefusedError, match="population-category"):
        read_population(b"value,count\na,1\n")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("age,,,5,\n", (2, "value", "cell-empty")),
        ("age,,old,,\n", (2, "count", "cell-empty")),
        ("age,,old,many,\n", (2, "count", "not-an-amount")),
        ("age,,old,-3,\n", (2, "count", "not-an-amount")),
        ("age,rare,old,3,\n", (2, "kind", "choice-unknown")),
        ("age,,old,300,\nage,, OLD,4,\n", (3, "value", "value-twice")),
        ("age,,old,0,\n", (0, "age", "nobody-counted")),
        ("age,,old,,27\nage,,young,,12\n", (0, "age", "shares-sum")),
        ("age,,old,,27\nage,,young,400,\n", (0, "age", "shares-and-people")),
    ],
)
def test_faults_are_pinned(rows, found):
    preview = read_population(f"category,kind,value,count,share\n{rows}".encode())

    assert codes(preview.problems) == [found]


def test_a_census_file_is_summed_over_the_chosen_areas_into_the_bands_of_the_targets():
    preview = read_population(NOMIS, BANDS, ReadOptions(areas=("northside", "E05000002"), given={"source": "Census"}))

    assert preview.problems == ()
    assert amounts(preview) == [("age", "16-24", "500"), ("age", "25-49", "1000"), ("age", "50+", "1050")]
    assert (preview.rows[0].source, preview.rows[0].dated) == ("Census", "2021")
    assert [problem.code for problem in preview.warnings] == ["label-left-out"] * 2


def test_without_targets_the_labels_are_the_answers():
    preview = read_population(ETHNIC)

    assert amounts(preview) == [("Ethnic group", "Asian", "300"), ("Ethnic group", "White", "700")]


def test_a_part_that_has_a_target_is_counted_and_its_group_is_not():
    context = PopulationContext({"Ethnic group": ("Bangladeshi", "White")})

    preview = read_population(ETHNIC, context)

    assert amounts(preview) == [("Ethnic group", "Bangladeshi", "200"), ("Ethnic group", "White", "700")]


def test_the_officer_says_where_a_label_belongs():
    mapping = {"Aged 5 to 15 years": "under 20", "Aged 16 to 19 years": "under 20", "Aged 4 years and under": "-"}

    preview = read_population(NOMIS, None, ReadOptions(areas=("all",), mapping=mapping))

    assert amounts(preview) == [("Age", "under 20", "2460")]


def test_an_age_band_that_is_cut_in_two_is_a_problem():
    preview = read_population(NOMIS, PopulationContext({"age": ("18-24", "25+")}), ReadOptions(areas=("all",)))

    assert codes(preview.problems) == [(1, "Age: Aged 16 to 19 years", "age-straddles")]
    assert preview.rows == ()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (ReadOptions(), "areas-unchosen"),
        (ReadOptions(areas=("Atlantis",)), "area-unknown"),
        (ReadOptions(areas=("all",), mapping={"Aged 200 years": "x"}), "column-unknown"),
        (ReadOptions(given={"colour": "red"}), "mapping-field"),
        (ReadOptions(given={"kind": "odd"}), "choice-unknown"),
    ],
)
def test_what_is_not_clear_is_refused(options, code):
    with pytest.raises(RefusedError, match=code):
        read_population(NOMIS, BANDS, options)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Aged 16 to 19 years", (16, 19)),
        ("16–24", (16, 24)),
        ("75+", (75, OLDEST)),
        ("Aged 85 years and over", (85, OLDEST)),
        ("Aged 4 years and under", (0, 4)),
        ("under 16", (0, 15)),
        ("Aged 16 years", (16, 16)),
        ("Northside", None),
        ("12", None),
    ],
)
def test_ages_are_read(text, found):
    assert ages(text) == found


def test_the_tables_code_stands_in_the_files_name():
    assert table_code("census2021-ts007a-ltla.csv") == "TS007A"
    assert table_code("ages.csv") == ""


def test_small_counts_are_doubted_and_near_spellings_named(desk_with_targets):
    preview = desk_with_targets.preview("population", b"category,value,count\ngender,femal,20\ngender,male,980\n")

    assert [problem.code for problem in preview.warnings] == [
        "population-no-target-near",
        "population-few",
        "population-unknown-for",
    ]


def test_everything_known_comes_back_as_the_same_bytes(desk_with_targets, new_desk):
    desk = desk_with_targets
    desk.bring_in("population", b"category,kind,value,count,share,source,table,date\nview,attitude,,,,,,\n")
    desk.bring_in("population", b"Age,people\n16-44,1200\n45+,800.50\n", given={"category": "age", "table": "TS1"})
    desk.bring_in("population", b'value,share\n"=1+1, or 2",40.5\nb,59.5\n', given={"category": "view"})
    written, other = desk.export("population"), new_desk()

    other.bring_in("population", written)

    assert other.export("population") == written
    kinds = {each.name: each.kind for each in desk.workspace.read(lambda db: list_population(db, desk.assembly_id))}
    assert kinds == {"view": CategoryKind.ATTITUDE, "age": CategoryKind.DEMOGRAPHIC}
