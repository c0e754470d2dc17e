//! The legend: what is drawn how, where it covers least.

use super::canvas::{Point, Rect};
use super::chart::Plot;
use super::font::Down;
use super::layout::TICK_LABEL;
use super::marker::Marker;
use super::marks::stroke;
use super::theme::{Rgba, Theme};
use super::{Axes, Dash, DrawError, Mark, Shape, fields};

/// Lines of a legend that are shown.
const MOST: usize = 30;
/// In points: the length of samples, and the space around them.
const SAMPLE: f64 = 20.0;
const SPACE: f64 = 5.0;

pub fn draw(plot: &Plot, axes: &Axes, place: &str) -> Result<(), DrawError> {
    let mut entries: Vec<(&Mark, &str)> =
        axes.marks.iter().filter_map(|mark| Some((mark, mark.label.as_deref()?))).collect();
    entries.sort_by_key(|(mark, _)| rank(&mark.shape));
    entries.truncate(MOST);
    if entries.is_empty() {
        return Ok(());
    }
    let sheet = plot.sheet;
    let (sample, space) = (sheet.points(SAMPLE), sheet.points(SPACE));
    let line = sheet.points(TICK_LABEL * 1.5);
    let columns = axes.legend_columns.clamp(1, entries.len());
    let rows = entries.len().div_ceil(columns);
    let texts = entries.iter().map(|(_, label)| sheet.measure(label, TICK_LABEL).0);
    let column = sample + space * 1.4 + texts.fold(0.0, f64::max);
    let title = axes.legend_title.as_deref().map_or((0.0, 0.0), |title| (sheet.measure(title, TICK_LABEL).0, line));
    let width = (column * columns as f64 + space * 2.0 * (columns - 1) as f64).max(title.0) + space * 2.0;
    let height = rows as f64 * line + title.1 + space * 1.2;
    let corner = corner(plot, place, (width, height));
    let area = Rect::new(corner.0, corner.1, corner.0 + width, corner.1 + height);
    let theme = if plot.over_image { Theme::Light } else { sheet.theme };
    sheet.fill(rounded(&area, sheet.points(3.0)), theme.page().with_alpha(0.82));
    let mut border = rounded(&area, sheet.points(3.0));
    border.extend_from_within(..2);
    sheet.line(&border, 0.8, theme.gridline())?;
    let top = area.top + space * 0.6 + title.1;
    let ink = theme.ink();
    if let Some(title) = &axes.legend_title {
        let mut writing = sheet.writing(TICK_LABEL, (0.5, Down::Middle));
        writing.color = ink;
        sheet.write(title, (area.center().0, area.top + space * 0.6 + line / 2.0), &writing);
    }
    for (index, (mark, label)) in entries.iter().enumerate() {
        let left = area.left + space + (index / rows) as f64 * (column + space * 2.0);
        let middle = top + ((index % rows) as f64 + 0.5) * line;
        draw_sample(plot, mark, Rect::new(left, middle - line * 0.3, left + sample, middle + line * 0.3))?;
        let mut writing = sheet.writing(TICK_LABEL, (0.0, Down::Middle));
        writing.color = ink;
        sheet.write(label, (left + sample + space * 1.4, middle), &writing);
    }
    Ok(())
}

/// matplotlib lists lines first, then areas, then collections, then bars.
fn rank(shape: &Shape) -> u8 {
    match shape {
        Shape::Line(_) | Shape::Rule { .. } => 0,
        Shape::Span { .. } | Shape::Polygon { .. } => 1,
        Shape::Bars(_) => 3,
        _ => 2,
    }
}

/// The upper left corner of a legend of some size.
fn corner(plot: &Plot, place: &str, (width, height): (f64, f64)) -> Point {
    let area = plot.area;
    let gap = plot.sheet.points(SPACE);
    let at = |across: f64, down: f64| {
        (
            area.left + gap + (area.width() - 2.0 * gap - width) * across,
            area.top + gap + (area.height() - 2.0 * gap - height) * down,
        )
    };
    let places = [
        ("upper right", at(1.0, 0.0)),
        ("upper left", at(0.0, 0.0)),
        ("lower left", at(0.0, 1.0)),
        ("lower right", at(1.0, 1.0)),
        ("center right", at(1.0, 0.5)),
        ("center left", at(0.0, 0.5)),
        ("lower center", at(0.5, 1.0)),
        ("upper center", at(0.5, 0.0)),
        ("center", at(0.5, 0.5)),
    ];
    let place = if place == "right" { "center right" } else { place };
    if let Some((_, corner)) = places.iter().find(|(name, _)| *name == place) {
        return *corner;
    }
    let covered = |corner: &Point| {
        let legend = Rect::new(corner.0, corner.1, corner.0 + width, corner.1 + height);
        plot.obstacles.borrow().iter().filter(|point| legend.contains(**point)).count()
    };
    places.iter().map(|(_, corner)| *corner).min_by_key(covered).unwrap_or_else(|| at(1.0, 0.0))
}

fn rounded(area: &Rect, radius: f64) -> Vec<Point> {
    let inner = area.grown(-radius);
    let corners =
        [(inner.right, inner.bottom), (inner.left, inner.bottom), (inner.left, inner.top), (inner.right, inner.top)];
    corners
        .iter()
        .enumerate()
        .flat_map(|(quarter, (x, y))| {
            (0..=4).map(move |step| {
                let angle = (quarter as f64 + f64::from(step) / 4.0) * std::f64::consts::FRAC_PI_2;
                (x + radius * angle.cos(), y + radius * angle.sin())
            })
        })
        .collect()
}

fn draw_sample(plot: &Plot, mark: &Mark, area: Rect) -> Result<(), DrawError> {
    let color = plot.color(mark.color.as_deref(), mark.alpha);
    let (middle, half) = (area.center(), plot.sheet.points(3.0));
    let across = [(area.left, middle.1), (area.right, middle.1)];
    match &mark.shape {
        Shape::Line(line) => {
            stroke(plot, &across, line.dash, line.width, color)?;
            let Some(kind) = line.marker.as_deref() else { return Ok(()) };
            let face = line.marker_face.as_deref().map_or(color, |face| plot.color(Some(face), None));
            Marker { kind, size: line.marker_size.min(10.0), face, edge: color, edge_width: 1.0 }.draw(plot, middle)
        }
        Shape::Rule { dash, width, .. } => stroke(plot, &across, *dash, *width, color),
        Shape::Segments(segments) => stroke(plot, &across, segments.dash, segments.width, color),
        Shape::Scatter(scatter) => {
            let mapped = fields::ColorMap::new(&scatter.map, &scatter.values);
            let face = if scatter.values.is_empty() {
                scatter.colors.first().map_or(color, |name| plot.color(Some(name), mark.alpha))
            } else {
                mapped.at(0.5)
            };
            let size = scatter.sizes.first().map_or(6.0, |area| area.max(0.0).sqrt()).clamp(3.0, 9.0);
            let kind = scatter.marker.as_deref().unwrap_or("o");
            Marker { kind, size, face, edge: face, edge_width: 1.0 }.draw(plot, middle)
        }
        Shape::Contour(_) => stroke(plot, &across, Dash::Solid, 1.5, color),
        shape => {
            let patch = Rect::new(area.left, middle.1 - half, area.right, middle.1 + half);
            let color = match shape {
                Shape::Bars(bars) => bars.colors.first().map_or(color, |name| plot.color(Some(name), mark.alpha)),
                _ => color,
            };
            if !matches!(shape, Shape::Bars(bars) if !bars.filled) {
                plot.sheet.fill(patch.corners(), color);
            }
            outline(plot, shape, patch)
        }
    }
}

/// The edge of bars that have one.
fn outline(plot: &Plot, shape: &Shape, patch: Rect) -> Result<(), DrawError> {
    let Shape::Bars(bars) = shape else { return Ok(()) };
    let edge: Option<Rgba> = bars.edge.as_deref().map(|edge| plot.color(Some(edge), None));
    let Some(edge) = edge else { return Ok(()) };
    let mut around = patch.corners();
    around.extend_from_within(..2);
    plot.sheet.line(&around, bars.edge_width.clamp(0.0, 3.0), edge)
}
