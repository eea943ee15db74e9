"""Recommenders that were fitted to the histories of a catalog, kept in the home's cache."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.catalog.personas import Census
from app.core.errors import InputError
from app.core.home import Home
from app.core.recommender import RecommenderKind
from app.recommend.recommender import RecommenderModel
from app.recommend.recommender_file import TENSORS, load_model, read_about, save_model

FOLDER = "recommenders"
MOST_KEPT = 24
MOST_BYTES = 2_000_000_000
"""Of all catalogs together; a dense matrix of 10,000 items takes 400 MB."""
SECONDS_OF_A_DRAFT = 3600.0
"""Whoever has not finished writing after so long was killed."""


@dataclass(frozen=True)
class FittedTo:
    """What a model has learnt from.

    Attributes
    ----------
    revision
        Of the catalog's content.
    census
        Of its personas.
    """

    revision: str
    census: Census


@dataclass(frozen=True)
class FittedModel:
    """A model, what it has learnt from, and how many bytes it takes."""

    model: RecommenderModel
    fitted_to: FittedTo
    size: int


class FittedRecommenders:
    """One folder for each catalog, in it one for each recommender and order of items.

    Parameters
    ----------
    home
        Its cache is used.
    """

    def __init__(self, home: Home) -> None:
        self._root = home.cache / FOLDER

    def place(self, catalog: Path, kind: RecommenderKind, items: str) -> Path:
        """Return the folder of a model, whether it is there or not.

        Parameters
        ----------
        catalog
            The catalog's folder.
        items
            Digest of the items in their order.
        """
        return self._root / _name(catalog) / f"{kind.value}-{items[:16]}"

    def save(
        self, place: Path, model: RecommenderModel, item_ids: Sequence[str], fitted_to: FittedTo
    ) -> None:
        """Keep a model; let those go of other items, and those used the longest ago if too many.

        Raises
        ------
        StorageError
            When the disk is full or may not be written to.
        """
        save_model(model, place, item_ids, asdict(fitted_to))
        self._prune(place)

    def fitted_to(self, place: Path) -> FittedTo | None:
        """Return what a kept model has learnt from; nothing where none is that can be used."""
        try:
            about = read_about(place)
            return FittedTo(str(about["revision"]), Census(**about["census"]))
        except (InputError, KeyError, TypeError):
            return None

    def size(self, place: Path) -> int:
        """Return the bytes of a kept model; 0 where there is none."""
        try:
            return (place / TENSORS).stat().st_size
        except OSError:
            return 0

    def load(self, place: Path, item_ids: Sequence[str]) -> FittedModel | None:
        """Return a kept model; nothing where there is none or it was damaged, which goes then."""
        fitted_to = self.fitted_to(place)
        if fitted_to is None:
            return None
        try:
            model = load_model(place, item_ids)
        except InputError:
            # Unless a newer one came in the middle of reading: half of each is not damage.
            if self.fitted_to(place) == fitted_to:
                self.drop(place)
            return None
        with contextlib.suppress(OSError):
            (place / TENSORS).touch()
        return FittedModel(model, fitted_to, self.size(place))

    def drop(self, place: Path) -> None:
        """Delete one model."""
        shutil.rmtree(place, ignore_errors=True)

    def forget(self, catalog: Path) -> None:
        """Delete what was learnt from a catalog's personas."""
        shutil.rmtree(self._root / _name(catalog), ignore_errors=True)

    def _prune(self, newest: Path) -> None:
        """Keep the newest, and of the others those used last, as far as they find room."""
        self._drop_drafts()
        self._drop_of_other_items(newest)
        room = MOST_BYTES - self.size(newest)
        others = [place for place in self._places() if place != newest]
        others.sort(key=self._last_use, reverse=True)
        for number, place in enumerate(others, start=1):
            room -= self.size(place)
            if number >= MOST_KEPT or room < 0:
                self.drop(place)

    def _drop_drafts(self) -> None:
        """Delete what was not written to its end, because whoever wrote it was killed."""
        for draft in self._root.glob("*/.*"):
            with contextlib.suppress(OSError):
                if time.time() - draft.stat().st_mtime > SECONDS_OF_A_DRAFT:
                    self.drop(draft)

    def _drop_of_other_items(self, newest: Path) -> None:
        """Delete what the same recommender learnt before items came or went."""
        for place in newest.parent.iterdir():
            if place != newest and _kind(place) == _kind(newest):
                self.drop(place)

    def _places(self) -> Iterator[Path]:
        for file in self._root.glob(f"*/[!.]*/{TENSORS}"):
            yield file.parent

    @staticmethod
    def _last_use(place: Path) -> float:
        try:
            return (place / TENSORS).stat().st_mtime
        except OSError:
            return 0.0


def _kind(place: Path) -> str:
    return place.name.rpartition("-")[0]


def _name(catalog: Path) -> str:
    return hashlib.sha256(str(catalog.resolve()).encode()).hexdigest()[:16]
