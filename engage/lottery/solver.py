"""Linear and integer programmes over HiGHS: one thread, a fixed seed, no output, and an ear for `Cancelled`."""

from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from engage.lottery.classes import Floats, Pool
from engage.lottery.watch import Watch

INFINITY = float(highspy.kHighsInf)
# What an integer programme and each of its nodes cost, in linear programmes; measured.
_EFFORT = 300
_EFFORT_A_NODE = 10


class SolverError(Exception):
    """HiGHS gave up where it never should: a bug of ours or of its own."""


@dataclass(frozen=True)
class Programme:
    """Columns and rows of a programme, the matrix column by column."""

    costs: Floats
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    starts: npt.NDArray[np.int32]
    rows: npt.NDArray[np.int32]
    values: Floats

    @classmethod
    def of_pool(
        cls, pool: Pool, costs: Floats, lower: Floats | None = None, upper: Floats | None = None
    ) -> "Programme":
        """Amounts of each class under the pool's rows."""
        return cls(
            costs=costs,
            lower=np.zeros(len(pool.classes)) if lower is None else lower,
            upper=pool.caps if upper is None else upper,
            row_lower=pool.row_lower,
            row_upper=pool.row_upper,
            starts=pool.column_starts,
            rows=pool.column_rows,
            values=np.ones(len(pool.column_rows)),
        )


def load(
    programme: Programme, *, maximise: bool = True, integers: bool = False, solver: highspy.Highs | None = None
) -> highspy.Highs:
    """Hand a programme to a fresh solver, or to a used one, which forgets what it had."""
    model = highspy.HighsLp()
    model.num_col_ = len(programme.costs)
    model.num_row_ = len(programme.row_lower)
    model.col_cost_ = programme.costs
    model.col_lower_ = programme.lower
    model.col_upper_ = programme.upper
    model.row_lower_ = programme.row_lower
    model.row_upper_ = programme.row_upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = programme.starts
    model.a_matrix_.index_ = programme.rows
    model.a_matrix_.value_ = programme.values
    model.sense_ = highspy.ObjSense.kMaximize if maximise else highspy.ObjSense.kMinimize
    if integers:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(programme.costs)
    solver = new_solver() if solver is None else solver
    solver.passModel(model)
    return solver


def new_solver() -> highspy.Highs:
    """A solver that gives the same answer every time."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 1)
    solver.setOptionValue("presolve", "off")
    return solver


def solve_linear(solver: highspy.Highs, watch: Watch) -> bool:
    """Solve to optimality; False when there is no solution. Raises `Cancelled` and `SolverError`."""
    solver.run()
    watch.effort += 1
    watch.tick()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return True
    if status == highspy.HighsModelStatus.kInfeasible:
        return False
    solver.clearSolver()
    solver.setOptionValue("presolve", "on")
    solver.run()
    solver.setOptionValue("presolve", "off")
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return True
    if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
        return False
    raise SolverError(solver.modelStatusToString(status))


def column_values(solver: highspy.Highs) -> Floats:
    """The solution's columns."""
    return np.array(solver.getSolution().col_value)


@dataclass(frozen=True)
class IntegerAnswer:
    """What an integer programme gave: counts (None: none found), the proved bound, and whether the search ended."""

    counts: npt.NDArray[np.int64] | None
    bound: float
    is_finished: bool


def solve_integer(solver: highspy.Highs, watch: Watch, *, nodes: int | None = None) -> IntegerAnswer:
    """Solve an integer programme, with at most so many nodes. Raises `Cancelled`."""
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)

    def ask(event: highspy.HighsCallbackEvent) -> None:
        if watch.wants_stop():
            event.interrupt()

    solver.cbMipInterrupt += ask
    solver.cbSimplexInterrupt += ask
    try:
        solver.run()
    finally:
        solver.cbMipInterrupt -= ask
        solver.cbSimplexInterrupt -= ask
    watch.raise_if_cancelled()
    watch.effort += effort_of(int(solver.getInfo().mip_node_count))
    return _integer_answer(solver)


def effort_of(nodes: int) -> int:
    """What an integer programme of so many nodes costs, in linear programmes."""
    return _EFFORT + _EFFORT_A_NODE * max(0, nodes)


def _integer_answer(solver: highspy.Highs) -> IntegerAnswer:
    status = solver.getModelStatus()
    info = solver.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return IntegerAnswer(None, -INFINITY, is_finished=True)
    counts = None
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        counts = np.rint(column_values(solver)).astype(np.int64)
    return IntegerAnswer(counts, info.mip_dual_bound, is_finished=status == highspy.HighsModelStatus.kOptimal)
