"""The item view of the results: list or grid, with rows that glide."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QWidget

from app.core.modality import Modality
from app.core.recommendation import Recommendation
from app.ui.results.changes import RankChanges
from app.ui.results.delegate import ResultDelegate
from app.ui.results.geometry import cell_size
from app.ui.results.glide import Glide
from app.ui.results.model import Index, ResultsModel, RowInWords
from app.ui.results.moves import Arrangement, Snapshot, planned_moves
from app.ui.results.ordering import SortKey
from app.ui.results.row_painter import Row, RowPainter, RowState
from app.ui.results.score_part import ScorePart
from app.ui.results.style import RowStyle
from app.ui.results.thumbnails import ThumbnailCache
from app.ui.results.wording import row_in_words
from app.ui.theme import ThemeController, Tokens


class ResultsView(QListView):
    """Show a :class:`ResultsModel`.

    Parameters
    ----------
    theme
        Gives the colours.
    painter
        What paints the rows.
    words
        Says a row as a screen reader should.

    Signals
    -------
    item_chosen
        Another item became the current one; its identifier.
    menu_wanted
        The context menu of an item: its identifier and the place on the screen.
    """

    item_chosen = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(
        self,
        theme: ThemeController,
        parent: QWidget | None = None,
        painter: type[RowPainter] = RowPainter,
        words: RowInWords = row_in_words,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._still = False
        self._restoring = False
        self.results = ResultsModel(self, words)
        self.thumbnails = ThumbnailCache(self)
        self.glide = Glide(self)
        rows = painter(self._made_style(theme.tokens))
        self.painted = ResultDelegate(rows, self.thumbnails, self)
        self._set_up()
        self.setModel(self.results)
        self.setItemDelegate(self.painted)
        self.thumbnails.ready.connect(self.viewport().update)
        self.glide.moved.connect(self.viewport().update)
        theme.theme_changed.connect(self._restyle)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(24)
        self.setAccessibleName(self.tr("Results"))

    @property
    def is_grid(self) -> bool:
        """Whether cells are shown instead of rows."""
        return self.painted.cell is not None

    def set_reduced_motion(self, reduced: bool) -> None:
        """Let rows jump instead of glide."""
        self._still = reduced

    def set_grid(self, grid: bool) -> None:
        """Show cells instead of rows."""
        self.glide.stop()
        self.setFlow(QListView.Flow.LeftToRight if grid else QListView.Flow.TopToBottom)
        self.setWrapping(grid)
        self.setResizeMode(QListView.ResizeMode.Adjust if grid else QListView.ResizeMode.Fixed)
        self.painted.set_cell(self._cell() if grid else None)
        self.setGridSize(self.painted.cell or QSize())
        self.scrollTo(self.currentIndex())

    def show_results(
        self,
        results: Sequence[Recommendation],
        asked: tuple[Modality, ...],
        changes: RankChanges,
        glides: bool,
    ) -> None:
        """Replace the rows; they glide to their places if ``glides``."""
        before = self._snapshot()
        scrolled = self.verticalScrollBar().value() if glides else 0
        chosen = self.current_item() if glides else ""
        self._restoring = True
        self.results.show(results, changes)
        added = any(entry.parts is not None for entry in results)
        parts = (ScorePart.HISTORY, ScorePart.FEEDBACK) if added else ()
        self.painted.prepare(self.results.scale, asked, parts)
        self._settle(chosen, scrolled)
        if glides:
            self._glide_from(before)

    def sort_by(self, key: SortKey) -> None:
        """Put the rows into another order; they glide to their places."""
        before, chosen = self._snapshot(), self.current_item()
        self._restoring = True
        self.results.sort_by(key)
        self._settle(chosen, self.verticalScrollBar().value())
        self._glide_from(before)

    def current_item(self) -> str:
        """Return the identifier of the current item, or an empty string."""
        row = self.currentIndex().row()
        return self.results.rows[row].item_id if 0 <= row < len(self.results.rows) else ""

    def choose(self, item_id: str) -> None:
        """Make an item the current one."""
        row = self.results.row_of(item_id)
        if row >= 0:
            self.setCurrentIndex(self.results.index(row))

    def _settle(self, chosen: str, scrolled: int) -> None:
        self.glide.stop()
        self.doItemsLayout()
        row = max(0, self.results.row_of(chosen))
        if self.results.rows:
            self.setCurrentIndex(self.results.index(row))
        self._restoring = False
        self.verticalScrollBar().setValue(scrolled)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which item became the current one."""
        super().currentChanged(current, previous)
        if current.isValid() and not self._restoring:
            self.item_chosen.emit(self.results.rows[current.row()].item_id)

    # --- gliding -------------------------------------------------------------------------

    def arrangement(self) -> Arrangement:
        """Return where rows lie now."""
        size, columns = self.painted.cell, 1
        if size is None:
            size = QSize(self.viewport().width(), self.painted.rows.height)
        else:
            columns = max(1, self._available_width() // size.width())
        scrolled, height = self.verticalScrollBar().value(), self.viewport().height()
        return Arrangement(size.width(), size.height(), columns, scrolled, height)

    def _snapshot(self) -> Snapshot:
        underway = {
            placed.move.recommendation.item_id: placed.area for placed in self.glide.placed()
        }
        return Snapshot(self.arrangement(), self.results.rows, self.results.row_of_item, underway)

    def _glide_from(self, before: Snapshot) -> None:
        if self._still or not self.style().styleHint(QStyle.StyleHint.SH_Widget_Animate):
            return
        moves = planned_moves(before, self._snapshot(), self.results.change_of)
        if moves:
            self.glide.start(moves)

    # --- painting ------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, on their way while they glide."""
        if not self.glide.is_running:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        chosen = self.current_item()
        for placed in self.glide.placed():
            entry = placed.move.recommendation
            painter.setOpacity(placed.opacity)
            state = RowState(selected=entry.item_id == chosen)
            reacted = self.results.reacted(entry.item_id)
            row = Row(entry, placed.move.change, state, reacted)
            self.painted.paint_row(painter, placed.area, row)
        painter.end()

    def _made_style(self, tokens: Tokens) -> RowStyle:
        return RowStyle(tokens, self.font(), self.devicePixelRatioF())

    def _restyle(self, tokens: Tokens) -> None:
        self.painted.restyle(self._made_style(tokens))
        if self.is_grid:
            self._fit_cells()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _fit_cells(self) -> None:
        cell = self._cell()
        if cell != self.painted.cell:
            self.painted.set_cell(cell)
            self.setGridSize(cell)

    def _cell(self) -> QSize:
        return QSize(*cell_size(self.painted.row_style, self._available_width()))

    def _available_width(self) -> int:
        metric = QStyle.PixelMetric.PM_ScrollBarExtent
        bar = self.style().pixelMetric(metric, None, self.verticalScrollBar())
        return max(1, self.maximumViewportSize().width() - bar - 1)

    def event(self, event: QEvent) -> bool:
        """Make icons anew when the window moves to a screen of another density."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._restyle(self._theme.tokens)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the cells to the new width."""
        self.glide.stop()
        if self.is_grid:
            self._fit_cells()
        super().resizeEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the item under the pointer, or of the current one."""
        by_keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        if index.isValid():
            place = self.visualRect(index).center() if by_keyboard else event.pos()
            item_id = self.results.rows[index.row()].item_id
            self.menu_wanted.emit(item_id, self.viewport().mapToGlobal(place))
