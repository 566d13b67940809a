"""File paths, addresses, version numbers and the lines of a text."""

from functools import cmp_to_key
from itertools import zip_longest


def simplify_path(path: str) -> str:
    """Simplify an absolute Unix path, resolving single and double dots.

    Ask: canonical form of a file path | clean up a path with . and .. parts
    >>> simplify_path("/a/./b/../c//")
    '/a/c'
    """
    stack: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del stack[-1:]
        elif part not in ("", "."):
            stack.append(part)
    return "/" + "/".join(stack)


def parse_url_parts(url: str) -> dict[str, str]:
    """Split a URL into protocol, host and path.

    Ask: take a web address apart | get the domain name of a link
    >>> parse_url_parts("https://example.org/docs/a")
    {'protocol': 'https', 'host': 'example.org', 'path': '/docs/a'}
    """
    protocol, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return {"protocol": protocol, "host": host, "path": slash + path}


def compare_versions(first: str, second: str) -> int:
    """Compare two version numbers: -1 when the first is older, 1 when newer, 0 when equal.

    Ask: which dotted version string is greater | compare software versions like 1.10 and 1.9
    >>> compare_versions("1.10", "1.9")
    1
    >>> compare_versions("1.0", "1")
    0
    >>> compare_versions("2", "2.1")
    -1
    """
    a, b = version_numbers(first), version_numbers(second)
    size = max(len(a), len(b))
    a, b = a + [0] * (size - len(a)), b + [0] * (size - len(b))
    return (a > b) - (a < b)


def version_numbers(version: str) -> list[int]:
    """Split a version number such as 1.10.2 into a list of integers.

    Ask: parse a dotted version string | turn a software version into comparable numbers
    >>> version_numbers("1.10.2")
    [1, 10, 2]
    """
    return [int(part) for part in version.split(".")]


def latest_version(versions: list[str]) -> str:
    """Find the latest version in a list of version numbers.

    Ask: newest dotted version string | which software version is the greatest
    >>> latest_version(["1.9", "1.10", "1.2.3"])
    '1.10'
    """
    return max(versions, key=version_numbers)


def sort_versions(versions: list[str]) -> list[str]:
    """Sort version numbers from the oldest to the newest.

    Ask: order dotted version strings numerically | arrange software versions in ascending order
    >>> sort_versions(["1.10", "1.9", "1.2"])
    ['1.2', '1.9', '1.10']
    """
    return sorted(versions, key=cmp_to_key(compare_versions))


def next_version(version: str) -> str:
    """Increase the last part of a version number by one.

    Ask: bump the patch number of a version | the version string that follows this one
    >>> next_version("1.4.9")
    '1.4.10'
    """
    *front, last = version.split(".")
    return ".".join([*front, str(int(last) + 1)])


def file_extension(path: str) -> str:
    """Get the extension of a file name without the dot, or an empty string.

    Ask: which type does a file have by its name | the part of a filename after the last dot
    >>> file_extension("docs/report.final.pdf")
    'pdf'
    >>> file_extension("Makefile")
    ''
    """
    return base_name(path).rpartition(".")[2] if "." in base_name(path) else ""


def base_name(path: str) -> str:
    """Get the file name at the end of a path, without its folders.

    Ask: strip directories from a file path | the last component of a path
    >>> base_name("/home/ann/notes.txt")
    'notes.txt'
    """
    return path.rsplit("/", 1)[-1]


def change_extension(path: str, extension: str) -> str:
    """Replace the extension of a file name by another one.

    Ask: give a file a new suffix | swap the ending of a filename
    >>> change_extension("photo.png", "jpg")
    'photo.jpg'
    """
    stem, dot, _ = path.rpartition(".")
    return f"{stem if dot else path}.{extension}"


def join_path(parts: list[str]) -> str:
    """Join folder and file names to a path with single slashes.

    Ask: combine path components | build a file path without doubled separators
    >>> join_path(["home/", "/ann", "notes.txt"])
    'home/ann/notes.txt'
    """
    return "/".join(part.strip("/") for part in parts)


def domain_of_email(address: str) -> str:
    """Get the domain of an email address, the part after the at sign.

    Ask: which host does an e-mail belong to | extract the text after @ in an address
    >>> domain_of_email("ann@mail.example.org")
    'mail.example.org'
    """
    return address.rpartition("@")[2]


def group_files_by_extension(paths: list[str]) -> dict[str, list[str]]:
    """Group file names by their extension in a dictionary.

    Ask: collect files of the same type | map each file suffix to the names that have it
    >>> group_files_by_extension(["a.py", "b.txt", "c.py"])
    {'py': ['a.py', 'c.py'], 'txt': ['b.txt']}
    """
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(file_extension(path), []).append(path)
    return groups


def unique_file_name(name: str, taken: list[str]) -> str:
    """Add a number in parentheses to a file name until it differs from all names in a list.

    Ask: avoid a name collision with name(1), name(2) | find a free name for a new file
    >>> unique_file_name("doc", ["doc", "doc(1)"])
    'doc(2)'
    """
    candidate, number = name, 0
    while candidate in taken:
        number += 1
        candidate = f"{name}({number})"
    return candidate


def count_lines(text: str) -> int:
    """Count the lines in a text.

    Ask: how many lines does a string have | number of rows separated by line breaks
    >>> count_lines("one\\ntwo\\nthree")
    3
    """
    return len(text.splitlines())


def text_statistics(text: str) -> dict[str, int]:
    """Count the characters, words and lines of a text.

    Ask: like the wc tool, tally letters, words and rows | statistics of a string in a dictionary
    >>> text_statistics("to be\\nor not")
    {'characters': 12, 'words': 4, 'lines': 2}
    """
    return {"characters": len(text), "words": len(text.split()), "lines": count_lines(text)}


def longest_line(text: str) -> str:
    """Find the longest line in a text, the first among equals.

    Ask: which row of the text has the most characters | line of maximum length
    >>> longest_line("a\\nccc\\nbb")
    'ccc'
    """
    return max(text.splitlines(), key=len, default="")


def first_lines(text: str, count: int) -> str:
    """Return the first n lines of a text.

    Ask: the head of a text | keep only the initial rows of a string
    >>> first_lines("a\\nb\\nc", 2)
    'a\\nb'
    """
    return "\n".join(text.splitlines()[:count])


def last_lines(text: str, count: int) -> str:
    """Return the last n lines of a text.

    Ask: the tail of a text | keep only the final rows of a string
    >>> last_lines("a\\nb\\nc", 2)
    'b\\nc'
    """
    return "\n".join(text.splitlines()[-count:]) if count > 0 else ""


def number_lines(text: str) -> str:
    """Put a line number in front of each line of a text.

    Ask: enumerate the rows of a string from 1 | add numbering to lines
    >>> number_lines("a\\nb")
    '1: a\\n2: b'
    """
    return "\n".join(f"{number}: {line}" for number, line in enumerate(text.splitlines(), start=1))


def lines_containing(text: str, word: str) -> list[str]:
    """List the lines of a text that contain a given word.

    Ask: grep for a string in a text | filter rows that include a piece of text
    >>> lines_containing("red apple\\ngreen pear\\nred plum", "red")
    ['red apple', 'red plum']
    """
    return [line for line in text.splitlines() if word in line]


def indent_lines(text: str, spaces: int) -> str:
    """Indent every line of a text by a number of spaces.

    Ask: add leading blanks to all rows | shift a block of lines to the right
    >>> indent_lines("a\\nb", 2)
    '  a\\n  b'
    """
    return "\n".join(" " * spaces + line for line in text.splitlines())


def differing_lines(first: str, second: str) -> list[int]:
    """Find the numbers of the lines, from 1, in which two texts differ.

    Ask: compare two texts row by row | which lines are not the same
    >>> differing_lines("a\\nb\\nc", "a\\nx")
    [2, 3]
    """
    pairs = zip_longest(first.splitlines(), second.splitlines())
    return [number for number, (a, b) in enumerate(pairs, start=1) if a != b]


def transpose_lines(lines: list[str]) -> list[str]:
    """Turn the columns of equally long lines into rows.

    Ask: read text vertically | transpose a grid of characters given as strings
    >>> transpose_lines(["abc", "def"])
    ['ad', 'be', 'cf']
    """
    return ["".join(column) for column in zip(*lines, strict=True)]
