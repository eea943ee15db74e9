"""The query as the person is composing it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.core.modality import MODALITIES, Modality, PerModality
from app.core.query import MAX_WEIGHT, Query
from app.engine.messages import MediumReport


@dataclass(frozen=True)
class Transcript:
    """Words heard in the sounds, and whether they count."""

    text: str
    enabled: bool = True


class QueryModel(QObject):
    """Hold what the person gave and turn it into a core :class:`Query`.

    Signals
    -------
    query_changed
        The query, its media or its weights changed.
    media_changed
        A picture, an extra text or a sound came or went.
    transcript_changed
        Words were heard, edited, removed or switched.
    """

    query_changed = Signal()
    media_changed = Signal()
    transcript_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reports: dict[Modality, list[MediumReport]] = {name: [] for name in MODALITIES}
        self._words = ""
        self._transcript: Transcript | None = None
        self._weights = dict.fromkeys(MODALITIES, 1.0)
        self._muted: set[Modality] = set()

    @property
    def query(self) -> Query:
        """The query as it stands; a muted modality has weight 0."""
        return Query(
            images=tuple(report.path for report in self._reports[Modality.IMAGE]),
            texts=self._texts(),
            sounds=tuple(report.path for report in self._reports[Modality.AUDIO]),
            transcript=self._heard(),
            weights=PerModality.of(self.effective_weight),
        )

    @property
    def words(self) -> str:
        """What stands in the words field."""
        return self._words

    @property
    def transcript(self) -> Transcript | None:
        """What was heard, or ``None`` while nobody listened."""
        return self._transcript

    def media(self, modality: Modality) -> tuple[MediumReport, ...]:
        """Return the pictures, the extra texts or the sounds."""
        return tuple(self._reports[modality])

    def weight(self, modality: Modality) -> float:
        """Return where the slider stands, 0 to 2, muted or not."""
        return self._weights[modality]

    def is_muted(self, modality: Modality) -> bool:
        """Whether the modality is switched off."""
        return modality in self._muted

    def effective_weight(self, modality: Modality) -> float:
        """Return the weight that counts: 0 when muted."""
        return 0.0 if modality in self._muted else self._weights[modality]

    def add(self, report: MediumReport) -> None:
        """Take a medium that the engine has looked at; known ones are ignored."""
        known = self._reports[report.modality]
        if any(other.sha256 == report.sha256 for other in known):
            return
        if report.modality is Modality.TEXT and not self._words:
            self._words = report.text
        else:
            known.append(report)
        self._media_were_changed(report.modality)

    def remove(self, report: MediumReport) -> None:
        """Take a medium out of the query."""
        if report in self._reports[report.modality]:
            self._reports[report.modality].remove(report)
            self._media_were_changed(report.modality)

    def set_words(self, words: str) -> None:
        """Replace what stands in the words field."""
        if words != self._words:
            self._words = words
            self.query_changed.emit()

    def set_weight(self, modality: Modality, weight: float) -> None:
        """Set a modality's weight, 0 to 2."""
        weight = min(MAX_WEIGHT, max(0.0, weight))
        if weight != self._weights[modality]:
            self._weights[modality] = weight
            self.query_changed.emit()

    def set_muted(self, modality: Modality, muted: bool) -> None:
        """Switch a modality off or on; its slider keeps its place."""
        if muted != self.is_muted(modality):
            (self._muted.add if muted else self._muted.discard)(modality)
            self.query_changed.emit()

    def hear(self, text: str) -> None:
        """Take the words that the engine heard; the answer at hand has them already."""
        if self._transcript is None:
            self._transcript = Transcript(text)
            self.transcript_changed.emit()

    def set_transcript(self, transcript: Transcript) -> None:
        """Edit, switch or (with an empty text) remove the words that were heard."""
        if transcript != self._transcript:
            self._transcript = transcript
            self.transcript_changed.emit()
            self.query_changed.emit()

    def take(self, query: Query, reports: tuple[MediumReport, ...]) -> None:
        """Replace everything with ``query``, whose media are ``reports``."""
        self._reports = {
            name: [report for report in reports if report.modality is name] for name in MODALITIES
        }
        self._words = " ".join(query.texts)
        self._transcript = None if query.transcript is None else Transcript(query.transcript)
        self._weights = dict(query.weights.items())
        self._muted.clear()
        self._announce_all()

    def clear(self) -> None:
        """Forget everything, weights too."""
        self.take(Query(), ())

    def _texts(self) -> tuple[str, ...]:
        texts = [self._words, *(report.text for report in self._reports[Modality.TEXT])]
        return tuple(text for text in texts if text.strip())

    def _heard(self) -> str | None:
        if not self._reports[Modality.AUDIO]:
            return None
        if self._transcript is None:
            return None
        return self._transcript.text if self._transcript.enabled else ""

    def _media_were_changed(self, modality: Modality) -> None:
        if modality is Modality.AUDIO:
            self._transcript = None
            self.transcript_changed.emit()
        self.media_changed.emit()
        self.query_changed.emit()

    def _announce_all(self) -> None:
        self.media_changed.emit()
        self.transcript_changed.emit()
        self.query_changed.emit()
