# Metaclasses, __init_subclass__, __class_getitem__ and classes made by type().
class Meta(type):
    def __new__(mcls, name, bases, ns, **kw):
        ns["tag"] = name.lower() + kw.get("suffix", "")
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
    def __call__(cls, *a): print("making", cls.__name__); return super().__call__(*a)
    def __len__(cls): return 42
    def __iter__(cls): return iter([1, 2])
    def __getitem__(cls, k): return (cls.__name__, k)
class A(metaclass=Meta, suffix="!"): pass
class B(A): pass
print(A.tag, B.tag, type(A) is Meta, len(A), list(B), A["k"], isinstance(A(), A))
class Plugin:
    all = []
    def __init_subclass__(cls, /, kind=None, **kw):
        super().__init_subclass__(**kw)
        cls.kind = kind
        Plugin.all.append(cls.__name__)
class P1(Plugin, kind="one"): pass
class P2(P1): pass
print(Plugin.all, P1.kind, P2.kind)
T = type("T", (object,), {"x": 5, "get": lambda self: self.x})
print(T().get(), T.__name__, T)
class G:
    def __class_getitem__(cls, item): return f"G[{item}]"
print(G[int], G["a", 1])
class Single:
    _one = None
    def __new__(cls, *a):
        if cls._one is None: cls._one = super().__new__(cls)
        return cls._one
print(Single() is Single())
class N(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
    def __repr__(self): return f"N({int(self)})"
print(N(3), N(3) + 1, [N(1)], isinstance(N(1), int))
class Checked(type):
    def __instancecheck__(cls, o): return o == 1
class Q(metaclass=Checked): pass
print(isinstance(1, Q), isinstance(2, Q))
