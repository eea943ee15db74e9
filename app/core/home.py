"""Where Triad keeps its state."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import StorageError


@dataclass(frozen=True)
class Home:
    """The folder that holds all state: weights, catalogs, recordings, settings.

    Attributes
    ----------
    root
        ``TRIAD_HOME`` when set, else the platform's user data folder.
    """

    root: Path

    @classmethod
    def from_environment(cls) -> Home:
        """Read ``TRIAD_HOME``; fall back to the platform's user data folder."""
        chosen = os.environ.get("TRIAD_HOME")
        if chosen:
            return cls(Path(chosen).expanduser().absolute())
        from platformdirs import user_data_path

        return cls(user_data_path("triad", appauthor=False))

    @property
    def weights(self) -> Path:
        """Verified model weights, one folder a model."""
        return self.root / "weights"

    @property
    def catalogs(self) -> Path:
        """Catalogs, one folder each."""
        return self.root / "catalogs"

    @property
    def recordings(self) -> Path:
        """What the microphone recorded."""
        return self.root / "recordings"

    @property
    def cache(self) -> Path:
        """Files that can be made again."""
        return self.root / "cache"

    @property
    def settings_file(self) -> Path:
        """The person's settings, JSON."""
        return self.root / "settings.json"

    def ensure(self, folder: Path) -> Path:
        """Create ``folder`` and return it.

        Raises
        ------
        StorageError
            When it cannot be created.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                folder,
                f"cannot be created ({error.strerror}); make it writable or set TRIAD_HOME "
                "to another folder",
            ) from error
        return folder
