//! The largest element of each window, with its place: the loop that all kinds of max pooling share.

use std::rc::Rc;

use super::super::super::super::dtype::DType;
use super::super::super::super::error::Result;
use super::super::super::super::shape::Shape;
use super::super::super::super::storage::{self, Element};
use super::super::super::super::tape::{Saved, record};
use super::super::super::super::tensor::Tensor;
use super::super::super::moved::by_type;
use super::super::linear_map::{Picked, transposed};
use super::windows::{Axis, each_element, each_window};

/// What a max pooling is called in the graph.
#[derive(Clone, Copy)]
pub struct Names {
    pub node: &'static str,
    pub second: &'static str,
}

/// An image's planes and what they are pooled to.
pub struct Planes<'a> {
    pub image: [usize; 3],
    pub count: usize,
    pub to: &'a Shape,
}

/// The largest elements and their places in their planes; `axes` gives a plane's windows. Of equal ones the first is taken, of
/// several NaN the last, as in PyTorch.
pub fn largest<'a>(
    x: &Tensor,
    planes: &Planes<'_>,
    names: Names,
    axes: impl Fn(usize) -> &'a [Axis; 3],
) -> Result<Vec<Tensor>> {
    let n = super::super::super::super::shape::numel(planes.to);
    storage::reserve::<i64>(n)?;
    // 16-bit floats keep their order in 32 bits.
    let (values, places) = match x.dtype() {
        half @ (DType::Float16 | DType::BFloat16) => {
            let (values, places) = search::<f32>(&x.values(), planes, n, axes);
            (Tensor::from_vec(values, planes.to).cast(half)?, places)
        }
        dtype => by_type!(dtype, T => {
            let (values, places) = search::<T>(&x.values(), planes, n, axes);
            (Tensor::from_buffer(T::wrap(values), planes.to, dtype), places)
        }),
    };
    let indices = Tensor::from_vec(places.clone(), planes.to);
    let values = record(values, names.node, &[x], |_| {
        let map = Rc::new(Picked {
            node: "GatherBackward0",
            second: names.second,
            places: places.into(),
            planes: planes.count,
            from: x.shape(),
            to: planes.to.clone(),
        });
        let x = Saved::new(x);
        Box::new(move |incoming| {
            let x = x.get(incoming)?;
            Ok(vec![Some(transposed(&map, &incoming.grad()?, Some(&x))?)])
        })
    });
    Ok(vec![values, indices])
}

fn search<'a, T: Element>(
    x: &[T],
    planes: &Planes<'_>,
    n: usize,
    axes: impl Fn(usize) -> &'a [Axis; 3],
) -> (Vec<T>, Vec<i64>) {
    let (mut values, mut places) = (Vec::with_capacity(n), Vec::with_capacity(n));
    let volume: usize = planes.image.iter().product();
    for plane in 0..planes.count {
        let Some(image) = x.get(plane * volume..(plane + 1) * volume) else { break };
        let axes = axes(plane);
        let steps = [axes[0].step, axes[1].step, axes[2].step];
        each_window(axes, |_, spans, _| {
            let mut best = (T::default(), usize::MAX);
            each_element(planes.image, spans, steps, |at| {
                let v = image[at];
                if best.1 == usize::MAX || v > best.0 || v.partial_cmp(&v).is_none() {
                    best = (v, at);
                }
            });
            values.push(best.0);
            places.push(i64::try_from(best.1).unwrap_or(0));
        });
    }
    (values, places)
}
