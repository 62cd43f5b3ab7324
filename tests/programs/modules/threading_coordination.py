"""threading: events, conditions, semaphores, barriers, queues and local data."""

import queue
import threading

log = []
ready, done = threading.Event(), threading.Event()


def waiter():
    ready.wait()
    log.append("waiter goes")
    done.set()


t = threading.Thread(target=waiter)
t.start()
log.append("main sets")
ready.set()
done.wait()
t.join()
print(log, ready.is_set())
jobs, results = queue.Queue(), queue.Queue()


def worker():
    while (job := jobs.get()) is not None:
        results.put((job, job * job))
        jobs.task_done()


t = threading.Thread(target=worker, daemon=True)
t.start()
for n in range(5):
    jobs.put(n)
jobs.join()
jobs.put(None)
t.join()
print([results.get() for _ in range(results.qsize())], results.empty())
local = threading.local()
local.x = "main"


def other():
    log.append(hasattr(local, "x"))
    local.x = "thread"


t = threading.Thread(target=other)
t.start()
t.join()
print(local.x, log[-1])
barrier = threading.Barrier(2)
t = threading.Thread(target=barrier.wait)
t.start()
print(sorted([barrier.wait() in (0, 1), True]), barrier.parties)
t.join()
semaphore = threading.Semaphore(1)
print(semaphore.acquire(), semaphore.acquire(blocking=False), semaphore.release())
condition = threading.Condition()
with condition:
    print(condition.wait(timeout=0.01))
timer = threading.Timer(0.01, lambda: log.append("timer"))
timer.start()
timer.join()
print(log[-1])
try:
    queue.Queue().get_nowait()
except queue.Empty as error:
    print(type(error).__name__)
