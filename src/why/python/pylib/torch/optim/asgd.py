"""ASGD: gradient descent that also keeps the average of the weights it passed through."""

import torch

from .optimizer import Optimizer, check_at_least_0, check_lr, scalar


class ASGD(Optimizer):
    _on_device = "params, mus, etas, and state_steps"

    def __init__(
        self,
        params,
        lr=1e-2,
        lambd=1e-4,
        alpha=0.75,
        t0=1e6,
        weight_decay=0,
        foreach=None,
        maximize=False,
        differentiable=False,
        capturable=False,
    ):
        check_lr(lr)
        check_at_least_0("lambd", lambd)
        check_at_least_0("alpha", alpha)
        check_at_least_0("weight_decay", weight_decay)
        defaults = dict(
            lr=lr,
            lambd=lambd,
            alpha=alpha,
            t0=t0,
            weight_decay=weight_decay,
            foreach=foreach,
            maximize=maximize,
            differentiable=differentiable,
            capturable=capturable,
        )
        super().__init__(params, defaults)

    def _init_state(self, state, param, group):
        state["step"] = torch.tensor(0.0)
        state["eta"] = torch.tensor(float(scalar(group["lr"])))
        state["mu"] = torch.tensor(1.0)
        state["ax"] = torch.zeros_like(param)

    def _update(self, group):
        lr, lambd = scalar(group["lr"]), group["lambd"]
        for param, grad, state in self._gradients(group):
            count, average, eta, mu = state["step"], state["ax"], state["eta"], state["mu"]
            count += 1
            step = count.item()
            if group["weight_decay"] != 0:
                grad = grad.add(param, alpha=group["weight_decay"])
            length = eta.item()
            param.mul_(1 - lambd * length)
            param.add_(grad, alpha=-length)
            if mu.item() != 1:
                average.add_(param.sub(average).mul_(mu))
            else:
                average.copy_(param)
            eta.fill_(float(lr / (1 + lambd * lr * step) ** group["alpha"]))
            mu.fill_(1 / max(1, step - group["t0"]))
