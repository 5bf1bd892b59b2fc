"""The printed page on screen: the PDF itself, not a picture of what it might become."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engage.errors import StorageError
from engage.languages.screen import _
from engage.progress import Progress, silent
from ui.shell.theme import current_tokens
from ui.widgets.buttons import quiet
from ui.widgets.labels import Text
from ui.widgets.layouts import NEAR, row

_LEAST_ZOOM, _MOST_ZOOM = 0.25, 4.0
_PRINT_DPI = 300


class PdfPreview(QWidget):
    """Shows one PDF from memory: pages one under the other, zoom, and where one is."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bytes = QByteArray()
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setAccessibleName(_("The document as it will be printed"))
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.where = Text("", "soft")
        self.smaller = quiet("", lambda: self.zoom(1 / 1.25), icon_name="zoom-out", name=_("Show it smaller"))
        self.larger = quiet("", lambda: self.zoom(1.25), icon_name="zoom-in", name=_("Show it larger"))
        self.fit = quiet(_("Fit"), self._on_fit, name=_("Fit the page to the width"))
        self.tools = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(NEAR)
        layout.addLayout(row(self.where, None, self.tools, self.smaller, self.fit, self.larger))
        layout.addWidget(self.view, 1)
        self.view.pageNavigator().currentPageChanged.connect(self._on_page_changed)
        self._ground()

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.document.pageCount() if self._bytes else 0

    def show_pdf(self, pdf: bytes) -> None:
        """Show this PDF; nothing for no bytes."""
        self.document.close()
        self._buffer.close()
        self._bytes = QByteArray(pdf)
        if pdf:
            self._buffer.setBuffer(self._bytes)
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self.document.load(self._buffer)
        self._on_page_changed(0)

    def pdf(self) -> bytes:
        """The PDF shown."""
        return bytes(self._bytes.data())

    def zoom(self, factor: float) -> None:
        """Show it larger or smaller by this factor."""
        now = self.view.zoomFactor() if self.view.zoomMode() is QPdfView.ZoomMode.Custom else self._fitted()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(_LEAST_ZOOM, min(_MOST_ZOOM, now * factor)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom, 0 fits."""
        keys = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Equal: 1.25, Qt.Key.Key_Minus: 1 / 1.25}
        if Qt.Key(event.key()) in keys:
            self.zoom(keys[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_0:
            self._on_fit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """The ground behind the pages follows the palette."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._ground()

    def _ground(self) -> None:
        palette = self.view.palette()
        for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, QColor(current_tokens().rail))
        self.view.setPalette(palette)

    def _fitted(self) -> float:
        width = self.document.pagePointSize(0).width() if self.pages else 0.0
        dots = width * self.view.logicalDpiX() / 72
        return self.view.viewport().width() / dots if dots else 1.0

    def _on_fit(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _on_page_changed(self, page: int) -> None:
        words = _("Page {page} of {pages}").format(page=page + 1, pages=self.pages)
        self.where.setText(words if self.pages else "")
        self.page_changed.emit(page)


def print_pdfs(pdfs: Sequence[bytes], printer: QPrinter, progress: Progress = silent) -> int:
    """Print PDFs from memory, page after page, and give the number of pages. Works in a task too.

    Raises StorageError when the printer can't be had.
    """
    printer.setResolution(_PRINT_DPI)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise StorageError
    printed = 0
    try:
        for done, pdf in enumerate(pdfs):
            progress(done, len(pdfs))
            printed += _print_one(pdf, printer, painter, after=printed)
    finally:
        painter.end()
    return printed


def _print_one(pdf: bytes, printer: QPrinter, painter: QPainter, *, after: int) -> int:
    document, buffer, data = QPdfDocument(), QBuffer(), QByteArray(pdf)
    buffer.setBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    for page in range(document.pageCount()):
        if after + page:
            printer.newPage()
        paper = printer.pageRect(QPrinter.Unit.DevicePixel)
        size = document.pagePointSize(page).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), document.render(page, QSize(size.toSize())))
    return document.pageCount()
