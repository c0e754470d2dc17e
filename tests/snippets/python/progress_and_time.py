# tqdm passes through; clocks go forward; timeit runs code. Nothing of the bars is on standard output.
import time, timeit
start = time.perf_counter(); time.sleep(0.001); print(time.perf_counter() > start, time.time() > 1.6e9, time.monotonic() >= 0, isinstance(time.time_ns(), int), time.process_time() >= 0)
print(time.strftime("%Y-%m-%d", time.gmtime(0)), time.gmtime(86400 * 365).tm_year, time.gmtime(0).tm_yday, timeit.timeit("1 + 1", number=10) >= 0, timeit.timeit(lambda: None, number=3) >= 0, len(timeit.repeat("x = 1", repeat=3, number=2)), timeit.default_timer() > 0)
class Timer:
    def __enter__(self): self.t = time.perf_counter(); return self
    def __exit__(self, *a): self.t = time.perf_counter() - self.t
with Timer() as t: sum(range(100))
print(t.t >= 0, f"{0.00123:.2e}s")
