"""Reliability diagrams and risk-coverage curves: SVG, made of lines, dots and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

_SIDE, _LEFT, _TOP, _GAP = 260, 56, 40, 46
_WIDTH, _HEIGHT = _LEFT + _SIDE + 20, _TOP + _SIDE + _GAP
_COLOURS = ("#1565c0", "#c62828", "#2e7d32", "#6a1b9a", "#ef6c00")


def reliability(title: str, panels: Mapping[str, Sequence[dict[str, Any]]]) -> str:
    """One panel beside the other: mean γ across, share right upwards, with 95 % intervals; truth is the diagonal."""
    drawn = []
    for name, bins in panels.items():
        dots = [_dot(of["gamma"], of["right"]) for of in bins]
        drawn.append([*_axes(name, "γ", "share right"), _line([(0.0, 0.0), (1.0, 1.0)], "#999", dashed=True), *dots])
    return _page(title, drawn)


def risk(title: str, panels: Mapping[str, Mapping[str, Sequence[Sequence[float]]]]) -> str:
    """One panel beside the other: the share of answers kept across, the share of wrong ones among them upwards."""
    drawn = []
    for name, lines in panels.items():
        parts = [*_axes(name, "answers kept, the surest first", "share wrong")]
        for number, (who, points) in enumerate(lines.items()):
            colour = _COLOURS[number % len(_COLOURS)]
            parts.append(_line([(p[0], p[1]) for p in points], colour))
            y = _TOP + 14 + 14 * number
            parts.append(f'<text x="{_LEFT + 8}" y="{y}" fill="{colour}">{escape(who)}</text>')
        drawn.append(parts)
    return _page(title, drawn)


def _page(title: str, panels: Sequence[Sequence[str]]) -> str:
    width = _WIDTH * len(panels)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT}" '
        f'viewBox="0 0 {width} {_HEIGHT}" font-family="sans-serif" font-size="11">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for number, panel in enumerate(panels):
        parts += [f'<g transform="translate({number * _WIDTH},0)">', *panel, "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _axes(name: str, across: str, upwards: str) -> Iterator[str]:
    yield f'<text x="{_LEFT}" y="20" font-size="13">{escape(name)}</text>'
    yield f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#444"/>'
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = _place(tick, tick)
        yield f'<text x="{x:.1f}" y="{_TOP + _SIDE + 16}" text-anchor="middle">{tick:g}</text>'
        yield f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>'
    yield f'<text x="{_LEFT + _SIDE / 2}" y="{_TOP + _SIDE + 34}" text-anchor="middle">{escape(across)}</text>'
    yield (
        f'<text transform="translate(14,{_TOP + _SIDE / 2}) rotate(-90)" text-anchor="middle">{escape(upwards)}</text>'
    )


def _dot(gamma: float, right: Mapping[str, float]) -> str:
    x, y = _place(gamma, right["value"])
    low, high = _place(gamma, right["low"])[1], _place(gamma, right["high"])[1]
    return (
        f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="#90a4ae"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{_COLOURS[0]}"/>'
    )


def _line(points: Sequence[tuple[float, float]], colour: str, *, dashed: bool = False) -> str:
    places = " ".join("{:.1f},{:.1f}".format(*_place(x, y)) for x, y in points)
    dash = ' stroke-dasharray="4 4"' if dashed else ""
    return f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="1.5"{dash}/>'


def _place(x: float, y: float) -> tuple[float, float]:
    return _LEFT + x * _SIDE, _TOP + (1 - y) * _SIDE
