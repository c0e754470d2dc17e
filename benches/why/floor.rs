//! The training loops written by hand, without tensors, tape or interpreter: what is left when everything but the arithmetic is
//! taken away.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::hint::black_box;
use std::time::Instant;

/// Weights `[inputs, outputs]`, so that the inner loops run over outputs side by side, and a bias.
pub struct Layer {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Layer {
    pub fn new(inputs: usize, outputs: usize, rng: &mut StdRng) -> Self {
        let bound = 1.0 / (inputs as f32).sqrt();
        let mut uniform = |n: usize| (0..n).map(|_| rng.random_range(-bound..bound)).collect();
        Self { weight: uniform(inputs * outputs), bias: uniform(outputs) }
    }

    fn outputs(&self) -> usize {
        self.bias.len()
    }

    fn inputs(&self) -> usize {
        self.weight.len() / self.outputs()
    }

    /// `x` is `[batch, inputs]`, the result `[batch, outputs]`.
    pub fn forward(&self, x: &[f32]) -> Vec<f32> {
        let rows = x.chunks_exact(self.inputs());
        let mut out = self.bias.repeat(rows.len());
        for (row, out) in rows.zip(out.chunks_exact_mut(self.outputs())) {
            for (x, weights) in row.iter().zip(self.weight.chunks_exact(self.outputs())) {
                out.iter_mut().zip(weights).for_each(|(out, w)| *out += x * w);
            }
        }
        out
    }

    /// The gradient of `x`, from that of the result.
    pub fn backward(&self, grad: &[f32]) -> Vec<f32> {
        let rows = grad.chunks_exact(self.outputs());
        let of_row = |grads| {
            let dot = move |weights: &[f32]| weights.iter().zip(grads).map(|(w, g): (&f32, &f32)| w * g).sum::<f32>();
            self.weight.chunks_exact(self.outputs()).map(dot)
        };
        rows.flat_map(of_row).collect()
    }

    /// Takes one step down.
    pub fn step(&mut self, x: &[f32], grad: &[f32], rate: f32) {
        let (inputs, outputs) = (self.inputs(), self.outputs());
        let mut of_weight = vec![0.0; self.weight.len()];
        for (row, grads) in x.chunks_exact(inputs).zip(grad.chunks_exact(outputs)) {
            for (x, of_weights) in row.iter().zip(of_weight.chunks_exact_mut(outputs)) {
                of_weights.iter_mut().zip(grads).for_each(|(w, g)| *w += x * g);
            }
            self.bias.iter_mut().zip(grads).for_each(|(b, g)| *b -= rate * g);
        }
        self.weight.iter_mut().zip(&of_weight).for_each(|(w, g)| *w -= rate * g);
    }
}

/// Two layers with a ReLU between them; `loss` turns the output for the rows from `at` on into its gradient. Steps a second.
fn train(sizes: [usize; 3], rows: usize, batch: usize, steps: usize, loss: impl Fn(usize, &mut [f32])) -> f64 {
    let mut rng = StdRng::seed_from_u64(0);
    let x: Vec<f32> = (0..rows * sizes[0]).map(|_| rng.random_range(-1.7..1.7)).collect();
    let mut first = Layer::new(sizes[0], sizes[1], &mut rng);
    let mut second = Layer::new(sizes[1], sizes[2], &mut rng);
    let start = Instant::now();
    for step in 0..steps {
        let at = step * batch % rows;
        let x = &x[at * sizes[0]..(at + batch) * sizes[0]];
        let hidden: Vec<f32> = first.forward(x).into_iter().map(|v| v.max(0.0)).collect();
        let mut out = second.forward(&hidden);
        loss(at, &mut out);
        let mut grad = second.backward(&out);
        second.step(&hidden, &out, 0.01);
        grad.iter_mut().zip(&hidden).filter(|(_, h)| **h <= 0.0).for_each(|(g, _)| *g = 0.0);
        first.step(x, &grad, 0.01);
    }
    black_box((first.bias, second.bias));
    steps as f64 / start.elapsed().as_secs_f64()
}

/// `quiz_loop.py`.
pub fn quiz_loop() -> f64 {
    train([10, 16, 1], 32, 8, 20_000, |at, out| {
        for (i, z) in out.iter_mut().enumerate() {
            *z = ((1.0 / (1.0 + (-*z).exp())) - ((at + i) % 2) as f32) / 8.0;
        }
    })
}

/// Turns the scores of one row into the gradient of their cross entropy, a mean over `rows`.
pub fn softmax_gradient(row: &mut [f32], class: usize, rows: usize) {
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    row.iter_mut().for_each(|z| *z = (*z - most).exp());
    let sum: f32 = row.iter().sum();
    for (i, p) in row.iter_mut().enumerate() {
        *p = (*p / sum - f32::from(u8::from(i == class))) / rows as f32;
    }
}

/// `mlp.py`, without the momentum.
pub fn mlp() -> f64 {
    train([784, 128, 10], 640, 64, 200, |at, out| {
        out.chunks_exact_mut(10).enumerate().for_each(|(i, row)| softmax_gradient(row, (at + i) % 10, 64));
    })
}
