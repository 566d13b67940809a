"""Batches in parts and in several processes, iterations computed again, measured precision, death and resumption."""

from __future__ import annotations

import dataclasses
import functools
import gzip
import json
import math
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny
import torch
from commands import Volt
from test_soft import active, core, frames
from torch import distributed

from volt import checkpoint
from volt.config import FIELDS, Config
from volt.errors import ConfigError, VoltError
from volt.model import VoltModel
from volt.soft.rar import SoftCore
from volt.train import encoder, parallel, precision, soft
from volt.train.common import Recipe, Run, batch_indices

ROOT = Path(__file__).resolve().parent.parent
SHORT = Recipe(steps=6, batch=4, learning_rate=3e-3, warmup=2, save_every=3, report_every=1, ema=0.9)


def regression(tmp_path: Path, accumulate: int) -> tuple[torch.Tensor, Run]:
    """Weights after a few steps of a loss that is a mean over rows."""
    recipe = dataclasses.replace(SHORT, batch=12, accumulate=accumulate)
    luck = torch.Generator().manual_seed(0)
    x, y = torch.randn(40, 5, generator=luck), torch.randn(40, generator=luck)
    weight = torch.nn.Parameter(torch.ones(5, 1))
    run = Run(tmp_path / str(accumulate), "test", recipe, {"w": weight}, divisible=True)
    part_of = recipe.of_part()
    for step in run.steps():
        for part in run.parts(step):
            rows = batch_indices(40, part_of.batch, part, recipe.seed)
            run.add((x[rows] @ weight - y[rows, None]).square().mean(), rows)
        run.update()
    return weight.detach(), run


def test_a_batch_in_parts_moves_the_weights_as_the_whole_does(tmp_path: Path) -> None:
    whole, parts = (regression(tmp_path, accumulate)[0] for accumulate in (1, 4))
    assert not torch.equal(whole, torch.ones(5, 1)) and torch.allclose(whole, parts, atol=1e-6)


def test_parts_are_refused_where_rows_are_compared_or_do_not_come_out_even(tmp_path: Path) -> None:
    halves = dataclasses.replace(SHORT, accumulate=2)
    with pytest.raises(ConfigError, match="encoder compares the rows"):
        encoder.train(tiny.model(), halves, tiny.TinySources(), tmp_path)
    with pytest.raises(ConfigError, match="3 equal parts"):
        soft.train(tiny.model(), dataclasses.replace(SHORT, accumulate=3), tiny.TinySources(), tmp_path)
    with pytest.raises(ConfigError, match="accumulate >= 1"):
        dataclasses.replace(SHORT, accumulate=0)


def test_what_is_not_finite_is_reported_with_its_step_and_rows(tmp_path: Path) -> None:
    run = regression(tmp_path, 2)[1]
    weight = run.parameters["w"]
    for bad in (weight.sum() * math.nan, (weight - weight.detach()).sum().sqrt()):
        before = weight.detach().clone()
        with pytest.raises(VoltError, match=r"at step 6 in rows 7, 8, 9, 3\. Lower"):
            run.add(weight.sum(), [7, 8])
            run.update(bad, [9, 3])
        assert torch.equal(weight, before) and weight.grad is None


def test_the_soft_stage_names_the_rows_that_broke_it(tmp_path: Path) -> None:
    model = tiny.model()
    model.soft.vfn.out_E.data.fill_(math.nan)
    rows, _ = soft.examples(model, tiny.TinySources())
    first = ", ".join(map(str, soft.by_length(rows, 4, 0, 0)))
    with pytest.raises(VoltError, match=f"soft: the loss is nan at step 0 in rows {first}"):
        soft.train(model, SHORT, tiny.TinySources(), tmp_path)


# ---- iterations computed again ---------------------------------------------------------------------------------------


def gradients(made: SoftCore) -> list[torch.Tensor]:
    query = frames() * active()[..., None, None]
    made.zero_grad()
    mask_BSR = active()[..., None].expand(-1, -1, 4)
    worth = soft.rollout(made, (query, mask_BSR), 4, lambda x: (x - frames(seed=7)).square().sum((1, 2, 3)),
                         torch.Generator().manual_seed(3))  # fmt: skip
    worth.sum().backward()
    return [p.grad.clone() for p in made.parameters() if p.grad is not None]


def test_computing_iterations_again_keeps_gradients_and_saves_memory(tmp_path: Path) -> None:
    made, kept = core(blocks=2), []
    plain = gradients(made)
    made.recompute = True
    again = gradients(made)
    assert len(plain) > 10 and all(torch.equal(a, b) for a, b in zip(plain, again, strict=True))
    for made.recompute in (False, True):
        sizes: list[int] = []
        with torch.autograd.graph.saved_tensors_hooks(lambda t, s=sizes: s.append(t.numel()) or t, lambda t: t):
            made.refine(frames(), active(), torch.Generator())
        kept.append(sum(sizes))
    assert kept[1] < kept[0] / 3
    recipe = dataclasses.replace(SHORT, steps=2, recompute=True)
    one, other = (
        soft.train(tiny.model(), r, tiny.TinySources(), tmp_path / str(r.recompute)).state_dict()
        for r in (recipe, dataclasses.replace(recipe, recompute=False))
    )
    assert all(torch.equal(one[name], other[name]) for name in one)


# ---- precision -------------------------------------------------------------------------------------------------------


def test_bfloat16_is_taken_on_a_gpu_that_is_measured_to_be_faster_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gpu, cpu = torch.device("cuda"), torch.device("cpu")

    def taking(half: float):  # type: ignore[no-untyped-def]
        return lambda device, dtype: half if dtype == torch.bfloat16 else 1.0

    assert precision.choose(gpu, taking(0.2)) == torch.bfloat16
    assert precision.choose(gpu, taking(0.9)) == precision.choose(gpu, taking(140.0)) == torch.float32
    assert precision.choose(cpu, taking(0.2)) == torch.float32
    monkeypatch.setattr(precision, "_WIDTH", 64)
    assert 0 < precision.products(cpu, torch.float32) < 60
    x = torch.ones(2, 2)
    for dtype in (torch.float32, torch.bfloat16):
        with precision.autocast(cpu, dtype):
            assert (x @ x).dtype == dtype


# ---- several processes -----------------------------------------------------------------------------------------------


PAIR = Recipe(steps=2, batch=4, warmup=1, ema=0.5, save_every=1, report_every=1)


def large(blocks: int = 4, field: str = "mlp") -> VoltModel:
    """A model of size large at toy width, with fewer blocks than its twenty unless they are asked for."""
    toy = {**tiny.OVERRIDES, "soft.steps": 2, "soft.hidden": 8, "soft.blocks": blocks, "soft.field": field}
    torch.manual_seed(0)
    return VoltModel(Config.of("large", toy), tiny.tokenizer())


def in_two(work: Callable[[], object]) -> None:
    """Do it in two processes that know of each other, as `torchrun` would start them."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])

    def child(rank: int) -> None:
        told = {"RANK": str(rank), "WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
        os.environ.update(told, TORCHELASTIC_RUN_ID="test")
        parallel.world.cache_clear()
        work()
        distributed.barrier()

    children = [multiprocessing.get_context("fork").Process(target=child, args=(rank,)) for rank in range(2)]
    for one in children:
        one.start()
    for one in children:
        one.join(100)
    assert [one.exitcode for one in children] == [0, 0]


def test_two_processes_that_share_out_the_weights_take_the_steps_that_one_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = soft.train(large(), dataclasses.replace(PAIR, accumulate=2), tiny.TinySources(), tmp_path / "one")

    shared = dataclasses.replace(PAIR, recompute=True)

    class Crash(Exception):
        pass

    def crashing() -> None:
        save = Run.save

        def once(self: Run) -> None:
            save(self)
            raise Crash

        monkeypatch.setattr(Run, "save", once)
        with pytest.raises(Crash):
            soft.train(large(), shared, tiny.TinySources(), tmp_path / "two")

    def together() -> None:
        model = soft.train(large(), shared, tiny.TinySources(), tmp_path / "two")
        assert ("soft" in model.trained) == parallel.world().first

    in_two(crashing)
    in_two(together)
    one, two = alone.soft.state_dict(), VoltModel.load(tmp_path / "two").soft.state_dict()
    start = large().soft.state_dict()
    assert all(torch.allclose(one[name], two[name], atol=1e-4) for name in one)
    assert sum(not torch.equal(one[name], start[name]) for name in one) > 20
    states = [checkpoint.load(tmp_path / name / "soft.state.volt", kind="state-soft")[0] for name in ("one", "two")]
    assert states[0].keys() == states[1].keys()  # either could go on with the other's
    assert all(states[0][name].shape == states[1][name].shape for name in states[0])
    # Weights may differ where a gradient is nothing but rounding, for Adam makes a step of it.
    means = [name for name in states[0] if name.endswith("exp_avg")]
    assert len(means) > 20 and all(torch.allclose(states[0][n], states[1][n], atol=1e-7) for n in means)
    reports = [json.loads(line) for line in (tmp_path / "two" / "soft.jsonl").read_text().splitlines()]
    assert [row["step"] for row in reports] == [1, 2, 2]


def test_what_is_not_finite_in_one_process_stops_both(tmp_path: Path) -> None:
    def work() -> None:
        weight = torch.nn.Parameter(torch.ones(2))
        run = Run(tmp_path, "test", PAIR, {"w": weight}, divisible=True)
        rank = parallel.world().rank
        with pytest.raises(VoltError, match=f"the loss is {'nan' if rank else '2.0'} at step 0 in rows {rank}"):
            run.add(weight.sum() * (math.nan if rank else 1.0), [rank])
        with pytest.raises(ConfigError, match="in one process"):
            Run(tmp_path, "other", PAIR, {"w": weight})

    in_two(work)


def corpus(folder: Path) -> Path:
    """Sixteen functions as if they had been mined."""
    made = folder / "corpus"
    made.mkdir()
    rows = [{"id": f"p:{i}", "name": "f", "package": "p", "version": "1", "licence": "MIT", "path": "p.py",
             "line": i, "signature": pair.header, "docstring": pair.request, "code": pair.code}
            for i, pair in enumerate(tiny.pairs())]  # fmt: skip
    with gzip.open(made / "train-0000-0123abcd.jsonl.gz", "wt") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    (made / "manifest.json").write_text(json.dumps({"shards": {"train-0000-0123abcd.jsonl.gz": {}}}))
    return made


@pytest.mark.slow  # three times the time it takes to load torch
@pytest.mark.parametrize("field", FIELDS)
def test_torchrun_starts_the_stage_from_the_command_line(field: str, volt: Volt, tmp_path: Path) -> None:
    for name in ("one", "two"):
        large(20, field).save(tmp_path / name)
        (tmp_path / name / "large.toml").write_text("[soft]\nsteps = 1\nbatch = 4\nwarmup = 1\nema = 0.5\n")
    told = ["train", "soft", "--size", "large", "--corpus", str(corpus(tmp_path)), "--no-decontaminate", "--json"]
    runs = {name: [*told, "--out", str(tmp_path / name), "--recipe", str(tmp_path / name / "large.toml")]
            for name in ("one", "two")}  # fmt: skip
    two = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "volt"]
    said = subprocess.run([*two, *runs["two"]], cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert said.returncode == 0, said.stderr
    assert said.stdout.count('"stage"') == 1  # the second process says nothing
    single = volt(*runs["one"], "--set", "accumulate=2")
    assert single.code == 0
    one, two = (VoltModel.load(tmp_path / name).soft.state_dict() for name in ("one", "two"))
    assert len((tmp_path / "two" / "soft.jsonl").read_text().splitlines()) == 2
    worst = max((one[name] - two[name]).abs().max().item() for name in one)
    assert worst < 1e-5, worst


# ---- death -----------------------------------------------------------------------------------------------------------

LONG = dataclasses.replace(SHORT, steps=8, save_every=1)


def test_a_run_that_was_killed_goes_on_bit_for_bit(tmp_path: Path) -> None:
    straight = soft.train(tiny.model(), LONG, tiny.TinySources(), tmp_path / "straight")
    work = functools.partial(soft.train, tiny.model(), LONG, tiny.TinySources(), tmp_path / "killed")
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    state, deadline = tmp_path / "killed" / "soft.state.volt", time.monotonic() + 60
    while not state.exists() and child.is_alive() and time.monotonic() < deadline:
        time.sleep(0.01)
    child.kill()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    assert not (tmp_path / "killed" / "model.volt").exists()  # it was killed on its way
    resumed = soft.train(tiny.model(), LONG, tiny.TinySources(), tmp_path / "killed")
    other = resumed.state_dict()
    assert all(torch.equal(tensor, other[name]) for name, tensor in straight.state_dict().items())
