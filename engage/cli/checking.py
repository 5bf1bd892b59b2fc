"""Commands that check what came out of a file, without the file."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

from engage.cli.common import Commands, Console, Options, Result
from engage.errors import RefusedError
from engage.languages.screen import _, screen_catalogue
from engage.paths import shipped
from engage.sentences import sentence

Verify = Callable[[str, str | None], tuple[list[str], list[str], str]]


def add_commands(commands: Commands) -> None:
    """Add `verify-draw` and `verify-audit`."""
    draw = commands.add("verify-draw", verify_draw, summary=_("check the record of a draw"))
    draw.add_argument("record", metavar="RECORD", type=Path, help=_("record.json, public or private"))
    draw.add_argument("--people", metavar="P.csv", type=Path, help=_("the people that the draw was made from"))
    audit = commands.add("verify-audit", verify_audit, summary=_("check an exported audit log"))
    audit.add_argument("log", metavar="LOG", type=Path, help=_("audit.jsonl"))
    audit.add_argument("--head", metavar="N:HASH", help=_("the number and hash printed on a certificate or backup"))


def verify_draw(options: Options, _console: Console) -> Result:
    """Run the verifier that is published with every record; exit code 1 when something is wrong."""
    _must_be_there(options.record, options.people)
    people = str(options.people) if options.people else None
    checked, not_checked, wrong = _verifier()(str(options.record), people)
    fields: dict[str, object] = {"ok": not wrong, "checked": checked, "not_checked": not_checked}
    if wrong:
        fields["problem"] = wrong
    verdict = _("Something is wrong: {problem}").format(problem=wrong) if wrong else _("The record is right.")
    lines = [
        *(_("Checked: {what}").format(what=each) for each in checked),
        *(_("Not checked: {what}").format(what=each) for each in not_checked),
        verdict,
    ]
    return Result(fields, lines, exit_code=1 if wrong else 0)


def _verifier() -> Verify:
    """The published script itself, so that what is tested here is what strangers run."""
    spec = importlib.util.spec_from_file_location("verify_draw", shipped("resources", "verify_draw.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    verify: Verify = module.verify
    return verify


def verify_audit(options: Options, _console: Console) -> Result:
    """Check an exported log line by line; exit code 1 when something is wrong."""
    from engage.storage.audit_chain import parse_head, verify_chain

    _must_be_there(options.log)
    head = parse_head(options.head) if options.head else None
    lines = options.log.read_bytes().decode(errors="replace").removesuffix("\n").split("\n")
    report = verify_chain([line for line in lines if lines != [""]], head)
    problems = [sentence(problem, screen_catalogue()) for problem in report.problems]
    checked = [_("the hash of each of {count} entries, and its link to the one before").format(count=report.entries)]
    not_checked = []
    if head is not None:
        checked.append(_("the printed entry {number}").format(number=head[0]))
    else:
        not_checked.append(_("whether entries were cut off at the end: that takes a printed --head"))
    fields = {
        "ok": report.ok,
        "checked": checked,
        "not_checked": not_checked,
        "problems": problems,
        "head": f"{report.head[0]}:{report.head[1]}",
    }
    verdict = problems or [_("The log is whole.")]
    return Result(fields, [*verdict, f"{report.head[0]}:{report.head[1]}"], exit_code=0 if report.ok else 1)


def _must_be_there(*paths: Path | None) -> None:
    for path in paths:
        if path is not None and not path.is_file():
            raise RefusedError("source-missing", path=path.name)
