"""Families that evaluate arithmetic expressions or ask about them."""

from __future__ import annotations

import math
import operator
import re

from volt.data.factory.domains import Flag, Formula, Int, Ints, Limit, Rpn, Text, Texts, Whole, Wholes, alternative

CONCEPTS = ("expressions", "parsing")


def formula_value(formula: Formula) -> Int:
    """the value of the arithmetic expression {formula}, where * comes before + and - | the result of {formula}, with
    multiplication before addition and subtraction

    do: evaluate the arithmetic expression {formula} with the usual precedence
    concepts: regular expressions
    """
    total = 0
    for sign, term in re.findall(r"([+-]?)\s*(-?\d+(?:\s*\*\s*-?\d+)*)", formula):
        product = math.prod(int(factor) for factor in term.split("*"))
        total += -product if sign == "-" else product
    return total


@alternative(formula_value)
def _formula_value_by_stack(formula: Formula) -> Int:
    terms = [0]
    for sign, number in re.findall(r"([-+*]?)\s*(-?\d+)", formula):
        if sign == "*":
            terms[-1] *= int(number)
        else:
            terms.append(-int(number) if sign == "-" else int(number))
    return sum(terms)


def value_from_left(formula: Formula) -> Int:
    """the value of {formula} if all operations are done from left to right, without precedence | the result of
    {formula} on a simple calculator that carries out each of + - * as it comes

    do: evaluate {formula} strictly from left to right
    """
    result = 0
    for sign, number in re.findall(r"([-+*]?)\s*(-?\d+)", formula):
        if sign == "*":
            result *= int(number)
        else:
            result += -int(number) if sign == "-" else int(number)
    return result


def numbers_of_formula(formula: Formula) -> Wholes:
    """the list of the numbers in {formula}, without signs | all runs of digits in {formula} as a list of integers

    each: the numbers in {formula} without signs
    one: number in {formula} without a sign
    """
    return [int(number) for number in re.findall("[0-9]+", formula)]


@alternative(numbers_of_formula)
def _numbers_of_formula_by_splitting(formula: Formula) -> Wholes:
    return [int(part) for part in formula.translate(str.maketrans("+-*", "   ")).split()]


def operators_of_formula(formula: Formula) -> Texts:
    """the list of the characters + - * in {formula}, in order | all plus, minus and multiplication signs of {formula}
    in a list

    each: the operator signs in {formula}
    one: operator sign in {formula}
    """
    return [c for c in formula if c in "+-*"]


@alternative(operators_of_formula)
def _operators_of_formula_by_pattern(formula: Formula) -> Texts:
    return re.findall("[-+*]", formula)


def multiplication_count(formula: Formula) -> Whole:
    """the number of multiplication signs in {formula} | how many multiplications the expression {formula} contains"""
    return formula.count("*")


def formula_without_blanks(formula: Formula) -> Formula:
    """{formula} without blanks | the expression {formula} written without any blanks"""
    return formula.replace(" ", "")


def largest_factor(formula: Formula) -> Whole:
    """the largest number in {formula}, without regard to signs | the greatest of the numbers written in {formula} when
    signs are ignored
    """
    return max(int(number) for number in re.findall("[0-9]+", formula))


@alternative(largest_factor)
def _largest_factor_by_loop(formula: Formula) -> Whole:
    largest = number = 0
    for c in formula:
        number = number * 10 + int(c) if c.isdigit() else 0
        largest = max(largest, number)
    return largest


def terms_of_formula(formula: Formula) -> Ints:
    """the list of the values of the terms of {formula}, which + and - separate and whose sign they give | the numbers
    that remain to be added in {formula} after all multiplications are done, with their signs, as a list

    each: the values of the terms of {formula}
    one: value of a term of {formula}
    """
    terms: list[int] = []
    for sign, number in re.findall(r"([-+*]?)\s*(-?\d+)", formula):
        if sign == "*":
            terms[-1] *= int(number)
        else:
            terms.append(-int(number) if sign == "-" else int(number))
    return terms


def formula_exceeds(formula: Formula, x: Limit) -> Flag:
    """{formula} [has] a value above {x}, with * before + and - | {formula} [evaluates] to more than {x} by the usual
    precedence
    """
    total = 0
    for sign, term in re.findall(r"([+-]?)\s*(-?\d+(?:\s*\*\s*-?\d+)*)", formula):
        product = math.prod(int(factor) for factor in term.split("*"))
        total += -product if sign == "-" else product
    return total > x


def rpn_token_count(expression: Rpn) -> Whole:
    """the number of tokens in {expression} | how many numbers and operators the expression {expression} has"""
    return len(expression.split())


def rpn_operands(expression: Rpn) -> Ints:
    """the list of the numbers in the reverse Polish expression {expression} | all operands of {expression}, which is in
    reverse Polish notation, as a list

    each: the numbers in {expression}
    one: number in {expression}
    """
    return [int(token) for token in expression.split() if token[-1].isdigit()]


@alternative(rpn_operands)
def _rpn_operands_by_pattern(expression: Rpn) -> Ints:
    return [int(token) for token in re.findall(r"-?\d+", expression)]


def rpn_operator_count(expression: Rpn) -> Whole:
    """the number of operators in {expression} | how many of the tokens in {expression} are operators"""
    return sum(not token[-1].isdigit() for token in expression.split())


@alternative(rpn_operator_count)
def _rpn_operator_count_by_halves(expression: Rpn) -> Whole:
    return len(expression.split()) // 2


def rpn_value(expression: Rpn) -> Int:
    """the value of {expression}, which is in reverse Polish notation with + - * | the result of the reverse Polish
    expression {expression}, whose operators are + - *

    do: evaluate {expression}, which is in reverse Polish notation with + - *
    concepts: stacks
    """
    stack: list[int] = []
    for token in expression.split():
        if token[-1].isdigit():
            stack.append(int(token))
        else:
            b, a = stack.pop(), stack.pop()
            stack.append(a + b if token == "+" else a - b if token == "-" else a * b)
    return stack[0]


@alternative(rpn_value)
def _rpn_value_by_rewriting(expression: Rpn) -> Int:
    operations = {"+": operator.add, "-": operator.sub, "*": operator.mul}
    values: list[int] = []
    for token in expression.split():
        if token in operations:
            right = values.pop()
            values[-1] = operations[token](values[-1], right)
        else:
            values.append(int(token))
    return values.pop()


def rpn_stack_height(expression: Rpn) -> Whole:
    """the largest number of values on the stack while {expression}, in reverse Polish notation, is evaluated | how high
    the stack gets when the reverse Polish expression {expression} is evaluated

    concepts: stacks
    """
    height = highest = 0
    for token in expression.split():
        height += 1 if token[-1].isdigit() else -1
        highest = max(highest, height)
    return highest


def rpn_as_infix(expression: Rpn) -> Text:
    """{expression}, which is in reverse Polish notation, in infix notation with parentheses around each operation and
    blanks around its operator | the fully parenthesised ordinary form of the reverse Polish expression {expression},
    with a blank on both sides of every operator

    concepts: stacks
    """
    stack: list[str] = []
    for token in expression.split():
        if token[-1].isdigit():
            stack.append(token)
        else:
            right, left = stack.pop(), stack.pop()
            stack.append(f"({left} {token} {right})")
    return stack[0]
