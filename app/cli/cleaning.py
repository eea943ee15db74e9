"""``triad catalog clean``: find what is wrong with media and texts, repair it, leave it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.options import Json, open_engine
from app.cli.output import note, print_json, print_out, printable, table_console
from app.cli.progress import interruptible, shown_progress
from app.core.cleaning import CleaningProblem
from app.engine.messages import CleaningReport, ExcludeItems, Finding

SHOWN = 40

Name = Annotated[str, typer.Argument(metavar="[NAME]", help="Default: the active catalog.")]
Problems = Annotated[
    list[CleaningProblem] | None,
    typer.Option("--problem", help="Only this problem; may be given several times."),
]


def add_to(group: typer.Typer) -> None:
    """Add the command to the group of catalogs."""
    group.command("clean")(clean)


def clean(
    name: Name = "",
    *,
    problem: Problems = None,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="Trim silence, bring loudness to -23 LUFS, mend texts; files stay."
        ),
    ] = False,
    exclude: Annotated[
        bool, typer.Option("--exclude", help="Leave items out of ranking that still have problems.")
    ] = False,
    json: Json = False,
) -> None:
    """Look at every medium and text once; list blurred, noisy, silent, garbled ones and others."""
    problems = tuple(problem or ())
    with shown_progress() as report, interruptible() as cancellation, open_engine() as engine:
        found = engine.cleaning.clean(name, report, cancellation)
        if repair:
            found = engine.cleaning.repair(name, (), problems, report, cancellation)
        findings = [one for one in found.findings if not problems or one.problem in problems]
        excluded = 0
        if exclude and (bad := _with_problems(findings)):
            excluded = engine.browsing.exclude(ExcludeItems(name, bad, True)).items
    if json:
        listed = {**asdict(found), "findings": [asdict(one) for one in findings]}
        print_json({**listed, "excluded": excluded})
        return
    _print_findings(findings)
    _print_counts(found, findings)
    if exclude:
        print_out(f"{excluded:,} items left out of ranking")


def _with_problems(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.item_id for one in findings if not one.is_repaired))


def _print_findings(findings: Sequence[Finding]) -> None:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("item", "problem", "value", "threshold", "state", "file"):
        is_number = column in {"value", "threshold"}
        table.add_column(column, justify="right" if is_number else "left", overflow="fold")
    for one in findings[:SHOWN]:
        numbers = (f"{one.value:.3g}", f"{one.threshold:.3g}")
        cells = (one.item_id, one.problem.value, *numbers, _state(one), one.path)
        table.add_row(*(printable(cell) for cell in cells))
    if findings:
        table_console().print(table)
    if len(findings) > SHOWN:
        note(f"{len(findings) - SHOWN:,} more; --json lists them all")


def _state(finding: Finding) -> str:
    if finding.is_repaired:
        now = "" if finding.value_now is None else f", now {finding.value_now:.3g}"
        return f"repaired{now}"
    return "can be repaired" if finding.is_repairable else ""


def _print_counts(report: CleaningReport, findings: Sequence[Finding]) -> None:
    open_ones = Counter(one.problem.value for one in findings if not one.is_repaired)
    counts = ", ".join(f"{problem} {count:,}" for problem, count in open_ones.most_common())
    repaired = sum(one.is_repaired for one in findings)
    print_out(
        f"{printable(report.catalog)}: {report.examined:,} media and texts examined; "
        f"{counts or 'nothing wrong'}" + (f"; {repaired:,} repaired" if repaired else "")
    )
