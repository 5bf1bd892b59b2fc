import json
import stat
import subprocess
import sys

import pytest


def test_new_makes_a_file_with_one_assembly(engage, tmp_path):
    path = tmp_path / "a.engage"

    outcome = engage("new", path, "--title", "Care", "--no-passphrase", "--json")

    assert set(outcome.json) == {"file", "assembly"}
    assert engage("info", path, "--json").json["assemblies"] == ["Care"]


def test_new_from_the_template_has_its_question(engage, tmp_path):
    path = tmp_path / "a.engage"

    engage("new", path, "--title", "Care", "--template", "camden", "--no-passphrase")

    assert engage("info", path, "--json").json["counts"]["partners"] > 0


@pytest.mark.parametrize(("given", "code"), [(["--title", ""], 1), (["--title", "Care", "--template", "moon"], 2)])
def test_a_refused_new_leaves_no_file(engage, tmp_path, given, code):
    path = tmp_path / "a.engage"

    assert engage("new", path, *given, "--no-passphrase").code == code
    assert list(tmp_path.iterdir()) == []


def test_new_never_overwrites(engage, made):
    before = made.read_bytes()

    assert engage("new", made, "--title", "Other", "--no-passphrase").code == 1
    assert made.read_bytes() == before


def test_a_weak_passphrase_is_refused(engage, tmp_path):
    secret = tmp_path / "passphrase"
    secret.write_text("password1\n", encoding="utf-8")

    outcome = engage("new", tmp_path / "a.engage", "--title", "Care", "--passphrase-file", secret, "--json")

    assert (outcome.code, outcome.error) == (1, "passphrase-weak")


def test_info_says_what_is_next(engage, filled):
    info = engage("info", filled, "--json").json

    assert {"schema", "secret", "counts", "next"} <= set(info)
    assert info["secret"] is False
    assert info["counts"]["people"] == 24
    assert {"what": "Write the assembly's question", "due": None} in info["next"]


def test_info_warns_of_a_file_that_anyone_can_open(engage, made):
    assert "no passphrase" in engage("info", made).out


def test_check_tells_the_audit_head(engage, filled):
    report = engage("check", filled, "--json").json

    number, _, head = report["audit_head"].partition(":")
    assert report["ok"] is True
    assert report["problems"] == []
    assert int(number) > 0
    assert len(head) == 64


def test_a_backup_restores(engage, filled, tmp_path):
    backup, restored = tmp_path / "copy.engage", tmp_path / "again.engage"

    assert engage("backup", filled, "--to", backup).code == 0
    assert engage("restore", backup, "--to", restored).code == 0
    assert engage("info", restored, "--json").json["counts"]["people"] == 24


def test_a_restore_keeps_the_file_that_was_there(engage, made, filled, tmp_path):
    backup = tmp_path / "copy.engage"
    engage("backup", filled, "--to", backup)

    outcome = engage("restore", backup, "--to", filled, "--json")

    assert engage("info", outcome.json["kept"], "--json").json["counts"]["people"] == 24


def test_a_backup_is_not_put_in_its_own_place_nor_in_a_folders(engage, filled, tmp_path):
    (tmp_path / "folder").mkdir()

    assert engage("restore", filled, "--to", filled, "--json").error == "restore-itself"
    assert engage("restore", filled, "--to", tmp_path / "folder").code == 9


def test_an_up_to_date_file_needs_no_upgrade(engage, made):
    before = made.read_bytes()

    assert engage("upgrade", made, "--json").json["schema"]
    assert made.read_bytes() == before


def test_the_module_is_the_command_and_new_files_are_private(tmp_path):
    path = tmp_path / "a.engage"
    command = [sys.executable, "-m", "engage", "new", str(path), "--title", "Care", "--no-passphrase", "--json"]

    done = subprocess.run(command, capture_output=True, text=True, check=True, umask=0o022)

    assert json.loads(done.stdout)["file"] == str(path)
    assert done.stderr == ""
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
