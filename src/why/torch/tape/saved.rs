//! Tensors kept for the way back, which notice when they were changed meanwhile.

use super::super::error::{Error, Result};
use super::super::shape;
use super::super::tensor::Tensor;
use super::node::{Edge, Incoming, grad_fn};

const INFERENCE: &str = "Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in computation tracked by autograd. To work around this, you can make a clone to get a normal tensor and use it in autograd, or use `torch.no_grad()` instead of `torch.inference_mode()`.";

/// A tensor as it was when an operation used it.
pub struct Saved {
    tensor: Tensor,
    version: u32,
    /// Which result of the saving node this is. It is kept without its history, or the node would keep itself alive.
    output: Option<usize>,
}

impl Saved {
    pub fn new(tensor: &Tensor) -> Self {
        Self { tensor: tensor.clone(), version: tensor.version(), output: None }
    }

    /// The only or first result of the operation that saves it.
    pub fn output(tensor: &Tensor) -> Self {
        Self::output_at(tensor, 0)
    }

    pub fn output_at(tensor: &Tensor, output: usize) -> Self {
        Self { tensor: tensor.detach(), version: tensor.version(), output: Some(output) }
    }

    /// The tensor, if nobody changed it since.
    pub fn get(&self, incoming: &Incoming<'_>) -> Result<Tensor> {
        if self.tensor.version() != self.version {
            return Err(self.changed(incoming));
        }
        if self.output.is_none() && self.tensor.autograd().as_ref().is_some_and(|a| a.inference) {
            return Err(Error::runtime(INFERENCE));
        }
        let Some(output) = self.output else { return Ok(self.tensor.clone()) };
        let out = self.tensor.detach();
        out.with_autograd(|a| a.grad_fn = Some(Edge { node: incoming.node.clone(), output }));
        Ok(out)
    }

    fn changed(&self, incoming: &Incoming<'_>) -> Error {
        let origin = match (self.output, grad_fn(&self.tensor)) {
            (Some(output), _) => format!(", which is output {output} of {},", short(&incoming.node.title())),
            (None, Some(edge)) => format!(", which is output {} of {},", edge.output, short(&edge.node.title())),
            (None, None) => String::new(),
        };
        let kind = self.tensor.dtype().scalar_name();
        Error::runtime(format!(
            "one of the variables needed for gradient computation has been modified by an inplace operation: [torch.{kind}Tensor {}]{origin} is at version {}; expected version {} instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).",
            shape::text(&self.tensor.shape()),
            self.tensor.version(),
            self.version,
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
