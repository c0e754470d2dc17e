//! Indexing: `x[1, 2:, None, mask]`, read and assigned.
//!
//! Numbers, slices, `None` and `...` make a view; tensors of integers and masks gather elements, by numpy's rules.

use super::super::args::Value;
use super::super::dtype::DType;
use super::super::error::{Error, Result};
use super::super::shape::{self, Shape};
use super::super::tape::{self, record_light};
use super::super::tensor::Tensor;
use super::view;

/// The view that the basic part of an index makes, and for each of its dimensions the tensor that indexes it.
struct Prepared {
    view: Tensor,
    indices: Vec<Option<Tensor>>,
}

/// `input[index]`.
pub fn get_item(input: &Tensor, index: &[Value]) -> Result<Tensor> {
    let prepared = prepare(input, index)?;
    if prepared.indices.iter().all(Option::is_none) {
        // `x[...]` and `x[:]` are views of their own.
        return if prepared.view.is_same(input) { view::alias(input) } else { Ok(prepared.view) };
    }
    gather(&prepared.view, &prepared.indices)
}

/// `target[index] = value`.
pub fn set_item(target: &Tensor, index: &[Value], value: &Value) -> Result<()> {
    let prepared = prepare(target, index)?;
    let value = match value {
        Value::Tensor(t) => t.clone(),
        Value::List(_) => {
            return Err(Error::type_error(format!(
                "can't assign a list to a torch.{}Tensor",
                target.dtype().scalar_name()
            )));
        }
        number if number.parts().is_some() => super::create::constant(&[], number, target.dtype())?,
        other => {
            return Err(Error::type_error(format!(
                "can't assign a {} to a torch.{}Tensor",
                other.type_name(),
                target.dtype().scalar_name()
            )));
        }
    };
    let advanced = prepared.indices.iter().any(Option::is_some);
    if advanced && value.dtype() != target.dtype() && value.rank() > 0 {
        return Err(Error::runtime(format!(
            "Index put requires the source and destination dtypes match, got {} for the destination and {} for the source.",
            target.dtype().scalar_name(),
            value.dtype().scalar_name()
        )));
    }
    let value = super::convert::to_dtype(&value, target.dtype())?;
    if prepared.indices.iter().all(Option::is_none) {
        let value = leading_ones(&value, &prepared.view.shape())?;
        return tape::assign(&prepared.view, &value).map_err(|error| {
            if error.message.starts_with("output with shape") { unexpandable(&value, &prepared.view) } else { error }
        });
    }
    tape::check_inplace(&prepared.view)?;
    let changed = put(&prepared.view, &prepared.indices, &value, false)?;
    tape::assign(&prepared.view, &changed)
}

fn unexpandable(value: &Tensor, target: &Tensor) -> Error {
    let (have, want) = (value.shape(), target.shape());
    if have.len() > want.len() {
        return Error::runtime(format!(
            "expand(torch.{}Tensor{{{}}}, size={}): the number of sizes provided ({}) must be greater or equal to the number of dimensions in the tensor ({})",
            value.dtype().scalar_name(),
            shape::text(&have),
            shape::text(&want),
            want.len(),
            have.len()
        ));
    }
    let lead = want.len() - have.len();
    let at = (0..have.len()).rev().find(|&d| have[d] != want[d + lead] && have[d] != 1).unwrap_or(0);
    Error::runtime(format!(
        "The expanded size of the tensor ({}) must match the existing size ({}) at non-singleton dimension {}.  Target sizes: {}.  Tensor sizes: {}",
        want.get(at + lead).copied().unwrap_or(0),
        have.get(at).copied().unwrap_or(0),
        at + lead,
        shape::text(&want),
        shape::text(&have)
    ))
}

/// An assigned value may have dimensions of length 1 in front.
fn leading_ones(value: &Tensor, shape: &[usize]) -> Result<Tensor> {
    let have = value.shape();
    let extra = have.len().saturating_sub(shape.len());
    if extra > 0 && have[..extra].iter().all(|&n| n == 1) {
        return view::reshape(value, &have[extra..]);
    }
    Ok(value.clone())
}

fn is_index_tensor(value: &Value) -> bool {
    match value {
        Value::Tensor(t) => t.rank() > 0 || t.dtype() == DType::Bool,
        Value::List(_) | Value::Bool(_) => true,
        _ => false,
    }
}

fn prepare(input: &Tensor, index: &[Value]) -> Result<Prepared> {
    // How many dimensions each part takes, to know how many `...` stands for.
    let consumed: usize = index
        .iter()
        .map(|part| match part {
            Value::None | Value::Ellipsis | Value::Bool(_) => 0,
            Value::Tensor(t) if t.dtype() == DType::Bool => t.rank(),
            Value::List(_) => list_rank(part),
            _ => 1,
        })
        .sum();
    let rank = input.rank();
    if consumed > rank {
        return Err(Error::index(if rank == 0 {
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number".to_owned()
        } else {
            format!("too many indices for tensor of dimension {rank}")
        }));
    }
    let mut out = input.clone();
    let mut indices: Vec<Option<Tensor>> = Vec::new();
    let mut dim = 0;
    // Counted as the learner counts them: with those that a number took away.
    let mut original = 0;
    for part in index {
        match part {
            Value::Ellipsis => {
                let skip = rank - consumed;
                dim += skip;
                original += skip;
                indices.extend(std::iter::repeat_n(None, skip));
            }
            Value::None => {
                out = view::unsqueeze(&out, dim as i64)?;
                indices.push(None);
                dim += 1;
            }
            Value::Slice(start, stop, step) => {
                let n = out.shape()[dim];
                let (from, to, by) = slice_bounds(*start, *stop, *step, n)?;
                if (from, to, by) != (0, n, 1) || index.len() == 1 {
                    out = view::slice(&out, dim as i64, from, to, by)?;
                }
                indices.push(None);
                dim += 1;
                original += 1;
            }
            part if is_index_tensor(part) => {
                let tensor = match part {
                    Value::Tensor(t) => t.clone(),
                    Value::Bool(b) => Tensor::from_bools([*b], &[]),
                    list => super::create::tensor(list, if is_empty(list) { Some(DType::Int64) } else { None })?,
                };
                let taken = expand_index(&mut out, &mut indices, dim, &tensor)?;
                dim += taken;
                original += taken;
            }
            part => {
                let at = match part {
                    Value::Int(n) => *n,
                    Value::Tensor(t) if !t.dtype().is_floating() => t.to_i64_vec()[0],
                    Value::Tensor(_) | Value::Float(_) | Value::Str(_) | Value::Other(_) => {
                        return Err(bad_index(part));
                    }
                    _ => return Err(bad_index(part)),
                };
                let n = out.shape()[dim] as i64;
                if at < -n || at >= n {
                    return Err(Error::index(format!(
                        "index {at} is out of bounds for dimension {original} with size {n}"
                    )));
                }
                out = view::select(&out, dim as i64, at)?;
                original += 1;
            }
        }
    }
    Ok(Prepared { view: out, indices })
}

fn bad_index(part: &Value) -> Error {
    match part {
        Value::Str(_) => Error::type_error("new(): invalid data type 'str'"),
        Value::Float(_) => Error::index(
            "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got float)",
        ),
        Value::Tensor(_) => Error::index("tensors used as indices must be long, int, byte or bool tensors"),
        other => Error::type_error(format!(
            "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got {})",
            other.type_name()
        )),
    }
}

fn is_empty(value: &Value) -> bool {
    matches!(value, Value::List(list) if list.is_empty())
}

/// How many dimensions a list takes as an index: as many as its nesting if it is a mask, one otherwise.
fn list_rank(value: &Value) -> usize {
    let mut depth = 0;
    let mut at = value;
    while let Value::List(list) = at {
        depth += 1;
        match list.first() {
            Some(first) => at = first,
            None => return 1,
        }
    }
    match at {
        Value::Bool(_) => depth,
        Value::Tensor(t) if t.dtype() == DType::Bool => depth + t.rank(),
        _ => 1,
    }
}

/// `start:stop:step` within `n`.
fn slice_bounds(start: Option<i64>, stop: Option<i64>, step: Option<i64>, n: usize) -> Result<(usize, usize, usize)> {
    let step = step.unwrap_or(1);
    if step <= 0 {
        return Err(Error::value("step must be greater than zero"));
    }
    let n = n as i64;
    let clamp = |i: i64| if i < 0 { i.saturating_add(n).max(0) } else { i.min(n) };
    let from = clamp(start.unwrap_or(0));
    let to = clamp(stop.unwrap_or(n)).max(from);
    Ok((from as usize, to as usize, usize::try_from(step).unwrap_or(1)))
}

/// Notes a tensor that indexes dimensions from `dim`; a mask becomes the positions where it is true. Gives the number of dimensions of the view it stands for.
fn expand_index(out: &mut Tensor, indices: &mut Vec<Option<Tensor>>, dim: usize, tensor: &Tensor) -> Result<usize> {
    if tensor.dtype().is_floating() {
        return Err(Error::index("tensors used as indices must be long, int, byte or bool tensors"));
    }
    if tensor.dtype() != DType::Bool {
        indices.push(Some(tensor.cast(DType::Int64)?));
        return Ok(1);
    }
    if tensor.rank() == 0 {
        *out = view::unsqueeze(out, dim as i64)?;
        let chosen = if tensor.to_bool_vec()[0] { vec![0i64] } else { Vec::new() };
        let n = chosen.len();
        indices.push(Some(Tensor::from_vec(chosen, &[n])));
        return Ok(1);
    }
    let (mask, have) = (tensor.shape(), out.shape());
    for (d, &n) in mask.iter().enumerate() {
        if have.get(dim + d) != Some(&n) {
            return Err(Error::index(format!(
                "The shape of the mask {} at index {d} does not match the shape of the indexed tensor {} at index {}",
                shape::text(&mask),
                shape::text(&have),
                dim + d
            )));
        }
    }
    for positions in nonzero_columns(tensor) {
        let n = positions.len();
        indices.push(Some(Tensor::from_vec(positions, &[n])));
    }
    Ok(mask.len())
}

/// The indices of the elements other than zero, one list a dimension.
pub fn nonzero_columns(tensor: &Tensor) -> Vec<Vec<i64>> {
    let shape = tensor.shape();
    let mut columns = vec![Vec::new(); shape.len()];
    for (i, _) in tensor.to_bool_vec().into_iter().enumerate().filter(|(_, set)| *set) {
        let mut rest = i;
        for d in (0..shape.len()).rev() {
            columns[d].push((rest % shape[d]) as i64);
            rest /= shape[d];
        }
    }
    columns
}

/// Where the elements that an index names lie in a contiguous copy of what is indexed, and the shape of the result.
struct Plan {
    /// One position an element of the broadcast indices: the offset in the indexed dimensions.
    picks: Vec<usize>,
    /// The result: the broadcast indices' shape put where the indexed dimensions were, or first if they are apart.
    shape: Shape,
    /// Positions of the result's elements, in its row-major order.
    positions: Vec<usize>,
}

fn plan(input: &Tensor, indices: &[Option<Tensor>]) -> Result<Plan> {
    let from = input.shape();
    if indices.len() > from.len() {
        return Err(Error::index(format!(
            "too many indices for tensor of dimension {} (got {})",
            from.len(),
            indices.len()
        )));
    }
    if indices.iter().flatten().any(|t| t.dtype().is_floating()) {
        return Err(Error::index("tensors used as indices must be long, int, byte or bool tensors"));
    }
    let strides = shape::contiguous_strides(&from);
    let used: Vec<usize> = (0..indices.len()).filter(|&d| indices[d].is_some()).collect();
    let tensors: Vec<&Tensor> = indices.iter().flatten().collect();
    let mut common = Shape::new();
    for t in &tensors {
        common = shape::broadcast(&common, &t.shape()).map_err(|_| {
            let list: Vec<String> = tensors.iter().map(|t| shape::text(&t.shape())).collect();
            Error::index(format!(
                "shape mismatch: indexing tensors could not be broadcast together with shapes {}",
                list.join(", ")
            ))
        })?;
    }
    let n = shape::numel(&common);
    let mut picks = vec![0usize; n];
    for (&d, t) in used.iter().zip(&tensors) {
        let size = from[d] as i64;
        let wide = super::elementwise::spread::<i64>(t, &common)?;
        for (pick, &at) in picks.iter_mut().zip(wide.iter()) {
            if at < -size || at >= size {
                return Err(Error::index(format!("index {at} is out of bounds for dimension {d} with size {size}")));
            }
            *pick += at.rem_euclid(size.max(1)) as usize * strides[d];
        }
    }
    let together = used.windows(2).all(|w| w[1] == w[0] + 1);
    let first = if together { used.first().copied().unwrap_or(0) } else { 0 };
    let free: Vec<usize> = (0..from.len()).filter(|d| !used.contains(d)).collect();
    let (before, after): (Vec<usize>, Vec<usize>) = free.into_iter().partition(|&d| d < first);
    let lengths = |dims: &[usize]| dims.iter().map(|&d| from[d]).collect::<Shape>();
    let mut shape = lengths(&before);
    shape.extend(common.iter().copied());
    shape.extend(lengths(&after));
    super::super::storage::reserve::<u64>(shape::numel(&shape))?;
    let offsets = |dims: &[usize]| {
        let geometry = super::super::values::Geometry {
            shape: lengths(dims),
            strides: dims.iter().map(|&d| strides[d]).collect(),
            offset: 0,
        };
        let mut out = Vec::with_capacity(geometry.numel());
        geometry.for_each(|at| out.push(at));
        out
    };
    let (outer, inner) = (offsets(&before), offsets(&after));
    let mut positions = Vec::with_capacity(shape::numel(&shape));
    for a in &outer {
        for b in &picks {
            positions.extend(inner.iter().map(|c| a + b + c));
        }
    }
    Ok(Plan { picks, shape, positions })
}

/// The elements that the tensors among `indices` name.
pub fn gather(input: &Tensor, indices: &[Option<Tensor>]) -> Result<Tensor> {
    let plan = plan(input, indices)?;
    debug_assert!(plan.picks.len() <= plan.positions.len() || plan.positions.is_empty());
    let out = pick(input, &plan.positions, &plan.shape)?;
    let from = input.shape();
    let indices: Vec<Option<Tensor>> = indices.to_vec();
    Ok(record_light(out, "IndexBackward0", &[input], |_| {
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            let zero = Tensor::zeros(&from, grad.dtype())?;
            Ok(vec![Some(put(&zero, &indices, &grad, true)?)])
        })
    }))
}

/// Elements at positions of a contiguous copy, outside the tape.
fn pick(input: &Tensor, positions: &[usize], shape: &[usize]) -> Result<Tensor> {
    fn take<T: super::super::storage::Element>(x: &Tensor, at: &[usize]) -> candle_core::CpuStorage {
        let values = x.values::<T>();
        T::wrap(at.iter().map(|&i| values[i]).collect())
    }
    use half::{bf16, f16};
    let buffer = match input.dtype() {
        DType::Bool | DType::UInt8 => take::<u8>(input, positions),
        DType::Int8 | DType::Int16 => take::<i16>(input, positions),
        DType::Int32 => take::<i32>(input, positions),
        DType::Int64 => take::<i64>(input, positions),
        DType::Float16 => take::<f16>(input, positions),
        DType::BFloat16 => take::<bf16>(input, positions),
        DType::Float32 => take::<f32>(input, positions),
        DType::Float64 => take::<f64>(input, positions),
        DType::Complex64 => take::<[f32; 2]>(input, positions),
        DType::Complex128 => take::<[f64; 2]>(input, positions),
    };
    Ok(Tensor::from_buffer(buffer, shape, input.dtype()))
}

/// A copy of `target` with `value` stored (or added) at the elements that `indices` name: `torch.index_put`.
pub fn put(target: &Tensor, indices: &[Option<Tensor>], value: &Tensor, accumulate: bool) -> Result<Tensor> {
    if target.dtype().is_complex() {
        let [[real, imaginary], [a, b]] = [super::complex::parts(target)?, super::complex::parts(value)?];
        return super::complex::join(&put(&real, indices, &a, accumulate)?, &put(&imaginary, indices, &b, accumulate)?);
    }
    let plan = plan(target, indices)?;
    let value = leading_ones(value, &plan.shape)?;
    let wide = if value.shape() == plan.shape {
        value.clone()
    } else {
        view::expanded(&value, &plan.shape).map_err(|_| {
            Error::runtime(format!(
                "shape mismatch: value tensor of shape {} cannot be broadcast to indexing result of shape {}",
                shape::text(&value.shape()),
                shape::text(&plan.shape)
            ))
        })?
    };
    let out = if target.dtype().is_floating() {
        let mut values = target.to_f64_vec();
        for (&at, &v) in plan.positions.iter().zip(wide.values::<f64>().iter()) {
            if accumulate {
                values[at] += v;
            } else {
                values[at] = v;
            }
        }
        Tensor::from_f64s(values, &target.shape(), target.dtype())?
    } else {
        let mut values = target.to_i64_vec();
        for (&at, &v) in plan.positions.iter().zip(wide.values::<i64>().iter()) {
            values[at] = if accumulate { values[at].wrapping_add(v) } else { v };
        }
        Tensor::from_vec(values, &target.shape()).cast(target.dtype())?
    };
    let indices: Vec<Option<Tensor>> = indices.to_vec();
    let from = value.shape();
    Ok(record_light(out, "IndexPutBackward0", &[target, &value], |_| {
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            let rest = incoming
                .needs(0)
                .then(|| {
                    if accumulate {
                        return Ok(grad.clone());
                    }
                    put(&grad, &indices, &Tensor::zeros(&[], grad.dtype())?, false)
                })
                .transpose()?;
            let part =
                incoming.needs(1).then(|| super::reduce::sum_to(&gather(&grad, &indices)?, &from)).transpose()?;
            Ok(vec![rest, part])
        })
    }))
}
