"""Families: small typed functions with the English for them, which the factory composes into exercises.

A module of this package is ordinary Python. It is read as source and never imported by the product. Each public
function is a family:

    def digit_sum(n: Whole) -> Whole:
        \"\"\"the sum of the digits of {n} | the digit sum of {n} | what the digits of {n} add up to

        do: add up the digits of {n}
        \"\"\"
        return sum(int(d) for d in str(n))

    @alternative(digit_sum)
    def _digit_sum_by_division(n: Whole) -> Whole:
        total = 0
        while n:
            total += n % 10
            n //= 10
        return total

    def is_palindrome(s: Text) -> Flag:
        \"\"\"{s} [reads] the same forwards and backwards | {s} [is] a palindrome

        adjective: palindromic
        \"\"\"
        return s == s[::-1]

    def longest_run(xs: Ints, p: Predicate[Int]) -> Whole:
        \"\"\"the length of the longest run of consecutive {p:bare} in {xs}
        | how many {p:bare} follow each other at most in {xs}\"\"\"
        best = run = 0
        for x in xs:
            run = run + 1 if p(x) else 0
            best = max(best, run)
        return best

Annotations are names of `volt.data.factory.domains`; a type variable stands for any element (`list[T]`).

The first paragraph of the docstring holds the forms, separated by ` | `. For a value they are noun phrases that say
what it is; for a Flag they are clauses about the first parameter, with the verb that agrees with it in brackets in
the third person singular: `{s} [starts] with a vowel`. Further lines, all optional:

    each: the prime factors of {n}       for a list: a plural noun phrase for its elements, which begins with "the"
    one: prime factor of {n}             the same for one element, without an article
    do: sort {xs} in descending order    the task as an imperative; may hold forms separated by ` | `
    adjective: even                      for a Flag of one parameter: stands before a noun
    concepts: recursion, digits          besides the CONCEPTS of the module

What may stand in braces:

    {n}            the value: a parameter, or whatever noun phrase was composed there
    {xs:each}      the elements of a list, plural: "the numbers in xs", "the prime factors of n"
    {xs:bare}      the same without the article: "numbers in xs"
    {xs:one}       one of them, without an article: "number in xs" ("the first {xs:one}", "each {xs:one}")
    {xs:each p}    with a condition: "the even numbers in xs", "the numbers in xs that are divisible by 3"
    {xs:bare p} {xs:one p}
    {p:bare} {p:one}            the elements that a Predicate holds for, without a place: "even numbers"
    {f:each xs}    a Key or Map applied to every element: "the digit sum of each number in xs"
    {f:one}        the same without a place: "the digit sum of a number"

A hole (Predicate, Key, Map, Combine) is called with its arguments in the body and passed nowhere. A family whose body
is one `return` with an expression is written inline where it is used; other families become the body of the program
or a helper function. Bodies never depend on the order of a set, on the clock or on chance, and change no argument.
"""
