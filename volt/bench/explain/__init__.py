"""Is what the Explainer says true, and is its learned line any good?

checker     each claim of the syntax, tested with other means: bytecode, symbol tables, tokens, another parser
raising     the claims on exceptions among them
rerun       each claim about a run, tested by running it again
facts       `volt bench explain`: mined functions, how many facts are false
summaries   `volt bench summaries`: lines beside what authors wrote
"""
