"""Where the app's own files are: beside the source in a checkout, inside the package in a wheel."""

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def shipped(*parts: str) -> Path:
    """The path of a file that comes with the app, such as `shipped("resources", "fonts")`."""
    inside = _PACKAGE / "_shipped"
    root = inside if inside.is_dir() else _PACKAGE.parent
    return root.joinpath(*parts)


def local_data() -> Path:
    """The folder for logs and the list of recent files: this computer's own, never synced or roaming."""
    return Path(platformdirs.user_data_dir("engage", appauthor=False, roaming=False))
