"""Commands about a whole file: make, describe, check, back up, restore, upgrade."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engage.cli.common import (
    Commands,
    Console,
    Options,
    Parser,
    Result,
    add_file,
    add_passphrase,
    ask_passphrase,
    opened,
    read_passphrase,
    with_passphrase,
)
from engage.clock import today
from engage.errors import DamagedFileError, UsageError
from engage.languages.screen import _, screen_catalogue
from engage.sentences import sentence

if TYPE_CHECKING:
    from engage.storage.workspace import Workspace


def add_commands(commands: Commands) -> None:
    """Add `new`, `sample`, `info`, `check`, `backup`, `restore` and `upgrade`."""
    new = commands.add("new", make_new, summary=_("make a file with one assembly"))
    _add_new_file(new)
    new.add_argument("--title", metavar="T", required=True, help=_("the assembly's title"))
    names = _templates()
    new.add_argument(
        "--template",
        metavar="NAME",
        choices=names,
        help=_("what to start from: {names}").format(names=", ".join(names)),
    )
    sample = commands.add("sample", make_sample_file, summary=_("make the worked example: invented, and complete"))
    _add_new_file(sample)
    sample.add_argument("--seed", metavar="N", type=int, default=1, help=_("the same seed gives the same content"))
    add_file(commands.add("info", show_info, summary=_("say what a file holds and what is due next")))
    add_file(commands.add("check", check, summary=_("check a file's pages, its layout and its audit log")))
    backup = commands.add("backup", make_backup, summary=_("copy a file and check the copy"))
    add_file(backup)
    backup.add_argument("--to", metavar="PATH", type=Path, required=True, help=_("where the copy goes"))
    summary = _("put a backup in a file's place; that file is kept aside")
    restore = commands.add("restore", restore_backup, summary=summary)
    restore.add_argument("backup", metavar="BACKUP", type=Path, help=_("a backup"))
    restore.add_argument("--to", metavar="FILE", type=Path, required=True, help=_("the file to put it in the place of"))
    add_passphrase(restore)
    add_file(commands.add("upgrade", upgrade_file, summary=_("bring an older file up to this version, after a backup")))


def _add_new_file(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the .engage file to make; nothing may be there yet"))
    add_passphrase(parser)
    parser.add_argument(
        "--no-passphrase",
        action="store_true",
        help=_("encrypt under a published key: anyone can open the file, but damage is still noticed"),
    )


def _templates() -> list[str]:
    from engage.assembly.rules import TEMPLATE_LABELS

    return list(TEMPLATE_LABELS)


# --- making ---


def make_new(options: Options, _console: Console) -> Result:
    """Make a file with one assembly; gives the file and the assembly's id."""
    from engage.assembly.actions import create_assembly

    with created(options) as workspace:
        create = partial(create_assembly, title=options.title, template=options.template)
        assembly_id = workspace.write(create, label=_("Make the assembly"))
    fields = {"file": str(options.file), "assembly": str(assembly_id)}
    return Result(fields, [_("{file} is ready.").format(file=options.file), *_notice(options)])


def make_sample_file(options: Options, console: Console) -> Result:
    """Make the worked example; gives the file and how much it holds."""
    from engage.overview.sample import make_sample

    passphrase = _new_passphrase(options)
    counts = make_sample(options.file, passphrase=passphrase, seed=options.seed, progress=console.progress)
    lines = [_("{file} holds an invented assembly.").format(file=options.file), *_counted(counts), *_notice(options)]
    return Result({"file": str(options.file), "counts": counts}, lines)


@contextmanager
def created(options: Options) -> "Iterator[Workspace]":
    """A new file, open. It is taken away again when what follows fails."""
    from engage.storage.workspace import Workspace

    passphrase = _new_passphrase(options)
    was_there = os.path.lexists(options.file)
    try:
        with Workspace.create(options.file, passphrase=passphrase) as workspace:
            yield workspace
    except BaseException:
        if not was_there:
            with suppress(OSError):
                options.file.unlink()
        raise


def _new_passphrase(options: Options) -> str | None:
    given = read_passphrase(options)
    if options.no_passphrase:
        if given is not None:
            raise UsageError(reason=_("--no-passphrase and a passphrase exclude each other."))
        return None
    return given if given is not None else ask_passphrase(twice=True)


def _notice(options: Options) -> list[str]:
    return [_open_to_all()] if options.no_passphrase else []


def _open_to_all() -> str:
    return _("This file has no passphrase: anyone who gets it can read it. Keep no real person in it.")


# --- describing and checking ---


def show_info(options: Options, _console: Console) -> Result:
    """Say what a file holds."""
    from engage.assembly.views import list_assemblies
    from engage.overview.views import file_counts, next_steps, overdue_first

    with opened(options, read_only=True) as workspace:
        assemblies = workspace.read(list_assemblies)
        counts = workspace.read(file_counts)
        found = [step for row in assemblies for step in workspace.read(partial(next_steps, assembly_id=row.id))]
        steps = overdue_first(found, today())
        schema, is_secret = workspace.schema, workspace.is_secret
    titles = [row.title.text for row in assemblies]
    due = [{"what": step.what, "due": step.due.isoformat() if step.due else None} for step in steps]
    fields = {"schema": schema, "secret": is_secret, "counts": counts, "next": due, "assemblies": titles}
    todo = [f"- {step.what}" if step.due is None else f"- {step.what} ({step.due.isoformat()})" for step in steps]
    lines = [*titles, *([] if is_secret else [_open_to_all()]), *_counted(counts)]
    if todo:
        lines += [_("Next:"), *todo]
    return Result(fields, lines)


def _counted(counts: dict[str, int]) -> list[str]:
    text = _("{people} people: {pool} in the pool, {selected} selected, {confirmed} confirmed, {withdrawn} withdrawn.")
    return [text.format_map(counts)]


def check(options: Options, _console: Console) -> Result:
    """Check a file; exit code 4 when something is wrong."""
    from engage.storage.backup import check_file

    report = with_passphrase(options, lambda passphrase: check_file(options.file, passphrase))
    problems = [sentence(problem, screen_catalogue()) for problem in report.problems]
    number, head = report.audit_head
    fields = {
        "ok": report.ok,
        "problems": problems,
        "audit_head": f"{number}:{head}",
        "counts": dict(report.counts),
    }
    lines = problems or [_("Nothing is wrong with this file.")]
    lines = [*lines, _("Audit log: entry {number}, {head}").format(number=number, head=head[:12])]
    return Result(fields, lines, exit_code=0 if report.ok else DamagedFileError.exit_code)


# --- copies ---


def make_backup(options: Options, _console: Console) -> Result:
    """Copy a file; the copy is checked before it gets its name."""
    from engage.storage.backup import back_up

    with opened(options) as workspace:
        back_up(workspace, options.to)
    text = _("{path} is a checked copy.").format(path=options.to)
    return Result({"file": str(options.file), "backup": str(options.to)}, [text])


def restore_backup(options: Options, _console: Console) -> Result:
    """Put a backup in a file's place."""
    from engage.storage.backup import restore

    aside = with_passphrase(options, lambda passphrase: restore(options.backup, options.to, passphrase))
    lines = [_("{file} is as it was in the backup.").format(file=options.to)]
    if aside is not None:
        lines.append(_("What was there before is kept as {path}.").format(path=aside))
    fields = {"file": str(options.to), "backup": str(options.backup), "kept": str(aside) if aside else None}
    return Result(fields, lines)


def upgrade_file(options: Options, _console: Console) -> Result:
    """Bring an older file up to date."""
    from engage.storage.backup import upgrade

    schema = with_passphrase(options, lambda passphrase: upgrade(options.file, passphrase))
    return Result({"file": str(options.file), "schema": schema}, [_("{file} is up to date.").format(file=options.file)])
