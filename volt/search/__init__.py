"""Search over the user's own code: functions found by words and by meaning.

walk       which files of a folder are source
languages  what a function is in each language
extract    the functions of a source file
terms      the words a function is found by
records    what goes into an index and comes out of it
store      all of it in one SQLite file
where      which file that is
fields     the words of a function by where they stand
encoder    vectors of functions and queries
dense      exact search among vectors
indexing   bring the store up to date with a folder
searching  a query against the store
"""
