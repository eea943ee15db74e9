"""LibriSpeech (Panayotov et al., ICASSP 2015): read English sentences with transcripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from app.catalog.draft import Drafts, ItemDraft, MediumDraft, SkippedFile
from app.catalog.sources.archive import is_archive, unpack
from app.catalog.sources.walk import SOUND_SUFFIXES, TEXT_SUFFIX, check_folder, walk_folder
from app.core.errors import ImportSourceError, MediaError
from app.core.item import Caption
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.media.detect import decode_text
from app.media.file import printable, read_file

_TRANSCRIPT = ".trans.txt"
_LARGEST_TEXT = 16 << 20
_FIRST_PERSON = re.compile(r"\bi\b")
_HINT = "name the folder of LibriSpeech, or one with speakers' folders in it"


@dataclass(frozen=True)
class LibriSpeechSource:
    """LibriSpeech below a folder, or in an archive: ``SPEAKER/CHAPTER/`` with transcripts.

    An utterance is an item: its id is the corpus's own (``84-121123-0000``), its caption
    the transcript as a sentence, its sound the FLAC beside it, its category
    ``SPEAKER/CHAPTER``.
    """

    path: Path

    @property
    def kind(self) -> str:
        """The source's kind."""
        return "librispeech"

    @property
    def location(self) -> str:
        """The folder or archive, for people."""
        return printable(self.path.absolute())

    def drafts(self, unpacked: Path, cancellation: Cancellation) -> Drafts:
        """List one item for each line of a transcript that has its sound."""
        root = self.path.absolute()
        if is_archive(root):
            root = unpack(root, unpacked, SOUND_SUFFIXES | {TEXT_SUFFIX}, cancellation)
        check_folder(root, _HINT)
        skipped: list[SkippedFile] = []
        items: dict[str, ItemDraft] = {}
        for below, names in walk_folder(root, skipped, cancellation):
            chapter = _Chapter(root / below, names, skipped)
            for item in chapter.items():
                if items.setdefault(item.item_id, item) is not item:
                    path = printable(item.media[0].path)
                    skipped.append(SkippedFile(path, f"has the id of another ({item.item_id})"))
        if not items:
            reason = f" ({skipped[0].path}: {skipped[0].why})" if skipped else ""
            raise ImportSourceError(
                printable(root), f"has no sounds with a transcript{reason}; {_HINT}"
            )
        return Drafts(tuple(items.values()), tuple(skipped))


class _Chapter:
    """One folder with the transcripts and sounds of a chapter."""

    def __init__(self, folder: Path, names: list[str], skipped: list[SkippedFile]) -> None:
        self._folder = folder
        self._names = names
        self._skipped = skipped
        self._sounds = {
            Path(name).stem: name for name in names if Path(name).suffix.lower() in SOUND_SUFFIXES
        }

    def items(self) -> list[ItemDraft]:
        transcripts = [name for name in self._names if name.endswith(_TRANSCRIPT)]
        found = [item for name in transcripts for item in self._read(name)]
        told = {item.item_id for item in found}
        for stem in self._sounds:
            if stem not in told:
                self._skip(self._folder / self._sounds[stem], "has no line in a transcript")
        return found

    def _skip(self, path: Path, why: str, where: str = "") -> None:
        self._skipped.append(SkippedFile(f"{printable(path)}{where}", why))

    def _read(self, name: str) -> list[ItemDraft]:
        file = self._folder / name
        try:
            text = decode_text(read_file(file, _LARGEST_TEXT))
        except MediaError as error:
            self._skipped.append(SkippedFile(error.what, error.why))
            return []
        if text is None:
            self._skip(file, "is not UTF-8 text; download it again")
            return []
        category = "/".join(name.removesuffix(_TRANSCRIPT).split("-"))
        items = []
        for number, line in enumerate(text.splitlines(), start=1):
            utterance, _, transcript = line.strip().partition(" ")
            problem = self._problem(utterance, transcript)
            if problem:
                self._skip(file, problem, f", line {number}")
            elif utterance:
                items.append(self._draft(utterance, category, transcript))
        return items

    def _problem(self, utterance: str, transcript: str) -> str:
        if not utterance:
            return ""
        if not transcript.strip():
            return "has no transcript after the id"
        return "" if utterance in self._sounds else f"has no sound {utterance}.flac"

    def _draft(self, utterance: str, category: str, transcript: str) -> ItemDraft:
        sound = MediumDraft(Modality.AUDIO, self._folder / self._sounds[utterance])
        caption = Caption("en", sentence_case(transcript))
        return ItemDraft(utterance, category, (caption,), (sound,))


def sentence_case(transcript: str) -> str:
    """Return a transcript in capitals as a sentence: ``I'M HERE SAID I`` is ``I'm here said I``."""
    words = _FIRST_PERSON.sub("I", " ".join(transcript.lower().split()))
    return words[:1].upper() + words[1:]
