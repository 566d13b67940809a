"""What Volt learns from and is measured on: problem sets, mined functions, the textbook and made exercises.

problems       rows of a problem set, read strictly
decontaminate  hashes of report-only problems, and which rule a training row breaks
corpus         (docstring, function) pairs mined from folders of Python
textbook       chapters of small documented functions
synth          exercises made from the textbook and from a grammar of small programs
"""
