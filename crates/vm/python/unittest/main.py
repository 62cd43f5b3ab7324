"""`unittest.main()`: runs the tests of a module and ends the program."""

import sys
from unittest import runner, suite

__unittest = True


class TestProgram:
    """Understands -v, -q, -f, -b, -k and names of tests."""

    def __init__(
        self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=suite.defaultTestLoader,
        exit=True, verbosity=1, failfast=None, catchbreak=None, buffer=None, warnings=None, *, tb_locals=False,
        durations=None,
    ):  # fmt: skip
        self.module = sys.modules[module] if isinstance(module, str) else module
        self.verbosity = verbosity
        self.failfast = failfast
        self.testRunner = testRunner
        self.warnings = "default" if warnings is None and not sys.warnoptions else warnings
        names, pattern = self._parse(list(sys.argv if argv is None else argv)[1:])
        if not names and defaultTest is not None:
            names = [defaultTest] if isinstance(defaultTest, str) else list(defaultTest)
        if names:
            self.test = testLoader.loadTestsFromNames(names, self.module)
        else:
            self.test = testLoader.loadTestsFromModule(self.module)
        if pattern:
            self.test = suite.TestSuite(test for test in _flat(self.test) if any(p in test.id() for p in pattern))
        self._run()
        if exit:
            if self.result.testsRun == 0 and not self.result.skipped:
                sys.exit(5)
            sys.exit(not self.result.wasSuccessful())

    def _parse(self, args):
        names, pattern = [], []
        args = iter(args)
        for arg in args:
            if arg in ("-v", "--verbose"):
                self.verbosity = 2
            elif arg in ("-q", "--quiet"):
                self.verbosity = 0
            elif arg in ("-f", "--failfast"):
                self.failfast = True
            elif arg == "-k":
                pattern.append(next(args, ""))
            elif not arg.startswith("-"):
                names.append(arg)
        return names, pattern

    def _run(self):
        chosen = self.testRunner or runner.TextTestRunner
        if isinstance(chosen, type):
            chosen = chosen(verbosity=self.verbosity, failfast=bool(self.failfast), warnings=self.warnings)
        self.result = chosen.run(self.test)


def _flat(tests):
    for test in tests:
        if isinstance(test, suite.TestSuite):
            yield from _flat(test)
        else:
            yield test


main = TestProgram
