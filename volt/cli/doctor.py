"""`volt doctor`: what this machine offers, where things lie, and what is missing."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

import typer

from volt import __version__, places
from volt.cli import languages
from volt.cli.shell import DONE, UNVERIFIED, JsonFlag, emit, out, working
from volt.errors import VoltError

PACKAGES = ("torch", "numpy", "safetensors", "tokenizers", "typer", "rich", "platformdirs")


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(doctor)


def doctor(json_: JsonFlag = False) -> int:
    """Show isolation layers, places, weights and versions. 1 when something that `solve` needs is missing."""
    with working("looking around"):
        found = examine()
    if json_:
        emit(found)
    else:
        _show(found)
    return DONE if found["ok"] else UNVERIFIED


def examine() -> dict[str, Any]:
    """Everything the command shows, as plain data; trouble is part of it and never raised."""
    home, weights, isolation = _home(), _weights(places.models()), _isolation()
    return {
        "ok": not any("error" in part for part in (home, weights, isolation)),
        "volt": __version__,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.release()}, {platform.machine()}, {os.cpu_count()} CPUs",
        "packages": {name: _version(name) for name in PACKAGES},
        "torch": _torch(),
        "places": {"home": home, "data": _data()},
        "weights": weights,
        "isolation": isolation,
        "languages": languages.toolchains(),
    }


def _home() -> dict[str, Any]:
    try:
        return {"path": str(places.home())}
    except VoltError as error:
        return {"error": str(error)}


def _data() -> dict[str, Any]:
    """VOLT_DATA is needed for training and measuring only, so its absence is no error."""
    try:
        return {"path": str(places.data())}
    except VoltError as error:
        return {"note": error.message}


def _weights(folder: Path) -> dict[str, Any]:
    from volt.model import VoltModel

    try:
        model = VoltModel.load(folder)
    except VoltError as error:
        return {"path": str(folder), "error": str(error)}
    return {
        "path": str(folder),
        "size": model.config.size,
        "parameters": sum(p.numel() for p in model.parameters()),
        "bytes": sum(file.stat().st_size for file in folder.iterdir() if file.is_file()),
        "trained": list(model.trained),
        "gamma": _gamma(folder, model.digest),
    }


def _gamma(folder: Path, weights: str) -> str:
    """Whether γ is calibrated for these weights and ways of finding programs, in words."""
    from volt.hard.certainty import Certainty, Fitted
    from volt.hard.strands import versions

    try:
        certainty = Certainty.load(folder, Fitted(weights, versions()))
    except VoltError as error:
        return f"not calibrated: {error}"
    if certainty.calibrated:
        return "calibrated"
    return f"not calibrated: {certainty.stale or 'nothing was fitted'}"


def _isolation() -> dict[str, Any]:
    from volt.verify import isolation

    try:
        layers = isolation()
    except VoltError as error:
        return {"error": str(error), "layers": []}
    return {"layers": [{"name": layer.name, "on": layer.on, "reason": layer.reason} for layer in layers]}


def _torch() -> dict[str, Any]:
    import torch

    return {
        "version": torch.__version__,
        "threads": torch.get_num_threads(),
        "cuda": torch.cuda.get_device_name() if torch.cuda.is_available() else None,
    }


def _version(package: str) -> str:
    from importlib import metadata  # a tenth of what `volt --help` takes

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "missing"


def _show(found: dict[str, Any]) -> None:
    from rich.markup import escape

    console = out()

    def say(text: str) -> None:
        console.print(text, soft_wrap=True)

    say(f"[bold]volt {found['volt']}[/]  python {found['python']}  {escape(found['machine'])}")
    say("  ".join(f"{name} {version}" for name, version in found["packages"].items()))
    say(f"cuda: {found['torch']['cuda'] or 'none'}   torch threads: {found['torch']['threads']}")
    for name, part in (*found["places"].items(), ("weights", found["weights"])):
        style = "red" if "error" in part else "dim"
        trouble = part.get("error", part.get("note", ""))
        say(f"[bold]{name:8}[/] {escape(part.get('path', ''))} [{style}]{escape(trouble)}[/]")
    if "size" in found["weights"]:
        say(f"         {_described(found['weights'])}")
        say(f"[bold]γ       [/] {escape(found['weights']['gamma'])}")
    say("[bold]isolation[/]")
    for layer in found["isolation"]["layers"]:
        mark = "[green]on [/]" if layer["on"] else "[red]off[/]"
        say(f"  {mark}  {layer['name']:18} [dim]{escape(layer['reason'])}[/]".rstrip())
    if "error" in found["isolation"]:
        say(f"  [red]{escape(found['isolation']['error'])}[/]")
    say("[bold]languages[/]")
    for name, language in found["languages"].items():
        have = escape(language["version"] or "")
        say(f"  {name:11} {have}" if have else f"  {name:11} [yellow]install it with: {escape(language['install'])}[/]")


def _described(weights: dict[str, Any]) -> str:
    trained = ", ".join(weights["trained"]) or "nothing"
    megabytes = weights["bytes"] / 1e6
    return f"{weights['size']}, {weights['parameters']:,} parameters, {megabytes:.1f} MB, trained: {trained}"
