"""Saving a module's parameters and buffers to a dictionary, and loading them from one."""

from collections import OrderedDict, namedtuple

import torch

from ..parameter import Parameter, is_lazy
from ._hooks import _add

_EXTRA_STATE = "_extra_state"


class _IncompatibleKeys(namedtuple("IncompatibleKeys", ["missing_keys", "unexpected_keys"])):
    """What `load_state_dict` returns: the names that found no partner."""

    __slots__ = ()

    def __repr__(self):
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return super().__repr__()

    __str__ = __repr__


class State:
    """The part of `Module` that saves and loads. Names are paths such as `"encoder.0.linear1.weight"`."""

    def get_extra_state(self):
        """Further state to save; a module that has any overrides this and `set_extra_state`."""
        raise RuntimeError("Reached a code path in Module.get_extra_state() that should never be called.")

    def set_extra_state(self, state):
        """Takes back what `get_extra_state` gave."""
        raise RuntimeError("Reached a code path in Module.set_extra_state() that should never be called.")

    def register_state_dict_pre_hook(self, hook):
        """`hook(module, prefix, keep_vars)` before the module is saved."""
        return _add(self._tables(), "state_dict_pre", hook)

    def register_state_dict_post_hook(self, hook):
        """`hook(module, state_dict, prefix, local_metadata)` after the module was saved."""
        return _add(self._tables(), "state_dict", hook)

    def register_load_state_dict_pre_hook(self, hook):
        """`hook(module, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)`."""
        return _add(self._tables(), "load_state_dict_pre", hook)

    def register_load_state_dict_post_hook(self, hook):
        """`hook(module, incompatible_keys)` after the module was loaded."""
        return _add(self._tables(), "load_state_dict_post", hook)

    def _save_to_state_dict(self, destination, prefix, keep_vars):
        """This module's own members, without its children's."""
        for name, parameter in self._parameters.items():
            if parameter is not None:
                destination[prefix + name] = parameter if keep_vars or is_lazy(parameter) else parameter.detach()
        for name, buffer in self._buffers.items():
            if buffer is not None and name not in self._non_persistent_buffers_set:
                destination[prefix + name] = buffer if keep_vars or is_lazy(buffer) else buffer.detach()
        if type(self).get_extra_state is not State.get_extra_state:
            destination[prefix + _EXTRA_STATE] = self.get_extra_state()

    def state_dict(self, *args, destination=None, prefix="", keep_vars=False):
        """Names and tensors of all parameters and persistent buffers; the tensors share the module's memory."""
        for position, value in enumerate(args):
            if position == 0 and destination is None:
                destination = value
            elif position == 1 and prefix == "":
                prefix = value
            elif position == 2 and keep_vars is False:
                keep_vars = value
        if destination is None:
            destination = OrderedDict()
            destination._metadata = OrderedDict()
        metadata = {"version": self._version}
        if hasattr(destination, "_metadata"):
            destination._metadata[prefix[:-1]] = metadata
        for hook in self._hooks_of("state_dict_pre"):
            hook(self, prefix, keep_vars)
        self._save_to_state_dict(destination, prefix, keep_vars)
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)
        for hook in self._hooks_of("state_dict"):
            if hook(self, destination, prefix, metadata) is not None:
                raise RuntimeError("state_dict post-hook must return None")
        return destination

    def load_state_dict(self, state_dict, strict=True, assign=False):
        """Copies the saved values in (with `assign`, takes the saved tensors themselves).

        With `strict` every name must have a partner on the other side.
        """
        if not isinstance(state_dict, dict) and (isinstance(state_dict, State) or not hasattr(state_dict, "items")):
            raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
        metadata = getattr(state_dict, "_metadata", None)
        missing_keys, unexpected_keys, error_msgs = [], [], []

        def load(module, entries, prefix):
            local_metadata = {} if metadata is None else metadata.get(prefix[:-1], {})
            if assign:
                local_metadata["assign_to_params_buffers"] = assign
            module._load_from_state_dict(
                entries, prefix, local_metadata, True, missing_keys, unexpected_keys, error_msgs
            )
            for name, child in module._modules.items():
                if child is not None:
                    path = f"{prefix}{name}."
                    load(child, {key: value for key, value in entries.items() if key.startswith(path)}, path)
            for hook in module._hooks_of("load_state_dict_post"):
                if hook(module, _IncompatibleKeys(missing_keys, unexpected_keys)) is not None:
                    raise AssertionError(
                        "Hooks registered with ``register_load_state_dict_post_hook`` are not expected to return new "
                        "values, if incompatible_keys need to be modified, it should be done inplace."
                    )

        load(self, OrderedDict(state_dict), "")
        if strict:
            for kind, keys in (("Unexpected", unexpected_keys), ("Missing", missing_keys)):
                if keys:
                    names = ", ".join(f'"{key}"' for key in keys)
                    error_msgs.insert(0, f"{kind} key(s) in state_dict: {names}. ")
        if error_msgs:
            lines = "\n\t".join(error_msgs)
            raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{lines}")
        return _IncompatibleKeys(missing_keys, unexpected_keys)

    def _load_from_state_dict(
        self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
    ):
        """This module's own members, without its children's; problems are gathered, not raised."""
        for hook in self._hooks_of("load_state_dict_pre"):
            hook(self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)

        members = dict(self._parameters)
        for name, buffer in self._buffers.items():
            if name not in self._non_persistent_buffers_set:
                members[name] = buffer
        members = {name: member for name, member in members.items() if member is not None}
        assign = local_metadata.get("assign_to_params_buffers", False)
        for name, member in members.items():
            key = prefix + name
            if key in state_dict:
                self._load_member(name, member, key, state_dict[key], assign, error_msgs)
            elif strict:
                missing_keys.append(key)

        extra_key = prefix + _EXTRA_STATE
        if type(self).set_extra_state is not State.set_extra_state:
            if extra_key in state_dict:
                self.set_extra_state(state_dict[extra_key])
            elif strict:
                missing_keys.append(extra_key)
        elif strict and extra_key in state_dict:
            unexpected_keys.append(extra_key)

        if strict:
            for key in state_dict:
                if key.startswith(prefix) and key != extra_key:
                    name, dot, _ = key[len(prefix) :].partition(".")
                    if name not in (self._modules if dot else members):
                        unexpected_keys.append(key)

    def _load_member(self, name, member, key, saved, assign, error_msgs):
        if not isinstance(saved, torch.Tensor):
            error_msgs.append(
                f'While copying the parameter named "{key}", '
                f"expected torch.Tensor or Tensor-like object from checkpoint but received {type(saved)}"
            )
            return
        if not is_lazy(member):
            # Programs older than 0-dimensional tensors saved such a value with one element.
            if member.dim() == 0 and tuple(saved.shape) == (1,):
                saved = saved[0]
            if saved.shape != member.shape:
                error_msgs.append(
                    f"size mismatch for {key}: copying a param with shape {saved.shape} from checkpoint, "
                    f"the shape in current model is {member.shape}."
                )
                return
        try:
            with torch.no_grad():
                if not assign:
                    member.copy_(saved)
                elif not isinstance(member, Parameter):
                    setattr(self, name, saved)
                elif isinstance(saved, Parameter):
                    setattr(self, name, saved.requires_grad_(member.requires_grad))
                else:
                    setattr(self, name, Parameter(saved, requires_grad=member.requires_grad))
        except Exception as error:
            error_msgs.append(
                f'While copying the parameter named "{key}", whose dimensions in the model are {member.size()} '
                f"and whose dimensions in the checkpoint are {saved.size()}, an exception occurred : {error.args}."
            )
