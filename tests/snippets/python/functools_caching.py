# lru_cache, cache and cached_property.
from functools import cache, cached_property, lru_cache
@lru_cache(maxsize=2)
def sq(x): print("computing", x); return x * x
print(sq(1), sq(2), sq(1), sq(3), sq(2), sq.cache_info(), sq.cache_parameters())
sq.cache_clear(); print(sq.cache_info(), sq.__name__, sq.__wrapped__(5))
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
@lru_cache
def kw(a, b=1, *, c=2): return a, b, c
print(kw(1), kw(1, 1), kw(1, b=1), kw(a=1), kw.cache_info())
@lru_cache(typed=True)
def t(x): return type(x).__name__
print(t(1), t(1.0), t(True), t.cache_info().misses)
try: sq([1])
except TypeError as e: print(e)
class D:
    def __init__(self, n): self.n = n
    @cached_property
    def total(self): print("summing"); return sum(range(self.n))
d = D(5); print(d.total, d.total, d.__dict__); d.total = 3; print(d.total); del d.total; print(d.total)
