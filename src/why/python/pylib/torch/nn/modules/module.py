"""`Module`, the base of every layer and model: named parameters, buffers and child modules, found by walking.

Members are kept twice: in ordered tables, for walking, and in the instance's own `__dict__`, so that `self.weight` is
read like any other attribute. `__setattr__` and the `register_` methods keep the two in step. There is no
`__getattr__`: a class that has one pays for it at every attribute.
"""

import torch

from ..parameter import Buffer, Parameter
from ._convert import Convert
from ._hooks import (
    GLOBAL_HOOKS, Hooks, call_with_hooks,
    register_module_buffer_registration_hook as register_module_buffer_registration_hook,
    register_module_forward_hook as register_module_forward_hook,
    register_module_forward_pre_hook as register_module_forward_pre_hook,
    register_module_full_backward_hook as register_module_full_backward_hook,
    register_module_full_backward_pre_hook as register_module_full_backward_pre_hook,
    register_module_module_registration_hook as register_module_module_registration_hook,
    register_module_parameter_registration_hook as register_module_parameter_registration_hook,
)
from ._state import State

_TABLES = ("_parameters", "_buffers", "_modules")


def _typename(value):
    """The type as PyTorch's messages name it: `int`, `torch.FloatTensor`, `torch.nn.modules.linear.Linear`."""
    if isinstance(value, torch.Tensor):
        return value.type()
    named = getattr(value, "__name__", None)
    if named and getattr(torch, named, None) is value and not isinstance(value, type):
        # What is native in PyTorch is a method of a class of its own there.
        return f"torch._VariableFunctionsClass.{value.__name__}"
    module = getattr(value, "__module__", None)
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None) or type(value).__name__
    return name if module in (None, "builtins") else f"{module}.{name}"


def _indented(text):
    """The text with every line but the first moved two columns to the right."""
    return text.replace("\n", "\n  ")


class Module(Convert, Hooks, State):
    """A computation with parameters. A subclass assigns its layers in `__init__` and computes in `forward`::

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(4, 2)

            def forward(self, x):
                return self.fc(x).relu()
    """

    _version = 1
    _hooks = None
    call_super_init = False

    def __init__(self, *args, **kwargs):
        if not self.call_super_init:
            if kwargs:
                raise TypeError(
                    f"{type(self).__name__}.__init__() got an unexpected keyword argument '{next(iter(kwargs))}'"
                )
            if args:
                raise TypeError(
                    f"{type(self).__name__}.__init__() takes 1 positional argument but {len(args) + 1} were given"
                )
        self.__dict__.update(
            training=True, _parameters={}, _buffers={}, _modules={}, _non_persistent_buffers_set=set()
        )
        if self.call_super_init:
            super().__init__(*args, **kwargs)

    def forward(self, *input):
        """What the module computes; every subclass says it."""
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    def __call__(self, *args, **kwargs):
        if self._hooks is None and not GLOBAL_HOOKS:
            # Without keywords, as nearly always, the call is much cheaper.
            return self.forward(*args, **kwargs) if kwargs else self.forward(*args)
        return call_with_hooks(self, args, kwargs)

    # Members: how they are added, found, replaced and removed.

    def _check_name(self, kind, name, table):
        if not isinstance(name, str):
            raise TypeError(f"{kind} name should be a string. Got {_typename(name)}")
        if "." in name:
            got = f", got: {name}" if kind == "module" else ""
            raise KeyError(f'{kind} name can\'t contain "."{got}')
        if name == "":
            raise KeyError(f'{kind} name can\'t be empty string ""')
        if name not in table and (name in self.__dict__ or hasattr(type(self), name)):
            raise KeyError(f"attribute '{name}' already exists")

    def _store(self, table, name, value):
        """Puts a member into its table and, unless the class has that name, into `__dict__`."""
        table[name] = value
        if not hasattr(type(self), name):
            self.__dict__[name] = value

    def _forget(self, name, keep):
        """Drops what was under this name, in `__dict__` and in every table but `keep`."""
        fields = self.__dict__
        fields.pop(name, None)
        self._non_persistent_buffers_set.discard(name)
        for table in _TABLES:
            if table != keep:
                fields[table].pop(name, None)

    def register_parameter(self, name, param):
        """Adds a parameter, or None to say that this module goes without it."""
        if "_parameters" not in self.__dict__:
            raise AttributeError("cannot assign parameter before Module.__init__() call")
        self._check_name("parameter", name, self._parameters)
        if param is not None:
            if not isinstance(param, Parameter):
                raise TypeError(
                    f"cannot assign '{_typename(param)}' object to parameter '{name}' "
                    "(torch.nn.Parameter or None required)"
                )
            if param.grad_fn is not None:
                raise ValueError(
                    f"Cannot assign non-leaf Tensor to parameter '{name}'. Model parameters must be created "
                    f"explicitly. To express '{name}' as a function of another Tensor, compute the value in "
                    "the forward() method."
                )
            param = self._registered("parameter", name, param)
        self._store(self._parameters, name, param)

    def register_buffer(self, name, tensor, persistent=True):
        """Adds state that is not trained, such as a running mean; it is saved unless `persistent` is False."""
        if "_buffers" not in self.__dict__:
            raise AttributeError("cannot assign buffer before Module.__init__() call")
        self._check_name("buffer", name, self._buffers)
        if tensor is not None and not isinstance(tensor, torch.Tensor):
            raise TypeError(
                f"cannot assign '{_typename(tensor)}' object to buffer '{name}' (torch Tensor or None required)"
            )
        self._store(self._buffers, name, self._registered("buffer", name, tensor))
        if persistent:
            self._non_persistent_buffers_set.discard(name)
        else:
            self._non_persistent_buffers_set.add(name)

    def add_module(self, name, module):
        """Adds a child module under a name that may be computed."""
        if module is not None and not isinstance(module, Module):
            raise TypeError(f"{_typename(module)} is not a Module subclass")
        self._check_name("module", name, self._modules)
        self._store(self._modules, name, self._registered("module", name, module))

    def register_module(self, name, module):
        """The same as `add_module`."""
        self.add_module(name, module)

    def __setattr__(self, name, value):
        fields = self.__dict__
        parameters = fields.get("_parameters")
        if isinstance(value, Parameter):
            if parameters is None:
                raise AttributeError("cannot assign parameters before Module.__init__() call")
            self._forget(name, "_parameters")
            self.register_parameter(name, value)
        elif parameters is not None and name in parameters:
            if value is not None:
                raise TypeError(
                    f"cannot assign '{_typename(value)}' as parameter '{name}' (torch.nn.Parameter or None expected)"
                )
            self.register_parameter(name, value)
        elif isinstance(value, Module):
            if parameters is None:
                raise AttributeError("cannot assign module before Module.__init__() call")
            self._forget(name, "_modules")
            self._store(self._modules, name, self._registered("module", name, value))
        elif parameters is not None and name in fields["_modules"]:
            if value is not None:
                raise TypeError(
                    f"cannot assign '{_typename(value)}' as child module '{name}' (torch.nn.Module or None expected)"
                )
            self._store(self._modules, name, self._registered("module", name, value))
        elif isinstance(value, Buffer) or (parameters is not None and name in fields["_buffers"]):
            if value is not None and not isinstance(value, torch.Tensor):
                raise TypeError(
                    f"cannot assign '{_typename(value)}' as buffer '{name}' "
                    "(torch.nn.Buffer, torch.Tensor or None expected)"
                )
            if isinstance(value, Buffer):
                persistent = value.persistent
            else:
                persistent = name not in self._non_persistent_buffers_set
            self.register_buffer(name, value, persistent)
        else:
            super().__setattr__(name, value)

    def __delattr__(self, name):
        for table in _TABLES:
            members = self.__dict__.get(table, ())
            if name in members:
                del members[name]
                self.__dict__.pop(name, None)
                self._non_persistent_buffers_set.discard(name)
                return
        super().__delattr__(name)

    def __setstate__(self, state):
        self.__dict__.update(state)

    def __dir__(self):
        names = dir(type(self)) + list(self.__dict__)
        for table in _TABLES:
            names += self.__dict__[table]
        return sorted({name for name in names if not name[0].isdigit()})

    def get_submodule(self, target):
        """The module at a dotted path such as `"encoder.0.linear1"`; the empty path is the module itself."""
        module = self
        for name in target.split(".") if target else ():
            if not hasattr(module, name):
                raise AttributeError(f"{module._get_name()} has no attribute `{name}`")
            module = getattr(module, name)
            if not isinstance(module, Module):
                raise AttributeError(f"`{name}` is not an nn.Module")
        return module

    def set_submodule(self, target, module, strict=False):
        """Replaces, or without `strict` adds, the module at a dotted path."""
        if target == "":
            raise ValueError("Cannot set the submodule without a target name!")
        if not isinstance(module, Module):
            raise ValueError(f"`module` is not an nn.Module, found {type(module)}")
        path, _, name = target.rpartition(".")
        parent = self.get_submodule(path)
        if not hasattr(parent, name):
            if strict:
                raise AttributeError(f"{parent._get_name()} has no attribute `{name}`")
        elif not isinstance(getattr(parent, name), Module):
            raise AttributeError(f"`{name}` is not an nn.Module")
        setattr(parent, name, module)

    def get_parameter(self, target):
        """The parameter at a dotted path such as `"encoder.0.linear1.weight"`."""
        path, _, name = target.rpartition(".")
        module = self.get_submodule(path)
        if not hasattr(module, name):
            raise AttributeError(f"{module._get_name()} has no attribute `{name}`")
        parameter = getattr(module, name)
        if not isinstance(parameter, Parameter):
            raise AttributeError(f"`{name}` is not an nn.Parameter")
        return parameter

    def get_buffer(self, target):
        """The buffer at a dotted path."""
        path, _, name = target.rpartition(".")
        module = self.get_submodule(path)
        if not hasattr(module, name):
            raise AttributeError(f"{module._get_name()} has no attribute `{name}`")
        if name not in module._buffers:
            raise AttributeError(f"`{name}` is not a buffer")
        return module._buffers[name]

    # Walking: the module itself and everything below it, in the order of assignment, shared members once.

    def _tree(self, prefix, seen, found):
        """This module and all below it with their names, as a list, which is quicker to make than a generator."""
        if seen is not None:
            if self in seen:
                return found
            seen.add(self)
        found.append((prefix, self))
        for name, module in self._modules.items():
            if module is not None:
                module._tree(f"{prefix}.{name}" if prefix else name, seen, found)
        return found

    def _named_members(self, table, prefix="", recurse=True, remove_duplicate=True):
        """The entries of one table of this module and, with `recurse`, of all below it, with their names."""
        seen, found = set(), []
        modules = self._tree(prefix, set() if remove_duplicate else None, []) if recurse else [(prefix, self)]
        for path, module in modules:
            for name, member in module.__dict__[table].items():
                if member is None or id(member) in seen:
                    continue
                if remove_duplicate:
                    seen.add(id(member))
                found.append((f"{path}.{name}" if path else name, member))
        return found

    def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
        """Pairs such as `("fc.weight", parameter)`."""
        yield from self._named_members("_parameters", prefix, recurse, remove_duplicate)

    def parameters(self, recurse=True):
        """What an optimizer is given."""
        for _, parameter in self._named_members("_parameters", recurse=recurse):
            yield parameter

    def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
        """Pairs such as `("bn.running_mean", tensor)`."""
        yield from self._named_members("_buffers", prefix, recurse, remove_duplicate)

    def buffers(self, recurse=True):
        """The state that is not trained."""
        for _, buffer in self._named_members("_buffers", recurse=recurse):
            yield buffer

    def named_children(self):
        """The modules directly below this one, with their names."""
        seen = set()
        for name, module in self._modules.items():
            if module is not None and id(module) not in seen:
                seen.add(id(module))
                yield name, module

    def children(self):
        """The modules directly below this one."""
        for _, module in self.named_children():
            yield module

    def named_modules(self, memo=None, prefix="", remove_duplicate=True):
        """This module (named by `prefix`) and all below it, with dotted names."""
        memo = set() if memo is None else memo
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                path = f"{prefix}.{name}" if prefix else name
                yield from module.named_modules(memo, path, remove_duplicate)

    def modules(self, remove_duplicate=True):
        """This module and all below it."""
        for _, module in self.named_modules(remove_duplicate=remove_duplicate):
            yield module

    # The text shown by print(model).

    def _get_name(self):
        return type(self).__name__

    def extra_repr(self):
        """What a layer tells of its settings, between the parentheses of its repr."""
        return ""

    def __repr__(self):
        extra = self.extra_repr()
        extra_lines = extra.split("\n") if extra else []
        children = [f"({name}): {_indented(repr(module))}" for name, module in self._modules.items()]
        if len(extra_lines) == 1 and not children:
            return f"{self._get_name()}({extra})"
        lines = extra_lines + children
        if not lines:
            return f"{self._get_name()}()"
        return f"{self._get_name()}(\n  " + "\n  ".join(lines) + "\n)"
