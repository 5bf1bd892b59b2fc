"""The page Assembly: what it is about, who stands behind it, and whom it speaks to."""

from ui.assembly.page import AssemblyPage

__all__ = ["AssemblyPage"]
