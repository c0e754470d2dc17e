//! The operators of `torch.Tensor`: arithmetic, comparison, indexing, iteration, text.

use rustpython_vm::function::{Either, PyComparisonValue};
use rustpython_vm::protocol::{PyMappingMethods, PyNumberMethods, PySequenceMethods};
use rustpython_vm::types::{
    AsMapping, AsNumber, AsSequence, Comparable, Hashable, Iterable, PyComparisonOp, Representable,
};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

use super::super::super::torch::{Tensor, Value, ops};
use super::convert::{fail, from_value};
use super::tensor::{PyTensor, entry, operator, unary};

fn length(tensor: &Tensor, vm: &VirtualMachine) -> PyResult<usize> {
    tensor.shape().first().copied().ok_or_else(|| vm.new_type_error("len() of a 0-d tensor"))
}

fn truth(tensor: &Tensor, vm: &VirtualMachine) -> PyResult<bool> {
    match tensor.numel() {
        1 => Ok(tensor.to_bool_vec()[0]),
        0 => Err(vm.new_runtime_error("Boolean value of Tensor with no values is ambiguous")),
        _ => Err(vm.new_runtime_error("Boolean value of Tensor with more than one value is ambiguous")),
    }
}

impl AsMapping for PyTensor {
    fn as_mapping() -> &'static PyMappingMethods {
        static METHODS: PyMappingMethods = PyMappingMethods {
            length: Some(|mapping, vm| length(&PyTensor::mapping_downcast(mapping).tensor, vm)),
            subscript: Some(|mapping, index, vm| PyTensor::get(PyTensor::mapping_downcast(mapping), index, vm)),
            ass_subscript: Some(|mapping, index, value, vm| match value {
                Some(value) => PyTensor::mapping_downcast(mapping).set(index, &value, vm),
                None => Err(vm.new_type_error("Tensor does not support deleting items")),
            }),
        };
        &METHODS
    }
}

impl AsSequence for PyTensor {
    fn as_sequence() -> &'static PySequenceMethods {
        static METHODS: PySequenceMethods = PySequenceMethods {
            contains: Some(|sequence, value, vm| {
                let equal = operator("eq", sequence.obj, value, vm)?;
                Ok(equal.downcast_ref::<PyTensor>().is_some_and(|t| t.tensor.to_bool_vec().contains(&true)))
            }),
            ..PySequenceMethods::NOT_IMPLEMENTED
        };
        &METHODS
    }
}

impl AsNumber for PyTensor {
    fn as_number() -> &'static PyNumberMethods {
        static METHODS: PyNumberMethods = PyNumberMethods {
            add: Some(|a, b, vm| operator("add", a, b, vm)),
            subtract: Some(subtract),
            multiply: Some(|a, b, vm| operator("mul", a, b, vm)),
            true_divide: Some(|a, b, vm| operator("div", a, b, vm)),
            floor_divide: Some(|a, b, vm| operator("floor_divide", a, b, vm)),
            remainder: Some(|a, b, vm| operator("remainder", a, b, vm)),
            power: Some(|a, b, _, vm| operator("pow", a, b, vm)),
            matrix_multiply: Some(|a, b, vm| operator("matmul", a, b, vm)),
            and: Some(|a, b, vm| operator("bitwise_and", a, b, vm)),
            or: Some(|a, b, vm| operator("bitwise_or", a, b, vm)),
            xor: Some(|a, b, vm| operator("bitwise_xor", a, b, vm)),
            lshift: Some(|a, b, vm| operator("bitwise_left_shift", a, b, vm)),
            rshift: Some(|a, b, vm| operator("bitwise_right_shift", a, b, vm)),
            negative: Some(|a, vm| unary("neg", a.obj, vm)),
            positive: Some(|a, _| Ok(a.obj.to_owned())),
            absolute: Some(|a, vm| unary("abs", a.obj, vm)),
            invert: Some(|a, vm| unary("bitwise_not", a.obj, vm)),
            boolean: Some(|a, vm| truth(&PyTensor::number_downcast(a).tensor, vm)),
            int: Some(|a, vm| {
                whole(&PyTensor::number_downcast(a).tensor, "int64_t", vm)?;
                let tensor = &PyTensor::number_downcast(a).tensor;
                if tensor.dtype().is_complex() {
                    let value = tensor.item().map_err(|error| fail(&error, vm))?;
                    let value: PyObjectRef = vm.ctx.new_float(value).into();
                    return value.try_int(vm).map(Into::into);
                }
                let number = PyTensor::number_downcast(a).number(vm)?;
                number.try_int(vm).map(Into::into)
            }),
            float: Some(|a, vm| {
                whole(&PyTensor::number_downcast(a).tensor, "double", vm)?;
                let value = PyTensor::number_downcast(a).tensor.item().map_err(|error| fail(&error, vm))?;
                Ok(vm.ctx.new_float(value).into())
            }),
            index: Some(|a, vm| {
                let tensor = &PyTensor::number_downcast(a).tensor;
                if tensor.dtype().is_differentiable() || tensor.numel() != 1 {
                    return Err(
                        vm.new_type_error("only integer tensors of a single element can be converted to an index")
                    );
                }
                Ok(vm.ctx.new_int(tensor.to_i64_vec()[0]).into())
            }),
            inplace_add: Some(|a, b, vm| operator("add_", a, b, vm)),
            inplace_subtract: Some(|a, b, vm| operator("sub_", a, b, vm)),
            inplace_multiply: Some(|a, b, vm| operator("mul_", a, b, vm)),
            inplace_true_divide: Some(|a, b, vm| operator("div_", a, b, vm)),
            inplace_floor_divide: Some(|a, b, vm| operator("floor_divide_", a, b, vm)),
            inplace_remainder: Some(|a, b, vm| operator("remainder_", a, b, vm)),
            inplace_power: Some(|a, b, _, vm| operator("pow_", a, b, vm)),
            inplace_and: Some(|a, b, vm| operator("bitwise_and_", a, b, vm)),
            inplace_or: Some(|a, b, vm| operator("bitwise_or_", a, b, vm)),
            inplace_xor: Some(|a, b, vm| operator("bitwise_xor_", a, b, vm)),
            ..PyNumberMethods::NOT_IMPLEMENTED
        };
        &METHODS
    }
}

/// Fails for a complex number that is not real.
fn whole(tensor: &Tensor, kind: &str, vm: &VirtualMachine) -> PyResult<()> {
    match tensor.parts() {
        Ok([_, im]) if tensor.dtype().is_complex() && im != 0.0 => {
            Err(vm.new_runtime_error(format!("value cannot be converted to type {kind} without overflow")))
        }
        _ => Ok(()),
    }
}

/// `a - b`; a number minus a tensor is `rsub`, whose gradient has that name.
fn subtract(a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    if a.downcast_ref::<PyTensor>().is_none() {
        return operator("rsub", b, a, vm);
    }
    operator("sub", a, b, vm)
}

impl Comparable for PyTensor {
    fn slot_richcompare(
        zelf: &PyObject,
        other: &PyObject,
        op: PyComparisonOp,
        vm: &VirtualMachine,
    ) -> PyResult<Either<PyObjectRef, PyComparisonValue>> {
        let name = match op {
            PyComparisonOp::Eq => "eq",
            PyComparisonOp::Ne => "ne",
            PyComparisonOp::Lt => "lt",
            PyComparisonOp::Le => "le",
            PyComparisonOp::Gt => "gt",
            _ => "ge",
        };
        operator(name, zelf, other, vm).map(Either::A)
    }

    fn cmp(
        zelf: &Py<Self>,
        other: &PyObject,
        _op: PyComparisonOp,
        _vm: &VirtualMachine,
    ) -> PyResult<PyComparisonValue> {
        Ok(PyComparisonValue::Implemented(zelf.as_object().is(other)))
    }
}

impl Hashable for PyTensor {
    fn hash(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<rustpython_vm::common::hash::PyHash> {
        Ok(zelf.tensor.id() as i64)
    }
}

impl Iterable for PyTensor {
    fn iter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
        let t = &zelf.tensor;
        let Some(&n) = t.shape().first() else {
            return Err(vm.new_type_error("iteration over a 0-d tensor"));
        };
        // As `unbind`, whose parts share one node.
        let parts = match entry("unbind") {
            Some(unbind) => unbind.call(&[Value::Tensor(t.clone())], &[]),
            None => (0..n)
                .map(|i| ops::select(t, 0, i as i64).map(Value::Tensor))
                .collect::<Result<_, _>>()
                .map(Value::Tuple),
        };
        let parts = from_value(parts.map_err(|error| fail(&error, vm))?, vm)?;
        parts.get_iter(vm).map(Into::into)
    }
}

impl Representable for PyTensor {
    fn repr_str(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<String> {
        let _ = vm;
        Ok(super::super::super::torch::text::repr(&zelf.tensor))
    }
}
