"""Harmful programs made by composition, to measure the safety analysis with and to train axiom vectors on.

A program is a deed of some family, reached by an operator, its names written by a spelling, wrapped in layers, and put
into a harmless program. They are text: nothing here and nothing that uses them ever runs one.
"""
