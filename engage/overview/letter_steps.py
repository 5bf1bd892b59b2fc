"""What there is to do about the letters that invite people: draw who gets one, and send them."""

import uuid
from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from engage.languages.editions import Language
from engage.languages.formats import number
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.overview.steps import NextStep
from engage.people.rules import WaveState
from engage.people.views import InvitedWave, count_addresses, invited


def letter_steps(db: Session, assembly_id: uuid.UUID, *, due: date | None) -> Iterator[NextStep]:
    """The steps for letters, one at a time, once there are addresses. Words are in the screen's language."""
    waves = [wave for wave in invited(db, assembly_id) if wave.state is not WaveState.VOID]
    last = waves[-1] if waves else None
    addresses = count_addresses(db, assembly_id)
    if last is None and addresses:
        words = ngettext("{count} address is in.", "{count} addresses are in.", addresses)
        why = words.format(count=_figure(addresses))
        yield _step(_("Draw who gets a letter"), why, due, _("Plan the letters"))
    elif last is not None and last.state is WaveState.FROZEN:
        why = _("Wave {number} is frozen: it waits for the words or numbers said in public.")
        yield _step(_("Draw who gets a letter"), why.format(number=last.number), due, _("Draw who gets a letter"))
    elif last is not None and last.sent_on is None:
        yield _step(_("Send the letters"), _drawn_words(last), due, _("See the letters"))


def _drawn_words(wave: InvitedWave) -> str:
    words = ngettext(
        "Wave {number} is drawn: {count} letter. Note the day on which it goes out.",
        "Wave {number} is drawn: {count} letters. Note the day on which they go out.",
        wave.letters,
    )
    return words.format(number=wave.number, count=_figure(wave.letters))


def _figure(value: int) -> str:
    return number(value, Language(screen_catalogue().code))


def _step(what: str, why: str, due: date | None, action: str) -> NextStep:
    return NextStep(what, why, due, "lottery", action, "letters")
