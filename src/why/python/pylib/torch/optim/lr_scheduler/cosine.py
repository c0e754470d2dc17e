"""Schedules that swing along a cosine, as in SGDR (Loshchilov and Hutter, 2017)."""

import math

from .base import LRScheduler, set_value, values_of


class CosineAnnealingLR(LRScheduler):
    """Falls to `eta_min` over `T_max` epochs along half a cosine, then rises again along the other half."""

    def __init__(self, optimizer, T_max, eta_min=0.0, last_epoch=-1):
        self.T_max = T_max
        self.eta_min = eta_min
        super().__init__(optimizer, last_epoch)

    def get_lr(self):
        self._warn_outside_step()
        if self._is_initial:
            return self._current()
        epoch, half = self.last_epoch, self.T_max
        groups = self.optimizer.param_groups
        if self._step_count == 1 and epoch > 0:
            return [
                self.eta_min + (base_lr - self.eta_min) * (1 + math.cos(epoch * math.pi / half)) / 2
                for base_lr, _ in zip(self.base_lrs, groups, strict=True)
            ]
        if (epoch - 1 - half) % (2 * half) == 0:
            # At the bottom the ratio below would divide by zero: start upwards again.
            return [
                group["lr"] + (base_lr - self.eta_min) * (1 - math.cos(math.pi / half)) / 2
                for base_lr, group in zip(self.base_lrs, groups, strict=True)
            ]
        ratio = (1 + math.cos(math.pi * epoch / half)) / (1 + math.cos(math.pi * (epoch - 1) / half))
        return [ratio * (group["lr"] - self.eta_min) + self.eta_min for group in groups]

    def _get_closed_form_lr(self):
        return [
            self.eta_min + (base_lr - self.eta_min) * (1 + math.cos(math.pi * self.last_epoch / self.T_max)) / 2
            for base_lr in self.base_lrs
        ]


class CosineAnnealingWarmRestarts(LRScheduler):
    """Falls to `eta_min` over `T_0` epochs and jumps back up; each fall takes `T_mult` times as long as the one before."""

    def __init__(self, optimizer, T_0, T_mult=1, eta_min=0.0, last_epoch=-1):
        if T_0 <= 0 or not isinstance(T_0, int):
            raise ValueError(f"Expected positive integer T_0, but got {T_0}")
        if T_mult < 1 or not isinstance(T_mult, int):
            raise ValueError(f"Expected integer T_mult >= 1, but got {T_mult}")
        if not isinstance(eta_min, (float, int)):
            raise ValueError(f"Expected float or int eta_min, but got {eta_min} of type {type(eta_min)}")
        self.T_0 = T_0
        self.T_i = T_0
        self.T_mult = T_mult
        self.eta_min = eta_min
        self.T_cur = last_epoch
        super().__init__(optimizer, last_epoch)

    def get_lr(self):
        self._warn_outside_step()
        return [
            self.eta_min + (base_lr - self.eta_min) * (1 + math.cos(math.pi * self.T_cur / self.T_i)) / 2
            for base_lr in self.base_lrs
        ]

    def step(self, epoch=None):
        """Goes on to the next epoch, or to any one, whole or not: `step(epoch + batch / batches)`."""
        if epoch is None and self.last_epoch < 0:
            epoch = 0
        if epoch is None:
            epoch = self.last_epoch + 1
            self.T_cur = self.T_cur + 1
            if self.T_cur >= self.T_i:
                self.T_cur = self.T_cur % self.T_i
                self.T_i = self.T_i * self.T_mult
        else:
            self._place(epoch)
        self.last_epoch = math.floor(epoch)
        self._get_lr_called_within_step = True
        try:
            for group, value in zip(self.optimizer.param_groups, self.get_lr(), strict=True):
                set_value(group, "lr", value)
        finally:
            self._get_lr_called_within_step = False
        self._last_lr = values_of(self.optimizer, "lr")

    def _place(self, epoch):
        """Finds the fall an epoch is in, its length and how far it has come."""
        if epoch < 0:
            raise ValueError(f"Expected non-negative epoch, but got {epoch}")
        if epoch < self.T_0:
            self.T_i = self.T_0
            self.T_cur = epoch
        elif self.T_mult == 1:
            self.T_cur = epoch % self.T_0
        else:
            falls = int(math.log(epoch / self.T_0 * (self.T_mult - 1) + 1, self.T_mult))
            self.T_cur = epoch - self.T_0 * (self.T_mult**falls - 1) / (self.T_mult - 1)
            self.T_i = self.T_0 * self.T_mult**falls
