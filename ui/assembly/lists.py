"""The two lists of the page: objectives and partners, edited in place."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from engage.assembly.actions import edit_objective, edit_partner, edit_partner_hope
from engage.assembly.rules import PARTNER_FIELDS, PartnerKind
from engage.assembly.views import ObjectiveRow, PartnerRow
from engage.languages.bidi import isolated
from engage.languages.local_text import LocalText, pick
from engage.languages.screen import _
from ui.shell.pages import Desk
from ui.widgets.folding import Fold
from ui.widgets.forms import Field, area, choice, line
from ui.widgets.language_names import document_languages
from ui.widgets.layouts import column, row
from ui.widgets.row_list import RowEditor, RowList

Chosen = Callable[[], str]
"""Gives the language in which texts are shown and written."""


class ObjectiveEditor(RowEditor[ObjectiveRow]):
    """One objective."""

    def __init__(self, desk: Desk, key: UUID, language: Chosen) -> None:
        super().__init__()
        self._desk, self._key, self._language = desk, key, language
        self.text = area("", self._save, lines=1, name=_("Objective"))
        self.setLayout(column(self.text))

    def show_row(self, row_shown: ObjectiveRow) -> None:
        """Show it in the chosen language."""
        show_local(self.text, row_shown.text, self._language())
        self.text.show_mark(_("▲ made up by the template") if row_shown.is_invented else "")

    def _save(self, text: str) -> None:
        self._desk.write(edit_objective, self._key, self._language(), text, label=_("Edit an objective"))


class ObjectiveList(RowList[ObjectiveRow]):
    """The objectives in order."""

    def __init__(self, desk: Desk, language: Chosen) -> None:
        super().__init__(
            noun=_("Objective"),
            add_words=_("Add an objective"),
            empty_words=_("No objectives yet. Two or three are enough."),
        )
        self._desk, self._language = desk, language

    def editor_for(self, row_shown: ObjectiveRow) -> ObjectiveEditor:
        """A field for the text."""
        return ObjectiveEditor(self._desk, row_shown.id, self._language)


class PartnerEditor(RowEditor[PartnerRow]):
    """One partner: its name, what it is, what it hopes, and folded away who answers for it and where letters go."""

    def __init__(self, desk: Desk, key: UUID, language: Chosen) -> None:
        super().__init__()
        self._desk, self._key, self._language = desk, key, language
        kinds = [(kind, _(kind.label)) for kind in PartnerKind]
        self.name = line("", partial(self._save, "name"), placeholder=_("Name"), name=_("Partner's name"))
        self.kind = choice("", kinds, partial(self._save, "kind"), name=_("Kind of partner"))
        self.hope = area("", self._save_hope, lines=1, name=_("What the partner hopes"))
        self.contact = {name: self._contact_field(name) for name in PARTNER_FIELDS if name != "name"}
        self.letters = Fold(_("Who answers for it, and where letters go"), column(*self.contact.values(), gap=8))
        self.setLayout(column(row((self.name, 1), (self.kind, 1)), self.hope, self.letters, gap=4))

    def show_row(self, row_shown: PartnerRow) -> None:
        """Show it, the hope in the chosen language."""
        self.name.show_value(row_shown.name)
        self.kind.show_value(row_shown.kind)
        show_local(self.hope, row_shown.hope, self._language(), empty=_("What it hopes to hear"))
        self.hope.show_mark(_("▲ made up by the template") if row_shown.is_invented else "")
        for name, field in self.contact.items():
            field.show_value(getattr(row_shown, name))
        owes_answer = row_shown.kind is not PartnerKind.INDIVIDUALS
        self.letters.setVisible(owes_answer)
        self.letters.summarise(_contact_words(row_shown))

    def _contact_field(self, name: str) -> Field:
        label, save = _(PARTNER_FIELDS[name]), partial(self._save, name)
        if name == "language":
            return choice(label, document_languages(), save)
        return area(label, save, lines=2) if name == "address" else line(label, save)

    def _save(self, name: str, value: str) -> None:
        self._desk.write(edit_partner, self._key, field=name, value=value, label=_("Edit a partner"))

    def _save_hope(self, text: str) -> None:
        self._desk.write(edit_partner_hope, self._key, self._language(), text, label=_("Edit a partner"))


class PartnerList(RowList[PartnerRow]):
    """The partners in order."""

    def __init__(self, desk: Desk, language: Chosen) -> None:
        super().__init__(
            noun=_("Partner"), add_words=_("Add a partner"), empty_words=_("No partners yet. Add who must answer.")
        )
        self._desk, self._language = desk, language

    def editor_for(self, row_shown: PartnerRow) -> PartnerEditor:
        """Fields for name, kind and hope."""
        return PartnerEditor(self._desk, row_shown.id, self._language)


def _contact_words(partner: PartnerRow) -> str:
    """Who answers for a partner, in one line, and what is still missing for a letter."""
    name = isolated(partner.lead_name.strip())
    if not name:
        return _("▲ Nobody is named yet.")
    return name if partner.address.strip() else _("{name} · ▲ no address yet").format(name=name)


def show_local(field: Field, texts: LocalText, language: str, *, empty: str = "") -> None:
    """Show a text in one language; where it is missing, the fallback as a pale hint."""
    field.show_value(texts.get(language, ""))
    picked = pick(texts, language)
    field.show_placeholder(picked.text if picked.is_fallback else empty)
