//! The native module `_torch`: our tensors and operations as Python sees them.
//!
//! Every operation of `why::torch::registry` becomes a function or a method here by its schema; what needs Python's own objects
//! (tensors as Python values, backward with callbacks) is written out in the other files.

mod autograd;
mod convert;
mod elements;
mod graph;
mod identity;
mod names;
mod operators;
mod tensor;
mod types;

use rustpython_vm::builtins::{PyFloat, PyModuleDef};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

use super::super::outcome::Global;
use super::super::torch::print::float_text;
use super::super::torch::registry::{self, Place};

pub use convert::{fail, from_value, to_value};
pub use tensor::PyTensor;

/// For the interpreter's list of native modules.
pub fn module_def(ctx: &rustpython_vm::Context) -> &'static PyModuleDef {
    native::module_def(ctx)
}

/// A global value that is a tensor, for the outcome.
pub fn describe(object: &PyObjectRef, vm: &VirtualMachine) -> Option<Global> {
    let t = object.downcast_ref::<PyTensor>()?.tensor();
    let values = (t.numel() <= 1024 && !t.dtype().is_complex()).then(|| t.to_f64_vec());
    let text = object.repr(vm).ok()?.to_string();
    Some(Global::Tensor { dtype: t.dtype().name().to_owned(), shape: t.shape().to_vec(), text, values })
}

/// What the interpreter does otherwise than CPython and a learner would see: the shortest digits of a float, where two are as near.
pub fn prepare(vm: &VirtualMachine) {
    vm.ctx.types.float_type.slots.repr.store(Some(|object, vm| {
        let value = object.downcast_ref::<PyFloat>().map_or(f64::NAN, |f| f.to_f64());
        Ok(vm.ctx.new_str(float_text(value)))
    }));
}

/// Adds every operation to the place it is found at.
fn install(module: &PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    let class = PyTensor::python_class(&vm.ctx);
    let spaces = [
        (Place::Torch, "_functions"),
        (Place::Functional, "_functional"),
        (Place::Linalg, "_linalg"),
        (Place::Special, "_special"),
        (Place::Fourier, "_fourier"),
    ];
    let mut dicts = Vec::new();
    for (place, name) in spaces {
        let dict = vm.ctx.new_dict();
        module.set_attr(name, dict.clone(), vm)?;
        dicts.push((place, dict));
    }
    for ((place, name), entry) in registry::entries() {
        // Functions live as long as the process: a child runs one program.
        let name: &'static str = Box::leak(name.into_boxed_str());
        let entry: &'static registry::Entry = Box::leak(Box::new(entry));
        // Layers' functions take no arrays, as the rest does.
        let strict = place == Place::Functional;
        let call =
            move |args: rustpython_vm::function::FuncArgs, vm: &VirtualMachine| convert::call(entry, &args, strict, vm);
        match place {
            Place::Tensor => {
                let method = vm.new_method(name, class, call);
                class.set_attr(vm.ctx.intern_str(name), method.into());
            }
            Place::Native => module.set_attr(name, vm.new_function(name, call), vm)?,
            place => {
                if let Some((_, dict)) = dicts.iter().find(|(p, _)| *p == place) {
                    dict.set_item(name, vm.new_function(entry.name.as_str(), call).into(), vm)?;
                }
            }
        }
    }
    Ok(())
}

#[rustpython_vm::pymodule(name = "_torch")]
mod native {
    use rustpython_vm::builtins::{PyModule, PyTypeRef};
    use rustpython_vm::function::OptionalArg;
    use rustpython_vm::{AsObject, Py, PyObjectRef, PyResult, VirtualMachine};

    use super::super::super::torch::{DType, dtype, random, tape};
    use super::types::{PyDType, PyGenerator, PyNode};
    use super::{PyTensor, convert, names};

    pub(crate) fn module_exec(vm: &VirtualMachine, module: &Py<PyModule>) -> PyResult<()> {
        __module_exec(vm, module);
        let object: PyObjectRef = module.to_owned().into();
        object.set_attr("Tensor", PyTensor::python_class(&vm.ctx).to_owned(), vm)?;
        object.set_attr("Generator", PyGenerator::python_class(&vm.ctx).to_owned(), vm)?;
        object.set_attr("dtype", PyDType::python_class(&vm.ctx).to_owned(), vm)?;
        object.set_attr("Node", PyNode::python_class(&vm.ctx).to_owned(), vm)?;
        for dtype in DType::ALL {
            object.set_attr(dtype.name(), PyDType::of(dtype, vm), vm)?;
        }
        super::install(&object, vm)
    }

    /// Gives the classes and functions of the frozen Python that native code calls: `Size`, `named`, `warn`, `LinAlgError`.
    #[pyfunction]
    fn _register(name: rustpython_vm::builtins::PyStrRef, object: PyObjectRef) {
        names::set(name.as_ref(), object);
    }

    /// Adds methods written in Python to `Tensor`.
    #[pyfunction]
    fn _extend(name: rustpython_vm::builtins::PyStrRef, method: PyObjectRef, vm: &VirtualMachine) {
        PyTensor::python_class(&vm.ctx).set_attr(vm.ctx.intern_str(name.to_string()), method);
    }

    #[pyfunction]
    fn is_grad_enabled() -> bool {
        tape::is_enabled()
    }

    #[pyfunction]
    fn _set_printoptions(
        precision: Option<usize>,
        threshold: Option<rustpython_vm::function::ArgIntoFloat>,
        edgeitems: Option<usize>,
        linewidth: Option<i64>,
        profile: Option<rustpython_vm::builtins::PyStrRef>,
        sci_mode: Option<bool>,
    ) {
        super::super::super::torch::text::with_options(|options| {
            if let Some(profile) = profile {
                options.set_profile(profile.as_ref());
            }
            options.precision = precision.unwrap_or(options.precision);
            options.threshold = threshold.map_or(options.threshold, Into::into);
            options.edgeitems = edgeitems.unwrap_or(options.edgeitems);
            options.linewidth = linewidth.unwrap_or(options.linewidth);
            options.sci_mode = sci_mode;
        });
    }

    /// Switches recording on or off and says what it was.
    #[pyfunction]
    fn _set_grad_enabled(enabled: bool) -> bool {
        tape::set_enabled(enabled)
    }

    #[pyfunction]
    fn is_inference_mode_enabled() -> bool {
        tape::is_inference()
    }

    #[pyfunction]
    fn _set_inference(enabled: bool) -> bool {
        tape::set_inference(enabled)
    }

    #[pyfunction]
    fn _manual_seed(seed: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let seed = super::types::seed(&seed, vm)?;
        random::default_generator().borrow_mut().manual_seed(seed);
        Ok(())
    }

    #[pyfunction]
    fn _default_generator(vm: &VirtualMachine) -> PyObjectRef {
        PyGenerator::wrap(random::default_generator(), vm)
    }

    #[pyfunction]
    fn get_default_dtype(vm: &VirtualMachine) -> PyObjectRef {
        PyDType::of(dtype::default_float(), vm)
    }

    #[pyfunction]
    fn set_default_dtype(value: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        match value.downcast_ref::<PyDType>().map(|d| d.dtype()) {
            Some(dtype) if dtype.is_floating() => {
                dtype::set_default_float(dtype);
                Ok(())
            }
            _ => Err(vm.new_type_error("only floating-point types are supported as the default type")),
        }
    }

    #[pyfunction]
    fn promote_types(a: PyObjectRef, b: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let of = |o: &PyObjectRef| {
            o.downcast_ref::<PyDType>().map(|d| d.dtype()).ok_or_else(|| vm.new_type_error("expected a torch.dtype"))
        };
        Ok(PyDType::of(of(&a)?.promote(of(&b)?), vm))
    }

    #[pyfunction]
    fn can_cast(a: PyObjectRef, b: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        match (a.downcast_ref::<PyDType>(), b.downcast_ref::<PyDType>()) {
            (Some(a), Some(b)) => Ok(a.dtype().can_cast_to(b.dtype())),
            _ => Err(vm.new_type_error("expected a torch.dtype")),
        }
    }

    #[pyfunction]
    fn result_type(a: PyObjectRef, b: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        use super::super::super::torch::ops::{Operand, result_type};
        let of = |o: &PyObjectRef| {
            convert::to_value(o, vm).and_then(|v| Operand::new(&v).map_err(|e| convert::fail(&e, vm)))
        };
        Ok(PyDType::of(result_type(&[&of(&a)?, &of(&b)?]), vm))
    }

    #[pyfunction]
    fn is_tensor(object: PyObjectRef) -> bool {
        object.downcast_ref::<PyTensor>().is_some()
    }

    /// `backward(outputs, gradients, inputs or None, retain_graph, create_graph, accumulate)`.
    #[pyfunction]
    fn _backward(
        outputs: PyObjectRef,
        gradients: PyObjectRef,
        inputs: PyObjectRef,
        retain_graph: bool,
        create_graph: bool,
        accumulate: OptionalArg<bool>,
        vm: &VirtualMachine,
    ) -> PyResult {
        super::autograd::backward(
            &outputs,
            &gradients,
            &inputs,
            retain_graph,
            create_graph,
            accumulate.unwrap_or(false),
            vm,
        )
    }

    /// Puts a function of Python's on the tape: `_custom(name, inputs, outputs, backward)`.
    #[pyfunction]
    fn _custom(
        name: rustpython_vm::builtins::PyStrRef,
        inputs: PyObjectRef,
        outputs: PyObjectRef,
        backward: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        super::autograd::custom(name.as_ref(), &inputs, &outputs, backward, vm)
    }

    /// Adds methods written in Python to nodes.
    #[pyfunction]
    fn _extend_node(name: rustpython_vm::builtins::PyStrRef, method: PyObjectRef, vm: &VirtualMachine) {
        PyNode::python_class(&vm.ctx).set_attr(vm.ctx.intern_str(name.to_string()), method);
    }

    #[pyfunction]
    fn _anomaly() -> (bool, bool) {
        tape::anomaly()
    }

    #[pyfunction]
    fn _set_anomaly(enabled: bool, check_nan: bool) {
        tape::set_anomaly(enabled, check_nan);
    }

    #[pyfunction]
    fn _queue_callback(function: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        tape::queue_callback(super::autograd::post_hook(function)).map_err(|error| convert::fail(&error, vm))
    }

    /// Has tensors that are saved for backward packed by one function and unpacked by another.
    #[pyfunction]
    fn _push_packing(pack: PyObjectRef, unpack: PyObjectRef) {
        super::graph::push_packing(pack, unpack);
    }

    #[pyfunction]
    fn _pop_packing() {
        tape::pop_packing();
    }

    /// A tensor in the place of a node's result.
    #[pyfunction]
    fn _stand_in(node: PyObjectRef, output: usize, vm: &VirtualMachine) -> PyResult {
        super::graph::stand_in(&node, output, vm)
    }

    /// The node and the result of it that a tensor's gradient goes to.
    #[pyfunction]
    fn _edge(tensor: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        super::graph::edge(&tensor, vm)
    }

    #[pyfunction]
    fn _depends_on_others(outputs: PyObjectRef, leaves: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        super::graph::depends_on_others(&outputs, &leaves, vm)
    }

    /// A tensor of class `cls` over the same elements: how `Parameter` is made.
    #[pyfunction]
    fn _make_subclass(
        cls: PyTypeRef,
        data: PyObjectRef,
        requires_grad: OptionalArg<bool>,
        vm: &VirtualMachine,
    ) -> PyResult {
        PyTensor::make_subclass(cls, &data, requires_grad.unwrap_or(false), vm)
    }

    #[pyfunction]
    fn _is_same(a: PyObjectRef, b: PyObjectRef) -> bool {
        match (a.downcast_ref::<PyTensor>(), b.downcast_ref::<PyTensor>()) {
            (Some(x), Some(y)) => x.tensor().is_same(y.tensor()),
            _ => a.is(&b),
        }
    }
}
