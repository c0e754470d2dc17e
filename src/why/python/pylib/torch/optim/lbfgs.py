"""L-BFGS: Newton's method whose curvature is read off the last steps, with an optional search along each direction."""

import torch

from ._line_search import strong_wolfe
from .optimizer import Optimizer, check_lr, scalar


class LBFGS(Optimizer):
    """One `step` takes up to `max_iter` iterations, and calls the closure, which it needs, about as often."""

    def __init__(
        self,
        params,
        lr=1,
        max_iter=20,
        max_eval=None,
        tolerance_grad=1e-7,
        tolerance_change=1e-9,
        history_size=100,
        line_search_fn=None,
        *,
        maximize=False,
    ):
        check_lr(lr)
        if max_eval is None:
            max_eval = max_iter * 5 // 4
        defaults = dict(
            lr=lr,
            max_iter=max_iter,
            max_eval=max_eval,
            tolerance_grad=tolerance_grad,
            tolerance_change=tolerance_change,
            history_size=history_size,
            line_search_fn=line_search_fn,
            maximize=maximize,
        )
        super().__init__(params, defaults)
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params = self.param_groups[0]["params"]

    def step(self, closure):
        with torch.no_grad():
            return self._minimize(closure)

    def _minimize(self, closure):
        group = self.param_groups[0]
        lr = scalar(group["lr"])
        tolerance_grad, tolerance_change = group["tolerance_grad"], group["tolerance_change"]
        if group["line_search_fn"] not in (None, "strong_wolfe"):
            raise RuntimeError("only 'strong_wolfe' is supported")

        with torch.enable_grad():
            first_loss = closure()
        loss = self._signed(first_loss)
        gradient = self._flat_gradient()
        evaluations = 1
        state = self.state[self._params[0]]
        state["func_evals"] = state.get("func_evals", 0) + 1
        state.setdefault("n_iter", 0)
        if gradient.abs().max() <= tolerance_grad:
            return first_loss

        direction, length = state.get("d"), state.get("t")
        previous_gradient, previous_loss = state.get("prev_flat_grad"), state.get("prev_loss")
        for iteration in range(1, group["max_iter"] + 1):
            state["n_iter"] += 1
            if state["n_iter"] == 1:
                direction = gradient.neg()
                state.update(old_dirs=[], old_stps=[], ro=[], H_diag=1)
                length = min(1.0, 1.0 / gradient.abs().sum()) * lr
            else:
                self._remember(state, gradient.sub(previous_gradient), direction.mul(length), group["history_size"])
                direction = self._newton_direction(state, gradient, group["history_size"])
                length = lr
            previous_gradient, previous_loss = gradient.clone(), loss
            slope = gradient.dot(direction)
            if slope > -tolerance_change:
                break
            if group["line_search_fn"] is not None:
                start = [param.clone() for param in self._params]
                loss, gradient, length, calls = strong_wolfe(
                    lambda length: self._evaluate(closure, start, length, direction),
                    length,
                    direction,
                    loss,
                    gradient,
                    slope,
                    max_iterations=group["max_eval"] - evaluations,
                )
                self._move(length, direction)
            else:
                self._move(length, direction)
                calls = 0
                if iteration != group["max_iter"]:
                    with torch.enable_grad():
                        loss = self._signed(closure())
                    gradient = self._flat_gradient()
                    calls = 1
            evaluations += calls
            state["func_evals"] += calls
            if (
                evaluations >= group["max_eval"]
                or gradient.abs().max() <= tolerance_grad
                or direction.mul(length).abs().max() <= tolerance_change
                or abs(loss - previous_loss) < tolerance_change
            ):
                break
        state.update(d=direction, t=length, prev_flat_grad=previous_gradient, prev_loss=previous_loss)
        return first_loss

    @staticmethod
    def _remember(state, change, step, history_size):
        """Keeps how the gradient changed along a step, if it grew: only that says how curved the valley is."""
        curvature = change.dot(step)
        if curvature > 1e-10:
            if len(state["old_dirs"]) == history_size:
                for history in ("old_dirs", "old_stps", "ro"):
                    state[history].pop(0)
            state["old_dirs"].append(change)
            state["old_stps"].append(step)
            state["ro"].append(1.0 / curvature)
            state["H_diag"] = curvature / change.dot(change)

    @staticmethod
    def _newton_direction(state, gradient, history_size):
        """The inverse curvature times the downward gradient: back through the history, then forth again."""
        history = list(enumerate(zip(state["old_dirs"], state["old_stps"], state["ro"])))
        shares = state.setdefault("al", [None] * history_size)
        direction = gradient.neg()
        for index, (change, step, inverse) in reversed(history):
            shares[index] = step.dot(direction) * inverse
            direction.add_(change, alpha=-shares[index].item())
        direction = torch.mul(direction, state["H_diag"])
        for index, (change, step, inverse) in history:
            direction.add_(step, alpha=(shares[index] - change.dot(direction) * inverse).item())
        return direction

    def _signed(self, loss):
        return -float(loss) if self.param_groups[0]["maximize"] else float(loss)

    def _flat_gradient(self):
        pieces = [
            torch.zeros_like(param).view(-1) if param.grad is None else param.grad.reshape(-1) for param in self._params
        ]
        gradient = torch.cat(pieces, 0)
        return gradient.neg_() if self.param_groups[0]["maximize"] else gradient

    def _move(self, length, direction):
        offset = 0
        for param in self._params:
            count = param.numel()
            param.add_(direction[offset : offset + count].view(param.shape), alpha=float(length))
            offset += count

    def _evaluate(self, closure, start, length, direction):
        """The loss and the gradient at some length along the direction; the parameters stay where they were."""
        self._move(length, direction)
        with torch.enable_grad():
            loss = self._signed(closure())
        gradient = self._flat_gradient()
        for param, value in zip(self._params, start):
            param.copy_(value)
        return loss, gradient
