"""The engine over the real demo catalog, with real encoders and fusion."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.errors import Cancelled, CatalogError, MediaError, QueryError
from app.core.modality import MODALITIES, Modality, PerModality
from app.core.progress import Cancellation
from app.core.query import Query
from app.core.recommendation import Answer
from app.engine.engine import Engine
from app.engine.messages import Recommend
from tests.engine.conftest import APPLE, DRAKE, SQUIRREL, VIOLIN, Ask, no_partial

QUERIES = {
    "words": Query(texts=("a red fruit",)),
    "picture": Query(images=(SQUIRREL,)),
    "sound": Query(sounds=(DRAKE,)),
    "picture and words": Query(images=(SQUIRREL,), texts=("a musical instrument",)),
    "words and sound": Query(texts=("a small bird",), sounds=(VIOLIN,)),
    "all": Query((APPLE,), ("something that flies",), (DRAKE,)),
    "all, weighted": Query(
        (APPLE,), ("something that flies",), (DRAKE,), weights=PerModality(2.0, 0.3, 1.4)
    ),
}


def scores(answer: Answer) -> dict[str, float]:
    return {result.item_id: result.score for result in answer.results}


@pytest.mark.parametrize("name", QUERIES)
def test_every_bar_is_exact(name: str, ask: Ask) -> None:
    query = QUERIES[name]
    answer = ask(query, top=2000)
    assert len(answer.results) == answer.catalog_items
    for place, result in enumerate(answer.results, start=1):
        assert result.rank == place
        total = sum(share for _, share in result.contributions.items())
        assert result.baseline + total == pytest.approx(result.score, abs=1e-5)
        for modality in MODALITIES:
            if not query.has(modality):
                assert result.contributions[modality] == 0.0
                assert result.rank_if_muted[modality] is None
    ordered = [result.score for result in answer.results]
    assert ordered == sorted(ordered, reverse=True)


@pytest.mark.parametrize("modality", MODALITIES)
def test_a_muted_modality_is_as_if_not_given(modality: Modality, ask: Ask) -> None:
    whole = QUERIES["all"]
    muted = replace(whole, weights=PerModality.of(lambda m: 0.0 if m is modality else 1.0))
    without = Query(
        () if modality is Modality.IMAGE else whole.images,
        () if modality is Modality.TEXT else whole.texts,
        () if modality is Modality.AUDIO else whole.sounds,
    )
    assert scores(ask(muted, top=2000)) == scores(ask(without, top=2000))
    assert all(result.contributions[modality] == 0.0 for result in ask(muted).results)


def test_the_rank_if_muted_is_the_rank_in_that_answer(ask: Ask) -> None:
    whole = QUERIES["all"]
    without_words = ask(replace(whole, texts=()), top=2000)
    places = {result.item_id: result.rank for result in without_words.results}
    for result in ask(whole, top=20).results:
        assert result.rank_if_muted.text == places[result.item_id]


def test_weights_move_the_answer_towards_what_weighs(ask: Ask) -> None:
    query = Query(images=(SQUIRREL,), texts=("a musical instrument",))
    pulled = [
        ask(replace(query, weights=PerModality(picture, 2 - picture, 1.0)), top=1)
        for picture in (0.1, 1.9)
    ]
    by_words, by_picture = (answer.results[0] for answer in pulled)
    assert by_words.category.startswith("hobbies/music")
    assert by_picture.item_id == "animals/mammals/rodents/squirrel"


class CountedEncoders:
    """Counts the media that the real encoders of an engine are given."""

    def __init__(self, engine: Engine, patch: pytest.MonkeyPatch) -> None:
        self.counts = dict.fromkeys(MODALITIES, 0)
        pack = engine._models.encoder.pack
        self._count(type(pack.image), Modality.IMAGE, patch)
        self._count(type(pack.text), Modality.TEXT, patch)
        self._count(type(pack.audio), Modality.AUDIO, patch)

    def _count(self, kind: type, modality: Modality, patch: pytest.MonkeyPatch) -> None:
        encode = kind.encode  # type: ignore[attr-defined]

        def counted(encoder: object, media: list[object], *rest: object) -> object:
            self.counts[modality] += len(media)
            return encode(encoder, media, *rest)

        patch.setattr(kind, "encode", counted)


def altered_picture(folder: Path, name: str = "altered.png") -> str:
    """A picture that no catalog can know."""
    path = folder / name
    noise = np.random.default_rng(1).integers(0, 30, (300, 300, 3), dtype=np.uint8)
    squirrel = Image.open(SQUIRREL).convert("RGB").resize((300, 300))
    Image.fromarray(np.asarray(squirrel) // 2 + noise).save(path)
    return str(path)


def test_a_slider_encodes_and_opens_nothing_again(
    own_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = CountedEncoders(own_engine, monkeypatch)
    query = Query((altered_picture(tmp_path),), ("a slider moves",), (VIOLIN,))
    job = Recommend(query, transcribe=False)
    first = own_engine.recommend(job, no_partial)
    assert counted.counts[Modality.IMAGE] == 1
    assert counted.counts[Modality.TEXT] >= 1
    before = dict(counted.counts)
    moved = replace(job, query=replace(query, weights=PerModality(0.2, 1.7, 1.0)))
    second = own_engine.recommend(moved, no_partial)
    assert counted.counts == before
    assert scores(first) != scores(second)


def test_media_of_the_catalog_are_never_encoded_again(
    own_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = CountedEncoders(own_engine, monkeypatch)
    copied = shutil.copy(SQUIRREL, tmp_path / "same content, other name.png")
    query = Query(images=(str(copied),), sounds=(DRAKE,))
    own_engine.recommend(Recommend(query, transcribe=False), no_partial)
    assert counted.counts == dict.fromkeys(MODALITIES, 0)


def test_a_file_that_changes_is_looked_at_again(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    shutil.copy(SQUIRREL, path)
    assert ask(Query(images=(str(path),))).results[0].item_id == "animals/mammals/rodents/squirrel"
    shutil.copy(APPLE, path)
    assert ask(Query(images=(str(path),))).results[0].item_id == "food/fruit/apple_red"


def test_several_media_of_one_kind_are_averaged(ask: Ask, tmp_path: Path) -> None:
    once = ask(Query(images=(SQUIRREL,)), top=50)
    twice = ask(Query(images=(SQUIRREL, SQUIRREL)), top=50)
    for item_id, score in scores(once).items():
        assert scores(twice)[item_id] == pytest.approx(score, abs=1e-5)
    both = {result.item_id for result in ask(Query(images=(SQUIRREL, APPLE)), top=20).results}
    assert {"animals/mammals/rodents/squirrel", "food/fruit/apple_red"} <= both


def test_left_out_items_do_not_compete(ask: Ask) -> None:
    whole = ask(Query(texts=("duck",)), top=5)
    gone = whole.results[0].item_id
    rest = ask(Query(texts=("duck",)), top=5, leave_out=(gone, "unknown/item"))
    assert [one.item_id for one in rest.results[:4]] == [one.item_id for one in whole.results[1:]]
    assert rest.results[0].rank == 1


def test_titles_come_in_the_language_asked_for(ask: Ask) -> None:
    answer = ask(Query(images=(SQUIRREL,)), top=1, language="zh_CN")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.results[0].title)


def test_thumbnails_are_files(ask: Ask) -> None:
    for result in ask(Query(texts=("house",))).results:
        with Image.open(result.thumbnail) as picture:
            assert picture.format == "PNG"


def test_stages_are_timed(ask: Ask, tmp_path: Path) -> None:
    timings = ask(Query((altered_picture(tmp_path),), ("what takes time",), ())).timings
    assert timings.encode.image > 0 < timings.encode.text
    assert timings.encode.audio == 0
    assert min(timings.load, timings.fuse, timings.search, timings.explain) > 0
    parts = timings.load + timings.fuse + timings.search + timings.explain
    assert timings.total >= parts + sum(one for _, one in timings.encode.items())


def test_models_that_were_used_are_named(ask: Ask) -> None:
    answer = ask(Query(texts=("house",)))
    assert answer.encoders.image is None
    assert answer.encoders.text is not None
    assert answer.encoders.text.device == "cpu"
    assert len(answer.fusion.digest) == 64


@pytest.mark.parametrize(
    ("query", "word"),
    [
        (Query(), "empty"),
        (Query(texts=("a",), weights=PerModality(0.0, 0.0, 0.0)), "weights"),
        (Query(texts=("a",), weights=PerModality(1.0, 0.0, 1.0)), "muted"),
        (Query(texts=("a",), weights=PerModality(1.0, 2.5, 1.0)), "from 0 to 2"),
    ],
)
def test_queries_that_cannot_be_answered(query: Query, word: str, ask: Ask) -> None:
    with pytest.raises(QueryError, match=word):
        ask(query)


def test_an_error_in_one_medium_names_the_file(ask: Ask, tmp_path: Path) -> None:
    broken = tmp_path / "broken picture.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n but no more")
    with pytest.raises(MediaError) as caught:
        ask(Query(images=(SQUIRREL, str(broken)), texts=("a",)))
    assert "broken picture.png" in caught.value.what
    with pytest.raises(MediaError, match="no such"):
        ask(Query(sounds=(str(tmp_path / "no such.wav"),)))


def test_unknown_catalogs_and_fusions_are_named(ask: Ask) -> None:
    with pytest.raises(CatalogError, match="nowhere"):
        ask(Query(texts=("a",)), catalog="nowhere")
    with pytest.raises(CatalogError, match="unheard"):
        ask(Query(texts=("a",)), fusion="unheard")


def test_a_cancelled_query_stops(engine: Engine) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    job = Recommend(Query(images=(SQUIRREL,)))
    with pytest.raises(Cancelled):
        engine.recommend(job, no_partial, cancellation=cancellation)


def test_the_status_tells_what_is_ready(engine: Engine) -> None:
    status = engine.status()
    assert status.device == "cpu"
    assert {one.state for one in status.weights} == {"ready"}
    (catalog,) = [one for one in status.catalogs if one.name == "tuxpaint"]
    assert catalog.ready
    assert catalog.items == 1033
    assert catalog.fusions
    assert status.tuxpaint_location.endswith("stamps")


def test_an_item_has_previews_that_are_safe_to_open(own_engine: Engine) -> None:
    details = own_engine.item("tuxpaint", "animals/birds/drake")
    with Image.open(details.picture) as picture:
        assert picture.format == "PNG"
    assert details.playable
    for _, path in details.playable:
        assert Path(path).read_bytes().startswith(b"RIFF")
