"""The first-stage lottery: letters sized, shared out over strata, drawn alike everywhere, and checked."""

import hashlib
import hmac
import json
import random
import secrets
import time
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.errors import RefusedError
from engage.lottery.inviting import Address, check_record, draw_letters, letters_needed, make_codes, plan_letters

HOMES = [Address(f"home {n}", "north" if n % 4 else "south") for n in range(400)]


def counts(strata):
    return {each.name: each.letters for each in strata}


@pytest.mark.parametrize(("rate", "letters"), [("5/100", 10_000), ("3/100", 16_667), ("8/100", 6_250)])
def test_50_seats_and_10_people_for_each(rate, letters):
    assert letters_needed(50, Fraction(10), Fraction(rate)) == letters


def test_nobody_replies_to_no_letter():
    with pytest.raises(ValueError, match="rate"):
        letters_needed(50, Fraction(10), Fraction(0))


def test_letters_follow_the_homes_and_the_weights():
    assert counts(plan_letters(HOMES, 40)) == {"north": 30, "south": 10}
    assert counts(plan_letters(HOMES, 40, weights={"south": Fraction(3)})) == {"north": 20, "south": 20}


def test_a_stratum_gets_no_more_letters_than_it_has_homes():
    assert counts(plan_letters(HOMES, 250, weights={"south": Fraction(9)})) == {"north": 150, "south": 100}


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(1, 30), st.integers(0, 5)), min_size=1),
    st.integers(1, 60),
)
def test_the_letters_always_add_up(strata, letters):
    homes = [Address(f"{name}{n}", name) for name, (size, _) in strata.items() for n in range(size)]
    weights = {name: Fraction(weight) for name, (_, weight) in strata.items()}
    reach = sum(size for size, weight in strata.values() if weight)

    if letters > reach:
        with pytest.raises(RefusedError, match="letters-too-many"):
            plan_letters(homes, letters, weights=weights)
    else:
        plan = plan_letters(homes, letters, weights=weights)
        assert sum(each.letters for each in plan) == letters
        assert all(0 <= each.letters <= each.addresses for each in plan)


def test_the_order_of_the_rows_changes_nothing():
    mixed = list(HOMES)
    random.Random(5).shuffle(mixed)

    assert draw_letters(mixed, 40, "7 7 1") == draw_letters(HOMES, 40, "7 7 1")
    assert draw_letters(HOMES, 40, "7 7 2").keys != draw_letters(HOMES, 40, "7 7 1").keys


def test_the_draw_is_the_same_on_every_computer():
    homes = [Address(name) for name in "abcdefghij"]
    drawn = draw_letters(homes, 3, "dice 3 5 1")

    assert drawn.keys == ("b", "g", "i")
    assert drawn.keys == _drawn_by_hand("abcdefghij", 3, json.loads(drawn.record)["hashes"], "dice 3 5 1")


def _drawn_by_hand(names, count, hashes, public_string):
    """The same from the description alone: 16 numbers at most, so half a byte each, and none that is too large."""
    lines = ["engage invitation seed 1", hashes["addresses"], hashes["plan"], public_string]
    seed = hashlib.sha256("\n".join(lines).encode()).digest()
    numbers = iter(hmac.new(seed, bytes(8), "sha256").digest())
    left = list(names)
    for place in range(count):
        limit = len(left) - place
        mask = (1 << (limit - 1).bit_length()) - 1
        other = place + next(each & mask for each in numbers if each & mask < limit)
        left[place], left[other] = left[other], left[place]
    return tuple(sorted(left[:count]))


def test_every_home_is_as_likely_as_any_other():
    homes = [Address(name) for name in "abcdef"]

    seen = Counter(key for turn in range(3000) for key in draw_letters(homes, 2, f"string {turn}").keys)

    assert all(900 < seen[home.key] < 1100 for home in homes)


def test_a_true_record_is_accepted_and_a_changed_one_is_not():
    record = draw_letters(HOMES, 40, "7 7 1").record
    forged = json.loads(record)
    forged["public_string"] = "7 7 2"

    assert check_record(record, HOMES) == ()
    assert check_record(json.dumps(forged), HOMES) == ("record",)
    assert check_record(record, HOMES[1:]) == ("addresses", "plan", "drawn")
    with pytest.raises(RefusedError, match="record-damaged"):
        check_record("{}", HOMES)


def test_a_home_can_not_be_in_the_list_twice():
    with pytest.raises(RefusedError, match="address-twice"):
        draw_letters([*HOMES, HOMES[0]], 40, "x")


def test_codes_are_all_different_and_unguessable():
    codes = make_codes(5000, secrets.randbelow)

    assert len(set(codes)) == 5000
    assert {len(code) for code in codes} == {10}
    assert not set("".join(codes)) & set("AEIOU01")


def test_10_000_letters_of_100_000_homes_take_seconds():
    homes = [Address(f"{n} Otterlea Road nw0 1ab", f"ward {n % 20}") for n in range(100_000)]

    began = time.perf_counter()
    drawn = draw_letters(homes, 10_000, "public")

    assert len(drawn.keys) == 10_000
    assert time.perf_counter() - began < 20
