"""What the engine's desks share: where catalogs are, and the models in memory."""

from __future__ import annotations

from dataclasses import dataclass

from app.catalog.catalog import Catalog
from app.core.home import Home
from app.core.settings import Settings
from app.engine.models import Models
from app.engine.ranked_catalog import open_by_name_or_url
from app.engine.recommending import Recommending


@dataclass(frozen=True)
class Workspace:
    """State folder, settings, models and open catalogs.

    Attributes
    ----------
    home, settings
        The state folder, and the person's choices.
    models
        Encoders, loaded at their first use.
    recommending
        Holds ranked catalogs in memory.
    """

    home: Home
    settings: Settings
    models: Models
    recommending: Recommending

    def open_catalog(self, name: str, read_only: bool = True) -> Catalog:
        """Open a catalog by name or URL; an empty name is the default catalog's.

        Raises
        ------
        CatalogError
            When it is missing or cannot be used.
        """
        return open_by_name_or_url(self.home, name or self.settings.catalog, read_only)

    def forget_catalogs(self) -> None:
        """Read every ranked catalog anew at its next use, because one has changed."""
        self.recommending.forget_catalogs()
