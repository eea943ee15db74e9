"""The one exception tree.

::

    TriadError                 our fault unless a subclass says otherwise; exit code 1
    ├── EngineError            the engine's process died or answered nonsense
    ├── Cancelled              a person cancelled the job; exit code 130
    └── InputError             something that a person can mend; exit code 2
        ├── MediaError         one picture, text or sound cannot be used
        ├── QueryError         the query as a whole cannot be answered
        ├── MicrophoneError    no device, no permission, unplugged, server gone
        ├── WeightsError       missing, wrong hash, offline, not a weights file
        ├── DeviceError        the chosen processor is not there or is out of memory
        ├── CatalogError       missing, corrupt, newer than this program, busy
        │   └── ImportSourceError  the thing to import cannot be read
        ├── FusionError        a checkpoint or training set cannot be used
        └── StorageError       disk full, no permission, read-only

Every error says what happened, to which thing, and what to do: ``str(error)`` is
``"WHAT: WHY"`` where WHAT names the file or thing and WHY ends with the way out.
"""

from __future__ import annotations


class TriadError(Exception):
    """Base of all errors that Triad raises on purpose.

    Parameters
    ----------
    what
        The file or thing that it happened to.
    why
        What happened and what a person can do about it, in one line.
    """

    exit_code = 1

    def __init__(self, what: object, why: str) -> None:
        super().__init__(what, why)
        self.what = str(what)
        self.why = why

    def __str__(self) -> str:
        return " ".join(f"{self.what}: {self.why}".splitlines())


class EngineError(TriadError):
    """The engine's process ended, or a fault of our own was caught there."""


class Cancelled(TriadError):
    """A person cancelled the job; what was finished before is kept."""

    exit_code = 130

    def __init__(self, what: object = "job", why: str = "cancelled") -> None:
        super().__init__(what, why)


class InputError(TriadError):
    """Something that the person can mend."""

    exit_code = 2


class MediaError(InputError):
    """One picture, text or sound cannot be used."""


class QueryError(InputError):
    """The query as a whole cannot be answered."""


class MicrophoneError(InputError):
    """Recording cannot start or ended early."""


class WeightsError(InputError):
    """Weights are missing, altered, or cannot be fetched."""


class DeviceError(InputError):
    """The chosen processor is not there."""


class CatalogError(InputError):
    """A catalog is missing, corrupt, busy or of a newer version."""


class ImportSourceError(CatalogError):
    """What was to be imported cannot be read at all."""


class FusionError(InputError):
    """A fusion checkpoint or a training set cannot be used."""


class StorageError(InputError):
    """The disk is full or may not be written to."""
