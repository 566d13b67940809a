"""Brackets and stacks: balance, depth, expressions, next greater elements, undo and paths."""

import operator
import re
from itertools import accumulate

PAIRS = {")": "(", "]": "[", "}": "{"}
OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": operator.pow}
PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}


def is_balanced_parentheses(text: str) -> bool:
    """Check whether the round parentheses in a string are balanced.

    Ask: does every opening parenthesis have a matching closing one | are ( and ) nested correctly
    >>> is_balanced_parentheses("(a(b))")
    True
    >>> is_balanced_parentheses(")(")
    False
    """
    depth = 0
    for ch in text:
        depth += (ch == "(") - (ch == ")")
        if depth < 0:
            return False
    return depth == 0


def is_balanced_brackets(text: str) -> bool:
    """Check whether round, square and curly brackets in a string are balanced and properly nested.

    Ask: do all brackets of the text match | validate an expression with (), [] and {}
    >>> is_balanced_brackets("{[a](b)}")
    True
    >>> is_balanced_brackets("([)]")
    False
    """
    stack = []
    for ch in text:
        if ch in PAIRS.values():
            stack.append(ch)
        elif ch in PAIRS and (not stack or stack.pop() != PAIRS[ch]):
            return False
    return not stack


def bracket_verdict(text: str) -> str:
    """Tell whether the brackets of a string are balanced, as 'Balanced' or 'Not Balanced'.

    Ask: return a message about matching brackets | say whether the parentheses of an expression fit
    >>> bracket_verdict("[()]")
    'Balanced'
    """
    return "Balanced" if is_balanced_brackets(text) else "Not Balanced"


def has_balanced_counts(text: str) -> bool:
    """Check whether each kind of bracket opens as often as it closes, regardless of order.

    Ask: are there equally many opening and closing brackets | compare the counts of brackets in the text
    >>> has_balanced_counts(")(")
    True
    """
    return all(text.count(opening) == text.count(closing) for closing, opening in PAIRS.items())


def first_unbalanced_position(text: str) -> int:
    """Find the index of the first bracket without a partner, or -1 when all are matched.

    Ask: where does the bracket error occur | position of the first unmatched bracket in code
    >>> first_unbalanced_position("a(b]")
    3
    >>> first_unbalanced_position("(()")
    0
    """
    stack: list[tuple[str, int]] = []
    for i, ch in enumerate(text):
        if ch in PAIRS.values():
            stack.append((ch, i))
        elif ch in PAIRS and (not stack or stack.pop()[0] != PAIRS[ch]):
            return i
    return stack[0][1] if stack else -1


def nesting_depth(text: str) -> int:
    """Find the maximum nesting depth of the parentheses in a string.

    Ask: how deep are the brackets nested | largest number of parentheses open at once
    >>> nesting_depth("(a(b)(c(d)))")
    3
    """
    return max(accumulate((ch == "(") - (ch == ")") for ch in text), default=0)


def matching_brackets(text: str) -> dict[int, int]:
    """Map the index of each opening parenthesis to the index of its closing parenthesis.

    Ask: find the pairs of matching parentheses with their positions | where does each bracket close
    >>> matching_brackets("(a(b))")
    {2: 4, 0: 5}
    """
    stack, pairs = [], {}
    for i, ch in enumerate(text):
        if ch == "(":
            stack.append(i)
        elif ch == ")" and stack:
            pairs[stack.pop()] = i
    return pairs


def split_bracket_groups(text: str) -> list[str]:
    """Split a string of balanced parentheses into its outermost groups.

    Ask: separate top level bracket groups | break nested parentheses into primitive parts
    >>> split_bracket_groups("()((()))(()())")
    ['()', '((()))', '(()())']
    """
    groups, group, depth = [], "", 0
    for ch in text:
        group += ch
        depth += (ch == "(") - (ch == ")")
        if depth == 0:
            groups.append(group)
            group = ""
    return groups


def remove_outermost_brackets(text: str) -> str:
    """Remove the outermost parentheses of every top level group in a balanced string.

    Ask: strip the outer pair of brackets from each group | peel one layer of parentheses
    >>> remove_outermost_brackets("(()())(())")
    '()()()'
    """
    return "".join(group[1:-1] for group in split_bracket_groups(text))


def brackets_to_add(text: str) -> int:
    """Count the fewest parentheses to add so that a string of them becomes balanced.

    Ask: minimum insertions to make brackets valid | how many parentheses are missing
    >>> brackets_to_add("())(")
    2
    """
    missing = open_count = 0
    for ch in text:
        if ch == "(":
            open_count += 1
        elif ch == ")" and open_count:
            open_count -= 1
        elif ch == ")":
            missing += 1
    return missing + open_count


def remove_invalid_brackets(text: str) -> str:
    """Remove the fewest parentheses so that a string becomes balanced.

    Ask: delete unmatched brackets from the text | make parentheses valid with minimum removals
    >>> remove_invalid_brackets("a)b(c)(d")
    'ab(c)d'
    """
    matched = matching_brackets(text)
    keep = set(matched) | set(matched.values())
    return "".join(ch for i, ch in enumerate(text) if ch not in "()" or i in keep)


def longest_valid_brackets(text: str) -> int:
    """Find the length of the longest substring of well-formed parentheses.

    Ask: longest valid run of brackets | maximum length of balanced parentheses in the text
    >>> longest_valid_brackets(")()())")
    4
    """
    best, stack = 0, [-1]
    for i, ch in enumerate(text):
        if ch == "(":
            stack.append(i)
            continue
        stack.pop()
        if stack:
            best = max(best, i - stack[-1])
        else:
            stack.append(i)
    return best


def generate_brackets(pairs: int) -> list[str]:
    """Generate all well-formed combinations of a number of pairs of parentheses.

    Ask: list every balanced string with n pairs of brackets | all valid arrangements of parentheses
    >>> generate_brackets(2)
    ['(())', '()()']
    """
    found = []

    def extend(text: str, opened: int, closed: int) -> None:
        if closed == pairs:
            found.append(text)
        if opened < pairs:
            extend(text + "(", opened + 1, closed)
        if closed < opened:
            extend(text + ")", opened, closed + 1)

    extend("", 0, 0)
    return found


def has_redundant_brackets(expression: str) -> bool:
    """Check whether an expression has redundant parentheses, around nothing, one term or another pair.

    Ask: are there duplicate or needless brackets | find superfluous parentheses in a formula
    >>> has_redundant_brackets("((a+b))")
    True
    >>> has_redundant_brackets("(a+b)*c")
    False
    """
    stack = []
    for ch in expression:
        if ch != ")":
            stack.append(ch)
            continue
        inside = []
        while stack and (top := stack.pop()) != "(":
            inside.append(top)
        if not set(inside) & set(OPERATORS):
            return True
    return False


def evaluate_reverse_polish(expression: str) -> float:
    """Evaluate an arithmetic expression in postfix notation with spaces between tokens.

    Ask: compute reverse Polish notation | evaluate an RPN formula with a stack
    >>> evaluate_reverse_polish("2 3 4 * +")
    14.0
    """
    stack: list[float] = []
    for token in expression.split():
        if token in OPERATORS:
            right, left = stack.pop(), stack.pop()
            stack.append(OPERATORS[token](left, right))
        else:
            stack.append(float(token))
    return stack.pop()


def evaluate_prefix(expression: str) -> float:
    """Evaluate an arithmetic expression in prefix notation with spaces between tokens.

    Ask: compute Polish notation | evaluate a formula whose operators stand before the operands
    >>> evaluate_prefix("+ 2 * 3 4")
    14.0
    """
    stack: list[float] = []
    for token in reversed(expression.split()):
        stack.append(OPERATORS[token](stack.pop(), stack.pop()) if token in OPERATORS else float(token))
    return stack.pop()


def infix_to_postfix(expression: str) -> str:
    """Convert an arithmetic expression from infix to postfix notation.

    Ask: shunting-yard algorithm | rewrite a formula in reverse Polish notation
    >>> infix_to_postfix("a + b * (c - d)")
    'a b c d - * +'
    """
    output, stack = [], []
    for token in re.findall(r"[\w.]+|[-+*/^()]", expression):
        if token == "(":
            stack.append(token)
        elif token == ")":
            while (top := stack.pop()) != "(":
                output.append(top)
        elif token in PRECEDENCE:
            # A power binds to the right: an equal one on the stack stays there.
            while stack and stack[-1] != "(" and PRECEDENCE[stack[-1]] >= PRECEDENCE[token] + (token == "^"):
                output.append(stack.pop())
            stack.append(token)
        else:
            output.append(token)
    return " ".join(output + stack[::-1])


def evaluate_expression(expression: str) -> float:
    """Evaluate an arithmetic expression with + - * / ^ and parentheses.

    Ask: write a calculator for a text formula | compute an infix expression respecting precedence
    >>> evaluate_expression("2 * (3 + 4) - 6 / 3")
    12.0
    """
    return evaluate_reverse_polish(infix_to_postfix(expression))


def next_greater_elements(numbers: list[int]) -> list[int]:
    """Find for each number the next greater one to its right, or -1.

    Ask: first larger element after every position | next greater element with a stack
    >>> next_greater_elements([4, 5, 2, 25])
    [5, 25, 25, -1]
    """
    result, stack = [-1] * len(numbers), list[int]()
    for i, number in enumerate(numbers):
        while stack and numbers[stack[-1]] < number:
            result[stack.pop()] = number
        stack.append(i)
    return result


def previous_smaller_elements(numbers: list[int]) -> list[int]:
    """Find for each number the nearest smaller one to its left, or -1.

    Ask: closest lesser element before every position | previous smaller element with a stack
    >>> previous_smaller_elements([4, 5, 2, 10])
    [-1, 4, -1, 2]
    """
    result, stack = [], list[int]()
    for number in numbers:
        while stack and stack[-1] >= number:
            stack.pop()
        result.append(stack[-1] if stack else -1)
        stack.append(number)
    return result


def apply_backspaces(text: str, key: str = "#") -> str:
    """Apply backspaces in a typed text, where # deletes the character before it.

    Ask: what remains after pressing backspace keys | process deletions in a string with a stack
    >>> apply_backspaces("ab#c##d")
    'd'
    """
    typed: list[str] = []
    for ch in text:
        if ch != key:
            typed.append(ch)
        elif typed:
            typed.pop()
    return "".join(typed)


def remove_adjacent_pairs(text: str) -> str:
    """Remove pairs of equal adjacent characters again and again until none is left.

    Ask: cancel neighbouring duplicate letters repeatedly | delete matching pairs with a stack
    >>> remove_adjacent_pairs("abbaca")
    'ca'
    """
    stack: list[str] = []
    for ch in text:
        if stack and stack[-1] == ch:
            stack.pop()
        else:
            stack.append(ch)
    return "".join(stack)


def remove_k_digits(digits: str, k: int) -> str:
    """Remove k digits from a number string so that the remaining number is smallest.

    Ask: delete digits to get the minimum value | smallest number left after dropping k digits
    >>> remove_k_digits("1432219", 3)
    '1219'
    """
    stack: list[str] = []
    for digit in digits:
        while k and stack and stack[-1] > digit:
            stack.pop()
            k -= 1
        stack.append(digit)
    return "".join(stack[: len(stack) - k]).lstrip("0") or "0"
