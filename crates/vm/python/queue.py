"""Queues between threads."""

__all__ = ["Empty", "Full", "ShutDown", "Queue", "PriorityQueue", "LifoQueue", "SimpleQueue"]

import threading
from _collections import deque
from _queue import Empty, SimpleQueue
from heapq import heappop, heappush
from time import monotonic

GenericAlias = type(list[int])


class ShutDown(Exception):
    """The queue takes no more items, or has given all it had."""


class Full(Exception):
    """There is no room, and `put` was not to wait (any longer)."""


class Queue:
    """First in, first out; `put` waits while there are `maxsize` items."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        self.mutex = mutex = threading.Lock()
        self.not_empty, self.not_full, self.all_tasks_done = (threading.Condition(mutex) for _ in range(3))
        self.unfinished_tasks = 0
        self.is_shutdown = False

    # What another kind of queue does in its own way; the lock is held.

    def _init(self, maxsize):
        self.queue = deque()

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def _qsize(self):
        return len(self.queue)

    def full(self):
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    def qsize(self):
        with self.mutex:
            return self._qsize()

    def empty(self):
        with self.mutex:
            return not self._qsize()

    def join(self):
        """Wait until all items have been dealt with."""
        with self.all_tasks_done:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    def task_done(self):
        """One item that was got has been dealt with."""
        with self.all_tasks_done:
            if self.unfinished_tasks <= 0:
                raise ValueError("task_done() called too many times")
            self.unfinished_tasks -= 1
            if self.unfinished_tasks == 0:
                self.all_tasks_done.notify_all()

    def _wait(self, condition, ready, block, timeout, refusal):
        """Wait until `ready()`; raises `refusal` if that may not or does not come."""
        if not block:
            if not ready():
                raise refusal
        elif timeout is None:
            while not ready():
                condition.wait()
                self._check_shutdown(refusal)
        elif timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        else:
            end = monotonic() + timeout
            while not ready():
                left = end - monotonic()
                if left <= 0.0:
                    raise refusal
                condition.wait(left)
                self._check_shutdown(refusal)

    def _check_shutdown(self, refusal):
        if self.is_shutdown and (refusal is Full or not self._qsize()):
            raise ShutDown

    def put(self, item, block=True, timeout=None):
        """Add an item, waiting for room if need be."""
        with self.not_full:
            self._check_shutdown(Full)
            if self.maxsize > 0:
                self._wait(self.not_full, lambda: self._qsize() < self.maxsize, block, timeout, Full)
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Take an item, waiting for one if need be."""
        with self.not_empty:
            self._check_shutdown(Empty)
            self._wait(self.not_empty, self._qsize, block, timeout, Empty)
            item = self._get()
            self.not_full.notify()
            return item

    def shutdown(self, immediate=False):
        """Take no more items; with `immediate`, drop those that are there."""
        with self.mutex:
            if immediate:
                while self._qsize():
                    self._get()
                    self.unfinished_tasks = max(self.unfinished_tasks - 1, 0)
                self.all_tasks_done.notify_all()
            self.is_shutdown = True
            for waited_for in (self.not_empty, self.not_full):
                waited_for.notify_all()

    def put_nowait(self, item):
        return self.put(item, block=False)

    def get_nowait(self):
        return self.get(block=False)

    __class_getitem__ = classmethod(GenericAlias)


class LifoQueue(Queue):
    """The last item first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.pop()


class PriorityQueue(Queue):
    """The smallest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)
