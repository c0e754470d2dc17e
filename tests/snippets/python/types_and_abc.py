# types and abc.
import abc, types
n = types.SimpleNamespace(a=1, b="x"); n.c = 2; print(n, n == types.SimpleNamespace(a=1, b="x", c=2), vars(n), types.FunctionType.__name__, isinstance(print, types.BuiltinFunctionType), isinstance(types, types.ModuleType), isinstance((i for i in []), types.GeneratorType), types.NoneType, isinstance(N := type("N", (), {}), type))
m = types.ModuleType("m", "doc"); m.x = 5; print(m.__name__, m.__doc__, m.x, types.MappingProxyType({"a": 1})["a"], types.MethodType(lambda self, y: (self, y), 1)(2), types.new_class("X", (int,), {}, lambda ns: ns.update(y=3))(7).y)
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    @abc.abstractmethod
    def name(self): ...
    def show(self): return f"{self.name} {self.area()}"
class Sq(Shape):
    def area(self): return 4
    name = "sq"
class Half(Shape):
    def area(self): return 1
print(Sq().show(), sorted(Shape.__abstractmethods__), isinstance(Sq(), Shape))
for cls in (Shape, Half):
    try: cls()
    except TypeError as e: print(type(e).__name__, "abstract" in str(e))
class Duck(abc.ABC):
    @classmethod
    def __subclasshook__(cls, c): return hasattr(c, "quack") or NotImplemented
class A:
    def quack(self): pass
@Duck.register
class B: pass
print(issubclass(A, Duck), isinstance(B(), Duck), issubclass(int, Duck))
try: types.MappingProxyType({})["a"] = 1
except TypeError as e: print(e)
