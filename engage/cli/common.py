"""What every command shares: options, the passphrase, progress, results.

A command module has one function `add_commands(commands: Commands) -> None`. For each command it calls
`commands.add(name, run, summary=…)`, which gives the parser to add arguments to. `run(options, console)` does the
work and gives a `Result`; it prints nothing itself. What it raises becomes a sentence and an exit code in `main`.
Modules of commands import the rest of the app inside their functions, so that `--help` stays quick.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn, TypeVar

from engage.errors import PassphraseError, UsageError
from engage.languages.screen import _, screen_catalogue
from engage.outputs import OutFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from engage.storage.workspace import Workspace

Options = argparse.Namespace
T = TypeVar("T")

PASSPHRASE_LIMIT = 4096
"""Characters read from a passphrase file or descriptor."""


@dataclass(frozen=True)
class Result:
    """What a command gives back: `fields` for `--json`, `lines` for people."""

    fields: Mapping[str, object]
    lines: Sequence[str] = field(default_factory=tuple)
    exit_code: int = 0


class Console:
    """Messages and progress on stderr: a bar on a terminal, silence elsewhere."""

    WIDTH = 30

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._is_terminal = self._stream.isatty()
        self._bar = ""

    def say(self, message: str) -> None:
        """Show a message."""
        self.end_progress()
        print(message, file=self._stream)

    def progress(self, done: int, total: int, message: str = "") -> None:
        """A `Progress`: draw the bar. Ctrl+C interrupts the work by itself."""
        if not self._is_terminal:
            return
        full = self.WIDTH * min(done, total) // total if total > 0 else 0
        line = f"{'█' * full}{'░' * (self.WIDTH - full)} {screen_catalogue().gettext(message)}"
        if line != self._bar:
            self._stream.write(f"\r\x1b[K{line}")
            self._stream.flush()
            self._bar = line

    def end_progress(self) -> None:
        """Take the bar away."""
        if self._bar:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._bar = ""


Run = Callable[[Options, Console], Result]


class Parser(argparse.ArgumentParser):
    """A parser that raises UsageError instead of ending the process, and takes no shortened options."""

    def __init__(self, **settings: object) -> None:
        settings.setdefault("allow_abbrev", False)
        super().__init__(**settings)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        reason = message if message.endswith((".", "?", "!")) else f"{message}."
        raise UsageError(reason=reason, details={"usage": self.format_usage().strip()})


class Commands:
    """The commands of a parser; modules add theirs."""

    def __init__(self, parser: Parser, *, title: str) -> None:
        self.names: list[str] = []
        self._parsers = parser.add_subparsers(title=title, metavar="COMMAND", required=True, parser_class=Parser)

    def add(self, name: str, run: Run, *, summary: str, description: str = "") -> Parser:
        """Add a command that `run` carries out. It takes `--json` like all others."""
        self.names.append(name)
        parser = self._parsers.add_parser(name, help=summary, description=description or summary)
        parser.set_defaults(command=run)
        parser.add_argument(
            "--json", action="store_true", help=_("print one JSON object at the end, for other programs")
        )
        return parser

    def group(self, name: str, *, summary: str) -> "Commands":
        """Add a word that has commands of its own, such as `engage lottery draw`."""
        self.names.append(name)
        parser = self._parsers.add_parser(name, help=summary, description=summary)
        return Commands(parser, title=_("Commands"))


def add_file(parser: Parser) -> None:
    """Take an `.engage` file, its passphrase and which of its assemblies is meant."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("an .engage file"))
    add_passphrase(parser)
    parser.add_argument(
        "--assembly", metavar="N", type=positive, help=_("which assembly, by its number, if the file holds several")
    )


def add_passphrase(parser: Parser) -> None:
    """Take a passphrase from a descriptor or a file. Never from an argument or the environment."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--passphrase-fd", metavar="N", type=int, help=_("read the passphrase from this descriptor"))
    source.add_argument(
        "--passphrase-file", metavar="PATH", type=Path, help=_("read the passphrase from the first line of this file")
    )


def add_out(parser: Parser) -> None:
    """Take the folder that files go to."""
    parser.add_argument(
        "--out", metavar="DIR", type=Path, required=True, help=_("where files go; made if it is missing")
    )
    add_force(parser)


def add_force(parser: Parser) -> None:
    """Take the leave to overwrite."""
    parser.add_argument("--force", action="store_true", help=_("overwrite files that are there"))


def out_folder(options: Options) -> OutFolder:
    """The folder given by `--out`, and whether `--force` allows overwriting."""
    return OutFolder(options.out, overwrite=options.force)


def positive(text: str) -> int:
    """A whole number from 1 on; for argparse."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def read_passphrase(options: Options) -> str | None:
    """The passphrase from the options; None when none of them was given. Raises UsageError."""
    if options.passphrase_fd is not None:
        return _from_descriptor(options.passphrase_fd)
    if options.passphrase_file is not None:
        return _from_file(options.passphrase_file)
    return None


def _from_descriptor(descriptor: int) -> str:
    try:
        with open(descriptor, encoding="utf-8", closefd=False) as stream:
            return _first_line(stream)
    except (OSError, ValueError) as error:  # a negative number, or bytes that are no UTF-8
        raise UsageError(reason=_("descriptor {number} can't be read.").format(number=descriptor)) from error


def _from_file(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as stream:
            return _first_line(stream)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(reason=_("the passphrase file can't be read.")) from error


def _first_line(stream: IO[str]) -> str:
    line = stream.readline(PASSPHRASE_LIMIT).rstrip("\r\n")
    if not line:
        raise UsageError(reason=_("the passphrase is empty."))
    return line


def ask_passphrase(*, twice: bool = False) -> str:
    """Ask on the terminal; twice for a new file. Without a terminal: UsageError."""
    if not sys.stdin.isatty():
        reason = _(
            "a passphrase is needed, or the beginning of the file is damaged. "
            "Give --passphrase-fd or --passphrase-file."
        )
        raise UsageError(reason=reason)
    passphrase = getpass.getpass(_("Passphrase: "))
    if not passphrase:
        raise UsageError(reason=_("the passphrase is empty."))
    if twice and getpass.getpass(_("The same again: ")) != passphrase:
        raise UsageError(reason=_("the two passphrases differ."))
    return passphrase


@contextmanager
def opened(options: Options, *, read_only: bool = False) -> "Iterator[Workspace]":
    """The file that the options name, open; a passphrase is asked for only when it has one.

    Raises the errors of `Workspace.open`, and UsageError when a passphrase is needed and there is no way to get it.
    """
    from engage.storage.workspace import Workspace

    def open_with(passphrase: str | None) -> "Workspace":
        return Workspace.open(options.file, passphrase=passphrase, read_only=read_only)

    with with_passphrase(options, open_with) as workspace:
        yield workspace


def with_passphrase(options: Options, act: Callable[[str | None], T]) -> T:
    """Do something that may need a passphrase: with the one given, or without, or with the one asked for."""
    passphrase = read_passphrase(options)
    if passphrase is not None:
        return act(passphrase)
    try:
        return act(None)
    except PassphraseError:
        passphrase = ask_passphrase()
    return act(passphrase)


def chosen_assembly(workspace: "Workspace", options: Options) -> "UUID":
    """The assembly meant: the only one, or the one that `--assembly` names. Raises UsageError."""
    from engage.assembly.views import list_assemblies

    rows = workspace.read(list_assemblies)
    number: int | None = options.assembly
    if number is not None:
        if number > len(rows):
            raise UsageError(reason=_("the file has no assembly number {number}.").format(number=number))
        return rows[number - 1].id
    if len(rows) != 1:
        reason = _("the file holds {count} assemblies: name one with --assembly.").format(count=len(rows))
        raise UsageError(reason=reason)
    return rows[0].id


def screen_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language of messages: the locale's, if the app speaks it; otherwise English."""
    from engage.languages.catalogues import SCREEN_LANGUAGES

    wanted = environment.get("LANGUAGE", "").split(":")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            wanted.append(environment[name])
            break
    codes = (value.replace("-", "_").split("_")[0].split(".")[0].lower() for value in wanted)
    return next((code for code in codes if code in SCREEN_LANGUAGES), "en")
