"""`TestResult`: what happened to the tests of a run."""

__unittest = True


class TestResult:
    """Collects failures, errors, skips and so on."""

    _previousTestClass = None
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures = []
        self.errors = []
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.collectedDurations = []
        self.testsRun = 0
        self.shouldStop = False
        self.buffer = False
        self.tb_locals = False

    def startTestRun(self):
        pass

    def stopTestRun(self):
        pass

    def printErrors(self):
        pass

    def startTest(self, test):
        self.testsRun += 1

    def stopTest(self, test):
        pass

    def addDuration(self, test, elapsed):
        self.collectedDurations.append((str(test), elapsed))

    def _failed(self):
        if self.failfast:
            self.stop()

    def addError(self, test, err):
        self.errors.append((test, self._exc_info_to_string(err, test)))
        self._failed()

    def addFailure(self, test, err):
        self.failures.append((test, self._exc_info_to_string(err, test)))
        self._failed()

    def addSubTest(self, test, subtest, err):
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            (self.failures if failed else self.errors).append((subtest, self._exc_info_to_string(err, test)))
            self._failed()

    def addSuccess(self, test):
        pass

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)
        self._failed()

    def wasSuccessful(self):
        return not self.failures and not self.errors and not self.unexpectedSuccesses

    def stop(self):
        self.shouldStop = True

    def _exc_info_to_string(self, err, test):
        """The traceback without the frames of this package."""
        from traceback import format_exception

        exctype, value, tb = err
        seen, todo = {id(value)}, [value]
        while todo:
            exc = todo.pop()
            trace = exc.__traceback__ if exc is not value else tb
            while trace and _is_ours(trace):
                trace = trace.tb_next
            if exc is value and issubclass(exctype, test.failureException):
                _cut_ours(trace)
            exc.__traceback__ = trace
            for other in (exc.__cause__, exc.__context__):
                if other is not None and id(other) not in seen:
                    seen.add(id(other))
                    todo.append(other)
        return "".join(format_exception(value))

    def __repr__(self):
        cls = self.__class__
        return "<%s.%s run=%i errors=%i failures=%i>" % (
            cls.__module__, cls.__qualname__, self.testsRun, len(self.errors), len(self.failures),
        )  # fmt: skip


def _is_ours(tb):
    return "__unittest" in tb.tb_frame.f_globals


def _cut_ours(tb):
    """Take the assert method's own frames off the end."""
    last = None
    while tb and not _is_ours(tb):
        last, tb = tb, tb.tb_next
    if last is not None:
        last.tb_next = None
