"""Turning speech into words beside the queries, so that no query waits for it twice.

A sound is listened to once, in a thread of its own. A query that is superseded stops
waiting, but the listening goes on, and the next query with that sound finds the words
there; only when another sound is wanted is the old one given up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.progress import Cancellation
from app.engine.bounded_cache import BoundedCache
from app.media.sound import load_sound

if TYPE_CHECKING:
    from app.encoders.speech import Transcriber

CACHED_TRANSCRIPTS = 256


@dataclass(frozen=True)
class _Listening:
    """A sound that is being listened to."""

    words: Future[str]
    cancellation: Cancellation


class Listener:
    """Listens to sounds, each only once.

    Parameters
    ----------
    transcriber
        Gives the transcriber when the first sound is listened to.
    """

    def __init__(self, transcriber: Callable[[], Transcriber]) -> None:
        self._transcriber = transcriber
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="listening")
        self._heard: BoundedCache[str, str] = BoundedCache(CACHED_TRANSCRIPTS)
        self._listening: dict[str, _Listening] = {}
        self._lock = threading.Lock()

    def known(self, sounds: Mapping[str, str]) -> str | None:
        """Return the words of ``sounds`` if all were listened to before, else ``None``."""
        heard = [self._heard.get(sha256) for sha256 in sounds]
        if any(words is None for words in heard):
            return None
        return " ".join(words for words in heard if words)

    def words_in(self, sounds: Mapping[str, str], cancellation: Cancellation) -> str:
        """Return the words heard in ``sounds``, or an empty string when there are none.

        Parameters
        ----------
        sounds
            Path of each sound, by the sha256 of its content.
        cancellation
            Ends the waiting, not the listening.

        Raises
        ------
        Cancelled
            When asked to stop waiting.
        WeightsError
            When the speech model is not there.
        """
        self._give_up_all_but(frozenset(sounds))
        heard = [self._hear(sha256, path) for sha256, path in sounds.items()]
        words = [_await(future, cancellation) for future in heard]
        return " ".join(filter(None, words))

    def close(self) -> None:
        """Stop listening; waits until the sound at hand was let go."""
        self._give_up_all_but(frozenset())
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _hear(self, sha256: str, path: str) -> Future[str]:
        known = self._heard.get(sha256)
        if known is not None:
            done: Future[str] = Future()
            done.set_result(known)
            return done
        with self._lock:
            if sha256 not in self._listening:
                flag = Cancellation()
                future = self._thread.submit(self._transcribe, sha256, path, flag)
                self._listening[sha256] = _Listening(future, flag)
            return self._listening[sha256].words

    def _transcribe(self, sha256: str, path: str, cancellation: Cancellation) -> str:
        try:
            cancellation.check()
            sound = load_sound(Path(path))
            words = self._transcriber().transcribe(sound, cancellation).text.strip()
            self._heard.put(sha256, words)
            return words
        finally:
            with self._lock:
                if not cancellation.requested:
                    self._listening.pop(sha256, None)

    def _give_up_all_but(self, wanted: frozenset[str]) -> None:
        with self._lock:
            for sha256 in tuple(self._listening):
                if sha256 not in wanted:
                    self._listening.pop(sha256).cancellation.cancel()


def _await(future: Future[str], cancellation: Cancellation) -> str:
    """Wait for ``future`` or for the cancellation, whichever comes first."""
    woken = threading.Event()
    future.add_done_callback(lambda _: woken.set())
    cancellation.when_cancelled(woken.set)
    woken.wait()
    cancellation.check()
    return future.result()
