"""Waves of letters in the file: frozen, then drawn, then sent; void with a reason; no home twice."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from engage.assembly.actions import edit_assembly_field
from engage.errors import RefusedError
from engage.lottery.actions import (
    draw_wave,
    edit_letter_plan,
    freeze_wave,
    note_sent,
    plan_letter_count,
    plan_strata,
    plan_wave,
    void_wave,
    weigh_stratum,
)
from engage.lottery.inviting import Address, check_record, draw_letters, share_letters
from engage.lottery.views import homes_by_stratum, homes_state, letter_plan, replies_so_far
from engage.people.actions import add_addresses, forget_addresses
from engage.people.rules import HomeDraft, WaveState
from engage.people.views import (
    count_addresses,
    homes_left,
    invited,
    wave_addresses,
    wave_letters,
    wave_record,
)

COLUMNS = ("address", "ward")
HOMES = [HomeDraft(f"{n} mill lane", (f"{n} Mill Lane", "North" if n % 4 else "South")) for n in range(40)]


class Waves:
    """What an officer does with letters, in short."""

    def __init__(self, lot):
        self.lot = lot
        self.day = 1

    def clock(self):
        self.day += 1
        return datetime(2026, 9, self.day, 12, tzinfo=UTC)

    def bring_in(self, homes=HOMES):
        self.lot.write(add_addresses, columns=COLUMNS, key_columns=COLUMNS[:1], homes=homes)

    def freeze(self, letters=12, **values):
        return self.lot.write(freeze_wave, letters=letters, strata_columns=["ward"], clock=self.clock, **values)

    def draw(self, number, public_string="dice 4"):
        self.lot.write(draw_wave, number=number, public_string=public_string, clock=self.clock)
        return number

    def void(self, number, reason="The list was last year's"):
        self.lot.write(void_wave, number=number, reason=reason, clock=self.clock)

    def homes(self, number):
        return [letter.cells[0] for letter in self.lot.read(wave_letters, number=number)]

    def wave(self, number):
        return self.lot.read(invited)[number - 1]

    def addresses(self, number):
        return [Address(home[0], home[2]) for home in self.lot.read(wave_addresses, number=number).homes]


@pytest.fixture
def waves(lot):
    waves = Waves(lot)
    waves.bring_in()
    return waves


def test_a_wave_is_frozen_then_drawn_as_the_engine_draws(waves):
    number = waves.freeze(weights={"South": Fraction(3)}, rate=Fraction(1, 20))
    frozen = waves.wave(number)
    waves.draw(number)

    drawn = draw_letters([Address(home.key, home.cells[1]) for home in HOMES], 12, "dice 4", weights={"South": 3})
    assert [(each.name, each.homes, each.letters) for each in frozen.strata] == [("North", 30, 6), ("South", 10, 6)]
    assert (frozen.state, frozen.rate, frozen.public_string) == (WaveState.FROZEN, Fraction(1, 20), "")
    assert waves.lot.read(wave_record, number=number) == drawn.record
    assert [home.lower() for home in waves.homes(number)] == list(drawn.keys)
    assert waves.wave(number).state is WaveState.DRAWN
    assert check_record(drawn.record, waves.addresses(number)) == ()


def test_every_letter_has_a_code_of_its_own_and_the_string_does_not_give_it(waves):
    codes = []
    for _turn in range(2):
        number = waves.draw(waves.freeze())
        codes += [letter.code for letter in waves.lot.read(wave_letters, number=number)]
        waves.void(number)

    assert len(set(codes)) == 24


def test_a_second_wave_leaves_out_the_homes_of_the_first(waves):
    first = waves.draw(waves.freeze(30))
    waves.lot.write(note_sent, number=first, sent_on=date(2026, 9, 20))
    with pytest.raises(RefusedError, match="letters-too-many"):
        waves.freeze(11)

    second = waves.draw(waves.freeze(10))

    assert sorted(waves.homes(first) + waves.homes(second)) == sorted(home.cells[0] for home in HOMES)
    assert waves.lot.read(homes_left).homes == ()
    with pytest.raises(RefusedError, match="addresses-first"):
        waves.freeze(1)


def test_the_list_of_a_wave_is_kept_as_it_was_so_that_it_can_be_checked(waves):
    first = waves.draw(waves.freeze())
    waves.bring_in([HomeDraft("new", ("New", "North"))])
    second = waves.draw(waves.freeze())
    waves.void(first)

    for number in (first, second):
        assert check_record(waves.lot.read(wave_record, number=number), waves.addresses(number)) == ()
    assert len(waves.addresses(second)) == 41 - 12


def test_homes_of_a_void_wave_are_free_again_unless_their_letters_were_sent(waves):
    unsent = waves.draw(waves.freeze())
    waves.void(unsent)
    assert len(waves.lot.read(homes_left).homes) == 40

    sent = waves.draw(waves.freeze())
    waves.lot.write(note_sent, number=sent, sent_on=date(2026, 9, 20))
    waves.void(sent)

    assert len(waves.lot.read(homes_left).homes) == 28
    assert [wave.number for wave in waves.lot.read(invited)] == [1, 2]
    assert waves.wave(1).void_reason == "The list was last year's"
    assert [wave.is_out for wave in waves.lot.read(invited)] == [False, True]


def test_nothing_changes_while_a_wave_waits_for_its_string(waves):
    waves.freeze()

    with pytest.raises(RefusedError, match="wave-is-frozen"):
        waves.bring_in([HomeDraft("new", ("New", "North"))])
    with pytest.raises(RefusedError, match="wave-is-frozen"):
        waves.lot.write(forget_addresses)
    with pytest.raises(RefusedError, match="wave-is-frozen"):
        waves.freeze()
    assert waves.lot.read(count_addresses) == 40


def test_a_draw_is_no_step_that_undo_takes_back(waves):
    waves.draw(waves.freeze())

    with pytest.raises(RefusedError, match="cannot-undo-past"):
        waves.lot.workspace.undo()


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (lambda waves: waves.freeze(0), "letters-none"),
        (lambda waves: waves.freeze(weights={"West": Fraction(2)}), "stratum-unknown"),
        (lambda waves: waves.draw(waves.freeze(), " "), "public-string"),
        (lambda waves: waves.draw(waves.draw(waves.freeze())), "wave-state"),
        (lambda waves: waves.void(waves.freeze(), " "), "reason-missing"),
        (lambda waves: waves.lot.write(note_sent, number=waves.freeze(), sent_on=date(2026, 9, 20)), "wave-not-drawn"),
        (
            lambda waves: waves.lot.write(note_sent, number=waves.draw(waves.freeze()), sent_on=date(2026, 9, 1)),
            "sent-before-drawn",
        ),
    ],
)
def test_what_can_not_be_is_refused(waves, deed, code):
    with pytest.raises(RefusedError, match=code):
        deed(waves)


def test_letters_stay_when_the_list_is_forgotten(waves):
    number = waves.draw(waves.freeze())

    assert waves.lot.write(forget_addresses) == 40

    assert waves.lot.read(count_addresses) == 0
    assert len(waves.homes(number)) == 12
    waves.bring_in()
    assert len(waves.lot.read(homes_left).homes) == 28


@pytest.mark.parametrize("letters", [{"South": 7}, {"North": 13, "South": 7}, {"North": 30, "South": 1}])
def test_letters_are_planned_as_a_forecast_asks_for_them(waves, letters):
    waves.lot.write(plan_wave, letters=letters, columns=["ward"])

    plan = waves.lot.read(letter_plan)
    strata = share_letters({"North": 30, "South": 10}, plan.letters, weights=plan.weights)
    assert {each.name: each.letters for each in strata if each.letters} == letters


def test_where_no_list_is_known_only_their_number_is_planned(lot):
    lot.write(plan_wave, letters={"": 240})

    plan = lot.read(letter_plan)
    assert (plan.letters, plan.strata_columns, plan.weights) == (240, (), {})


def test_what_the_next_wave_would_be_follows_what_is_typed(waves):
    lot = waves.lot
    lot.write(edit_assembly_field, field="seats", value=4)
    for field, value in (("multiple", "5"), ("low_rate", " 2,5 "), ("likely_rate", "10 %"), ("high_rate", "20")):
        lot.write(edit_letter_plan, field=field, value=value)
    lot.write(plan_strata, columns=["ward"])
    lot.write(weigh_stratum, stratum="South", weight="1.5")

    plan = lot.read(letter_plan)

    assert (plan.needed, plan.letters, plan.rate, plan.pool) == ((800, 200, 100), 200, Fraction(1, 10), 20)
    assert (plan.likely_rate, plan.strata_columns, plan.weights) == ("10", ("ward",), {"South": Fraction(3, 2)})
    lot.write(weigh_stratum, stratum="South", weight=" ")
    lot.write(plan_letter_count, letters=30)
    assert (lot.read(letter_plan).letters, lot.read(letter_plan).weights) == (30, {})


@pytest.mark.parametrize(
    ("action", "values", "code"),
    [
        (edit_letter_plan, {"field": "likely_rate", "value": "0"}, "figure-unsound"),
        (edit_letter_plan, {"field": "likely_rate", "value": "101"}, "figure-unsound"),
        (edit_letter_plan, {"field": "multiple", "value": "ten"}, "figure-unsound"),
        (weigh_stratum, {"stratum": "South", "weight": "-1"}, "weight-unsound"),
        (weigh_stratum, {"stratum": "South", "weight": "101"}, "weight-unsound"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(waves, action, values, code):
    with pytest.raises(RefusedError, match=code):
        waves.lot.write(action, **values)


def test_what_is_left_is_counted_by_part_and_only_few_values_make_parts(waves):
    lot = waves.lot
    left = lot.read(homes_by_stratum, strata_columns=["ward"])
    assert (left.total, left.columns, left.by_stratum) == (40, ("ward",), {"North": 30, "South": 10})
    state = lot.read(homes_state)

    number = waves.draw(waves.freeze(10))

    assert sum(lot.read(homes_by_stratum, strata_columns=["ward"]).by_stratum.values()) == 30
    assert lot.read(homes_by_stratum, strata_columns=["street"]).by_stratum == {"": 30}
    assert lot.read(homes_state) != state
    lot.write(note_sent, number=number, sent_on=date(2026, 9, 20))
    code = lot.read(wave_letters, number=number)[0].code
    lot.add("R99", invitation_code=code.lower())
    assert lot.workspace.read(replies_so_far) == (10, 1)
