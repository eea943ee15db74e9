from __future__ import annotations

import shutil
import threading
from pathlib import Path

from app.encoders.download import bytes_below


def test_folders_that_vanish_while_they_are_counted_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"12345")
    ended = threading.Event()

    def come_and_go() -> None:
        while not ended.is_set():
            (tmp_path / "a" / "b" / "c").mkdir(parents=True)
            shutil.rmtree(tmp_path / "a")

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        assert {bytes_below(tmp_path) for _ in range(1000)} == {5}
    finally:
        ended.set()
        thread.join()
