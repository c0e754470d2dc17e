//! Sums in the order in which numpy adds, which is not PyTorch's: `np.mean` of the same numbers ends in other digits.
//!
//! numpy goes through memory in the order in which it lies. Where the innermost dimension is summed, its neighbours are added
//! in pairs of pairs, from 128 numbers on in halves, with eight running sums below that; otherwise row is added to row.

use std::ops::Add;

use super::dtype::DType;
use super::error::Result;
use super::ops::permute;
use super::shape::Shape;
use super::tensor::Tensor;

/// Numbers below which pairs are not halved further, and running sums there.
const BLOCK: usize = 128;
const RUNNING: usize = 8;

/// The sum over dimensions, of a tensor of floating point numbers.
pub fn sum(x: &Tensor, dims: &[usize], keepdim: bool) -> Result<Tensor> {
    let (shape, strides) = (x.shape(), x.strides());
    let mut order: Vec<usize> = (0..shape.len()).collect();
    order.sort_by_key(|dim| std::cmp::Reverse(strides[*dim]));
    let laid_out = permute(&x.detach(), &order)?;
    let plan = Plan::new(&order, &shape, &strides, dims);
    let sums = match x.dtype() {
        DType::Float32 => Tensor::from_vec(plan.run(&laid_out.values::<f32>().into_vec()), &plan.kept),
        DType::Float64 => Tensor::from_vec(plan.run(&laid_out.values::<f64>().into_vec()), &plan.kept),
        // The narrow types are added in float32.
        dtype => Tensor::from_vec(plan.run(&laid_out.values::<f32>().into_vec()), &plan.kept).cast(dtype)?,
    };
    // Back from the order of memory to that of the dimensions.
    let remaining: Vec<usize> = order.iter().copied().filter(|dim| !dims.contains(dim)).collect();
    let mut back: Vec<usize> = (0..remaining.len()).collect();
    back.sort_by_key(|place| remaining[*place]);
    let sums = permute(&sums, &back)?.copy()?;
    if !keepdim {
        return Ok(sums);
    }
    let full: Shape = shape.iter().enumerate().map(|(dim, size)| if dims.contains(&dim) { 1 } else { *size }).collect();
    super::ops::reshape(&sums, &full)
}

/// How memory is gone through.
struct Plan {
    /// Sizes from the outermost to the innermost, and whether they are summed over.
    loops: Vec<(usize, bool)>,
    kept: Vec<usize>,
}

impl Plan {
    fn new(order: &[usize], shape: &[usize], strides: &[usize], dims: &[usize]) -> Self {
        let mut loops: Vec<(usize, bool)> = Vec::new();
        let mut outer: Option<usize> = None;
        for &dim in order.iter().filter(|dim| shape[**dim] != 1) {
            let summed = dims.contains(&dim);
            let joins = outer.is_some_and(|stride| stride == strides[dim] * shape[dim]);
            match loops.last_mut() {
                // Dimensions that lie side by side are gone through as one.
                Some((size, alike)) if *alike == summed && joins => *size *= shape[dim],
                _ => loops.push((shape[dim], summed)),
            }
            outer = Some(strides[dim]);
        }
        let kept = order.iter().filter(|dim| !dims.contains(dim)).map(|dim| shape[*dim]).collect();
        Self { loops, kept }
    }

    fn run<T: Copy + Default + Add<Output = T>>(&self, data: &[T]) -> Vec<T> {
        let mut sums = vec![T::default(); self.kept.iter().product()];
        self.add(data, &mut sums, &self.loops);
        sums
    }

    fn add<T: Copy + Default + Add<Output = T>>(&self, data: &[T], sums: &mut [T], loops: &[(usize, bool)]) {
        match loops {
            [] => data.iter().zip(sums).for_each(|(one, sum)| *sum = *sum + *one),
            [(_, true)] => sums.iter_mut().for_each(|sum| *sum = *sum + pairwise(data)),
            [(_, false)] => data.iter().zip(sums).for_each(|(one, sum)| *sum = *sum + *one),
            [(size, summed), inner @ ..] => {
                let rows = data.chunks_exact((data.len() / size.max(&1)).max(1));
                if *summed {
                    rows.for_each(|row| self.add(row, sums, inner));
                } else {
                    let parts = sums.chunks_exact_mut((sums.len() / size.max(&1)).max(1));
                    rows.zip(parts).for_each(|(row, part)| self.add(row, part, inner));
                }
            }
        }
    }
}

fn pairwise<T: Copy + Default + Add<Output = T>>(data: &[T]) -> T {
    if data.len() < RUNNING {
        return data.iter().fold(T::default(), |sum, one| sum + *one);
    }
    if data.len() <= BLOCK {
        let (rows, rest) = data.as_chunks::<RUNNING>();
        let mut running = rows[0];
        for row in &rows[1..] {
            running.iter_mut().zip(row).for_each(|(sum, one)| *sum = *sum + *one);
        }
        let [a, b, c, d, e, f, g, h] = running;
        return rest.iter().fold(((a + b) + (c + d)) + ((e + f) + (g + h)), |sum, one| sum + *one);
    }
    let half = data.len() / 2;
    let (one, other) = data.split_at(half - half % RUNNING);
    pairwise(one) + pairwise(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of the numbers below, and what numpy 2.4 says of their sum.
    const RECORDED: &[(usize, f64)] = &[
        (1, -58.142857142857146),
        (7, -1.1428571428571317),
        (100, 1018.8571428571429),
        (1000, 12080.142857142857),
        (1025, 12302.571428571428),
        (100_003, 1199882.2857142854),
    ];
    const RECORDED_FLOAT32: f64 = 59993.5703125;

    /// Numbers whose sum depends on the order.
    fn numbers(count: usize) -> Vec<f64> {
        (0..count).map(|place| ((place * 7919 + 13) % 1009) as f64 / 7.0 - 60.0).collect()
    }

    fn check(x: &Tensor, dims: &[usize], expected: &[f64]) {
        assert_eq!(sum(x, dims, false).unwrap().to_f64_vec(), expected, "{:?} over {dims:?}", x.shape());
    }

    #[test]
    fn adds_as_numpy_does() {
        for (count, expected) in RECORDED {
            check(&Tensor::from_vec(numbers(*count), &[*count]), &[0], &[*expected]);
        }
        let single: Vec<f32> = numbers(5000).iter().map(|one| *one as f32).collect();
        check(&Tensor::from_vec(single, &[5000]), &[0], &[RECORDED_FLOAT32]);
    }

    #[test]
    fn goes_through_memory_in_its_order() {
        let table = Tensor::from_vec(numbers(1000), &[10, 100]);
        check(&table, &[0, 1], &[RECORDED[3].1]);
        let turned = permute(&table, &[1, 0]).unwrap();
        check(&turned, &[0], &sum(&table, &[1], false).unwrap().to_f64_vec());
        check(&turned, &[1], &sum(&table, &[0], false).unwrap().to_f64_vec());
        check(&turned, &[0, 1], &[RECORDED[3].1]);
        assert_eq!(*sum(&table, &[1], true).unwrap().shape(), [10, 1]);
        check(&Tensor::from_vec(numbers(0), &[0, 3]), &[0], &[0.0; 3]);
        check(&Tensor::from_vec(numbers(3), &[3]), &[], &numbers(3));
    }
}
