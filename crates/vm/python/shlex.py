"""Text cut into words as a shell cuts it."""

import re
import sys
from collections import deque
from io import StringIO

__all__ = ["shlex", "split", "quote", "join"]


class shlex:
    """Reads words from text, one at a time."""

    commenters = "#"
    wordchars = "abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
    whitespace = " \t\r\n"
    whitespace_split = False
    quotes = "'\""
    escape = "\\"
    escapedquotes = '"'
    debug = 0
    source = None

    # Where the reading is: " " between words, "a" or "c" in one, a quote or an escape in or after it, None at the end.
    state = " "
    token = ""
    lineno = 1

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        if instream is None:
            instream, infile = sys.stdin, None
        self.instream = StringIO(instream) if isinstance(instream, str) else instream
        self.infile = infile
        self.filestack = deque()
        self.pushback = deque()
        self.posix = posix
        self.eof = None if posix else ""
        if posix:
            self.wordchars += "ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ"
        if punctuation_chars is True:
            punctuation_chars = "();<>|&"
        self._punctuation_chars = punctuation_chars or ""
        if punctuation_chars:
            self._pushback_chars = deque()
            usable = self.wordchars + "~-./*?="
            self.wordchars = usable.translate(dict.fromkeys(map(ord, punctuation_chars)))

    @property
    def punctuation_chars(self):
        return self._punctuation_chars

    def push_token(self, tok):
        """Give a word back."""
        self.pushback.appendleft(tok)

    def get_token(self):
        """The next word, or `eof`."""
        if self.pushback:
            return self.pushback.popleft()
        return self.read_token()

    def _next_char(self):
        if self.punctuation_chars and self._pushback_chars:
            return self._pushback_chars.pop()
        return self.instream.read(1)

    def read_token(self):
        """The next word of the text."""
        quoted = False
        escaped_in = " "
        while True:
            char = self._next_char()
            if char == "\n":
                self.lineno += 1
            state = self.state
            if state is None:
                self.token = ""
                break
            if state == " ":
                if not char:
                    self.state = None
                    break
                if char in self.whitespace:
                    if self.token or (self.posix and quoted):
                        break
                elif char in self.commenters:
                    self.instream.readline()
                    self.lineno += 1
                elif self.posix and char in self.escape:
                    escaped_in, self.state = "a", char
                elif char in self.wordchars:
                    self.token, self.state = char, "a"
                elif char in self.punctuation_chars:
                    self.token, self.state = char, "c"
                elif char in self.quotes:
                    if not self.posix:
                        self.token = char
                    self.state = char
                elif self.whitespace_split:
                    self.token, self.state = char, "a"
                else:
                    self.token = char
                    if self.token or (self.posix and quoted):
                        break
            elif state in self.quotes:
                quoted = True
                if not char:
                    raise ValueError("No closing quotation")
                if char == state:
                    if not self.posix:
                        self.token += char
                        self.state = " "
                        break
                    self.state = "a"
                elif self.posix and char in self.escape and state in self.escapedquotes:
                    escaped_in, self.state = state, char
                else:
                    self.token += char
            elif state in self.escape:
                if not char:
                    raise ValueError("No escaped character")
                # In quotes the backslash stays, unless it is before a quote or itself.
                if escaped_in in self.quotes and char != state and char != escaped_in:
                    self.token += state
                self.token += char
                self.state = escaped_in
            else:  # "a" in a word, "c" in punctuation
                if not char:
                    self.state = None
                    break
                if char in self.whitespace:
                    self.state = " "
                    if self.token or (self.posix and quoted):
                        break
                elif char in self.commenters:
                    self.instream.readline()
                    self.lineno += 1
                    if self.posix:
                        self.state = " "
                        if self.token or quoted:
                            break
                elif state == "c":
                    if char in self.punctuation_chars:
                        self.token += char
                    else:
                        if char not in self.whitespace:
                            self._pushback_chars.append(char)
                        self.state = " "
                        break
                elif self.posix and char in self.quotes:
                    self.state = char
                elif self.posix and char in self.escape:
                    escaped_in, self.state = "a", char
                elif (
                    char in self.wordchars
                    or char in self.quotes
                    or (self.whitespace_split and char not in self.punctuation_chars)
                ):
                    self.token += char
                else:
                    if self.punctuation_chars:
                        self._pushback_chars.append(char)
                    else:
                        self.pushback.appendleft(char)
                    self.state = " "
                    if self.token or (self.posix and quoted):
                        break
        result, self.token = self.token, ""
        if self.posix and not quoted and result == "":
            return None
        return result

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token

    def error_leader(self, infile=None, lineno=None):
        """What a message about this place begins with."""
        return f'"{infile or self.infile}", line {lineno or self.lineno}: '


def split(s, comments=False, posix=True):
    """The words of a command line."""
    if s is None:
        raise ValueError("s argument must not be None")
    words = shlex(s, posix=posix)
    words.whitespace_split = True
    if not comments:
        words.commenters = ""
    return list(words)


def join(split_command):
    """A command line of words."""
    return " ".join(map(quote, split_command))


_unsafe = re.compile(r"[^\w@%+=:,./-]", re.ASCII).search


def quote(s):
    """A word that a shell takes as one."""
    if not s:
        return "''"
    if not isinstance(s, str):
        raise TypeError(f"expected string object, got {type(s).__name__!r}")
    if _unsafe(s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"
