//! The tape: which operation made a tensor from which others, and how gradients go back through it.
//!
//! Nodes and their rules are PyTorch's ("Autograd mechanics" in its documentation): leaves and their accumulators, saved tensors
//! that notice in-place changes, views that follow their base. Everything is iterative: a chain of a million operations is fine.

mod engine;
mod hooks;
mod inplace;
mod node;
mod saved;
mod walk;

use std::cell::Cell;

pub use engine::{Call, anomaly, queue_callback, run, set_anomaly};
pub use hooks::{AfterHook, Around, BeforeHook, Hook, PostHook};
pub use hooks::{add_around, add_hook, add_post_hook, remove_around, remove_hook, retain_grad};
pub use inplace::{assign, check as check_inplace};
pub use node::{Backward, Edge, Incoming, Node};
pub(crate) use node::{edge_of, grad_fn, relative, reset_history};
pub use saved::{Packing, Saved, pop_packing, push_packing, take_failure};
pub use walk::{depends_on_others, stand_in};

use super::error::Result;
use super::tensor::Tensor;

thread_local! {
    static ENABLED: Cell<bool> = const { Cell::new(true) };
    static INFERENCE: Cell<bool> = const { Cell::new(false) };
}

/// Whether operations are being recorded: `torch.is_grad_enabled()`.
pub fn is_enabled() -> bool {
    ENABLED.get()
}

/// Switches recording on or off and says what it was.
pub fn set_enabled(enabled: bool) -> bool {
    ENABLED.replace(enabled)
}

pub fn is_inference() -> bool {
    INFERENCE.get()
}

pub fn set_inference(inference: bool) -> bool {
    INFERENCE.replace(inference)
}

/// Runs `f` without recording.
pub fn no_grad<R>(f: impl FnOnce() -> R) -> R {
    with_enabled(false, f)
}

/// Runs `f` with recording on or off, and puts it back.
pub fn with_enabled<R>(enabled: bool, f: impl FnOnce() -> R) -> R {
    struct Restore(bool);
    impl Drop for Restore {
        fn drop(&mut self) {
            ENABLED.set(self.0);
        }
    }
    let _restore = Restore(set_enabled(enabled));
    f()
}

/// Whether an operation on these is recorded.
pub fn wants(inputs: &[&Tensor]) -> bool {
    is_enabled() && inputs.iter().any(|t| t.requires_grad())
}

/// Remembers that `out` was made from `inputs` by the operation whose gradient is called `name` ("MulBackward0").
///
/// `backward` is called only if it is needed; it is given `out`, and makes the function from the gradient of `out` to those of
/// `inputs`, in their order. What it keeps of tensors it keeps in `Saved`; they are freed after a backward pass without `retain_graph`.
pub fn record(
    out: Tensor,
    name: &'static str,
    inputs: &[&Tensor],
    backward: impl FnOnce(&Tensor) -> Backward,
) -> Tensor {
    if is_inference() {
        out.with_autograd(|a| a.inference = true);
    }
    if wants(inputs) && out.dtype().is_differentiable() {
        let node = Node::new(name, inputs, true);
        if saved::is_packing() {
            // A program that packs saved results sees where they came from.
            node.adopt(&out, 0);
        }
        node.set_backward(backward(&out));
        node.adopt(&out, 0);
    }
    out
}

/// As `record`, for an operation whose gradient needs no tensor saved: a second backward pass through it is always possible.
pub fn record_light(
    out: Tensor,
    name: &'static str,
    inputs: &[&Tensor],
    backward: impl FnOnce(&Tensor) -> Backward,
) -> Tensor {
    if is_inference() {
        out.with_autograd(|a| a.inference = true);
    }
    if wants(inputs) && out.dtype().is_differentiable() {
        let node = Node::new(name, inputs, false);
        node.set_backward(backward(&out));
        node.adopt(&out, 0);
    }
    out
}

/// As `record`, for an operation with several results. Those that are neither floats nor complex stay outside the tape.
pub fn record_many(
    outs: &[Tensor],
    name: &'static str,
    inputs: &[&Tensor],
    backward: impl FnOnce(&[Tensor]) -> Backward,
) {
    if wants(inputs) {
        let node = Node::new(name, inputs, true);
        node.set_backward(backward(outs));
        for (i, out) in outs.iter().enumerate() {
            if out.dtype().is_differentiable() {
                node.adopt(out, i);
            } else {
                node.skip(out, i);
            }
        }
    }
}

/// The error for a result that some `Result`-less callback would need.
pub type Gradients = Result<Vec<Option<Tensor>>>;
