"""`Task`: a coroutine that the loop drives, from await to await."""

__native_in_cpython__ = True

import contextvars
import itertools
import types
from _weakref import ref
from asyncio.exceptions import CancelledError, InvalidStateError
from asyncio.futures import Future

_new_name = itertools.count(1).__next__
_tasks = {}  # weak references to the tasks that are not done
_current_tasks = {}  # loop: the task whose step it runs


def iscoroutine(obj):
    """Is this what calling an `async def` function gives?"""
    if type(obj) is types.CoroutineType:
        return True
    if isinstance(obj, (types.GeneratorType, types.AsyncGeneratorType)):
        return False
    from _collections_abc import Coroutine

    return isinstance(obj, Coroutine)


def _forget(weak):
    _tasks.pop(weak, None)


def _describe_coro(coro):
    name = getattr(coro, "__qualname__", None) or getattr(coro, "__name__", None) or type(coro).__name__
    code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
    if code is None:
        return f"{name}()"
    frame = getattr(coro, "cr_frame", None) or getattr(coro, "gi_frame", None)
    if frame is not None:
        return f"{name}() running at {code.co_filename}:{frame.f_lineno}"
    return f"{name}() done, defined at {code.co_filename}:{code.co_firstlineno}"


class Task(Future):
    """A coroutine that is driven by the loop."""

    _log_destroy_pending = True

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        super().__init__(loop=loop)
        if not iscoroutine(coro):
            self._log_destroy_pending = False
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        self._name = f"Task-{_new_name()}" if name is None else str(name)
        self._num_cancels_requested = 0
        self._must_cancel = False
        self._fut_waiter = None
        self._coro = coro
        self._context = contextvars.copy_context() if context is None else context
        _tasks[ref(self, _forget)] = None
        if eager_start and self._loop.is_running():
            self.__eager_start()
        else:
            self._loop.call_soon(self.__step, context=self._context)

    def __del__(self):
        if self._state == "PENDING" and self._log_destroy_pending:
            self._loop.call_exception_handler({"task": self, "message": "Task was destroyed but it is pending!"})
        super().__del__()

    def _repr_info(self):
        info = super()._repr_info()
        if self.cancelling() and not self.done():
            info[1] = "cancelling"
        info.insert(2, f"name={self._name!r}")
        if self._fut_waiter is not None:
            info.insert(3, f"wait_for={self._fut_waiter!r}")
        if self._coro:
            info.insert(3, f"coro=<{_describe_coro(self._coro)}>")
        return info

    def set_name(self, value):
        self._name = str(value)

    def get_name(self):
        return self._name

    def get_context(self):
        return self._context

    def get_coro(self):
        return self._coro

    def get_stack(self, *, limit=None):
        """The frame at which the coroutine waits, in a list; empty when it is done."""
        frame = getattr(self._coro, "cr_frame", None)
        return [] if frame is None else [frame]

    def print_stack(self, *, limit=None, file=None):
        from traceback import print_stack

        for frame in self.get_stack(limit=limit):
            print_stack(frame, limit=1, file=file)

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def cancel(self, msg=None):
        """Ask the task to end: a CancelledError is raised where it waits."""
        if self.done():
            return False
        self._log_traceback = False
        self._num_cancels_requested += 1
        if self._fut_waiter is None or not self._fut_waiter.cancel(msg=msg):
            self._must_cancel = True  # at the next step
            self._cancel_message = msg
        return True

    def cancelling(self):
        """How many requests to cancel there were that were not taken back."""
        return self._num_cancels_requested

    def uncancel(self):
        """Take back one request."""
        self._num_cancels_requested = max(self._num_cancels_requested - 1, 0)
        if self._num_cancels_requested == 0:
            self._must_cancel = False
        return self._num_cancels_requested

    def __eager_start(self):
        previous = _current_tasks.get(self._loop)
        _current_tasks[self._loop] = self
        try:
            self._context.run(self.__advance, None)
        finally:
            if previous is None:
                del _current_tasks[self._loop]
            else:
                _current_tasks[self._loop] = previous
        if self.done():
            self._coro = None

    def __step(self, exc=None):
        if self.done():
            raise InvalidStateError(f"__step(): already done: {self!r}, {exc!r}")
        if self._must_cancel:
            if not isinstance(exc, CancelledError):
                exc = self._make_cancelled_error()
            self._must_cancel = False
        self._fut_waiter = None
        loop = self._loop
        if loop in _current_tasks:
            raise RuntimeError(
                f"Cannot enter into task {self!r} while another task {_current_tasks[loop]!r} is being executed."
            )
        _current_tasks[loop] = self
        try:
            self.__advance(exc)
        finally:
            del _current_tasks[loop]
            self = None  # no cycle with a traceback

    def __advance(self, exc):
        """Run the coroutine to its next await, and arrange for what comes after."""
        coro = self._coro
        try:
            awaited = coro.send(None) if exc is None else coro.throw(exc)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                super().cancel(msg=self._cancel_message)
            else:
                super().set_result(stop.value)
        except CancelledError as cancelled:
            self._cancelled_exc = cancelled
            super().cancel()
        except (KeyboardInterrupt, SystemExit) as stop:
            super().set_exception(stop)
            raise
        except BaseException as error:
            super().set_exception(error)
        else:
            complaint = self.__wait_for(awaited)
            if complaint is not None:
                self._loop.call_soon(self.__step, RuntimeError(complaint), context=self._context)
        finally:
            self = None

    def __wait_for(self, awaited):
        """Wait for what the coroutine yielded; returns what is wrong with it, if something is."""
        blocking = getattr(awaited, "_asyncio_future_blocking", None)
        if blocking is None:
            if awaited is None:  # a bare yield gives up one turn
                self._loop.call_soon(self.__step, context=self._context)
                return None
            if isinstance(awaited, types.GeneratorType):
                return f"yield was used instead of yield from for generator in task {self!r} with {awaited!r}"
            return f"Task got bad yield: {awaited!r}"
        if awaited.get_loop() is not self._loop:
            return f"Task {self!r} got Future {awaited!r} attached to a different loop"
        if not blocking:
            return f"yield was used instead of yield from in task {self!r} with {awaited!r}"
        if awaited is self:
            return f"Task cannot await on itself: {self!r}"
        awaited._asyncio_future_blocking = False
        awaited.add_done_callback(self.__wakeup, context=self._context)
        self._fut_waiter = awaited
        if self._must_cancel and awaited.cancel(msg=self._cancel_message):
            self._must_cancel = False
        return None

    def __wakeup(self, future):
        if future.cancelled():
            self.__step(future._make_cancelled_error())
        else:
            self.__step(future.exception())
        self = None


Task.__module__ = "_asyncio"
