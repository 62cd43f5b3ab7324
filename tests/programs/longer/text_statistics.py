"""Statistics of a text: words, sentences, letters, pairs, and how hard it is to read."""

import re
import string
from collections import Counter, defaultdict
from itertools import groupby, pairwise

TEXT = """
The harbour was quiet in the early morning. A grey cat sat on the wall, and the
wall was wet. "Will it rain?" asked the boy. Nobody answered him; the fishermen
had gone out hours before, and the cat never said a word!

By noon the boats were back. The boy counted them: seven, eight, nine... One was
missing. He counted again, and again there were nine. The cat looked at the sea.
It looked for a long time. Then, very slowly, the tenth boat came around the
lighthouse - late, low in the water, and full of fish.
"""

STOP = set("the a an and it in on of at for was were had by to him them he".split())


class Statistics:
    def __init__(self, text):
        self.text = text.strip()
        self.words = [word.lower() for word in re.findall(r"[A-Za-z']+", text)]
        self.sentences = [s.strip() for s in re.split(r"(?<=[.!?])[\"']?\s+", self.text) if s.strip()]
        lines = groupby(self.text.splitlines(), key=lambda line: bool(line.strip()))
        self.paragraphs = [" ".join(group) for full, group in lines if full]

    @staticmethod
    def syllables(word):
        count = len(re.findall(r"[aeiouy]+", word))
        if word.endswith("e") and not word.endswith("le") and count > 1:
            count -= 1
        return max(count, 1)

    def reading_ease(self):
        per_sentence = len(self.words) / len(self.sentences)
        per_word = sum(map(self.syllables, self.words)) / len(self.words)
        return 206.835 - 1.015 * per_sentence - 84.6 * per_word

    def frequencies(self):
        return Counter(word for word in self.words if word not in STOP)

    def by_length(self):
        groups = defaultdict(set)
        for word in self.words:
            groups[len(word)].add(word)
        return {length: sorted(groups[length]) for length in sorted(groups)}

    def letters(self):
        return Counter(filter(str.isalpha, self.text.lower()))

    def pairs(self):
        return Counter(pairwise(self.words))

    def longest_sentence(self):
        return max(self.sentences, key=lambda s: len(s.split()))

    def histogram(self, width=30):
        counts = Counter(len(word) for word in self.words)
        top = max(counts.values())
        for length in range(min(counts), max(counts) + 1):
            bar = "#" * round(counts[length] / top * width)
            yield f"{length:3} {counts[length]:3} {bar}"


def caesar(text, shift):
    low, up = string.ascii_lowercase, string.ascii_uppercase
    table = str.maketrans(low + up, low[shift:] + low[:shift] + up[shift:] + up[:shift])
    return text.translate(table)


def crack(secret):
    """Guesses the shift: the one whose commonest letters are those of English."""

    points = {letter: 10 - place for place, letter in enumerate("etaoinshrd")}

    def score(text):
        return sum(points.get(letter, 0) for letter in text.lower())

    return max(range(26), key=lambda shift: score(caesar(secret, shift)))


s = Statistics(TEXT)
print(len(s.words), "words,", len(set(s.words)), "different,", len(s.sentences), "sentences,", len(s.paragraphs), "paragraphs")
print(f"reading ease {s.reading_ease():.2f}, mean word length {sum(map(len, s.words)) / len(s.words):.3f}")
print("commonest:", s.frequencies().most_common(6))
print("letters:", "".join(letter for letter, _ in s.letters().most_common(10)), "missing:", sorted(set(string.ascii_lowercase) - set(s.letters())))
print("pairs:", [" ".join(pair) for pair, count in s.pairs().most_common() if count > 1])
print("longest sentence:", " ".join(s.longest_sentence().split()))
for length, words in s.by_length().items():
    print(length, *words[:6])
print(*s.histogram(), sep="\n")
first = " ".join(s.sentences[:3])
secret = caesar(first, 7)
print(secret)
print(crack(secret), caesar(secret, crack(secret)) == first)
print({word[::-1] for word in s.words if word[::-1] in s.words and word != word[::-1]}, sorted({w for w in s.words if w == w[::-1]}))
for number, paragraph in enumerate(s.paragraphs, 1):
    print(number, len(paragraph), paragraph[:40])
