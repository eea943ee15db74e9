"""Pictures and sounds that the window may open: decoded here and written anew."""

from __future__ import annotations

import os
from pathlib import Path

from app.core.errors import MediaError, StorageError
from app.core.home import Home
from app.core.item import Item, MediumRole
from app.core.modality import Modality
from app.engine.messages import ItemDetails, MediumReport
from app.media.detect import detect_modality
from app.media.fingerprint import sha256_of_file
from app.media.picture import load_picture
from app.media.sound import Sound, load_sound, waveform_peaks, write_wav
from app.media.thumbnail import encode_png
from app.media.words import load_text

PREVIEW_SIDE = 512
KEPT_FILES = 400


class Previews:
    """Safe copies of media, kept in the cache folder.

    Parameters
    ----------
    home
        The state folder; copies go below ``cache/previews``.
    """

    def __init__(self, home: Home) -> None:
        self._home = home

    def inspect(self, path: str, modality: Modality | None) -> MediumReport:
        """Look at one medium.

        Parameters
        ----------
        path
            Of the file.
        modality
            What it is taken for; ``None`` tells by its content.

        Raises
        ------
        MediaError
            When it cannot be used.
        """
        kind = modality or detect_modality(Path(path))
        if kind is Modality.IMAGE:
            return self._inspect_picture(path)
        if kind is Modality.AUDIO:
            return self._inspect_sound(path)
        words = load_text(Path(path))
        described = f"{len(words.text):,} characters"
        return MediumReport(
            path, kind, words.sha256, described, text=words.text, notices=words.notices
        )

    def _inspect_picture(self, path: str) -> MediumReport:
        picture = load_picture(Path(path))
        return MediumReport(
            path,
            Modality.IMAGE,
            picture.sha256,
            f"{picture.width} × {picture.height} pixels",
            preview=encode_png(picture, PREVIEW_SIDE),
            notices=picture.notices,
        )

    def _inspect_sound(self, path: str) -> MediumReport:
        sound = load_sound(Path(path))
        return MediumReport(
            path,
            Modality.AUDIO,
            sound.sha256,
            f"{sound.seconds:.1f} s, {sound.rate / 1000:g} kHz",
            peaks=waveform_peaks(sound),
            seconds=sound.seconds,
            playable=str(self._wav_of(sound)),
            notices=sound.notices,
        )

    def item(self, item: Item, thumbnail: str) -> ItemDetails:
        """Return an item with a larger picture and its sounds as WAV files.

        Media that are gone or damaged are left out; the thumbnail stands in for the picture.
        """
        return ItemDetails(item, self._picture_of(item) or thumbnail, self._sounds_of(item))

    def _picture_of(self, item: Item) -> str:
        for medium in item.media:
            if medium.modality is Modality.IMAGE:
                return self._png_of(Path(medium.path))
        return ""

    def _png_of(self, path: Path) -> str:
        """Return a PNG of the picture as it is now, or an empty string when it is unusable."""
        try:
            target = self._target(sha256_of_file(path), ".png")
            if not target.exists():
                _replace(target, encode_png(load_picture(path), PREVIEW_SIDE))
        except (MediaError, OSError):
            return ""
        return str(target)

    def _sounds_of(self, item: Item) -> tuple[tuple[str, str], ...]:
        sounds = [medium for medium in item.media if medium.modality is Modality.AUDIO]
        found = []
        for medium in sounds:
            label = medium.language if medium.role is MediumRole.SPOKEN_DESCRIPTION else ""
            playable = self._playable(Path(medium.path))
            if playable:
                found.append((label, playable))
        return tuple(found)

    def _playable(self, path: Path) -> str:
        try:
            target = self._target(sha256_of_file(path), ".wav")
            if target.exists():
                return str(target)
            return str(self._wav_of(load_sound(path)))
        except (MediaError, OSError):
            return ""

    def _wav_of(self, sound: Sound) -> Path:
        target = self._target(sound.sha256, ".wav")
        if not target.exists():
            draft = target.with_suffix(f".{os.getpid()}.tmp")
            write_wav(sound, draft)
            draft.replace(target)
            self._forget_oldest()
        return target

    def _target(self, sha256: str, suffix: str) -> Path:
        return self._home.ensure(self._home.cache / "previews") / f"{sha256}{suffix}"

    def _forget_oldest(self) -> None:
        """Keep the folder small; what is deleted can be made again."""
        files = sorted(
            (self._home.cache / "previews").iterdir(), key=lambda file: file.stat().st_mtime_ns
        )
        for file in files[:-KEPT_FILES]:
            file.unlink(missing_ok=True)


def _replace(target: Path, content: bytes) -> None:
    draft = target.with_suffix(f".{os.getpid()}.tmp")
    try:
        draft.write_bytes(content)
        draft.replace(target)
    except OSError as error:
        raise StorageError(
            target, f"cannot be written ({error.strerror}); free some space"
        ) from error
