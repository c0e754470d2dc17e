//! The order of memory, in which tensors that are not contiguous are filled: `x.t().normal_()` gives what `x.normal_()`
//! gives one number at a time.

/// How far from the first element each one lies, in the order in which PyTorch fills them.
pub fn memory_order(shape: &[usize], strides: &[usize]) -> Vec<usize> {
    let mut dims: Vec<(usize, usize)> = shape.iter().copied().zip(strides.iter().copied()).collect();
    // The farthest apart first. Of two alike, the longer, as the later one runs faster.
    dims.sort_by_key(|(size, stride)| (std::cmp::Reverse(*stride), std::cmp::Reverse(*size)));
    let mut offsets = vec![0];
    for (size, stride) in dims {
        offsets = offsets.iter().flat_map(|offset| (0..size).map(move |place| offset + place * stride)).collect();
    }
    offsets
}
