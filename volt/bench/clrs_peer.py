"""CPU seconds of a training step of the public implementation of Triplet-GMPNN, in JAX; prints them as JSON.

    PYTHON clrs_peer.py bfs 32 5

Run by `volt bench clrs --peer` in an interpreter of its own, which has jax, dm-haiku, chex, optax and dm-clrs, and
needs nothing of Volt. Settings are the public recipe's: hidden width 128, eight triplet channels, Adam, clipping at 1.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import tempfile
import time
from types import ModuleType
from typing import Any


def main(algorithm: str, batch: int, rounds: int) -> dict[str, Any]:
    """Steps on one batch of 16 nodes, after two of which the first compiles."""
    _stand_in()
    import clrs
    import jax

    sampler, spec = clrs.build_sampler(algorithm, seed=1, num_samples=batch, length=16)

    def endless() -> Any:
        while True:
            yield sampler.next()

    spec, batches = clrs.process_permutations(spec, endless(), True)
    feedback = next(batches)
    model = clrs.models.BaselineModel(
        spec=[spec],
        dummy_trajectory=[feedback],
        processor_factory=clrs.get_processor_factory("triplet_gmpnn", use_ln=True, nb_triplet_fts=8, nb_heads=1),
        hidden_dim=128,
        encode_hints=True,
        decode_hints=True,
        encoder_init="xavier_on_scalars",
        use_lstm=False,
        learning_rate=1e-3,
        grad_clip_max_norm=1.0,
        checkpoint_path=tempfile.mkdtemp(),
        freeze_processor=False,
        dropout_prob=0.0,
        hint_teacher_forcing=0.0,
        hint_repred_mode="soft",
        nb_msg_passing_steps=1,
    )
    model.init([feedback.features], 0)
    key = jax.random.PRNGKey(0)
    for _ in range(2):
        float(model.feedback(key, feedback, 0))
    taken = []
    for _ in range(rounds):
        before = time.process_time()
        float(model.feedback(key, feedback, 0))
        taken.append(time.process_time() - before)
    parameters = sum(leaf.size for leaf in jax.tree_util.tree_leaves(model.params))
    return {"seconds": taken, "parameters": parameters, "jax": jax.__version__}


def _stand_in() -> None:
    """Names for what the package imports to read the data of others."""

    class Whatever(type):
        def __getattr__(cls, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return Whatever(name, (), {"__init__": lambda self, *_, **__: None})

    class Anything(ModuleType):
        def __getattr__(self, name: str) -> Any:
            return getattr(Whatever("any", (), {}), name)

    tensorflow, data = Anything("tensorflow"), Anything("tensorflow_datasets")
    vars(tensorflow)["Tensor"] = type("Tensor", (), {})
    config = dataclasses.make_dataclass("BuilderConfig", [("name", str, "")])
    core = Anything("core")
    vars(core)["BuilderConfig"] = config
    vars(data)["core"] = core
    text = Anything("clrs._src.clrs_text")
    sys.modules.update({"tensorflow": tensorflow, "tensorflow_datasets": data, text.__name__: text})


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
