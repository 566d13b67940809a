"""A patch keeps the user's comments and layout, and is exactly the edited tree."""

from __future__ import annotations

import ast
import io
import itertools
import random
import tokenize

import pytest

from volt.hard.repair import layout
from volt.hard.repair.operators import proposals, undefined
from volt.hard.repair.program import Function, Program
from volt.hard.strands.edits import Edit, applied

SOURCE = '''#!/usr/bin/env python
# Copyright of nobody in particular.

# about the limit
LIMIT = 0x10   # in hex


def total(xs, ys = 'odd "quotes"'):
    """Adds.

    Up.
    """
    # so far
    found   = 0     # nothing yet

    for x in xs:    # each of them
        # only these
        if x > 1_0 :  # big
            found += x   # add
            # one more
            found += 1

        elif (x <
              0):  # small
            found -= x
            # and the end
            break
        # otherwise
        else:  # rest
            pass
        found = found + 0  # for nothing
        # end of the loop

    # what comes back
    while found > LIMIT : found -= 1; ys = """odd
  text  # no comment
"""
    if not xs: return None  # nothing
    # the answer
    return found, ys  # both
# end of total


class Box:
    'holds'

    def __init__( self ):
        self.it = [ ]  # things

    # decorated
    @staticmethod
    def put(box, thing):
        # try it
        try:
            # really
            box.it.append(thing)  # put
            thing = None
        # goes wrong
        except (ValueError,
                TypeError):  # so
            # well
            return False
        with open('x') as f:  # opened
            f.read()
            # read
            f.close()
        return True


# last
def other(a,b):
	# tabs
	if a==b:
		# same
		return 'a'   # one
	return ( a, b )  # bracketed
# the end
'''
PROGRAM = Program(SOURCE)
FUNCTIONS = PROGRAM.functions()
EVERY = [(function, edit) for function in FUNCTIONS for edit in proposals(PROGRAM, function)[0]]
KEEPING = (
    "neighbours swapped",
    "moved into the block",
    "moved behind the block",
    "moved before the block",
    "if to elif",
    "last statement moved out of the loop",
    "return moved behind the loop",
    "guarded",
    "early return",
    "early jump",
    "inserted before",
    "inserted at the end",
    "branches swapped",
)
"""Edits that take no statement away."""


def _comments(text: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return sorted(token.string for token in tokens if token.type == tokenize.COMMENT)


def _own() -> dict[int, ast.AST]:
    return {id(their): mine for their, mine in zip(ast.walk(PROGRAM.tree), ast.walk(ast.parse(SOURCE)), strict=True)}


OWN = _own()
LINES = SOURCE.split("\n")


def _inside(edit: Edit) -> list[str]:
    """The comments on the lines of what an edit replaces, a statement or an expression."""
    old = getattr(edit.parent, edit.field)
    old = old[edit.index] if edit.index is not None else old
    node = old if isinstance(old, ast.stmt | ast.expr) else edit.parent
    mine = OWN[id(node)]
    if not isinstance(mine, ast.stmt | ast.expr):
        return []
    last = mine.end_lineno or 0
    while isinstance(mine, ast.stmt) and LINES[last].lstrip().startswith("#") and _depth(LINES[last]) > mine.col_offset:
        last += 1  # comments at the end of a block
    return [
        token.string
        for token in tokenize.generate_tokens(io.StringIO(SOURCE).readline)
        if token.type == tokenize.COMMENT and mine.lineno <= token.start[0] <= last
    ]


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_the_tree(patched: str, edits: list[Edit]) -> bool:
    with applied(edits):
        return ast.dump(ast.parse(patched)) == ast.dump(ast.parse(ast.unparse(PROGRAM.tree)))


def _text_of(function: Function) -> str:
    """Lines of a function in the source."""
    mine = OWN[id(function)]
    assert isinstance(mine, ast.FunctionDef)
    return "\n".join(LINES[mine.lineno - 1 : mine.end_lineno])


def _sample() -> list[tuple[Function, Edit]]:
    """Every edit of blocks, a few of each other kind."""
    found: list[tuple[Function, Edit]] = []
    rng = random.Random(3)
    groups: dict[tuple[str, int], list[tuple[Function, Edit]]] = {}
    for function, edit in EVERY:
        groups.setdefault((edit.kind, edit.line), []).append((function, edit))
    for (kind, _), group in groups.items():
        found += group if "moved" in kind or "swapped" in kind else rng.sample(group, min(len(group), 2))
    return found


SAMPLE = _sample()


def test_every_patch_is_the_edited_tree_and_keeps_what_it_does_not_change() -> None:
    whole = _comments(SOURCE)
    assert len({edit.kind for _, edit in SAMPLE}) > 50
    for function, edit in SAMPLE:
        patched = PROGRAM.patched([edit])
        told = (edit.kind, edit.line, patched)
        assert _is_the_tree(patched, [edit]), told
        lost = 0 if edit.kind in KEEPING else len(_inside(edit))
        assert len(_comments(patched)) >= len(whole) - lost, told
        if edit.kind in KEEPING:
            assert _comments(patched) == whole, told
        for other in FUNCTIONS:
            if other is not function:
                assert _text_of(other) in patched, told


def test_pairs_are_the_edited_tree_and_keep_the_other_functions() -> None:
    rng = random.Random(4)
    moving = [pair for pair in SAMPLE if pair[1].kind in KEEPING]
    kept = 0
    for first, second in itertools.chain(
        (rng.sample(SAMPLE, 2) for _ in range(150)), (rng.sample(moving, 2) for _ in range(150))
    ):
        edits = [first[1], second[1]]
        with applied(edits):
            if not _parses(ast.unparse(PROGRAM.tree)):
                continue
        patched = PROGRAM.patched(edits)
        assert _is_the_tree(patched, edits), [(edit.kind, edit.line) for edit in edits]
        kept += _comments(patched) == _comments(SOURCE)
        for other in FUNCTIONS:
            if other is not first[0] and other is not second[0]:
                assert _text_of(other) in patched, [(edit.kind, edit.line) for edit in edits]
    assert kept > 100


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def test_swapped_neighbours_take_their_comments_along() -> None:
    source = "def f(x):\n    # first\n    a = 1  # one\n\n    # second\n    b = (2,\n         3)\n    return a, b\n"
    program = Program(source)
    edits = [e for e in proposals(program, program.functions()[0])[0] if e.kind == "neighbours swapped"]
    assert program.patched([edits[0]]) == (
        "def f(x):\n    # second\n    b = (2,\n         3)\n\n    # first\n    a = 1  # one\n    return a, b\n"
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_ends_stay(ending: str) -> None:
    program = Program(SOURCE.replace("\n", ending))
    for edit in random.Random(5).sample(proposals(program, program.functions()[0])[0], 60):
        patched = program.patched([edit])
        assert patched.count("\r\n") == (patched.count("\n") if ending == "\r\n" else 0)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def f(x):\n    return math.pi\n", "import math\n\n\ndef f(x):\n    return math.pi\n"),
        (
            "# licence\n\n# of f\n@staticmethod\ndef f(x):\n    return math.pi\n",
            "# licence\n\nimport math\n\n\n# of f\n@staticmethod\ndef f(x):\n    return math.pi\n",
        ),
        (
            '"""Text."""\n\nimport re\n\ndef f(x):\n    return math.pi\n',
            '"""Text."""\n\nimport math\nimport re\n\ndef f(x):\n    return math.pi\n',
        ),
        (
            "from __future__ import annotations\n\ndef f(x):\n    return math.pi\n",
            "from __future__ import annotations\nimport math\n\n\ndef f(x):\n    return math.pi\n",
        ),
        (
            '"""Text."""\n\n\ndef f(x):\n    return math.pi\n',
            '"""Text."""\n\nimport math\n\n\ndef f(x):\n    return math.pi\n',
        ),
    ],
)
def test_an_import_stands_as_pep_8_wants(before: str, after: str) -> None:
    program = Program(before)
    edit = next(e for e in undefined.edits(program.tree, program.functions()) if e.kind == "import was missing")
    assert program.patched([edit]) == after


def test_a_returned_tuple_gets_no_brackets_that_the_source_had_not() -> None:
    for text, wanted in (("p, q", "q, p"), ("(p, q)", "(q, p)")):
        program = Program(f"def f(p, q):\n    return {text}  # both\n")
        returned = program.functions()[0].body[0]
        new = ast.parse("q, p", mode="eval").body
        edit = Edit(returned, "value", None, new, 1.0, "swapped")
        assert program.patched([edit]) == f"def f(p, q):\n    return {wanted}  # both\n"


def test_what_no_block_can_hold_is_written_anew_in_its_own_function_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> str:
        raise layout._UnfitError

    monkeypatch.setattr(layout._Blocks, "changed", never)
    for function, edit in random.Random(6).sample(SAMPLE, 60):
        patched = PROGRAM.patched([edit])
        assert _is_the_tree(patched, [edit])
        for other in FUNCTIONS:
            assert (other is function) or _text_of(other) in patched
        assert patched.startswith("#!/usr/bin/env python\n# Copyright of nobody in particular.\n")


def test_branches_that_are_swapped_keep_their_comments_at_their_statements() -> None:
    source = (
        "def f(x):\n    if x:  # set\n        # one\n        a = 1\n    # not\n    else:\n"
        "        a = 2  # two\n        # end\n    return a\n"
    )
    program = Program(source)
    edit = next(e for e in proposals(program, program.functions()[0])[0] if e.kind == "branches swapped")
    assert program.patched([edit]) == (
        "def f(x):\n    if x:  # set\n        a = 2  # two\n        # end\n    # not\n    else:\n"
        "        # one\n        a = 1\n    return a\n"
    )


def test_a_moved_statement_has_the_indentation_of_its_new_block() -> None:
    source = 'def f(xs):\n\tfor x in xs:\n\t\tx += 1  # more\n\t\ts = """a\n\t\tb"""\n\treturn xs\n'
    program = Program(source)
    edit = next(e for e in proposals(program, program.functions()[0])[0] if e.kind == "moved behind the block")
    assert program.patched([edit]) == (
        'def f(xs):\n\tfor x in xs:\n\t\tx += 1  # more\n\ts = """a\n\t\tb"""\n\treturn xs\n'
    )


def test_a_new_block_is_indented_as_the_file_is() -> None:
    program = Program("def f(x):\n\t# up\n\tx += 1\n\treturn x\n")
    function = program.functions()[0]
    new = [ast.If(ast.Name("x", ast.Load()), [function.body[0]], [])]
    patched = program.patched([Edit(function, "body", 0, new, 1.0, "guarded")])
    assert patched == "def f(x):\n\tif x:\n\t\t# up\n\t\tx += 1\n\treturn x\n"
