"""What a person can act on. Each error has a code, parameters and an exit code; `sentences` puts them into words.

Anything that is not an `EngageError` is a bug of ours.
"""

from collections.abc import Mapping
from typing import ClassVar


class EngageError(Exception):
    """Something a person can act on.

    `code` chooses the sentence, `params` fill its placeholders, `details` are for programs (the command line's
    `--json`). Parameters with a `label` (our enums) are shown by that label, translated.
    """

    code: str = "refused"
    exit_code: ClassVar[int] = 1

    def __init__(self, code: str = "", *, details: Mapping[str, object] | None = None, **params: object) -> None:
        if code:
            self.code = code
        self.params = params
        self.details = dict(details or {})
        super().__init__(self.code)


class RefusedError(EngageError):
    """A rule or an input says no; nothing was written."""


class NotFoundError(RefusedError):
    """What was asked for is not in the file. Parameters: `what`, `id`."""

    code = "not-found"


class TransitionError(RefusedError):
    """A move between two statuses that the rules do not allow. Parameters: `old`, `new`."""

    code = "transition"


class UsageError(EngageError):
    """The command line was used wrongly."""

    code = "usage"
    exit_code = 2


class PassphraseError(EngageError):
    """The passphrase does not open the file (or its first page is damaged)."""

    code = "wrong-passphrase"
    exit_code = 3


class DamagedFileError(EngageError):
    """The file fails its checks."""

    code = "file-damaged"
    exit_code = 4


class NewerFileError(EngageError):
    """The file was written by a newer version of the app."""

    code = "file-newer"
    exit_code = 5


class FileInUseError(EngageError):
    """Another window or command holds the file."""

    code = "file-in-use"
    exit_code = 6


class ReadOnlyFileError(EngageError):
    """The file, or its folder, can't be written."""

    code = "file-read-only"
    exit_code = 7


class StorageError(EngageError):
    """No space left, or the disk refused a read or a write."""

    code = "storage"
    exit_code = 8


class NotEngageFileError(EngageError):
    """Not an Engage file, or not there."""

    code = "not-engage-file"
    exit_code = 9
