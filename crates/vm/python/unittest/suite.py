"""Suites of tests, and the loader that makes them."""

import sys
from unittest import case

__unittest = True


class TestSuite:
    """Tests and suites, run in order, with the set-up of their classes and modules."""

    def __init__(self, tests=()):
        self._tests = []
        self.addTests(tests)

    def __repr__(self):
        cls = self.__class__
        return "<%s.%s tests=%s>" % (cls.__module__, cls.__qualname__, list(self))

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, self.__class__) else NotImplemented

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self if test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def addTest(self, test):
        if not callable(test):
            raise TypeError(f"{test!r} is not callable")
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests.append(test)

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def run(self, result, debug=False):
        top = not getattr(result, "_testRunEntered", False)
        if top:
            result._testRunEntered = True
        for index, test in enumerate(self._tests):
            if result.shouldStop:
                break
            if not isinstance(test, TestSuite):
                self._leave_class(test, result)
                self._change_module(test, result)
                self._enter_class(test, result)
                result._previousTestClass = test.__class__
                if getattr(test.__class__, "_classSetupFailed", False) or result._moduleSetUpFailed:
                    continue
            test(result)
            self._tests[index] = None  # it is not needed any more
        if top:
            self._leave_class(None, result)
            self._leave_module(result)
            result._testRunEntered = False
        return result

    def _enter_class(self, test, result):
        cls = test.__class__
        if cls is result._previousTestClass or result._moduleSetUpFailed or getattr(cls, "__unittest_skip__", False):
            return
        cls._classSetupFailed = False
        try:
            getattr(cls, "setUpClass", lambda: None)()
        except Exception as e:
            cls._classSetupFailed = True
            self._fixture_error(result, e, "setUpClass", f"{cls.__module__}.{cls.__qualname__}")
        if cls._classSetupFailed:
            self._class_cleanups(cls, result, "setUpClass")

    def _leave_class(self, test, result):
        cls = result._previousTestClass
        if cls is None or test is not None and test.__class__ is cls or getattr(cls, "_classSetupFailed", False):
            return
        if result._moduleSetUpFailed or getattr(cls, "__unittest_skip__", False):
            return
        try:
            getattr(cls, "tearDownClass", lambda: None)()
        except Exception as e:
            self._fixture_error(result, e, "tearDownClass", f"{cls.__module__}.{cls.__qualname__}")
        self._class_cleanups(cls, result, "tearDownClass")

    def _class_cleanups(self, cls, result, method):
        if hasattr(cls, "doClassCleanups"):
            cls.doClassCleanups()
            for info in cls.tearDown_exceptions:
                self._fixture_error(result, info[1], method, f"{cls.__module__}.{cls.__qualname__}")

    def _change_module(self, test, result):
        previous = getattr(result._previousTestClass, "__module__", None)
        name = test.__class__.__module__
        if name == previous:
            return
        self._leave_module(result)
        result._moduleSetUpFailed = False
        set_up = getattr(sys.modules.get(name), "setUpModule", None)
        if set_up is not None:
            try:
                set_up()
            except Exception as e:
                result._moduleSetUpFailed = True
                self._fixture_error(result, e, "setUpModule", name)

    def _leave_module(self, result):
        name = getattr(result._previousTestClass, "__module__", None)
        if name is None or result._moduleSetUpFailed:
            return
        tear_down = getattr(sys.modules.get(name), "tearDownModule", None)
        try:
            if tear_down is not None:
                tear_down()
            case.doModuleCleanups()
        except Exception as e:
            self._fixture_error(result, e, "tearDownModule", name)

    def _fixture_error(self, result, exc, method, where):
        error = _ErrorHolder(f"{method} ({where})")
        if isinstance(exc, case.SkipTest):
            result.addSkip(error, str(exc))
        else:
            result.addError(error, (type(exc), exc, exc.__traceback__))


class _ErrorHolder:
    """Stands for a test where the set-up of a class or module failed."""

    failureException = None

    def __init__(self, description):
        self.description = description
        self.failureException = ()

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    def __str__(self):
        return self.description

    def countTestCases(self):
        return 0


class TestLoader:
    """Finds tests in classes and modules."""

    testMethodPrefix = "test"
    suiteClass = TestSuite

    def __init__(self):
        self.errors = []

    @staticmethod
    def sortTestMethodsUsing(a, b):
        return (a > b) - (a < b)

    def getTestCaseNames(self, testCaseClass):
        names = [
            name for name in dir(testCaseClass)
            if name.startswith(self.testMethodPrefix) and callable(getattr(testCaseClass, name))
        ]  # fmt: skip
        if self.sortTestMethodsUsing:
            from functools import cmp_to_key

            names.sort(key=cmp_to_key(self.sortTestMethodsUsing))
        return names

    def loadTestsFromTestCase(self, testCaseClass):
        if issubclass(testCaseClass, TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *, pattern=None):
        tests = []
        for name in dir(module):
            obj = getattr(module, name)
            if isinstance(obj, type) and issubclass(obj, case.TestCase) and obj not in (case.TestCase, case.FunctionTestCase):
                tests.append(self.loadTestsFromTestCase(obj))
        tests = self.suiteClass(tests)
        load_tests = getattr(module, "load_tests", None)
        return tests if load_tests is None else load_tests(self, tests, pattern)

    def loadTestsFromName(self, name, module=None):
        parts = name.split(".")
        obj, parent = module, None
        if obj is None:
            obj = __import__(parts.pop(0))
        for part in parts:
            parent, obj = obj, getattr(obj, part)
        if isinstance(obj, type(sys)):
            return self.loadTestsFromModule(obj)
        if isinstance(obj, type) and issubclass(obj, case.TestCase):
            return self.loadTestsFromTestCase(obj)
        if isinstance(parent, type) and issubclass(parent, case.TestCase):
            return self.suiteClass([parent(parts[-1])])
        if isinstance(obj, TestSuite):
            return obj
        if callable(obj):
            made = obj()
            if isinstance(made, TestSuite):
                return made
            if isinstance(made, case.TestCase):
                return self.suiteClass([made])
            raise TypeError("calling %s returned %s, not a test" % (obj, made))
        raise TypeError("don't know how to make test from: %s" % obj)

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])


defaultTestLoader = TestLoader()
