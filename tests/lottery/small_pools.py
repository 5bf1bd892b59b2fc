"""Small random pools for property tests."""

import random
from itertools import combinations

from hypothesis import strategies as st

from engage.lottery.model import Entrant, Quota


def random_pool(seed, *, most=10, households=True):
    """Entrants, quotas and seats of a small pool that has at least one panel."""
    chance = random.Random(seed)
    people, seats = chance.randint(5, most), chance.randint(2, 4)
    categories = {f"c{number}": ["x", "y", "z"][: chance.randint(2, 3)] for number in range(chance.randint(1, 4))}
    homes = [f"h{number}" for number in range(people)]
    entrants = [
        Entrant(
            f"p{number:02}",
            {category: chance.choice(values) for category, values in categories.items()},
            chance.choice(homes) if households and chance.random() < 0.5 else "",
        )
        for number in range(people)
    ]
    valid = [
        panel
        for panel in combinations(entrants, seats)
        if len(homes := [entrant.household for entrant in panel if entrant.household]) == len(set(homes))
    ]
    if not valid:
        return random_pool(seed + 1_000_003, most=most, households=households)
    model = chance.choice(valid)
    quotas = []
    for category, values in categories.items():
        for value in values:
            count = sum(entrant.answers[category] == value for entrant in model)
            slack = chance.choice((0, 0, 1))
            quotas.append(Quota(category, value, max(0, count - slack), min(seats, count + slack)))
    return entrants, quotas, seats


pools = st.integers(0, 10**9).map(random_pool)
