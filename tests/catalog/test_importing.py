from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from app.catalog import Catalog, FolderSource, ImportOutcome, import_items, stats
from app.catalog import examine as examine_module
from app.catalog.draft import ItemDraft
from app.catalog.importing import BATCH
from app.catalog.schema import ImportState
from app.catalog.sqlite import integrity_problem
from app.core.errors import Cancelled, CatalogError, StorageError
from app.core.item import Caption
from app.core.modality import Modality
from app.core.progress import Cancellation, Progress, Stage
from tests.catalog.samples import (
    Given,
    everything,
    write_picture,
    write_sound,
    write_text,
    write_tree,
)
from tests.rights import as_nobody

REPOSITORY = Path(__file__).resolve().parents[2]


def text_item(number: int) -> ItemDraft:
    caption = Caption("en", f"words {number}")
    return ItemDraft(f"item {number:04d}", "words", (caption,), ())


def test_first_import_adds_and_second_knows(catalog: Catalog, media: Path) -> None:
    assert import_items(catalog, FolderSource(media)) == ImportOutcome(4, 0, (), 0)
    before = everything(catalog)
    assert import_items(catalog, FolderSource(media)) == ImportOutcome(0, 4, (), 0)
    assert everything(catalog) == before


@contextmanager
def nothing_is_decoded(patch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(path: Path) -> None:
        pytest.fail(f"{path} was decoded again")

    with patch.context() as inside:
        inside.setattr(examine_module, "load_picture", refuse)
        inside.setattr(examine_module, "load_sound", refuse)
        yield


def test_known_content_is_not_decoded_again(
    filled: Catalog, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(media, moved)
    os.utime(media / "rain.wav", (1, 1))
    with nothing_is_decoded(monkeypatch):
        assert import_items(filled, FolderSource(media)).known == 4
        os.utime(moved / "rain.wav", (2, 2))
        assert import_items(filled, FolderSource(moved)).updated == 3
    assert filled.item("animals/duck").media[0].path == str(moved / "animals" / "duck.png")


def test_same_size_and_time_are_not_even_hashed(
    filled: Catalog, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        pytest.fail(f"{path} was read again")

    monkeypatch.setattr(examine_module, "sha256_of_file", refuse)
    with nothing_is_decoded(monkeypatch):
        assert import_items(filled, FolderSource(media)).known == 4


def test_changed_files_are_taken_up(filled: Catalog, media: Path) -> None:
    old = filled.item("animals/duck")
    old_thumbnail = Path(filled.thumbnail("animals/duck")).read_bytes()
    write_picture(media / "animals" / "duck.png", 99)
    outcome = import_items(filled, FolderSource(media))
    assert (outcome.updated, outcome.known, outcome.added) == (1, 3, 0)
    assert filled.item("animals/duck").media[0].sha256 != old.media[0].sha256
    assert filled.item("animals/duck").media[1] == old.media[1]
    assert Path(filled.thumbnail("animals/duck")).read_bytes() != old_thumbnail
    assert [item.item_id for item in filled.items()][2] == "animals/duck"


def test_changed_captions_and_new_items_are_taken_up(filled: Catalog, media: Path) -> None:
    write_text(media / "animals" / "duck.fr.txt", "Un canard")
    write_picture(media / "zebra.png", 7)
    outcome = import_items(filled, FolderSource(media))
    assert (outcome.added, outcome.updated, outcome.known) == (1, 1, 3)
    assert filled.item("animals/duck").title_in("fr") == "Un canard"
    assert filled.count() == 5


def test_lost_thumbnail_is_made_again(filled: Catalog, media: Path) -> None:
    thumbnail = Path(filled.thumbnail("animals/duck"))
    content = thumbnail.read_bytes()
    thumbnail.unlink()
    assert import_items(filled, FolderSource(media)).known == 4
    assert thumbnail.read_bytes() == content


def bad_files(folder: Path) -> Path:
    write_picture(folder / "good.png", 1)
    (folder / "mislabelled.png").write_bytes(b"\x00\x01\x02 this is no picture" * 9)
    (folder / "empty.png").touch()
    truncated = write_picture(folder / "truncated.png", 2).read_bytes()
    (folder / "truncated.png").write_bytes(truncated[: len(truncated) // 2])
    write_sound(folder / "silentless.wav", 1)
    (folder / "silentless.wav").write_bytes(b"RIFF\x24\x00\x00\x00WAVEfmt ")
    write_picture(folder / "half.png", 3)
    (folder / "half.wav").write_bytes(b"no sound")
    (folder / "latin.txt").write_bytes("Käse".encode("latin-1"))
    write_text(folder / "blank.txt", " \n\t\n")
    write_text(folder / "good.txt", "A good picture")
    return folder


def test_bad_files_are_skipped_with_a_reason_and_the_rest_goes_on(
    catalog: Catalog, tmp_path: Path
) -> None:
    folder = bad_files(tmp_path / "mixed")
    outcome = import_items(catalog, FolderSource(folder))
    assert [item.item_id for item in catalog.items()] == ["good", "half"]
    assert len(catalog.item("half").media) == 1
    names = {Path(skipped.path).name for skipped in outcome.skipped}
    assert {"mislabelled.png", "empty.png", "truncated.png", "silentless.wav"} <= names
    assert {"half.wav", "latin.txt", "blank.txt"} <= names
    assert all(skipped.why for skipped in outcome.skipped)
    (record,) = stats(catalog).imports
    assert record.state is ImportState.FINISHED
    assert record.skipped == outcome.skipped
    assert import_items(catalog, FolderSource(folder)).skipped == outcome.skipped
    assert stats(catalog).imports == (record,)


def test_mended_file_comes_in_later(catalog: Catalog, tmp_path: Path) -> None:
    folder = bad_files(tmp_path / "mixed")
    import_items(catalog, FolderSource(folder))
    write_sound(folder / "half.wav", 5)
    outcome = import_items(catalog, FolderSource(folder))
    assert (outcome.updated, outcome.known) == (1, 1)
    assert [medium.modality for medium in catalog.item("half").media] == [
        Modality.IMAGE,
        Modality.AUDIO,
    ]


def test_item_whose_files_went_bad_stays_as_it_was(filled: Catalog, media: Path) -> None:
    before = filled.item("food/苹果 ☃")
    (media / "food" / "苹果 ☃.png").write_bytes(b"broken")
    outcome = import_items(filled, FolderSource(media))
    assert filled.item("food/苹果 ☃") == before
    assert outcome.skipped


def test_title_falls_back_to_caption_then_to_the_id(catalog: Catalog, tmp_path: Path) -> None:
    drafts = (
        ItemDraft("a/one", "a", (Caption("fr", "Un"), Caption("en", "One")), (), title=" My  one"),
        ItemDraft("a/two", "a", (Caption("fr", "Deux"), Caption("en", "Two")), ()),
        ItemDraft("a/three", "a", (Caption("fr", "Trois"),), ()),
    )
    import_items(catalog, Given(*drafts))
    assert [item.title for item in catalog.items()] == ["My one", "Deux", "Trois"]
    texts = [pending.path_or_text for pending in catalog.missing_features(Modality.TEXT, "d")]
    assert texts == ["One", "Two", "Trois"]


def test_captions_are_cleaned(catalog: Catalog) -> None:
    draft = ItemDraft("x", "", (Caption("en", "  caf\u00c3\u00a9\x00 "), Caption("fr", "\x01")), ())
    outcome = import_items(catalog, Given(draft))
    assert catalog.item("x").captions == (Caption("en", "café"),)
    assert [skipped.path for skipped in outcome.skipped] == ["x (fr)"]


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


def test_unreadable_files_and_folders_are_skipped(catalog: Catalog, media: Path) -> None:
    import_items(catalog, FolderSource(media))
    with as_nobody() as place:
        write_picture(place / "album" / "seen.png", 1)
        write_picture(place / "album" / "closed" / "unseen.png", 2)
        write_picture(place / "album" / "secret.png", 3).chmod(0)
        (place / "album" / "closed").chmod(0)
        with Catalog.create(place / "mine") as mine:
            outcome = import_items(mine, FolderSource(place / "album"))
            assert [item.item_id for item in mine.items()] == ["seen"]
        (place / "album" / "closed").chmod(0o755)
    assert {Path(skipped.path).name for skipped in outcome.skipped} == {
        "closed",
        "secret.png",
        "secret",
    }


def test_names_that_are_not_unicode_are_skipped(catalog: Catalog, tmp_path: Path) -> None:
    folder = tmp_path / "names"
    write_picture(folder / "good.png", 1)
    with open(os.fsencode(folder) + b"/bad \xff.png", "wb") as file:  # noqa: PTH123
        file.write((folder / "good.png").read_bytes())
    outcome = import_items(catalog, FolderSource(folder))
    assert catalog.count() == 1
    assert [skipped.why for skipped in outcome.skipped] == [
        "has a name that is not Unicode; rename it"
    ]
    assert outcome.skipped[0].path.endswith(r"bad \xff.png")


def test_reading_only_catalog_refuses_an_import(filled: Catalog, media: Path) -> None:
    with (
        Catalog.open(filled.folder, read_only=True) as catalog,
        pytest.raises(CatalogError, match="reading only"),
    ):
        import_items(catalog, FolderSource(media))


def test_duplicate_content_shares_one_thumbnail_and_feature(
    catalog: Catalog, tmp_path: Path
) -> None:
    for name in ("a", "b", "c"):
        write_picture(tmp_path / "same" / f"{name}.png", 1)
    import_items(catalog, FolderSource(tmp_path / "same"))
    assert len(set(catalog.thumbnails().values())) == 1
    (pending,) = catalog.missing_features(Modality.IMAGE, "digest")
    catalog.put_features(Modality.IMAGE, "digest", {pending.sha256: np.ones(2)})
    assert catalog.missing_features(Modality.IMAGE, "digest") == ()


def test_a_failing_report_does_not_leave_threads(catalog: Catalog, tmp_path: Path) -> None:
    def fail(progress: Progress) -> None:
        if progress.done > 20:
            raise ZeroDivisionError

    failing: Callable[[Progress], None] = fail
    with pytest.raises(ZeroDivisionError):
        import_items(catalog, FolderSource(write_tree(tmp_path / "tree", 150)), failing)
    assert stats(catalog).imports[0].state is ImportState.FAILED
    assert import_items(catalog, FolderSource(tmp_path / "tree")).skipped == ()
