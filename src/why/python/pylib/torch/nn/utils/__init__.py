"""torch.nn.utils: clipping gradients, parameters as a vector, sequences of different lengths, reparametrisation."""

import _lazily

_HOMES = _lazily.homes(
    clip_grad="clip_grad_norm clip_grad_norm_ clip_grad_value_ clip_grads_with_norm_ get_total_norm",
    convert_parameters="parameters_to_vector vector_to_parameters",
    init="skip_init",
    weight_norm="remove_spectral_norm remove_weight_norm spectral_norm weight_norm",
)

__getattr__, __dir__ = _lazily.parts(globals(), _HOMES, ("parametrizations", "parametrize", "prune", "rnn"))
