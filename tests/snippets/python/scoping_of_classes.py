# Names in class bodies, comprehensions and exec; del; conditional definitions.
x = "global"
class A:
    x = "class"
    y = [x for _ in range(1)]
    def m(self): return x, self.x
    z = x
print(A().m(), A.y, A.z)
try: print(undefined)
except NameError as e: print(e)
del x
try: print(x)
except NameError as e: print(e)
def f():
    if False: v = 1
    return v
try: f()
except UnboundLocalError as e: print(e)
def g():
    try: 1 / 0
    except ZeroDivisionError as err: pass
    return err
try: g()
except UnboundLocalError as e: print(e)
def h():
    def inner(): return free
    if False: free = 1
    return inner()
try: h()
except NameError as e: print(e)
class B:
    def __init__(self): self.items = []
    shared = []
p, q = B(), B(); p.items.append(1); p.shared.append(1); print(q.items, q.shared, B.__dict__["shared"], __name__)
if True:
    def cond(): return "defined"
print(cond(), [i for i in range(3)][-1], "i" in dir(), (lambda: (yield))().__class__.__name__)
class Outer:
    class Inner:
        v = 1
    def make(self): return self.Inner()
print(Outer.Inner.v, Outer().make().v, Outer.Inner.__qualname__)
try: del undefined_thing
except NameError as e: print(e)
import builtins
print(builtins.len([1]), len is builtins.len, "__builtins__" in globals())
