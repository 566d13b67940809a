"""Attention between slots as a picture: SVG, made of rectangles and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

import numpy as np
from numpy.typing import NDArray

from volt.config import SLOTS, Role

_CELL, _LEFT, _TOP, _GAP = 20, 112, 60, 40
_WIDTH = _LEFT + SLOTS * _CELL + _GAP


def picture(title: str, panels: Mapping[str, NDArray[np.float64]]) -> str:
    """One panel beside the other; a row is who listens, a column who is heard, and the darkest cell gets the most."""
    width, height = _WIDTH * len(panels), _TOP + SLOTS * _CELL + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="11">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for number, (name, heard_SS) in enumerate(panels.items()):
        parts += [f'<g transform="translate({number * _WIDTH},0)">', *_panel(name, heard_SS), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(name: str, heard_SS: NDArray[np.float64]) -> Iterator[str]:
    most = max(float(heard_SS.max()), 1e-9)
    yield f'<text x="{_LEFT}" y="20" font-size="13">{escape(name)}; darkest {most:.2f}</text>'
    for role in Role:
        middle = int(role) * _CELL + _CELL // 2
        yield f'<text x="{_LEFT - 6}" y="{_TOP + middle + 4}" text-anchor="end">S{int(role)} {role.name.lower()}</text>'
        yield f'<text x="{_LEFT + middle}" y="{_TOP - 8}" text-anchor="middle">S{int(role)}</text>'
    for (a, b), value in np.ndenumerate(heard_SS):
        shade = round(255 * (1 - float(value) / most))
        yield (
            f'<rect x="{_LEFT + b * _CELL}" y="{_TOP + a * _CELL}" width="{_CELL - 1}" height="{_CELL - 1}" '
            f'fill="#{shade:02x}{shade:02x}ff"><title>S{a} hears S{b}: {value:.3f}</title></rect>'
        )
