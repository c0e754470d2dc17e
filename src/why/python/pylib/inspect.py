"""What can be known about functions and classes at run time: kinds, signatures, documentation.

Sources are not at hand here, so `getsource` raises the OSError that Python raises where there are none.
"""

import sys
import types

__all__ = [
    "BoundArguments", "Parameter", "Signature", "cleandoc", "currentframe", "getdoc", "getfile", "getfullargspec",
    "getmembers", "getmodule", "getmro", "getsource", "getsourcelines", "isabstract", "isasyncgenfunction", "isbuiltin",
    "isclass", "iscoroutinefunction", "isfunction", "isgenerator", "isgeneratorfunction", "ismethod", "ismethoddescriptor",
    "ismodule", "isroutine", "signature", "stack", "unwrap",
]
_OPTIMIZED, _VARARGS, _VARKEYWORDS, _GENERATOR, _COROUTINE, _ASYNC_GENERATOR = 1, 4, 8, 32, 128, 512


class _empty:
    """Stands for "not given"."""


class _Kind(int):
    def __new__(cls, value, name, description):
        made = int.__new__(cls, value)
        made.name, made.description = name, description
        return made

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"


class Parameter:
    """One parameter of a signature."""

    empty = _empty
    POSITIONAL_ONLY = _Kind(0, "POSITIONAL_ONLY", "positional-only")
    POSITIONAL_OR_KEYWORD = _Kind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
    VAR_POSITIONAL = _Kind(2, "VAR_POSITIONAL", "variadic positional")
    KEYWORD_ONLY = _Kind(3, "KEYWORD_ONLY", "keyword-only")
    VAR_KEYWORD = _Kind(4, "VAR_KEYWORD", "variadic keyword")

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

    def replace(self, **changes):
        kept = {n: getattr(self, n) for n in ("name", "kind", "default", "annotation")}
        return Parameter(**{**kept, **changes})

    def __str__(self):
        text = {2: "*", 4: "**"}.get(int(self.kind), "") + self.name
        if self.annotation is not _empty:
            text += f": {formatannotation(self.annotation)}"
        if self.default is not _empty:
            text += f" = {self.default!r}" if self.annotation is not _empty else f"={self.default!r}"
        return text

    def __repr__(self):
        return f'<Parameter "{self}">'

    def __eq__(self, other):
        return isinstance(other, Parameter) and (self.name, self.kind, self.default, self.annotation) == (
            other.name, other.kind, other.default, other.annotation
        )

    def __hash__(self):
        return hash((self.name, self.kind))


def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, type) and not hasattr(annotation, "__origin__"):
        module = annotation.__module__
        return annotation.__qualname__ if module == "builtins" else f"{module}.{annotation.__qualname__}"
    return repr(annotation)


class Signature:
    """The parameters of a callable, and what it returns."""

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        self.parameters = types.MappingProxyType({p.name: p for p in parameters or ()})
        self.return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, **options):
        return signature(obj, **options)

    def replace(self, *, parameters=_empty, return_annotation=_empty):
        return Signature(
            self.parameters.values() if parameters is _empty else parameters,
            return_annotation=self.return_annotation if return_annotation is _empty else return_annotation,
        )

    def bind(self, *args, **kwargs):
        """Which argument goes to which parameter; a TypeError if they do not fit."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        found, waiting, kwargs = {}, list(args), dict(kwargs)
        for p in self.parameters.values():
            if p.kind == Parameter.VAR_POSITIONAL:
                if waiting:
                    found[p.name] = tuple(waiting)
                waiting = []
            elif p.kind == Parameter.VAR_KEYWORD:
                if kwargs:
                    found[p.name] = kwargs
                kwargs = {}
            elif waiting and p.kind <= Parameter.POSITIONAL_OR_KEYWORD:
                if p.name in kwargs and p.kind != Parameter.POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {p.name!r}")
                found[p.name] = waiting.pop(0)
            elif p.name in kwargs and p.kind != Parameter.POSITIONAL_ONLY:
                if waiting and p.kind == Parameter.KEYWORD_ONLY:
                    raise TypeError("too many positional arguments")
                found[p.name] = kwargs.pop(p.name)
            elif p.default is _empty and not partial:
                if waiting:
                    raise TypeError("too many positional arguments")
                raise TypeError(f"missing a required argument: {p.name!r}")
        if waiting:
            raise TypeError("too many positional arguments")
        if kwargs:
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return BoundArguments(self, found)

    def __str__(self):
        parts, slash, star = [], False, False
        for p in self.parameters.values():
            if p.kind == Parameter.POSITIONAL_ONLY:
                slash = True
            elif slash:
                parts.append("/")
                slash = False
            if p.kind == Parameter.VAR_POSITIONAL:
                star = True
            elif p.kind == Parameter.KEYWORD_ONLY and not star:
                parts.append("*")
                star = True
            parts.append(str(p))
        if slash:
            parts.append("/")
        text = f"({', '.join(parts)})"
        return text if self.return_annotation is _empty else f"{text} -> {formatannotation(self.return_annotation)}"

    def __repr__(self):
        return f"<Signature {self}>"

    def __eq__(self, other):
        return (
            isinstance(other, Signature)
            and list(self.parameters.values()) == list(other.parameters.values())
            and self.return_annotation == other.return_annotation
        )

    def __hash__(self):
        return hash(tuple(self.parameters.values()))


class BoundArguments:
    """Arguments by the names of their parameters."""

    def __init__(self, signature, arguments):
        self.signature, self.arguments = signature, arguments

    @property
    def args(self):
        values = []
        for p in self.signature.parameters.values():
            if p.kind in (Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD) or p.name not in self.arguments:
                break
            values += self.arguments[p.name] if p.kind == Parameter.VAR_POSITIONAL else [self.arguments[p.name]]
        return tuple(values)

    @property
    def kwargs(self):
        values, only_keywords = {}, False
        for p in self.signature.parameters.values():
            only_keywords = only_keywords or p.kind >= Parameter.KEYWORD_ONLY or p.name not in self.arguments
            if only_keywords and p.name in self.arguments:
                values |= self.arguments[p.name] if p.kind == Parameter.VAR_KEYWORD else {p.name: self.arguments[p.name]}
        return values

    def apply_defaults(self):
        made = {}
        for p in self.signature.parameters.values():
            if p.name in self.arguments:
                made[p.name] = self.arguments[p.name]
            elif p.default is not _empty:
                made[p.name] = p.default
            elif p.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD):
                made[p.name] = () if p.kind == Parameter.VAR_POSITIONAL else {}
        self.arguments = made

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<BoundArguments ({shown})>"


def signature(obj, *, follow_wrapped=True, eval_str=False, **options):
    """The signature of a function, a method, a class or an object that can be called."""
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if isinstance(obj, types.MethodType):
        return _without_first(signature(obj.__func__))
    if follow_wrapped:
        obj = unwrap(obj)
    if (found := getattr(obj, "__signature__", None)) is not None:
        return found
    if isfunction(obj):
        return _of_function(obj, eval_str)
    import functools

    if isinstance(obj, functools.partial):
        return _of_partial(signature(obj.func), obj)
    if isinstance(obj, type):
        for name in ("__new__", "__init__"):
            if isfunction(made := getattr(obj, name, None)):
                return _without_first(signature(made)).replace(return_annotation=_empty)
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return Signature()
    elif isfunction(call := getattr(type(obj), "__call__", None)):
        return _without_first(signature(call))
    raise ValueError(f"no signature found for builtin {'type ' if isinstance(obj, type) else ''}{obj!r}")


def _of_function(function, eval_str):
    code, annotations = function.__code__, function.__annotations__
    if eval_str:
        from typing import get_type_hints

        annotations = get_type_hints(function)
    positional, only = code.co_argcount, code.co_kwonlyargcount
    names = code.co_varnames
    defaults = function.__defaults__ or ()
    given = dict(zip(names[positional - len(defaults) : positional], defaults)) | (function.__kwdefaults__ or {})
    made = []

    def add(name, kind):
        default = given.get(name, _empty)
        made.append(Parameter(name, kind, default=default, annotation=annotations.get(name, _empty)))

    for i, name in enumerate(names[:positional]):
        add(name, Parameter.POSITIONAL_ONLY if i < code.co_posonlyargcount else Parameter.POSITIONAL_OR_KEYWORD)
    at = positional + only
    if code.co_flags & _VARARGS:
        add(names[at], Parameter.VAR_POSITIONAL)
        at += 1
    for name in names[positional : positional + only]:
        add(name, Parameter.KEYWORD_ONLY)
    if code.co_flags & _VARKEYWORDS:
        add(names[at], Parameter.VAR_KEYWORD)
    return Signature(made, return_annotation=annotations.get("return", _empty))


def _of_partial(whole, partial):
    bound = whole.bind_partial(*partial.args, **partial.keywords).arguments
    made, only_keywords = [], False
    for p in whole.parameters.values():
        if p.name in partial.keywords and p.kind != Parameter.VAR_KEYWORD:
            made.append(p.replace(default=partial.keywords[p.name], kind=Parameter.KEYWORD_ONLY))
            only_keywords = True
        elif p.name not in bound or p.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD):
            if only_keywords and p.kind == Parameter.POSITIONAL_OR_KEYWORD:
                p = p.replace(kind=Parameter.KEYWORD_ONLY)
            made.append(p)
    return whole.replace(parameters=made)


def _without_first(whole):
    parameters = list(whole.parameters.values())
    if parameters and parameters[0].kind <= Parameter.POSITIONAL_OR_KEYWORD:
        return whole.replace(parameters=parameters[1:])
    return whole


def unwrap(func, *, stop=None):
    """The function that decorators wrapped."""
    seen = {id(func)}
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
        seen.add(id(func))
    return func


def getfullargspec(func):
    from collections import namedtuple

    kinds = namedtuple("FullArgSpec", "args varargs varkw defaults kwonlyargs kwonlydefaults annotations")
    parameters = signature(func, follow_wrapped=False).parameters.values()
    of = lambda *wanted: [p.name for p in parameters if p.kind in wanted]
    defaults = tuple(p.default for p in parameters if p.kind <= 1 and p.default is not _empty)
    only = {p.name: p.default for p in parameters if p.kind == 3 and p.default is not _empty}
    return kinds(of(0, 1), next(iter(of(2)), None), next(iter(of(4)), None), defaults or None, of(3), only or None,
                 dict(getattr(func, "__annotations__", {})))


def _is(kind):
    return lambda object: isinstance(object, kind)


isclass, isfunction, ismethod, ismodule = map(_is, (type, types.FunctionType, types.MethodType, types.ModuleType))
isbuiltin, isgenerator, isframe = map(_is, (types.BuiltinFunctionType, types.GeneratorType, types.FrameType))
iscode, istraceback, iscoroutine = map(_is, (types.CodeType, types.TracebackType, types.CoroutineType))


def _has_flag(flag):
    def check(obj):
        obj = getattr(obj, "__func__", obj)
        return isfunction(obj) and bool(obj.__code__.co_flags & flag)

    return check


isgeneratorfunction, iscoroutinefunction, isasyncgenfunction = map(_has_flag, (_GENERATOR, _COROUTINE, _ASYNC_GENERATOR))


def ismethoddescriptor(object):
    kind = type(object)
    return not (isclass(object) or ismethod(object) or isfunction(object)) and (
        hasattr(kind, "__get__") and not hasattr(kind, "__set__")
    )


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)


def isabstract(object):
    return isclass(object) and bool(getattr(object, "__abstractmethods__", ()))


def getmembers(object, predicate=None):
    """(name, value) of all attributes, by name."""
    found = []
    for name in sorted(dir(object)):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return found


def getmro(cls):
    return cls.__mro__


def cleandoc(doc):
    """Documentation without the indentation that its lines share from the second on."""
    lines = doc.expandtabs().split("\n")
    rest = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(rest, default=0)
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    """The documentation, a method's also from the class that is inherited from."""
    doc = getattr(object, "__doc__", None)
    if doc is None and isfunction(object):
        return None
    return cleandoc(doc) if isinstance(doc, str) else None


def getmodule(object):
    return object if ismodule(object) else sys.modules.get(getattr(object, "__module__", None))


def getfile(object):
    code = getattr(getattr(object, "__func__", object), "__code__", None)
    if code is None:
        raise TypeError(f"{object!r} is a built-in {'class' if isclass(object) else 'module'}")
    return code.co_filename


def getsourcelines(object):
    raise OSError("could not get source code")


getsource = getsourcelines


def currentframe():
    return sys._getframe(1)


def stack(context=1):
    raise NotImplementedError("inspect.stack")
