"""Commands that print: the list of documents, and the documents."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from engage.cli.common import Commands, Console, Options, Result, add_file, add_out, chosen_assembly, opened, out_folder
from engage.errors import RefusedError, UsageError
from engage.languages.screen import _, screen_catalogue
from engage.sentences import sentence

if TYPE_CHECKING:
    from engage.documents.kinds import PrintedFile, PrintJob
    from engage.languages.editions import TypeSize
    from engage.storage.workspace import Workspace

_MOST_SPARES = 500


def add_commands(commands: Commands) -> None:
    """Add `documents` and `print`."""
    commands.add("documents", list_documents, summary=_("say which documents can be printed"))
    parser = commands.add(
        "print",
        print_command,
        summary=_("print documents as PDF files"),
        description=_(
            "Print documents as PDF files: each person's in their own language and size, unless told otherwise."
        ),
    )
    add_file(parser)
    parser.set_defaults(late=("documents",))
    parser.add_argument("documents", metavar="DOCUMENT", nargs="*", help=_("what to print: see engage documents"))
    parser.add_argument("--all", action="store_true", help=_("every document that can be printed by now"))
    add_out(parser)
    parser.add_argument("--language", metavar="L", help=_("print in this language, such as cy or bn"))
    parser.add_argument("--edition", metavar="E", help=_("print in this size: standard (14 point) or large (18 point)"))
    parser.add_argument(
        "--for", metavar="REF", nargs="+", action="extend", dest="references", help=_("only for these people")
    )
    parser.add_argument(
        "--spares", metavar="N", type=int, default=0, help=_("so many spare ballot papers in each edition")
    )


def list_documents(_options: Options, _console: Console) -> Result:
    """The documents by id, title and whom they are for."""
    from engage.documents.catalogue import DOCUMENTS

    shown = [{"id": kind.id, "title": _(kind.title), "for": kind.audience.value} for kind in DOCUMENTS.values()]
    return Result({"documents": shown}, [f"{each['id']}: {each['title']} ({each['for']})" for each in shown])


def print_command(options: Options, console: Console) -> Result:
    """Read with the file open, then make the pages, writing each file as soon as it is done."""
    from engage.documents.catalogue import gather_prints, render_prints

    ids, language, size = _document_ids(options), _language(options.language), _size(options.edition)
    with opened(options, read_only=True) as workspace:
        gather = partial(
            gather_prints,
            assembly_id=chosen_assembly(workspace, options),
            language=language,
            size=size,
            references=options.references,
            spares=_spares(options.spares),
        )
        jobs, refusals = _gather(workspace, gather, ids)
    unknown = [each for each in refusals if each.params.get("id") in (options.references or ())]
    if refusals and (not jobs or (unknown and not any(job.for_reference for job in jobs))):
        raise (unknown or refusals)[0]
    folder = out_folder(options)
    folder.refuse_existing(_file_name(job) for job in jobs)
    files, problems = [], [_problem("", "", sentence(each, screen_catalogue())) for each in refusals]
    for printed in render_prints(jobs, console.progress):
        folder.write(printed.file_name, printed.data)
        files.append(_shown(printed))
        problems += [_problem(each.document, each.for_reference, each.message) for each in printed.problems]
    if not files:
        raise RefusedError("nothing-printed")
    pages = sum(int(str(each["pages"])) for each in files)
    head = _("{files} files, {pages} pages, in {folder}.").format(files=len(files), pages=pages, folder=options.out)
    told = list(dict.fromkeys(str(each["message"]) for each in problems))
    return Result({"files": files, "problems": problems}, [head, *told])


def _gather(
    workspace: "Workspace", gather: "Callable[..., tuple[list[PrintJob], list[RefusedError]]]", ids: Sequence[str]
) -> "tuple[list[PrintJob], list[RefusedError]]":
    """What can be printed of each document, and why the others can't be."""
    jobs: list[PrintJob] = []
    refusals: list[RefusedError] = []
    for document in ids:
        try:
            found, refused = workspace.read(partial(gather, ids=[document]))
        except RefusedError as refusal:
            refusals.append(refusal)
        else:
            jobs += found
            refusals += refused
    return jobs, refusals


def _document_ids(options: Options) -> list[str]:
    from engage.documents.catalogue import DOCUMENTS

    if options.all:
        if options.documents:
            raise UsageError(reason=_("name documents or give --all, not both."))
        return list(DOCUMENTS)
    if not options.documents:
        raise UsageError(reason=_("name a document, or give --all."))
    if unknown := [name for name in options.documents if name not in DOCUMENTS]:
        text = _("there is no document “{name}”; there are: {known}.")
        raise UsageError(reason=text.format(name=unknown[0], known=", ".join(DOCUMENTS)))
    return list(dict.fromkeys(options.documents))


def _spares(given: int) -> int:
    if 0 <= given <= _MOST_SPARES:
        return given
    raise UsageError(reason=_("spare papers are a number from 0 to {most}.").format(most=_MOST_SPARES))


def _language(given: str | None) -> str | None:
    from engage.languages.catalogues import DOCUMENT_LANGUAGES

    if given is None or given in DOCUMENT_LANGUAGES:
        return given
    code = given.replace("_", "-").split("-")[0].lower()
    if code in DOCUMENT_LANGUAGES:
        return code
    known = ", ".join(DOCUMENT_LANGUAGES)
    raise UsageError(reason=_("documents don't come in “{name}”; there are: {known}.").format(name=given, known=known))


def _size(given: str | None) -> "TypeSize | None":
    from engage.languages.editions import TypeSize

    if given is None:
        return None
    known = [size.value for size in TypeSize]
    if given not in known:
        text = _("there is no edition “{name}” yet; there are: {known}.")
        raise UsageError(reason=text.format(name=given, known=", ".join(known)))
    return TypeSize(given)


def _file_name(job: "PrintJob") -> str:
    from engage.documents.kinds import PrintedFile

    edition = job.edition
    return PrintedFile(job.document, job.for_reference, edition.language, edition.size, pages=0, data=b"").file_name


def _shown(printed: "PrintedFile") -> dict[str, object]:
    return {
        "path": printed.file_name,
        "document": printed.document,
        "for": printed.for_reference,
        "language": printed.language.code,
        "edition": printed.size.value,
        "pages": printed.pages,
    }


def _problem(document: str, reference: str, message: str) -> dict[str, object]:
    return {"document": document, "for": reference, "message": message}
