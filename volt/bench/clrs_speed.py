"""How long a training step takes beside the public implementation, on the same algorithm, batch and number of nodes.

CPU seconds of a forward and a backward pass with the step of the optimizer, each in a process with one thread. Two
steps are taken before any is measured: the first of theirs compiles.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from volt.bench import metrics
from volt.data.clrs import TRAIN, load
from volt.errors import ConfigError
from volt.soft.clrs.core import AlgorithmConfig, AlgorithmCore
from volt.threads import one_thread
from volt.train.clrs import losses

ALGORITHMS = ("bfs", "bellman_ford")
_BATCH = 32
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
    "JAX_PLATFORMS": "cpu",
}


def compare(peer: Path, data: Path, algorithms: Sequence[str] = ALGORITHMS, rounds: int = 3) -> list[dict[str, Any]]:
    """Seconds a step of both, for each algorithm. ConfigError when the other interpreter cannot run the peer."""
    rows = []
    for algorithm in algorithms:
        theirs = _theirs(peer, algorithm, rounds)
        ours, parameters = _ours(data, algorithm, rounds)
        rows.append({
            "algorithm": algorithm,
            "ours": metrics.rounds(ours),
            "theirs": metrics.rounds(theirs["seconds"]),
            "times": metrics.rounds([b / a for a, b in zip(ours, theirs["seconds"], strict=True)]),
            "parameters": [parameters, theirs["parameters"]],
            "jax": theirs["jax"],
        })  # fmt: skip
    return rows


def _theirs(peer: Path, algorithm: str, rounds: int) -> dict[str, Any]:
    script = Path(__file__).with_name("clrs_peer.py")
    command = [str(peer), "-P", str(script), algorithm, str(_BATCH), str(rounds)]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | _ONE_THREAD)
        found: dict[str, Any] = json.loads(said.stdout.splitlines()[-1]) if said.returncode == 0 else {}
    except (OSError, ValueError, IndexError) as error:
        raise ConfigError(f"{peer} does not run the public implementation ({error})", _REMEDY) from error
    if not found:
        raise ConfigError(f"{peer} does not run the public implementation: {said.stderr[-300:].strip()}", _REMEDY)
    return found


_REMEDY = "Give a python that has jax, dm-haiku, chex, optax and, with --no-deps, dm-clrs"


def _ours(data: Path, algorithm: str, rounds: int) -> tuple[list[float], int]:
    probes, pools = load(data, algorithm, TRAIN)
    batch = pools[-1].rows(torch.arange(min(_BATCH, len(pools[-1]))))
    torch.manual_seed(0)
    core = AlgorithmCore(probes, AlgorithmConfig())
    optimizer = torch.optim.AdamW(core.parameters(), 1e-3)
    generator = torch.Generator().manual_seed(0)
    taken = []
    with one_thread():
        for _ in range(2 + rounds):
            before = time.process_time()
            said, halt = losses(core, batch, core.unroll(batch, generator))
            optimizer.zero_grad()
            (said + halt).backward()
            optimizer.step()
            taken.append(time.process_time() - before)
    return taken[2:], sum(p.numel() for p in core.parameters())
