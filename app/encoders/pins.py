"""The weights that Triad may use, as ``resources/weights.toml`` pins them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CONVERTED = "model.safetensors"
"""Name of the safetensors file that stands beside a converted ``.pth``."""


@dataclass(frozen=True)
class WeightFile:
    """One file of a set of weights.

    Attributes
    ----------
    member
        Its name inside the wheel.
    path
        Its relative path below the weights' folder, with forward slashes.
    size
        Bytes.
    sha256
        Hexadecimal digest.
    """

    member: str
    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class WeightEntry:
    """One set of weights and the wheel that carries it.

    Attributes
    ----------
    name, gives, licence
        Name on the command line, what it is for, and under which terms.
    wheel, version
        Name and version of the distribution.
    wheel_file, wheel_size, wheel_sha256
        Name, bytes and digest of the wheel.
    files
        What is taken out of it.
    converts
        Path of a ``.pth`` among ``files`` that is converted to :data:`CONVERTED`, or empty.
    """

    name: str
    gives: str
    licence: str
    wheel: str
    version: str
    wheel_file: str
    wheel_size: int
    wheel_sha256: str
    files: tuple[WeightFile, ...]
    converts: str = ""

    @property
    def requirement(self) -> str:
        """What to ask pip for."""
        return f"{self.wheel}=={self.version}"

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


def read_pins() -> tuple[WeightEntry, ...]:
    """Read ``resources/weights.toml`` from wherever the program was installed."""
    pinned = tomllib.loads(files("resources").joinpath("weights.toml").read_text("utf-8"))
    return tuple(_entry(table) for table in pinned["weights"])


def _entry(table: dict[str, Any]) -> WeightEntry:
    return WeightEntry(
        name=table["name"],
        gives=table["gives"],
        licence=table["licence"],
        wheel=table["wheel"],
        version=table["version"],
        wheel_file=table["file"],
        wheel_size=table["size"],
        wheel_sha256=table["sha256"],
        files=tuple(WeightFile(**file) for file in table["files"]),
        converts=table.get("converts", ""),
    )
