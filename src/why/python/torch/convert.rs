//! Python's values to the torch layer's and back, and its errors to Python's exceptions.

use rustpython_vm::builtins::{
    PyBaseExceptionRef, PyComplex, PyEllipsis, PyFloat, PyInt, PyList, PyRange, PySlice, PyStr, PyTuple,
};
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine};
use smallvec::SmallVec;

use super::super::super::torch::registry::Entry;
use super::super::super::torch::{Error, Kind, Value, tape, warnings};
use super::tensor::PyTensor;
use super::types::{PyDType, PyGenerator};
use super::{identity, names};

/// The exception an error becomes.
pub fn fail(error: &Error, vm: &VirtualMachine) -> PyBaseExceptionRef {
    let types = &vm.ctx.exceptions;
    let kind = match error.kind {
        Kind::Foreign => {
            if let Some(raised) = error.raised.as_ref().and_then(|r| r.downcast_ref::<PyBaseExceptionRef>()) {
                return raised.clone();
            }
            types.runtime_error
        }
        Kind::LinAlg => {
            if let Some(class) = names::get("LinAlgError").and_then(|c| c.downcast().ok()) {
                return vm.new_exception_msg(class, error.message.clone().into());
            }
            types.runtime_error
        }
        Kind::Runtime => types.runtime_error,
        Kind::Type => types.type_error,
        Kind::Value => types.value_error,
        Kind::Index => types.index_error,
        Kind::Attribute => types.attribute_error,
        Kind::Overflow => types.overflow_error,
        Kind::ZeroDivision => types.zero_division_error,
        Kind::NotImplemented => types.not_implemented_error,
        Kind::Memory => types.memory_error,
        Kind::Assertion => types.assertion_error,
    };
    vm.new_exception_msg(kind.to_owned(), error.message.clone().into())
}

/// A value as operations take it. Lists keep their structure; what is unknown keeps its type's name.
pub fn to_value(object: &PyObject, vm: &VirtualMachine) -> PyResult<Value> {
    convert(object, vm, 0, false)
}

/// `numbers`: whether numpy's numbers keep their type, as `torch.tensor` wants it. To operators they are Python's.
fn convert(object: &PyObject, vm: &VirtualMachine, depth: usize, numbers: bool) -> PyResult<Value> {
    if let Some(tensor) = object.downcast_ref::<PyTensor>() {
        return Ok(Value::Tensor(tensor.tensor().clone()));
    }
    if vm.is_none(object) {
        return Ok(Value::None);
    }
    let plain = [vm.ctx.types.int_type, vm.ctx.types.float_type, vm.ctx.types.bool_type];
    let known = plain.iter().any(|class| object.class().is(*class));
    if numbers
        && !known
        && (object.downcast_ref::<PyInt>().is_some() || object.downcast_ref::<PyFloat>().is_some())
        && let Ok(inner) = object.get_attr("_torch_value", vm)
    {
        return convert(&inner, vm, depth + 1, false);
    }
    if let Some(int) = object.downcast_ref::<PyInt>() {
        if object.class().is(vm.ctx.types.bool_type) {
            return Ok(Value::Bool(object.is(&vm.ctx.true_value)));
        }
        return match i64::try_from(int.as_bigint()) {
            Ok(n) => Ok(Value::Int(n)),
            Err(_) => Err(vm.new_value_error("Overflow when unpacking long long")),
        };
    }
    if let Some(float) = object.downcast_ref::<PyFloat>() {
        return Ok(Value::Float(float.to_f64()));
    }
    if let Some(complex) = object.downcast_ref::<PyComplex>() {
        let value = complex.to_complex();
        return Ok(Value::Complex(value.re, value.im));
    }
    if let Some(text) = object.downcast_ref::<PyStr>() {
        return Ok(Value::Str(text.to_string().into()));
    }
    if let Some(dtype) = object.downcast_ref::<PyDType>() {
        return Ok(Value::DType(dtype.dtype()));
    }
    let list = |items: &[PyObjectRef]| -> PyResult<Value> {
        if depth > 100 {
            return Err(vm.new_value_error("too many dimensions 'list'"));
        }
        items.iter().map(|item| convert(item, vm, depth + 1, numbers)).collect::<PyResult<Vec<_>>>().map(Value::List)
    };
    if let Some(tuple) = object.downcast_ref::<PyTuple>() {
        return list(tuple.as_slice());
    }
    if let Some(items) = object.downcast_ref::<PyList>() {
        let items = items.borrow_vec().to_vec();
        return list(&items);
    }
    if let Some(slice) = object.downcast_ref::<PySlice>() {
        let part = |o: Option<&PyObject>| -> PyResult<Option<i64>> {
            match o.map(|o| convert(o, vm, depth + 1, numbers)).transpose()? {
                None | Some(Value::None) => Ok(None),
                Some(Value::Int(n)) => Ok(Some(n)),
                Some(Value::Bool(b)) => Ok(Some(i64::from(b))),
                Some(Value::Tensor(t)) if t.numel() == 1 => Ok(Some(t.to_i64_vec()[0])),
                Some(_) => Err(vm.new_type_error("slice indices must be integers or None or have an __index__ method")),
            }
        };
        let start = slice.start.as_ref().map(|o| o.as_ref());
        let step = slice.step.as_ref().map(|o| o.as_ref());
        return Ok(Value::Slice(part(start)?, part(Some(&*slice.stop))?, part(step)?));
    }
    if object.downcast_ref::<PyEllipsis>().is_some() {
        return Ok(Value::Ellipsis);
    }
    if let Some(generator) = object.downcast_ref::<PyGenerator>() {
        return Ok(Value::Generator(generator.generator()));
    }
    if object.downcast_ref::<PyRange>().is_some() {
        let items: Vec<PyObjectRef> = object.to_owned().try_into_value::<Vec<PyObjectRef>>(vm)?;
        return list(&items);
    }
    // numpy's arrays carry a tensor, `torch.device` its text.
    if let Ok(inner) = object.get_attr("_torch_value", vm) {
        return convert(&inner, vm, depth + 1, numbers);
    }
    Ok(Value::Other(object.class().name().to_string().into()))
}

/// A value as Python sees it.
pub fn from_value(value: Value, vm: &VirtualMachine) -> PyResult {
    let many = |values: Vec<Value>| values.into_iter().map(|v| from_value(v, vm)).collect::<PyResult<Vec<_>>>();
    Ok(match value {
        Value::None => vm.ctx.none(),
        Value::Bool(b) => vm.ctx.new_bool(b).into(),
        Value::Int(n) => vm.ctx.new_int(n).into(),
        Value::Float(x) => vm.ctx.new_float(x).into(),
        Value::Complex(re, im) => vm.ctx.new_complex(num_complex::Complex::new(re, im)).into(),
        Value::Str(s) => vm.ctx.new_str(&*s).into(),
        Value::DType(dtype) => PyDType::of(dtype, vm),
        Value::Tensor(tensor) => PyTensor::wrap(tensor, vm),
        Value::List(values) => vm.ctx.new_list(many(values)?).into(),
        Value::Tuple(values) => vm.ctx.new_tuple(many(values)?).into(),
        Value::Size(sizes) => size(&sizes, vm)?,
        Value::Named(name, fields, values) => {
            let values = vm.ctx.new_tuple(many(values)?);
            match names::get("named") {
                Some(make) => {
                    let fields: Vec<PyObjectRef> = fields.iter().map(|f| vm.ctx.new_str(*f).into()).collect();
                    make.call((vm.ctx.new_str(name), vm.ctx.new_tuple(fields), values), vm)?
                }
                None => values.into(),
            }
        }
        Value::Generator(generator) => PyGenerator::wrap(generator, vm),
        Value::Slice(..) | Value::Ellipsis | Value::Other(_) => vm.ctx.none(),
    })
}

/// A `torch.Size`.
pub fn size(sizes: &[usize], vm: &VirtualMachine) -> PyResult {
    let tuple = vm.ctx.new_tuple(sizes.iter().map(|&n| vm.ctx.new_int(n).into()).collect());
    match names::get("Size") {
        Some(class) => class.call((tuple,), vm),
        None => Ok(tuple.into()),
    }
}

/// The name of an object's type, as errors of operations have it.
fn type_name(object: &PyObject) -> String {
    let class = object.class();
    let name = class.name().to_string();
    if name == "ndarray" { format!("numpy.{name}") } else { name }
}

/// An error's text with Python's names of the arguments' types: to operations a tuple is a list.
fn with_types(message: &str, entry: &Entry, args: &FuncArgs, values: (&[Value], &[(String, Value)])) -> String {
    let skipped = usize::from(entry.method);
    let list = |positional: Vec<String>, keywords: Vec<String>| {
        let keywords = args.kwargs.keys().zip(keywords).map(|(name, kind)| format!("{name}={kind}"));
        format!("got ({})", positional.into_iter().skip(skipped).chain(keywords).collect::<Vec<_>>().join(", "))
    };
    let known = list(
        values.0.iter().map(|v| v.type_name().to_owned()).collect(),
        values.1.iter().map(|(_, v)| v.type_name().to_owned()).collect(),
    );
    let named =
        list(args.args.iter().map(|a| type_name(a)).collect(), args.kwargs.values().map(|a| type_name(a)).collect());
    let message = message.replacen(&known, &named, 1);
    let position = message.split_once("(position ").and_then(|(_, rest)| rest.split_once(')')?.0.parse::<usize>().ok());
    let Some(at) = position.and_then(|position| (position + skipped).checked_sub(1)) else { return message };
    let (Some(value), Some(object)) = (values.0.get(at), args.args.get(at)) else { return message };
    match message.strip_suffix(&format!(", not {}", value.type_name())) {
        Some(start) => format!("{start}, not {}", type_name(object)),
        None => message,
    }
}

/// Calls an operation with Python's arguments. A `strict` one takes no arrays for tensors.
pub fn call(entry: &Entry, args: &FuncArgs, strict: bool, vm: &VirtualMachine) -> PyResult {
    let numbers = matches!(entry.name.as_str(), "tensor" | "as_tensor");
    let value = |arg: &PyObject| match convert(arg, vm, 0, numbers)? {
        Value::Tensor(_) if strict && type_name(arg) == "numpy.ndarray" => Ok(Value::Other("numpy.ndarray".into())),
        value => Ok(value),
    };
    let mut positional: SmallVec<[Value; 4]> = SmallVec::new();
    for arg in &args.args {
        positional.push(value(arg)?);
    }
    let mut keywords = Vec::new();
    for (name, arg) in &args.kwargs {
        keywords.push((name.clone(), value(arg)?));
    }
    let mut result = entry.call(&positional, &keywords);
    if let Some(error) = tape::take_failure() {
        result = Err(error);
    }
    if let Err(error) = &mut result
        && error.kind == Kind::Type
    {
        error.message = with_types(&error.message, entry, args, (&positional, &keywords));
    }
    drop(positional);
    drop(keywords);
    for text in warnings::take() {
        if let Some(warn) = names::get("warn") {
            warn.call((vm.ctx.new_str(text),), vm)?;
        }
    }
    match result {
        Ok(Value::Tensor(tensor)) => {
            // The operation gave back an argument: in-place methods, `contiguous`, `to` the same type.
            for object in args.args.iter().chain(args.kwargs.values()) {
                if object.downcast_ref::<PyTensor>().is_some_and(|t| t.tensor().is_same(&tensor)) {
                    return Ok(object.clone());
                }
            }
            if let Some(first) = args.args.first() {
                identity::remember_base(&tensor, first, vm);
            }
            Ok(PyTensor::wrap(tensor, vm))
        }
        Ok(value) => from_value(value, vm),
        Err(error) => Err(fail(&error, vm)),
    }
}
