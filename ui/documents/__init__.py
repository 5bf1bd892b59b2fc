"""The page Print: what comes out, for whom, in which languages, and the pages themselves."""

from ui.documents.page import DocumentsPage

__all__ = ["DocumentsPage"]
