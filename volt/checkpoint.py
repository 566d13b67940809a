"""Weights on disk: one safetensors file whose manifest travels in its header.

Layout of a `.volt` file: 8 bytes magic, 4 bytes format version, 4 bytes manifest length, 32 bytes SHA-256 of
everything else in the file, the manifest as JSON, then a safetensors blob. One file, so that weights and manifest
cannot part; written whole by `volt.files`, so that a reader sees the old or the new one and nothing between.

What it does not do: it does not keep history, and it does not lock; the last writer wins.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from volt import files
from volt.errors import CheckpointError

if TYPE_CHECKING:
    from torch import Tensor  # takes seconds to import, and search reads its weights without

Arrays = Mapping[str, NDArray[Any]]

MAGIC = b"VOLTX\r\n\x1a"  # the line ending breaks when a tool treats the file as text, as in PNG
VERSION = 1
_OPENING = struct.Struct("<8sII")
_HEAD_SIZE = _OPENING.size + hashlib.sha256().digest_size


def save(path: Path, tensors: dict[str, Tensor], *, kind: str, manifest: dict[str, Any] | None = None) -> None:
    """Write `tensors` and `manifest` to `path`, atomically.

    `kind` names what the file holds and is checked on load. Raises CheckpointError when the folder cannot be
    written or the disk is full; an earlier file at `path` is then still whole.
    """
    from safetensors.torch import save as to_bytes

    blob = to_bytes({name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()})
    text = json.dumps({"kind": kind, **(manifest or {})}, sort_keys=True).encode()
    opening, body = _OPENING.pack(MAGIC, VERSION, len(text)), text + blob
    try:
        files.atomic_write(path, opening + _checksum(opening, body) + body)
    except OSError as error:
        raise CheckpointError(
            f"cannot write {path}: {error.strerror}", "Free space or choose another folder."
        ) from error


def load(path: Path, *, kind: str) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Read a file written by `save`: (tensors, manifest). CheckpointError as `load_arrays`."""
    from safetensors.torch import load as of_bytes

    blob, manifest = _opened(path, kind)
    return of_bytes(blob), manifest


def load_arrays(path: Path, *, kind: str) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Read a file written by `save` without torch: (arrays, manifest).

    Raises CheckpointError, naming the file, when it is missing, cut short, altered by as much as a bit, of
    another version, or holds another kind.
    """
    from safetensors.numpy import load as of_bytes

    blob, manifest = _opened(path, kind)
    return of_bytes(blob), manifest


def _opened(path: Path, kind: str) -> tuple[bytes, dict[str, Any]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CheckpointError(f"cannot read {path}: {error.strerror}", "Check the path, or train it first.") from error
    if len(data) < _HEAD_SIZE or not data.startswith(MAGIC):
        raise CheckpointError(f"{path} is not a Volt checkpoint or is damaged", "Restore it or train it again.")
    _, version, length = _OPENING.unpack_from(data)
    if version != VERSION:
        raise CheckpointError(f"{path} has format {version}, this Volt reads {VERSION}", "Use a matching release.")
    opening, body = data[: _OPENING.size], data[_HEAD_SIZE:]
    if _checksum(opening, body) != data[_OPENING.size : _HEAD_SIZE]:
        raise CheckpointError(f"{path} is damaged: its checksum does not match", "Restore it or train it again.")
    manifest = json.loads(body[:length])
    if manifest.get("kind") != kind:
        raise CheckpointError(f"{path} holds {manifest.get('kind')!r}, not {kind!r}", "Check the path.")
    return body[length:], manifest


def digest(path: Path) -> str:
    """The first 16 hex digits of the checksum in a checkpoint's head: a short name for its content."""
    with path.open("rb") as file:
        return file.read(_HEAD_SIZE)[_OPENING.size :].hex()[:16]


def _checksum(opening: bytes, body: bytes) -> bytes:
    """SHA-256 of a file without its checksum; the opening counts, for a flipped bit there moves the manifest's end."""
    return hashlib.sha256(opening + body).digest()


def quantise(tensors: dict[str, Tensor], at_least: int = 4096) -> dict[str, Tensor]:
    """Matrices of `at_least` elements as int8 rows with a float16 scale each, the rest as float16.

    Symmetric per-row rounding; about a quarter of the size of float32. Inverse: `dequantise`.
    """
    import torch

    out: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        if tensor.dtype != torch.float32:
            out[name] = tensor
        elif tensor.ndim >= 2 and tensor.numel() >= at_least:
            rows = tensor.reshape(tensor.shape[0], -1)
            scale = (rows.abs().amax(1, keepdim=True) / 127).clamp_min(1e-7).to(torch.float16)
            out[f"{name}::int8"] = (rows / scale.float()).round().clamp(-127, 127).to(torch.int8).reshape(tensor.shape)
            out[f"{name}::scale"] = scale
        else:
            out[name] = tensor.to(torch.float16)
    return out


def dequantise(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Float32 tensors again from what `quantise` made; other tensors pass unchanged in value."""
    import torch

    arrays = dequantised({name: tensor.numpy() for name, tensor in tensors.items()})
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def dequantised(arrays: Arrays) -> dict[str, NDArray[Any]]:
    """The same for arrays."""
    out: dict[str, NDArray[Any]] = {}
    for name, array in arrays.items():
        base, _, part = name.partition("::")
        if part == "int8":
            scale = arrays[f"{base}::scale"].astype(np.float32)
            out[base] = (array.astype(np.float32).reshape(len(array), -1) * scale).reshape(array.shape)
        elif part == "":
            out[name] = array.astype(np.float32) if array.dtype == np.float16 else array
    return out
