"""Word problems, where they are exact templates: percent, average, ratio, speed, work, interest, ages.

A template is a whole story: every word of it is in the pattern, and names of things may stand only where they change
nothing. Each gives a formula for the answer, and, where there is one, an equation that the answer must satisfy, which
says the same as the story and is not how the formula was made. Stories that fit no template are refused.
"""

# ruff: noqa: E501 - phrases are easier to compare unbroken

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from volt.hard.maths.formula import parse
from volt.hard.maths.phrasing import evaluation
from volt.hard.maths.tree import Node, Question, Refused, written

_N = r"(-?\d+(?:\.\d+)?(?:/\d+)?)"
_WHO = r"(?:a|an|the|one|some|certain|another) (?:certain )?(?:[a-z]+ ){0,2}?[a-z]+|he|she|it|they|[a-z]+"
_THING = r"(?:[a-z]+ ?){1,4}"
_TIDY = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"(?<=\d),(?=\d{3}\b)", ""),
        (r"\brs ?\.? ?(?=\d)|\$ ?(?=\d)|₹ ?(?=\d)|€ ?(?=\d)|\binr ?(?=\d)", ""),
        (r"\b(\d+) ?/ ?(\d+)\b(?! ?[a-z]+ ?/)", r"\1/\2"),
        (r" ?(?:%|\bper ?cent\b)", " percent"),
        (r"\bper annum\b|\bp ?\. ?a\b ?\.?|\bper year\b|\ba year\b|\bannually\b|\bevery year\b", "yearly"),
        (r"\b(?:km ?/ ?hr?s?|kmph|kmphr|kms? per hour|kilomet(?:er|re)s? per hour|km an hour|kmh|kph)\b", "kmph"),
        (r"\b(?:m ?/ ?s(?:ec)?|mps|met(?:er|re)s? per second|m per sec(?:ond)?)\b", "mps"),
        (r"\b(?:mph|miles? per hour|miles? an hour)\b", "mph"),
        (r"\b(?:met(?:er|re)s?|mts?|mtr)\b", "m"),
        (r"\b(?:kilomet(?:er|re)s?|kms)\b", "km"),
        (r"\b(?:sec|secs|seconds?)\b ?\.?", "sec"),
        (r"\b(?:hrs?|hours?)\b", "hours"),
        (r"\b(?:mins?|minutes?)\b", "min"),
        (r"\b(?:cost price|c ?\. ?p ?\.?)\b", "cost price"),
        (r"\bpole\b|\bpost\b|\bman\b(?= standing)", "pole"),
        (r"(?<=[a-z]) ' s\b|'s\b", "s"),
        (r"[?:!]+", " "),
        (r" [.,](?= |$)|(?<=[a-z\d])[.,](?= |$)", " "),
        (r"\b(?:please|then|now|also|exactly)\b", " "),
        (r" +", " "),
    )
)


@dataclass(frozen=True)
class Story:
    """A template: what the story looks like, what the answer is, and what the answer must satisfy."""

    pattern: re.Pattern[str]
    answer: str
    """A formula over $1, $2, ...: the numbers of the story."""
    fact: str = ""
    """An equation over them and `answer`."""
    when: Callable[[list[float]], bool] = lambda numbers: True
    """Whether the numbers make sense in such a story."""


def _story(pattern: str, answer: str, fact: str = "", when: Callable[[list[float]], bool] = lambda n: True) -> Story:
    for name, meaning in (("{n}", _N), ("{who}", f"(?:{_WHO})"), ("{thing}", _THING)):
        pattern = pattern.replace(name, meaning)
    return Story(re.compile(pattern), answer, fact, when)


def tidied(text: str) -> str:
    """A story with units and money written one way, without signs that change nothing."""
    for pattern, by in _TIDY:
        text = pattern.sub(by, text)
    return text.strip()


def read(text: str) -> Question | None:
    """The question that a story asks; None when it fits no template. Refused when its numbers make no sense."""
    story = tidied(text)
    for known in STORIES:
        match = known.pattern.fullmatch(story)
        if match is None:
            continue
        given = [number for number in match.groups() if number is not None]
        if not known.when([_about(number) for number in given]):
            raise Refused("the numbers of the story make no sense together")
        answer = _filled(known.answer, given)
        facts: tuple[tuple[Node, Node], ...] = ()
        if known.fact:
            left, right = known.fact.split("=")
            facts = ((_filled(left, given), _filled(right, given)),)
        return evaluation(answer, f"{written(answer)}, from the story", facts)
    return None


def _about(number: str) -> float:
    top, _, bottom = number.partition("/")
    return float(top) / (float(bottom or 1) or 1.0)


def _filled(text: str, given: list[str]) -> Node:
    for place in range(len(given), 0, -1):
        text = text.replace(f"${place}", f"({given[place - 1]})")
    return parse(text)


_SELL = r"(?:sold|sells?|is sold)"
_FIND = r"(?:what (?:is|was|will be|would be|must be)|find|calculate|how much (?:is|was)|determine|then)?(?: out)? ?"
_IS = r"(?: ?(?:is|was|will be|are|=))?"
_BUY = r"(?:{who} )?(?:buys?|bought|purchased?|purchases)"
_RUN = r"(?:(?:running|moving|travelling|traveling|going) (?:at|with) (?:a |the )?(?:speed of )?|at (?:a |the )?(?:speed of )?|with a speed of )"

STORIES: tuple[Story, ...] = (
    # percent
    _story(r"(?:if )?{n} percent of (?:a|the) (?:number|certain number) is {n},?(?: (?:then )?)?" + _FIND + r"(?:the|that)? ?number" + _IS, "$2*100/$1", "answer*$1/100 = $2", lambda n: n[0] != 0),
    _story(_FIND + r"(?:the )?number (?:of which|whose|if) {n} percent(?: of it)?(?: of which)? is {n}", "$2*100/$1", "answer*$1/100 = $2", lambda n: n[0] != 0),
    _story(r"(?:what|which) percent(?:age)? of {n} is {n}", "$2*100/$1", "answer*$1/100 = $2", lambda n: n[0] != 0),
    _story(r"{n} is what percent of {n}", "$1*100/$2", "answer*$2/100 = $1", lambda n: n[1] != 0),
    _story(r"{n} is {n} percent of (?:what|which) number", "$1*100/$2", "answer*$2/100 = $1", lambda n: n[1] != 0),
    _story(r"{n} percent of (?:what|which) number is {n}", "$2*100/$1", "answer*$1/100 = $2", lambda n: n[0] != 0),
    _story(r"how much (?:is )?{n} percent of {n} (?:is )?(?:greater|more) than {n} percent of {n}", "$1*$2/100 - $3*$4/100", "100*answer + $3*$4 = $1*$2"),
    _story(r"(?:if )?(?:the )?(?:population|price|salary|value|number) of {thing}(?:is|was) {n}(?: and)?,? ?(?:it )?(?:increases|grows|rises) by {n} percent,? ?" + _FIND + r"(?:the |its )?new (?:population|price|salary|value|number)" + _IS, "$1*(100 + $2)/100", "answer - $1 = $1*$2/100"),
    _story(r"(?:the )?(?:present )?population of a (?:town|village|city|country) is {n} (?:it increases|population increase rate is|if it increases|and it increases|if the population increases)(?: yearly)? (?:at the rate of|by|at) {n} percent(?: yearly)? ?" + _FIND + r"(?:what will be )?(?:its|the)? ?population(?: of (?:the )?town)? after {n} years?", "$1*(1 + $2/100)^$3", "", lambda n: n[2] == int(n[2]) and 0 < n[2] < 60),
    _story(r"(?:a|an|the) [a-z]+ (?:costs?|is priced at|has a (?:list )?price of) {n}(?: (?:dollars|euros|pounds))? (?:and )?(?:is|was)? ?(?:discounted by|on sale for|reduced by|marked down by) {n} percent(?: off)? ?" + _FIND + r"(?:the )?(?:sale|new|final|discounted) price", "$1*(100 - $2)/100", "$1 - answer = $1*$2/100"),
    # profit and loss
    _story(r"(?:an article|{who}) with (?:a )?cost price of {n} is sold (?:at|at a|for a) {n} percent profit(?: of)? ?" + _FIND + r"(?:the )?selling price", "$1*(100 + $2)/100", "answer - $1 = $1*$2/100"),
    _story(_BUY + r" (?:an article|a [a-z]+) (?:at|for) {n} at what price should (?:he|she) sell (?:the article|it|the [a-z]+)?(?: so)? ?(?:as)? ?to (?:make|gain|earn) (?:a )?(?:profit of )?{n} percent(?: profit)?", "$1*(100 + $2)/100", "answer - $1 = $1*$2/100"),
    _story(r"(?:the )?cost price of (?:a|an) [a-z]+ is {n} and it was sold for {n} (?:find|what is) the loss percent(?:age)?", "($1 - $2)*100/$1", "$1*(100 - answer) = 100*$2", lambda n: n[1] < n[0]),
    _story(r"(?:the )?cost price of (?:a|an) [a-z]+ is {n} and it was sold for {n} (?:find|what is) the (?:profit|gain) percent(?:age)?", "($2 - $1)*100/$1", "$1*(100 + answer) = 100*$2", lambda n: n[1] > n[0]),
    _story(r"by selling (?:an article|a [a-z]+) (?:at|for) {n} (?:a )?(?:profit|gain) of {n} percent is made (?:find|what is)(?: its| the)? cost price", "$1*100/(100 + $2)", "answer*(100 + $2)/100 = $1"),
    _story(_BUY + r" (?:an article|a [a-z]+) (?:at|for) {n} and (?:sells?|sold) (?:it )?(?:at|for) {n}(?: (?:find|what is|what was)(?: the| his| her)?)? (?:profit|gain) percent(?:age)?", "($2 - $1)*100/$1", "$1*(100 + answer) = 100*$2", lambda n: n[1] > n[0]),
    _story(r"after decreasing {n} percent in the price of an article costs {n} find the actual cost of an article", "$2*100/(100 - $1)", "answer*(100 - $1)/100 = $2", lambda n: n[0] < 100),
    # interest
    _story(_FIND + r"(?:the )?difference between simple and compound interest at {n} percent yearly on a sum of {n} after {n} years", "$2*(1 + $1/100)^$3 - $2 - $2*$1*$3/100", "", lambda n: n[2] == int(n[2]) and 0 < n[2] < 60),
    _story(_FIND + r"(?:the )?simple interest on {n} at {n} percent(?: (?:yearly|interest|rate))? for {n} years?", "$1*$2*$3/100", "100*answer/$3 = $1*$2", lambda n: n[2] > 0),
    _story(_FIND + r"(?:the )?compound interest on {n} (?:at|for {n} years at) {n} percent(?: (?:yearly|interest|compounded yearly))*(?: for)? {n} years?(?: compounded yearly)?", "$1*(1 + $2/100)^$3 - $1", "", lambda n: len(n) == 3 and n[2] == int(n[2]) and 0 < n[2] < 60),
    # averages
    _story(r"(?:the )?average of {n} numbers is {n} if each number (?:be|is) multiplied by {n}(?: find)?(?: what is)? the average of (?:the )?new set of numbers", "$2*$3", "answer*$1 = $2*$1*$3", lambda n: n[0] > 0),
    _story(r"(?:the )?average of {n} numbers is {n}(?: and)? (?:" + _FIND + r")?(?:the|their) sum(?: of the numbers)?", "$1*$2", "answer/$1 = $2", lambda n: n[0] > 0),
    _story(r"(?:the )?average weight of a class of {n} students is {n} kg if the weight of the teacher be included the average rises by {n} g the weight of the teacher is", "$2 + ($1 + 1)*$3/1000", "($1*$2 + answer)/($1 + 1) = $2 + $3/1000"),
    _story(r"(?:the )?average (?:age|weight|height|marks?) of {n} (?:students|persons|men|people|boys|girls|children) (?:in a class )?is {n}(?: years| kg| cm)? if (?:the )?teachers? (?:age|weight|height) is (?:also )?included the average (?:increases|rises) by {n}(?: (?:years?|kg|cm))? ?" + _FIND + r"(?:the )?(?:age|weight|height) of (?:the )?teacher", "$2 + ($1 + 1)*$3", "($1*$2 + answer)/($1 + 1) = $2 + $3"),
    # speed
    _story(r"(?:if )?{who} (?:travels?|drives?|covers?|goes|runs?|walks?|rides?|travelled|drove) {n} (?:km|miles|m) in {n} hours?,? ?" + _FIND + r"(?:its|his|her|the|their)? ?(?:average )?speed(?: in (?:kmph|mph))?", "$1/$2", "answer*$2 = $1", lambda n: n[1] > 0),
    _story(r"(?:how far|what distance) (?:does|will|can|would) {who} (?:go|travel|drive|walk|cover|ride|get|run) in {n} hours at (?:a (?:constant |steady )?speed of )?{n} (?:kmph|mph)", "$1*$2", "answer/$1 = $2", lambda n: n[0] > 0),
    _story(r"how long (?:does|will|would) (?:it take )?{who}(?: take)? to (?:go|travel|drive|walk|cover|ride|run) {n} (?:km|miles) at (?:a (?:constant |steady )?speed of )?{n} (?:kmph|mph)", "$1/$2", "answer*$2 = $1", lambda n: n[1] > 0),
    _story(r"(?:express|convert|what is|change)(?: the)? {n} mps (?:in|to|into) kmph", "$1*18/5", "answer*1000/3600 = $1"),
    _story(r"(?:express|convert|what is|change)(?: the)? {n} kmph (?:in|to|into) mps", "$1*5/18", "answer*3600/1000 = $1"),
    _story(r"a person crosses a {n} m long street in {n} min what is his speed in (?:kmph|km per hour)", "$1*60/(1000*$2)", "answer*1000*$2/60 = $1", lambda n: n[1] > 0),
    _story(r"a train " + _RUN + r"{n} kmph crosses a pole in {n} sec (?:what is|find) the length of the train", "$1*5/18*$2", "answer*3.6/$2 = $1", lambda n: n[1] > 0),
    _story(r"in what time will a train {n} m long cross an? (?:electric |telegraph |electic )?pole if its speed (?:be|is) {n} kmph", "$1*18/(5*$2)", "answer*$2*1000/3600 = $1", lambda n: n[1] > 0),
    _story(r"a train {n} m long (?:is )?" + _RUN + r"{n} kmph (?:in what time will it|how long (?:will|does) it take to) (?:pass|cross) a (?:pole|bridge|platform)(?: (?:which is )?{n} m long| of length {n} m)", "($1 + $3)*18/(5*$2)", "answer*$2*1000/3600 = $1 + $3", lambda n: n[1] > 0 and len(n) == 3),
    _story(r"a train {n} m long is running with a speed of {n} kmph in what time will it pass a man who is running at {n} kmph in the direction opposite to that in which the train is going", "$1*18/(5*($2 + $3))", "answer*($2 + $3)*1000/3600 = $1"),
    _story(r"a train {n} m long is running with a speed of {n} kmph in what time will it pass a man who is running at {n} kmph in the same direction(?: as| in which)?(?: the train)?(?: is going)?", "$1*18/(5*($2 - $3))", "answer*($2 - $3)*1000/3600 = $1", lambda n: n[1] > n[2]),
    _story(r"a {n} m long train running at the speed of {n} kmph crosses another train running in opposite direction at the speed of {n} kmph in {n} sec what is the length of the other train", "($2 + $3)*5/18*$4 - $1", "answer + $1 = ($2 + $3)*$4*1000/3600"),
    _story(r"(?:a|{who}) can (?:swim|row) in still water at {n} kmph if the speed of the (?:water )?(?:current|stream) is {n} kmph how many hours will the swimmer take to swim against the current for {n} km", "$3/($1 - $2)", "answer*($1 - $2) = $3", lambda n: n[0] > n[1]),
    # work
    _story(r"(?:{who}) (?:does|can do|can finish|can complete|completes|finishes) (?:a|a piece of|the|some) ?(?:work|job|piece of work) in {n} days(?: and)? (?:{who}) (?:does|can do|can finish|can complete|completes|finishes)? ?(?:the same|it|the same piece of)? ?(?:work|job)? ?in {n} days (?:in how many days (?:they together will do the same work|will they (?:finish|complete|do) (?:it|the work|the job) together|can they (?:finish|complete|do) (?:it|the work) together)|how (?:long|many days) (?:will|do|would) (?:it take )?(?:they|them|both)(?: take)?(?: to (?:finish|complete|do) (?:it|the work|the job))? (?:if they work )?together)", "1/(1/$1 + 1/$2)", "answer/$1 + answer/$2 = 1", lambda n: min(n) > 0),
    _story(r"{n} (?:men|workers|people|women|machines|persons) can (?:complete|do|finish|build) (?:a (?:piece of )?work|a job|the job|a piece of work|a wall) in {n} (?:days|hours) in how many (?:days|hours) (?:will|can|could) {n} (?:men|workers|people|women|machines|persons) (?:complete|do|finish|build) the same(?: (?:work|job|wall))?", "$1*$2/$3", "answer*$3 = $1*$2", lambda n: min(n) > 0),
    _story(r"a constructor estimates that {n} people can paint mr khans house in {n} days if he uses {n} people instead of {n} how long will they take to complete the job", "$1*$2/$3", "answer*$3 = $1*$2", lambda n: min(n) > 0 and n[0] == n[3]),
    _story(r"if {n} machines can produce {n} units in {n} hours how long would it take {n} machines to produce {n} units", "$5*$1*$3/($2*$4)", "answer*$4*$2 = $5*$1*$3", lambda n: min(n) > 0),
    _story(r"{n} pumps working {n} hours a day can empty a tank in {n} days? how many hours a day must {n} pumps work to empty the tank in {n} days?", "$1*$2*$3/($4*$5)", "answer*$4*$5 = $1*$2*$3", lambda n: min(n) > 0),
    _story(r"{who} can do a piece of work in {n} days but with the help of his son he can do it in {n} days in what time can the son do it alone", "1/(1/$2 - 1/$1)", "1/answer + 1/$1 = 1/$2", lambda n: n[0] > n[1]),
    # ratios and sharing
    _story(r"(?:divide|split|share) {n}(?: (?:dollars|euros|pounds|coins|sweets|apples|marbles))? in the ratio {n} ?(?:to|/|-)? ?{n} (?:what|how much|how many|find)(?: is)?(?: the)? (?:larger|bigger|greater) (?:part|share)", "$1*max($2, $3)/($2 + $3)", "", lambda n: n[1] > 0 and n[2] > 0),
    _story(r"(?:divide|split|share) {n}(?: (?:dollars|euros|pounds|coins|sweets|apples|marbles))? in the ratio {n} ?(?:to|/|-)? ?{n} (?:what|how much|how many|find)(?: is)?(?: the)? (?:smaller|lesser) (?:part|share)", "$1*min($2, $3)/($2 + $3)", "", lambda n: n[1] > 0 and n[2] > 0),
    _story(r"if {n} (?:[a-z]+) (?:cost|weigh) {n}(?: (?:dollars|euros|pounds|cents|kg|g))?,? (?:how much|what) (?:do|will|would) {n} (?:[a-z]+) (?:cost|weigh)", "$2*$3/$1", "answer/$3 = $2/$1", lambda n: min(n) > 0),
    # a number
    _story(r"(?:a student chose a number|i think of a number|think of a number|a number is chosen)(?: and)? (?:multiplied it by|multiply it by|it is multiplied by) {n} (?:then |and )?(?:subtracted|subtract) {n} from the result and (?:got|get) {n} what (?:was|is) the number(?: he chose)?", "($3 + $2)/$1", "answer*$1 - $2 = $3", lambda n: n[0] != 0),
    _story(r"(?:a number is doubled and|twice a number plus) {n} (?:is added )?(?:if )?(?:the resultant is trebled it becomes) {n} what is that number", "($2/3 - $1)/2", "3*(2*answer + $1) = $2"),
    _story(r"(?:when )?{n} is (?:added to|more than) (?:{n} times|twice) a number,? (?:the result )?(?:is|it is) {n} (?:what is|find) (?:the|that) number", "($3 - $1)/$2", "$2*answer + $1 = $3", lambda n: len(n) == 3 and n[1] != 0),
    _story(r"(?:the )?sum of {n} consecutive (?:integers|numbers|whole numbers) is {n} (?:what is|find) the (?:smallest|least|first)(?: (?:of them|one|number|integer))?", "($2 - $1*($1 - 1)/2)/$1", "$1*answer + $1*($1 - 1)/2 = $2", lambda n: n[0] > 0 and (n[1] - n[0] * (n[0] - 1) / 2) % n[0] == 0),
    # sets
    _story(r"in a [a-z]+(?: [a-z]+)? with {n} (?:members|students|people) {n} (?:play|like|study|speak) [a-z]+ and {n} (?:play|like|study|speak) [a-z]+ and {n} (?:do not|don't) (?:play|like|study|speak) either how many(?: (?:members|students|people))? (?:play|like|study|speak) both(?: [a-z]+ and [a-z]+)?", "$2 + $3 + $4 - $1", "$2 + $3 - answer + $4 = $1"),
    # areas
    _story(_FIND + r"(?:the )?area of (?:a )?square(?: field)? (?:whose side of length|with side|of side|whose side is) {n} ?(?:m|cm|km)?", "$1^2", "sqrt(answer) = abs($1)"),
    _story(_FIND + r"(?:the )?area of a rectangle (?:with|of|whose) (?:sides|length|dimensions)(?: are)? {n}(?: (?:m|cm|km))? (?:and|by)(?: (?:width|breadth))? {n}(?: (?:m|cm|km))?", "$1*$2", "answer/$2 = $1", lambda n: min(n) > 0),
    _story(r"if the sides of a triangle are {n} cm {n} cm and {n} cm what is its area", "sqrt(($1+$2+$3)*($1+$2-$3)*($1-$2+$3)*(-$1+$2+$3))/4", "", lambda n: 2 * max(n) < sum(n)),
    _story(r"the perimeter of a triangle is {n} cm and the inradius of the triangle is {n} cm what is the area of the triangle", "$1*$2/2", "2*answer/$1 = $2", lambda n: min(n) > 0),
)  # fmt: skip
