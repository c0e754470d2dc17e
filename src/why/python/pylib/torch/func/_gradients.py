"""`grad`, `vjp`, `jvp`, `jacrev`, `jacfwd`, `hessian`: functions made of functions."""

import functools

import torch

from . import _trees
from ._levels import checked_inputs, finished, fresh, gradients, replaced


def _auxiliary(result, name):
    if not isinstance(result, tuple) or len(result) != 2:
        raise RuntimeError(
            f"{name}: output of function f should be a tuple: (output, aux) if has_aux is True"
            if name != "grad_and_value"
            else "grad_and_value(f)(*args): output of function f should be a tuple: (output, aux) if has_aux is True"
        )
    return result


def grad_and_value(func, argnums=0, has_aux=False):
    """A function to the gradient of `func`, a function to one number, and its value."""

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        recording, leaves = torch.is_grad_enabled(), []
        with torch.enable_grad():
            wanted = fresh(checked_inputs(args, argnums, "grad"), leaves)
            output = func(*replaced(args, argnums, wanted), **kwargs)
            aux = None
            if has_aux:
                output, aux = _auxiliary(output, "grad_and_value")
            if not isinstance(output, torch.Tensor):
                raise RuntimeError(
                    f"grad_and_value(f)(*args): Expected f(*args) to return a Tensor, got {type(output)}"
                )
            if output.dim():
                raise RuntimeError(
                    f"grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got tensor with "
                    f"{output.dim()} dims. Maybe you wanted to use the vjp or jacrev APIs instead?"
                )
            found = gradients([output], wanted, [torch.ones_like(output)])
        found, output, aux = (finished(value, leaves, recording) for value in (found, output, aux))
        return (found, (output, aux)) if has_aux else (found, output)

    return wrapper


def grad(func, argnums=0, has_aux=False):
    """A function to the gradient of `func`, a function to one number."""
    both = grad_and_value(func, argnums, has_aux)

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        found, value = both(*args, **kwargs)
        return (found, value[1]) if has_aux else found

    return wrapper


def _output_tensors(output, name):
    tensors = _trees.flatten(output)[0]
    for tensor in tensors:
        if not isinstance(tensor, torch.Tensor):
            raise RuntimeError(f"{name}: Expected f(*args) to return only tensors, got unsupported type {type(tensor)}")
    return tensors


def vjp(func, *primals, has_aux=False):
    """`func(*primals)`, and the function from a vector v to v^T J."""
    recording, leaves = torch.is_grad_enabled(), []
    with torch.enable_grad():
        wanted = fresh(primals, leaves)
        output = func(*wanted)
        aux = None
        if has_aux:
            output, aux = _auxiliary(output, "vjp(f, *primals)")
        outputs = _output_tensors(output, "vjp(f, *primals)")
        _, build = _trees.flatten(output)

    def function(*cotangents, **options):
        cotangent = cotangents[0] if len(cotangents) == 1 else cotangents
        weights, given = _trees.flatten(cotangent)
        if len(weights) != len(outputs):
            raise RuntimeError(
                f"Expected pytree structure of cotangents to be the same as pytree structure of outputs to the "
                f"function. cotangents: {len(weights)}, primal output: {len(outputs)}"
            )
        for place, (weight, out) in enumerate(zip(weights, outputs)):
            if weight.shape != out.shape:
                raise RuntimeError(
                    f"Mismatch in shape: grad_output[{place}] has a shape of {weight.shape} and output[{place}] has "
                    f"a shape of {out.shape}."
                )
        inner = torch.is_grad_enabled()
        with torch.enable_grad():
            found = gradients(outputs, wanted, weights)
        found = finished(found, leaves, inner)
        return found[0] if len(found) == 1 else found

    function.single = len(primals) == 1
    shown = finished(output, leaves, recording)
    vjp_fn = (lambda *cotangents, **options: _tupled(function, cotangents))
    return (shown, vjp_fn, finished(aux, leaves, recording)) if has_aux else (shown, vjp_fn)


def _tupled(function, cotangents):
    found = function(*cotangents)
    return (found,) if function.single else found


def jvp(func, primals, tangents, *, strict=False, has_aux=False):
    """`func(*primals)` and J v, by two backward passes: v^T J is linear in v, and its derivative there is J."""
    if not isinstance(primals, tuple):
        raise RuntimeError(f"jvp(f, primals, tangents): Expected primals to be a tuple. E.g. it should be valid to call f(*primals).")
    if not isinstance(tangents, tuple) or len(tangents) != len(primals):
        raise RuntimeError(
            "jvp(f, primals, tangents): Expected primals and tangents to have the same python structure. For example, "
            "if primals is a tuple of 3 tensors, tangents also must be. "
            f"Got primals with structure {primals} and tangents with structure {tangents}"
        )
    recording, leaves = torch.is_grad_enabled(), []
    with torch.enable_grad():
        wanted = fresh(primals, leaves)
        output = func(*wanted)
        aux = None
        if has_aux:
            output, aux = _auxiliary(output, "jvp(f, primals, tangents)")
        outputs = _output_tensors(output, "jvp(f, primals, tangents)")
        products = _forward(outputs, wanted, _trees.tensors(tangents), leaves)
        _, build = _trees.flatten(output)
        product = _trees.unflatten(products, build)
    shown = finished(output, leaves, recording), finished(product, leaves, recording)
    return (*shown, finished(aux, leaves, recording)) if has_aux else shown


def _forward(outputs, wanted, tangents, leaves):
    """J v for each output."""
    weights = [torch.zeros_like(out, requires_grad=True) for out in outputs]
    leaves.extend(weights)
    found = _trees.tensors(gradients(outputs, wanted, weights))
    pairs = [(one, tangent) for one, tangent in zip(found, tangents) if one.requires_grad]
    if not pairs:
        return [torch.zeros_like(out) for out in outputs]
    products = torch.autograd.grad(
        [one for one, _ in pairs], weights, [tangent for _, tangent in pairs], create_graph=True, allow_unused=True
    )
    return [torch.zeros_like(out) if one is None else one for one, out in zip(products, outputs)]


def linearize(func, *primals):
    """`func(*primals)`, and the function from a vector v to J v there."""
    output, _ = vjp(func, *primals)

    def jvp_fn(*tangents):
        for place, (tangent, primal) in enumerate(zip(_trees.tensors(tangents), _trees.tensors(primals))):
            if tangent.shape != primal.shape:
                raise RuntimeError(
                    f"Expected tangent with index {place} in flattened pytree to have the same shape as the "
                    f"corresponding primal. Got shape={tangent.shape} and shape={primal.shape}"
                )
        return jvp(func, primals, tangents)[1]

    return output, jvp_fn


def _jacobian(func, argnums, has_aux, name, by_columns):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        recording, leaves = torch.is_grad_enabled(), []
        with torch.enable_grad():
            wanted = fresh(checked_inputs(args, argnums, name), leaves)
            output = func(*replaced(args, argnums, wanted), **kwargs)
            aux = None
            if has_aux:
                output, aux = _auxiliary(output, name)
            outputs, build = _trees.flatten(output)
            for out in outputs:
                if not isinstance(out, torch.Tensor):
                    raise RuntimeError(
                        f"{name}: expected f(*args) to return only tensors, got unsupported type {type(out)}"
                    )
            blocks = [_rows(out, wanted) for out in outputs]
            found = _trees.unflatten(blocks, build)
        found, aux = finished(found, leaves, recording), finished(aux, leaves, recording)
        return (found, aux) if has_aux else found

    return wrapper


def _rows(output, wanted):
    """The Jacobian of one output in the structure of the inputs."""
    count = output.numel()
    rows = []
    for place in range(count):
        weight = torch.zeros(count, dtype=output.dtype)
        weight[place] = 1
        rows.append(_trees.tensors(gradients([output], wanted, [weight.view(output.shape)])))
    columns = iter(zip(*rows)) if rows else iter(())

    def block(tensor):
        shape = (*output.shape, *tensor.shape)
        return torch.stack(next(columns)).reshape(shape) if rows else torch.zeros(shape, dtype=output.dtype)

    return _trees.map_tensors(block, wanted)


def jacrev(func, argnums=0, *, has_aux=False, chunk_size=None, _preallocate_and_copy=False):
    """A function to the Jacobian of `func`, row by row."""
    if chunk_size is not None and chunk_size <= 0:
        raise ValueError("jacrev: `chunk_size` should be greater than 0.")
    return _jacobian(func, argnums, has_aux, "jacrev", False)


def jacfwd(func, argnums=0, has_aux=False, *, randomness="error"):
    """A function to the Jacobian of `func`; the same matrix as `jacrev`'s, computed the same way here."""
    return _jacobian(func, argnums, has_aux, "jacfwd", True)


def hessian(func, argnums=0):
    """A function to the second derivatives of `func`."""
    return jacfwd(jacrev(func, argnums), argnums)
