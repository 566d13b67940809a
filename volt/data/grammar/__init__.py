"""A typed grammar of small programs, each with the English for it.

kinds      what parameters can be: annotation, names, how people mention them, inputs
pieces     conditions and changes of single numbers, words and characters
pipelines  select, change, arrange and sum up the elements of something (`sources`), to some end (`ends`)
shapes     one pattern with choices; `*_shapes` hold the tables, `vocabulary` what they share, `patterns` draws one
draft      the record that all of them make
"""
