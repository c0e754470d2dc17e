//! `Tensor`: a view of a shared storage, with what the tape needs to know of it.

use std::any::Any;
use std::cell::{Cell, OnceCell, Ref, RefCell};
use std::rc::{Rc, Weak};

use candle_core::CpuStorage;

use super::dtype::{self, DType};
use super::error::{Error, Result};
use super::shape::{self, Shape};
use super::storage::{self, Element, Storage};
use super::tape::{Edge, Hook, Node, PostHook};
use super::values::Geometry;

/// A tensor. Cloning it gives the same tensor again, as a second name does in Python.
#[derive(Clone)]
pub struct Tensor(Rc<Inner>);

struct Inner {
    held: Held,
    data: RefCell<Data>,
    dtype: Cell<DType>,
    /// What still has to be done to the elements where they lie.
    lazy: Cell<Lazy>,
    /// Counts in-place changes; views and detached tensors share it.
    version: Rc<Cell<u32>>,
    autograd: RefCell<Option<Box<Autograd>>>,
}

/// The storage a tensor has, or had before `tensor.data = other`: then the next one counts. Elements are read by reference,
/// so that a storage can be followed by another but not exchanged.
struct Held {
    storage: Rc<Storage>,
    next: OnceCell<Box<Held>>,
}

impl Held {
    fn new(storage: Rc<Storage>) -> Self {
        Self { storage, next: OnceCell::new() }
    }

    fn last(&self) -> &Self {
        let mut held = self;
        while let Some(next) = held.next.get() {
            held = next;
        }
        held
    }
}

impl Drop for Held {
    /// One by one, not each inside of the one before.
    fn drop(&mut self) {
        let mut next = self.next.take();
        while let Some(mut held) = next {
            next = held.next.take();
        }
    }
}

/// Where its elements lie.
pub struct Data {
    pub geometry: Geometry,
}

/// What the tape knows of a tensor that takes part in it.
#[derive(Default)]
pub struct Autograd {
    /// A leaf's own wish; of other tensors `grad_fn` says it.
    pub requires_grad: bool,
    pub grad: Option<Tensor>,
    pub grad_fn: Option<Edge>,
    pub accumulator: Option<Weak<Node>>,
    pub hooks: Vec<(u64, Hook)>,
    pub post_hooks: Vec<(u64, PostHook)>,
    pub retains_grad: bool,
    /// The tensor this one is a view of, and the version of that at which `grad_fn` was true.
    pub base: Option<(Tensor, u32)>,
    /// How it became a view: some views may not be changed in place.
    pub created: Created,
    /// Created under `inference_mode`.
    pub inference: bool,
    /// The language's object of it, held weakly, so that it is the same one each time.
    pub object: Option<Rc<dyn Any>>,
}

/// What a view leaves to be done when its elements are read: `conj()` and `conj().imag` copy nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lazy {
    #[default]
    No,
    /// Complex numbers to be conjugated.
    Conjugate,
    /// Numbers to be negated.
    Negate,
}

/// How a view was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Created {
    #[default]
    Plain,
    /// One of several that an operation gave: `split`, `unbind`.
    Many,
    NoGrad,
}

impl Tensor {
    /// A tensor that owns `values`, in row-major order; `values` holds as many as `shape` says.
    pub fn from_vec<T: Element>(values: Vec<T>, shape: &[usize]) -> Self {
        Self::from_buffer(T::wrap(values), shape, T::DTYPE)
    }

    pub fn from_bools(values: impl IntoIterator<Item = bool>, shape: &[usize]) -> Self {
        Self::from_buffer(CpuStorage::U8(values.into_iter().map(u8::from).collect()), shape, DType::Bool)
    }

    pub(crate) fn from_buffer(buffer: CpuStorage, shape: &[usize], dtype: DType) -> Self {
        Self::assemble(Rc::new(Storage::new(buffer)), Geometry::contiguous(shape), dtype, Rc::default())
    }

    /// Numbers computed in `f64`, rounded to `dtype`.
    pub fn from_f64s(values: Vec<f64>, shape: &[usize], dtype: DType) -> Result<Self> {
        let wide = Self::from_vec(values, shape);
        if dtype == DType::Float64 { Ok(wide) } else { wide.cast(dtype) }
    }

    fn assemble(storage: Rc<Storage>, geometry: Geometry, dtype: DType, version: Rc<Cell<u32>>) -> Self {
        Self(Rc::new(Inner {
            held: Held::new(storage),
            data: RefCell::new(Data { geometry }),
            dtype: Cell::new(dtype),
            lazy: Cell::default(),
            version,
            autograd: RefCell::default(),
        }))
    }

    pub fn zeros(shape: &[usize], dtype: DType) -> Result<Self> {
        Ok(Self::from_buffer(storage::zeros(dtype, shape::numel(shape))?, shape, dtype))
    }

    pub fn full(shape: &[usize], value: f64, dtype: DType) -> Result<Self> {
        let n = shape::numel(shape);
        storage::reserve::<f64>(n)?;
        Ok(match dtype {
            DType::Float32 => Self::from_vec(vec![value as f32; n], shape),
            DType::Float64 => Self::from_vec(vec![value; n], shape),
            DType::Bool => Self::from_bools(std::iter::repeat_n(value != 0.0, n), shape),
            _ => Self::from_f64s(vec![value; n], shape, dtype)?,
        })
    }

    /// A tensor without dimensions.
    pub fn scalar(value: f64, dtype: DType) -> Result<Self> {
        Self::full(&[], value, dtype)
    }

    pub fn zeros_like(&self) -> Result<Self> {
        Self::zeros(&self.shape(), self.dtype())
    }

    pub fn ones_like(&self) -> Result<Self> {
        Self::full(&self.shape(), 1.0, self.dtype())
    }

    /// Another place in the same storage, outside the tape. `ops::view` puts views on the tape.
    pub(crate) fn alias(&self, geometry: Geometry) -> Self {
        self.alias_as(geometry, self.dtype(), self.lazy())
    }

    /// The same storage read as another type: pairs of floats as complex numbers, and back. `geometry` counts in elements of `dtype`.
    pub(crate) fn alias_as(&self, geometry: Geometry, dtype: DType, lazy: Lazy) -> Self {
        let out = Self::assemble(self.storage().clone(), geometry, dtype, self.0.version.clone());
        out.0.lazy.set(lazy);
        out
    }

    /// Whether its elements are to be read conjugated or negated.
    pub fn lazy(&self) -> Lazy {
        self.0.lazy.get()
    }

    /// The same elements without history; they still share changes (and count them).
    pub fn detach(&self) -> Self {
        self.alias(self.geometry().clone())
    }

    /// The same elements without history, whose changes are not counted here: `Tensor.data`.
    pub fn data_alias(&self) -> Self {
        let out = Self::assemble(self.storage().clone(), self.geometry().clone(), self.dtype(), Rc::default());
        out.0.lazy.set(self.lazy());
        out
    }

    /// A copy with a storage of its own, outside the tape, row-major.
    pub fn copy(&self) -> Result<Self> {
        Ok(Self::from_buffer(self.buffer_as(self.dtype())?, &self.shape(), self.dtype()))
    }

    /// Converted elements in a storage of their own, outside the tape.
    pub fn cast(&self, dtype: DType) -> Result<Self> {
        Ok(Self::from_buffer(self.buffer_as(dtype)?, &self.shape(), dtype))
    }

    pub(crate) fn data(&self) -> Ref<'_, Data> {
        self.0.data.borrow()
    }

    fn storage(&self) -> &Rc<Storage> {
        &self.0.held.last().storage
    }

    pub(crate) fn storage_ref(&self) -> &Storage {
        self.storage()
    }

    pub(crate) fn geometry(&self) -> Ref<'_, Geometry> {
        Ref::map(self.0.data.borrow(), |data| &data.geometry)
    }

    /// Changes where its elements are looked for: `t_()`, `squeeze_()`, `resize_`.
    pub(crate) fn set_geometry(&self, geometry: Geometry) {
        self.0.data.borrow_mut().geometry = geometry;
    }

    /// Shares another tensor's elements, shape and type from now on: `tensor.data = other`.
    pub fn set_data(&self, other: &Self) {
        if self.is_same(other) {
            return;
        }
        if !self.shares_storage(other) {
            let (mine, theirs) = (self.storage(), other.storage());
            if Rc::strong_count(mine) == 1 && Rc::strong_count(theirs) == 1 {
                // The elements move, and the other tensor, which is mostly a passing one, follows.
                let empty = CpuStorage::U8(Vec::new());
                let elements = std::mem::replace(&mut *theirs.buffer.borrow_mut(), empty);
                *mine.buffer.borrow_mut() = elements;
                other.follow(mine.clone());
            } else {
                self.follow(theirs.clone());
            }
        }
        self.0.dtype.set(other.dtype());
        self.0.lazy.set(other.lazy());
        let geometry = other.geometry().clone();
        self.set_geometry(geometry);
    }

    fn follow(&self, storage: Rc<Storage>) {
        let last = self.0.held.last();
        if Rc::strong_count(&last.storage) == 1 {
            *last.storage.buffer.borrow_mut() = CpuStorage::U8(Vec::new());
        }
        // The last one has none after it.
        let _ = last.next.set(Box::new(Held::new(storage)));
    }

    pub fn shape(&self) -> Shape {
        self.geometry().shape.clone()
    }

    pub fn strides(&self) -> Shape {
        self.geometry().strides.clone()
    }

    pub fn offset(&self) -> usize {
        self.geometry().offset
    }

    pub fn rank(&self) -> usize {
        self.geometry().shape.len()
    }

    /// The length of a dimension counted from either end.
    pub fn size(&self, dim: i64) -> Result<usize> {
        let shape = self.shape();
        let d = shape::dim(dim, shape.len())?;
        Ok(shape.get(d).copied().unwrap_or(1))
    }

    pub fn numel(&self) -> usize {
        self.geometry().numel()
    }

    pub fn dtype(&self) -> DType {
        self.0.dtype.get()
    }

    pub fn is_contiguous(&self) -> bool {
        self.geometry().is_contiguous()
    }

    /// Whether two names are of one tensor.
    pub fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    pub fn shares_storage(&self, other: &Self) -> bool {
        Rc::ptr_eq(self.storage(), other.storage())
    }

    /// A number that tells tensors apart while they live.
    pub fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as usize
    }

    /// Where its first element lies, as a number that is the same for views that begin at one place.
    pub fn data_ptr(&self) -> usize {
        Rc::as_ptr(self.storage()) as usize * 64 + self.offset() * self.dtype().size()
    }

    pub fn version(&self) -> u32 {
        self.0.version.get()
    }

    pub(crate) fn bump_version(&self) {
        self.0.version.set(self.0.version.get() + 1);
    }

    /// The one element, as a number.
    pub fn item(&self) -> Result<f64> {
        if self.numel() != 1 {
            return Err(Error::runtime(format!(
                "a Tensor with {} elements cannot be converted to Scalar",
                self.numel()
            )));
        }
        Ok(self.values::<f64>()[0])
    }

    /// The one element's real and imaginary part.
    pub fn parts(&self) -> Result<[f64; 2]> {
        if self.numel() != 1 {
            self.item()?;
        }
        Ok(self.values::<[f64; 2]>().first().copied().unwrap_or_default())
    }

    pub(crate) fn autograd(&self) -> Ref<'_, Option<Box<Autograd>>> {
        self.0.autograd.borrow()
    }

    /// Looks at or changes what the tape knows of it. `f` may not touch this tensor's own autograd state again.
    pub(crate) fn with_autograd<R>(&self, f: impl FnOnce(&mut Autograd) -> R) -> R {
        f(self.0.autograd.borrow_mut().get_or_insert_default())
    }

    pub fn requires_grad(&self) -> bool {
        self.autograd().as_ref().is_some_and(|a| a.requires_grad || a.grad_fn.is_some())
    }

    pub fn is_leaf(&self) -> bool {
        self.autograd().as_ref().is_none_or(|a| a.grad_fn.is_none())
    }

    pub fn set_requires_grad(&self, wanted: bool) -> Result<()> {
        if !self.is_leaf() {
            return if wanted {
                Ok(())
            } else {
                Err(Error::runtime(
                    "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().",
                ))
            };
        }
        if wanted && !self.dtype().is_differentiable() {
            return Err(Error::runtime("only Tensors of floating point dtype can require gradients"));
        }
        if wanted || self.autograd().is_some() {
            self.with_autograd(|a| a.requires_grad = wanted);
        }
        Ok(())
    }

    pub fn grad(&self) -> Option<Self> {
        self.autograd().as_ref().and_then(|a| a.grad.clone())
    }

    pub fn set_grad(&self, grad: Option<Self>) {
        if grad.is_some() || self.autograd().is_some() {
            // The old one is dropped outside the borrow: it may be the last to hold other tensors.
            let _old = self.with_autograd(|a| std::mem::replace(&mut a.grad, grad));
        }
    }

    pub(crate) fn downgrade(&self) -> WeakTensor {
        WeakTensor(Rc::downgrade(&self.0))
    }

    /// Whether nobody else holds it or shares its storage.
    pub(crate) fn owns_alone(&self) -> bool {
        Rc::strong_count(&self.0) == 1 && Rc::strong_count(self.storage()) == 1
    }
}

/// A tensor that this does not keep alive.
#[derive(Clone)]
pub(crate) struct WeakTensor(Weak<Inner>);

impl WeakTensor {
    pub fn upgrade(&self) -> Option<Tensor> {
        self.0.upgrade().map(Tensor)
    }
}

impl std::fmt::Debug for Tensor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tensor({}, {})", shape::text(&self.shape()), self.dtype().name())
    }
}

/// The type a Python number becomes beside a tensor: floats are of the default type.
pub fn scalar_dtype(value: &super::args::Value) -> DType {
    match value {
        super::args::Value::Bool(_) => DType::Bool,
        super::args::Value::Float(_) => dtype::default_float(),
        super::args::Value::Complex(..) => dtype::default_float().complex(),
        _ => DType::Int64,
    }
}
