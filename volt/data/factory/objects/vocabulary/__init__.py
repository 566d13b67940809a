"""Vocabularies: classes with more methods than one exercise takes, as ordinary Python that is read as source.

The docstring of a class says what it is (` | ` separates phrases), then in lines of their own:

    names: Stack, PileOfNumbers        what it may be called
    ask: Ints items: the numbers added so far    a domain, the attribute, its words: what terms may be about

Methods carry docstrings in the third person, ` | ` between phrases; `names: push, put` lists other names, the line
`must` keeps a method in every class that is drawn. `pop__none` and `pop__error` are versions of one method of which
one is taken; so are `init` and `init__given`. Names of module constants stand for numbers that are drawn.
Annotations are domains of `volt.data.factory.domains`. Declarations of attributes in a class are for mypy only.
"""
