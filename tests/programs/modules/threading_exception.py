"""An exception ends its thread, not the program."""

import threading


def hook(arguments):
    print("in", arguments.thread.name, arguments.exc_type.__name__, arguments.exc_value)


threading.excepthook = hook


def fail():
    raise ValueError("inside the thread")


t = threading.Thread(target=fail, name="failing")
t.start()
t.join()
print("main goes on", t.is_alive())


def stop():
    raise SystemExit("ends only the thread")


t = threading.Thread(target=stop)
t.start()
t.join()
print("end")
