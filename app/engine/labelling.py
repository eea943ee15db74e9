"""The labelling desk: give, spread and review labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.catalog.browsing import browsed_items
from app.catalog.catalog import Catalog
from app.catalog.label_file import export_labels, import_labels
from app.catalog.labels import (
    ItemLabel,
    checked_name,
    forget_spread,
    put_labels,
    read_label_sets,
    read_labels,
    set_label,
    unconfirmed,
)
from app.core.errors import CatalogError, EngineError
from app.core.label import LabelOrigin
from app.core.progress import (
    Cancellation,
    Progress,
    ReportProgress,
    Stage,
    ignore_progress,
)
from app.encoders.weights import WeightStore
from app.engine.browsing import card_of
from app.engine.messages import (
    Changed,
    GetLabelSets,
    GetReviewQueue,
    LabelAutomatically,
    LabellingJob,
    LabelSet,
    LabelSets,
    Outcome,
    ReviewEntry,
    ReviewQueue,
    SetLabel,
    SpreadLabels,
)
from app.engine.preparation import WithTimeLeft
from app.engine.service import Channel
from app.engine.workspace import Workspace
from app.recommend.label_spreading import UNLABELLED, spread_labels, uncertainty

CHOICES = 5
"""How many of the likeliest labels a person chooses from in the review."""


class Labelling:
    """Give, spread and review labels.

    Parameters
    ----------
    workspace
        Catalogs and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def execute(self, job: LabellingJob, channel: Channel) -> Outcome:
        """Run one job."""
        if isinstance(job, SetLabel):
            return self.set_label(job)
        if isinstance(job, GetLabelSets):
            return self.label_sets(job.catalog)
        if isinstance(job, SpreadLabels):
            return self.spread(job, channel.report, channel.cancellation)
        if isinstance(job, GetReviewQueue):
            return self.review(job)
        if isinstance(job, LabelAutomatically):
            return self.label_automatically(job.catalog, channel.report, channel.cancellation)
        raise EngineError(type(job).__name__, "is not known to this desk")

    def set_label(self, job: SetLabel) -> Changed:
        """Give items a person's label, or take it away.

        Raises
        ------
        CatalogError
            When an item is not in the catalog, or a name cannot be one; nothing changed then.
        """
        with self._workspace.open_catalog(job.catalog, read_only=False) as catalog:
            with catalog.writing() as connection:
                changed = set_label(connection, job.item_ids, job.label_set, job.label)
            return Changed(catalog.name, changed)

    def label_sets(self, catalog: str) -> LabelSets:
        """Return all sets of labels with how many items have each label."""
        with self._workspace.open_catalog(catalog) as opened:
            with opened.reading() as connection:
                found = read_label_sets(connection)
            sets = (LabelSet(one.name, one.labels, one.by_person, one.origin) for one in found)
            return LabelSets(opened.name, tuple(sets))

    def label_automatically(
        self, catalog: str, report: ReportProgress, cancellation: Cancellation
    ) -> LabelSets:
        """Label by image classes, text sentiment, kind of sound and vocal affect.

        Only what these models have not labelled yet, so a run that was cancelled goes on.

        Raises
        ------
        WeightsError
            When the models are not there.
        Cancelled
            When asked to stop; finished batches are kept.
        """
        # Word lists and labellers load only for those who label.
        from app.engine.automatic_labels import AutomaticLabelling
        from app.engine.labellers import open_labellers

        models, weights = self._workspace.models, WeightStore(self._workspace.home)
        labellers = open_labellers(models.encoder.pack, weights, models.device)
        with self._workspace.open_catalog(catalog, read_only=False) as opened:
            AutomaticLabelling(opened, labellers, WithTimeLeft(report), cancellation).run()
        return self.label_sets(catalog)

    def spread(
        self,
        job: SpreadLabels,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> ReviewQueue:
        """Spread a person's labels to all other items; return what is to be reviewed.

        What was spread in that set before is replaced.

        Raises
        ------
        CatalogError
            When items cannot be ranked yet, or a person has given fewer than two different
            labels in the set.
        Cancelled
            When asked to stop; nothing changed then.
        """
        flag = cancellation or Cancellation()
        name = checked_name(job.label_set, "set of labels")
        with self._workspace.open_catalog(job.catalog, read_only=False) as catalog:
            report(Progress(Stage.LABEL, detail=name))
            labels = _spread(catalog, name)
            flag.check()
            with catalog.writing() as connection:
                forget_spread(connection, name)
                put_labels(connection, labels)
        return self.review(GetReviewQueue(job.catalog, name))

    def review(self, job: GetReviewQueue) -> ReviewQueue:
        """Return labels that nobody has confirmed, the least sure first.

        To confirm one is to set it; see :meth:`set_label`.
        """
        with self._workspace.open_catalog(job.catalog) as catalog:
            with catalog.reading() as connection:
                total, labels = unconfirmed(connection, job.label_set, max(job.limit, 0))
                items = browsed_items(connection, [label.item_id for label in labels])
            entries = tuple(
                ReviewEntry(
                    card_of(items[one.item_id], catalog.thumbnails_folder),
                    one.label,
                    one.confidence,
                    one.choices,
                )
                for one in labels
            )
            return ReviewQueue(catalog.name, job.label_set, total, entries)

    def import_labels(self, catalog: str, file: Path) -> Changed:
        """Take in the labels of a CSV file; see :func:`app.catalog.label_file.import_labels`."""
        with self._workspace.open_catalog(catalog, read_only=False) as opened:
            return Changed(opened.name, import_labels(opened, file))

    def export_labels(self, catalog: str, file: Path, label_set: str = "") -> int:
        """Write labels to a CSV file; return their number."""
        with self._workspace.open_catalog(catalog) as opened:
            return export_labels(opened, file, label_set)


def _spread(catalog: Catalog, label_set: str) -> list[ItemLabel]:
    """Return a label for each item that can be ranked and that no person labelled."""
    record = catalog.fusion()
    item_ids, vectors = catalog.vectors(record.digest)
    by_person = _given_by_person(catalog, label_set)
    names = sorted({by_person[item_id] for item_id in item_ids if item_id in by_person})
    if len(names) < 2:
        raise CatalogError(
            f"labels {label_set!r}",
            "need two different labels by hand on items that can be ranked, and have "
            f"{len(names)}; label some items, then spread",
        )
    numbers = {name: number for number, name in enumerate(names)}
    given = [numbers.get(by_person.get(item_id, ""), UNLABELLED) for item_id in item_ids]
    likely = spread_labels(vectors, np.array(given, dtype=np.int64))
    unsure = uncertainty(likely)
    giver = f"label spreading over {record.name}"
    labels = []
    for row, item_id in enumerate(item_ids):
        if item_id not in by_person:
            choices = _likeliest(names, likely[row])
            label, sure = choices[0]
            origin = LabelOrigin.SPREAD
            labels.append(
                ItemLabel(
                    item_id, label_set, label, origin, giver, sure, choices, float(unsure[row])
                )
            )
    return labels


def _given_by_person(catalog: Catalog, label_set: str) -> dict[str, str]:
    with catalog.reading() as connection:
        labels = read_labels(connection, "", label_set, LabelOrigin.PERSON)
    return {label.item_id: label.label for label in labels}


def _likeliest(names: Sequence[str], likely: NDArray[np.float64]) -> tuple[tuple[str, float], ...]:
    best = np.argsort(-likely, kind="stable")[:CHOICES]
    return tuple((names[place], float(likely[place])) for place in best)
