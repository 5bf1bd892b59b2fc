"""What leaves the Lottery page as files: the records of a draw, and the selection report as a table."""

from functools import partial
from pathlib import Path

from engage.languages.screen import _
from engage.lottery.views import run_record
from ui.shell.pages import Desk
from ui.widgets.saving import SaveBox


class Keeping:
    """Asks where a file goes, and writes it there."""

    def __init__(self, desk: Desk, saving: SaveBox) -> None:
        self._desk, self._saving = desk, saving

    def save_record(self, number: int, is_private: bool) -> None:
        """Save the record of this run, with everybody's answers or without."""
        kind = "private" if is_private else "public"
        question = (
            _("Where does the private record go? It holds answers; give it to an auditor alone.")
            if is_private
            else _("Where does the public record go? Nobody can be told from it.")
        )
        name = f"draw-{number}-{kind}-record.json"
        self._saving.ask(question, name, partial(self.record, number, is_private=is_private), self._say)

    def save_table(self, form: str) -> None:
        """Save targets, pool and panel as a table: `csv`, or `xlsx` for Excel."""
        question = _("Where does the report go? It holds exact numbers, small ones too: publish the printed one.")
        self._saving.ask(question, f"selection.{form}", partial(self._table, form), self._say)

    def record(self, number: int, *, is_private: bool) -> bytes:
        """The record's bytes."""
        from engage.lottery.record import public

        text = self._desk.read(run_record, self._desk.assembly_id, number=number)
        return (text if is_private else public(text)).encode()

    def _table(self, form: str) -> bytes:
        from engage.exchange.selection import selection_csv, selection_xlsx

        export = selection_xlsx if form == "xlsx" else selection_csv
        return self._desk.read(export, self._desk.assembly_id)

    def _say(self, path: Path) -> None:
        self._desk.say(_("Saved: {path}").format(path=path))
