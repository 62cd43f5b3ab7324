"""Futures between threads."""

import threading
from collections import namedtuple
from time import monotonic

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"
TimeoutError = TimeoutError

_PENDING, _RUNNING, _CANCELLED, _FINISHED = "pending", "running", "cancelled", "finished"


class Error(Exception):
    """Base of the errors here."""


class CancelledError(Error):
    """The future was cancelled."""


class InvalidStateError(Error):
    """The future is not in a state in which it can do that."""


class BrokenExecutor(RuntimeError):
    """The executor cannot go on."""


class Future:
    """The result of a call that another thread makes."""

    def __init__(self):
        self._condition = threading.Condition()
        self._state = _PENDING
        self._result = None
        self._exception = None
        self._callbacks = []

    def __repr__(self):
        text = f"<{self.__class__.__name__} at {id(self):#x} state={self._state}"
        if self._state == _FINISHED:
            if self._exception is not None:
                return f"{text} raised {self._exception.__class__.__name__}>"
            return f"{text} returned {self._result.__class__.__name__}>"
        return text + ">"

    def _end(self, state):
        """With the condition held: tell those who wait. The callbacks are the caller's to run."""
        self._state = state
        self._condition.notify_all()

    def _run_callbacks(self):
        for fn in self._callbacks:
            self._call(fn)

    def _call(self, fn):
        try:
            fn(self)
        except Exception:
            import logging

            logging.getLogger("concurrent.futures").exception("exception calling callback for %r", self)

    def cancel(self):
        """Cancel, if it has not begun."""
        with self._condition:
            if self._state in (_RUNNING, _FINISHED):
                return False
            if self._state == _CANCELLED:
                return True
            self._end(_CANCELLED)
        self._run_callbacks()
        return True

    def cancelled(self):
        return self._state == _CANCELLED

    def running(self):
        return self._state == _RUNNING

    def done(self):
        return self._state in (_CANCELLED, _FINISHED)

    def add_done_callback(self, fn):
        """Have `fn(self)` called when it is done, at once if it is done already."""
        with self._condition:
            if not self.done():
                self._callbacks.append(fn)
                return
        self._call(fn)

    def _wait(self, timeout):
        with self._condition:
            if not self._condition.wait_for(self.done, timeout):
                raise TimeoutError()
        if self._state == _CANCELLED:
            raise CancelledError()

    def result(self, timeout=None):
        """The result; waits for it."""
        self._wait(timeout)
        if self._exception is not None:
            try:
                raise self._exception
            finally:
                self = None  # no cycle with the traceback
        return self._result

    def exception(self, timeout=None):
        self._wait(timeout)
        return self._exception

    def set_running_or_notify_cancel(self):
        """Begin; False if it was cancelled."""
        with self._condition:
            if self._state == _CANCELLED:
                return False
            if self._state != _PENDING:
                raise RuntimeError("Future in unexpected state")
            self._state = _RUNNING
            return True

    def _set(self, result, exception):
        with self._condition:
            if self.done():
                raise InvalidStateError("{}: {!r}".format(self._state.upper(), self))
            self._result, self._exception = result, exception
            self._end(_FINISHED)
        self._run_callbacks()

    def set_result(self, result):
        self._set(result, None)

    def set_exception(self, exception):
        self._set(None, exception)

    __class_getitem__ = classmethod(type(list[int]))


DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", "done not_done")


class _Watch:
    """Counts futures as they end."""

    def __init__(self, futures):
        self.condition = threading.Condition()
        self.finished = []
        for f in futures:
            f.add_done_callback(self._ended)

    def _ended(self, future):
        with self.condition:
            self.finished.append(future)
            self.condition.notify_all()


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for futures; two sets, of those done and of the others."""
    fs = set(fs)
    watch = _Watch(fs)

    def enough():
        if len(watch.finished) == len(fs):
            return True
        if return_when == FIRST_COMPLETED:
            return bool(watch.finished)
        if return_when == FIRST_EXCEPTION:
            return any(not f.cancelled() and f._exception is not None for f in watch.finished)
        if return_when != ALL_COMPLETED:
            raise ValueError("Invalid return condition: %r" % return_when)
        return False

    with watch.condition:
        watch.condition.wait_for(enough, timeout)
        done = set(watch.finished)
    return DoneAndNotDoneFutures(done, fs - done)


def as_completed(fs, timeout=None):
    """Futures in the order in which they end."""
    end = None if timeout is None else timeout + monotonic()
    fs = set(fs)
    watch = _Watch(fs)
    for given in range(len(fs)):
        with watch.condition:
            left = None if end is None else end - monotonic()
            if not watch.condition.wait_for(lambda: len(watch.finished) > given, left):
                raise TimeoutError("%d (of %d) futures unfinished" % (len(fs) - given, len(fs)))
            future = watch.finished[given]
        yield future


class Executor:
    """Makes calls elsewhere."""

    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Call `fn` with the elements; the results in order."""
        end = None if timeout is None else timeout + monotonic()
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            try:
                futures.reverse()
                while futures:
                    yield futures.pop().result(None if end is None else end - monotonic())
            finally:
                for future in futures:
                    future.cancel()

        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False
