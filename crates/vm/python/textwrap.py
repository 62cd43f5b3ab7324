"""Wrapping, filling, indenting and dedenting text."""

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_whitespace = "\t\n\x0b\x0c\r "
_to_spaces = {ord(c): ord(" ") for c in _whitespace}


def _is_word(c):
    return c.isalnum() or c == "_"


def _is_letter(c):
    return _is_word(c) and not c.isdecimal()


def _may_precede_dash(c):
    return _is_word(c) or c in "!\"'&.,?"


def _hyphen_breaks(word, i):
    """May a line end after the hyphen at `i`? Two letters before it (or `a-b-`), and letters after it."""
    before = word[max(0, i - 3) : i]
    ok = len(before) >= 2 and _is_letter(before[-1]) and _is_letter(before[-2])
    if not ok:
        ok = len(before) == 3 and _is_letter(before[0]) and before[1] == "-" and _is_letter(before[2])
    if not ok:
        return False
    after = word[i + 1 : i + 4]
    if len(after) >= 2 and _is_letter(after[0]) and _is_letter(after[1]):
        return True
    return len(after) == 3 and _is_letter(after[0]) and after[1] == "-" and _is_letter(after[2])


def _split_word(word):
    """The pieces of a word at which lines may break: after hyphens, and around dashes of two and more."""
    start, i = 0, 0
    while i < len(word):
        if word[i] != "-":
            i += 1
            continue
        end = i
        while end < len(word) and word[end] == "-":
            end += 1
        if end - i >= 2:
            if i > 0 and _may_precede_dash(word[i - 1]) and end < len(word) and _is_word(word[end]):
                if start < i:
                    yield word[start:i]
                yield word[i:end]
                start = end
            i = end
        elif i > start and _hyphen_breaks(word, i):
            yield word[start : i + 1]
            start = i = i + 1
        else:
            i = end
    if start < len(word):
        yield word[start:]


def _chunks(text, hyphens):
    """Words and the whitespace between them, in turn."""
    start = 0
    while start < len(text):
        end, blank = start, text[start] in _whitespace
        while end < len(text) and (text[end] in _whitespace) == blank:
            end += 1
        if blank or not hyphens:
            yield text[start:end]
        else:
            yield from _split_word(text[start:end])
        start = end


class TextWrapper:
    """Wraps paragraphs; the attributes are the settings."""

    def __init__(
        self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
        fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8, *,
        max_lines=None, placeholder=" [...]",
    ):  # fmt: skip
        settings = dict(locals())
        del settings["self"]
        self.__dict__.update(settings)

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        return text.translate(_to_spaces) if self.replace_whitespace else text

    def _split(self, text):
        return list(_chunks(text, self.break_on_hyphens))

    def _fix_sentence_endings(self, chunks):
        """Two spaces after the end of a sentence."""
        for i in range(len(chunks) - 1):
            if chunks[i + 1] == " " and _ends_sentence(chunks[i]):
                chunks[i + 1] = "  "

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        """Break a word that fits in no line, or give it a line that is too long."""
        if not self.break_long_words:
            if not cur_line:
                cur_line.append(reversed_chunks.pop())
            return
        chunk = reversed_chunks[-1]
        end = room = 1 if width < 1 else width - cur_len
        if self.break_on_hyphens and len(chunk) > room:
            hyphen = chunk.rfind("-", 0, room)
            if hyphen > 0 and chunk[:hyphen].strip("-"):
                end = hyphen + 1
        cur_line.append(chunk[:end])
        reversed_chunks[-1] = chunk[end:]

    def _wrap_chunks(self, chunks):
        lines = []
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        chunks.reverse()
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            line, length = [], 0
            if self.drop_whitespace and lines and not chunks[-1].strip():
                del chunks[-1]
            while chunks and length + len(chunks[-1]) <= width:
                length += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._handle_long_word(chunks, line, length, width)
                length = sum(map(len, line))
            if self.drop_whitespace and line and not line[-1].strip():
                length -= len(line.pop())
            if not line:
                continue
            if (
                self.max_lines is None
                or len(lines) + 1 < self.max_lines
                or (not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip())
                and length <= width
            ):
                lines.append(indent + "".join(line))
                continue
            self._cut_off(lines, line, length, indent, width)
            break
        return lines

    def _cut_off(self, lines, line, length, indent, width):
        """End the last line that is allowed with the placeholder."""
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                line.append(self.placeholder)
                lines.append(indent + "".join(line))
                return
            length -= len(line.pop())
        if lines:
            previous = lines[-1].rstrip()
            if len(previous) + len(self.placeholder) <= self.width:
                lines[-1] = previous + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def wrap(self, text):
        """A list of lines."""
        chunks = self._split(self._munge_whitespace(text))
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """The lines as one text."""
        return "\n".join(self.wrap(text))


def _ends_sentence(chunk):
    if chunk[-1:] in ("'", '"'):
        chunk = chunk[:-1]
    return chunk[-1:] in (".", "!", "?") and "a" <= chunk[-2:-1] <= "z"


def wrap(text, width=70, **kwargs):
    """Wrap one paragraph; a list of lines."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """Wrap one paragraph; one text."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """One line, cut at a word, with `[...]` for what is missing."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    """Take away the whitespace that all lines begin with; lines of whitespace only become empty."""
    margin = None
    lines = text.split("\n")
    for line in lines:
        content = line.lstrip(" \t")
        if not content:
            continue
        indent = line[: len(line) - len(content)]
        if margin is None or margin.startswith(indent):
            margin = indent
        elif not indent.startswith(margin):
            common = 0
            while margin[common] == indent[common]:
                common += 1
            margin = margin[:common]
    size = len(margin or "")
    return "\n".join([line[size:] if line.strip(" \t") else "" for line in lines])


def indent(text, prefix, predicate=None):
    """Put `prefix` before the lines that are not blank, or those that `predicate` picks."""
    result = []
    for line in text.splitlines(True):
        if not line.isspace() if predicate is None else predicate(line):
            result.append(prefix)
        result.append(line)
    return "".join(result)
