//! Division with remainder, powers and rounding of floats and complex numbers, as CPython's floatobject.c and complexobject.c
//! define them.

use std::sync::OnceLock;

use rustpython_vm::builtins::{PyComplex, PyFloat, PyInt};
use rustpython_vm::convert::ToPyObject;
use rustpython_vm::function::OptionalOption;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

use super::method;

type Operator = fn(&PyObject, &PyObject, &VirtualMachine) -> PyResult;

/// From here on, a float has no digits left that rounding could change; and above, none but zeros remain.
const DIGITS: std::ops::RangeInclusive<i64> = -308..=323;

pub fn install(vm: &VirtualMachine) {
    let float = vm.ctx.types.float_type;
    method(vm, float, "__round__", round);
    let slots = &float.slots.as_number;
    let both = |own: &dyn Fn(Operator), reflected: &dyn Fn(Operator), operator: Operator| {
        own(operator);
        reflected(operator);
    };
    both(&|f| slots.remainder.store(Some(f)), &|f| slots.right_remainder.store(Some(f)), remainder);
    both(&|f| slots.floor_divide.store(Some(f)), &|f| slots.right_floor_divide.store(Some(f)), floor_divide);
    both(&|f| slots.true_divide.store(Some(f)), &|f| slots.right_true_divide.store(Some(f)), true_divide);
    both(&|f| slots.divmod.store(Some(f)), &|f| slots.right_divmod.store(Some(f)), divmod);
    slots.power.store(Some(float_power));
    slots.right_power.store(Some(float_power));
    let slots = &vm.ctx.types.int_type.slots.as_number;
    let kept = [&slots.true_divide, &slots.floor_divide, &slots.remainder, &slots.divmod].map(|slot| slot.load());
    if let [Some(a), Some(b), Some(c), Some(d)] = kept
        && WHOLE.set([a, b, c, d]).is_ok()
    {
        both(&|f| slots.true_divide.store(Some(f)), &|f| slots.right_true_divide.store(Some(f)), whole_true_divide);
        both(&|f| slots.floor_divide.store(Some(f)), &|f| slots.right_floor_divide.store(Some(f)), whole_floor_divide);
        both(&|f| slots.remainder.store(Some(f)), &|f| slots.right_remainder.store(Some(f)), whole_remainder);
        both(&|f| slots.divmod.store(Some(f)), &|f| slots.right_divmod.store(Some(f)), whole_divmod);
    }
    method(vm, vm.ctx.types.bool_type, "__round__", round_bool);
    let slots = &vm.ctx.types.complex_type.slots.as_number;
    slots.power.store(Some(complex_power));
    slots.right_power.store(Some(complex_power));
    for (name, reflected, operator) in [
        ("__mod__", "__rmod__", remainder as Operator),
        ("__floordiv__", "__rfloordiv__", floor_divide),
        ("__truediv__", "__rtruediv__", true_divide),
        ("__divmod__", "__rdivmod__", divmod),
    ] {
        method(vm, float, name, move |a: PyObjectRef, b: PyObjectRef, vm: &VirtualMachine| operator(&a, &b, vm));
        method(vm, float, reflected, move |b: PyObjectRef, a: PyObjectRef, vm: &VirtualMachine| operator(&a, &b, vm));
    }
}

/// Both operands as floats, if both are numbers that a float can meet.
fn floats(a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult<Option<(f64, f64)>> {
    let number = |object: &PyObject| -> PyResult<Option<f64>> {
        if let Some(float) = object.downcast_ref::<PyFloat>() {
            return Ok(Some(float.to_f64()));
        }
        if object.downcast_ref::<PyInt>().is_none() {
            return Ok(None);
        }
        Ok(Some(object.try_float(vm)?.to_f64()))
    };
    Ok(number(a)?.zip(number(b)?))
}

/// Applies an operation that is not defined for a divisor of zero.
fn divide<T: ToPyObject>(
    a: &PyObject,
    b: &PyObject,
    vm: &VirtualMachine,
    by_zero: &'static str,
    operation: fn(f64, f64) -> T,
) -> PyResult {
    match floats(a, b, vm)? {
        None => Ok(vm.ctx.not_implemented()),
        Some((_, 0.0)) => Err(vm.new_zero_division_error(by_zero)),
        Some((a, b)) => Ok(operation(a, b).to_pyobject(vm)),
    }
}

/// RustPython's own operators of whole numbers: /, //, %, divmod.
static WHOLE: OnceLock<[Operator; 4]> = OnceLock::new();

/// Whole numbers are divided by RustPython itself; only its sentence for a divisor of zero is not CPython 3.11's.
fn whole(which: usize, by_zero: &'static str, a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    let Some(operators) = WHOLE.get() else { return Ok(vm.ctx.not_implemented()) };
    operators[which](a, b, vm).map_err(|error| {
        if error.class().is(vm.ctx.exceptions.zero_division_error) {
            vm.new_zero_division_error(by_zero)
        } else {
            error
        }
    })
}

fn whole_true_divide(a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    let quotient = whole(0, "division by zero", a, b, vm)?;
    // Nothing divided by less than nothing is -0.0.
    match quotient.downcast_ref::<PyFloat>() {
        Some(zero) if zero.to_f64() == 0.0 && is_negative(a, b, vm) => Ok(vm.ctx.new_float(-0.0).into()),
        _ => Ok(quotient),
    }
}

fn is_negative(a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> bool {
    let nothing = vm.ctx.new_int(0);
    let below =
        |object: &PyObject| object.downcast_ref::<PyInt>().is_some_and(|int| int.as_bigint() < nothing.as_bigint());
    below(a) != below(b)
}

fn whole_floor_divide(a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    whole(1, "integer division or modulo by zero", a, b, vm)
}

fn whole_remainder(a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    whole(2, "integer modulo by zero", a, b, vm)
}

fn whole_divmod(a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    whole(3, "integer division or modulo by zero", a, b, vm)
}

/// A rounded boolean is a number, and nothing to tens.
fn round_bool(bool: PyObjectRef, digits: OptionalOption<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
    let tens = match digits.flatten() {
        Some(digits) => digits.try_index(vm)?.as_bigint() < vm.ctx.new_int(0).as_bigint(),
        None => false,
    };
    Ok(vm.ctx.new_int(i32::from(!tens && bool.try_to_bool(vm)?)).into())
}

fn true_divide(a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    divide(a, b, vm, "float division by zero", |a, b| a / b)
}

fn remainder(a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    divide(a, b, vm, "float modulo", |a, b| quotient(a, b).1)
}

fn floor_divide(a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    divide(a, b, vm, "float floor division by zero", |a, b| quotient(a, b).0)
}

fn divmod(a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    divide(a, b, vm, "float divmod()", quotient)
}

/// The whole quotient and the remainder, which has the divisor's sign.
fn quotient(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut whole = (a - rest) / b;
    if rest == 0.0 {
        rest = rest.copysign(b);
    } else if (b < 0.0) != (rest < 0.0) {
        rest += b;
        whole -= 1.0;
    }
    if whole == 0.0 {
        return (0.0_f64.copysign(a / b), rest);
    }
    let floor = whole.floor();
    (if whole - floor > 0.5 { floor + 1.0 } else { floor }, rest)
}

fn float_power(a: &PyObject, b: &PyObject, modulus: &PyObject, vm: &VirtualMachine) -> PyResult {
    if !vm.is_none(modulus) {
        return Err(vm.new_type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    let Some((base, exponent)) = floats(a, b, vm)? else { return Ok(vm.ctx.not_implemented()) };
    if base == 0.0 && exponent < 0.0 && exponent.is_finite() {
        return Err(vm.new_zero_division_error("0.0 cannot be raised to a negative power"));
    }
    if base < 0.0 && base.is_finite() && exponent.is_finite() && exponent != exponent.floor() {
        let (re, im) = polar_power((base, 0.0), (exponent, 0.0));
        return vm.ctx.types.complex_type.as_object().call((re, im), vm);
    }
    let power = base.powf(exponent);
    if power.is_infinite() && base.is_finite() && exponent.is_finite() {
        let arguments = vec![vm.ctx.new_int(34).into(), vm.ctx.new_str("Numerical result out of range").into()];
        return Err(vm.new_exception(vm.ctx.exceptions.overflow_error.to_owned(), arguments));
    }
    Ok(vm.ctx.new_float(power).into())
}

type Pair = (f64, f64);

fn complex_power(a: &PyObject, b: &PyObject, modulus: &PyObject, vm: &VirtualMachine) -> PyResult {
    let number = |object: &PyObject| -> PyResult<Option<Pair>> {
        if let Some(complex) = object.downcast_ref::<PyComplex>() {
            let value = complex.to_complex();
            return Ok(Some((value.re, value.im)));
        }
        Ok(floats(object, object, vm)?.map(|(value, _)| (value, 0.0)))
    };
    let Some((a, b)) = number(a)?.zip(number(b)?) else { return Ok(vm.ctx.not_implemented()) };
    if !vm.is_none(modulus) {
        return Err(vm.new_value_error("complex modulo"));
    }
    let whole = b.1 == 0.0 && b.0 == b.0.floor() && b.0.abs() <= 100.0;
    if a == (0.0, 0.0) && (b.0 < 0.0 || b.1 != 0.0) {
        return Err(vm.new_zero_division_error("0.0 to a negative or complex power"));
    }
    let (re, im) = match b {
        (0.0, 0.0) => (1.0, 0.0),
        _ if whole && b.0 > 0.0 => whole_power(a, b.0 as u32),
        _ if whole => reciprocal(whole_power(a, -b.0 as u32)),
        _ if a == (0.0, 0.0) => (0.0, 0.0),
        _ => polar_power(a, b),
    };
    let finite = [a.0, a.1, b.0, b.1].iter().all(|part| part.is_finite());
    if finite && !(re.is_finite() && im.is_finite()) {
        return Err(vm.new_overflow_error("complex exponentiation"));
    }
    vm.ctx.types.complex_type.as_object().call((re, im), vm)
}

fn times(a: Pair, b: Pair) -> Pair {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

/// By repeated squaring.
fn whole_power(base: Pair, exponent: u32) -> Pair {
    let (mut result, mut power) = ((1.0, 0.0), base);
    let mut bit = 1;
    while bit <= exponent {
        if exponent & bit != 0 {
            result = times(result, power);
        }
        bit <<= 1;
        power = times(power, power);
    }
    result
}

/// 1 / a, divided by the larger part first so that nothing overflows.
fn reciprocal(a: Pair) -> Pair {
    if a.0.abs() >= a.1.abs() {
        let ratio = a.1 / a.0;
        let denominator = a.0 + a.1 * ratio;
        (1.0 / denominator, -ratio / denominator)
    } else {
        let ratio = a.0 / a.1;
        let denominator = a.0 * ratio + a.1;
        (ratio / denominator, -1.0 / denominator)
    }
}

fn polar_power(a: Pair, b: Pair) -> Pair {
    let (size, angle) = (a.0.hypot(a.1), a.1.atan2(a.0));
    let (mut length, mut phase) = (size.powf(b.0), angle * b.0);
    if b.1 != 0.0 {
        length *= (-angle * b.1).exp();
        phase += b.1 * size.ln();
    }
    (length * phase.cos(), length * phase.sin())
}

/// `round(float)` and `round(float, digits)`: halves of the exact decimal value go to the even digit.
fn round(float: PyRef<PyFloat>, digits: OptionalOption<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
    let value = float.to_f64();
    let Some(digits) = digits.flatten() else {
        let whole: PyObjectRef = vm.ctx.new_float(value.round_ties_even()).into();
        return Ok(whole.try_int(vm)?.into());
    };
    let digits = digits.try_index(vm)?;
    // Beyond i64 only the sign matters.
    let wanted = digits
        .try_to_primitive::<i64>(vm)
        .unwrap_or_else(|_| if digits.to_string().starts_with('-') { i64::MIN } else { i64::MAX });
    if !value.is_finite() || wanted > *DIGITS.end() {
        return Ok(vm.ctx.new_float(value).into());
    }
    if wanted < *DIGITS.start() {
        return Ok(vm.ctx.new_float(0.0 * value).into());
    }
    let text =
        if wanted >= 0 { format!("{value:.0$}", wanted as usize) } else { whole_digits(value, -wanted as usize) };
    match text.parse::<f64>() {
        Ok(rounded) if rounded.is_finite() => Ok(vm.ctx.new_float(rounded).into()),
        _ => Err(vm.new_overflow_error("rounded value too large to represent")),
    }
}

/// A number rounded to a multiple of ten to the `zeros`, as text.
fn whole_digits(value: f64, zeros: usize) -> String {
    // Every digit there is: the sum of what is cut off decides, not its first digit.
    let text = format!("{:.1080}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let padded = format!("{whole:0>width$}", width = zeros + 1);
    let (kept, cut) = padded.split_at(padded.len() - zeros);
    let half = format!("{:0<width$}", "5", width = zeros + fraction.len());
    let cut = format!("{cut}{fraction}");
    let odd = kept.ends_with(['1', '3', '5', '7', '9']);
    let mut digits = kept.as_bytes().to_vec();
    if cut > half || cut == half && odd {
        let nines = digits.iter().rev().take_while(|digit| **digit == b'9').count();
        let from = digits.len() - nines;
        digits[from..].fill(b'0');
        match digits[..from].last_mut() {
            Some(digit) => *digit += 1,
            None => digits.insert(0, b'1'),
        }
    }
    let digits: String = digits.into_iter().map(char::from).collect();
    let sign = if value.is_sign_negative() { "-" } else { "" };
    format!("{sign}{digits}{:0<zeros$}", "")
}

#[cfg(test)]
mod tests {
    use super::{quotient, whole_digits};

    #[test]
    fn quotients_are_cpythons() {
        let cases = [
            ((-4.0, 2.0), (-2.0, 0.0)),
            ((1.0, 0.1), (9.0, 0.09999999999999995)),
            ((4.0, -2.0), (-2.0, -0.0)),
            ((-7.0, 2.0), (-4.0, 1.0)),
            ((7.0, -2.0), (-4.0, -1.0)),
            ((5e-324, -9.8), (-1.0, -9.8)),
            ((0.0, -3.0), (-0.0, -0.0)),
        ];
        for ((a, b), (whole, rest)) in cases {
            let found = quotient(a, b);
            assert_eq!((found.0.to_bits(), found.1.to_bits()), (f64::to_bits(whole), f64::to_bits(rest)), "{a} by {b}");
        }
    }

    #[test]
    fn whole_digits_round_halves_to_even() {
        let cases = [
            (15.0, 1, "20"),
            (25.0, 1, "20"),
            (25.000001, 1, "30"),
            (-1234.5678, 2, "-1200"),
            (4.0, 1, "00"),
            (6.0, 1, "10"),
            (995.0, 1, "1000"),
            (5.0, 2, "000"),
        ];
        for (value, zeros, text) in cases {
            assert_eq!(whole_digits(value, zeros), text, "{value} to {zeros}");
        }
    }
}
