"""Media and texts whose item a model has not labelled yet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, select

from app.catalog.examine import TEXT_LANGUAGE
from app.catalog.schema import CaptionRow, ItemRow, LabelRow, MediumRow
from app.core.item import MediumRole
from app.core.label import LabelOrigin
from app.core.modality import Modality


@dataclass(frozen=True)
class UnlabelledMedium:
    """The medium of an item that is to be labelled.

    Attributes
    ----------
    item_id
        The item.
    sha256
        Of the file's content; empty for a text.
    path_or_text
        Path of the picture or sound, or the English text itself.
    """

    item_id: str
    sha256: str
    path_or_text: str


def unlabelled_texts(
    connection: Connection, label_set: str, giver: str
) -> tuple[UnlabelledMedium, ...]:
    """Return the English caption of each item that ``giver`` has not labelled in that set."""
    query = (
        select(ItemRow.item_id, CaptionRow.text)
        .join(CaptionRow, CaptionRow.item == ItemRow.id)
        .where(CaptionRow.language == TEXT_LANGUAGE, ~_is_labelled(label_set, giver))
        .order_by(ItemRow.id, CaptionRow.position)
    )
    first: dict[str, UnlabelledMedium] = {}
    for item_id, text in connection.execute(query):
        first.setdefault(item_id, UnlabelledMedium(item_id, "", text))
    return tuple(first.values())


def unlabelled_pictures(
    connection: Connection, label_set: str, giver: str
) -> tuple[UnlabelledMedium, ...]:
    """Return the first picture of each item that ``giver`` has not labelled in that set."""
    is_picture = MediumRow.modality == Modality.IMAGE
    return _first_files(connection, is_picture & _is_content(), label_set, giver)


def unlabelled_sounds(
    connection: Connection, label_set: str, giver: str
) -> tuple[UnlabelledMedium, ...]:
    """Return the first sound of each item that ``giver`` has not labelled in that set."""
    is_sound = MediumRow.modality == Modality.AUDIO
    return _first_files(connection, is_sound & _is_content(), label_set, giver)


def unlabelled_voices(
    connection: Connection, label_set: str, giver: str
) -> tuple[UnlabelledMedium, ...]:
    """Return the English spoken description of each item not labelled in that set."""
    is_voice = (MediumRow.role == MediumRole.SPOKEN_DESCRIPTION) & (
        MediumRow.language == TEXT_LANGUAGE
    )
    return _first_files(connection, is_voice, label_set, giver)


def _is_content() -> ColumnElement[bool]:
    return MediumRow.role == MediumRole.CONTENT


def _is_labelled(label_set: str, giver: str) -> ColumnElement[bool]:
    return exists().where(
        LabelRow.item == ItemRow.id,
        LabelRow.label_set == label_set,
        LabelRow.origin == LabelOrigin.AUTOMATIC,
        LabelRow.giver == giver,
    )


def _first_files(
    connection: Connection, wanted: ColumnElement[bool], label_set: str, giver: str
) -> tuple[UnlabelledMedium, ...]:
    query = (
        select(ItemRow.item_id, MediumRow.sha256, MediumRow.path)
        .join(MediumRow, MediumRow.item == ItemRow.id)
        .where(wanted, ~_is_labelled(label_set, giver))
        .order_by(ItemRow.id, MediumRow.position)
    )
    first: dict[str, UnlabelledMedium] = {}
    for item_id, sha256, path in connection.execute(query):
        first.setdefault(item_id, UnlabelledMedium(item_id, sha256, path))
    return tuple(first.values())
