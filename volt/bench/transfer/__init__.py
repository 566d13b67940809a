"""Do made exercises help with real problems? The same small decoder, the same compute, only the data differ.

    volt bench transfer --data DIR --corpus DIR --exercises DIR

Arms: (a) mined functions, (b) and training problems, (c) and exercises, (d) and transformed problems; arm c once more
with fewer exercises, and without each group of families. Measured on development sets and on families held out.

    arms      the settings and what every arm is trained on
    material  texts and questions, decontaminated, as ids on disk
    forms     problems and exercises as a plain function that comes first
    learner   the decoder of about 1M parameters, its batches and its training
    exam      writing programs for all questions at once, and judging them
    report    figures with intervals over problems and seeds
    run       every (arm, seed), each once

What this does not say: how a larger model or a longer training would profit.
"""

from __future__ import annotations

RESULT = "transfer.json"
"""The result file."""
