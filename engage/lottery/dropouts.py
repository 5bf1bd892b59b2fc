"""Simulated drop-outs of a panel, and what a list of reserves makes good of them.

A panel's state is how many of each answer are still there, and how many in all. Each answer below its minimum or above
its maximum, and each empty seat, is a loss of one for every person too few or too many. Somebody who steps in changes
one number of each category, so what they help is a sum over the rows; all simulated times are reckoned at once.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from engage.languages.catalogues import mark
from engage.lottery.classes import Floats, Ints, Pool
from engage.lottery.solver import INFINITY, Programme, load, solve_integer, solve_linear
from engage.lottery.stream import Stream
from engage.lottery.watch import Watch

CHOOSING = mark("Choosing reserves that protect the targets")

Counts = npt.NDArray[np.int16]

# Looked at closely in each step of the search, and how often the whole list is gone through again.
_SHORTLIST = 8
_ROUNDS = 2
_NEVER = 1e6
_WHOLE = 1e-6


class Simulation:
    """So many times over: who of the panel dropped out, and who of the others would not come either.

    `stay` and `come` are drop-out chances of the pool's fixed people, whose `answers` are given, and of its classes.
    """

    def __init__(
        self,
        pool: Pool,
        answers: Sequence[Mapping[str, str]],
        *,
        stay: Sequence[float],
        come: Sequence[float],
        times: int,
        stream: Stream,
    ) -> None:
        self.pool = pool
        self.times = times
        rows = 1 + len(pool.quotas)
        self.member = np.zeros((len(pool.classes), pool.row_count))
        self.member[pool.column_of_entry, pool.column_rows] = 1.0
        self.member = self.member[:, :rows]
        seated = np.array([_row(pool, each) for each in answers]).reshape(-1, rows)
        # The pool's bounds are what is still owed once everyone fixed is there; here the panel is counted whole.
        self._low = np.array([pool.seats + len(pool.fixed), *(q.minimum for q in pool.quotas)])
        self._high = np.array([pool.seats + len(pool.fixed), *(q.maximum for q in pool.quotas)])
        gone = stream.fractions(times * len(stay)).reshape(times, -1) < np.array(stay)
        self.state: Floats = (~gone).astype(np.float64) @ seated
        self.vacant = gone.sum(axis=1)
        self._come, self._stream = np.array(come), stream
        self._there = self._appearances()

    def _appearances(self) -> list[Counts]:
        """For each class and time, how many of the first j reserves of it would come."""
        there = []
        for chance, cap in zip(self._come.tolist(), self.pool.caps.astype(int).tolist(), strict=True):
            comes = self._stream.fractions(self.times * cap).reshape(self.times, cap) >= chance
            none = np.zeros((self.times, 1), dtype=np.int16)
            there.append(np.hstack([none, np.cumsum(comes, axis=1, dtype=np.int16)]))
        return there

    def on_list(self, counts: Ints) -> Counts:
        """How many of each class would come each time, of a list with so many."""
        come = np.zeros((self.times, len(counts)), dtype=np.int16)
        for number in np.flatnonzero(counts).tolist():
            come[:, number] = self._there[number][:, counts[number]]
        return come

    def of_lists(self, lists: Ints) -> Counts:
        """The same for a list of its own each time."""
        places = np.arange(self.times)
        return np.stack([there[places, lists[:, number]] for number, there in enumerate(self._there)], axis=1)

    def loss(self, state: Floats) -> Floats:
        """Seats by which targets are missed, and empty seats, each time."""
        under, over = np.maximum(0, self._low - state), np.maximum(0, state - self._high)
        total: Floats = (under + over).sum(axis=1)
        return total

    def helps(self, state: Floats) -> Floats:
        """By how much one more person of each class would change each time's loss."""
        changes: Floats = self._slopes(state) @ self.member.T
        return changes

    def _slopes(self, state: Floats) -> Floats:
        """What one more in each row does to the loss."""
        return np.where(state < self._low, -1.0, np.where(state >= self._high, 1.0, 0.0))

    def fill(self, come: Counts, numbers: Ints, *, spare: int = 0) -> tuple[Floats, Floats]:
        """Let reserves step in greedily, of these classes, but for the last `spare` seats: states and best changes."""
        state, left = self.state.copy(), come[:, numbers].astype(np.int64)
        open_seats = self.vacant - spare
        best: Floats = np.full(self.times, _NEVER)
        times = np.arange(self.times)
        member = self.member[numbers]
        while numbers.size:
            changes = np.where(left > 0, self._slopes(state) @ member.T, _NEVER)
            chosen = changes.argmin(axis=1)
            best = changes[times, chosen]
            steps = np.flatnonzero((open_seats > 0) & (best <= 0))
            if not steps.size:
                break
            state[steps] += member[chosen[steps]]
            left[steps, chosen[steps]] -= 1
            open_seats[steps] -= 1
        return state, best

    def broken(self, come: Counts | None, watch: Watch) -> Ints:
        """How many targets are broken each time after the replacement that leaves the least loss; none without list."""
        state = self.state
        if come is not None:
            state, _ = self.fill(come, np.flatnonzero(come.any(axis=0)))
            losses = self.loss(state)
            for time in np.flatnonzero(losses > 0).tolist():
                watch.tick()
                state[time] = self._best_state(time, come[time], state[time], float(losses[time]))
        targets: Ints = ((state < self._low) | (state > self._high))[:, 1:].sum(axis=1)
        return targets

    def _best_state(self, time: int, come: Counts, known: Floats, loss: float) -> Floats:
        """The panel after those step in who leave the least loss, where that is less than is known already."""
        numbers = np.flatnonzero(come)
        programme = self._replacing(time, numbers, come[numbers].astype(np.float64))
        relaxed = load(programme, maximise=False)
        if not solve_linear(relaxed, Watch()) or relaxed.getObjectiveValue() > loss - 1 + _WHOLE:
            return known  # a loss is a whole number: none is smaller
        counts = solve_integer(load(programme, maximise=False, integers=True), Watch()).counts
        if counts is None:
            return known
        return np.asarray(self.state[time] + counts[: len(numbers)] @ self.member[numbers], dtype=np.float64)

    def _replacing(self, time: int, numbers: Ints, come: Floats) -> Programme:
        """Columns: how many of each class step in; then for each row how many are missing, and how many too many."""
        rows = self.member.shape[1]
        matrix = np.vstack([self.member[numbers], np.eye(rows), -np.eye(rows)])
        seats = np.repeat([1.0, 0.0], [len(numbers), 2 * rows])
        matrix = np.hstack([matrix, seats[:, None]])
        columns, places = np.nonzero(matrix)
        return Programme(
            costs=1.0 - seats,
            lower=np.zeros(len(matrix)),
            upper=np.concatenate([come, np.full(2 * rows, INFINITY)]),
            row_lower=np.append(self._low - self.state[time], 0.0),
            row_upper=np.append(self._high - self.state[time], float(self.vacant[time])),
            starts=np.searchsorted(columns, np.arange(len(matrix) + 1)).astype(np.int32),
            rows=places.astype(np.int32),
            values=matrix[columns, places],
        )


def best_list(simulation: Simulation, size: int, watch: Watch) -> Ints:
    """How many of each class a list of this size should hold: grown by the best addition, improved by exchanges."""
    search = _Search(simulation)
    total = size * (1 + _ROUNDS)
    for step in range(size):
        watch.report(0.6 * step / total, CHOOSING)
        search.add()
    for step in range(size, total):
        watch.report(0.6 * step / total, CHOOSING)
        search.exchange(step % size)
    return search.counts()


class _Search:
    """A list of reserves in the making, place by place."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self._places: list[int] = []

    def counts(self) -> Ints:
        counts = np.zeros(len(self._simulation.pool.classes), dtype=np.int64)
        np.add.at(counts, self._places, 1)
        return counts

    def add(self) -> None:
        """Take in the class that lowers the loss most."""
        self._places.append(self._best()[0])

    def exchange(self, place: int) -> None:
        """Take out one place of the list; what is best in its stead may be the same again."""
        before = self._places[place]
        current = self._loss(self.counts())
        del self._places[place]
        best, loss = self._best()
        self._places.insert(place, best if loss < current else before)

    def _best(self) -> tuple[int, float]:
        counts = self.counts()
        estimates = self._estimates(counts)
        shortlist = np.lexsort((np.arange(len(estimates)), estimates))[:_SHORTLIST]
        tried = []
        for number in shortlist[estimates[shortlist] < np.inf].tolist():
            counts[number] += 1
            tried.append((self._loss(counts), float(estimates[number]), number))
            counts[number] -= 1
        loss, _, number = min(tried)
        return number, loss

    def _estimates(self, counts: Ints) -> Floats:
        """About how much one more of each class would lower the loss: it fills each time's last seat, if it is best."""
        simulation = self._simulation
        come = simulation.on_list(counts)
        state, best = simulation.fill(come, np.flatnonzero(counts), spare=1)
        changes = np.minimum(simulation.helps(state), np.minimum(best, 0.0)[:, None])
        estimates: Floats = changes[simulation.vacant > 0].sum(axis=0).astype(np.float64)
        estimates[~self._allowed(counts)] = np.inf
        return estimates

    def _allowed(self, counts: Ints) -> npt.NDArray[np.bool_]:
        pool = self._simulation.pool
        homes = 1 + len(pool.quotas)
        taken = pool.activity(counts.astype(np.float64))[homes:] > 0
        allowed = counts < pool.caps
        shared = pool.column_rows >= homes
        closed = pool.column_of_entry[shared][taken[pool.column_rows[shared] - homes]]
        allowed[closed] = False
        return allowed

    def _loss(self, counts: Ints) -> float:
        simulation = self._simulation
        state, _ = simulation.fill(simulation.on_list(counts), np.flatnonzero(counts))
        return float(simulation.loss(state).mean())


def random_lists(pool: Pool, size: int, times: int, stream: Stream) -> Ints:
    """So many lists of this size, each of people picked at random, one of a home: how many of each class."""
    people = [(number, each.household) for number, each in enumerate(pool.classes) for _ in each.members]
    lists = np.zeros((times, len(pool.classes)), dtype=np.int64)
    for row in lists:
        left, homes = people.copy(), {""}
        while row.sum() < size:
            place = stream.below(len(left))
            number, home = left[place]
            left[place] = left[-1]
            left.pop()
            if not home or home not in homes:
                row[number] += 1
                homes.add(home)
    return lists


def _row(pool: Pool, answers: Mapping[str, str]) -> list[float]:
    return [1.0, *(float(answers.get(quota.category) == quota.value) for quota in pool.quotas)]
