"""Curation: excluded and edited items, findings of the cleaning, labels, and a search index.

The index is an FTS5 table of SQLite. Triggers note each item whose words change; the
catalog indexes what is noted before it commits, because splitting words of every
language takes more than SQL can do (see :mod:`app.catalog.search`). Items that are
there already are noted here, so that they are indexed at the end of the migration.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"

_MODALITY = sa.Enum("image", "text", "audio", name="modality", native_enum=False, length=32)
_ORIGIN = sa.Enum("person", "automatic", "spread", name="labelorigin", native_enum=False, length=32)

# They leave the index itself alone: a virtual table in a trigger counts as unsafe where
# the schema is not trusted, which is how catalogs are opened.
_TRIGGERS = (
    """CREATE TRIGGER item_added AFTER INSERT ON items BEGIN
    INSERT OR IGNORE INTO unindexed (item) VALUES (new.id); END""",
    """CREATE TRIGGER item_changed AFTER UPDATE OF item_id, title, category ON items BEGIN
    INSERT OR IGNORE INTO unindexed (item) VALUES (new.id); END""",
    """CREATE TRIGGER item_removed AFTER DELETE ON items BEGIN
    INSERT OR IGNORE INTO unindexed (item) VALUES (old.id); END""",
    """CREATE TRIGGER caption_added AFTER INSERT ON captions BEGIN
    INSERT OR IGNORE INTO unindexed (item) VALUES (new.item); END""",
    """CREATE TRIGGER caption_changed AFTER UPDATE ON captions BEGIN
    INSERT OR IGNORE INTO unindexed (item) VALUES (new.item); END""",
    """CREATE TRIGGER caption_removed AFTER DELETE ON captions BEGIN
    INSERT OR IGNORE INTO unindexed (item) VALUES (old.item); END""",
)


def upgrade() -> None:
    """Add columns and tables, and note every item for the index."""
    for column in ("excluded", "edited"):
        op.add_column(
            "items", sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_index("ix_items_category", "items", ["category"])
    _create_findings()
    _create_cleanings()
    _create_labels()
    _create_search()


def _create_findings() -> None:
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("modality", _MODALITY, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("problem", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("threshold", sa.Double(), nullable=False),
        sa.Column("repairable", sa.Boolean(), nullable=False),
        sa.Column("repaired", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(
            ["item"], ["items.id"], name="fk_findings_item_items", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
    )
    op.create_index("ix_findings_item", "findings", ["item"])
    op.create_index("ix_findings_problem", "findings", ["problem"])


def _create_cleanings() -> None:
    op.create_table(
        "cleanings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("examined", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cleanings"),
    )


def _create_labels() -> None:
    op.create_table(
        "labels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("label_set", sa.String(length=255), nullable=False),
        sa.Column("label", sa.String(length=255), nullable=False),
        sa.Column("origin", _ORIGIN, nullable=False),
        sa.Column("giver", sa.String(length=255), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("uncertainty", sa.Double(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item"], ["items.id"], name="fk_labels_item_items", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_labels"),
        sa.UniqueConstraint("item", "label_set", "origin", name="uq_labels_item"),
    )
    op.create_index("ix_labels_label_set", "labels", ["label_set"])


def _create_search() -> None:
    op.create_table(
        "unindexed",
        sa.Column("item", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("item", name="pk_unindexed"),
    )
    op.execute(
        """CREATE VIRTUAL TABLE search USING fts5 (item_id, title, category, captions,
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2')"""
    )
    for trigger in _TRIGGERS:
        op.execute(trigger)
    op.execute("INSERT INTO unindexed (item) SELECT id FROM items")
