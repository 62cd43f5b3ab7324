"""A trie holds words by their letters; it completes, counts and corrects them."""

from collections.abc import MutableMapping


class Trie(MutableMapping):
    """A mapping from words to values that shares common beginnings."""

    _NOTHING = object()

    def __init__(self, words=()):
        self.children = {}
        self.value = self._NOTHING
        for word in words:
            self[word] = self.get(word, 0) + 1

    def _walk(self, word):
        node = self
        for letter in word:
            node = node.children.get(letter)
            if node is None:
                return None
        return node

    def __getitem__(self, word):
        node = self._walk(word)
        if node is None or node.value is self._NOTHING:
            raise KeyError(word)
        return node.value

    def __setitem__(self, word, value):
        node = self
        for letter in word:
            node = node.children.setdefault(letter, Trie())
        node.value = value

    def __delitem__(self, word):
        self[word]
        path, node = [], self
        for letter in word:
            path.append((node, letter))
            node = node.children[letter]
        node.value = self._NOTHING
        for parent, letter in reversed(path):
            child = parent.children[letter]
            if child.children or child.value is not self._NOTHING:
                break
            del parent.children[letter]

    def _words(self, prefix=""):
        if self.value is not self._NOTHING:
            yield prefix
        for letter in sorted(self.children):
            yield from self.children[letter]._words(prefix + letter)

    def __iter__(self):
        return self._words()

    def __len__(self):
        return sum(1 for _ in self)

    def complete(self, prefix, limit=None):
        node = self._walk(prefix)
        found = [] if node is None else [prefix + rest for rest in node]
        found.sort(key=lambda word: (-self[word], word))
        return found[:limit]

    def longest_prefix(self, text):
        node, best = self, ""
        for index, letter in enumerate(text):
            node = node.children.get(letter)
            if node is None:
                break
            if node.value is not self._NOTHING:
                best = text[: index + 1]
        return best

    def match(self, pattern):
        """Words that fit a pattern in which `?` is any letter and `*` any number of them."""

        def visit(node, index, word):
            if index == len(pattern):
                if node.value is not self._NOTHING:
                    yield word
                return
            letter = pattern[index]
            if letter == "*":
                yield from visit(node, index + 1, word)
                for key, child in node.children.items():
                    yield from visit(child, index, word + key)
            elif letter == "?":
                for key, child in node.children.items():
                    yield from visit(child, index + 1, word + key)
            elif letter in node.children:
                yield from visit(node.children[letter], index + 1, word + letter)

        return sorted(set(visit(self, 0, "")))

    def near(self, word, distance):
        """Words that become `word` with at most so many edits, with the number of edits."""
        found = {}

        def visit(node, prefix, row):
            if node.value is not self._NOTHING and row[-1] <= distance:
                found[prefix] = row[-1]
            for letter, child in node.children.items():
                new = [row[0] + 1]
                for column, other in enumerate(word, 1):
                    new.append(min(new[-1] + 1, row[column] + 1, row[column - 1] + (letter != other)))
                if min(new) <= distance:
                    visit(child, prefix + letter, new)

        visit(self, "", list(range(len(word) + 1)))
        return sorted(found.items(), key=lambda item: (item[1], item[0]))

    def nodes(self):
        return 1 + sum(child.nodes() for child in self.children.values())


WORDS = "car card care care cared cart cat cat cat dog do dot dote doting door ten tea team tent"
trie = Trie(WORDS.split())
print(len(trie), trie.nodes(), list(trie))
print(trie["cat"], "car" in trie, "ca" in trie, trie.get("zebra", "none"))
print(trie.complete("ca"), trie.complete("ca", 2), trie.complete("x"), trie.complete("dot"))
print(trie.longest_prefix("caretaker"), trie.longest_prefix("dotty"), repr(trie.longest_prefix("zoo")))
print(trie.match("?a?"), trie.match("d*t*"), trie.match("*"), trie.match("te??"))
print(trie.near("carr", 1), trie.near("teem", 1), trie.near("dug", 1), trie.near("xyz", 1))
del trie["care"]
print("care" in trie, "cared" in trie, trie.nodes())
del trie["cared"]
print(trie.nodes(), trie.pop("dog"), trie.setdefault("new", 7), trie.popitem(), len(trie))
trie.update({"über": 1, "": "the empty word"})
print(trie[""], list(trie)[:2], list(trie)[-1], trie == dict(trie))
for action in (lambda: trie["ca"], lambda: trie.__delitem__("nothing"), lambda: trie[5]):
    try:
        action()
    except (KeyError, TypeError) as error:
        print(type(error).__name__, error)
