//! Which elements along one dimension a place between them is made of, with which weights, and how these change with the place.

use super::super::real::Real;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Bilinear,
    Nearest,
    Bicubic,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Padding {
    Zeros,
    Border,
    Reflection,
}

/// How places are understood.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    pub mode: Mode,
    pub padding: Padding,
    /// Whether -1 and 1 are the middles of the outermost elements, or their outer edges.
    pub corners: bool,
}

/// An element and its weight, with the weight's first and second derivative by the place.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tap<T> {
    /// Outside the image: a zero.
    pub at: Option<usize>,
    pub weights: [T; 3],
}

/// The elements at a place of one dimension.
#[derive(Debug, Clone, Copy, Default)]
pub struct Taps<T> {
    pub all: [Tap<T>; 4],
    pub count: usize,
}

/// Keys' cubic kernel with a = -0.75 ("Cubic Convolution Interpolation", 1981), its slope and its curvature at distance `x`.
fn cubic<T: Real>(x: T) -> [T; 3] {
    let (a, n) = (T::of(-0.75), |v: f64| T::of(v));
    if x <= T::ONE {
        [
            ((a + n(2.0)) * x - (a + n(3.0))) * x * x + T::ONE,
            (n(3.0) * (a + n(2.0)) * x - n(2.0) * (a + n(3.0))) * x,
            n(6.0) * (a + n(2.0)) * x - n(2.0) * (a + n(3.0)),
        ]
    } else {
        [
            ((a * x - n(5.0) * a) * x + n(8.0) * a) * x - n(4.0) * a,
            (n(3.0) * a * x - n(10.0) * a) * x + n(8.0) * a,
            n(6.0) * a * x - n(10.0) * a,
        ]
    }
}

fn floor<T: Real>(x: T) -> T {
    T::of(x.wide().floor())
}

impl Reading {
    /// The place among `size` elements of -1 to 1, and how far a step of 1 takes.
    fn place<T: Real>(self, x: T, size: usize) -> (T, T) {
        let half = if self.corners { T::of((size as f64 - 1.0) / 2.0) } else { T::of(size as f64 / 2.0) };
        let at = (x + T::ONE) * half;
        (if self.corners { at } else { at - T::of(0.5) }, half)
    }

    /// A place brought into the image, and whether it moves along (1), against (-1) or not at all (0).
    fn inside<T: Real>(self, x: T, size: usize) -> (T, T) {
        match self.padding {
            Padding::Zeros => (x, T::ONE),
            Padding::Border => clipped(x, size),
            Padding::Reflection => {
                let (x, turned) = self.reflected(x, size);
                let (x, moved) = clipped(x, size);
                (x, moved * turned)
            }
        }
    }

    fn reflected<T: Real>(self, x: T, size: usize) -> (T, T) {
        let (low, span) = if self.corners { (T::ZERO, size as f64 - 1.0) } else { (T::of(-0.5), size as f64) };
        if span <= 0.0 {
            return (T::ZERO, T::ZERO);
        }
        let shifted = x - low;
        let there = T::of(2.0 * span);
        let distance = shifted.abs();
        let rest = distance - floor(distance / there) * there;
        let sign = if shifted < T::ZERO { -T::ONE } else { T::ONE };
        let back = there - rest;
        if back < rest { (back + low, -sign) } else { (rest + low, sign) }
    }

    /// The elements that a place of the grid is made of.
    pub fn taps<T: Real>(self, x: T, size: usize) -> Taps<T> {
        let (x, scale) = self.place(x, size);
        let mut taps = Taps::default();
        if self.mode == Mode::Bicubic {
            let first = floor(x);
            let t = x - first;
            let distances = [t + T::ONE, t, T::ONE - t, T::of(2.0) - t];
            for (i, &distance) in distances.iter().enumerate() {
                let [weight, slope, curve] = cubic(distance);
                // The distance to the two behind the place shrinks as it moves on.
                let slope = if i < 2 { slope } else { -slope };
                let at = self.inside(first + T::of(i as f64 - 1.0), size).0;
                taps.all[i] = Tap { at: index(at, size), weights: [weight, slope * scale, curve * scale * scale] };
            }
            taps.count = 4;
            return taps;
        }
        let (x, moves) = self.inside(x, size);
        if self.mode == Mode::Nearest {
            let at = T::of(x.wide().round_ties_even());
            taps.all[0] = Tap { at: index(at, size), weights: [T::ONE, T::ZERO, T::ZERO] };
            taps.count = 1;
            return taps;
        }
        let first = floor(x);
        let (weight, slope) = (x - first, scale * moves);
        taps.all[0] = Tap { at: index(first, size), weights: [T::ONE - weight, -slope, T::ZERO] };
        taps.all[1] = Tap { at: index(first + T::ONE, size), weights: [weight, slope, T::ZERO] };
        taps.count = 2;
        taps
    }
}

/// NaN goes to the first element.
fn clipped<T: Real>(x: T, size: usize) -> (T, T) {
    let last = T::of(size as f64 - 1.0);
    if x.is_nan() || x <= T::ZERO {
        (T::ZERO, T::ZERO)
    } else if x >= last {
        (last, T::ZERO)
    } else {
        (x, T::ONE)
    }
}

fn index<T: Real>(x: T, size: usize) -> Option<usize> {
    let x = x.wide();
    (x >= 0.0 && x < size as f64).then_some(x as usize)
}
