"""torch.utils: what surrounds training, each part loaded when it is first used."""

import _lazily

__getattr__, __dir__ = _lazily.parts(globals(), {}, ("checkpoint", "data", "hooks"))
