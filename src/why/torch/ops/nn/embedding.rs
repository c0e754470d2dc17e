//! Embeddings: rows of a table by their numbers, and one_hot.

use std::rc::Rc;

use candle_core::CpuStorage;

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{FUNCTIONAL, Op, TORCH, op};
use super::super::super::shape;
use super::super::super::storage::{self, Element};
use super::super::super::tape::{record, record_light};
use super::super::super::tensor::Tensor;
use super::super::super::values::with_slice;
use super::distance::row_norm;
use super::pointwise::zeros;
use super::real::{Real, vectorised};

pub(in super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL,
        "embedding(Tensor input, Tensor weight, int? padding_idx=None, float? max_norm=None, float norm_type=2.0, bool scale_grad_by_freq=False, bool sparse=False)",
        |a| {
            let (indices, weight) = (a.tensor(0)?, a.tensor(1)?);
            let padding = match a.opt_int(2)? {
                None => -1,
                Some(i) => {
                    let rows = weight.size(0)? as i64;
                    if i >= rows.max(1) || i < -rows {
                        return Err(Error::new(Kind::Assertion, "Padding_idx must be within num_embeddings"));
                    }
                    if i < 0 { i + rows } else { i }
                }
            };
            if let Some(most) = a.opt_float(3)? {
                let chosen = Rows::new(weight, indices, padding, false)?;
                renormalise(weight, &chosen, most, a.float(4)?)?;
            }
            embedding(a, weight, indices, padding, (5, 6))
        },
    ),
    op(
        TORCH,
        "embedding(Tensor weight, Tensor indices, int padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False)",
        |a| embedding(a, a.tensor(0)?, a.tensor(1)?, a.int(2)?, (3, 4)),
    ),
    op(FUNCTIONAL, "one_hot(Tensor input, int num_classes=-1)", |a| Ok(one_hot(a.tensor(0)?, a.int(1)?)?.into())),
];

fn embedding(
    args: &Args,
    weight: &Tensor,
    indices: &Tensor,
    padding: i64,
    (by_frequency, sparse): (usize, usize),
) -> Result<Value> {
    if args.boolean(sparse) {
        return Err(Error::not_implemented("torch.nn.functional.embedding(sparse=True)"));
    }
    let rows = Rows::new(weight, indices, padding, args.boolean(by_frequency))?;
    Ok(gather(weight, &Rc::new(rows), false)?.into())
}

/// Which rows of a table are meant.
struct Rows {
    indices: Vec<usize>,
    /// How many rows the table has, and how long they are.
    count: usize,
    width: usize,
    /// A row that learns nothing.
    padding: Option<usize>,
    by_frequency: bool,
    /// That of the indices, with the width behind.
    shape: shape::Shape,
}

impl Rows {
    fn new(weight: &Tensor, indices: &Tensor, padding: i64, by_frequency: bool) -> Result<Self> {
        let [count, width] = *weight.shape() else { return Err(Error::runtime("'weight' must be 2-D")) };
        check_indices(indices)?;
        let mut shape = indices.shape();
        shape.push(width);
        let indices = indices
            .values::<i64>()
            .iter()
            .map(|&i| usize::try_from(i).ok().filter(|&i| i < count))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| Error::index("index out of range in self"))?;
        Ok(Self { indices, count, width, padding: usize::try_from(padding).ok(), by_frequency, shape })
    }
}

/// Only 32 and 64-bit integers.
pub fn check_indices(indices: &Tensor) -> Result<()> {
    let name = match indices.dtype() {
        DType::Int64 | DType::Int32 => return Ok(()),
        DType::Bool => "CPUBoolType".to_owned(),
        dtype => format!("torch.{}Tensor", dtype.scalar_name()),
    };
    Err(Error::runtime(format!(
        "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got {name} instead (while checking arguments for embedding)"
    )))
}

/// The rows, one after another. `is_back`: as the gradient of `scatter`, where the padding's row is zero.
fn gather(weight: &Tensor, rows: &Rc<Rows>, is_back: bool) -> Result<Tensor> {
    fn take<T: Element>(table: &[T], rows: &Rows, is_back: bool) -> Result<CpuStorage> {
        let n = rows.indices.len().saturating_mul(rows.width);
        storage::reserve::<T>(n)?;
        let mut out = Vec::with_capacity(n);
        for &i in &rows.indices {
            if is_back && rows.padding == Some(i) {
                out.resize(out.len() + rows.width, T::default());
            } else {
                out.extend_from_slice(&table[i * rows.width..(i + 1) * rows.width]);
            }
        }
        Ok(T::wrap(out))
    }
    let table = super::super::view::contiguous(&weight.detach())?;
    let start = table.offset();
    let buffer = with_slice!(&*table.storage_ref().buffer.borrow(), v => take(&v[start..start + rows.count * rows.width], rows, is_back))?;
    let out = Tensor::from_buffer(buffer, &rows.shape, weight.dtype());
    let name = if is_back { "EmbeddingDenseBackwardBackward0" } else { "EmbeddingBackward0" };
    Ok(record_light(out, name, &[weight], |_| {
        let rows = rows.clone();
        Box::new(move |incoming| Ok(vec![Some(scatter(&incoming.grad()?, &rows)?)]))
    }))
}

/// The gradient of the table: what came for each row, added up.
fn scatter(grad: &Tensor, rows: &Rc<Rows>) -> Result<Tensor> {
    fn run<T: Real>(grad: &Tensor, rows: &Rows) -> Result<Tensor> {
        let values = grad.values::<T>();
        let width = rows.width;
        let mut out = zeros::<T>(rows.count * width)?;
        let mut counts = vec![0usize; if rows.by_frequency { rows.count } else { 0 }];
        for &i in rows.indices.iter().filter(|_| rows.by_frequency) {
            counts[i] += 1;
        }
        vectorised(
            #[inline(always)]
            || {
                for (&i, from) in rows.indices.iter().zip(values.chunks_exact(width.max(1))) {
                    if rows.padding == Some(i) {
                        continue;
                    }
                    let to = &mut out[i * width..(i + 1) * width];
                    let share = counts.get(i).map_or(T::ONE, |&n| T::of(1.0 / n as f64));
                    if rows.by_frequency {
                        to.iter_mut().zip(from).for_each(|(o, &g)| *o += g * share);
                    } else {
                        to.iter_mut().zip(from).for_each(|(o, &g)| *o += g);
                    }
                }
            },
        );
        Ok(Tensor::from_vec(out, &[rows.count, width]))
    }
    let out = match grad.dtype() {
        DType::Float64 => run::<f64>(grad, rows)?,
        DType::Float32 => run::<f32>(grad, rows)?,
        half => run::<f32>(grad, rows)?.cast(half)?,
    };
    if rows.by_frequency {
        return Ok(out);
    }
    Ok(record(out, "EmbeddingDenseBackward0", &[grad], |_| {
        let rows = rows.clone();
        Box::new(move |incoming| Ok(vec![Some(gather(&incoming.grad()?, &rows, true)?)]))
    }))
}

/// Shortens the rows that are used and longer than `most`, in the table itself.
fn renormalise(weight: &Tensor, rows: &Rows, most: f64, p: f64) -> Result<()> {
    let mut values = weight.to_f64_vec();
    let mut chosen = rows.indices.clone();
    chosen.sort_unstable();
    chosen.dedup();
    for i in chosen {
        let row = &mut values[i * rows.width..(i + 1) * rows.width];
        let length = row_norm(row, p);
        if length > most {
            let scale = most / (length + 1e-7);
            row.iter_mut().for_each(|v| *v *= scale);
        }
    }
    let changed = Tensor::from_f64s(values, &weight.shape(), weight.dtype())?;
    weight.write(&changed.buffer_as(weight.dtype())?);
    weight.bump_version();
    Ok(())
}

fn one_hot(x: &Tensor, classes: i64) -> Result<Tensor> {
    if x.dtype() != DType::Int64 {
        return Err(Error::runtime("one_hot is only applicable to index tensor of type LongTensor."));
    }
    let mut shape = x.shape();
    let indices = x.values::<i64>();
    if indices.is_empty() {
        if classes <= 0 {
            return Err(Error::runtime("Can not infer total number of classes from empty tensor."));
        }
        shape.push(classes as usize);
        return Tensor::zeros(&shape, DType::Int64);
    }
    if indices.iter().any(|&i| i < 0) {
        return Err(Error::runtime("Class values must be non-negative."));
    }
    let most = indices.iter().copied().max().unwrap_or(0);
    let classes = if classes == -1 { most.saturating_add(1) } else { classes };
    if classes <= most {
        return Err(Error::runtime("Class values must be smaller than num_classes."));
    }
    let mut sizes: Vec<i64> = shape.iter().map(|&n| n as i64).collect();
    sizes.push(classes);
    let shape = shape::sizes(&sizes)?;
    let n = shape::numel(&shape);
    storage::reserve::<i64>(n)?;
    let mut out = vec![0i64; n];
    for (row, &i) in out.chunks_exact_mut(classes as usize).zip(indices.iter()) {
        row[i as usize] = 1;
    }
    Ok(Tensor::from_vec(out, &shape))
}
