"""The map: a catalog's fused space in two dimensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from app.core.query import Query


class MapJob:
    """Lays out a catalog, or places a query."""


@dataclass(frozen=True)
class MapCatalog(MapJob):
    """Lay the fused space out in two dimensions (UMAP). Result: :class:`CatalogMap`.

    A layout is kept with the catalog and made anew when items or fusion changed. Titles are in
    ``language`` where items have one in it.
    """

    catalog: str
    fusion: str = ""
    label_set: str = ""
    language: str = ""


@dataclass(frozen=True)
class PlaceQuery(MapJob):
    """Find where a query lies on the map. Result: :class:`MapPlace`."""

    catalog: str
    query: Query
    fusion: str = ""


@dataclass(frozen=True)
class CatalogMap:
    """Items on a plane.

    Attributes
    ----------
    item_ids, titles, categories, thumbnails
        One entry an item.
    labels
        One entry an item of the label set that was asked for; empty without one.
    places
        Two little-endian float32 an item, x and y, within -1 to 1.
    """

    catalog: str
    fusion: str
    item_ids: tuple[str, ...]
    titles: tuple[str, ...]
    categories: tuple[str, ...]
    thumbnails: tuple[str, ...]
    places: bytes
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapPlace:
    """Where a query lies on the map."""

    x: float
    y: float


MapOutcome = Union[CatalogMap, MapPlace]
