"""A pool of threads, which are started as they are needed."""

import itertools
import queue
import threading
from concurrent.futures._base import BrokenExecutor, Executor, Future

_counter = itertools.count().__next__


class BrokenThreadPool(BrokenExecutor):
    """A thread's initializer failed."""


class ThreadPoolExecutor(Executor):
    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is None:
            max_workers = 8
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._work = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._threads = []
        self._broken = self._shutdown = False
        self._lock = threading.Lock()
        self._prefix = thread_name_prefix or f"ThreadPoolExecutor-{_counter()}"
        self._initializer, self._initargs = initializer, initargs

    def submit(self, fn, /, *args, **kwargs):
        """Have a call made; its future."""
        with self._lock:
            if self._broken:
                raise BrokenThreadPool("A thread initializer failed, the thread pool is not usable anymore")
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            future = Future()
            self._work.put((future, fn, args, kwargs))
            self._adjust()
            return future

    def _adjust(self):
        if self._idle.acquire(blocking=False) or len(self._threads) >= self._max_workers:
            return
        thread = threading.Thread(name=f"{self._prefix}_{len(self._threads)}", target=self._serve)
        self._threads.append(thread)
        thread.start()

    def _serve(self):
        if self._initializer is not None:
            try:
                self._initializer(*self._initargs)
            except BaseException:
                import logging

                logging.getLogger("concurrent.futures").critical("Exception in initializer:", exc_info=True)
                self._broken = True
                return
        while True:
            try:
                item = self._work.get_nowait()
            except queue.Empty:
                self._idle.release()
                item = self._work.get()
            if item is None:
                self._work.put(None)  # for the next thread
                return
            _run(*item)
            item = None

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more calls; wait for those that were taken."""
        with self._lock:
            self._shutdown = True
            if cancel_futures:
                while not self._work.empty():
                    item = self._work.get_nowait()
                    if item is not None:
                        item[0].cancel()
            self._work.put(None)
        if wait:
            for thread in self._threads:
                thread.join()


def _run(future, fn, args, kwargs):
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = fn(*args, **kwargs)
    except BaseException as exc:
        future.set_exception(exc)
    else:
        future.set_result(result)
