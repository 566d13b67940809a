"""The data factory: verified exercises by the million (`volt data make`).

families   small typed functions with the English for them: the vocabulary; `reading` reads it, `themes` sorts it
domains    what values can be; `inputs` and `samples` draw them, `probing` draws whole signatures
terms      what is composed; `growing` composes, `writing` makes a program of it, `english` and `requests` say it
run        runs programs within a budget of lines; `guard` bounds single operations, `concepts` names what they use
making     an exercise from all that; `meaning` and `sifting` drop what is not worth it
objects    classes, generators and exceptions
real       exercises from real problems, changed
shards     blocks made side by side, written as Parquet
record     the exercise, one row of a shard
"""
