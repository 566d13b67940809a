"""The part of `volt verify` that is about fresh inputs."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from volt.cli import inputs
from volt.errors import ChecksError

if TYPE_CHECKING:
    from volt.verify import Fresh


def asked(
    generator: Path | None, reference: Path | None, property_: Path | None, count: int | None, seed: int | None
) -> Fresh | None:
    """The fresh inputs that the options ask for. ChecksError when they do not go together."""
    from volt.verify import Fresh

    if generator is None:
        options = {"--reference": reference, "--property": property_, "--count": count, "--seed": seed}
        for option, value in options.items():
            if value is not None:
                raise ChecksError(f"{option} is for fresh inputs, and nothing draws them", "Give --generator FILE")
        return None
    if (reference is None) == (property_ is None):
        raise ChecksError(
            "fresh inputs are held against a reference or a property, not both and not neither",
            "Give --reference FILE or --property FILE",
        )
    right = inputs.source_file(reference) if reference else None
    rule = inputs.source_file(property_) if property_ else None
    source = inputs.source_file(generator)
    return Fresh(source, right, rule, seed=seed) if count is None else Fresh(source, right, rule, count, seed)


def function(name: str | None, drawn: Fresh | None) -> str | None:
    """The function to ask: the one named, or the only one that the reference defines; else ChecksError."""
    if name is not None or drawn is None:
        return name
    from volt.verify.checks import parse

    body = parse(drawn.reference or "", "the reference").body
    names = [node.name for node in body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    if len(names) != 1:
        raise ChecksError("it is not clear which function to ask fresh inputs", "Say it with --function NAME")
    return names[0]


def refuse(drawn: Fresh | None, name: str | None, only: str) -> None:
    """ChecksError when options were given that mean nothing here."""
    if drawn is not None or name is not None:
        raise ChecksError(f"--generator and --function are for {only}", "Leave them out")
