"""A real microphone without hardware: a PulseAudio server with a null sink."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SINK = "triad_test_microphone"


@dataclass(frozen=True)
class VirtualMicrophone:
    """A running sound server whose default source hears :meth:`play`.

    Attributes
    ----------
    environment
        Variables that make a process use this server.
    """

    environment: dict[str, str]

    def play(self, path: Path) -> None:
        """Play a sound file into the microphone and return when it ended."""
        self._run("paplay", f"--device={SINK}", str(path))

    def start_playing(self, path: Path) -> subprocess.Popen[bytes]:
        """Start to play a sound file into the microphone; the caller waits for it."""
        return subprocess.Popen(
            ["paplay", f"--device={SINK}", str(path)], env={**os.environ, **self.environment}
        )

    def unplug(self) -> None:
        """Take the device away, as a pulled plug does."""
        self._run("pactl", "unload-module", "module-null-sink")

    def kill_server(self) -> None:
        """End the sound server at once."""
        self._run("pulseaudio", "--kill")

    def _run(self, *command: str) -> None:
        subprocess.run(
            command,
            env={**os.environ, **self.environment},
            check=True,
            capture_output=True,
            timeout=60,
        )


@contextmanager
def start_virtual_microphone(folder: Path) -> Iterator[VirtualMicrophone]:
    """Run PulseAudio with one null sink for the time of the block.

    ``folder`` becomes the server's runtime and state folder.
    """
    environment = {
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_RUNTIME_PATH": str(folder),
        "PULSE_STATE_PATH": str(folder),
        "PULSE_SERVER": f"unix:{folder}/native",
    }
    folder.chmod(0o700)
    merged = {**os.environ, **environment}
    server = subprocess.Popen(
        [
            "pulseaudio",
            "-n",
            "--daemonize=no",
            "--use-pid-file=yes",
            "--exit-idle-time=-1",
            "--disallow-exit=no",
            f"--load=module-native-protocol-unix socket={folder}/native auth-anonymous=1",
            f"--load=module-null-sink sink_name={SINK} rate=48000 channels=1",
        ],
        env=merged,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    silence: subprocess.Popen[bytes] | None = None
    try:
        _wait_until_it_answers(server, merged)
        subprocess.run(
            ["pactl", "set-default-source", f"{SINK}.monitor"], env=merged, check=True, timeout=30
        )
        silence = subprocess.Popen(
            ["pacat", "--raw", "-d", SINK, "/dev/zero"], env=merged, stderr=subprocess.DEVNULL
        )
        yield VirtualMicrophone(environment)
    finally:
        for process in filter(None, (silence, server)):
            process.terminate()
            process.wait(10)


def _wait_until_it_answers(
    server: subprocess.Popen[bytes], environment: dict[str, str], attempts: int = 100
) -> None:
    for _ in range(attempts):
        answer = subprocess.run(
            ["pactl", "info"], check=False, env=environment, capture_output=True, timeout=30
        )
        if answer.returncode == 0:
            return
        try:
            code = server.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError(f"pulseaudio ended with {code}; `make test` installs it")
    raise RuntimeError("pulseaudio does not answer")
