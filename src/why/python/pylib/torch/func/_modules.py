"""Modules as functions of their parameters."""

import contextlib

import torch


def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    """`module(*args, **kwargs)` with other tensors in the place of its parameters and buffers."""
    if isinstance(parameter_and_buffer_dicts, dict):
        given = parameter_and_buffer_dicts
    elif isinstance(parameter_and_buffer_dicts, (list, tuple)):
        if not all(isinstance(each, dict) for each in parameter_and_buffer_dicts):
            raise ValueError("Expected all elements of parameter_and_buffer_dicts to be dictionaries")
        keys = [key for each in parameter_and_buffer_dicts for key in each]
        repeated = [key for key in keys if keys.count(key) > 1]
        if repeated:
            raise ValueError(f"{repeated[0]} appears in multiple dictionaries; behavior of functional call is ambiguous")
        given = {key: value for each in parameter_and_buffer_dicts for key, value in each.items()}
    else:
        raise ValueError(
            "Expected parameter_and_buffer_dicts to be a dict, or a list/tuple of dicts, but got "
            f"{type(parameter_and_buffer_dicts)}"
        )
    args = () if args is None else args if isinstance(args, tuple) else (args,)
    with _swapped(module, given, tie_weights, strict):
        return module(*args, **({} if kwargs is None else kwargs))


def _places(module):
    """Each parameter and buffer by its dotted name: the module that has it, which table it is in, and the tensor."""
    for prefix, owner in module.named_modules(remove_duplicate=False):
        for table in (owner._parameters, owner._buffers):
            for name, tensor in table.items():
                if tensor is not None:
                    yield (f"{prefix}.{name}" if prefix else name), owner, table, name, tensor


@contextlib.contextmanager
def _swapped(module, given, tie_weights, strict):
    places = list(_places(module))
    names = {name for name, *_ in places}
    unexpected = [name for name in given if name not in names]
    missing = [name for name in names if name not in given]
    if strict and (unexpected or missing):
        lines = []
        if unexpected:
            lines.append("Unexpected key(s): " + ", ".join(map(repr, unexpected)) + ".")
        if missing:
            lines.append("Missing key(s): " + ", ".join(map(repr, sorted(missing))) + ".")
        raise RuntimeError(
            f"Error(s) in reparametrizing for {module._get_name()}:\n\t" + "\n\t".join(lines)
        )
    values = dict(given)
    if tie_weights:
        # A tensor with several names is replaced under each of them.
        by_tensor = {id(tensor): given[name] for name, _, _, _, tensor in places if name in given}
        for name, _, _, _, tensor in places:
            if name not in values and id(tensor) in by_tensor:
                values[name] = by_tensor[id(tensor)]
    before = []
    try:
        for name, owner, table, key, tensor in places:
            if name in values:
                before.append((owner, table, key, tensor, owner.__dict__.get(key)))
                table[key] = values[name]
                if key in owner.__dict__:
                    owner.__dict__[key] = values[name]
        yield
    finally:
        for owner, table, key, tensor, shown in before:
            table[key] = tensor
            if key in owner.__dict__:
                owner.__dict__[key] = shown


def stack_module_state(models):
    """The parameters and the buffers of models of one class, stacked, for `vmap` over them."""
    if len(models) == 0:
        raise RuntimeError("stack_module_state: Expected at least one model, got 0.")
    if not (all(m.training for m in models) or all(not m.training for m in models)):
        raise RuntimeError("stack_module_state: Expected all models to have the same training/eval mode.")
    if not all(type(m) is type(models[0]) for m in models):
        raise RuntimeError("stack_module_state: Expected all models to be of the same class.")

    def stacked(tables):
        out = {}
        for name in tables[0]:
            column = [table[name] for table in tables]
            trained = column[0].requires_grad
            with torch.no_grad():
                one = torch.stack([tensor.detach() for tensor in column])
            out[name] = one.requires_grad_(trained)
        return out

    return stacked([dict(m.named_parameters()) for m in models]), stacked([dict(m.named_buffers()) for m in models])


def replace_all_batch_norm_modules_(root):
    """Has every BatchNorm layer compute without running statistics, in place."""
    for module in root.modules():
        if isinstance(module, torch.nn.modules.batchnorm._NormBase):
            module.running_mean = module.running_var = module.num_batches_tracked = None
            module.track_running_stats = False
    return root
