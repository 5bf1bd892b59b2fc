"""`engage invite`: the first-stage lottery inside a file, wave after wave."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from engage.cli.common import (
    Commands,
    Console,
    Options,
    Result,
    add_file,
    add_force,
    chosen_assembly,
    opened,
    out_folder,
    positive,
)
from engage.cli.invitations import LETTERS, RECORD, figure_of, weights_of
from engage.errors import UsageError
from engage.languages.screen import _

if TYPE_CHECKING:
    from engage.people.views import InvitedWave
    from engage.storage.workspace import Workspace

_ADDRESSES = "addresses.csv"


def add_commands(commands: Commands) -> None:
    """Add `invite`."""
    invite = commands.add(
        "invite",
        invite_command,
        summary=_("freeze a wave of letters, then draw the homes that get one"),
        description=_(
            "First --letters N --freeze: fixes list and plan, and gives their hashes to be read out. "
            "Then --wave N --public-string S: draws the homes with words or numbers said in public. "
            "Without any of these it lists the waves."
        ),
    )
    add_file(invite)
    invite.add_argument("--letters", metavar="N", type=positive, help=_("letters to send"))
    invite.add_argument("--strata", metavar="COLUMNS", default="", help=_("columns that make the strata, with commas"))
    invite.add_argument(
        "--weights", metavar="W", default="", help=_("letters for some strata in other proportion: North=2,South=1.5")
    )
    invite.add_argument("--rate", metavar="R", default="5%", help=_("replies expected: 5%%"))
    invite.add_argument("--freeze", action="store_true", help=_("fix the list and the plan"))
    invite.add_argument("--wave", metavar="N", type=positive, help=_("the number of the wave"))
    invite.add_argument("--public-string", metavar="S", help=_("what was said in public: dice, or a witness's words"))
    invite.add_argument("--sent-on", metavar="DAY", help=_("note the day on which the letters went out: 2027-01-31"))
    invite.add_argument("--void", metavar="REASON", help=_("declare the wave void; it stays listed with its reason"))
    invite.add_argument(
        "--out", metavar="DIR", type=Path, help=_("write the letters, the record and the addresses there")
    )
    add_force(invite)


def invite_command(options: Options, console: Console) -> Result:
    """Do one thing to a wave, and tell where the waves stand."""
    _check_usage(options)
    if options.out:
        out_folder(options).refuse_existing([LETTERS, RECORD, _ADDRESSES])
    with opened(options) as workspace:
        assembly_id = chosen_assembly(workspace, options)
        number = _freeze(workspace, assembly_id, options) if options.freeze else options.wave
        if number is not None and not options.freeze:
            _change(workspace, assembly_id, number, options, console)
        files = _write(workspace, assembly_id, number, options) if options.out else []
        waves = _waves(workspace, assembly_id)
    shown = [wave for wave in waves if number in (None, wave.number)]
    fields: dict[str, object] = {"waves": [_fields(wave) for wave in shown], "files": files}
    lines = [line for wave in shown for line in _lines(wave)]
    return Result(fields, lines or [_("No wave of letters has been frozen yet.")])


def _check_usage(options: Options) -> None:
    deeds = [options.public_string, options.sent_on, options.void]
    if options.freeze and (options.wave is not None or options.letters is None or any(deeds) or options.out):
        raise UsageError(reason=_("--freeze makes a new wave: it takes --letters N, and --wave can't go with it."))
    if not options.freeze and options.letters is not None:
        raise UsageError(reason=_("give --letters N --freeze, or --wave N --public-string S."))
    if options.wave is None and (any(deeds) or options.out):
        raise UsageError(reason=_("say which wave: --wave N."))
    if sum(each is not None for each in deeds) > 1:
        raise UsageError(reason=_("one thing at a time: --public-string, --sent-on or --void."))


def _freeze(workspace: "Workspace", assembly_id: UUID, options: Options) -> int:
    from engage.lottery.actions import freeze_wave

    freeze = partial(
        freeze_wave,
        assembly_id=assembly_id,
        letters=options.letters,
        strata_columns=[name.strip() for name in options.strata.split(",") if name.strip()],
        weights=weights_of(options.weights),
        rate=figure_of(options.rate),
    )
    return workspace.write(freeze, label=_("Freeze a wave of letters"))


def _change(workspace: "Workspace", assembly_id: UUID, number: int, options: Options, console: Console) -> None:
    from engage.lottery.actions import draw_wave, note_sent, void_wave
    from engage.storage.backup import back_up_beside

    if options.public_string is not None:
        back_up_beside(workspace, "before-draw")
        draw = partial(draw_wave, assembly_id=assembly_id, number=number, progress=console.progress)
        workspace.write(partial(draw, public_string=options.public_string), label=_("Draw who gets a letter"))
    elif options.sent_on is not None:
        note = partial(note_sent, assembly_id=assembly_id, number=number, sent_on=_day(options.sent_on))
        workspace.write(note, label=_("Note when letters went out"))
    elif options.void is not None:
        void = partial(void_wave, assembly_id=assembly_id, number=number, reason=options.void)
        workspace.write(void, label=_("Declare a wave of letters void"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(reason=_("“{text}” is not a day. Write it as 2027-01-31.").format(text=text)) from None


def _write(workspace: "Workspace", assembly_id: UUID, number: int, options: Options) -> list[str]:
    from engage.exchange.addresses import wave_addresses_csv, wave_letters_csv
    from engage.people.views import wave_record

    folder = out_folder(options)
    content = {
        LETTERS: workspace.read(partial(wave_letters_csv, assembly_id=assembly_id, number=number)),
        RECORD: workspace.read(partial(wave_record, assembly_id=assembly_id, number=number)).encode(),
        _ADDRESSES: workspace.read(partial(wave_addresses_csv, assembly_id=assembly_id, number=number)),
    }
    for name, data in content.items():
        folder.write(name, data)
    return list(content)


def _waves(workspace: "Workspace", assembly_id: UUID) -> "tuple[InvitedWave, ...]":
    from engage.people.views import invited

    return workspace.read(partial(invited, assembly_id=assembly_id))


def _fields(wave: "InvitedWave") -> dict[str, object]:
    return {
        "wave": wave.number,
        "state": wave.state.value,
        "letters": wave.letters,
        "replies": wave.replies,
        "hashes": {"addresses": wave.addresses_sha256, "plan": wave.plan_sha256},
        "public_string": wave.public_string,
        "sent_on": wave.sent_on.isoformat() if wave.sent_on else None,
        "void_reason": wave.void_reason,
        "strata": [
            {
                "stratum": each.name,
                "addresses": each.homes,
                "weight": float(each.weight),
                "letters": each.letters,
                "replies": each.replies,
            }
            for each in wave.strata
        ],
    }


def _lines(wave: "InvitedWave") -> list[str]:
    head = _("Wave {number}: {letters} letters, {replies} replies. {state}")
    lines = [head.format(number=wave.number, letters=wave.letters, replies=wave.replies, state=_(wave.state.label))]
    text = _("{stratum}: {letters} of {addresses}")
    lines += [
        text.format(stratum=each.name, letters=each.letters, addresses=each.homes) for each in wave.strata if each.name
    ]
    if wave.drawn_at is None:
        lines += [f"addresses: {wave.addresses_sha256}", f"plan: {wave.plan_sha256}"]
        lines.append(_("Read these out, then draw: --wave {number} --public-string …").format(number=wave.number))
    return lines
