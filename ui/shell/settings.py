"""What this computer remembers about the window: language, palette, text size, recent files. Never personal data."""

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, Self

from engage.languages.catalogues import SCREEN_LANGUAGES
from engage.paths import local_data
from ui.shell.theme import LEAST_SCALE, MOST_SCALE, PALETTES

_MOST_RECENT: Final = 8
_SYSTEM: Final = "system"


@dataclass(frozen=True)
class Settings:
    """The settings of one computer. `recent` holds paths alone, newest first."""

    language: str = "en"
    palette: str = _SYSTEM
    text_scale: int = 100
    remembers_files: bool = True
    recent: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the settings. What is missing, damaged or out of range falls back to the default."""
        try:
            raw = json.loads((path or settings_path()).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        return cls(**_sound(raw)) if isinstance(raw, dict) else cls()

    def save(self, path: Path | None = None) -> None:
        """Write the settings whole or not at all. A disk that refuses is no reason to stop anyone's work."""
        path = path or settings_path()
        beside = path.with_suffix(".new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
            os.replace(beside, path)  # noqa: PTH105 - the same, and it reads as what it is
        except OSError:
            return

    def opened(self, path: Path) -> Self:
        """The settings after this file was opened."""
        if not self.remembers_files:
            return replace(self, recent=())
        newest = str(path.resolve())
        return replace(self, recent=(newest, *(p for p in self.recent if p != newest))[:_MOST_RECENT])


def settings_path() -> Path:
    """Where the settings are kept."""
    return local_data() / "settings.json"


def _sound(raw: dict[str, Any]) -> dict[str, Any]:
    """The entries of a settings file that can be believed."""
    checks = {
        "language": lambda value: value in SCREEN_LANGUAGES,
        "palette": lambda value: value in (*PALETTES, _SYSTEM),
        "text_scale": lambda value: type(value) is int and LEAST_SCALE <= value <= MOST_SCALE,
        "remembers_files": lambda value: isinstance(value, bool),
        "recent": lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    }
    names = [field.name for field in fields(Settings)]
    kept = {name: raw[name] for name in names if name in raw and checks[name](raw[name])}
    if "recent" in kept:
        kept["recent"] = tuple(kept["recent"][:_MOST_RECENT])
    return kept
