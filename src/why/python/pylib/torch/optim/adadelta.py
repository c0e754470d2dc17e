"""Adadelta: Adagrad with a window, whose steps have the size of the last steps instead of a learning rate."""

import torch

from .optimizer import Optimizer, check_at_least_0, check_lr, scalar


class Adadelta(Optimizer):
    _capturable_devices = ["cuda", "xpu", "hpu", "privateuseone"]

    def __init__(
        self,
        params,
        lr=1.0,
        rho=0.9,
        eps=1e-6,
        weight_decay=0,
        foreach=None,
        *,
        capturable=False,
        maximize=False,
        differentiable=False,
    ):
        check_lr(lr)
        if not 0.0 <= rho <= 1.0:
            raise ValueError(f"Invalid rho value: {rho}")
        check_at_least_0("epsilon", eps)
        check_at_least_0("weight_decay", weight_decay)
        defaults = dict(
            lr=lr,
            rho=rho,
            eps=eps,
            weight_decay=weight_decay,
            maximize=maximize,
            capturable=capturable,
            foreach=foreach,
            differentiable=differentiable,
        )
        super().__init__(params, defaults)

    def _init_state(self, state, param, group):
        state["step"] = torch.tensor(0.0)
        state["square_avg"] = torch.zeros_like(param)
        state["acc_delta"] = torch.zeros_like(param)

    def _update(self, group):
        """v = rho * v + (1 - rho) * g * g;  d = sqrt(u + eps) / sqrt(v + eps) * g;  u likewise from d;  p = p - lr * d"""
        lr, rho, eps = scalar(group["lr"]), group["rho"], group["eps"]
        for param, grad, state in self._gradients(group):
            count, square_avg, acc_delta = state["step"], state["square_avg"], state["acc_delta"]
            count += 1
            if group["weight_decay"] != 0:
                grad = grad.add(param, alpha=group["weight_decay"])
            square_avg.mul_(rho).addcmul_(grad, grad, value=1 - rho)
            delta = acc_delta.add(eps).sqrt_().div_(square_avg.add(eps).sqrt_()).mul_(grad)
            acc_delta.mul_(rho).addcmul_(delta, delta, value=1 - rho)
            param.add_(delta, alpha=-lr)
