"""Queues between tasks."""

__all__ = ["Queue", "PriorityQueue", "LifoQueue", "QueueFull", "QueueEmpty", "QueueShutDown"]

import heapq
from _collections import deque
from asyncio.exceptions import QueueEmpty, QueueFull, QueueShutDown
from asyncio.locks import Event, _LoopBound

GenericAlias = type(list[int])


def _wake_next(waiters):
    """Let the first one go on who still waits; false if there is none."""
    while waiters:
        waiter = waiters.popleft()
        if not waiter.done():
            waiter.set_result(None)
            return True
    return False


class Queue(_LoopBound):
    """First in, first out; `put` waits while there are `maxsize` items."""

    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._getters = deque()
        self._putters = deque()
        self._unfinished_tasks = 0
        self._finished = Event()
        self._finished.set()
        self._is_shutdown = False
        self._init(maxsize)

    def _init(self, maxsize):
        self._queue = deque()

    def _get(self):
        return self._queue.popleft()

    def _put(self, item):
        self._queue.append(item)

    __class_getitem__ = classmethod(GenericAlias)

    def __str__(self):
        return f"<{type(self).__name__} {self._format()}>"

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x} {self._format()}>"

    def _format(self):
        text = f"maxsize={self._maxsize!r}"
        if getattr(self, "_queue", None):
            text += f" _queue={list(self._queue)!r}"
        if self._getters:
            text += f" _getters[{len(self._getters)}]"
        if self._putters:
            text += f" _putters[{len(self._putters)}]"
        if self._unfinished_tasks:
            text += f" tasks={self._unfinished_tasks}"
        if self._is_shutdown:
            text += " shutdown"
        return text

    @property
    def maxsize(self):
        return self._maxsize

    def qsize(self):
        return len(self._queue)

    def full(self):
        return 0 < self._maxsize <= self.qsize()

    def empty(self):
        return not self._queue

    def put_nowait(self, item):
        if self._is_shutdown or self.full():
            raise QueueShutDown if self._is_shutdown else QueueFull
        self._put(item)
        self._finished.clear()
        self._unfinished_tasks += 1
        _wake_next(self._getters)

    async def put(self, item):
        while self.full():
            if self._is_shutdown:
                raise QueueShutDown
            await self._wait_in(self._putters, lambda: not self.full())
        return self.put_nowait(item)

    def get_nowait(self):
        if self.empty():
            raise QueueShutDown if self._is_shutdown else QueueEmpty
        item = self._get()
        _wake_next(self._putters)
        return item

    async def get(self):
        while self.empty():
            if self._is_shutdown:
                raise QueueShutDown
            await self._wait_in(self._getters, lambda: not self.empty())
        return self.get_nowait()

    async def _wait_in(self, waiters, possible):
        """Wait in line; who is cancelled after being called lets the next one go."""
        waiter = self._get_loop().create_future()
        waiters.append(waiter)
        try:
            await waiter
        except:
            waiter.cancel()
            try:
                waiters.remove(waiter)
            except ValueError:
                pass
            if possible() and not waiter.cancelled():
                _wake_next(waiters)
            raise

    async def join(self):
        """Wait until all items have been dealt with."""
        if self._unfinished_tasks > 0:
            await self._finished.wait()

    def task_done(self):
        """One item that was got has been dealt with."""
        if self._unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self._count_off()

    def _count_off(self):
        self._unfinished_tasks = max(self._unfinished_tasks - 1, 0)
        if self._unfinished_tasks == 0:
            self._finished.set()

    def shutdown(self, immediate=False):
        """Take no more items; with `immediate`, drop those that are there."""
        self._is_shutdown = True
        while immediate and not self.empty():
            self._get()
            self._count_off()
        for waiters in (self._getters, self._putters):
            while _wake_next(waiters):
                pass


class LifoQueue(Queue):
    """The last item first."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        self._queue.append(item)

    def _get(self):
        return self._queue.pop()


class PriorityQueue(Queue):
    """The smallest item first."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        heapq.heappush(self._queue, item)

    def _get(self):
        return heapq.heappop(self._queue)
