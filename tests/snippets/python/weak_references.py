# weakref, gc and object lifetimes.
import gc, weakref
class N:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"N({self.v})"
    def hello(self): return self.v
n = N(1); r = weakref.ref(n, lambda _: print("gone")); print(r(), r() is n); del n; print(r())
d = weakref.WeakValueDictionary(); a = N(2); d["a"] = a; print(list(d.items()), len(d)); del a; print(len(d), "a" in d)
k = weakref.WeakKeyDictionary(); x = N(3); k[x] = "x"; print(list(k.values()), x in k); del x; print(len(k))
s = weakref.WeakSet(); y = N(4); s.add(y); print(len(s), y in s); del y; print(len(s))
z = N(5); p = weakref.proxy(z); print(p.v, weakref.getweakrefcount(z)); m = weakref.WeakMethod(z.hello); print(m()()); f = weakref.finalize(z, print, "finalized", 5); print(f.alive); del z; print(f.alive, m())
try: p.v
except ReferenceError as e: print(e)
class D:
    def __del__(self): print("deleted")
D(); q = D(); q = None; print("after"); a, b = N(6), N(7); a.o, b.o = b, a; w = weakref.ref(a); del a, b; gc.collect(); print(w() is None)
try: weakref.ref(5)
except TypeError as e: print(e)
