//! Tensors kept for the way back, which notice when they were changed meanwhile.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use super::super::error::{Error, Result};
use super::super::shape;
use super::super::tensor::Tensor;
use super::node::{Edge, Incoming, edge_of, grad_fn};

const INFERENCE: &str = "Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in computation tracked by autograd. To work around this, you can make a clone to get a normal tensor and use it in autograd, or use `torch.no_grad()` instead of `torch.inference_mode()`.";

/// What a packing gave.
type Packed = Rc<dyn Any>;

type Pack = dyn Fn(&Tensor) -> Result<Packed>;
type Unpack = dyn Fn(&Packed) -> Result<Tensor>;

/// How a program keeps saved tensors otherwise: `torch.autograd.graph.saved_tensors_hooks`.
pub struct Packing {
    pub pack: Box<Pack>,
    pub unpack: Box<Unpack>,
}

thread_local! {
    static PACKINGS: RefCell<Vec<Rc<Packing>>> = const { RefCell::new(Vec::new()) };
    /// What went wrong in packing. Saving itself does not fail; the operation looks here when it has ended.
    static FAILURE: RefCell<Option<Error>> = const { RefCell::new(None) };
}

/// Has tensors that are saved from now on packed.
pub fn push_packing(packing: Rc<Packing>) {
    PACKINGS.with(|packings| packings.borrow_mut().push(packing));
}

pub fn pop_packing() {
    let old = PACKINGS.with(|packings| packings.borrow_mut().pop());
    drop(old);
}

pub(super) fn is_packing() -> bool {
    PACKINGS.with(|packings| !packings.borrow().is_empty())
}

/// The error of a packing, once.
pub fn take_failure() -> Option<Error> {
    FAILURE.with(|failure| failure.borrow_mut().take())
}

/// A tensor as it was when an operation used it.
pub struct Saved {
    kept: Kept,
    /// Which result of the saving node this is. It is kept without its history, or the node would keep itself alive.
    output: Option<usize>,
}

enum Kept {
    Tensor(Tensor, u32),
    /// What the program made of it, and where its gradient goes.
    Packed(Option<Packed>, Rc<Packing>, Option<Edge>),
}

impl Kept {
    fn new(tensor: &Tensor) -> Self {
        match PACKINGS.with(|packings| packings.borrow().last().cloned()) {
            Some(packing) => Self::packed(tensor, packing, edge_of(tensor)),
            None => Self::Tensor(tensor.clone(), tensor.version()),
        }
    }

    /// A result, without its history.
    fn output(tensor: &Tensor) -> Self {
        match PACKINGS.with(|packings| packings.borrow().last().cloned()) {
            Some(packing) => Self::packed(tensor, packing, None),
            None => Self::Tensor(tensor.detach(), tensor.version()),
        }
    }

    fn packed(tensor: &Tensor, packing: Rc<Packing>, history: Option<Edge>) -> Self {
        let before = tensor.version();
        let packed = super::no_grad(|| (packing.pack)(tensor)).and_then(|packed| {
            let changed = tensor.version() != before;
            if changed { Err(Error::runtime(CHANGED_BY_PACKING)) } else { Ok(packed) }
        });
        let packed = packed.map_err(|error| FAILURE.with(|failure| failure.borrow_mut().get_or_insert(error).clone()));
        Self::Packed(packed.ok(), packing, history)
    }
}

const CHANGED_BY_PACKING: &str = "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack hook cannot be modified by in-place operations as this can lead to unexpected side-effects. Please open an issue if you need to perform in-place operations on the input to a pack hook.";

impl Saved {
    pub fn new(tensor: &Tensor) -> Self {
        Self { kept: Kept::new(tensor), output: None }
    }

    /// The only or first result of the operation that saves it.
    pub fn output(tensor: &Tensor) -> Self {
        Self::output_at(tensor, 0)
    }

    pub fn output_at(tensor: &Tensor, output: usize) -> Self {
        Self { kept: Kept::output(tensor), output: Some(output) }
    }

    /// The tensor, if nobody changed it since.
    pub fn get(&self, incoming: &Incoming<'_>) -> Result<Tensor> {
        let (out, history) = match &self.kept {
            Kept::Tensor(tensor, version) => {
                if tensor.version() != *version {
                    return Err(self.changed(incoming, tensor, *version));
                }
                if self.output.is_none() && tensor.autograd().as_ref().is_some_and(|a| a.inference) {
                    return Err(Error::runtime(INFERENCE));
                }
                if self.output.is_none() {
                    return Ok(tensor.clone());
                }
                (tensor.detach(), None)
            }
            Kept::Packed(Some(packed), packing, history) => ((packing.unpack)(packed)?.detach(), history.clone()),
            Kept::Packed(None, ..) => return Err(Error::runtime("a saved tensor could not be packed")),
        };
        let own = self.output.map(|output| Edge { node: incoming.node.clone(), output });
        if let Some(edge) = own.or(history) {
            out.with_autograd(|a| {
                if edge.node.leaf.is_some() {
                    a.requires_grad = true;
                    a.accumulator = Some(Rc::downgrade(&edge.node));
                } else {
                    a.grad_fn = Some(edge);
                }
            });
        }
        Ok(out)
    }

    fn changed(&self, incoming: &Incoming<'_>, tensor: &Tensor, version: u32) -> Error {
        let origin = match (self.output, grad_fn(tensor)) {
            (Some(output), _) => format!(", which is output {output} of {},", short(&incoming.node.title())),
            (None, Some(edge)) => format!(", which is output {} of {},", edge.output, short(&edge.node.title())),
            (None, None) => String::new(),
        };
        let kind = tensor.dtype().scalar_name();
        Error::runtime(format!(
            "one of the variables needed for gradient computation has been modified by an inplace operation: [torch.{kind}Tensor {}]{origin} is at version {}; expected version {} instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).",
            shape::text(&tensor.shape()),
            tensor.version(),
            version,
        ))
    }
}

/// The operation's own name: `Sigmoid` for `SigmoidBackward0`.
fn short(title: &str) -> &str {
    title.split_once("Backward").map_or(title, |(name, _)| name)
}

/// Several, as a list of inputs is kept.
impl FromIterator<Tensor> for Box<[Saved]> {
    fn from_iter<I: IntoIterator<Item = Tensor>>(tensors: I) -> Self {
        tensors.into_iter().map(|t| Saved::new(&t)).collect::<Vec<_>>().into_boxed_slice()
    }
}
