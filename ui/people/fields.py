"""The fields of a person, saved as they are typed."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from engage.languages.catalogues import mark
from engage.languages.editions import TypeSize
from engage.languages.screen import _
from engage.people.actions import edit_respondent, set_answer
from engage.people.rules import CHOICE_FIELDS, NOT_GIVEN, TEXT_FIELDS, PhotoConsent
from engage.people.views import PersonStory, find_letter
from ui.shell.pages import Desk
from ui.widgets.forms import Field, Save, choice, line
from ui.widgets.labels import Text
from ui.widgets.language_names import document_languages, spoken_languages
from ui.widgets.layouts import column, empty_out

CONTACT = ("email", "phone", "address", "postcode", "household_key", "invitation_code")


class PersonFields(QWidget):
    """Some of a person's fields, one under the other."""

    def __init__(self, desk: Desk, makers: Mapping[str, Callable[[Save], Field]]) -> None:
        super().__init__()
        self._desk = desk
        self._person: UUID | None = None
        self.fields = {name: make(partial(self._save, name)) for name, make in makers.items()}
        self.setLayout(column(*self.fields.values()))

    def show_story(self, story: PersonStory) -> None:
        """Show this person; what was typed for another is saved to that one first."""
        if story.id != self._person:
            leave(self._desk, self.fields.values())
        self._person = story.id
        for name, field in self.fields.items():
            show_beside_typing(field, str(getattr(story, name)))

    def _save(self, name: str, value: str) -> None:
        label = _("Edit {field}").format(field=_(_LABELS[name]))
        self._desk.write(edit_respondent, self._person, field=name, value=value, label=label)


class ContactFields(PersonFields):
    """How to reach somebody, whom they live with, and which letter they answer."""

    def show_story(self, story: PersonStory) -> None:
        """Show this person, and beside the code whose letter it is on."""
        super().show_story(story)
        self.fields["invitation_code"].show_mark(_letter_words(self._desk, story))


def _letter_words(desk: Desk, story: PersonStory) -> str:
    if not story.invitation_code:
        return ""
    letter = desk.read(find_letter, story.assembly_id, story.invitation_code)
    if letter is None:
        return _("No letter has this code.")
    wave, stratum = letter
    words = _("A letter of wave {number}, {part}") if stratum else _("A letter of wave {number}")
    return words.format(number=wave, part=stratum)


class Answers(QWidget):
    """What a person answered, question by question; "not given" is an answer too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._person: UUID | None = None
        self._choices: dict[str, tuple[str, ...]] = {}
        self.fields: dict[str, Field] = {}
        self.nothing = Text(_("No questions yet. They come with the targets or with an import."), "soft", wraps=True)
        self._list = column()
        self.setLayout(column(self.nothing, self._list))

    def show_story(self, story: PersonStory, choices: Mapping[str, tuple[str, ...]]) -> None:
        """Show this person's answers; `choices` are the answers that targets know, by question."""
        if story.id != self._person:
            leave(self._desk, self.fields.values())
        self._person = story.id
        wanted = {question: choices.get(question, ()) for question in dict.fromkeys([*choices, *story.answers])}
        if wanted != self._choices:
            self._build(wanted)
        for question, field in self.fields.items():
            show_beside_typing(field, story.answers.get(question, NOT_GIVEN))
        self.nothing.setVisible(not self.fields)

    def _build(self, wanted: dict[str, tuple[str, ...]]) -> None:
        empty_out(self._list)
        self._choices = wanted
        self.fields = {question: self._field(question, values) for question, values in wanted.items()}
        for field in self.fields.values():
            self._list.addWidget(field)

    def _field(self, question: str, values: tuple[str, ...]) -> Field:
        save = partial(self._save, question)
        if not values:
            return line(question, save, placeholder=_("Not given"))
        return choice(question, [(NOT_GIVEN, _("Not given")), *((value, value) for value in values)], save)

    def _save(self, question: str, value: str) -> None:
        self._desk.write(set_answer, self._person, question, value, label=_("Edit an answer"))


def show_beside_typing(field: Field, value: str) -> None:
    """Show what the file says, but leave the space behind the last word alone while somebody is typing there."""
    if not (field.input.hasFocus() and str(field.value()).strip() == value):
        field.show_value(value)


def leave(desk: Desk, fields: Iterable[Field]) -> None:
    """Save what waits in these fields before they show somebody else; what is refused is said, and let go."""
    for field in fields:
        if not field.flush():
            desk.errors.reported.emit(field.error.text(), "", None)
            field.take_back()


def identity(desk: Desk) -> PersonFields:
    """Name and reference."""
    return PersonFields(desk, {name: partial(line, _(_LABELS[name])) for name in ("full_name", "reference")})


def contact(desk: Desk) -> PersonFields:
    """How to reach somebody, whom they live with, and which letter they answer."""
    return ContactFields(desk, {name: partial(line, _(_LABELS[name])) for name in CONTACT})


def letters(desk: Desk) -> PersonFields:
    """In which language and size everything is printed for somebody, and what they speak."""
    sizes = [(size.value, _(size.label)) for size in TypeSize]
    return PersonFields(
        desk,
        {
            "written_language": partial(choice, _("Letters in"), document_languages()),
            "type_size": partial(choice, _("Type size"), sizes),
            "spoken_language": partial(choice, _("Speaks"), spoken_languages()),
        },
    )


def photos(desk: Desk) -> PersonFields:
    """Whether somebody may be photographed."""
    choices = [(consent.value, _(consent.label)) for consent in PhotoConsent]
    return PersonFields(desk, {"photo_consent": partial(choice, _("Photos"), choices)})


_LABELS = {**TEXT_FIELDS, **CHOICE_FIELDS, "reference": mark("Reference")}
