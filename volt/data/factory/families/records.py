"""Records of people with a name, an age, a city and a score: selecting, sorting, grouping."""

from __future__ import annotations

from volt.data.factory.domains import (
    Counts,
    Flag,
    Groups,
    Int,
    Key,
    Limit,
    Natural,
    Number,
    Pairs,
    Predicate,
    Record,
    Records,
    Small,
    Text,
    Texts,
    Whole,
    Wholes,
    Word,
    Words,
    alternative,
)

CONCEPTS = ("records", "dictionaries")


def record_name(record: Record) -> Word:
    """the name in {record} | the value of the key 'name' in {record}"""
    return record["name"]


def record_age(record: Record) -> Whole:
    """the age in {record} | the value of the key 'age' in {record}"""
    return record["age"]


def record_city(record: Record) -> Text:
    """the city in {record} | the value of the key 'city' in {record}"""
    return record["city"]


def record_score(record: Record) -> Int:
    """the score in {record} | the value of the key 'score' in {record}"""
    return record["score"]


def record_label(record: Record) -> Text:
    """the name and the city of {record} in the form 'name (city)' | the text 'name (city)' made from {record}

    concepts: formatting
    """
    return f"{record['name']} ({record['city']})"


def record_summary(record: Record) -> Text:
    """the name, age and score of {record} in the form 'name, age: score' | the text 'name, age: score' for {record}

    concepts: formatting
    """
    return f"{record['name']}, {record['age']}: {record['score']}"


def has_age_of_at_least(record: Record, limit: Limit) -> Flag:
    """{record} [has] an age of at least {limit} | {record} [has] an age that is not below {limit}"""
    return record["age"] >= limit


def has_age_under(record: Record, limit: Limit) -> Flag:
    """{record} [has] an age under {limit} | {record} [has] an age of less than {limit}"""
    return record["age"] < limit


def has_score_above(record: Record, limit: Limit) -> Flag:
    """{record} [has] a score above {limit} | {record} [has] a score of more than {limit}"""
    return record["score"] > limit


def has_score_above_age(record: Record) -> Flag:
    """{record} [has] a score that is larger than the age | {record} [has] an age below the score"""
    return record["score"] > record["age"]


def has_adult_age(record: Record) -> Flag:
    """{record} [has] an age of 18 or more | {record} [has] an adult age, which means 18 or more"""
    return record["age"] >= 18


def has_name_before_city(record: Record) -> Flag:
    """{record} [has] a name that comes before the city in alphabetical order | {record} [has] a city
    that comes after the name in alphabetical order
    """
    return record["name"] < record["city"]


def has_matching_name(record: Record, p: Predicate[Word]) -> Flag:
    """{record} [has] a name that is one of the {p:bare} | {record} [has] a name among the {p:bare}"""
    return p(record["name"])


def has_matching_score(record: Record, p: Predicate[Int]) -> Flag:
    """{record} [has] a score that is one of the {p:bare} | {record} [has] a score among the {p:bare}"""
    return p(record["score"])


def all_names(records: Records) -> Words:
    """the list of the names in {records} | the names of all records in {records}, in order

    each: the names in {records}
    one: name in {records}
    """
    return [record["name"] for record in records]


@alternative(all_names)
def _all_names_by_loop(records: Records) -> Words:
    names = []
    for record in records:
        names.append(record["name"])
    return names


def names_of_matching(records: Records, p: Predicate[Record]) -> Words:
    """the names of {records:each p} | the list of the names in {records:each p}

    each: the names of {records:each p}
    one: name of one of {records:each p}
    concepts: filtering
    """
    return [record["name"] for record in records if p(record)]


@alternative(names_of_matching)
def _names_of_matching_by_loop(records: Records, p: Predicate[Record]) -> Words:
    names = []
    for record in records:
        if p(record):
            names.append(record["name"])
    return names


def number_of_matching_records(records: Records, p: Predicate[Record]) -> Whole:
    """the number of {records:bare p} | how many {records:bare p} there are

    do: count {records:each p}
    """
    return sum(1 for record in records if p(record))


def total_score_of_matching(records: Records, p: Predicate[Record]) -> Int:
    """the total score of {records:each p} | the sum of the scores of {records:each p}

    do: add up the scores of {records:each p}
    """
    return sum(record["score"] for record in records if p(record))


def records_by_age(records: Records) -> Records:
    """{records} sorted by age, youngest first, with equal ages in alphabetical order of the names | the records of
    {records} in ascending order of age, and of name where the ages are equal

    each: the records of {records} sorted by age and then by name
    one: record of {records} sorted by age and then by name
    do: sort {records} by age and, for equal ages, by name
    concepts: sorting
    """
    return sorted(records, key=lambda record: (record["age"], record["name"]))


def records_by_score(records: Records) -> Records:
    """{records} sorted by score from the highest to the lowest, with equal scores in their original order | the records
    of {records} in descending order of score, leaving equal scores in their order

    each: the records of {records} in descending order of score
    one: record of {records} in descending order of score
    do: sort {records} by score in descending order, leaving records with equal scores in their order
    concepts: sorting
    """
    return sorted(records, key=lambda record: -record["score"])


@alternative(records_by_score)
def _records_by_score_reversed(records: Records) -> Records:
    return sorted(records, key=lambda record: record["score"], reverse=True)


def names_by_score(records: Records) -> Words:
    """the names in {records} from the highest score to the lowest, with ties in alphabetical order | the list of the
    names in {records}, sorted by descending score and then by name

    each: the names in {records} from the highest score to the lowest (ties in alphabetical order)
    one: name in {records} from the highest score to the lowest (ties in alphabetical order)
    concepts: sorting
    """
    return [record["name"] for record in sorted(records, key=lambda record: (-record["score"], record["name"]))]


@alternative(names_by_score)
def _names_by_score_from_pairs(records: Records) -> Words:
    ranked = sorted((-record["score"], record["name"]) for record in records)
    return [name for _, name in ranked]


def top_scorers(records: Records, k: Small) -> Words:
    """the names of the {k} records with the highest scores in {records}, highest first and ties in alphabetical order
    (all names if there are fewer records) | the {k} names with the best scores in {records}, best first and ties in
    alphabetical order, or all names if there are fewer

    each: the names of the {k} records with the highest scores in {records} (ties in alphabetical order)
    one: name among the {k} with the highest scores in {records} (ties in alphabetical order)
    concepts: sorting
    """
    ranked = sorted(records, key=lambda record: (-record["score"], record["name"]))
    return [record["name"] for record in ranked[:k]]


def oldest_record(records: Records) -> Record:
    """the record with the highest age in {records}, the first one if there is a tie | the first record of {records}
    that has the highest age
    """
    return max(records, key=lambda record: record["age"])


@alternative(oldest_record)
def _oldest_record_by_loop(records: Records) -> Record:
    oldest = records[0]
    for record in records[1:]:
        if record["age"] > oldest["age"]:
            oldest = record
    return oldest


def best_record(records: Records) -> Record:
    """the record with the highest score in {records}, the first one if there is a tie | the first record of {records}
    that has the highest score
    """
    return max(records, key=lambda record: record["score"])


def record_with_largest(records: Records, f: Key[Record]) -> Record:
    """the first record in {records} for which {f:one} is largest | the record of {records} with the largest value of
    {f:one}, the first one if there is a tie
    """
    return max(records, key=lambda record: f(record))


def average_score(records: Records) -> Number:
    """the average score in {records}, rounded to two decimals | the mean of the scores in {records}, rounded to two
    decimals

    concepts: averages
    """
    return round(sum(record["score"] for record in records) / len(records), 2)


def average_age_of_matching(records: Records, p: Predicate[Record]) -> Number:
    """the average age of {records:each p}, rounded to two decimals, or 0.0 if there are none | the mean age of
    {records:each p}, rounded to two decimals (0.0 if there are none)

    concepts: averages
    """
    ages = [record["age"] for record in records if p(record)]
    return round(sum(ages) / len(ages), 2) if ages else 0.0


def age_span(records: Records) -> Whole:
    """the difference between the highest and the lowest age in {records} | by how many years the ages in {records}
    differ at most
    """
    return max(record["age"] for record in records) - min(record["age"] for record in records)


@alternative(age_span)
def _age_span_by_sorting(records: Records) -> Whole:
    ages = sorted(record["age"] for record in records)
    return ages[-1] - ages[0]


def all_ages(records: Records) -> Wholes:
    """the list of the ages in {records} | the ages of all records in {records}, in order

    each: the ages in {records}
    one: age in {records}
    """
    return [record["age"] for record in records]


def names_by_city(records: Records) -> dict[str, list[str]]:
    """a dictionary that maps each city in {records} to the list of the names there, in order | the names in {records}
    grouped by city, as a dictionary of lists

    do: group the names in {records} by city
    concepts: grouping
    """
    cities: dict[str, list[str]] = {}
    for record in records:
        cities.setdefault(record["city"], []).append(record["name"])
    return cities


def ages_by_name(records: Records) -> Groups:
    """a dictionary that maps each name in {records} to the list of the ages that go with it | the ages in {records}
    grouped by name, as a dictionary of lists

    concepts: grouping
    """
    ages: dict[str, list[int]] = {}
    for record in records:
        ages.setdefault(record["name"], []).append(record["age"])
    return ages


def inhabitants(records: Records) -> dict[str, int]:
    """a dictionary that tells how many records of {records} there are for each city | the number of records in
    {records} for each city, as a dictionary

    concepts: counting
    """
    people: dict[str, int] = {}
    for record in records:
        people[record["city"]] = people.get(record["city"], 0) + 1
    return people


def best_score_by_city(records: Records) -> dict[str, int]:
    """a dictionary that maps each city in {records} to the highest score there | the highest score of each city in
    {records}, as a dictionary

    concepts: grouping
    """
    best: dict[str, int] = {}
    for record in records:
        best[record["city"]] = max(record["score"], best.get(record["city"], record["score"]))
    return best


def different_cities(records: Records) -> Texts:
    """the different cities in {records} in alphabetical order | the sorted list of the cities in {records} without
    duplicates

    each: the different cities in {records}
    one: different city in {records}
    concepts: sets
    """
    return sorted({record["city"] for record in records})


def number_of_cities(records: Records) -> Natural:
    """how many different cities there are in {records} | the number of different cities in {records}"""
    return len({record["city"] for record in records})


def scores_by_name(records: Records) -> Counts:
    """a dictionary that maps each name in {records} to its score, the last one if a name occurs more than once | the
    scores in {records} by name, as a dictionary in which a later record wins over an earlier one
    """
    return {record["name"]: record["score"] for record in records}


def name_score_pairs(records: Records) -> Pairs:
    """the (name, score) tuples of {records}, in order | {records} reduced to a list of (name, score) tuples

    each: the (name, score) pairs of {records}
    one: (name, score) pair of {records}
    concepts: tuples
    """
    return [(record["name"], record["score"]) for record in records]


def has_two_in_one_city(records: Records) -> Flag:
    """{records} [has] at least two records with the same city | {records} [contains] some city more than once"""
    return len({record["city"] for record in records}) < len(records)
