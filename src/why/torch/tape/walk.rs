//! Questions about the graph behind tensors.

use std::collections::HashSet;
use std::rc::Rc;

use super::super::dtype::DType;
use super::super::error::Result;
use super::super::tensor::Tensor;
use super::super::values::Geometry;
use super::node::{Edge, Node, edge_of};

/// Whether tensors depend on leaves other than these.
pub fn depends_on_others(outputs: &[Tensor], leaves: &[Tensor]) -> bool {
    let mut seen: HashSet<*const Node> = HashSet::new();
    let mut stack: Vec<Rc<Node>> = outputs.iter().filter_map(edge_of).map(|edge| edge.node).collect();
    while let Some(node) = stack.pop() {
        if !seen.insert(Rc::as_ptr(&node)) {
            continue;
        }
        match &node.leaf {
            Some(leaf) if leaves.iter().any(|one| one.is_same(leaf)) => {}
            Some(_) => return true,
            None => stack.extend(node.edges.borrow().iter().flatten().map(|edge| edge.node.clone())),
        }
    }
    false
}

/// A tensor in the place of a result that is known by its node only: the leaf itself, or one of its shape and history.
pub fn stand_in(edge: &Edge) -> Result<Tensor> {
    if let Some(leaf) = &edge.node.leaf {
        return Ok(leaf.clone());
    }
    let known = edge.node.outputs.borrow().get(edge.output).cloned().flatten();
    let (shape, dtype) = known.unwrap_or_else(|| (Default::default(), DType::Float32));
    let one = Tensor::zeros(&[1], dtype)?;
    let strides = shape.iter().map(|_| 0).collect();
    let out = one.alias(Geometry { shape, strides, offset: 0 });
    out.with_autograd(|a| a.grad_fn = Some(edge.clone()));
    Ok(out)
}
