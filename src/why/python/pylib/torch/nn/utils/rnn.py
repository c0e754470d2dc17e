"""Batches of sequences of different lengths: filled up to the longest, or packed so that no filling is computed on.

A packed batch has the first values of all sequences, then the second ones, and so on; `batch_sizes` says how many
sequences are that long. Longest first, so that those still running are always the first ones.
"""

from collections import namedtuple

import torch

PackedSequence_ = namedtuple("PackedSequence_", ["data", "batch_sizes", "sorted_indices", "unsorted_indices"])


class PackedSequence(PackedSequence_):
    """What `pack_padded_sequence` makes and the recurrent layers take."""

    def __new__(cls, data, batch_sizes=None, sorted_indices=None, unsorted_indices=None):
        if batch_sizes is None:
            data, batch_sizes = data
        if unsorted_indices is None:
            unsorted_indices = invert_permutation(sorted_indices)
        return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)

    def to(self, *args, **kwargs):
        """The values as another type."""
        data = self.data.to(*args, **kwargs)
        return self if data is self.data else type(self)(data, *self[1:])

    def cpu(self):
        """Itself."""
        return self.to("cpu")

    def cuda(self, *args, **kwargs):
        """On a graphics card; without one, PyTorch's own error."""
        return type(self)(self.data.cuda(*args, **kwargs), *self[1:])

    def double(self):
        """The values as float64."""
        return self.to(torch.float64)

    def float(self):
        """The values as float32."""
        return self.to(torch.float32)

    def half(self):
        """The values as float16."""
        return self.to(torch.float16)

    def long(self):
        """The values as int64."""
        return self.to(torch.int64)

    def int(self):
        """The values as int32."""
        return self.to(torch.int32)

    @property
    def is_cuda(self):
        """Whether the values are on a graphics card."""
        return self.data.is_cuda


def invert_permutation(permutation):
    """The permutation that undoes this one."""
    if permutation is None:
        return None
    return torch.empty_like(permutation).scatter_(0, permutation, torch.arange(permutation.numel()))


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    """Packs (L, N, *), or (N, L, *) with `batch_first`; without `enforce_sorted` the longest are put first."""
    lengths = torch.as_tensor(lengths, dtype=torch.int64)
    if batch_first:
        input = input.transpose(0, 1)
    sorted_indices = None
    if not enforce_sorted:
        lengths, sorted_indices = torch.sort(lengths, descending=True)
        input = input.index_select(1, sorted_indices)
    counts = lengths.tolist()
    if input.numel() == 0:
        raise RuntimeError("Cannot pack empty tensors.")
    if len(counts) != input.size(1):
        raise RuntimeError(
            "Expected `len(lengths)` to be equal to batch_size, but got "
            f"{len(counts)} (batch_size={input.size(1)})"
        )
    if counts[-1] <= 0:
        raise RuntimeError(
            "Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0"
        )
    if any(after > before for before, after in zip(counts, counts[1:])):
        raise RuntimeError(
            "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass "
            "`enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement if you "
            "do not need ONNX exportability."
        )
    batch_sizes = [sum(count > step for count in counts) for step in range(counts[0])]
    data = torch.cat([input[step, :size] for step, size in enumerate(batch_sizes)])
    return PackedSequence(data, torch.tensor(batch_sizes), sorted_indices)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    """The filled-up batch and the lengths of its sequences, in their order before packing."""
    batch_sizes = sequence.batch_sizes.tolist()
    length = len(batch_sizes)
    if total_length is not None:
        if total_length < length:
            raise ValueError(
                "Expected total_length to be at least the length of the longest sequence in input, but got "
                f"total_length={total_length} and max sequence length being {length}"
            )
        length = total_length
    lengths = torch.tensor([sum(size > place for size in batch_sizes) for place in range(batch_sizes[0])])
    data = sequence.data
    rows = []
    for step in sequence.data.split(batch_sizes):
        missing = batch_sizes[0] - step.size(0)
        if missing > 0:
            step = torch.cat([step, data.new_full((missing, *data.shape[1:]), padding_value)])
        rows.append(step)
    rows += [data.new_full((batch_sizes[0], *data.shape[1:]), padding_value)] * (length - len(rows))
    output = torch.stack(rows)
    if sequence.unsorted_indices is not None:
        output = output.index_select(1, sequence.unsorted_indices)
        lengths = lengths[sequence.unsorted_indices]
    return (output.transpose(0, 1) if batch_first else output), lengths


def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right"):
    """A batch of sequences (L_i, *) filled up to the longest: (L, N, *), or (N, L, *) with `batch_first`."""
    if not hasattr(sequences, "__iter__"):
        raise RuntimeError(
            f"pad_sequence: Expected iterable for input sequences, but got arg of type: {type(sequences)}"
        )
    sequences = list(sequences)
    if not sequences:
        raise RuntimeError("received an empty list of sequences")
    if padding_side not in ("left", "right"):
        raise RuntimeError("Expected padding_side to be one of left or right, but got " + str(padding_side) + ".")
    length = max(sequence.size(0) for sequence in sequences)
    first = sequences[0]
    size = (len(sequences), length) if batch_first else (length, len(sequences))
    padded = first.new_full((*size, *first.shape[1:]), padding_value)
    for place, sequence in enumerate(sequences):
        begin = length - sequence.size(0) if padding_side == "left" else 0
        row = padded.select(0 if batch_first else 1, place)
        row.narrow(0, begin, sequence.size(0)).copy_(sequence)
    return padded


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    """The sequences of a filled-up batch, each at its own length."""
    if not batch_first:
        # In place, as PyTorch does it: the caller's tensor is turned as well.
        padded_sequences.transpose_(0, 1)
    return [sequence[: int(length)] for sequence, length in zip(padded_sequences, lengths)]


def pack_sequence(sequences, enforce_sorted=True):
    """Packs a list of sequences (L_i, *)."""
    lengths = [sequence.size(0) for sequence in sequences]
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpack_sequence(packed_sequences):
    """The list of sequences that was packed."""
    padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
    return unpad_sequence(padded, lengths, batch_first=True)
