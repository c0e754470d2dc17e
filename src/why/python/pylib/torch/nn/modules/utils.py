"""Small helpers of the layers."""

from .._tuples import _pair as _pair, _quadruple as _quadruple, _single as _single, _triple as _triple


def consume_prefix_in_state_dict_if_present(state_dict, prefix):
    """Takes a prefix such as `"module."` off the names of a state dict, in place."""
    for key in list(state_dict):
        if key.startswith(prefix):
            state_dict[key[len(prefix) :]] = state_dict.pop(key)
    metadata = getattr(state_dict, "_metadata", {})
    for key in list(metadata):
        if key and (key == prefix.replace(".", "") or key.startswith(prefix)):
            metadata[key[len(prefix) :]] = metadata.pop(key)
