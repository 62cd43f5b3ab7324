"""Events at given times, one after the other."""

import heapq
import threading
import time
from collections import namedtuple
from itertools import count
from time import monotonic as _time

__all__ = ["scheduler"]

Event = namedtuple("Event", "time, priority, sequence, action, argument, kwargs")
_missing = object()


class scheduler:
    """Runs functions when their time has come."""

    def __init__(self, timefunc=_time, delayfunc=time.sleep):
        self.timefunc, self.delayfunc = timefunc, delayfunc
        self._queue, self._numbers = [], count()
        self._lock = threading.RLock()

    def enterabs(self, time, priority, action, argument=(), kwargs=_missing):
        """At a time; gives what `cancel` takes."""
        kwargs = {} if kwargs is _missing else kwargs
        with self._lock:
            event = Event(time, priority, next(self._numbers), action, argument, kwargs)
            heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=_missing):
        """After a while."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Take an event out; ValueError if it is not there."""
        with self._lock:
            self._queue.remove(event)
            heapq.heapify(self._queue)

    def run(self, blocking=True):
        """Run events until there are none, or none is due; then the time to the next."""
        while True:
            with self._lock:
                if not self._queue:
                    return None
                event = self._queue[0]
                now = self.timefunc()
                due = event.time <= now
                if due:
                    heapq.heappop(self._queue)
            if due:
                event.action(*event.argument, **event.kwargs)
                self.delayfunc(0)
            elif blocking:
                self.delayfunc(event.time - now)
            else:
                return event.time - now

    def empty(self):
        with self._lock:
            return not self._queue

    @property
    def queue(self):
        """The events in the order in which they will run."""
        with self._lock:
            return sorted(self._queue)
