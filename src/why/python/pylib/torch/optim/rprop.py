"""Rprop: steps that look at the gradient's sign alone, longer while it stays the same and shorter once it flips."""

import torch

from .optimizer import Optimizer, check_lr, scalar


class Rprop(Optimizer):
    def __init__(
        self,
        params,
        lr=1e-2,
        etas=(0.5, 1.2),
        step_sizes=(1e-6, 50),
        *,
        capturable=False,
        foreach=None,
        maximize=False,
        differentiable=False,
    ):
        check_lr(lr)
        if not 0.0 < etas[0] < 1.0 < etas[1]:
            raise ValueError(f"Invalid eta values: {etas[0]}, {etas[1]}")
        defaults = dict(
            lr=lr,
            etas=etas,
            step_sizes=step_sizes,
            foreach=foreach,
            maximize=maximize,
            differentiable=differentiable,
            capturable=capturable,
        )
        super().__init__(params, defaults)

    def _init_state(self, state, param, group):
        state["step"] = torch.tensor(0.0)
        state["prev"] = torch.zeros_like(param)
        state["step_size"] = torch.full_like(param.grad, float(scalar(group["lr"])))

    def _update(self, group):
        shrink, grow = group["etas"]
        shortest, longest = group["step_sizes"]
        for param, grad, state in self._gradients(group):
            count, previous, step_size = state["step"], state["prev"], state["step_size"]
            count += 1
            agreement = grad.mul(previous).sign()
            factor = torch.ones_like(agreement)
            factor[agreement.gt(0)] = grow
            factor[agreement.lt(0)] = shrink
            step_size.mul_(factor).clamp_(shortest, longest)
            # Where the sign flipped a minimum was jumped over: wait there for one step.
            grad = grad.clone()
            grad[agreement.lt(0)] = 0
            param.addcmul_(grad.sign(), step_size, value=-1)
            previous.copy_(grad)
