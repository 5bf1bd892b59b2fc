"""Which column of a file holds which field: by its name, however it is written, or as the person says. Pure."""

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from engage.errors import RefusedError
from engage.exchange.csv_files import header_key


@dataclass(frozen=True)
class Column:
    """A column that a kind of file has: our name for it, what it means (to be translated), other names for it."""

    name: str
    meaning: str
    aliases: tuple[str, ...] = ()
    is_required: bool = False


def normalised(name: str) -> str:
    """The letters and digits of a name alone, so that "Post code" and "post_code" are one."""
    letters = "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())
    return letters or header_key(name)


_LIKENESSES: tuple[Callable[[str], str], ...] = (str, header_key, normalised)


class Headers:
    """A file's columns, taken one by one: a column that serves one field serves no other."""

    def __init__(self, header: Sequence[str]) -> None:
        self.names = tuple(header)
        self._free = dict.fromkeys(range(len(header)))

    def take(self, names: Iterable[str]) -> int | None:
        """The place of a column that has the first of these names, else the second, and so on."""
        for name in names:
            for alike in _LIKENESSES:
                for place in self._free:
                    if alike(self.names[place]) == alike(name):
                        del self._free[place]
                        return place
        return None

    def take_chosen(self, name: str) -> int:
        """The place of a column that a person named. Raises RefusedError when there is none, or it is taken."""
        place = self.take([name])
        if place is None:
            raise RefusedError("column-unknown", column=name, columns=", ".join(self.names))
        return place

    def place(self, name: str) -> int:
        """The place of a column that a person named, taken or not. Raises RefusedError when there is none."""
        for alike in _LIKENESSES:
            for place, known in enumerate(self.names):
                if alike(known) == alike(name):
                    return place
        raise RefusedError("column-unknown", column=name, columns=", ".join(self.names))

    @property
    def free(self) -> tuple[int, ...]:
        """The places of the columns that nothing has taken."""
        return tuple(self._free)


def nearest(text: str, options: Sequence[str]) -> str:
    """The option that was probably meant; empty when none is near."""
    folded = {normalised(option): option for option in reversed(options)}
    if normalised(text) in folded:
        return folded[normalised(text)]
    near = difflib.get_close_matches(normalised(text), list(folded), n=1, cutoff=0.65)
    return folded[near[0]] if near else ""
