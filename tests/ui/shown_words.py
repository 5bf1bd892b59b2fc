"""Every word that a widget and all its children show or say: labels, buttons, fields, lists, tooltips, names."""

from collections.abc import Iterator
from itertools import count, takewhile

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTabBar, QWidget

_PROPERTIES = ("text", "title", "placeholderText", "toolTip", "accessibleName", "accessibleDescription", "plainText")
_ROWS = 5  # the first rows show what all do


def shown_words(root: QWidget) -> Iterator[tuple[str, str]]:
    """Pairs of the words and where they are: the class of the widget and the property."""
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget.parent(), QTabBar):
            continue  # its scroll buttons are Qt's, and Qt's words go through a translator of their own
        kind = type(widget).__name__
        for name in _PROPERTIES:
            value = widget.property(name)
            if isinstance(value, str) and value.strip():
                yield value, f"{kind}.{name}"
        yield from ((words, f"{kind}.items") for words in _items(widget) if words.strip())


def _items(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(tab) for tab in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView) and widget.model():
        yield from _model_words(widget.model())


def _model_words(model: QAbstractItemModel) -> Iterator[str]:
    columns = takewhile(lambda column: model.index(0, column).isValid(), count())
    for column in columns:
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        yield from (str(model.index(row, column).data() or "") for row in range(min(_ROWS, model.rowCount())))
