"""The event loop: a queue of callbacks that are ready, and a heap of those that wait for their time.

Two things keep the order of a real loop when time is virtual: deadlines that are equal are kept in order of arrival,
and the loop wakes a moment after the first deadline, so that ten sleeps of 0.1 end after one of 1.0.
"""

import contextvars
import sys
import time as _time
from _collections import deque
from _thread import allocate_lock, get_ident
from _weakref import ref
from heapq import heapify, heappop, heappush

_LATENCY = 1e-5  # seconds
_RESOLUTION = 1e-9


_running = {}  # thread: the loop that runs in it
_current = {}  # thread: the loop that was set for it


def _get_running_loop():
    return _running.get(get_ident())


def _set_running_loop(loop):
    if loop is None:
        _running.pop(get_ident(), None)
    else:
        _running[get_ident()] = loop


def get_running_loop():
    """The loop that runs in this thread."""
    loop = _running.get(get_ident())
    if loop is None:
        raise RuntimeError("no running event loop")
    return loop


def get_event_loop():
    """The running loop, or the one that was set."""
    loop = _running.get(get_ident()) or _current.get(get_ident())
    if loop is None:
        import warnings

        warnings.warn("There is no current event loop", DeprecationWarning, stacklevel=2)
        loop = new_event_loop()
        set_event_loop(loop)
    return loop


def set_event_loop(loop):
    if loop is None:
        _current.pop(get_ident(), None)
    else:
        _current[get_ident()] = loop


def new_event_loop():
    return _policy.new_event_loop()


class AbstractEventLoopPolicy:
    """Decides which loop a thread has."""

    def get_event_loop(self):
        raise NotImplementedError

    def set_event_loop(self, loop):
        raise NotImplementedError

    def new_event_loop(self):
        raise NotImplementedError


class DefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """One loop a thread, the one that was set."""

    def get_event_loop(self):
        loop = _current.get(get_ident())
        if loop is None:
            raise RuntimeError("There is no current event loop in thread 'MainThread'.")
        return loop

    def set_event_loop(self, loop):
        set_event_loop(loop)

    def new_event_loop(self):
        return BaseEventLoop()


_policy = DefaultEventLoopPolicy()


def get_event_loop_policy():
    return _policy


def set_event_loop_policy(policy):
    """Have loops made by another policy; None for the usual one."""
    global _policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError(f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    _policy = DefaultEventLoopPolicy() if policy is None else policy


def _describe(func, args=()):
    """A callback for reprs: name, arguments and place."""
    inner = func
    while hasattr(inner, "func"):
        inner = inner.func
    name = getattr(func, "__qualname__", None) or getattr(func, "__name__", None) or repr(func)
    text = f"{name}({', '.join(map(repr, args))})"
    code = getattr(getattr(inner, "__func__", inner), "__code__", None)
    return f"{text} at {code.co_filename}:{code.co_firstlineno}" if code else text


class Handle:
    """A callback that is to be called, unless it is cancelled first."""

    __slots__ = ("_callback", "_args", "_cancelled", "_loop", "_context", "__weakref__")

    def __init__(self, callback, args, loop, context=None):
        self._context = contextvars.copy_context() if context is None else context
        self._loop = loop
        self._callback = callback
        self._args = args
        self._cancelled = False

    def __repr__(self):
        return f"<{' '.join(self._repr_info())}>"

    def _repr_info(self):
        info = [self.__class__.__name__]
        if self._cancelled:
            info.append("cancelled")
        if self._callback is not None:
            info.append(_describe(self._callback, self._args))
        return info

    def get_context(self):
        return self._context

    def cancel(self):
        if not self._cancelled:
            self._cancelled = True
            self._callback = self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._loop.call_exception_handler({
                "message": f"Exception in callback {_describe(self._callback, self._args)}",
                "exception": exc,
                "handle": self,
            })  # fmt: skip


class TimerHandle(Handle):
    """A callback that waits for its time."""

    __slots__ = ("_scheduled", "_when", "_order")

    def __init__(self, when, order, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when = when
        self._order = order
        self._scheduled = False

    def _repr_info(self):
        info = super()._repr_info()
        info.insert(2 if self._cancelled else 1, f"when={self._when}")
        return info

    def when(self):
        return self._when

    def __lt__(self, other):
        return (self._when, self._order) < (other._when, other._order)

    def cancel(self):
        if not self._cancelled:
            self._loop._timer_cancelled(self)
        super().cancel()


class AbstractEventLoop:
    """What loops have in common: nothing here."""


def _done_run(future):
    if not future.cancelled() and isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        return
    future.get_loop().stop()


class BaseEventLoop(AbstractEventLoop):
    def __init__(self):
        self._ready = deque()
        self._scheduled = []
        self._cancelled_timers = 0
        self._timers_made = 0
        self._closed = False
        self._stopping = False
        self._thread_id = None
        self._debug = False
        self._task_factory = None
        self._exception_handler = None
        self._asyncgens = {}
        self._outside = 0  # calls that run in threads and will report back
        self._bell = allocate_lock()  # released to wake a loop that waits for them
        self.slow_callback_duration = 0.1

    def __repr__(self):
        return f"<{self.__class__.__name__} running={self.is_running()} closed={self.is_closed()} debug={self._debug}>"

    # Running.

    def run_forever(self):
        self._check_closed()
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if _get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        hooks = sys.get_asyncgen_hooks()
        self._thread_id = get_ident()
        sys.set_asyncgen_hooks(firstiter=self._asyncgen_first, finalizer=self._asyncgen_dropped)
        _set_running_loop(self)
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._thread_id = None
            _set_running_loop(None)
            sys.set_asyncgen_hooks(*hooks)

    def run_until_complete(self, future):
        """Run until a future or coroutine is done, and return its result."""
        from asyncio.futures import isfuture
        from asyncio.tasks import ensure_future

        self._check_closed()
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if _get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        new_task = not isfuture(future)
        future = ensure_future(future, loop=self)
        if new_task:
            future._log_destroy_pending = False
        future.add_done_callback(_done_run)
        try:
            self.run_forever()
        except:
            if new_task and future.done() and not future.cancelled():
                future.exception()  # it is about to be seen
            raise
        finally:
            future.remove_done_callback(_done_run)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def stop(self):
        self._stopping = True

    def close(self):
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        self._closed = True
        self._ready.clear()
        self._scheduled.clear()

    def is_closed(self):
        return self._closed

    def is_running(self):
        return self._thread_id is not None

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    def _run_once(self):
        """One turn: wait until something is due, then call what was ready at that moment."""
        scheduled = self._scheduled
        if len(scheduled) > 100 and self._cancelled_timers > len(scheduled) // 2:
            scheduled[:] = [handle for handle in scheduled if not handle._cancelled]
            heapify(scheduled)
            self._cancelled_timers = 0
        while scheduled and scheduled[0]._cancelled:
            self._cancelled_timers -= 1
            heappop(scheduled)._scheduled = False
        if not self._ready and not self._stopping:
            self._wait(scheduled[0]._when - self.time() if scheduled else None)
        deadline = self.time() + _RESOLUTION
        while scheduled and scheduled[0]._when < deadline:
            handle = heappop(scheduled)
            handle._scheduled = False
            if handle._cancelled:
                self._cancelled_timers -= 1
            self._ready.append(handle)
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle._cancelled:
                handle._run()

    def _wait(self, seconds):
        if seconds is not None:
            if seconds <= 0:
                return
            seconds += _LATENCY
        if seconds is not None and not self._outside:
            _time.sleep(seconds)
            return
        self._bell.acquire(False)
        if not self._ready:
            self._bell.acquire(True, -1 if seconds is None else seconds)

    # Callbacks.

    def time(self):
        return _time.monotonic()

    def call_soon(self, callback, *args, context=None):
        self._check_closed()
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        handle = self.call_soon(callback, *args, context=context)
        if self._bell.locked():
            try:
                self._bell.release()
            except RuntimeError:  # somebody else rang
                pass
        return handle

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError("delay must not be None")
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        self._timers_made += 1
        timer = TimerHandle(when, self._timers_made, callback, args, self, context)
        heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def _timer_cancelled(self, handle):
        if handle._scheduled:
            self._cancelled_timers += 1

    # Futures and tasks.

    def create_future(self):
        from asyncio.futures import Future

        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        self._check_closed()
        if self._task_factory is not None:
            kwargs = {} if context is None else {"context": context}
            task = self._task_factory(self, coro, **kwargs)
            if name is not None:
                task.set_name(name)
            return task
        from asyncio.tasks import Task

        return Task(coro, loop=self, name=name, context=context)

    def set_task_factory(self, factory):
        if factory is not None and not callable(factory):
            raise TypeError("task factory must be a callable or None")
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def run_in_executor(self, executor, func, *args):
        """Call a function in a thread of its own; a future of its result."""
        from threading import Thread

        self._check_closed()
        future = self.create_future()
        self._outside += 1

        def settle(result, exc):
            self._outside -= 1
            if not future.cancelled():
                future.set_result(result) if exc is None else future.set_exception(exc)

        def work():
            result = exc = None
            try:
                result = func(*args)
            except BaseException as raised:
                exc = raised
            self.call_soon_threadsafe(settle, result, exc)

        Thread(target=work, name=f"asyncio_{self._outside - 1}", daemon=True).start()
        return future

    def set_default_executor(self, executor):
        pass

    async def shutdown_default_executor(self, timeout=None):
        pass

    # Asynchronous generators that are not run to their end.

    def _asyncgen_first(self, agen):
        self._asyncgens[id(agen)] = ref(agen)

    def _asyncgen_dropped(self, agen):
        self._asyncgens.pop(id(agen), None)
        if not self.is_closed():
            self.call_soon_threadsafe(self.create_task, agen.aclose())

    async def shutdown_asyncgens(self):
        if not self._asyncgens:
            return
        from asyncio.tasks import gather

        closing = [agen for weak in self._asyncgens.values() if (agen := weak()) is not None]
        self._asyncgens = {}
        results = await gather(*[agen.aclose() for agen in closing], return_exceptions=True)
        for result, agen in zip(results, closing):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    "message": f"an error occurred during closing of asynchronous generator {agen!r}",
                    "exception": result,
                    "asyncgen": agen,
                })  # fmt: skip

    # Errors nobody else sees.

    def get_exception_handler(self):
        return self._exception_handler

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._exception_handler = handler

    def default_exception_handler(self, context):
        """Write message, details and traceback to stderr."""
        lines = [context.get("message") or "Unhandled exception in event loop"]
        for key in sorted(context):
            if key not in ("message", "exception"):
                lines.append(f"{key}: {context[key]!r}")
        text = "\n".join(lines) + "\n"
        exception = context.get("exception")
        if exception is not None:
            from traceback import format_exception

            text += "".join(format_exception(exception))
        sys.stderr.write(text)

    def call_exception_handler(self, context):
        if self._exception_handler is None:
            self.default_exception_handler(context)
        else:
            self._exception_handler(self, context)

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled


BaseEventLoop.__name__ = BaseEventLoop.__qualname__ = "_UnixSelectorEventLoop"
BaseEventLoop.__module__ = "asyncio.unix_events"
