"""The page Lists: every list of the assembly as a file, in and out, with a look before anything is written."""

from ui.exchange.page import ListsPage

__all__ = ["ListsPage"]
