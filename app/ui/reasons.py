"""Why something failed or was left out, in the person's language.

The engine says why in English, in several hundred ways. What is met in normal use is listed here;
the rest is told in English rather than not at all.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_MARKED = (
    QT_TRANSLATE_NOOP("Reasons", "image"),
    QT_TRANSLATE_NOOP("Reasons", "text"),
    QT_TRANSLATE_NOOP("Reasons", "audio"),
    QT_TRANSLATE_NOOP("Reasons", "does not exist; check the name"),
    QT_TRANSLATE_NOOP("Reasons", "may not be read; allow reading it or choose another file"),
    QT_TRANSLATE_NOOP("Reasons", "has a name that is too long; shorten it"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be read ({reason}); choose another file"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be read ({reason})"),
    QT_TRANSLATE_NOOP("Reasons", "does not exist or cannot be read"),
    QT_TRANSLATE_NOOP("Reasons", "is a folder; choose a file in it"),
    QT_TRANSLATE_NOOP("Reasons", "is empty; choose a file with content"),
    QT_TRANSLATE_NOOP("Reasons", "is not a file (a pipe or device); choose a regular file"),
    QT_TRANSLATE_NOOP("Reasons", "has {size} and the limit is {limit}; make it smaller"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "is not a picture, sound or text that Triad knows; convert it to PNG, WAV or UTF-8",
    ),
    QT_TRANSLATE_NOOP("Reasons", "is {modality}, not a picture"),
    QT_TRANSLATE_NOOP("Reasons", "is not a picture"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{problem}; choose a PNG, JPEG, WebP, GIF, BMP, TIFF, HEIC or SVG",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "has too many pixels (more than 50 million); scale it down and try again",
    ),
    QT_TRANSLATE_NOOP("Reasons", "does not fit in memory; scale it down and try again"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "is a damaged or unsupported {kind} picture ({reason}); save it anew",
    ),
    QT_TRANSLATE_NOOP("Reasons", "is a damaged SVG picture ({reason}); save it anew"),
    QT_TRANSLATE_NOOP("Reasons", "is an SVG too complex to draw; export it as PNG"),
    QT_TRANSLATE_NOOP("Reasons", "is an SVG that takes too long to draw; export it as PNG"),
    QT_TRANSLATE_NOOP("Reasons", "is {modality}, not a sound"),
    QT_TRANSLATE_NOOP("Reasons", "is not a sound"),
    QT_TRANSLATE_NOOP("Reasons", "{problem}; choose a WAV, FLAC, OGG, MP3 or M4A"),
    QT_TRANSLATE_NOOP("Reasons", "has no samples; choose a sound with content"),
    QT_TRANSLATE_NOOP("Reasons", "is larger than 1 GB; choose a shorter sound"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "lasts {minutes} minutes and the limit is 10; cut out the part you need",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "is a damaged or unsupported {kind} sound ({reason}); save it anew",
    ),
    QT_TRANSLATE_NOOP("Reasons", "is a damaged or unsupported sound ({reason}); save it anew"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "needs ffmpeg to be opened; install ffmpeg or convert the sound to WAV",
    ),
    QT_TRANSLATE_NOOP("Reasons", "has no visible characters; write some words"),
    QT_TRANSLATE_NOOP("Reasons", "is not text in UTF-8 or UTF-16; save it as UTF-8 and try again"),
    QT_TRANSLATE_NOOP("Reasons", "has {length} characters and the limit is {limit}; shorten it"),
    QT_TRANSLATE_NOOP("Reasons", "has no picture, sound or text to use"),
    QT_TRANSLATE_NOOP("Reasons", "has no words"),
    QT_TRANSLATE_NOOP("Reasons", "is not UTF-8 text; save it as UTF-8"),
    QT_TRANSLATE_NOOP("Reasons", "is not UTF-8; save it as UTF-8"),
    QT_TRANSLATE_NOOP("Reasons", "has a name that is not Unicode; rename it"),
    QT_TRANSLATE_NOOP("Reasons", "is in no class folder; move it into one"),
    QT_TRANSLATE_NOOP("Reasons", "has no line in a transcript"),
    QT_TRANSLATE_NOOP("Reasons", "has more values than there are columns"),
    QT_TRANSLATE_NOOP("Reasons", "is not JSON ({reason})"),
    QT_TRANSLATE_NOOP("Reasons", "is not a JSON object"),
    QT_TRANSLATE_NOOP("Reasons", "has no id"),
    QT_TRANSLATE_NOOP("Reasons", "has the id of another ({item})"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "was edited here, so its title, category and captions stay as they are; edit it "
        "again to take over what the source says now",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "none is connected; plug one in, or allow access in the system's sound settings",
    ),
    QT_TRANSLATE_NOOP("Reasons", "is not connected; plug it in or choose another microphone"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "cannot be opened ({reason}); allow access to it, close other programs that use "
        "it, or choose another microphone",
    ),
    QT_TRANSLATE_NOOP("Reasons", "gave no sound; check that it is switched on and may be used"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "needs PortAudio, which is missing; install libportaudio2 and start again",
    ),
    QT_TRANSLATE_NOOP("Reasons", "the disk is full; free some space and try again"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be written ({reason}); free some space or allow writing"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "cannot be written ({reason}); free some space on the disk and try again",
    ),
    QT_TRANSLATE_NOOP("Reasons", "is busy: another process is writing to it; try again later"),
    QT_TRANSLATE_NOOP("Reasons", "is not here (there: {names}); import it first"),
    QT_TRANSLATE_NOOP("Reasons", "has no items to rank yet; import items, then train"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "not here yet; run 'triad models fetch {name}' or 'triad models add PATH'",
    ),
    QT_TRANSLATE_NOOP("Reasons", "its process ended; try again"),
    QT_TRANSLATE_NOOP("Reasons", "its process ended early; there may be too little memory"),
    QT_TRANSLATE_NOOP("Reasons", "not enough memory; close other programs or use a smaller file"),
    QT_TRANSLATE_NOOP("Reasons", "persona {name}"),
    QT_TRANSLATE_NOOP("Reasons", "is not in this catalog (any more); choose or create another"),
    QT_TRANSLATE_NOOP("Reasons", "is there already; choose another name"),
    QT_TRANSLATE_NOOP("Reasons", "must have 1 to {limit} characters; name it otherwise"),
    QT_TRANSLATE_NOOP("Reasons", "has a control character in its name; name it otherwise"),
    QT_TRANSLATE_NOOP("Reasons", "lacks the column {column}; its first line must be {columns}"),
    QT_TRANSLATE_NOOP("Reasons", "is damaged in line {line} ({reason}); mend that line"),
    QT_TRANSLATE_NOOP("Reasons", "has the kind {kind}; write one of {kinds}"),
    QT_TRANSLATE_NOOP("Reasons", "has the rating {rating}; write stars from 1 to 5"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "has the time {time}; write it as ISO 8601, such as 2026-05-31T18:30:00+00:00",
    ),
    QT_TRANSLATE_NOOP("Reasons", "has a time in the future; correct it, or this machine's clock"),
)
REASONS: tuple[str, ...] = tuple(map(str, _MARKED))
"""As the engine words them; what it fills in stands in braces."""


def reason_text(why: str) -> str:
    """Return a reason in the person's language, in English where it has no translation."""
    for reason in REASONS:
        if found := _pattern(reason).fullmatch(why):
            filled = {name: reason_text(value) for name, value in found.groupdict().items()}
            return QCoreApplication.translate("Reasons", reason).format_map(filled)
    return why


@cache
def _pattern(reason: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(reason)))
