"""The data factory: verified exercises by the million (`volt data make`).

families   small typed functions with the English for them: the vocabulary
domains    what values can be; `inputs` draws them
record     the exercise, one row of a shard
"""
