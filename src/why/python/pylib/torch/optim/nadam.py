"""NAdam: Adam with Nesterov's look ahead, whose momentum warms up over the first steps."""

import torch

from .optimizer import Optimizer, check_at_least_0, check_betas, check_lr, scalar


class NAdam(Optimizer):
    _on_device = "params, mu_products and state_steps"

    def __init__(
        self,
        params,
        lr=2e-3,
        betas=(0.9, 0.999),
        eps=1e-8,
        weight_decay=0,
        momentum_decay=4e-3,
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
        check_at_least_0("momentum_decay", momentum_decay)
        defaults = dict(
            lr=lr,
            betas=betas,
            eps=eps,
            weight_decay=weight_decay,
            momentum_decay=momentum_decay,
            decoupled_weight_decay=decoupled_weight_decay,
            maximize=maximize,
            foreach=foreach,
            capturable=capturable,
            differentiable=differentiable,
        )
        super().__init__(params, defaults)

    def _init_state(self, state, param, group):
        state["step"] = torch.tensor(0.0)
        state["mu_product"] = torch.tensor(1.0)
        state["exp_avg"] = torch.zeros_like(param)
        state["exp_avg_sq"] = torch.zeros_like(param)

    def _update(self, group):
        lr = scalar(group["lr"])
        beta1, beta2 = group["betas"]
        decay = group["momentum_decay"]
        for param, grad, state in self._gradients(group):
            count, exp_avg, exp_avg_sq = state["step"], state["exp_avg"], state["exp_avg_sq"]
            count += 1
            step = count.item()
            if group["weight_decay"] != 0:
                if group["decoupled_weight_decay"]:
                    param.mul_(1 - lr * group["weight_decay"])
                else:
                    grad = grad.add(param, alpha=group["weight_decay"])
            # How much of the average this step and the next one follow, rising from half of beta1 towards beta1.
            mu = beta1 * (1.0 - 0.5 * 0.96 ** (step * decay))
            mu_next = beta1 * (1.0 - 0.5 * 0.96 ** ((step + 1) * decay))
            mu_product = state["mu_product"]
            mu_product *= mu
            product = mu_product.item()
            exp_avg.lerp_(grad, 1 - beta1)
            exp_avg_sq.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
            denominator = exp_avg_sq.div(1 - beta2**step).sqrt().add_(group["eps"])
            param.addcdiv_(grad, denominator, value=-lr * (1.0 - mu) / (1.0 - product))
            param.addcdiv_(exp_avg, denominator, value=-lr * mu_next / (1.0 - product * mu_next))
