"""Several processes that train one core, as `torchrun` starts them; without it this process is the only one.

    torchrun --nproc-per-node 2 -m volt train soft --size large --set batch=64 ...

A batch is cut into parts, and every process computes its own. FSDP2 (`fully_shard`, Zhao et al. 2023) keeps a share of
each weight, average and moment in every process and brings a block together when it is asked. Texts, encoder and
decoder are in all of them; the first writes.

What it does not do: split what is frozen, and train the blend of ghosts, a single number that cannot be shared out.
"""

from __future__ import annotations

import atexit
import os
from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor, distributed, nn

from volt.soft.rar import SoftCore


@dataclass(frozen=True)
class World:
    """Which process this is, of how many."""

    rank: int = 0
    size: int = 1

    @property
    def first(self) -> bool:
        """Whether this is the process that writes and speaks."""
        return self.rank == 0


@cache
def world() -> World:
    """The processes that `torchrun` started; joins them when asked first."""
    if not distributed.is_torchelastic_launched() or os.environ["WORLD_SIZE"] == "1":
        return World()
    distributed.init_process_group("cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo")
    atexit.register(distributed.destroy_process_group)
    return World(distributed.get_rank(), distributed.get_world_size())


def shard(core: SoftCore) -> None:
    """Leave this process its share of the weights; a single one keeps all."""
    if world().size == 1:
        return
    from torch.distributed.device_mesh import init_device_mesh
    from torch.distributed.fsdp import fully_shard, register_fsdp_forward_method

    numbers: set[nn.Parameter] = {p for p in core.parameters() if p.ndim == 0}
    for p in numbers:
        p.requires_grad_(False)
    mesh = init_device_mesh(next(core.parameters()).device.type, (world().size,))
    for part in (*core.vfn.blocks, core.controller):
        fully_shard(part, mesh=mesh)
    fully_shard(core.vfn, mesh=mesh, ignored_params=numbers)
    register_fsdp_forward_method(core.vfn, "scores")


def gathered(core: SoftCore) -> SoftCore:
    """The core with all its weights in every process; all have to ask."""
    if world().size == 1:
        return core
    full = SoftCore(core.config)
    full.load_state_dict({name: whole(tensor) for name, tensor in core.state_dict().items()})
    return full.train(core.training)


def whole(tensor: Tensor) -> Tensor:
    """A tensor without its seams; all processes have to ask for the same."""
    if world().size == 1:
        return tensor
    from torch.distributed.tensor import DTensor

    return tensor.full_tensor() if isinstance(tensor, DTensor) else tensor


def share_of(tensor: Tensor, like: Tensor) -> Tensor:
    """What of a whole tensor lies here when it is cut as `like` is."""
    if world().size == 1:
        return tensor
    from torch.distributed.tensor import DTensor, distribute_tensor

    if not isinstance(like, DTensor) or tensor.shape != like.shape:
        return tensor
    return distribute_tensor(tensor, like.device_mesh, like.placements)


def anywhere(here: bool) -> bool:
    """Whether it is so in any process: what stops one has to stop all, or the others wait for it."""
    if world().size == 1:
        return here
    count = torch.tensor(float(here))
    distributed.all_reduce(count)
    return bool(count > 0)


def mean(values_N: Tensor) -> Tensor:
    """The mean over the processes."""
    if world().size == 1:
        return values_N
    total_N = values_N.clone()
    distributed.all_reduce(total_N)
    return total_N / world().size
