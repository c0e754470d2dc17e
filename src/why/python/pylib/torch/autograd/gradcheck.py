"""Checks gradients against finite differences: (f(x + eps) - f(x - eps)) / (2 eps) for every value of every input."""

import warnings

import torch


class GradcheckError(RuntimeError):
    """The gradients are wrong."""


def _tuple(values):
    return tuple(values) if isinstance(values, (tuple, list)) else (values,)


def _differentiable(values):
    return tuple(value for value in _tuple(values) if isinstance(value, torch.Tensor) and value.requires_grad)


def gradcheck(
    func, inputs, *, eps=1e-06, atol=1e-05, rtol=0.001, raise_exception=True, nondet_tol=0.0,
    check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False, check_batched_forward_grad=False,
    check_forward_ad=False, check_backward_ad=True, fast_mode=False, masked=None,
):
    """True if the gradients of `func` are right; otherwise an error, or False without `raise_exception`.

    Use float64 inputs: finite differences of float32 are too rough.
    """
    for name, wanted in (
        ("check_batched_grad", check_batched_grad), ("check_batched_forward_grad", check_batched_forward_grad),
        ("check_forward_ad", check_forward_ad),
    ):
        if wanted:
            raise NotImplementedError(f"gradcheck({name}=True) is not supported")
    if not check_backward_ad:
        raise AssertionError("Expected at least one of check_forward_ad or check_backward_ad to be True")
    try:
        _check(func, _tuple(inputs), eps, atol, rtol, nondet_tol, check_grad_dtypes)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def _check(func, inputs, eps, atol, rtol, nondet_tol, check_grad_dtypes):
    _check_inputs(inputs)
    results = _tuple(func(*inputs))
    outputs = _differentiable(results)
    numerical = [
        [_numerical_jacobian(func, inputs, input, place, eps) for input in _differentiable(inputs)]
        for place, result in enumerate(results)
        if isinstance(result, torch.Tensor) and (result.requires_grad or not outputs)
    ]
    if not outputs:
        if any(bool((jacobian != 0).any()) for row in numerical for jacobian in row):
            raise GradcheckError("Numerical gradient for function expected to be zero")
        return
    for place, output in enumerate(outputs):
        analytical = _analytical_jacobians(inputs, output, nondet_tol, check_grad_dtypes)
        for which, (found, expected) in enumerate(zip(analytical, numerical[place])):
            kind = torch.promote_types(found.dtype, expected.dtype)
            if not torch.allclose(found.to(kind), expected.to(kind), rtol, atol):
                raise GradcheckError(
                    f"Jacobian mismatch for output {place} with respect to input {which},\n"
                    f"numerical:{expected}\nanalytical:{found}\n"
                )
    _check_linear_in_grad_output(outputs, inputs)


def _check_inputs(inputs):
    for place, input in enumerate(inputs):
        if not isinstance(input, torch.Tensor) or not input.requires_grad:
            continue
        if input.dtype != torch.float64:
            warnings.warn(
                f"Input #{place} requires gradient and is not a double precision floating point or complex. This "
                "check will likely fail if all the inputs are not of double precision floating point or complex. ",
                stacklevel=4,
            )
        if any(stride == 0 and size > 1 for stride, size in zip(input.stride(), input.size())):
            raise RuntimeError(
                f"The {place}th input has a dimension with stride 0. gradcheck only supports inputs that are "
                "non-overlapping to be able to compute the numerical gradients correctly. You should call .contiguous "
                "on the input before passing it to gradcheck."
            )
    if not _differentiable(inputs):
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them have "
            "requires_grad=True."
        )


def _numerical_jacobian(func, inputs, input, place, eps):
    """d output / d input by central differences, (input values, output values)."""

    def output():
        return _tuple(func(*inputs))[place].detach().clone().reshape(-1)

    # Through .data the changes are not counted, as the graph that backward will walk is there already.
    values = input.data
    rows = []
    for index in range(values.numel()):
        at = _position(index, values.size())
        before = values[at].item()
        values[at] = before - eps
        below = output()
        values[at] = before + eps
        above = output()
        values[at] = before
        rows.append((above - below) / (2 * eps))
    return torch.stack(rows) if rows else torch.zeros(0, output().numel(), dtype=input.dtype)


def _position(index, sizes):
    """The indices of the value at a place in reading order."""
    position = []
    for size in reversed(sizes):
        index, along = divmod(index, size)
        position.append(along)
    return tuple(reversed(position))


def _analytical_jacobians(inputs, output, nondet_tol, check_grad_dtypes):
    """d output / d input by backward for every input, (input values, output values); computed twice."""
    wanted = _differentiable(inputs)
    first, second = _backward_columns(output, wanted), _backward_columns(output, wanted)
    jacobians = []
    for place, input in enumerate(wanted):
        columns = [row[place] for row in first]
        for column in columns:
            if column is not None and check_grad_dtypes and column.dtype != input.dtype:
                raise GradcheckError("Gradient has dtype mismatch")
            if column is not None and column.size() != input.size():
                raise GradcheckError("Analytical gradient has incorrect size")
        jacobian = _joined(columns, input)
        if bool(((jacobian - _joined([row[place] for row in second], input)).abs() > nondet_tol).any()):
            raise GradcheckError(
                "Backward is not reentrant, i.e., running backward with same input and grad_output multiple times "
                "gives different values, although analytical gradient matches numerical gradient."
                f"The tolerance for nondeterminism was {nondet_tol}."
            )
        jacobians.append(jacobian)
    return jacobians


def _backward_columns(output, wanted):
    """The gradients of every output value."""
    rows = []
    output = output.clone()
    for index in range(output.numel()):
        chosen = torch.zeros_like(output).reshape(-1)
        chosen[index] = 1
        chosen = chosen.reshape(output.size())
        rows.append(torch.autograd.grad(output, wanted, chosen, retain_graph=True, allow_unused=True))
    return rows


def _joined(columns, input):
    filled = [torch.zeros_like(input) if column is None else column for column in columns]
    if not filled:
        return torch.zeros(input.numel(), 0, dtype=input.dtype)
    return torch.stack([column.reshape(-1) for column in filled], dim=1)


def _check_linear_in_grad_output(outputs, inputs):
    """A gradient of 0 for the outputs must give 0 for the inputs."""
    wanted = _differentiable(inputs)
    zeros = [torch.zeros_like(output) for output in outputs]
    for gradient, input in zip(torch.autograd.grad(outputs, wanted, zeros, allow_unused=True), wanted):
        if gradient is None:
            continue
        if not bool((gradient == 0).all()):
            raise GradcheckError("backward not multiplied by grad_output")
        if gradient.dtype != input.dtype:
            raise GradcheckError("grad is incorrect type")
        if gradient.size() != input.size():
            raise GradcheckError("grad is incorrect size")


def gradgradcheck(
    func, inputs, grad_outputs=None, *, eps=1e-06, atol=1e-05, rtol=0.001, raise_exception=True, **options
):
    """`gradcheck` of the gradients of `func`: whether second derivatives are right."""
    inputs = _tuple(inputs)
    if grad_outputs is None:
        outputs = _differentiable(func(*inputs))
        grad_outputs = tuple(
            torch.empty_like(output).uniform_(-1, 1).requires_grad_() for output in (one.detach() for one in outputs)
        )
    grad_outputs = _tuple(grad_outputs)
    trained = [isinstance(input, torch.Tensor) and input.requires_grad for input in inputs]

    def gradients(*args):
        given, weights = args[: -len(grad_outputs)], args[-len(grad_outputs) :]
        outputs = _differentiable(func(*given))
        wanted = tuple(value for value, is_trained in zip(given, trained) if is_trained)
        found = torch.autograd.grad(outputs, wanted, weights, create_graph=True, allow_unused=True)
        return tuple(gradient for gradient in found if gradient is not None)

    return gradcheck(
        gradients, inputs + grad_outputs, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception, **options
    )
