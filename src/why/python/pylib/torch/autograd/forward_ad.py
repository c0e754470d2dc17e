"""Forward mode. It is not here; `torch.func.jvp` computes the same products by backward passes."""


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(f"module 'torch.autograd.forward_ad' has no attribute '{name}'")
    raise NotImplementedError(f"torch.autograd.forward_ad.{name} is not supported here")
