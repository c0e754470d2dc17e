"""What a class body of an enumeration may contain: which of its names become members, and with which values."""


class auto:
    """A value that is chosen for the member: as a rule the next number."""

    def __init__(self, value=None):
        self.value = value

    def __repr__(self):
        return f"auto({self.value!r})"


class member:
    """Makes a member of what otherwise would stay a plain attribute, such as a function."""

    def __init__(self, value):
        self.value = value


class nonmember:
    """Keeps a value from becoming a member."""

    def __init__(self, value):
        self.value = value


class EnumProperty(property):
    """A property of members. On the class, the same name belongs to a member that is called so."""

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is not None:
            return super().__get__(instance, owner)
        found = owner.__dict__.get("_member_map_", {}).get(self.name)
        if found is None:
            raise AttributeError(f"{owner!r} has no attribute {self.name!r}")
        return found

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f"<enum {type(instance).__name__!r}> cannot set attribute {self.name!r}")
        super().__set__(instance, value)


_ALLOWED_SUNDERS = ("_order_", "_missing_", "_numeric_repr_", "_iter_member_")


def is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_"


def _is_descriptor(value):
    kind = type(value)
    return hasattr(kind, "__get__") or hasattr(kind, "__set__") or hasattr(kind, "__delete__")


class Body(dict):
    """The namespace of the class body, which sorts out the members while it is filled."""

    def __init__(self, class_name, next_value):
        super().__init__()
        self.class_name = class_name
        self.next_value = next_value
        self.members = []
        self.values_so_far = []
        self.ignored = ["_ignore_"]
        self.auto_called = False

    def __setitem__(self, name, value):
        if isinstance(value, nonmember):
            value = value.value
        elif name.startswith(f"_{self.class_name}__") or name in self.ignored and name != "_ignore_":
            pass
        elif _is_sunder(name):
            value = self._sunder(name, value)
        elif is_dunder(name):
            pass
        elif name in self.members or name in self and isinstance(value, member):
            raise TypeError(f"{name!r} already defined as {self[name]!r}")
        elif isinstance(value, member) or not _is_descriptor(value):
            if name in self:
                raise TypeError(f"{name!r} already defined as {self[name]!r}")
            value = value.value if isinstance(value, member) else value
            numbered = self._numbered(name, value)
            if numbered is value:
                self.values_so_far.append(value)
            self.members.append(name)
            value = numbered
        super().__setitem__(name, value)

    def _sunder(self, name, value):
        if name == "_generate_next_value_":
            if self.auto_called:
                raise TypeError("_generate_next_value_ must be defined before members")
            self.next_value = value.__func__ if isinstance(value, staticmethod) else value
            return staticmethod(self.next_value)
        if name == "_ignore_":
            names = value.replace(",", " ").split() if isinstance(value, str) else list(value)
            if already := set(names) & set(self.members):
                raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
            self.ignored += names
        elif name not in _ALLOWED_SUNDERS:
            raise ValueError(f"_sunder_ names, such as {name!r}, are reserved for future Enum use")
        return value

    def _numbered(self, name, value):
        if isinstance(value, auto):
            if value.value is None:
                self.auto_called = True
                value.value = self.next_value(name, 1, len(self.members), self.values_so_far[:])
            self.values_so_far.append(value.value)  # the number itself, also where it stands in a tuple
            return value.value
        if type(value) is tuple and any(isinstance(v, auto) for v in value):
            return tuple(self._numbered(name, v) if isinstance(v, auto) else v for v in value)
        return value
