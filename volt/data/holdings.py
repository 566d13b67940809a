"""What a corpus folder holds, counted from its shards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from volt.data.corpus import read_corpus, read_manifest
from volt.data.decontaminate import code_tokens

_TRAITS = ("docstring", "details", "comment", "owner", "calls")
_QUANTILES = (10, 50, 90, 99)


def holdings(folder: Path) -> dict[str, Any]:
    """Counts of functions, packages and licences, and quantiles of sizes. DataError when it is no whole corpus."""
    manifest = read_manifest(folder)
    licences: Counter[str] = Counter()
    traits = Counter(dict.fromkeys(_TRAITS, 0))
    tokens, words = [], []
    for function in read_corpus(folder / name for name in manifest.shards):
        licences[function.licence] += 1
        traits.update(name for name in _TRAITS if getattr(function, name))
        tokens.append(len(code_tokens(function.code)))
        words.append(len(function.docstring.split()))
    return {
        "functions": manifest.functions,
        "shards": len(manifest.shards),
        "splits": manifest.counts,
        "with": dict(traits),
        "licences": dict(licences.most_common()),
        "packages": dict(Counter(manifest.packages).most_common()),
        "tokens": _quantiles(tokens),
        "words": _quantiles(words),
        "dropped": manifest.dropped,
        "options": manifest.options,
    }


def _quantiles(sizes: Sequence[int]) -> dict[str, int]:
    """All of them added up, and the sizes below which so many per cent lie."""
    ranked = sorted(sizes)
    marks = {f"{q} %": ranked[min(len(ranked) - 1, len(ranked) * q // 100)] for q in _QUANTILES if ranked}
    return {"all": sum(ranked), **marks}
