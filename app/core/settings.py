"""What a person chose once and expects to find again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from enum import Enum
from pathlib import Path
from typing import Any

from app.core.errors import StorageError


class Theme(str, Enum):
    """Look of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class DeviceChoice(str, Enum):
    """Where encoders run."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    MPS = "mps"


@dataclass(frozen=True)
class Settings:
    """Choices that persist.

    Attributes
    ----------
    theme, language
        Look, and UI language (``system``, ``en`` or ``zh_CN``).
    device
        Where encoders run.
    catalog, fusion
        Names of the active catalog and fusion model; an empty fusion means the
        catalog's promoted one.
    hub_image_text, hub_audio
        Folders or names of the hub pack's models; both empty means the lite pack.
    microphone
        Name of the input device; empty means the system's default.
    transcribe
        Whether speech in sounds becomes words.
    stop_on_silence
        Whether a recording ends by itself after silence.
    text_scale
        Factor on all font sizes, 0.8 to 2.0.
    results_view
        ``list`` or ``grid``.
    persona
        Whose history and likes count; empty means nobody's.
    """

    theme: Theme = Theme.SYSTEM
    language: str = "system"
    device: DeviceChoice = DeviceChoice.AUTO
    catalog: str = "tuxpaint"
    fusion: str = ""
    hub_image_text: str = ""
    hub_audio: str = ""
    microphone: str = ""
    transcribe: bool = True
    stop_on_silence: bool = True
    text_scale: float = 1.0
    results_view: str = "list"
    persona: str = ""

    @classmethod
    def read(cls, path: Path) -> Settings:
        """Read settings; unknown, missing or unreadable values fall back to defaults."""
        try:
            stored = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            return cls()
        if not isinstance(stored, dict):
            return cls()
        settings = cls()
        for field in fields(cls):
            if field.name in stored:
                settings = _with_value(settings, field.name, stored[field.name])
        return settings

    def write(self, path: Path) -> None:
        """Replace the file at ``path`` in one step.

        Raises
        ------
        StorageError
            When the file cannot be written.
        """
        draft = path.with_suffix(".tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(asdict(self), indent=2), "utf-8")
            draft.replace(path)
        except OSError as error:
            raise StorageError(path, f"settings not saved ({error.strerror})") from error


def _with_value(settings: Settings, name: str, value: Any) -> Settings:
    kind = type(getattr(settings, name))
    try:
        return replace(settings, **{name: kind(value)})
    except (TypeError, ValueError):
        return settings
