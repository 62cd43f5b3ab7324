"""Conway's game of life on an endless board: living cells are points in a set."""

from collections import Counter
from itertools import islice


def neighbours(cell):
    x, y = cell
    return ((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)


def step(alive):
    counts = Counter(n for cell in alive for n in neighbours(cell))
    return frozenset(cell for cell, count in counts.items() if count == 3 or (count == 2 and cell in alive))


def generations(alive):
    while True:
        yield alive
        alive = step(alive)


def parse(picture):
    return frozenset(
        (x, y) for y, line in enumerate(picture.strip("\n").splitlines()) for x, char in enumerate(line) if char == "#"
    )


def box(alive):
    xs, ys = [x for x, _ in alive], [y for _, y in alive]
    return min(xs), min(ys), max(xs), max(ys)


def draw(alive):
    if not alive:
        return "(all dead)"
    left, top, right, bottom = box(alive)
    return "\n".join(
        "".join("#" if (x, y) in alive else "." for x in range(left, right + 1)) for y in range(top, bottom + 1)
    )


def normal(alive):
    """The same shape, moved to the corner: what makes a glider recognisable."""
    if not alive:
        return alive
    left, top, *_ = box(alive)
    return frozenset((x - left, y - top) for x, y in alive)


def classify(alive, limit=60):
    seen = {}
    for generation, cells in enumerate(islice(generations(alive), limit)):
        if not cells:
            return f"dies out in generation {generation}"
        shape = normal(cells)
        if shape in seen:
            first, place = seen[shape]
            period = generation - first
            if place == box(cells)[:2]:
                return "still life" if period == 1 and first == 0 else f"oscillates with period {period} from {first}"
            dx, dy = box(cells)[0] - place[0], box(cells)[1] - place[1]
            return f"flies by {dx},{dy} every {period}"
        seen[shape] = generation, box(cells)[:2]
    return f"still changing after {limit}, {len(cells)} cells"


PATTERNS = {
    "block": "##\n##",
    "blinker": "###",
    "toad": ".###\n###.",
    "beacon": "##..\n##..\n..##\n..##",
    "glider": ".#.\n..#\n###",
    "ship": ".#..#\n#....\n#...#\n####.",
    "lonely": "#.#",
    "r pentomino": ".##\n##.\n.#.",
    "row of ten": "##########",
    "diehard": "......#.\n##......\n.#...###",
}

for name, picture in PATTERNS.items():
    print(f"{name:12} {classify(parse(picture))}")

glider = parse(PATTERNS["glider"])
for number, cells in enumerate(islice(generations(glider), 5)):
    print(f"generation {number}, box {box(cells)}")
    print(draw(cells))

r = parse(PATTERNS["r pentomino"])
print([len(cells) for cells in islice(generations(r), 30)])
print(draw(next(islice(generations(r), 25, None))))


def torus_step(alive, width, height):
    """The same rules on a board whose edges meet."""
    counts = Counter((x % width, y % height) for cell in alive for x, y in neighbours(cell))
    return frozenset(cell for cell, count in counts.items() if count == 3 or (count == 2 and cell in alive))


around = glider
for _ in range(4 * 6):
    around = torus_step(around, 6, 6)
print("once around the torus:", around == glider)
