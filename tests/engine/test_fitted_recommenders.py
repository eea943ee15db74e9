from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.catalog.personas import Census
from app.core.home import Home
from app.core.recommender import RecommenderKind
from app.engine import fitted_recommenders
from app.engine.fitted_recommenders import (
    FOLDER,
    SECONDS_OF_A_DRAFT,
    FittedRecommenders,
    FittedTo,
)
from app.recommend.build import recommender_of
from app.recommend.recommender_file import TENSORS, items_digest
from tests.recommend.circles import ITEMS, circles, looks

NAMES = [f"item {number}" for number in range(ITEMS)]
KINDS = (RecommenderKind.POPULARITY, RecommenderKind.ITEM_NEIGHBOURS, RecommenderKind.ALS)
ABOUT = FittedTo("a", Census(7, 5, 30))


NEWER = FittedTo("b", Census(8, 6, 40))


def keep(
    shelf: FittedRecommenders,
    catalog: Path,
    kind: RecommenderKind,
    about: FittedTo = ABOUT,
    names: Sequence[str] = NAMES,
) -> Path:
    place = shelf.place(catalog, kind, items_digest(names))
    shelf.save(place, recommender_of(kind).fit(circles()[0], looks()), names, about)
    return place


def left_over(home: Home) -> list[Path]:
    """What is there beside whole models."""
    return [path for path in (home.cache / FOLDER).glob("*/*") if path.name.startswith(".")]


def test_a_model_comes_back_with_what_it_learnt_from_and_goes_with_its_catalog(
    home: Home, tmp_path: Path
) -> None:
    shelf = FittedRecommenders(home)
    first = keep(shelf, tmp_path / "one", KINDS[0])
    second = keep(shelf, tmp_path / "two", KINDS[0])
    found = shelf.load(first, NAMES)
    assert found is not None
    assert (found.fitted_to, found.model.kind) == (ABOUT, KINDS[0])
    shelf.forget(tmp_path / "one")
    assert shelf.load(first, NAMES) is None
    assert shelf.load(second, NAMES) is not None
    assert shelf.load(second, NAMES[::-1]) is None, "of another catalog"
    assert shelf.size(second) == 0, "and not kept"


def test_those_used_the_longest_ago_make_room(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = FittedRecommenders(home)
    old, older = (keep(shelf, tmp_path / "one", kind) for kind in KINDS[:2])
    os.utime(old / TENSORS, (2, 2))
    os.utime(older / TENSORS, (1, 1))
    monkeypatch.setattr(fitted_recommenders, "MOST_KEPT", 2)
    new = keep(shelf, tmp_path / "one", KINDS[2])
    assert [shelf.size(place) > 0 for place in (older, old, new)] == [False, True, True]
    monkeypatch.setattr(fitted_recommenders, "MOST_BYTES", shelf.size(new) + 1)
    keep(shelf, tmp_path / "one", KINDS[2])
    assert [shelf.size(place) > 0 for place in (old, new)] == [False, True]


def test_what_was_learnt_of_other_items_goes(home: Home, tmp_path: Path) -> None:
    shelf = FittedRecommenders(home)
    beside = keep(shelf, tmp_path / "one", KINDS[1])
    first = keep(shelf, tmp_path / "one", KINDS[0])
    elsewhere = keep(shelf, tmp_path / "two", KINDS[0])
    second = keep(shelf, tmp_path / "one", KINDS[0], names=NAMES[::-1])
    places = (beside, first, elsewhere, second)
    assert [shelf.size(place) > 0 for place in places] == [True, False, True, True]


def test_a_newer_model_that_comes_while_the_older_is_read_stays(home: Home, tmp_path: Path) -> None:
    shelf = FittedRecommenders(home)
    place = keep(shelf, tmp_path / "one", KINDS[0])
    (place / TENSORS).unlink()
    os.mkfifo(place / TENSORS)  # reading stands still in the middle
    reader = threading.Thread(target=shelf.load, args=(place, NAMES))
    reader.start()
    with (place / TENSORS).open("wb") as pipe:
        keep(shelf, tmp_path / "one", KINDS[0], NEWER)
        pipe.write(b"of another model")
    reader.join()
    found = shelf.load(place, NAMES)
    assert found is not None
    assert found.fitted_to == NEWER


SAVE_AND_DIE = """
import os, sys
from itertools import count
from pathlib import Path
from app.core.home import Home
from app.engine.fitted_recommenders import FittedRecommenders
from tests.engine.test_fitted_recommenders import ABOUT, KINDS, NAMES, NEWER, keep

shelf = FittedRecommenders(Home(Path(sys.argv[1])))
place = keep(shelf, Path(sys.argv[2]), KINDS[0])
model = shelf.load(place, NAMES).model

def die_at(moment):
    moments = iter(range(moment))
    def hook(event, _):
        if event.startswith(("open", "os.", "shutil.")) and next(moments, None) is None:
            os._exit(9)
    sys.addaudithook(hook)

for moment in count():
    child = os.fork()
    if not child:
        die_at(moment)
        shelf.save(place, model, NAMES, NEWER)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if not code:
        break
    assert code == 9
    found = shelf.load(place, NAMES)
    print("nothing" if found is None else found.fitted_to.revision)
    shelf.save(place, model, NAMES, ABOUT)
"""


def test_an_end_at_any_moment_of_saving_leaves_a_whole_model_or_none(
    home: Home, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAVE_AND_DIE, str(home.root), str(tmp_path / "one")],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found = done.stdout.split()
    assert set(found) <= {ABOUT.revision, NEWER.revision, "nothing"}
    assert found[0] == ABOUT.revision
    assert found[-1] == NEWER.revision
    assert found.count("nothing") <= 1, "between letting go of the old and naming the new"


def test_what_a_killed_process_did_not_finish_writing_goes_after_a_while(
    home: Home, tmp_path: Path
) -> None:
    shelf = FittedRecommenders(home)
    place = keep(shelf, tmp_path / "one", KINDS[0])
    drafts = [place.with_name(f".{place.name}-{name}") for name in ("dead", "alive")]
    for draft in drafts:
        draft.mkdir()
        (draft / TENSORS).write_bytes(b"half")
    long_ago = time.time() - SECONDS_OF_A_DRAFT - 1
    os.utime(drafts[0], (long_ago, long_ago))
    keep(shelf, tmp_path / "two", KINDS[0])
    assert left_over(home) == [drafts[1]]
