"""What tests of the window share: walking a page for nameless inputs, and reading what is on screen."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QScrollBar,
    QTableView,
    QWidget,
)

INPUTS = Qt.FocusPolicy.TabFocus


def inputs(root: QWidget) -> Iterator[QWidget]:
    """Every widget in sight that can be reached by Tab, but those that are inside another input."""
    for widget in root.findChildren(QWidget):
        if not widget.focusPolicy() & INPUTS or isinstance(widget, QScrollBar) or not widget.isVisibleTo(root):
            continue
        if isinstance(widget.parentWidget(), (QAbstractSpinBox, QComboBox)):
            continue  # a spin box's own line edit is its parent's business
        if isinstance(widget, QHeaderView):
            continue  # read with its table
        yield widget


def unnamed(root: QWidget) -> list[str]:
    """The inputs that a screen reader could not name, as their classes and places in the tree."""
    return [_place(widget) for widget in inputs(root) if not _name(widget).strip()]


def _name(widget: QWidget) -> str:
    # On Linux the accessible name of a combo box is always its current text: ask for what was given.
    if isinstance(widget, QComboBox):
        return widget.accessibleName() or _buddy(widget)
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def _buddy(widget: QWidget) -> str:
    labels = [label for label in widget.window().findChildren(QLabel) if label.buddy() is widget]
    return labels[0].text() if labels else ""


def _place(widget: QWidget) -> str:
    names = []
    here: QWidget | None = widget
    while here is not None:
        names.append(type(here).__name__)
        here = here.parentWidget()
    return " < ".join(names[:5])


def texts(table: QTableView) -> list[list[str]]:
    """What stands in the cells of a table."""
    model = table.model()
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in rows]


def words(root: QWidget) -> str:
    """All the words of the labels in sight."""
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())
