"""A large catalog with many personas, drawn from a small one, to measure speed at scale."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert

from app.catalog.catalog import DATABASE_NAME, Catalog
from app.catalog.examine import ExaminedItem, Verdict
from app.catalog.features import CHUNK
from app.catalog.interactions import row_of
from app.catalog.merge import write_items
from app.catalog.personas import PersonaState, create_persona, raise_persona
from app.catalog.reading import item_numbers
from app.catalog.schema import InteractionRow
from app.catalog.snapshot import StoredMedium
from app.core.item import Caption, Item, MediumRole
from app.core.modality import Modality, PerModality
from app.core.persona import Interaction, InteractionKind
from app.core.progress import Cancellation
from app.engine.fusion_training import table_of
from app.fusion.checkpoint import load_fusion

KINDS = tuple(InteractionKind)[:5]
CHANCES = (0.25, 0.4, 0.1, 0.1, 0.15)
"""View, like, dislike, save, skip."""

SOUNDING = 0.3
"""Share of items with a sound."""

FIRST_TIME, SECONDS_APART = 1_700_000_000.0, 60.0


@dataclass(frozen=True)
class Sizes:
    """How large a catalog is to be."""

    items: int = 10_000
    personas: int = 1_000
    interactions: int = 100_000


def copy_what_ranks(source: Path, target: Path) -> None:
    """Copy a catalog's database and its promoted fusion: runs, maps and pictures stay behind."""
    target.mkdir(parents=True)
    for file in source.glob(f"{DATABASE_NAME}*"):
        shutil.copy(file, target)
    with Catalog.open(source, read_only=True) as catalog:
        for record in catalog.fusions():
            if record.promoted and record.folder.is_relative_to(source):
                shutil.copytree(record.folder, target / record.folder.relative_to(source))


class DrawnCatalog:
    """Draws items and personas into a copy of a catalog that can be ranked.

    An item is the picture of one item, the words of another and maybe the sound of a third,
    all of one category, so that its features are known and like those of real items. A
    persona mostly likes two categories.

    Parameters
    ----------
    catalog
        The copy, open for writing.
    digests
        Which features its fusion reads.
    seed
        The same for the same catalog.
    """

    def __init__(self, catalog: Catalog, digests: PerModality[str], seed: int = 0) -> None:
        self._catalog = catalog
        self._digests = digests
        self._chance = np.random.default_rng(seed)
        self._items = catalog.items()
        self._tops = [item.category.partition("/")[0] for item in self._items]

    def draw(self, sizes: Sizes, cancellation: Cancellation) -> tuple[str, ...]:
        """Fill the catalog up; return the names of its new personas."""
        drawn = list(self._draw_items(sizes.items - len(self._items)))
        with self._catalog.writing() as connection:
            write_items(connection, drawn)
        cancellation.check()
        self._embed()
        cancellation.check()
        return self._draw_people(sizes)

    def _draw_items(self, count: int) -> Iterator[ExaminedItem]:
        names, codes = np.unique(np.array(self._tops), return_inverse=True)
        members = [np.flatnonzero(codes == code) for code in range(len(names))]
        sounding = [
            [row for row in rows.tolist() if self._media(row, Modality.AUDIO)] for rows in members
        ]
        for number, row in enumerate(
            self._chance.integers(len(self._items), size=max(count, 0)).tolist()
        ):
            code = codes[row]
            speaks = bool(sounding[code]) and self._chance.random() < SOUNDING
            words = self._items[self._chance.choice(members[code])]
            media = self._media(row, Modality.IMAGE)
            if speaks:
                heard = self._media(int(self._chance.choice(sounding[code])), Modality.AUDIO)
                media = (*media, *heard[:1])
            yield self._item(f"drawn/{number:05}", self._items[row], words, media)

    def _media(self, row: int, modality: Modality) -> tuple[StoredMedium, ...]:
        return tuple(
            StoredMedium(modality, one.role, one.language, one.path, one.sha256, 0, 0)
            for one in self._items[row].media
            if one.modality is modality and one.role is MediumRole.CONTENT
        )

    @staticmethod
    def _item(
        item_id: str, looks: Item, words: Item, media: tuple[StoredMedium, ...]
    ) -> ExaminedItem:
        captions = (Caption("en", words.title_in("en")),)
        return ExaminedItem(
            item_id, Verdict.ADD, words.title, looks.category, captions, media, "", "", ()
        )

    def _embed(self) -> None:
        (record,) = (one for one in self._catalog.fusions() if one.promoted)
        features = self._catalog.item_features(self._digests)
        there = np.logical_or.reduce([present for _, present in features.present.items()])
        rows = np.flatnonzero(there)
        vectors = load_fusion(record.folder).embed(table_of(features).rows(rows))
        ids = [features.item_ids[row] for row in rows]
        self._catalog.put_vectors(record.digest, ids, vectors)

    def _draw_people(self, sizes: Sizes) -> tuple[str, ...]:
        items = self._catalog.items()
        tops = np.array([item.category.partition("/")[0] for item in items])
        each = np.full(sizes.personas, sizes.interactions // sizes.personas)
        each[: sizes.interactions % sizes.personas] += 1
        with self._catalog.recording() as connection:
            numbers = np.array(item_numbers(connection, [item.item_id for item in items]))
            people = []
            for place, count in enumerate(each.tolist()):
                persona = create_persona(connection, f"Drawn {place:04}")
                rows = self._deeds(persona, items, numbers, self._taste(tops, count))
                for start in range(0, len(rows), CHUNK):
                    connection.execute(insert(InteractionRow), rows[start : start + CHUNK])
                raise_persona(connection, persona, count)
                people.append(persona.name)
        return tuple(people)

    def _taste(self, tops: NDArray[np.str_], count: int) -> NDArray[np.int64]:
        """Return rows of items, four of five of them in two categories."""
        loved = np.isin(tops, self._chance.choice(np.unique(tops), size=2))
        weights = np.where(loved, 4 / max(loved.sum(), 1), 1 / max((~loved).sum(), 1))
        return self._chance.choice(len(tops), size=count, p=weights / weights.sum())

    def _deeds(
        self,
        persona: PersonaState,
        items: Sequence[Item],
        numbers: NDArray[np.int64],
        rows: NDArray[np.int64],
    ) -> list[dict[str, object]]:
        kinds = self._chance.choice(len(KINDS), size=len(rows), p=CHANCES)
        return [
            {
                **row_of(
                    persona.number,
                    int(numbers[row]),
                    Interaction(
                        items[row].item_id, KINDS[kind], FIRST_TIME + SECONDS_APART * place
                    ),
                ),
                "session": None,
            }
            for place, (row, kind) in enumerate(zip(rows.tolist(), kinds.tolist(), strict=True))
        ]
