"""Items, media, features and vectors at rest."""

from app.catalog.catalog import Catalog
from app.catalog.draft import SkippedFile
from app.catalog.exporting import export
from app.catalog.features import ItemFeatures, PendingMedium
from app.catalog.fusions import FusionRecord
from app.catalog.importing import ImportOutcome, import_catalog, import_items
from app.catalog.shelf import (
    CatalogInfo,
    catalog_folder,
    list_catalogs,
    open_catalog,
    open_or_create_catalog,
    remove_catalog,
)
from app.catalog.sources.cifar10 import Cifar10Source
from app.catalog.sources.csv_file import CsvSource
from app.catalog.sources.folder import FolderSource
from app.catalog.sources.json_lines import JsonLinesSource
from app.catalog.sources.librispeech import LibriSpeechSource
from app.catalog.sources.tuxpaint import TuxPaintSource, find_tuxpaint
from app.catalog.statistics import CatalogStatistics, stats
from app.catalog.verification import Verification, verify

__all__ = [
    "Catalog",
    "CatalogInfo",
    "CatalogStatistics",
    "Cifar10Source",
    "CsvSource",
    "FolderSource",
    "FusionRecord",
    "ImportOutcome",
    "ItemFeatures",
    "JsonLinesSource",
    "LibriSpeechSource",
    "PendingMedium",
    "SkippedFile",
    "TuxPaintSource",
    "Verification",
    "catalog_folder",
    "export",
    "find_tuxpaint",
    "import_catalog",
    "import_items",
    "list_catalogs",
    "open_catalog",
    "open_or_create_catalog",
    "remove_catalog",
    "stats",
    "verify",
]
