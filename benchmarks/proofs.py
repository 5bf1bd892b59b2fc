"""The lottery's proofs at full length: `python -m benchmarks.proofs`. The tests run short ones of the same."""

import itertools
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.machine import describe
from tests.lottery.proofs import (
    BothVerifiers,
    accepted_forgeries,
    leximin_differences,
    refused_truths,
    uneven_draws,
)

SIZES = (6, 9, 12, 20, 40)


def main() -> None:
    """Print each proof, and what went against it."""
    print(describe())
    with TemporaryDirectory() as folder:
        verifiers = BothVerifiers(Path(folder))
        proofs = {
            "leximin of 200 small pools is the slow solver's": leximin_differences(range(200)),
            "both verifiers accept 1,000 true records": refused_truths(verifiers, range(1000)),
            "both verifiers refuse 1,000 forged records": accepted_forgeries(verifiers, range(1000)),
            "people and pairs are even over 100,000 draws of 5 sizes": itertools.chain.from_iterable(
                uneven_draws(people, 100_000) for people in SIZES
            ),
        }
        for name, proof in proofs.items():
            began = time.perf_counter()
            wrong = list(proof)
            print(f"{name}: {wrong or 'holds'} ({time.perf_counter() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
