from __future__ import annotations

from pathlib import Path

import numpy as np

from app.catalog.catalog import Catalog
from app.catalog.interactions import item_places, read_interactions
from app.core.home import Home
from app.core.progress import Cancellation
from app.engine.drawn_catalog import DrawnCatalog, Sizes, copy_what_ranks
from app.engine.engine import Engine
from app.engine.fusion_training import digests_of

SIZES = Sizes(items=90, personas=6, interactions=200)


def draw(source: Path, target: Path, engine: Engine) -> tuple[tuple[str, ...], list[list[int]]]:
    """Return the items and each persona's rows of a drawn catalog."""
    copy_what_ranks(source, target)
    with Catalog.open(target) as catalog:
        drawn = DrawnCatalog(catalog, digests_of(engine._models.encoder.pack))
        names = drawn.draw(SIZES, Cancellation())
        assert len(names) == SIZES.personas
        item_ids, vectors = catalog.vectors(catalog.fusion().digest)
        assert np.linalg.norm(vectors, axis=1).min() > 0.99, "each item can be ranked"
        assert len(np.unique(vectors.round(4), axis=0)) > 0.8 * SIZES.items
        with catalog.reading() as connection:
            table = read_interactions(connection, item_places(connection, item_ids))
    histories = [table.items[table.personas == one].tolist() for one in np.unique(table.personas)]
    return item_ids, histories


def test_the_same_catalog_is_drawn_each_time_without_its_pictures(
    small_home: Home, small_engine: Engine, tmp_path: Path
) -> None:
    source = small_home.catalogs / "small"
    first = draw(source, tmp_path / "a" / "small", small_engine)
    assert draw(source, tmp_path / "b" / "small", small_engine) == first
    assert len(first[0]) == SIZES.items
    assert sum(len(rows) for rows in first[1]) == SIZES.interactions
    kept = {path.name for path in (tmp_path / "a" / "small").iterdir()}
    assert "thumbnails" not in kept
    assert {"catalog.sqlite", "fusions"} <= kept
