"""torch.func: functions made of functions. Computed by the same tape, in levels."""

from torch.func._gradients import grad, grad_and_value, hessian, jacfwd, jacrev, jvp, linearize, vjp
from torch.func._modules import functional_call, replace_all_batch_norm_modules_, stack_module_state
from torch.func._rearrange import rearrange
from torch.func._vmap import vmap


def functionalize(func, *, remove="mutations"):
    """The function itself: what it computes is the same with and without changes in place."""
    return func


def debug_unwrap(tensor, *, recurse=True):
    return tensor
