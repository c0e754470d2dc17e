//! Local response normalisation: each channel divided by what its neighbours make.

use super::super::super::super::args::{Args, Value};
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, op};
use super::super::super::super::tape::record_light;
use super::super::super::super::tensor::Tensor;
use super::super::super::{div, mul};
use super::super::formula::{linear, power};
use super::super::pointwise::{unsupported, zeros};
use super::super::real::{Real, vectorised};
use super::channels::Layout;

pub(in super::super::super) const OPS: &[Op] = &[op(
    FUNCTIONAL,
    "local_response_norm(Tensor input, int size, float alpha=0.0001, float beta=0.75, float k=1.0)",
    response,
)];

fn response(args: &Args) -> Result<Value> {
    let (x, size) = (args.tensor(0)?, args.int(1)?);
    if x.rank() < 3 {
        return Err(Error::value(format!(
            "Expected 3D or higher dimensionality                          input (got {} dimensions)",
            x.rank()
        )));
    }
    if x.numel() == 0 {
        return Ok(x.clone().into());
    }
    let Some(n) = usize::try_from(size).ok().filter(|&n| n > 0) else {
        return Err(Error::runtime("kernel size should be greater than zero, but got a non-positive size"));
    };
    if !x.dtype().is_floating() {
        return Err(unsupported("avg_pool2d_out_frame", x.dtype()));
    }
    let squares = window(&mul(x, x)?, n / 2, (n - 1) / 2)?;
    let divisor = power(&linear(&squares, args.float(2)? / n as f64, args.float(4)?)?, args.float(3)?)?;
    Ok(div(x, &divisor)?.into())
}

/// The sum of each channel with `before` and `after` of its neighbours.
fn window(x: &Tensor, before: usize, after: usize) -> Result<Tensor> {
    let out = match x.dtype() {
        super::super::super::super::dtype::DType::Float64 => run::<f64>(x, before, after)?,
        dtype => run::<f32>(x, before, after)?.cast(dtype)?,
    };
    Ok(record_light(out, "AvgPool3DBackward0", &[x], |_| {
        Box::new(move |incoming| Ok(vec![Some(window(&incoming.grad()?, after, before)?)]))
    }))
}

fn run<T: Real>(x: &Tensor, before: usize, after: usize) -> Result<Tensor> {
    let shape = x.shape();
    let Layout { batch, channels, inner } = Layout::new(&shape);
    let values = x.values::<T>();
    let mut out = zeros::<T>(values.len())?;
    vectorised(
        #[inline(always)]
        || {
            for (b, c) in (0..batch).flat_map(|b| (0..channels).map(move |c| (b, c))) {
                let start = (b * channels + c) * inner;
                let to = &mut out[start..start + inner];
                for other in c.saturating_sub(before)..(c + after + 1).min(channels) {
                    let from = (b * channels + other) * inner;
                    to.iter_mut().zip(&values[from..from + inner]).for_each(|(o, &v)| *o += v);
                }
            }
        },
    );
    Ok(Tensor::from_vec(out, &shape))
}
