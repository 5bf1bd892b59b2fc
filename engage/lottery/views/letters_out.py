"""The letters that are out, as the response board reads them: when they went, where to, and who answers which."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.clock import end_of
from engage.lottery.forecasting import Assumptions, Posting, measured_half, worth_of
from engage.lottery.prospects import Stratum
from engage.people.records import Invitation, InvitationWave, Respondent
from engage.people.rules import NOT_GIVEN, RespondentStatus
from engage.people.views import InvitedWave, invited
from engage.people.views.invited import typed_code


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who came forward: when, with which answers, and the letter they answer (0 and "" where nobody knows)."""

    answers: Mapping[str, str]
    came_at: datetime
    wave: int
    stratum: str


@dataclass(frozen=True)
class LetterLine:
    """The letters of one wave to one stratum, and how many people who can be drawn came of them."""

    wave: int
    sent_on: date
    stratum: str
    letters: int
    came: int


def list_arrivals(
    db: Session, assembly_id: uuid.UUID, *, today: date, statuses: Sequence[RespondentStatus]
) -> tuple[Arrival, ...]:
    """Everyone of these statuses who had come by the end of a day."""
    letter = (
        select(Invitation.code, Invitation.stratum, InvitationWave.number)
        .join(InvitationWave, InvitationWave.id == Invitation.wave_id)
        .where(InvitationWave.assembly_id == assembly_id)
        .subquery()
    )
    query = (
        select(Respondent.answers, Respondent.came_forward_at, letter.c.number, letter.c.stratum)
        .outerjoin(letter, letter.c.code == typed_code())
        .where(
            Respondent.assembly_id == assembly_id,
            Respondent.status.in_([status.value for status in statuses]),
            Respondent.came_forward_at < end_of(today),
        )
    )
    return tuple(
        Arrival(answers, came_at, wave or 0, stratum or "") for answers, came_at, wave, stratum in db.execute(query)
    )


@dataclass(frozen=True)
class LettersOut:
    """Waves whose letters had been sent by a day, and the people who had come by then."""

    waves: tuple[InvitedWave, ...]
    arrivals: tuple[Arrival, ...]
    today: date

    @property
    def rate(self) -> Fraction | None:
        """The rate of replies that was last expected."""
        return next((wave.rate for wave in reversed(self.waves) if wave.rate), None)

    @property
    def postings(self) -> tuple[Posting, ...]:
        """Every wave's letters to every stratum."""
        return tuple(Posting(line.sent_on, line.letters, line.stratum) for line in self.lines)

    @property
    def lines(self) -> tuple[LetterLine, ...]:
        """Every wave stratum by stratum, with those who came."""
        came = Counter((arrival.wave, arrival.stratum) for arrival in self.arrivals if arrival.wave)
        return tuple(
            LetterLine(wave.number, sent_on, each.name, each.letters, came[wave.number, each.name])
            for wave, sent_on in self._sent()
            for each in wave.strata
        )

    @property
    def since_first(self) -> tuple[Arrival, ...]:
        """Those who came since the first letters went out, with a code or without: any of them may answer a letter."""
        first = min((sent_on for _wave, sent_on in self._sent()), default=self.today)
        begin = end_of(first - timedelta(days=1))
        return tuple(arrival for arrival in self.arrivals if arrival.came_at >= begin)

    def half(self) -> int | None:
        """The speed of replies as these letters show it."""
        replies: dict[date, list[date]] = {}
        days = {wave.number: sent_on for wave, sent_on in self._sent()}
        for arrival in self.arrivals:
            if arrival.wave in days:
                replies.setdefault(days[arrival.wave], []).append(arrival.came_at.astimezone().date())
        return measured_half(replies, self.today)

    @property
    def _coded(self) -> int:
        """How many gave a code."""
        return sum(bool(arrival.wave) for arrival in self.since_first)

    @property
    def strata_columns(self) -> tuple[str, ...]:
        """The columns that make the strata; none where all are one."""
        return self.waves[-1].strata_columns if self._coded else ()

    def strata(self, given: Assumptions) -> tuple[Stratum, ...]:
        """Where more letters can go: the strata of the newest wave, each with the worth of its letters so far.

        Only a part of the people give a code; the worth is that part, so that strata and all letters compare. Without
        any code all strata are one.
        """
        newest, coded = self.waves[-1], self._coded
        if not coded:
            return (Stratum("", sum(each.homes - each.letters for each in newest.strata), 0.0),)
        part = coded / len(self.since_first)
        return tuple(
            Stratum(
                each.name,
                each.homes - each.letters,
                part * worth_of((one for one in self._alike() if one.stratum == each.name), given, self.today),
            )
            for each in newest.strata
        )

    def by_stratum(self, categories: Iterable[str]) -> dict[tuple[str, str], Counter[str]]:
        """How many gave each answer, by the stratum of their letter: of waves with the strata of the newest."""
        alike = {wave.number for wave, _sent_on in self._sent_alike()}
        found: dict[tuple[str, str], Counter[str]] = {}
        wanted = tuple(categories)
        for arrival in self.arrivals:
            if arrival.wave in alike:
                for category in wanted:
                    key = (category, arrival.answers.get(category, NOT_GIVEN))
                    found.setdefault(key, Counter())[arrival.stratum] += 1
        return found

    def _alike(self) -> Iterator[Posting]:
        for wave, sent_on in self._sent_alike():
            for each in wave.strata:
                yield Posting(sent_on, each.letters, each.name)

    def _sent_alike(self) -> Iterator[tuple[InvitedWave, date]]:
        columns = self.waves[-1].strata_columns
        return ((wave, sent_on) for wave, sent_on in self._sent() if wave.strata_columns == columns)

    def _sent(self) -> Iterator[tuple[InvitedWave, date]]:
        return ((wave, wave.sent_on) for wave in self.waves if wave.sent_on is not None)


def letters_out(db: Session, assembly_id: uuid.UUID, *, today: date, arrivals: Sequence[Arrival]) -> LettersOut | None:
    """The letters that had gone out by a day; None where nobody noted any."""
    waves = (wave for wave in invited(db, assembly_id) if wave.is_out)
    sent = tuple(wave for wave in waves if wave.sent_on is not None and wave.sent_on <= today)
    return LettersOut(sent, tuple(arrivals), today) if sent else None
