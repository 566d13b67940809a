"""Programs as people write them: without the extra brackets of `ast.unparse`, two blank lines between functions."""

from __future__ import annotations

import ast
import re

from volt.data.factory.brackets import unbracketed


def pretty(code: str) -> str:
    """The same program, tidier."""
    code = ast.unparse(ast.parse(code))
    text = unbracketed(code)
    text = re.sub(r"\n+(?=(?:@|def |class )\S)", "\n\n\n", text)
    text = re.sub(r"(^@.*)\n+(?=(?:@|def |class ))", r"\1\n", text, flags=re.M)
    text = re.sub(r"(^[ \t]+(?:.*))\n+(?=[^\s@dc])", r"\1\n\n\n", text, flags=re.M)
    text = text.strip("\n")
    return text if _same(text, code) else code


def _same(one: str, two: str) -> bool:
    try:
        return ast.dump(ast.parse(one)) == ast.dump(ast.parse(two))
    except SyntaxError:
        return False
