"""The lottery's proofs, each of any length: the tests run short ones, `python -m benchmarks.proofs` the whole ones.

Each proof gives what went wrong, so that an empty answer is a proof that held.
"""

import hashlib
import itertools
import json
import random
import runpy
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QJSEngine, QJSValue

from engage.lottery import record
from engage.lottery.engine import find_lottery
from engage.lottery.model import Entrant, Lottery, Quota
from engage.lottery.stream import Stream, choose_weighted
from engage.paths import shipped
from tests.lottery.slow_solver import leximin_by_enumeration
from tests.lottery.small_pools import random_pool

JAVASCRIPT = Path(__file__).with_name("verify_draw.js")


class BothVerifiers:
    """The script that is shipped, and the second one in JavaScript. Each says what is wrong, or nothing."""

    def __init__(self, folder):
        QCoreApplication.instance() or QCoreApplication([])
        self._path = folder / "record.json"
        self._python = runpy.run_path(str(shipped("resources", "verify_draw.py")))["verify"]
        self._engine = QJSEngine()
        loaded = self._engine.evaluate(JAVASCRIPT.read_text(encoding="utf-8"), JAVASCRIPT.name)
        assert not loaded.isError(), loaded.toString()
        self._javascript = self._engine.globalObject().property("verify")

    def __call__(self, data):
        self._path.write_bytes(data)
        found = self._javascript.call([QJSValue(data.decode("latin-1"))])
        assert not found.isError(), found.toString()
        return self._python(str(self._path))[2], found.toString()


def leximin_differences(seeds):
    """The seeds of small pools on which the engine is not the slow solver, in chances or in who is in no panel."""
    for seed in seeds:
        entrants, quotas, seats = random_pool(seed)
        truth, in_no_panel = leximin_by_enumeration(entrants, quotas, seats)
        found = find_lottery(entrants, quotas, seats)
        is_same = all(abs(float(found.chances[name]) - chance) <= 1e-6 for name, chance in truth.items())
        if not is_same or not found.is_leximin or list(found.in_no_panel) != in_no_panel:
            yield seed


def true_record(seed):
    """A record of a small pool: private or public, frozen or drawn, of a lottery with weights or of ten panels."""
    pick = random.Random(seed)
    entrants, quotas, seats = random_pool(seed)
    names = {entrant.id: f"{seed:x}{entrant.id}" for entrant in entrants}
    entrants = [Entrant(names[each.id], each.answers, each.household) for each in entrants]
    is_numbered = pick.random() < 0.3
    found = find_lottery(entrants, quotas, seats, panels=10 if is_numbered else None)
    salt = hashlib.sha256(str(seed).encode()).digest()
    text = record.freeze(entrants, quotas, found, salt=salt, digits=1 if is_numbered else 0)
    if pick.random() < 0.8:
        text = record.draw(text, str(pick.randrange(10)) if is_numbered else f"{pick.random()} é 12")
    return record.public(text) if pick.random() < 0.4 else text


def refused_truths(verifiers, seeds):
    """True records that a verifier refuses."""
    for seed in seeds:
        verdicts = verifiers(true_record(seed).encode())
        if any(verdicts):
            yield seed, verdicts


def forged(text, pick):
    """The record with a byte, a row, a weight or a digit changed; whoever forges may know how to seal it again."""
    if pick.random() < 0.4:
        return _other_byte(text.encode(), pick)
    values = json.loads(text)
    pick.choice(FORGERIES)(values, pick)
    return record._sealed(values).encode() if pick.random() < 0.8 else record._canonical(values).encode()


def accepted_forgeries(verifiers, seeds):
    """Forged records that a verifier accepts."""
    for seed in seeds:
        truth = true_record(seed)
        forgery = forged(truth, random.Random(-seed))
        assert forgery != truth.encode()
        verdicts = verifiers(forgery)
        if not all(verdicts):
            yield seed, verdicts


def _other_byte(data, pick):
    place, changed = pick.randrange(len(data)), bytearray(data)
    changed[place] ^= pick.randrange(1, 256)
    return bytes(changed)


def _another_weight(values, pick):
    values["weights"][pick.randrange(len(values["weights"]))] += pick.choice((-1, 1))


def _shifted_weight(values, pick):
    values["weights"][0] += 1
    values["total"] += 1


def _missing_panel(values, pick):
    values["panels"].pop(pick.randrange(len(values["panels"])))


def _another_member(values, pick):
    panel = pick.choice(values["panels"])
    panel[0] = panel[-1] if len(panel) > 1 else "nobody"


def _another_digit(values, pick):
    name = pick.choice(sorted(values["chances"]))
    values["chances"][name] += pick.choice((-1, 1))


def _another_least(values, pick):
    values["least_chance"] = pick.choice([text for text in ("0/1", "1/1", "3/7919") if text != values["least_chance"]])


def _another_commitment(values, pick):
    name = pick.choice(sorted(values["commitments"]))
    values["commitments"][name] = _other_digit(values["commitments"][name], pick)


def _another_hash(values, pick):
    name = pick.choice(("pool", "targets", "portfolio"))
    values["hashes"][name] = _other_digit(values["hashes"][name], pick)


def _another_target(values, pick):
    pick.choice(values["targets"])[pick.choice((2, 3))] += pick.choice((1, 2))


def _another_draw(values, pick):
    if "draw" not in values:
        return _another_weight(values, pick)
    values["draw"]["seed"] = _other_digit(values["draw"]["seed"], pick)
    return None


def _other_digit(text, pick):
    place = pick.randrange(len(text))
    return (
        text[:place] + pick.choice([digit for digit in "0123456789abcdef" if digit != text[place]]) + text[place + 1 :]
    )


FORGERIES = (
    _another_weight,
    _shifted_weight,
    _missing_panel,
    _another_member,
    _another_digit,
    _another_least,
    _another_commitment,
    _another_hash,
    _another_target,
    _another_draw,
)


def uneven_draws(people, draws):
    """Where people, or pairs, are drawn other than the lottery says: χ² beyond the 99.9 % band (Wilson, Hilferty)."""
    entrants = [Entrant(f"p{number:02}", {"c": "xy"[number % 2]}) for number in range(people)]
    quotas = [Quota("c", "x", 1, 2), Quota("c", "y", 1, 2)]
    found = find_lottery(entrants, quotas, 3)
    singles, pairs = Counter(), Counter()
    for number in range(draws):
        stream = Stream(hashlib.sha256(f"{people} {number}".encode()).digest())
        panel = found.panels[choose_weighted(stream, found.weights)]
        singles.update(panel)
        pairs.update(itertools.combinations(panel, 2))
    for drawn, size in ((singles, 1), (pairs, 2)):
        expected = _expected(found, size)
        square = sum(
            (drawn[each] - draws * chance) ** 2 / (draws * chance * (1 - chance)) for each, chance in expected.items()
        )
        freedom = len(expected)
        if square > freedom * (1 - 2 / (9 * freedom) + 3.1 * (2 / (9 * freedom)) ** 0.5) ** 3 or set(drawn) - set(
            expected
        ):
            yield people, size, square


def _expected(found: Lottery, size):
    expected = Counter()
    for panel, weight in zip(found.panels, found.weights, strict=True):
        for each in itertools.combinations(panel, size) if size > 1 else panel:
            expected[each] += weight / found.total
    return expected
