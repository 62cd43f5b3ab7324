"""with calls __enter__ and __exit__, in reverse order on the way out."""


class Room:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, error, trace):
        print("exit", self.name, kind.__name__ if kind else None, error)
        return self.swallow


with Room("hall") as name:
    print("inside", name)

with Room("a") as a, Room("b") as b:
    print(a, b)

with (
    Room("quiet", swallow=True),
    Room("loud"),
):
    raise ValueError("dropped")
print("after")


def leave_early():
    with Room("early"):
        return "returned"


print(leave_early())

for n in range(3):
    with Room(f"loop{n}"):
        if n == 1:
            break
