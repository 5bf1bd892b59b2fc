"""Letters that went out, straight into the file: no list of addresses, no draw."""

from engage.people.records import Invitation, InvitationStratum, InvitationWave

_CODED = 60


def send_letters(
    workspace,
    assembly_id,
    drawn_at,
    *,
    number=1,
    letters=(400, 400),
    homes=(2000, 2000),
    rate="1/20",
    columns=("ward",),
):
    """A wave of letters to North and South, sent on the day it was drawn; gives sixty codes of each."""
    codes = {name: [f"{name}{number}{place}".upper() for place in range(_CODED)] for name in ("North", "South")}

    def write(db):
        wave = InvitationWave(
            assembly_id=assembly_id,
            number=number,
            state="drawn",
            letters=sum(letters),
            rate=rate,
            strata_columns=list(columns),
            last_block=1,
            addresses_sha256="a",
            plan_sha256="b",
            frozen_at=drawn_at,
            drawn_at=drawn_at,
            sent_on=drawn_at.date(),
        )
        wave.strata = [
            InvitationStratum(number=place, name=name, homes=all_homes, weight="1/1", letters=count)
            for place, (name, count, all_homes) in enumerate(zip(codes, letters, homes, strict=True), 1)
        ]
        wave.invitations = [
            Invitation(code=code, stratum=name, home_key=code, cells=[]) for name, own in codes.items() for code in own
        ]
        db.add(wave)

    workspace.write(write)
    return codes
