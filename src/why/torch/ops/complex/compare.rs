//! Equality of complex numbers; they have no order.

use super::super::super::args::{Args, Value};
use super::super::super::error::{Error, Result};
use super::super::super::registry::Op;
use super::super::super::tensor::Tensor;
use super::super::elementwise::{Operand, map2, operand, result_type};
use super::everywhere;

pub const OWN: &[Op] = &[
    everywhere("eq(Operand input, Operand other)", |a| Ok(compared(a, |x, y| x == y)?.into())).in_place(),
    everywhere("ne(Operand input, Operand other)", |a| Ok(compared(a, |x, y| x != y)?.into())).in_place(),
    everywhere("not_equal(Operand input, Operand other)", |a| Ok(compared(a, |x, y| x != y)?.into())).in_place(),
    everywhere("equal(Tensor input, Tensor other)", |a| {
        let (x, y) = (a.tensor(0)?, a.tensor(1)?);
        Ok(Value::Bool(x.shape() == y.shape() && compared(a, |x, y| x == y)?.to_bool_vec().into_iter().all(|b| b)))
    }),
    everywhere("isclose(Tensor input, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False)", |a| {
        Ok(close(a)?.into())
    }),
    everywhere("allclose(Tensor input, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False)", |a| {
        Ok(Value::Bool(close(a)?.to_bool_vec().into_iter().all(|b| b)))
    }),
];

/// Which elements are not zero.
pub fn truth(x: &Tensor) -> Result<Tensor> {
    Ok(Tensor::from_bools(x.to_bool_vec(), &x.shape()))
}

fn compared(args: &Args, f: impl Fn([f64; 2], [f64; 2]) -> bool) -> Result<Tensor> {
    let (a, b) = (operand(args, 0)?, operand(args, 1)?);
    // Both are rounded to the type they have together.
    let dtype = result_type(&[&a, &b]);
    let of = |o: &Operand| if o.tensor.dtype() == dtype { Ok(o.tensor.detach()) } else { o.tensor.cast(dtype) };
    let (values, shape) = map2::<[f64; 2], _>(&of(&a)?, &of(&b)?, f)?;
    Ok(Tensor::from_bools(values, &shape))
}

/// Source: `torch.isclose` in PyTorch's documentation, with the absolute value of complex numbers.
fn close(args: &Args) -> Result<Tensor> {
    let (a, b) = (args.tensor(0)?, args.tensor(1)?);
    if a.dtype() != b.dtype() {
        return Err(Error::runtime(format!("{} did not match {}", a.dtype().scalar_name(), b.dtype().scalar_name())));
    }
    let (relative, absolute, nans) = (args.float(2)?, args.float(3)?, args.boolean(4));
    let (values, shape) = map2::<[f64; 2], _>(a, b, |x, y| {
        let nan = |z: [f64; 2]| z.iter().any(|v| v.is_nan());
        let (far, size) = ((x[0] - y[0]).hypot(x[1] - y[1]), y[0].hypot(y[1]));
        x == y || (nans && nan(x) && nan(y)) || (far.is_finite() && far <= absolute + (relative * size).abs())
    })?;
    Ok(Tensor::from_bools(values, &shape))
}
