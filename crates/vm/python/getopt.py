"""Options of a command line, as C's getopt takes them."""

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


class GetoptError(Exception):
    """An option that is not known, or has no argument though it needs one."""

    def __init__(self, msg, opt=""):
        super().__init__(msg, opt)
        self.msg, self.opt = msg, opt

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """Options up to the first argument that is none: pairs, and the rest."""
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    opts = []
    while args and args[0].startswith("-") and args[0] != "-":
        if args[0] == "--":
            return opts, args[1:]
        args = _take(opts, args, shortopts, longopts)
    return opts, args


def gnu_getopt(args, shortopts, longopts=[]):
    """Options wherever they stand: pairs, and the rest."""
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    in_order = shortopts.startswith("+")
    shortopts = shortopts.removeprefix("+")
    opts, rest = [], []
    while args:
        if args[0] == "--":
            rest += args[1:]
            break
        if args[0].startswith("-") and args[0] != "-":
            args = _take(opts, args, shortopts, longopts)
        elif in_order:
            rest += args
            break
        else:
            rest.append(args[0])
            args = args[1:]
    return opts, rest


def _take(opts, args, shortopts, longopts):
    if args[0].startswith("--"):
        return _long(opts, args[0][2:], longopts, args[1:])
    return _short(opts, args[0][1:], shortopts, args[1:])


def _long(opts, text, longopts, args):
    name, equals, value = text.partition("=")
    matches = [known for known in longopts if known.startswith(name)]
    if not matches:
        raise GetoptError(f"option --{name} not recognized", name)
    if name in matches:
        wants, name = False, name
    elif name + "=" in matches:
        wants = True
    elif len(matches) > 1:
        raise GetoptError(f"option --{name} not a unique prefix", name)
    else:
        wants, name = matches[0].endswith("="), matches[0].removesuffix("=")
    if wants and not equals:
        if not args:
            raise GetoptError(f"option --{name} requires argument", name)
        value, args = args[0], args[1:]
    elif equals and not wants:
        raise GetoptError(f"option --{name} must not have an argument", name)
    opts.append(("--" + name, value))
    return args


def _short(opts, text, shortopts, args):
    while text:
        letter, text = text[0], text[1:]
        place = shortopts.find(letter)
        if letter == ":" or place < 0:
            raise GetoptError(f"option -{letter} not recognized", letter)
        value = ""
        if shortopts.startswith(":", place + 1):
            if not text:
                if not args:
                    raise GetoptError(f"option -{letter} requires argument", letter)
                text, args = args[0], args[1:]
            value, text = text, ""
        opts.append(("-" + letter, value))
    return args
