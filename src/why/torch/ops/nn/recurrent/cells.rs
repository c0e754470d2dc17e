//! One step of a sequence: the gates of some sequences become their next states, and gradients of states those of the gates.
//!
//! Sources: Hochreiter and Schmidhuber, "Long Short-Term Memory" (1997); Cho et al., "Learning Phrase Representations using RNN
//! Encoder-Decoder" (2014), with the reset gate applied after the product, as PyTorch's page of `GRU` has it.

use super::super::gemm::Lanes;
use super::super::real::vectorised;
use super::sequence::Kind;

/// Gates i, f, g, o of each row become activated ones; c' = f c + i g, and h = o tanh(c').
pub fn lstm<T: Lanes>(gates: &mut [T], cell: &mut [T], state: &mut [T], n: usize) {
    vectorised(
        #[inline(always)]
        || {
            let rows = gates.chunks_exact_mut(4 * n).zip(cell.chunks_exact_mut(n)).zip(state.chunks_exact_mut(n));
            for ((gates, cell), state) in rows {
                let (i, rest) = gates.split_at_mut(n);
                let (f, rest) = rest.split_at_mut(n);
                let (g, o) = rest.split_at_mut(n);
                for v in i.iter_mut().chain(f.iter_mut()).chain(o.iter_mut()) {
                    *v = v.sigmoid();
                }
                for v in g.iter_mut() {
                    *v = v.tanh();
                }
                for k in 0..n {
                    cell[k] = f[k] * cell[k] + i[k] * g[k];
                }
                for k in 0..n {
                    state[k] = o[k] * cell[k].tanh();
                }
            }
        },
    );
}

/// From the gradients of h and c' to those of the gates (in place of the activated ones) and of c (in place of c').
pub fn lstm_back<T: Lanes>(
    gates: &mut [T],
    (cells, before): (&[T], &[T]),
    state_grad: &[T],
    cell_grad: &mut [T],
    n: usize,
) {
    vectorised(
        #[inline(always)]
        || {
            for (r, gates) in gates.chunks_exact_mut(4 * n).enumerate() {
                let at = r * n;
                let (i, rest) = gates.split_at_mut(n);
                let (f, rest) = rest.split_at_mut(n);
                let (g, o) = rest.split_at_mut(n);
                for k in 0..n {
                    let tanh = cells[at + k].tanh();
                    let dh = state_grad[at + k];
                    let dc = cell_grad[at + k] + dh * o[k] * (T::ONE - tanh * tanh);
                    let (iv, fv, gv, ov) = (i[k], f[k], g[k], o[k]);
                    i[k] = dc * gv * iv * (T::ONE - iv);
                    f[k] = dc * before[at + k] * fv * (T::ONE - fv);
                    g[k] = dc * iv * (T::ONE - gv * gv);
                    o[k] = dh * tanh * ov * (T::ONE - ov);
                    cell_grad[at + k] = dc * fv;
                }
            }
        },
    );
}

/// Gates r, z, n of each row, of the input, become activated ones with those of the state (`inner`); h' = (1 - z) n + z h.
pub fn gru<T: Lanes>(gates: &mut [T], inner: &[T], state: &mut [T], n: usize) {
    vectorised(
        #[inline(always)]
        || {
            let rows = gates.chunks_exact_mut(3 * n).zip(inner.chunks_exact(3 * n)).zip(state.chunks_exact_mut(n));
            for ((gates, inner), state) in rows {
                for k in 0..2 * n {
                    gates[k] = (gates[k] + inner[k]).sigmoid();
                }
                for k in 0..n {
                    gates[2 * n + k] = (gates[2 * n + k] + gates[k] * inner[2 * n + k]).tanh();
                }
                for k in 0..n {
                    let new = gates[2 * n + k];
                    state[k] = (state[k] - new) * gates[n + k] + new;
                }
            }
        },
    );
}

/// From the gradient of h' to those of the gates of the input and of the state, and of h as far as it is kept (in place).
/// `kept` is what the state gave the new gate.
pub fn gru_back<T: Lanes>(
    gates: &mut [T],
    inner: &mut [T],
    (kept, before): (&[T], &[T]),
    state_grad: &mut [T],
    n: usize,
) {
    vectorised(
        #[inline(always)]
        || {
            for (r, (gates, inner)) in gates.chunks_exact_mut(3 * n).zip(inner.chunks_exact_mut(3 * n)).enumerate() {
                let at = r * n;
                for k in 0..n {
                    let (reset, keep, new) = (gates[k], gates[n + k], gates[2 * n + k]);
                    let dh = state_grad[at + k];
                    let dn = dh * (T::ONE - keep) * (T::ONE - new * new);
                    let dz = dh * (before[at + k] - new) * keep * (T::ONE - keep);
                    let dr = dn * kept[at + k] * reset * (T::ONE - reset);
                    (gates[k], gates[n + k], gates[2 * n + k]) = (dr, dz, dn);
                    (inner[k], inner[n + k], inner[2 * n + k]) = (dr, dz, dn * reset);
                    state_grad[at + k] = dh * keep;
                }
            }
        },
    );
}

/// h' = tanh or relu of the gates, in place of them.
pub fn plain<T: Lanes>(kind: Kind, gates: &mut [T]) {
    vectorised(
        #[inline(always)]
        || {
            for v in gates.iter_mut() {
                *v = if kind == Kind::Tanh {
                    v.tanh()
                } else if *v <= T::ZERO {
                    T::ZERO
                } else {
                    *v
                };
            }
        },
    );
}

/// The gradients of the gates, in place of h'.
pub fn plain_back<T: Lanes>(kind: Kind, states: &mut [T], state_grad: &[T]) {
    vectorised(
        #[inline(always)]
        || {
            for (h, &g) in states.iter_mut().zip(state_grad) {
                *h = if kind == Kind::Tanh {
                    g * (T::ONE - *h * *h)
                } else if *h > T::ZERO {
                    g
                } else {
                    T::ZERO
                };
            }
        },
    );
}
