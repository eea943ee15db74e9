from __future__ import annotations

import errno
import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load, save

from app.core.errors import FusionError, StorageError
from app.core.modality import Modality
from app.encoders import fitted
from app.encoders.audio.cepstral import CepstralDistanceExtractor
from app.encoders.audio.mfcc import MfccExtractor
from app.encoders.device import CPU
from app.encoders.extractor import Extractor, FeatureModel, FitData, Vector
from app.encoders.fitted import (
    DESCRIPTION,
    TENSORS,
    FittedEncoder,
    load_feature_model,
    save_feature_model,
)
from app.encoders.image.hog import HogExtractor
from app.encoders.image.pixels import PixelsExtractor
from app.encoders.image.sift import SiftExtractor
from app.media.picture import Picture
from app.media.sound import Sound
from tests.encoders.samples import Samples, pictures, sounds

PICTURES = pictures(2)
EXTRACTOR = HogExtractor()
DESCRIBED = EXTRACTOR.describe(PICTURES.media)
MODEL = EXTRACTOR.fit(DESCRIBED, FitData(PICTURES.categories))


def saved(folder: Path) -> Path:
    save_feature_model(MODEL, EXTRACTOR.kind, folder)
    return folder


def read(folder: Path) -> FeatureModel[Vector]:
    return load_feature_model(folder, EXTRACTOR)


def alter_description(folder: Path, **changes: object) -> None:
    path = folder / DESCRIPTION
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_an_encoder_describes_and_transforms() -> None:
    encoder = FittedEncoder(EXTRACTOR, MODEL, CPU)
    features = encoder.encode(PICTURES.media)
    np.testing.assert_array_equal(features, MODEL.transform(DESCRIBED))
    assert features.shape == (8, encoder.dimension) and features.std(axis=0).min() > 0
    assert encoder.encode([]).shape == (0, encoder.dimension)
    assert encoder.parts == MODEL.parts and encoder.modality is Modality.IMAGE
    assert (encoder.identity.name, encoder.identity.device) == ("hog", "cpu")


def test_the_identity_changes_with_the_model_and_with_the_description() -> None:
    other_model = EXTRACTOR.fit(DESCRIBED[:5], FitData([]))
    other_description = PixelsExtractor()
    digests = {
        FittedEncoder(EXTRACTOR, MODEL, CPU).identity.digest,
        FittedEncoder(EXTRACTOR, other_model, CPU).identity.digest,
        FittedEncoder(other_description, MODEL, CPU).identity.digest,
    }
    assert len(digests) == 3


@pytest.mark.parametrize("extractor", [HogExtractor(), SiftExtractor(8), PixelsExtractor()])
def test_a_picture_model_comes_back_the_same(
    extractor: Extractor[Picture, Vector], tmp_path: Path
) -> None:
    check_round_trip(extractor, PICTURES, tmp_path / "model")


@pytest.mark.parametrize("extractor", [MfccExtractor(), CepstralDistanceExtractor(4)])
def test_a_sound_model_comes_back_the_same(
    extractor: Extractor[Sound, Vector], tmp_path: Path
) -> None:
    check_round_trip(extractor, sounds(2), tmp_path / "model")


def check_round_trip(
    extractor: Extractor[fitted.M, Vector], samples: Samples[fitted.M], folder: Path
) -> None:
    described = extractor.describe(samples.media)
    model = extractor.fit(described, FitData(samples.categories))
    save_feature_model(model, extractor.kind, folder)
    again = load_feature_model(folder, extractor)
    assert again.digest == model.digest and again.parts == model.parts
    np.testing.assert_array_equal(again.transform(described), model.transform(described))


def test_saving_again_replaces_and_leaves_no_drafts(tmp_path: Path) -> None:
    folder = saved(tmp_path / "model")
    other = EXTRACTOR.fit(DESCRIBED[:5], FitData([]))
    save_feature_model(other, EXTRACTOR.kind, folder)
    assert read(folder).digest == other.digest
    assert [one.name for one in tmp_path.iterdir()] == ["model"]


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = saved(tmp_path / "model")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("app.encoders.fitted.os.fsync", full)
    with pytest.raises(StorageError, match="disk is full"):
        save_feature_model(EXTRACTOR.fit(DESCRIBED[:5], FitData([])), EXTRACTOR.kind, folder)
    assert read(folder).digest == MODEL.digest
    assert [one.name for one in tmp_path.iterdir()] == ["model"]


@pytest.mark.parametrize("name", [TENSORS, DESCRIPTION])
def test_a_truncated_or_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    file = saved(tmp_path / "model") / name
    file.write_bytes(file.read_bytes()[:60])
    with pytest.raises(FusionError, match="damaged"):
        read(tmp_path / "model")
    file.unlink()
    with pytest.raises(FusionError, match=f"has no {name}"):
        read(tmp_path / "model")


def test_an_altered_number_is_noticed(tmp_path: Path) -> None:
    folder = saved(tmp_path / "model")
    content = bytearray((folder / TENSORS).read_bytes())
    content[-4] ^= 1
    (folder / TENSORS).write_bytes(bytes(content))
    with pytest.raises(FusionError, match="altered since it was saved"):
        read(folder)


@pytest.mark.parametrize("name", ["mean", "scale", "basis"])
def test_a_missing_array_is_named(tmp_path: Path, name: str) -> None:
    folder = saved(tmp_path / "model")
    arrays = load((folder / TENSORS).read_bytes())
    del arrays[name]
    (folder / TENSORS).write_bytes(save(arrays))
    with pytest.raises(FusionError, match=f"lack the array {name}"):
        read(folder)


def test_another_schema_kind_or_shape_is_refused(tmp_path: Path) -> None:
    folder = saved(tmp_path / "model")
    with pytest.raises(FusionError, match="holds image features hog, not image features sift"):
        load_feature_model(folder, SiftExtractor())
    alter_description(folder, settings={"parts": [["hog", 3]]})
    with pytest.raises(FusionError, match="do not add up"):
        read(folder)
    alter_description(folder, settings="none")
    with pytest.raises(FusionError, match="no settings"):
        read(folder)
    alter_description(folder, schema=99)
    with pytest.raises(FusionError, match="another version"):
        read(folder)
    (folder / DESCRIPTION).write_text("[]")
    with pytest.raises(FusionError, match="another version"):
        read(folder)
