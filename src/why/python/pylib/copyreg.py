"""How objects are taken apart and put together again; `copy` and the interpreter's own `__reduce_ex__` ask here."""

__all__ = ["add_extension", "constructor", "dispatch_table", "pickle"]
dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Registers a function that says how objects of a type are made."""
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function


def constructor(object):
    if not callable(object):
        raise TypeError("constructors must be callable")


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    made = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(made, state)
    return made


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _slotnames(cls):
    """The names of all slots, a private one by the name it has on the class; kept in the class."""
    names = cls.__dict__.get("__slotnames__")
    if names is not None:
        return names
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                name = f"_{base.__name__.lstrip('_')}{name}" if base.__name__.strip("_") else name
            names.append(name)
    try:
        cls.__slotnames__ = names
    except (AttributeError, TypeError):
        pass
    return names


def _reduce_ex(self, proto):
    """What the first two protocols do: the class, a builtin base's value, and the attributes."""
    cls = type(self)
    base = next((b for b in cls.__mro__ if not b.__flags__ & (1 << 9)), object)
    if base is cls:
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    args = (cls, base, None if base is object else base(self))
    state = getattr(self, "__getstate__", lambda: getattr(self, "__dict__", None))()
    return (_reconstructor, args, state) if state else (_reconstructor, args)


def add_extension(module, name, code):
    raise NotImplementedError("copyreg.add_extension")
