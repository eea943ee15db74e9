from __future__ import annotations

from app.core.modality import MODALITIES, Modality, PerModality


def test_order_is_image_text_audio() -> None:
    assert [str(modality) for modality in MODALITIES] == ["image", "text", "audio"]


def test_each_modality_finds_its_own_value() -> None:
    record = PerModality("i", "t", "a")
    assert dict(record.items()) == {
        Modality.IMAGE: "i",
        Modality.TEXT: "t",
        Modality.AUDIO: "a",
    }
    assert [record[modality] for modality in MODALITIES] == ["i", "t", "a"]


def test_map_and_of_keep_the_places() -> None:
    assert PerModality(1, 2, 3).map(str) == PerModality("1", "2", "3")
    assert PerModality.of(lambda modality: modality.value) == PerModality("image", "text", "audio")
