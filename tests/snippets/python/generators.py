# Generators: yield, send, throw, close, return values and yield from.
def count(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("got", got)
    finally:
        print("closed")
    return "done"
g = count(3)
print(next(g), g.send("hello"), list(g))
def outer():
    result = yield from count(2)
    print("result", result)
    yield 99
print(list(outer()))
g = count(5)
next(g)
g.close()
def catches():
    while True:
        try: yield 1
        except ValueError as e: print("caught", e); yield 2
g = catches(); next(g); print(g.throw(ValueError("v")), next(g))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
from itertools import islice
print(list(islice(fib(), 10)), sum(islice(fib(), 20)))
g = (i for i in range(3)); print(next(g), next(g), next(g), next(g, "default"))
try: next(g)
except StopIteration as e: print("stop", e.value)
def ret(): return 5; yield
try: next(ret())
except StopIteration as e: print(e.value)
def tree(t):
    if t: yield from tree(t[0]); yield t[1]; yield from tree(t[2])
print(list(tree(((None, 1, None), 2, (None, 3, None)))), type(g).__name__)
