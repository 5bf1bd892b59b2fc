"""The command line's way in: parse, run, and turn what happens into a sentence and an exit code."""

import argparse
import errno
import json
import os
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from engage import __version__, cli
from engage.cli.common import Commands, Console, Options, Parser, Result, screen_language
from engage.errors import EngageError, ReadOnlyFileError, StorageError
from engage.languages.catalogues import mark
from engage.languages.screen import _, screen_catalogue, use_screen_language
from engage.progress import Cancelled
from engage.sentences import sentence

# The order of `--help`; modules that are not named here come after these.
_ORDER = ("files", "data", "waves", "draws", "reserves", "printing", "seating", "checking", "lottery")
_NO_COMMANDS = frozenset({"common", "invitations", "main"})  # invitations are commands of `lottery`

EXIT_INTERNAL = 70
EXIT_CANCELLED = 130

_READ_ONLY = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

_EXIT_CODES = mark(
    "Exit codes: 0 done, 1 refused (nothing was written), 2 wrong usage, 3 wrong passphrase, 4 file damaged, "
    "5 file newer than this app, 6 file in use, 7 read-only, 8 no space or disk error, "
    "9 not an Engage file, 70 a fault of ours, 130 cancelled."
)


def build_parser() -> tuple[Parser, Commands]:
    """The parser with every command, and the commands with their names."""
    parser = Parser(
        prog="engage",
        description=_("Run a citizens' assembly, offline. With a file, or with nothing, the window opens."),
        epilog=_(_EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Engage {__version__}")
    commands = Commands(parser, title=_("Commands"))
    for name in command_modules():
        import_module(f"engage.cli.{name}").add_commands(commands)
    return parser, commands


def command_modules() -> list[str]:
    """Every other module of this folder adds commands."""
    found = {module.name for module in iter_modules(cli.__path__)} - _NO_COMMANDS
    return [*(name for name in _ORDER if name in found), *sorted(found.difference(_ORDER))]


def window_file(arguments: Sequence[str]) -> tuple[bool, Path | None]:
    """Whether these arguments open the window, and on which file: none at all, or one that ends in `.engage`."""
    if not arguments:
        return True, None
    if len(arguments) == 1 and arguments[0].endswith(".engage"):
        return True, Path(arguments[0])
    return False, None


def run(arguments: Sequence[str]) -> int:
    """Run one command; gives the exit code. Nothing it raises gets out, but argparse's exit after `--help`."""
    use_screen_language(screen_language())
    as_json = "--json" in arguments
    console = Console()
    try:
        return _carry_out(arguments, console, as_json=as_json)
    except OSError as error:  # nobody can be told but on the other stream
        return _refuse(_disk_error(error), console, as_json=False)
    except (KeyboardInterrupt, Cancelled):
        message = _("Cancelled. Nothing was left half done.")
        return _fail(EXIT_CANCELLED, "cancelled", message, {}, console, as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the last catch: a bug of ours, told without values
        return _own_fault(error, console, as_json=as_json)


def _carry_out(arguments: Sequence[str], console: Console, *, as_json: bool) -> int:
    """Run one command, or say why it was refused."""
    try:
        parser, _commands = build_parser()
        options, late = parser.parse_known_args(arguments)
        take_late_words(parser, options, late)
        result: Result = options.command(options, console)
    except EngageError as error:
        return _refuse(error, console, as_json=as_json)
    except OSError as error:
        return _refuse(_disk_error(error), console, as_json=as_json)
    console.end_progress()
    _show(result, as_json=as_json)
    return result.exit_code


def take_late_words(parser: Parser, options: Options, late: Sequence[str]) -> None:
    """Words that stand after an option, where argparse no longer expects them: `print FILE --out DIR badge`.

    A command names the arguments that take them by a default `late`. Raises UsageError for words that none takes.
    """
    words = list(late)
    for name in getattr(options, "late", ()):
        value = getattr(options, name)
        if isinstance(value, list):
            value += words
            words = []
        elif value is None and words:
            setattr(options, name, words.pop(0))
    if words or any(word.startswith("-") for word in late):
        words = words or list(late)
        parser.error(_("nothing takes “{words}”").format(words=" ".join(words)))


def _show(result: Result, *, as_json: bool) -> None:
    if as_json:
        _write(json.dumps(result.fields))
        return
    for line in result.lines:
        _write(line)


def _write(line: str) -> None:
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read along has heard enough; Python must not complain about it at the end either.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for the rest of the process


def _refuse(error: EngageError, console: Console, *, as_json: bool) -> int:
    message = sentence(error, screen_catalogue())
    return _fail(error.exit_code, error.code, message, error.details, console, as_json=as_json)


def _disk_error(error: OSError) -> EngageError:
    """What the operating system said, as an error of ours. The path is the user's own, given on the command line."""
    details = {"errno": errno.errorcode.get(error.errno or 0, ""), "path": str(error.filename or "")}
    if error.errno in _READ_ONLY:
        return ReadOnlyFileError(details=details)
    return StorageError(details=details)


def _own_fault(error: Exception, console: Console, *, as_json: bool) -> int:
    """Say where it happened, never what was in it: messages of exceptions carry people's data."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-4:]]
    message = _(
        "Engage has a fault of its own ({kind}). Nothing was left half done. Please report these places: {places}."
    )
    text = message.format(kind=type(error).__name__, places=", ".join(places))
    details = {"kind": type(error).__name__, "places": places}
    return _fail(EXIT_INTERNAL, "internal", text, details, console, as_json=as_json)


def _fail(
    exit_code: int, code: str, message: str, details: Mapping[str, object], console: Console, *, as_json: bool
) -> int:
    console.end_progress()
    if as_json:
        error = {"code": code, "message": message, "details": _plain(details)}
        _write(json.dumps({"error": error}))
        return exit_code
    console.say(message)
    for line in _detail_lines(details):
        console.say(line)
    return exit_code


def _detail_lines(details: Mapping[str, object]) -> Iterator[str]:
    """What is at fault in particular, and what would help, where the error knows."""
    if "usage" in details:
        yield str(details["usage"])
    problems, relaxation = details.get("problems"), details.get("relaxation")
    for problem in problems if isinstance(problems, Sequence) else ():
        if isinstance(said := _plain(problem), str):
            yield f"- {said}"
    text = _("- It would help to change “{category}: {value}” from {minimum}–{maximum} to {new_minimum}–{new_maximum}.")
    for change in relaxation if isinstance(relaxation, Sequence) else ():
        if isinstance(named := _plain(change), dict):
            yield text.format_map(named)


def _plain(value: object) -> object:
    """The value as JSON can hold it; what can say itself in a language is said."""
    say = getattr(value, "text", None)
    if callable(say):
        return str(say(screen_catalogue()))
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def prepare_streams() -> None:
    """Let any text go out: a character that the terminal lacks is written as its number."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
