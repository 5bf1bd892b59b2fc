"""The story of the sample, told by the same actions that an officer's window calls."""

import os
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial, wraps
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from engage.assembly.actions import add_partner, edit_partner, edit_partner_hope
from engage.assembly.records import Assembly, Objective
from engage.assembly.rules import PARTNER_FIELDS
from engage.errors import RefusedError
from engage.languages.screen import _
from engage.lottery.actions import (
    confirm_run,
    draw_panel,
    draw_wave,
    freeze_draw,
    freeze_wave,
    note_sent,
    replace_member,
    set_population,
    set_targets,
    void_run,
)
from engage.lottery.model import Lottery, Quota
from engage.lottery.preparing import FIGURES, DrawInput, PreparedRun, prepare_run
from engage.lottery.rules import RunKind
from engage.lottery.views import draw_input
from engage.overview.counting import FileCounts, file_counts
from engage.overview.sample.chance import Chance
from engage.overview.sample.content import sample_file
from engage.overview.sample.deliberation import (
    DRAFTS_BEGIN,
    discussed_items,
    rest_on_notes,
    write_drafts,
    write_notes,
)
from engage.overview.sample.followup import follow_up_events
from engage.overview.sample.letters import (
    COLUMNS,
    PUBLIC_STRING,
    RATE,
    SENT_ON,
    STRATA,
    WEIGHTS,
    invent_homes,
    letters_for,
    move_in,
    wait,
)
from engage.overview.sample.meetings import SampleSession, hold_session, plan_sessions, planned_sessions
from engage.overview.sample.pool import (
    POOL_SIZE,
    SEATS,
    SamplePerson,
    invent_people,
    invented_population,
    invented_targets,
)
from engage.overview.sample.seating import seat_by_hand, seat_by_plan
from engage.overview.sample.voting import hold_vote, open_by_post, votes_at
from engage.people.actions import add_addresses, move_respondent
from engage.people.records import AccessNeed, Respondent
from engage.people.rules import RespondentStatus, household_key, name_key, reference_key, shown_name
from engage.people.views import wave_letters
from engage.progress import Progress, silent
from engage.storage.workspace import Workspace

T = TypeVar("T")

_OPENED = datetime(2025, 9, 15, 9, 0, tzinfo=UTC)
_STEPS = 13
_NOT_ELIGIBLE = ("R017", "R042")


class StoryClock:
    """Tells the time of the story: a second later at each look, so that the order of things shows."""

    def __init__(self) -> None:
        self.now = _OPENED

    def __call__(self) -> datetime:
        """The story's present instant."""
        self.now += timedelta(seconds=1)
        return self.now

    def turn_to(self, day: date, hour: int) -> None:
        """Go on to another day, or to another hour of it."""
        self.now = datetime.combine(day, time(hour), tzinfo=UTC)


def make_sample(
    path: Path,
    *,
    passphrase: str | None = None,
    seed: int = 1,
    people: int = POOL_SIZE,
    seats: int = SEATS,
    progress: Progress = silent,
) -> FileCounts:
    """Make a new file with the worked example and close it again; gives how much is in it.

    The same seed gives the same content, on any day and in any language of the screen. Raises as `Workspace.create`
    does, and `Cancelled`. When it fails nothing is left behind.
    """
    clock = StoryClock()
    was_there = os.path.lexists(path)
    try:
        with Workspace.create(path, passphrase=passphrase, clock=clock) as workspace:
            chances = (Chance(f"engage sample {seed}"), Chance(f"engage sample {seed} letters"))
            _Story(workspace, clock, chances, (people, seats), progress).tell()
            return workspace.read(file_counts)
    except BaseException:
        if not was_there:
            path.unlink(missing_ok=True)
        raise


class _Story:
    def __init__(
        self,
        workspace: Workspace,
        clock: StoryClock,
        chances: tuple[Chance, Chance],
        size: tuple[int, int],
        progress: Progress,
    ) -> None:
        self.workspace = workspace
        self.clock = clock
        # Letters have a chance of their own, so that they change nobody and nothing else.
        self.chance, self.letter_chance = chances
        self.people, self.seats = size
        self.progress = progress
        self.assembly_id = self.chance.uuid()
        self._step = 0
        self._message = ""
        self._lotteries: dict[str, Lottery] = {}

    def tell(self) -> None:
        """From an empty file to what partners have done of what members expect."""
        self._next(_("Writing the assembly"))
        self._write(self._make_assembly, "Make the assembly")
        quotas = [Quota(*row) for row in invented_targets(self.seats)]
        self._write(partial(set_targets, assembly_id=self.assembly_id, quotas=quotas), "Set targets")
        drafts = invented_population()
        self._write(partial(set_population, assembly_id=self.assembly_id, drafts=drafts), "Set the population")
        self._next(_("Drawing homes that get a letter"))
        self._invite()
        self._next(_("Inventing people"))
        self.clock.turn_to(date(2026, 1, 5), 9)
        self._write(self._add_people, "Add people")
        self._test_draw()
        self._void_draw()
        chosen = self._real_draw()
        self._call(chosen)
        self._meet()
        self._follow_up()

    def _invite(self) -> None:
        """One wave of letters, in each area by lot; more to the area where few are known to answer."""
        homes = invent_homes(self.letter_chance, people=self.people)
        add = partial(add_addresses, assembly_id=self.assembly_id, columns=COLUMNS, key_columns=COLUMNS[:2])
        self.clock.turn_to(date(2025, 9, 1), 10)
        self._write(partial(add, homes=homes), "Add addresses", chance=self.letter_chance)
        freeze = partial(freeze_wave, assembly_id=self.assembly_id, letters=letters_for(self.people), clock=self.clock)
        plan = partial(freeze, strata_columns=STRATA, weights=WEIGHTS, rate=RATE)
        self.clock.turn_to(date(2025, 9, 3), 10)
        number = self._write(plan, "Freeze a wave of letters", chance=self.letter_chance)
        draw = partial(draw_wave, assembly_id=self.assembly_id, number=number, public_string=PUBLIC_STRING)
        self.clock.turn_to(date(2025, 9, 3), 14)
        drawn = partial(draw, random_below=self.letter_chance.below, clock=self.clock)
        self._write(drawn, "Draw a wave of letters", chance=self.letter_chance)
        self.clock.turn_to(SENT_ON, 17)
        sent = partial(note_sent, assembly_id=self.assembly_id, number=number, sent_on=SENT_ON)
        self._write(sent, "Note the day of sending")

    def _test_draw(self) -> None:
        """By three balls, out of a list of a thousand panels: tried out, and not done so in the end."""
        self.clock.turn_to(date(2026, 1, 8), 15)
        number = self._freeze(RunKind.TEST, digits=FIGURES)
        self._draw(number, "407")

    def _void_draw(self) -> None:
        """Frozen, then found wrong: two people don't live in the borough. Nobody was drawn."""
        self.clock.turn_to(date(2026, 1, 13), 10)
        number = self._freeze(RunKind.REAL)
        reason = "Two people turned out to live outside Riverside."
        void = partial(void_run, assembly_id=self.assembly_id, number=number, reason=reason, clock=self.clock)
        self._write(void, "Void the draw")
        self._move_all(_NOT_ELIGIBLE, RespondentStatus.INELIGIBLE, "Lives outside Riverside.")

    def _real_draw(self) -> list[str]:
        self.clock.turn_to(date(2026, 1, 15), 11)
        number = self._freeze(RunKind.REAL)
        self.clock.turn_to(date(2026, 1, 15), 14)
        chosen = self._draw(number, "4 1 6 2 5 3")
        confirm = partial(confirm_run, assembly_id=self.assembly_id, number=number, clock=self.clock)
        self.clock.turn_to(date(2026, 1, 15), 16)
        self._write(confirm, "Sign off the draw")
        return chosen

    def _call(self, chosen: list[str]) -> None:
        """All take their seats but one, who has to give it up and is replaced."""
        self._next(_("Filling the seats"))
        order = self.chance.shuffled(chosen)
        leaver = next(filter(self._can_be_replaced, order), None)
        self.clock.turn_to(date(2026, 1, 27), 9)
        self._move_all([each for each in order if each != leaver], RespondentStatus.CONFIRMED, "")
        if leaver is not None:
            self._replace(leaver)

    def _can_be_replaced(self, reference: str) -> bool:
        """Whether somebody in the pool keeps the targets in this person's place."""
        try:
            self._prepare(self._replacement_of(reference), Chance("not used"))
        except RefusedError:
            return False
        return True

    def _replace(self, leaver: str) -> None:
        self.clock.turn_to(date(2026, 2, 3), 10)
        prepared = self._prepare(self._replacement_of(leaver), self.chance)
        replace = partial(
            replace_member, prepared=prepared, public_string="7 3 0 9", note="Replacement", clock=self.clock
        )
        self._write(replace, "Replace a member")
        self.clock.turn_to(date(2026, 2, 10), 11)
        self._move_all(self._selected(), RespondentStatus.CONFIRMED, "")

    def _replacement_of(self, leaver: str) -> DrawInput:
        read = partial(
            draw_input,
            assembly_id=self.assembly_id,
            kind=RunKind.REPLACEMENT,
            replaces_id=self._id_of(leaver),
            reason="Starts a new job and can't come on Saturdays.",
        )
        return self.workspace.read(read)

    def _meet(self) -> None:
        """Five sessions, each with who came, who sat where, what was said, worded and decided."""
        self.clock.turn_to(date(2026, 2, 16), 9)
        self._write(partial(plan_sessions, assembly_id=self.assembly_id), "Plan the sessions")
        for session in self.workspace.read(partial(planned_sessions, assembly_id=self.assembly_id)):
            self._next(_("Holding session {number}").format(number=session.number))
            self._hold(session)

    def _hold(self, session: SampleSession) -> None:
        self.clock.now = session.begins
        hold = partial(hold_session, assembly_id=self.assembly_id, session=session)
        self._write(partial(hold, chance=self.chance), "Tick people off")
        seat = partial(seat_by_plan if session.decides else seat_by_hand, assembly_id=self.assembly_id, session=session)
        self._write(partial(seat, chance=self.chance), "Plan the tables")
        items = discussed_items(session)
        for place, item in enumerate(items):
            self.clock.turn_to(session.begins.date(), (11, 13, 15)[place])
            self._write(partial(write_notes, session=session, item=item, chance=self.chance), "Write notes")
            # Drafts are the day's result, but on the last day there is a vote between its two discussions.
            if item == items[0 if session.decides else -1]:
                self._word_and_decide(session)

    def _word_and_decide(self, session: SampleSession) -> None:
        if session.number >= DRAFTS_BEGIN:
            word = partial(write_drafts, assembly_id=self.assembly_id, session=session, clock=self.clock)
            self._write(word, "Word the drafts")
            self._write(partial(rest_on_notes, assembly_id=self.assembly_id), "Link notes and drafts")
        for given in votes_at(session):
            vote = partial(hold_vote, assembly_id=self.assembly_id, session=session, given=given, clock=self.clock)
            self._write(vote, "Hold a vote")

    def _follow_up(self) -> None:
        """What partners were asked, answered and have done: a step for each day on which something happened."""
        self._next(_("Hearing from the partners"))
        self.clock.turn_to(date(2026, 6, 15), 9)
        self._write(partial(rest_on_notes, assembly_id=self.assembly_id), "Link notes and drafts")
        for (day, label), events in groupby(follow_up_events(self.assembly_id), lambda each: (each.day, each.label)):
            self.clock.turn_to(day, 10)
            self._write(partial(_do_all, deeds=[event.act for event in events]), label)
        self.clock.turn_to(date(2026, 11, 23), 10)
        self._write(partial(open_by_post, assembly_id=self.assembly_id), "Open a vote")

    # --- one action each ---

    def _make_assembly(self, db: Session) -> None:
        content = sample_file("assembly")
        assembly = Assembly(
            id=self.assembly_id,
            **content["texts"],
            **content["fields"],
            seats=self.seats,
            first_session_on=date.fromisoformat(sample_file("meetings")["sessions"][0]["day"]),
        )
        assembly.objectives = [Objective(number=n, text=text) for n, text in enumerate(content["objectives"], 1)]
        db.add(assembly)
        db.flush()
        for given in content["partners"]:
            partner_id = add_partner(db, self.assembly_id, name=given["name"], kind=given["kind"])
            for field in PARTNER_FIELDS:
                edit_partner(db, partner_id, field=field, value=given.get(field, ""))
            for language, text in given["hope"].items():
                edit_partner_hope(db, partner_id, language, text)

    def _add_people(self, db: Session) -> None:
        letters = wave_letters(db, self.assembly_id, number=1)
        people = invent_people(self.chance, size=self.people)
        for person in move_in(people, letters, self.letter_chance):
            came = datetime.combine(SENT_ON, time(17), tzinfo=UTC) + wait(self.chance)
            db.add(_respondent(person, self.assembly_id, came))

    def _freeze(self, kind: RunKind, *, digits: int = 0) -> int:
        self._next(_("Preparing a draw"))
        given = self.workspace.read(partial(draw_input, assembly_id=self.assembly_id, kind=kind))
        prepared = self._prepare(given, self.chance, digits=digits)
        return self._write(partial(freeze_draw, prepared=prepared, clock=self.clock), "Freeze a draw")

    def _prepare(self, given: DrawInput, chance: Chance, *, digits: int = 0) -> PreparedRun:
        """Look for a lottery only where the pool is another one than before; then for a list of panels, if wanted."""
        prepared = prepare_run(
            given,
            found=self._lotteries.get(given.basis_sha256),
            ticket=chance.token,
            salt=chance.salt(),
            progress=self._watch,
        )
        self._lotteries[given.basis_sha256] = prepared.lottery
        if not digits:
            return prepared
        numbers = iter(chance.shuffled([f"{number:04}" for number in range(1, len(given.people) + 1)]))
        return prepare_run(
            given,
            found=prepared.lottery,
            digits=digits,
            ticket=lambda: next(numbers),
            salt=chance.salt(),
            progress=self._watch,
        )

    def _draw(self, number: int, public_string: str) -> list[str]:
        draw = partial(
            draw_panel,
            assembly_id=self.assembly_id,
            number=number,
            public_string=public_string,
            note=f"Draw {number}",
            clock=self.clock,
        )
        return self._write(draw, "Draw the panel")

    def _move_all(self, references: Sequence[str], status: RespondentStatus, reason: str) -> None:
        ids = [self._id_of(reference) for reference in sorted(references)]

        def move_respondents(db: Session) -> None:
            for id_ in ids:
                move_respondent(db, id_, status, reason=reason, clock=self.clock)

        self._write(move_respondents, "Move people")

    # --- what they share ---

    def _selected(self) -> list[str]:
        query = select(Respondent.reference).where(Respondent.status == RespondentStatus.SELECTED.value)
        return self.workspace.read(lambda db: list(db.scalars(query)))

    def _id_of(self, reference: str) -> uuid.UUID:
        query = select(Respondent.id).where(Respondent.reference == reference)
        return self.workspace.read(lambda db: db.scalars(query).one())

    def _write(self, action: Callable[[Session], T], label: str, *, chance: Chance | None = None) -> T:
        """Write with keys from the seed, where an action would leave them to chance."""
        keys = chance or self.chance

        def give_keys(db: Session, *_rest: object) -> None:
            for row in db.new:
                if row.id is None:
                    row.id = keys.uuid()

        @wraps(action.func if isinstance(action, partial) else action)
        def seeded(db: Session) -> T:
            event.listen(db, "before_flush", give_keys)
            return action(db)

        return self.workspace.write(seeded, label=label)

    def _next(self, message: str) -> None:
        self._step += 1
        self._message = message
        self.progress(self._step, _STEPS, message)

    def _watch(self, done: int, total: int, message: str = "") -> None:  # noqa: ARG002 - it stands in for a Progress
        """Let the engine's steps be interrupted, without its progress beginning again with each draw."""
        self.progress(self._step, _STEPS, self._message)


def _do_all(db: Session, *, deeds: Sequence[Callable[[Session], object]]) -> None:
    for deed in deeds:
        deed(db)


def _respondent(person: SamplePerson, assembly_id: uuid.UUID, came_forward_at: datetime) -> Respondent:
    respondent = Respondent(
        assembly_id=assembly_id,
        reference=person.reference,
        reference_key=reference_key(person.reference),
        full_name=person.full_name,
        name_key=name_key(shown_name(person.full_name, person.reference)),
        email=person.email,
        phone=person.phone,
        address=person.address,
        postcode=person.postcode,
        household_key=household_key(person.address, person.postcode),
        answers=dict(person.answers),
        spoken_language=person.spoken_language,
        written_language=person.written_language,
        type_size=person.type_size,
        photo_consent=person.photo_consent,
        invitation_code=person.invitation_code,
        came_forward_at=came_forward_at,
    )
    respondent.needs = [AccessNeed(number=n, **need) for n, need in enumerate(person.needs, 1)]
    return respondent
