"""Functions that make tasks and wait for several."""

__all__ = [
    "Task", "create_task", "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "wait", "wait_for", "as_completed",
    "sleep", "gather", "shield", "ensure_future", "run_coroutine_threadsafe", "current_task", "all_tasks",
    "create_eager_task_factory", "eager_task_factory", "to_thread", "iscoroutine", "iscoroutinefunction",
]  # fmt: skip

import contextvars
import types
from _collections import deque
from asyncio import events, futures
from asyncio._task import Task, _current_tasks, _tasks, iscoroutine
from asyncio.exceptions import CancelledError
from asyncio.futures import Future, isfuture

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


def iscoroutinefunction(func):
    import inspect

    return inspect.iscoroutinefunction(func)


def current_task(loop=None):
    """The task that is running, or None."""
    return _current_tasks.get(events.get_running_loop() if loop is None else loop)


def all_tasks(loop=None):
    """The tasks of a loop that are not done."""
    return set(_tasks_of(events.get_running_loop() if loop is None else loop))


def _tasks_of(loop):
    """The tasks of a loop that are not done, in order of creation."""
    found = [weak() for weak in list(_tasks)]
    return [task for task in found if task is not None and task._loop is loop and not task.done()]


def create_task(coro, *, name=None, context=None):
    """Let a coroutine run as a task of the running loop."""
    return events.get_running_loop().create_task(coro, name=name, context=context)


def create_eager_task_factory(custom_task_constructor):
    def factory(loop, coro, *, name=None, context=None, eager_start=True):
        return custom_task_constructor(coro, loop=loop, name=name, context=context, eager_start=eager_start)

    return factory


eager_task_factory = create_eager_task_factory(Task)


def ensure_future(coro_or_future, *, loop=None):
    """A future as it is, a coroutine or awaitable as a task."""
    if isfuture(coro_or_future):
        if loop is not None and loop is not coro_or_future.get_loop():
            raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
        return coro_or_future
    coro = coro_or_future
    if not iscoroutine(coro):
        if not hasattr(type(coro), "__await__"):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")

        async def _wrap_awaitable(awaitable):
            return await awaitable

        coro = _wrap_awaitable(coro)
    return (events.get_event_loop() if loop is None else loop).create_task(coro)


@types.coroutine
def _give_way():
    yield


async def sleep(delay, result=None):
    """Wait; with 0, let others take a turn."""
    if delay <= 0:
        await _give_way()
        return result
    if delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    loop = events.get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, futures._set_result_unless_cancelled, future, result)
    try:
        return await future
    finally:
        timer.cancel()


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Wait for tasks; two sets, of those done and of the others."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any(iscoroutine(f) for f in fs):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = events.get_running_loop()
    waiter = loop.create_future()
    timer = None if timeout is None else loop.call_later(timeout, _release, waiter)
    pending = len(fs)

    def one_done(f):
        nonlocal pending
        pending -= 1
        if (
            pending <= 0
            or return_when == FIRST_COMPLETED
            or return_when == FIRST_EXCEPTION
            and not f.cancelled()
            and f.exception() is not None
        ):
            if timer is not None:
                timer.cancel()
            _release(waiter)

    for f in fs:
        f.add_done_callback(one_done)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for f in fs:
            f.remove_done_callback(one_done)
    done = {f for f in fs if f.done()}
    return done, fs - done


def _release(waiter, *args):
    if not waiter.done():
        waiter.set_result(None)


async def wait_for(fut, timeout):
    """Await something, but not longer than `timeout` seconds; then cancel it and raise TimeoutError."""
    if fut is not None and not isfuture(fut) and not iscoroutine(fut) and hasattr(type(fut), "__await__"):
        fut = ensure_future(fut)
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as exc:
            raise TimeoutError from exc
    from asyncio.timeouts import timeout as limit

    async with limit(timeout):
        return await fut


async def _cancel_and_wait(fut):
    waiter = events.get_running_loop().create_future()

    def done(_):
        _release(waiter)

    fut.add_done_callback(done)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(done)


class _AsCompletedIterator:
    """Futures in the order in which they finish, for `async for` and for `for` (which gives coroutines)."""

    def __init__(self, aws, timeout):
        self._done = deque()
        self._getters = deque()
        loop = events.get_event_loop()
        todo = {ensure_future(aw, loop=loop): None for aw in dict.fromkeys(aws)}
        self._todo = todo
        self._left = len(todo)
        self._loop = loop
        self._timer = None
        for f in todo:
            f.add_done_callback(self._one_done)
        if todo and timeout is not None:
            self._timer = loop.call_later(timeout, self._timed_out)

    def __aiter__(self):
        return self

    def __iter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return await self._next(result=False)

    def __next__(self):
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._next(result=True)

    def _timed_out(self):
        for f in self._todo:
            f.remove_done_callback(self._one_done)
            self._put(None)
        self._todo.clear()

    def _one_done(self, f):
        if f not in self._todo:
            return
        del self._todo[f]
        self._put(f)
        if not self._todo and self._timer is not None:
            self._timer.cancel()

    def _put(self, f):
        self._done.append(f)
        while self._getters:
            getter = self._getters.popleft()
            if not getter.done():
                getter.set_result(None)
                break

    async def _next(self, result):
        while not self._done:
            getter = self._loop.create_future()
            self._getters.append(getter)
            await getter
        f = self._done.popleft()
        if f is None:
            raise TimeoutError
        return f.result() if result else f


def as_completed(fs, *, timeout=None):
    """Iterate over awaitables as they finish."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
    return _AsCompletedIterator(fs, timeout)


class _GatheringFuture(Future):
    """What `gather` returns: cancelling it cancels the children."""

    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._cancel_requested = False
        self._children = children

    def cancel(self, msg=None):
        if self.done():
            return False
        cancelled = [child.cancel(msg=msg) for child in self._children]
        self._cancel_requested |= any(cancelled)
        return any(cancelled)


def gather(*coros_or_futures, return_exceptions=False):
    """Run awaitables at the same time; a list of their results, in their order."""
    if not coros_or_futures:
        outer = events.get_event_loop().create_future()
        outer.set_result([])
        return outer
    children, by_argument = [], {}
    unique, finished = 0, 0
    loop = outer = None

    def child_done(fut):
        nonlocal finished
        finished += 1
        if outer is None or outer.done():
            if not fut.cancelled():
                fut.exception()  # seen
            return
        if not return_exceptions:
            if fut.cancelled():
                outer.set_exception(fut._make_cancelled_error())
                return
            if fut.exception() is not None:
                outer.set_exception(fut.exception())
                return
        if finished < unique:
            return
        results = []
        for child in children:
            if child.cancelled():
                results.append(CancelledError("" if child._cancel_message is None else child._cancel_message))
            else:
                exc = child.exception()
                results.append(child.result() if exc is None else exc)
        if outer._cancel_requested:
            outer.set_exception(fut._make_cancelled_error())
        else:
            outer.set_result(results)

    done_already = []
    for arg in coros_or_futures:
        if arg not in by_argument:
            fut = ensure_future(arg, loop=loop)
            if loop is None:
                loop = fut.get_loop()
            if fut is not arg:
                fut._log_destroy_pending = False
            unique += 1
            by_argument[arg] = fut
            if fut.done():
                done_already.append(fut)
            else:
                fut.add_done_callback(child_done)
        children.append(by_argument[arg])
    outer = _GatheringFuture(children, loop=loop)
    for fut in done_already:
        child_done(fut)
    return outer


def shield(arg):
    """Wait for something without passing a cancellation on to it."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner.get_loop().create_future()

    def inner_done(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()  # seen
        elif inner.cancelled():
            outer.cancel()
        elif inner.exception() is not None:
            outer.set_exception(inner.exception())
        else:
            outer.set_result(inner.result())

    def outer_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_done)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer


async def to_thread(func, /, *args, **kwargs):
    """Call a function in another thread, with this context."""
    from functools import partial

    loop = events.get_running_loop()
    context = contextvars.copy_context()
    return await loop.run_in_executor(None, partial(context.run, func, *args, **kwargs))


class _ThreadsafeResult:
    """The result of a coroutine that runs in the loop of another thread."""

    def __init__(self):
        import threading

        self._ready = threading.Event()
        self._task = None

    def result(self, timeout=None):
        if not self._ready.wait(timeout):
            raise TimeoutError
        return self._task.result()

    def done(self):
        return self._ready.is_set()


def run_coroutine_threadsafe(coro, loop):
    """Give a coroutine to the loop of another thread; `result()` of what this returns waits."""
    if not iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    answer = _ThreadsafeResult()

    def begin():
        answer._task = ensure_future(coro, loop=loop)
        answer._task.add_done_callback(lambda _: answer._ready.set())

    loop.call_soon_threadsafe(begin)
    return answer
