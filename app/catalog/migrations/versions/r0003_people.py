"""People: personas, what they did, what was shown to them, and a revision of the content.

The token of the revision is written at the end of the migration's own transaction, as after
every other change.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"

_KIND = sa.Enum(
    "view",
    "like",
    "dislike",
    "save",
    "skip",
    "rating",
    name="interactionkind",
    native_enum=False,
    length=32,
)


def upgrade() -> None:
    """Add the tables; nothing that is there changes."""
    op.create_table(
        "revisions",
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("part", name="pk_revisions"),
    )
    _create_personas()
    _create_sessions()
    _create_shown()
    _create_interactions()


def _create_personas() -> None:
    op.create_table(
        "personas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("folded", sa.String(length=1024), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_personas"),
        sa.UniqueConstraint("folded", name="uq_personas_folded"),
        sqlite_autoincrement=True,
    )


def _create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("persona", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("recommender", sa.String(length=64), nullable=False),
        sa.Column("rival", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["persona"], ["personas.id"], name="fk_sessions_persona_personas", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sessions_persona", "sessions", ["persona"])


def _create_shown() -> None:
    op.create_table(
        "shown",
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session"], ["sessions.id"], name="fk_shown_session_sessions", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item"], ["items.id"], name="fk_shown_item_items", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session", "position", name="pk_shown"),
    )
    op.create_index("ix_shown_item", "shown", ["item"])


def _create_interactions() -> None:
    op.create_table(
        "interactions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("persona", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("kind", _KIND, nullable=False),
        sa.Column("rating", sa.Double(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("session", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["persona"],
            ["personas.id"],
            name="fk_interactions_persona_personas",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["item"], ["items.id"], name="fk_interactions_item_items", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session"],
            ["sessions.id"],
            name="fk_interactions_session_sessions",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_interactions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_interactions_persona", "interactions", ["persona", "at"])
    op.create_index("ix_interactions_item", "interactions", ["item"])
    op.create_index("ix_interactions_session", "interactions", ["session"])
