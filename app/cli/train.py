"""``triad train``: train a fusion model on a catalog, as a run that is kept."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import CatalogName, Device, Json, open_engine
from app.cli.output import print_json, print_out
from app.cli.plan_options import parse_settings
from app.cli.progress import interruptible, shown_progress
from app.cli.runs import as_json, in_words
from app.core.lab import AudioFeature, FeatureChoice, FusionKind, ImageFeature, RunPlan, TextFeature


def train(
    *,
    fusion: Annotated[
        str, typer.Option("--fusion", metavar="NAME", help="What to call the model.")
    ] = "",
    strategy: Annotated[
        FusionKind, typer.Option(help="How the modalities become one vector.")
    ] = FusionKind.TOWERS,
    image: Annotated[ImageFeature, typer.Option(help="Features of pictures.")] = (
        ImageFeature.PRETRAINED
    ),
    text: Annotated[TextFeature, typer.Option(help="Features of words.")] = TextFeature.PRETRAINED,
    audio: Annotated[AudioFeature, typer.Option(help="Features of sounds.")] = (
        AudioFeature.PRETRAINED
    ),
    glove: Annotated[
        str, typer.Option(metavar="FILE", help="Word vectors in GloVe's text format.")
    ] = "",
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A hyper-parameter; may be repeated."),
    ] = None,
    resume: Annotated[str, typer.Option(metavar="RUN", help="Go on with an interrupted run.")] = "",
    promote: Annotated[
        bool, typer.Option(help="Whether the model becomes the catalog's default.")
    ] = True,
    catalog: CatalogName = "",
    seed: Annotated[int, typer.Option(min=0, help="Makes training repeatable.")] = 0,
    device: Device = None,
    json: Json = False,
) -> None:
    """Encode what is missing, train a fusion model, and make it the catalog's default."""
    network, trainer = parse_settings(settings or (), seed)
    plan = RunPlan(FeatureChoice(image, text, audio, glove), strategy, network, trainer, fusion)
    with shown_progress() as report, interruptible() as cancellation, open_engine(device) as engine:
        run = engine.lab.train(catalog, plan, resume, report=report, cancellation=cancellation)
        if promote:
            run = engine.lab.promote(catalog, run.run_id, report, cancellation)
    if json:
        print_json(as_json(run))
    else:
        print_out(in_words(run))
