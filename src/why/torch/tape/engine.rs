//! Backward: gradients from the last operation to the first, each node once, without recursion.

use std::cell::{Cell, RefCell};
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

use super::super::error::{Error, Result};
use super::super::ops;
use super::super::shape;
use super::super::tensor::{Lazy, Tensor};
use super::hooks::{self, PostHook};
use super::node::{Edge, Node, edge_of};

/// What to run backward from and what for.
pub struct Call<'a> {
    pub outputs: &'a [Tensor],
    /// A gradient for each output; `None` stands for 1 where the output has one element.
    pub gradients: &'a [Option<Tensor>],
    /// `None`: add to the `.grad` of all leaves. Otherwise give back the gradients of these.
    pub inputs: Option<&'a [Tensor]>,
    pub retain_graph: bool,
    pub create_graph: bool,
    /// With `inputs`: add to their `.grad` instead of giving back.
    pub accumulate: bool,
}

const FREED: &str = "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.";

thread_local! {
    /// Whether a gradient that is not a number is an error.
    static ANOMALY: Cell<(bool, bool)> = const { Cell::new((false, true)) };
    /// How many backward passes are running, one inside of the other.
    static RUNNING: Cell<usize> = const { Cell::new(0) };
    static CALLBACKS: RefCell<Vec<PostHook>> = const { RefCell::new(Vec::new()) };
}

/// Whether anomalies are looked for, and whether NaN is one.
pub fn anomaly() -> (bool, bool) {
    ANOMALY.get()
}

/// `torch.autograd.set_detect_anomaly(enabled, check_nan)`.
pub fn set_anomaly(enabled: bool, check_nan: bool) {
    ANOMALY.set((enabled, check_nan));
}

/// Has a function called when the backward pass that is running ends.
pub fn queue_callback(callback: PostHook) -> Result<()> {
    if RUNNING.get() == 0 {
        return Err(Error::runtime("Final callbacks can only be installed during backward pass."));
    }
    CALLBACKS.with(|callbacks| callbacks.borrow_mut().push(callback));
    Ok(())
}

/// Addresses are as good as random.
#[derive(Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0 << 8) ^ u64::from(b);
        }
    }
    fn write_usize(&mut self, n: usize) {
        self.0 = (n as u64 >> 4).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

type Map<V> = HashMap<*const Node, V, BuildHasherDefault<AddressHasher>>;

#[derive(Default)]
struct State {
    /// How many nodes still have to send it a gradient.
    waiting: usize,
    grads: Vec<Option<Tensor>>,
    needed: bool,
}

/// A node in the queue: the latest first, leaves before all.
struct Ready(Rc<Node>);

impl PartialEq for Ready {
    fn eq(&self, other: &Self) -> bool {
        self.0.sequence == other.0.sequence
    }
}
impl Eq for Ready {}
impl PartialOrd for Ready {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Ready {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.sequence.cmp(&other.0.sequence)
    }
}

/// Runs backward. Gives one gradient an input (`None` where the outputs do not depend on it), or nothing if none were named.
pub fn run(call: &Call<'_>) -> Result<Vec<Option<Tensor>>> {
    RUNNING.set(RUNNING.get() + 1);
    let found = pass(call);
    RUNNING.set(RUNNING.get() - 1);
    if RUNNING.get() == 0 {
        let callbacks = CALLBACKS.with(RefCell::take);
        if found.is_ok() {
            callbacks.into_iter().try_for_each(|callback| callback())?;
        }
    }
    found
}

fn pass(call: &Call<'_>) -> Result<Vec<Option<Tensor>>> {
    let (roots, grads) = roots(call)?;
    let captures = captures(call)?;
    let mut states: Map<State> = Map::default();
    let order = explore(&roots, &mut states);
    if let Some(captures) = &captures {
        mark_needed(&order, captures, &mut states);
    }
    let mut captured: Vec<Option<Tensor>> = vec![None; captures.as_ref().map_or(0, Vec::len)];
    let mut queue = BinaryHeap::new();
    for (edge, grad) in roots.iter().zip(grads) {
        give(&mut states, edge, grad, call.create_graph)?;
    }
    let mut queued = HashSet::new();
    for edge in &roots {
        let at = Rc::as_ptr(&edge.node);
        if states.get(&at).is_some_and(|s| s.waiting == 0) && queued.insert(at) {
            queue.push(Ready(edge.node.clone()));
        }
    }
    super::with_enabled(call.create_graph, || {
        while let Some(Ready(node)) = queue.pop() {
            let Some(state) = states.get_mut(&Rc::as_ptr(&node)) else { continue };
            let (mut grads, needed) = (std::mem::take(&mut state.grads), state.needed || captures.is_none());
            run_hooks(&node, &mut grads)?;
            if let Some(captures) = &captures {
                for (slot, edge) in captured.iter_mut().zip(captures) {
                    if let Some(edge) = edge.as_ref().filter(|e| Rc::ptr_eq(&e.node, &node))
                        && let Some(Some(grad)) = grads.get(edge.output)
                    {
                        *slot = Some(grad.clone());
                    }
                }
            }
            if needed {
                hooks::before(&node, &mut grads)?;
            }
            if let Some(leaf) = &node.leaf {
                if captures.is_none() {
                    accumulate(leaf, grads.first().cloned().flatten(), call.create_graph)?;
                    hooks::after(&node, &mut Vec::new(), &grads)?;
                }
                continue;
            }
            let mut next = if needed && grads.iter().any(Option::is_some) {
                if node.freed.get() {
                    return Err(Error::runtime(FREED));
                }
                let given = node.run(&grads)?;
                look_for_nan(&node, &given)?;
                given
            } else {
                Vec::new()
            };
            if needed {
                hooks::after(&node, &mut next, &grads)?;
            }
            let edges = node.edges.borrow().clone();
            if !call.retain_graph && needed {
                node.free();
            }
            for (i, edge) in edges.iter().enumerate() {
                let Some(edge) = edge else { continue };
                if let Some(grad) = next.get(i).cloned().flatten() {
                    let grad = fit(grad, edge, &node, i)?;
                    give(&mut states, edge, grad, call.create_graph)?;
                }
                if let Some(state) = states.get_mut(&Rc::as_ptr(&edge.node)) {
                    state.waiting -= 1;
                    if state.waiting == 0 {
                        queue.push(Ready(edge.node.clone()));
                    }
                }
            }
        }
        Ok(())
    })?;
    match (call.inputs, call.accumulate) {
        (Some(inputs), true) => {
            for (input, grad) in inputs.iter().zip(captured) {
                accumulate(input, grad, call.create_graph)?;
            }
            Ok(Vec::new())
        }
        _ => Ok(captured),
    }
}

fn roots(call: &Call<'_>) -> Result<(Vec<Edge>, Vec<Tensor>)> {
    let mut edges = Vec::new();
    let mut grads = Vec::new();
    for (i, output) in call.outputs.iter().enumerate() {
        let given = call.gradients.get(i).cloned().flatten();
        let grad = match given {
            Some(grad) => {
                if grad.shape() != output.shape() {
                    return Err(Error::runtime(format!(
                        "Mismatch in shape: grad_output[{i}] has a shape of torch.Size({}) and output[{i}] has a shape of torch.Size({}).",
                        shape::text(&grad.shape()),
                        shape::text(&output.shape())
                    )));
                }
                grad
            }
            None if output.requires_grad() && output.numel() != 1 => {
                return Err(Error::runtime("grad can be implicitly created only for scalar outputs"));
            }
            None if output.dtype().is_complex() => {
                return Err(Error::runtime(format!(
                    "grad can be implicitly created only for real scalar outputs but got torch.{}",
                    output.dtype().name()
                )));
            }
            None => output.ones_like()?,
        };
        let Some(edge) = edge_of(output) else {
            return Err(Error::runtime(format!(
                "element {i} of tensors does not require grad and does not have a grad_fn"
            )));
        };
        edges.push(edge);
        grads.push(grad);
    }
    Ok((edges, grads))
}

fn captures(call: &Call<'_>) -> Result<Option<Vec<Option<Edge>>>> {
    let Some(inputs) = call.inputs else { return Ok(None) };
    if inputs.iter().any(|t| !t.requires_grad()) {
        return Err(Error::runtime("One of the differentiated Tensors does not require grad"));
    }
    Ok(Some(inputs.iter().map(edge_of).collect()))
}

/// Finds every node that can be reached and counts what each waits for. Gives them in the order they were found.
fn explore(roots: &[Edge], states: &mut Map<State>) -> Vec<Rc<Node>> {
    let mut order = Vec::new();
    let mut stack: Vec<Rc<Node>> = Vec::new();
    for edge in roots {
        if let std::collections::hash_map::Entry::Vacant(slot) = states.entry(Rc::as_ptr(&edge.node)) {
            slot.insert(State::default());
            stack.push(edge.node.clone());
        }
    }
    while let Some(node) = stack.pop() {
        for edge in node.edges.borrow().iter().flatten() {
            let state = states.entry(Rc::as_ptr(&edge.node)).or_insert_with(|| {
                stack.push(edge.node.clone());
                State::default()
            });
            state.waiting += 1;
        }
        order.push(node);
    }
    order
}

/// Marks the nodes that lie between the outputs and an input that was asked for; no other has to run.
fn mark_needed(order: &[Rc<Node>], captures: &[Option<Edge>], states: &mut Map<State>) {
    let wanted: HashSet<*const Node> = captures.iter().flatten().map(|e| Rc::as_ptr(&e.node)).collect();
    let mut sorted: Vec<&Rc<Node>> = order.iter().collect();
    sorted.sort_by_key(|node| node.sequence);
    // Leaves have the highest number; whoever leads to one is found by looking at its edges.
    for node in sorted {
        let needed = node.edges.borrow().iter().flatten().any(|edge| {
            let at = Rc::as_ptr(&edge.node);
            wanted.contains(&at) || states.get(&at).is_some_and(|s| s.needed)
        });
        if needed && let Some(state) = states.get_mut(&Rc::as_ptr(node)) {
            state.needed = true;
        }
    }
}

fn give(states: &mut Map<State>, edge: &Edge, grad: Tensor, create_graph: bool) -> Result<()> {
    let Some(state) = states.get_mut(&Rc::as_ptr(&edge.node)) else { return Ok(()) };
    while state.grads.len() <= edge.output {
        state.grads.push(None);
    }
    // Operations of the way back read elements where they lie.
    let grad = if grad.lazy() == Lazy::No { grad } else { super::with_enabled(create_graph, || ops::resolved(&grad))? };
    let slot = &mut state.grads[edge.output];
    *slot = Some(match slot.take() {
        Some(sum) => super::with_enabled(create_graph, || ops::add(&sum, &grad))?,
        None => grad,
    });
    Ok(())
}

/// Brings a gradient to the shape and type of what it is the gradient of.
fn fit(grad: Tensor, edge: &Edge, from: &Node, i: usize) -> Result<Tensor> {
    let Some((expected, dtype)) = edge.node.outputs.borrow().get(edge.output).cloned().flatten() else {
        return Ok(grad);
    };
    let mut grad = grad;
    if grad.shape() != expected {
        if shape::broadcast(&grad.shape(), &expected).ok().as_ref() != Some(&grad.shape()) {
            return Err(Error::runtime(format!(
                "Function {} returned an invalid gradient at index {i} - got {} but expected shape compatible with {}",
                from.title(),
                shape::text(&grad.shape()),
                shape::text(&expected)
            )));
        }
        grad = ops::sum_to(&grad, &expected)?;
    }
    if grad.dtype().is_complex() && dtype.is_floating() {
        // What a real number has no use for.
        return ops::to_dtype(&ops::real(&grad)?, dtype);
    }
    if dtype != grad.dtype() && dtype.is_differentiable() { ops::to_dtype(&grad, dtype) } else { Ok(grad) }
}

fn look_for_nan(node: &Node, given: &[Option<Tensor>]) -> Result<()> {
    if anomaly() != (true, true) {
        return Ok(());
    }
    let nan = |grad: &Option<Tensor>| grad.as_ref().is_some_and(|g| g.values::<f64>().iter().any(|x| x.is_nan()));
    match given.iter().position(nan) {
        Some(at) => {
            Err(Error::runtime(format!("Function '{}' returned nan values in its {at}th output.", node.title())))
        }
        None => Ok(()),
    }
}

fn run_hooks(node: &Rc<Node>, grads: &mut [Option<Tensor>]) -> Result<()> {
    let mut hooks: Vec<_> = node.hooks.borrow().clone();
    // What is retained is what the others made of it.
    hooks.sort_by_key(|(id, ..)| *id == hooks::RETAINS);
    for (_, output, hook) in hooks {
        if let Some(slot @ Some(_)) = grads.get_mut(output)
            && let Some(replaced) = slot.as_ref().map(|g| hook(g)).transpose()?.flatten()
        {
            *slot = Some(replaced);
        }
    }
    let Some(leaf) = &node.leaf else { return Ok(()) };
    let hooks: Vec<_> = leaf.autograd().as_ref().map_or_else(Vec::new, |a| a.hooks.clone());
    for (_, hook) in hooks {
        if let Some(slot @ Some(_)) = grads.get_mut(0)
            && let Some(replaced) = slot.as_ref().map(|g| hook(g)).transpose()?.flatten()
        {
            *slot = Some(replaced);
        }
    }
    Ok(())
}

/// Adds to a leaf's `.grad`: into the tensor that is there, unless a graph of the gradient is wanted.
fn accumulate(leaf: &Tensor, grad: Option<Tensor>, create_graph: bool) -> Result<()> {
    let Some(grad) = grad else { return Ok(()) };
    match leaf.grad() {
        None if create_graph => leaf.set_grad(Some(grad)),
        None => {
            // A gradient that others hold or that is a view is copied, so that adding to it later changes nobody else's.
            let own = grad.owns_alone() && grad.is_contiguous();
            leaf.set_grad(Some(if own && grad.is_leaf() { grad } else { grad.copy()? }));
        }
        Some(old) if create_graph => leaf.set_grad(Some(ops::add(&old, &grad)?)),
        Some(old) => super::no_grad(|| ops::add_in_place(&old, &grad))?,
    }
    let hooks: Vec<_> = leaf.autograd().as_ref().map_or_else(Vec::new, |a| a.post_hooks.clone());
    hooks.into_iter().try_for_each(|(_, hook)| hook())
}
