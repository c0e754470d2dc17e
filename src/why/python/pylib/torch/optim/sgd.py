"""Stochastic gradient descent, with momentum and Nesterov's look ahead."""

import _torch
import torch

from .optimizer import Optimizer, scalar

_fused_step = getattr(_torch, "_sgd_step", None)


class SGD(Optimizer):
    def __init__(
        self,
        params,
        lr=1e-3,
        momentum=0,
        dampening=0,
        weight_decay=0,
        nesterov=False,
        *,
        maximize=False,
        foreach=None,
        differentiable=False,
        fused=None,
    ):
        if isinstance(lr, torch.Tensor) and lr.numel() != 1:
            raise ValueError("Tensor lr must be 1-element")
        if lr < 0.0:
            raise ValueError(f"Invalid learning rate: {lr}")
        if momentum < 0.0:
            raise ValueError(f"Invalid momentum value: {momentum}")
        if weight_decay < 0.0:
            raise ValueError(f"Invalid weight_decay value: {weight_decay}")
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        defaults = dict(
            lr=lr,
            momentum=momentum,
            dampening=dampening,
            weight_decay=weight_decay,
            nesterov=nesterov,
            maximize=maximize,
            foreach=foreach,
            differentiable=differentiable,
            fused=fused,
        )
        super().__init__(params, defaults)

    def _update(self, group):
        params = [param for param in group["params"] if param.grad is not None]
        if not params:
            return
        grads = [param.grad for param in params]
        lr, momentum = group["lr"], group["momentum"]
        buffers = None
        if momentum != 0:
            # The first step has no buffer yet: its gradient starts one, undampened.
            buffers = [self.state[param].get("momentum_buffer") for param in params]
        if _fused_step is not None and isinstance(lr, (float, int)) and (buffers is None or None not in buffers):
            _fused_step(
                params,
                grads,
                buffers,
                lr,
                momentum,
                group["dampening"],
                group["weight_decay"],
                group["nesterov"],
                group["maximize"],
            )
            return
        for index, param in enumerate(params):
            self._update_one(group, param, grads[index], buffers and buffers[index])

    def _update_one(self, group, param, grad, buffer):
        """g = grad + weight_decay * p;  b = momentum * b + (1 - dampening) * g;  p = p - lr * b"""
        lr, momentum, weight_decay = scalar(group["lr"]), group["momentum"], group["weight_decay"]
        if group["maximize"]:
            grad = -grad
        if weight_decay != 0:
            grad = grad.add(param, alpha=weight_decay)
        if momentum != 0:
            if buffer is None:
                buffer = self.state[param]["momentum_buffer"] = grad.detach().clone()
            else:
                buffer.mul_(momentum).add_(grad, alpha=1 - group["dampening"])
            grad = grad.add(buffer, alpha=momentum) if group["nesterov"] else buffer
        param.add_(grad, alpha=-lr)
