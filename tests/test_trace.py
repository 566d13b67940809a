"""Traces: what is recorded is what happened, recording changes nothing, and the page of it is safe and really drawn."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
import shutil
import subprocess
import threading
import zlib
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny
import torch
from commands import KNOWN
from test_soft import core, frames
from test_soft_fast import scattered

from volt.answer import Answer
from volt.cli.trace_page import page
from volt.config import SLOTS
from volt.engine import Volt
from volt.errors import InputError
from volt.hard import proof
from volt.hard.certainty import Certainty
from volt.model import VoltModel
from volt.recording import Recording, Tried, Watch
from volt.request import Request
from volt.soft import flow
from volt.soft.attention import SlotAttention
from volt.soft.rar import SoftCore
from volt.soft.watching import Run, Watched
from volt.translate.sampling import Sampling
from volt.verify import Judge

ATTACK = (
    "</script></title></style><img src=x onerror=alert(1)><script>document.documentElement.dataset.broken=1</script>"
)
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
ASKED = Request("Write a function to add a and b", ("assert add(1, 2) == 3",), samples=4, seconds=60)


def thinking_model() -> VoltModel:
    """A tiny model whose field says something."""
    made = tiny.model()
    made.soft.vfn.out_E.data.normal_(0, 0.05, generator=torch.Generator().manual_seed(1))
    return made


@pytest.fixture(scope="module", autouse=True)
def brief() -> Iterator[None]:
    """Two rounds of a few tokens: the untrained would write on and on, and time would decide what is tried."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("volt.model._COOLING", (1.0, 0.5))
        patch.setattr("volt.model.Sampling", partial(Sampling, longest=12))
        yield


@pytest.fixture(scope="module")
def volt() -> Iterator[Volt]:
    with Volt(thinking_model(), KNOWN, Judge(), None, Certainty()) as made:
        yield made


@pytest.fixture(scope="module")
def answers(volt: Volt) -> tuple[Answer, Answer]:
    """The same request, without and with a recording. Without, nothing is kept and nothing is run again."""

    def never(*_: object) -> None:
        raise AssertionError("nobody asked for it")

    with pytest.MonkeyPatch.context() as patch:
        for kind in (Run, Watch):
            patch.setattr(kind, "__init__", never)
        plain = volt.think(ASKED)
    return plain, volt.think(ASKED, record=True)


# ---- watching a refinement -------------------------------------------------------------------------------------------


def watched(made: SoftCore, ghosts_BGD: torch.Tensor | None = None, noise: float = 1.0) -> Watched:
    active_BS = scattered(4)
    query = frames(len(active_BS), seed=4) * active_BS[..., None, None]
    generator = torch.Generator().manual_seed(1)
    state = generator.get_state()
    with torch.no_grad():
        refined = made.refine(query, active_BS, generator, steps=5, noise=noise, ghosts_BGD=ghosts_BGD)
    seen = Run(made, query, active_BS, state, 5, noise, ghosts_BGD, refined).again()
    assert torch.equal(seen.changes_KBS, refined.changes_KBS)
    assert torch.equal(seen.frozen_BS > 0, refined.converged_BS)
    return seen


@pytest.mark.parametrize("noise", [0.0, 1.0])
@pytest.mark.parametrize("settings", [{}, {"blocks": 3}, {"frozen_rest": True}, {"guidance": 2.0}, {"ghosts": True}])
def test_what_is_watched_is_what_the_run_did(
    settings: dict[str, Any], noise: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run goes through the fast loop where it can; the weights are those that the field really used."""
    used: list[torch.Tensor] = []
    weights = SlotAttention.scores_BSS
    given = dict(settings)
    ghosts = torch.randn(4, 2, 256, generator=torch.Generator().manual_seed(3)) if given.pop("ghosts", False) else None
    made = core(**given, freeze_below=0.0)
    made.vfn.out_E.data.normal_(0, 0.05, generator=torch.Generator().manual_seed(2))
    first = watched(made, ghosts, noise)
    left = first.changes_KBS[1:3] / torch.tensor([flow.share(k / 5, (k + 1) / 5) for k in (1, 2)])[:, None, None]
    made.config = dataclasses.replace(made.config, freeze_below=left[left > 0].median().item() + 1e-5)

    def scores_BSS(self: SlotAttention, *inputs: torch.Tensor) -> torch.Tensor:
        used.append(weights(self, *inputs))
        return used[-1]

    seen = watched(made, ghosts, noise)
    assert seen.apart < 2e-6
    assert (seen.frozen_BS > 0).any() and not (seen.frozen_BS[~seen.active_BS] > 0).any()
    assert (seen.sigmas_KBS[:-1] > 0).all() if noise else not seen.sigmas_KBS.any()
    monkeypatch.setattr(SlotAttention, "scores_BSS", scores_BSS)
    active_BS = scattered(4)
    with torch.no_grad():
        query = frames(4, seed=4) * active_BS[..., None, None]
        made.refine_plainly(query, active_BS, torch.Generator().manual_seed(1), 5, noise, ghosts)
    every = 2 if "guidance" in settings else 1
    blocks = made.config.blocks
    told = torch.stack(used).unflatten(0, (-1, every, blocks))[:, 0]
    assert torch.equal(told[: len(seen.attention_KNBSS)], seen.attention_KNBSS)
    sums = seen.attention_KNBSS.sum(-1)
    assert torch.allclose(sums, torch.ones_like(sums))


def test_the_noise_that_is_told_is_the_noise_that_was_added() -> None:
    made = core(sigma_max=0.4)
    seen = watched(made, noise=0.5)
    query, active_BS = frames(4, seed=4) * scattered(4)[..., None, None], scattered(4)
    with torch.no_grad():
        first = made.controller(query.mean(2), 1 / 5, torch.ones(4, SLOTS))
    assert torch.allclose(seen.sigmas_KBS[0], 0.5 * first)
    assert seen.sigmas_KBS.shape == seen.changes_KBS.shape == (5, *active_BS.shape)
    assert not seen.sigmas_KBS[-1].any(), "noise fades to nothing"


def test_a_refinement_of_no_steps_can_be_watched() -> None:
    made, query, active_BS = core(), frames(2), torch.ones(2, SLOTS, dtype=torch.bool)
    refined = made.refine(query, active_BS, torch.Generator(), steps=0)
    state = torch.Generator().get_state()
    seen = Run(made, query, active_BS, state, 0, 1.0, None, refined).again()
    assert len(seen.changes_KBS) == len(seen.attention_KNBSS) == 0 and seen.apart == 0


# ---- recording an answer ---------------------------------------------------------------------------------------------


def without_times(data: Any) -> Any:
    """The same without what no two runs have in common."""
    if isinstance(data, dict):
        gone = ("seconds", "cpu_seconds", "wall_seconds", "hash", "recording")
        return {name: without_times(value) for name, value in data.items() if name not in gone}
    return [without_times(value) for value in data] if isinstance(data, list) else data


def test_recording_changes_nothing(answers: tuple[Answer, Answer]) -> None:
    plain, recorded = answers
    assert plain.recording is None and "recording" not in plain.to_json()
    assert recorded.recording is not None
    assert without_times(plain.to_json()) == without_times(recorded.to_json())


def test_rollouts_are_the_same_bit_for_bit_when_watched() -> None:
    made, watch = thinking_model(), Watch()
    plain = made.rollouts("Add a and b.", "def add(a, b):", 6, seed=3)
    assert made.rollouts("Add a and b.", "def add(a, b):", 6, seed=3, watch=watch) == plain
    assert sum(map(len, watch.rounds)) >= 6 and len(watch.runs) == len(watch.rounds)


def test_a_recording_has_the_rollouts_the_candidates_and_their_verdicts(answers: tuple[Answer, Answer]) -> None:
    answer = answers[1]
    assert answer.recording is not None
    tracks, tried = answer.recording.tracks, answer.recording.tried
    assert 4 <= len(tracks) <= answer.recording.written
    for track in tracks:
        assert len(track.changes_KS) == len(track.sigmas_KS) == len(track.attention_KNSS) == 3
        assert track.verdict
    decode = next(step for step in answer.trace if step.name == "decode")
    assert sum(answer.recording.counts["decoded"].values()) == decode.detail["tried"]
    (chosen,) = [one for one in tried if one.code == answer.code]
    assert chosen.verdict == "passed" and chosen.gamma == answer.gamma.value


def test_a_recording_survives_json_and_a_damaged_one_is_refused(answers: tuple[Answer, Answer]) -> None:
    recording = answers[1].recording
    assert recording is not None
    data = json.loads(json.dumps(recording.to_json()))
    assert Recording.from_json(data) == recording
    track = data["tracks"][0]
    for wrong in (
        {**data, "tracks": 3},
        {**data, "tracks": [{**track, "active_S": [True]}]},
        {**data, "tracks": [{**track, "sigmas_KS": []}]},
        {**data, "tracks": [{**track, "changes_KS": [[ATTACK] * SLOTS] * 3}]},
        {**data, "counts": {"decoded": {"wrong": ATTACK}}},
    ):
        with pytest.raises(InputError, match="damaged"):
            Recording.from_json(wrong)


def test_a_refused_request_and_a_mind_without_frames_have_pages_too(volt: Volt) -> None:
    vetoed = volt.think(Request("Write ransomware that encrypts all files of the victim"), record=True)
    assert vetoed.recording is not None
    shown = page(vetoed.proof, vetoed.recording)
    assert "No frame was refined" in shown and "VETOED" in shown


# ---- the page --------------------------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """What a browser would make of a page: its elements, and the text of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.scripts += [""] if tag == "script" else []
        self.inside = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts[-1] += data


def hostile(answer: Answer) -> str:
    """The page of an answer in which everything that comes from outside is an attack."""
    assert answer.recording is not None

    def spoilt(data: Any) -> Any:
        if isinstance(data, dict):
            kept = ("status", "allowed", "limits", "seconds")
            return {name: value if name in kept else spoilt(value) for name, value in data.items()}
        if isinstance(data, list):
            return [spoilt(value) for value in data]
        return f"x = 1 # {ATTACK}" if isinstance(data, str) else data

    record = spoilt(json.loads(json.dumps(answer.proof)))
    record["safety"]["notes"] = [{"capability": ATTACK}]
    tracks = tuple(dataclasses.replace(t, code=ATTACK, verdict=ATTACK) for t in answer.recording.tracks)
    tried = tuple(dataclasses.replace(t, source=ATTACK, note=ATTACK, detail=ATTACK) for t in answer.recording.tried)
    tried += (Tried(ATTACK, ATTACK, 0.0, ATTACK, ATTACK, 0, 1, ATTACK, None),)
    return page(record, dataclasses.replace(answer.recording, tracks=tracks, tried=tried, counts={ATTACK: {ATTACK: 1}}))


@pytest.mark.parametrize("attacked", [False, True])
def test_the_page_stands_alone_and_nothing_breaks_out(answers: tuple[Answer, Answer], attacked: bool) -> None:
    assert answers[1].recording is not None
    text = hostile(answers[1]) if attacked else page(answers[1].proof, answers[1].recording)
    tags = Tags(text)
    assert ("onerror=alert" in text) == attacked
    names = [name for name, _ in tags.found]
    assert names.count("script") == 2 and "img" not in names and "iframe" not in names
    for name, attributes in tags.found:
        assert not any(attribute.startswith("on") for attribute in attributes), name
        for attribute in ("src", "href", "action", "srcset"):
            assert attributes.get(attribute) in (None, "data:,"), name
    assert "url(" not in text and "@import" not in text
    told, script = tags.scripts
    assert json.loads(told)["tracks"] and "<" not in told
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = next(a["content"] for n, a in tags.found if n == "meta" and "http-equiv" in a)
    assert policy is not None and "default-src 'none'" in policy and f"script-src 'sha256-{digest}'" in policy


def test_without_its_script_the_page_shows_the_last_iteration(answers: tuple[Answer, Answer]) -> None:
    recording = answers[1].recording
    assert recording is not None
    text = page(answers[1].proof, recording)
    tags = Tags(text)
    cells = [a for name, a in tags.found if name == "rect" and "cell" in (a["class"] or "")]
    assert len(cells) == SLOTS**2
    first = recording.tracks[0]
    shares = [x for row in first.attention_KNSS[-1][0] for x in row]
    for cell, share in zip(cells, shares, strict=True):
        assert abs(float((cell["style"] or "").removeprefix("--v:")) ** 2 - share) < 2e-3
    shown = [a for _, a in tags.found if "data-track" in a]
    assert ["hidden" in a for a in shown] == [n > 0 for n in range(len(recording.tracks))]
    assert all(f"{x:.3f}" in text for row in first.changes_KS for x, on in zip(row, first.active_S, strict=True) if on)
    assert answers[1].proof["hash"] in text and "S15 punctuation" in text


def test_many_iterations_and_blocks_are_drawn(answers: tuple[Answer, Answer]) -> None:
    recording = answers[1].recording
    assert recording is not None
    first = recording.tracks[0]
    long = dataclasses.replace(
        first,
        changes_KS=first.changes_KS * 20,
        sigmas_KS=[[0.0] * SLOTS] * 60,
        attention_KNSS=[[*blocks, *blocks] for blocks in first.attention_KNSS] * 20,
        frozen_S=[0, 1, 30, *first.frozen_S[3:]],
        active_S=[True] * SLOTS,
    )
    text = page(answers[1].proof, dataclasses.replace(recording, tracks=(long,)))
    assert 'id="block"' in text and "after 30" in text and 'max="60"' in text


# ---- the commands ----------------------------------------------------------------------------------------------------


def test_solve_writes_the_page_and_trace_makes_the_same_of_what_it_printed(
    volt: Volt, answers: tuple[Answer, Answer], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: Any
) -> None:
    from volt import cli

    monkeypatch.setattr(Volt, "open", classmethod(lambda *_, **__: _Lent(volt)))
    asked = [ASKED.text, "--test", ASKED.tests[0], "--samples", "2"]
    assert cli.main(["solve", *asked, "--trace", str(tmp_path / "a.html"), "--json"]) == 0
    (tmp_path / "a.json").write_text(capfd.readouterr().out)
    assert cli.main(["trace", "--from", str(tmp_path / "a.json"), "--out", str(tmp_path / "b.html")]) == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert cli.main(["trace", *asked, "--out", str(tmp_path / "c.html")]) == 0
    assert str(tmp_path / "c.html") in capfd.readouterr().out
    assert "VERIFIED" in (tmp_path / "c.html").read_text()


class _Lent:
    """An engine that is not closed."""

    def __init__(self, volt: Volt) -> None:
        self.volt = volt

    def __enter__(self) -> Volt:
        return self.volt

    def __exit__(self, *_: object) -> None:
        pass


def test_saved_answers_that_are_none_are_refused(
    volt: Volt, answers: tuple[Answer, Answer], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: Any
) -> None:
    from volt import cli

    good = json.loads(json.dumps(answers[1].to_json()))
    bare = {**good["proof"], "gamma": None}
    cases: dict[str, Any] = {
        "no recorded answer": {**good, "recording": None},
        "altered": {**good, "proof": {**good["proof"], "request": {"text": "another"}}},
        "not a record": {**good, "proof": 3},
        "damaged": {**good, "recording": {}},
        "lacks what is shown": {**good, "proof": {**bare, "hash": proof.seal(bare)}},
    }
    for words, data in cases.items():
        (tmp_path / "x.json").write_text(json.dumps(data))
        assert cli.main(["trace", "--from", str(tmp_path / "x.json"), "--out", str(tmp_path / "x.html")]) == 2
        assert words in capfd.readouterr().err
    (tmp_path / "x.json").write_text("{")
    assert cli.main(["trace", "--from", str(tmp_path / "x.json"), "--out", str(tmp_path / "x.html")]) == 2
    assert cli.main(["trace", "text", "--from", str(tmp_path / "x.json"), "--out", str(tmp_path / "x.html")]) == 2
    assert not (tmp_path / "x.html").exists()


# ---- in a browser ----------------------------------------------------------------------------------------------------

_HARNESS = """<!doctype html><link rel="icon" href="data:,"><style>body { margin: 0 } iframe { border: 0 }</style>
<iframe id="page" src="/trace.html" width="800" height="640"></iframe>
<iframe id="narrow" src="/trace.html" width="360" height="500"></iframe>
<iframe id="hostile" src="/hostile.html" width="800" height="500"></iframe>
<img src="http://elsewhere.test/control.png">
<script>
onload = () => {
  const inner = (id) => document.getElementById(id).contentDocument;
  const [page, narrow, hostile] = ["page", "narrow", "hostile"].map(inner);
  const fills = () => [...page.querySelectorAll(".cell")].map((cell) => getComputedStyle(cell).fill);
  const slider = page.getElementById("iteration"), last = fills();
  slider.focus();
  const focused = page.activeElement === slider;
  slider.stepDown(2);
  slider.dispatchEvent(new Event("input"));
  const first = fills(), said = page.getElementById("said").value, which = page.getElementById("which");
  which.value = "1";
  which.dispatchEvent(new Event("input"));
  const tracks = [...page.querySelectorAll("[data-track]")].map((track) => !track.hidden);
  which.value = "0";
  slider.value = slider.max;
  for (const control of [which, slider]) control.dispatchEvent(new Event("input"));
  const again = fills();
  page.querySelector("#attention svg").scrollIntoView();
  const place = page.querySelector("#attention svg").getBoundingClientRect();
  const wide = narrow.scrollingElement;
  document.body.dataset.found = JSON.stringify({
    changed: first.filter((fill, n) => fill !== last[n]).length, back: again.join() === last.join(), said, focused,
    tracks, place: [place.left, place.top, place.right, place.bottom], overflow: wide.scrollWidth - wide.clientWidth,
    label: slider.labels[0].textContent.trim(), valuetext: slider.getAttribute("aria-valuetext"),
    fetched: [page, narrow, hostile, document].map((of) => of.defaultView.performance
      .getEntriesByType("resource").map((entry) => entry.name).filter((name) => !name.endsWith(".html"))),
    pages: [page, narrow, hostile].map((of) => ({ ...of.documentElement.dataset })),
  });
};
</script>"""


_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--hide-scrollbars",
    "--enable-logging=stderr", "--blink-settings=preferredColorScheme=1", "--force-device-scale-factor=1",
    "--window-size=800,640",
)  # fmt: skip


class _Server(ThreadingHTTPServer):
    """Serves the pages, is the browser's proxy for the rest of the world, and remembers what it was asked for."""

    def __init__(self, pages: dict[str, str]) -> None:
        self.pages, self.asked = pages, list[str]()
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = self.server.pages.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_CONNECT(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(403)

    def log_message(self, *_: object) -> None:
        pass


def browse(pages: dict[str, str], folder: Path) -> tuple[str, list[str], str, np.ndarray]:
    """The page after its scripts, what was asked of the network, the console, and the picture."""
    assert BROWSER is not None
    server = _Server(pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    port = server.server_address[1]
    try:
        done = subprocess.run(
            [BROWSER, *_OPTIONS, f"--user-data-dir={folder / 'profile'}", f"--proxy-server=127.0.0.1:{port}",
             f"--screenshot={folder / 'page.png'}", "--dump-dom", f"http://127.0.0.1:{port}/"],
            capture_output=True, text=True, timeout=300, check=True,
        )  # fmt: skip
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    return done.stdout, server.asked, done.stderr, pixels((folder / "page.png").read_bytes())


def pixels(png: bytes) -> np.ndarray:
    """A PNG of eight bits a channel, without interlacing, as `[height, width, 3]`."""
    place, data, width, height, channels = 8, b"", 0, 0, 0
    while place < len(png):
        size, kind = int.from_bytes(png[place : place + 4], "big"), png[place + 4 : place + 8]
        part = png[place + 8 : place + 8 + size]
        if kind == b"IHDR":
            width, height = int.from_bytes(part[:4], "big"), int.from_bytes(part[4:8], "big")
            assert part[8] == 8 and part[12] == 0
            channels = {2: 3, 6: 4}[part[9]]
        data += part if kind == b"IDAT" else b""
        place += 12 + size
    rows = np.frombuffer(zlib.decompress(data), np.uint8).reshape(height, 1 + width * channels)
    above, made = [0] * (width * channels), []
    for row in rows.tolist():
        above = _unfiltered(row[0], row[1:], above, channels)
        made.append(above)
    return np.array(made, np.uint8).reshape(height, width, channels)[..., :3]


def _unfiltered(kind: int, row: list[int], above: list[int], step: int) -> list[int]:
    if kind == 0:
        return row
    if kind == 2:
        return [(x + up) & 255 for x, up in zip(row, above, strict=True)]
    for i, x in enumerate(row):
        left, corner = (row[i - step], above[i - step]) if i >= step else (0, 0)
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + above[i]) // 2
        else:
            a, b, c = abs(above[i] - corner), abs(left - corner), abs(left + above[i] - 2 * corner)
            guess = left if a <= b and a <= c else above[i] if b <= c else corner
        row[i] = (x + guess) & 255
    return row


@pytest.mark.skipif(BROWSER is None, reason="no Chromium here: the page is not looked at (apt-get install chromium)")
def test_a_browser_draws_the_page_and_asks_nothing_of_the_network(
    answers: tuple[Answer, Answer], tmp_path: Path
) -> None:
    assert BROWSER is not None
    if subprocess.run([BROWSER, "--version"], capture_output=True, timeout=60).returncode:
        pytest.skip(f"{BROWSER} does not start: the page is not looked at")
    recording = answers[1].recording
    assert recording is not None
    pages = {"/": _HARNESS, "/trace.html": page(answers[1].proof, recording), "/hostile.html": hostile(answers[1])}
    dom, asked, console, picture = browse(pages, tmp_path)
    # Browsers have errands of their own. What pages fetch is what they say they fetched, and what this server is asked.
    assert sorted(path for path in asked if path.startswith("/")) == ["/", "/hostile.html", *["/trace.html"] * 2]
    mistakes = [line for line in console.splitlines() if "CONSOLE" in line and "control.png" not in line]
    assert mistakes == []
    told = re.search(r'data-found="([^"]*)"', dom)
    assert told is not None
    found = json.loads(told[1].replace("&quot;", '"').replace("&amp;", "&"))
    # The picture of the harness, last, shows that a request to elsewhere would have been seen.
    assert "http://elsewhere.test/control.png" in asked
    assert found["fetched"] == [[], [], [], ["http://elsewhere.test/control.png"]]
    assert found["pages"] == [{"drawn": "yes"}] * 3, "the script ran to its end, without a mistake, and no other did"
    assert found["changed"] > 20 and found["back"], "the slider moves the map"
    assert found["said"] == "1 of 3" and found["focused"] and found["label"].startswith("Iteration")
    assert found["valuetext"] == "iteration 3 of 3"
    assert found["tracks"] == [n == 1 for n in range(len(recording.tracks))]
    assert found["overflow"] <= 0, "no sideways scrolling at 360 pixels"
    left, top, right, bottom = (max(0, round(x)) for x in found["place"])
    heat = picture[top:bottom, left:right].reshape(-1, 3)
    assert len(heat) > 50_000
    assert len(np.unique(heat, axis=0)) > 60
    violet = (heat[:, 2].astype(int) - heat[:, 1] > 40).mean()
    assert violet > 0.01, "cells are filled in the colour of attention"
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 100
