"""From blocks of exercises to shards on disk, and back.

options     what a run is asked for
production  the run: blocks in order, shards, resume, manifest
pairs       pairs of processes on this machine that make blocks; `cluster` the same on Ray
worker      what the two do: one makes blocks, the other runs every program again; `messages` is what they say
checking    why an exercise is left out: another hash seed, report-only problems
sieve       duplicates over a whole run, and the sample that the judge sees
parquet     shards as files: write, stream, sample, verify
statistics  what a folder holds, and how varied it is (`shapes`)
packing     rows of token ids to train on
"""
