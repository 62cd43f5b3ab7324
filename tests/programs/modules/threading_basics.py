"""threading: threads, locks and what they share."""

import threading

total = 0
lock = threading.Lock()


def add(n):
    global total
    for _ in range(n):
        with lock:
            total += 1


threads = [threading.Thread(target=add, args=(500,), name=f"worker-{i}") for i in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total, [t.name for t in threads], threads[0].is_alive(), threading.current_thread().name, threading.active_count(), threading.main_thread() is threading.current_thread())


class Greeter(threading.Thread):
    def __init__(self, name):
        super().__init__()
        self.who = name

    def run(self):
        self.result = f"hello {self.who}"


g = Greeter("Ada")
g.start()
g.join()
print(g.result, lock.locked(), lock.acquire(blocking=False), lock.acquire(blocking=False), lock.release())
r = threading.RLock()
with r, r:
    print("entered twice")
for call in (lambda: g.start(), lambda: lock.release(), lambda: threading.Thread(target=5, args=()).join(), lambda: r.release(), lambda: threading.current_thread().join()):
    try:
        call()
    except RuntimeError as error:
        print(error)
