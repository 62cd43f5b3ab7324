"""Futures: results that are not there yet."""

__native_in_cpython__ = True

__all__ = ["Future", "wrap_future", "isfuture"]

import contextvars
from asyncio import events
from asyncio.exceptions import CancelledError, InvalidStateError

GenericAlias = type(list[int])

_PENDING = "PENDING"
_CANCELLED = "CANCELLED"
_FINISHED = "FINISHED"


def isfuture(obj):
    """Is this a future, or something that behaves like one?"""
    return hasattr(obj.__class__, "_asyncio_future_blocking") and obj._asyncio_future_blocking is not None


class Future:
    """A result that is not there yet. Awaiting it waits; callbacks are called by the loop, in order."""

    _state = _PENDING
    _result = None
    _exception = None
    _loop = None
    _cancel_message = None
    _cancelled_exc = None
    _asyncio_future_blocking = False
    __log_traceback = False  # has it an exception that nobody has asked for?

    def __init__(self, *, loop=None):
        self._loop = events.get_event_loop() if loop is None else loop
        self._callbacks = []

    def __repr__(self):
        return f"<{' '.join(self._repr_info())}>"

    def _repr_info(self):
        info = [type(self).__name__, self._state.lower()]
        if self._state == _FINISHED:
            if self._exception is not None:
                info.append(f"exception={self._exception!r}")
            else:
                from reprlib import repr as short_repr

                info.append(f"result={short_repr(self._result)}")
        if self._callbacks:
            info.append(_describe_callbacks(self._callbacks))
        return info

    def __del__(self):
        if not self.__log_traceback:
            return
        self._loop.call_exception_handler({
            "message": f"{self.__class__.__name__} exception was never retrieved",
            "exception": self._exception,
            "future": self,
        })  # fmt: skip

    def __set_log_traceback(self, val):
        if val:
            raise ValueError("_log_traceback can only be set to False")
        self.__log_traceback = False

    _log_traceback = property(lambda self: self.__log_traceback, __set_log_traceback)

    def _make_cancelled_error(self):
        if self._cancelled_exc is not None:
            exc, self._cancelled_exc = self._cancelled_exc, None
            return exc
        return CancelledError() if self._cancel_message is None else CancelledError(self._cancel_message)

    def __settle(self, state):
        """It is done, one way or the other: the callbacks are due."""
        self._state = state
        callbacks, self._callbacks = self._callbacks, []
        for callback, context in callbacks:
            self._loop.call_soon(callback, self, context=context)

    def cancel(self, msg=None):
        """Cancel and tell the callbacks; False if it was done already."""
        self.__log_traceback = False
        if self.done():
            return False
        self._cancel_message = msg
        self.__settle(_CANCELLED)
        return True

    def get_loop(self):
        return self._loop

    def done(self):
        return self._state != _PENDING

    def cancelled(self):
        return self._state == _CANCELLED

    def __without_outcome(self, complaint):
        """The error for asking too early, or for what was cancelled."""
        return self._make_cancelled_error() if self.cancelled() else InvalidStateError(complaint)

    def result(self):
        """The result; raises the exception, if that is how it ended."""
        if self._state != _FINISHED:
            raise self.__without_outcome("Result is not set.")
        self.__log_traceback = False
        if self._exception is not None:
            raise self._exception.with_traceback(self._exception_tb)
        return self._result

    def exception(self):
        """The exception, or None."""
        if self._state != _FINISHED:
            raise self.__without_outcome("Exception is not set.")
        self.__log_traceback = False
        return self._exception

    def __await__(self):
        if not self.done():
            self._asyncio_future_blocking = True
            yield self
        if not self.done():
            raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__
    __class_getitem__ = classmethod(GenericAlias)

    def add_done_callback(self, fn, *, context=None):
        """Have `fn(self)` called when it is done, soon if it is done already."""
        if self._state != _PENDING:
            self._loop.call_soon(fn, self, context=context)
        else:
            self._callbacks.append((fn, contextvars.copy_context() if context is None else context))

    def remove_done_callback(self, fn):
        """Take a callback away; how many there were."""
        kept = [(f, context) for f, context in self._callbacks if f != fn]
        removed = len(self._callbacks) - len(kept)
        if removed:
            self._callbacks[:] = kept
        return removed

    def set_result(self, result):
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        self._result = result
        self.__settle(_FINISHED)

    def set_exception(self, exception):
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        if isinstance(exception, StopIteration):
            new = RuntimeError("StopIteration interacts badly with generators and cannot be raised into a Future")
            new.__cause__ = new.__context__ = exception
            exception = new
        self._exception = exception
        self._exception_tb = exception.__traceback__
        self.__log_traceback = True
        self.__settle(_FINISHED)


Future.__module__ = "_asyncio"


def _describe_callbacks(callbacks):
    shown = [events._describe(callback) for callback, _ in callbacks]
    if len(shown) > 2:
        shown[1:-1] = [f"<{len(shown) - 2} more>"]
    return f"cb=[{', '.join(shown)}]"


def _set_result_unless_cancelled(fut, result):
    if not fut.cancelled():
        fut.set_result(result)


def wrap_future(future, *, loop=None):
    """A future of ours as it is."""
    if isfuture(future):
        return future
    raise TypeError(f"concurrent.futures.Future is expected, got {future!r}")
