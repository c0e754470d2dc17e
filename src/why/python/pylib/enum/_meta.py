"""The metaclass of enumerations: it makes a member of each plain value of a class body and keeps the class closed."""

import sys as _sys

from enum._body import Body, EnumProperty, is_dunder

_special = ("__repr__", "__str__", "__format__", "__reduce_ex__")


def _data_type(class_name, bases):
    """What the members are besides members: int for class Number(int, Enum), else object."""
    found = []
    for chain in bases:
        candidate = None
        for base in chain.__mro__:
            if base is object:
                continue
            if isinstance(base, EnumType):
                if base._member_type_ is not object and base._member_type_ not in found:
                    found.append(base._member_type_)
                break
            if "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                candidate = candidate or base
                if candidate not in found:
                    found.append(candidate)
                break
            candidate = candidate or base
    if len(found) > 1:
        raise TypeError(f"too many data types for {class_name!r}: {set(found)!r}")
    return found[0] if found else object


def _value_repr(data_type):
    """How a member shows its value: as the data type itself would."""
    if data_type is object or "__repr__" not in data_type.__dict__:
        return repr
    return data_type.__dict__["__repr__"]


def _maker(namespace, bases, data_type):
    """The `__new__` that makes members: the body's own, an inherited one, or the data type's."""
    if "__new__" in namespace:
        new = namespace["__new__"]
        return new.__func__ if isinstance(new, staticmethod) else new
    for base in bases:
        if (new := getattr(base, "_own_new_", None)) is not None:
            return new
    return data_type.__new__


class EnumType(type):
    """An enumeration can be iterated, indexed by a name and called with a value."""

    @classmethod
    def __prepare__(mcls, name, bases, **kwargs):
        for base in bases:
            for cls in base.__mro__:
                if isinstance(cls, EnumType) and cls._member_names_:
                    raise TypeError(f"<enum {name!r}> cannot extend {cls!r}")
        return Body(name, getattr(bases[-1], "_generate_next_value_", None) if bases else None)

    def __new__(mcls, name, bases, body, *, boundary=None, **kwargs):
        values = {n: body[n] for n in body.members}
        if "mro" in values:
            raise ValueError("invalid enum member name(s) 'mro'")
        namespace = {n: v for n, v in body.items() if n not in values and n not in body.ignored and n != "_order_"}
        data_type = _data_type(name, bases)
        make = _maker(namespace, bases, data_type)
        if "__new__" in namespace:
            namespace["_own_new_"] = staticmethod(make)
            del namespace["__new__"]
        namespace.update(
            _member_names_=[], _member_map_={}, _value2member_map_={}, _member_type_=data_type,
            _value_repr_=staticmethod(_value_repr(data_type)),
        )
        is_flag = any(getattr(base, "_flag_mask_", None) is not None for base in bases)
        if is_flag:
            namespace.update(_flag_mask_=0, _singles_mask_=0, _all_bits_=0, _by_value_=True)
            if boundary is not None:
                namespace["_boundary_"] = boundary
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        if bases:
            cls._settle_methods(bases, namespace, data_type)
        for n, value in values.items():
            cls._add_member(n, value, make, data_type, is_flag)
        if is_flag and (own := [m._value_ for m in cls]) != sorted(own):
            cls._by_value_ = False
        if "_order_" in body:
            cls._check_order(body["_order_"])
        return cls

    def __init__(cls, name, bases, body, **kwargs):
        super().__init__(name, bases, body)

    def _settle_methods(cls, bases, namespace, data_type):
        """Sees to it that Enum's own repr, str and format win over those of the data type, or that they don't."""
        first_enum = bases[-1]
        if any(base.__dict__.get("_like_data_type_", False) for base in bases):
            for method in ("__format__", "__str__"):
                if method not in namespace:
                    found = getattr(data_type, method)
                    namespace[method] = data_type.__repr__ if found is object.__str__ else found
                    setattr(cls, method, namespace[method])
        for method in _special:
            if method not in namespace and getattr(cls, method) in (getattr(data_type, method), getattr(object, method)):
                setattr(cls, method, getattr(first_enum, method))
        if getattr(cls, "_flag_mask_", None) is not None:
            for method in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__"):
                if method not in namespace:
                    setattr(cls, method, getattr(first_enum, method))

    def _add_member(cls, name, value, make, data_type, is_flag):
        args = value if isinstance(value, tuple) and data_type is not tuple else (value,)
        found = make(cls) if make is object.__new__ else make(cls, *args)
        if not hasattr(found, "_value_"):
            found._value_ = value if data_type is object else data_type(*args)
        value = found._value_
        found._name_ = name
        found.__objclass__ = cls
        found.__init__(*args)
        found._sort_order_ = len(cls._member_names_)
        single = True
        if is_flag and isinstance(value, int):
            cls._flag_mask_ |= value
            single = value > 0 and value & (value - 1) == 0
            cls._singles_mask_ |= value if single else 0
            cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
        try:
            first = cls._value2member_map_.setdefault(value, found)
        except TypeError:  # a value that cannot be hashed, such as a list
            first = next((m for m in cls._member_map_.values() if m._value_ == value), found)
        if first is found and single:
            cls._member_names_.append(name)
        cls._member_map_[name] = first  # a second name for the same value is an alias
        if not any(isinstance(base.__dict__.get(name), EnumProperty) for base in cls.__mro__):
            type.__setattr__(cls, name, first)

    def _check_order(cls, order):
        wanted = order.replace(",", " ").split() if isinstance(order, str) else list(order)
        wanted = [n for n in wanted if n not in cls._member_map_ or n in cls._member_names_]
        if wanted != cls._member_names_:
            raise TypeError(f"member order does not match _order_:\n  {cls._member_names_!r}\n  {wanted!r}")

    def __call__(cls, value, names=None, *more, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is not None and not cls._member_map_:
            return cls._from_names(value, names, module, qualname, type, start, boundary)
        return cls._look_up(value if names is None else (value, names, *more))

    def _look_up(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for found in cls._member_map_.values():
                if found._value_ == value:
                    return found
        if not cls._member_map_:
            raise TypeError(f"{cls!r} has no members defined")
        invalid = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        try:
            found = cls._missing_(value)
        except Exception as error:
            if not isinstance(error, ValueError):
                error.__context__ = invalid
            raise
        if isinstance(found, cls) or getattr(cls, "_boundary_", None) == "eject" and isinstance(found, int):
            return found
        if found is None:
            raise invalid
        raise TypeError(f"error in {cls.__name__}._missing_: returned {found!r} instead of None or a valid member")

    def _from_names(cls, class_name, names, module, qualname, data_type, start, boundary):
        """Enum("Color", "RED GREEN"): an enumeration made by a call."""
        bases = (cls,) if data_type is None else (data_type, cls)
        body = type(cls).__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, dict):
            pairs = names.items()
        elif names and isinstance(names[0], str):
            pairs, values = [], []
            for i, name in enumerate(names):
                values.append(cls._generate_next_value_(name, start, i, values[:]))
                pairs.append((name, values[-1]))
        else:
            pairs = names
        for name, value in pairs:
            body[name] = value
        body["__module__"] = module or _sys._getframe(2).f_globals.get("__name__")
        body["__qualname__"] = qualname or class_name
        return type(cls)(class_name, bases, body, boundary=boundary)

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            return value in cls._value2member_map_
        except TypeError:
            return any(value == m._value_ for m in cls._member_map_.values())

    @property
    def __members__(cls):
        return type(type.__dict__)(cls._member_map_)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __delattr__(cls, name):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")
        super().__delattr__(name)

    def __dir__(cls):
        own = [n for n in cls.__dict__ if not n.startswith("_")]
        return sorted({
            "__class__", "__contains__", "__doc__", "__getitem__", "__init_subclass__", "__iter__", "__len__",
            "__members__", "__module__", "__name__", "__qualname__", *own, *cls._member_names_,
        })  # fmt: skip

    def __repr__(cls):
        kind = "flag" if getattr(cls, "_flag_mask_", None) is not None else "enum"
        return f"<{kind} {cls.__name__!r}>"
