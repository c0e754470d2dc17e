//! `cnn.py` written by hand: images one after another, planes row by row.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::hint::black_box;
use std::ops::Range;
use std::time::Instant;

use super::floor::{Layer, softmax_gradient};

/// A kernel is 3 by 3 and the padding 1, so a plane keeps its size.
const KERNEL: usize = 9;

/// Weights `[out, in, 3, 3]` and a bias, with their gradients.
struct Convolution {
    weight: Vec<f32>,
    bias: Vec<f32>,
    of_weight: Vec<f32>,
    of_bias: Vec<f32>,
    size: usize,
}

impl Convolution {
    fn new(inputs: usize, outputs: usize, size: usize, rng: &mut StdRng) -> Self {
        let bound = 1.0 / ((inputs * KERNEL) as f32).sqrt();
        let mut uniform = |n: usize| (0..n).map(|_| rng.random_range(-bound..bound)).collect::<Vec<f32>>();
        let (weight, bias) = (uniform(outputs * inputs * KERNEL), uniform(outputs));
        Self { of_weight: vec![0.0; weight.len()], of_bias: vec![0.0; outputs], weight, bias, size }
    }

    fn inputs(&self) -> usize {
        self.weight.len() / self.bias.len() / KERNEL
    }

    /// For every weight, the rows of the result and of the input that it joins: ranges of elements of equal length.
    fn rows(&self, mut row: impl FnMut(usize, Range<usize>, Range<usize>)) {
        let (n, inputs) = (self.size, self.inputs());
        for (weight, place) in (0..self.weight.len()).map(|weight| (weight, weight % KERNEL)) {
            let (out, input) = (weight / KERNEL / inputs, weight / KERNEL % inputs);
            let (down, right) = (place / 3, place % 3);
            let length = n - usize::from(right != 1);
            for y in usize::from(down == 0)..n - usize::from(down == 2) {
                let to = (out * n + y) * n + usize::from(right == 0);
                let of = (input * n + y + down - 1) * n + usize::from(right == 2);
                row(weight, to..to + length, of..of + length);
            }
        }
    }

    /// `x` is `[in, size, size]`, the result `[out, size, size]`.
    fn forward(&self, x: &[f32]) -> Vec<f32> {
        let plane = self.size * self.size;
        let mut out: Vec<f32> = self.bias.iter().flat_map(|bias| std::iter::repeat_n(*bias, plane)).collect();
        self.rows(|weight, to, of| {
            let w = self.weight[weight];
            out[to].iter_mut().zip(&x[of]).for_each(|(out, x)| *out += w * x);
        });
        out
    }

    /// Adds to the gradients of weight and bias.
    fn learn(&mut self, x: &[f32], grad: &[f32]) {
        let mut of_weight = std::mem::take(&mut self.of_weight);
        self.rows(|weight, to, of| of_weight[weight] += grad[to].iter().zip(&x[of]).map(|(g, x)| g * x).sum::<f32>());
        self.of_weight = of_weight;
        let planes = grad.chunks_exact(self.size * self.size);
        self.of_bias.iter_mut().zip(planes).for_each(|(bias, plane)| *bias += plane.iter().sum::<f32>());
    }

    /// The gradient of `x`.
    fn backward(&self, grad: &[f32]) -> Vec<f32> {
        let mut of_x = vec![0.0; self.inputs() * self.size * self.size];
        self.rows(|weight, to, of| {
            let w = self.weight[weight];
            of_x[of].iter_mut().zip(&grad[to]).for_each(|(x, g)| *x += w * g);
        });
        of_x
    }

    fn step(&mut self, rate: f32) {
        let weights = self.weight.iter_mut().zip(&mut self.of_weight);
        for (value, grad) in weights.chain(self.bias.iter_mut().zip(&mut self.of_bias)) {
            *value -= rate * std::mem::take(grad);
        }
    }
}

/// ReLU, then the largest of each 2 by 2: the results, and where each came from if it is above 0.
fn pool(x: &[f32], size: usize) -> (Vec<f32>, Vec<Option<usize>>) {
    let half = size / 2;
    let corners = (0..x.len() / 4).map(|i| {
        let (plane, y, x) = (i / (half * half), i / half % half, i % half);
        (plane * size + 2 * y) * size + 2 * x
    });
    let largest = corners.map(|at| {
        let places = [at, at + 1, at + size, at + size + 1];
        let place = places.into_iter().max_by(|a, b| x[*a].total_cmp(&x[*b])).unwrap_or(at);
        if x[place] > 0.0 { (x[place], Some(place)) } else { (0.0, None) }
    });
    largest.unzip()
}

/// The gradient of what was pooled.
fn unpool(grad: &[f32], places: &[Option<usize>], length: usize) -> Vec<f32> {
    let mut of_x = vec![0.0; length];
    for (g, place) in grad.iter().zip(places) {
        if let Some(place) = place {
            of_x[*place] += g;
        }
    }
    of_x
}

/// `cnn.py`: steps a second.
pub fn cnn() -> f64 {
    const BATCH: usize = 16;
    const STEPS: usize = 40;
    let mut rng = StdRng::seed_from_u64(0);
    let images: Vec<Vec<f32>> = (0..64).map(|_| (0..784).map(|_| rng.random_range(-1.7..1.7)).collect()).collect();
    let mut first = Convolution::new(1, 8, 28, &mut rng);
    let mut second = Convolution::new(8, 16, 14, &mut rng);
    let mut last = Layer::new(784, 10, &mut rng);
    let start = Instant::now();
    for step in 0..STEPS {
        let (mut flat, mut grads, mut kept) = (Vec::new(), Vec::new(), Vec::new());
        for i in 0..BATCH {
            let image = &images[(step * BATCH + i) % images.len()];
            let (hidden, from_first) = pool(&first.forward(image), 28);
            let (features, from_second) = pool(&second.forward(&hidden), 14);
            let mut out = last.forward(&features);
            softmax_gradient(&mut out, i % 10, BATCH);
            flat.extend(features);
            grads.extend(out);
            kept.push((image, hidden, from_first, from_second));
        }
        let of_flat = last.backward(&grads);
        last.step(&flat, &grads, 0.01);
        for ((image, hidden, from_first, from_second), grad) in kept.iter().zip(of_flat.chunks_exact(784)) {
            let grad = unpool(grad, from_second, 16 * 14 * 14);
            second.learn(hidden, &grad);
            let grad = unpool(&second.backward(&grad), from_first, 8 * 28 * 28);
            first.learn(image, &grad);
        }
        first.step(0.01);
        second.step(0.01);
    }
    black_box((first.bias, second.bias));
    STEPS as f64 / start.elapsed().as_secs_f64()
}
