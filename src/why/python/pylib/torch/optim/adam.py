"""Adam: each weight's own step length, from running averages of its gradient and of the gradient's square."""

import _torch
import torch

from .optimizer import Optimizer, check_at_least_0, check_betas, check_lr, scalar

_fused_step = getattr(_torch, "_adam_step", None)


class Adam(Optimizer):
    def __init__(
        self,
        params,
        lr=1e-3,
        betas=(0.9, 0.999),
        eps=1e-8,
        weight_decay=0,
        amsgrad=False,
        *,
        foreach=None,
        maximize=False,
        capturable=False,
        differentiable=False,
        fused=None,
        decoupled_weight_decay=False,
    ):
        if isinstance(lr, torch.Tensor) and foreach and not capturable:
            raise ValueError("lr as a Tensor is not supported for capturable=False and foreach=True")
        check_lr(lr)
        check_at_least_0("epsilon", eps)
        check_betas(betas)
        check_at_least_0("weight_decay", weight_decay)
        kinds = [isinstance(beta, torch.Tensor) - isinstance(beta, float) for beta in betas[:2]]
        if kinds not in ([-1, -1], [1, 1]):
            raise ValueError("betas must be either both floats or both Tensors")
        defaults = dict(
            lr=lr,
            betas=(scalar(betas[0]), scalar(betas[1])),
            eps=eps,
            weight_decay=weight_decay,
            amsgrad=amsgrad,
            maximize=maximize,
            foreach=foreach,
            capturable=capturable,
            differentiable=differentiable,
            fused=fused,
            decoupled_weight_decay=decoupled_weight_decay,
        )
        super().__init__(params, defaults)

    def _init_state(self, state, param, group):
        state["step"] = torch.tensor(0.0)
        state["exp_avg"] = torch.zeros_like(param)
        state["exp_avg_sq"] = torch.zeros_like(param)
        if group["amsgrad"]:
            state["max_exp_avg_sq"] = torch.zeros_like(param)

    def _update(self, group):
        beta1, beta2 = group["betas"]
        plain = isinstance(group["lr"], (float, int)) and isinstance(beta1, float)
        if _fused_step is None or not plain or group["capturable"]:
            for param, grad, state in self._gradients(group):
                self._update_one(group, param, grad, state)
            return
        for step, (params, states) in self._cohorts(group).items():
            _fused_step(
                params,
                [param.grad for param in params],
                [state["exp_avg"] for state in states],
                [state["exp_avg_sq"] for state in states],
                [state["max_exp_avg_sq"] for state in states] if group["amsgrad"] else None,
                step,
                group["lr"],
                beta1,
                beta2,
                group["eps"],
                group["weight_decay"],
                group["decoupled_weight_decay"],
                group["maximize"],
            )

    def _cohorts(self, group):
        """The parameters that have a gradient and what is remembered for them, by the number of the step they take.

        Parameters that have taken all their steps together share one count, which is raised once for all of them.
        """
        present = []
        for param in group["params"]:
            if param.grad is not None:
                present.append(param)
            elif self.state.get(param):
                # It stays behind: from here on it counts for itself.
                self.state[param]["step"] = self.state[param]["step"].clone()
        cohorts = {}
        raised = {}
        newcomers = None
        for param in present:
            state = self.state[param]
            if not state:
                self._init_state(state, param, group)
                state["step"] = newcomers = state["step"] if newcomers is None else newcomers
            count = state["step"]
            step = raised.get(id(count))
            if step is None:
                count += 1
                step = raised[id(count)] = count.item()
            params, states = cohorts.setdefault(step, ([], []))
            params.append(param)
            states.append(state)
        return cohorts

    def _update_one(self, group, param, grad, state):
        """m = lerp(m, g, 1 - beta1);  v = beta2 * v + (1 - beta2) * g * g;  p = p - lr * m^ / (sqrt(v^) + eps)

        where m^ and v^ are m and v without their pull towards 0, where they began.
        """
        lr, weight_decay = scalar(group["lr"]), group["weight_decay"]
        beta1, beta2 = group["betas"]
        count, exp_avg, exp_avg_sq = state["step"], state["exp_avg"], state["exp_avg_sq"]
        count += 1
        if weight_decay != 0:
            if group["decoupled_weight_decay"]:
                param.mul_(1 - lr * weight_decay)
            else:
                grad = grad.add(param, alpha=weight_decay)
        exp_avg.lerp_(grad, 1 - beta1)
        exp_avg_sq.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
        step = count.item()
        correction1 = 1 - beta1**step
        correction2 = 1 - beta2**step
        if group["amsgrad"]:
            state["max_exp_avg_sq"].copy_(torch.maximum(state["max_exp_avg_sq"], exp_avg_sq))
            exp_avg_sq = state["max_exp_avg_sq"]
        denominator = (exp_avg_sq.sqrt() / correction2**0.5).add_(group["eps"])
        param.addcdiv_(exp_avg, denominator, value=-(lr / correction1))
