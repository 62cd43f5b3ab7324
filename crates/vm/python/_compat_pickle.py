"""What modules and names were called in Python 2, as far as programs meet them in pickles."""

IMPORT_MAPPING = {
    "__builtin__": "builtins", "copy_reg": "copyreg", "Queue": "queue", "ConfigParser": "configparser", "repr": "reprlib",
    "itertools": "itertools", "StringIO": "io", "cStringIO": "io", "cPickle": "pickle", "UserDict": "collections",
    "UserList": "collections", "UserString": "collections", "HTMLParser": "html.parser", "urlparse": "urllib.parse",
}  # fmt: skip
NAME_MAPPING = {
    ("__builtin__", "xrange"): ("builtins", "range"), ("__builtin__", "reduce"): ("functools", "reduce"),
    ("__builtin__", "intern"): ("sys", "intern"), ("__builtin__", "unichr"): ("builtins", "chr"),
    ("__builtin__", "unicode"): ("builtins", "str"), ("__builtin__", "long"): ("builtins", "int"),
    ("itertools", "izip"): ("builtins", "zip"), ("itertools", "imap"): ("builtins", "map"),
    ("itertools", "ifilter"): ("builtins", "filter"), ("__builtin__", "basestring"): ("builtins", "str"),
    ("exceptions", "StandardError"): ("builtins", "Exception"),
}  # fmt: skip
REVERSE_IMPORT_MAPPING = {
    "builtins": "__builtin__", "copyreg": "copy_reg", "queue": "Queue", "configparser": "ConfigParser", "reprlib": "repr",
    "html.parser": "HTMLParser",
}  # fmt: skip
REVERSE_NAME_MAPPING = {
    ("builtins", "range"): ("__builtin__", "xrange"), ("functools", "reduce"): ("__builtin__", "reduce"),
    ("sys", "intern"): ("__builtin__", "intern"), ("builtins", "chr"): ("__builtin__", "unichr"),
    ("builtins", "str"): ("__builtin__", "unicode"), ("builtins", "int"): ("__builtin__", "long"),
    ("builtins", "zip"): ("itertools", "izip"), ("builtins", "map"): ("itertools", "imap"),
    ("builtins", "filter"): ("itertools", "ifilter"), ("collections", "UserDict"): ("UserDict", "IterableUserDict"),
}  # fmt: skip
for _exception in [name for name, value in vars(__import__("builtins")).items() if isinstance(value, type) and issubclass(value, BaseException)]:
    NAME_MAPPING["exceptions", _exception] = ("builtins", _exception)
    REVERSE_NAME_MAPPING["builtins", _exception] = ("exceptions", _exception)
del _exception
