//! Eigenvalues of a general real matrix: to Hessenberg form by reflections, to Schur form by QR steps with two implicit shifts.
//!
//! After LAPACK's `gehd2`, `lahqr` and `lanv2` (G. Golub and C. Van Loan, "Matrix Computations", 7.5), whose choices decide the order of
//! the eigenvalues and the signs of the vectors.

use super::super::linalg::matrix::{Matrix, signed};
use super::super::linalg::reflect::reflection;
use super::make::C;

const ULP: f64 = f64::EPSILON;
const SMALL: f64 = f64::MIN_POSITIVE / f64::EPSILON;
const ROUNDS: usize = 300;

/// `A = Z T Z'` with T zero below 2 by 2 blocks, and the eigenvalues in T's order. `None` if the iteration does not end.
pub struct Schur {
    pub t: Matrix<f64>,
    pub z: Matrix<f64>,
    pub values: Vec<C>,
}

/// A reflection `I - tau v v'` of a few rows or columns from `at` on.
struct Turn<'a> {
    at: usize,
    tau: f64,
    v: &'a [f64],
}

impl Turn<'_> {
    fn rows(&self, a: &mut Matrix<f64>, columns: std::ops::Range<usize>) {
        for j in columns {
            let dot: f64 = self.v.iter().enumerate().map(|(i, v)| v * a[(self.at + i, j)]).sum();
            self.v.iter().enumerate().for_each(|(i, v)| a[(self.at + i, j)] -= dot * self.tau * v);
        }
    }

    fn columns(&self, a: &mut Matrix<f64>, rows: std::ops::Range<usize>) {
        for i in rows {
            let dot: f64 = self.v.iter().enumerate().map(|(j, v)| v * a[(i, self.at + j)]).sum();
            self.v.iter().enumerate().for_each(|(j, v)| a[(i, self.at + j)] -= dot * self.tau * v);
        }
    }
}

fn hessenberg(a: &mut Matrix<f64>, z: &mut Matrix<f64>) {
    let n = a.rows;
    for k in 0..n.saturating_sub(2) {
        let mut tail: Vec<f64> = (k + 2..n).map(|i| a[(i, k)]).collect();
        let (beta, tau) = reflection(a[(k + 1, k)], &mut tail);
        let mut v = vec![1.0];
        v.append(&mut tail);
        let turn = Turn { at: k + 1, tau, v: &v };
        turn.columns(a, 0..n);
        turn.rows(a, k + 1..n);
        turn.columns(z, 0..n);
        a[(k + 1, k)] = beta;
        (k + 2..n).for_each(|i| a[(i, k)] = 0.0);
    }
}

/// The rotation that brings a 2 by 2 block to standard form: upper triangular, or with equal diagonal and a complex pair.
fn standard(block: [f64; 4]) -> ([f64; 4], [f64; 2]) {
    let [mut a, mut b, mut c, mut d] = block;
    let (mut cs, mut sn) = (1.0, 0.0);
    let same = |x: f64, y: f64| x.is_sign_negative() == y.is_sign_negative();
    if c == 0.0 {
    } else if b == 0.0 {
        (cs, sn) = (0.0, 1.0);
        (a, b, c, d) = (d, -c, 0.0, a);
    } else if a - d == 0.0 && !same(b, c) {
    } else {
        let mut apart = a - d;
        let p = 0.5 * apart;
        let (most, least) = (b.abs().max(c.abs()), b.abs().min(c.abs()) * signed(1.0, b) * signed(1.0, c));
        let scale = p.abs().max(most);
        let z = p / scale * p + most / scale * least;
        if z >= 4.0 * f64::EPSILON {
            let z = p + signed(scale.sqrt() * z.sqrt(), p);
            a = d + z;
            d -= most / z * least;
            let tau = c.hypot(z);
            (cs, sn) = (z / tau, c / tau);
            b -= c;
            c = 0.0;
        } else {
            let sigma = b + c;
            let tau = sigma.hypot(apart);
            cs = (0.5 * (1.0 + sigma.abs() / tau)).sqrt();
            sn = -(p / (tau * cs)) * signed(1.0, sigma);
            let (aa, bb, cc, dd) = (a * cs + b * sn, -a * sn + b * cs, c * cs + d * sn, -c * sn + d * cs);
            (a, b, c, d) = (aa * cs + cc * sn, bb * cs + dd * sn, -aa * sn + cc * cs, -bb * sn + dd * cs);
            apart = 0.5 * (a + d);
            (a, d) = (apart, apart);
            if c != 0.0 {
                if b == 0.0 {
                    (b, c) = (-c, 0.0);
                    (cs, sn) = (-sn, cs);
                } else if same(b, c) {
                    let (sab, sac) = (b.abs().sqrt(), c.abs().sqrt());
                    let p = signed(sab * sac, c);
                    let tau = 1.0 / (b + c).abs().sqrt();
                    (a, d) = (apart + p, apart - p);
                    b -= c;
                    c = 0.0;
                    let (c1, s1) = (sab * tau, sac * tau);
                    (cs, sn) = (cs * c1 - sn * s1, cs * s1 + sn * c1);
                }
            }
        }
    }
    ([a, b, c, d], [cs, sn])
}

/// The shifts of a step, as the two eigenvalues of the last block, or one of them twice.
fn shifts([a, b, c, d]: [f64; 4]) -> [C; 2] {
    let s = a.abs() + b.abs() + c.abs() + d.abs();
    if s == 0.0 {
        return [C::new(0.0, 0.0); 2];
    }
    let (a, b, c, d) = (a / s, b / s, c / s, d / s);
    let middle = (a + d) / 2.0;
    let det = (a - middle) * (d - middle) - b * c;
    let root = det.abs().sqrt();
    if det >= 0.0 {
        return [C::new(middle * s, root * s), C::new(middle * s, -root * s)];
    }
    let (up, down) = (middle + root, middle - root);
    let nearer = if (up - d).abs() <= (down - d).abs() { up } else { down };
    [C::new(nearer * s, 0.0); 2]
}

/// The last row above which the active block ends: the first subdiagonal element that is as good as zero.
fn block_start(h: &Matrix<f64>, i: usize) -> usize {
    for k in (1..=i).rev() {
        let below = h[(k, k - 1)].abs();
        if below <= SMALL {
            return k;
        }
        let mut around = h[(k - 1, k - 1)].abs() + h[(k, k)].abs();
        if around == 0.0 {
            around += if k >= 2 { h[(k - 1, k - 2)].abs() } else { 0.0 };
            around += if k + 1 < h.rows { h[(k + 1, k)].abs() } else { 0.0 };
        }
        if below <= ULP * around {
            // M. Ahues and F. Tisseur, "A new deflation criterion for the QR algorithm", 1997.
            let (ab, ba) = (below.max(h[(k - 1, k)].abs()), below.min(h[(k - 1, k)].abs()));
            let gap = (h[(k - 1, k - 1)] - h[(k, k)]).abs();
            let (aa, bb) = (h[(k, k)].abs().max(gap), h[(k, k)].abs().min(gap));
            let s = aa + ab;
            if ba * (ab / s) <= SMALL.max(ULP * (bb * (aa / s))) {
                return k;
            }
        }
    }
    0
}

/// One double-shift step on the rows from `l` to `i`.
fn step(h: &mut Matrix<f64>, z: &mut Matrix<f64>, l: usize, i: usize, [first, second]: [C; 2]) {
    let n = h.rows;
    let (mut m, mut v) = (i - 1, [0.0; 3]);
    while m > l {
        m -= 1;
        let s = (h[(m, m)] - second.re).abs() + second.im.abs() + h[(m + 1, m)].abs();
        let below = h[(m + 1, m)] / s;
        v = [
            below * h[(m, m + 1)] + (h[(m, m)] - first.re) * ((h[(m, m)] - second.re) / s) - first.im * (second.im / s),
            below * (h[(m, m)] + h[(m + 1, m + 1)] - first.re - second.re),
            below * h[(m + 2, m + 1)],
        ];
        let s: f64 = v.iter().map(|x| x.abs()).sum();
        v.iter_mut().for_each(|x| *x /= s);
        if m == l {
            break;
        }
        let around = h[(m - 1, m - 1)].abs() + h[(m, m)].abs() + h[(m + 1, m + 1)].abs();
        if h[(m, m - 1)].abs() * (v[1].abs() + v[2].abs()) <= ULP * v[0].abs() * around {
            break;
        }
    }
    for k in m..i {
        let count = 3.min(i - k + 1);
        if k > m {
            (0..count).for_each(|j| v[j] = h[(k + j, k - 1)]);
        }
        let mut tail = v[1..count].to_vec();
        let (beta, tau) = reflection(v[0], &mut tail);
        if k > m {
            h[(k, k - 1)] = beta;
            (1..count).for_each(|j| h[(k + j, k - 1)] = 0.0);
        } else if m > l {
            h[(k, k - 1)] *= 1.0 - tau;
        }
        let mut vector = vec![1.0];
        vector.append(&mut tail);
        let turn = Turn { at: k, tau, v: &vector };
        turn.rows(h, k..n);
        turn.columns(h, 0..(k + 3).min(i) + 1);
        turn.columns(z, 0..n);
    }
}

pub fn schur(mut h: Matrix<f64>) -> Option<Schur> {
    let n = h.rows;
    let mut z = Matrix::<f64>::identity(n);
    hessenberg(&mut h, &mut z);
    let mut values = vec![C::new(0.0, 0.0); n];
    let mut end = n;
    while end > 0 {
        let i = end - 1;
        let mut rounds = 0;
        let l = loop {
            let l = block_start(&h, i);
            if l > 0 {
                h[(l, l - 1)] = 0.0;
            }
            if l + 1 >= i {
                break l;
            }
            rounds += 1;
            if rounds > ROUNDS {
                return None;
            }
            let block = if rounds % 20 == 0 {
                let s = h[(i, i - 1)].abs() + h[(i - 1, i - 2)].abs();
                [0.75 * s + h[(i, i)], -0.4375 * s, s, 0.75 * s + h[(i, i)]]
            } else if rounds % 10 == 0 {
                let s = h[(l + 1, l)].abs() + h[(l + 2, l + 1)].abs();
                [0.75 * s + h[(l, l)], -0.4375 * s, s, 0.75 * s + h[(l, l)]]
            } else {
                [h[(i - 1, i - 1)], h[(i - 1, i)], h[(i, i - 1)], h[(i, i)]]
            };
            step(&mut h, &mut z, l, i, shifts(block));
        };
        if l == i {
            values[i] = C::new(h[(i, i)], 0.0);
        } else {
            let k = i - 1;
            let ([a, b, c, d], [cs, sn]) = standard([h[(k, k)], h[(k, i)], h[(i, k)], h[(i, i)]]);
            (h[(k, k)], h[(k, i)], h[(i, k)], h[(i, i)]) = (a, b, c, d);
            let turn = |x: f64, y: f64| (cs * x + sn * y, cs * y - sn * x);
            for j in i + 1..n {
                (h[(k, j)], h[(i, j)]) = turn(h[(k, j)], h[(i, j)]);
            }
            for r in 0..k {
                (h[(r, k)], h[(r, i)]) = turn(h[(r, k)], h[(r, i)]);
            }
            for r in 0..n {
                (z[(r, k)], z[(r, i)]) = turn(z[(r, k)], z[(r, i)]);
            }
            let im = if c == 0.0 { 0.0 } else { b.abs().sqrt() * c.abs().sqrt() };
            (values[k], values[i]) = (C::new(a, im), C::new(d, 0.0 - im));
        }
        end = l;
    }
    Some(Schur { t: h, z, values })
}
