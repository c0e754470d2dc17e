"""RAdam: Adam that takes plain momentum steps until its second average rests on enough gradients to be trusted."""

import torch

from .optimizer import Optimizer, check_at_least_0, check_betas, check_lr, scalar


class RAdam(Optimizer):
    def __init__(
        self,
        params,
        lr=1e-3,
        betas=(0.9, 0.999),
        eps=1e-8,
        weight_decay=0,
        decoupled_weight_decay=False,
        *,
        foreach=None,
        maximize=False,
        capturable=False,
        differentiable=False,
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
            maximize=maximize,
            foreach=foreach,
            capturable=capturable,
            decoupled_weight_decay=decoupled_weight_decay,
            differentiable=differentiable,
        )
        super().__init__(params, defaults)

    def _init_state(self, state, param, group):
        state["step"] = torch.tensor(0.0)
        state["exp_avg"] = torch.zeros_like(param)
        state["exp_avg_sq"] = torch.zeros_like(param)

    def _update(self, group):
        lr = scalar(group["lr"])
        beta1, beta2 = group["betas"]
        longest = 2 / (1 - beta2) - 1
        for param, grad, state in self._gradients(group):
            count, exp_avg, exp_avg_sq = state["step"], state["exp_avg"], state["exp_avg_sq"]
            count += 1
            step = count.item()
            if group["weight_decay"] != 0:
                if group["decoupled_weight_decay"]:
                    param.mul_(1 - lr * group["weight_decay"])
                else:
                    grad = grad.add(param, alpha=group["weight_decay"])
            exp_avg.lerp_(grad, 1 - beta1)
            exp_avg_sq.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
            correction2 = 1 - beta2**step
            update = exp_avg / (1 - beta1**step) * lr
            # `length` is over how many gradients the second average effectively runs.
            length = longest - 2 * step * beta2**step / correction2
            if length > 5.0:
                trust = ((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)) ** 0.5
                update = update * (correction2**0.5 / exp_avg_sq.sqrt().add_(group["eps"])) * trust
            param.add_(update, alpha=-1.0)
