"""The member's pack (Doc4): all that one member needs to know before they come, in their own language and size.

It is theirs alone: it says nothing about any other member.
"""

from engage.documents.kinds import Audience, DocumentKind
from engage.documents.member_pack.content import DOCUMENT, MemberPack
from engage.documents.member_pack.gathering import gather_member_packs
from engage.documents.member_pack.pages import compose_member_pack, render_member_pack
from engage.languages.catalogues import mark

__all__ = ["MEMBER_PACK", "MemberPack", "compose_member_pack", "gather_member_packs", "render_member_pack"]

MEMBER_PACK = DocumentKind(
    id=DOCUMENT,
    title=mark("Members' packs"),
    audience=Audience.PERSON,
    gather=gather_member_packs,
    compose=compose_member_pack,
)
