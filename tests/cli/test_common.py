import io
import os
import subprocess
import sys

import pytest

from engage.cli.common import Console, read_passphrase, screen_language
from engage.cli.main import build_parser, window_file
from engage.errors import UsageError


def passphrase_options(*arguments):
    parser, _commands = build_parser()
    return parser.parse_args(["info", "a.engage", *arguments])


def test_a_passphrase_comes_from_a_descriptor():
    reader, writer = os.pipe()
    os.write(writer, "olwyn dŵr\n".encode())
    os.close(writer)

    assert read_passphrase(passphrase_options("--passphrase-fd", str(reader))) == "olwyn dŵr"
    os.close(reader)


def test_a_passphrase_is_the_first_line_of_a_file(tmp_path):
    path = tmp_path / "secret"
    path.write_bytes(b" two words \r\nsecond line\n")

    assert read_passphrase(passphrase_options("--passphrase-file", str(path))) == " two words "


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\n"])
def test_a_file_without_a_passphrase_is_wrong_usage(tmp_path, content):
    path = tmp_path / "secret"
    path.write_bytes(content)

    with pytest.raises(UsageError):
        read_passphrase(passphrase_options("--passphrase-file", str(path)))


@pytest.mark.parametrize("descriptor", ["-1", "999"])
def test_a_descriptor_that_is_not_open_is_wrong_usage(engage, tmp_path, descriptor):
    outcome = engage("info", tmp_path / "a.engage", "--passphrase-fd", descriptor, "--json")

    assert (outcome.code, outcome.error) == (2, "usage")


def test_a_passphrase_is_never_an_argument():
    with pytest.raises(UsageError):
        passphrase_options("--passphrase", "open sesame")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "cy_GB.UTF-8"}, "cy"),
        ({"LANG": "ar"}, "ar"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "cy_GB"}, "en"),
        ({"LANGUAGE": "de:cy", "LANG": "de_DE"}, "cy"),
    ],
)
def test_messages_follow_the_locale(environment, language):
    assert screen_language(environment) == language


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [([], True), (["a.engage"], True), (["info", "a.engage"], False), (["--help"], False), (["inof"], False)],
)
def test_nothing_or_a_file_alone_opens_the_window(arguments, opens):
    assert window_file(arguments)[0] is opens


def test_progress_is_silent_where_nobody_watches():
    stream = io.StringIO()

    Console(stream).progress(1, 2, "halfway")

    assert stream.getvalue() == ""


def test_progress_is_a_bar_on_a_terminal():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    stream = Terminal()
    console = Console(stream)

    console.progress(1, 2, "halfway")
    console.say("done")

    assert "█" in stream.getvalue()
    assert stream.getvalue().endswith("done\n")


def test_help_imports_nothing_heavy():
    code = "import sys; from engage.__main__ import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += "print([m for m in ('sqlalchemy', 'reportlab', 'numpy', 'highspy', 'PySide6') if m in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


def test_words_may_stand_after_options(engage, made, sources, drawn, tmp_path):
    assert engage("import", made, "--dry-run", "targets", sources / "targets.csv").code == 0
    assert engage("print", drawn, "--out", tmp_path / "pdf", "selection-report").code == 0
    assert engage("print", drawn, "badge", "--out", tmp_path / "more", "--frame", "gold").code == 2
    assert engage("info", made, "--json", "more").code == 2
