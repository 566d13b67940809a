"""Classes that keep things by name: an inventory, a cache, a register, scores."""

from __future__ import annotations

from volt.data.factory.domains import Int, Letter, Natural, Small, Whole, Word, Words

CAPACITY = 3


class Inventory:
    """an inventory of products with amounts | the stock of a shop

    names: Inventory, Stock, Warehouse, Pantry
    ask: Counts stock: the amounts by product
    """

    stock: dict[str, int]

    def init(self) -> None:
        """starts without products | starts empty"""
        self.stock = {}

    def add(self, product: Word, amount: Natural) -> None:
        """adds an amount of a product

        names: add, restock, store
        must
        """
        self.stock[product] = self.stock.get(product, 0) + amount

    def remove__error(self, product: Word, amount: Small) -> int:
        """takes an amount of a product out and returns what is left; raises ValueError if there is not enough of it

        names: remove, take, sell
        must
        """
        if self.stock.get(product, 0) < amount:
            raise ValueError(f"not enough {product}")
        self.stock[product] -= amount
        return self.stock[product]

    def remove__partly(self, product: Word, amount: Small) -> int:
        """takes out as much of a product as there is, but at most the amount, and returns how much that was

        names: remove, take, sell
        must
        """
        taken = min(amount, self.stock.get(product, 0))
        if taken:
            self.stock[product] -= taken
        return taken

    def amount(self, product: Word) -> int:
        """returns the amount of a product, 0 if it is unknown

        names: amount, quantity, in_stock
        """
        return self.stock.get(product, 0)

    def sold_out(self) -> list[str]:
        """returns the sorted list of the known products of which nothing is left"""
        return sorted(name for name, amount in self.stock.items() if amount == 0)

    def rename(self, old: Word, new: Word) -> bool:
        """moves the amount of the product old to the product new; returns False if there is no product old,
        else True"""
        if old not in self.stock:
            return False
        moved = self.stock.pop(old)
        self.stock[new] = self.stock.get(new, 0) + moved
        return True


class Cache:
    """a cache that forgets what was not used for longest | a least-recently-used cache

    names: LRUCache, Cache, RecentCache
    ask: Counts data: the stored values by key
    """

    capacity: int
    data: dict[str, int]

    def init(self, capacity: Small) -> None:
        """takes how many keys it can hold"""
        self.capacity = capacity
        self.data = {}

    def init__fixed(self) -> None:
        """starts empty and can hold CAPACITY keys"""
        self.capacity = CAPACITY
        self.data = {}

    def put(self, key: Word, value: Int) -> None:
        """stores a value under a key, which counts as a use; if there are too many keys then, the least
        recently used one goes

        names: put, set_value, store
        must
        """
        self.data.pop(key, None)
        self.data[key] = value
        if len(self.data) > self.capacity:
            del self.data[next(iter(self.data))]

    def get__none(self, key: Word) -> int | None:
        """returns the value of a key, which counts as a use, or None if it is not there

        names: get, look_up
        must
        """
        if key not in self.data:
            return None
        self.data[key] = self.data.pop(key)
        return self.data[key]

    def get__error(self, key: Word) -> int:
        """returns the value of a key, which counts as a use; raises KeyError if it is not there

        names: get, fetch
        must
        """
        if key not in self.data:
            raise KeyError(key)
        self.data[key] = self.data.pop(key)
        return self.data[key]

    def keys(self) -> list[str]:
        """returns the keys, the least recently used first

        names: keys, key_list
        """
        return list(self.data)

    def forget(self, key: Word) -> bool:
        """removes a key; returns whether it was there

        names: forget, delete, evict
        """
        return self.data.pop(key, None) is not None

    def __len__(self) -> int:
        """returns the number of stored keys"""
        return len(self.data)


class Register:
    """a register of members with numbers | a phone book

    names: PhoneBook, Register, Directory, Contacts
    ask: Counts numbers: the numbers by name
    """

    numbers: dict[str, int]

    def init(self) -> None:
        """starts empty"""
        self.numbers = {}

    def add__error(self, name: Word, number: Whole) -> None:
        """adds a name with a number; raises ValueError if the name is already there

        names: add, add_entry, enter
        must
        """
        if name in self.numbers:
            raise ValueError("duplicate name")
        self.numbers[name] = number

    def add__old(self, name: Word, number: Whole) -> int | None:
        """gives a name a number and returns the number that it had before, or None

        names: add, set_number, enter
        must
        """
        before = self.numbers.get(name)
        self.numbers[name] = number
        return before

    def find(self, name: Word) -> int:
        """returns the number of a name, upper and lower case making no difference, or -1 if there is none

        names: find, lookup
        """
        for known, number in self.numbers.items():
            if known.lower() == name.lower():
                return number
        return -1

    def owners(self, number: Whole) -> list[str]:
        """returns the sorted list of the names that have a number

        names: owners, names_with
        """
        return sorted(name for name, known in self.numbers.items() if known == number)

    def remove(self, name: Word) -> int:
        """removes a name and returns its number; raises KeyError if it is missing

        names: remove, delete
        """
        if name not in self.numbers:
            raise KeyError(name)
        return self.numbers.pop(name)

    def search(self, letter: Letter) -> list[str]:
        """returns the sorted list of the names that contain the letter in lower case"""
        return sorted(name for name in self.numbers if letter in name)


class Scores:
    """a score board | the scores of the players of a game

    names: ScoreBoard, Scores, Leaderboard, Game
    ask: Counts scores: the scores by player
    """

    scores: dict[str, int]

    def init(self) -> None:
        """starts without players"""
        self.scores = {}

    def init__players(self, players: Words) -> None:
        """takes a list of players, who all start with 0 points"""
        self.scores = dict.fromkeys(players, 0)

    def add__sum(self, player: Word, points: Int) -> int:
        """adds points to the score of a player, who has 0 at first, and returns the new score

        names: add, score, add_points
        must
        """
        self.scores[player] = self.scores.get(player, 0) + points
        return self.scores[player]

    def add__best(self, player: Word, points: Int) -> bool:
        """notes points for a player if it is the first result or better than the one so far; returns whether
        it was noted

        names: add, submit, report
        must
        """
        if player in self.scores and points <= self.scores[player]:
            return False
        self.scores[player] = points
        return True

    def ranking(self) -> list[str]:
        """returns the players from the highest score to the lowest, equal ones in alphabetical order

        names: ranking, standings
        must
        """
        return sorted(self.scores, key=lambda player: (-self.scores[player], player))

    def place(self, player: Word) -> int:
        """returns 1 plus the number of players with a higher score; raises KeyError for unknown players

        names: place, rank
        """
        if player not in self.scores:
            raise KeyError(player)
        return 1 + sum(score > self.scores[player] for score in self.scores.values())

    def drop(self, limit: Int) -> int:
        """removes all players with fewer points than limit and returns how many there were

        names: drop, drop_below
        """
        before = len(self.scores)
        self.scores = {player: score for player, score in self.scores.items() if score >= limit}
        return before - len(self.scores)
