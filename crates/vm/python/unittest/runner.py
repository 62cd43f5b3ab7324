"""The runner that reports to stderr."""

import sys
import time
import warnings
from unittest import result

__unittest = True


class _Stream:
    """A file with `writeln`."""

    def __init__(self, stream):
        self.stream = stream

    def writeln(self, arg=None):
        for text in filter(None, (arg, "\n")):
            self.stream.write(text)

    def __getattr__(self, name):
        if name == "stream":  # a copy asks before it has one
            raise AttributeError(name)
        return getattr(self.stream, name)


class TextTestResult(result.TestResult):
    """Writes a letter or a line for each test."""

    separator1, separator2 = "=" * 70, "-" * 70

    def __init__(self, stream, descriptions, verbosity, *, durations=None):
        super().__init__(stream, descriptions, verbosity)
        self.stream, self.descriptions, self.durations = stream, descriptions, durations
        self.dots, self.showAll = verbosity == 1, verbosity > 1
        self._newline = True

    def getDescription(self, test):
        first_line = test.shortDescription() if self.descriptions else None
        return f"{test}\n{first_line}" if first_line else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self.stream.write(self.getDescription(test))
            self.stream.write(" ... ")
            self.stream.flush()
            self._newline = False

    def _tell(self, test, status, letter):
        if self.showAll:
            self._status(test, status)
        elif self.dots:
            self.stream.write(letter)
            self.stream.flush()

    def _status(self, test, status):
        """End the line that `startTest` began; a subtest has a line of its own below that of its test."""
        from unittest.case import _SubTest

        margin = "  " if isinstance(test, _SubTest) else ""
        if margin and not self._newline:
            self.stream.writeln()
        if margin or self._newline:
            status = f"{margin}{self.getDescription(test)} ... {status}"
        self.stream.writeln(status)
        self.stream.flush()
        self._newline = True

    def addSubTest(self, test, subtest, err):
        if err is not None:
            if issubclass(err[0], subtest.failureException):
                self._tell(subtest, "FAIL", "F")
            else:
                self._tell(subtest, "ERROR", "E")
        super().addSubTest(test, subtest, err)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._tell(test, "ok", ".")

    def addError(self, test, err):
        super().addError(test, err)
        self._tell(test, "ERROR", "E")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._tell(test, "FAIL", "F")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._tell(test, "skipped {0!r}".format(reason), "s")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._tell(test, "expected failure", "x")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._tell(test, "unexpected success", "u")

    def printErrors(self):
        if self.dots or self.showAll:
            self.stream.writeln()
            self.stream.flush()
        for flavour, errors in (("ERROR", self.errors), ("FAIL", self.failures)):
            self.printErrorList(flavour, errors)
        if self.unexpectedSuccesses:
            self.stream.writeln(self.separator1)
            for test in self.unexpectedSuccesses:
                self.stream.writeln(f"UNEXPECTED SUCCESS: {self.getDescription(test)}")
            self.stream.flush()

    def printErrorList(self, flavour, errors):
        for test, err in errors:
            title = f"{flavour}: {self.getDescription(test)}"
            for line in (self.separator1, title, self.separator2, str(err)):
                self.stream.writeln(line)
            self.stream.flush()


class TextTestRunner:
    """Runs tests and writes what came of it."""

    resultclass = TextTestResult

    def __init__(
        self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None, warnings=None,
        *, tb_locals=False, durations=None,
    ):  # fmt: skip
        self.stream = _Stream(sys.stderr if stream is None else stream)
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        self.buffer = buffer
        self.warnings = warnings
        self.durations = durations
        if resultclass is not None:
            self.resultclass = resultclass

    def _makeResult(self):
        return self.resultclass(self.stream, self.descriptions, self.verbosity)

    def run(self, test):
        outcome = self._makeResult()
        outcome.failfast = self.failfast
        with warnings.catch_warnings():
            if self.warnings:
                warnings.simplefilter(self.warnings)
            start = time.perf_counter()
            outcome.startTestRun()
            try:
                test(outcome)
            finally:
                outcome.stopTestRun()
            taken = time.perf_counter() - start
        outcome.printErrors()
        if hasattr(outcome, "separator2"):
            self.stream.writeln(outcome.separator2)
        run = outcome.testsRun
        self.stream.writeln("Ran %d test%s in %.3fs" % (run, run != 1 and "s" or "", taken))
        self.stream.writeln()
        infos = []
        if not outcome.wasSuccessful():
            self.stream.write("FAILED")
            for name, items in (("failures", outcome.failures), ("errors", outcome.errors)):
                if items:
                    infos.append(f"{name}={len(items)}")
        elif run == 0 and not outcome.skipped:
            self.stream.write("NO TESTS RAN")
        else:
            self.stream.write("OK")
        for name, items in (
            ("skipped", outcome.skipped), ("expected failures", outcome.expectedFailures),
            ("unexpected successes", outcome.unexpectedSuccesses),
        ):  # fmt: skip
            if items:
                infos.append(f"{name}={len(items)}")
        self.stream.writeln(" (%s)" % ", ".join(infos) if infos else None)
        self.stream.flush()
        return outcome
