"""Names that match patterns as a shell has them."""

import functools
import re

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    """Whether a file name matches; on this kind of system case counts."""
    return fnmatchcase(name, pat)


@functools.lru_cache(maxsize=32768, typed=True)
def _matcher(pat):
    if isinstance(pat, bytes):
        pattern = translate(str(pat, "ISO-8859-1")).encode("ISO-8859-1")
    else:
        pattern = translate(pat)
    return re.compile(pattern).match


def fnmatchcase(name, pat):
    """Whether a name matches, case included."""
    return _matcher(pat)(name) is not None


def filter(names, pat):
    """The names that match."""
    match = _matcher(pat)
    return [name for name in names if match(name)]


def translate(pat):
    """The regular expression that says the same."""
    pieces, place = [], 0
    while place < len(pat):
        char = pat[place]
        place += 1
        if char == "*":
            if not pieces or pieces[-1] is not _ANY:
                pieces.append(_ANY)
        elif char == "?":
            pieces.append(".")
        elif char == "[":
            end = place
            if pat[end : end + 1] == "!":
                end += 1
            if pat[end : end + 1] == "]":
                end += 1
            end = pat.find("]", end)
            if end < 0:
                pieces.append("\\[")
            else:
                pieces.append(_set(pat[place:end]))
                place = end + 1
        else:
            pieces.append(re.escape(char))
    return _join(pieces)


_ANY = object()


def _set(inside):
    """A set of characters between brackets."""
    negated = inside.startswith("!")
    if negated:
        inside = inside[1:]
    if "-" not in inside:
        text = inside.replace("\\", "\\\\")
    else:
        # Pieces with a range between each two of them; a hyphen cannot follow a range at once.
        parts, begin, start = [], 0, 1
        while (dash := inside.find("-", start)) >= 0:
            parts.append(inside[begin:dash])
            begin, start = dash + 1, dash + 3
        rest = inside[begin:]
        if rest:
            parts.append(rest)
        else:
            parts[-1] += "-"
        # Ranges that hold nothing go.
        for index in range(len(parts) - 1, 0, -1):
            if parts[index - 1][-1] > parts[index][0]:
                parts[index - 1] = parts[index - 1][:-1] + parts[index][1:]
                del parts[index]
        text = "-".join(part.replace("\\", "\\\\").replace("-", "\\-") for part in parts)
    text = re.sub(r"([&~|])", r"\\\1", text)
    if not text:
        return "." if negated else "(?!)"
    if negated:
        return f"[^{text}]"
    if text[0] in "^[":
        text = "\\" + text
    return f"[{text}]"


def _join(pieces):
    """Stars take as little as they can and do not come back to it, but for the last."""
    if _ANY not in pieces:
        return rf"(?s:{''.join(pieces)})\Z"
    first = pieces.index(_ANY)
    result, group = ["".join(pieces[:first])], []
    rest = pieces[first + 1 :]
    while _ANY in rest:
        stop = rest.index(_ANY)
        result.append(f"(?>.*?{''.join(rest[:stop])})")
        rest = rest[stop + 1 :]
    result.append(".*" + "".join(rest))
    return rf"(?s:{''.join(result)})\Z"
