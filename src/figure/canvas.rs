//! The paper figures are drawn on: areas, strokes and text with smooth edges, within a clip.
//!
//! plotters draws through `Canvas`, a backend of ours, because its own bitmap has jagged areas and lines that break
//! where they turn sharply. Its whole-number coordinates are sixteenths of a pixel here.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use ab_glyph_rasterizer::{Rasterizer, point};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

use super::theme::Rgba;

/// Backend coordinates to a pixel.
pub const FINENESS: f64 = 16.0;

pub type Point = (f64, f64);

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Rect {
    pub fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left, top, right, bottom }
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub fn center(&self) -> Point {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    pub fn grown(&self, by: f64) -> Self {
        Self::new(self.left - by, self.top - by, self.right + by, self.bottom + by)
    }

    pub fn contains(&self, (x, y): Point) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }

    pub fn corners(&self) -> Vec<Point> {
        vec![(self.left, self.top), (self.right, self.top), (self.right, self.bottom), (self.left, self.bottom)]
    }

    fn common(&self, other: &Self) -> Self {
        Self::new(
            self.left.max(other.left),
            self.top.max(other.top),
            self.right.min(other.right),
            self.bottom.min(other.bottom),
        )
    }
}

pub struct Paper {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 3]>,
    clip: Rect,
}

impl Paper {
    pub fn new(width: usize, height: usize, color: Rgba) -> Self {
        let pixels = vec![[color.red, color.green, color.blue]; width * height];
        Self { width, height, pixels, clip: Rect::new(0.0, 0.0, width as f64, height as f64) }
    }

    pub fn size(&self) -> (u32, u32) {
        (self.width as u32, self.height as u32)
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.pixels.into_flattened()
    }

    pub fn whole(&self) -> Rect {
        Rect::new(0.0, 0.0, self.width as f64, self.height as f64)
    }

    /// Draws only within a rectangle from now on; `None`: anywhere.
    pub fn clip_to(&mut self, clip: Option<Rect>) {
        self.clip = clip.map_or(self.whole(), |clip| clip.common(&self.whole()));
    }

    /// Fills the union of polygons, so that where they overlap nothing is covered twice.
    pub fn fill(&mut self, polygons: &[Vec<Point>], color: Rgba) {
        if color.alpha <= 0.0 {
            return;
        }
        let clipped: Vec<Vec<Point>> = polygons.iter().map(|polygon| clip_polygon(polygon, &self.clip)).collect();
        let corners = || clipped.iter().flatten();
        let left = corners().fold(f64::INFINITY, |least, corner| least.min(corner.0)).floor();
        let top = corners().fold(f64::INFINITY, |least, corner| least.min(corner.1)).floor();
        let right = corners().fold(f64::NEG_INFINITY, |most, corner| most.max(corner.0)).ceil();
        let bottom = corners().fold(f64::NEG_INFINITY, |most, corner| most.max(corner.1)).ceil();
        if right <= left || bottom <= top {
            return;
        }
        let (width, height) = ((right - left) as usize + 2, (bottom - top) as usize + 1);
        let mut rasterizer = Rasterizer::new(width, height);
        let to_point = |corner: &Point| point((corner.0 - left) as f32, (corner.1 - top) as f32);
        for polygon in &clipped {
            for (index, corner) in polygon.iter().enumerate() {
                let next = &polygon[(index + 1) % polygon.len()];
                rasterizer.draw_line(to_point(corner), to_point(next));
            }
        }
        let (left, top) = (left as usize, top as usize);
        rasterizer.for_each_pixel_2d(|x, y, coverage| {
            self.blend(left + x as usize, top + y as usize, color, f64::from(coverage.min(1.0)));
        });
    }

    /// Draws a line of some width, round at its turns.
    pub fn stroke(&mut self, points: &[Point], width: f64, color: Rgba) {
        let radius = width.max(0.6) / 2.0;
        let near = self.clip.grown(width + 2.0);
        let mut parts = Vec::new();
        let mut last: Option<Point> = None;
        let mut direction: Option<Point> = None;
        for &next in points {
            let Some(from) = last else {
                last = Some(next);
                continue;
            };
            let (dx, dy) = (next.0 - from.0, next.1 - from.1);
            let length = dx.hypot(dy);
            if length < 0.2 {
                continue;
            }
            let ahead = (dx / length, dy / length);
            if let Some((start, end)) = clip_segment(from, next, &near) {
                let side = (ahead.1 * radius, -ahead.0 * radius);
                parts.push(vec![
                    (start.0 + side.0, start.1 + side.1),
                    (end.0 + side.0, end.1 + side.1),
                    (end.0 - side.0, end.1 - side.1),
                    (start.0 - side.0, start.1 - side.1),
                ]);
                let turned = direction.is_some_and(|before| before.0 * ahead.0 + before.1 * ahead.1 < 0.995);
                if turned && near.contains(from) {
                    parts.push(disc(from, radius));
                }
            }
            direction = Some(ahead);
            last = Some(next);
        }
        self.fill(&parts, color);
    }

    pub fn dot(&mut self, center: Point, radius: f64, color: Rgba) {
        self.fill(&[disc(center, radius)], color);
    }

    /// Colours whole pixels of a rectangle by their middles.
    pub fn paint(&mut self, area: Rect, alpha: f64, color_at: impl Fn(Point) -> Option<Rgba>) {
        let area = area.common(&self.clip);
        if area.right <= area.left || area.bottom <= area.top {
            return;
        }
        for y in area.top.round() as usize..(area.bottom.round() as usize).min(self.height) {
            for x in area.left.round() as usize..(area.right.round() as usize).min(self.width) {
                if let Some(color) = color_at((x as f64 + 0.5, y as f64 + 0.5)) {
                    self.blend(x, y, color, alpha);
                }
            }
        }
    }

    fn blend(&mut self, x: usize, y: usize, color: Rgba, coverage: f64) {
        if x >= self.width || y >= self.height {
            return;
        }
        let share = color.alpha * coverage;
        let pixel = &mut self.pixels[y * self.width + x];
        for (part, new) in pixel.iter_mut().zip([color.red, color.green, color.blue]) {
            *part = (f64::from(*part) + (f64::from(new) - f64::from(*part)) * share).round() as u8;
        }
    }
}

/// A circle as a polygon, in the same sense of rotation as the parts of strokes.
pub fn disc(center: Point, radius: f64) -> Vec<Point> {
    let corners = ((radius * 3.0) as usize).clamp(8, 64);
    (0..corners)
        .map(|corner| {
            let angle = corner as f64 / corners as f64 * std::f64::consts::TAU;
            (center.0 + radius * angle.cos(), center.1 + radius * angle.sin())
        })
        .collect()
}

/// The part of a polygon within a rectangle (Sutherland and Hodgman).
fn clip_polygon(polygon: &[Point], clip: &Rect) -> Vec<Point> {
    let sides: [(bool, f64, f64); 4] =
        [(true, clip.left, 1.0), (true, clip.right, -1.0), (false, clip.top, 1.0), (false, clip.bottom, -1.0)];
    let mut corners: Vec<Point> =
        polygon.iter().copied().filter(|corner| corner.0.is_finite() && corner.1.is_finite()).collect();
    for (upright, edge, sign) in sides {
        let depth = |corner: &Point| sign * (if upright { corner.0 } else { corner.1 } - edge);
        let mut kept = Vec::with_capacity(corners.len() + 2);
        for index in 0..corners.len() {
            let (from, to) = (corners[index], corners[(index + 1) % corners.len()]);
            let (before, after) = (depth(&from), depth(&to));
            if before >= 0.0 {
                kept.push(from);
            }
            if (before >= 0.0) != (after >= 0.0) {
                let share = before / (before - after);
                let crossing = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
                kept.push(if upright { (edge, crossing.1) } else { (crossing.0, edge) });
            }
        }
        corners = kept;
    }
    corners
}

/// The part of a segment within a rectangle (Liang and Barsky).
pub fn clip_segment(from: Point, to: Point, clip: &Rect) -> Option<(Point, Point)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut start, mut end) = (0.0_f64, 1.0_f64);
    for (step, room) in
        [(-dx, from.0 - clip.left), (dx, clip.right - from.0), (-dy, from.1 - clip.top), (dy, clip.bottom - from.1)]
    {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            start = start.max(room / step);
        } else {
            end = end.min(room / step);
        }
    }
    (start <= end).then_some(((from.0 + dx * start, from.1 + dy * start), (from.0 + dx * end, from.1 + dy * end)))
}

/// The paper as plotters draws on it.
#[derive(Clone)]
pub struct Canvas(pub Rc<RefCell<Paper>>);

impl DrawingBackend for Canvas {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let (width, height) = self.0.borrow().size();
        (width * FINENESS as u32, height * FINENESS as u32)
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Result<(), DrawingErrorKind<Infallible>> {
        self.0.borrow_mut().dot(to_pixels(at), 0.5, color.into());
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let points: Vec<Point> = path.into_iter().map(to_pixels).collect();
        let width = f64::from(style.stroke_width()) / FINENESS;
        self.0.borrow_mut().stroke(&points, width, style.color().into());
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let ((left, top), (right, bottom)) = (to_pixels(upper_left), to_pixels(bottom_right));
        let mut corners = Rect::new(left, top, right, bottom).corners();
        if fill {
            self.0.borrow_mut().fill(&[corners], style.color().into());
        } else {
            corners.extend_from_within(..2);
            let width = f64::from(style.stroke_width()) / FINENESS;
            self.0.borrow_mut().stroke(&corners, width, style.color().into());
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let mut around = disc(to_pixels(center), f64::from(radius) / FINENESS);
        if fill {
            self.0.borrow_mut().fill(&[around], style.color().into());
        } else {
            around.extend_from_within(..2);
            let width = f64::from(style.stroke_width()) / FINENESS;
            self.0.borrow_mut().stroke(&around, width, style.color().into());
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let corners: Vec<Point> = corners.into_iter().map(to_pixels).collect();
        self.0.borrow_mut().fill(&[corners], style.color().into());
        Ok(())
    }
}

fn to_pixels((x, y): BackendCoord) -> Point {
    (f64::from(x) / FINENESS, f64::from(y) / FINENESS)
}
