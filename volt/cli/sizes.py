"""`volt train sizes`: how many parameters each size has, part by part, without making one."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from volt.cli.shell import DONE, JsonFlag, emit, out, working
from volt.config import SIZES, Config

FieldOption = Annotated[str, typer.Option(help="Kind of the field: mlp or fno.")]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(sizes)


def sizes(field: FieldOption = "mlp", json_: JsonFlag = False) -> int:
    """Show how many parameters each size has, part by part, and the settings of its soft core."""
    with working("counting"):
        found = {size: counted(Config.of(size, {"soft.field": field})) for size in SIZES}
    if json_:
        emit({"field": field, "sizes": found})
        return DONE
    from rich.table import Table

    table = Table("part", *SIZES, box=None)
    for part in next(iter(found.values()))["parameters"]:
        table.add_row(part, *(f"{row['parameters'][part]:,}" for row in found.values()))
    for name in ("hidden", "blocks", "steps"):
        table.add_row(f"[dim]soft.{name}[/]", *(f"[dim]{row['soft'][name]}[/]" for row in found.values()))
    out().print(table)
    return DONE


def counted(config: Config) -> dict[str, Any]:
    """The parameters of every part, and what of the soft core the size decides."""
    from volt.model import parameters

    soft = {name: getattr(config.soft, name) for name in ("hidden", "blocks", "steps")}
    return {"parameters": parameters(config), "soft": soft}
