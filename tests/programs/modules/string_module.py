"""string: constants, templates and the machinery behind str.format."""

import string

print(string.ascii_letters, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace))
t = string.Template("$who owes ${amount}EUR, $$5 fee")
print(t.substitute(who="Ada", amount=3), t.safe_substitute(who="Bob"), t.get_identifiers(), t.is_valid())
print(string.capwords("hello  big world"), string.capwords("a-b-c", "-"))
for template, values in (("$x", {}), ("$", {}), ("${bad", {})):
    try:
        string.Template(template).substitute(values)
    except (KeyError, ValueError) as error:
        print(type(error).__name__, error)
print(list(string.Formatter().parse("a{b!r:>5}c{}")), string.Formatter().format("{0}-{x}", 1, x=2))


class Default(string.Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, f"<{key}>") if isinstance(key, str) else super().get_value(key, args, kwargs)


print(Default().format("{a} {missing} {0}", "zero", a=1))
