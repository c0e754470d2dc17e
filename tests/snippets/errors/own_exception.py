# An exception class of one's own.
import torch

class Diverged(Exception):
    """The loss is no number any more."""

loss = torch.tensor(float("nan"))
if torch.isnan(loss):
    raise Diverged(f"loss is {loss.item()}")
