//! `torch.Tensor` as a Python type: operators, indexing, conversion to Python's numbers, and what the tape shows.

use rustpython_vm::builtins::{PyType, PyTypeRef};
use rustpython_vm::class::PyClassImpl;
use rustpython_vm::function::{FuncArgs, OptionalArg, PySetterValue};
use rustpython_vm::types::{
    AsMapping, AsNumber, AsSequence, Comparable, Constructor, Hashable, Iterable, Representable,
};
use rustpython_vm::{
    AsObject, Context, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass,
};

use super::super::super::torch::registry::{self, Entry, Place};
use super::super::super::torch::{DType, Error, Tensor, Value, ops, shape, tape};
use super::autograd;
use super::convert::{self, fail, from_value, to_value};
use super::elements::Values;
use super::identity;
use super::types::{PyDType, PyNode};

/// `size()`, `size(1)`, `size(dim=1)`.
#[derive(rustpython_vm::FromArgs)]
struct SizeArgs {
    #[pyarg(any, default)]
    dim: Option<i64>,
}

/// A tensor, as Python sees it.
#[pyclass(module = "torch", name = "Tensor")]
#[derive(PyPayload)]
pub struct PyTensor {
    pub(super) tensor: Tensor,
}

impl std::fmt::Debug for PyTensor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.tensor)
    }
}

thread_local! {
    /// Operators call operations by name; this finds them without making a string each time.
    static OPERATORS: std::cell::RefCell<std::collections::HashMap<&'static str, std::rc::Rc<Entry>>> = std::cell::RefCell::default();
}

pub(super) fn entry(name: &'static str) -> Option<std::rc::Rc<Entry>> {
    OPERATORS.with(|operators| {
        let mut operators = operators.borrow_mut();
        if operators.is_empty() {
            for ((place, name), entry) in registry::entries() {
                if place == Place::Tensor || place == Place::Torch {
                    operators.insert(Box::leak(name.into_boxed_str()), std::rc::Rc::new(entry));
                }
            }
        }
        operators.get(name).cloned()
    })
}

const NOT_A_LEAF: &str = "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure you access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more informations.";

/// Whether an operator of tensors works with it; for others Python asks the other operand.
fn is_operand(value: &Value) -> bool {
    matches!(value, Value::Tensor(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::Complex(..))
}

pub(super) fn operator(name: &'static str, a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    let (x, y) = (to_value(a, vm)?, to_value(b, vm)?);
    if !is_operand(&x) || !is_operand(&y) {
        return Ok(vm.ctx.not_implemented());
    }
    let Some(entry) = entry(name) else {
        return Err(vm.new_not_implemented_error(format!("the operator {name} is not supported here")));
    };
    let result = entry.call(&[x, y], &[]);
    let result = tape::take_failure().map_or(result, Err).map_err(|error| fail(&error, vm))?;
    match result {
        Value::Tensor(t) if a.downcast_ref::<PyTensor>().is_some_and(|a| a.tensor.is_same(&t)) => Ok(a.to_owned()),
        value => from_value(value, vm),
    }
}

pub(super) fn unary(name: &'static str, a: &PyObject, vm: &VirtualMachine) -> PyResult {
    let Some(entry) = entry(name) else {
        return Err(vm.new_not_implemented_error(format!("the operator {name} is not supported here")));
    };
    let result = entry.call(&[to_value(a, vm)?], &[]).map_err(|error| fail(&error, vm))?;
    from_value(result, vm)
}

impl PyTensor {
    pub fn python_class(ctx: &Context) -> &'static Py<PyType> {
        Self::make_static_type();
        Self::class(ctx)
    }

    /// Its Python object: the one it has, if it is known, or a new one.
    pub fn wrap(tensor: Tensor, vm: &VirtualMachine) -> PyObjectRef {
        if let Some(object) = identity::of(&tensor) {
            return object;
        }
        let is_leaf = tensor.is_leaf() && tensor.requires_grad();
        let object: PyObjectRef = Self { tensor }.into_ref(&vm.ctx).into();
        if is_leaf {
            identity::remember(&object, vm);
        }
        object
    }

    pub fn tensor(&self) -> &Tensor {
        &self.tensor
    }

    pub fn make_subclass(cls: PyTypeRef, data: &PyObject, requires_grad: bool, vm: &VirtualMachine) -> PyResult {
        let Some(data) = data.downcast_ref::<Self>() else {
            return Err(vm.new_type_error(format!(
                "_make_subclass(): argument 'data' (position 2) must be Tensor, not {}",
                data.class().name()
            )));
        };
        let tensor = data.tensor.detach();
        tensor.set_requires_grad(requires_grad).map_err(|_| {
            vm.new_runtime_error("Only Tensors of floating point and complex dtype can require gradients")
        })?;
        let object: PyObjectRef = Self { tensor }.into_ref_with_type(vm, cls)?.into();
        identity::remember(&object, vm);
        Ok(object)
    }

    pub(super) fn number(&self, vm: &VirtualMachine) -> PyResult {
        let t = &self.tensor;
        let value = t.item().map_err(|error| fail(&error, vm))?;
        Ok(match t.dtype() {
            DType::Bool => vm.ctx.new_bool(value != 0.0).into(),
            dtype if dtype.is_floating() => vm.ctx.new_float(value).into(),
            dtype if dtype.is_complex() => {
                let [re, im] = t.parts().map_err(|error| fail(&error, vm))?;
                vm.ctx.new_complex(num_complex::Complex::new(re, im)).into()
            }
            _ => vm.ctx.new_int(t.to_i64_vec()[0]).into(),
        })
    }

    fn nested(values: &Values, shape: &[usize], start: usize, vm: &VirtualMachine) -> PyObjectRef {
        let Some((&n, rest)) = shape.split_first() else { return values.at(start, vm) };
        let step: usize = rest.iter().product();
        let items = (0..n).map(|i| Self::nested(values, rest, start + i * step, vm)).collect();
        vm.ctx.new_list(items).into()
    }

    pub(super) fn get(zelf: &Py<Self>, index: &PyObject, vm: &VirtualMachine) -> PyResult {
        let index = index_of(index, vm)?;
        let out = ops::get_item(&zelf.tensor, &index).map_err(|error| fail(&error, vm))?;
        identity::remember_base(&out, zelf.as_object(), vm);
        Ok(Self::wrap(out, vm))
    }

    pub(super) fn set(&self, index: &PyObject, value: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
        let index = index_of(index, vm)?;
        let value = to_value(value, vm)?;
        ops::set_item(&self.tensor, &index, &value).map_err(|error| fail(&error, vm))
    }
}

/// What stands between the brackets: the parts of a tuple, or the one part.
fn index_of(index: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<Value>> {
    match index.downcast_ref::<rustpython_vm::builtins::PyTuple>() {
        Some(parts) => parts.as_slice().iter().map(|part| to_value(part, vm)).collect(),
        None => Ok(vec![to_value(index, vm)?]),
    }
}

impl Constructor for PyTensor {
    type Args = FuncArgs;

    /// `torch.Tensor(2, 3)`, `torch.Tensor([1, 2])`: always of the default type.
    fn py_new(_cls: &Py<PyType>, args: FuncArgs, vm: &VirtualMachine) -> PyResult<Self> {
        let values = args.args.iter().map(|a| to_value(a, vm)).collect::<PyResult<Vec<_>>>()?;
        let dtype = super::super::super::torch::dtype::default_float();
        let made = match values.as_slice() {
            [] => Tensor::zeros(&[0], dtype),
            [data @ Value::List(_)] => ops::tensor(data, Some(dtype)),
            [Value::Tensor(t)] => Ok(t.detach()),
            [Value::Float(_)] => Err(Error::type_error("new(): data must be a sequence (got float)")),
            sizes => sizes
                .iter()
                .map(|v| match v {
                    Value::Int(n) => Ok(*n),
                    other => Err(Error::type_error(format!(
                        "new(): argument 'size' must be tuple of ints, but found element of type {}",
                        other.type_name()
                    ))),
                })
                .collect::<Result<Vec<_>, _>>()
                .and_then(|sizes| Tensor::zeros(&shape::sizes(&sizes)?, dtype)),
        };
        Ok(Self { tensor: made.map_err(|error| fail(&error, vm))? })
    }
}

#[pyclass(
    flags(BASETYPE, HAS_DICT, HAS_WEAKREF),
    with(Constructor, AsNumber, AsMapping, AsSequence, Comparable, Hashable, Iterable, Representable)
)]
impl PyTensor {
    #[pygetset]
    fn shape(&self, vm: &VirtualMachine) -> PyResult {
        convert::size(&self.tensor.shape(), vm)
    }

    #[pygetset]
    fn dtype(&self, vm: &VirtualMachine) -> PyObjectRef {
        PyDType::of(self.tensor.dtype(), vm)
    }

    #[pygetset]
    fn ndim(&self) -> usize {
        self.tensor.rank()
    }

    #[pygetset]
    fn requires_grad(&self) -> bool {
        self.tensor.requires_grad()
    }

    #[pygetset(setter)]
    fn set_requires_grad(zelf: PyRef<Self>, wanted: PySetterValue<bool>, vm: &VirtualMachine) -> PyResult<()> {
        let PySetterValue::Assign(wanted) = wanted else {
            return Err(vm.new_attribute_error("cannot delete requires_grad"));
        };
        if wanted && zelf._inference() && !tape::is_inference() {
            return Err(vm.new_runtime_error(
                "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.",
            ));
        }
        zelf.tensor.set_requires_grad(wanted).map_err(|error| fail(&error, vm))?;
        if wanted {
            identity::remember(zelf.as_object(), vm);
        }
        Ok(())
    }

    #[pygetset]
    fn is_leaf(&self) -> bool {
        self.tensor.is_leaf()
    }

    #[pygetset]
    fn retains_grad(&self) -> bool {
        self.tensor.autograd().as_ref().is_some_and(|a| a.retains_grad)
    }

    #[pygetset]
    fn _version(&self) -> u32 {
        self.tensor.version()
    }

    #[pygetset]
    fn _base(&self, vm: &VirtualMachine) -> PyObjectRef {
        let base = self.tensor.autograd().as_ref().and_then(|a| a.base.as_ref().map(|(base, _)| base.clone()));
        let Some(base) = base else { return vm.ctx.none() };
        let base = Self::wrap(base, vm);
        identity::remember(&base, vm);
        base
    }

    #[pygetset]
    fn grad(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
        if let Some(grad) = zelf.tensor.grad() {
            let grad = Self::wrap(grad, vm);
            identity::remember(&grad, vm);
            return Ok(grad);
        }
        if !zelf.tensor.is_leaf()
            && !zelf.retains_grad()
            && let Some(warn) = super::names::get("warn")
        {
            warn.call((vm.ctx.new_str(NOT_A_LEAF),), vm)?;
        }
        Ok(vm.ctx.none())
    }

    #[pygetset(setter)]
    fn set_grad(&self, grad: PySetterValue<PyObjectRef>, vm: &VirtualMachine) -> PyResult<()> {
        let grad = match grad {
            PySetterValue::Assign(grad) if !vm.is_none(&grad) => grad,
            _ => {
                self.tensor.set_grad(None);
                return Ok(());
            }
        };
        identity::remember(&grad, vm);
        let Some(grad) = grad.downcast_ref::<Self>() else {
            return Err(vm.new_type_error(format!(
                "assigned grad expected to be a Tensor or None but got grad of type {}",
                grad.class().name()
            )));
        };
        let (mine, theirs) = (&self.tensor, &grad.tensor);
        if mine.dtype() != theirs.dtype() {
            return Err(vm.new_runtime_error(format!(
                "attempting to assign a gradient with dtype '{}' to a tensor with grad_dtype '{}'. The gradient must match the tensor's grad_dtype (defaults to the tensor's dtype). You can set the tensor's grad_dtype attribute with a specific dtype, or None to allow any dtype. Set grad_dtype with caution. Diverging the dtypes of a tensor and its gradient may break downstream systems that assume they match.",
                super::super::super::torch::ops::c_name(theirs.dtype()),
                mine.dtype().scalar_name()
            )));
        }
        if mine.shape() != theirs.shape() {
            return Err(vm.new_runtime_error(format!(
                "attempting to assign a gradient of size '{}' to a tensor of size '{}'. Please ensure that the gradient and the tensor are the same size",
                shape::text(&theirs.shape()),
                shape::text(&mine.shape())
            )));
        }
        self.tensor.set_grad(Some(theirs.clone()));
        Ok(())
    }

    #[pygetset]
    fn grad_fn(&self, vm: &VirtualMachine) -> PyObjectRef {
        tape::grad_fn(&self.tensor).map_or_else(|| vm.ctx.none(), |edge| PyNode::wrap(edge.node, vm))
    }

    #[pygetset]
    fn data(&self, vm: &VirtualMachine) -> PyObjectRef {
        Self::wrap(self.tensor.data_alias(), vm)
    }

    #[pygetset(setter)]
    fn set_data(&self, data: PySetterValue<PyObjectRef>, vm: &VirtualMachine) -> PyResult<()> {
        let PySetterValue::Assign(data) = data else {
            return Err(vm.new_runtime_error("Deleting tensor data is not allowed. Delete tensor instead!"));
        };
        let Some(data) = data.downcast_ref::<Self>() else {
            return Err(vm.new_type_error(format!("Variable data has to be a tensor, but got {}", data.class().name())));
        };
        self.tensor.set_data(&data.tensor);
        Ok(())
    }

    /// How text of it ends: `grad_fn=<MulBackward0>`, `requires_grad=True`.
    #[pymethod]
    fn _origin(&self) -> Option<String> {
        tape::grad_fn(&self.tensor).map(|edge| edge.node.title())
    }

    #[pymethod]
    fn item(&self, vm: &VirtualMachine) -> PyResult {
        self.number(vm)
    }

    #[pymethod]
    fn __complex__(&self, vm: &VirtualMachine) -> PyResult {
        let [re, im] = self.tensor.parts().map_err(|error| fail(&error, vm))?;
        Ok(vm.ctx.new_complex(num_complex::Complex::new(re, im)).into())
    }

    #[pymethod]
    fn tolist(&self, vm: &VirtualMachine) -> PyObjectRef {
        Self::nested(&Values::of(&self.tensor), &self.tensor.shape(), 0, vm)
    }

    #[pymethod]
    fn numel(&self) -> usize {
        self.tensor.numel()
    }

    #[pymethod]
    fn dim(&self) -> usize {
        self.tensor.rank()
    }

    #[pymethod]
    fn size(&self, args: SizeArgs, vm: &VirtualMachine) -> PyResult {
        match args.dim {
            None => convert::size(&self.tensor.shape(), vm),
            Some(dim) => {
                if self.tensor.rank() == 0 {
                    return Err(
                        vm.new_index_error(format!("Dimension specified as {dim} but tensor has no dimensions"))
                    );
                }
                let n = self.tensor.size(dim).map_err(|error| fail(&error, vm))?;
                Ok(vm.ctx.new_int(n).into())
            }
        }
    }

    #[pymethod]
    fn stride(&self, dim: OptionalArg<i64>, vm: &VirtualMachine) -> PyResult {
        let strides = self.tensor.strides();
        match dim.into_option() {
            None => Ok(vm.ctx.new_tuple(strides.iter().map(|&n| vm.ctx.new_int(n).into()).collect()).into()),
            Some(dim) => {
                let d = shape::dim(dim, strides.len()).map_err(|error| fail(&error, vm))?;
                Ok(vm.ctx.new_int(strides.get(d).copied().unwrap_or(1)).into())
            }
        }
    }

    #[pymethod]
    fn storage_offset(&self) -> usize {
        self.tensor.offset()
    }

    #[pymethod]
    fn is_contiguous(&self, _args: FuncArgs) -> bool {
        self.tensor.is_contiguous()
    }

    #[pymethod]
    fn data_ptr(&self) -> usize {
        self.tensor.data_ptr()
    }

    #[pymethod]
    fn _shares_storage(&self, other: PyRef<Self>) -> bool {
        self.tensor.shares_storage(&other.tensor)
    }

    #[pystaticmethod]
    fn _make_subclass(
        cls: PyTypeRef,
        data: PyObjectRef,
        requires_grad: OptionalArg<bool>,
        vm: &VirtualMachine,
    ) -> PyResult {
        Self::make_subclass(cls, &data, requires_grad.unwrap_or(false), vm)
    }

    #[pymethod]
    fn _storage_length(&self) -> usize {
        self.tensor.storage_ref().len()
    }

    #[pymethod]
    fn _increment_version(&self) {
        self.tensor.bump_version();
    }

    #[pymethod]
    fn _output_nr(&self) -> usize {
        tape::grad_fn(&self.tensor).map_or(0, |edge| edge.output)
    }

    #[pymethod]
    fn _mark_leaf(&self) {
        tape::reset_history(&self.tensor);
    }

    #[pymethod]
    fn retain_grad(&self, vm: &VirtualMachine) -> PyResult<()> {
        if !self.tensor.requires_grad() {
            return Err(vm.new_runtime_error("can't retain_grad on Tensor that has requires_grad=False"));
        }
        tape::retain_grad(&self.tensor);
        Ok(())
    }

    #[pygetset]
    fn _inference(&self) -> bool {
        self.tensor.autograd().as_ref().is_some_and(|a| a.inference)
    }

    #[pymethod]
    fn _add_post_hook(&self, function: PyObjectRef) -> u64 {
        tape::add_post_hook(&self.tensor, autograd::post_hook(function))
    }

    #[pymethod]
    fn _add_hook(&self, function: PyObjectRef) -> u64 {
        tape::add_hook(&self.tensor, autograd::hook(function))
    }

    #[pymethod]
    fn _remove_hook(&self, id: u64) {
        tape::remove_hook(&self.tensor, id);
    }

    #[pymethod]
    fn __format__(zelf: PyRef<Self>, spec: rustpython_vm::builtins::PyStrRef, vm: &VirtualMachine) -> PyResult {
        let object: PyObjectRef = zelf.clone().into();
        if zelf.tensor.rank() == 0 && object.class().is(Self::class(&vm.ctx)) {
            return vm.call_method(&*zelf.number(vm)?, "__format__", (spec,));
        }
        if spec.is_empty() {
            return Ok(object.str(vm)?.into());
        }
        Err(vm.new_type_error(format!("unsupported format string passed to {}.__format__", object.class().name())))
    }
}
