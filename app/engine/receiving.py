"""From the sessions of a catalog to what the window shows of them."""

from __future__ import annotations

from app.catalog.catalog import Catalog
from app.catalog.personas import find_persona
from app.catalog.sessions import read_sessions
from app.engine.messages import Duel, LiveMeasures, Rate
from app.evaluate.reception import DuelResult, Share, reception


def live_measures(catalog: Catalog, name: str) -> LiveMeasures:
    """Return how the lists were received that were shown to a persona; to all without a name.

    Raises
    ------
    CatalogError
        When there is no such persona.
    """
    with catalog.reading() as connection:
        persona = find_persona(connection, name) if name else None
        found = reception(read_sessions(connection, persona))
    return LiveMeasures(
        catalog.name,
        persona.name if persona else "",
        found.sessions,
        _rate(found.opened),
        _rate(found.touched),
        _rate(found.liked),
        tuple(_duel(one) for one in found.duels),
    )


def _rate(share: Share) -> Rate:
    return Rate(share.successes, share.trials, share.value, share.low, share.high)


def _duel(result: DuelResult) -> Duel:
    first, second = result.pair
    return Duel(
        first,
        second,
        result.wins,
        result.losses,
        result.ties,
        _rate(result.preference),
        result.is_decided,
    )
