"""`engage lottery letters`, `invite` and `verify-invite`: the first-stage lottery, from addresses to a print list."""

import secrets
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from engage.cli.common import Commands, Console, Options, Parser, Result, add_out, out_folder, positive
from engage.errors import RefusedError, UsageError
from engage.languages.screen import _

if TYPE_CHECKING:
    from engage.exchange.addresses import AddressList

LETTERS, RECORD = "letters.csv", "invitation-record.json"
_DEFAULT_RATES = ("3%", "5%", "8%")
_DEFAULT_MULTIPLE = "10"


def add_invitations(lottery: Commands) -> None:
    """Add the commands of the first stage to `lottery`."""
    letters = lottery.add("letters", letters_command, summary=_("say how many letters to send"))
    letters.add_argument("--seats", metavar="N", type=positive, required=True, help=_("members to draw"))
    letters.add_argument(
        "--multiple", metavar="M", default=_DEFAULT_MULTIPLE, help=_("people wanted in the pool for each seat: 10")
    )
    letters.add_argument(
        "--rates", metavar="R", nargs="+", default=_DEFAULT_RATES, help=_("replies for each letter: 3%% 5%% 8%%")
    )
    invite = lottery.add("invite", invite_command, summary=_("draw the addresses that get a letter"))
    _add_addresses(invite)
    invite.add_argument("--letters", metavar="N", type=positive, required=True, help=_("letters to send"))
    invite.add_argument(
        "--weights", metavar="W", default="", help=_("letters for some strata in other proportion: North=2,South=1.5")
    )
    invite.add_argument("--public-string", metavar="S", help=_("what was said in public; random if left out"))
    add_out(invite)
    verify = lottery.add("verify-invite", verify_command, summary=_("check a draw of addresses by drawing again"))
    verify.add_argument("record", metavar="RECORD", type=Path, help=_("the record of the draw"))
    _add_addresses(verify)


def _add_addresses(parser: Parser) -> None:
    parser.add_argument("--addresses", metavar="A.csv", type=Path, required=True, help=_("addresses, one home a row"))
    parser.add_argument("--id-column", metavar="C", default="", help=_("the column that tells homes apart"))
    parser.add_argument("--strata", metavar="COLUMNS", default="", help=_("columns that make the strata, with commas"))
    parser.add_argument(
        "--before", metavar="L.csv", type=Path, nargs="+", default=[], help=_("print lists of earlier letters")
    )


def letters_command(options: Options, _console: Console) -> Result:
    """Say how many letters it takes at each rate of replies."""
    from engage.lottery.inviting import letters_needed

    multiple = figure_of(options.multiple)
    try:
        needed = {rate: letters_needed(options.seats, multiple, figure_of(rate)) for rate in options.rates}
    except ValueError:
        raise UsageError(reason=_("a rate of replies lies above 0 and goes up to 100%.")) from None
    text = _("If {rate} of the letters bring a reply: {letters} letters.")
    lines = [text.format(rate=rate, letters=count) for rate, count in needed.items()]
    return Result({"seats": options.seats, "pool": float(multiple * options.seats), "letters": needed}, lines)


def invite_command(options: Options, console: Console) -> Result:
    """Draw the homes, and write the print list and the record."""
    from engage.exchange.addresses import write_letters
    from engage.lottery.inviting import draw_letters, make_codes

    folder = out_folder(options)
    folder.refuse_existing([LETTERS, RECORD])
    homes = _read(options)
    public_string = options.public_string or secrets.token_hex(16)
    weights = weights_of(options.weights)
    drawn = draw_letters(homes.addresses, options.letters, public_string, weights=weights, progress=console.progress)
    codes = make_codes(len(drawn.keys), secrets.randbelow)
    coded = zip(codes, (homes.rows[key] for key in drawn.keys), strict=True)
    folder.write(LETTERS, write_letters(homes.header, coded))
    folder.write(RECORD, drawn.record.encode())
    strata = [
        {"stratum": each.name, "addresses": each.addresses, "weight": float(each.weight), "letters": each.letters}
        for each in drawn.strata
    ]
    fields = {
        "letters": len(drawn.keys),
        "addresses": len(homes.addresses),
        "twice": homes.twice,
        "before": homes.before,
        "public_string": public_string,
        "strata": strata,
        "files": [LETTERS, RECORD],
    }
    told = _("{letters} of {addresses} homes get a letter. {twice} rows were homes again, {before} had one before.")
    text = _("{stratum}: {letters} of {addresses}")
    return Result(fields, [told.format_map(fields), *(text.format_map(each) for each in strata if each["stratum"])])


def verify_command(options: Options, _console: Console) -> Result:
    """Draw again and compare. Exit code 1 when anything differs."""
    from engage.lottery.inviting import check_record

    if not options.record.is_file():
        raise RefusedError("source-missing", path=options.record.name)
    wrong = check_record(options.record.read_text(encoding="utf-8"), _read(options).addresses)
    verdicts = {
        "record": _("The record was changed after the draw."),
        "addresses": _("These are not the addresses that were drawn from."),
        "plan": _("The plan of letters is another one."),
        "drawn": _("The draw gives other homes than the record says."),
    }
    good = _("True: the same addresses, plan and string give the same homes.")
    lines = [verdicts[name] for name in wrong] or [good]
    return Result({"ok": not wrong, "wrong": list(wrong)}, lines, exit_code=1 if wrong else 0)


def _read(options: Options) -> "AddressList":
    from engage.exchange.addresses import read_addresses

    strata = [name.strip() for name in options.strata.split(",") if name.strip()]
    return read_addresses(options.addresses, id_column=options.id_column, strata=strata, before=options.before)


def weights_of(given: str) -> Mapping[str, Fraction]:
    """The weights by stratum, from `North=2,South=1.5`. Raises UsageError."""
    pairs = [pair.rpartition("=") for pair in given.split(",") if pair.strip()]
    if not all(name.strip() and equals for name, equals, _weight in pairs):
        raise UsageError(reason=_("--weights takes STRATUM=WEIGHT,STRATUM=WEIGHT."))
    return {name.strip(): figure_of(weight) for name, _equals, weight in pairs}


def figure_of(text: str) -> Fraction:
    """A number such as 1.5, 1/20 or 5%. Raises UsageError."""
    plain = text.strip()
    try:
        number = Fraction(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        raise UsageError(reason=_("“{text}” is not a number.").format(text=plain)) from None
    if number < 0:
        raise UsageError(reason=_("“{text}” is not a number.").format(text=plain))
    return number
