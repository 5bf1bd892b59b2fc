"""An independent, slow leximin for tiny pools: every panel by enumeration, every person by a programme of their own."""

from itertools import combinations

import highspy


def all_panels(entrants, quotas, seats):
    """Every panel that meets every target with at most one person of a household."""
    for chosen in combinations(sorted(entrants, key=lambda entrant: entrant.id), seats):
        homes = [entrant.household for entrant in chosen if entrant.household]
        if len(homes) != len(set(homes)):
            continue
        if all(
            quota.minimum <= sum(entrant.answers[quota.category] == quota.value for entrant in chosen) <= quota.maximum
            for quota in quotas
        ):
            yield frozenset(entrant.id for entrant in chosen)


def leximin_by_enumeration(entrants, quotas, seats):
    """Everybody's chance in the leximin lottery, and who is in no panel. None when there is no panel."""
    panels = list(all_panels(entrants, quotas, seats))
    if not panels:
        return None
    ids = sorted(entrant.id for entrant in entrants)
    coverable = {name for panel in panels for name in panel}
    fixed = {name: 0.0 for name in ids if name not in coverable}
    while len(fixed) < len(ids):
        least = _largest(panels, fixed, [name for name in ids if name not in fixed])
        stuck = [
            name
            for name in ids
            if name not in fixed and _largest(panels, fixed, [name], others=least, ids=ids) <= least + 1e-7
        ]
        fixed.update(dict.fromkeys(stuck, least))
    return fixed, [name for name in ids if name not in coverable]


def _largest(panels, fixed, raised, *, others=0.0, ids=()):
    """The best chance of `raised`, with fixed people at their chances and the others at least at `others`."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    z = solver.addVariable(lb=0.0, ub=1.0)
    weights = [solver.addVariable(lb=0.0) for _ in panels]
    solver.addConstr(sum(weights) == 1)
    for name in {*fixed, *raised, *ids}:
        holding = [weight for weight, panel in zip(weights, panels, strict=True) if name in panel]
        chance = sum(holding) if holding else 0.0 * z
        if name in raised:
            solver.addConstr(chance - z >= 0)
        else:
            solver.addConstr(chance >= fixed.get(name, others) - 1e-9)
    solver.maximize(z)
    return solver.getObjectiveValue()
