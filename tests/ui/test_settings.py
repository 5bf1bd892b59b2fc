import json

import pytest

from ui.shell.settings import Settings, settings_path


def test_settings_come_back_as_they_were_saved():
    settings = Settings(language="cy", palette="dark", text_scale=150, recent=("/a/b.engage",))

    settings.save()

    assert Settings.load() == settings


@pytest.mark.parametrize("text", ["", "[]", "{", '{"language": 3, "text_scale": 9000, "recent": "x", "other": 1}'])
def test_a_damaged_file_of_settings_means_the_defaults(text):
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(text, encoding="utf-8")

    assert Settings.load() == Settings()


def test_the_newest_file_comes_first_and_once(tmp_path):
    one, two = tmp_path / "one.engage", tmp_path / "two.engage"

    settings = Settings().opened(one).opened(two).opened(one)

    assert settings.recent == (str(one.resolve()), str(two.resolve()))


def test_no_files_are_listed_when_the_officer_wants_none(tmp_path):
    assert Settings(remembers_files=False).opened(tmp_path / "one.engage").recent == ()


def test_settings_hold_paths_and_choices_alone():
    Settings().save()

    kept = json.loads(settings_path().read_text(encoding="utf-8"))
    assert set(kept) == {"language", "palette", "text_scale", "remembers_files", "recent"}


def test_a_disk_that_refuses_settings_stops_nobody(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")

    Settings().save(blocked / "settings.json")
