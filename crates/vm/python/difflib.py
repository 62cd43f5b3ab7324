"""Comparing sequences, and showing how they differ."""

__all__ = [
    "get_close_matches", "ndiff", "restore", "SequenceMatcher", "Differ", "IS_CHARACTER_JUNK", "IS_LINE_JUNK",
    "context_diff", "unified_diff", "Match",
]  # fmt: skip

from collections import namedtuple
from heapq import nlargest

Match = namedtuple("Match", "a b size")


class SequenceMatcher:
    """Finds the longest matching blocks, then those to the left and right of them, and so on."""

    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        self.isjunk = isjunk
        self.autojunk = autojunk
        self.a = self.b = None
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        if a is not self.a:
            self.a = a
            self.matching_blocks = self.opcodes = None

    def set_seq2(self, b):
        if b is not self.b:
            self.b = b
            self.matching_blocks = self.opcodes = self.fullbcount = None
            self._find_places()

    def _find_places(self):
        """Where in b each element is, without those that are junk or everywhere."""
        self.b2j = places = {}
        for i, elt in enumerate(self.b):
            places.setdefault(elt, []).append(i)
        self.bjunk = {elt for elt in places if self.isjunk and self.isjunk(elt)}
        for elt in self.bjunk:
            del places[elt]
        self.bpopular = set()
        n = len(self.b)
        if self.autojunk and n >= 200:
            self.bpopular = {elt for elt, idxs in places.items() if len(idxs) > n // 100 + 1}
            for elt in self.bpopular:
                del places[elt]

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        """The longest block without junk, the first of several; then widened by junk that matches."""
        a, b, b2j, junk = self.a, self.b, self.b2j, self.bjunk
        ahi = len(a) if ahi is None else ahi
        bhi = len(b) if bhi is None else bhi
        besti, bestj, bestsize = alo, blo, 0
        lengths = {}
        for i in range(alo, ahi):
            new = {}
            for j in b2j.get(a[i], ()):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                k = new[j] = lengths.get(j - 1, 0) + 1
                if k > bestsize:
                    besti, bestj, bestsize = i - k + 1, j - k + 1, k
            lengths = new
        for is_junk in (False, True):
            while (
                besti > alo and bestj > blo and (b[bestj - 1] in junk) == is_junk and a[besti - 1] == b[bestj - 1]
            ):
                besti, bestj, bestsize = besti - 1, bestj - 1, bestsize + 1
            while (
                besti + bestsize < ahi and bestj + bestsize < bhi
                and (b[bestj + bestsize] in junk) == is_junk
                and a[besti + bestsize] == b[bestj + bestsize]
            ):  # fmt: skip
                bestsize += 1
        return Match(besti, bestj, bestsize)

    def get_matching_blocks(self):
        """All blocks, in order, with an empty one at the end."""
        if self.matching_blocks is not None:
            return self.matching_blocks
        la, lb = len(self.a), len(self.b)
        todo, found = [(0, la, 0, lb)], []
        for alo, ahi, blo, bhi in todo:  # which grows meanwhile
            if alo == ahi or blo == bhi:
                continue
            i, j, k = self.find_longest_match(alo, ahi, blo, bhi)
            if k:
                found.append((i, j, k))
                todo += (alo, i, blo, j), (i + k, ahi, j + k, bhi)
        merged = []
        for i, j, k in sorted(found):
            if merged and merged[-1][0] + merged[-1][2] == i and merged[-1][1] + merged[-1][2] == j:
                merged[-1] = (merged[-1][0], merged[-1][1], merged[-1][2] + k)
            else:
                merged.append((i, j, k))
        self.matching_blocks = [Match(*block) for block in (*merged, (la, lb, 0))]
        return self.matching_blocks

    def get_opcodes(self):
        """How to turn a into b: tuples (tag, i1, i2, j1, j2)."""
        if self.opcodes is None:
            self.opcodes = list(self._steps())
        return self.opcodes

    def _steps(self):
        i = j = 0
        for ai, bj, size in self.get_matching_blocks():
            if i < ai or j < bj:  # what lies before the block
                yield "insert" if i == ai else "delete" if j == bj else "replace", i, ai, j, bj
            i, j = ai + size, bj + size
            if size:
                yield "equal", ai, i, bj, j

    def get_grouped_opcodes(self, n=3):
        """The changes with up to n equal elements around them."""
        codes = self.get_opcodes()
        group = []
        for number, code in enumerate(codes, 1):
            tag, i1, i2, j1, j2 = code
            if tag != "equal" or i2 - i1 <= 2 * n and 1 < number < len(codes):
                group.append(code)
                continue
            # Up to n elements go with the changes before them, and up to n with those after them.
            if group:
                group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
            group = [(tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2)]
        if group and group[-1][0] != "equal":
            yield group

    def ratio(self):
        """Likeness between 0 and 1."""
        return _ratio(sum(block[-1] for block in self.get_matching_blocks()), len(self.a) + len(self.b))

    def quick_ratio(self):
        if self.fullbcount is None:
            self.fullbcount = {}
            for elt in self.b:
                self.fullbcount[elt] = self.fullbcount.get(elt, 0) + 1
        available, matches = dict(self.fullbcount), 0
        for elt in self.a:
            left = available.get(elt, 0)
            available[elt] = left - 1
            matches += left > 0
        return _ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        la, lb = len(self.a), len(self.b)
        return _ratio(min(la, lb), la + lb)

    __class_getitem__ = classmethod(type(list[int]))


def _ratio(matches, length):
    return 2.0 * matches / length if length else 1.0


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    """The most similar words, the best first."""
    if not n > 0:
        raise ValueError("n must be > 0: %r" % (n,))
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError("cutoff must be in [0.0, 1.0]: %r" % (cutoff,))
    result, s = [], SequenceMatcher()
    s.set_seq2(word)
    for x in possibilities:
        s.set_seq1(x)
        if s.real_quick_ratio() >= cutoff and s.quick_ratio() >= cutoff and s.ratio() >= cutoff:
            result.append((s.ratio(), x))
    return [x for _, x in nlargest(n, result)]


def IS_LINE_JUNK(line, pat=None):
    return line.strip() in ("", "#")


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    return ch in ws


class Differ:
    """Differences line by line, with hints at the characters that differ."""

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk = linejunk
        self.charjunk = charjunk

    def compare(self, a, b):
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == "replace":
                yield from self._fancy_replace(a, alo, ahi, b, blo, bhi)
            elif tag == "delete":
                yield from _marked("-", a, alo, ahi)
            elif tag == "insert":
                yield from _marked("+", b, blo, bhi)
            else:
                yield from _marked(" ", a, alo, ahi)

    def _plain_replace(self, a, alo, ahi, b, blo, bhi):
        if bhi - blo < ahi - alo:
            yield from _marked("+", b, blo, bhi)
            yield from _marked("-", a, alo, ahi)
        else:
            yield from _marked("-", a, alo, ahi)
            yield from _marked("+", b, blo, bhi)

    def _fancy_replace(self, a, alo, ahi, b, blo, bhi):
        """Look for lines that are alike, nearest to the diagonal, and show how they differ."""
        cutoff, window = 0.74999, 10
        cruncher = SequenceMatcher(self.charjunk)
        dump_i, dump_j = alo, blo
        for j in range(blo, bhi):
            cruncher.set_seq2(b[j])
            aequiv = alo + (j - blo)
            best, best_i = cutoff, None
            for i in range(max(aequiv - window, dump_i), min(aequiv + window + 1, ahi)):
                cruncher.set_seq1(a[i])
                if cruncher.real_quick_ratio() > best and cruncher.quick_ratio() > best:
                    ratio = cruncher.ratio()
                    if ratio > best:
                        best, best_i = ratio, i
            if best_i is None:
                continue
            yield from self._helper(a, dump_i, best_i, b, dump_j, j)
            aelt, belt = a[best_i], b[j]
            if aelt == belt:
                yield "  " + aelt
            else:
                yield from self._hints(aelt, belt)
            dump_i, dump_j = best_i + 1, j + 1
        yield from self._helper(a, dump_i, ahi, b, dump_j, bhi)

    def _helper(self, a, alo, ahi, b, blo, bhi):
        if alo < ahi:
            if blo < bhi:
                yield from self._plain_replace(a, alo, ahi, b, blo, bhi)
            else:
                yield from _marked("-", a, alo, ahi)
        elif blo < bhi:
            yield from _marked("+", b, blo, bhi)

    def _hints(self, aline, bline):
        atags = btags = ""
        for tag, i1, i2, j1, j2 in SequenceMatcher(self.charjunk, aline, bline).get_opcodes():
            la, lb = i2 - i1, j2 - j1
            atags += {"replace": "^", "delete": "-", "insert": "", "equal": " "}[tag] * la
            btags += {"replace": "^", "delete": "", "insert": "+", "equal": " "}[tag] * lb
        for mark, line, tags in (("- ", aline, atags), ("+ ", bline, btags)):
            yield mark + line
            tags = "".join(
                c if tag == " " and c.isspace() else tag for c, tag in zip(line, tags)
            ).rstrip()
            if tags:
                yield f"? {tags}\n"


def _marked(mark, lines, lo, hi):
    for i in range(lo, hi):
        yield f"{mark} {lines[i]}"


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """Differences line by line."""
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    """One of the two sequences that a delta was made from."""
    try:
        tag = {1: "- ", 2: "+ "}[int(which)]
    except KeyError:
        raise ValueError("unknown delta choice (must be 1 or 2): %r" % which) from None
    for line in delta:
        if line[:2] in ("  ", tag):
            yield line[2:]


def _range(start, stop, context):
    beginning, length = start + 1, stop - start
    if context:
        if not length:
            beginning -= 1
        return f"{beginning}" if length <= 1 else f"{beginning},{beginning + length - 1}"
    if length == 1:
        return f"{beginning}"
    if not length:
        beginning -= 1
    return f"{beginning},{length}"


def _dated(date):
    return f"\t{date}" if date else ""


def unified_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    """Differences as `diff -u` shows them."""
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield f"--- {fromfile}{_dated(fromfiledate)}{lineterm}"
            yield f"+++ {tofile}{_dated(tofiledate)}{lineterm}"
        first, last = group[0], group[-1]
        yield f"@@ -{_range(first[1], last[2], False)} +{_range(first[3], last[4], False)} @@{lineterm}"
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (" " + line for line in a[i1:i2])
                continue
            if tag in ("replace", "delete"):
                yield from ("-" + line for line in a[i1:i2])
            if tag in ("replace", "insert"):
                yield from ("+" + line for line in b[j1:j2])


def context_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    """Differences as `diff -c` shows them."""
    prefix = {"insert": "+ ", "delete": "- ", "replace": "! ", "equal": "  "}
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield f"*** {fromfile}{_dated(fromfiledate)}{lineterm}"
            yield f"--- {tofile}{_dated(tofiledate)}{lineterm}"
        first, last = group[0], group[-1]
        yield "***************" + lineterm
        yield f"*** {_range(first[1], last[2], True)} ****{lineterm}"
        if any(tag in ("replace", "delete") for tag, *_ in group):
            for tag, i1, i2, _, _ in group:
                if tag != "insert":
                    yield from (prefix[tag] + line for line in a[i1:i2])
        yield f"--- {_range(first[3], last[4], True)} ----{lineterm}"
        if any(tag in ("replace", "insert") for tag, *_ in group):
            for tag, _, _, j1, j2 in group:
                if tag != "delete":
                    yield from (prefix[tag] + line for line in b[j1:j2])
