"""A small adventure: rooms, things, and a state machine that reads commands from a list."""

from enum import Enum, auto


class State(Enum):
    PLAYING = auto()
    WON = auto()
    LOST = auto()


class Room:
    def __init__(self, name, text, dark=False):
        self.name, self.text, self.dark = name, text, dark
        self.exits = {}
        self.things = set()

    def connect(self, direction, other):
        opposite = {"north": "south", "south": "north", "east": "west", "west": "east", "up": "down", "down": "up"}
        self.exits[direction] = other
        other.exits[opposite[direction]] = self


class Game:
    def __init__(self):
        hall = Room("hall", "A cold stone hall.")
        cellar = Room("cellar", "Barrels, cobwebs and a chest.", dark=True)
        garden = Room("garden", "Roses grow over a locked gate.")
        hall.connect("down", cellar)
        hall.connect("east", garden)
        hall.things |= {"lamp", "broom"}
        cellar.things.add("key")
        self.room = hall
        self.carried = set()
        self.lamp_lit = False
        self.state = State.PLAYING
        self.moves = 0
        self.dark_moves = 0

    def play(self, commands):
        self.say(self.describe())
        for command in commands:
            if self.state is not State.PLAYING:
                break
            print(">", command)
            self.moves += 1
            self.obey(command.split())
            self.check()
        print(f"{self.state.name.lower()} after {self.moves} moves")

    def say(self, text):
        print(text)

    def can_see(self):
        return not self.room.dark or (self.lamp_lit and "lamp" in self.carried | self.room.things)

    def describe(self):
        if not self.can_see():
            return "It is pitch dark."
        parts = [self.room.text]
        if self.room.things:
            parts.append("You see: " + ", ".join(sorted(self.room.things)) + ".")
        parts.append("Exits: " + ", ".join(self.room.exits) + ".")
        return " ".join(parts)

    def obey(self, words):
        match words:
            case ["look"]:
                self.say(self.describe())
            case ["go", direction] | [("north" | "south" | "east" | "west" | "up" | "down") as direction]:
                self.go(direction)
            case ["take", "all"]:
                for thing in sorted(self.room.things):
                    self.take(thing)
            case ["take", thing]:
                self.take(thing)
            case ["drop", thing] if thing in self.carried:
                self.carried.remove(thing)
                self.room.things.add(thing)
                self.say(f"Dropped {thing}.")
            case ["drop", thing]:
                self.say(f"You have no {thing}.")
            case ["light", "lamp"] if "lamp" in self.carried:
                self.lamp_lit = True
                self.say("The lamp glows. " + (self.describe() if self.room.dark else ""))
            case ["unlock", "gate", *_] | ["open", "gate"]:
                self.unlock()
            case ["inventory" | "i"]:
                self.say("You carry " + (", ".join(sorted(self.carried)) or "nothing") + ".")
            case []:
                self.say("Say something.")
            case [verb, *rest]:
                self.say(f"I do not know how to {verb}" + ("." if not rest else " that."))

    def go(self, direction):
        if target := self.room.exits.get(direction):
            self.room = target
            self.say(self.describe())
        else:
            self.say(f"There is no way {direction}.")

    def take(self, thing):
        if not self.can_see():
            self.say("You grope in the dark.")
        elif thing in self.room.things:
            self.room.things.remove(thing)
            self.carried.add(thing)
            self.say(f"Taken: {thing}.")
        else:
            self.say(f"There is no {thing} here.")

    def unlock(self):
        if self.room.name != "garden":
            self.say("There is no gate here.")
        elif "key" not in self.carried:
            self.say("The gate is locked.")
        else:
            self.say("The gate swings open. You are free!")
            self.state = State.WON

    def check(self):
        self.dark_moves = 0 if self.can_see() else self.dark_moves + 1
        if self.dark_moves == 4:
            self.say("You stumble and fall asleep for a hundred years.")
            self.state = State.LOST


first = [
    "look", "dance", "sing a song", "", "take all", "i", "drop broom", "drop sword", "down", "take key", "light lamp",
    "take key", "north", "up", "go east", "open gate", "look",
]
Game().play(first)
print("-" * 40)
Game().play(["open gate", "east", "open gate", "west", "down", "take key", "look", "look", "look"])
