"""Speech made by espeak-ng."""

from __future__ import annotations

import subprocess
from pathlib import Path

from app.media.sound import Sound, load_sound

SENTENCE = "I went to the market this morning and bought apples, bread and a new hat."


def spoken(folder: Path, speed: int = 175, pitch_range: str = "default") -> Sound:
    """Say the sentence at so many words a minute, with SSML's pitch range."""
    path = folder / f"{speed}-{pitch_range}.wav"
    text = f'<prosody range="{pitch_range}">{SENTENCE}</prosody>'
    subprocess.run(["espeak-ng", "-m", "-s", str(speed), "-w", str(path), text], check=True)
    return load_sound(path)
