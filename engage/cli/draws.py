"""Commands of the lottery inside a file: draw and replace."""

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from engage.cli.common import (
    Commands,
    Console,
    Options,
    Result,
    add_file,
    chosen_assembly,
    opened,
    positive,
)
from engage.errors import UsageError
from engage.languages.screen import _

if TYPE_CHECKING:
    from engage.lottery.preparing import DrawInput, PreparedRun
    from engage.storage.workspace import Workspace

METHODS = ("leximin", "maximin", "nash", "goldilocks", "diversify", "legacy")


def add_commands(commands: Commands) -> None:
    """Add `draw` and `replace`."""
    draw = commands.add(
        "draw",
        draw_command,
        summary=_("freeze a draw, then draw its panel"),
        description=_(
            "First --seats N --freeze: fixes pool, targets, method and panels, and gives their hashes to be read out. "
            "Then --run N --public-string S: draws with words or numbers said in public. "
            "Both at once only with --test, and a test can never be signed off."
        ),
    )
    add_file(draw)
    draw.add_argument("--seats", metavar="N", type=positive, help=_("members to draw; the assembly's number otherwise"))
    draw.add_argument("--method", metavar="M", choices=METHODS, default="leximin", help=", ".join(METHODS))
    draw.add_argument(
        "--figures", action="store_true", help=_("1,000 equally likely panels: three balls or dice give the number")
    )
    draw.add_argument("--freeze", action="store_true", help=_("fix everything that the draw rests on"))
    draw.add_argument("--run", metavar="N", type=positive, help=_("the number of the frozen draw"))
    draw.add_argument("--public-string", metavar="S", help=_("what was said in public: dice, or a witness's words"))
    draw.add_argument("--test", action="store_true", help=_("only try it out: selects nobody"))
    replace = commands.add("replace", replace_command, summary=_("withdraw a member and draw who takes the seat"))
    add_file(replace)
    replace.add_argument("reference", metavar="REF", help=_("the member's reference"))
    replace.add_argument("--reason", metavar="R", required=True, help=_("why the member leaves"))
    replace.add_argument("--public-string", metavar="S", required=True, help=_("what was said in public"))


def draw_command(options: Options, console: Console) -> Result:
    """Freeze, or draw, or both in a test."""
    is_freezing = options.freeze or (options.test and options.run is None)
    _check_usage(options, is_freezing=is_freezing)
    with opened(options) as workspace:
        assembly_id = chosen_assembly(workspace, options)
        fields: dict[str, object] = {}
        number = options.run
        if is_freezing:
            number, prepared = _freeze(workspace, assembly_id, options, console)
            fields = _frozen_fields(number, prepared)
        if options.public_string is None:
            return Result(fields, _frozen_lines(fields))
        selected = _draw(workspace, assembly_id, number, options.public_string)
    fields |= {"run": number, "selected": selected}
    head = _("Draw {number}: {count} people drawn.").format(number=number, count=len(selected))
    return Result(fields, [head, *selected])


def _check_usage(options: Options, *, is_freezing: bool) -> None:
    if is_freezing and options.run is not None:
        raise UsageError(reason=_("--freeze makes a new draw, so --run can't go with it."))
    if is_freezing and options.public_string is not None and not options.test:
        raise UsageError(reason=_("freezing and drawing at once is only for a --test: freeze first, then draw."))
    if not is_freezing and options.run is None:
        raise UsageError(reason=_("give --seats N --freeze, or --run N --public-string S."))
    if not is_freezing and options.public_string is None:
        raise UsageError(reason=_("--run needs --public-string: the words or numbers said in public."))


def _freeze(workspace: "Workspace", assembly_id: UUID, options: Options, console: Console) -> "tuple[int, PreparedRun]":
    """Read, compute with no transaction open, write."""
    from engage.lottery.actions import freeze_draw
    from engage.lottery.preparing import FIGURES, prepare_run
    from engage.lottery.rules import RunKind
    from engage.lottery.views import draw_input

    kind = RunKind.TEST if options.test else RunKind.REAL
    given: DrawInput = workspace.read(partial(draw_input, assembly_id=assembly_id, kind=kind, seats=options.seats))
    digits = FIGURES if options.figures else 0
    prepared = prepare_run(given, method=options.method, digits=digits, progress=console.progress)
    return workspace.write(partial(freeze_draw, prepared=prepared), label=_("Freeze a draw")), prepared


def _frozen_fields(number: int, prepared: "PreparedRun") -> dict[str, object]:
    listed = {"largest_move": float(Fraction(prepared.largest_move))} if prepared.digits else {}
    return {
        **listed,
        "run": number,
        "hashes": dict(prepared.hashes),
        "least_chance": float(Fraction(prepared.least_chance)),
        "least_chance_bound": float(Fraction(prepared.least_chance_bound)),
        "in_no_panel": len(prepared.in_no_panel),
    }


def _frozen_lines(fields: dict[str, object]) -> list[str]:
    hashes = fields["hashes"]
    assert isinstance(hashes, dict)
    return [
        _("Draw {run} is frozen. The smallest chance is {least}; no lottery can do better than {bound}.").format(
            run=fields["run"],
            least=f"{fields['least_chance']:.4f}",
            bound=f"{fields['least_chance_bound']:.4f}",
        ),
        *(f"{name}: {value}" for name, value in hashes.items()),
        _("Read these out, then draw: --run {run} --public-string …").format(run=fields["run"]),
    ]


def _draw(workspace: "Workspace", assembly_id: UUID, number: int, public_string: str) -> list[str]:
    from engage.lottery.actions import draw_panel
    from engage.storage.backup import back_up_beside

    back_up_beside(workspace, "before-draw")
    draw = partial(draw_panel, assembly_id=assembly_id, number=number, public_string=public_string)
    return workspace.write(draw, label=_("Draw the panel"))


def replace_command(options: Options, console: Console) -> Result:
    """Withdraw a member and draw the replacement, as a run of its own."""
    from engage.lottery.actions import replace_member
    from engage.lottery.preparing import prepare_run
    from engage.lottery.views import list_runs, replacement_input
    from engage.storage.backup import back_up_beside

    with opened(options) as workspace:
        assembly_id = chosen_assembly(workspace, options)
        given: DrawInput = workspace.read(
            partial(replacement_input, assembly_id=assembly_id, reference=options.reference, reason=options.reason)
        )
        prepared = prepare_run(given, progress=console.progress)
        back_up_beside(workspace, "before-draw")
        replace = partial(replace_member, prepared=prepared, public_string=options.public_string)
        selected = workspace.write(replace, label=_("Replace a member"))
        number = workspace.read(partial(list_runs, assembly_id=assembly_id))[-1].number
    fields = {
        "run": number,
        "withdrawn": options.reference,
        "selected": selected,
        "hashes": dict(prepared.hashes),
        "least_chance": float(Fraction(prepared.least_chance)),
        "least_chance_bound": float(Fraction(prepared.least_chance_bound)),
    }
    head = _("Draw {number}: {count} people drawn.").format(number=number, count=len(selected))
    return Result(fields, [head, *selected])
