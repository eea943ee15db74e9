"""The style sheet, generated from the tokens.

Widgets opt in by the dynamic property ``role``: ``card``, ``title``, ``muted``, ``primary``,
``ghost``, ``chip``, ``section``, ``heading``, ``link``, ``icon``, ``banner``, ``fold``,
``tab``, ``table``.
"""

from __future__ import annotations

from string import Template

from app.ui.tokens import Tokens

_SHEET = Template("""
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[role="page"] { background: $background; }
QToolTip { background: $text; color: $surface; border: 0; padding: 4px 8px; border-radius: 6px; }
QLabel { background: transparent; }
*[role="muted"] { color: $text_muted; }
*[role="caption"] { color: $text_muted; font-size: ${small}px; }
*[role="title"] { font-size: ${title}px; font-weight: 600; }
*[role="heading"] { font-size: ${heading}px; font-weight: 700; }
*[role="strong"] { font-weight: 600; }
*[role="danger"] { color: $danger; }
*[role="banner"] { background: $danger_soft; border-bottom: 1px solid $danger; }
*[role="section"] { color: $text_muted; font-size: ${small}px; font-weight: 600; }
*[role="card"] { background: $surface; border: 1px solid $border; border-radius: ${radius}px; }
*[role="card"]:focus { border: 2px solid $accent; }
*[role="well"] { background: $surface_raised; border: 0; border-radius: 8px; }
*[role="bar"] { background: $surface; }

QPushButton { background: $surface; border: 1px solid $border; border-radius: 8px;
  padding: 6px 14px; min-height: 18px; }
QPushButton:hover { background: $surface_raised; }
QPushButton:pressed { background: $hover; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $text_muted; background: $surface_raised; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 0;
  padding: 7px 16px; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $text; padding: 5px 14px; }
QPushButton[role="primary"]:disabled { background: $hover; color: $text_muted; }
QPushButton[role="chip"] { background: $surface; border-radius: 16px; padding: 6px 14px; }
QPushButton[role="chip"]:hover { background: $accent_soft; border-color: $accent; }
QPushButton[role="nav"] { background: transparent; border: 0; font-weight: 600; padding: 7px 10px;
  color: $text_muted; }
QPushButton[role="nav"]:checked { background: $accent_soft; color: $accent; }
QPushButton[role="nav"]:hover { color: $text; }
QPushButton[role="nav"]:focus { border: 2px solid $accent; padding: 5px 8px; }
QWidget[role="tabs"] { background: $hover; border-radius: 8px; }
QPushButton[role="tab"] { background: transparent; border: 0; border-radius: 6px;
  padding: 5px 12px; color: $text_muted; font-weight: 600; }
QPushButton[role="tab"]:hover { color: $text; }
QPushButton[role="tab"]:checked { background: $surface; color: $text; }
QPushButton[role="tab"]:focus { border: 2px solid $accent; padding: 3px 10px; }
QPushButton[role="link"] { background: transparent; border: 0; color: $accent; padding: 6px 4px; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 4px 2px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 8px;
  padding: 5px; }
QToolButton:hover { background: $hover; }
QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border: 2px solid $accent; padding: 4px; }
QToolButton[role="floating"] { background: $surface; border-radius: 11px; padding: 0;
  border: 1px solid $border; }
QToolButton[role="floating"]:focus { border: 2px solid $accent; }
QToolButton::menu-indicator { image: none; }
QToolButton[role="reaction"] { background: $surface; border: 1px solid $border; }
QToolButton[role="reaction"]:hover { background: $hover; }
QToolButton[role="reaction"]:checked { background: $accent_soft; border-color: $accent; }
QToolButton[role="reaction"]:focus { border: 2px solid $accent; }
QToolButton[role="switch"] { background: $surface_raised; padding: 5px 28px 5px 8px; }
QToolButton[role="switch"]:hover { background: $hover; }
QToolButton[role="switch"]:focus { padding: 4px 27px 4px 7px; }
QToolButton[role="fold"] { color: $text_muted; font-weight: 600; padding: 4px 6px 4px 0; }
QToolButton[role="fold"]:checked { background: transparent; color: $text; }
QToolButton[role="fold"]:hover { background: $hover; }
QToolButton[role="fold"]:focus { border: 2px solid $accent; padding: 3px 5px 3px 0; }

QLineEdit, QPlainTextEdit, QTextEdit { background: $surface_raised; border: 1px solid transparent;
  border-radius: 8px; padding: 6px 10px; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent;
  padding: 5px 9px; background: $surface; }
QAbstractSpinBox { background: $surface_raised; border: 1px solid transparent; border-radius: 8px;
  padding: 5px 10px; min-height: 20px; selection-background-color: $accent;
  selection-color: $on_accent; }
QAbstractSpinBox:hover { background: $hover; }
QAbstractSpinBox:focus { border: 2px solid $accent; padding: 4px 9px; background: $surface; }
QAbstractSpinBox:disabled { color: $text_muted; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; height: 0; border: 0; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus,
QComboBox QLineEdit, QComboBox QLineEdit:focus { background: transparent; border: 0;
  padding: 0; }
QLineEdit[role="field"], QComboBox[role="field"] { background: $surface;
  border: 1px solid $border; }
QLineEdit[role="field"]:focus, QComboBox[role="field"]:focus { border: 2px solid $accent; }
QComboBox { background: $surface_raised; border: 1px solid transparent; border-radius: 8px;
  padding: 5px 10px; min-height: 20px; combobox-popup: 0; }
QComboBox:hover { background: $hover; }
QComboBox:focus { border: 2px solid $accent; padding: 4px 9px; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border; padding: 4px;
  outline: 0; selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 20px; padding: 4px 8px; border-radius: 6px; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QMenu { background: $surface; border: 1px solid $border; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 20px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::separator { background: $border; height: 1px; margin: 4px 8px; }
QMessageBox QLabel#qt_msgbox_label { font-size: ${title}px; font-weight: 600; }
QMessageBox QLabel#qt_msgbox_informativelabel { min-width: 320px; }

QSlider { min-height: 22px; background: transparent; }
QSlider::groove:horizontal { height: 4px; background: $border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
  background: $surface; border: 2px solid $accent; }
QSlider::handle:horizontal:focus { background: $accent; border-color: $text; }
QSlider::sub-page:horizontal:disabled { background: $border; }
QSlider::handle:horizontal:disabled { border-color: $border; }
$sliders
QCheckBox { spacing: 8px; background: transparent; padding: 3px; border: 2px solid transparent;
  border-radius: 6px; }
QCheckBox:focus { border-color: $accent; }

QProgressBar { background: $hover; border: 0; border-radius: 4px; max-height: 8px; min-height: 8px;
  text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QAbstractItemView[role="plain"] { background: transparent; border: 0; outline: 0; }
QListWidget[role="plain"]::item { padding: 4px 6px; border-radius: 6px; }
QListWidget[role="plain"]::item:hover { background: $hover; }
QListWidget[role="plain"]::item:selected { background: $accent_soft; color: $text; }
QPushButton[role="legend"] { border: 0; background: transparent; min-height: 22px; }
QTableView[role="table"], QListView[role="table"] { background: transparent; border: 0;
  gridline-color: transparent; selection-background-color: $accent_soft; selection-color: $text;
  outline: 0; }
QTableView[role="table"]:focus, QListView[role="table"]:focus { border: 0; }
QTableView[role="table"]::item { padding: 0 8px; border-bottom: 1px solid $border; }
QTableView[role="table"]::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; color: $text_muted; border: 0;
  border-bottom: 1px solid $border; padding: 6px 11px; font-weight: 600; font-size: ${small}px; }
QHeaderView::section:hover { color: $text; }
QHeaderView::section:vertical { border: 0; color: $text; font-weight: 400; padding: 0 8px 0 0; }
QTableCornerButton::section { background: transparent; border: 0; }

QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget[role="scroll"] { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px 2px 2px 4px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $border; border-radius: 3px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $text_muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $hover; }
""")

_SLIDER = Template("""
QSlider[modality="$modality"]::sub-page:horizontal { background: $colour; }
QSlider[modality="$modality"]::handle:horizontal { border-color: $colour; }
QSlider[modality="$modality"]::handle:horizontal:focus { background: $colour; border-color: $text; }
""")


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def stylesheet(tokens: Tokens) -> str:
    """Return the Qt style sheet of ``tokens``."""
    sliders = "".join(
        _SLIDER.substitute(modality=name, colour=colour, text=tokens.text)
        for name, colour in (
            ("image", tokens.image),
            ("text", tokens.text_modality),
            ("audio", tokens.audio),
        )
    )
    return _SHEET.substitute(
        vars(tokens),
        small=tokens.font_small,
        title=tokens.font_title,
        heading=tokens.font_heading,
        accent_hover=_mixed(tokens.accent, tokens.text, 0.15),
        danger_soft=_mixed(tokens.surface, tokens.danger, 0.12),
        sliders=sliders,
    )
