//! Nodes of the graph, the edges between them, and hooks.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use smallvec::SmallVec;

use super::super::dtype::DType;
use super::super::error::{Error, Result};
use super::super::shape::Shape;
use super::super::tensor::Tensor;
use super::super::values::Geometry;
use super::Gradients;
use super::hooks::{Around, Hook};

/// The function from a node's incoming gradients to those of its inputs.
pub type Backward = Box<dyn Fn(&Incoming<'_>) -> Gradients>;

/// One result of a node: the node and which of its results.
#[derive(Clone)]
pub struct Edge {
    pub node: Rc<Node>,
    pub output: usize,
}

/// The shape and type of a result, where it is known.
type Described = Option<(Shape, DType)>;

/// What a dying node held.
type Remains = (SmallVec<[Option<Edge>; 3]>, Option<Backward>);

/// An operation that was recorded, or the place where a leaf's gradient is added up.
pub struct Node {
    pub name: &'static str,
    /// Later operations have higher numbers, so that backward goes from the latest to the first.
    pub sequence: u64,
    pub edges: RefCell<SmallVec<[Option<Edge>; 3]>>,
    backward: RefCell<Option<Backward>>,
    /// Whether its function keeps tensors, which are freed after use.
    pub saves: bool,
    pub freed: Cell<bool>,
    /// Shape and type of each result, for gradients nobody gave.
    pub outputs: RefCell<SmallVec<[Described; 1]>>,
    /// On the gradient of a result, before the node runs.
    pub hooks: RefCell<Vec<(u64, usize, Hook)>>,
    /// Before and after the node runs.
    pub around: RefCell<Vec<(u64, Around)>>,
    /// What the language keeps with it: its object and notes.
    pub kept: RefCell<Option<Rc<dyn Any>>>,
    /// The leaf whose gradient is added up here.
    pub leaf: Option<Tensor>,
    /// A second name for one that Python made: its class's.
    pub title: RefCell<Option<String>>,
}

/// What a backward function is given.
pub struct Incoming<'a> {
    /// The gradient of each result; `None` where none came.
    pub grads: &'a [Option<Tensor>],
    pub node: &'a Rc<Node>,
}

impl Incoming<'_> {
    /// The gradient of the first result, zeros if none came.
    pub fn grad(&self) -> Result<Tensor> {
        self.grad_of(0)
    }

    pub fn grad_of(&self, output: usize) -> Result<Tensor> {
        if let Some(Some(grad)) = self.grads.get(output) {
            return Ok(grad.clone());
        }
        match self.node.outputs.borrow().get(output).cloned().flatten() {
            Some((shape, dtype)) => Tensor::zeros(&shape, dtype),
            None => Tensor::zeros(&[], DType::Float32),
        }
    }

    /// Whether the gradient of an input is asked for.
    pub fn needs(&self, input: usize) -> bool {
        self.node.edges.borrow().get(input).is_some_and(Option::is_some)
    }
}

thread_local! {
    static SEQUENCE: Cell<u64> = const { Cell::new(0) };
    /// What dying nodes held. It is dropped one by one and not in each other's destructors, however long the chain.
    static DYING: RefCell<Vec<Remains>> = const { RefCell::new(Vec::new()) };
    static BURYING: Cell<bool> = const { Cell::new(false) };
}

impl Node {
    pub fn new(name: &'static str, inputs: &[&Tensor], saves: bool) -> Rc<Self> {
        Rc::new(Self {
            name,
            sequence: SEQUENCE.replace(SEQUENCE.get() + 1),
            edges: RefCell::new(inputs.iter().map(|t| edge_of(t)).collect()),
            backward: RefCell::new(None),
            saves,
            freed: Cell::new(false),
            outputs: RefCell::default(),
            hooks: RefCell::default(),
            around: RefCell::default(),
            kept: RefCell::default(),
            leaf: None,
            title: RefCell::default(),
        })
    }

    fn accumulator(leaf: &Tensor) -> Rc<Self> {
        Rc::new(Self {
            name: "AccumulateGrad",
            // Leaves are filled as soon as their gradient is complete.
            sequence: u64::MAX,
            edges: RefCell::default(),
            backward: RefCell::new(None),
            saves: false,
            freed: Cell::new(false),
            outputs: RefCell::new(SmallVec::from_elem(Some((leaf.shape(), leaf.dtype())), 1)),
            hooks: RefCell::default(),
            around: RefCell::default(),
            kept: RefCell::default(),
            leaf: Some(leaf.clone()),
            title: RefCell::default(),
        })
    }

    pub fn set_backward(&self, backward: Backward) {
        *self.backward.borrow_mut() = Some(backward);
    }

    /// Makes this node the origin of `out`, its `output`-th result.
    pub fn adopt(self: &Rc<Self>, out: &Tensor, output: usize) {
        self.describe(output, Some((out.shape(), out.dtype())));
        let old = out.with_autograd(|a| {
            a.requires_grad = false;
            a.grad_fn.replace(Edge { node: self.clone(), output })
        });
        drop(old);
    }

    /// Notes a result that takes no gradient.
    pub fn skip(&self, out: &Tensor, output: usize) {
        self.describe(output, Some((out.shape(), out.dtype())));
    }

    fn describe(&self, output: usize, what: Option<(Shape, DType)>) {
        let mut outputs = self.outputs.borrow_mut();
        while outputs.len() <= output {
            outputs.push(None);
        }
        outputs[output] = what;
    }

    pub fn run(self: &Rc<Self>, grads: &[Option<Tensor>]) -> Gradients {
        match &*self.backward.borrow() {
            Some(backward) => backward(&Incoming { grads, node: self }),
            None => Ok(vec![None; self.edges.borrow().len()]),
        }
    }

    /// Frees what it saved.
    pub fn free(&self) {
        if self.saves {
            self.freed.set(true);
            let old = self.backward.borrow_mut().take();
            bury(SmallVec::new(), old);
        }
    }

    /// The name Python shows: `MulBackward0`.
    pub fn title(&self) -> String {
        self.title.borrow().clone().unwrap_or_else(|| self.name.to_owned())
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        bury(std::mem::take(self.edges.get_mut()), self.backward.get_mut().take());
    }
}

/// Drops what a node held, after the destructor that is running now and not inside it.
fn bury(edges: SmallVec<[Option<Edge>; 3]>, backward: Option<Backward>) {
    if edges.iter().all(Option::is_none) && backward.is_none() {
        return;
    }
    let queued = DYING.try_with(|dying| dying.borrow_mut().push((edges, backward)));
    if queued.is_err() || BURYING.replace(true) {
        return;
    }
    while let Some(next) = DYING.with(|dying| dying.borrow_mut().pop()) {
        drop(next);
    }
    BURYING.set(false);
}

/// Where the gradient of `tensor` goes; `None` if it takes none.
pub(crate) fn edge_of(tensor: &Tensor) -> Option<Edge> {
    if let Some(edge) = grad_fn(tensor) {
        return Some(edge);
    }
    if !tensor.requires_grad() {
        return None;
    }
    if let Some(node) = tensor.with_autograd(|a| a.accumulator.as_ref().and_then(std::rc::Weak::upgrade)) {
        return Some(Edge { node, output: 0 });
    }
    let node = Node::accumulator(tensor);
    tensor.with_autograd(|a| a.accumulator = Some(Rc::downgrade(&node)));
    Some(Edge { node, output: 0 })
}

/// The operation `tensor` came from. A view whose base was changed in place since comes from the base as it is now.
pub(crate) fn grad_fn(tensor: &Tensor) -> Option<Edge> {
    let (current, base) = match &*tensor.autograd() {
        Some(a) => (a.grad_fn.clone(), a.base.clone()),
        None => return None,
    };
    let Some((base, seen)) = base else { return current };
    if seen == base.version() || !base.requires_grad() {
        return current;
    }
    let version = base.version();
    let node = Node::new("AsStridedBackward0", &[&base], false);
    let (geometry, root) = (tensor.geometry().clone(), base.geometry().clone());
    let other = tensor.dtype() != base.dtype() || tensor.lazy() != base.lazy();
    node.set_backward(Box::new(move |incoming| {
        if other {
            return Err(Error::not_implemented("the gradient of a part of a complex tensor that was changed in place"));
        }
        Ok(vec![Some(embed(&incoming.grad()?, &geometry, &root)?)])
    }));
    node.adopt(tensor, 0);
    tensor.with_autograd(|a| a.base = Some((base, version)));
    Some(Edge { node, output: 0 })
}

/// A gradient of a base that is zero but for the gradient of one of its views.
fn embed(grad: &Tensor, view: &Geometry, base: &Geometry) -> Result<Tensor> {
    let out = Tensor::zeros(&base.shape, grad.dtype())?;
    // Views of views are described by positions in the storage; the base's own elements lie contiguously in the result.
    let place = relative(view, base);
    out.alias(place).write(&grad.buffer_as(grad.dtype())?);
    Ok(out)
}

/// A view's geometry inside a contiguous copy of its base. Views of a base that is itself not contiguous keep its strides' order.
pub(crate) fn relative(view: &Geometry, base: &Geometry) -> Geometry {
    let mut place = view.clone();
    place.offset = view.offset.saturating_sub(base.offset);
    if base.is_contiguous() {
        return place;
    }
    // Position in the storage -> index in the base -> position in a contiguous copy, stride by stride.
    let fresh = super::super::shape::contiguous_strides(&base.shape);
    let mut order: Vec<usize> = (0..base.shape.len()).filter(|&d| base.strides[d] > 0).collect();
    order.sort_by_key(|&d| std::cmp::Reverse(base.strides[d]));
    let convert = |mut position: usize| {
        let mut out = 0;
        for &d in &order {
            out += position / base.strides[d] * fresh[d];
            position %= base.strides[d];
        }
        out
    };
    place.offset = convert(place.offset);
    for stride in &mut place.strides {
        *stride = convert(*stride);
    }
    place
}

/// Forgets where a tensor came from: `detach_()`.
pub(crate) fn reset_history(tensor: &Tensor) {
    let old = tensor.with_autograd(|a| {
        a.requires_grad = false;
        a.base = None;
        a.grad_fn.take()
    });
    drop(old);
}
