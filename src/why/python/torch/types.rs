//! The small types beside tensors: `torch.dtype`, `torch.Generator`, the nodes that `grad_fn` shows.

use std::cell::RefCell;
use std::rc::Rc;

use rustpython_vm::builtins::{PyInt, PyType};
use rustpython_vm::class::PyClassImpl;
use rustpython_vm::function::{FuncArgs, OptionalArg};
use rustpython_vm::types::{Callable, Constructor, Representable};
use rustpython_vm::{AsObject, Context, Py, PyObjectRef, PyPayload, PyResult, VirtualMachine, pyclass};

use super::super::super::torch::random::Generator;
use super::super::super::torch::tape::{self, Around, Node};
use super::super::super::torch::{DType, Tensor};
use super::convert::fail;
use super::tensor::PyTensor;
use super::{graph, identity, names};

/// An element type, as Python sees it. There is one object of each.
#[pyclass(module = "torch", name = "dtype")]
#[derive(Debug, PyPayload)]
pub struct PyDType {
    dtype: DType,
}

impl PyDType {
    pub fn python_class(ctx: &Context) -> &'static Py<PyType> {
        Self::make_static_type();
        Self::class(ctx)
    }

    pub fn dtype(&self) -> DType {
        self.dtype
    }

    pub fn of(dtype: DType, vm: &VirtualMachine) -> PyObjectRef {
        if let Some(object) = names::get(dtype.name()) {
            return object;
        }
        let object: PyObjectRef = Self { dtype }.into_ref(&vm.ctx).into();
        names::set(dtype.name(), object.clone());
        object
    }
}

#[pyclass(with(Representable))]
impl PyDType {
    #[pygetset]
    fn is_floating_point(&self) -> bool {
        self.dtype.is_floating()
    }

    #[pygetset]
    fn is_complex(&self) -> bool {
        self.dtype.is_complex()
    }

    #[pygetset]
    fn is_signed(&self) -> bool {
        !matches!(self.dtype, DType::UInt8 | DType::Bool)
    }

    #[pygetset]
    fn itemsize(&self) -> usize {
        self.dtype.size()
    }

    #[pymethod]
    fn to_real(&self, vm: &VirtualMachine) -> PyObjectRef {
        Self::of(self.dtype.part(), vm)
    }

    #[pymethod]
    fn to_complex(&self, vm: &VirtualMachine) -> PyResult {
        match self.dtype {
            DType::Float16 => Err(vm.new_not_implemented_error("torch.complex32 is not supported here")),
            dtype => Ok(Self::of(dtype.complex(), vm)),
        }
    }

    #[pymethod]
    fn __reduce__(&self) -> String {
        self.dtype.name().to_owned()
    }

    #[pymethod]
    fn __deepcopy__(zelf: rustpython_vm::PyRef<Self>, _memo: PyObjectRef) -> PyObjectRef {
        zelf.into()
    }

    #[pymethod]
    fn __copy__(zelf: rustpython_vm::PyRef<Self>) -> PyObjectRef {
        zelf.into()
    }
}

impl Representable for PyDType {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        Ok(format!("torch.{}", zelf.dtype.name()))
    }
}

/// A source of random numbers.
#[pyclass(module = "torch", name = "Generator")]
#[derive(PyPayload)]
pub struct PyGenerator {
    generator: Rc<RefCell<Generator>>,
}

impl std::fmt::Debug for PyGenerator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Generator")
    }
}

/// A seed as PyTorch takes it: any 64 bits, negative ones from the end.
pub fn seed(object: &PyObjectRef, vm: &VirtualMachine) -> PyResult<u64> {
    if let Some(int) = object.downcast_ref::<PyInt>() {
        let int = int.as_bigint();
        if let Ok(n) = u64::try_from(int) {
            return Ok(n);
        }
        if let Ok(n) = i64::try_from(int) {
            return Ok(n as u64);
        }
        return Err(vm.new_value_error("Overflow when unpacking long long"));
    }
    if let Some(tensor) = object.downcast_ref::<PyTensor>()
        && tensor.tensor().numel() == 1
    {
        return Ok(tensor.tensor().to_i64_vec()[0] as u64);
    }
    if let Some(float) = object.downcast_ref::<rustpython_vm::builtins::PyFloat>() {
        return Ok(float.to_f64() as u64);
    }
    Err(vm.new_type_error(format!("manual_seed expected a long, but got {}", object.class().name())))
}

impl PyGenerator {
    pub fn python_class(ctx: &Context) -> &'static Py<PyType> {
        Self::make_static_type();
        Self::class(ctx)
    }

    pub fn wrap(generator: Rc<RefCell<Generator>>, vm: &VirtualMachine) -> PyObjectRef {
        Self { generator }.into_ref(&vm.ctx).into()
    }

    pub fn generator(&self) -> Rc<RefCell<Generator>> {
        self.generator.clone()
    }
}

impl Constructor for PyGenerator {
    type Args = FuncArgs;

    fn py_new(_cls: &Py<PyType>, _args: FuncArgs, _vm: &VirtualMachine) -> PyResult<Self> {
        Ok(Self { generator: Rc::new(RefCell::new(Generator::new(Generator::DEFAULT_SEED))) })
    }
}

#[pyclass(with(Constructor))]
impl PyGenerator {
    #[pymethod]
    fn manual_seed(zelf: rustpython_vm::PyRef<Self>, value: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let seed = seed(&value, vm)?;
        zelf.generator.borrow_mut().manual_seed(seed);
        Ok(zelf.into())
    }

    #[pygetset]
    fn device(&self) -> PyObjectRef {
        names::get("CPU").unwrap_or_else(|| Context::genesis().none())
    }

    #[pymethod]
    fn initial_seed(&self) -> u64 {
        self.generator.borrow().initial_seed()
    }

    #[pymethod]
    fn seed(&self) -> u64 {
        // The child has no source of chance: an unseeded generator is as if newly made.
        self.generator.borrow_mut().manual_seed(Generator::DEFAULT_SEED);
        Generator::DEFAULT_SEED
    }

    #[pymethod]
    fn get_state(&self, vm: &VirtualMachine) -> PyObjectRef {
        let state = self.generator.borrow().get_state();
        let n = state.len();
        PyTensor::wrap(Tensor::from_vec(state, &[n]), vm)
    }

    #[pymethod]
    fn set_state(zelf: rustpython_vm::PyRef<Self>, state: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let Some(tensor) = state.downcast_ref::<PyTensor>().filter(|t| t.tensor().dtype() == DType::UInt8) else {
            return Err(vm.new_type_error("expected a torch.ByteTensor, but got something else"));
        };
        let bytes = tensor.tensor().values::<u8>().into_vec();
        zelf.generator.borrow_mut().set_state(&bytes).map_err(|error| vm.new_runtime_error(error.to_string()))?;
        Ok(zelf.into())
    }
}

/// The operation a tensor came from.
#[pyclass(module = "torch.autograd.graph", name = "Node")]
#[derive(PyPayload)]
pub struct PyNode {
    node: Rc<Node>,
}

impl std::fmt::Debug for PyNode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.node.name)
    }
}

impl PyNode {
    pub fn python_class(ctx: &Context) -> &'static Py<PyType> {
        Self::make_static_type();
        Self::class(ctx)
    }

    pub fn node(&self) -> &Rc<Node> {
        &self.node
    }

    /// Its Python object: the one it has, or a new one.
    pub fn wrap(node: Rc<Node>, vm: &VirtualMachine) -> PyObjectRef {
        if let Some(object) = identity::of_node(&node) {
            return object;
        }
        let object = Self::make(node.clone(), vm);
        identity::remember_node(&node, &object, vm);
        object
    }

    fn make(node: Rc<Node>, vm: &VirtualMachine) -> PyObjectRef {
        let title = node.title();
        // Each operation's node is of a class with its name, which programs print.
        let class = match names::get(&title).and_then(|class| class.downcast::<PyType>().ok()) {
            Some(class) => class,
            None => {
                let class = vm.ctx.new_class(
                    Some("torch.autograd"),
                    &title,
                    Self::class(&vm.ctx).to_owned(),
                    Default::default(),
                );
                names::set(&title, class.clone().into());
                class
            }
        };
        match (Self { node: node.clone() }).into_ref_with_type(vm, class) {
            Ok(object) => object.into(),
            Err(_) => Self { node }.into_ref(&vm.ctx).into(),
        }
    }
}

#[pyclass(flags(BASETYPE, HAS_DICT, HAS_WEAKREF), with(Representable, Callable))]
impl PyNode {
    #[pymethod]
    fn _register_hook(&self, function: PyObjectRef) -> u64 {
        tape::add_around(&self.node, Around::After(graph::after_hook(function)))
    }

    #[pymethod]
    fn _register_prehook(&self, function: PyObjectRef) -> u64 {
        tape::add_around(&self.node, Around::Before(graph::before_hook(function)))
    }

    #[pymethod]
    fn _remove_hook(&self, id: u64) {
        tape::remove_around(&self.node, id);
    }

    #[pymethod]
    fn _sequence_nr(&self) -> u64 {
        self.node.sequence
    }

    #[pygetset]
    fn metadata(&self, vm: &VirtualMachine) -> PyObjectRef {
        identity::notes(&self.node, vm).into()
    }

    #[pymethod]
    fn name(&self) -> String {
        let title = self.node.title();
        if title == "AccumulateGrad" { "torch::autograd::AccumulateGrad".to_owned() } else { title }
    }

    #[pygetset]
    fn next_functions(&self, vm: &VirtualMachine) -> PyObjectRef {
        let edges = self.node.edges.borrow().clone();
        let pairs = edges
            .into_iter()
            .map(|edge| {
                let pair = match edge {
                    Some(edge) => vec![Self::wrap(edge.node, vm), vm.ctx.new_int(edge.output).into()],
                    None => vec![vm.ctx.none(), vm.ctx.new_int(0).into()],
                };
                vm.ctx.new_tuple(pair).into()
            })
            .collect();
        vm.ctx.new_tuple(pairs).into()
    }

    #[pygetset]
    fn variable(&self, vm: &VirtualMachine) -> PyResult {
        match &self.node.leaf {
            Some(leaf) => Ok(PyTensor::wrap(leaf.clone(), vm)),
            None => Err(vm.new_attribute_error(format!("'{}' object has no attribute 'variable'", self.node.title()))),
        }
    }
}

impl Representable for PyNode {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        Ok(format!("<{} object at {:#x}>", zelf.node.title(), zelf.as_object().get_id()))
    }
}

impl Callable for PyNode {
    type Args = OptionalArg<PyObjectRef>;

    fn call(zelf: &Py<Self>, grad: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
        let grads: Vec<Option<Tensor>> = match grad.into_option() {
            Some(object) => vec![object.downcast_ref::<PyTensor>().map(|t| t.tensor().clone())],
            None => vec![None],
        };
        let out = zelf.node.run(&grads).map_err(|error| fail(&error, vm))?;
        let mut out: Vec<PyObjectRef> =
            out.into_iter().map(|t| t.map_or_else(|| vm.ctx.none(), |t| PyTensor::wrap(t, vm))).collect();
        Ok(if out.len() == 1 { out.remove(0) } else { vm.ctx.new_tuple(out).into() })
    }
}
