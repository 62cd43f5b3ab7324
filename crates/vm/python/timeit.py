"""How long small pieces of code take."""

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

import gc
import itertools
import time

dummy_src_name = "<timeit-src>"
default_number = 1000000
default_repeat = 5
default_timer = time.perf_counter


def _indented(source, indent):
    return source.replace("\n", "\n" + " " * indent)


class Timer:
    """Runs a statement, given as text or as a function, in a loop."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        namespace = {} if globals is None else globals
        for name, code in (("stmt", stmt), ("setup", setup)):
            if not isinstance(code, str) and not callable(code):
                raise ValueError(f"{name} is neither a string nor callable")
        before = setup if isinstance(setup, str) else "_setup()"
        body = stmt if isinstance(stmt, str) else "_stmt()"
        if isinstance(setup, str):
            compile(setup, dummy_src_name, "exec")
        if isinstance(stmt, str):
            compile(setup + "\n" + stmt if isinstance(setup, str) else stmt, dummy_src_name, "exec")
        self.src = (
            "def inner(_it, _timer, _stmt, _setup):\n"
            f"    {_indented(before, 4)}\n"
            "    _t0 = _timer()\n"
            "    for _i in _it:\n"
            f"        {_indented(body, 8)}\n"
            "        pass\n"
            "    _t1 = _timer()\n"
            "    return _t1 - _t0\n"
        )
        made = {}
        exec(compile(self.src, dummy_src_name, "exec"), namespace, made)
        self.inner = lambda it, timer: made["inner"](it, timer, stmt, setup)

    def print_exc(self, file=None):
        import traceback

        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """Seconds for so many runs, without garbage collection."""
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            return self.inner(itertools.repeat(None, number), self.timer)
        finally:
            if was_enabled:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """A number of runs that take 0.2 seconds and more, and their time."""
        factor = 1
        while True:
            for number in (factor, factor * 2, factor * 5):
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            factor *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
