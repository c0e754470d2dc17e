//! Operations that are linear in a tensor: each is a loop there and a loop back, and these two are each other's gradients, any
//! number of times.

use std::rc::Rc;

use super::super::super::dtype::DType;
use super::super::super::error::Result;
use super::super::super::shape;
use super::super::super::tape::{Saved, record, record_light};
use super::super::super::tensor::Tensor;
use super::pointwise::zeros;
use super::real::Real;

/// A linear function of the elements of a tensor.
pub trait Linear: 'static {
    /// The name of its node: `AvgPool2DBackward0`.
    fn node(&self) -> &'static str;

    /// The name of the node of its gradient.
    fn second(&self) -> &'static str;

    /// The shape that it takes.
    fn from(&self) -> &[usize];

    /// The shape that it gives.
    fn to(&self) -> &[usize];

    /// Whether PyTorch keeps the operand for the way back, and so notices when that was changed.
    fn keeps_input(&self) -> bool {
        false
    }

    /// Adds the result to `out`, which holds zeros.
    fn forward<T: Real>(&self, x: &[T], out: &mut [T]);

    /// Adds the gradient of the operand to `out`, which holds zeros.
    fn backward<T: Real>(&self, grad: &[T], out: &mut [T]);
}

/// Runs a loop over elements in the tensor's type, 16-bit floats in 32 bits, into `shape`.
macro_rules! run {
    ($x:expr, $shape:expr, |$values:ident, $out:ident| $body:expr) => {
        match $x.dtype() {
            DType::Float64 => {
                let ($values, mut $out) = ($x.values::<f64>(), zeros::<f64>(shape::numel($shape))?);
                $body;
                Tensor::from_vec($out, $shape)
            }
            DType::Float32 => {
                let ($values, mut $out) = ($x.values::<f32>(), zeros::<f32>(shape::numel($shape))?);
                $body;
                Tensor::from_vec($out, $shape)
            }
            half => {
                let ($values, mut $out) = ($x.values::<f32>(), zeros::<f32>(shape::numel($shape))?);
                $body;
                Tensor::from_vec($out, $shape).cast(half)?
            }
        }
    };
}

/// The map of a tensor of floats.
pub fn apply<L: Linear>(map: &Rc<L>, x: &Tensor) -> Result<Tensor> {
    let out = run!(x, map.to(), |values, out| map.forward(&values, &mut out));
    let map = map.clone();
    if map.keeps_input() {
        return Ok(record(out, map.node(), &[x], |_| {
            let x = Saved::new(x);
            Box::new(move |incoming| {
                let x = x.get(incoming)?;
                Ok(vec![Some(transposed(&map, &incoming.grad()?, Some(&x))?)])
            })
        }));
    }
    Ok(record_light(out, map.node(), &[x], |_| {
        Box::new(move |incoming| Ok(vec![Some(transposed(&map, &incoming.grad()?, None)?)]))
    }))
}

/// The gradient of what a map was applied to. Where PyTorch keeps that (`x`), the gradient depends on it too, with zeros.
pub fn transposed<L: Linear>(map: &Rc<L>, grad: &Tensor, x: Option<&Tensor>) -> Result<Tensor> {
    let out = run!(grad, map.from(), |values, out| map.backward(&values, &mut out));
    let map = map.clone();
    let inputs: smallvec::SmallVec<[&Tensor; 2]> = [Some(grad), x].into_iter().flatten().collect();
    Ok(record_light(out, map.second(), &inputs, |_| {
        let x = x.map(Tensor::detach);
        Box::new(move |incoming| {
            let mut grads = vec![incoming.needs(0).then(|| apply(&map, &incoming.grad()?)).transpose()?];
            if let Some(x) = &x {
                grads.push(incoming.needs(1).then(|| x.zeros_like()).transpose()?);
            }
            Ok(grads)
        })
    }))
}

/// Elements taken from given places of each plane.
pub struct Picked {
    pub node: &'static str,
    pub second: &'static str,
    /// Where each element of the result is taken from in its plane of the operand.
    pub places: Rc<[i64]>,
    pub planes: usize,
    pub from: shape::Shape,
    pub to: shape::Shape,
}

impl Picked {
    fn pairs<'a, A, B>(&'a self, small: &'a mut [A], large: &'a mut [B], mut f: impl FnMut(&mut A, &mut B)) {
        let (inner, outer) = (small.len() / self.planes.max(1), large.len() / self.planes.max(1));
        if inner == 0 || outer == 0 {
            return;
        }
        let planes = small.chunks_exact_mut(inner).zip(large.chunks_exact_mut(outer));
        for ((small, large), places) in planes.zip(self.places.chunks_exact(inner)) {
            for (s, &place) in small.iter_mut().zip(places) {
                if let Some(l) = usize::try_from(place).ok().and_then(|p| large.get_mut(p)) {
                    f(s, l);
                }
            }
        }
    }
}

impl Linear for Picked {
    fn node(&self) -> &'static str {
        self.node
    }

    fn second(&self) -> &'static str {
        self.second
    }

    fn from(&self) -> &[usize] {
        &self.from
    }

    fn to(&self) -> &[usize] {
        &self.to
    }

    fn forward<T: Real>(&self, x: &[T], out: &mut [T]) {
        self.pairs(out, &mut x.to_vec(), |o, &mut x| *o = x);
    }

    fn backward<T: Real>(&self, grad: &[T], out: &mut [T]) {
        self.pairs(&mut grad.to_vec(), out, |&mut g, o| *o += g);
    }
}
