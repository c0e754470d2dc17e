"""Names for the types that the language itself makes; all native but for the few that build classes."""

from _types import (
    AsyncGeneratorType, BuiltinFunctionType, BuiltinMethodType, CellType, ClassMethodDescriptorType, CodeType,
    CoroutineType, EllipsisType, FrameType, FunctionType, GeneratorType, GenericAlias, GetSetDescriptorType, LambdaType,
    MappingProxyType, MemberDescriptorType, MethodDescriptorType, MethodType, MethodWrapperType, ModuleType, NoneType,
    NotImplementedType, SimpleNamespace, TracebackType, UnionType, WrapperDescriptorType,
)

__all__ = [
    "AsyncGeneratorType", "BuiltinFunctionType", "BuiltinMethodType", "CellType", "ClassMethodDescriptorType", "CodeType",
    "CoroutineType", "DynamicClassAttribute", "EllipsisType", "FrameType", "FunctionType", "GeneratorType",
    "GenericAlias", "GetSetDescriptorType", "LambdaType", "MappingProxyType", "MemberDescriptorType",
    "MethodDescriptorType", "MethodType", "MethodWrapperType", "ModuleType", "NoneType", "NotImplementedType",
    "SimpleNamespace", "TracebackType", "UnionType", "WrapperDescriptorType", "new_class", "prepare_class",
    "resolve_bases",
]


def resolve_bases(bases):
    """The classes that stand for bases which are none themselves, such as `Generic[T]`."""
    resolved = []
    for base in bases:
        if isinstance(base, type) or not hasattr(base, "__mro_entries__"):
            resolved.append(base)
        else:
            resolved.extend(base.__mro_entries__(bases))
    return bases if resolved == list(bases) else tuple(resolved)


def prepare_class(name, bases=(), kwds=None):
    """(metaclass, namespace, keywords) for a class statement with these arguments."""
    kwds = dict(kwds or {})
    meta = kwds.pop("metaclass", type(bases[0]) if bases else type)
    if isinstance(meta, type):
        for base in bases:
            kind = type(base)
            if issubclass(meta, kind):
                continue
            if not issubclass(kind, meta):
                raise TypeError(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the "
                    "metaclasses of all its bases"
                )
            meta = kind
    namespace = meta.__prepare__(name, bases, **kwds) if hasattr(meta, "__prepare__") else {}
    return meta, namespace, kwds


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Makes a class as a class statement would; `exec_body` fills its namespace."""
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, resolved, namespace, **kwds)


def get_original_bases(cls):
    return cls.__dict__.get("__orig_bases__", cls.__bases__)


class DynamicClassAttribute(property):
    """A property of instances that steps aside on the class, where `__getattr__` of the metaclass answers."""

    def __get__(self, instance, owner=None):
        if instance is None:
            raise AttributeError
        return super().__get__(instance, owner)
