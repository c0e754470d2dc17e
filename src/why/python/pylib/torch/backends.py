"""Switches for hardware that is not here: they can be set and change nothing."""


class _Switches:
    deterministic = False
    benchmark = False
    enabled = False
    allow_tf32 = False

    def is_available(self):
        return False

    def is_built(self):
        return False


cudnn = _Switches()
mps = _Switches()
cuda = _Switches()
mkldnn = _Switches()
