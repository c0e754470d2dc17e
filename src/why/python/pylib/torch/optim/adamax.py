"""Adamax: Adam with the largest recent gradient in place of the root mean square."""

import torch

from .optimizer import Optimizer, check_at_least_0, check_betas, check_lr, scalar


class Adamax(Optimizer):
    def __init__(
        self,
        params,
        lr=2e-3,
        betas=(0.9, 0.999),
        eps=1e-8,
        weight_decay=0,
        foreach=None,
        *,
        maximize=False,
        differentiable=False,
        capturable=False,
    ):
        check_lr(lr)
        check_at_least_0("epsilon", eps)
        check_betas(betas)
        check_at_least_0("weight_decay", weight_decay)
        defaults = dict(
            lr=lr,
            betas=betas,
            eps=eps,
            weight_decay=weight_decay,
            foreach=foreach,
            maximize=maximize,
            differentiable=differentiable,
            capturable=capturable,
        )
        super().__init__(params, defaults)

    def _init_state(self, state, param, group):
        state["step"] = torch.tensor(0.0)
        state["exp_avg"] = torch.zeros_like(param)
        state["exp_inf"] = torch.zeros_like(param)

    def _update(self, group):
        """m = lerp(m, g, 1 - beta1);  u = max(beta2 * u, |g| + eps);  p = p - lr * m^ / u"""
        lr = scalar(group["lr"])
        beta1, beta2 = group["betas"]
        for param, grad, state in self._gradients(group):
            count, exp_avg, exp_inf = state["step"], state["exp_avg"], state["exp_inf"]
            count += 1
            if group["weight_decay"] != 0:
                grad = grad.add(param, alpha=group["weight_decay"])
            exp_avg.lerp_(grad, 1 - beta1)
            exp_inf.copy_(torch.maximum(exp_inf.mul_(beta2), grad.abs().add_(group["eps"])))
            correction = 1 - beta1 ** count.item()
            param.addcdiv_(exp_avg, exp_inf, value=-(lr / correction))
