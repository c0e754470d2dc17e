"""Hooks: functions called before or after a module's `forward`, or when gradients pass it on the way back."""

import warnings
from collections import OrderedDict

import torch
from torch.utils.hooks import RemovableHandle

# Hooks on every module, by kind; empty as long as nobody asks for one.
GLOBAL_HOOKS = {}


def _add(tables, kind, hook, prepend=False, **options):
    """Adds a hook as the last or the first of its kind; options that are True are kept under the hook's id."""
    hooks = tables.setdefault(kind, OrderedDict())
    marked = [tables.setdefault(option, OrderedDict()) for option, wanted in options.items() if wanted]
    handle = RemovableHandle(hooks, extra_dict=marked)
    hooks[handle.id] = hook
    for option in marked:
        option[handle.id] = True
    if prepend:
        hooks.move_to_end(handle.id, last=False)
    return handle


class Hooks:
    """The part of `Module` that keeps its hooks; the tables appear with the first of them."""

    def _tables(self):
        if self._hooks is None:
            self.__dict__["_hooks"] = {}
        return self._hooks

    def _table(self, kind):
        return self._tables().setdefault(kind, OrderedDict())

    def _hook_items(self, kind):
        """Ids and hooks: those on every module and then this one's own."""
        own = {} if self._hooks is None else self._hooks.get(kind, {})
        return [*GLOBAL_HOOKS.get(kind, {}).items(), *own.items()]

    def _hooks_of(self, kind):
        """The hooks without their ids."""
        return [hook for _, hook in self._hook_items(kind)]

    def _wants(self, option, hook_id):
        """Whether a hook was registered with this option."""
        return any(hook_id in tables.get(option, ()) for tables in (GLOBAL_HOOKS, self._hooks or {}))

    def _registered(self, kind, name, member):
        """What the registration hooks make of a new member."""
        for hook in GLOBAL_HOOKS.get(kind, {}).values():
            replaced = hook(self, name, member)
            member = member if replaced is None else replaced
        return member

    @property
    def _forward_pre_hooks(self):
        return self._table("forward_pre")

    @property
    def _forward_hooks(self):
        return self._table("forward")

    @property
    def _backward_pre_hooks(self):
        return self._table("backward_pre")

    @property
    def _backward_hooks(self):
        return self._table("backward")

    def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
        """`hook(module, args)` before `forward`; what it returns replaces the arguments."""
        return _add(self._tables(), "forward_pre", hook, prepend, with_kwargs=with_kwargs)

    def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
        """`hook(module, args, output)` after `forward`; what it returns replaces the output."""
        options = {"with_kwargs": with_kwargs, "always_call": always_call}
        return _add(self._tables(), "forward", hook, prepend, **options)

    def register_full_backward_pre_hook(self, hook, prepend=False):
        """`hook(module, grad_output)` before gradients enter the module."""
        return _add(self._tables(), "backward_pre", hook, prepend)

    def register_full_backward_hook(self, hook, prepend=False):
        """`hook(module, grad_input, grad_output)` once the gradients of the module's inputs are known."""
        return _add(self._tables(), "backward", hook, prepend)

    def register_backward_hook(self, hook):
        """The old kind, which saw only the last operation of `forward`."""
        raise NotImplementedError(
            "Module.register_backward_hook is not supported: use register_full_backward_hook"
        )


def call_with_hooks(module, args, kwargs):
    """`forward` with everything that was hooked to it."""
    state = {"args": args, "kwargs": kwargs, "result": None, "called": set()}
    try:
        return _call(module, state)
    except Exception:
        _call_the_rest(module, state)
        raise


def _call(module, state):
    for hook_id, hook in module._hook_items("forward_pre"):
        _call_pre_hook(module, hook_id, hook, state)

    watch = None
    backward_hooks, backward_pre_hooks = module._hooks_of("backward"), module._hooks_of("backward_pre")
    if backward_hooks or backward_pre_hooks:
        watch = _Watch(module, backward_hooks, backward_pre_hooks)
        state["args"] = watch.inputs(state["args"])

    state["result"] = module.forward(*state["args"], **state["kwargs"])
    for hook_id, hook in module._hook_items("forward"):
        state["called"].add(hook_id)
        _call_forward_hook(module, hook_id, hook, state)
    return state["result"] if watch is None else watch.outputs(state["result"])


def _call_pre_hook(module, hook_id, hook, state):
    if module._wants("with_kwargs", hook_id):
        replaced = hook(module, state["args"], state["kwargs"])
        if replaced is not None:
            if not isinstance(replaced, tuple) or len(replaced) != 2:
                raise RuntimeError(
                    f"forward pre-hook must return None or a tuple of (new_args, new_kwargs), but got {replaced}."
                )
            state["args"], state["kwargs"] = replaced
    else:
        replaced = hook(module, state["args"])
        if replaced is not None:
            state["args"] = replaced if isinstance(replaced, tuple) else (replaced,)


def _call_forward_hook(module, hook_id, hook, state):
    if module._wants("with_kwargs", hook_id):
        replaced = hook(module, state["args"], state["kwargs"], state["result"])
    else:
        replaced = hook(module, state["args"], state["result"])
    if replaced is not None:
        state["result"] = replaced


def _call_the_rest(module, state):
    """After an error, the hooks that want to be called in any case."""
    for hook_id, hook in module._hook_items("forward"):
        if module._wants("always_call", hook_id) and hook_id not in state["called"]:
            try:
                _call_forward_hook(module, hook_id, hook, state)
            except Exception as error:
                warnings.warn(
                    "module forward hook with ``always_call=True`` raised an exception "
                    f"that was silenced as another error was raised in forward: {error}",
                    stacklevel=2,
                )


class BackwardHookFunction(torch.autograd.Function):
    """Passes its tensors on unchanged, and their gradients through `seen` on the way back."""

    @staticmethod
    def forward(ctx, seen, *tensors):
        ctx.seen = seen
        ctx.set_materialize_grads(False)
        passed = tuple(tensor.view_as(tensor) for tensor in tensors)
        ctx.mark_non_differentiable(*[out for out, tensor in zip(passed, tensors) if not tensor.requires_grad])
        return passed

    @staticmethod
    def backward(ctx, *gradients):
        return (None, *ctx.seen(gradients))


class _Watch:
    """One call of a module with backward hooks: notes the gradients at its outputs, reports at its inputs."""

    def __init__(self, module, hooks, pre_hooks):
        self.module, self.hooks, self.pre_hooks = module, hooks, pre_hooks
        self.grad_outputs = None

    def inputs(self, args):
        self.input_count = len(args)
        args, self.input_places = self._watched(args, self._at_inputs)
        return args

    def outputs(self, result):
        if isinstance(result, tuple):
            self.output_count = len(result)
            return self._watched(result, self._at_outputs)[0]
        if not isinstance(result, torch.Tensor):
            warnings.warn(
                "For backward hooks to be called, module output should be a Tensor or a tuple of Tensors "
                f"but received {type(result)}",
                stacklevel=2,
            )
        self.output_count = 1
        return self._watched((result,), self._at_outputs)[0][0]

    def _watched(self, values, seen):
        """The values with tensors whose gradients go through `seen`, and the places of those tensors."""
        places = [place for place, value in enumerate(values) if isinstance(value, torch.Tensor)]
        tensors = [values[place] for place in places]
        if not torch.is_grad_enabled() or not any(tensor.requires_grad for tensor in tensors):
            return values, None
        watched = BackwardHookFunction.apply(lambda gradients: seen(places, tensors, gradients), *tensors)
        values_out = list(values)
        for place, tensor in zip(places, watched):
            values_out[place] = tensor
        return (tuple(values_out) if type(values) is tuple else type(values)(*values_out)), places

    def _at_outputs(self, places, tensors, gradients):
        grad_outputs = _spread(places, gradients, self.output_count)
        for hook in self.pre_hooks:
            replaced = hook(self.module, grad_outputs)
            if replaced is None:
                continue
            if len(replaced) != len(grad_outputs):
                raise RuntimeError(
                    "Backward pre hook returned an invalid number of grad_output, "
                    f"got {len(replaced)}, but expected {len(grad_outputs)}"
                )
            grad_outputs = replaced
        if self.input_places is None:
            self._without_inputs(grad_outputs)
        else:
            self.grad_outputs = grad_outputs
        return tuple(grad_outputs[place] for place in places)

    def _without_inputs(self, grad_outputs):
        """No input needs a gradient, so the hooks hear of the outputs' alone."""
        if self.hooks:
            warnings.warn(
                "Full backward hook is firing when gradients are computed with respect to module outputs since "
                "no inputs require gradients.",
                stacklevel=5,
            )
        for hook in self.hooks:
            replaced = hook(self.module, (None,) * self.input_count, grad_outputs)
            if replaced is not None and not (isinstance(replaced, tuple) and all(one is None for one in replaced)):
                raise RuntimeError(
                    "Backward hook for Modules where no input requires gradient should always return None or "
                    "None for all gradients."
                )

    def _at_inputs(self, places, tensors, gradients):
        if self.grad_outputs is None:
            # The outputs had no gradient of their own: this is another part of the graph.
            return tuple(gradients)
        # An input that no gradient reached has one of 0.
        known = [torch.zeros_like(tensor) if one is None else one for tensor, one in zip(tensors, gradients)]
        grad_inputs = _spread(places, known, self.input_count)
        for hook in self.hooks:
            replaced = hook(self.module, grad_inputs, self.grad_outputs)
            if replaced is None:
                continue
            if len(replaced) != len(grad_inputs):
                raise RuntimeError(
                    "Backward hook returned an invalid number of grad_input, "
                    f"got {len(replaced)}, but expected {len(grad_inputs)}"
                )
            grad_inputs = replaced
        self.grad_outputs = None
        return tuple(grad_inputs[place] for place in places)


def _spread(places, values, size):
    """The values at their places among `size`, None elsewhere."""
    spread = [None] * size
    for place, value in zip(places, values):
        spread[place] = value
    return tuple(spread)


def register_module_forward_pre_hook(hook):
    """A forward pre-hook on every module."""
    return _add(GLOBAL_HOOKS, "forward_pre", hook)


def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    """A forward hook on every module."""
    return _add(GLOBAL_HOOKS, "forward", hook, with_kwargs=with_kwargs, always_call=always_call)


def register_module_full_backward_pre_hook(hook):
    """A backward pre-hook on every module."""
    return _add(GLOBAL_HOOKS, "backward_pre", hook)


def register_module_full_backward_hook(hook):
    """A backward hook on every module."""
    return _add(GLOBAL_HOOKS, "backward", hook)


def register_module_buffer_registration_hook(hook):
    """`hook(module, name, buffer)` whenever a buffer is registered."""
    return _add(GLOBAL_HOOKS, "buffer", hook)


def register_module_parameter_registration_hook(hook):
    """`hook(module, name, parameter)` whenever a parameter is registered."""
    return _add(GLOBAL_HOOKS, "parameter", hook)


def register_module_module_registration_hook(hook):
    """`hook(module, name, child)` whenever a child module is registered."""
    return _add(GLOBAL_HOOKS, "module", hook)
