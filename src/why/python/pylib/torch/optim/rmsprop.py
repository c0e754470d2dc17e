"""RMSprop: steps divided by the running root mean square of the gradient."""

import torch

from .optimizer import Optimizer, check_at_least_0, check_lr, scalar


class RMSprop(Optimizer):
    def __init__(
        self,
        params,
        lr=1e-2,
        alpha=0.99,
        eps=1e-8,
        weight_decay=0,
        momentum=0,
        centered=False,
        capturable=False,
        foreach=None,
        maximize=False,
        differentiable=False,
    ):
        check_lr(lr)
        check_at_least_0("epsilon", eps)
        check_at_least_0("momentum", momentum)
        check_at_least_0("weight_decay", weight_decay)
        check_at_least_0("alpha", alpha)
        defaults = dict(
            lr=lr,
            momentum=momentum,
            alpha=alpha,
            eps=eps,
            centered=centered,
            weight_decay=weight_decay,
            capturable=capturable,
            foreach=foreach,
            maximize=maximize,
            differentiable=differentiable,
        )
        super().__init__(params, defaults)

    def _init_state(self, state, param, group):
        state["step"] = torch.tensor(0.0)
        state["square_avg"] = torch.zeros_like(param)
        if group["momentum"] > 0:
            state["momentum_buffer"] = torch.zeros_like(param)
        if group["centered"]:
            state["grad_avg"] = torch.zeros_like(param)

    def _update(self, group):
        """v = alpha * v + (1 - alpha) * g * g;  p = p - lr * g / (sqrt(v) + eps)"""
        lr, alpha, momentum = scalar(group["lr"]), group["alpha"], group["momentum"]
        for param, grad, state in self._gradients(group):
            count, square_avg = state["step"], state["square_avg"]
            count += 1
            if group["weight_decay"] != 0:
                grad = grad.add(param, alpha=group["weight_decay"])
            square_avg.mul_(alpha).addcmul_(grad, grad, value=1 - alpha)
            if group["centered"]:
                # The variance of the gradient instead of its mean square.
                grad_avg = state["grad_avg"]
                grad_avg.lerp_(grad, 1 - alpha)
                average = square_avg.addcmul(grad_avg, grad_avg, value=-1).sqrt_()
            else:
                average = square_avg.sqrt()
            average.add_(group["eps"])
            if momentum > 0:
                buffer = state["momentum_buffer"]
                buffer.mul_(momentum).addcdiv_(grad, average)
                param.add_(buffer, alpha=-lr)
            else:
                param.addcdiv_(grad, average, value=-lr)
