"""How this Python was built, as far as programs ask: the usual build of 3.13, on no particular machine."""

import sys

_VARIABLES = {
    "Py_GIL_DISABLED": 0,
    "Py_DEBUG": 0,
    "WITH_PYMALLOC": 1,
    "SIZEOF_VOID_P": 8,
    "py_version": sys.version.split()[0],
    "py_version_short": "%d.%d" % sys.version_info[:2],
    "py_version_nodot": "%d%d" % sys.version_info[:2],
}


def get_config_vars(*names):
    if names:
        return [_VARIABLES.get(name) for name in names]
    return _VARIABLES


def get_config_var(name):
    return _VARIABLES.get(name)


def get_platform():
    return "linux-x86_64"


def get_python_version():
    return "%d.%d" % sys.version_info[:2]


def is_python_build(check_home=None):
    return False
