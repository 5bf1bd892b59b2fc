"""The rows of the people stage."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.people.rules import PhotoConsent, RespondentStatus
from engage.storage.base import Base, HasId

RESPONDENTS = "respondents"
INVITATIONS = "invitations"


class Respondent(HasId, Base):
    """Someone who came forward. A member is a respondent who is confirmed."""

    __tablename__ = "respondent"
    topic = RESPONDENTS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    reference: Mapped[str]
    # The reference as it is sorted: R2 before R10.
    reference_key: Mapped[str] = mapped_column(default="")
    # May be empty: the reference then stands in wherever a name is shown.
    full_name: Mapped[str] = mapped_column(default="")
    # What the name, or the reference in its place, is sorted and found by.
    name_key: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    household_key: Mapped[str] = mapped_column(default="")
    # Answers by question (a target category's name); "" is "not given".
    answers: Mapped[dict[str, str]] = mapped_column(default=dict)
    # Columns of the imported file that the app has no field for: kept, and exported again.
    extra: Mapped[dict[str, str]] = mapped_column(default=dict)
    spoken_language: Mapped[str] = mapped_column(default="en")
    written_language: Mapped[str] = mapped_column(default="en")
    type_size: Mapped[str] = mapped_column(default="standard")
    photo_consent: Mapped[str] = mapped_column(default=PhotoConsent.NOT_ASKED.value)
    status: Mapped[str] = mapped_column(default=RespondentStatus.POOL.value)
    came_forward_at: Mapped[datetime]
    # The code on the letter that this person answers, as it was given; empty where nobody gave one.
    invitation_code: Mapped[str] = mapped_column(default="", server_default="")

    needs: Mapped[list["AccessNeed"]] = relationship(
        back_populates="respondent", order_by="AccessNeed.number", cascade="all, delete-orphan"
    )
    history: Mapped[list["StatusChange"]] = relationship(
        back_populates="respondent", order_by="StatusChange.number", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("assembly_id", "reference"),
        Index("ix_respondent_assembly_id_reference_key", "assembly_id", "reference_key"),
        Index("ix_respondent_assembly_id_name_key", "assembly_id", "name_key"),
        Index("ix_respondent_assembly_id_status", "assembly_id", "status"),
        CheckConstraint("status IN ('pool', 'ineligible', 'selected', 'confirmed', 'withdrawn')", name="status_known"),
        CheckConstraint("photo_consent IN ('yes', 'ask', 'no', 'not-asked')", name="photo_consent_known"),
    )


class AccessNeed(HasId, Base):
    """What someone needs in order to take part, and how it will be met. Never a diagnosis."""

    __tablename__ = "access_need"
    topic = RESPONDENTS

    respondent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("respondent.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    kind: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    how_met: Mapped[str] = mapped_column(default="")

    respondent: Mapped[Respondent] = relationship(back_populates="needs")


class StatusChange(HasId, Base):
    """One move of a respondent from status to status, with its reason."""

    __tablename__ = "status_change"
    topic = RESPONDENTS

    respondent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("respondent.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    old: Mapped[str]
    status: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime]

    respondent: Mapped[Respondent] = relationship(back_populates="history")


class AddressList(HasId, Base):
    """The homes that letters may go to, with the columns of their file as it had them."""

    __tablename__ = "address_list"
    topic = INVITATIONS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    columns: Mapped[list[str]]
    # The columns that together make a home this one and no other.
    key_columns: Mapped[list[str]]

    blocks: Mapped[list["AddressBlock"]] = relationship(
        back_populates="address_list", order_by="AddressBlock.number", cascade="all, delete-orphan"
    )

    __table_args__ = (UniqueConstraint("assembly_id"),)


class AddressBlock(HasId, Base):
    """Some hundreds of homes of a list: its key and its cells for each.

    Homes come and go together and are read together, so a row for each would only make the file ten times as large.
    """

    __tablename__ = "address_block"
    topic = INVITATIONS

    list_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("address_list.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    size: Mapped[int]
    homes: Mapped[list[list[str]]]

    address_list: Mapped[AddressList] = relationship(back_populates="blocks")


class InvitationPlan(HasId, Base):
    """What the officer plans for the next wave of letters. Percentages and numbers are kept as they were typed."""

    __tablename__ = "invitation_plan"
    topic = INVITATIONS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    # How many people are wanted in the pool for each seat.
    multiple: Mapped[str]
    # How many of a hundred letters may bring a reply.
    low_rate: Mapped[str]
    likely_rate: Mapped[str]
    high_rate: Mapped[str]
    # 0: as many as it takes at the likely rate.
    letters: Mapped[int] = mapped_column(default=0)
    strata_columns: Mapped[list[str]] = mapped_column(default=list)
    # By stratum, where it isn't 1.
    weights: Mapped[dict[str, str]] = mapped_column(default=dict)

    __table_args__ = (UniqueConstraint("assembly_id"),)


class InvitationWave(HasId, Base):
    """One numbered draw of homes that get a letter: frozen, then drawn, maybe void. Never deleted, never renumbered."""

    __tablename__ = "invitation_wave"
    topic = INVITATIONS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="RESTRICT"))
    number: Mapped[int]
    state: Mapped[str]
    letters: Mapped[int]
    # The part of the letters that was expected to bring a reply, "numerator/denominator"; empty where nobody said.
    rate: Mapped[str] = mapped_column(default="")
    strata_columns: Mapped[list[str]] = mapped_column(default=list)
    # The number of the last block of addresses that there was: later ones had no part in it.
    last_block: Mapped[int]
    addresses_sha256: Mapped[str]
    plan_sha256: Mapped[str]
    public_string: Mapped[str] = mapped_column(default="")
    # The record for everyone who wants to check, canonical JSON; empty before the draw.
    record: Mapped[str] = mapped_column(default="")
    frozen_at: Mapped[datetime]
    drawn_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_on: Mapped[date | None] = mapped_column(default=None)
    voided_at: Mapped[datetime | None] = mapped_column(default=None)
    void_reason: Mapped[str] = mapped_column(default="")

    strata: Mapped[list["InvitationStratum"]] = relationship(
        back_populates="wave", order_by="InvitationStratum.number", cascade="all, delete-orphan"
    )
    invitations: Mapped[list["Invitation"]] = relationship(back_populates="wave", cascade="all, delete-orphan")

    __table_args__ = (
        UniqueConstraint("assembly_id", "number"),
        CheckConstraint("state IN ('frozen', 'drawn', 'void')", name="state_known"),
    )


class InvitationStratum(HasId, Base):
    """A part of the list that a wave draws from on its own: its homes, its weight, its letters."""

    __tablename__ = "invitation_stratum"
    topic = INVITATIONS

    wave_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("invitation_wave.id", ondelete="RESTRICT"))
    number: Mapped[int]
    name: Mapped[str]
    homes: Mapped[int]
    # "numerator/denominator"; 1 gives letters in proportion to the homes.
    weight: Mapped[str]
    letters: Mapped[int]

    wave: Mapped[InvitationWave] = relationship(back_populates="strata")

    __table_args__ = (
        UniqueConstraint("wave_id", "name"),
        CheckConstraint("0 <= letters AND letters <= homes", name="letters_up_to_homes"),
    )


class Invitation(HasId, Base):
    """One letter: the home it goes to, copied from the list, and the code that a reply gives."""

    __tablename__ = "invitation"
    topic = INVITATIONS

    wave_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("invitation_wave.id", ondelete="RESTRICT"), index=True)
    code: Mapped[str]
    stratum: Mapped[str]
    home_key: Mapped[str]
    # In the order of the list's columns.
    cells: Mapped[list[str]]

    wave: Mapped[InvitationWave] = relationship(back_populates="invitations")

    __table_args__ = (UniqueConstraint("code"),)
