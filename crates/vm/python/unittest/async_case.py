"""Tests that are coroutines: one loop for a test, its set-up and its end."""

import inspect
from unittest.case import TestCase

__unittest = True


class IsolatedAsyncioTestCase(TestCase):
    """`asyncSetUp`, `asyncTearDown` and test methods may be coroutine functions."""

    loop_factory = None

    async def asyncSetUp(self):
        pass

    async def asyncTearDown(self):
        pass

    def addAsyncCleanup(self, func, /, *args, **kwargs):
        self.addCleanup(func, *args, **kwargs)

    async def enterAsyncContext(self, cm):
        result = await type(cm).__aenter__(cm)
        self.addAsyncCleanup(type(cm).__aexit__, cm, None, None, None)
        return result

    def _await(self, made):
        async def wait():
            return await made

        return self._runner.run(wait()) if inspect.isawaitable(made) else made

    def _callSetUp(self):
        self._runner.get_loop()
        self.setUp()
        self._await(self.asyncSetUp())

    def _callTestMethod(self, method):
        self._await(method())

    def _callTearDown(self):
        self._await(self.asyncTearDown())
        self.tearDown()

    def _callCleanup(self, function, /, *args, **kwargs):
        self._await(function(*args, **kwargs))

    def run(self, result=None):
        from asyncio import Runner

        self._runner = Runner(debug=True, loop_factory=self.loop_factory)
        try:
            return super().run(result)
        finally:
            self._runner.close()
            self._runner = None
