# Classes: attributes, methods, inheritance, super, class and static methods.
class Animal:
    count = 0
    def __init__(self, name):
        self.name = name
        Animal.count += 1
    def speak(self): return f"{self.name} makes a sound"
    @classmethod
    def make(cls, name): return cls(name)
    @staticmethod
    def legs(): return 4
    def __repr__(self): return f"{type(self).__name__}({self.name!r})"
class Dog(Animal):
    def speak(self): return super().speak() + ": woof"
d = Dog.make("Rex")
print(d, d.speak(), Dog.legs(), Animal.count, isinstance(d, Animal), issubclass(Dog, Animal), Dog.__mro__, Dog.__bases__)
print(d.__dict__, hasattr(d, "name"), getattr(d, "age", None), type(d) is Dog, Dog.__name__, d.__class__.__qualname__, callable(d.speak))
d.age = 3; print(vars(d)); del d.age; setattr(d, "x", 1); print(d.x, sorted(k for k in dir(d) if not k.startswith("_")))
class A:
    def who(self): return "A"
class B(A):
    def who(self): return "B" + super().who()
class C(A):
    def who(self): return "C" + super().who()
class D(B, C):
    def who(self): return "D" + super().who()
print(D().who(), [c.__name__ for c in D.__mro__])
try: d.nope
except AttributeError as e: print(e)
try: Animal.nope
except AttributeError as e: print(e)
try:
    class X(A, B): pass
except TypeError as e: print(type(e).__name__)
class P:
    __private = 5
    def get(self): return self.__private
print(P().get(), hasattr(P, "__private"), P._P__private, Animal.speak.__qualname__)
