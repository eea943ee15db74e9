"""The page that makes a catalog ready."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.progress import Progress
from app.engine.messages import EngineStatus, Failure, ImportReport, PrepareCatalog
from app.ui.composer.health_strip import failure_text
from app.ui.controls.roles import button, label, with_role
from app.ui.first_run.source_card import SourceCard
from app.ui.first_run.stage_list import StageList
from app.ui.icons import IconName, application_pixmap
from app.ui.preparing import Preparing
from app.ui.theme import ThemeController

WIDEST = 680


class FirstRunPage(QScrollArea):
    """Explain, offer the ways to a catalog, show the work, say what was left out.

    Parameters
    ----------
    theme
        Gives the colours.
    preparing
        Does the work, whatever page is open.

    Signals
    -------
    catalog_ready
        Name of the catalog to look at now.
    """

    catalog_ready = Signal(str)

    def __init__(self, theme: ThemeController, preparing: Preparing) -> None:
        super().__init__()
        self._preparing = preparing
        self._location = ""
        self._ready_name = ""
        self.message = label("", "danger", wrap=True)
        self.stages = StageList(theme)
        self.cancel = button(self.tr("Cancel"), name=self.tr("Cancel the import"))
        self.summary = label("", wrap=True)
        self.go_on = button(self.tr("Start asking"), "primary")
        self._make_sources(theme)
        self.faces = QStackedWidget()
        for face in (self._choosing(), self._working(), self._finished()):
            self.faces.addWidget(face)
        self._lay_out()
        self._connect()
        self.message.hide()

    def show_status(self, status: EngineStatus) -> None:
        """Say where the stamps are, or that they are not there."""
        self._location = status.tuxpaint_location
        about = self.tr("A thousand small pictures with names and sounds, found in {folder}.")
        if not self._location:
            about = self.tr(
                "Not found on this computer. Install the package tuxpaint-stamps-default, "
                "or choose the folder that holds the stamps."
            )
        self.stamps.about.setText(about.format(folder=self._location))
        megabytes = sum(entry.megabytes for entry in status.weights if entry.state != "ready")
        text = self.tr("The models are on this computer already. Nothing is sent anywhere.")
        if megabytes:
            text = self.tr(
                "The models (about {megabytes} MB) are downloaded once when you choose. "
                "After that everything stays on this computer and works offline."
            ).format(megabytes=round(megabytes))
        self.promise.setText(text)

    def import_stamps(self) -> None:
        """Begin with the stamps; ask for their folder when they were not found."""
        location = self._location or self._folder(self.tr("Folder of the Tux Paint stamps"))
        if location:
            self.begin(PrepareCatalog("tuxpaint", location, "tuxpaint"))

    def import_folder(self) -> None:
        """Let the person choose a folder of media."""
        location = self._folder(self.tr("Folder with pictures, sounds and texts"))
        if location:
            self.begin(PrepareCatalog("folder", location, Path(location).name))

    def import_table(self) -> None:
        """Let the person choose a CSV or JSON Lines file."""
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Table of items"), "", self.tr("Tables") + " (*.csv *.jsonl)"
        )
        if path:
            importer = "jsonl" if path.lower().endswith(".jsonl") else "csv"
            self.begin(PrepareCatalog(importer, path, Path(path).stem))

    def _folder(self, title: str) -> str:
        return QFileDialog.getExistingDirectory(self, title)

    def begin(self, job: PrepareCatalog) -> None:
        """Start to make a catalog ready, unless another one is being made."""
        if self._preparing.start(job):
            self.message.hide()
            self.stages.start()
            self.faces.setCurrentIndex(1)

    def _connect(self) -> None:
        self.stamps.chosen.connect(self.import_stamps)
        self.folder.chosen.connect(self.import_folder)
        self.table.chosen.connect(self.import_table)
        self.cancel.clicked.connect(self._preparing.cancel)
        self.go_on.clicked.connect(lambda: self.catalog_ready.emit(self._ready_name))
        self._preparing.progressed.connect(self._show_progress)
        self._preparing.imported.connect(self._show_report)
        self._preparing.failed.connect(self._show_failure)
        self._preparing.cancelled.connect(self._show_cancelled)

    def _show_progress(self, progress: Progress | None) -> None:
        if progress is not None:
            self.stages.show_progress(progress)

    def _show_report(self, report: ImportReport) -> None:
        self._ready_name = report.catalog
        if not report.skipped:
            self.faces.setCurrentIndex(0)
            self.catalog_ready.emit(report.catalog)
            return
        lines = [f"{Path(entry.path).name}: {entry.why}" for entry in report.skipped[:12]]
        count = self.tr("%n file(s) were left out:", "", len(report.skipped))
        self.summary.setText("\n".join([count, *lines]))
        self.faces.setCurrentIndex(2)

    def _show_failure(self, failure: Failure) -> None:
        self._show_message(failure_text(failure))

    def _show_cancelled(self) -> None:
        self._show_message(self.tr("Cancelled. What was finished is kept; go on at any time."))

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.show()
        self.faces.setCurrentIndex(0)

    def _make_sources(self, theme: ThemeController) -> None:
        self.stamps = SourceCard(
            theme,
            IconName.IMAGE,
            self.tr("Tux Paint stamps"),
            self.tr("A thousand small pictures with names and sounds."),
            self.tr("Use them"),
            primary=True,
        )
        self.folder = SourceCard(
            theme,
            IconName.FOLDER,
            self.tr("A folder of yours"),
            self.tr("Files with the same name are one item; folders are categories."),
            self.tr("Choose…"),
        )
        self.table = SourceCard(
            theme,
            IconName.LIST,
            self.tr("A table of yours"),
            self.tr("CSV or JSON Lines with columns for picture, text and sound."),
            self.tr("Choose…"),
        )
        self.promise = label(self.tr("Everything stays on this computer."), "caption", wrap=True)

    def _choosing(self) -> QWidget:
        return _column(self.message, self.stamps, self.folder, self.table, self.promise)

    def _working(self) -> QWidget:
        card = with_role(QFrame(), "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(24, 24, 24, 20)
        inner.setSpacing(16)
        inner.addWidget(self.stages)
        inner.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)
        hint = self.tr("You may go on using the window; the work goes on.")
        return _column(card, label(hint, "caption", wrap=True))

    def _finished(self) -> QWidget:
        return _column(self.summary, self.go_on)

    def _lay_out(self) -> None:
        mark = QLabel()
        mark.setPixmap(application_pixmap(72, self.devicePixelRatioF()))
        about = self.tr(
            "Ask with a picture, words, a sound, or all three at once, and see exactly how "
            "much each of them counted. First it needs a catalog to search in."
        )
        column = _column(
            mark,
            label(self.tr("Welcome to Triad"), "heading"),
            label(about, "muted", wrap=True),
            self.faces,
        )
        column.setMaximumWidth(WIDEST)
        outer = with_role(QWidget(), "page")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(column, 20)
        row.addStretch(1)
        page = QVBoxLayout(outer)
        page.setContentsMargins(32, 24, 32, 24)
        page.addStretch(1)
        page.addLayout(row)
        page.addStretch(2)
        self.setWidget(outer)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _column(*widgets: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(16)
    for widget in widgets:
        layout.addWidget(widget)
    return column
