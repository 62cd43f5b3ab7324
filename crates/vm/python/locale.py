"""The customs of a country: those of C, which are none."""

from functools import cmp_to_key as _cmp_to_key  # noqa: F401

__all__ = ["getlocale", "getdefaultlocale", "getpreferredencoding", "Error", "setlocale", "localeconv", "strcoll",
           "strxfrm", "str", "atof", "atoi", "format_string", "currency", "normalize", "getencoding", "LC_CTYPE",
           "LC_COLLATE", "LC_TIME", "LC_MONETARY", "LC_NUMERIC", "LC_MESSAGES", "LC_ALL", "CHAR_MAX"]  # fmt: skip

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127
Error = type("Error", (Exception,), {"__doc__": "A country that is not known."})


def localeconv():
    """How numbers and money are written."""
    number = dict.fromkeys(("int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes",
                            "n_sep_by_space", "p_sign_posn", "n_sign_posn"), CHAR_MAX)  # fmt: skip
    text = dict.fromkeys(("currency_symbol", "mon_decimal_point", "mon_thousands_sep", "int_curr_symbol",
                          "positive_sign", "negative_sign", "thousands_sep"), "")  # fmt: skip
    return number | text | {"decimal_point": ".", "grouping": [], "mon_grouping": []}


def setlocale(category, locale=None):
    """Only C, its UTF-8 relative, and whatever the user has: that is C."""
    if locale is None or locale in ("", "C", "POSIX", (None, None)):
        return "C"
    if locale in ("C.UTF-8", "C.utf8"):
        return locale
    raise Error("unsupported locale setting")


def getlocale(category=LC_CTYPE):
    return "en_US", "UTF-8"


def getdefaultlocale(envvars=()):
    return "en_US", "UTF-8"


def getpreferredencoding(do_setlocale=True):
    return "utf-8"


def getencoding():
    return "utf-8"


def normalize(localename):
    return localename


def strcoll(a, b):
    return (a > b) - (a < b)


def strxfrm(string):
    return string


def format_string(f, val, grouping=False, monetary=False):
    """As `%` does it: there is no grouping in C."""
    return f % val


def currency(val, symbol=True, grouping=False, international=False):
    raise ValueError("Currency formatting is not possible using the 'C' locale.")


def str(val):
    return f"{val:.12g}"


def delocalize(string):
    return string


def localize(string, grouping=False, monetary=False):
    return string


def atof(string, func=float):
    return func(string)


def atoi(string):
    return int(string)
