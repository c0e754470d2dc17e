"""How long a small piece of code takes."""

import time

__all__ = ["Timer", "default_timer", "repeat", "timeit"]
default_timer = time.perf_counter
default_number = 1000000
default_repeat = 5


class Timer:
    """Runs a statement, given as text or as a function, many times."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        names = {} if globals is None else globals
        self._run = self._made(stmt, names, "stmt")
        self._setup = self._made(setup, names, "setup")

    @staticmethod
    def _made(code, names, what):
        if callable(code):
            return code
        if not isinstance(code, str):
            raise ValueError(f"{what} is neither a string nor callable")
        compiled = compile(code, "<timeit-src>", "exec")
        return lambda: exec(compiled, names)

    def timeit(self, number=default_number):
        """The time of `number` runs, in seconds."""
        self._setup()
        run, timer = self._run, self.timer
        start = timer()
        for _ in range(number):
            run()
        return timer() - start

    def repeat(self, repeat=default_repeat, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """(number, seconds): as many runs as take a fifth of a second."""
        scale = 1
        while True:
            for number in (scale, scale * 2, scale * 5):
                seconds = self.timeit(number)
                if callback:
                    callback(number, seconds)
                if seconds >= 0.2:
                    return number, seconds
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
