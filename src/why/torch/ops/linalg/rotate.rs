//! Plane rotations, and the 2 by 2 problems that the iterations below end in. After LAPACK's `lartg`, `lasr`, `laev2`, `las2`, `lasv2`.

use super::matrix::{Matrix, Real, eps, signed};

/// The rotation that takes `(f, g)` to `(r, 0)`: its cosine, its sine, and `r`.
pub fn rotation<T: Real>(f: T, g: T) -> (T, T, T) {
    if g == T::ZERO {
        return (T::ONE, T::ZERO, f);
    }
    if f == T::ZERO {
        return (T::ZERO, signed(T::ONE, g), g.abs());
    }
    let scale = if f.abs() > g.abs() { f.abs() } else { g.abs() };
    let (f1, g1) = (f / scale, g / scale);
    let length = (f1 * f1 + g1 * g1).sqrt();
    let r = signed(length, f1);
    (f1.abs() / length, g1 / r, r * scale)
}

/// Rotates rows `i` and `i + 1`.
pub fn rotate_rows<T: Real>(a: &mut Matrix<T>, i: usize, c: T, s: T) {
    for j in 0..a.columns {
        let (top, below) = (a[(i, j)], a[(i + 1, j)]);
        a[(i + 1, j)] = c * below - s * top;
        a[(i, j)] = s * below + c * top;
    }
}

/// Rotates columns `j` and `j + 1`.
pub fn rotate_columns<T: Real>(a: &mut Matrix<T>, j: usize, c: T, s: T) {
    for i in 0..a.rows {
        let (left, right) = (a[(i, j)], a[(i, j + 1)]);
        a[(i, j + 1)] = c * right - s * left;
        a[(i, j)] = s * right + c * left;
    }
}

fn root<T: Real>(large: T, small: T) -> T {
    let ratio = small / large;
    large * (T::ONE + ratio * ratio).sqrt()
}

/// The eigenvalues of `[[a, b], [b, c]]`, the larger in size first, and the vector `(cos, sin)` that belongs to that.
pub fn symmetric_2x2<T: Real>(a: T, b: T, c: T) -> (T, T, T, T) {
    let (sum, difference, twice) = (a + c, a - c, b + b);
    let (wide, off) = (difference.abs(), twice.abs());
    let (most, least) = if a.abs() > c.abs() { (a, c) } else { (c, a) };
    let half = T::of(0.5);
    let length = if wide > off {
        root(wide, off)
    } else if wide < off {
        root(off, wide)
    } else {
        off * T::of(2.0).sqrt()
    };
    let (first, second, positive) = if sum < T::ZERO {
        let first = half * (sum - length);
        (first, (most / first) * least - (b / first) * b, false)
    } else if sum > T::ZERO {
        let first = half * (sum + length);
        (first, (most / first) * least - (b / first) * b, true)
    } else {
        (half * length, -(half * length), true)
    };
    let up = difference >= T::ZERO;
    let cs = if up { difference + length } else { difference - length };
    let (c1, s1) = if cs.abs() > off {
        let t = -twice / cs;
        let s = T::ONE / (T::ONE + t * t).sqrt();
        (t * s, s)
    } else if off == T::ZERO {
        (T::ONE, T::ZERO)
    } else {
        let t = -cs / twice;
        let c = T::ONE / (T::ONE + t * t).sqrt();
        (c, t * c)
    };
    if positive == up { (first, second, -s1, c1) } else { (first, second, c1, s1) }
}

/// The lesser and the greater singular value of `[[f, g], [0, h]]`.
pub fn singular_values_2x2<T: Real>(f: T, g: T, h: T) -> (T, T) {
    let (fa, ga, ha) = (f.abs(), g.abs(), h.abs());
    let (least, most) = if fa < ha { (fa, ha) } else { (ha, fa) };
    if least == T::ZERO {
        return (
            T::ZERO,
            if most == T::ZERO {
                ga
            } else if most > ga {
                root(most, ga)
            } else {
                root(ga, most)
            },
        );
    }
    let (a, b) = (T::ONE + least / most, (most - least) / most);
    if ga < most {
        let u = (ga / most) * (ga / most);
        let c = T::of(2.0) / ((a * a + u).sqrt() + (b * b + u).sqrt());
        return (least * c, most / c);
    }
    let u = most / ga;
    if u == T::ZERO {
        return ((least * most) / ga, ga);
    }
    let c = T::ONE / ((T::ONE + (a * u) * (a * u)).sqrt() + (T::ONE + (b * u) * (b * u)).sqrt());
    let small = (least * c) * u;
    (small + small, ga / (c + c))
}

/// The singular values of `[[f, g], [0, h]]` and the rotations that show them.
pub struct Svd2<T> {
    pub least: T,
    pub most: T,
    /// Sine and cosine on the right.
    pub right: (T, T),
    /// Sine and cosine on the left.
    pub left: (T, T),
}

pub fn singular_2x2<T: Real>(f: T, g: T, h: T) -> Svd2<T> {
    let (mut ft, mut fa, mut ht, mut ha) = (f, f.abs(), h, h.abs());
    // Which of the three is largest in size: 1 for f, 2 for g, 3 for h.
    let mut largest = 1;
    let swap = ha > fa;
    if swap {
        largest = 3;
        (ft, ht, fa, ha) = (ht, ft, ha, fa);
    }
    let (gt, ga) = (g, g.abs());
    let two = T::of(2.0);
    let (least, most, clt, crt, slt, srt);
    if ga == T::ZERO {
        (least, most, clt, crt, slt, srt) = (ha, fa, T::ONE, T::ONE, T::ZERO, T::ZERO);
    } else {
        let mut small = true;
        if ga > fa {
            largest = 2;
            small = fa / ga >= eps::<T>();
        }
        if small {
            let d = fa - ha;
            let l = if d == fa { T::ONE } else { d / fa };
            let m = gt / ft;
            let t = two - l;
            let (mm, tt) = (m * m, t * t);
            let s = (tt + mm).sqrt();
            let r = if l == T::ZERO { m.abs() } else { (l * l + mm).sqrt() };
            let a = T::of(0.5) * (s + r);
            (least, most) = (ha / a, fa * a);
            let t = if mm != T::ZERO {
                (m / (s + t) + m / (r + l)) * (T::ONE + a)
            } else if l == T::ZERO {
                signed(two, ft) * signed(T::ONE, gt)
            } else {
                gt / signed(d, ft) + m / t
            };
            let l = (t * t + T::of(4.0)).sqrt();
            crt = two / l;
            srt = t / l;
            clt = (crt + srt * m) / a;
            slt = (ht / ft) * srt / a;
        } else {
            // g is so large that the others hardly count.
            most = ga;
            least = if ha > T::ONE { fa / (ga / ha) } else { (fa / ga) * ha };
            (clt, slt, srt, crt) = (T::ONE, ht / gt, T::ONE, ft / gt);
        }
    }
    let (csl, snl, csr, snr) = if swap { (srt, crt, slt, clt) } else { (clt, slt, crt, srt) };
    let one = |x: T| signed(T::ONE, x);
    let sign = match largest {
        1 => one(csr) * one(csl) * one(f),
        2 => one(snr) * one(csl) * one(g),
        _ => one(snr) * one(snl) * one(h),
    };
    Svd2 { most: signed(most, sign), least: signed(least, sign * one(f) * one(h)), right: (snr, csr), left: (snl, csl) }
}
