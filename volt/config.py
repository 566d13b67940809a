"""One dial. A user picks a size; every other number is derived from it here, can be printed, and can be overridden.

    config = Config.of("nano")
    config = Config.of("nano", {"decoder.layers": 4})

Nothing in this file needs torch.
"""

from __future__ import annotations

import dataclasses
import difflib
import typing
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from volt.errors import ConfigError

SIZES = ("nano", "small", "base", "large")
FIELDS = ("mlp", "fno")

SLOTS = 16
RESOLUTIONS = 4
SLOT_DIM = 256


class Role(IntEnum):
    """What each slot of a code frame holds."""

    NAME = 0
    OPERATION = 1
    ARGUMENTS = 2
    RETURN = 3
    LOOP = 4
    PATTERN = 5
    BRANCH = 6
    EXCEPTION = 7
    CONTROL = 8
    LITERAL = 9
    VARIABLE = 10
    OPERATOR = 11
    TEXT = 12
    TYPE = 13
    IMPORT = 14
    PUNCTUATION = 15


def _require(holds: bool, name: str, what: str) -> None:
    if not holds:
        raise ConfigError(f"{name} is out of range", f"It must be {what}.")


@dataclass(frozen=True)
class TranslatorConfig:
    """Tokenizer and CNN encoder; the same at every size, so that frames of all sizes can be compared (seed 1.1)."""

    vocabulary: int = 32_768
    embedding: int = 128
    width: int = 256
    """Channels of every convolution; equals the slot dimension."""
    kernels: tuple[int, ...] = (3, 5, 7)
    request_tokens: int = 192
    """Longest request the encoder reads; longer ones are cut."""
    code_tokens: int = 192
    """Longest program the encoder reads and the decoder writes."""

    def __post_init__(self) -> None:
        _require(self.width == SLOT_DIM, "translator.width", f"equal to the slot dimension {SLOT_DIM}")
        _require(len(self.kernels) == RESOLUTIONS - 1, "translator.kernels", f"{RESOLUTIONS - 1} odd sizes")
        _require(all(k % 2 == 1 for k in self.kernels), "translator.kernels", "odd, so that lengths are kept")


@dataclass(frozen=True)
class DecoderConfig:
    """Autoregressive decoder: causal self-attention, cross-attention to the request's tokens and to the frame."""

    width: int = 256
    layers: int = 3
    heads: int = 4
    feedforward: int = 512
    dropout: float = 0.1

    def __post_init__(self) -> None:
        _require(self.width % self.heads == 0, "decoder.heads", f"a divisor of the width {self.width}")


@dataclass(frozen=True)
class SoftConfig:
    """The vector field and the refinement loop."""

    field: str = "mlp"
    """What the field does to a slot by itself: "mlp", a gated MLP, or "fno", a layer of a Fourier neural operator."""
    hidden: int = 512
    """Hidden width of each gated block of the VFN; a spectral block has the channels that hold as many parameters."""
    blocks: int = 1
    attention_rank: int = 64
    """Width of the slot attention's Q and K: 2 x 256 x 64 = 33K parameters, as in seed 2.1."""
    steps: int = 4
    """RAR iterations."""
    freeze_below: float = 0.02
    """A slot is frozen when its relative change falls below this share of what going all the way would be: what counts
    is the way that is left, whatever the number of steps."""
    frozen_rest: bool = False
    """Whether a frozen slot stops thinking, too, so that it costs nothing: the others hear what it last said. Without,
    its scratch goes on changing, and that is what the bundled weights were trained with."""
    sigma_max: float = 0.5
    """Largest noise the diffusion controller may ask for."""
    controller_hidden: int = 38
    """258 inputs x 38 + 38 x 1: about 10K parameters (seed 2.3)."""
    wakes: bool = False
    """Whether a head reads off the query which slots the answer fills. They think, and they alone are shown to the
    decoder; without it the slots that the request fills are."""
    condition_dropout: float = 0.1
    guidance: float = 1.0
    """Classifier-free guidance; 1 leaves the field as it is."""

    def __post_init__(self) -> None:
        _require(self.field in FIELDS, "soft.field", f"one of {', '.join(FIELDS)}")
        _require(min(self.hidden, self.blocks) >= 1, "soft.hidden or soft.blocks", "1 or more")
        _require(self.steps >= 0, "soft.steps", "0 or more")
        _require(0 <= self.condition_dropout < 1, "soft.condition_dropout", "in [0, 1)")


@dataclass(frozen=True)
class Config:
    """Everything that decides the shape of a Volt model."""

    size: str = "nano"
    translator: TranslatorConfig = field(default_factory=TranslatorConfig)
    decoder: DecoderConfig = field(default_factory=DecoderConfig)
    soft: SoftConfig = field(default_factory=SoftConfig)

    @classmethod
    def of(cls, size: str, overrides: dict[str, Any] | None = None) -> Config:
        """The configuration of a size, with dotted overrides such as `{"decoder.layers": 4}`.

        Raises ConfigError for an unknown size or key, or a value of the wrong type or range.
        """
        if size not in SIZES:
            raise ConfigError(f"unknown size {size!r}", f"Choose one of {', '.join(SIZES)}.")
        decoder, soft = _DERIVED[size]
        config = cls(size, TranslatorConfig(), decoder, soft)
        for key, value in (overrides or {}).items():
            config = _override(config, key, value)
        return config

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Config:
        """Inverse of `to_dict`; unknown keys are errors."""
        flat = {
            f"{section}.{key}": value
            for section, values in data.items()
            if isinstance(values, dict)
            for key, value in values.items()
        }
        return cls.of(str(data.get("size")), flat)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, for manifests."""
        return dataclasses.asdict(self)

    def describe(self) -> list[tuple[str, str]]:
        """Every derived value as (dotted name, value), for printing."""
        rows = [("size", self.size)]
        for section in ("translator", "decoder", "soft"):
            part = getattr(self, section)
            rows += [(f"{section}.{f.name}", str(getattr(part, f.name))) for f in dataclasses.fields(part)]
        return rows


# Size -> decoder and soft core. The VFN holds about 3 x 1024 x hidden x blocks parameters
# (frames are 4 resolutions x 256), and with attention 2.0M, 51M, 203M and 505M. See `volt train sizes`.
_DERIVED: dict[str, tuple[DecoderConfig, SoftConfig]] = {
    "nano": (DecoderConfig(), SoftConfig(hidden=608)),
    "small": (
        DecoderConfig(width=512, layers=6, heads=8, feedforward=2048),
        SoftConfig(hidden=2048, blocks=8, steps=8),
    ),
    "base": (
        DecoderConfig(width=768, layers=12, heads=12, feedforward=3072),
        SoftConfig(hidden=4096, blocks=16, steps=12),
    ),
    "large": (
        DecoderConfig(width=1024, layers=16, heads=16, feedforward=4096),
        SoftConfig(hidden=8192, blocks=20, steps=16),
    ),
}


def _override(config: Config, key: str, value: Any) -> Config:
    section, _, name = key.partition(".")
    known = [f"{s}.{f.name}" for s in ("translator", "decoder", "soft") for f in dataclasses.fields(getattr(config, s))]
    if key not in known:
        near = difflib.get_close_matches(key, known, 1)
        raise ConfigError(f"unknown setting {key!r}", f"Did you mean {near[0]!r}?" if near else f"Known: {known}.")
    part = getattr(config, section)
    kind = typing.get_type_hints(type(part))[name]
    if isinstance(value, list):
        value = tuple(value)
    wanted = typing.get_origin(kind) or kind
    if wanted is float and type(value) is int:
        value = float(value)
    if type(value) is not wanted:
        raise ConfigError(f"{key} is {value!r}", f"Give a value of type {wanted.__name__}.")
    return dataclasses.replace(config, **{section: dataclasses.replace(part, **{name: value})})
