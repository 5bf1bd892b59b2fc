import pytest


@pytest.fixture(params=["public", "private"])
def record(engage, drawn, tmp_path, request):
    private = ["--private"] if request.param == "private" else []
    engage("export", drawn, "draw-record", "--run", 1, "--out", tmp_path / "out", *private)
    return tmp_path / "out" / "record.json"


def test_a_record_that_was_drawn_is_right(engage, record):
    report = engage("verify-draw", record, "--json")

    assert report.code == 0
    assert report.json["ok"] is True
    assert report.json["checked"]


def test_a_record_with_one_changed_byte_is_wrong(engage, record):
    data = bytearray(record.read_bytes())
    place = data.index(b'"total":') + 8
    data[place] = ord("9") if data[place] != ord("9") else ord("8")
    record.write_bytes(data)

    report = engage("verify-draw", record, "--json")

    assert (report.code, report.json["ok"]) == (1, False)


def test_the_public_record_tells_nobodys_answers(engage, drawn, tmp_path):
    engage("export", drawn, "draw-record", "--run", 1, "--out", tmp_path / "out")

    text = (tmp_path / "out" / "record.json").read_text(encoding="utf-8")

    assert "Person" not in text
    assert "P01" not in text
    assert '"answers"' not in text


def test_the_private_record_is_checked_against_the_people(engage, drawn, sources, tmp_path):
    engage("export", drawn, "draw-record", "--run", 1, "--private", "--out", tmp_path / "out")
    record = tmp_path / "out" / "record.json"

    assert engage("verify-draw", record, "--people", sources / "people.csv").code == 0
    people = (sources / "people.csv").read_text(encoding="utf-8").replace(",young,", ",old,", 1)
    (sources / "people.csv").write_text(people, encoding="utf-8")
    assert engage("verify-draw", record, "--people", sources / "people.csv").code == 1


@pytest.mark.parametrize(
    ("change", "is_right"),
    [
        (lambda people: people.replace("\n", "\r"), True),
        (lambda people: people.replace(",young,", ",'=young,"), False),
        (lambda people: people.replace("gender", "sex"), False),
        (lambda people: f'{people}P99,"', False),
        (lambda _people: "", False),
    ],
)
def test_whatever_the_people_file_is_it_is_checked(engage, drawn, sources, change, is_right):
    engage("export", drawn, "draw-record", "--run", 1, "--private", "--out", sources.parent / "out")
    people = sources / "people.csv"
    people.write_text(change(people.read_text(encoding="utf-8")), encoding="utf-8", newline="")

    report = engage("verify-draw", sources.parent / "out" / "record.json", "--people", people, "--json")

    assert (report.code, report.json["ok"]) == (0 if is_right else 1, is_right)


@pytest.fixture
def log(engage, drawn, tmp_path):
    engage("export", drawn, "audit", "--out", tmp_path / "out")
    return tmp_path / "out" / "audit.jsonl"


def test_an_exported_log_is_whole(engage, drawn, log):
    head = engage("check", drawn, "--json").json["audit_head"]

    report = engage("verify-audit", log, "--head", head, "--json")

    assert report.code == 0
    assert report.json["head"] == head


def test_a_log_without_its_end_is_found_out_by_the_printed_head(engage, drawn, log):
    head = engage("check", drawn, "--json").json["audit_head"]
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:-1]))

    assert engage("verify-audit", log).code == 0
    assert engage("verify-audit", log, "--head", head).code == 1


def test_a_changed_log_is_wrong(engage, log):
    log.write_bytes(log.read_bytes().replace(b"officer", b"burglar", 1))

    report = engage("verify-audit", log, "--json")

    assert report.code == 1
    assert report.json["problems"]


def test_a_file_that_is_not_there_is_refused(engage, tmp_path):
    assert engage("verify-draw", tmp_path / "none.json").code == 1
    assert engage("verify-audit", tmp_path / "none.jsonl").code == 1
