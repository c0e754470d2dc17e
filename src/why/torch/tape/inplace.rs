//! In-place changes: what may be changed, and how history goes on afterwards.

use super::super::error::{Error, Result};
use super::super::shape;
use super::super::tensor::{Created, Tensor};
use super::node::{Edge, Node, edge_of, grad_fn, relative};

/// Fails if `target` may not be changed in place now.
pub fn check(target: &Tensor) -> Result<()> {
    if target.autograd().as_ref().is_some_and(|a| a.inference) && !super::is_inference() {
        return Err(Error::runtime(
            "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a normal tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more details.",
        ));
    }
    let geometry = target.geometry();
    if geometry.shape.iter().zip(&geometry.strides).any(|(&n, &stride)| n > 1 && stride == 0) {
        return Err(Error::runtime(
            "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.",
        ));
    }
    if !super::is_enabled() || !target.requires_grad() && base(target).is_none() {
        return Ok(());
    }
    restricted(target)?;
    if target.is_leaf() && target.requires_grad() {
        return Err(Error::runtime("a leaf Variable that requires grad is being used in an in-place operation."));
    }
    if base(target).is_some_and(|base| base.is_leaf() && base.requires_grad()) {
        return Err(Error::runtime(
            "a view of a leaf Variable that requires grad is being used in an in-place operation.",
        ));
    }
    Ok(())
}

/// Fails for a view whose way back could not be followed after a change.
fn restricted(target: &Tensor) -> Result<()> {
    let created = target.autograd().as_ref().map_or(Created::Plain, |a| a.created);
    let Some(base) = base(target).filter(|_| created != Created::Plain) else { return Ok(()) };
    if !target.requires_grad() && !base.requires_grad() {
        return Ok(());
    }
    let what = match target.autograd().as_ref().and_then(|a| a.grad_fn.clone()) {
        Some(edge) => {
            let title = edge.node.title();
            let name = title.trim_end_matches(|c: char| c.is_ascii_digit());
            let name = name.strip_suffix("Backward").unwrap_or(name);
            format!("Output {} of {name} is a view and is being modified inplace. ", edge.output)
        }
        None => "A view was created in no_grad mode and is being modified inplace with grad mode enabled. ".to_owned(),
    };
    let why = if created == Created::Many {
        "This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one."
    } else {
        "Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the inplace either both inside the no_grad block (if you don't want the inplace to be tracked) or both outside (if you want the inplace to be tracked)."
    };
    Err(Error::runtime(what + why))
}

fn base(target: &Tensor) -> Option<Tensor> {
    target.autograd().as_ref().and_then(|a| a.base.as_ref().map(|(base, _)| base.clone()))
}

/// Stores `result` in `target`: what every in-place operation ends with.
///
/// # Errors
/// When the result's shape or type does not fit, or `target` may not be changed.
pub fn assign(target: &Tensor, result: &Tensor) -> Result<()> {
    check(target)?;
    let (have, got) = (target.shape(), result.shape());
    if have != got {
        let fits = shape::broadcast(&have, &got).is_ok_and(|both| both == have);
        if !fits {
            return Err(Error::runtime(format!(
                "output with shape {} doesn't match the broadcast shape {}",
                shape::text(&have),
                shape::text(&shape::broadcast(&have, &got).unwrap_or(got)),
            )));
        }
        let result = super::super::ops::expand(result, &have)?;
        return assign(target, &result);
    }
    if !result.dtype().can_cast_to(target.dtype()) {
        return Err(Error::runtime(format!(
            "result type {} can't be cast to the desired output type {}",
            result.dtype().scalar_name(),
            target.dtype().scalar_name()
        )));
    }
    let recorded = super::is_enabled() && (result.requires_grad() || target.requires_grad());
    if recorded && base(target).is_some_and(|b| b.dtype() != target.dtype() || b.lazy() != target.lazy()) {
        return Err(Error::not_implemented("an in-place change of one part of a complex tensor that requires grad"));
    }
    target.write(&result.buffer_as(target.dtype())?);
    target.bump_version();
    if super::is_enabled() && (result.requires_grad() || target.requires_grad()) {
        rebase(target, result);
    }
    Ok(())
}

/// Makes `target`'s history that of `result`; through its base, if it is a view.
fn rebase(target: &Tensor, result: &Tensor) {
    let Some(base) = base(target) else {
        let edge = if result.dtype() == target.dtype() { grad_fn(result).or_else(|| edge_of(result)) } else { None };
        let edge = edge.unwrap_or_else(|| {
            let node = Node::new("CopyBackwards", &[result], false);
            let dtype = result.dtype();
            node.set_backward(Box::new(move |incoming| Ok(vec![Some(incoming.grad()?.cast(dtype)?)])));
            node.skip(target, 0);
            Edge { node, output: 0 }
        });
        let old = target.with_autograd(|a| {
            a.requires_grad = false;
            a.grad_fn.replace(edge)
        });
        drop(old);
        return;
    };
    let node = Node::new("CopySlices", &[&base, result], false);
    let place = relative(&target.geometry(), &base.geometry());
    let dtype = result.dtype();
    node.set_backward(Box::new(move |incoming| {
        let grad = incoming.grad()?;
        let rest = incoming.needs(0).then(|| {
            let rest = grad.copy()?;
            rest.alias(place.clone()).write(&super::super::storage::zeros(grad.dtype(), place.numel())?);
            Ok::<_, Error>(rest)
        });
        let part = incoming.needs(1).then(|| grad.copy()?.alias(place.clone()).cast(dtype));
        Ok(vec![rest.transpose()?, part.transpose()?])
    }));
    node.adopt(&base, 0);
    // The view follows: its next `grad_fn` is made from the base's.
    let stale = base.version().wrapping_sub(1);
    target.with_autograd(|a| {
        if let Some((_, seen)) = &mut a.base {
            *seen = stale;
        }
    });
    grad_fn(target);
}
