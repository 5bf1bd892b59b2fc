"""Waves of letters and their replies, as screens read them."""

from datetime import UTC, date, datetime
from fractions import Fraction
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.people.actions import add_respondent
from engage.people.records import Invitation, InvitationStratum, InvitationWave
from engage.people.rules import WaveState, plain_code
from engage.people.views import invited, uncoded_replies

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
CODES = ("BCDFGHJK23", "BCDFGHJK24", "BCDFGHJK25")


def send(db):
    """Two assemblies; three letters of the first, two strata, one wave that was sent."""
    assembly_id, other = create_assembly(db, title="Care"), create_assembly(db, title="Trees")
    wave = InvitationWave(
        assembly_id=assembly_id,
        number=1,
        state="drawn",
        letters=3,
        rate="1/20",
        strata_columns=["ward"],
        last_block=1,
        addresses_sha256="a",
        plan_sha256="b",
        frozen_at=NOON,
        drawn_at=NOON,
        sent_on=date(2026, 9, 8),
    )
    wave.strata = [
        InvitationStratum(number=1, name="North", homes=30, weight="2/1", letters=2),
        InvitationStratum(number=2, name="South", homes=30, weight="1/1", letters=1),
    ]
    wave.invitations = [
        Invitation(code=code, stratum=stratum, home_key=code, cells=[f"{code} Road"])
        for code, stratum in zip(CODES, ("North", "North", "South"), strict=True)
    ]
    db.add(wave)
    for reference, code in (("1", "bcdf-ghjk 23"), ("2", CODES[0]), ("3", CODES[2]), ("4", ""), ("5", "BCDF")):
        add_respondent(db, assembly_id, reference=reference, invitation_code=code)
    add_respondent(db, other, reference="1", invitation_code=CODES[1])
    return assembly_id


def test_each_stratum_has_its_letters_and_its_replies(workspace):
    assembly_id = workspace.write(send)

    (wave,) = workspace.read(partial(invited, assembly_id=assembly_id))

    assert [(each.name, each.letters, each.replies) for each in wave.strata] == [("North", 2, 2), ("South", 1, 1)]
    assert (wave.letters, wave.replies, wave.rate, wave.state) == (3, 3, Fraction(1, 20), WaveState.DRAWN)
    assert wave.strata[0].weight == 2
    assert workspace.read(partial(uncoded_replies, assembly_id=assembly_id)) == 2


@pytest.mark.parametrize("typed", ["bcdf-ghjk 23", " BCDF GHJK 23", "BCDFGHJK23"])
def test_a_code_is_the_same_however_it_is_typed(typed):
    assert plain_code(typed) == "BCDFGHJK23"
