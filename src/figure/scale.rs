//! From numbers to places: what an axis shows, and how it is stretched over the paper.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use super::canvas::FINENESS;
use super::{Axes, Mark, Shape};

/// Places so far off the paper that it makes no difference how far: they still fit a plotters coordinate.
const FAR: f64 = 1e8;

/// Which of the two axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    X,
    Y,
}

/// What one axis shows, from its first to its last number; the first may be the greater.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    pub first: f64,
    pub last: f64,
    pub log: bool,
}

impl Scale {
    /// The lower and the higher end.
    pub fn ends(&self) -> (f64, f64) {
        (self.first.min(self.last), self.first.max(self.last))
    }

    /// How far along the axis a number is: 0 at its beginning, 1 at its end.
    pub fn share(&self, number: f64) -> f64 {
        if self.log {
            (number.max(f64::MIN_POSITIVE).log10() - self.first.log10()) / (self.last.log10() - self.first.log10())
        } else {
            (number - self.first) / (self.last - self.first)
        }
    }

    /// The number at a share of the axis.
    pub fn at(&self, share: f64) -> f64 {
        if self.log {
            10_f64.powf(self.first.log10() + (self.last.log10() - self.first.log10()) * share)
        } else {
            self.first + (self.last - self.first) * share
        }
    }
}

impl Ranged for Scale {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, number: &f64, (from, to): (i32, i32)) -> i32 {
        let place = f64::from(from) + f64::from(to - from) * self.share(*number);
        place.clamp(-FAR * FINENESS / 16.0, FAR * FINENESS / 16.0).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        super::ticks::ticks(self, None, hint.max_num_points()).major.into_iter().map(|(number, _)| number).collect()
    }

    fn range(&self) -> Range<f64> {
        self.first..self.last
    }
}

impl ValueFormatter<f64> for Scale {
    fn format(number: &f64) -> String {
        format!("{number}")
    }
}

/// The scale of an axis that some axes share: the limits a program set, or what is drawn and a little room around it.
pub fn scale(group: &[&Axes], axis: Axis) -> Scale {
    let log = group.iter().any(|axes| if axis == Axis::X { axes.xlog } else { axes.ylog });
    let usable = |number: f64| number.is_finite() && number.abs() < 1e300 && (!log || number > 1e-300);
    let set = group.iter().find_map(|axes| if axis == Axis::X { axes.xlim } else { axes.ylim });
    if let Some((first, last)) = set.filter(|(first, last)| usable(*first) && usable(*last)) {
        if (last - first).abs() > 1e-12 * first.abs().max(last.abs()) {
            return Scale { first, last, log };
        }
        let (first, last) = widened(first, last, log);
        return Scale { first, last, log };
    }
    let mut reach = Reach { low: f64::INFINITY, high: f64::NEG_INFINITY, sticky: Vec::new() };
    for mark in group.iter().flat_map(|axes| &axes.marks) {
        reach.include(mark, axis, &usable);
    }
    if reach.low > reach.high {
        (reach.low, reach.high) = if log { (1.0, 10.0) } else { (0.0, 1.0) };
        reach.sticky = if log { Vec::new() } else { vec![0.0, 1.0] };
    }
    let margin = group.iter().find_map(|axes| if axis == Axis::X { axes.x_margin } else { axes.y_margin });
    let margin = margin.filter(|margin| margin.is_finite()).unwrap_or(0.05).clamp(-0.4, 10.0);
    let (low, high) = if reach.high - reach.low <= 1e-12 * reach.low.abs().max(reach.high.abs()) {
        widened(reach.low, reach.high, log)
    } else {
        (reach.low, reach.high)
    };
    let room = if log { (high / low).log10() * margin } else { (high - low) * margin };
    let beyond = |end: f64, room: f64| if log { 10_f64.powf(end.log10() + room) } else { end + room };
    let first = if reach.sticky.contains(&low) { low } else { beyond(low, -room) };
    let last = if reach.sticky.contains(&high) { high } else { beyond(high, room) };
    Scale { first, last, log }
}

/// Room around a single number.
fn widened(low: f64, high: f64, log: bool) -> (f64, f64) {
    if log {
        let (floor, ceiling) = (low.log10().ceil() - 1.0, high.log10().floor() + 1.0);
        return (10_f64.powf(floor), 10_f64.powf(ceiling));
    }
    let by = if high == 0.0 { 0.05 } else { 0.05 * high.abs() };
    (low - by, high + by)
}

/// The numbers that an axis must show.
struct Reach {
    low: f64,
    high: f64,
    /// Ends that need no room beyond: the ground bars stand on, the edges of an image.
    sticky: Vec<f64>,
}

impl Reach {
    fn include(&mut self, mark: &Mark, axis: Axis, usable: &impl Fn(f64) -> bool) {
        let x = axis == Axis::X;
        match &mark.shape {
            Shape::Line(line) => self.pairs(&line.x, &line.y, x, usable),
            Shape::Scatter(scatter) => self.pairs(&scatter.x, &scatter.y, x, usable),
            Shape::Polygon { x: across, y: up } => self.pairs(across, up, x, usable),
            Shape::Bars(bars) => {
                for index in 0..bars.at.len().min(bars.lengths.len()).min(bars.widths.len()).min(bars.bases.len()) {
                    if bars.horizontal == x {
                        self.add(&[bars.bases[index], bars.bases[index] + bars.lengths[index]], usable);
                        if self.sticky.len() < 1000 {
                            self.sticky.push(bars.bases[index]);
                        }
                    } else {
                        let half = bars.widths[index] / 2.0;
                        self.add(&[bars.at[index] - half, bars.at[index] + half], usable);
                    }
                }
            }
            Shape::Image(image) => {
                let (left, right, bottom, top) = image.extent;
                let ends = if x { [left, right] } else { [bottom, top] };
                self.exactly(&ends, usable);
            }
            Shape::Mesh(mesh) => self.exactly(if x { &mesh.x } else { &mesh.y }, usable),
            Shape::Contour(contour) => self.exactly(if x { &contour.x } else { &contour.y }, usable),
            Shape::Rule { at, vertical, .. } if *vertical == x => self.add(&[*at], usable),
            Shape::Span { low, high, vertical } if *vertical == x => self.add(&[*low, *high], usable),
            Shape::Band { x: across, low, high } => {
                if x {
                    self.add(across, usable);
                } else {
                    self.add(low, usable);
                    self.add(high, usable);
                }
            }
            Shape::Segments(segments) => {
                self.add(if x { &segments.x0 } else { &segments.y0 }, usable);
                self.add(if x { &segments.x1 } else { &segments.y1 }, usable);
            }
            Shape::Room { axis: which, low, high } if (which == "x") == x => self.exactly(&[*low, *high], usable),
            Shape::Rule { .. } | Shape::Span { .. } | Shape::Text(_) | Shape::Room { .. } => {}
        }
    }

    /// Numbers whose partner on the other axis isn't a gap.
    fn pairs(&mut self, across: &[f64], up: &[f64], x: bool, usable: &impl Fn(f64) -> bool) {
        for (a, b) in across.iter().zip(up) {
            let (own, partner) = if x { (*a, *b) } else { (*b, *a) };
            if partner.is_finite() {
                self.add(&[own], usable);
            }
        }
    }

    fn add(&mut self, numbers: &[f64], usable: &impl Fn(f64) -> bool) {
        for number in numbers.iter().copied().filter(|number| usable(*number)) {
            self.low = self.low.min(number);
            self.high = self.high.max(number);
        }
    }

    fn exactly(&mut self, ends: &[f64], usable: &impl Fn(f64) -> bool) {
        self.add(ends, usable);
        let (low, high) =
            ends.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(*end), high.max(*end)));
        self.sticky.extend([low, high]);
    }
}
