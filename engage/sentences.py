"""Every error in words: what happened, why, and what to do. The one module that makes sentences of errors."""

from engage.errors import EngageError
from engage.languages.catalogues import Catalogue, mark

# Keyed by the error's code. Placeholders are the error's parameters.
SENTENCES: dict[str, str] = {
    "refused": mark("That can't be done."),
    "not-found": mark("There is no {what} “{id}” in this file. Check the reference and try again."),
    "transition": mark("A person can't go from “{old}” to “{new}”. Choose one of the moves that are offered."),
    "usage": mark("The command was not understood: {reason} Run it with --help to see what it takes."),
    "wrong-passphrase": mark(
        "The passphrase does not open this file, or the beginning of the file is damaged. "
        "Check the passphrase on the recovery sheet; if it is right, open the newest backup."
    ),
    "file-damaged": mark(
        "This file is damaged and was left as it is. Restore the newest backup, and keep the damaged file until you have."
    ),
    "file-newer": mark("This file was written by a newer version of Engage. Update Engage and open it again."),
    "file-in-use": mark("This file is open in another window or command. Close it there and try again."),
    "file-read-only": mark(
        "This file can't be changed: the file or its folder is read-only. Copy it to a folder of your own and open it there."
    ),
    "storage": mark("The disk refused to read or write. Free some space or use another disk, then try again."),
    "file-exists": mark("“{path}” is already there and was left as it is. Choose another folder, or add --force."),
    "not-engage-file": mark("This is not an Engage file, or it is not there. Check the path."),
}


def sentence(error: EngageError, catalogue: Catalogue) -> str:
    """The error in the catalogue's language, with its parameters filled in."""
    params = {name: _shown(value, catalogue) for name, value in error.params.items()}
    return catalogue.gettext(SENTENCES[error.code]).format(**params)


def _shown(value: object, catalogue: Catalogue) -> str:
    label = getattr(value, "label", None)
    return catalogue.gettext(label) if isinstance(label, str) else str(value)
