//! The fonts pictures are written in: DejaVu Sans, and its Mono for programs, cut down to European scripts, Greek and mathematics.

use ab_glyph::{Font, FontRef, OutlineCurve};

use super::DrawError;
use super::canvas::{Paper, Point};
use super::theme::Rgba;

const SANS: &[u8] = include_bytes!("DejaVuSans.ttf");
const MONO: &[u8] = include_bytes!("DejaVuSansMono.ttf");
/// Texts longer than this would not fit any picture.
const LONGEST: usize = 400;

pub struct Lettering {
    font: FontRef<'static>,
    per_em: f64,
}

/// Which part of a text is at the place it is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anchor {
    /// 0: its left side, 0.5: its middle, 1: its right side.
    pub across: f64,
    pub down: Down,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Down {
    Top,
    Middle,
    Baseline,
    Bottom,
}

/// How a text is written: sizes and places in pixels, the angle in degrees against the clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Writing {
    pub size: f64,
    pub color: Rgba,
    pub anchor: Anchor,
    pub angle: f64,
    pub bold: bool,
}

impl Lettering {
    pub fn new() -> Result<Self, DrawError> {
        Self::of(SANS)
    }

    /// Every letter is as wide as another.
    pub fn mono() -> Result<Self, DrawError> {
        Self::of(MONO)
    }

    fn of(bytes: &'static [u8]) -> Result<Self, DrawError> {
        let font = FontRef::try_from_slice(bytes).map_err(|_| DrawError::Font)?;
        let per_em = f64::from(font.units_per_em().ok_or(DrawError::Font)?);
        Ok(Self { font, per_em })
    }

    /// The lines a text is broken into, without what can't be shown.
    fn lines(text: &str) -> Vec<String> {
        let kept: String = text.chars().take(LONGEST).collect();
        kept.lines().map(|line| line.chars().filter(|letter| !letter.is_control()).collect()).collect()
    }

    /// Width and height of a text, all its lines together, for its size in pixels.
    pub fn measure(&self, text: &str, size: f64) -> (f64, f64) {
        let lines = Self::lines(text);
        let width = lines.iter().map(|line| self.width(line, size)).fold(0.0, f64::max);
        (width, size * Self::LINE * lines.len().max(1) as f64)
    }

    /// From line to line, and from the baseline up to the tops of letters, in sizes.
    const LINE: f64 = 1.18;
    const ASCENT: f64 = 0.93;
    const CAPITAL: f64 = 0.73;

    fn width(&self, line: &str, size: f64) -> f64 {
        let units: f64 =
            line.chars().map(|letter| f64::from(self.font.h_advance_unscaled(self.font.glyph_id(letter)))).sum();
        units * size / self.per_em
    }

    pub fn write(&self, paper: &mut Paper, text: &str, at: Point, writing: &Writing) {
        let lines = Self::lines(text);
        let (_, height) = self.measure(text, writing.size);
        let first = match writing.anchor.down {
            Down::Top => writing.size * Self::ASCENT,
            Down::Baseline => 0.0,
            Down::Bottom => writing.size * Self::ASCENT - height,
            // The middle of capital letters and digits, which is what looks like the middle.
            Down::Middle => writing.size * (Self::CAPITAL + Self::LINE) / 2.0 - height / 2.0,
        };
        let (sin, cos) = writing.angle.to_radians().sin_cos();
        let turned = |(x, y): Point| (at.0 + x * cos + y * sin, at.1 - x * sin + y * cos);
        for (index, line) in lines.iter().enumerate() {
            let down = first + index as f64 * writing.size * Self::LINE;
            let mut along = -self.width(line, writing.size) * writing.anchor.across;
            for letter in line.chars() {
                let glyph = self.font.glyph_id(letter);
                let outline = self.outline(glyph, writing.size);
                for thickening in if writing.bold { &[0.0, 0.045][..] } else { &[0.0][..] } {
                    let place = |&(x, y): &Point| turned((along + x + thickening * writing.size, down + y));
                    let placed: Vec<Vec<Point>> = outline.iter().map(|part| part.iter().map(place).collect()).collect();
                    paper.fill(&placed, writing.color);
                }
                along += f64::from(self.font.h_advance_unscaled(glyph)) * writing.size / self.per_em;
            }
        }
    }

    /// A glyph's contours as polygons, with its baseline at 0 and y downwards.
    fn outline(&self, glyph: ab_glyph::GlyphId, size: f64) -> Vec<Vec<Point>> {
        let scale = size / self.per_em;
        let pixel = |point: ab_glyph::Point| (f64::from(point.x) * scale, -f64::from(point.y) * scale);
        let mut contours: Vec<Vec<Point>> = Vec::new();
        let Some(outline) = self.font.outline(glyph) else { return contours };
        let mut end = None;
        for curve in outline.curves {
            let (points, last) = match curve {
                OutlineCurve::Line(from, to) => (vec![from], to),
                OutlineCurve::Quad(from, middle, to) => (bent(&[from, middle, to]), to),
                OutlineCurve::Cubic(from, one, two, to) => (bent(&[from, one, two, to]), to),
            };
            let begins = end.is_none_or(|end| end != points[0]);
            if begins {
                contours.push(Vec::new());
            }
            if let Some(contour) = contours.last_mut() {
                contour.extend(points.into_iter().map(pixel));
            }
            end = Some(last);
        }
        contours
    }
}

/// Points along a Bézier curve, without its end.
fn bent(control: &[ab_glyph::Point]) -> Vec<ab_glyph::Point> {
    const STEPS: usize = 6;
    let along = |share: f32| {
        let mut points = control.to_vec();
        while points.len() > 1 {
            points = points
                .windows(2)
                .map(|pair| {
                    ab_glyph::point(
                        pair[0].x + (pair[1].x - pair[0].x) * share,
                        pair[0].y + (pair[1].y - pair[0].y) * share,
                    )
                })
                .collect();
        }
        points[0]
    };
    (0..STEPS).map(|step| along(step as f32 / STEPS as f32)).collect()
}
