"""`asyncio.run` and what it is made of."""

__all__ = ["Runner", "run"]

import contextvars
from asyncio import events, tasks


def _cancel_all_tasks(loop):
    left = tasks._tasks_of(loop)
    if not left:
        return
    for task in left:
        task.cancel()
    loop.run_until_complete(tasks.gather(*left, return_exceptions=True))
    for task in left:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({
                "message": "unhandled exception during asyncio.run() shutdown",
                "exception": task.exception(),
                "task": task,
            })  # fmt: skip


class Runner:
    """Runs coroutines in one loop, one after the other, and cleans up at the end."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._loop_factory = loop_factory
        self._debug = debug
        self._loop = self._context = None
        self._closed = False

    def close(self):
        """Cancel what is left and close the loop."""
        loop = self._loop
        if loop is None:
            return
        try:
            _cancel_all_tasks(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            events.set_event_loop(None)
            loop.close()
            self._loop, self._closed = None, True

    def __enter__(self):
        self._lazy_init()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()

    def get_loop(self):
        self._lazy_init()
        return self._loop

    def run(self, coro, *, context=None):
        """Run a coroutine and return its result."""
        if not tasks.iscoroutine(coro):
            raise ValueError(f"a coroutine was expected, got {coro!r}")
        if events._get_running_loop() is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        self._lazy_init()
        task = self._loop.create_task(coro, context=self._context if context is None else context)
        return self._loop.run_until_complete(task)

    def _lazy_init(self):
        if self._closed:
            raise RuntimeError("Runner is closed")
        if self._loop is not None:
            return
        loop = events.new_event_loop() if self._loop_factory is None else self._loop_factory()
        events.set_event_loop(loop)
        if self._debug is not None:
            loop.set_debug(self._debug)
        self._context = contextvars.copy_context()
        self._loop = loop


def run(main, *, debug=None, loop_factory=None):
    """Run a coroutine in a loop of its own, and close the loop."""
    if events._get_running_loop() is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)
