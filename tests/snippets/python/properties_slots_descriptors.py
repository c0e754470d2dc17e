# Properties, slots, descriptors and attribute hooks.
class Circle:
    def __init__(self, r): self.r = r
    @property
    def area(self): "The area."; return 3 * self.r ** 2
    @property
    def diameter(self): return 2 * self.r
    @diameter.setter
    def diameter(self, d): self.r = d / 2
    @diameter.deleter
    def diameter(self): print("deleted")
c = Circle(2); c.diameter = 10; print(c.r, c.area, Circle.area.__doc__); del c.diameter
try: c.area = 5
except AttributeError as e: print(type(e).__name__)
class S:
    __slots__ = ("x", "y")
s = S(); s.x = 1; print(s.x, hasattr(s, "y"), hasattr(s, "__dict__"))
try: s.z = 1
except AttributeError as e: print(e)
class Positive:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, obj, owner): return self if obj is None else getattr(obj, self.name)
    def __set__(self, obj, value):
        if value <= 0: raise ValueError(f"{self.name[1:]} must be positive")
        setattr(obj, self.name, value)
class Box:
    w = Positive()
    def __init__(self, w): self.w = w
b = Box(3); print(b.w, b.__dict__)
try: b.w = -1
except ValueError as e: print(e)
class Dyn:
    def __getattr__(self, name): return f"dyn {name}" if not name.startswith("_") else super().__getattribute__(name)
    def __setattr__(self, name, v): print("set", name); super().__setattr__(name, v)
    def __delattr__(self, name): print("del", name); super().__delattr__(name)
d = Dyn(); d.a = 1; print(d.a, d.b); del d.a
class G:
    def __getattribute__(self, name): return "always " + name
print(G().x, type(G()).__name__)
class Lazy:
    def __init__(self, f): self.f = f
    def __get__(self, o, t): v = self.f(o); o.__dict__[self.f.__name__] = v; return v
class L:
    @Lazy
    def v(self): print("computed"); return 7
l = L(); print(l.v, l.v)
