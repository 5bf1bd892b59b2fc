"""The command of reserves: how likely members are to drop out, and a list that is frozen, then drawn."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from engage.cli.common import Commands, Console, Options, Result, add_file, chosen_assembly, opened, positive
from engage.errors import RefusedError, UsageError
from engage.languages.screen import _, ngettext

if TYPE_CHECKING:
    from engage.lottery.preparing import PreparedReserves
    from engage.lottery.rates import RateSheet, ValueRate
    from engage.storage.workspace import Workspace

NO_RATE = "none"


def add_commands(commands: Commands) -> None:
    """Add `reserves`."""
    reserves = commands.add(
        "reserves",
        reserves_command,
        summary=_("plan reserves against drop-outs, freeze their list, then draw who is on it"),
        description=_(
            "Alone: says how likely members are to drop out, where each rate is from, and who waits. --rate and "
            "--usual-rate set rates by hand; they are kept in the file. Then --count N --freeze: plans a list that "
            "protects the targets, and gives its hashes to be read out. Then --run N --public-string S: draws."
        ),
    )
    add_file(reserves)
    reserves.add_argument("--count", metavar="N", type=positive, help=_("how many reserves"))
    reserves.add_argument("--freeze", action="store_true", help=_("fix the list that is planned"))
    reserves.add_argument("--run", metavar="N", type=positive, help=_("the number of the frozen draw"))
    reserves.add_argument("--public-string", metavar="S", help=_("what was said in public"))
    reserves.add_argument(
        "--rate",
        nargs=3,
        action="append",
        default=[],
        metavar=("CATEGORY", "VALUE", "P"),
        help=_("P of a hundred with this answer drop out; “none” goes back to what other assemblies show"),
    )
    reserves.add_argument(
        "--usual-rate", metavar="P", help=_("P of a hundred members drop out; “none” goes back to what others show")
    )


def reserves_command(options: Options, console: Console) -> Result:
    """Set rates, then freeze or draw, or say how things stand."""
    _check_usage(options)
    rates = _rates_given(options)
    with opened(options) as workspace:
        assembly_id = chosen_assembly(workspace, options)
        if options.run is not None:
            return _draw(workspace, assembly_id, options)
        if rates:
            from engage.lottery.actions import set_drop_out_rates

            workspace.write(
                partial(set_drop_out_rates, assembly_id=assembly_id, rates=rates), label=_("Set drop-out rates")
            )
        if options.freeze:
            return _freeze(workspace, assembly_id, options, console)
        return _standing(workspace, assembly_id)


def _check_usage(options: Options) -> None:
    if options.freeze and options.run is not None:
        raise UsageError(reason=_("--freeze makes a new draw, so --run can't go with it."))
    if options.freeze != (options.count is not None):
        raise UsageError(reason=_("--count N and --freeze go together: so many reserves are planned and frozen."))
    if (options.run is None) != (options.public_string is None):
        raise UsageError(reason=_("--run N and --public-string S go together, once the list is frozen."))
    if options.run is not None and (options.rate or options.usual_rate):
        raise UsageError(reason=_("the list is planned already: set rates before --freeze."))


def _rates_given(options: Options) -> dict[tuple[str, str], int | None]:
    given = [("", "", options.usual_rate)] if options.usual_rate is not None else []
    return {(category, value): _percentage(text) for category, value, text in [*given, *options.rate]}


def _percentage(text: str) -> int | None:
    if text == NO_RATE:
        return None
    try:
        return int(text.removesuffix("%"))
    except ValueError:
        reason = _("“{text}” is not a rate: give a whole number of a hundred, such as 25, or “none”.")
        raise UsageError(reason=reason.format(text=text)) from None


def _standing(workspace: "Workspace", assembly_id: UUID) -> Result:
    """The rates, and who waits."""
    from engage.lottery.views import drop_out_rates, reserve_list

    sheet = workspace.read(partial(drop_out_rates, assembly_id=assembly_id))
    waiting = [person.reference for person in workspace.read(partial(reserve_list, assembly_id=assembly_id))]
    lines = [_rate_line(rate) for rate in (sheet.everybody, *sheet.values)]
    if waiting:
        lines += [_("Reserves, in the order in which they are asked:"), *waiting]
    return Result({"rates": _rate_fields(sheet), "reserves": waiting}, lines)


def _rate_fields(sheet: "RateSheet") -> list[dict[str, object]]:
    return [
        {
            "category": rate.category,
            "value": rate.value,
            "percent": rate.percent,
            "source": rate.source.value,
            "past_percent": rate.past.percent if rate.past is not None else None,
            "past_people": rate.past.people if rate.past is not None else 0,
            "past_assemblies": rate.past.assemblies if rate.past is not None else 0,
        }
        for rate in (sheet.everybody, *sheet.values)
    ]


def _rate_line(rate: "ValueRate") -> str:
    from engage.lottery.rates import RateSource

    who = f"{rate.category}: {rate.value}" if rate.category else _("Everybody")
    words = {
        RateSource.HAND: _("{who}: {percent}%, set by hand"),
        RateSource.PAST: _("{who}: {percent}%, from past assemblies"),
        RateSource.USUAL: _("{who}: {percent}%, as for everybody"),
        RateSource.ASSUMED: _("{who}: {percent}%, assumed"),
    }[rate.source]
    return words.format(who=who, percent=rate.percent)


def _freeze(workspace: "Workspace", assembly_id: UUID, options: Options, console: Console) -> Result:
    """Read, compute with no transaction open, write."""
    from engage.lottery.actions import freeze_draw
    from engage.lottery.preparing import prepare_reserves
    from engage.lottery.rules import RunKind
    from engage.lottery.views import draw_input, drop_out_rates

    read = partial(draw_input, assembly_id=assembly_id, kind=RunKind.RESERVES, seats=options.count)
    given, sheet = workspace.read(read), workspace.read(partial(drop_out_rates, assembly_id=assembly_id))
    prepared = prepare_reserves(given, rates=sheet, progress=console.progress)
    number = workspace.write(partial(freeze_draw, prepared=prepared.run), label=_("Freeze a draw"))
    fields = _frozen_fields(number, prepared)
    return Result({**fields, "rates": _rate_fields(sheet)}, _frozen_lines(number, prepared))


def _frozen_fields(number: int, prepared: "PreparedReserves") -> dict[str, object]:
    comparison = prepared.plan.comparison
    return {
        "run": number,
        "hashes": dict(prepared.run.hashes),
        "wanted": [
            {"answers": dict(each.answers), "count": each.count, "people": each.people} for each in prepared.plan.wanted
        ],
        "targets_broken": {
            "times": comparison.times,
            "these_reserves": comparison.planned.broken,
            "reserves_at_random": comparison.random.broken,
            "no_reserves": comparison.none.broken,
        },
    }


def _frozen_lines(number: int, prepared: "PreparedReserves") -> list[str]:
    comparison = prepared.plan.comparison
    broken = _(
        "In {times} simulated drop-outs, {planned} targets are broken each time with these reserves, {random} with "
        "reserves picked at random, and {none} with none."
    )
    count = prepared.plan.size
    head = ngettext("Draw {run} is frozen: {count} reserve.", "Draw {run} is frozen: {count} reserves.", count)
    return [
        head.format(run=number, count=count),
        broken.format(
            times=comparison.times,
            planned=f"{comparison.planned.broken:.2f}",
            random=f"{comparison.random.broken:.2f}",
            none=f"{comparison.none.broken:.2f}",
        ),
        *(f"{name}: {value}" for name, value in prepared.run.hashes.items()),
        _("Read these out, then draw: --run {run} --public-string …").format(run=number),
    ]


def _draw(workspace: "Workspace", assembly_id: UUID, options: Options) -> Result:
    from engage.lottery.actions import draw_panel
    from engage.lottery.rules import RunKind
    from engage.lottery.views import reserve_list, run_sheet
    from engage.storage.backup import back_up_beside

    run = workspace.read(partial(run_sheet, assembly_id=assembly_id, number=options.run))
    if run.row.kind is not RunKind.RESERVES:
        raise RefusedError("not-reserves", number=options.run)
    back_up_beside(workspace, "before-draw")
    draw = partial(draw_panel, assembly_id=assembly_id, number=options.run, public_string=options.public_string)
    workspace.write(draw, label=_("Draw the reserves"))
    waiting = [person.reference for person in workspace.read(partial(reserve_list, assembly_id=assembly_id))]
    head = _("Reserves, in the order in which they are asked:")
    return Result({"run": options.run, "selected": waiting}, [head, *waiting])
