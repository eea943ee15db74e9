from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from app.catalog import Catalog, LibriSpeechSource, import_items
from app.catalog.sources.librispeech import sentence_case
from app.core.errors import ImportSourceError
from app.core.item import Caption, MediumRole
from app.core.modality import Modality
from tests.catalog.sources.published import write_librispeech


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_librispeech(tmp_path / "LibriSpeech")


def test_an_utterance_is_an_item(catalog: Catalog, corpus: Path) -> None:
    outcome = import_items(catalog, LibriSpeechSource(corpus))
    assert (outcome.added, outcome.skipped) == (3, ())
    item = catalog.item("84-121123-0001")
    assert item.category == "84/121123"
    assert item.captions == (Caption("en", "But in less than five minutes I'm sure I was there"),)
    (medium,) = item.media
    assert (medium.modality, medium.role) == (Modality.AUDIO, MediumRole.CONTENT)
    assert medium.path == str(corpus / "dev-clean/84/121123/84-121123-0001.flac")
    assert import_items(catalog, LibriSpeechSource(corpus)).known == 3


def test_an_archive_is_the_same(catalog: Catalog, corpus: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "dev-clean.tar.gz", "w:gz") as opened:
        opened.add(corpus, corpus.name)
    assert import_items(catalog, LibriSpeechSource(tmp_path / "dev-clean.tar.gz")).added == 3
    assert {item.category for item in catalog.items()} == {"84/121123", "174/50561"}


def test_what_does_not_fit_is_skipped_and_the_rest_goes_on(catalog: Catalog, corpus: Path) -> None:
    chapter = corpus / "dev-clean/84/121123"
    transcript = chapter / "84-121123.trans.txt"
    with transcript.open("a") as file:
        file.write("84-121123-0002 NO SOUND OF IT\n\n84-121123-0003\n")
    (chapter / "84-121123-0009.flac").write_bytes((chapter / "84-121123-0000.flac").read_bytes())
    (chapter / "84-121123-0000.flac").write_bytes(b"broken")
    again = corpus / "dev-other"
    again.mkdir()
    sound = corpus / "dev-clean/174/50561/174-50561-0000.flac"
    (again / sound.name).write_bytes(sound.read_bytes())
    (again / "174-50561.trans.txt").write_text("174-50561-0000 TWICE\n")
    outcome = import_items(catalog, LibriSpeechSource(corpus))
    reasons = "\n".join(f"{skipped.path}: {skipped.why}" for skipped in outcome.skipped)
    assert "trans.txt, line 3: has no sound 84-121123-0002.flac" in reasons
    assert "trans.txt, line 5: has no transcript" in reasons
    assert "84-121123-0009.flac: has no line in a transcript" in reasons
    assert "dev-other/174-50561-0000.flac: has the id of another" in reasons
    assert "84-121123-0000.flac: is text, not a sound" in reasons
    found = {item.item_id: len(item.media) for item in catalog.items()}
    assert found == {"174-50561-0000": 1, "84-121123-0000": 0, "84-121123-0001": 1}


def test_a_folder_without_transcripts_is_refused(catalog: Catalog, corpus: Path) -> None:
    for transcript in corpus.rglob("*.trans.txt"):
        transcript.unlink()
    with pytest.raises(ImportSourceError, match=r"has no sounds with a transcript .*no line"):
        import_items(catalog, LibriSpeechSource(corpus))


@pytest.mark.parametrize(
    ("transcript", "sentence"),
    [
        ("I AM HERE", "I am here"),
        ("AND I'VE SEEN IT HAVEN'T I", "And I've seen it haven't I"),
        ("  THE  IDEA IN IT ", "The idea in it"),
    ],
)
def test_sentence_case(transcript: str, sentence: str) -> None:
    assert sentence_case(transcript) == sentence
