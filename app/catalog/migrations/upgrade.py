"""Bring a database to the newest revision with Alembic."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

from sqlalchemy import Connection, inspect, text

from app.catalog.migrations import HEAD, KNOWN
from app.core.errors import CatalogError


def revisions() -> tuple[ModuleType, ...]:
    """Return the revision modules, oldest first."""
    from app.catalog.migrations.versions import r0001_first_schema, r0002_curation, r0003_people

    return (r0001_first_schema, r0002_curation, r0003_people)


def current_revision(connection: Connection, name: str) -> str:
    """Return the database's revision, or an empty string for an empty database.

    Raises
    ------
    CatalogError
        When it holds something else than a catalog.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return ""
    if "alembic_version" not in tables:
        raise CatalogError(name, "is not a catalog of Triad; choose another folder")
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else ""


def check_revision(found: str, name: str) -> None:
    """Refuse a revision that this program does not know.

    Raises
    ------
    CatalogError
        When a newer version of Triad made the catalog.
    """
    if found and found not in KNOWN:
        raise CatalogError(
            name,
            f"was made by a newer version of Triad (schema {found}, this one knows up to "
            f"{HEAD}); update Triad, or import the items into a new catalog",
        )


def upgrade(connection: Connection, revision: str = HEAD) -> None:
    """Run the revisions that are missing up to ``revision``, in the caller's transaction."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext, MigrationStep, RevisionStep
    from alembic.script.base import Script
    from alembic.script.revision import RevisionMap

    scripts = [
        Script(module, module.revision, module.__name__)  # the path is only for messages
        for module in revisions()
    ]
    revision_map = RevisionMap(lambda: scripts)

    def missing_steps(heads: tuple[str, ...], _: MigrationContext) -> Iterable[MigrationStep]:
        wanted = revision_map.iterate_revisions(revision, heads or "base")
        oldest_first = [script for script in wanted if isinstance(script, Script)][::-1]
        return [RevisionStep(revision_map, script, is_upgrade=True) for script in oldest_first]

    context = MigrationContext.configure(connection, opts={"fn": missing_steps})
    with Operations.context(context):
        context.run_migrations()
