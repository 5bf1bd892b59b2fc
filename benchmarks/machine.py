"""What the figures were measured on, and how to measure a step."""

import os
import platform
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import TypeVar

T = TypeVar("T")


def describe() -> str:
    """The machine and the Python, in one line."""
    system = f"{platform.system()} {platform.machine()}, {_processor()}, {os.cpu_count()} cores"
    return f"{system}, Python {platform.python_version()}"


def timed(step: Callable[[], T]) -> tuple[T, float]:
    """What a step gives, and its seconds."""
    start = time.perf_counter()
    result = step()
    return result, time.perf_counter() - start


def typical(step: Callable[[], object], *, times: int = 9) -> float:
    """The median of some runs, in milliseconds."""
    return median(timed(step)[1] for _ in range(times)) * 1000


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown processor"
