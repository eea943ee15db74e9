"""Label what of a catalog no model has labelled yet, in batches that are committed as they go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from app.catalog.catalog import Catalog
from app.catalog.labels import ItemLabel, put_labels
from app.catalog.unlabelled import (
    UnlabelledMedium,
    unlabelled_pictures,
    unlabelled_sounds,
    unlabelled_texts,
    unlabelled_voices,
)
from app.core.errors import MediaError
from app.core.label import LabelOrigin
from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.engine.labellers import (
    IMAGE_CLASS,
    SOUND_KIND,
    TEXT_SENTIMENT,
    VOCAL_AFFECT,
    Guesses,
    Labellers,
)
from app.media.picture import Picture, load_picture
from app.media.sound import Sound, load_sound

M = TypeVar("M")


@dataclass(frozen=True)
class _Task(Generic[M]):
    """How the media of one kind are labelled.

    Attributes
    ----------
    label_set
        The set that tells whether an item was labelled.
    find
        Returns the media that were not.
    open_medium
        Makes a medium of a path or text.
    label
        Says something of a few media.
    batch
        How many media; a kill loses one batch at most.
    """

    label_set: str
    find: Callable[[Connection, str, str], tuple[UnlabelledMedium, ...]]
    open_medium: Callable[[str], M]
    label: Callable[[Sequence[M], Cancellation], list[Guesses]]
    batch: int


class AutomaticLabelling:
    """One run over all media whose items the labellers have not seen.

    Media that cannot be opened are left out; the cleaning tells about them. A text gets a
    label if it is English. A voice is a sound of an item, or its spoken description.

    Parameters
    ----------
    catalog
        Open for writing.
    labellers
        What looks, reads and listens.
    report, cancellation
        Progress out, cancel in; what was committed stays.
    """

    def __init__(
        self,
        catalog: Catalog,
        labellers: Labellers,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> None:
        self._catalog = catalog
        self._givers = labellers.givers
        self._report = report
        self._cancellation = cancellation
        self._done = self._total = 0
        self._tasks: tuple[_Task[Any], ...] = (
            _Task(TEXT_SENTIMENT, unlabelled_texts, str, labellers.label_texts, 256),
            _Task(IMAGE_CLASS, unlabelled_pictures, _picture, labellers.label_pictures, 16),
            _Task(SOUND_KIND, unlabelled_sounds, _sound, labellers.label_sounds, 4),
            _Task(VOCAL_AFFECT, unlabelled_voices, _sound, labellers.label_voices, 4),
        )

    def run(self) -> None:
        """Label everything that is not labelled.

        Raises
        ------
        WeightsError
            When the models are not there.
        Cancelled
            When asked to stop.
        """
        with self._catalog.reading() as connection:
            pending = [
                task.find(connection, task.label_set, self._givers[task.label_set])
                for task in self._tasks
            ]
        self._total = sum(map(len, pending))
        for task, media in zip(self._tasks, pending, strict=True):
            for start in range(0, len(media), task.batch):
                self._cancellation.check()
                self._report(Progress(Stage.LABEL, self._done, self._total, task.label_set))
                self._label(task, media[start : start + task.batch])
        self._report(Progress(Stage.LABEL, self._done, self._total))

    def _label(self, task: _Task[M], media: Sequence[UnlabelledMedium]) -> None:
        opened: dict[str, M] = {}
        for medium in media:
            try:
                opened[medium.item_id] = task.open_medium(medium.path_or_text)
            except MediaError:
                continue
        said = task.label(list(opened.values()), self._cancellation) if opened else []
        labels = [
            label
            for item_id, guesses in zip(opened, said, strict=True)
            for label in _labels(item_id, guesses, self._givers)
        ]
        with self._catalog.writing() as connection:
            put_labels(connection, labels)
        self._done += len(media)


def _picture(path: str) -> Picture:
    return load_picture(Path(path))


def _sound(path: str) -> Sound:
    return load_sound(Path(path))


def _labels(item_id: str, guesses: Guesses, givers: Mapping[str, str]) -> list[ItemLabel]:
    return [
        ItemLabel(
            item_id,
            label_set,
            guess.label,
            LabelOrigin.AUTOMATIC,
            givers[label_set],
            guess.confidence,
            ((guess.label, guess.confidence),),
            1.0 - guess.confidence,
        )
        for label_set, guess in guesses.items()
    ]
