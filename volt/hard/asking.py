"""What a request is made of: words, lines of code, what the interpreter said. Told apart by their form.

The router reads the words as a frame and the rest as cues: a page of code drowns the five words that say what is
wanted of it.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

_FENCE = re.compile(r"^\s*```\w*\s*$", re.MULTILINE)
_CODE = re.compile(
    r"^(?:[ \t]+\S|(?:async def|def|class) \w+|@\w|(?:import|from) [\w.]+(?: import .*|, .*)?$|>>> |\.\.\. |"
    r"(?:return|assert|raise|yield|del|global) ?[\w\[({'\"-]|"
    r"(?:for|while|if|elif|else|try|except|with|finally)\b.*:\s*$|"
    r"[\w.\[\]'\", ]+ (?:[-+*/%|&]|//|\*\*)?= ?\S|[\w.]+\([^)]*\)\s*$|print\(|"
    r"(?:function|let|const|var) \w|[{})\]];?\s*$|#include)"
)
_SAID = re.compile(
    r"^(?:Traceback \(most|\s*File \"|[\s^~]*\^[\s^~]*$|E   |>   |(?:FAILED|FAIL:|ERROR:) |=====|_____?|Ran \d+ test|"
    r"(?:[a-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Iteration)\b(?:: |$))"
)
_INLINE = re.compile(r"(?<=\S)[ \t]+(?=(?:async )?def \w+\(.*\).*:\s*$|class \w+.*:\s*$)", re.MULTILINE)
_ERROR = re.compile(r"\b(?:[A-Z]\w*(?:Error|Exception|Interrupt|Iteration)|Traceback)\b")
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?")
_WORD = re.compile(r"[A-Za-z]{2,}")
_MOODS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bhow\b(?! (?:much|many|long|far|old))",
        r"\bwhat\b|\bmeaning\b",
        r"\b(?:why|how come|reason)\b",
        r"\b(?:where|which|who)\b",
        r"^(?:is|are|am|was|do|does|did|don't|didn't|can|could|will|would|should|has|have|had|any\w*)\b",
    )
)
_ORDER = re.compile(
    r"^(?:please |pls )?(?:add|append|apply|build|calculate|change|check|clear|combine|compare|concatenate|convert|"
    r"copy|count|create|decode|delete|display|divide|download|draw|drop|encode|evaluate|execute|extract|fetch|fill|"
    r"filter|flatten|format|generate|get|give|group|implement|insert|iterate|join|list|load|make|map|merge|move|normalize|"
    r"open|parse|pick|plot|print|provide|produce|put|raise|read|remove|rename|replace|reset|return|reverse|rotate|round|"
    r"run|sample|save|scrape|select|send|set|shuffle|sort|split|strip|substitute|subtract|sum|swap|take|transform|"
    r"truncate|turn|unpack|update|use|validate|write)\b",
    re.IGNORECASE,
)
_TOPICS = {
    "trouble": (
        "bug bugs buggy broken break breaks breaking crash crashes crashed crashing debug debugging defect error "
        "errors exception fail fails failed failing failure fault faulty fix fixed fixing flaw glitch hang hangs "
        "incorrect issue mend mistake mistakes off patch problem problems repair red regression stuck trouble "
        "unexpected wrong wrongly expected expecting instead rejected supposed works working worked correct "
        "correctly rather missing complains"
    ),
    "understanding": (
        "explain explains explanation understand understanding describe description meaning mean means purpose "
        "summarize summarise summary gist clarify comprehend confusing confused interpret walk walkthrough "
        "overview comment document docstring why happens happening complexity step trace role idea trick sense "
        "words english clear lost puzzled"
    ),
    "making": (
        "write writes create make build implement generate develop compose draft produce complete program script "
        "solve provide need want wish supply routine helper code function class tool finish extend"
    ),
    "finding": (
        "find search locate where look lookup grep file files module modules repo repository project codebase "
        "docs documentation documented reference defined definition used usage usages uses calls called callers "
        "existing somewhere location path source show open jump example examples similar already built-in package "
        "parameters arguments options"
    ),
    "quantities": (
        "sum product percent percentage ratio probability average mean median prime primes divisor divisors "
        "factor factors remainder area perimeter volume radius triangle rectangle circle speed distance interest "
        "profit loss discount price cost rs dollars age old years days hours minutes km miles meters litres "
        "equation integral derivative limit determinant polynomial roots square cube digits digit divided "
        "multiplied times equals times number numbers many much total fraction integer integers percent half "
        "twice half kg rate height length width"
    ),
    "a library": (
        "pandas numpy requests matplotlib os re json datetime collections itertools csv pathlib subprocess "
        "sqlite3 sqlalchemy django flask scipy sklearn asyncio logging random urllib socket threading argparse "
        "pytest xml yaml shutil functools tkinter bs4 beautifulsoup selenium opencv cv2 torch tensorflow math "
        "dataframe dataframes boto pyspark"
    ),
}
"""Words that a request of a kind is likely to hold; a list by hand, and no more than that."""
_TOPIC = {name: re.compile(rf"\b(?:{'|'.join(words.split())})\b", re.IGNORECASE) for name, words in _TOPICS.items()}
_NAME = re.compile(r"\b[a-z]+_\w+|\b[a-z]+[A-Z]\w*|\b\w+\(")


@dataclass(frozen=True)
class Parts:
    """A request, taken apart; each part keeps the order of its lines."""

    words: str
    code: str
    said: str
    """Tracebacks, reports of test runs, and error messages on lines of their own."""


def parts(text: str) -> Parts:
    """Every line is words, code or something that was said by the interpreter."""
    text = _INLINE.sub("\n", _FENCE.sub("", text))
    kept: dict[str, list[str]] = {"words": [], "code": [], "said": []}
    before = "words"
    for line in text.split("\n"):
        if not line.strip():
            kind = before
        elif _SAID.match(line) or (before == "said" and line.startswith("  ")):
            kind = "said"
        else:
            kind = "code" if _CODE.match(line) else "words"
        kept[kind].append(line)
        before = kind
    return Parts(*("\n".join(kept[kind]).strip("\n") for kind in ("words", "code", "said")))


CUES = (
    "code", "a function with a body", "a header without a body", "code that does not parse", "another language",
    "the interpreter's words", "an error by name", "an assertion", "no words", "few words", "many words", "a question",
    "two numbers or more", "numbers and no name", "hardly a word but numbers", "a name from code", "a dotted name",
    "a quotation", "an arrow or equality", "a capital first", "a call with a result", "asks how", "asks what",
    "asks why", "asks where or who", "asks yes or no", "an order", "speaks of oneself", "a named language",
    "trouble", "trouble twice", "understanding", "making", "finding", "finding twice", "quantities",
    "quantities thrice", "a library",
)  # fmt: skip
"""What is seen at a glance, in the order of `cues`."""


def cues(text: str, apart: Parts) -> list[bool]:
    """Which of `CUES` hold."""
    words, code = apart.words, apart.code
    tree = _tree(code)
    bodies = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)] if tree else []
    full = [n for n in bodies if not _is_stub(n)]
    count = len(_WORD.findall(words))
    numbers = len(_NUMBER.findall(words))
    named = bool(_NAME.search(words))
    return [
        bool(code),
        bool(full),
        (bool(bodies) and not full) or bool(re.fullmatch(r"\s*def .*:\s*(?:#.*|\"\"\".*)?", code, re.S) and not full),
        bool(code) and tree is None,
        bool(re.search(r"\bfunction \w+\(|\b(?:let|const|var) \w+ =|[;{]\s*$", code, re.M)),
        bool(apart.said),
        bool(_ERROR.search(text)),
        bool(re.search(r"\bassert\b", text)),
        count == 0,
        0 < count <= 5,
        count > 30,
        "?" in words,
        numbers >= 2,
        numbers >= 1 and not code and not named,
        numbers >= 1 and count <= 2,
        named,
        bool(re.search(r"\b[a-z]\w*\.[a-z_]\w+", words)),
        bool(re.search(r"['\"`]\S[^'\"`]*['\"`]", words)),
        bool(re.search(r"->|==|=>", words)),
        words[:1].isupper(),
        bool(re.search(r"\w\(.*\)\s*(?:==|->|returns|gives|is|should)", text)),
        *(bool(mood.search(words)) for mood in _MOODS),
        bool(_ORDER.search(words)),
        bool(re.search(r"\b(?:I|I'm|my|me|we|our)\b", words, re.I)),
        bool(re.search(r"\bpython\w*\b", words, re.I)),
        *_topics(words),
    ]


def _topics(words: str) -> list[bool]:
    count = {name: len(set(map(str.lower, pattern.findall(words)))) for name, pattern in _TOPIC.items()}
    least = (("trouble", 1), ("trouble", 2), ("understanding", 1), ("making", 1), ("finding", 1), ("finding", 2))
    more = (("quantities", 1), ("quantities", 3), ("a library", 1))
    return [count[name] >= number for name, number in (*least, *more)]


def _tree(code: str) -> ast.Module | None:
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _is_stub(node: ast.FunctionDef) -> bool:
    return all(
        isinstance(s, ast.Pass) or (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)) for s in node.body
    )
