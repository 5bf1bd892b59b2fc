import json

import pytest


def freeze(engage, file, *more):
    return engage("draw", file, "--seats", 6, "--freeze", *more, "--json")


def test_freezing_gives_hashes_and_chances(engage, filled):
    frozen = freeze(engage, filled).json

    assert frozen["run"] == 1
    assert set(frozen["hashes"]) == {"pool", "targets", "portfolio"}
    assert 0 < frozen["least_chance"] <= frozen["least_chance_bound"] <= 0.25 + 1e-9


def test_drawing_selects_people(engage, filled):
    freeze(engage, filled)

    drawn = engage("draw", filled, "--run", 1, "--public-string", "3 1 4", "--json").json

    assert drawn["run"] == 1
    assert len(drawn["selected"]) == len(set(drawn["selected"])) == 6
    assert engage("info", filled, "--json").json["counts"]["selected"] == 6


def test_a_draw_happens_once(engage, drawn):
    outcome = engage("draw", drawn, "--run", 1, "--public-string", "other", "--json")

    assert (outcome.code, outcome.error) == (1, "run-state")


def test_a_standing_draw_is_not_drawn_anew(engage, drawn):
    assert freeze(engage, drawn).error == "already-drawn"


def test_an_empty_public_string_is_refused(engage, filled):
    freeze(engage, filled)

    assert engage("draw", filled, "--run", 1, "--public-string", " ", "--json").error == "public-string"


def test_a_test_freezes_and_draws_at_once_and_selects_nobody(engage, filled):
    drawn = freeze(engage, filled, "--test", "--public-string", "try").json

    assert len(drawn["selected"]) == 6
    assert engage("info", filled, "--json").json["counts"]["selected"] == 0


def test_targets_that_nobody_meets_are_refused_with_the_reason(engage, made, sources):
    targets = (sources / "targets.csv").read_text(encoding="utf-8").replace("female,2,4", "female,2,2")
    (sources / "targets.csv").write_text(targets.replace("male,2,4", "male,2,2"), encoding="utf-8")
    engage("import", made, "targets", sources / "targets.csv")
    engage("import", made, "people", sources / "people.csv")

    outcome = freeze(engage, made)

    assert (outcome.code, outcome.error) == (1, "targets-unmeetable")
    assert "gender" in json.dumps(outcome.json["error"]["details"])


def test_a_draw_without_targets_is_refused(engage, made):
    assert freeze(engage, made).code == 1


@pytest.fixture
def member(engage, drawn):
    return _selected(engage, drawn)[0]


def _selected(engage, file):
    folder = file.parent / "who"
    engage("export", file, "status", "--out", folder, "--force")
    rows = (folder / "status.csv").read_text(encoding="utf-8-sig").splitlines()
    return [row.split(",")[0] for row in rows if ",selected" in row]


def test_replacing_withdraws_one_and_selects_another(engage, drawn, member):
    reason = ["--reason", "moved away", "--public-string", "2 7 1"]

    replaced = engage("replace", drawn, member, *reason, "--json").json

    counts = engage("info", drawn, "--json").json["counts"]
    assert replaced["run"] == 2
    assert len(replaced["selected"]) == 1
    assert replaced["selected"] != [member]
    assert (counts["selected"], counts["withdrawn"], counts["draws"]) == (6, 1, 2)


def test_someone_unknown_can_not_be_replaced(engage, drawn):
    outcome = engage("replace", drawn, "P99", "--reason", "moved", "--public-string", "2 7 1", "--json")

    assert (outcome.code, outcome.error) == (1, "not-found")


def test_a_replacement_without_a_reason_changes_nothing(engage, drawn, member):
    outcome = engage("replace", drawn, member, "--reason", " ", "--public-string", "2 7 1", "--json")

    assert (outcome.code, outcome.error) == (1, "reason-missing")
    assert engage("info", drawn, "--json").json["counts"]["selected"] == 6


def test_nobody_is_replaced_before_the_draw(engage, filled):
    outcome = engage("replace", filled, "P01", "--reason", "moved", "--public-string", "2 7 1", "--json")

    assert outcome.error == "nobody-drawn"


def test_three_figures_draw_one_of_a_thousand_panels(engage, filled):
    frozen = engage("draw", filled, "--seats", 6, "--freeze", "--figures", "--json").json
    assert frozen["largest_move"] < 0.002
    assert engage("draw", filled, "--run", 1, "--public-string", "5 0 7", "--json").error == "panel-number"

    drawn = engage("draw", filled, "--run", 1, "--public-string", "507", "--json").json

    assert len(drawn["selected"]) == 6


def test_the_selection_report_is_exported_as_two_tables(engage, drawn, tmp_path):
    out = engage("export", drawn, "selection", "--out", tmp_path / "report", "--json").json

    assert out["files"] == ["selection.csv", "selection.xlsx"]
    assert (tmp_path / "report" / "selection.csv").read_text(encoding="utf-8").startswith("category,value,min,max")
    again = engage("export", drawn, "selection", "--out", tmp_path / "report", "--json")
    assert again.code == 1


def test_a_pool_without_people_can_not_be_drawn_from(engage, made, sources):
    engage("import", made, "targets", sources / "targets.csv")

    outcome = engage("draw", made, "--seats", 6, "--freeze", "--json")

    assert (outcome.code, outcome.error) == (1, "targets-unmeetable")
    assert "0 people for 6 seats" in outcome.json["error"]["details"]["problems"][0]


def test_a_public_string_can_be_read_out(engage, filled):
    engage("draw", filled, "--seats", 6, "--freeze")

    assert engage("draw", filled, "--run", 1, "--public-string", "3\x01 4", "--json").error == "text-control"
