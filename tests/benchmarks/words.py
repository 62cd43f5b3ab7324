"""Dictionaries and strings: counting, splitting, joining, formatting, searching."""

TEXT = """the machine reads one instruction after another and keeps its values on a stack
every value is counted and a value that nobody holds is gone at once
a name is looked for in the function then in the module and at last among the names that are built in
the stack of the machine is deep enough for every call that the program makes"""


def count_words(text, rounds):
    counts = {}
    for _ in range(rounds):
        for line in text.splitlines():
            for word in line.split():
                counts[word] = counts.get(word, 0) + 1
    return counts


def group(words):
    groups = {}
    for word in words:
        key = "".join(sorted(word))
        if key not in groups:
            groups[key] = []
        groups[key].append(word)
    return groups


def caesar(text, shift):
    result = []
    for char in text:
        if "a" <= char <= "z":
            char = chr((ord(char) - 97 + shift) % 26 + 97)
        result.append(char)
    return "".join(result)


def main():
    counts = count_words(TEXT, 1000)
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]
    print(", ".join(f"{word}: {count}" for word, count in best))

    words = [word + str(n % 10) for n in range(120) for word in TEXT.split()]
    groups = group(words)
    print(len(groups), max(len(found) for found in groups.values()))

    secret = caesar(TEXT * 25, 3)
    print(secret[:30], caesar(secret, -3)[:30], secret.count("wkh"))

    text = ""
    for n in range(40_000):
        text += str(n % 7)
    print(len(text), text.find("65432"), text.replace("01", "ten")[:20])

    rows = []
    for n in range(15_000):
        rows.append(f"{n:>6}|{n * 0.5:8.2f}|{n:x}|{'even' if n % 2 == 0 else 'odd':<5}")
    print(len("\n".join(rows)), rows[-1])

    table = {}
    for n in range(60_000):
        table[n, n % 3] = n
    for n in range(0, 60_000, 2):
        del table[n, n % 3]
    print(len(table), sum(table.values()), table.get((7, 1)), (8, 2) in table)

    seen = set()
    for n in range(60_000):
        seen.add(n * n % 9973)
    print(len(seen), sum(seen))

    lines = 0
    for line in (TEXT * 300).split("\n"):
        line = line.strip().upper()
        if line.startswith("THE") or line.endswith("IN"):
            lines += 1
    print(lines)
