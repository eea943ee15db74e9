from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalog import Catalog, FolderSource, import_items
from app.catalog.labels import read_labels
from app.core.errors import Cancelled, CatalogError
from app.core.home import Home
from app.core.label import LabelOrigin
from app.core.progress import Cancellation, Progress, ignore_progress
from app.engine.engine import Engine
from app.engine.labellers import IMAGE_CLASS, SOUND_KIND, TEXT_SENTIMENT, VOCAL_AFFECT
from app.engine.messages import (
    BrowseItems,
    Changed,
    ExcludeItems,
    GetLabelSets,
    GetReviewQueue,
    LabelAutomatically,
    LabelSets,
    ReviewQueue,
    SetLabel,
    SpreadLabels,
)
from app.engine.service import Channel
from tests.catalog.samples import write_text
from tests.engine.conftest import SETTINGS, STAMPS

CHANNEL = Channel(1, lambda reply: None)
TRUTH = {"food": "edible", "animals": "alive"}


def ids_in(engine: Engine, category: str) -> list[str]:
    page = engine.browsing.items(BrowseItems("small", category=category))
    return [card.item_id for card in page.items]


def label_some(engine: Engine, each: int) -> set[str]:
    given: set[str] = set()
    for category, label in TRUTH.items():
        wanted = tuple(ids_in(engine, category)[:each])
        changed = engine.labelling.execute(SetLabel("small", wanted, "use", label), CHANNEL)
        assert changed == Changed("small", each)
        given.update(wanted)
    return given


def test_few_labels_spread_to_similar_items(small_engine: Engine) -> None:
    given = label_some(small_engine, 3)
    excluded = ids_in(small_engine, "vehicles")[0]
    small_engine.browsing.exclude(ExcludeItems("small", (excluded,), True))
    queue = small_engine.labelling.execute(SpreadLabels("small", "use"), CHANNEL)
    assert isinstance(queue, ReviewQueue)
    spread = {entry.card.item_id: entry for entry in queue.entries}
    everything = set(ids_in(small_engine, ""))
    assert set(spread) == everything - given - {excluded}
    assert queue.total == len(spread)
    known = [
        (spread[item_id].label, label)
        for category, label in TRUTH.items()
        for item_id in ids_in(small_engine, category)
        if item_id in spread
    ]
    right = sum(found == label for found, label in known)
    assert right / len(known) > 0.85
    for entry in queue.entries:
        assert entry.choices[0] == (entry.label, entry.confidence)
        assert sum(sure for _, sure in entry.choices) == pytest.approx(1.0)
    confidences = [entry.confidence for entry in queue.entries]
    assert confidences == sorted(confidences)  # with two labels, entropy orders as they do
    assert confidences[0] < confidences[-1]


def test_confirmed_label_leaves_the_queue_and_guides_the_next_spreading(
    small_engine: Engine,
) -> None:
    label_some(small_engine, 1)
    queue = small_engine.labelling.spread(SpreadLabels("small", "use"))
    first = queue.entries[0].card.item_id
    corrected = "edible" if queue.entries[0].label == "alive" else "alive"
    small_engine.labelling.set_label(SetLabel("small", (first,), "use", corrected))
    after = small_engine.labelling.execute(GetReviewQueue("small", "use", 5), CHANNEL)
    assert isinstance(after, ReviewQueue)
    assert (after.total, len(after.entries)) == (queue.total - 1, 5)
    assert first not in {entry.card.item_id for entry in after.entries}
    small_engine.labelling.spread(SpreadLabels("small", "use"))
    record = small_engine.browsing.record("small", first)
    assert [(one.label, one.origin) for one in record.labels] == [(corrected, LabelOrigin.PERSON)]
    (use,) = small_engine.labelling.label_sets("small").sets
    assert (use.name, use.by_person, use.origin) == ("use", 3, LabelOrigin.SPREAD)
    assert sum(count for _, count in use.labels) == queue.total + 2


def test_one_kind_of_label_is_too_little_to_spread(small_engine: Engine) -> None:
    some = tuple(ids_in(small_engine, "food")[:3])
    small_engine.labelling.set_label(SetLabel("small", some, "use", "edible"))
    with pytest.raises(CatalogError, match=r"two different labels .* and have 1"):
        small_engine.labelling.spread(SpreadLabels("small", "use"))
    assert small_engine.labelling.review(GetReviewQueue("small", "use")).entries == ()


def test_labels_travel_in_a_file(small_engine: Engine, tmp_path: Path) -> None:
    label_some(small_engine, 2)
    before = small_engine.labelling.label_sets("small")
    file = tmp_path / "labels.csv"
    assert small_engine.labelling.export_labels("small", file, "use") == 4
    for label in TRUTH:
        everything = tuple(ids_in(small_engine, label))
        small_engine.labelling.set_label(SetLabel("small", everything, "use", ""))
    assert small_engine.labelling.label_sets("small").sets == ()
    assert small_engine.labelling.import_labels("small", file) == Changed("small", 4)
    assert small_engine.labelling.label_sets("small") == before
    with Catalog.create(small_engine.home.catalogs / "other"):
        pass
    with pytest.raises(CatalogError, match="is not for the catalog other"):
        small_engine.labelling.import_labels("other", file)


@pytest.fixture
def unlabelled(weights_home: Home, tmp_path: Path) -> Iterator[Engine]:
    """An engine over a catalog of four items: an animal, an instrument, a voice, words."""
    folder = tmp_path / "media"
    folder.mkdir()
    for name, source in (
        ("zebra.png", "animals/mammals/equines/zebra.png"),
        ("zebra.ogg", "animals/mammals/equines/zebra.ogg"),
        ("violin.ogg", "hobbies/music/string/violin.ogg"),
        ("voice.ogg", "animals/marsupials/kangaroo_desc.ogg"),
    ):
        shutil.copy(STAMPS / source, folder / name)
    write_text(folder / "zebra.txt", "A zebra")
    write_text(folder / "word.txt", "What a wonderful, happy day!")
    write_text(folder / "word.zh_CN.txt", "真好")
    with Catalog.create(weights_home.catalogs / "few") as catalog:
        import_items(catalog, FolderSource(folder))
    with Engine(weights_home, SETTINGS) as engine:
        yield engine


def automatic(engine: Engine) -> dict[tuple[str, str], tuple[str, str]]:
    with engine.open_catalog("few") as catalog, catalog.reading() as connection:
        labels = read_labels(connection, origin=LabelOrigin.AUTOMATIC)
    assert all(0.0 < one.confidence <= 1.0 for one in labels)
    return {(one.item_id, one.label_set): (one.label, one.giver) for one in labels}


def test_models_label_what_they_can_and_go_on_where_they_stopped(unlabelled: Engine) -> None:
    stop = Cancellation()

    def stop_at_pictures(progress: Progress) -> None:
        if progress.detail == IMAGE_CLASS:
            stop.cancel()

    with pytest.raises(Cancelled):
        unlabelled.labelling.label_automatically("few", stop_at_pictures, stop)
    assert {label_set for _, label_set in automatic(unlabelled)} == {TEXT_SENTIMENT}

    sets = unlabelled.labelling.execute(LabelAutomatically("few"), CHANNEL)
    found = automatic(unlabelled)
    assert found["word", TEXT_SENTIMENT] == ("positive", "vaderSentiment")
    assert found["zebra", TEXT_SENTIMENT][0] == "neutral"
    assert found["zebra", IMAGE_CLASS] == ("zebra", "efficientnet-lite2")
    assert found["zebra", SOUND_KIND][0] == "animal"
    assert found["violin", SOUND_KIND][0] == "music"
    assert found["voice", SOUND_KIND][0] == "speech"
    assert [key for key in found if key[1] == VOCAL_AFFECT] == [("voice", VOCAL_AFFECT)]
    assert len(found) == 7
    assert sets == unlabelled.labelling.execute(GetLabelSets("few"), CHANNEL)
    assert isinstance(sets, LabelSets)
    assert [(one.name, one.by_person) for one in sets.sets] == [
        (IMAGE_CLASS, 0),
        (SOUND_KIND, 0),
        (TEXT_SENTIMENT, 0),
        (VOCAL_AFFECT, 0),
    ]

    told: list[Progress] = []
    unlabelled.labelling.label_automatically("few", told.append, Cancellation())
    assert [progress.total for progress in told] == [0]


def test_removed_label_alone_is_made_again(unlabelled: Engine) -> None:
    unlabelled.labelling.label_automatically("few", ignore_progress, Cancellation())
    before = automatic(unlabelled)
    with (
        unlabelled.open_catalog("few", read_only=False) as catalog,
        catalog.writing() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM labels WHERE label = 'music'")
    told: list[Progress] = []
    unlabelled.labelling.label_automatically("few", told.append, Cancellation())
    assert told[-1].total == 1
    assert automatic(unlabelled) == before
