"""Multi-head attention as a function: shapes checked, inputs projected, split into heads, attended and joined."""

import math
import warnings

import _torch
import torch
from _torch_functional import dropout, linear, pad, softmax



def scaled_dot_product_attention(
    query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False
):
    """softmax(Q K^T * scale + mask) V over the last two dimensions; scale is 1 / sqrt(size of a query) by default.

    A mask is True where a key may be used (the opposite of `MultiheadAttention`), or a number to add.
    """
    _check_attention(query, key, value, attn_mask, dropout_p, is_causal)
    if query.dim() == key.dim() == value.dim() == 3:
        # As one sample of a batch; its first dimension is that of the heads.
        mask = attn_mask.unsqueeze(0) if attn_mask is not None and attn_mask.dim() == 3 else attn_mask
        heads = query.unsqueeze(0), key.unsqueeze(0), value.unsqueeze(0)
        if _fits(*heads, mask, dropout_p, enable_gqa):
            return _flash(*heads, mask, is_causal, scale).squeeze(0)
    elif _fits(query, key, value, attn_mask, dropout_p, enable_gqa):
        return _flash(query, key, value, attn_mask, is_causal, scale)
    if enable_gqa:
        # Several query heads share a key head.
        key = key.repeat_interleave(query.size(-3) // key.size(-3), -3)
        value = value.repeat_interleave(query.size(-3) // value.size(-3), -3)
    if is_causal:
        attn_mask = torch.ones(query.size(-2), key.size(-2), dtype=torch.bool).tril()
    # Each side takes the root of the scale, so that neither grows large.
    root = math.sqrt(1.0 / math.sqrt(query.size(-1)) if scale is None else scale)
    scores = torch.matmul(query * root, (key * root).transpose(-2, -1))
    if attn_mask is not None:
        if attn_mask.dtype == torch.bool:
            attn_mask = torch.zeros_like(attn_mask, dtype=query.dtype).masked_fill_(~attn_mask, float("-inf"))
        scores = scores + attn_mask
    weights = softmax(scores, dim=-1)
    if attn_mask is not None:
        # A query without any key gets 0 instead of 0 / 0.
        weights = weights.masked_fill((scores == float("-inf")).all(dim=-1, keepdim=True), 0.0)
    if dropout_p > 0.0:
        weights = dropout(weights, dropout_p)
    return torch.matmul(weights, value)


def _check_attention(query, key, value, attn_mask, dropout_p, is_causal):
    dims = query.dim(), key.dim(), value.dim()
    if min(dims) < 2:
        raise RuntimeError(
            "Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: "
            f"{dims[0]} key.dim: {dims[1]} and value.dim: {dims[2]} instead."
        )
    if not query.dtype == key.dtype == value.dtype:
        names = [str(tensor.dtype).removeprefix("torch.") for tensor in (query, key, value)]
        names = [{"float32": "float", "float64": "double", "float16": "c10::Half"}.get(name, name) for name in names]
        raise RuntimeError(
            f"Expected query, key, and value to have the same dtype, but got query.dtype: {names[0]} "
            f"key.dtype: {names[1]} and value.dtype: {names[2]} instead."
        )
    if attn_mask is not None and attn_mask.dtype not in (torch.bool, torch.float32, query.dtype):
        names = [
            {"float64": "double", "int64": "long int", "int32": "int", "float32": "float", "float16": "c10::Half"}.get(
                name, name
            )
            for name in (str(tensor.dtype).removeprefix("torch.") for tensor in (attn_mask, query))
        ]
        raise RuntimeError(
            "Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: "
            f"{names[0]} and  query.dtype: {names[1]} instead."
        )
    if dropout_p < 0.0 or dropout_p > 1.0:
        raise RuntimeError(f"dropout probability has to be between 0 and 1, but got {dropout_p:g}")
    if attn_mask is not None and is_causal:
        raise RuntimeError(
            "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True"
        )


def _fits(query, key, value, mask, dropout_p, enable_gqa):
    """Whether the native attention can do it, which PyTorch also prefers then."""
    if not query.dim() == key.dim() == value.dim() == 4 or dropout_p > 0.0 or not query.is_floating_point():
        return False
    if mask is not None and (mask.requires_grad or mask.dim() not in (2, 4)):
        return False
    if 0 in query.shape or 0 in key.shape or key.shape != value.shape:
        return False
    if query.size(0) != key.size(0) or query.size(3) != key.size(3):
        return False
    heads, key_heads = query.size(1), key.size(1)
    return key_heads in (1, heads) or (enable_gqa and heads % key_heads == 0)


def _flash(query, key, value, mask, is_causal, scale):
    scale = 1.0 / math.sqrt(query.size(-1)) if scale is None else scale
    return _torch.flash_attention(query, key, value, mask, is_causal, scale)


def _none_or_dtype(input):
    """A mask's type, or None if there is no mask."""
    if input is None:
        return None
    if isinstance(input, torch.Tensor):
        return input.dtype
    raise RuntimeError("input to _none_or_dtype() must be None or torch.Tensor")


def _canonical_mask(mask, mask_name, other_type, other_name, target_type, check_other=True):
    """The mask as numbers to add to the scores: 0 where a key may be used, -inf where not."""
    if mask is None:
        return None
    is_float = mask.is_floating_point()
    if mask.dtype != torch.bool and not is_float:
        raise AssertionError(f"only bool and floating types of {mask_name} are supported")
    if check_other and other_type is not None and mask.dtype != other_type:
        warnings.warn(
            f"Support for mismatched {mask_name} and {other_name} is deprecated. Use same type for both instead.",
            stacklevel=2,
        )
    if is_float:
        return mask
    return torch.zeros_like(mask, dtype=target_type).masked_fill_(mask, float("-inf"))


def _check_shapes(query, key, value, key_padding_mask, attn_mask, num_heads):
    """Whether there is a batch dimension; raises if the inputs do not agree about it."""
    dims = query.dim()
    if dims not in (2, 3):
        raise AssertionError(
            f"query should be unbatched 2D or batched 3D tensor but received {dims}-D query tensor"
        )
    kind = f"For {'batched' if dims == 3 else 'unbatched'} ({dims}-D) `query`, expected"
    if key.dim() != dims or value.dim() != dims:
        raise AssertionError(
            f"{kind} `key` and `value` to be {dims}-D but found {key.dim()}-D and {value.dim()}-D tensors respectively"
        )
    if key_padding_mask is not None and key_padding_mask.dim() != dims - 1:
        raise AssertionError(
            f"{kind} `key_padding_mask` to be `None` or {dims - 1}-D "
            f"but found {key_padding_mask.dim()}-D tensor instead"
        )
    if attn_mask is not None and attn_mask.dim() not in (2, 3):
        raise AssertionError(
            f"{kind} `attn_mask` to be `None`, 2-D or 3-D but found {attn_mask.dim()}-D tensor instead"
        )
    if dims == 2 and attn_mask is not None and attn_mask.dim() == 3:
        expected = (num_heads, query.shape[0], key.shape[0])
        if tuple(attn_mask.shape) != expected:
            raise AssertionError(f"Expected `attn_mask` shape to be {expected} but got {attn_mask.shape}")
    return dims == 3


def _project_packed(query, key, value, weight, bias):
    """Queries, keys and values by one matrix that holds all three maps; in one product where inputs are the same."""
    size = query.size(-1)
    if query is key and key is value:
        parts = linear(query, weight, bias).unflatten(-1, (3, size))
        parts = parts.unsqueeze(0).transpose(0, -2).squeeze(-2).contiguous()
        return parts[0], parts[1], parts[2]
    if key is value:
        query_weight, rest_weight = weight.split([size, 2 * size])
        query_bias, rest_bias = (None, None) if bias is None else bias.split([size, 2 * size])
        parts = linear(key, rest_weight, rest_bias).unflatten(-1, (2, size))
        parts = parts.unsqueeze(0).transpose(0, -2).squeeze(-2).contiguous()
        return linear(query, query_weight, query_bias), parts[0], parts[1]
    return _project((query, key, value), weight.chunk(3), bias)


def _project(inputs, weights, bias):
    biases = (None, None, None) if bias is None else bias.chunk(3)
    return [linear(input, weight, b) for input, weight, b in zip(inputs, weights, biases)]


def _check_weights(inputs, weights):
    """That the separate maps fit their inputs."""
    size = inputs[0].size(-1)
    for name, input, weight in zip(("query", "key", "value"), inputs, weights):
        expected = (size, input.size(-1))
        if tuple(weight.shape) != expected:
            raise AssertionError(f"expecting {name} weights shape of {expected}, but got {weight.shape}")


def _expanded_attn_mask(attn_mask, batch, num_heads, length, key_length):
    """The attention mask with a first dimension of 1 or of all heads."""
    if attn_mask is None:
        return None
    if attn_mask.dim() == 2:
        expected = (length, key_length)
        if tuple(attn_mask.shape) != expected:
            raise RuntimeError(f"The shape of the 2D attn_mask is {attn_mask.shape}, but should be {expected}.")
        return attn_mask.unsqueeze(0)
    expected = (batch * num_heads, length, key_length)
    if tuple(attn_mask.shape) != expected:
        raise RuntimeError(f"The shape of the 3D attn_mask is {attn_mask.shape}, but should be {expected}.")
    return attn_mask


def multi_head_attention_forward(
    query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v, add_zero_attn,
    dropout_p, out_proj_weight, out_proj_bias, training=True, key_padding_mask=None, need_weights=True, attn_mask=None,
    use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None, v_proj_weight=None, static_k=None,
    static_v=None, average_attn_weights=True, is_causal=False,
):
    """The output (L, N, E) and, if wanted, the weights (N, L, S), or (N, heads, L, S) if they are not averaged."""
    batched = _check_shapes(query, key, value, key_padding_mask, attn_mask, num_heads)
    if not batched:
        query, key, value = _with_batch(query, key, value)
        key_padding_mask = None if key_padding_mask is None else key_padding_mask.unsqueeze(0)
    length, batch, embed_dim = query.shape
    key_length = key.shape[0]
    heads = batch * num_heads

    key_padding_mask = _canonical_mask(
        key_padding_mask, "key_padding_mask", _none_or_dtype(attn_mask), "attn_mask", query.dtype
    )
    if is_causal and attn_mask is None:
        raise RuntimeError(
            "Need attn_mask if specifying the is_causal hint. You may use the Transformer module method "
            "`generate_square_subsequent_mask` to create this mask."
        )
    if is_causal and key_padding_mask is None and not need_weights:
        # The mask is known: the attention makes it itself.
        attn_mask = None
    else:
        attn_mask = _canonical_mask(attn_mask, "attn_mask", None, "", query.dtype, check_other=False)
        is_causal = is_causal and key_padding_mask is None

    if embed_dim != embed_dim_to_check:
        raise AssertionError(f"was expecting embedding dimension of {embed_dim_to_check}, but got {embed_dim}")
    head_dim = embed_dim // num_heads
    if head_dim * num_heads != embed_dim:
        raise AssertionError(f"embed_dim {embed_dim} not divisible by num_heads {num_heads}")
    if use_separate_proj_weight:
        if key.shape[:2] != value.shape[:2]:
            raise AssertionError(
                f"key's sequence and batch dims {key.shape[:2]} do not match value's {value.shape[:2]}"
            )
        weights = (q_proj_weight, k_proj_weight, v_proj_weight)
        _check_weights((query, key, value), weights)
        q, k, v = _project((query, key, value), weights, in_proj_bias)
    else:
        if key.shape != value.shape:
            raise AssertionError(f"key shape {key.shape} does not match value shape {value.shape}")
        q, k, v = _project_packed(query, key, value, in_proj_weight, in_proj_bias)
    attn_mask = _expanded_attn_mask(attn_mask, batch, num_heads, length, key_length)

    further = 0
    if bias_k is not None and bias_v is not None:
        k = torch.cat([k, bias_k.repeat(1, batch, 1)])
        v = torch.cat([v, bias_v.repeat(1, batch, 1)])
        further += 1
    q = q.view(length, heads, head_dim).transpose(0, 1)
    k = k.view(k.shape[0], heads, head_dim).transpose(0, 1) if static_k is None else static_k
    v = v.view(v.shape[0], heads, head_dim).transpose(0, 1) if static_v is None else static_v
    if add_zero_attn:
        zeros = torch.zeros(heads, 1, head_dim, dtype=k.dtype, device=k.device)
        k, v = torch.cat([k, zeros], dim=1), torch.cat([v, zeros], dim=1)
        further += 1
    if further:
        # The keys that were added are not masked.
        attn_mask = None if attn_mask is None else pad(attn_mask, (0, further))
        key_padding_mask = None if key_padding_mask is None else pad(key_padding_mask, (0, further))
    key_length = k.size(1)
    mask = _merged(attn_mask, key_padding_mask, batch, num_heads, key_length)

    dropout_p = dropout_p if training else 0.0
    if need_weights:
        output, weights = _attend(q, k, v, mask, dropout_p)
        output = output.transpose(0, 1).reshape(length * batch, embed_dim)
        weights = weights.view(batch, num_heads, length, key_length)
        if average_attn_weights:
            weights = weights.mean(dim=1)
    else:
        if mask is not None:
            mask = mask.unsqueeze(0) if mask.size(0) == 1 else mask.view(batch, num_heads, -1, key_length)
        q = q.view(batch, num_heads, length, head_dim)
        k = k.view(batch, num_heads, key_length, head_dim)
        v = v.view(batch, num_heads, key_length, head_dim)
        output = scaled_dot_product_attention(q, k, v, mask, dropout_p, is_causal)
        output = output.permute(2, 0, 1, 3).reshape(length * batch, embed_dim)
        weights = None
    output = linear(output, out_proj_weight, out_proj_bias)
    output = output.view(length, batch, output.size(1))
    if batched:
        return output, weights
    return output.squeeze(1), None if weights is None else weights.squeeze(0)


def _with_batch(query, key, value):
    """A batch of one; one tensor given for several stays one."""
    batch = query.unsqueeze(1)
    key_batch = batch if key is query else key.unsqueeze(1)
    if value is key:
        return batch, key_batch, key_batch
    return batch, key_batch, batch if value is query else value.unsqueeze(1)


def _merged(attn_mask, key_padding_mask, batch, num_heads, key_length):
    """Both masks as one, (1 or N * heads, 1 or L, S)."""
    if key_padding_mask is None:
        return attn_mask
    for dim, expected in enumerate((batch, key_length)):
        if key_padding_mask.shape[dim] != expected:
            raise AssertionError(
                f"Expected key_padded_mask.shape[{dim}] to be {expected}, but got {key_padding_mask.shape[dim]}"
            )
    padding = key_padding_mask.view(batch, 1, 1, key_length).expand(-1, num_heads, -1, -1)
    padding = padding.reshape(batch * num_heads, 1, key_length)
    return padding if attn_mask is None else attn_mask + padding


def _attend(q, k, v, mask, dropout_p):
    """softmax(q k^T / sqrt(head_dim) + mask) v for every head, and the softmax itself."""
    q = q * math.sqrt(1.0 / float(q.size(-1)))
    scores = torch.bmm(q, k.transpose(-2, -1)) if mask is None else torch.baddbmm(mask, q, k.transpose(-2, -1))
    weights = softmax(scores, dim=-1)
    if dropout_p > 0.0:
        weights = dropout(weights, p=dropout_p)
    return torch.bmm(weights, v), weights
