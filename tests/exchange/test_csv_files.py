"""CSV files in: every odd one lands where it should. And out: exactly readable, and nothing a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.errors import RefusedError
from engage.exchange.csv_files import GUARD_COLUMN, header_key, read_csv, write_csv
from engage.languages.catalogues import catalogue
from engage.sentences import sentence
from tests.exchange.corpus import CASES, Accepted, Refused

RISKY = tuple("=+-@\t\r\0")


@pytest.mark.parametrize("name", [name for name, (_, fate) in CASES.items() if isinstance(fate, Accepted)])
def test_an_odd_file_is_read(name):
    data, fate = CASES[name]

    sheet = read_csv(data)

    assert tuple(row.cells for row in sheet.rows) == fate.rows
    assert tuple(problem.code for problem in sheet.problems) == fate.problems
    assert (len(sheet.warnings), sheet.skipped) == (fate.warnings, fate.skipped)
    assert sheet.read == len(sheet.rows) + len(sheet.problems) + sheet.skipped


@pytest.mark.parametrize("name", [name for name, (_, fate) in CASES.items() if isinstance(fate, Refused)])
def test_a_hopeless_file_is_refused_in_one_sentence(name):
    data, fate = CASES[name]

    with pytest.raises(RefusedError) as refused:
        read_csv(data)

    assert refused.value.code == fate.code
    assert "{" not in sentence(refused.value, catalogue("en"))


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_an_older_encoding_is_read_once_someone_chose_it(encoding):
    data = "id,name\n1,Peña\n".encode(encoding)

    sheet = read_csv(data, encoding=encoding)

    assert sheet.rows[0].cells == ("1", "Peña")
    assert sheet.encoding == encoding


@pytest.mark.parametrize(("encoding", "code"), [("latin-9", "encoding-unknown"), ("cp1252", "csv-encoding-wrong")])
def test_a_choice_of_encoding_can_be_wrong(encoding, code):
    with pytest.raises(RefusedError, match=code):
        read_csv(b"id,name\n1,\x81\n", encoding=encoding)


def test_the_line_that_is_not_utf_8_is_named():
    with pytest.raises(RefusedError) as refused:
        read_csv(b"id,name\n1,a\n2,\xe9\n")

    assert refused.value.params["row"] == 3


def test_rows_are_counted_as_a_spreadsheet_does():
    sheet = read_csv(b'id,name\n1,"two\nlines"\n\n2,b\x07\n')

    assert [row.number for row in sheet.rows] == [2]
    assert (sheet.problems[0].row, sheet.problems[0].column) == (4, "name")


def test_a_file_is_read_from_its_path(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(b"id,name\n1,Ann\n")

    assert read_csv(path).rows[0].cells == ("1", "Ann")


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_path_without_a_file_is_refused(tmp_path, name):
    with pytest.raises(RefusedError, match="source-missing"):
        read_csv(tmp_path / name)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):  # c71
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(200_000_001)

    with pytest.raises(RefusedError, match="csv-too-large"):
        read_csv(path)


@pytest.mark.parametrize("value", ["=1+1", "+44 20 7946 0018", "-5", "@x", "'=1", "''+1", "'-"])
def test_no_cell_is_a_formula_and_every_cell_comes_back(value):
    written = write_csv(["id", "name"], [["1", value], ["2", "'plain"]])

    table = list(csv.reader(io.StringIO(written.decode(), newline="")))
    assert not any(cell.startswith(RISKY) for cells in table for cell in cells)
    assert table[0][-1] == GUARD_COLUMN
    assert [row.cells[1] for row in read_csv(written).rows] == [value, "'plain"]


def test_a_file_without_such_values_carries_no_mark():
    assert write_csv(["id", "name"], [["1", "O'Brien"]]) == b"id,name\r\n1,O'Brien\r\n"


def test_a_file_of_someone_else_is_left_as_it_is():
    assert read_csv(b"id,name\n1,'=1\n").rows[0].cells == ("1", "'=1")


def test_a_guarded_file_survives_a_spreadsheet_that_moves_its_columns():
    table = list(csv.reader(io.StringIO(write_csv(["id", "name"], [["1", "=x"]]).decode(), newline="")))
    moved = io.StringIO()
    csv.writer(moved, delimiter=";", quoting=csv.QUOTE_ALL).writerows(row[::-1] for row in table)

    sheet = read_csv(moved.getvalue().encode())

    assert sheet.header == ("name", "id")
    assert sheet.rows[0].cells == ("=x", "1")


def test_names_beyond_ascii_are_marked_for_excel():
    assert write_csv(["id"], [["é"]]).startswith(b"\xef\xbb\xbf")
    assert not write_csv(["id"], [["e"]]).startswith(b"\xef")


# What can be in a file at all: no control characters, nothing blank around a value.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t"), max_size=20).map(str.strip)
risky_texts = st.builds(
    lambda start, rest: f"{start}{rest}".strip(), st.sampled_from(["=", "'", "'=", "''@", "-"]), texts
)
names = st.lists(
    (texts | risky_texts).filter(lambda name: name and header_key(name) != GUARD_COLUMN),
    unique_by=header_key,
    min_size=1,
    max_size=4,
)


@given(data=st.data(), header=names)
def test_whatever_is_written_is_read_back(data, header):
    row = st.lists(texts | risky_texts, min_size=len(header), max_size=len(header)).filter(any)
    rows = data.draw(st.lists(row, min_size=1, max_size=4))

    written = write_csv(header, rows)
    sheet = read_csv(written)

    assert sheet.header == tuple(header)
    assert [list(found.cells) for found in sheet.rows] == rows
    assert write_csv(sheet.header, [found.cells for found in sheet.rows]) == written
    table = csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    assert not any(cell.startswith(RISKY) for cells in table for cell in cells)
