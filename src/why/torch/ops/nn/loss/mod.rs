//! Losses. What they share: how the losses of the elements become one number.

pub(in super::super) mod class;
pub(in super::super) mod entropy;
pub(in super::super) mod margin;
pub(in super::super) mod multi;
mod pair;
pub(in super::super) mod regression;
pub(in super::super) mod divergence;

use super::super::super::args::Args;
use super::super::super::error::{Error, Result};
use super::super::super::shape;
use super::super::super::tape;
use super::super::super::tensor::Tensor;
use super::super::super::warnings::warn;
use super::super::{expand, sum};
use super::formula;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reduction {
    None,
    Mean,
    Sum,
}

impl Reduction {
    fn parse(text: &str) -> Result<Self> {
        Ok(match text {
            "none" => Self::None,
            "mean" => Self::Mean,
            "sum" => Self::Sum,
            "elementwise_mean" => {
                warn("reduction='elementwise_mean' is deprecated. Please use reduction='mean' instead.");
                Self::Mean
            }
            other => return Err(Error::value(format!("{other} is not a valid value for reduction"))),
        })
    }

    /// From the argument of that name.
    pub fn read(args: &Args, i: usize) -> Result<Self> {
        Self::parse(args.text(i)?)
    }

    /// From the arguments `size_average` and `reduce`, which came before it, if one of them is given.
    pub fn read_legacy(args: &Args, size_average: usize, reduce: usize, i: usize) -> Result<Self> {
        if args.is_none(size_average) && args.is_none(reduce) {
            return Self::read(args, i);
        }
        let given = |i: usize| args.is_none(i) || args.boolean(i);
        let (reduction, name) = match (given(reduce), given(size_average)) {
            (true, true) => (Self::Mean, "mean"),
            (true, false) => (Self::Sum, "sum"),
            (false, _) => (Self::None, "none"),
        };
        warn(format!("size_average and reduce args will be deprecated, please use reduction='{name}' instead."));
        Ok(reduction)
    }

    /// Reduces losses that are on the tape.
    pub fn apply(self, losses: &Tensor) -> Result<Tensor> {
        match self {
            Self::None => Ok(losses.clone()),
            Self::Mean => formula::mean(losses),
            Self::Sum => sum(losses),
        }
    }
}

/// Warns as PyTorch does when a target's shape is another than the input's.
fn warn_of_sizes(input: &Tensor, target: &Tensor) {
    let (have, want) = (target.shape(), input.shape());
    if have != want {
        warn(format!(
            "Using a target size (torch.Size({})) that is different to the input size (torch.Size({})). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
            shape::text(&have),
            shape::text(&want)
        ));
    }
}

/// Both in the shape that they broadcast to.
fn broadcast(a: &Tensor, b: &Tensor) -> Result<(Tensor, Tensor)> {
    let (sa, sb) = (a.shape(), b.shape());
    if sa == sb {
        return Ok((a.clone(), b.clone()));
    }
    let shape = shape::broadcast(&sa, &sb)?;
    Ok((expand(a, &shape)?, expand(b, &shape)?))
}

/// Refuses a gradient that PyTorch does not have.
fn without_gradient(name: &str, argument: &str, tensor: Option<&Tensor>) -> Result<()> {
    if tensor.is_some_and(|t| tape::wants(&[t])) {
        return Err(Error::runtime(format!(
            "The function '{name}' is not differentiable with respect to argument '{argument}'. This input cannot have requires_grad True."
        )));
    }
    Ok(())
}
