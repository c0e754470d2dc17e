"""Jacobians, Hessians and their products with vectors, made of ordinary gradients."""

import torch


def _as_tuple(values, name, function):
    """Whether `values` is a tuple, and the tuple."""
    if isinstance(values, torch.Tensor):
        return False, (values,)
    if not isinstance(values, tuple):
        raise TypeError(
            f"The {name} given to {function} must be either a Tensor or a tuple of Tensors but the given {name} has "
            f"type {type(values)}."
        )
    for place, value in enumerate(values):
        if not isinstance(value, torch.Tensor):
            raise TypeError(
                f"The {name} given to {function} must be either a Tensor or a tuple of Tensors but the value at index "
                f"{place} has type {type(value)}."
            )
    return True, values


def _fresh(inputs, create_graph, requires_grad=True):
    """The inputs as the beginning of a graph of their own, or with `create_graph` as part of the one they are in."""
    return tuple(
        input.view_as(input) if create_graph and input.requires_grad else input.detach().requires_grad_(requires_grad)
        for input in inputs
    )


def _finished(values, create_graph):
    """The values, cut off from the graph unless it is wanted."""
    return values if create_graph else tuple(value.detach() for value in values)


def _unpacked(values, is_tuple):
    return values if is_tuple else values[0]


def _outputs_of(func, inputs, function, strict):
    is_tuple, outputs = _as_tuple(func(*inputs), "outputs of the user-provided function", function)
    if strict:
        for place, output in enumerate(outputs):
            if not output.requires_grad:
                raise RuntimeError(
                    f"Output {place} of the user-provided function does not require gradients. The outputs must be "
                    "computed in a differentiable manner from the input when running in strict mode."
                )
    return is_tuple, outputs


def _checked_v(v, others, others_are_tuple, function, create_graph, default_message):
    """The vector of a product; None stands for 1 where there is only one number."""
    if v is None:
        if len(others) != 1 or others[0].numel() != 1:
            raise RuntimeError(default_message)
        return None
    v = _fresh(_as_tuple(v, "v", function)[1], create_graph, requires_grad=False)
    if len(v) != len(others):
        if others_are_tuple:
            raise RuntimeError(f"v is a tuple of invalid length: should be {len(others)} but got {len(v)}.")
        raise RuntimeError("The given v should contain a single Tensor.")
    for place, (one, other) in enumerate(zip(v, others)):
        if one.size() != other.size():
            where = f"Entry {place} in " if others_are_tuple else ""
            raise RuntimeError(f"{where}v has invalid size: should be {other.size()} but got {one.size()}.")
    return v


def _gradients(outputs, inputs, grad_outputs=None, **options):
    """Gradients with respect to the inputs, None where there is none; outputs without a history are left out."""
    grad_outputs = (None,) * len(outputs) if grad_outputs is None else grad_outputs
    kept = [pair for pair in zip(outputs, grad_outputs) if pair[0] is not None and pair[0].requires_grad]
    if not kept:
        return (None,) * len(inputs)
    outputs, grad_outputs = zip(*kept)
    return torch.autograd.grad(outputs, inputs, grad_outputs, allow_unused=True, **options)


def _zeros_for_none(gradients, inputs, strict, create_graph, missing, constant):
    """0 for what does not depend on an input, which `strict` does not allow."""
    filled = []
    for place, (gradient, input) in enumerate(zip(gradients, inputs)):
        if strict and gradient is None:
            raise RuntimeError(missing.format(place))
        if strict and create_graph and not gradient.requires_grad:
            raise RuntimeError(constant.format(place))
        filled.append(torch.zeros_like(input) if gradient is None else gradient)
    return tuple(filled)


_ONE_OUTPUT = (
    "The vector v can only be None if the user-provided function returns a single Tensor with a single element."
)
_ONE_INPUT = (
    "The vector v can only be None if the input to the user-provided function is a single Tensor with a single "
    "element."
)
_NO_OUTPUT = "The output of the user-provided function is independent of input {}. This is not allowed in strict mode."
_CONSTANT_JACOBIAN = (
    "The jacobian of the user-provided function is independent of input {}. This is not allowed in strict mode when "
    "create_graph=True."
)
_NO_TRICK = (
    "The gradient with respect to the input is independent of entry {} in the grad_outputs when using the double "
    "backward trick to compute forward mode gradients. This is not allowed in strict mode."
)
_NO_GRADIENT = (
    "The gradient with respect to input {} is independent of the inputs of the user-provided function. This is not "
    "allowed in strict mode."
)
_NO_JACOBIAN = (
    "The jacobian of the user-provided function is independent of input {}. This is not allowed in strict mode."
)
_CONSTANT_HESSIAN = (
    "The hessian of the user-provided function is independent of input {}. This is not allowed in strict mode when "
    "create_graph=True."
)
_LINEAR = (
    "While computing the hessian, found that the jacobian of the user-provided function with respect to input {} is "
    "independent of the input. This is not allowed in strict mode. You should ensure that your function is twice "
    "differentiable and that the jacobian depends on the inputs (this would be violated by a linear function for "
    "example)."
)


def _check_depends(values, message):
    """In strict mode: every value has a history."""
    for place, value in enumerate(values):
        if value is None:
            raise RuntimeError(_NO_OUTPUT.format(place))
        if not value.requires_grad:
            raise RuntimeError(message.format(place))


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    """`func(*inputs)` and v^T J, the product of a vector and the Jacobian: one backward."""
    with torch.enable_grad():
        inputs_are_tuple, inputs = _as_tuple(inputs, "inputs", "vjp")
        inputs = _fresh(inputs, create_graph)
        outputs_are_tuple, outputs = _outputs_of(func, inputs, "vjp", strict)
        v = _checked_v(v, outputs, outputs_are_tuple, "vjp", create_graph, _ONE_OUTPUT)
    with torch.set_grad_enabled(create_graph or torch.is_grad_enabled()):
        product = _gradients(outputs, inputs, v, create_graph=create_graph)
        product = _zeros_for_none(product, inputs, strict, create_graph, _NO_OUTPUT, _CONSTANT_JACOBIAN)
    return (
        _unpacked(_finished(outputs, create_graph), outputs_are_tuple),
        _unpacked(_finished(product, create_graph), inputs_are_tuple),
    )


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """`func(*inputs)` and J v, which is the gradient of (u^T J) v with respect to u, since u^T J is linear in u."""
    with torch.enable_grad():
        inputs_are_tuple, inputs = _as_tuple(inputs, "inputs", "jvp")
        inputs = _fresh(inputs, create_graph)
        v = _checked_v(v, inputs, inputs_are_tuple, "jvp", create_graph, _ONE_INPUT)
        outputs_are_tuple, outputs = _outputs_of(func, inputs, "jvp", strict)
        u = tuple(torch.zeros_like(output, requires_grad=True) for output in outputs)
        first = _gradients(outputs, inputs, u, create_graph=True)
        if strict:
            _check_depends(first, _NO_GRADIENT)
    with torch.set_grad_enabled(create_graph or torch.is_grad_enabled()):
        product = _gradients(first, u, v, create_graph=create_graph)
        product = _zeros_for_none(product, outputs, strict, create_graph, _NO_TRICK, _CONSTANT_JACOBIAN)
    return (
        _unpacked(_finished(outputs, create_graph), outputs_are_tuple),
        _unpacked(_finished(product, create_graph), outputs_are_tuple),
    )


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    """J[i, j] = d output_i / d input_j, of shape output.shape + input.shape; one backward for each output value.

    Several inputs or outputs give tuples, outputs first. `vectorize` changes nothing here.
    """
    if strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError(
            'Expected strategy to be either "forward-mode" or "reverse-mode". Hint: If your function has more outputs '
            'than inputs, "forward-mode" tends to be more performant. Otherwise, prefer to use "reverse-mode".'
        )
    if strategy == "forward-mode":
        raise NotImplementedError('jacobian(strategy="forward-mode") is not supported')
    with torch.enable_grad():
        inputs_are_tuple, inputs = _as_tuple(inputs, "inputs", "jacobian")
        inputs = _fresh(inputs, create_graph)
        outputs_are_tuple, outputs = _outputs_of(func, inputs, "jacobian", strict)
        if vectorize and strict:
            raise RuntimeError(
                "torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not supported together. "
                "Please either set `strict=False` or `vectorize=False`."
            )
        rows = []
        for place, output in enumerate(outputs):
            blocks = _jacobian_of(output, place, inputs, create_graph, strict)
            rows.append(_unpacked(_finished(blocks, create_graph), inputs_are_tuple))
    return _unpacked(tuple(rows), outputs_are_tuple)


def _jacobian_of(output, place, inputs, create_graph, strict):
    """The Jacobian of one output with respect to each input."""
    missing = (
        f"Output {place} of the user-provided function is independent of input {{}}. "
        "This is not allowed in strict mode."
    )
    constant = _CONSTANT_JACOBIAN.format(place)
    gradients = []
    for value in output.reshape(-1):
        found = _gradients((value,), inputs, retain_graph=True, create_graph=create_graph)
        gradients.append(_zeros_for_none(found, inputs, strict, create_graph, missing, constant))
    return tuple(
        torch.stack([row[which] for row in gradients]).view(output.size() + input.size())
        for which, input in enumerate(inputs)
    )


def _single(func, function, strict):
    """The function, with a check that it returns one number."""

    def checked(*inputs):
        is_tuple, outputs = _outputs_of(func, inputs, function, strict)
        if is_tuple:
            raise RuntimeError(f"The function given to {function} should return a single Tensor")
        if outputs[0].numel() != 1:
            raise RuntimeError(
                f"The Tensor returned by the function given to {function} should contain a single element"
            )
        return outputs[0].squeeze()

    return checked


def hessian(
    func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"
):
    """H[i, j] = d^2 func / d input_i d input_j for a function to one number: the Jacobian of its gradient."""
    inputs_are_tuple, inputs = _as_tuple(inputs, "inputs", "hessian")
    if outer_jacobian_strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError('Expected strategy to be either "forward-mode" or "reverse-mode".')
    number = _single(func, "hessian", strict)

    def gradient(*inputs):
        found = jacobian(number, inputs, create_graph=True)
        if strict:
            _check_depends(found, _LINEAR)
        return found

    rows = jacobian(
        gradient, inputs, create_graph=create_graph, strict=strict, vectorize=vectorize,
        strategy=outer_jacobian_strategy,
    )
    return rows if inputs_are_tuple else rows[0][0]


def _gradient_graph(func, inputs, v, create_graph, strict, function):
    """The inputs, v, the output and its gradient, ready to be differentiated once more."""
    with torch.enable_grad():
        inputs_are_tuple, inputs = _as_tuple(inputs, "inputs", function)
        inputs = _fresh(inputs, create_graph)
        v = _checked_v(v, inputs, inputs_are_tuple, function, create_graph, _ONE_INPUT)
        outputs = (_single(func, function, strict)(*inputs),)
        gradient = _gradients(outputs, inputs, create_graph=True)
        if strict:
            _check_depends(gradient, _LINEAR)
    return inputs_are_tuple, inputs, v, outputs, gradient


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    """`func(*inputs)`, a number, and v^T H, the product of a vector and the Hessian."""
    inputs_are_tuple, inputs, v, outputs, gradient = _gradient_graph(
        func, inputs, v, create_graph, strict, "vhp"
    )
    with torch.set_grad_enabled(create_graph or torch.is_grad_enabled()):
        product = _gradients(gradient, inputs, v, create_graph=create_graph)
        product = _zeros_for_none(product, inputs, strict, create_graph, _NO_JACOBIAN, _CONSTANT_HESSIAN)
    return _finished(outputs, create_graph)[0], _unpacked(_finished(product, create_graph), inputs_are_tuple)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    """`func(*inputs)`, a number, and H v; the same as `vhp`, since the Hessian is symmetric."""
    inputs_are_tuple, inputs, v, outputs, gradient = _gradient_graph(
        func, inputs, v, create_graph, strict, "hvp"
    )
    with torch.set_grad_enabled(create_graph or torch.is_grad_enabled()):
        product = _gradients(gradient, inputs, v, create_graph=create_graph)
        product = _zeros_for_none(product, inputs, strict, create_graph, _NO_JACOBIAN, _CONSTANT_HESSIAN)
    return _finished(outputs, create_graph)[0], _unpacked(_finished(product, create_graph), inputs_are_tuple)
