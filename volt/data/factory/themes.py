"""Which theme a module of families belongs to: what reports count by, and what an experiment leaves out at once."""

from __future__ import annotations

THEMES: dict[str, tuple[str, ...]] = {
    "numbers": (
        "arithmetic_of_reals", "bases_and_bits", "combinatorics", "digits", "divisors", "integers", "modular",
        "number_checks", "primes", "sequences",
    ),
    "text": (
        "brackets", "characters", "cleaning", "encodings", "formatting", "formulas", "letters_and_case", "parsing",
        "substrings", "text_search", "validation", "word_changes", "word_checks", "words_of_text",
    ),
    "lists": (
        "changing", "counting", "folding", "list_checks", "neighbours", "ordering", "rearranging", "searching",
        "selecting", "statistics_of_lists", "two_lists",
    ),
    "algorithms": (
        "dynamic_programming", "greedy", "prefix_sums", "recursion", "runs", "stacks_and_queues", "subarrays",
        "two_pointers", "windows",
    ),
    "mappings": (
        "counting_words", "dictionaries", "grouping", "pairs_and_tuples", "records", "sets", "standard_library",
    ),
    "tables_and_graphs": (
        "boards", "graphs", "grid_checks", "grids", "matrices", "moves_and_simulation", "nested_lists", "rows",
        "task_orders", "trees", "weighted_graphs",
    ),
    "time_and_space": ("dates", "geometry", "intervals", "points", "times"),
}  # fmt: skip
"""Modules of `families` by theme; each stands in one."""

_THEME_OF = {module: theme for theme, modules in THEMES.items() for module in modules}


def theme_of(module: str) -> str:
    """The theme of a module of families. KeyError for a module that nobody put into one."""
    return _THEME_OF[module]
