# with: several at once, exceptions swallowed or not, and the order of leaving.
class M:
    def __init__(self, n, swallow=False): self.n, self.swallow = n, swallow
    def __enter__(self): print("enter", self.n); return self.n * 10
    def __exit__(self, kind, value, tb): print("exit", self.n, kind and kind.__name__, value); return self.swallow
with M(1) as a, M(2) as b: print(a, b)
with (M(3) as c, M(4)): print(c)
with M(5, swallow=True): raise ValueError("swallowed")
try:
    with M(6): raise KeyError("kept")
except KeyError as e: print("caught", e)
def f():
    with M(7): return "value"
print(f())
for i in range(3):
    with M(i):
        if i == 1: break
try:
    with 5: pass
except (TypeError, AttributeError) as e: print(type(e).__name__)
try:
    with M(8), M(9): 1 / 0
except ZeroDivisionError as e: print(type(e).__name__, e.__context__)
