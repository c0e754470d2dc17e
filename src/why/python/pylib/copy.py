"""Shallow and deep copies.

A deep copy keeps what it has copied already in `memo`, by identity, so that shared and circular structures keep their
shape. A class can say for itself how it is copied (`__copy__`, `__deepcopy__`), as tensors do.
"""

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    pass


error = Error
_missing = object()
# What never changes is its own copy. A set of types, not of isinstance: a subclass may carry attributes.
_ATOMIC = {
    type(None), int, float, bool, complex, str, bytes, type, type(...), type(NotImplemented), range, type(len),
    type(lambda: 0), type((lambda: 0).__code__), property,
}
_SHALLOW_ATOMIC = _ATOMIC | {tuple, frozenset, slice}


def copy(x):
    """A new object with the same contents."""
    cls = type(x)
    if cls in _SHALLOW_ATOMIC or issubclass(cls, type):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    if (copier := getattr(cls, "__copy__", None)) is not None:
        return copier(x)
    made = _reduce(x, cls)
    return x if isinstance(made, str) else _reconstruct(x, None, *made)


def deepcopy(x, memo=None, _nil=[]):
    """A new object whose contents are copied too, however deep."""
    cls = type(x)
    if cls in _ATOMIC:
        return x
    if memo is None:
        memo = {}
    made = memo.get(id(x), _missing)
    if made is not _missing:
        return made
    if (copier := _COPIERS.get(cls)) is not None:
        made = copier(x, memo)
    elif issubclass(cls, type):
        made = x
    elif (copier := getattr(x, "__deepcopy__", None)) is not None:
        made = copier(memo)
    else:
        reduced = _reduce(x, cls)
        made = x if isinstance(reduced, str) else _reconstruct(x, memo, *reduced)
    if made is not x:
        memo[id(x)] = made
        # Whoever is in memo must stay alive, or another object could get its identity.
        memo.setdefault(id(memo), []).append(x)
    return made


def _reduce(x, cls):
    import copyreg

    if (reducer := copyreg.dispatch_table.get(cls)) is not None:
        return reducer(x)
    if (reducer := getattr(x, "__reduce_ex__", None)) is not None:
        return reducer(4)
    raise Error(f"un(deep)copyable object of type {cls}")


def _copy_list(x, memo):
    made = []
    memo[id(x)] = made
    for value in x:
        made.append(deepcopy(value, memo))
    return made


def _copy_dict(x, memo):
    made = {}
    memo[id(x)] = made
    for key, value in x.items():
        made[deepcopy(key, memo)] = deepcopy(value, memo)
    return made


def _copy_tuple(x, memo):
    values = [deepcopy(value, memo) for value in x]
    if (made := memo.get(id(x), _missing)) is not _missing:
        return made  # it contains itself, by way of something that can change
    return x if all(a is b for a, b in zip(x, values)) else tuple(values)


def _copy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


class _Example:
    def method(self):
        pass


_COPIERS = {list: _copy_list, dict: _copy_dict, tuple: _copy_tuple, type(_Example().method): _copy_method}


def _reconstruct(x, memo, make, args, state=None, items=None, pairs=None, setter=None):
    """The object that `__reduce_ex__` describes; deep if there is a `memo`."""
    deep = memo is not None
    made = make(*(deepcopy(arg, memo) for arg in args)) if deep and args else make(*args)
    if deep:
        memo[id(x)] = made
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if setter is not None:
            setter(made, state)
        elif hasattr(made, "__setstate__"):
            made.__setstate__(state)
        else:
            attributes, slots = state if isinstance(state, tuple) and len(state) == 2 else (state, None)
            if attributes is not None:
                made.__dict__.update(attributes)
            for name, value in (slots or {}).items():
                setattr(made, name, value)
    for item in items or ():
        made.append(deepcopy(item, memo) if deep else item)
    for key, value in pairs or ():
        if deep:
            key, value = deepcopy(key, memo), deepcopy(value, memo)
        made[key] = value
    return made
