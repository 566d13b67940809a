"""What Volt learns from and is measured on: problem sets, mined functions, the textbook and made exercises.

problems       rows of a problem set, read strictly
formats        published sets, as their makers publish them, as problems
judging        what a problem's programs are checked with, and the verdict on one
frames         (query frame, solution frame) pairs of problems
decontaminate  hashes of report-only problems, and which rule a training row breaks
packages       what can be mined: packages with version and licence
mining         which functions are worth learning from, and what is kept of them
corpus         shards of mined functions
textbook       chapters of small documented functions
synth          exercises made from the textbook and from a grammar of small programs
"""
