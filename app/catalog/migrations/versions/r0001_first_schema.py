"""The first schema: items, media, captions, features, fusions, vectors, imports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None

_MODALITY = sa.Enum("image", "text", "audio", name="modality", native_enum=False, length=32)
_ROLE = sa.Enum("content", "spoken_description", name="mediumrole", native_enum=False, length=32)
_STATE = sa.Enum(
    "running",
    "cancelled",
    "failed",
    "finished",
    name="importstate",
    native_enum=False,
    length=32,
)


def upgrade() -> None:
    """Create every table."""
    _create_items()
    _create_captions()
    _create_media()
    _create_features()
    _create_fusions()
    _create_vectors()
    _create_imports()


def _create_items() -> None:
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=512), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("thumbnail", sa.String(length=128), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sa.UniqueConstraint("item_id", name="uq_items_item_id"),
    )
    op.create_index("ix_items_text_sha256", "items", ["text_sha256"])


def _create_captions() -> None:
    op.create_table(
        "captions",
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item"], ["items.id"], name="fk_captions_item_items", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item", "position", name="pk_captions"),
    )


def _create_media() -> None:
    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("modality", _MODALITY, nullable=False),
        sa.Column("role", _ROLE, nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item"], ["items.id"], name="fk_media_item_items", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_media"),
    )
    op.create_index("ix_media_item", "media", ["item"])
    op.create_index("ix_media_sha256", "media", ["sha256"])


def _create_features() -> None:
    op.create_table(
        "features",
        sa.Column("digest", sa.String(length=128), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("modality", _MODALITY, nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "sha256", name="pk_features"),
    )


def _create_fusions() -> None:
    op.create_table(
        "fusions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=128), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("metrics", sa.JSON(), nullable=False),
        sa.Column("promoted", sa.Boolean(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_fusions"),
        sa.UniqueConstraint("digest", name="uq_fusions_digest"),
    )
    op.create_index("ix_fusions_name", "fusions", ["name"])


def _create_vectors() -> None:
    op.create_table(
        "vectors",
        sa.Column("fusion", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fusion"], ["fusions.id"], name="fk_vectors_fusion_fusions", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item"], ["items.id"], name="fk_vectors_item_items", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("fusion", "item", name="pk_vectors"),
    )
    op.create_index("ix_vectors_item", "vectors", ["item"])


def _create_imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("state", _STATE, nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
        sa.UniqueConstraint("kind", "location", name="uq_imports_kind"),
    )
    op.create_table(
        "skipped",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imports.id"],
            name="fk_skipped_import_id_imports",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_skipped"),
    )
    op.create_index("ix_skipped_import_id", "skipped", ["import_id"])
