"""`TestCase`: one test, and what it may assert."""

import sys
import warnings
from pprint import pformat

__unittest = True

_MAX_LENGTH = 80
_DIFF_OMITTED = "\nDiff is %s characters long. Set self.maxDiff to None to see it."


def safe_repr(obj, short=False):
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    if not short or len(text) < _MAX_LENGTH:
        return text
    return text[:_MAX_LENGTH] + " [truncated]..."


def _shorten(s, prefix, suffix):
    skip = len(s) - prefix - suffix
    return "%s[%d chars]%s" % (s[:prefix], skip, s[len(s) - suffix :]) if skip > 12 else s


def _common_shorten_repr(*args):
    """Reprs shortened where they agree, so that the difference stays in sight."""
    texts = [safe_repr(arg) for arg in args]
    longest = max(map(len, texts))
    if longest <= _MAX_LENGTH:
        return texts
    low, high = min(texts), max(texts)
    size = 0
    while size < len(low) and low[size] == high[size]:
        size += 1
    prefix = low[:size]
    common = _MAX_LENGTH - (longest - size + 5 + 12)
    if common > 5:
        prefix = _shorten(prefix, 5, common)
        return [prefix + s[size:] for s in texts]
    prefix = _shorten(prefix, 5, 5)
    return [prefix + _shorten(s[size:], 5, 5) for s in texts]


class SkipTest(Exception):
    """Raise this in a test to skip it."""


class _ShouldStop(Exception):
    """The test has failed fast."""


def _id(obj):
    return obj


def skip(reason):
    """Skip a test or class; may also stand without a reason, as `@skip`."""
    if isinstance(reason, type(_id)):
        return skip("")(reason)

    def decorator(test_item):
        skipped = test_item if isinstance(test_item, type) else _raising_skip(test_item, reason)
        skipped.__unittest_skip__, skipped.__unittest_skip_why__ = True, reason
        return skipped

    return decorator


def _raising_skip(function, reason):
    from functools import wraps

    @wraps(function)
    def skip_wrapper(*args, **kwargs):
        raise SkipTest(reason)

    return skip_wrapper


def skipIf(condition, reason):
    return skip(reason) if condition else _id


def skipUnless(condition, reason):
    return _id if condition else skip(reason)


def expectedFailure(test_item):
    test_item.__unittest_expecting_failure__ = True
    return test_item


_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(cm):
    return _enter(cm, addModuleCleanup)


def doModuleCleanups():
    for _, error, _ in _call_all(_module_cleanups):
        raise error


def _enter(cm, add_cleanup):
    """Enter a context that a cleanup leaves."""
    cls = type(cm)
    for method in ("__enter__", "__exit__"):
        if not hasattr(cls, method):
            name = f"{cls.__module__}.{cls.__qualname__}"
            raise TypeError(f"'{name}' object does not support the context manager protocol")
    result = cls.__enter__(cm)
    add_cleanup(cls.__exit__, cm, None, None, None)
    return result


def _call_all(cleanups):
    """Call cleanups, the last added first, with those that they add; what they raised."""
    errors = []
    while cleanups:
        function, args, kwargs = cleanups.pop()
        try:
            function(*args, **kwargs)
        except Exception:
            errors.append(sys.exc_info())
    return errors


class _Outcome:
    """How a test goes: runs its parts and hands their exceptions to the result."""

    def __init__(self, result):
        self.expecting_failure = False
        self.result = result
        self.success = True
        self.expectedFailure = None

    def run(self, case, part, subtest=False):
        """Call one part; reports what it raises, and whether it may go on."""
        success, self.success = self.success, True
        try:
            part()
        except KeyboardInterrupt:
            raise
        except SkipTest as e:
            self.success = False
            self.result.addSkip(case, str(e))
        except _ShouldStop:
            pass
        except:
            self._failed(case, subtest, sys.exc_info())
        else:
            if subtest and self.success:
                self.result.addSubTest(case.test_case, case, None)
        finally:
            self.success = self.success and success

    def _failed(self, case, subtest, info):
        if self.expecting_failure:
            self.expectedFailure = info
            return
        self.success = False
        if subtest:
            self.result.addSubTest(case.test_case, case, info)
        else:
            is_failure = issubclass(info[0], case.failureException)
            (self.result.addFailure if is_failure else self.result.addError)(case, info)


class _AssertRaisesContext:
    """What `assertRaises` and `assertRaisesRegex` return."""

    def __init__(self, expected, test_case, expected_regex=None):
        self.test_case = test_case
        self.expected = expected
        if expected_regex is not None and isinstance(expected_regex, (str, bytes)):
            import re

            expected_regex = re.compile(expected_regex)
        self.expected_regex = expected_regex
        self.obj_name = None
        self.msg = None

    def handle(self, name, args, kwargs):
        if not _is_subtype(self.expected, self._base_type):
            raise TypeError(f"{name}() arg 1 must be {self._base_type_str}")
        if not args:
            self.msg = kwargs.pop("msg", None)
            for key in kwargs:
                raise TypeError(f"{key!r} is an invalid keyword argument for this function")
            return self
        call, *args = args
        self.obj_name = getattr(call, "__name__", None) or str(call)
        with self:
            call(*args, **kwargs)

    _base_type = BaseException
    _base_type_str = "an exception type or tuple of exception types"

    def _raise_failure(self, text):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, text))

    def _expected_name(self):
        return getattr(self.expected, "__name__", None) or str(self.expected)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            by = f" by {self.obj_name}" if self.obj_name else ""
            self._raise_failure(f"{self._expected_name()} not raised{by}")
        if not issubclass(exc_type, self.expected):
            return False
        self.exception = exc_value.with_traceback(None)
        if self.expected_regex is not None and not self.expected_regex.search(str(exc_value)):
            self._raise_failure('"{}" does not match "{}"'.format(self.expected_regex.pattern, str(exc_value)))
        return True


class _AssertWarnsContext(_AssertRaisesContext):
    _base_type = Warning
    _base_type_str = "a warning type or tuple of warning types"

    def __enter__(self):
        self.warnings_manager = warnings.catch_warnings(record=True, action="always", category=self.expected)
        self.warnings = self.warnings_manager.__enter__()
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.warnings_manager.__exit__(exc_type, exc_value, tb)
        if exc_type is not None:
            return
        expected = [w for w in self.warnings if isinstance(w.message, self.expected)]
        for w in expected:
            if self.expected_regex is None or self.expected_regex.search(str(w.message)):
                self.warning, self.filename, self.lineno = w.message, w.filename, w.lineno
                return
        if expected:
            self._raise_failure(f'"{self.expected_regex.pattern}" does not match "{expected[0].message}"')
        by = f" by {self.obj_name}" if self.obj_name else ""
        self._raise_failure(f"{self._expected_name()} not triggered{by}")


def _is_subtype(expected, base):
    if isinstance(expected, tuple):
        return all(_is_subtype(e, base) for e in expected)
    return isinstance(expected, type) and issubclass(expected, base)


class _AssertLogsContext:
    """What `assertLogs` and `assertNoLogs` return: collects the records of a logger."""

    def __init__(self, test_case, logger, level, no_logs):
        import logging

        self.test_case, self.no_logs = test_case, no_logs
        self.logger = logger if isinstance(logger, logging.Logger) else logging.getLogger(logger)
        self.level = logging._checkLevel(level) if level else logging.INFO
        self.records, self.output = [], []
        context = self

        class Capturing(logging.Handler):
            def emit(self, record):
                context.records.append(record)
                context.output.append(self.format(record))

        self.handler = Capturing()
        self.handler.setLevel(self.level)
        self.handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))

    def __enter__(self):
        logger = self.logger
        self._old = logger.handlers[:], logger.level, logger.propagate
        logger.handlers = [self.handler]
        logger.setLevel(self.level)
        logger.propagate = False
        return None if self.no_logs else self

    def __exit__(self, exc_type, exc_value, tb):
        self.logger.handlers, self.logger.propagate = self._old[0], self._old[2]
        self.logger.setLevel(self._old[1])
        if exc_type is not None:
            return False
        import logging

        level = logging.getLevelName(self.level)
        if self.no_logs:
            if self.records:
                self.test_case.fail("Unexpected logs found: {!r}".format(self.output))
        elif not self.records:
            self.test_case.fail("no logs of level {} or higher triggered on {}".format(level, self.logger.name))


class TestCase:
    """A test: a subclass with methods whose names begin with `test`."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2**16
    _classSetupFailed = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._class_cleanups, cls._classSetupFailed = [], False

    def __init__(self, methodName="runTest"):
        method = getattr(self, methodName, None)
        if method is None and methodName != "runTest":
            raise ValueError(f"no such test method in {self.__class__}: {methodName}")
        self._testMethodName = methodName
        self._testMethodDoc = "No test" if method is None else method.__doc__
        self._cleanups, self._outcome, self._subtest = [], None, None
        self._type_equality_funcs = {
            dict: "assertDictEqual", list: "assertListEqual", tuple: "assertTupleEqual", set: "assertSetEqual",
            frozenset: "assertSetEqual", str: "assertMultiLineEqual",
        }  # fmt: skip

    # Running.

    @classmethod
    def setUpClass(cls):
        pass

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def addCleanup(self, function, /, *args, **kwargs):
        """Have a function called after tearDown, the last added first."""
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        return _enter(cm, self.addCleanup)

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        return _enter(cm, cls.addClassCleanup)

    @classmethod
    def doClassCleanups(cls):
        cls.tearDown_exceptions = _call_all(cls._class_cleanups)

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        from unittest.result import TestResult

        return TestResult()

    def shortDescription(self):
        doc = self._testMethodDoc
        return doc.strip().split("\n")[0].strip() if doc else None

    def id(self):
        cls = self.__class__
        return f"{cls.__module__}.{cls.__qualname__}.{self._testMethodName}"

    def _key(self):
        """What tells it from other tests of its class."""
        return (self._testMethodName,)

    def __eq__(self, other):
        return self._key() == other._key() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((type(self), *self._key()))

    def __str__(self):
        cls = self.__class__
        return f"{self._testMethodName} ({cls.__module__}.{cls.__qualname__}.{self._testMethodName})"

    def __repr__(self):
        cls = self.__class__
        return f"<{cls.__module__}.{cls.__qualname__} testMethod={self._testMethodName}>"

    def subTest(self, msg=None, **params):
        """A block whose failure does not end the test."""
        return _SubTestBlock(self, msg, params)

    def _callSetUp(self):
        self.setUp()

    def _callTestMethod(self, method):
        if method() is not None:
            import warnings

            warnings.warn(
                f"It is deprecated to return a value that is not None from a test case ({method} returned a value)",
                DeprecationWarning, stacklevel=3,
            )  # fmt: skip

    def _callTearDown(self):
        self.tearDown()

    def _callCleanup(self, function, /, *args, **kwargs):
        function(*args, **kwargs)

    def run(self, result=None):
        own_result = result is None
        if own_result:
            result = self.defaultTestResult()
            result.startTestRun()
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            for source in (self.__class__, method):
                if getattr(source, "__unittest_skip__", False):
                    result.addSkip(self, getattr(source, "__unittest_skip_why__", ""))
                    return result
            outcome = self._outcome = _Outcome(result)
            expecting = getattr(self, "__unittest_expecting_failure__", False) or getattr(
                method, "__unittest_expecting_failure__", False
            )
            try:
                outcome.run(self, self._callSetUp)
                if outcome.success:
                    outcome.expecting_failure = expecting
                    outcome.run(self, lambda: self._callTestMethod(method))
                    outcome.expecting_failure = False
                    outcome.run(self, self._callTearDown)
                self.doCleanups()
                if outcome.success:
                    if not expecting:
                        result.addSuccess(self)
                    elif outcome.expectedFailure:
                        result.addExpectedFailure(self, outcome.expectedFailure)
                    else:
                        result.addUnexpectedSuccess(self)
                return result
            finally:
                outcome.expectedFailure = None
                self._outcome = None
        finally:
            result.stopTest(self)
            if own_result:
                result.stopTestRun()

    def doCleanups(self):
        outcome = self._outcome or _Outcome(self.defaultTestResult())
        for cleanup in self._take_cleanups():
            outcome.run(self, cleanup)
        return outcome.success

    def _take_cleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            yield lambda: self._callCleanup(function, *args, **kwargs)

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        self._callSetUp()
        self._callTestMethod(getattr(self, self._testMethodName))
        self._callTearDown()
        for cleanup in self._take_cleanups():
            cleanup()

    def skipTest(self, reason):
        raise SkipTest(reason)

    # Assertions.

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        return standardMsg if msg is None else "%s : %s" % (standardMsg, msg)

    def _fail(self, msg, standard):
        raise self.failureException(self._formatMessage(msg, standard))

    def fail(self, msg=None):
        raise self.failureException(msg)

    def assertTrue(self, expr, msg=None):
        if not expr:
            raise self.failureException(self._formatMessage(msg, "%s is not true" % safe_repr(expr)))

    def assertFalse(self, expr, msg=None):
        if expr:
            raise self.failureException(self._formatMessage(msg, "%s is not false" % safe_repr(expr)))

    def assertRaises(self, expected_exception, *args, **kwargs):
        """A block or call has to raise this."""
        return _AssertRaisesContext(expected_exception, self).handle("assertRaises", args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        context = _AssertRaisesContext(expected_exception, self, expected_regex)
        return context.handle("assertRaisesRegex", args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return _AssertWarnsContext(expected_warning, self).handle("assertWarns", args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        context = _AssertWarnsContext(expected_warning, self, expected_regex)
        return context.handle("assertWarnsRegex", args, kwargs)

    def assertLogs(self, logger=None, level=None):
        return _AssertLogsContext(self, logger, level, no_logs=False)

    def assertNoLogs(self, logger=None, level=None):
        return _AssertLogsContext(self, logger, level, no_logs=True)

    def addTypeEqualityFunc(self, typeobj, function):
        self._type_equality_funcs[typeobj] = function

    def _getAssertEqualityFunc(self, first, second):
        if type(first) is type(second):
            function = self._type_equality_funcs.get(type(first))
            if function is not None:
                return getattr(self, function) if isinstance(function, str) else function
        return self._baseAssertEqual

    def _baseAssertEqual(self, first, second, msg=None):
        if not first == second:
            standard = "%s != %s" % tuple(_common_shorten_repr(first, second))
            raise self.failureException(self._formatMessage(msg, standard))

    def assertEqual(self, first, second, msg=None):
        self._getAssertEqualityFunc(first, second)(first, second, msg=msg)

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._fail(msg, "%s == %s" % (safe_repr(first), safe_repr(second)))

    def _assert_almost(self, equal, first, second, places, msg, delta):
        if (first == second) == equal and (equal or first == second):
            if equal:
                return
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        diff = abs(first - second)
        if delta is not None:
            near, how = diff <= delta, "%s delta" % safe_repr(delta)
        else:
            places = 7 if places is None else places
            near, how = round(diff, places) == 0, "%r places" % places
        if equal:
            if not near:
                self._fail(msg, "%s != %s within %s (%s difference)" % (safe_repr(first), safe_repr(second), how, safe_repr(diff)))
        elif near or first == second:
            if delta is not None:
                how += " (%s difference)" % safe_repr(diff)
            self._fail(msg, "%s == %s within %s" % (safe_repr(first), safe_repr(second), how))

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        self._assert_almost(True, first, second, places, msg, delta)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        self._assert_almost(False, first, second, places, msg, delta)

    def _truncated(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return message + _DIFF_OMITTED % len(diff)

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        if seq_type is not None:
            name = seq_type.__name__
            for which, seq in (("First", seq1), ("Second", seq2)):
                if not isinstance(seq, seq_type):
                    raise self.failureException("%s sequence is not a %s: %s" % (which, name, safe_repr(seq)))
        else:
            name = "sequence"
        if seq1 == seq2:
            return
        standard = "%ss differ: %s != %s\n" % ((name.capitalize(),) + tuple(_common_shorten_repr(seq1, seq2)))
        len1, len2 = len(seq1), len(seq2)
        for i in range(min(len1, len2)):
            if seq1[i] != seq2[i]:
                standard += "\nFirst differing element %d:\n%s\n%s\n" % ((i,) + tuple(_common_shorten_repr(seq1[i], seq2[i])))
                break
        if len1 != len2:
            which, n, seq = ("First", len1, seq1) if len1 > len2 else ("Second", len2, seq2)
            common = min(len1, len2)
            standard += "\n%s %s contains %d additional elements.\n" % (which, name, n - common)
            standard += "First extra element %d:\n%s\n" % (common, safe_repr(seq[common]))
        import difflib

        diff = "\n" + "\n".join(difflib.ndiff(pformat(seq1).splitlines(), pformat(seq2).splitlines()))
        self.fail(self._formatMessage(msg, self._truncated(standard, diff)))

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        differences = []
        for which, a, b in (("first", set1, set2), ("second", set2, set1)):
            try:
                only = a.difference(b)
            except (TypeError, AttributeError) as e:
                self.fail("invalid type when attempting set difference: %s" % e)
            if only:
                differences.append("Items in the %s set but not the %s:" % (which, "second" if which == "first" else "first"))
                differences += map(repr, only)
        if differences:
            self._fail(msg, "\n".join(differences))

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._fail(msg, "%s not found in %s" % (safe_repr(member), safe_repr(container)))

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._fail(msg, "%s unexpectedly found in %s" % (safe_repr(member), safe_repr(container)))

    def assertIs(self, expr1, expr2, msg=None):
        if expr1 is not expr2:
            self._fail(msg, "%s is not %s" % (safe_repr(expr1), safe_repr(expr2)))

    def assertIsNot(self, expr1, expr2, msg=None):
        if expr1 is expr2:
            self._fail(msg, "unexpectedly identical: %s" % safe_repr(expr1))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            import difflib

            diff = "\n" + "\n".join(difflib.ndiff(pformat(d1).splitlines(), pformat(d2).splitlines()))
            self._fail(msg, self._truncated("%s != %s" % tuple(_common_shorten_repr(d1, d2)), diff))

    def assertCountEqual(self, first, second, msg=None):
        """The same elements, in any order."""
        first, second = list(first), list(second)
        try:
            from collections import Counter

            a, b = Counter(first), Counter(second)
            if a == b:
                return
            counts = [(a[e], b[e], e) for e in dict.fromkeys((*first, *second)) if a[e] != b[e]]
        except TypeError:
            unique = []
            for e in (*first, *second):
                if e not in unique:
                    unique.append(e)
            counts = [(first.count(e), second.count(e), e) for e in unique if first.count(e) != second.count(e)]
        if counts:
            lines = ["First has %d, Second has %d:  %r" % c for c in counts]
            self.fail(self._formatMessage(msg, self._truncated("Element counts were not equal:\n", "\n".join(lines))))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        standard = "%s != %s" % tuple(_common_shorten_repr(first, second))
        if len(first) <= self._diffThreshold and len(second) <= self._diffThreshold:
            import difflib

            a, b = first, second
            if first and second:
                a = first if first[-1] in "\r\n" else first + "\n"
                b = second if second[-1] in "\r\n" else second + "\n"
            a, b = a.splitlines(True), b.splitlines(True)
            diff = "\n" + "".join(difflib.ndiff(a, b))
            standard = self._truncated(standard, diff)
        self.fail(self._formatMessage(msg, standard))

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._fail(msg, "%s not less than %s" % (safe_repr(a), safe_repr(b)))

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._fail(msg, "%s not less than or equal to %s" % (safe_repr(a), safe_repr(b)))

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._fail(msg, "%s not greater than %s" % (safe_repr(a), safe_repr(b)))

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._fail(msg, "%s not greater than or equal to %s" % (safe_repr(a), safe_repr(b)))

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._fail(msg, "%s is not None" % safe_repr(obj))

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._fail(msg, "unexpectedly None")

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self._fail(msg, "%s is not an instance of %r" % (safe_repr(obj), cls))

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self._fail(msg, "%s is an instance of %r" % (safe_repr(obj), cls))

    def assertRegex(self, text, expected_regex, msg=None):
        import re

        pattern = re.compile(expected_regex) if isinstance(expected_regex, (str, bytes)) else expected_regex
        if not pattern.search(text):
            self._fail(msg, "Regex didn't match: %r not found in %r" % (pattern.pattern, text))

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        import re

        pattern = re.compile(unexpected_regex) if isinstance(unexpected_regex, (str, bytes)) else unexpected_regex
        match = pattern.search(text)
        if match:
            self._fail(msg, "Regex matched: %r matches %r in %r" % (text[match.start() : match.end()], pattern.pattern, text))


class FunctionTestCase(TestCase):
    """A test made of a function."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._setUpFunc, self._tearDownFunc = setUp, tearDown
        self._testFunc, self._description = testFunc, description

    def setUp(self):
        self._call(self._setUpFunc)

    def runTest(self):
        self._testFunc()

    def tearDown(self):
        self._call(self._tearDownFunc)

    def _call(self, function):
        if function is not None:
            function()

    def _key(self):
        return self._setUpFunc, self._tearDownFunc, self._testFunc, self._description

    def id(self):
        return self._testFunc.__name__

    def __str__(self):
        cls = self.__class__
        return f"{cls.__module__}.{cls.__qualname__} ({self._testFunc.__name__})"

    def __repr__(self):
        cls = self.__class__
        return f"<{cls.__module__}.{cls.__qualname__} tec={self._testFunc}>"

    def shortDescription(self):
        if self._description is not None:
            return self._description
        first_line = (self._testFunc.__doc__ or "").partition("\n")[0]
        return first_line.strip() or None


class _SubTest(TestCase):
    """A subtest, as results see it."""

    def __init__(self, test_case, message, params):
        super().__init__()
        self._message, self.test_case, self.params = message, test_case, params
        self.failureException = test_case.failureException

    def runTest(self):
        raise NotImplementedError("subtests cannot be run directly")

    def _subDescription(self):
        parts = []
        if self._message is not None:
            parts.append(f"[{self._message}]")
        if self.params:
            parts.append("({})".format(", ".join(f"{k}={v!r}" for k, v in self.params.items())))
        return " ".join(parts) or "(<subtest>)"

    def id(self):
        return f"{self.test_case.id()} {self._subDescription()}"

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return f"{self.test_case} {self._subDescription()}"


class _SubTestBlock:
    """The block of a `with self.subTest(...)`."""

    def __init__(self, case, msg, params):
        self.case, self.msg, self.params = case, msg, params

    def __enter__(self):
        case = self.case
        self.parent = case._subtest
        params = {**self.parent.params, **self.params} if self.parent else self.params
        case._subtest = _SubTest(case, self.msg, params)

    def __exit__(self, typ, exc, tb):
        case, outcome = self.case, self.case._outcome
        subtest, case._subtest = case._subtest, self.parent
        if outcome is None or isinstance(exc, (KeyboardInterrupt, _ShouldStop)):
            return False

        def again():
            if exc is not None:
                raise exc.with_traceback(tb)

        if outcome.expecting_failure and exc is not None:
            return False
        outcome.run(subtest, again, subtest=True)
        if exc is not None and getattr(outcome.result, "failfast", False):
            raise _ShouldStop
        return True
