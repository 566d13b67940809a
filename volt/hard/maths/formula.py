"""Formulas: from text to nodes, by a small parser of our own that knows limits and runs nothing.

    sum      := ["-"] product (("+" | "-") product)*
    product  := unary (("*" | "/" | "mod" | "%" | nothing at all) unary)*
    unary    := ("-" | "+") unary | power
    power    := postfix ("^" unary)?
    postfix  := atom ("!" | "%" | "°")*
    atom     := number | name | function "(" sum ("," sum)* ")" | "(" sum ")" | "|" sum "|" | "√" atom

`2x`, `3(x+1)` and `x y` multiply. What people read in two ways is refused: `1/2x`, `33 1/3`, `x 5`, `5!!`, `e^2x`,
`sin pi/2`, `100 + 10%`, `2e-3`, `1/3 mod 7`. `2^-1 mod 5` is the inverse of 2.
"""

from __future__ import annotations

import re
from fractions import Fraction

from volt.hard.maths.tree import CONSTANTS, DEEPEST, MOST_NODES, Apply, Name, Node, Number, Refused, measured, unknowns

FUNCTIONS = {
    **dict.fromkeys(
        [
            "sqrt",
            "cbrt",
            "abs",
            "floor",
            "ceil",
            "round",
            "exp",
            "log",
            "log2",
            "log10",
            "sin",
            "cos",
            "tan",
            "sec",
            "csc",
            "cot",
        ],
        1,
    ),
    **dict.fromkeys(["asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "gamma"], 1),
    **dict.fromkeys(
        ["totient", "derangements", "partitions", "catalan", "bell", "fibonacci", "lucas", "nthprime", "nextprime"], 1
    ),
    **dict.fromkeys(
        ["prevprime", "primepi", "numdivisors", "sumdivisors", "digitsum", "digits", "trailingzeros", "reverse"], 1
    ),
    **dict.fromkeys(["binomial", "permutations", "stirling1", "stirling2", "modinv", "root", "logbase"], 2),
    **dict.fromkeys(["powmod"], 3),
    **dict.fromkeys(["gcd", "lcm", "min", "max", "multinomial", "change", "average"], 0),
}
"""Every function by how many arguments it takes; 0: any number."""
ALIASES = {
    "ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "phi": "totient", "euler_phi": "totient",
    "choose": "binomial", "ncr": "binomial", "comb": "binomial", "npr": "permutations", "perm": "permutations",
    "hcf": "gcd", "gcf": "gcd", "fib": "fibonacci", "ceiling": "ceil", "lg": "log10", "subfactorial": "derangements",
    "infinity": "oo", "inf": "oo", "infty": "oo", "π": "pi", "∞": "oo", "prime": "nthprime", "mean": "average",
    "modpow": "powmod", "pow_mod": "powmod", "inverse_mod": "modinv", "tau": "numdivisors", "Abs": "abs", "E": "e",
    "I": "i", "absolute": "abs", "ceil": "ceil", "multiplicative_inverse": "modinv",
}  # fmt: skip
_GREEK = frozenset(["alpha", "beta", "theta", "lambda", "mu", "omega", "answer"])
_LONGEST_NUMBER = 2000
_SIGNS = str.maketrans({"×": "*", "·": "*", "⋅": "*", "÷": "/", "−": "-", "–": "-", "[": "(", "]": ")", "{": "(",
                        "}": ")",
                        "²": "^2", "³": "^3", "⁴": "^4"})  # fmt: skip
_LARGEST_POWER_OF_TEN = 1000
_TOKEN = re.compile(r"\s*(?:((?:\d+(?:\.\d+)?|\.\d+)(?:[eE]\d+)?)|([A-Za-zπ∞][A-Za-z_]*\d*)|(\*\*|[-+*/^!%|(),√°]))")
_SPLIT_NAME = re.compile(r"[a-z]\d?|oo|pi")


def parse(text: str) -> Node:
    """The node that a formula means. Refused, in one line, when it is none or passes a limit."""
    if re.search(r"\b0[xXbBoO][0-9a-fA-F]", text):
        raise Refused("digits of other bases are not part of a formula: ask to convert them")
    reader = _Reader(_tokens(text.translate(_SIGNS)))
    node = reader.sum(0)
    if reader.left():
        raise Refused(f"{reader.left()!r} was not expected in {_short(text)!r}")
    return measured(node)


def parse_list(text: str) -> tuple[Node, ...]:
    """Formulas between commas, "and" or semicolons."""
    pieces = [piece for piece in _top_level(re.sub(r"\band\b", ",", text)) if piece.strip()]
    if not pieces:
        raise Refused("a list of numbers is missing")
    return tuple(parse(piece) for piece in pieces)


def _top_level(text: str) -> list[str]:
    """Split at commas and semicolons that stand in no parenthesis."""
    pieces, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if sign in ",;" and depth == 0:
            pieces.append(text[start:place])
            start = place + 1
    return [*pieces, text[start:]]


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    place = 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise Refused(f"{text[place:].strip()[:20]!r} is not part of a formula")
        number, name, sign = match.groups()
        if number:
            _measure(number, text[match.end() :])
        found += [number] if number else _names(name) if name else ["^" if sign == "**" else sign]
        if len(found) > 3 * MOST_NODES:
            raise Refused(f"the formula has more than {MOST_NODES} parts")
        place = match.end()
    return found


def _measure(number: str, after: str) -> None:
    """Refuse a number that is too long, or of which it is not clear where it ends."""
    digits, _, tens = number.lower().partition("e")
    if len(digits) > _LONGEST_NUMBER or (tens and (len(tens) > 9 or int(tens) > _LARGEST_POWER_OF_TEN)):
        raise Refused(f"a number has more than {_LONGEST_NUMBER} digits")
    if unclear := re.match(r"[eE][+-]\d+", after):
        raise Refused(f"it is not clear whether {number}{unclear[0]} is a power of ten: write 10^ or *e")


def _names(word: str) -> list[str]:
    """A word as a function, a constant or an unknown; `xy` is x times y, other words are not known."""
    word = ALIASES.get(word, ALIASES.get(word.lower(), word))
    if word in FUNCTIONS or word in CONSTANTS or word in _GREEK or word == "mod":
        return [word]
    if re.fullmatch(r"[A-Za-z]_?\d*", word):
        return [word]
    if re.fullmatch(r"[a-z]_?\d*", word.lower()):
        return [word.lower()]
    if re.fullmatch(r"[abcnkmtxyz]{2,3}", word) and set(word) & set("xyz"):
        return list(word)
    raise Refused(f"the word {word[:30]!r} is not known here")


class _Reader:
    """Recursive descent over tokens; every level of parentheses counts."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0
        self._in_bars = 0

    def left(self) -> str:
        """The token that stands next; empty at the end."""
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _take(self, *wanted: str) -> str:
        token = self.left()
        if token and token in wanted:
            self._place += 1
            return token
        return ""

    def _need(self, wanted: str) -> None:
        if not self._take(wanted):
            raise Refused(f"{wanted!r} is missing before {self.left() or 'the end'!r}")

    def sum(self, depth: int) -> Node:
        """Terms added and subtracted."""
        if depth > DEEPEST:
            raise Refused(f"the formula is nested more than {DEEPEST} levels deep")
        terms, percents = [self._product(depth)], [self._after_percent()]
        while sign := self._take("+", "-"):
            term = self._product(depth)
            terms.append(Apply("neg", (term,)) if sign == "-" else term)
            percents.append(self._after_percent())
        if any(percents[1:]) and not all(percents):
            raise Refused("it is not clear what the percents that are added or taken away are of: write them out")
        return terms[0] if len(terms) == 1 else Apply("+", tuple(terms))

    def _after_percent(self) -> bool:
        return self._place > 0 and self._tokens[self._place - 1] == "%"

    def _product(self, depth: int) -> Node:
        factors = [self._unary(depth)]
        while True:
            if sign := self._take("/", "mod", "%"):
                left = factors[0] if len(factors) == 1 else Apply("*", tuple(factors))
                right = self._unary(depth)
                factors = [Apply("/", (left, right)) if sign == "/" else modulo(left, right)]
            elif self._take("*"):
                factors.append(self._unary(depth))
            elif self._starts_atom():
                factors.append(self._beside(factors[-1], depth))
            else:
                return factors[0] if len(factors) == 1 else Apply("*", tuple(factors))

    def _beside(self, before: Node, depth: int) -> Node:
        """A factor without a sign. Refused where people read such things in two ways."""
        if self.left()[0] in "0123456789.":
            raise Refused(f"it is not clear what {self.left()} beside another number or name means: write a sign")
        if isinstance(before, Apply) and before.head in ("/", "mod"):
            raise Refused("it is not clear what is divided: write a/(b*c) or (a/b)*c")
        if self._tokens[self._place - 1] != ")" and self.left()[0].isalpha() and self.left() not in FUNCTIONS:
            match before:  # `x^2y` is clear, `e^2x` and `2^3x` are not
                case Apply("^", (Number() | Name("e"), _)):
                    raise Refused(f"it is not clear whether {self.left()} is in the exponent: write parentheses")
        return self._unary(depth)

    def _starts_atom(self) -> bool:
        token = self.left()
        if token == "|":
            return not self._in_bars
        return bool(token) and token != "mod" and (token[0].isalpha() or token in "(√" or token[0] in "0123456789.")

    def _unary(self, depth: int) -> Node:
        negative = False
        while sign := self._take("-", "+"):
            negative ^= sign == "-"
        power = self._power(depth)
        return Apply("neg", (power,)) if negative else power

    def _power(self, depth: int) -> Node:
        base = self._postfix(depth)
        if self._take("^"):
            if depth > DEEPEST:
                raise Refused(f"the formula is nested more than {DEEPEST} levels deep")
            negative = False
            while sign := self._take("-", "+"):
                negative ^= sign == "-"
            exponent = self._power(depth + 1)
            return Apply("^", (base, Apply("neg", (exponent,)) if negative else exponent))
        return base

    def _postfix(self, depth: int) -> Node:
        node = self._atom(depth)
        while True:
            if self._take("!"):
                if self.left() == "!":
                    raise Refused("it is not clear what !! is: the double factorial, or write (n!)!")
                node = Apply("!", (node,))
            elif self.left() == "%" and not self._operand_follows():
                self._place += 1
                node = Apply("/", (node, Number(Fraction(100))))
            elif self._take("°"):
                node = Apply("/", (Apply("*", (node, Name("pi"))), Number(Fraction(180))))
            else:
                return node

    def _operand_follows(self) -> bool:
        after = self._tokens[self._place + 1] if self._place + 1 < len(self._tokens) else ""
        return bool(after) and (after[0].isalnum() or after[0] in "(.√")

    def _unknown_follows(self) -> bool:
        """Whether an unknown is next but one, as in `sin x/x`, which is clear."""
        after = self._tokens[self._place + 1] if self._place + 1 < len(self._tokens) else ""
        return bool(after) and after[0].isalpha() and after not in FUNCTIONS and after not in CONSTANTS

    def _atom(self, depth: int) -> Node:
        token = self.left()
        self._place += 1
        if token == "(":
            inside = self.sum(depth + 1)
            if self.left() == ",":
                raise Refused("a comma stands where no list is expected")
            self._need(")")
            return inside
        if token == "|":
            self._in_bars += 1
            inside = self.sum(depth + 1)
            self._in_bars -= 1
            self._need("|")
            return Apply("abs", (inside,))
        if token == "√":
            return Apply("sqrt", (self._atom(depth + 1),))
        if token in FUNCTIONS:
            return self._call(token, depth)
        if token and (token[0].isdigit() or token[0] == "."):
            return Number(Fraction(token))
        if token and token[0].isalpha() and token != "mod":
            return self._short_call(token, depth) if token in "CPcp" and self.left() == "(" else Name(token)
        raise Refused(f"a number or name is missing before {token or 'the end'!r}")

    def _short_call(self, name: str, depth: int) -> Node:
        """`C(5, 2)`: the letter is a function when two arguments follow, else an unknown times a parenthesis."""
        here = self._place
        args = self._arguments(depth)
        if len(args) == 2:
            return Apply("binomial" if name in "Cc" else "permutations", args)
        self._place = here
        return Name(name)

    def _call(self, name: str, depth: int) -> Node:
        if depth > DEEPEST:
            raise Refused(f"the formula is nested more than {DEEPEST} levels deep")
        if name in ("sqrt", "sin", "cos", "tan", "log", "exp", "sec", "csc", "cot") and self.left() not in ("(", "^"):
            argument = self._bare_argument(depth + 1)
            if self.left() == "/" and not (unknowns(argument) and self._unknown_follows()):
                raise Refused(f"it is not clear what {name} is taken of: write parentheses")
            return Apply(name, (argument,))
        if self.left() == "^" and FUNCTIONS[name] == 1:  # sin^2(x)
            self._place += 1
            exponent = self._atom(depth + 1)
            return Apply("^", (self._call(name, depth + 1), exponent))
        args = self._arguments(depth)
        wanted = FUNCTIONS[name]
        if wanted and len(args) != wanted:
            if name == "log" and len(args) == 2:
                return Apply("logbase", args)
            raise Refused(f"{name} takes {wanted} argument{'s' * (wanted > 1)}, not {len(args)}")
        return Apply(name, args)

    def _bare_argument(self, depth: int) -> Node:
        """`sin 2x`, `sqrt 8`: numbers and names that follow each other."""
        factors = [self._power(depth)]
        while self.left() not in FUNCTIONS and self.left() not in ("(", "|", "√") and self._starts_atom():
            factors.append(self._power(depth))
        return factors[0] if len(factors) == 1 else Apply("*", tuple(factors))

    def _arguments(self, depth: int) -> tuple[Node, ...]:
        self._need("(")
        args = [self.sum(depth + 1)]
        while self._take(","):
            args.append(self.sum(depth + 1))
        self._need(")")
        return tuple(args)


def modulo(left: Node, right: Node) -> Node:
    """A remainder. `b^-k` is the inverse of b there, as in number theory, and roots are read in two ways."""
    match left:
        case Apply("^", (base, Apply("neg", (exponent,)))):
            inverse = Apply("modinv", (base, right))
            return (
                inverse if exponent == Number(Fraction(1)) else Apply("mod", (Apply("^", (inverse, exponent)), right))
            )
        case Apply("^", (_, Apply("/", _))):
            raise Refused("it is not clear what a root modulo a number is")
    return Apply("mod", (left, right))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."
