"""What an officer should do next: read from what the file holds, first what others wait for."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from engage.assembly.views import AssemblySheet, assembly_sheet
from engage.clock import Clock, today, utc_now
from engage.languages.screen import _, ngettext
from engage.lottery.prospects import Prospect
from engage.lottery.rules import DRAWN_BEFORE_DAYS, RunKind, RunState
from engage.lottery.views import RunRow, Stand, has_targets, list_runs, live_run, response_board, target_check
from engage.meetings.views import list_sessions
from engage.overview.board_words import headline
from engage.overview.decision_steps import decision_steps
from engage.overview.followup_steps import followup_steps
from engage.overview.letter_steps import letter_steps
from engage.overview.meeting_steps import meeting_steps
from engage.overview.steps import NextStep
from engage.people.rules import RespondentStatus
from engage.people.views import status_counts
from engage.voting.views import list_votes

# Days before the first session by which something should be done (practice.md A5).
_CALLED_BEFORE = 28
_LETTERS_BEFORE = 21
_INVITED_BEFORE = DRAWN_BEFORE_DAYS + 63  # three weeks to print and post, six to answer (practice.md A5)


@dataclass(frozen=True)
class _State:
    sheet: AssemblySheet
    has_targets: bool
    counts: dict[RespondentStatus, int]
    runs: list[RunRow]
    live: RunRow | None
    problems: tuple[str, ...]
    has_met: bool

    @property
    def came_forward(self) -> int:
        return sum(self.counts.values())

    @property
    def is_drawn(self) -> bool:
        return self.live is not None and self.live.drawn_at is not None

    @property
    def members(self) -> int:
        return self.counts[RespondentStatus.SELECTED] + self.counts[RespondentStatus.CONFIRMED]

    def due(self, days_before: int) -> date | None:
        first = self.sheet.first_session_on
        return first - timedelta(days=days_before) if first else None


def next_steps(db: Session, assembly_id: uuid.UUID, *, clock: Clock = utc_now) -> list[NextStep]:
    """What there is to do, in the order of an assembly's life. Words are in the screen's language.

    Raises NotFoundError.
    """
    state, day = _read(db, assembly_id), today(clock)
    votes = list_votes(db, assembly_id)
    return [
        *_assembly_steps(state),
        *(() if state.is_drawn else letter_steps(db, assembly_id, due=state.due(_INVITED_BEFORE))),
        *_missing_step(db, assembly_id, state, day),
        *_draw_steps(state),
        *_panel_steps(state),
        *meeting_steps(db, assembly_id),
        *decision_steps(db, assembly_id, votes=votes, today=day),
        *followup_steps(db, assembly_id, votes=votes, today=day),
    ]


def _read(db: Session, assembly_id: uuid.UUID) -> _State:
    counts = dict(status_counts(db, assembly_id))
    live = live_run(db, assembly_id)
    is_checked = live is None and counts[RespondentStatus.POOL] > 0
    found = target_check(db, assembly_id) if is_checked else ()
    return _State(
        sheet=assembly_sheet(db, assembly_id),
        has_targets=has_targets(db, assembly_id),
        counts=counts,
        runs=list_runs(db, assembly_id),
        live=live,
        problems=tuple(_(each.sentence).format(**each.params) for each in found if not each.is_warning),
        has_met=any(row.came for row in list_sessions(db, assembly_id)),
    )


def _assembly_steps(state: _State) -> Iterator[NextStep]:
    if not state.sheet.text("question", "en").text:
        yield NextStep(
            _("Write the assembly's question"),
            _("Every letter and report begins with it."),
            None,
            "assembly",
            _("Write the question"),
            "question",
        )
    if state.sheet.first_session_on is None:
        yield NextStep(
            _("Say when the first session is"),
            _("All other dates are counted back from it."),
            None,
            "assembly",
            _("Choose the day"),
            "first_session_on",
        )
    if state.sheet.invented:
        yield NextStep(
            _("Replace what the template made up"),
            ngettext(
                "{count} text is only an example and is marked so.",
                "{count} texts are only examples and are marked so.",
                len(state.sheet.invented),
            ).format(count=len(state.sheet.invented)),
            None,
            "assembly",
            _("See the texts"),
        )


def _draw_steps(state: _State) -> Iterator[NextStep]:
    if not state.has_targets:
        yield NextStep(
            _("Set the targets"),
            _("They say whom the panel must mirror. People come in after them, so that each answer is known."),
            state.due(DRAWN_BEFORE_DAYS),
            "lottery",
            _("Import targets"),
            "targets",
        )
    elif not state.came_forward:
        yield NextStep(
            _("Bring in the people who came forward"),
            _("Nobody is in the pool yet."),
            state.due(DRAWN_BEFORE_DAYS),
            "people",
            _("Import people"),
            "import:people",
        )
    elif state.live is None:
        yield from _before_freezing(state)
    elif state.live.state is RunState.FROZEN:
        yield NextStep(
            _("Draw the panel"),
            _("Draw {number} is frozen: it waits for the words or numbers said in public.").format(
                number=state.live.number
            ),
            state.due(DRAWN_BEFORE_DAYS),
            "lottery",
            _("Draw the panel"),
            "draw",
        )


def _missing_step(db: Session, assembly_id: uuid.UUID, state: _State, day: date) -> Iterator[NextStep]:
    """As long as people may still come: what the pool will lack on the last day, while letters can mend it.

    Nothing will be missing of what isn't missing now, and the pool was held against the targets already.
    """
    if not state.problems:
        return
    board = response_board(db, assembly_id, today=day)
    if board.stand is Stand.OPEN and board.of(Prospect.LACKING):
        yield NextStep(
            _("Find the people who are missing"),
            headline(board),
            board.closes,
            "lottery",
            _("See who is missing"),
            "board",
        )


def _before_freezing(state: _State) -> Iterator[NextStep]:
    if state.problems:
        yield NextStep(
            _("Mend the targets"),
            state.problems[0],
            state.due(DRAWN_BEFORE_DAYS),
            "lottery",
            _("See the targets"),
            "targets",
        )
        return
    yield NextStep(
        _("Freeze the draw"),
        _("{count} people came forward for {seats} seats, and targets are set.").format(
            count=state.counts[RespondentStatus.POOL], seats=state.sheet.seats
        ),
        state.due(DRAWN_BEFORE_DAYS),
        "lottery",
        _("Prepare the draw"),
    )


def _panel_steps(state: _State) -> Iterator[NextStep]:
    if not state.is_drawn or state.live is None:
        return
    frozen = [run for run in state.runs if run.kind is RunKind.REPLACEMENT and run.state is RunState.FROZEN]
    empty = state.live.seats - state.members
    if frozen:
        yield NextStep(
            _("Draw the replacement"),
            _("Draw {number} is frozen: it waits for the words or numbers said in public.").format(
                number=frozen[0].number
            ),
            state.due(_CALLED_BEFORE),
            "lottery",
            _("Draw the replacement"),
            f"run:{frozen[0].number}",
        )
    elif empty > 0:
        yield NextStep(
            ngettext("Fill {count} empty seat", "Fill {count} empty seats", empty).format(count=empty),
            _("Somebody withdrew; the targets hold only with every seat taken."),
            state.due(_CALLED_BEFORE),
            "lottery",
            _("Draw a replacement"),
            "replace",
        )
    waiting = state.counts[RespondentStatus.SELECTED]
    if waiting:
        yield NextStep(
            ngettext("Call {count} selected person", "Call {count} selected people", waiting).format(count=waiting),
            _("They don't know yet, or haven't said whether they take the seat."),
            state.due(_CALLED_BEFORE),
            "people",
            _("See who is selected"),
            "status:selected",
        )
    if state.live.state is RunState.DRAWN:
        yield NextStep(
            _("Sign off the draw"),
            _("Print the selection report, have it witnessed, then sign off draw {number}.").format(
                number=state.live.number
            ),
            state.due(_CALLED_BEFORE),
            "lottery",
            _("See the draw"),
            "draw",
        )
    if not state.has_met:
        yield NextStep(
            _("Print the letters and badges"),
            _("Everyone who came forward hears how the draw went, in their own language."),
            state.due(_LETTERS_BEFORE),
            "documents",
            _("Choose what to print"),
        )
