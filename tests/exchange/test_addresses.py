"""The list of addresses in and out: one home a row, every column kept, no home twice."""

import time

import pytest

from engage.errors import RefusedError
from engage.exchange.addresses import AddressesContext, preview_addresses, read_addresses, write_letters
from engage.exchange.csv_files import read_csv
from engage.exchange.preview import Use

LIST = (
    "Address,Postcode,ward,note\r\n"
    '"1 Otterlea Road, Riverside",NW0 1AB,North,"the ""red"" door"\r\n'
    "2 Otterlea Road,NW0 1AB,South,=1+1\r\n"
    "Caffè Nero,NW0 1AC,,\r\n"
).encode()


def found(problems):
    return [(problem.row, problem.column, problem.code) for problem in problems]


def test_addresses_come_back_as_they_were(desk, new_desk):
    desk.bring_in("addresses", LIST)
    exported = desk.export("addresses")

    other = new_desk()
    result = other.bring_in("addresses", exported)

    assert (result.read, result.imported) == (3, 3)
    assert read_csv(exported).rows == read_csv(LIST).rows
    assert other.export("addresses") == exported


def test_what_is_on_the_list_already_is_skipped_and_new_columns_are_added(desk):
    desk.bring_in("addresses", LIST)

    more = b"POSTCODE,Address,tenure\nNW0 1AB,2 OTTERLEA road,owned\nNW0 9ZZ,9 Mill Lane,rented\n"
    result = desk.bring_in("addresses", more)

    rows = read_csv(desk.export("addresses"))
    assert (result.imported, result.skipped) == (1, 1)
    assert rows.header == ("Address", "Postcode", "ward", "note", "tenure")
    assert [row.cells for row in rows.rows][-1] == ("9 Mill Lane", "NW0 9ZZ", "", "", "rented")
    assert rows.rows[0].cells[-1] == ""


def test_the_import_can_be_undone(desk):
    before = desk.export("addresses")
    desk.bring_in("addresses", LIST)

    desk.workspace.undo()

    assert desk.export("addresses") == before


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (",,North\n1 Mill Lane,NW0,South\n", (2, "address", "cell-empty")),
        ("1 Mill Lane,NW0\n", (2, "", "row-short")),
        (f"1 Mill Lane,NW0,{'x' * 20_001}\n", (2, "ward", "cell-long")),
        ("1 Mill\x07Lane,NW0,North\n", (2, "address", "cell-control")),
    ],
)
def test_faults_are_pinned_and_nothing_is_written(desk, rows, problem):
    source = f"address,postcode,ward\n{rows}".encode()

    assert found(desk.preview("addresses", source).problems) == [problem]
    with pytest.raises(RefusedError, match="import-problems"):
        desk.bring_in("addresses", source)
    assert read_csv_or_nothing(desk.export("addresses")) == []


def read_csv_or_nothing(data):
    return data.decode().splitlines()[1:]


def test_a_home_that_is_in_the_file_twice_counts_once():
    preview = preview_addresses(b"address,postcode,ward\n1 Mill Lane,NW0,South\n1 MILL LANE,nw0,North\n")

    assert found(preview.warnings) == [(3, "address", "home-twice")]
    assert [home.cells for home in preview.rows] == [("1 MILL LANE", "nw0", "North")]
    assert (preview.read, preview.skipped, preview.quarantined) == (2, 1, 0)


def test_a_file_without_addresses_is_refused():
    with pytest.raises(RefusedError, match="columns-missing"):
        preview_addresses(b"name,ward\nAnn,North\n")


def test_columns_can_be_named(desk):
    source = b"Wohnung,Ort,Plz\n1 Mill Lane,Riverside,NW0\n2 Mill Lane,Riverside,NW0\n"

    preview = desk.preview("addresses", source, mapping={"address": "Wohnung", "postcode": "Plz"})

    assert [use.header for use in preview.columns if use.use is Use.FIELD] == ["Wohnung", "Plz"]
    assert len(preview.rows) == 2
    with pytest.raises(RefusedError, match="mapping-field"):
        desk.preview("addresses", source, mapping={"colour": "Ort"})


def test_homes_are_told_apart_by_the_columns_of_the_list(desk):
    desk.bring_in("addresses", b"home,address,ward\nA1,1 Mill Lane,North\nA2,1 Mill Lane,North\n", id_column="home")

    result = desk.bring_in("addresses", b"home,address,ward\nA2,elsewhere,North\nA3,1 Mill Lane,South\n")

    assert (result.imported, result.skipped) == (1, 1)
    with pytest.raises(RefusedError, match="addresses-other-key"):
        desk.bring_in("addresses", b"address,ward\n3 Mill Lane,North\n")


def test_the_file_and_the_command_know_a_home_by_the_same_key(desk):
    desk.bring_in("addresses", LIST)
    preview = preview_addresses(LIST, AddressesContext())

    assert {home.key for home in preview.rows} == {each.key for each in read_addresses(LIST).addresses}


def test_a_print_list_has_a_column_for_the_code_whatever_the_others_are_called():
    assert write_letters(["address"], [("BCD", ["1 Mill Lane"])]).decode() == "code,address\r\nBCD,1 Mill Lane\r\n"
    assert write_letters(["Code", "address"], []).decode() == "invitation_code,Code,address\r\n"


def test_twenty_thousand_addresses_come_in_quickly_and_leave_the_file_small(desk):
    rows = "".join(f'"{n} Otterlea Road, Riverside",NW0 {n % 9}AB,Ward {n % 20}\n' for n in range(20_000))
    before = desk.workspace.path.stat().st_size

    began = time.perf_counter()
    result = desk.bring_in("addresses", f"address,postcode,ward\n{rows}".encode())
    took = time.perf_counter() - began

    assert result.imported == 20_000
    assert desk.workspace.path.stat().st_size - before < 4_000_000  # with what undo needs
    assert took < 15  # a second or two, on a machine of its own
