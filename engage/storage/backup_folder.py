"""The folder of automatic backups beside a file: what is in it, what comes next, and what may go."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_NAME = re.compile(r"(?P<number>\d{6})-(?P<day>\d{8})-\d{6}-[a-z-]+\.engage")
_NEWEST = 10
_DAYS = 7
_WEEKS = 8
_MONTHS = 12


@dataclass(frozen=True, order=True)
class KeptBackup:
    """An automatic backup. The number orders; the day only labels, since a clock can be wrong."""

    number: int
    day: str
    path: Path


def backup_folder(path: Path) -> Path:
    """Where a file's automatic backups are."""
    return path.with_name(f"{path.name}.backups")


def list_backups(path: Path) -> list[KeptBackup]:
    """The automatic backups of a file, the newest last."""
    found = ((each, _NAME.fullmatch(each.name)) for each in _entries(backup_folder(path)))
    return sorted(KeptBackup(int(match["number"]), match["day"], each) for each, match in found if match)


def newest_backup(path: Path) -> Path | None:
    """The newest automatic backup of a file, if there is one."""
    backups = list_backups(path)
    return backups[-1].path if backups else None


def leftovers(path: Path) -> list[Path]:
    """What backups that were killed half-way left in the folder. Only for whoever holds the file."""
    return [each for each in _entries(backup_folder(path)) if each.name.startswith(".") and ".partial" in each.name]


def next_backup(path: Path, reason: str, now: datetime) -> Path:
    """The path of the next backup. `reason` is a word or two in small letters, such as "before-draw"."""
    backups = list_backups(path)
    number = backups[-1].number + 1 if backups else 1
    return backup_folder(path) / f"{number:06}-{now:%Y%m%d-%H%M%S}-{reason}.engage"


def superseded(backups: Iterable[KeptBackup]) -> list[KeptBackup]:
    """Those that may go: not among the newest 10, nor the newest of one of the last 7 days, 8 weeks or 12 months."""
    newest_first = sorted(backups, reverse=True)
    kept = set(newest_first[:_NEWEST])
    for period, count in ((_day, _DAYS), (_week, _WEEKS), (_month, _MONTHS)):
        newest_of: dict[object, KeptBackup] = {}
        for backup in newest_first:
            newest_of.setdefault(period(backup.day), backup)
        kept.update(list(newest_of.values())[:count])
    return [backup for backup in newest_first if backup not in kept]


def _day(day: str) -> object:
    return day


def _week(day: str) -> object:
    return datetime.strptime(day, "%Y%m%d").isocalendar()[:2]  # noqa: DTZ007 - a day, not an instant


def _month(day: str) -> object:
    return day[:6]


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
