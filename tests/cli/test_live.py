from __future__ import annotations

import json

import pytest

from app.catalog import Catalog, import_items
from app.catalog.draft import ItemDraft
from app.catalog.interactions import record_interaction
from app.catalog.personas import create_persona
from app.catalog.sessions import ShownList, open_session
from app.cli.command import run
from app.core.home import Home
from app.core.item import Caption
from app.core.persona import Interaction, InteractionKind
from app.core.recommender import RecommenderKind
from tests.catalog.samples import Given

BLIND = ShownList(
    "blind", RecommenderKind.CONTENT, ["i0", "i1"], RecommenderKind.POPULARITY, [1, 0]
)
DONE = (("i0", InteractionKind.VIEW), ("i0", InteractionKind.LIKE), ("i1", InteractionKind.DISLIKE))


@pytest.fixture(autouse=True)
def catalog(home: Home) -> None:
    """A catalog in which Ada was shown a list of two items, and Bob another."""
    with Catalog.create(home.catalogs / "things") as made:
        words = (Caption("en", "thing"),)
        import_items(made, Given(*(ItemDraft(f"i{n}", "", words, ()) for n in range(3))))
        with made.recording() as connection:
            ada, bob = (create_persona(connection, name) for name in ("Ada", "Bob"))
            session = open_session(connection, ada, BLIND)
            open_session(connection, bob, ShownList("for-you", RecommenderKind.ALS, ["i2"]))
            for at, (item, kind) in enumerate(DONE):
                record_interaction(connection, ada, Interaction(item, kind, float(at)), session)


def test_says_how_lists_were_received(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["evaluate", "live", "--catalog", "things"]
    assert run([*asked, "--persona", "Ada", "--json"]) == 0
    ada = json.loads(capsys.readouterr().out)
    assert (ada["persona"], ada["sessions"]) == ("Ada", 1)
    rates = [ada[name] for name in ("click_through", "interaction", "satisfaction")]
    assert [(one["successes"], one["trials"]) for one in rates] == [(1, 2), (2, 2), (1, 2)]
    (duel,) = ada["duels"]
    # Popularity put the liked item there.
    assert (duel["first"], duel["wins"], duel["losses"]) == ("content", 0, 1)
    assert run(asked) == 0
    everyone = capsys.readouterr().out
    assert "things, everyone: 2 lists shown" in everyone and "33.3 %" in everyone
    assert "content against popularity: 0 won, 1 lost, 0 tied; not decided yet" in everyone


def test_nobody_is_one_line_and_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "live", "--catalog", "things", "--persona", "Eve"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and lines[0].startswith("error: ") and "Eve" in lines[0]


def test_replay_prints_json_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "replay", "--repeats", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["plan"]["repeats"] == 2 and set(found["duels"]) == {"unequal", "equal"}
