//! The discrete Fourier transform over given dimensions, from and to complex and real numbers, with its gradient: another one.

use rustfft::{FftDirection, FftNum, FftPlanner, num_complex::Complex};

use super::super::super::dtype::DType;
use super::super::super::error::Result;
use super::super::super::shape;
use super::super::super::storage::{self, Element};
use super::super::super::tape::record_light;
use super::super::super::tensor::Tensor;
use super::super::arithmetic::mul;
use super::super::join::cat;
use super::super::view::narrow;
use super::access::real;
use super::make::{halves, joined};

/// Transforms each line of a dimension of row-major numbers in place.
fn lines<T: FftNum>(values: &mut [Complex<T>], shape: &[usize], dim: usize, forward: bool) {
    let n = shape[dim];
    let step: usize = shape[dim + 1..].iter().product();
    if n < 2 || step == 0 {
        return;
    }
    let direction = if forward { FftDirection::Forward } else { FftDirection::Inverse };
    let plan = FftPlanner::new().plan_fft(n, direction);
    let mut line = vec![Complex::new(T::zero(), T::zero()); n];
    for block in values.chunks_exact_mut(n * step) {
        if step == 1 {
            plan.process(block);
            continue;
        }
        for start in 0..step {
            line.iter_mut().zip(block[start..].iter().step_by(step)).for_each(|(to, from)| *to = *from);
            plan.process(&mut line);
            block[start..].iter_mut().step_by(step).zip(&line).for_each(|(to, from)| *to = *from);
        }
    }
}

fn transformed(x: &Tensor, dims: &[usize], forward: bool, scale: f64) -> Result<Tensor> {
    let shape = x.shape();
    // Several copies of it are alive at a time.
    storage::reserve::<[f64; 8]>(shape::numel(&shape))?;
    fn run<T: FftNum + num_traits::Float>(
        values: &[[T; 2]],
        shape: &[usize],
        dims: &[usize],
        forward: bool,
        scale: T,
    ) -> Vec<[T; 2]> {
        let mut numbers: Vec<Complex<T>> = values.iter().map(|z| Complex::new(z[0], z[1])).collect();
        for &dim in dims.iter().rev() {
            lines(&mut numbers, shape, dim, forward);
        }
        if scale == T::one() {
            return numbers.into_iter().map(|z| [z.re, z.im]).collect();
        }
        numbers.into_iter().map(|z| [z.re * scale, z.im * scale]).collect()
    }
    Ok(match x.dtype() {
        DType::Complex64 => Tensor::from_vec(run(&x.values::<[f32; 2]>(), &shape, dims, forward, scale as f32), &shape),
        _ => Tensor::from_vec(run(&x.values::<[f64; 2]>(), &shape, dims, forward, scale), &shape),
    })
}

/// Of complex numbers.
pub fn complex_to_complex(x: &Tensor, dims: &[usize], forward: bool, scale: f64) -> Result<Tensor> {
    let out = transformed(x, dims, forward, scale)?;
    let dims = dims.to_vec();
    Ok(record_light(out, "FftC2CBackward0", &[x], |_| {
        Box::new(move |incoming| Ok(vec![Some(complex_to_complex(&incoming.grad()?, &dims, !forward, scale)?)]))
    }))
}

/// Of real numbers, forwards. With `half` without the second half of the last of `dims`, which mirrors the first.
pub fn real_to_complex(x: &Tensor, dims: &[usize], half: bool, scale: f64) -> Result<Tensor> {
    let last = dims.last().copied().unwrap_or(0);
    let n = x.shape()[last];
    let all = transformed(&x.cast(x.dtype().complex())?, dims, true, scale)?;
    let first = super::super::view::narrow(&all, last as i64, 0, n / 2 + 1)?.copy()?;
    let out = if half { first } else { mirrored(&first, last, n)? };
    let dims = dims.to_vec();
    Ok(record_light(out, "FftR2CBackward0", &[x], |_| {
        Box::new(move |incoming| {
            let mut grad = incoming.grad()?;
            let mut missing = grad.shape();
            missing[last] = n - missing[last];
            if missing[last] > 0 {
                grad = cat(&[grad.clone(), Tensor::zeros(&missing, grad.dtype())?], last as i64)?;
            }
            Ok(vec![Some(real(&complex_to_complex(&grad, &dims, false, scale)?)?)])
        })
    }))
}

/// The first half of the transform of real numbers with the second half, which is the first one's conjugate backwards. What has
/// to be real is made so.
fn mirrored(half: &Tensor, dim: usize, n: usize) -> Result<Tensor> {
    fn filled<T: Element>(half: &Tensor, dim: usize, n: usize) -> Tensor {
        let mut shape = half.shape();
        let (values, have) = (half.values::<T>(), shape[dim]);
        let step: usize = shape[dim + 1..].iter().product();
        shape[dim] = n;
        let mut out = Vec::with_capacity(shape::numel(&shape));
        for block in values.chunks_exact((have * step).max(1)) {
            for k in 0..n {
                let (from, sign) = if k < have { (k, 1.0) } else { (n - k, -1.0) };
                let row = &block[from * step..(from + 1) * step];
                out.extend(row.iter().map(|z| T::from_parts(z.to_f64(), sign * z.imaginary())));
            }
        }
        Tensor::from_vec(out, &shape)
    }
    let mut size = half.shape();
    size[dim] = n;
    storage::reserve::<[f64; 4]>(shape::numel(&size))?;
    Ok(match half.dtype() {
        DType::Complex64 => filled::<[f32; 2]>(half, dim, n),
        _ => filled::<[f64; 2]>(half, dim, n),
    })
}

/// To real numbers, backwards: the transform of complex numbers of which the second half of the last dimension mirrors the first.
/// `n` is how long that dimension becomes.
pub fn complex_to_real(x: &Tensor, dims: &[usize], n: usize, scale: f64) -> Result<Tensor> {
    let Some((&last, rest)) = dims.split_last() else { return real(x) };
    let inner = transformed(x, rest, false, 1.0)?;
    let [re, im] = halves(&inner)?;
    // The first and, of an even number, the middle one count as real.
    let (re, im) = (re.copy()?, im.copy()?);
    let zero = |at: usize| -> Result<()> {
        let row = narrow(&im.detach(), last as i64, at, 1)?;
        row.write(&storage::zeros(row.dtype(), row.numel())?);
        Ok(())
    };
    zero(0)?;
    if n.is_multiple_of(2) {
        zero(n / 2)?;
    }
    let whole = mirrored(&joined(&re, &im)?, last, n)?;
    let out = halves(&transformed(&whole, &[last], false, scale)?)?[0].copy()?;
    let dims = dims.to_vec();
    Ok(record_light(out, "FftC2RBackward0", &[x], |_| {
        Box::new(move |incoming| {
            let grad = real_to_complex(&incoming.grad()?, &dims, true, scale)?;
            // What stands for its mirror image as well counts twice.
            let twice = (0..n / 2 + 1).map(|k| if k > 0 && 2 * k < n { 2.0 } else { 1.0 }).collect();
            let mut shape = shape::Shape::from_elem(1, grad.rank());
            shape[last] = n / 2 + 1;
            let twice = Tensor::from_f64s(twice, &shape, grad.dtype().part())?;
            Ok(vec![Some(mul(&grad, &twice)?)])
        })
    }))
}
