"""The drawings of a trace: curves, tables and the map of attention, as inline SVG and HTML. Nothing is decided here.

Shapes: K = iterations, N = blocks, S = slots.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from volt.cli.picture import text_only
from volt.config import Role
from volt.recording import Track

NAMES = [f"S{int(role)} {role.name.lower()}" for role in Role]
LINKS = 8
"""The strongest links that are listed."""
_NUMBERS = 12
"""Iterations up to which a table has room for numbers beside colours."""
_LEAST = 1e-5
"""Smaller changes are rounded away."""
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 520, 300, 44, 30
_CELL, _LABELS, _TOP = 24, 104, 20


def convergence(track: Track) -> str:
    """The relative change of every active slot against the iteration, on a logarithmic scale, with the threshold."""
    changes = [x for row in track.changes_KS for x, on in zip(row, track.active_S, strict=True) if on and x > 0]
    shown = [x for x in (*changes, *track.below_K) if x > 0] or [1.0]
    low, high = max(min(shown) / 1.4, _LEAST), 1.4 * max(*shown, _LEAST)
    total = len(track.changes_KS)

    def x(k: int) -> float:
        return _LEFT + (k - 0.5) * (_WIDTH - _LEFT) / total

    def y(change: float) -> float:
        return 8 + (_HEIGHT - _BOTTOM - 8) * (math.log10(high / max(change, low))) / math.log10(high / low)

    parts = [_svg(_WIDTH, _HEIGHT, "Relative change of every slot against the iteration")]
    for tick in _ticks(low, high):
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>')
    if any(track.below_K):
        limit = " ".join(f"{x(k):.1f},{y(below):.1f}" for k, below in enumerate(track.below_K, 1))
        parts.append(f'<polyline class="limit" points="{limit}"/>')
        parts.append(f'<text x="{x(1) + 6:.1f}" y="{y(track.below_K[0]) - 5:.1f}">freezes below</text>')
    every = max(1, total // 12)
    for k in range(1, total + 1):
        line = f'x1="{x(k):.1f}" x2="{x(k):.1f}" y1="8" y2="{_HEIGHT - _BOTTOM}"'
        parts.append(f'<line class="cursor" data-at="{k}" visibility="hidden" {line}/>')
        if k % every == 0 or k == 1:
            parts.append(f'<text x="{x(k):.1f}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">{k}</text>')
    parts.append(f'<text x="{_WIDTH}" y="{_HEIGHT - 2}" text-anchor="end">iteration</text>')
    for slot, name in enumerate(NAMES):
        if track.active_S[slot]:
            until = track.frozen_S[slot] or total
            parts += _curve(slot, name, [(x(k), y(track.changes_KS[k - 1][slot])) for k in range(1, until + 1)])
    return "".join([*parts, "</svg>"])


def _curve(slot: int, name: str, points: Sequence[tuple[float, float]]) -> Iterator[str]:
    line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
    yield f'<g style="--slot:var(--s{slot})"><title>{name}</title><polyline class="curve" points="{line}"/>'
    if len(points) <= _NUMBERS:
        yield from (f'<circle class="dot" cx="{a:.1f}" cy="{b:.1f}" r="2.6"/>' for a, b in points)
    yield "</g>"


def _ticks(low: float, high: float) -> Iterator[float]:
    """1, 2 and 5 times powers of ten; over many decades the powers alone."""
    steps = (1, 2, 5) if high / low < 300 else (1,)
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        yield from (tick for step in steps if low <= (tick := step * 10.0**power) <= high)


def table(track: Track, rows_KS: Sequence[Sequence[float]], kind: str, most: float, *, frozen: bool) -> str:
    """A number for every slot and iteration, coloured; with `frozen`, when each slot froze."""
    total = len(rows_KS)
    head = "".join(f'<th scope="col" data-k="{k}">{k}</th>' for k in range(1, total + 1))
    last = '<th scope="col">frozen</th>' if frozen else ""
    lines = [f'<table class="heat of-{kind}"><thead><tr><th scope="col">slot</th>{head}{last}</tr></thead><tbody>']
    for slot, name in enumerate(NAMES):
        if not track.active_S[slot]:
            continue
        swatch = f'<span class="swatch" style="--slot:var(--s{slot})"></span>'
        lines.append(f'<tr><th scope="row">{swatch}{name}</th>')
        lines += _cells(track, rows_KS, slot, most)
        if frozen:
            at = track.frozen_S[slot]
            lines.append(f'<td class="frost">{f"after {at}" if at else "still moving"}</td>')
        lines.append("</tr>")
    return "".join([*lines, "</tbody></table>"])


def idle(track: Track) -> str:
    """Which slots the request left empty."""
    names = [name for name, on in zip(NAMES, track.active_S, strict=True) if not on]
    return f"Not active: {', '.join(names)}." if names else ""


def _cells(track: Track, rows_KS: Sequence[Sequence[float]], slot: int, most: float) -> Iterator[str]:
    until = track.frozen_S[slot] or len(rows_KS)
    for k, row in enumerate(rows_KS, 1):
        if k > until:
            yield f'<td class="rest" data-k="{k}">·</td>'
            continue
        shown = f"{row[slot]:.3f}" if len(rows_KS) <= _NUMBERS else ""
        heat = math.sqrt(max(0.0, row[slot]) / most) if most else 0.0
        yield f'<td data-k="{k}" style="--v:{heat:.3f}" title="{row[slot]:.5f}">{shown}</td>'


def attention(track: Track) -> str:
    """Who listens to whom in the last iteration: a row hears its columns."""
    side = _CELL * len(NAMES)
    parts = [_svg(_LABELS + side + 2, _TOP + side + 2, "Attention between slots: rows listen to columns")]
    rows = track.attention_KNSS[-1][0]
    for slot, name in enumerate(NAMES):
        middle = slot * _CELL + _CELL / 2
        label = f'class="strong" x="{_LABELS - 8}" y="{_TOP + middle + 4}" text-anchor="end"'
        parts.append(f"<text {label}>{name}</text>")
        parts.append(f'<text x="{_LABELS + middle}" y="{_TOP - 6}" font-size="10" text-anchor="middle">S{slot}</text>')
    for a, b in ((a, b) for a in range(len(NAMES)) for b in range(len(NAMES))):
        rest = not (track.active_S[a] and track.active_S[b])
        said = f"{NAMES[a]} → {NAMES[b]}: {'not active' if rest else f'{rows[a][b]:.3f}'}"
        parts.append(
            f'<rect class="cell{" rest" if rest else ""}" x="{_LABELS + b * _CELL}" y="{_TOP + a * _CELL}" rx="3" '
            f'width="{_CELL - 2}" height="{_CELL - 2}" style="--v:{math.sqrt(max(0.0, rows[a][b])):.3f}">'
            f"<title>{said}</title></rect>"
        )
    return "".join([*parts, "</svg>"])


def strongest(track: Track) -> str:
    """The links of the last iteration in which one slot listens most to another, as items of a list."""
    rows = track.attention_KNSS[-1][0]
    active = [slot for slot, on in enumerate(track.active_S) if on]
    links = sorted((-rows[a][b], a, b) for a in active for b in active if a != b)
    return "".join(f"<li>{NAMES[a]} → {NAMES[b]}  {-share:.3f}</li>" for share, a, b in links[:LINKS])


def steps(rows: Sequence[dict[str, Any]]) -> str:
    """What was done when: one bar for each step, one behind the other."""
    spans = [max(0.0, float(row["seconds"])) for row in rows]
    total = sum(spans) or 1.0
    lines, start = [], 0.0
    for row, span in zip(rows, spans, strict=True):
        detail = ", ".join(f"{key} {value}" for key, value in row.items() if key not in ("name", "seconds"))
        words = f"{span:.2f} s{', ' if detail else ''}{detail}"
        place = f"margin-left:{100 * start / total:.2f}%;width:{100 * span / total:.2f}%"
        bar = f'<span class="rail"><span class="bar" style="{place}"></span></span>'
        lines.append(f"<li><b>{text_only(str(row['name']))}</b>{bar}")
        lines.append(f'<span class="quiet">{text_only(words)}</span></li>')
        start += span
    return f'<ul class="steps">{"".join(lines)}</ul>'


def _svg(width: int, height: int, title: str) -> str:
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{title}" style="max-width:{width}px">'
