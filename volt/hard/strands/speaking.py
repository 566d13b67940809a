"""The strands that answer in words: exact maths, explanations of code in the request, and where something is found.

Each claims a request as far as the router says that it fits, and finds nothing where it cannot do what is asked: the
Runner has the request then.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from volt.frame import TensorFrame
from volt.hard.explain import find
from volt.hard.explain.runs import Sandbox
from volt.hard.explain.telling import explain
from volt.hard.maths import Maths, Status
from volt.hard.naming import Named, Wants, named, nameless
from volt.hard.router import FILE, STRANDS, Router, Routing, frame_of
from volt.hard.strand import Budget, Found, Name, Strand
from volt.hard.strands.indexed import IndexLibrary
from volt.hard.strands.named import claimed, what, where
from volt.model import VoltModel
from volt.program import parse
from volt.request import Request
from volt.request.reader import code_in

Route = Callable[[str], Routing]
"""A request to where the router sends it."""


class _Routed:
    """A strand that claims what the router gives it."""

    name: str

    def __init__(self, route: Route) -> None:
        self.route = route

    def claims(self, frame: TensorFrame, request: Request) -> float:
        """See Strand: the probability that the strand fits; none where the router is unsure."""
        routing = self.route(request.text)
        return 0.0 if routing.abstained else routing.scores[self.name]


class _Naming(_Routed, ABC):
    """A strand that also answers questions about a name, which need no router: their form says whose they are."""

    wants: Wants
    unnamed: str
    """What is said to such a question without a name."""

    def __init__(self, route: Route, own: IndexLibrary | None = None) -> None:
        super().__init__(route)
        self.own = own

    def claims(self, frame: TensorFrame, request: Request) -> float:
        """See Strand: all of a question about a name, else what the router says."""
        if nameless(request.text) is self.wants or claimed(request.text, self.wants, self.own):
            return 1.0
        return super().claims(frame, request)

    def run(self, request: Request, budget: Budget) -> Found:
        """See Strand."""
        if nameless(request.text) is self.wants:
            return Found(self.unnamed, abstained=True)
        asked = named(request.text)
        if asked is not None and claimed(request.text, self.wants, self.own):
            return self._of_name(asked)
        return self._of_words(request)

    @abstractmethod
    def _of_name(self, asked: Named) -> Found:
        """The answer to a question about a name."""

    @abstractmethod
    def _of_words(self, request: Request) -> Found:
        """The answer to anything else."""


class MathsStrand(_Routed):
    """Exact answers, each checked by another route; see `volt.hard.maths`."""

    name: str = Name.MATHS

    def __init__(self, route: Route) -> None:
        super().__init__(route)
        self._maths = Maths()

    def close(self) -> None:
        """End the worker that is kept for the next question."""
        self._maths.close()

    def run(self, request: Request, budget: Budget) -> Found:
        """The answer as a person would write it; nothing where the question is refused."""
        answer = self._maths.answer(request.text, budget.seconds)
        if answer.status is Status.REFUSED:
            return Found()
        steps = ({"read as": answer.read_as, "did": list(answer.steps), "check": answer.check},)
        return Found(answer.text, (answer.code,) if answer.code else (), steps, answer.status is Status.CHECKED)


class ExplainerStrand(_Naming):
    """What is always true of functions, and what was seen of them; see `volt.hard.explain`.

    They stand in the request, or in the user's own code and the request names one.
    """

    name: str = Name.EXPLAINER
    wants = Wants.EXPLAINED
    unnamed = "The request does not say what to explain: name a function, as in `explain parse`, or add its code."

    def _of_name(self, asked: Named) -> Found:
        return what(self.own, asked)

    def _of_words(self, request: Request) -> Found:
        """Facts of every function in the text; nothing where there is none."""
        source = code_in(request.text)
        tree = parse(source)
        functions = find.functions(tree) if tree is not None else []
        if tree is None or not functions:
            return Found()
        with Sandbox() as sandbox:
            said = [explain(source, tree, one, sandbox) for one in functions[:3]]
        lines = [line for one in said for line in (*(f.text for f in one.facts), *one.notes, "")]
        steps = tuple({"function": one.name, "claims": [f.claim for f in one.facts]} for one in said)
        return Found("\n".join(lines).strip(), steps=steps)


class WhereStrand(_Naming):
    """Where the user's own code does what is asked for, see `volt search`; or where what has that name is."""

    name: str = Name.RECALL
    wants = Wants.PLACED
    unnamed = "The request does not name what is looked for: say it as in `where is parse defined`."

    def _of_name(self, asked: Named) -> Found:
        return where(self.own, asked)

    def _of_words(self, request: Request) -> Found:
        """The five best functions with path, line and licence; nothing where no code is indexed."""
        if self.own is None:
            return Found()
        found = self.own.places(request.text, 5)
        if not found:
            return Found(
                f"No function in the index of {self.own.root} fits: none has these words or is like them.",
                abstained=True,
            )
        lines = [f"{origin}  {one.name}  {_first_line(one.docs)}".rstrip() for origin, one in found]
        return Found("\n".join(lines), tuple(one.code for _, one in found), tuple({"found": line} for line in lines))


def _first_line(docs: str) -> str:
    return docs.strip().partition("\n")[0]


class UntestedStrand(_Routed):
    """The Debugger where nothing says what is right: it does not guess, and says what it needs."""

    name: str = Name.DEBUGGER

    def run(self, request: Request, budget: Budget) -> Found:
        """What is missing."""
        return Found(
            "Nothing here says what would be right, so no repair can be checked. Give tests of what the program should "
            "do (--test 'assert f(2) == 4' beside the function, or `volt debug FILE --tests TESTS`).",
            abstained=True,
        )


def speakers(mind: object, weights: Path, own: IndexLibrary | None) -> list[Strand]:
    """The strands that answer in words; without a model or a router beside it only those that need none.

    Raises CheckpointError when the router is damaged or was trained for other weights.
    """
    if not isinstance(mind, VoltModel) or not (weights / FILE).is_file():
        return [ExplainerStrand(_unrouted, own), WhereStrand(_unrouted, own)]
    router = Router.open(weights)

    @lru_cache(maxsize=8)
    def route(text: str) -> Routing:
        return router.route(text, frame_of(mind, text))

    return strands(route, own)


def strands(route: Route, own: IndexLibrary | None) -> list[Strand]:
    """All of them; whoever replays a proof asks them by name and needs no route.

    Of two that claim a request wholly the first has it, so those that know a form of theirs come first.
    """
    return [ExplainerStrand(route, own), WhereStrand(route, own), MathsStrand(route), UntestedStrand(route)]


def _unrouted(_: str) -> Routing:
    return Routing(Name.RUNNER, dict.fromkeys(STRANDS, 0.0), True, "there is no router")
