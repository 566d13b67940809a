"""Tokenizer, roles, encoder, decoder and sampling."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import tiny
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from volt.config import Config, Role
from volt.data import textbook
from volt.errors import CheckpointError
from volt.model import Flow, Rollout, pad
from volt.program import parse, single_function
from volt.translate import roles, stub
from volt.translate.decoder import Cache
from volt.translate.encoder import CodeEncoder
from volt.translate.grammar import Grammar
from volt.translate.sampling import (
    Sampling,
    _top,
    candidates,
    first_places,
    log_probabilities,
    target_log_probabilities,
    write,
)
from volt.translate.tokenizer import EOS, SPECIAL, CodeTokenizer

PROGRAM = '''def first_even(numbers: list[int], start=0) -> int:
    """Find it."""
    for n in numbers[start:]:
        if n % 2 == 0:
            return n
    raise ValueError("none")
'''


class TestTokenizer:
    @settings(max_examples=100, deadline=None)
    @given(st.text())
    def test_any_text_comes_back_unchanged(self, text: str) -> None:
        assert tiny.tokenizer().decode(tiny.tokenizer().encode(text)) == text

    def test_a_line_break_takes_its_indentation_with_it(self) -> None:
        trained = CodeTokenizer.train([PROGRAM] * 4, 400)
        tokens = [trained.decode([i]) for i in trained.encode(PROGRAM)]
        assert "\n            " in tokens and "".join(tokens) == PROGRAM

    def test_names_split_at_underscores_and_numbers_into_digits(self) -> None:
        trained = CodeTokenizer.train(["count_vowels 1234 " * 4], 400)
        assert [trained.decode([i]) for i in trained.encode("count_vowels 1234")] == [
            "count",
            "_vowels",
            " 1",
            "2",
            "3",
            "4",
        ]

    def test_the_header_is_a_prefix_of_the_ids_of_the_program(self) -> None:
        for pair in tiny.pairs():
            ids = tiny.tokenizer().encode(pair.header)
            assert tiny.tokenizer().encode(pair.code)[: len(ids)] == ids

    def test_a_damaged_file_is_refused_by_name(self, tmp_path: Path) -> None:
        path = tmp_path / "tokenizer.json"
        tiny.tokenizer().save(path)
        assert CodeTokenizer.load(path).digest == tiny.tokenizer().digest
        path.write_text(path.read_text()[:100])
        with pytest.raises(CheckpointError, match=r"tokenizer\.json is damaged"):
            CodeTokenizer.load(path)


class TestRoles:
    def role_of(self, fragment: str, code: str = PROGRAM, nth: int = 0) -> Role:
        start = -1
        for _ in range(nth + 1):
            start = code.index(fragment, start + 1)
        return Role(roles.label(code, [(start, start + len(fragment))])[0])

    @pytest.mark.parametrize(
        ("fragment", "role"),
        [
            ("first_even", Role.NAME),
            ("start=0", Role.ARGUMENTS),
            ("list[int]", Role.TYPE),
            ("for n", Role.LOOP),
            ("if n", Role.BRANCH),
            ("%", Role.OPERATOR),
            ("return", Role.RETURN),
            ("raise", Role.EXCEPTION),
            ("ValueError", Role.OPERATION),
            ('"none"', Role.LITERAL),
        ],
    )
    def test_the_tree_says_what_each_piece_is(self, fragment: str, role: Role) -> None:
        assert self.role_of(fragment) is role

    def test_a_method_is_an_operation_and_its_object_a_variable(self) -> None:
        code = "x = text.lower()\n"
        assert self.role_of("lower", code) is Role.OPERATION and self.role_of("text", code) is Role.VARIABLE

    def test_columns_count_characters_where_the_text_is_not_ascii(self) -> None:
        assert self.role_of("len", "s = 'äöü' + str(len(x))\n") is Role.OPERATION

    def test_the_words_of_a_request_speak_about_slots_and_its_lines_of_code_are_code(self) -> None:
        text = "def count(numbers, k):\nWrite a function to count even numbers in each list\nassert count([1], 2) == 0"
        spans = [m.span() for m in re.finditer(r"\w+", text)]
        found = {text[a:b]: Role(role) for (a, b), role in zip(spans, roles.label_request(text, spans), strict=True)}
        assert found["numbers"] is Role.VARIABLE and found["k"] is Role.ARGUMENTS and found["each"] is Role.LOOP
        assert found["even"] is Role.OPERATOR and found["list"] is Role.TYPE and found["to"] is Role.TEXT
        assert found["function"] is Role.NAME and found["1"] is Role.LITERAL and found["assert"] is Role.EXCEPTION

    def test_text_that_does_not_parse_has_no_roles(self) -> None:
        assert roles.label("def f(:", [(0, 3)]) == [roles.NO_ROLE]


class TestEncoder:
    def test_the_nano_encoder_has_the_size_of_the_plan(self) -> None:
        parameters = sum(p.numel() for p in CodeEncoder(Config.of("nano").translator).parameters())
        assert 5.0e6 < parameters < 5.3e6

    def test_a_text_means_the_same_in_any_batch(self) -> None:
        model = tiny.model()
        short, long = model.request_ids("add a and b"), model.request_ids("multiply the first by the second, then stop")
        alone, together = model.encode([short]), model.encode([long, short])
        assert torch.allclose(alone.values_BSRD[0], together.values_BSRD[1], atol=1e-5)
        assert torch.allclose(alone.features_BTD[0], together.features_BTD[1, : len(short)], atol=1e-5)

    def test_active_positions_are_unit_vectors_and_others_zero(self) -> None:
        encoded = tiny.model().encode([[3, 50, 60], list(range(5, 45))])
        norms = encoded.values_BSRD.norm(dim=-1)
        assert torch.allclose(norms, encoded.active_BSR.float(), atol=1e-4) and encoded.active_BSR.any(1).all()

    def test_wrong_input_is_refused_with_what_came(self) -> None:
        with pytest.raises(ValueError, match=r"\[B, T\].*\(3,\)"):
            tiny.model().encoder(torch.zeros(3, dtype=torch.long))


class TestDecoder:
    def memory(self, rows: int = 2):  # type: ignore[no-untyped-def]
        model = tiny.model()
        requests = [model.request_ids("add a and b"), model.request_ids("subtract first and second from x")][:rows]
        encoded = model.encode(requests)
        frame = (encoded.values_BSRD, encoded.active_BSR)
        return model, model.decoder.memory(pad(requests), encoded.features_BTD, encoded.mask_BT, frame)

    @torch.no_grad()
    def test_with_a_cache_equals_without(self) -> None:
        model, memory = self.memory()
        embedded = model.encoder.embedding(torch.randint(5, 300, (2, 12), generator=torch.Generator().manual_seed(0)))
        whole = model.decoder(embedded, memory)
        cache = Cache()
        parts = [model.decoder(embedded[:, :4], memory, cache)]
        parts += [model.decoder(embedded[:, i : i + 1], memory, cache) for i in range(4, 12)]
        for name in whole._fields:
            assert torch.allclose(torch.cat([getattr(p, name) for p in parts], 1), getattr(whole, name), atol=1e-5)

    @torch.no_grad()
    def test_later_tokens_cannot_be_seen(self) -> None:
        model, memory = self.memory()
        ids = torch.randint(5, 300, (2, 10), generator=torch.Generator().manual_seed(1))
        changed = ids.clone()
        changed[:, 6:] = 7
        a, b = (model.decoder(model.encoder.embedding(x), memory).states_BTE for x in (ids, changed))
        assert torch.allclose(a[:, :6], b[:, :6], atol=1e-5) and not torch.allclose(a[:, 6:], b[:, 6:], atol=1e-3)

    @torch.no_grad()
    def test_probabilities_sum_to_one_but_for_forbidden_specials(self) -> None:
        model, memory = self.memory()
        out = model.decoder(model.encoder.embedding(torch.tensor([[4, 9], [4, 10]])), memory)
        total = log_probabilities(out, model.encoder.embedding.weight, memory.request_BU).exp().sum(-1)
        assert ((total <= 1.001) & (total > 0.5)).all()

    @torch.no_grad()
    def test_target_probabilities_are_those_of_the_whole_vocabulary(self) -> None:
        model, memory = self.memory()
        table = model.encoder.embedding.weight
        target = torch.tensor([[9, 11, EOS], [10, 12, 13]])
        out = model.decoder(table[torch.tensor([[4, 9, 11], [4, 10, 12]])], memory)
        full = log_probabilities(out, table, memory.request_BU).gather(2, target[..., None])[..., 0]
        assert torch.allclose(target_log_probabilities(out, table, memory.request_BU, target), full, atol=1e-4)
        everything = torch.arange(table.shape[0])
        sampled = target_log_probabilities(out, table, memory.request_BU, target, everything)
        assert torch.allclose(sampled, full, atol=1e-4)

    @torch.no_grad()
    def test_candidates_are_the_likeliest_of_the_whole_mixture(self) -> None:
        """In the order and with the probabilities of the whole vocabulary; each once, copied tokens among them."""
        model, memory = self.memory()
        table = model.encoder.embedding.weight
        for gate in (-3.0, 0.0, 3.0):
            model.decoder.gate.bias.data.fill_(gate)
            out = model.decoder(table[torch.tensor([[4, 9], [4, 10]])], memory)
            full = log_probabilities(out, table, memory.request_BU)[:, -1].topk(64)
            found = candidates(out, table, memory.request_BU, first_places(memory.request_BU))
            best = found.logp_BC.topk(64)
            assert torch.allclose(best.values, full.values, atol=1e-5)
            assert torch.equal(found.ids_BC.gather(1, best.indices)[:, :24], full.indices[:, :24])
            live = [ids[logp > -math.inf].tolist() for ids, logp in zip(*found, strict=True)]
            assert all(len(set(row)) == len(row) for row in live)

    def test_the_top_of_long_rows_is_the_top(self) -> None:
        values = torch.randn(3, 8192, generator=torch.Generator().manual_seed(0))
        for one, other in zip(_top(values, 72), values.topk(72), strict=True):
            assert torch.equal(one, other)

    @torch.no_grad()
    def test_a_cache_grows_past_its_first_room_and_drops_rows(self) -> None:
        model, memory = self.memory()
        embedded = model.encoder.embedding(torch.randint(5, 300, (2, 90), generator=torch.Generator().manual_seed(2)))
        cache = Cache()
        for i in range(80):
            model.decoder(embedded[:, i : i + 1], memory, cache)
        cache.select(torch.tensor([1]))
        left = type(memory)(*(part[1:] for part in memory))
        parts = [model.decoder(embedded[1:, i : i + 1], left, cache).states_BTE for i in range(80, 90)]
        whole = model.decoder(embedded, memory).states_BTE
        assert torch.allclose(torch.cat(parts, 1), whole[1:, 80:], atol=1e-5)

    def test_what_is_copied_was_in_the_request(self) -> None:
        model, memory = self.memory()
        model.decoder.gate.bias.data.fill_(50.0)
        with torch.no_grad():
            out = model.decoder(model.encoder.embedding(torch.tensor([[4], [4]])), memory)
            likely = log_probabilities(out, model.encoder.embedding.weight, memory.request_BU).argmax(-1)
        assert all(int(token) in row for token, row in zip(likely[:, 0], memory.request_BU.tolist(), strict=True))


class TestSampling:
    def test_greedy_writing_does_not_depend_on_the_seed_and_drawing_does(self) -> None:
        model, memory = TestDecoder().memory(1)

        def run(temperature: float, seed: int) -> list[tuple[int, ...]]:
            sampling = Sampling(temperature=temperature, longest=12)
            generator = torch.Generator().manual_seed(seed)
            table = model.encoder.embedding.weight
            return [w.ids for w in write(model.decoder, table, memory, [4, 9], sampling, generator)]

        assert run(0, 1) == run(0, 2) and run(1.0, 1) == run(1.0, 1) and run(1.0, 1) != run(1.0, 2)

    def test_rows_that_finish_early_leave_the_others_unchanged(self) -> None:
        """Greedy rows of a batch equal each row written alone, whatever finishes first."""
        model = tiny.model()
        together = model.rollouts(
            "add a and b", "def add(a, b):", 3, sampling=Sampling(temperature=0, longest=20), flow=Flow.ZERO
        )
        alone = model.rollouts(
            "add a and b", "def add(a, b):", 1, sampling=Sampling(temperature=0, longest=20), flow=Flow.ZERO
        )
        assert {r.code for r in together} == {alone[0].code}

    def test_what_does_not_parse_is_written_again_and_the_number_is_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        model, rounds = tiny.model(), []
        codes = iter(["def f(:", "def f(): pass", "x = 1", "x = 2"])

        def written(text: str, header: str, count: int, *_: object) -> list[Rollout]:
            rounds.append(count)
            return [Rollout(next(codes), -1.0, True, 0.0) for _ in range(count)]

        monkeypatch.setattr(model, "_write", written)
        assert [r.code for r in model.rollouts("add", "def add(a, b):", 2)] == ["def f(): pass", "x = 1"]
        assert rounds == [2, 1]

    def test_scores_of_written_programs_are_their_log_probabilities(self) -> None:
        model = tiny.model()
        header = "def add(a, b):"
        programs = [f"{header}\n    return a + b\n", f"{header}\n    return a\n"]
        one_by_one = [model.score("add a and b", header, [p])[0] for p in programs]
        assert model.score("add a and b", header, programs) == pytest.approx(one_by_one, abs=1e-5)
        assert all(math.isnan(s) for s in model.score("add a and b", header, programs, deadline=0.0))

    def test_many_programs_are_scored_in_their_order(self) -> None:
        model = tiny.model()
        header = "def f(a, b):"
        programs = [f"{header}\n    return {' + '.join('ab' * (7 * i % 12 + 1))}\n" for i in range(20)]
        one_by_one = [model.score("add", header, [p])[0] for p in programs]
        assert model.score("add", header, programs) == pytest.approx(one_by_one, abs=1e-5)


class TestGrammar:
    @pytest.mark.parametrize("chapter", ["formatting", "parsing", "graphs", "recursion", "matrices", "text_cleanup"])
    def test_no_token_of_a_program_is_refused(self, chapter: str) -> None:
        tokenizer = tiny.tokenizer()
        for entry in (e for e in textbook.entries() if e.chapter == chapter):
            header, program = single_function(entry.code) or ("", entry.code)
            guard, ids = Grammar(tokenizer, header), tokenizer.encode(program.removeprefix(header).rstrip())
            for i, token in enumerate([*ids, EOS]):
                assert guard.allows(ids[:i], token), tokenizer.decode(ids[: i + 1])

    @pytest.mark.parametrize(
        ("before", "token"),
        [
            ("    return (a for a in xs", "]"),
            ("    return max(xs))", ""),
            ("    return x if x", "\n"),
            ("    return {.a", "d"),
            ("    return x[1:] = [0", "]"),
            ("    if x:\n    y = 1", "\n"),
            ("    s = 'never closed", "\n"),
        ],
    )
    def test_what_cannot_become_a_program_is_refused(self, before: str, token: str) -> None:
        tokenizer = tiny.tokenizer()
        ids = tokenizer.encode("\n" + before)
        last = tokenizer.encode(token) if token else [ids.pop()]
        assert not Grammar(tokenizer, "def f(xs, x):").allows(ids, last[0])

    @pytest.mark.parametrize(
        "before", ["    return x if x els", "    return [a for a i", "    s = 'open", "    if x == 1."]
    )
    def test_half_a_word_may_grow_but_not_end_the_program(self, before: str) -> None:
        tokenizer = tiny.tokenizer()
        ids = tokenizer.encode("\n" + before)
        guard = Grammar(tokenizer, "def f(xs, x):")
        assert guard.allows(ids[:-1], ids[-1]) and not guard.allows(ids, EOS)

    def test_drafts_of_a_model_that_knows_nothing_end_only_where_they_parse(self) -> None:
        model = tiny.model()
        rollouts = model.rollouts("Add a and b.", "def add(a, b):", 16, sampling=Sampling(temperature=2.0, longest=40))
        assert all(parse(r.code) is not None for r in rollouts if r.finished)

    def test_a_row_with_every_token_refused_is_left_and_the_others_are_not(self) -> None:
        model = tiny.model()
        encoded = model.encode([model.request_ids("Add.")] * 2)
        frame = (encoded.values_BSRD, encoded.active_BSR)
        memory = model.decoder.memory(
            pad([model.request_ids("Add.")] * 2), encoded.features_BTD, encoded.mask_BT, frame
        )
        calls: list[int] = []

        def first_row_refused(ids: Sequence[int], token: int) -> bool:
            calls.append(token)
            return len(calls) > 8

        made = write(
            model.decoder,
            model.encoder.embedding.weight,
            memory,
            [1],
            Sampling(longest=5),
            torch.Generator(),
            allows=first_row_refused,
        )
        assert made[0].ids == () and not made[0].finished and (made[1].ids or made[1].finished)
        assert len(set(calls[:8])) == 8


def test_the_stub_is_deterministic_and_tells_texts_apart() -> None:
    a, b, c = stub.encode("sort a list"), stub.encode("sort a list"), stub.encode("count the vowels in a word")
    assert torch.equal(a.values_SRD, b.values_SRD)
    assert float(a.gist_D() @ b.gist_D()) > 0.99 > 0.6 > float(a.gist_D() @ c.gist_D())
    assert len(SPECIAL) == 5
