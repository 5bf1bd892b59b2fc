import csv
import io

import pytest


def test_importing_tells_what_became_of_each_row(engage, made, sources):
    report = engage("import", made, "targets", sources / "targets.csv", "--json").json

    assert report == {"read": 4, "imported": 4, "quarantined": 0, "skipped": 0, "problems": [], "warnings": []}


def test_people_come_after_targets(engage, made, sources):
    assert engage("import", made, "people", sources / "people.csv").code == 1


def test_a_dry_run_writes_nothing(engage, made, sources):
    before = made.read_bytes()

    report = engage("import", made, "targets", sources / "targets.csv", "--dry-run", "--json").json

    assert report["imported"] == 4
    assert made.read_bytes() == before


def test_one_faulty_row_refuses_the_file_and_says_where(engage, made, sources):
    engage("import", made, "targets", sources / "targets.csv")
    faulty = (sources / "people.csv").read_text(encoding="utf-8").replace("P02,Person 2,male", "P02,Person 2,mole")
    (sources / "people.csv").write_text(faulty, encoding="utf-8")

    outcome = engage("import", made, "people", sources / "people.csv", "--json")

    assert outcome.code == 1
    assert outcome.json["imported"] == 0
    assert [(each["row"], each["column"]) for each in outcome.json["problems"]] == [(3, "gender")]
    assert "mole" in outcome.json["problems"][0]["message"]
    assert outcome.json["error"]["code"] == "import-problems"
    assert engage("info", made, "--json").json["counts"]["people"] == 0


def test_good_rows_can_be_kept(engage, made, sources):
    engage("import", made, "targets", sources / "targets.csv")
    faulty = (sources / "people.csv").read_text(encoding="utf-8").replace("P02,Person 2,male", "P02,Person 2,mole")
    (sources / "people.csv").write_text(faulty, encoding="utf-8")

    outcome = engage("import", made, "people", sources / "people.csv", "--keep-good", "--json")

    assert outcome.code == 0
    assert (outcome.json["imported"], outcome.json["quarantined"]) == (23, 1)


def test_columns_can_be_named(engage, made, sources):
    engage("import", made, "targets", sources / "targets.csv")
    renamed = (sources / "people.csv").read_text(encoding="utf-8").replace("id,name,gender", "Nr,Wer,Geschlecht", 1)
    (sources / "people.csv").write_text(renamed, encoding="utf-8")
    mapping = ["--id-column", "Nr", "--mapping", "gender=Geschlecht,name=Wer"]

    assert engage("import", made, "people", sources / "people.csv", *mapping).code == 0
    assert engage("info", made, "--json").json["counts"]["people"] == 24


@pytest.mark.parametrize("kind", ["targets", "people", "status"])
def test_the_columns_of_a_kind_are_told_without_a_file(engage, kind):
    outcome = engage("import", "--columns", kind, "--json")

    assert outcome.code == 0
    assert outcome.json["columns"][0]["name"]


@pytest.mark.parametrize("kind", ["targets", "people"])
def test_export_import_export_gives_the_same_bytes(engage, filled, tmp_path, kind):
    first, second = tmp_path / "first", tmp_path / "second"
    for each in ("targets", "people"):
        engage("export", filled, each, "--out", first)
    again = tmp_path / "again.engage"
    engage("new", again, "--title", "Again", "--no-passphrase")
    for each in ("targets", "people"):
        engage("import", again, each, first / f"{each}.csv")

    engage("export", again, kind, "--out", second)

    assert (first / f"{kind}.csv").read_bytes() == (second / f"{kind}.csv").read_bytes()


def test_statuses_go_out_and_come_in(engage, drawn, tmp_path):
    engage("export", drawn, "status", "--out", tmp_path / "out")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "status.csv").read_text(encoding="utf-8-sig"))))
    chosen = [row["reference"] for row in rows if row["status"] == "selected"]
    moves = tmp_path / "moves.csv"
    moves.write_text("reference,status\n" + "".join(f"{each},confirmed\n" for each in chosen), encoding="utf-8")

    assert engage("import", drawn, "status", moves, "--json").json["imported"] == 6
    assert engage("info", drawn, "--json").json["counts"]["confirmed"] == 6


def test_an_export_overwrites_only_when_told_to(engage, filled, tmp_path):
    export = ["export", filled, "people", "--out", tmp_path / "out"]

    assert engage(*export).code == 0
    assert engage(*export, "--json").error == "file-exists"
    assert engage(*export, "--force").code == 0


def test_an_export_does_not_follow_a_link(engage, filled, tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("keep me", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "people.csv").symlink_to(precious)

    assert engage("export", filled, "people", "--out", tmp_path / "out").code == 1
    assert engage("export", filled, "people", "--out", tmp_path / "out", "--force").code == 0
    assert precious.read_text(encoding="utf-8") == "keep me"


@pytest.mark.parametrize("name", ["out", "out/deeper"])
def test_a_file_where_the_folder_should_be_is_named(engage, filled, tmp_path, name):
    (tmp_path / "out").write_text("a file", encoding="utf-8")

    outcome = engage("export", filled, "people", "--out", tmp_path / name, "--json")

    assert (outcome.code, outcome.error) == (1, "out-is-file")
    assert "“out”" in outcome.json["error"]["message"]


def test_nothing_is_made_in_a_folder_that_is_read_only(engage, filled, tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)

    assert engage("export", filled, "people", "--out", locked / "out").code == 7
    assert list(locked.iterdir()) == []


def test_a_source_that_is_not_there_is_refused(engage, made, tmp_path):
    assert engage("import", made, "targets", tmp_path / "nowhere.csv").code == 1


def test_an_import_leaves_a_backup_beside_the_file(engage, made, sources):
    engage("import", made, "targets", sources / "targets.csv")

    assert list(made.parent.glob("*backups*/*"))


def test_a_census_file_is_brought_in_for_chosen_areas(engage, made, sources, tmp_path):
    engage("import", made, "targets", sources / "targets.csv")
    census = (
        "date,geography,geography code,Sex: All persons,Sex: Female,Sex: Male\n2021,A,E1,9,5,4\n2021,B,E2,90,50,40\n"
    )
    (tmp_path / "census2021-ts008-ward.csv").write_text(census, encoding="utf-8")
    source, given = tmp_path / "census2021-ts008-ward.csv", ["--areas", "A,E2", "--set", "category=gender"]

    report = engage("import", made, "population", source, *given, "--json").json
    engage("export", made, "population", "--out", tmp_path / "out")

    assert report["imported"] == 2
    assert (tmp_path / "out" / "population.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "gender,demographic,female,55,,Nomis,TS008,2021",
        "gender,demographic,male,44,,Nomis,TS008,2021",
    ]
    assert engage("import", made, "population", source, "--set", "category=gender").code == 1
    assert engage("import", made, "targets", sources / "targets.csv", "--areas", "A").code == 2
