"""Short runs of the proofs; `python -m benchmarks.proofs` runs them at full length."""

import hashlib
import os
import subprocess
import sys
from collections import Counter

import pytest

from engage.lottery.stream import Stream
from tests.lottery.proofs import (
    BothVerifiers,
    accepted_forgeries,
    leximin_differences,
    refused_truths,
    true_record,
    uneven_draws,
)


@pytest.fixture
def verifiers(tmp_path, qapp):
    """JavaScript needs an app: the one that later tests of windows will use."""
    return BothVerifiers(tmp_path)


def test_leximin_is_the_slow_solvers_on_small_pools():
    assert list(leximin_differences(range(1000, 1020))) == []


def test_both_verifiers_accept_true_records(verifiers):
    assert list(refused_truths(verifiers, range(2000, 2030))) == []


def test_both_verifiers_refuse_forged_records(verifiers):
    assert list(accepted_forgeries(verifiers, range(3000, 3060))) == []


@pytest.mark.parametrize("data", [b"", b"{}", b"null", b"[1]", b"\xff", b'{"format":NaN}', b'{"a":"\xed\xa0\x80"}'])
def test_both_verifiers_refuse_what_is_no_record(verifiers, data):
    assert all(verifiers(data))


def test_both_verifiers_refuse_a_space_more(verifiers):
    assert all(verifiers(true_record(1).encode() + b" "))


@pytest.mark.parametrize("people", [6, 13])
def test_people_and_pairs_are_drawn_as_often_as_they_should(people):
    assert list(uneven_draws(people, 8000)) == []


@pytest.mark.parametrize("limit", [2, 3, 5, 100, 129, 256])
def test_no_number_is_favoured_whatever_the_bytes(limit):
    """Each number comes from exactly as many bytes as any other; those of the other bytes are thrown away."""

    class OneByte(Stream):
        def __init__(self, byte):
            super().__init__(b"")
            self._bytes = [byte]

        def take(self, count):
            if not self._bytes:
                raise StopIteration
            return bytes([self._bytes.pop()])

    counts = Counter()
    for byte in range(256):
        try:
            counts[OneByte(byte).below(limit)] += 1
        except StopIteration:
            counts["again"] += 1
    again = counts.pop("again", 0)

    assert sorted(counts) == list(range(limit))
    assert len(set(counts.values())) == 1
    assert again + sum(counts.values()) == 256


RECORD = """
import hashlib, random, sys
from engage.lottery import record
from engage.lottery.engine import find_lottery
from tests.lottery.small_pools import random_pool
entrants, quotas, seats = random_pool(11)
mixed = random.Random(sys.argv[1])
mixed.shuffle(entrants), mixed.shuffle(quotas)
frozen = record.freeze(entrants, quotas, find_lottery(entrants, quotas, seats), salt=bytes(32))
print(hashlib.sha256(record.draw(frozen, "3 1 4").encode()).hexdigest())
"""

SURROUNDINGS = [
    ("0", "C", "UTC", "1"),
    ("1", "C.UTF-8", "Asia/Kathmandu", "2"),
    ("77", "tr_TR.UTF-8", "Pacific/Apia", "8"),
    ("4294967295", "ar_EG.UTF-8", "America/St_Johns", "16"),
]


def test_one_pool_and_string_give_the_same_bytes_in_all_surroundings():
    """Across hash seeds, locales, time zones, numbers of threads and orders of rows."""
    runs = []
    for seed, locale, zone, threads in SURROUNDINGS:
        there = {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone, "OMP_NUM_THREADS": threads}
        there |= {"OPENBLAS_NUM_THREADS": threads, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", RECORD, seed]
        runs.append(subprocess.Popen(command, env={**os.environ, **there}, stdout=subprocess.PIPE, text=True))

    answers = {run.communicate()[0] for run in runs}

    assert all(run.returncode == 0 for run in runs)
    assert len(answers) == 1
    assert len(answers.pop().strip()) == len(hashlib.sha256().hexdigest())
