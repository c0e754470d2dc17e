"""The operators as functions; native but for the few below."""

from _operator import *
from _operator import _compare_digest as compare_digest
from builtins import abs as _abs

__all__ = [
    "abs", "add", "and_", "attrgetter", "call", "concat", "contains", "countOf", "delitem", "eq", "floordiv", "ge",
    "getitem", "gt", "iadd", "iand", "iconcat", "ifloordiv", "ilshift", "imatmul", "imod", "imul", "index", "indexOf",
    "inv", "invert", "ior", "ipow", "irshift", "is_", "is_not", "isub", "itemgetter", "itruediv", "ixor", "le",
    "length_hint", "lshift", "lt", "matmul", "methodcaller", "mod", "mul", "ne", "neg", "not_", "or_", "pos", "pow",
    "rshift", "setitem", "sub", "truediv", "truth", "xor",
]

inv = invert


def call(obj, /, *args, **kwargs):
    return obj(*args, **kwargs)


for _name in list(__all__):
    # `operator.__add__` and its like are the same functions under the operators' own names.
    if _name in ("attrgetter", "countOf", "indexOf", "is_", "is_not", "itemgetter", "length_hint", "methodcaller", "truth"):
        continue
    globals()[f"__{_name.rstrip('_')}__"] = globals()[_name]
