//! The native module `_numpy`: numpy's own random numbers and sums, over our tensors. The rest of numpy is frozen Python.

pub(super) use _numpy::module_def;

#[rustpython_vm::pymodule]
mod _numpy {
    use std::cell::RefCell;

    use rustpython_vm::builtins::{PyBaseExceptionRef, PyFloat, PyInt, PyType};
    use rustpython_vm::function::{ArgIntoFloat, ArgSequence, OptionalArg};
    use rustpython_vm::types::Constructor;
    use rustpython_vm::{Py, PyObjectRef, PyPayload, PyResult, VirtualMachine, pyclass};

    use super::super::super::torch::numpy_random::{Generator, NumpyError, RandomState, Width};
    use super::super::super::torch::{Tensor, numpy_sum, storage};
    use super::super::torch::{PyTensor, fail};

    /// The sum over dimensions, as numpy adds.
    #[pyfunction]
    fn sum(tensor: PyObjectRef, dims: ArgSequence<usize>, keepdim: bool, vm: &VirtualMachine) -> PyResult {
        let Some(tensor) = tensor.downcast_ref::<PyTensor>() else {
            return Err(vm.new_type_error("sum() needs a tensor"));
        };
        let dims: Vec<usize> = dims.into_vec();
        if dims.iter().any(|dim| *dim >= tensor.tensor().rank()) {
            return Err(vm.new_index_error("sum() over a dimension that there isn't"));
        }
        let total = numpy_sum::sum(tensor.tensor(), &dims, keepdim).map_err(|error| fail(&error, vm))?;
        Ok(PyTensor::wrap(total, vm))
    }

    /// A stream of `numpy.random`'s numbers. Every method draws some and returns them as a tensor of one dimension.
    #[pyattr]
    #[pyclass(name = "RandomState")]
    #[derive(Debug, PyPayload)]
    struct PyRandomState {
        state: RefCell<RandomState>,
    }

    fn raised(error: NumpyError, vm: &VirtualMachine) -> PyBaseExceptionRef {
        match error {
            NumpyError::Overflow => vm.new_overflow_error(error.to_string()),
            NumpyError::Unsupported(_) => vm.new_not_implemented_error(error.to_string()),
            NumpyError::Value(message) => vm.new_value_error(message),
        }
    }

    fn width(dtype: &rustpython_vm::builtins::PyStrRef) -> Width {
        match dtype.to_string().trim_start_matches('u') {
            "bool" => Width::Bool,
            "int8" => Width::Bits8,
            "int16" => Width::Bits16,
            "int32" => Width::Bits32,
            _ => Width::Bits64,
        }
    }

    fn word(object: &PyObjectRef, vm: &VirtualMachine) -> PyResult<u32> {
        let word = object.downcast_ref::<PyInt>().and_then(|int| u32::try_from(int.as_bigint()).ok());
        word.ok_or_else(|| vm.new_value_error("Seed must be between 0 and 2**32 - 1"))
    }

    impl Constructor for PyRandomState {
        type Args = PyObjectRef;

        fn py_new(_class: &Py<PyType>, seed: PyObjectRef, vm: &VirtualMachine) -> PyResult<Self> {
            let state = if seed.downcast_ref::<PyInt>().is_some() {
                RandomState::new(word(&seed, vm)?)
            } else {
                let words: Vec<PyObjectRef> = seed.try_into_value(vm)?;
                let key = words.iter().map(|one| word(one, vm)).collect::<PyResult<Vec<u32>>>()?;
                RandomState::from_key(&key).map_err(|error| raised(error, vm))?
            };
            Ok(Self { state: RefCell::new(state) })
        }
    }

    impl PyRandomState {
        fn floats(
            &self,
            count: usize,
            vm: &VirtualMachine,
            fill: impl FnOnce(&mut RandomState, &mut [f64]) -> Result<(), NumpyError>,
        ) -> PyResult {
            storage::reserve::<f64>(count).map_err(|error| fail(&error, vm))?;
            let mut drawn = vec![0.0; count];
            fill(&mut self.state.borrow_mut(), &mut drawn).map_err(|error| raised(error, vm))?;
            Ok(PyTensor::wrap(Tensor::from_vec(drawn, &[count]), vm))
        }

        fn integers_by(
            &self,
            count: usize,
            vm: &VirtualMachine,
            fill: impl FnOnce(&mut RandomState, &mut [i64]) -> Result<(), NumpyError>,
        ) -> PyResult {
            storage::reserve::<i64>(count).map_err(|error| fail(&error, vm))?;
            let mut drawn = vec![0; count];
            fill(&mut self.state.borrow_mut(), &mut drawn).map_err(|error| raised(error, vm))?;
            Ok(PyTensor::wrap(Tensor::from_vec(drawn, &[count]), vm))
        }
    }

    #[pyclass(with(Constructor))]
    impl PyRandomState {
        #[pymethod]
        fn random(&self, count: usize, vm: &VirtualMachine) -> PyResult {
            self.floats(count, vm, |state, out| {
                state.fill_random(out);
                Ok(())
            })
        }

        #[pymethod]
        fn uniform(&self, count: usize, low: ArgIntoFloat, high: ArgIntoFloat, vm: &VirtualMachine) -> PyResult {
            self.floats(count, vm, |state, out| state.fill_uniform(out, low.into(), high.into()))
        }

        #[pymethod]
        fn normal(&self, count: usize, loc: ArgIntoFloat, scale: ArgIntoFloat, vm: &VirtualMachine) -> PyResult {
            self.floats(count, vm, |state, out| state.fill_normal(out, loc.into(), scale.into()))
        }

        #[pymethod]
        fn exponential(&self, count: usize, scale: ArgIntoFloat, vm: &VirtualMachine) -> PyResult {
            self.floats(count, vm, |state, out| state.fill_exponential(out, scale.into()))
        }

        #[pymethod]
        fn binomial(&self, count: usize, n: ArgIntoFloat, p: ArgIntoFloat, vm: &VirtualMachine) -> PyResult {
            let n: f64 = n.into();
            self.integers_by(count, vm, |state, out| state.fill_binomial(out, n as i64, p.into()))
        }

        #[pymethod]
        fn poisson(&self, count: usize, lam: ArgIntoFloat, vm: &VirtualMachine) -> PyResult {
            self.integers_by(count, vm, |state, out| state.fill_poisson(out, lam.into()))
        }

        /// Integers from `low` to `last`; narrow types share drawn words.
        #[pymethod]
        fn integers(
            &self,
            count: usize,
            low: i64,
            last: i64,
            dtype: rustpython_vm::builtins::PyStrRef,
            vm: &VirtualMachine,
        ) -> PyResult {
            let width = width(&dtype);
            self.integers_by(count, vm, |state, out| {
                state.fill_integers(out, low, last, width);
                Ok(())
            })
        }

        #[pymethod]
        fn permutation(&self, count: usize, vm: &VirtualMachine) -> PyResult {
            storage::reserve::<i64>(count).map_err(|error| fail(&error, vm))?;
            let order = self.state.borrow_mut().permutation(count);
            Ok(PyTensor::wrap(Tensor::from_vec(order, &[count]), vm))
        }

        #[pymethod]
        fn choice(
            &self,
            population: usize,
            count: usize,
            replace: bool,
            p: OptionalArg<Option<ArgSequence<f64>>>,
            vm: &VirtualMachine,
        ) -> PyResult {
            storage::reserve::<i64>(count.max(population)).map_err(|error| fail(&error, vm))?;
            let p: Option<Vec<f64>> = p.flatten().map(ArgSequence::into_vec);
            let chosen = self.state.borrow_mut().choice(population, count, replace, p.as_deref());
            let chosen = chosen.map_err(|error| raised(error, vm))?;
            let length = chosen.len();
            Ok(PyTensor::wrap(Tensor::from_vec(chosen, &[length]), vm))
        }

        /// The words, the position in them, whether a normal number is kept, and which.
        #[pymethod]
        fn get_state(&self, vm: &VirtualMachine) -> PyObjectRef {
            let state = self.state.borrow();
            let (words, position, kept) = state.get_state();
            let words = words.iter().map(|word| vm.ctx.new_int(*word).into()).collect();
            let parts: Vec<PyObjectRef> = vec![
                vm.ctx.new_list(words).into(),
                vm.ctx.new_int(position).into(),
                vm.ctx.new_int(u8::from(kept.is_some())).into(),
                vm.ctx.new_float(kept.unwrap_or(0.0)).into(),
            ];
            vm.ctx.new_tuple(parts).into()
        }

        #[pymethod]
        fn set_state(
            &self,
            words: Vec<PyObjectRef>,
            position: u32,
            kept: i32,
            normal: PyObjectRef,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            let words = words.iter().map(|one| word(one, vm)).collect::<PyResult<Vec<u32>>>()?;
            let normal = normal.downcast_ref::<PyFloat>().map(|normal| normal.to_f64()).filter(|_| kept != 0);
            let state = words.try_into().ok().and_then(|words| RandomState::set_state(words, position, normal));
            let Some(state) = state else {
                return Err(vm.new_value_error("state is not a legacy MT19937 state"));
            };
            *self.state.borrow_mut() = state;
            Ok(())
        }
    }

    /// A stream of the numbers of `np.random.default_rng`, drawn as `RandomState`'s are.
    #[pyattr]
    #[pyclass(name = "Generator")]
    #[derive(Debug, PyPayload)]
    struct PyGenerator {
        generator: RefCell<Generator>,
    }

    impl Constructor for PyGenerator {
        type Args = Vec<PyObjectRef>;

        fn py_new(_class: &Py<PyType>, words: Vec<PyObjectRef>, vm: &VirtualMachine) -> PyResult<Self> {
            let seed = words.iter().map(|one| word(one, vm)).collect::<PyResult<Vec<u32>>>()?;
            Ok(Self { generator: RefCell::new(Generator::new(&seed)) })
        }
    }

    impl PyGenerator {
        fn floats(
            &self,
            count: usize,
            vm: &VirtualMachine,
            fill: impl FnOnce(&mut Generator, &mut [f64]) -> Result<(), NumpyError>,
        ) -> PyResult {
            storage::reserve::<f64>(count).map_err(|error| fail(&error, vm))?;
            let mut drawn = vec![0.0; count];
            fill(&mut self.generator.borrow_mut(), &mut drawn).map_err(|error| raised(error, vm))?;
            Ok(PyTensor::wrap(Tensor::from_vec(drawn, &[count]), vm))
        }
    }

    #[pyclass(with(Constructor))]
    impl PyGenerator {
        #[pymethod]
        fn random(&self, count: usize, vm: &VirtualMachine) -> PyResult {
            self.floats(count, vm, |generator, out| {
                out.iter_mut().for_each(|one| *one = generator.random());
                Ok(())
            })
        }

        #[pymethod]
        fn random_float(&self, count: usize, vm: &VirtualMachine) -> PyResult {
            storage::reserve::<f32>(count).map_err(|error| fail(&error, vm))?;
            let mut generator = self.generator.borrow_mut();
            let drawn: Vec<f32> = (0..count).map(|_| generator.random_float()).collect();
            Ok(PyTensor::wrap(Tensor::from_vec(drawn, &[count]), vm))
        }

        #[pymethod]
        fn uniform(&self, count: usize, low: ArgIntoFloat, high: ArgIntoFloat, vm: &VirtualMachine) -> PyResult {
            self.floats(count, vm, |generator, out| generator.fill_uniform(out, low.into(), high.into()))
        }

        #[pymethod]
        fn normal(&self, count: usize, loc: ArgIntoFloat, scale: ArgIntoFloat, vm: &VirtualMachine) -> PyResult {
            self.floats(count, vm, |generator, out| generator.fill_normal(out, loc.into(), scale.into()))
        }

        #[pymethod]
        fn exponential(&self, count: usize, scale: ArgIntoFloat, vm: &VirtualMachine) -> PyResult {
            self.floats(count, vm, |generator, out| generator.fill_exponential(out, scale.into()))
        }

        /// Integers from `low` to `last`; narrow types share drawn words.
        #[pymethod]
        fn integers(
            &self,
            count: usize,
            low: i64,
            last: i64,
            dtype: rustpython_vm::builtins::PyStrRef,
            vm: &VirtualMachine,
        ) -> PyResult {
            storage::reserve::<i64>(count).map_err(|error| fail(&error, vm))?;
            let mut drawn = vec![0; count];
            self.generator.borrow_mut().fill_integers(&mut drawn, low, last, width(&dtype));
            Ok(PyTensor::wrap(Tensor::from_vec(drawn, &[count]), vm))
        }

        #[pymethod]
        fn permutation(&self, count: usize, vm: &VirtualMachine) -> PyResult {
            storage::reserve::<i64>(count).map_err(|error| fail(&error, vm))?;
            let order = self.generator.borrow_mut().permutation(count);
            Ok(PyTensor::wrap(Tensor::from_vec(order, &[count]), vm))
        }

        #[pymethod]
        fn choice(
            &self,
            population: usize,
            count: usize,
            replace: bool,
            p: Option<ArgSequence<f64>>,
            shuffle: bool,
            vm: &VirtualMachine,
        ) -> PyResult {
            storage::reserve::<i64>(count.max(population)).map_err(|error| fail(&error, vm))?;
            let p: Option<Vec<f64>> = p.map(ArgSequence::into_vec);
            let chosen = self.generator.borrow_mut().choice(population, count, replace, p.as_deref(), shuffle);
            let chosen = chosen.map_err(|error| raised(error, vm))?;
            let length = chosen.len();
            Ok(PyTensor::wrap(Tensor::from_vec(chosen, &[length]), vm))
        }
    }
}
