"""Put a query from the command line into the window, media and all."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.core.modality import MODALITIES, Modality
from app.core.query import Query
from app.ui.query_model import Transcript
from app.ui.services import Services


class OpeningQuery(QObject):
    """Let the engine look at the query's media, then set words and weights.

    Parameters
    ----------
    services
        The window's.
    query
        What to ask.

    Signals
    -------
    loaded
        All media were looked at; words and weights are set.
    """

    loaded = Signal()

    def __init__(self, services: Services, query: Query, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._query = query
        self._is_loaded = False

    def begin(self) -> None:
        """Start; ``loaded`` follows, at once when there are no media."""
        intake = self._services.intake
        intake.looking_changed.connect(self._media_were_looked_at)
        intake.take_paths(list(self._query.images), Modality.IMAGE)
        intake.take_paths(list(self._query.sounds), Modality.AUDIO)
        self._media_were_looked_at(intake.looking)

    def _media_were_looked_at(self, looking: int) -> None:
        if looking or self._is_loaded:
            return
        self._is_loaded = True
        model = self._services.model
        for modality in MODALITIES:
            model.set_weight(modality, self._query.weights[modality])
        if self._query.transcript is not None:
            model.set_transcript(Transcript(self._query.transcript))
        model.set_words("\n".join(self._query.texts))
        self._services.asking.ask()
        self.loaded.emit()
