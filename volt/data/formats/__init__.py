"""Readers of published problem sets, as their makers publish them; each gives the one `Problem` record.

    read(path)               every problem of a file or a folder, whatever known format it has
    sources(path)            the same, file by file, with what was recognised

    rows.py                  files and folders to rows: JSON lines, JSON, Parquet, gzipped or not
    form.py                  what a format is, and how a row of unknown format is recognised
    judged.py                HumanEval, MBPP, DS-1000, MultiPL-E
    apps.py, exercism.py     sets that are folders, too
    functions.py             CodeSearchNet, The Stack, CodeXGLUE

A format is recognised by its columns. What cannot be read is a DataError of one line that names file and line.
"""

from __future__ import annotations

from volt.data.formats.reading import FORMS, Source, read, sources

__all__ = ["FORMS", "Source", "read", "sources"]
