"""Tables as text, with commas between the cells."""

import re
import types
from io import StringIO

__all__ = ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "QUOTE_STRINGS", "QUOTE_NOTNULL", "Error",
           "Dialect", "excel", "excel_tab", "field_size_limit", "reader", "writer", "register_dialect",
           "get_dialect", "list_dialects", "Sniffer", "unregister_dialect", "DictReader", "DictWriter",
           "unix_dialect"]  # fmt: skip

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)
__version__ = "1.0"


class Error(Exception):
    """Text that is no table, or a table that cannot be written."""


Error.__module__ = "_csv"


class _Form:
    """A dialect, checked: what readers and writers go by."""

    def __init__(self, dialect, options):
        def choose(name, default):
            if name in options:
                return options.pop(name)
            return getattr(dialect, name, default)

        def char(name, default):
            value = choose(name, default)
            optional = name in ("quotechar", "escapechar")
            if value is None and optional:
                return None
            if not isinstance(value, str):
                kind = type(value).__name__
                raise TypeError(f'"{name}" must be string{" or None" if optional else ""}, not {kind}')
            if len(value) != 1:
                raise TypeError(f'"{name}" must be a 1-character string')
            return value

        has_quotechar = "quotechar" in options or hasattr(dialect, "quotechar")
        has_quoting = "quoting" in options
        self.delimiter = char("delimiter", ",")
        self.doublequote = bool(choose("doublequote", True))
        self.escapechar = char("escapechar", None)
        self.lineterminator = choose("lineterminator", "\r\n")
        self.quotechar = char("quotechar", '"')
        self.quoting = choose("quoting", QUOTE_MINIMAL)
        self.skipinitialspace = bool(choose("skipinitialspace", False))
        self.strict = bool(choose("strict", False))
        if options:
            name = next(iter(options))
            raise TypeError(f"this function got an unexpected keyword argument {name!r}")
        if self.lineterminator is not None and not isinstance(self.lineterminator, str):
            raise TypeError(f'"lineterminator" must be a string, not {type(self.lineterminator).__name__}')
        if not isinstance(self.quoting, int) or isinstance(self.quoting, bool):
            raise TypeError('"quoting" must be an integer')
        if self.quoting not in range(6):
            raise TypeError('bad "quoting" value')
        if self.quotechar is None and has_quotechar and not has_quoting:
            self.quoting = QUOTE_NONE
        if self.quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if self.lineterminator is None:
            raise TypeError("lineterminator must be set")
        for name in ("delimiter", "escapechar", "quotechar"):
            if getattr(self, name) in ("\n", "\r"):
                raise ValueError(f"bad {name} value")


class Dialect:
    """How a table is written; to be derived from."""

    _name = ""
    _valid = False
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        if self.__class__ != Dialect:
            self._valid = True
        try:
            options = {name: getattr(self, name) for name in (
                "delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting",
                "skipinitialspace",
            )}  # fmt: skip
            _Form(None, options)
        except TypeError as error:
            raise Error(str(error)) from None


class excel(Dialect):
    """As spreadsheets write it."""

    delimiter, quotechar, doublequote, skipinitialspace = ",", '"', True, False
    lineterminator, quoting = "\r\n", QUOTE_MINIMAL


class excel_tab(excel):
    """The same with tabs."""

    delimiter = "\t"


class unix_dialect(Dialect):
    """All cells in quotes, and a newline after each row."""

    delimiter, quotechar, doublequote, skipinitialspace = ",", '"', True, False
    lineterminator, quoting = "\n", QUOTE_ALL


_dialects = {"excel": excel, "excel-tab": excel_tab, "unix": unix_dialect}
_limit = 131072


def register_dialect(name, dialect=None, **fmtparams):
    """Give a dialect a name."""
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _form(dialect, fmtparams)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    """A dialect by its name."""
    if name not in _dialects:
        raise Error("unknown dialect")
    return _form(_dialects[name], {})


def list_dialects():
    return list(_dialects)


def field_size_limit(limit=None):
    """How long a cell may be; sets it if a number is given."""
    global _limit
    old = _limit
    if limit is not None:
        if not isinstance(limit, int):
            raise TypeError("limit must be an integer")
        _limit = limit
    return old


def _form(dialect, options):
    if isinstance(dialect, str):
        dialect = get_dialect(dialect)
    if isinstance(dialect, _Form) and not options:
        return dialect
    return _Form(dialect, dict(options))


class reader:
    """Rows of a table, read from lines."""

    def __init__(self, iterable, dialect="excel", **fmtparams):
        self._lines = iter(iterable)
        self.dialect = _form(dialect, fmtparams)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        row = _Row(self.dialect)
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if row.is_open():
                    if self.dialect.strict:
                        raise Error("unexpected end of data") from None
                    row.end_cell()
                    break
                raise
            if not isinstance(line, str):
                kind = type(line).__name__
                raise Error(
                    f"iterator should return strings, not {kind} (the file should be opened in text mode)"
                )
            self.line_num += 1
            row.add(line)
            if not row.continues():
                break
        return row.cells


class _Row:
    """A row on its way from text to cells."""

    def __init__(self, form):
        self.form = form
        self.cells = []
        self.text = []
        self.size = 0
        self.quoted = False
        self.state = "start"

    def is_open(self):
        return bool(self.text) or self.state in ("quoted", "escaped in quotes")

    def continues(self):
        return self.state in ("quoted", "escaped in quotes", "escaped")

    def push(self, char):
        self.size += 1
        if self.size > _limit:
            raise Error(f"field larger than field limit ({_limit})")
        self.text.append(char)

    def end_cell(self):
        text = "".join(self.text)
        quoting = self.form.quoting
        if not self.quoted:
            if quoting == QUOTE_NONNUMERIC and text != "":
                text = float(text)
            elif quoting == QUOTE_STRINGS:
                text = None if text == "" else float(text)
            elif quoting == QUOTE_NOTNULL and text == "":
                text = None
        self.cells.append(text)
        self.text, self.size, self.quoted = [], 0, False

    def add(self, line):
        form = self.form
        delimiter, quotechar, escapechar = form.delimiter, form.quotechar, form.escapechar
        quotes = form.quoting != QUOTE_NONE
        state = self.state
        for char in line:
            if state == "end":
                if char in "\n\r":
                    continue
                raise Error(
                    "new-line character seen in unquoted field - do you need to open the file with newline=''?"
                )
            if state in ("start", "cell"):
                if char in "\n\r":
                    if state == "cell":
                        self.end_cell()
                    state = "end"
                elif char == quotechar and quotes:
                    self.quoted = True
                    state = "quoted"
                elif char == escapechar:
                    state = "escaped"
                elif char == " " and form.skipinitialspace:
                    state = "cell"
                elif char == delimiter:
                    self.end_cell()
                    state = "cell"
                else:
                    self.push(char)
                    state = "in cell"
            elif state == "in cell":
                if char in "\n\r":
                    self.end_cell()
                    state = "end"
                elif char == escapechar:
                    state = "escaped"
                elif char == delimiter:
                    self.end_cell()
                    state = "cell"
                else:
                    self.push(char)
            elif state == "escaped":
                self.push(char)
                state = "in cell" if char not in "\n\r" else "after newline"
            elif state == "after newline":
                self.push(char)
                state = "in cell"
            elif state == "quoted":
                if char == escapechar:
                    state = "escaped in quotes"
                elif char == quotechar and quotes:
                    state = "quote in quotes" if form.doublequote else "in cell"
                else:
                    self.push(char)
            elif state == "escaped in quotes":
                self.push(char)
                state = "quoted"
            elif state == "quote in quotes":
                if char == quotechar and quotes:
                    self.push(char)
                    state = "quoted"
                elif char == delimiter:
                    self.end_cell()
                    state = "cell"
                elif char in "\n\r":
                    self.end_cell()
                    state = "end"
                elif not form.strict:
                    self.push(char)
                    state = "in cell"
                else:
                    raise Error(f"'{delimiter}' expected after '{quotechar}'")
        # The line's end.
        if state in ("cell", "in cell", "quote in quotes"):
            self.end_cell()
            state = "start"
        elif state == "escaped":
            self.push("\n")
            state = "escaped"
        elif state == "escaped in quotes":
            self.push("\n")
            state = "quoted"
        elif state == "end":
            state = "start"
        self.state = state


class writer:
    """Writes rows as lines to a file."""

    def __init__(self, fileobj, dialect="excel", **fmtparams):
        if not hasattr(fileobj, "write"):
            raise TypeError("argument 1 must have a \"write\" method")
        self._write = fileobj.write
        self.dialect = _form(dialect, fmtparams)

    def writerow(self, row, /):
        """Write one row; gives what the file's `write` gives."""
        try:
            cells = iter(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        form = self.dialect
        parts, count, only_empty = [], 0, False
        for cell in cells:
            count += 1
            text = "" if cell is None else str(cell) if not isinstance(cell, str) else cell
            match form.quoting:
                case 1:  # QUOTE_ALL
                    quote = True
                case 2:  # QUOTE_NONNUMERIC
                    quote = not isinstance(cell, (int, float)) and not hasattr(cell, "__float__")
                case 4:  # QUOTE_STRINGS
                    quote = isinstance(cell, str)
                case 5:  # QUOTE_NOTNULL
                    quote = cell is not None
                case _:
                    quote = False
            only_empty = count == 1 and text == "" and not quote
            is_null = cell is None
            parts.append(self._cell(text, quote))
        if only_empty and count == 1:
            if form.quoting == QUOTE_NONE or (is_null and form.quoting in (QUOTE_STRINGS, QUOTE_NOTNULL)):
                raise Error("single empty field record must be quoted")
            parts = [form.quotechar * 2]
        return self._write(form.delimiter.join(parts) + form.lineterminator)

    def _cell(self, text, quote):
        form = self.dialect
        delimiter, quotechar, escapechar = form.delimiter, form.quotechar, form.escapechar
        quoting = form.quoting
        if text == "" or (delimiter == " " and form.skipinitialspace and text == ""):
            if text == "" and delimiter == " " and form.skipinitialspace and not quote:
                if quoting in (QUOTE_NONE,):
                    raise Error("empty field must be quoted if delimiter is a space and skipinitialspace is true")
                quote = True
        special = {delimiter, escapechar, quotechar, "\n", "\r", *form.lineterminator}
        out = []
        for char in text:
            if char in special:
                escape = False
                if quoting == QUOTE_NONE:
                    escape = True
                elif char == quotechar:
                    if form.doublequote:
                        out.append(quotechar)
                    else:
                        escape = True
                elif char == escapechar:
                    escape = True
                if not escape:
                    quote = True
                elif escapechar is None:
                    raise Error("need to escape, but no escapechar set")
                else:
                    out.append(escapechar)
            out.append(char)
        text = "".join(out)
        return f"{quotechar}{text}{quotechar}" if quote else text

    def writerows(self, rows, /):
        """Write several rows."""
        for row in rows:
            self.writerow(row)


def _reusable(names):
    return list(names) if names is not None and iter(names) is names else names


class DictReader:
    """Rows as dictionaries, by the names in the first row."""

    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0
        self.fieldnames = _reusable(fieldnames)
        self.restkey, self.restval = restkey, restval

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames  # first of all: they may be the next row
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        self.line_num = self.reader.line_num
        result = dict(zip(names, row))
        if len(names) < len(row):
            result[self.restkey] = row[len(names) :]
        for name in names[len(row) :]:
            result[name] = self.restval
        return result


class DictWriter:
    """Writes dictionaries as rows."""

    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        self.fieldnames = _reusable(fieldnames)
        self.extrasaction = extrasaction.lower()
        if self.extrasaction not in ("raise", "ignore"):
            raise ValueError(f"extrasaction ({self.extrasaction}) must be 'raise' or 'ignore'")
        self.restval = restval
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        """Write the names."""
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _row(self, values):
        if self.extrasaction == "raise":
            wrong = values.keys() - self.fieldnames
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join(map(repr, wrong)))
        return (values.get(name, self.restval) for name in self.fieldnames)

    def writerow(self, rowdict):
        return self.writer.writerow(self._row(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._row, rowdicts))


class Sniffer:
    """Guesses a dialect from a sample."""

    def __init__(self):
        self.preferred = [",", "\t", ";", " ", ":"]

    def sniff(self, sample, delimiters=None):
        """The dialect that the sample seems to be in."""
        found = re.search(r"(?:^|(?P<d>[^\w\n\"']))(?P<s> ?)(?P<q>[\"']).*?(?P=q)(?:(?P<e>[^\w\n\"'])|$)", sample, re.M | re.S)
        delimiter, quote, space = None, '"', False
        if found:
            delimiter = found["d"] or found["e"]
            quote, space = found["q"], bool(found["s"])
            if delimiters and delimiter not in delimiters:
                delimiter = None
        if not delimiter:
            delimiter, space = self._guess(sample, delimiters)
        if not delimiter:
            raise Error("Could not determine delimiter")
        kind = type("dialect", (Dialect,), {"_name": "sniffed", "lineterminator": "\r\n", "quoting": QUOTE_MINIMAL})
        kind.doublequote = True
        kind.delimiter, kind.quotechar, kind.skipinitialspace = delimiter, quote or '"', space
        return kind

    def _guess(self, sample, delimiters):
        lines = [line for line in sample.split("\n") if line]
        candidates = {}
        for char in map(chr, range(127)):
            if delimiters and char not in delimiters:
                continue
            if not delimiters and (char.isalnum() or char in "\r\n\"'"):
                continue
            counts = [line.count(char) for line in lines]
            if counts and counts[0] and all(count == counts[0] for count in counts):
                candidates[char] = counts[0]
        for char in self.preferred:
            if char in candidates:
                return char, lines[0].count(char) == lines[0].count(char + " ")
        if not candidates:
            return None, False
        char = max(candidates, key=candidates.get)
        return char, lines[0].count(char) == lines[0].count(char + " ")

    def has_header(self, sample):
        """Whether the first row seems to be names: other kinds of text than below them."""
        rows = reader(StringIO(sample), self.sniff(sample))
        header = next(rows)
        kinds = dict.fromkeys(range(len(header)))
        for number, row in enumerate(rows):
            if number > 20:
                break
            if len(row) != len(header):
                continue
            for column in list(kinds):
                try:
                    complex(row[column])
                    kind = complex
                except (ValueError, OverflowError):
                    kind = len(row[column])
                if kinds[column] is None:
                    kinds[column] = kind
                elif kinds[column] != kind:
                    del kinds[column]
        votes = 0
        for column, kind in kinds.items():
            if isinstance(kind, int):
                votes += 1 if len(header[column]) != kind else -1
            elif kind is not None:
                try:
                    kind(header[column])
                    votes -= 1
                except (ValueError, TypeError):
                    votes += 1
        return votes > 0
