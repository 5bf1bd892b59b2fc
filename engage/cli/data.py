"""Commands that bring data in and out: import and export."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engage.cli.common import (
    Commands,
    Console,
    Options,
    Parser,
    Result,
    add_force,
    add_passphrase,
    chosen_assembly,
    opened,
    out_folder,
    positive,
)
from engage.errors import RefusedError, UsageError
from engage.languages.screen import _, screen_catalogue
from engage.sentences import sentence

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from engage.exchange.kinds import FileKind
    from engage.exchange.preview import ImportResult, Preview, ReadOptions
    from engage.exchange.problems import Problem
    from engage.storage.workspace import Workspace

# What can be exported besides the kinds of `engage.exchange.kinds`.
RECORDS = ("draw-record", "audit", "selection", "reserves")


def add_commands(commands: Commands) -> None:
    """Add `import` and `export`."""
    _add_import(commands)
    _add_export(commands)


def _add_import(commands: Commands) -> None:
    parser = commands.add(
        "import",
        import_file,
        summary=_("bring in people, targets, notes, answers and more from a CSV file"),
        description=_("Bring in a CSV file: all of it or, when something is wrong with it, nothing."),
    )
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help=_("an .engage file"))
    parser.add_argument("kind", metavar="KIND", nargs="?", help=_("what it holds: see --columns"))
    parser.add_argument("source", metavar="SOURCE", nargs="?", help=_("the CSV file"))
    parser.set_defaults(late=("kind", "source"))
    _add_file_options(parser)
    parser.add_argument("--columns", metavar="KIND", help=_("say which columns a file of this kind has, and no more"))
    parser.add_argument("--dry-run", action="store_true", help=_("read and check only; write nothing"))
    parser.add_argument("--keep-good", action="store_true", help=_("leave faulty rows out, import the others"))
    parser.add_argument("--mapping", metavar="MAP", default="", help=_("FIELD=COLUMN,FIELD=COLUMN, or a .json file"))
    parser.add_argument("--id-column", metavar="C", default="", help=_("the column with everyone's reference"))
    parser.add_argument(
        "--household", metavar="COLUMNS", default="", help=_("columns that together say who lives together: A,B")
    )
    parser.add_argument(
        "--areas", metavar="AREAS", default="", help=_("population only: areas of a census file, A,B by name or code")
    )
    parser.add_argument(
        "--set",
        metavar="FIELD=VALUE",
        action="append",
        default=[],
        dest="given",
        help=_("population only: what the file does not say, such as category=age or source=Census 2021"),
    )
    parser.add_argument("--encoding", metavar="NAME", help=_("how the file is encoded, if it is not UTF-8"))


def _add_export(commands: Commands) -> None:
    parser = commands.add("export", export_file, summary=_("write targets, people, statuses, a draw or the audit log"))
    parser.add_argument("file", metavar="FILE", type=Path, help=_("an .engage file"))
    parser.add_argument("kind", metavar="KIND", help=_("targets, people, status, draw-record, audit or selection"))
    _add_file_options(parser)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help=_("where the file goes"))
    add_force(parser)
    parser.add_argument("--run", metavar="N", type=positive, help=_("which draw, for draw-record"))
    parser.add_argument(
        "--for",
        metavar="PARTNER",
        nargs="+",
        action="extend",
        dest="references",
        help=_("responses only: blank ones for these partners (numbers or names) to fill in"),
    )
    parser.add_argument(
        "--private", action="store_true", help=_("draw-record with everyone's answers: never to be published")
    )


def _add_file_options(parser: Parser) -> None:
    add_passphrase(parser)
    parser.add_argument("--assembly", metavar="N", type=positive, help=_("which assembly, if the file holds several"))


def known_kind(name: str, *others: str) -> "FileKind":
    """The kind of file of this name. Raises UsageError; it names `others`, which are no such kinds, too."""
    from engage.exchange.kinds import FILE_KINDS

    if name not in FILE_KINDS:
        text = _("there is no kind of file “{kind}”; there are: {known}.")
        raise UsageError(reason=text.format(kind=name, known=", ".join([*FILE_KINDS, *others])))
    return FILE_KINDS[name]


# --- in ---


def import_file(options: Options, _console: Console) -> Result:
    """Import a file, or say which columns it should have."""
    from engage.storage.backup import back_up_beside

    if options.columns is not None:
        return _show_columns(options.columns)
    if options.source is None:
        raise UsageError(reason=_("import takes a file, a kind and a source."))
    kind = known_kind(options.kind)
    read_options = _read_options(options)
    with opened(options) as workspace:
        assembly_id = chosen_assembly(workspace, options)
        context = workspace.read(lambda db: kind.gather(db, assembly_id))
        preview = kind.read(Path(options.source), context, read_options)
        try:
            result = preview.result(keep_good=options.keep_good)
        except RefusedError as refusal:
            return _refused(preview, refusal)
        if not options.dry_run:
            back_up_beside(workspace, "before-import")
            apply = partial(kind.apply, assembly_id=assembly_id, preview=preview, keep_good=options.keep_good)
            result = workspace.write(apply, label=_("Import: {what}").format(what=_(kind.title)))
    return _imported(result, is_dry=options.dry_run)


def _read_options(options: Options) -> "ReadOptions":
    from engage.exchange.preview import ReadOptions, read_mapping

    columns = tuple(name.strip() for name in options.household.split(",") if name.strip())
    if (options.areas or options.given) and options.kind != "population":
        raise UsageError(reason=_("--areas and --set belong to population."))
    return ReadOptions(
        encoding=options.encoding,
        mapping=read_mapping(options.mapping) if options.mapping else {},
        id_column=options.id_column,
        household=columns,
        areas=tuple(name.strip() for name in options.areas.split(",") if name.strip()),
        given=dict(_given(pair) for pair in options.given),
    )


def _given(pair: str) -> tuple[str, str]:
    name, equals, value = (part.strip() for part in pair.partition("="))
    if not (equals and name and value):
        raise UsageError(reason=_("--set takes FIELD=VALUE."))
    return name, value


def _show_columns(kind: str) -> Result:
    columns = known_kind(kind).columns
    shown = [{"name": each.name, "meaning": _(each.meaning), "required": each.is_required} for each in columns]
    needed, plain = _("{column}: {meaning} (needed)"), "{column}: {meaning}"
    lines = [
        (needed if each.is_required else plain).format(column=each.name, meaning=_(each.meaning)) for each in columns
    ]
    return Result({"kind": kind, "columns": shown}, lines)


def _problems(problems: "Sequence[Problem]") -> list[dict[str, object]]:
    from engage.exchange.problems import problem_text

    return [
        {"row": each.row, "column": each.column, "message": problem_text(each, screen_catalogue())} for each in problems
    ]


def _problem_lines(problems: Sequence[Mapping[str, object]]) -> list[str]:
    text = _("Row {row}, {column}: {message}")
    return [text.format_map(each) if each["row"] else str(each["message"]) for each in problems]


def _refused(preview: "Preview[Any]", refusal: RefusedError) -> Result:
    """What was wrong, row by row, in the same fields as a success, beside the error."""
    message = sentence(refusal, screen_catalogue())
    problems = _problems(preview.problems)
    fields = {
        "read": preview.read,
        "imported": 0,
        "quarantined": preview.quarantined,
        "skipped": preview.skipped,
        "problems": problems,
        "error": {"code": refusal.code, "message": message, "details": {"problems": len(problems)}},
    }
    return Result(fields, [message, *_problem_lines(problems)], exit_code=refusal.exit_code)


def _imported(result: "ImportResult", *, is_dry: bool) -> Result:
    problems, warnings = _problems(result.problems), _problems(result.warnings)
    fields = {
        "read": result.read,
        "imported": result.imported,
        "quarantined": result.quarantined,
        "skipped": result.skipped,
        "problems": problems,
        "warnings": warnings,
    }
    told = (
        _("{read} rows read: {imported} can be imported, {quarantined} left out, {skipped} skipped. Not written.")
        if is_dry
        else _("{read} rows read: {imported} imported, {quarantined} left out, {skipped} skipped.")
    )
    return Result(fields, [told.format_map(fields), *_problem_lines([*problems, *warnings])])


# --- out ---


def export_file(options: Options, _console: Console) -> Result:
    """Write one file into the folder."""
    if (options.kind == "draw-record") != (options.run is not None):
        raise UsageError(reason=_("--run N belongs to draw-record, and draw-record needs it."))
    if options.references and options.kind != "responses":
        raise UsageError(reason=_("--for belongs to responses."))
    if options.kind not in RECORDS:
        known_kind(options.kind, *RECORDS)
    if options.references:
        return _export_reply_forms(options)
    with opened(options, read_only=True) as workspace:
        if options.kind == "audit":
            from engage.storage.audit import export_audit

            name, data = "audit.jsonl", _lines(workspace.read(export_audit))
        elif options.kind == "draw-record":
            assembly_id = chosen_assembly(workspace, options)
            record = workspace.read(partial(_draw_record, assembly_id=assembly_id, options=options))
            name, data = "record.json", record.encode()
        elif options.kind == "reserves":
            from engage.exchange.reserves import reserves_csv

            assembly_id = chosen_assembly(workspace, options)
            name, data = "reserves.csv", workspace.read(partial(reserves_csv, assembly_id=assembly_id))
        elif options.kind == "selection":
            return _export_selection(workspace, options)
        else:
            assembly_id = chosen_assembly(workspace, options)
            export = known_kind(options.kind).export
            name, data = f"{options.kind}.csv", workspace.read(lambda db: export(db, assembly_id))
    path = out_folder(options).write(name, data)
    return Result({"kind": options.kind, "path": str(path), "files": [name]}, [str(path)])


def _export_reply_forms(options: Options) -> Result:
    """Write a file for each of the partners to fill in."""
    from engage.exchange.reply_forms import export_reply_forms

    with opened(options, read_only=True) as workspace:
        assembly_id = chosen_assembly(workspace, options)
        made = workspace.read(lambda db: export_reply_forms(db, assembly_id, references=options.references))
    folder = out_folder(options)
    folder.refuse_existing(made)
    paths = [str(folder.write(name, data)) for name, data in made.items()]
    return Result({"kind": options.kind, "path": paths[0], "files": list(made)}, paths)


def _export_selection(workspace: "Workspace", options: Options) -> Result:
    """The selection report as two tables: both files or, when one is there already, none."""
    from engage.exchange.selection import selection_csv, selection_xlsx

    assembly_id = chosen_assembly(workspace, options)
    exports = {"selection.csv": selection_csv, "selection.xlsx": selection_xlsx}
    files = {name: workspace.read(partial(export, assembly_id=assembly_id)) for name, export in exports.items()}
    folder = out_folder(options)
    folder.refuse_existing(list(files))
    paths = [str(folder.write(name, data)) for name, data in files.items()]
    return Result({"kind": options.kind, "path": paths[0], "files": list(files)}, paths)


def _draw_record(db: "Session", assembly_id: UUID, options: Options) -> str:
    from engage.lottery.views import public_record, run_record

    view = run_record if options.private else public_record
    return view(db, assembly_id, number=options.run)


def _lines(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
