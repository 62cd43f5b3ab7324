"""Huffman codes: frequent letters get short codes. Packs text into bytes and unpacks it."""

import heapq
from collections import Counter
from dataclasses import dataclass, field
from itertools import count


@dataclass(frozen=True)
class Leaf:
    symbol: str
    weight: int = field(compare=False)

    def codes(self, prefix=""):
        yield self.symbol, prefix or "0"


@dataclass(frozen=True)
class Branch:
    zero: "Leaf | Branch"
    one: "Leaf | Branch"

    @property
    def weight(self):
        return self.zero.weight + self.one.weight

    def codes(self, prefix=""):
        yield from self.zero.codes(prefix + "0")
        yield from self.one.codes(prefix + "1")


def build(text):
    if not text:
        raise ValueError("nothing to encode")
    numbers = count()
    heap = [(weight, next(numbers), Leaf(symbol, weight)) for symbol, weight in sorted(Counter(text).items())]
    heapq.heapify(heap)
    while len(heap) > 1:
        weight, _, zero = heapq.heappop(heap)
        more, _, one = heapq.heappop(heap)
        heapq.heappush(heap, (weight + more, next(numbers), Branch(zero, one)))
    return heap[0][2]


class BitWriter:
    def __init__(self):
        self.bytes = bytearray()
        self.current, self.used = 0, 0

    def write(self, bits):
        for bit in bits:
            self.current = self.current << 1 | (bit == "1")
            self.used += 1
            if self.used == 8:
                self.bytes.append(self.current)
                self.current = self.used = 0

    def finish(self):
        padding = (8 - self.used) % 8
        self.write("0" * padding)
        return bytes([padding]) + bytes(self.bytes)


def bits_of(data):
    padding, body = data[0], data[1:]
    for index, byte in enumerate(body):
        last = padding if index == len(body) - 1 else 0
        for shift in range(7, last - 1, -1):
            yield byte >> shift & 1


def encode(text, tree):
    table = dict(tree.codes())
    writer = BitWriter()
    for symbol in text:
        writer.write(table[symbol])
    return writer.finish()


def decode(data, tree):
    out, node = [], tree
    for bit in bits_of(data):
        if isinstance(node, Branch):
            node = node.one if bit else node.zero
        if isinstance(node, Leaf):
            out.append(node.symbol)
            node = tree
    return "".join(out)


def describe(node, depth=0):
    label = f"{node.symbol!r} {node.weight}" if isinstance(node, Leaf) else str(node.weight)
    yield "  " * depth + label
    if isinstance(node, Branch):
        yield from describe(node.zero, depth + 1)
        yield from describe(node.one, depth + 1)


for text in ("abracadabra", "mississippi river", "aaaa", "x", "the quick brown fox jumps over the lazy dog " * 3):
    tree = build(text)
    packed = encode(text, tree)
    table = dict(tree.codes())
    used = sum(len(table[symbol]) for symbol in text)
    print(f"{text[:20]!r}: {len(text)} letters, {used} bits, {len(packed)} bytes, mean {used / len(text):.3f}")
    assert decode(packed, tree) == text
    print("   ", packed[:12].hex(" "), dict(sorted(table.items(), key=lambda item: (len(item[1]), item[1])[:2])[:5]))
    codes = sorted(table.values())
    assert not any(b.startswith(a) for a, b in zip(codes, codes[1:])), "one code begins another"
print(*describe(build("abracadabra")), sep="\n")
print(build("ab") == Branch(Leaf("a", 9), Leaf("b", 9)), hash(Leaf("a", 1)) == hash(Leaf("a", 2)))
for bad in (lambda: build(""), lambda: encode("abz", build("ab"))):
    try:
        bad()
    except (ValueError, KeyError) as error:
        print(type(error).__name__, error)
