//! Markers: the small shapes that stand for points.

use super::DrawError;
use super::canvas::{Point, disc};
use super::chart::Plot;
use super::theme::Rgba;

/// A marker of one of matplotlib's kinds; sizes in points.
pub struct Marker<'a> {
    pub kind: &'a str,
    pub size: f64,
    pub face: Rgba,
    pub edge: Rgba,
    pub edge_width: f64,
}

impl Marker<'_> {
    pub fn draw(&self, plot: &Plot, at: Point) -> Result<(), DrawError> {
        let size = if self.size.is_finite() { self.size.clamp(0.0, 400.0) } else { 6.0 };
        let radius = plot.sheet.points(size) / 2.0;
        let turned = |corners: usize, angle: f64, radius: f64| -> Vec<Point> {
            (0..corners)
                .map(|corner| {
                    let angle = (angle + corner as f64 * 360.0 / corners as f64).to_radians();
                    (at.0 + radius * angle.sin(), at.1 - radius * angle.cos())
                })
                .collect()
        };
        let cross = |angle: f64| vec![turned(2, angle, radius), turned(2, angle + 90.0, radius)];
        let strokes = match self.kind {
            "+" => cross(0.0),
            "x" => cross(45.0),
            "|" => vec![turned(2, 0.0, radius)],
            "_" => vec![turned(2, 90.0, radius)],
            "1" | "2" | "3" | "4" => {
                let angle = match self.kind {
                    "1" => 180.0,
                    "2" => 0.0,
                    "3" => 270.0,
                    _ => 90.0,
                };
                turned(3, angle, radius).into_iter().map(|end| vec![at, end]).collect()
            }
            _ => Vec::new(),
        };
        for arm in &strokes {
            plot.sheet.line(arm, self.edge_width.max(1.0), self.edge)?;
        }
        if !strokes.is_empty() {
            return Ok(());
        }
        let corners = match self.kind {
            "^" => turned(3, 0.0, radius * 1.2),
            "v" => turned(3, 180.0, radius * 1.2),
            "<" => turned(3, 270.0, radius * 1.2),
            ">" => turned(3, 90.0, radius * 1.2),
            "s" => turned(4, 45.0, radius * std::f64::consts::SQRT_2),
            "D" => turned(4, 0.0, radius * std::f64::consts::SQRT_2),
            "d" => turned(4, 0.0, radius).into_iter().map(|(x, y)| (at.0 + (x - at.0) * 0.6, y)).collect(),
            "p" => turned(5, 0.0, radius),
            "h" => turned(6, 0.0, radius),
            "H" => turned(6, 30.0, radius),
            "8" => turned(8, 22.5, radius),
            "*" => {
                let (out, inner) = (turned(5, 0.0, radius * 1.15), turned(5, 36.0, radius * 0.45));
                out.into_iter().zip(inner).flat_map(|(tip, notch)| [tip, notch]).collect()
            }
            "P" | "X" => {
                let arm = radius * 0.36;
                let plus = [
                    (-arm, -radius),
                    (arm, -radius),
                    (arm, -arm),
                    (radius, -arm),
                    (radius, arm),
                    (arm, arm),
                    (arm, radius),
                    (-arm, radius),
                    (-arm, arm),
                    (-radius, arm),
                    (-radius, -arm),
                    (-arm, -arm),
                ];
                let (sin, cos) = if self.kind == "X" { 45_f64.to_radians().sin_cos() } else { (0.0, 1.0) };
                plus.iter().map(|(x, y)| (at.0 + x * cos - y * sin, at.1 + x * sin + y * cos)).collect()
            }
            "." => disc(at, radius / 2.0),
            "," => disc(at, 0.6),
            _ => disc(at, radius),
        };
        if self.face == self.edge {
            // Face and edge in one go: drawn apart, their common border would show where they are transparent.
            let edge = plot.sheet.points(self.edge_width) / 2.0;
            let grown = corners.iter().map(|corner| away(at, *corner, edge)).collect();
            plot.sheet.fill(grown, self.face);
            return Ok(());
        }
        let mut around = corners.clone();
        around.extend_from_within(..2.min(around.len()));
        plot.sheet.fill(corners, self.face);
        plot.sheet.line(&around, self.edge_width, self.edge)
    }
}

/// A corner moved so far away from the middle.
fn away(middle: Point, corner: Point, by: f64) -> Point {
    let (dx, dy) = (corner.0 - middle.0, corner.1 - middle.1);
    let length = dx.hypot(dy).max(1e-6);
    (corner.0 + dx / length * by, corner.1 + dy / length * by)
}
