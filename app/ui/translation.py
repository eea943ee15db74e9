"""Languages of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFontDatabase, QGuiApplication

import resources

FOLDER = Path(resources.__path__[0]) / "translations"
ENGLISH = "en"
TRANSLATED = ("zh_CN",)
CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei UI",
    "WenQuanYi Micro Hei",
)
"""Named, because a font that is only fallen back to may have the glyphs of another country."""


def title_language(choice: str) -> str:
    """Return the language for titles of items: the chosen one, else the system's."""
    if choice != "system":
        return choice
    name = QLocale.system().name()
    return ENGLISH if name == "C" else name


def caption_language(choice: str) -> str:
    """Return the language of captions that stand for titles; empty in English, as titles are."""
    language = title_language(choice)
    return "" if language.split("_", maxsplit=1)[0] == ENGLISH else language


def window_language(choice: str) -> str:
    """Return the translation to use: one that there is, else English."""
    name = title_language(choice)
    base = name.split("_", maxsplit=1)[0]
    return next((known for known in TRANSLATED if known.split("_")[0] == base), ENGLISH)


def sentences(*texts: str) -> str:
    """Write sentences one after the other, as the language does; empty ones are left out."""
    between = QCoreApplication.translate("Sentences", "%1 %2").removeprefix("%1")
    return between.removesuffix("%2").join(text for text in texts if text)


class Translation:
    """The translators that are installed now.

    Parameters
    ----------
    application
        What they are installed on.
    """

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []
        self._family = QGuiApplication.font().family()

    def use(self, choice: str) -> None:
        """Translate into the chosen language; ``system`` follows the system."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed.clear()
        language = window_language(choice)
        self._install_qt(language)
        self._install_own(language)
        self._choose_fonts(language)

    def _choose_fonts(self, language: str) -> None:
        font = QGuiApplication.font()
        families = [self._family]
        if language == "zh_CN":
            families += [name for name in CHINESE_FONTS if QFontDatabase.hasFamily(name)]
        font.setFamilies(families)
        QGuiApplication.setFont(font)

    def _install_own(self, language: str) -> None:
        translator = QTranslator(self._application)
        if translator.load(f"triad_{language}", str(FOLDER)):
            self._keep(translator)

    def _install_qt(self, language: str) -> None:
        """Translate Qt's own dialogs."""
        if language == ENGLISH:
            return
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(self._application)
        if translator.load(f"qtbase_{language}", folder):
            self._keep(translator)

    def _keep(self, translator: QTranslator) -> None:
        self._application.installTranslator(translator)
        self._installed.append(translator)
