"""String constants, `$`-templates and a formatter that can be subclassed."""

__all__ = [
    "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits", "printable",
    "punctuation", "whitespace", "Formatter", "Template",
]  # fmt: skip

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = ascii_lowercase.upper()
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdefABCDEF"
octdigits = digits[:8]
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalise each word; without `sep`, runs of whitespace become single spaces."""
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


class Template:
    """Text with `$name` and `${name}` in it; `$$` is a dollar."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = 2  # re.IGNORECASE
    pattern = None
    _compiled = None

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._compiled = None

    def __init__(self, template):
        self.template = template

    @classmethod
    def _regex(cls):
        """The pattern of this class, compiled at the first use."""
        if cls._compiled is None:
            import re

            pattern = cls.pattern
            if pattern is None:
                delim = re.escape(cls.delimiter)
                braced = cls.braceidpattern or cls.idpattern
                pattern = (
                    f"{delim}(?:(?P<escaped>{delim})|(?P<named>{cls.idpattern})|{{(?P<braced>{braced})}}|(?P<invalid>))"
                )
            cls._compiled = re.compile(pattern, cls.flags | re.VERBOSE)
        return cls._compiled

    def _invalid(self, match):
        start = match.start("invalid")
        lines = self.template[:start].splitlines(keepends=True)
        if not lines:
            column, line = 1, 1
        else:
            column, line = start - len("".join(lines[:-1])), len(lines)
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (line, column))

    def substitute(self, mapping={}, /, **kws):
        """Fill in; a KeyError for a missing name, a ValueError for a delimiter that stands alone."""
        mapping = _both(mapping, kws)

        def convert(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                return str(mapping[name])
            if match.group("escaped") is not None:
                return self.delimiter
            if match.group("invalid") is not None:
                self._invalid(match)
            raise ValueError("Unrecognized named group in pattern", self._regex())

        return self._regex().sub(convert, self.template)

    def safe_substitute(self, mapping={}, /, **kws):
        """Fill in what there is and leave the rest."""
        mapping = _both(mapping, kws)

        def convert(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                try:
                    return str(mapping[name])
                except KeyError:
                    return match.group()
            return self.delimiter if match.group("escaped") is not None else match.group()

        return self._regex().sub(convert, self.template)

    def is_valid(self):
        return all(match.group("invalid") is None for match in self._regex().finditer(self.template))

    def get_identifiers(self):
        names = []
        for match in self._regex().finditer(self.template):
            name = match.group("named") or match.group("braced")
            if name is not None and name not in names:
                names.append(name)
        return names


def _both(mapping, kws):
    if not kws:
        return mapping
    if not mapping:
        return kws
    from collections import ChainMap

    return ChainMap(kws, mapping)


def _parse_format(text):
    """The pieces of a format string: (literal, field name, spec, conversion), the last three None for a tail."""
    literal = []
    i, end = 0, len(text)
    while i < end:
        c = text[i]
        if c not in "{}":
            literal.append(c)
            i += 1
            continue
        if text[i + 1 : i + 2] == c:
            literal.append(c)
            i += 2
            yield "".join(literal), None, None, None
            literal = []
            continue
        if c == "}":
            raise ValueError("Single '}' encountered in format string")
        if i + 1 == end:
            raise ValueError("Single '{' encountered in format string")
        start, i = i + 1, _end_of_field(text, i + 1)
        yield ("".join(literal), *_parse_field(text[start : i - 1]))
        literal = []
    if literal:
        yield "".join(literal), None, None, None


def _end_of_field(text, i):
    """The position after the brace that closes the field; in the name, brackets hide braces."""
    depth, in_name, end = 1, True, len(text)
    while i < end:
        c = text[i]
        i += 1
        if c == "{":
            depth += 1
        elif c == "}":
            depth -= 1
            if not depth:
                return i
        elif c == "[" and in_name:
            close = text.find("]", i)
            i = end if close < 0 else close + 1
        elif c in "!:" and in_name:
            in_name = False
            if c == "!" and i == end:
                raise ValueError("end of string while looking for conversion specifier")
    raise ValueError("expected '}' before end of string")


def _parse_field(field):
    depth = 0
    for i, c in enumerate(field):
        if c == "[":
            depth += 1
        elif c == "]":
            depth -= 1
        elif c == "{" and depth <= 0:
            raise ValueError("unexpected '{' in field name")
        elif c in "!:" and depth <= 0:
            break
    else:
        return field, "", None
    name, rest = field[:i], field[i:]
    if rest[0] == ":":
        return name, rest[1:], None
    if len(rest) < 2:
        raise ValueError("end of string while looking for conversion specifier")
    if len(rest) > 2 and rest[2] != ":":
        raise ValueError("expected ':' after conversion specifier")
    return name, rest[3:], rest[1]


def _split_name(name):
    """The first part of a field name, a number where it is one, and its (is attribute, key) accesses."""
    first = len(name)
    for i, c in enumerate(name):
        if c in ".[":
            first = i
            break
    return _number(name[:first]), _accesses(name[first:])


def _accesses(rest):
    while rest:
        if rest[0] == ".":
            ends = [i for i in (rest.find(".", 1), rest.find("[", 1)) if i > 0]
            end = min(ends, default=len(rest))
            if end == 1:
                raise ValueError("Empty attribute in format string")
            yield True, rest[1:end]
        elif rest[0] == "[":
            close = rest.find("]")
            if close < 0:
                raise ValueError("Missing ']' in format string")
            if close == 1:
                raise ValueError("Empty attribute in format string")
            yield False, _number(rest[1:close])
            end = close + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        rest = rest[end:]


def _number(text):
    return int(text) if text.isascii() and text.isdigit() else text


class Formatter:
    """`str.format` in parts that a subclass may replace."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        text, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return text

    # What may be replaced, in the order of use.

    def parse(self, format_string):
        return _parse_format(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _split_name(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, key in rest:
            obj = getattr(obj, key) if is_attr else obj[key]
        return obj, first

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        convert = {"s": str, "r": repr, "a": ascii}.get(conversion)
        if convert is None:
            raise ValueError("Unknown conversion specifier {0!s}".format(conversion))
        return convert(value)

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if name is None:
                continue
            first = _split_name(name)[0]
            if first == "":
                if auto_arg_index is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(auto_arg_index) + name
                auto_arg_index += 1
            elif isinstance(first, int):
                if auto_arg_index:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                auto_arg_index = False
            obj, used = self.get_field(name, args, kwargs)
            used_args.add(used)
            obj = self.convert_field(obj, conversion)
            spec, auto_arg_index = self._vformat(spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index)
            result.append(self.format_field(obj, spec))
        return "".join(result), auto_arg_index
