"""How well functions are found by what people say of them: ours beside BM25 and a sentence encoder, in one run."""

from __future__ import annotations

RESULT = "retrieval.json"
ABLATIONS = "retrieval-ablations.json"
TITLES = {RESULT: "Search over code: quality", ABLATIONS: "Search over code: what its parts are worth"}
