"""Threads take turns: none of them has to end before another goes on."""

import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

lock, total = threading.Lock(), 0


def work(times):
    global total
    for _ in range(times):
        with lock:
            total += 1


threads = [threading.Thread(target=work, args=(2000,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)

turn, spoken = threading.Condition(), []


def speak(name, mine, rounds=3):
    for number in range(rounds):
        with turn:
            turn.wait_for(lambda: len(spoken) % 2 == mine)
            spoken.append(f"{name}{number}")
            turn.notify_all()


pair = [threading.Thread(target=speak, args=("ping", 0)), threading.Thread(target=speak, args=("pong", 1))]
for thread in reversed(pair):
    thread.start()
for thread in pair:
    thread.join()
print(spoken)

box = queue.Queue(maxsize=2)


def produce():
    for number in range(6):
        box.put(number)
    box.put(None)


producer = threading.Thread(target=produce)
producer.start()
print(list(iter(box.get, None)))
producer.join()

log = []


def sleeper(name, seconds):
    time.sleep(seconds)
    log.append(name)


sleepers = [threading.Thread(target=sleeper, args=(name, delay)) for name, delay in (("slow", 0.3), ("quick", 0.1), ("middle", 0.2))]
for thread in sleepers:
    thread.start()
for thread in sleepers:
    thread.join()
print(log)

with ThreadPoolExecutor(max_workers=3) as pool:
    print(list(pool.map(lambda n: n * n, range(6))))
    futures = [pool.submit(pow, 2, n) for n in range(5)]
    print(sorted(future.result() for future in as_completed(futures)))

stop = threading.Event()
seen = []


def spin():
    count = 0
    while not stop.is_set():
        count += 1
    seen.append(count > 0)


spinner = threading.Thread(target=spin)
spinner.start()
time.sleep(0.05)
stop.set()
spinner.join(timeout=5)
print(seen, spinner.is_alive(), threading.active_count(), threading.current_thread().name)

inner = sorted([3, 1, 2], key=lambda n: (time.sleep(0.001), n)[1])
print(inner, lock.acquire(timeout=0.01), lock.acquire(timeout=0.01), lock.locked())
lock.release()


def fails():
    raise ValueError("in a thread")


threading.excepthook = lambda args: print("hook:", args.exc_type.__name__, args.exc_value, args.thread.name.split("-")[0])
failing = threading.Thread(target=fails)
failing.start()
failing.join()
