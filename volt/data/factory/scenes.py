"""Little scenes in which someone has the data of a domain, for requests told as stories."""

from __future__ import annotations

from random import Random

from volt.data.factory.inputs import ancestors

_SCENES: dict[str, tuple[str, ...]] = {
    "Ints": (
        "A sensor reports its readings as a list of integers {}.",
        "Nina notes the changes of her bank balance in a list {}.",
        "A game keeps the points of all rounds in the list {}.",
        "The temperatures of the last days, in whole degrees, are in the list {}.",
        "A club writes its monthly results into a list of integers called {}.",
    ),
    "SortedInts": (
        "A library keeps its shelf numbers in ascending order in the list {}.",
        "The times at which a bell rang are in the sorted list {}.",
        "A program receives a list {} of integers that is already sorted.",
    ),
    "Words": (
        "A teacher has written the words of a spelling test into a list {}.",
        "Tom plays a word game and keeps his words in the list {}.",
        "The labels in a shop are given as a list of strings {}.",
        "A search engine has split its query into a list of words {}.",
    ),
    "Text": (
        "A chat program receives a message as the string {}.",
        "Lea copies a line from a book into the string {}.",
        "An editor holds the text that was typed in {}.",
        "A form on a web page sends its contents as a string {}.",
    ),
    "Word": (
        "A child is learning to spell the word {}.",
        "A crossword editor looks at one word, {}.",
        "In a word game a player lays the word {}.",
        "A dictionary program is given one word {}.",
    ),
    "Int": (
        "Somebody thinks of an integer {}.",
        "A calculator shows the integer {}.",
        "In a puzzle you are handed the number {}.",
        "A counter has reached the value {}.",
    ),
    "Whole": (
        "A ticket carries the number {}, which is not negative.",
        "A mathematics club studies a non-negative integer {}.",
        "A machine shows the number {}, which is 0 or more.",
    ),
    "Natural": (
        "A mathematics class investigates the positive integer {}.",
        "Every house in a street has a number; one of them is {}.",
        "Paul picks a positive integer {} for a puzzle.",
    ),
    "Counts": (
        "A shop keeps numbers for its articles in the dictionary {}.",
        "A school has the points of each pupil in a dictionary {}.",
        "The stock of a kitchen is written down as a dictionary {}.",
    ),
    "Rows": (
        "Several groups have each handed in a list of numbers, and all of them are in {}.",
        "Measurements of different lengths are kept in a list of lists {}.",
    ),
    "Grid": (
        "A map of heights is stored row by row in {}.",
        "A spreadsheet of whole numbers is given as a list of rows {}.",
        "The brightness of each pixel of a small picture is in the matrix {}.",
    ),
    "BitGrid": (
        "A field is described by a grid {} of zeros and ones.",
        "A black-and-white picture is stored as the grid {} of 0s and 1s.",
    ),
    "Board": ("A simple game is played on the board {}.", "A floor plan is drawn with characters in {}."),
    "Records": (
        "A sports club keeps its members as a list of records {}.",
        "A small company has the people of a survey in {}.",
        "The list {} holds what a registration form has collected.",
    ),
    "Pairs": (
        "A cash desk writes down each sale as a name with a number, all in {}.",
        "The results of a quiz come in as pairs of a name and a number in {}.",
    ),
    "Points": (
        "A robot has noted the places it saw as points in {}.",
        "Trees in a park are marked on a map by the points in {}.",
    ),
    "Point": ("A robot stands at {}, a point of the plane.", "Somebody drops a pin at the point {} of a map."),
    "Intervals": (
        "A meeting room is booked for the intervals in {}.",
        "The shifts of a shop are given as intervals {}.",
        "A calendar holds its appointments as a list of intervals {}.",
    ),
    "Date": ("A letter carries the date {}.", "A calendar program is asked about the date {}."),
    "Time": ("A station clock shows the time {}.", "An alarm goes off at the time {}."),
    "Graph": (
        "The links between the pages of a small site form the graph {}.",
        "A town has one-way streets, given as the graph {}.",
    ),
    "Friends": (
        "Who knows whom in a village is given as the graph {}.",
        "Computers in an office are connected as in {}.",
    ),
    "Tasks": (
        "The steps of a building project depend on each other as given in {}.",
        "A cook has tasks with dependencies in {}.",
    ),
    "Distances": (
        "The roads between some towns and their lengths are in {}.",
        "A delivery service has its road map in {}.",
    ),
    "Tree": ("A family of numbers is stored as the binary tree {}.", "A program keeps its values in a binary tree {}."),
    "Numbers": ("A laboratory has measured the values in {}.", "The prices of a market are in the list {}."),
    "Positive": ("A shopkeeper works with the value {}, which is greater than zero.",),
    "Brackets": ("An editor wants to examine the brackets in the string {}.",),
    "Moves": ("A toy robot is steered by the string of moves {}.",),
}


def scene(rng: Random, domain: str, name: str) -> str:
    """A sentence that introduces the data by name; empty where there is none for the domain."""
    for known in ancestors(domain):
        if known in _SCENES:
            return rng.choice(_SCENES[known]).format(name)
    return ""
