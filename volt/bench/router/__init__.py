"""The router, measured: held-out families, what no template covers, baselines and ablations."""
