"""Small samples of published data sets, in the layout that their authors chose."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

CLASSES = (
    "airplane automobile bird cat deer dog frog horse ship truck".split()  # noqa: SIM905
)


class Python2Pickle:
    """Writes what cPickle of Python 2.7 wrote with protocol 2, instruction by instruction."""

    def __init__(self) -> None:
        self._notes = 0

    def dump(self, value: object) -> bytes:
        return b"\x80\x02" + self._value(value) + b"."

    def _noted(self, code: bytes) -> bytes:
        self._notes += 1
        short = self._notes < 256
        return code + (
            b"q" + bytes([self._notes]) if short else b"r" + struct.pack("<I", self._notes)
        )

    def _value(self, value: object) -> bytes:
        if isinstance(value, dict):
            start = self._noted(b"}")
            pairs = b"".join(self._value(key) + self._value(one) for key, one in value.items())
            return start + b"(" + pairs + b"u"
        if isinstance(value, list):
            start = self._noted(b"]")
            return start + b"(" + b"".join(map(self._value, value)) + b"e"
        if isinstance(value, bytes):
            return self._noted(self._text(value))
        if isinstance(value, np.ndarray):
            return self._array(value)
        assert isinstance(value, int)
        return self._number(value)

    def _text(self, value: bytes) -> bytes:
        if len(value) < 256:
            return b"U" + bytes([len(value)]) + value
        return b"T" + struct.pack("<i", len(value)) + value

    def _number(self, value: int) -> bytes:
        if 0 <= value < 256:
            return b"K" + bytes([value])
        if 0 <= value < 65536:
            return b"M" + struct.pack("<H", value)
        return b"J" + struct.pack("<i", value)

    def _array(self, value: NDArray[np.uint8]) -> bytes:
        head = self._noted(b"cnumpy.core.multiarray\n_reconstruct\n")
        head += self._noted(b"cnumpy\nndarray\n") + self._noted(b"K\x00\x85")
        head += self._noted(self._noted(b"U\x01b") + b"\x87") + self._noted(b"R")
        sizes = b"".join(map(self._number, value.shape))
        state = b"(K\x01" + self._noted(sizes + b"\x86")
        kind = self._noted(b"cnumpy\ndtype\n") + self._noted(b"U\x02u1")
        kind += self._noted(b"K\x00K\x01\x87") + self._noted(b"R")
        kind += b"(K\x03" + self._noted(b"U\x01|") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00"
        state += kind + self._noted(b"t") + b"b\x89"
        return head + state + self._noted(self._text(value.tobytes())) + self._noted(b"t") + b"b"


def cifar10_pictures(count: int, seed: int = 0) -> NDArray[np.uint8]:
    """(count, 32, 32, 3) RGB."""
    return np.random.default_rng(seed).integers(0, 256, (count, 32, 32, 3), np.uint8)


def cifar10_batch(pictures: NDArray[np.uint8], labels: Sequence[int]) -> dict[object, object]:
    """What a published batch holds: red, green and blue planes of each picture in a row."""
    names = [f"{CLASSES[label % 10]}_s_{row:06d}.png".encode() for row, label in enumerate(labels)]
    return {
        b"batch_label": b"training batch 1 of 5",
        b"labels": list(labels),
        b"data": pictures.transpose(0, 3, 1, 2).reshape(len(pictures), -1),
        b"filenames": names,
    }


def cifar10_names() -> bytes:
    """The file ``batches.meta``."""
    content = {
        b"num_cases_per_batch": 10000,
        b"label_names": [name.encode() for name in CLASSES],
        b"num_vis": 3072,
    }
    return Python2Pickle().dump(content)


def write_cifar10_batches(folder: Path) -> Path:
    """Two pictures in each of two training batches and the test batch."""
    folder.mkdir(parents=True)
    (folder / "batches.meta").write_bytes(cifar10_names())
    (folder / "readme.html").write_text("<a href='x'>CIFAR-10</a>")
    for seed, name in enumerate(("data_batch_1", "data_batch_2", "test_batch")):
        content = cifar10_batch(cifar10_pictures(2, seed), (6, seed))
        (folder / name).write_bytes(Python2Pickle().dump(content))
    return folder


def write_librispeech(folder: Path) -> Path:
    """Two chapters of two speakers of ``dev-clean``."""
    lines = {
        "84/121123": ("GO DO YOU HEAR", "BUT IN LESS THAN FIVE MINUTES I'M SURE I WAS THERE"),
        "174/50561": ("FORGOTTEN TOO THE NAME OF GILLIAN",),
    }
    for place, transcripts in lines.items():
        chapter = folder / "dev-clean" / place
        chapter.mkdir(parents=True)
        stem = place.replace("/", "-")
        told = []
        for number, transcript in enumerate(transcripts):
            told.append(f"{stem}-{number:04d} {transcript}\n")
            noise = np.random.default_rng(number).uniform(-0.4, 0.4, 8_000).astype(np.float32)
            soundfile.write(chapter / f"{stem}-{number:04d}.flac", noise, 16_000)
        (chapter / f"{stem}.trans.txt").write_text("".join(told), "ascii")
    (folder / "SPEAKERS.TXT").write_text("84 | F | dev-clean | 8.02 | Christie Nowak\n")
    return folder
