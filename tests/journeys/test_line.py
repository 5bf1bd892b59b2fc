"""The whole line in the real window, by keys alone: from no file to the page that says what partners did."""

import csv
from datetime import timedelta

import pytest

from engage.clock import today
from engage.languages.bidi import isolated
from tests.journeys.officer import (
    draw_the_panel,
    import_list,
    make_file,
    print_document,
    say_what_it_is_about,
    text_of,
)

SEATS = 6
NAMES = (
    ("Amara", "Okafor"),
    ("Bronwen", "Price"),
    ("Chen", "Wei"),
    ("Dilnaz", "Karim"),
    ("Evan", "Hughes"),
    ("Fatima", "Noor"),
    ("Gordon", "Blake"),
    ("Huda", "Saleh"),
    ("Ines", "Moreau"),
    ("Jakub", "Nowak"),
    ("Keir", "Lloyd"),
    ("Lena", "Fischer"),
)
COUNCIL, TRUST = "Harbour Council", "Harbour Trust"
EXPECTATION = "We expect you to open the old pier to everyone by next summer."
REASONS = (
    "The trust owns the nets and sheds beside the pier but not the pier itself. Its lease forbids visitors after dark, "
    "its insurer will not cover them, and the repairs would cost more than it earns in four years."
)


@pytest.fixture
def lists(tmp_path):
    """Targets and people as an officer gets them."""
    targets, people = tmp_path / "targets.csv", tmp_path / "people.csv"
    with targets.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["feature", "value", "min", "max"])
        writer.writerows([("side", "north", 3, 3), ("side", "south", 3, 3)])
    with people.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "first_name", "last_name", "side"])
        for number, name in enumerate(NAMES):
            writer.writerow([f"H{number:02}", *name, ("north", "south")[number % 2]])
    return targets, people


def test_from_no_file_to_you_said_we_did(officer, lists, tmp_path, monkeypatch):
    make_file(officer, tmp_path / "harbour.engage", template="Empty")
    frame = officer.window.frame
    say_what_it_is_about(officer, frame, seats=SEATS, first_session=f"{today():%d/%m/%Y}")
    add_partners(officer, frame)
    for source in lists:
        import_list(officer, frame, source)
    draw_the_panel(officer, frame, seats=SEATS)
    confirm_members(officer, frame)
    plan_the_session(officer, frame)
    check_everyone_in(officer, frame)
    seat_everyone(officer, frame)
    draft_from_notes(officer, frame)
    vote(officer, frame)
    ask_the_partners(officer, frame)
    record_what_they_answered(officer, frame)

    [paper] = print_document(officer, frame, "you-said-we-did", tmp_path / "paper", monkeypatch)

    words = " ".join(text_of(paper).split())
    for said in (
        EXPECTATION,
        "5 of 6 valid ballots were in favour",
        f"Who was asked: {COUNCIL} and {TRUST}",
        "They said Yes. The pier opens in May. They did ● Rails and lamps along the pier: 40% done",
        "Partly met, say 4 of 6 members",
        f"Not done, and why {REASONS}",
    ):
        assert said in words


def add_partners(officer, frame):
    officer.keys("Ctrl+1")
    partners = frame.page("assembly").partners
    for name, kind, lead in ((COUNCIL, "Council", "Mo Field"), (TRUST, "Voluntary", "Ann Reed")):
        officer.press(partners.add_button)
        editor = list(partners._editors.values())[-1]
        assert editor.name.input.hasFocus()
        officer.type(name)
        officer.choose(editor.kind.input, kind)
        officer.press(editor.letters.button)
        officer.type_into(editor.contact["lead_name"].input, lead)
        officer.type_into(editor.contact["address"].input, "1 Quay Street")


def confirm_members(officer, frame):
    """Ring each person who was drawn, and confirm them: four keys for each."""
    officer.keys("Ctrl+2")
    page = frame.page("people")
    officer.pick(page.list.chips, "Selected")
    for _member in range(SEATS):
        officer.keys("Ctrl+F", "Return", "Return", "Return")
    assert f"{SEATS} confirmed" in page.summary.text()


def plan_the_session(officer, frame):
    officer.keys("Ctrl+4")
    page = frame.page("meetings")
    officer.press(page.empty.button)
    session = page.session
    assert session.fields["title"].input.hasFocus()
    officer.type("The pier")
    officer.press(session.venue.button)
    officer.type_into(session.fields["venue_name"].input, "Harbour Hall")
    for title, minutes in (("Welcome", "15"), ("What shall become of the pier?", "90")):
        officer.press(session.agenda.add_button)
        item = list(session.agenda._editors.values())[-1]
        assert item.title.input.hasFocus()
        officer.type(title)
        officer.type_into(item.minutes.input, minutes)
    officer.keys("Tab")
    assert item.time.text() == "10:15–11:45"


def check_everyone_in(officer, frame):
    """Two letters and Enter for each member."""
    officer.keys("Ctrl+4")
    page = frame.page("meetings")
    officer.press(page.door_button)
    day = page.day
    for person in [day.model.row_at(place) for place in range(SEATS)]:
        assert day.search.hasFocus()
        officer.type(person.shown_name[:2].lower())
        officer.keys("Return")
        assert day.told.text().startswith(f"✓ {isolated(person.shown_name)}")
    assert day.arrived.text() == f"Arrived {SEATS} of {SEATS}"


def seat_everyone(officer, frame):
    officer.keys("Ctrl+5")
    page = frame.page("seating")
    officer.type_into(page.set_up.tables.input, "2")
    officer.press(page.set_up.button)
    officer.wait_until(page.picture.isVisible)
    assert page.summary.text() == f"{SEATS} people at 2 tables"
    officer.reach(page.picture)
    officer.keys("Right", "L")
    assert page.side.lock.value()


def draft_from_notes(officer, frame):
    officer.keys("Ctrl+6")
    page = frame.page("deliberation")
    assert page.notes.line.hasFocus()
    officer.keys("Alt+PgDown", "Alt+PgDown")
    for words in ("The pier is shut, and it was ours", "Rails are missing on the seaward side"):
        officer.type(words)
        officer.keys("Return")
    officer.keys("Alt+Down", "Alt+2")
    officer.type("Nobody lights it after dark")
    officer.keys("Return")
    officer.keys("Alt+P")
    officer.type("The pier")
    officer.keys("Return", "Alt+B")
    officer.keys("Ctrl+A")
    officer.press(page.board.side.new)
    form = page.drafts.form
    assert form.fields["title"].input.hasFocus()
    officer.type("Open the old pier")
    officer.type_into(form.fields["text"].input, EXPECTATION)
    officer.press(form.go)
    [draft] = page.drafts._rows
    assert (draft.label, draft.note_count) == ("E1", 3)


def vote(officer, frame):
    """Open a vote, count the papers twice, and close it: 5 of 6 are in favour."""
    officer.keys("Ctrl+7")
    page = frame.page("voting")
    officer.press(page.empty.button)
    assert page.new.fields["draft"].input.hasFocus()
    assert page.new.fields["present"].value() == SEATS
    officer.press(page.new.open_button)
    officer.press(page.count_button)
    till = page.till
    for _entry in range(2):
        assert till.lines["issued"].hasFocus()
        for number in (SEATS, SEATS - 1, 1, 0, 0, 0, 0):
            officer.type(str(number))
            officer.keys("Return")
        officer.keys("Return")
    assert till.steps.currentWidget() is till.done
    assert "5 of 6" in till.result.arithmetic.text()
    officer.keys("Return")


def ask_the_partners(officer, frame):
    officer.keys("Ctrl+8")
    page = frame.page("followup")
    officer.press(page.not_addressed.button)
    assert page.addressing.table.hasFocus()
    officer.keys("Return")
    for tick in page.addressing.ticks.values():
        officer.reach(tick)
        officer.keys("Space")
    officer.press(page.addressing.send)
    assert page.steps.currentWidget() is page.ledger


def record_what_they_answered(officer, frame):
    council, trust = frame.page("followup").ledger.entries.values()
    form = answer(officer, council, "Accepted", "Yes. The pier opens in May.")
    officer.type_into(form.fields["action.1.text"].input, "Rails and lamps along the pier")
    officer.type_into(form.fields["action.1.owner"].input, "Head of harbours")
    officer.type_into(form.fields["action.1.due_on"].input, f"{today() + timedelta(days=90):%d/%m/%Y}")
    officer.press(form.do_it)
    form = answer(officer, trust, "Not accepted", "The pier is not for us to open.")
    officer.type_into(form.fields["reasons"].input, REASONS)
    officer.press(form.do_it)

    officer.press_words(council, "Report progress")
    report = council.forms["report"]
    assert report.percent.input.hasFocus()
    officer.type_into(report.percent.input, "40")
    officer.type_into(report.words.input, "The rails are up.")
    officer.press(report.do_it)

    officer.press(council.judge)
    verdict = council.forms["verdict"]
    officer.choose(verdict.fields["kind"].input, "Partly")
    officer.type_into(verdict.fields["members"].input, "4")
    officer.press(verdict.do_it)


def answer(officer, entry, status, summary):
    officer.press(entry.answer)
    form = entry.forms["answer"]
    officer.choose(form.status.input, status)
    officer.type_into(form.summary.input, summary)
    return form
