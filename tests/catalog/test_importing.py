from __future__ import annotations

import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.catalog import Catalog, FolderSource, ImportOutcome, import_items, stats
from app.catalog.draft import ItemDraft
from app.catalog.importing import BATCH
from app.catalog.schema import ImportState
from app.catalog.sqlite import integrity_problem
from app.core.errors import Cancelled, CatalogError, StorageError
from app.core.item import Caption
from app.core.progress import Cancellation, Progress, Stage
from tests.catalog.samples import Given, everything, write_picture, write_tree

REPOSITORY = Path(__file__).resolve().parents[2]


def text_item(number: int) -> ItemDraft:
    caption = Caption("en", f"words {number}")
    return ItemDraft(f"item {number:04d}", "words", (caption,), ())


def test_first_import_adds_and_second_knows(catalog: Catalog, media: Path) -> None:
    assert import_items(catalog, FolderSource(media)) == ImportOutcome(4, 0, (), 0)
    before = everything(catalog)
    assert import_items(catalog, FolderSource(media)) == ImportOutcome(0, 4, (), 0)
    assert everything(catalog) == before


def test_progress_reaches_the_end_with_time_left(catalog: Catalog, tmp_path: Path) -> None:
    reports: list[Progress] = []
    import_items(catalog, FolderSource(write_tree(tmp_path / "tree", 120)), reports.append)
    assert {report.stage for report in reports} == {Stage.IMPORT}
    assert (reports[-1].done, reports[-1].total, reports[-1].seconds_left) == (120, 120, 0.0)
    dones = [report.done for report in reports]
    assert dones == sorted(dones)
    assert all(report.seconds_left is not None for report in reports if report.done)


class CancelAt:
    """Asks to cancel when so many items were looked at."""

    def __init__(self, done: int) -> None:
        self.cancellation = Cancellation()
        self._done = done

    def __call__(self, progress: Progress) -> None:
        if progress.done >= self._done:
            self.cancellation.cancel()


def test_cancel_keeps_finished_batches_and_can_be_resumed(catalog: Catalog, tmp_path: Path) -> None:
    source = FolderSource(write_tree(tmp_path / "tree", 180))
    cancel = CancelAt(70)
    with pytest.raises(Cancelled):
        import_items(catalog, source, cancel, cancel.cancellation)
    kept = catalog.count()
    assert kept % BATCH == 0
    assert BATCH <= kept < 180
    assert stats(catalog).imports[0].state is ImportState.CANCELLED
    outcome = import_items(catalog, source)
    assert (outcome.known, outcome.added) == (kept, 180 - kept)
    assert stats(catalog).imports[0].state is ImportState.FINISHED
    with Catalog.create(tmp_path / "whole") as whole:
        import_items(whole, source)
        assert everything(catalog) == everything(whole)


def test_item_order_does_not_depend_on_threads(tmp_path: Path) -> None:
    source = FolderSource(write_tree(tmp_path / "tree", 90))
    for name in ("one", "two"):
        with Catalog.create(tmp_path / name) as catalog:
            import_items(catalog, source)
            found = [item.item_id.rpartition(" ")[2] for item in catalog.items()]
            assert found == [f"{number:04d}" for number in range(90)]


IMPORT_IN_CHILD = """
import sys
from pathlib import Path
from app.catalog import Catalog, FolderSource, import_items
def tell(progress):
    print(progress.done, flush=True)
with Catalog.open(Path(sys.argv[1])) as catalog:
    import_items(catalog, FolderSource(Path(sys.argv[2])), tell)
print("finished", flush=True)
"""


def start_import(folder: Path, tree: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", IMPORT_IN_CHILD, str(folder), str(tree)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_during_import(folder: Path, tree: Path, done: int, seconds: float) -> bool:
    """Kill an import some seconds after it got so far; return whether it was still running."""
    with start_import(folder, tree) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if line.strip() == "finished" or int(line) >= done:
                break
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
        return child.wait() == -signal.SIGKILL


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_no_finished_batch(tmp_path: Path) -> None:
    tree = write_tree(tmp_path / "tree", 400)
    with Catalog.create(tmp_path / "whole") as whole:
        import_items(whole, FolderSource(tree))
        expected = everything(whole)
    killed, kept = 0, 0
    moments = random.Random(4)
    Catalog.create(tmp_path / "killed").close()
    for _ in range(12):
        done, seconds = kept + moments.randrange(120), moments.uniform(0.0, 0.05)
        was_running = kill_during_import(tmp_path / "killed", tree, done, seconds)
        with Catalog.open(tmp_path / "killed") as catalog:
            with catalog.reading() as connection:
                assert integrity_problem(connection) == ""
            count = catalog.count()
        assert count >= kept
        assert count % BATCH == 0
        kept = count
        killed += was_running
        if not was_running:
            break
    assert killed >= 3
    assert kept >= BATCH
    with Catalog.open(tmp_path / "killed") as catalog:
        outcome = import_items(catalog, FolderSource(tree))
        assert outcome.known == kept
        assert everything(catalog) == expected
        assert stats(catalog).imports[0].state is ImportState.FINISHED
        assert not list(catalog.thumbnails_folder.glob("*/.*"))


@contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """A file system of that size; only root may mount one."""
    place = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)],
        check=False,
        capture_output=True,
    )
    try:
        if mounted.returncode:
            pytest.skip("may not mount a small file system")
        yield place
    finally:
        if not mounted.returncode:
            subprocess.run(["umount", str(place)], check=True)
        place.rmdir()


def test_full_disk_is_said_clearly_and_loses_nothing(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for number in range(3 * BATCH):
        write_picture(tree / f"{number:04d}.png", number, side=64)
    with small_disk("2200k") as disk, Catalog.create(disk / "full") as catalog:
        with pytest.raises(StorageError, match="space") as caught:
            import_items(catalog, FolderSource(tree))
        assert str(disk) in caught.value.what or caught.value.what == "full"
        kept = catalog.count()
        assert kept % BATCH == 0
        assert kept > 0
        with catalog.reading() as connection:
            assert integrity_problem(connection) == ""
        roomy = tmp_path / "roomy"
        shutil.copytree(catalog.folder, roomy)
    with Catalog.open(roomy) as catalog:
        assert import_items(catalog, FolderSource(tree)).known == kept
        assert catalog.count() == 3 * BATCH


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let this process write no file larger than ``size`` bytes, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old_handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old_handler)


def test_database_that_cannot_grow_keeps_its_batches(catalog: Catalog) -> None:
    drafts = [text_item(number) for number in range(40 * BATCH)]
    with largest_file(300_000), pytest.raises(StorageError, match="cannot be written"):
        import_items(catalog, Given(*drafts))
    kept = catalog.count()
    assert 0 < kept < len(drafts)
    assert kept % BATCH == 0
    assert import_items(catalog, Given(*drafts)).known == kept
    assert catalog.count() == len(drafts)


def test_creating_on_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    with largest_file(10_000), pytest.raises(StorageError, match="cannot be written"):
        Catalog.create(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_reading_only_catalog_refuses_an_import(filled: Catalog, media: Path) -> None:
    with (
        Catalog.open(filled.folder, read_only=True) as catalog,
        pytest.raises(CatalogError, match="reading only"),
    ):
        import_items(catalog, FolderSource(media))


def test_a_failing_report_does_not_leave_threads(catalog: Catalog, tmp_path: Path) -> None:
    def fail(progress: Progress) -> None:
        if progress.done > 20:
            raise ZeroDivisionError

    failing: Callable[[Progress], None] = fail
    with pytest.raises(ZeroDivisionError):
        import_items(catalog, FolderSource(write_tree(tmp_path / "tree", 150)), failing)
    assert stats(catalog).imports[0].state is ImportState.FAILED
    assert import_items(catalog, FolderSource(tmp_path / "tree")).skipped == ()
