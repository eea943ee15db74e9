from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.core.home import Home
from tests.engine.small_home import small_home, small_template

__all__ = ["small_home", "small_template"]

Capture = pytest.CaptureFixture[str]
PLAIN = ("--catalog", "small", "--json")


def persona(capsys: Capture, *arguments: str) -> Any:
    assert main(["persona", *arguments, *PLAIN]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: Capture, *arguments: str) -> str:
    assert main([*arguments, *PLAIN]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    *progress, line = captured.err.splitlines()
    assert line.startswith("error: ")
    assert not [one for one in progress if not one.startswith("Loading")]
    return line


def test_a_persona_from_its_name_to_its_end(small_home: Home, capsys: Capture) -> None:
    assert persona(capsys, "add", "Ada")["personas"][0]["name"] == "Ada"
    persona(capsys, "like", "Ada", "food/fruit/apple", "food/fruit/Strawberry2")
    learnt = persona(capsys, "dislike", "ada", "animals/birds/crow")
    assert learnt["profile"]["interactions"] == 3
    assert sum(learnt["profile"]["shares"].values()) == pytest.approx(1.0)
    assert learnt["profile"]["up"][0][0] == "food"
    again = persona(capsys, "profile", "Ada")
    assert again["shares"] == pytest.approx(learnt["profile"]["shares"], abs=1e-4)
    assert [name for name, _ in again["down"]] == [name for name, _ in learnt["profile"]["down"]]
    done = persona(capsys, "history", "Ada", "--kind", "like")
    assert (len(done["entries"]), done["matching"], done["total"]) == (2, 2, 3)
    undone = persona(capsys, "undo", "Ada", str(learnt["numbers"][0]))
    assert undone["profile"]["interactions"] == 2
    assert persona(capsys, "rename", "Ada", "Grace")["personas"][0]["interactions"] == 2
    assert persona(capsys, "remove", "Grace")["personas"] == []
    assert persona(capsys, "list")["personas"] == []


def test_whatever_can_be_done_with_an_item_can_be_recorded(
    small_home: Home, capsys: Capture
) -> None:
    persona(capsys, "add", "Ada")
    for kind in ("view", "like", "dislike", "save", "skip"):
        persona(capsys, kind, "Ada", "food/fruit/apple")
    persona(capsys, "rate", "Ada", "4.5", "food/fruit/Strawberry2")
    done = persona(capsys, "history", "Ada")["entries"]
    assert [one["kind"] for one in done] == [*("rating", "skip", "save", "dislike", "like", "view")]
    assert [one["rating"] for one in done] == [4.5, 0, 0, 0, 0, 0]
    assert "1 to 5 stars" in refused(capsys, "persona", "rate", "Ada", "7", "food/fruit/apple")
    assert persona(capsys, "history", "Ada")["total"] == 6


def test_what_is_done_with_a_list_counts_in_its_measures(small_home: Home, capsys: Capture) -> None:
    for name in ("Ada", "Bob"):
        persona(capsys, "add", name)
    shown = persona(capsys, "for-you", "Ada", "--top", "4")
    first, second = (one["item_id"] for one in shown["results"][:2])
    number = str(shown["session"])
    persona(capsys, "view", "Ada", first, "--list", number)
    persona(capsys, "like", "Ada", first, second, "--list", number)
    assert "is none of 'Bob'" in refused(capsys, "persona", "like", "Bob", first, "--list", number)
    assert main(["evaluate", "live", *PLAIN]) == 0
    measured = json.loads(capsys.readouterr().out)
    assert (measured["click_through"]["successes"], measured["click_through"]["trials"]) == (1, 4)
    assert measured["interaction"]["successes"] == measured["satisfaction"]["successes"] == 2


def test_lists_without_a_query_and_with_one(small_home: Home, capsys: Capture) -> None:
    persona(capsys, "add", "Ada")
    persona(capsys, "like", "Ada", "food/fruit/apple", "food/fruit/Strawberry2")
    found = persona(capsys, "for-you", "Ada", "--top", "3", "--recommender", "content")
    assert (found["mode"], found["session"], len(found["results"])) == ("for-you", 1, 3)
    assert found["results"][0]["category"].startswith("food")
    for one in found["results"]:
        whole = one["baseline"] + sum(one["contributions"].values())
        assert whole == pytest.approx(one["score"], abs=1e-5)
        assert sum(one["parts"].values()) == pytest.approx(one["score"], abs=1e-5)
    assert persona(capsys, "for-you", "Ada", "--surprise")["mode"] == "surprise"
    query = ["recommend", "--text", "a bird", *PLAIN]
    assert main([*query, "--persona", "Ada"]) == 0
    for one in json.loads(capsys.readouterr().out)["results"]:
        assert sum(one["parts"].values()) == pytest.approx(one["score"], abs=1e-5)
        without_query = one["parts"]["history"] + one["parts"]["feedback"]
        assert one["baseline"] == pytest.approx(without_query, abs=1e-5) != 0
        whole = one["baseline"] + sum(one["contributions"].values())
        assert whole == pytest.approx(one["score"], abs=1e-5)
    assert main(query) == 0
    assert "parts" not in json.loads(capsys.readouterr().out)["results"][0]


def test_tables_tell_the_same(small_home: Home, capsys: Capture) -> None:
    def told(*arguments: str) -> str:
        assert main(["persona", *arguments]) == 0
        return capsys.readouterr().out

    assert "1 persona in small" in told("add", "Ada")
    assert "more food" in told("like", "Ada", "food/fruit/apple")
    assert "food/fruit/apple" in told("history", "Ada")
    told("view", "Ada", "food/fruit/apple", "food/fruit/Strawberry2")
    assert "1 of 3 interactions" in told("history", "Ada", "--limit", "1")
    assert "1 of 2 interactions" in told("history", "Ada", "--kind", "view", "--limit", "1")
    assert "you liked" in told("for-you", "Ada", "--recommender", "content")
    assert "still unsure" in told("profile", "Ada")


def test_files_come_and_go(small_home: Home, tmp_path: Path, capsys: Capture) -> None:
    persona(capsys, "add", "Ada")
    persona(capsys, "like", "Ada", "food/fruit/apple")
    file = tmp_path / "ada.csv"
    assert persona(capsys, "export", str(file), "--persona", "Ada")["interactions"] == 1
    assert persona(capsys, "import", str(file))["repeated"] == 1
    persona(capsys, "remove", "Ada")
    taken = persona(capsys, "import", str(file))
    assert (taken["interactions"], taken["personas"]) == (1, ["Ada"])
    file.write_text(file.read_text("utf-8").replace("apple", "unicorn"), encoding="utf-8")
    assert "unicorn in line 2" in refused(capsys, "persona", "import", str(file))


def test_what_was_shown_is_written_on_request(
    small_home: Home, tmp_path: Path, capsys: Capture
) -> None:
    for name in ("Ada", "Bob"):
        persona(capsys, "add", name)
        persona(capsys, "for-you", name, "--top", "3")
    file = tmp_path / "shown.csv"
    assert persona(capsys, "export", str(file), "--shown") == {"file": str(file), "shown": 6}
    first, *lines = file.read_text("utf-8").splitlines()
    assert first == "session,at,persona,mode,recommender,rival,position,item_id,picked_by,done"
    assert [line.split(",")[0] for line in lines] == ["1"] * 3 + ["2"] * 3
    assert persona(capsys, "export", str(file), "--shown", "--persona", "Bob")["shown"] == 3
    assert main(["persona", "export", str(file), "--shown", "--catalog", "small"]) == 0
    assert capsys.readouterr().out == f"6 shown items written to {file}\n"
    assert "lacks the column kind" in refused(capsys, "persona", "import", str(file))
    assert "'Eve'" in refused(capsys, "persona", "export", str(file), "--shown", "--persona", "Eve")


def test_what_cannot_be_is_said_in_one_line(small_home: Home, capsys: Capture) -> None:
    persona(capsys, "add", "Ada")
    assert "is there already" in refused(capsys, "persona", "add", "ADA")
    assert "'Eve'" in refused(capsys, "persona", "profile", "Eve")
    assert "unicorn" in refused(capsys, "persona", "like", "Ada", "food/fruit/apple", "unicorn")
    assert persona(capsys, "list")["personas"][0]["interactions"] == 0
    assert "persona for-you Ada" in refused(capsys, "recommend", "--persona", "Ada")
    assert "of 'Ada' is not there" in refused(capsys, "persona", "undo", "Ada", "7")
    assert "'Eve'" in refused(capsys, "recommend", "--text", "x", "--persona", "Eve")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Ada,food/fruit/apple,like,,2999-01-01", "line 2: interaction with food/fruit/apple: has"),
        ("Ada,food/fruit/apple,rating,9,2026-01-01", "apple: use 1 to 5 stars"),
        ("Ada,food/fruit/apple,adore,,2026-01-01", "'adore'; write one of view, like"),
    ],
)
def test_a_history_with_a_line_that_cannot_be_is_not_taken_in(
    line: str, says: str, small_home: Home, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "history.csv"
    file.write_text(f"persona,item_id,kind,rating,at\n{line}\n", encoding="utf-8")
    assert says in refused(capsys, "persona", "import", str(file))
    assert persona(capsys, "list")["personas"] == []


def test_who_judged_everything_is_told_that_nothing_is_left(
    small_home: Home, tmp_path: Path, capsys: Capture
) -> None:
    assert main(["catalog", "items", "small", "--limit", "1000", "--json"]) == 0
    items = [one["item_id"] for one in json.loads(capsys.readouterr().out)["items"]]
    file = tmp_path / "history.csv"
    lines = [f"Ada,{item_id},dislike,,2026-01-01\n" for item_id in items]
    file.write_text("persona,item_id,kind,rating,at\n" + "".join(lines), encoding="utf-8")
    assert persona(capsys, "import", str(file))["interactions"] == len(items)
    assert persona(capsys, "for-you", "Ada")["results"] == []
    assert main(["persona", "for-you", "Ada", "--catalog", "small"]) == 0
    assert "nothing is left for Ada" in capsys.readouterr().out
