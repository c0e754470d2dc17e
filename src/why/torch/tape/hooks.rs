//! Functions of a program's that are called on the way back: with a gradient, around a node, after a leaf is filled.

use std::cell::Cell;
use std::rc::Rc;

use super::super::error::Result;
use super::super::ops;
use super::super::tensor::Tensor;
use super::node::{Node, grad_fn};

/// A function that may replace a gradient on its way.
pub type Hook = Rc<dyn Fn(&Tensor) -> Result<Option<Tensor>>>;

/// A function called when a leaf's gradient has been added up.
pub type PostHook = Rc<dyn Fn() -> Result<()>>;

/// The gradients of a node's results or of its inputs.
type Many = [Option<Tensor>];

/// Called with the gradients a node gets; what it gives replaces them.
pub type BeforeHook = Rc<dyn Fn(&Many) -> Result<Option<Vec<Option<Tensor>>>>>;

/// Called with the gradients a node gives and those it got; what it gives replaces the first.
pub type AfterHook = Rc<dyn Fn(&Many, &Many) -> Result<Option<Vec<Option<Tensor>>>>>;

/// A hook of a node's.
#[derive(Clone)]
pub enum Around {
    Before(BeforeHook),
    After(AfterHook),
}

thread_local! {
    static HOOKS: Cell<u64> = const { Cell::new(0) };
}

/// The number of the hook that keeps a gradient: it is called after all others.
pub(super) const RETAINS: u64 = u64::MAX;

fn next_id() -> u64 {
    HOOKS.replace(HOOKS.get() + 1)
}

/// Adds a hook to a node and gives the number it is removed by.
pub fn add_around(node: &Node, hook: Around) -> u64 {
    let id = next_id();
    node.around.borrow_mut().push((id, hook));
    id
}

pub fn remove_around(node: &Node, id: u64) {
    node.around.borrow_mut().retain(|(hook, _)| *hook != id);
}

/// Calls the hooks before a node runs.
pub(super) fn before(node: &Node, grads: &mut Vec<Option<Tensor>>) -> Result<()> {
    if node.around.borrow().is_empty() {
        return Ok(());
    }
    // A node with several results has a place for each.
    grads.resize(grads.len().max(node.outputs.borrow().len()), None);
    let hooks = node.around.borrow().clone();
    for (_, hook) in hooks {
        if let Around::Before(hook) = hook
            && let Some(replaced) = hook(grads)?
        {
            *grads = replaced;
        }
    }
    Ok(())
}

/// Calls the hooks after a node ran.
pub(super) fn after(node: &Node, given: &mut Vec<Option<Tensor>>, got: &Many) -> Result<()> {
    if node.around.borrow().is_empty() {
        return Ok(());
    }
    let hooks = node.around.borrow().clone();
    for (_, hook) in hooks {
        if let Around::After(hook) = hook
            && let Some(replaced) = hook(given, got)?
        {
            *given = replaced;
        }
    }
    Ok(())
}

/// Adds a hook to a tensor's gradient and gives the number it is removed by.
pub fn add_hook(tensor: &Tensor, hook: Hook) -> u64 {
    let id = next_id();
    match grad_fn(tensor) {
        Some(edge) => edge.node.hooks.borrow_mut().push((id, edge.output, hook)),
        None => tensor.with_autograd(|a| a.hooks.push((id, hook))),
    }
    id
}

pub fn add_post_hook(tensor: &Tensor, hook: PostHook) -> u64 {
    let id = next_id();
    tensor.with_autograd(|a| a.post_hooks.push((id, hook)));
    id
}

pub fn remove_hook(tensor: &Tensor, id: u64) {
    if let Some(edge) = grad_fn(tensor) {
        edge.node.hooks.borrow_mut().retain(|(hook, ..)| *hook != id);
    }
    tensor.with_autograd(|a| {
        a.hooks.retain(|(hook, _)| *hook != id);
        a.post_hooks.retain(|(hook, _)| *hook != id);
    });
}

/// Keeps the gradient of a tensor that is not a leaf: `Tensor.retain_grad()`.
pub fn retain_grad(tensor: &Tensor) {
    let Some(edge) = grad_fn(tensor) else { return };
    if tensor.with_autograd(|a| std::mem::replace(&mut a.retains_grad, true)) {
        return;
    }
    let weak = tensor.downgrade();
    let hook: Hook = Rc::new(move |grad| {
        if let Some(tensor) = weak.upgrade() {
            let sum = match tensor.grad() {
                Some(old) => ops::add(&old, grad)?,
                None => grad.clone(),
            };
            tensor.set_grad(Some(sum));
        }
        Ok(None)
    });
    edge.node.hooks.borrow_mut().push((RETAINS, edge.output, hook));
}
