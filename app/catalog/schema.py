"""Tables of a catalog, as SQLAlchemy 2 typed models.

The schema uses no dialect's own types, so that the same models serve SQLite now and
PostgreSQL later. What only SQLite knows stands in :mod:`app.catalog.sqlite`.
"""

from __future__ import annotations

import datetime
from enum import Enum
from typing import Optional

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Double,
    ForeignKey,
    Index,
    MetaData,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy import Enum as EnumType
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core.item import MediumRole
from app.core.label import LabelOrigin
from app.core.modality import Modality
from app.core.persona import InteractionKind

SHA256_LENGTH = 64
DIGEST_LENGTH = 128
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class ImportState(str, Enum):
    """How far an import came; anything but ``FINISHED`` can be resumed."""

    RUNNING = "running"
    CANCELLED = "cancelled"
    FAILED = "failed"
    FINISHED = "finished"


def enum_type(kind: type[Enum]) -> EnumType:
    """Store an enumeration by its values, as text that any database can hold."""
    return EnumType(
        kind,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """Base of the catalog's tables."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class ItemRow(Base):
    """One item; ``text`` is the caption that counts: the English one, else the first.

    ``source_sha256`` is the fingerprint of what the source said about the item, so that
    an import that meets the same again has nothing to clean or compare. An ``excluded``
    item is left out of ranking and training; of an ``edited`` one imports leave title,
    category and captions as the person wrote them.
    """

    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(String(512), unique=True)
    title: Mapped[str]
    category: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    text_sha256: Mapped[str] = mapped_column(String(SHA256_LENGTH), index=True)
    thumbnail: Mapped[str] = mapped_column(String(128))
    source_sha256: Mapped[str] = mapped_column(String(SHA256_LENGTH))
    excluded: Mapped[bool] = mapped_column(default=False, server_default=false())
    edited: Mapped[bool] = mapped_column(default=False, server_default=false())


class UnindexedRow(Base):
    """Number of an item whose words changed, or that is gone; see :mod:`app.catalog.search`."""

    __tablename__ = "unindexed"

    item: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class CaptionRow(Base):
    """A text of an item in one language."""

    __tablename__ = "captions"

    item: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(32))
    text: Mapped[str]


class MediumRow(Base):
    """A picture or sound file of an item. ``size`` in bytes, ``mtime_ns`` in nanoseconds."""

    __tablename__ = "media"

    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    modality: Mapped[Modality] = mapped_column(enum_type(Modality))
    role: Mapped[MediumRole] = mapped_column(enum_type(MediumRole))
    language: Mapped[str] = mapped_column(String(32))
    path: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(SHA256_LENGTH), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    mtime_ns: Mapped[int] = mapped_column(BigInteger)


class FeatureRow(Base):
    """What one encoder made of one medium or text: little-endian float32."""

    __tablename__ = "features"

    digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(SHA256_LENGTH), primary_key=True)
    modality: Mapped[Modality] = mapped_column(enum_type(Modality))
    vector: Mapped[bytes]


class FusionRow(Base):
    """A trained fusion model; at most one is promoted, that is, used by default."""

    __tablename__ = "fusions"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(255), index=True)
    digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH), unique=True)
    folder: Mapped[str]
    metrics: Mapped[dict[str, object]] = mapped_column(JSON)
    promoted: Mapped[bool]
    registered_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))


class VectorRow(Base):
    """The fused vector of one item: little-endian float32."""

    __tablename__ = "vectors"

    fusion: Mapped[int] = mapped_column(
        ForeignKey("fusions.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[int] = mapped_column(
        ForeignKey("items.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    vector: Mapped[bytes]


class ImportRow(Base):
    """One place that items came from, and how far its last import came."""

    __tablename__ = "imports"
    __table_args__ = (UniqueConstraint("kind", "location"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    location: Mapped[str]
    state: Mapped[ImportState] = mapped_column(enum_type(ImportState))
    done: Mapped[int]
    total: Mapped[int]
    changed_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))


class SkippedRow(Base):
    """A file that the last import of a place left out, and why."""

    __tablename__ = "skipped"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"), index=True)
    path: Mapped[str]
    why: Mapped[str]


class FindingRow(Base):
    """One problem of one medium or text; ``path`` is empty for a text.

    ``value`` was measured and passes ``threshold`` on the bad side.
    """

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), index=True)
    modality: Mapped[Modality] = mapped_column(enum_type(Modality))
    sha256: Mapped[str] = mapped_column(String(SHA256_LENGTH))
    path: Mapped[str]
    problem: Mapped[str] = mapped_column(String(32), index=True)
    value: Mapped[float] = mapped_column(Double)
    threshold: Mapped[float] = mapped_column(Double)
    repairable: Mapped[bool]
    repaired: Mapped[bool] = mapped_column(default=False, server_default=false())


class CleaningRow(Base):
    """One run of the cleaning, and how many media and texts it looked at."""

    __tablename__ = "cleanings"

    id: Mapped[int] = mapped_column(primary_key=True)
    measured_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))
    examined: Mapped[int]


class LabelRow(Base):
    """A label of an item: one from a person, one from a model and one that was spread.

    ``giver`` names the person or model; ``confidence`` goes from 0 to 1. ``choices`` are
    the likeliest labels with their probabilities, the likeliest first, and
    ``uncertainty`` is the entropy of all of them, from 0 to 1; both are for review.
    """

    __tablename__ = "labels"
    __table_args__ = (UniqueConstraint("item", "label_set", "origin"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    label_set: Mapped[str] = mapped_column(String(255), index=True)
    label: Mapped[str] = mapped_column(String(255))
    origin: Mapped[LabelOrigin] = mapped_column(enum_type(LabelOrigin))
    giver: Mapped[str] = mapped_column(String(255))
    confidence: Mapped[float] = mapped_column(Double)
    uncertainty: Mapped[float] = mapped_column(Double)
    choices: Mapped[list[list[object]]] = mapped_column(JSON)
    given_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))


class RevisionRow(Base):
    """A token that changes with everything that ranking reads; see :mod:`.revision`."""

    __tablename__ = "revisions"

    part: Mapped[str] = mapped_column(String(32), primary_key=True)
    token: Mapped[str] = mapped_column(String(32))


class PersonaRow(Base):
    """Someone whose history counts.

    ``folded`` is the name without regard to case, so that no two differ by that alone.
    ``revision`` is raised by each change of the persona's interactions. Numbers are never
    given twice, so that what was kept of one who is gone is never taken for another's.
    """

    __tablename__ = "personas"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - as SQLAlchemy wants it

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    folded: Mapped[str] = mapped_column(String(1024), unique=True)
    created_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))
    revision: Mapped[int] = mapped_column(default=0, server_default="0")


class SessionRow(Base):
    """One list that was shown to a persona, and who made it.

    ``rival`` is empty where one recommender made the whole list.
    """

    __tablename__ = "sessions"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    persona: Mapped[int] = mapped_column(ForeignKey("personas.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))
    mode: Mapped[str] = mapped_column(String(32))
    recommender: Mapped[str] = mapped_column(String(64))
    rival: Mapped[str] = mapped_column(String(64))


class ShownRow(Base):
    """One place of a list; ``by`` is 0 for the session's recommender and 1 for its rival."""

    __tablename__ = "shown"

    session: Mapped[int] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), index=True)
    by: Mapped[int]


class InteractionRow(Base):
    """What a persona did with an item; ``at`` in microseconds since 1970-01-01T00:00:00Z.

    ``rating`` in stars, 0 for what is no rating; ``session`` is where it was shown.
    """

    __tablename__ = "interactions"
    __table_args__ = (
        Index("ix_interactions_persona", "persona", "at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    persona: Mapped[int] = mapped_column(ForeignKey("personas.id", ondelete="CASCADE"))
    item: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), index=True)
    kind: Mapped[InteractionKind] = mapped_column(enum_type(InteractionKind))
    rating: Mapped[float] = mapped_column(Double)
    at: Mapped[int] = mapped_column(BigInteger)
    session: Mapped[Optional[int]] = mapped_column(  # noqa: UP045 - evaluated, on Python 3.10
        ForeignKey("sessions.id", ondelete="SET NULL"), index=True
    )
