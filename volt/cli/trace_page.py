"""One page of HTML that shows how an answer was found: from its proof and its recording, and from nothing else.

The page stands alone: no links, no fonts, no requests. Whatever comes from outside (requests, programs, what they
returned) is escaped, and the policy of the page lets no script run but the one that is written here, by its hash. What
matters is there without the script, too; with it one chooses the rollout and the iteration.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from volt.cli.picture import COLOURS, marked, text_only
from volt.cli.trace_drawing import LINKS, NAMES, attention, convergence, idle, steps, strongest, table
from volt.program import with_imports
from volt.recording import Recording, Track, Tried
from volt.translate.colouring import explain

_STYLE = Path(__file__).with_name("trace.css").read_text(encoding="utf-8")
_SCRIPT = Path(__file__).with_name("trace.js").read_text(encoding="utf-8")
_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>
{style}
{colours}
</style>
</head>
<body>
"""


def page(proof: Mapping[str, Any], recording: Recording) -> str:
    """The page of one answer."""
    asked = str(proof["request"]["text"])
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    title = text_only(" ".join(asked.split())[:80])
    status = str(proof["answer"]["status"])
    tracks = _drawn(recording, str(proof["answer"]["code"]))
    parts = [
        _HEAD.format(policy=policy, title=f"Volt: {title}", style=_STYLE, colours=_colours()),
        f'<header><span class="badge {text_only(status)}">{text_only(status.upper())}</span>'
        f"<h1>{text_only(asked.strip())}</h1></header>\n<main>\n",
        *_answer(proof, recording),
        *_refinement(recording, tracks),
        *_candidates(recording, str(proof["answer"]["code"])),
        f"<section><h2>Steps</h2>{steps(proof['steps'])}</section>\n" if proof["steps"] else "",
        *_proof(proof),
        "</main>\n<footer>Made by Volt from the record of this answer. Nothing on this page was fetched, and nothing "
        "leaves it.</footer>\n",
        f'<script type="application/json" id="told">{_told(tracks)}</script>\n',
        f"<script>{_SCRIPT}</script>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def _colours() -> str:
    """Each slot has one colour, for its curve and for its share of a program; darker on light paper."""
    slots = "".join(f"--s{int(role)}: color-mix(in srgb, {c}, var(--mix)); " for role, c in COLOURS.items())
    pieces = "\n".join(f"pre .{role.name.lower()} {{ color: var(--s{int(role)}); }}" for role in COLOURS)
    return f":root {{ {slots}}}\n{pieces}"


def _told(drawn: Sequence[Track]) -> str:
    """What the script needs. In thousandths; and without the characters that could end the element it stands in."""
    tracks = [
        {
            "active": track.active_S,
            "attention": [
                [[[round(1000 * x) for x in row] for row in block] for block in blocks]
                for blocks in track.attention_KNSS
            ],
        }
        for track in drawn
    ]
    data = json.dumps({"names": NAMES, "links": LINKS, "tracks": tracks}, separators=(",", ":"))
    return data.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


# ---- the answer ------------------------------------------------------------------------------------------------------


def _answer(proof: Mapping[str, Any], recording: Recording) -> Iterator[str]:
    code, safety, report = str(proof["answer"]["code"]), proof["safety"], proof["report"]
    yield "<section><h2>Answer</h2>\n"
    if code.strip() and safety["allowed"]:
        yield f"<pre>{_program(code)}</pre>\n"
    else:
        why = "no program was found" if safety["allowed"] else f"nothing is shown: {safety['reason']}"
        yield f"<p>{text_only(why)}</p>\n"
    if report["checks"]:
        yield '<div class="wide"><table class="list"><tbody>\n'
        for check in report["checks"]:
            said = text_only(str(check["detail"]))
            yield f"<tr><td>{_verdict(check['verdict'])}</td><td><code>{text_only(str(check['test']))}</code>"
            yield f'<div class="quiet">{said}</div></td></tr>\n'
        yield "</tbody></table></div>\n"
    else:
        yield '<p class="quiet">There was nothing to check it with.</p>\n'
    yield "</section>\n<section><h2>What is claimed</h2>\n<dl>"
    for name, said in _claims(proof, recording):
        yield f"<dt>{name}</dt><dd>{said}</dd>\n"
    yield "</dl></section>\n"


def _claims(proof: Mapping[str, Any], recording: Recording) -> Iterator[tuple[str, str]]:
    gamma, safety, code = proof["gamma"], proof["safety"], proof["answer"]["code"]
    execution = gamma["execution"]
    checked = "nothing was checked" if execution is None else f"with execution {execution:.3f}"
    calibrated = "calibrated" if gamma["calibrated"] else "not calibrated"
    yield "γ", f"<b>{gamma['value']:.3f}</b> (model alone {gamma['model']:.3f}, {checked}; {calibrated})"
    inputs = {name: value for name, value in (gamma.get("inputs") or {}).items() if name != "source"}
    if inputs:
        yield "γ from", text_only(", ".join(f"{name} {_short(value)}" for name, value in inputs.items()))
    chosen = next((one for one in recording.tried if one.code == code), None)
    if chosen is not None:
        yield "source", text_only(f"{chosen.source}: {chosen.note}" if chosen.note else chosen.source)
    notes = "; ".join(sorted({str(note["capability"]) for note in safety["notes"]}))
    said = "allowed" + (f"; it {notes}" if notes else "") if safety["allowed"] else f"refused: {safety['reason']}"
    yield "safety", f'<span class="{"" if safety["allowed"] else "vetoed"}">{text_only(said)}</span>'
    yield "isolation", text_only(", ".join(map(str, proof["report"]["layers"])) or "nothing was run")
    yield "proof", f'<span class="mono">{text_only(str(proof["hash"]))}</span>'


# ---- the refinement --------------------------------------------------------------------------------------------------


def _drawn(recording: Recording, code: str) -> list[Track]:
    """The rollouts that were refined, that of the answer first."""
    drawn = [track for track in recording.tracks if track.changes_KS]
    return sorted(drawn, key=lambda track: with_imports(track.code) != code)


def _refinement(recording: Recording, tracks: Sequence[Track]) -> Iterator[str]:
    yield '<section id="refinement"><h2>Slots being refined</h2>\n'
    if not tracks:
        yield '<p class="quiet">No frame was refined for this answer.</p></section>\n'
        return
    active = sum(sum(track.active_S) for track in tracks)
    frozen = sum(at > 0 for track in tracks for at in track.frozen_S)
    ghosts = f" {recording.ghosts} frames of the past were heard beside them." if recording.ghosts else ""
    shown = f"the likeliest {len(tracks)} are shown" if recording.written > len(tracks) else "all are shown"
    yield (
        f'<p class="quiet">{recording.written} rollouts were written, each from its own noisy refinement of the frame '
        f"of the request; {shown}. Of their {active} active slots {frozen} had nearly no way left at some "
        f"iteration and were frozen.{ghosts} Noise and attention were seen by running the refinement again, which "
        f"differs from the first time by {recording.apart:.0e} at most.</p>\n"
    )
    yield from _controls(tracks)
    most_change = max(x for track in tracks for row in track.changes_KS for x in row)
    most_sigma = max(x for track in tracks for row in track.sigmas_KS for x in row)
    for n, track in enumerate(tracks):
        yield f'<div class="pair" data-track="{n}"{"" if n == 0 else " hidden"}>\n'
        yield f"<div><h3>Relative change, slot by slot</h3>{convergence(track)}</div>\n"
        changes = table(track, track.changes_KS, "change", most_change, frozen=True)
        yield f'<div><h3>The same in numbers, and when each slot froze</h3><div class="wide">{changes}</div>'
        yield f'<p class="legend">{idle(track)}</p></div>\n'
        sigmas = table(track, track.sigmas_KS, "sigma", most_sigma, frozen=False)
        yield f'<div><h3>Noise that was granted: σ</h3><div class="wide">{sigmas}</div></div>\n'
        yield f"<div><h3>The program that was written from it</h3>{_written(track)}</div>\n</div>\n"
    first = tracks[0]
    yield (
        f'<div id="attention" class="of-attention"><h2>Attention between slots</h2>\n'
        '<p class="quiet">A row listens to its columns; each row sums to 1. The last iteration, unless another is '
        f'chosen above.</p>\n<div class="pair"><div>{attention(first)}<p class="legend">0<span class="key"></span>1, '
        "colours by the square root</p></div>\n"
        f'<div><h3>Strongest between two slots</h3><ol id="strongest">{strongest(first)}</ol></div></div></div>\n'
        "</section>\n"
    )


def _controls(tracks: Sequence[Track]) -> Iterator[str]:
    yield '<div class="controls" hidden>\n<label>Rollout <select id="which">'
    for n, track in enumerate(tracks):
        said = f"{n + 1}: {track.verdict}, log-probability {track.logprob:.2f}, round {track.round}"
        yield f'<option value="{n}">{text_only(said)}</option>'
    last = len(tracks[0].changes_KS)
    yield (
        '</select></label>\n<label>Iteration <input type="range" id="iteration" min="1" step="1" '
        f'max="{last}" value="{last}"> <output id="said" for="iteration">{last} of {last}</output></label>\n'
    )
    blocks = len(tracks[0].attention_KNSS[0])
    if blocks > 1:
        options = "".join(f'<option value="{n}">{n + 1}</option>' for n in range(blocks))
        yield f'<label>Block <select id="block">{options}</select></label>\n'
    yield "</div>\n"


def _written(track: Track) -> str:
    end = "" if track.finished else ", unfinished"
    said = f"log-probability {track.logprob:.3f} a token, round {track.round}{end}"
    verdict = f'{_verdict(track.verdict)} <span class="quiet">{text_only(said)}</span>'
    return f"<p>{verdict}</p><pre>{_program(track.code)}</pre>"


# ---- candidates and proof --------------------------------------------------------------------------------------------


def _candidates(recording: Recording, code: str) -> Iterator[str]:
    if not recording.tried:
        return
    yield '<section><h2>Candidates and verdicts</h2>\n<p class="quiet">Every way of finding programs goes through the '
    yield "same judge. A row opens to its program.</p>\n"
    by_source = groupby(sorted(recording.tried, key=lambda one: one.source), key=lambda one: one.source)
    for source, group in by_source:
        rows = list(group)
        counts = recording.counts.get(source, {})
        total = sum(counts.values())
        said = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items(), key=lambda c: -c[1]))
        more = f'<p class="quiet">and {total - len(rows)} more</p>' if total > len(rows) else ""
        shown = " open" if any(one.code == code for one in rows) else ""
        yield f"<details{shown}><summary><b>{text_only(source)}</b> "
        yield f'<span class="quiet">{text_only(said)}</span></summary>\n'
        yield f"{''.join(_candidate(one, one.code == code) for one in rows)}{more}</details>\n"
    yield "</section>\n"


def _candidate(one: Tried, chosen: bool) -> str:
    gamma = "" if one.gamma is None else f", γ {one.gamma:.3f}"
    checks = f" {one.passed}/{one.checks}" if one.checks else ""
    chose = "; this is the answer" if chosen else ""
    said = f"{checks}{gamma}{chose}{'; ' if one.note else ''}{one.note}{'; ' if one.detail else ''}{one.detail}"
    code = f"<pre>{text_only(chr(10) + one.code)}</pre>" if one.code else ""
    return f"<details><summary>{_verdict(one.verdict)}{text_only(said)}</summary>{code}</details>\n"


def _proof(proof: Mapping[str, Any]) -> Iterator[str]:
    yield '<section><h2>Proof</h2>\n<p class="quiet">The record of this answer is sealed by a hash; <code>volt solve '
    yield "--proof FILE</code> writes it, and <code>volt replay FILE</code> runs it again.</p><dl>\n"
    rows = {
        "id": proof["hash"],
        "program": f"SHA-256 {proof['answer']['sha256']}",
        "function": proof["task"]["signature"] or "none was named",
        "seed": proof["request"]["seed"],
        "versions": ", ".join(f"{name} {value}" for name, value in proof["versions"].items()),
        "limits": ", ".join(f"{name} {value:g}" for name, value in proof["report"]["limits"].items()),
    }
    for name, value in rows.items():
        yield f'<dt>{name}</dt><dd class="mono">{text_only(str(value))}</dd>\n'
    yield "</dl></section>\n"


def _program(code: str) -> str:
    """Coloured by slot, as the syntax tree says."""
    return marked(code, explain(code, "python").pieces)


def _verdict(verdict: str) -> str:
    return f'<b class="{text_only(verdict).replace(" ", "-")}">{text_only(verdict)}</b>'


def _short(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
