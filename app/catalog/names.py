"""Names of catalogs: any script, yet safe as the name of a folder everywhere."""

from __future__ import annotations

import unicodedata

from app.core.errors import CatalogError

MAX_NAME_BYTES = 120
_FORBIDDEN = frozenset('/\\:*?"<>|')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)


def check_name(name: str) -> str:
    """Return the name in Unicode form NFC if it can be a folder's name on any system.

    Raises
    ------
    CatalogError
        When it is empty, too long, hidden, reserved, or has forbidden characters.
    """
    normal = unicodedata.normalize("NFC", name)
    problem = _problem(normal)
    if problem:
        raise CatalogError(f"catalog name {name!r}", f"{problem}; choose another name")
    return normal


def _problem(name: str) -> str:
    if not name.strip():
        return "is empty"
    if name != name.strip() or name.startswith(".") or name.endswith("."):
        return "starts or ends with a space or a dot"
    if any(character in _FORBIDDEN or _is_control(character) for character in name):
        return "has a slash, another character that folders cannot have, or a control character"
    if name.partition(".")[0].lower() in _RESERVED:
        return "is reserved on some systems"
    if len(name.encode("utf-8")) > MAX_NAME_BYTES:
        return f"is longer than {MAX_NAME_BYTES} bytes"
    return ""


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs", "Cf"}
