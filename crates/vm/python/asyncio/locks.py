"""Locks for tasks. Waiters are served in order; one that is cancelled passes its turn on."""

__all__ = ["Lock", "Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier"]

from _collections import deque
from asyncio import events
from asyncio.exceptions import BrokenBarrierError, CancelledError
from itertools import islice


class _LoopBound:
    """Belongs to the loop in which it is first waited for."""

    _loop = None

    def _get_loop(self):
        loop = events.get_running_loop()
        if self._loop is None:
            self._loop = loop
        if loop is not self._loop:
            raise RuntimeError(f"{self!r} is bound to a different event loop")
        return loop

    def _shown(self, state):
        waiters = getattr(self, "_waiters", None)
        if waiters:
            state = f"{state}, waiters:{len(waiters)}"
        return f"{object.__repr__(self)[:-1]} [{state}]>"


class _ContextManager:
    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, exc_type, exc, tb):
        self.release()


async def _stand_in(waiters, fut):
    """Await the future as the last in a line of waiters."""
    waiters.append(fut)
    try:
        await fut
    finally:
        waiters.remove(fut)


def _wake(waiters, most=None):
    """Let up to `most` go on, of those to whom that has not happened yet; how many there were."""
    waiting = list(islice((fut for fut in waiters if not fut.done()), most))
    for fut in waiting:
        fut.set_result(True)
    return len(waiting)


class Lock(_ContextManager, _LoopBound):
    """One task at a time."""

    def __init__(self):
        self._waiters = deque()
        self._locked = False

    def __repr__(self):
        return self._shown("locked" if self._locked else "unlocked")

    def locked(self):
        return self._locked

    async def acquire(self):
        if self._locked or not all(w.cancelled() for w in self._waiters):
            try:
                await _stand_in(self._waiters, self._get_loop().create_future())
            except CancelledError:
                if not self._locked:  # it may have been this one's turn
                    self._wake_up_first()
                raise
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        self._wake_up_first()

    def _wake_up_first(self):
        if self._waiters and not self._waiters[0].done():
            self._waiters[0].set_result(True)


class Event(_LoopBound):
    """A flag to wait for."""

    def __init__(self):
        self._waiters = deque()
        self._value = False

    def __repr__(self):
        return self._shown("set" if self._value else "unset")

    def is_set(self):
        return self._value

    def clear(self):
        self._value = False

    def set(self):
        self._value = True
        _wake(self._waiters)

    async def wait(self):
        if not self._value:
            await _stand_in(self._waiters, self._get_loop().create_future())
        return True


class Condition(_ContextManager, _LoopBound):
    """A lock, and waiting for the notice that something has changed."""

    def __init__(self, lock=None):
        self._waiters = deque()
        self._lock = lock = Lock() if lock is None else lock
        self.locked, self.acquire, self.release = lock.locked, lock.acquire, lock.release

    def __repr__(self):
        return self._shown("locked" if self.locked() else "unlocked")

    async def wait(self):
        """Give the lock back, wait to be notified, take it again."""
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        fut = self._get_loop().create_future()
        self.release()
        try:
            try:
                await _stand_in(self._waiters, fut)
            finally:
                await self._reacquire()
        except BaseException:
            _wake(self._waiters, 1)  # the notice may have been meant for another
            raise
        return True

    async def _reacquire(self):
        """The lock is taken whatever happens; a cancellation is raised afterwards."""
        cancelled = None
        while True:
            try:
                await self.acquire()
                break
            except CancelledError as error:
                cancelled = error
        if cancelled is not None:
            try:
                raise cancelled
            finally:
                cancelled = None

    async def wait_for(self, predicate):
        while not (result := predicate()):
            await self.wait()
        return result

    def notify(self, n=1):
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        _wake(self._waiters, max(n, 0))

    def notify_all(self):
        self.notify(len(self._waiters))


class Semaphore(_ContextManager, _LoopBound):
    """At most `value` tasks at a time."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._value = value
        self._waiters = deque()

    def __repr__(self):
        return self._shown("locked" if self.locked() else f"unlocked, value:{self._value}")

    def locked(self):
        return self._value == 0 or not all(w.cancelled() for w in self._waiters)

    async def acquire(self):
        if not self.locked():
            self._value -= 1
            return True
        fut = self._get_loop().create_future()
        try:
            await _stand_in(self._waiters, fut)
        except CancelledError:
            if fut.done() and not fut.cancelled():  # it had been let in
                self._value += 1
            raise
        finally:
            self._let_in(self._value)
        return True

    def release(self):
        self._value += 1
        self._let_in(1)

    def _let_in(self, most):
        """Wake those who wait; what each is going to take is taken off at once."""
        self._value -= _wake(self._waiters, most)


class BoundedSemaphore(Semaphore):
    """A semaphore that minds being released too often."""

    def __init__(self, value=1):
        super().__init__(value)
        self._bound_value = value

    def release(self):
        if self._value >= self._bound_value:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


class Barrier(_LoopBound):
    """Holds tasks until there are `parties` of them."""

    def __init__(self, parties):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._cond = Condition()
        self._state = "filling"  # then "draining", or "resetting" or "broken"
        self._count = 0
        self._parties = parties

    def __repr__(self):
        state = self._state
        if not self.broken:
            state += f", waiters:{self.n_waiting}/{self.parties}"
        return self._shown(state)

    @property
    def broken(self):
        return self._state == "broken"

    @property
    def n_waiting(self):
        return self._count if self._state == "filling" else 0

    @property
    def parties(self):
        return self._parties

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *args):
        pass

    async def abort(self):
        async with self._cond:
            self._state = "broken"
            self._cond.notify_all()

    async def reset(self):
        async with self._cond:
            self._state = "resetting" if self._count > 0 else "filling"
            self._cond.notify_all()

    async def wait(self):
        """Wait for the others; each gets a number of its own."""
        async with self._cond:
            await self._cond.wait_for(lambda: self._state not in ("draining", "resetting"))
            if self.broken:
                raise BrokenBarrierError("Barrier aborted")
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._state = "draining"
                    self._cond.notify_all()
                else:
                    await self._cond.wait_for(lambda: self._state != "filling")
                    if self._state in ("broken", "resetting"):
                        raise BrokenBarrierError("Abort or reset of barrier")
                return index
            finally:
                self._count -= 1
                if not self._count and self._state in ("resetting", "draining"):
                    self._state = "filling"
                self._cond.notify_all()
