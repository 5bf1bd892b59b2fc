"""How everything looks: the tokens of the three palettes, and the Qt palette and style sheet made from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from string import Template
from typing import Final

from PySide6.QtGui import QColor, QPalette

from engage.languages.catalogues import mark

BODY_POINTS: Final = 11.0
LEAST_SCALE: Final = 80
MOST_SCALE: Final = 250
CONTROL_HEIGHT: Final = 32
ICONS: Final = "engage-icons"


@dataclass(frozen=True)
class Tokens:
    """One palette. Colours are `#rrggbb`; each pair of `text_pairs` can be read, each of `edge_pairs` can be seen."""

    background: str
    surface: str
    rail: str
    text: str
    text_soft: str
    line: str
    control_line: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str
    focus: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    # Safe for the colour blind; charts give each a pattern as well.
    chart_chosen: str
    chart_pool: str
    chart_band: str

    def text_pairs(self) -> Iterator[tuple[str, str]]:
        """Every text colour with a ground that it stands on."""
        for ground in (self.background, self.surface, self.rail, self.accent_soft):
            for ink in (self.text, self.text_soft, self.accent):
                yield ink, ground
        for ground in (self.background, self.surface):
            for ink in (self.good, self.warn, self.bad):
                yield ink, ground
        for ground in (self.accent, self.accent_hover):
            yield self.on_accent, ground
        for ink, ground in ((self.good, self.good_soft), (self.warn, self.warn_soft), (self.bad, self.bad_soft)):
            yield ink, ground
            yield self.text, ground

    def edge_pairs(self) -> Iterator[tuple[str, str]]:
        """Focus rings, edges of controls and bars of charts with what they stand on."""
        for ground in (self.background, self.surface, self.rail):
            yield self.focus, ground
        for edge in (self.control_line, self.chart_chosen, self.chart_pool):
            yield edge, self.surface


LIGHT = Tokens(
    background="#f3f6f6",
    surface="#ffffff",
    rail="#e6eded",
    text="#16232a",
    text_soft="#46565f",
    line="#ced8d9",
    control_line="#6d7d84",
    accent="#0b5c5f",
    on_accent="#ffffff",
    accent_hover="#084749",
    accent_soft="#d3eae8",
    focus="#b8430a",
    good="#1a683a",
    good_soft="#dff2e6",
    warn="#7d4a00",
    warn_soft="#fcedd0",
    bad="#a8201a",
    bad_soft="#fce4e2",
    chart_chosen="#0b5c5f",
    chart_pool="#9a6a2f",
    chart_band="#c9dfe8",
)

DARK = Tokens(
    background="#11181b",
    surface="#1a2428",
    rail="#0d1416",
    text="#e9eff1",
    text_soft="#b4c2c7",
    line="#34444b",
    control_line="#82959d",
    accent="#66cdc6",
    on_accent="#06282a",
    accent_hover="#8adcd6",
    accent_soft="#17403f",
    focus="#ffb454",
    good="#7fd79d",
    good_soft="#173425",
    warn="#f3c26a",
    warn_soft="#3a2c10",
    bad="#ff9f97",
    bad_soft="#44201d",
    chart_chosen="#66cdc6",
    chart_pool="#d9a05b",
    chart_band="#2c4a5c",
)

HIGH_CONTRAST = Tokens(
    background="#000000",
    surface="#000000",
    rail="#000000",
    text="#ffffff",
    text_soft="#ffffff",
    line="#ffffff",
    control_line="#ffffff",
    accent="#ffe14d",
    on_accent="#000000",
    accent_hover="#fff0a0",
    accent_soft="#003336",
    focus="#00e5ff",
    good="#7cf29c",
    good_soft="#00240d",
    warn="#ffd54a",
    warn_soft="#2b1f00",
    bad="#ffb0a8",
    bad_soft="#330703",
    chart_chosen="#ffe14d",
    chart_pool="#00e5ff",
    chart_band="#4a4a4a",
)

PALETTES: Final[dict[str, Tokens]] = {"light": LIGHT, "dark": DARK, "contrast": HIGH_CONTRAST}
PALETTE_NAMES: Final[dict[str, str]] = {
    "light": mark("Light"),
    "dark": mark("Dark"),
    "contrast": mark("High contrast"),
}


# One point of type at 96 dots per inch, with the space between lines of Noto Sans and what a line edit adds to it.
_PIXELS_PER_LINE: Final = 96 / 72 * 1.46


_current: list[Tokens] = [LIGHT]


def current_tokens() -> Tokens:
    """The colours in use, for what paints itself."""
    return _current[0]


def use_tokens(tokens: Tokens) -> None:
    """Paint in these colours from now on. `Appearance` calls this."""
    _current[0] = tokens


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004 - WCAG's
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def qt_palette(tokens: Tokens) -> QPalette:
    """Qt's palette made from the tokens, for all that the style sheet does not touch."""
    roles = {
        QPalette.ColorRole.Window: tokens.background,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.background,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.text_soft,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.BrightText: tokens.bad,
        QPalette.ColorRole.Highlight: tokens.accent_soft,
        QPalette.ColorRole.HighlightedText: tokens.text,
        QPalette.ColorRole.ToolTipBase: tokens.surface,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.accent,
        QPalette.ColorRole.Accent: tokens.accent,
        QPalette.ColorRole.Mid: tokens.line,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text_soft))
    return palette


def style_sheet(palette: str, scale: int, *, is_mirrored: bool = False) -> str:
    """The one style sheet, for the palette of that name and a text scale in per cent, mirrored for right to left."""
    sizes = {
        "title": f"{20 * scale / 100:.1f}pt",
        "section": f"{14 * scale / 100:.1f}pt",
        "large": f"{18 * scale / 100:.1f}pt",
        "small": f"{10 * scale / 100:.1f}pt",
        # A least height below that of a line would let a crowded page cut the letters.
        "control": f"{max(CONTROL_HEIGHT - 10, round(BODY_POINTS * scale / 100 * _PIXELS_PER_LINE))}px",
        "sign": f"{round(16 * max(100, scale) / 100)}px",
        "drop": f"{round(28 * max(100, scale) / 100)}px",
        "box": f"{round(16 * max(100, scale) / 100) - 4}px",
        "round": f"{round(16 * max(100, scale) / 200)}px",
        "arrow": f"{ICONS}:combo-{palette}.svg",
        "tick": f"{ICONS}:check-{palette}.svg",
    }
    sheet = Template(_SHEET).substitute(vars(PALETTES[palette]), **sizes)
    if is_mirrored:
        sheet = sheet.replace("border-left:", "border-right:")
    return sheet


_SHEET = """
* { outline: none; }
QToolTip { background: $surface; color: $text; border: 1px solid $control_line; padding: 4px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: $title; font-weight: 600; }
QLabel[role="section"] { font-size: $section; font-weight: 600; }
QLabel[role="large"] { font-size: $large; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="soft"] { color: $text_soft; }
QLabel[role="small"] { color: $text_soft; font-size: $small; }

QPushButton, QToolButton[kind="plain"] {
  min-height: $control; padding: 4px 14px; border: 1px solid $control_line; border-radius: 6px;
  background: $surface; color: $text;
}
QPushButton:hover, QToolButton[kind="plain"]:hover { background: $accent_soft; }
QPushButton:pressed { background: $accent_soft; border-color: $accent; }
QPushButton:focus, QToolButton[kind="plain"]:focus { border: 2px solid $focus; padding: 3px 13px; }
/* Dashes say it where all text and all lines are of one colour. */
QPushButton:disabled { color: $text_soft; border: 1px dashed $line; background: $background; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
/* The ring stands off from the filled button, so that it shows on the page and not on the accent. */
QPushButton[kind="primary"]:focus { border: 2px solid $focus; padding: 3px 13px; background-clip: padding; }
QPushButton[kind="primary"]:disabled { background: $background; color: $text_soft; border: 1px dashed $line; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
  min-height: $control; min-width: $control; padding: 4px 8px; border: 1px solid transparent; border-radius: 6px;
  background: transparent; color: $accent;
}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $accent_soft; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 2px solid $focus; padding: 3px 7px; }
QPushButton[kind="quiet"]:disabled, QToolButton[kind="quiet"]:disabled { color: $text_soft;
  border: 1px solid transparent; background: transparent; }
QPushButton[edge="none"] { padding: 4px 1px; }
QPushButton[edge="none"]:focus { padding: 3px 0; }
QPushButton[bare="true"] { padding: 4px; }
QPushButton[bare="true"]:focus { padding: 3px; }
QPushButton[kind="chip"] { border-radius: 16px; }
QPushButton[kind="chip"]:checked { background: $accent_soft; border: 2px solid $accent; padding: 3px 13px; }
QPushButton[kind="chip"]:focus { border: 2px solid $focus; padding: 3px 13px; }
QPushButton[kind="find"] { color: $text_soft; text-align: left; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QComboBox {
  min-height: $control; padding: 4px 8px; border: 1px solid $control_line; border-radius: 6px;
  background: $surface; color: $text; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QComboBox:focus {
  border: 2px solid $focus; padding: 3px 7px;
}
QLineEdit[bad="true"], QPlainTextEdit[bad="true"], QSpinBox[bad="true"], QComboBox[bad="true"] {
  border: 2px solid $bad; padding: 3px 7px;
}
QLineEdit, QPlainTextEdit { placeholder-text-color: $text_soft; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $background; }
QLineEdit[big="true"] { font-size: $title; min-height: 44px; }
QComboBox, QSpinBox { max-height: $control; }
QComboBox::drop-down { border: none; width: $drop; }
QComboBox::down-arrow { image: url($arrow); width: $sign; height: $sign; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $control_line; padding: 4px; }
QSpinBox QLineEdit { border: none; padding: 0 4px; min-height: 0; background: transparent; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QCheckBox, QRadioButton { min-height: $control; spacing: 8px; padding: 2px 4px; border: 2px solid transparent;
  border-radius: 6px; }
QCheckBox::indicator, QRadioButton::indicator { width: $box; height: $box; border: 2px solid $control_line;
  background: $surface; }
QCheckBox::indicator { border-radius: 3px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($tick); }
QCheckBox::indicator:checked:disabled { background: $control_line; border-color: $control_line; }
QRadioButton::indicator { border-radius: $round; }
QRadioButton::indicator:checked { border-color: $accent; background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5,
  fx: 0.5, fy: 0.5, stop: 0 $accent, stop: 0.55 $accent, stop: 0.65 $surface, stop: 1 $surface); }
QRadioButton::indicator:checked:disabled { border-color: $control_line; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }

QTableView, QListView, QListWidget, QTreeView {
  background: $surface; alternate-background-color: $background; border: 1px solid $line; border-radius: 6px;
  gridline-color: $line; selection-background-color: $accent_soft; selection-color: $text;
}
/* The padding makes room for the wider edge of the focus, which a heading would cover otherwise. */
QTableView { padding: 1px; }
QTableView:focus, QListView:focus, QListWidget:focus { border: 2px solid $focus; }
QTableView:focus { padding: 0; }
QListView[role="cards"] { border: 2px solid $line; background: $background; }
QListView[role="cards"]:focus { border-color: $focus; }
QFrame[role="column"] { border: 2px solid transparent; border-radius: 6px; }
QFrame[role="column"][under="true"] { border-color: $focus; background: $accent_soft; }
/* Qt keeps 3 pixels at each side of a cell's words, and none in a heading: 5 and 3 stand under 8. */
QTableView::item { padding: 4px 5px; border: none; }
QTableView::item:selected, QListView::item:selected { background: $accent_soft; color: $text; }
QListView::item { padding: 6px; border: none; border-left: 4px solid transparent; border-radius: 4px; }
QListView::item:selected { border-left: 4px solid $accent; }
QTableView::item:focus { border: 2px solid $focus; padding: 2px 3px; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $text_soft; padding: 6px 8px; border: none;
  border-bottom: 2px solid $line; font-weight: 600; }
QTableCornerButton::section { background: $surface; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { min-height: $control; padding: 4px 14px; border: 2px solid transparent;
  border-bottom: 3px solid transparent; background: transparent; color: $text_soft; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 600; }
QTabBar QToolButton { background: $surface; border: 1px solid $control_line; }
QTabBar::tab:focus { border-color: $focus; border-radius: 6px; }

QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget[role="sheet"] { background: transparent; }
QScrollBar:vertical { width: 12px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 0; }
QScrollBar::handle { background: $control_line; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { border: 1px solid $control_line; border-radius: 6px; background: $surface; min-height: 12px;
  max-height: 12px; }
QProgressBar::chunk { background: $accent; border-radius: 5px; }
QSplitter::handle { background: transparent; }
QMenu { background: $surface; color: $text; border: 1px solid $control_line; padding: 4px; }
QMenu::item { min-height: 24px; padding: 4px 24px 4px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[role="rail"] { background: $rail; border: none; }
QFrame[role="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[role="foot"] { background: $rail; border: none; border-top: 1px solid $line; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; }
QFrame[role="good"] { background: $good_soft; border: none; border-left: 4px solid $good; border-radius: 4px; }
QFrame[role="warn"] { background: $warn_soft; border: none; border-left: 4px solid $warn; border-radius: 4px; }
QFrame[role="bad"] { background: $bad_soft; border: none; border-left: 4px solid $bad; border-radius: 4px; }
QFrame[role="info"] { background: $accent_soft; border: none; border-left: 4px solid $accent; border-radius: 4px; }
/* A label is a frame to Qt: these come after the boxes of the same name. */
QLabel[role="good"] { color: $good; background: transparent; border: none; }
QLabel[role="warn"] { color: $warn; background: transparent; border: none; }
QLabel[role="bad"] { color: $bad; background: transparent; border: none; }
QFrame[role="palette"] { background: $surface; border: 2px solid $accent; border-radius: 10px; }
QFrame[role="palette"] QListView { border: none; }
QPushButton[box="assembly"] { font-weight: 600; }

QPushButton[kind="room"] { text-align: left; border: 2px solid transparent; border-left: 4px solid transparent;
  border-radius: 6px; padding: 6px 8px; background: transparent; color: $text; }
QPushButton[kind="room"]:hover { background: $accent_soft; }
QPushButton[kind="room"]:checked { background: $accent_soft; border-left: 4px solid $accent; border-radius: 3px;
  font-weight: 600; }
QPushButton[kind="room"]:focus { border: 2px solid $focus; border-left: 4px solid $focus; }
QPushButton[kind="step"] { text-align: left; border: none; border-bottom: 4px solid $line; border-radius: 0;
  background: transparent; padding: 6px 8px; color: $text_soft; }
QPushButton[kind="step"][state="now"] { border-bottom-color: $accent; color: $text; font-weight: 600; }
QPushButton[kind="step"][state="done"] { border-bottom-color: $good; color: $text; }
QPushButton[kind="step"]:focus { border: 2px solid $focus; }
"""
