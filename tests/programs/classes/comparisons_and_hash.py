"""Equal objects need equal hashes; defining __eq__ alone takes the hash away."""


class Card:
    def __init__(self, rank):
        self.rank = rank

    def __eq__(self, other):
        if not isinstance(other, Card):
            return NotImplemented
        return self.rank == other.rank

    def __hash__(self):
        return hash(self.rank)


print(Card(1) == Card(1), Card(1) != Card(2), Card(1) == 1, len({Card(1), Card(1), Card(2)}))
print({Card(5): "five"}[Card(5)])


class NoHash:
    def __eq__(self, other):
        return True


try:
    {NoHash()}
except TypeError as error:
    print(error, NoHash.__hash__)


class Bad:
    def __hash__(self):
        return "text"


try:
    hash(Bad())
except TypeError as error:
    print(error)


class Big:
    def __hash__(self):
        return 2**70


print(hash(Big()) == hash(2**70), hash(1) == hash(1.0) == hash(True), {1: "a", 1.0: "b", True: "c"})
print(hash(-1), hash(-2), hash(0), hash(2**61 - 1), hash(0.5), hash(float("inf")), hash(1 + 0j))


class Partial:
    def __lt__(self, other):
        return True


print(Partial() < 1, 1 > Partial())
try:
    Partial() > 1
except TypeError as error:
    print(error)
