"""Adagrad: steps divided by the root of the sum of all squared gradients so far, so that they only ever get shorter."""

import torch

from .optimizer import Optimizer, check_at_least_0, check_lr, scalar


class Adagrad(Optimizer):
    def __init__(
        self,
        params,
        lr=1e-2,
        lr_decay=0,
        weight_decay=0,
        initial_accumulator_value=0,
        eps=1e-10,
        foreach=None,
        *,
        maximize=False,
        differentiable=False,
        fused=None,
    ):
        check_lr(lr)
        check_at_least_0("lr_decay", lr_decay)
        check_at_least_0("weight_decay", weight_decay)
        check_at_least_0("initial_accumulator_value", initial_accumulator_value)
        check_at_least_0("epsilon", eps)
        defaults = dict(
            lr=lr,
            lr_decay=lr_decay,
            eps=eps,
            weight_decay=weight_decay,
            initial_accumulator_value=initial_accumulator_value,
            foreach=foreach,
            maximize=maximize,
            differentiable=differentiable,
            fused=fused,
        )
        super().__init__(params, defaults)
        # Unlike the others, it remembers every parameter from the start.
        for group in self.param_groups:
            for param in group["params"]:
                self._init_state(self.state[param], param, group)

    def _init_state(self, state, param, group):
        state["step"] = torch.tensor(0.0)
        state["sum"] = torch.full_like(param, self.defaults["initial_accumulator_value"])

    def _update(self, group):
        """s = s + g * g;  p = p - lr * g / (sqrt(s) + eps)"""
        lr, lr_decay = scalar(group["lr"]), group["lr_decay"]
        for param, grad, state in self._gradients(group):
            count = state["step"]
            count += 1
            if group["weight_decay"] != 0:
                grad = grad.add(param, alpha=group["weight_decay"])
            decayed = lr / (1 + (count.item() - 1) * lr_decay)
            state["sum"].addcmul_(grad, grad, value=1)
            param.addcdiv_(grad, state["sum"].sqrt().add_(group["eps"]), value=-decayed)
