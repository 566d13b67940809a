"""Published scores on CLRS-30, in percent, trained and tested by the same protocol.

MPNN, PGN and Triplet-GMPNN: Ibarz et al. 2022, "A Generalist Neural Algorithmic Learner". G-ForgetNet: Bohde et al.
2024, "On the Markov Property of Neural Algorithmic Reasoning". By family only: M-ReNAR, AAAI 2026, and Triplet-GMPNN
as it was trained again there. A test compares the means of families with those that were published.
"""

from __future__ import annotations

MODELS = ("MPNN", "PGN", "Triplet-GMPNN", "G-ForgetNet")
_TABLE = """
activity_selector               80.66  66.80  95.18  99.03
articulation_points             50.91  49.53  88.32  97.97
bellman_ford                    92.01  92.99  97.39  99.18
bfs                             99.89  99.63  99.73  99.96
binary_search                   36.83  76.95  77.58  85.96
bridges                         72.69  51.42  93.99  99.43
bubble_sort                      5.27   6.01  67.68  83.19
dag_shortest_paths              96.24  96.94  98.19  99.37
dfs                              6.54   8.71  47.79  74.31
dijkstra                        91.50  83.45  96.05  99.14
find_maximum_subarray_kadane    20.30  65.23  76.36  78.97
floyd_warshall                  26.74  28.76  48.52  56.32
graham_scan                     91.04  56.87  93.62  97.67
heapsort                        10.94   5.27  31.04  57.47
insertion_sort                  19.81  44.37  78.14  98.40
jarvis_march                    34.86  49.19  91.01  88.53
kmp_matcher                      2.49   2.00  19.51  12.45
lcs_length                      53.23  56.82  80.51  85.43
matrix_chain_order              79.84  83.91  91.68  91.08
minimum                         85.34  87.71  97.78  99.26
mst_kruskal                     70.97  66.96  89.80  91.25
mst_prim                        69.08  63.33  86.39  95.19
naive_string_matcher             3.92   2.08  78.67  97.02
optimal_bst                     62.23  71.01  73.77  83.58
quickselect                      1.43   3.66   0.47   6.30
quicksort                       11.30   6.17  64.64  73.28
segments_intersect              93.44  77.51  97.64  99.06
strongly_connected_components   24.37  20.80  43.43  53.53
task_scheduling                 84.11  84.89  87.25  84.55
topological_sort                52.60  60.45  87.27  99.92
"""
PUBLISHED = {
    name: dict(zip(MODELS, map(float, scores), strict=True))
    for name, *scores in (line.split() for line in _TABLE.strip().splitlines())
}
FAMILIES_ALONE = {
    "Triplet-GMPNN trained again": (
        83.63,
        {"graphs": 86.68, "geometry": 96.21, "strings": 63.40, "dynamic programming": 86.59,
         "divide and conquer": 78.81, "greedy": 92.65, "searching": 61.14, "sorting": 86.52},
    ),
    "M-ReNAR": (
        88.41,
        {"graphs": 94.74, "geometry": 95.83, "strings": 74.72, "dynamic programming": 87.55,
         "divide and conquer": 81.54, "greedy": 94.35, "searching": 61.22, "sorting": 90.51},
    ),
}  # fmt: skip
"""Model to (mean of all, by family)."""
