"""The Explainer: what a Python function is, as facts that can be checked, apart from what is estimated.

find      the functions of a file, by name
fact      what a fact, an estimate and an explanation are
form      signature, kind, returns, constants, unused parameters        read off the tree
effects   what is written to: globals, attributes, items, arguments     read off the tree, and the safety analysis
failing   exceptions raised and caught                                  read off the tree
loops     loops, recursion, and the estimate of the cost                read off the tree
kinds     what a parameter is, from its annotation, default and use     estimated, where nobody says it
slices    the part of a file that a function needs to run
drawing   calls to try
entry     the expression by which a function is had, and what it must not ask for
runs      what calls did in the sandbox                                 executed, twice
summary   one line on what it is for                                    learned, with γ
telling   all of it together
"""
