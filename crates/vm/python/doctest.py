"""Examples in documentation, tried out."""

__all__ = ["register_optionflag", "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "NORMALIZE_WHITESPACE", "ELLIPSIS",
           "SKIP", "IGNORE_EXCEPTION_DETAIL", "COMPARISON_FLAGS", "REPORT_UDIFF", "REPORT_CDIFF", "REPORT_NDIFF",
           "REPORT_ONLY_FIRST_FAILURE", "REPORTING_FLAGS", "FAIL_FAST", "Example", "DocTest", "DocTestParser",
           "DocTestFinder", "DocTestRunner", "OutputChecker", "DocTestFailure", "UnexpectedException", "DebugRunner",
           "testmod", "testfile", "run_docstring_examples", "DocTestSuite", "TestResults"]  # fmt: skip

import __future__
import difflib
import inspect
import linecache
import os
import re
import sys
import traceback
import types
import unittest
from collections import namedtuple
from io import StringIO


class TestResults(namedtuple("TestResults", "failed attempted")):
    """How many examples were tried and failed."""

    def __new__(cls, failed, attempted, *, skipped=0):
        self = tuple.__new__(cls, (failed, attempted))
        self.skipped = skipped
        return self

    def __repr__(self):
        skipped = f", skipped={self.skipped}" if self.skipped else ""
        return f"TestResults(failed={self.failed}, attempted={self.attempted}{skipped})"


OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    """A new option, as a bit."""
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


def _own_options(*names):
    """Options that are names of this module too; all their bits."""
    flags = {name: register_optionflag(name) for name in names}
    globals().update(flags)
    return sum(flags.values())


COMPARISON_FLAGS = _own_options(
    "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "NORMALIZE_WHITESPACE", "ELLIPSIS", "SKIP",
    "IGNORE_EXCEPTION_DETAIL",
)  # fmt: skip
REPORTING_FLAGS = _own_options(
    "REPORT_UDIFF", "REPORT_CDIFF", "REPORT_NDIFF", "REPORT_ONLY_FIRST_FAILURE", "FAIL_FAST",
)  # fmt: skip

ELLIPSIS_MARKER, BLANKLINE_MARKER = "...", "<BLANKLINE>"


class Example:
    """A piece of source and what it should print."""

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        self.source = source if source.endswith("\n") else source + "\n"
        self.want = want + "\n" if want and not want.endswith("\n") else want
        if exc_msg is not None and not exc_msg.endswith("\n"):
            exc_msg += "\n"
        self.exc_msg = exc_msg
        self.lineno, self.indent = lineno, indent
        self.options = {} if options is None else options

    def _key(self):
        return self.source, self.want, self.lineno, self.indent, self.options, self.exc_msg

    def __eq__(self, other):
        return self._key() == other._key() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((self.source, self.want, self.lineno, self.indent, self.exc_msg))


class DocTest:
    """The examples of one docstring."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        self.examples, self.docstring = examples, docstring
        self.globs = globs.copy()
        self.name, self.filename, self.lineno = name, filename, lineno

    def __repr__(self):
        count = len(self.examples)
        words = "no examples" if count == 0 else "1 example" if count == 1 else f"{count} examples"
        return f"<{self.__class__.__name__} {self.name} from {self.filename}:{self.lineno} ({words})>"

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        names = ("examples", "docstring", "globs", "name", "filename", "lineno")
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __hash__(self):
        return hash((self.docstring, self.name, self.filename, self.lineno))

    def __lt__(self, other):
        if not isinstance(other, DocTest):
            return NotImplemented
        own = (self.name, self.filename, -1 if self.lineno is None else self.lineno, id(self))
        return own < (other.name, other.filename, -1 if other.lineno is None else other.lineno, id(other))


class DocTestParser:
    """Finds examples in text."""

    _example = re.compile(
        r"""
        (?P<source>
            ^ (?P<indent> [ ]*) >>> .*
            (?: \n [ ]* \.\.\. .*)*)
        \n?
        (?P<want> (?: (?![ ]*$) (?![ ]*>>>) .+$\n? )*)
        """,
        re.MULTILINE | re.VERBOSE,
    )
    _exception = re.compile(
        r"^(?P<head>Traceback\ \((?:most\ recent\ call\ last|innermost\ last)\):)\s*$(?P<stack>.*?)^(?P<msg>\w+.*)",
        re.VERBOSE | re.MULTILINE | re.DOTALL,
    )
    _options = re.compile(r"#\s*doctest:\s*([^\n\'\"]*)$", re.MULTILINE)

    def parse(self, string, name="<string>"):
        """The examples, and the text between them."""
        string = string.expandtabs()
        indent = min((len(i) for i in re.findall(r"^([ ]*)(?=\S)", string, re.MULTILINE)), default=0)
        if indent:
            string = "\n".join(line[indent:] for line in string.split("\n"))
        parts, place, lineno = [], 0, 0
        for match in self._example.finditer(string):
            parts.append(string[place : match.start()])
            lineno += string.count("\n", place, match.start())
            source, options, want, message = self._read(match, name, lineno)
            if not re.match(r"^[ ]*(#.*)?$", source):
                parts.append(Example(source, want, message, lineno, indent + len(match["indent"]), options))
            lineno += string.count("\n", match.start(), match.end())
            place = match.end()
        parts.append(string[place:])
        return parts

    def get_doctest(self, string, globs, name, filename, lineno):
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)

    def get_examples(self, string, name="<string>"):
        return [part for part in self.parse(string, name) if isinstance(part, Example)]

    def _read(self, match, name, lineno):
        indent = len(match["indent"])
        lines = match["source"].split("\n")
        for number, line in enumerate(lines, lineno + 1):
            if len(line) >= indent + 4 and line[indent + 3] != " ":
                raise ValueError(
                    f"line {number} of the docstring for {name} lacks blank after {line[indent:indent + 3]}: {line!r}"
                )
        self._same_indent(lines[1:], " " * indent + ".", name, lineno)
        source = "\n".join(line[indent + 4 :] for line in lines)
        wanted = match["want"].split("\n")
        if len(wanted) > 1 and re.match(r" *$", wanted[-1]):
            del wanted[-1]
        self._same_indent(wanted, " " * indent, name, lineno + len(lines))
        want = "\n".join(line[indent:] for line in wanted)
        found = self._exception.match(want)
        message = found["msg"] if found else None
        return source, self._find_options(source, name, lineno), want, message

    def _same_indent(self, lines, prefix, name, lineno):
        for number, line in enumerate(lines, lineno + 1):
            if line and not line.startswith(prefix):
                raise ValueError(f"line {number} of the docstring for {name} has inconsistent leading whitespace: {line!r}")

    def _find_options(self, source, name, lineno):
        options = {}
        for match in self._options.finditer(source):
            for option in match[1].replace(",", " ").split():
                if option[0] not in "+-" or option[1:] not in OPTIONFLAGS_BY_NAME:
                    raise ValueError(f"line {lineno + 1} of the doctest for {name} has an invalid option: {option!r}")
                options[OPTIONFLAGS_BY_NAME[option[1:]]] = option[0] == "+"
        return options


class DocTestFinder:
    """Finds the docstrings of a module and what is in it."""

    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._parser, self._verbose, self._recurse, self._exclude_empty = parser, verbose, recurse, exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        """The tests of an object and, if it is a module or a class, of what is in it."""
        if name is None:
            name = getattr(obj, "__name__", None)
            if name is None:
                raise ValueError(
                    f"DocTestFinder.find: name must be given when obj.__name__ doesn't exist: {type(obj)!r}"
                )
        if module is False:
            module = None
        elif module is None:
            module = inspect.getmodule(obj) if not inspect.ismodule(obj) else obj
        try:
            file = inspect.getsourcefile(obj)
        except TypeError:
            file = None
        lines = linecache.getlines(file or getattr(module, "__file__", None) or "") or None
        if globs is None:
            globs = {} if module is None else module.__dict__.copy()
        else:
            globs = globs.copy()
        if extraglobs is not None:
            globs.update(extraglobs)
        globs.setdefault("__name__", "__main__")
        tests = []
        self._find(tests, obj, name, module, lines, globs, {})
        tests.sort()
        return tests

    def _from_module(self, module, object):
        if module is None:
            return True
        if (owner := inspect.getmodule(object)) is not None:
            return module is owner
        if inspect.isfunction(object):
            return module.__dict__ is object.__globals__
        if inspect.ismethoddescriptor(object) or inspect.ismethodwrapper(object):
            owner = getattr(getattr(object, "__objclass__", None), "__module__", None) or getattr(object, "__module__", None)
            return owner is None or module.__name__ == owner
        if hasattr(object, "__module__"):
            return module.__name__ == object.__module__
        if isinstance(object, property):
            return True
        raise ValueError("object must be a class or function")

    def _is_routine(self, obj):
        try:
            obj = inspect.unwrap(obj)
        except ValueError:
            pass
        return inspect.isroutine(obj)

    def _find(self, tests, obj, name, module, lines, globs, seen):
        if id(obj) in seen:
            return
        seen[id(obj)] = 1
        test = self._test_of(obj, name, module, globs, lines)
        if test is not None:
            tests.append(test)
        if self._recurse and (inspect.ismodule(obj) or inspect.isclass(obj)):
            for key, value in self._parts(obj, module):
                self._find(tests, value, f"{name}.{key}", module, lines, globs, seen)

    def _parts(self, owner, module):
        """What of a module or class may have examples of its own, with its name."""
        in_class = inspect.isclass(owner)
        for key, value in owner.__dict__.items():
            if in_class and isinstance(value, (staticmethod, classmethod)):
                value = value.__func__
            may_tell = self._is_routine(value) or inspect.isclass(value) or in_class and isinstance(value, property)
            if may_tell and self._from_module(module, value):
                yield key, value
        if not in_class:
            for key, value in getattr(owner, "__test__", {}).items():
                yield f"__test__.{key}", value

    def _test_of(self, obj, name, module, globs, lines):
        if isinstance(obj, str):
            docstring = obj
        else:
            docstring = getattr(obj, "__doc__", None)
            docstring = "" if docstring is None else str(docstring)
        if self._exclude_empty and not docstring:
            return None
        lineno = _line_of_docstring(obj, lines)
        filename = None if module is None else getattr(module, "__file__", None) or module.__name__
        return self._parser.get_doctest(docstring, globs, name, filename, lineno)


# What has no line of its own but holds what has.
_SHELLS = (
    (types.MethodType, "__func__"),
    (property, "fget"),
    (types.TracebackType, "tb_frame"),
    (types.FrameType, "f_code"),
)


def _first_line(obj, lines):
    """The line, counted from 1, where an object begins, as far as it is known."""
    if inspect.ismodule(obj):
        return 1
    if inspect.isclass(obj):
        return None if lines is None else getattr(obj, "__firstlineno__", None)
    for shell, inner in _SHELLS:
        if isinstance(obj, shell):
            obj = getattr(obj, inner)
    if inspect.isfunction(obj) and obj.__doc__:
        obj = getattr(inspect.unwrap(obj), "__code__", None)
    return obj.co_firstlineno if inspect.iscode(obj) else None


def _line_of_docstring(obj, lines):
    """The line, counted from 0, where the docstring of an object begins: that of the first opening quote."""
    first = _first_line(obj, lines)
    if first is None or lines is None:
        return first
    opening = re.compile(r"""(.*:)?\s*\w*["']""")
    return next((number for number in range(first - 1, len(lines)) if opening.match(lines[number])), None)


class OutputChecker:
    """Compares what was printed with what should be."""

    def check_output(self, want, got, optionflags):
        """Whether they are the same, as far as the options ask."""
        got, want = self._ascii(got), self._ascii(want)
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = re.sub(rf"(?m)^{re.escape(BLANKLINE_MARKER)}\s*?$", "", want)
            got = re.sub(r"(?m)^[^\S\n]+$", "", got)
            if got == want:
                return True
        if optionflags & NORMALIZE_WHITESPACE:
            got, want = " ".join(got.split()), " ".join(want.split())
            if got == want:
                return True
        return bool(optionflags & ELLIPSIS) and _ellipsis_match(want, got)

    def _ascii(self, text):
        return str(text.encode("ASCII", "backslashreplace"), "ASCII")

    def output_difference(self, example, got, optionflags):
        """What to tell of a difference."""
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = re.sub("(?m)^[ ]*(?=\n)", BLANKLINE_MARKER, got)
        if self._wants_diff(want, got, optionflags):
            want_lines, got_lines = want.splitlines(keepends=True), got.splitlines(keepends=True)
            if optionflags & REPORT_UDIFF:
                diff = list(difflib.unified_diff(want_lines, got_lines, n=2))[2:]
                kind = "unified diff with -expected +actual"
            elif optionflags & REPORT_CDIFF:
                diff = list(difflib.context_diff(want_lines, got_lines, n=2))[2:]
                kind = "context diff with expected followed by actual"
            else:
                diff = list(difflib.Differ(charjunk=difflib.IS_CHARACTER_JUNK).compare(want_lines, got_lines))
                kind = "ndiff with -expected +actual"
            return f"Differences ({kind}):\n" + _indent("".join(diff))
        if want and got:
            return f"Expected:\n{_indent(want)}Got:\n{_indent(got)}"
        if want:
            return f"Expected:\n{_indent(want)}Got nothing\n"
        if got:
            return f"Expected nothing\nGot:\n{_indent(got)}"
        return "Expected nothing\nGot nothing\n"

    def _wants_diff(self, want, got, optionflags):
        if not optionflags & (REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF):
            return False
        return bool(optionflags & REPORT_NDIFF) or (want.count("\n") > 2 and got.count("\n") > 2)


def _indent(text, indent=4):
    return re.sub("(?m)^(?!$)", indent * " ", text)


def _ellipsis_match(want, got):
    first, *others = want.split(ELLIPSIS_MARKER)
    if not others:
        return want == got
    *middle, last = others
    place, end = len(first), len(got) - len(last)
    if place > end or not (got.startswith(first) and got.endswith(last)):
        return False
    for piece in middle:
        # The leftmost place is as good as any: it leaves most for the pieces that follow.
        found = got.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return True


class DocTestFailure(Exception):
    """An example printed something else."""

    def __init__(self, test, example, got):
        self.test, self.example, self.got = test, example, got

    def __str__(self):
        return str(self.test)


class UnexpectedException(Exception):
    """An example raised what it should not."""

    def __init__(self, test, example, exc_info):
        self.test, self.example, self.exc_info = test, example, exc_info

    def __str__(self):
        return str(self.test)


class _SpoofOut(StringIO):
    def take(self):
        """All that was printed since the last time, as whole lines."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text + "\n" if text and text[-1] != "\n" else text


class DocTestRunner:
    """Runs examples and says what went wrong."""

    DIVIDER = "*" * 70

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = "-v" in sys.argv if verbose is None else verbose
        self.optionflags = self.original_optionflags = optionflags
        self.tries = self.failures = self.skips = 0
        self._stats = {}
        self._fakeout = _SpoofOut()

    def report_start(self, out, test, example):
        if self._verbose:
            want = f"Expecting:\n{_indent(example.want)}" if example.want else "Expecting nothing\n"
            out(f"Trying:\n{_indent(example.source)}{want}")

    def report_success(self, out, test, example, got):
        if self._verbose:
            out("ok\n")

    def report_failure(self, out, test, example, got):
        out(self._header(test, example) + self._checker.output_difference(example, got, self.optionflags))

    def report_unexpected_exception(self, out, test, example, exc_info):
        out(self._header(test, example) + "Exception raised:\n" + _indent("".join(traceback.format_exception(*exc_info))))

    def _header(self, test, example):
        lines = [self.DIVIDER]
        if test.filename:
            lineno = "?" if test.lineno is None else test.lineno + example.lineno + 1
            lines.append(f'File "{test.filename}", line {lineno}, in {test.name}')
        else:
            lines.append(f"Line {example.lineno + 1}, in {test.name}")
        lines.append("Failed example:")
        lines.append(_indent(example.source))
        return "\n".join(lines)

    def _run_all(self, test, flags, out):
        failures = tries = skips = 0
        original = self.optionflags
        for number, example in enumerate(test.examples):
            quiet = failures and self.optionflags & REPORT_ONLY_FIRST_FAILURE
            self.optionflags = original
            for flag, value in example.options.items():
                self.optionflags = self.optionflags | flag if value else self.optionflags & ~flag
            tries += 1
            if self.optionflags & SKIP:
                skips += 1
                continue
            if not quiet:
                self.report_start(out, test, example)
            exc_info = _execute(example.source, f"<doctest {test.name}[{number}]>", flags, test.globs)
            got = self._fakeout.take()
            if exc_info is None:
                right = self._checker.check_output(example.want, got, self.optionflags)
            else:
                right = example.exc_msg is not None and self._is_expected(example.exc_msg, *exc_info[:2])
                got += "".join(traceback.format_exception(*exc_info))
            if not right:
                failures += 1
            if quiet:
                pass
            elif right:
                self.report_success(out, test, example, got)
            elif exc_info is not None and example.exc_msg is None:
                self.report_unexpected_exception(out, test, example, exc_info)
            else:
                self.report_failure(out, test, example, got)
            if failures and self.optionflags & FAIL_FAST:
                break
        self.optionflags = original
        old = self._stats.get(test.name, (0, 0, 0))
        self._stats[test.name] = (old[0] + failures, old[1] + tries, old[2] + skips)
        self.failures += failures
        self.tries += tries
        self.skips += skips
        return TestResults(failures, tries, skipped=skips)

    def _is_expected(self, wanted, kind, error):
        """Whether an exception says what was wanted, as far as the options ask."""
        lines = traceback.format_exception_only(kind, error)
        if issubclass(kind, SyntaxError):  # before the message stands the place
            names = (kind.__qualname__, f"{kind.__module__}.{kind.__qualname__}")
            is_message = re.compile(f"({'|'.join(map(re.escape, names))})[:\n]").match
            lines = lines[next((number for number, line in enumerate(lines) if is_message(line)), 0) :]
        texts = (wanted, "".join(lines))
        check, flags = self._checker.check_output, self.optionflags
        if check(*texts, flags):
            return True
        return bool(flags & IGNORE_EXCEPTION_DETAIL) and check(*map(_only_class, texts), flags)

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        """Run the examples of a test."""
        self.test = test
        if compileflags is None:
            compileflags = _future_flags(test.globs)
        save_stdout = sys.stdout
        if out is None:

            def out(text):
                save_stdout.write(text)

        sys.stdout = self._fakeout
        save_hook, sys.displayhook = sys.displayhook, sys.__displayhook__
        try:
            return self._run_all(test, compileflags, out)
        finally:
            sys.stdout = save_stdout
            sys.displayhook = save_hook
            if clear_globs:
                test.globs.clear()
                import builtins

                builtins._ = None

    def summarize(self, verbose=None):
        """Print how it went."""
        verbose = self._verbose if verbose is None else verbose
        rows = [(name, tries, failures) for name, (failures, tries, _) in sorted(self._stats.items())]
        nothing = [row for row in rows if not row[1]]
        passed = [row for row in rows if row[1] and not row[2]]
        failed = [row for row in rows if row[1] and row[2]]
        total_failures, total_tries, total_skips = map(sum, zip((0, 0, 0), *self._stats.values()))
        if verbose and nothing:
            print(f"{_count(len(nothing), 'item')} had no tests:")
            for name, _, _ in nothing:
                print(f"    {name}")
        if verbose and passed:
            print(f"{_count(len(passed), 'item')} passed all tests:")
            for name, tries, _ in passed:
                print(f" {tries:3d} test{'' if tries == 1 else 's'} in {name}")
        if failed:
            print(self.DIVIDER)
            print(f"{_count(len(failed), 'item')} had failures:")
            for name, tries, failures in failed:
                print(f" {failures:3} of {tries:3} in {name}")
        if verbose:
            print(f"{_count(total_tries, 'test')} in {_count(len(self._stats), 'item')}.")
            print(f"{total_tries - total_failures} passed", end="")
            print(f" and {total_failures} failed." if total_failures else ".")
        if total_failures:
            text = f"***Test Failed*** {_count(total_failures, 'failure')}"
            if total_skips:
                text += f" and {_count(total_skips, 'skipped test')}"
            print(text + ".")
        elif verbose:
            print("Test passed.")
        return TestResults(total_failures, total_tries, skipped=total_skips)


def _count(number, word):
    return f"{number} {word}" + ("" if number == 1 else "s")


def _only_class(message):
    """A message without what follows the class, and without the class's module."""
    return re.match(r"[^:\n]*", message)[0].rpartition(".")[2]


def _execute(source, filename, flags, globs):
    """Run one example; what it raised, as `sys.exc_info` would tell it from inside the example."""
    try:
        exec(compile(source, filename, "single", flags, True), globs)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return type(error), error, error.__traceback__ and error.__traceback__.tb_next


def _future_flags(globs):
    """The compiler flags of the features that a namespace has from `__future__`."""
    features = {name: getattr(__future__, name) for name in __future__.all_feature_names}
    return sum(feature.compiler_flag for name, feature in features.items() if globs.get(name) is feature)


class DebugRunner(DocTestRunner):
    """Raises at the first failure."""

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        result = super().run(test, compileflags, out, False)
        if clear_globs:
            test.globs.clear()
        return result

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)


master = None


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None,
            raise_on_error=False, exclude_empty=False):  # fmt: skip
    """Try the examples of a module."""
    if m is None:
        m = sys.modules.get("__main__")
    if not inspect.ismodule(m):
        raise TypeError(f"testmod: module required; {m!r}")
    name = m.__name__ if name is None else name
    finder = DocTestFinder(exclude_empty=exclude_empty)
    runner = (DebugRunner if raise_on_error else DocTestRunner)(verbose=verbose, optionflags=optionflags)
    for test in finder.find(m, name, globs=globs, extraglobs=extraglobs):
        runner.run(test)
    return _finish(runner, report)


def _finish(runner, report):
    global master
    if report:
        runner.summarize()
    if master is None:
        master = runner
    return TestResults(runner.failures, runner.tries, skipped=runner.skips)


def testfile(filename, module_relative=True, name=None, package=None, globs=None, verbose=None, report=True,
             optionflags=0, extraglobs=None, raise_on_error=False, parser=DocTestParser(), encoding=None):  # fmt: skip
    """Try the examples of a file."""
    if package and not module_relative:
        raise ValueError("Package may only be specified for module-relative paths.")
    with open(filename, encoding=encoding or "utf-8") as file:
        text = file.read()
    name = os.path.basename(filename) if name is None else name
    globs = {} if globs is None else globs.copy()
    if extraglobs is not None:
        globs.update(extraglobs)
    globs.setdefault("__name__", "__main__")
    runner = (DebugRunner if raise_on_error else DocTestRunner)(verbose=verbose, optionflags=optionflags)
    runner.run(parser.get_doctest(text, globs, name, filename, 0))
    return _finish(runner, report)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    """Try the examples of one object."""
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(verbose=verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test, compileflags=compileflags)


class DocTestCase(unittest.TestCase):
    """The examples of a docstring as a test of `unittest`."""

    def __init__(self, test, optionflags=0, setUp=None, tearDown=None, checker=None):
        super().__init__()
        self._dt_optionflags, self._dt_checker, self._dt_test = optionflags, checker, test
        self._dt_setUp, self._dt_tearDown = setUp, tearDown
        self._dt_globs = test.globs.copy()

    def setUp(self):
        if self._dt_setUp is not None:
            self._dt_setUp(self._dt_test)

    def tearDown(self):
        if self._dt_tearDown is not None:
            self._dt_tearDown(self._dt_test)
        self._dt_test.globs.clear()
        self._dt_test.globs.update(self._dt_globs)

    def runTest(self):
        new, test = StringIO(), self._dt_test
        runner = DocTestRunner(optionflags=self._dt_optionflags, checker=self._dt_checker, verbose=False)
        runner.DIVIDER = "-" * 70
        if runner.run(test, out=new.write, clear_globs=False).failed:
            lineno = "unknown line number" if test.lineno is None else test.lineno
            last = ".".join(test.name.split(".")[-1:])
            raise self.failureException(
                f"Failed doctest test for {test.name}\n"
                f'  File "{test.filename}", line {lineno}, in {last}\n\n{new.getvalue()}'
            )

    def id(self):
        return self._dt_test.name

    def __repr__(self):
        name = self._dt_test.name.split(".")
        return f"{name[-1]} ({'.'.join(name[:-1])})"

    __str__ = __repr__

    def shortDescription(self):
        return "Doctest: " + self._dt_test.name


def DocTestSuite(module=None, globs=None, extraglobs=None, test_finder=None, **options):
    """A suite of `unittest` of all the examples of a module."""
    finder = test_finder or DocTestFinder()
    if module is None:
        module = sys._getframe(1).f_globals["__name__"]
    if isinstance(module, str):
        module = __import__(module, globals(), locals(), ["*"])
    suite = unittest.TestSuite()
    for test in finder.find(module, globs=globs, extraglobs=extraglobs):
        if test.examples:
            suite.addTest(DocTestCase(test, **options))
    return suite
