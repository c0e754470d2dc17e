//! Elements of tensors as Python's own numbers: what `item()` and `tolist()` give.

use rustpython_vm::{PyObjectRef, VirtualMachine};

use super::super::super::torch::{DType, Tensor};

/// Elements on their way to Python.
pub enum Values {
    Floats(Vec<f64>),
    Ints(Vec<i64>),
    Bools(Vec<bool>),
    Complex(Vec<[f64; 2]>),
}

impl Values {
    pub fn of(tensor: &Tensor) -> Self {
        match tensor.dtype() {
            DType::Bool => Self::Bools(tensor.to_bool_vec()),
            dtype if dtype.is_floating() => Self::Floats(tensor.to_f64_vec()),
            dtype if dtype.is_complex() => Self::Complex(tensor.values::<[f64; 2]>().into_vec()),
            _ => Self::Ints(tensor.to_i64_vec()),
        }
    }

    pub fn at(&self, i: usize, vm: &VirtualMachine) -> PyObjectRef {
        match self {
            Self::Floats(v) => vm.ctx.new_float(v.get(i).copied().unwrap_or_default()).into(),
            Self::Ints(v) => vm.ctx.new_int(v.get(i).copied().unwrap_or_default()).into(),
            Self::Complex(v) => {
                let [re, im] = v.get(i).copied().unwrap_or_default();
                vm.ctx.new_complex(num_complex::Complex::new(re, im)).into()
            }
            Self::Bools(v) => vm.ctx.new_bool(v.get(i).copied().unwrap_or_default()).into(),
        }
    }
}
