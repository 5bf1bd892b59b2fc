"""What an officer does about a person: add them, write what they told us, say where they stand.

The caller owns the transaction of every action here. `select_for_panel` and `return_to_pool` are the lottery's: no
page offers them.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly
from engage.assembly.rules import TEXT_LIMIT, text_fault
from engage.clock import Clock, utc_now
from engage.errors import NotFoundError, RefusedError, TransitionError
from engage.languages.editions import TypeSize
from engage.people.records import (
    AccessNeed,
    AddressBlock,
    AddressList,
    InvitationWave,
    Respondent,
    StatusChange,
)
from engage.people.rules import (
    CHOICE_FIELDS,
    TEXT_FIELDS,
    HomeDraft,
    NeedKind,
    PersonDraft,
    PhotoConsent,
    RespondentStatus,
    WaveState,
    can_move,
    household_key,
    looks_like_language,
    name_key,
    needs_reason,
    plain_reference,
    reference_key,
    shown_name,
)

_DRAFT_FIELDS = (*TEXT_FIELDS, *CHOICE_FIELDS)
_BLANK = PersonDraft("")
_HOMES_IN_A_BLOCK = 500


def add_respondent(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    reference: str,
    full_name: str = "",
    answers: Mapping[str, str] | None = None,
    clock: Clock = utc_now,
    **fields: str,
) -> uuid.UUID:
    """Put someone into the pool and return their id. `fields` are those that `edit_respondent` takes.

    Raises NotFoundError, and RefusedError for a reference that is missing or taken, or a value that can't be kept.
    """
    if db.get(Assembly, assembly_id) is None:
        raise NotFoundError(what="assembly", id=str(assembly_id))
    kept = _free_reference(db, assembly_id, reference)
    respondent = Respondent(
        id=uuid.uuid4(),
        assembly_id=assembly_id,
        reference=kept,
        reference_key=reference_key(kept),
        full_name=_kept(full_name),
        answers={question: _kept(value) for question, value in (answers or {}).items()},
        came_forward_at=clock(),
    )
    for field, value in fields.items():
        setattr(respondent, field, field_value(field, value))
    _sort_by_name(respondent)
    db.add(respondent)
    db.flush()
    return respondent.id


def add_respondents(
    db: Session, assembly_id: uuid.UUID, drafts: Collection[PersonDraft], *, clock: Clock = utc_now
) -> int:
    """Put many people into the pool at once and return how many. All of them came forward at the same moment.

    Raises NotFoundError, and RefusedError when a reference is taken.
    """
    if db.get(Assembly, assembly_id) is None:
        raise NotFoundError(what="assembly", id=str(assembly_id))
    taken = set(db.scalars(select(Respondent.reference).where(Respondent.assembly_id == assembly_id)))
    for draft in drafts:
        reference = plain_reference(draft.reference)
        if reference in taken:
            raise RefusedError("reference-taken", reference=reference)
        taken.add(reference)
    now = clock()
    # What nobody has is left to the columns' defaults, which are the draft's: less work in a large import.
    fields = [name for name in _DRAFT_FIELDS if any(getattr(draft, name) != getattr(_BLANK, name) for draft in drafts)]
    db.add_all(_from_draft(draft, fields, assembly_id, now) for draft in drafts)
    db.flush()
    return len(drafts)


def edit_respondent(db: Session, respondent_id: uuid.UUID, *, field: str, value: str) -> None:
    """Write one of a person's fields: `reference`, one of `TEXT_FIELDS` or one of `CHOICE_FIELDS`.

    Raises NotFoundError and RefusedError.
    """
    respondent = _respondent(db, respondent_id)
    if field == "reference":
        respondent.reference = _free_reference(db, respondent.assembly_id, value, but=respondent_id)
        respondent.reference_key = reference_key(respondent.reference)
    else:
        setattr(respondent, field, field_value(field, value))
    _sort_by_name(respondent)


def set_answer(db: Session, respondent_id: uuid.UUID, question: str, value: str) -> None:
    """Write a person's answer to a question; empty is "not given". Raises NotFoundError and RefusedError."""
    respondent = _respondent(db, respondent_id)
    respondent.answers = {**respondent.answers, question: _kept(value)}


def add_need(
    db: Session, respondent_id: uuid.UUID, *, kind: NeedKind | str, detail: str = "", how_met: str = ""
) -> uuid.UUID:
    """Note something that a person needs in order to take part, and return its id.

    Raises NotFoundError and RefusedError.
    """
    respondent = _respondent(db, respondent_id)
    number = 1 + max((need.number for need in respondent.needs), default=0)
    need = AccessNeed(
        id=uuid.uuid4(), number=number, kind=_need_kind(kind), detail=_kept(detail), how_met=_kept(how_met)
    )
    respondent.needs.append(need)
    db.flush()
    return need.id


def edit_need(db: Session, need_id: uuid.UUID, *, field: str, value: str) -> None:
    """Write a need's `kind`, `detail` or `how_met`. Raises NotFoundError and RefusedError."""
    need = _need(db, need_id)
    if field == "kind":
        need.kind = _need_kind(value)
    elif field in ("detail", "how_met"):
        setattr(need, field, _kept(value))
    else:
        raise NotFoundError(what="field", id=field)


def remove_need(db: Session, need_id: uuid.UUID) -> None:
    """Take a need away. Raises NotFoundError."""
    need = _need(db, need_id)
    need.respondent.needs.remove(need)


def move_respondent(
    db: Session,
    respondent_id: uuid.UUID,
    status: RespondentStatus,
    *,
    reason: str = "",
    clock: Clock = utc_now,
) -> None:
    """Record that a person reached a new status, and why.

    Raises NotFoundError, TransitionError for a move that is not offered, and RefusedError for a missing reason.
    """
    respondent = _respondent(db, respondent_id)
    old = RespondentStatus(respondent.status)
    if not can_move(old, status):
        raise TransitionError(old=old, new=status)
    kept = _kept(reason)
    if needs_reason(status) and not kept:
        raise RefusedError("reason-missing")
    record_move(respondent, status, reason=kept, at=clock())


def add_addresses(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    columns: Sequence[str],
    key_columns: Sequence[str],
    homes: Sequence[HomeDraft],
) -> None:
    """Put homes on the list that letters are drawn from. Columns that the list lacks are added to it.

    `homes` have their cells in the order of `columns`, and none is on the list already: the reader sees to both. Raises
    NotFoundError, and RefusedError while a wave waits for its draw.
    """
    if db.get(Assembly, assembly_id) is None:
        raise NotFoundError(what="assembly", id=str(assembly_id))
    _refuse_while_wave_frozen(db, assembly_id)
    addresses = db.scalar(select(AddressList).where(AddressList.assembly_id == assembly_id))
    if addresses is None:
        addresses = AddressList(assembly_id=assembly_id, columns=list(columns), key_columns=list(key_columns))
        db.add(addresses)
        db.flush()
    addresses.columns = [*addresses.columns, *(name for name in columns if name not in addresses.columns)]
    places = [addresses.columns.index(name) for name in columns]
    rows = [[home.key, *_in_places(home.cells, places, len(addresses.columns))] for home in homes]
    number = _last_block(db, assembly_id)
    for start in range(0, len(rows), _HOMES_IN_A_BLOCK):
        part = rows[start : start + _HOMES_IN_A_BLOCK]
        number += 1
        db.add(AddressBlock(list_id=addresses.id, number=number, size=len(part), homes=part))
    db.flush()


def forget_addresses(db: Session, assembly_id: uuid.UUID) -> int:
    """Take every home off the list and return how many; letters that were drawn keep theirs.

    Raises RefusedError while a wave waits for its draw.
    """
    _refuse_while_wave_frozen(db, assembly_id)
    mine = select(AddressBlock).join(AddressList).where(AddressList.assembly_id == assembly_id)
    blocks = list(db.scalars(mine))
    for block in blocks:
        db.delete(block)
    db.flush()
    return sum(block.size for block in blocks)


def select_for_panel(
    db: Session, respondent_ids: Collection[uuid.UUID], *, reason: str, clock: Clock = utc_now
) -> None:
    """Move people from the pool to the panel. The lottery's alone: an officer can't choose anybody.

    Raises NotFoundError, and TransitionError when someone is not in the pool.
    """
    for respondent in _respondents(db, respondent_ids):
        if respondent.status != RespondentStatus.POOL:
            raise TransitionError(old=RespondentStatus(respondent.status), new=RespondentStatus.SELECTED)
        record_move(respondent, RespondentStatus.SELECTED, reason=reason, at=clock())


def return_to_pool(db: Session, respondent_ids: Collection[uuid.UUID], *, reason: str, clock: Clock = utc_now) -> int:
    """Move people of a void run back to the pool and return how many. The lottery's alone.

    Who is selected or confirmed goes back; who has withdrawn meanwhile stays withdrawn. Raises NotFoundError.
    """
    going = [
        respondent
        for respondent in _respondents(db, respondent_ids)
        if respondent.status in (RespondentStatus.SELECTED, RespondentStatus.CONFIRMED)
    ]
    for respondent in going:
        record_move(respondent, RespondentStatus.POOL, reason=reason, at=clock())
    return len(going)


def record_move(respondent: Respondent, status: RespondentStatus, *, reason: str, at: datetime) -> None:
    """Write a move and its line of history. Whether the move is allowed is for the caller to ask."""
    number = 1 + max((change.number for change in respondent.history), default=0)
    respondent.history.append(
        StatusChange(number=number, old=respondent.status, status=status.value, reason=reason, changed_at=at)
    )
    respondent.status = status.value


def field_value(field: str, value: str) -> str:
    """The value as it is kept. Raises NotFoundError for an unknown field and RefusedError for a value it can't take."""
    if field == "household_key":
        return household_key(_kept(value))
    if field in TEXT_FIELDS:
        return _kept(value)
    if field == "spoken_language" and looks_like_language(value):
        return value
    if field == "written_language" and is_written_language(value):
        return value
    if field in ("spoken_language", "written_language"):
        raise RefusedError("language-unknown", language=value)
    choices: dict[str, list[str]] = {"type_size": list(TypeSize), "photo_consent": list(PhotoConsent)}
    if field not in choices:
        raise NotFoundError(what="field", id=field)
    if value not in choices[field]:
        raise RefusedError("choice-unknown", value=value)
    return str(value)


@lru_cache(maxsize=256)
def is_written_language(code: str) -> bool:
    """Whether documents can be written in it: the app knows how its dates and numbers look."""
    if not looks_like_language(code):
        return False
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _refuse_while_wave_frozen(db: Session, assembly_id: uuid.UUID) -> None:
    """Raise RefusedError while a wave waits for its draw: the list that it rests on may not change."""
    frozen = select(InvitationWave.number).where(
        InvitationWave.assembly_id == assembly_id, InvitationWave.state == WaveState.FROZEN
    )
    number = db.scalar(frozen)
    if number is not None:
        raise RefusedError("wave-is-frozen", number=number)


def _last_block(db: Session, assembly_id: uuid.UUID) -> int:
    """The number of the last block, forgotten ones too: a wave knows its homes by it."""
    there = select(func.max(AddressBlock.number)).join(AddressList).where(AddressList.assembly_id == assembly_id)
    drawn_from = select(func.max(InvitationWave.last_block)).where(InvitationWave.assembly_id == assembly_id)
    return max(db.scalar(there) or 0, db.scalar(drawn_from) or 0)


def _in_places(cells: Sequence[str], places: Sequence[int], width: int) -> list[str]:
    row = [""] * width
    for place, cell in zip(places, cells, strict=True):
        row[place] = cell
    return row


def _respondent(db: Session, respondent_id: uuid.UUID) -> Respondent:
    respondent = db.get(Respondent, respondent_id)
    if respondent is None:
        raise NotFoundError(what="person", id=str(respondent_id))
    return respondent


def _respondents(db: Session, respondent_ids: Collection[uuid.UUID]) -> list[Respondent]:
    return [_respondent(db, respondent_id) for respondent_id in sorted(respondent_ids)]


def _from_draft(draft: PersonDraft, fields: Collection[str], assembly_id: uuid.UUID, now: datetime) -> Respondent:
    reference = plain_reference(draft.reference)
    respondent = Respondent(
        id=uuid.uuid4(),
        assembly_id=assembly_id,
        reference=reference,
        reference_key=reference_key(reference),
        name_key=name_key(shown_name(draft.full_name, reference)),
        answers=dict(draft.answers),
        extra=dict(draft.extra),
        came_forward_at=now,
        **{name: getattr(draft, name) for name in fields},
    )
    if draft.needs:
        respondent.needs = [
            AccessNeed(number=number, kind=need.kind.value, detail=need.detail, how_met=need.how_met)
            for number, need in enumerate(draft.needs, 1)
        ]
    return respondent


def _need(db: Session, need_id: uuid.UUID) -> AccessNeed:
    need = db.get(AccessNeed, need_id)
    if need is None:
        raise NotFoundError(what="access need", id=str(need_id))
    return need


def _kept(text: str) -> str:
    """The text without the space around it. Raises RefusedError when it can't be kept."""
    if fault := text_fault(text):
        raise RefusedError(fault, most=TEXT_LIMIT)
    return text.strip()


def _need_kind(kind: str) -> str:
    if kind not in list(NeedKind):
        raise RefusedError("choice-unknown", value=kind)
    return NeedKind(kind).value


def _free_reference(db: Session, assembly_id: uuid.UUID, reference: str, *, but: uuid.UUID | None = None) -> str:
    kept = plain_reference(_kept(reference))
    if not kept:
        raise RefusedError("reference-missing")
    query = select(func.count()).select_from(Respondent)
    query = query.where(Respondent.assembly_id == assembly_id, Respondent.reference == kept, Respondent.id != but)
    if db.scalar(query):
        raise RefusedError("reference-taken", reference=kept)
    return kept


def _sort_by_name(respondent: Respondent) -> None:
    respondent.name_key = name_key(shown_name(respondent.full_name, respondent.reference))
