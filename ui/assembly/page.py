"""The page itself: a language for the texts, the texts, the facts, the objectives, the partners."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from engage.assembly.actions import (
    add_objective,
    add_partner,
    edit_assembly_field,
    edit_assembly_text,
    move_objective,
    move_partner,
    remove_objective,
    remove_partner,
)
from engage.assembly.rules import LOCAL_FIELDS, MOST_SEATS, OTHER_FIELDS, PLAIN_FIELDS
from engage.assembly.views import AssemblySheet, assembly_sheet
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.languages.editions import Language
from engage.languages.screen import _, ngettext
from ui.assembly.lists import ObjectiveList, PartnerEditor, PartnerList
from ui.shell.pages import Desk, Page
from ui.widgets.folding import Panes
from ui.widgets.forms import Field, area, day, line, number
from ui.widgets.labels import Text, plain_caption
from ui.widgets.layouts import NEAR, bring_into_sight, card, column, sheet, topped

_SHORT: Final = frozenset({"title"})


class AssemblyPage(Page):
    """Everything is saved as it is typed, in the language that is chosen at the top."""

    topics: ClassVar[frozenset[str]] = frozenset({"assembly", "partners"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Assembly"))
        self.language = desk.language.code if desk.language.code in DOCUMENT_LANGUAGES else "en"
        self.languages = QTabBar()
        self.languages.setAccessibleName(_("Language of the texts"))
        self.languages.setExpanding(False)
        self.languages.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for code in DOCUMENT_LANGUAGES:
            self.languages.addTab(plain_caption(Language(code).own_name))
        self.languages.setCurrentIndex(DOCUMENT_LANGUAGES.index(self.language))
        self.languages.currentChanged.connect(self._on_language_chosen)
        self.texts = {name: self._text_field(name) for name in LOCAL_FIELDS}
        self.facts = self._fact_fields()
        self.objectives = ObjectiveList(desk, lambda: self.language)
        self.partners = PartnerList(desk, lambda: self.language)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Show the assembly, its texts in the chosen language."""
        found = self.desk.read(assembly_sheet, self.desk.assembly_id)
        self._say_invented(found)
        self._count_texts(found)
        for name, field in self.texts.items():
            self._show_text(field, found, name)
        for name, field in self.facts.items():
            field.show_value(_fact(found, name))
            field.show_mark(_made_up() if name in found.invented else "")
        self.objectives.show_rows(found.objectives)
        self.partners.show_rows(found.partners)

    def act(self, action: str) -> None:
        """Come up with a field ready to type in: the one that is named, a partner ("partner:<id>"), or the title."""
        verb, _colon, what = action.partition(":")
        if verb in ("partner", "partners"):
            self._show_partner(UUID(what) if what else None)
            return
        field = {**self.texts, **self.facts}.get(action, self.texts["title"])
        field.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(field, 0, 48)

    def _show_partner(self, key: UUID | None) -> None:
        """Come up with a partner, opened, or with the button that adds one."""
        self.refresh()
        editor = self.partners.editor(key) if key is not None else None
        if isinstance(editor, PartnerEditor):
            editor.letters.set_open(True)
            editor.contact["lead_name"].input.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.partners.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self.area, editor or self.partners.add_button)

    def sights(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """The lists at its foot."""
        return [("lists", partial(bring_into_sight, self.area, self.partners.add_button))]

    # Building.

    def _lay_out(self) -> None:
        texts = card(Text(_("What it is about"), "section"), *self.texts.values(), gap=16)
        facts = card(Text(_("Who and when"), "section"), *self.facts.values(), gap=16)
        objectives = card(
            Text(_("Objectives"), "section"),
            Text(_("What the assembly is meant to achieve. They are printed in the reports."), "small", wraps=True),
            self.objectives,
            gap=8,
        )
        partners = card(
            Text(_("Partners"), "section"),
            Text(_("Whom the assembly speaks to, and what each hopes to hear."), "small", wraps=True),
            self.partners,
            gap=8,
        )
        panes = Panes(topped(texts), topped(facts), least=110, shares=(3, 2), gap=16)
        lists = Panes(topped(objectives), topped(partners), least=110, shares=(2, 3), gap=16)
        self.area = sheet(column(panes, lists, None, gap=16))
        self.add_to_body(self.languages, self.area)
        self.body.setSpacing(NEAR)

    def _text_field(self, name: str) -> Field:
        make = line if name in _SHORT else partial(area, lines=2)
        return make(_(LOCAL_FIELDS[name]), partial(self._save_text, name))

    def _fact_fields(self) -> dict[str, Field]:
        fields = {
            "seats": number(_(OTHER_FIELDS["seats"]), partial(self._save_fact, "seats"), least=1, most=MOST_SEATS),
            "first_session_on": day(
                _(OTHER_FIELDS["first_session_on"]),
                partial(self._save_fact, "first_session_on"),
                hint=_("Day, month and year, such as 3/10/2026."),
            ),
        }
        return fields | {name: line(_(label), partial(self._save_fact, name)) for name, label in PLAIN_FIELDS.items()}

    def _connect(self) -> None:
        self.objectives.add_asked.connect(self._on_add_objective)
        self.objectives.move_asked.connect(partial(self._move, move_objective, self.objectives))
        self.objectives.remove_asked.connect(partial(self._remove, remove_objective, _("Take an objective away")))
        self.partners.add_asked.connect(self._on_add_partner)
        self.partners.move_asked.connect(partial(self._move, move_partner, self.partners))
        self.partners.remove_asked.connect(partial(self._remove, remove_partner, _("Take a partner away")))

    # Showing.

    def _show_text(self, field: Field, found: AssemblySheet, name: str) -> None:
        texts = found.texts[name]
        field.show_value(texts.get(self.language, ""))
        picked = found.text(name, self.language)
        field.show_placeholder(picked.text if picked.is_fallback else "")
        field.show_mark(_made_up() if name in found.invented else "")

    def _count_texts(self, found: AssemblySheet) -> None:
        for place, code in enumerate(DOCUMENT_LANGUAGES):
            written = sum(bool(texts.get(code, "").strip()) for texts in found.texts.values())
            name = Language(code).own_name
            self.languages.setTabText(place, plain_caption(f"{name} · {written}" if written else name))
            words = ngettext("{language}: {count} text written", "{language}: {count} texts written", written)
            self.languages.setTabToolTip(place, words.format(language=name, count=written))

    def _say_invented(self, found: AssemblySheet) -> None:
        objectives, partners = found.objectives, found.partners
        count = len(found.invented) + sum(each.is_invented for each in objectives)
        count += sum(each.is_invented for each in partners)
        words = ngettext(
            "▲ {count} text is made up by the template. Write your own over it.",
            "▲ {count} texts are made up by the template. Write your own over them.",
            count,
        )
        self.show_summary(words.format(count=count) if count else "")

    # Saving.

    def _save_text(self, name: str, text: str) -> None:
        label = _("Edit: {field}").format(field=_(LOCAL_FIELDS[name]))
        self.desk.write(edit_assembly_text, self.desk.assembly_id, name, self.language, text, label=label)

    def _save_fact(self, name: str, value: Any) -> None:
        label = _("Edit: {field}").format(field=_({**PLAIN_FIELDS, **OTHER_FIELDS}[name]))
        self.desk.write(edit_assembly_field, self.desk.assembly_id, field=name, value=value, label=label)

    def _on_language_chosen(self, place: int) -> None:
        if not self.flush():
            self.languages.blockSignals(True)
            self.languages.setCurrentIndex(DOCUMENT_LANGUAGES.index(self.language))
            self.languages.blockSignals(False)
            return
        self.language = DOCUMENT_LANGUAGES[place]
        self.refresh()

    def _on_add_objective(self) -> None:
        add = partial(self.desk.write, add_objective, self.desk.assembly_id, label=_("Add an objective"))
        added = self.attempt(partial(add, language=self.language))
        if added is not None:
            self.objectives.focus_when_shown(added)

    def _on_add_partner(self) -> None:
        add = partial(self.desk.write, add_partner, self.desk.assembly_id, label=_("Add a partner"))
        added = self.attempt(partial(add, language=self.language))
        if added is not None:
            self.partners.focus_when_shown(added)

    def _move(self, action: Any, rows: ObjectiveList | PartnerList, key: UUID, step: int) -> None:
        self.flush()
        self.attempt(partial(self.desk.write, action, key, to=rows.place_of(key) + step, label=_("Move a row")))

    def _remove(self, action: Any, label: str, key: UUID) -> None:
        if self.flush():
            self.attempt(partial(self.desk.write, action, key, label=label))


def _fact(found: AssemblySheet, name: str) -> Any:
    return found.fields[name] if name in PLAIN_FIELDS else getattr(found, name)


def _made_up() -> str:
    return _("▲ made up by the template")
