"""Threads, and what they use to wait for one another."""

__all__ = [
    "get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread", "TIMEOUT_MAX", "Event",
    "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread", "Barrier", "BrokenBarrierError", "Timer",
    "ThreadError", "excepthook", "ExceptHookArgs", "local", "get_native_id", "stack_size", "settrace", "setprofile",
]  # fmt: skip

import sys
import _thread
from _collections import deque
from _thread import RLock, allocate_lock, get_ident, start_new_thread
from _thread import _local as local
from itertools import count
from time import monotonic

Lock = _thread.LockType if hasattr(_thread, "LockType") else allocate_lock
ThreadError = RuntimeError
TIMEOUT_MAX = getattr(_thread, "TIMEOUT_MAX", 9223372036.0)
get_native_id = getattr(_thread, "get_native_id", get_ident)


def stack_size(size=0):
    return 0


def settrace(func):
    pass


def setprofile(func):
    pass


# Waiting.


def _described(lock, state):
    cls = lock.__class__
    return f"<{cls.__module__}.{cls.__qualname__} at {id(lock):#x}: {state}>"


class Condition:
    """A lock, and waiting for the notice that something has changed."""

    def __init__(self, lock=None):
        self._waiters = deque()
        self._lock = lock = RLock() if lock is None else lock
        self.acquire, self.release = lock.acquire, lock.release
        for name in ("_release_save", "_acquire_restore", "_is_owned"):
            if hasattr(lock, name):
                setattr(self, name, getattr(lock, name))

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._waiters)})>"

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Give the lock back, wait to be notified, take it again; False after the timeout."""
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = allocate_lock()
        waiter.acquire()
        self._waiters.append(waiter)
        state = self._release_save()
        notified = False
        try:
            if timeout is None:
                notified = waiter.acquire()
            else:
                notified = waiter.acquire(True, timeout) if timeout > 0 else waiter.acquire(False)
            return notified
        finally:
            self._acquire_restore(state)
            if not notified:
                try:
                    self._waiters.remove(waiter)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        """Wait until the predicate holds."""
        end = None if timeout is None else monotonic() + timeout
        result = predicate()
        while not result:
            left = None if end is None else end - monotonic()
            if left is not None and left <= 0:
                break
            self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        """Wake up to `n` who wait."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        while self._waiters and n > 0:
            waiter = self._waiters.popleft()
            try:
                waiter.release()
            except RuntimeError:  # it has just given up
                continue
            n -= 1

    def notify_all(self):
        self.notify(len(self._waiters))

    notifyAll = notify_all


class Semaphore:
    """At most `value` threads at a time."""

    _initial_value = float("inf")  # what a BoundedSemaphore must not exceed

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value
        self._cond = Condition(Lock())

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        with self._cond:
            if not blocking:
                if self._value == 0:
                    return False
            elif not self._cond.wait_for(lambda: self._value > 0, timeout):
                return False
            self._value -= 1
            return True

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            value = self._value + n
            if value > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value = value
            self._cond.notify(n)

    __enter__ = acquire

    def __exit__(self, t, v, tb):
        self.release()

    def __repr__(self):
        return _described(self, f"value={self._value}")


class BoundedSemaphore(Semaphore):
    """A semaphore that minds being released too often."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        return _described(self, f"value={self._value}/{self._initial_value}")


class Event:
    """A flag to wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def __repr__(self):
        return _described(self, "set" if self._flag else "unset")

    def is_set(self):
        return self._flag

    isSet = is_set

    def clear(self):
        with self._cond:
            self._flag = False

    def set(self):
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def wait(self, timeout=None):
        # Whoever was notified has seen the flag set, even if it has been cleared since.
        with self._cond:
            return self._flag or self._cond.wait(timeout)


class BrokenBarrierError(RuntimeError):
    """The barrier was broken, or reset while threads waited."""


class Barrier:
    """Holds threads until there are `parties` of them."""

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = "filling"
        self._count = 0

    def __repr__(self):
        return _described(self, "broken" if self.broken else f"waiters={self.n_waiting}/{self.parties}")

    def wait(self, timeout=None):
        """Wait for the others; each gets a number of its own."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            self._cond.wait_for(lambda: self._state not in ("draining", "resetting"))
            if self._state == "broken":
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._let_go()
                else:
                    self._hold(timeout)
                return index
            finally:
                self._count -= 1
                if self._count == 0 and self._state in ("resetting", "draining"):
                    self._state = "filling"
                    self._cond.notify_all()

    def _let_go(self):
        try:
            if self._action:
                self._action()
        except:
            self._break()
            raise
        self._state = "draining"
        self._cond.notify_all()

    def _hold(self, timeout):
        if not self._cond.wait_for(lambda: self._state != "filling", timeout):
            self._break()
            raise BrokenBarrierError
        if self._state in ("broken", "resetting"):
            raise BrokenBarrierError

    def _break(self):
        self._state = "broken"
        self._cond.notify_all()

    def reset(self):
        with self._cond:
            self._state = "resetting" if self._count > 0 else "filling"
            self._cond.notify_all()

    def abort(self):
        with self._cond:
            self._break()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count if self._state == "filling" else 0

    @property
    def broken(self):
        return self._state == "broken"


# Threads.

_counter = count(1).__next__
_active = {}  # by ident
_starting = {}


class Thread:
    """A thread: a function with arguments, or a subclass with its own `run`."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if name:
            name = str(name)
        else:
            name = f"Thread-{_counter()}"
            if target is not None and hasattr(target, "__name__"):
                name += f" ({target.__name__})"
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._ident = None
        self._started = Event()
        self._finished = allocate_lock()  # held while it runs
        self._is_stopped = False
        self._initialized = True

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._started.is_set():
            status = "stopped" if self._is_stopped else "started"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += f" {self._ident}"
        return f"<{self.__class__.__name__}({self._name}, {status})>"

    def run(self):
        """What the thread does."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:  # what it was given need not live as long as the thread object
            del self._args, self._kwargs, self._target

    def start(self):
        """Begin; returns when the thread runs."""
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("threads can only be started once")
        _starting[id(self)] = self
        self._finished.acquire()
        try:
            start_new_thread(self._bootstrap_inner, ())
        except Exception:
            del _starting[id(self)]
            raise
        self._started.wait()

    def _bootstrap_inner(self):
        self._ident = get_ident()
        _active[self._ident] = self
        _starting.pop(id(self), None)
        self._started.set()
        try:
            self.run()
        except BaseException:
            hook = excepthook
            exc = sys.exception()
            hook(ExceptHookArgs((type(exc), exc, exc.__traceback__, self)))
            exc = None
        finally:
            self._is_stopped = True
            _active.pop(self._ident, None)
            self._finished.release()

    def _check_initialized(self):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")

    def join(self, timeout=None):
        """Wait until it has ended."""
        self._check_initialized()
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if not self._started.is_set():
            raise RuntimeError("cannot join thread before it is started")
        if self._is_stopped:
            return
        if timeout is None:
            ended = self._finished.acquire()
        else:
            ended = self._finished.acquire(timeout=timeout) if timeout > 0 else self._finished.acquire(False)
        if ended:
            self._finished.release()

    def is_alive(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._started.is_set() and not self._is_stopped

    @property
    def ident(self):
        return self._ident

    native_id = ident

    @property
    def name(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        self._name = str(name)

    @property
    def daemon(self):
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        self._check_initialized()
        if self._started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        return self.daemon

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name


class ExceptHookArgs(tuple):
    """What `excepthook` gets: exc_type, exc_value, exc_traceback, thread."""

    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])

    def __repr__(self):
        names = ("exc_type", "exc_value", "exc_traceback", "thread")
        return f"_thread._ExceptHookArgs({', '.join(f'{n}={v!r}' for n, v in zip(names, self))})"


def excepthook(args, /):
    """Print the exception that ended a thread."""
    if args.exc_type is SystemExit:
        return
    import traceback

    name = get_ident() if args.thread is None else args.thread.name
    print(f"Exception in thread {name}:", file=sys.stderr, flush=True)
    traceback.print_exception(args.exc_type, args.exc_value, args.exc_traceback)


__excepthook__ = excepthook


class Timer(Thread):
    """Calls a function after a while, unless it is cancelled."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        if not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _MainThread(Thread):
    def __init__(self):
        self._target = None
        self._name, self._daemonic, self._is_stopped = "MainThread", False, False
        self._started = Event()
        self._started.set()
        self._ident = get_ident()
        self._finished = allocate_lock()
        self._finished.acquire()
        self._initialized = True
        _active[self._ident] = self


class _DummyThread(Thread):
    """A thread that was not started here."""

    def __init__(self):
        super().__init__(name=f"Dummy-{_counter()}", daemon=True)
        self._started.set()
        self._ident = get_ident()
        _active[self._ident] = self


def current_thread():
    """The thread that asks."""
    return _active.get(get_ident()) or _DummyThread()


currentThread = current_thread


def main_thread():
    return _main_thread


def active_count():
    return len(_active) + len(_starting)


activeCount = active_count


def enumerate():
    """The threads that are alive."""
    return list(_active.values()) + list(_starting.values())


_main_thread = _MainThread()


def _shutdown():
    """At the end of the program: wait for the threads that are not daemons."""
    while True:
        waiting = [t for t in enumerate() if t is not _main_thread and not t._daemonic]
        if not waiting:
            return
        for thread in waiting:
            thread._finished.acquire()
            thread._finished.release()
