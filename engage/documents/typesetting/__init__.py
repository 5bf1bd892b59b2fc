"""Typesetting: shaped, bidirectional, tagged pages on ReportLab's canvas. `Paper` is what documents use."""

from engage.documents.typesetting.paper import Paper
from engage.documents.typesetting.text import Span, Text, filled, verbatim

__all__ = ["Paper", "Span", "Text", "filled", "verbatim"]
