"""`python -m engage` and the `engage` command: a window without a command, the command line with one."""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the window or a command; gives the exit code."""
    guard_process()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        from engage.cli.main import prepare_streams, run, window_file

        prepare_streams()
        is_window, file = window_file(given)
        return open_window(file) if is_window else run(given)
    except KeyboardInterrupt:
        return 130


def guard_process() -> None:
    """Before anything else: new files are private, a crash leaves no memory on disk, Ctrl+C works everywhere.

    Linear algebra keeps to one thread: sums come out the same everywhere, and the lottery is quicker for it.
    """
    os.umask(0o077)
    for limit in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ.setdefault(limit, "1")
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGINT, signal.default_int_handler)


def open_window(file: Path | None) -> int:
    """Show the window, with a file or without. The only place under `engage` that knows of the window."""
    from ui.shell.app import run_app

    return run_app(file)


if __name__ == "__main__":
    sys.exit(main())
