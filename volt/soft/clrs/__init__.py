"""The soft core on algorithms: nodes are slots, an iteration is a step, hints are the deep supervision (CLRS-30)."""
