//! Draws marks: lines, points, bars, areas and texts.

use plotters::element::Rectangle;
use plotters::style::Color;

use super::canvas::{FINENESS, Point, Rect};
use super::chart::{Plot, canvas_error};
use super::marker::Marker;
use super::theme::{Rgba, exact};
use super::{Bars, Dash, DrawError, Line, Mark, Scatter, Segments, Shape, fields, note};

/// matplotlib's line width, in points, where a figure doesn't say.
const USUAL_WIDTH: f64 = 1.5;
/// Points that are drawn one by one; of more, evenly chosen ones are.
const MOST_POINTS: usize = 30_000;

pub fn draw(plot: &Plot, mark: &Mark) -> Result<(), DrawError> {
    let color = plot.color(mark.color.as_deref(), mark.alpha);
    match &mark.shape {
        Shape::Line(line) => draw_line(plot, line, color),
        Shape::Scatter(scatter) => draw_points(plot, scatter, mark, color),
        Shape::Bars(bars) => draw_bars(plot, bars, mark, color),
        Shape::Image(image) => {
            fields::image(plot, image, mark.alpha.unwrap_or(1.0));
            Ok(())
        }
        Shape::Mesh(mesh) => {
            fields::mesh(plot, mesh, mark.alpha.unwrap_or(1.0));
            Ok(())
        }
        Shape::Contour(contour) => fields::contour(plot, contour, mark.alpha.unwrap_or(1.0)),
        Shape::Rule { at, vertical, start, end, dash, width } => {
            let along = |share: f64| share.clamp(-1e3, 1e3);
            let (start, end) = (along(*start), along(*end));
            let ends = if *vertical {
                let x = plot.place(*at, plot.y.first).0;
                let y = |share: f64| plot.area.bottom - share * plot.area.height();
                [(x, y(start)), (x, y(end))]
            } else {
                let y = plot.place(plot.x.first, *at).1;
                let x = |share: f64| plot.area.left + share * plot.area.width();
                [(x(start), y), (x(end), y)]
            };
            if at.is_finite() { stroke(plot, &ends, *dash, *width, color) } else { Ok(()) }
        }
        Shape::Span { low, high, vertical } => {
            let ((x0, y0), (x1, y1)) = (plot.place(*low, *low), plot.place(*high, *high));
            let area = plot.area;
            let stripe = if *vertical {
                Rect::new(x0, area.top, x1, area.bottom)
            } else {
                Rect::new(area.left, y1, area.right, y0)
            };
            if low.is_finite() && high.is_finite() {
                plot.sheet.fill(stripe.corners(), color);
            }
            Ok(())
        }
        Shape::Band { x, low, high } => {
            draw_band(plot, x, low, high, color);
            Ok(())
        }
        Shape::Polygon { x, y } => {
            let corners: Vec<Point> = finite(x, y).map(|(x, y)| plot.place(x, y)).collect();
            plot.sheet.fill(corners, color);
            Ok(())
        }
        Shape::Segments(segments) => draw_segments(plot, segments, color),
        Shape::Text(_) | Shape::Room { .. } => Ok(()),
    }
}

/// Draws what may reach beyond the frame.
pub fn draw_unclipped(plot: &Plot, mark: &Mark) -> Result<(), DrawError> {
    match &mark.shape {
        Shape::Text(text) => note::draw(plot, text, mark),
        _ => Ok(()),
    }
}

fn finite<'a>(x: &'a [f64], y: &'a [f64]) -> impl Iterator<Item = Point> + 'a {
    x.iter().copied().zip(y.iter().copied()).filter(|(x, y)| x.is_finite() && y.is_finite())
}

fn draw_line(plot: &Plot, line: &Line, color: Rgba) -> Result<(), DrawError> {
    let mut piece: Vec<Point> = Vec::new();
    let mut pieces = Vec::new();
    for (x, y) in line.x.iter().copied().zip(line.y.iter().copied()) {
        if x.is_finite() && y.is_finite() {
            piece.push(plot.place(x, y));
        } else if !piece.is_empty() {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces.push(piece);
    for piece in pieces {
        let piece = thinned(piece);
        avoid(plot, &piece);
        stroke(plot, &piece, line.dash, line.width, color)?;
    }
    if let Some(kind) = line.marker.as_deref() {
        let face = line.marker_face.as_deref().map_or(color, |face| plot.color(Some(face), None));
        let edge = line.marker_edge.as_deref().map_or(color, |edge| plot.color(Some(edge), None));
        let style = Marker { kind, size: line.marker_size, face, edge, edge_width: 1.0 };
        let step = line.marker_every.max(1) * line.x.len().div_ceil(MOST_POINTS).max(1);
        for (x, y) in line
            .x
            .iter()
            .copied()
            .zip(line.y.iter().copied())
            .step_by(step)
            .filter(|(x, y)| x.is_finite() && y.is_finite())
        {
            style.draw(plot, plot.place(x, y))?;
        }
    }
    Ok(())
}

/// Of the points of a line in one column of pixels, the first, the last, the highest and the lowest.
fn thinned(points: Vec<Point>) -> Vec<Point> {
    if points.len() < 2_000 {
        return points;
    }
    let mut kept: Vec<Point> = Vec::new();
    for column in points.chunk_by(|one, two| (one.0 * 2.0).floor() == (two.0 * 2.0).floor()) {
        let mut places = vec![0, column.len() - 1];
        for better in
            [f64::total_cmp as fn(&f64, &f64) -> std::cmp::Ordering, |one: &f64, two: &f64| two.total_cmp(one)]
        {
            places.extend((0..column.len()).min_by(|one, two| better(&column[*one].1, &column[*two].1)));
        }
        places.sort_unstable();
        places.dedup();
        kept.extend(places.into_iter().map(|place| column[place]));
    }
    kept
}

/// Tells the legend where a line is.
fn avoid(plot: &Plot, points: &[Point]) {
    for pair in points.windows(2) {
        let length = (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1);
        let steps = (length / 12.0).ceil().clamp(1.0, 200.0) as usize;
        for step in 0..steps {
            let share = step as f64 / steps as f64;
            plot.obstacle((pair[0].0 + (pair[1].0 - pair[0].0) * share, pair[0].1 + (pair[1].1 - pair[0].1) * share));
        }
    }
}

/// A line in pixels, dashed as matplotlib dashes it: in multiples of its width.
pub fn stroke(plot: &Plot, points: &[Point], dash: Dash, width: f64, color: Rgba) -> Result<(), DrawError> {
    let width = if width.is_finite() && width > 0.0 { width } else { USUAL_WIDTH };
    let pattern: &[f64] = match dash {
        Dash::None => return Ok(()),
        Dash::Solid => return plot.sheet.line(points, width, color),
        Dash::Dashed => &[3.7, 1.6],
        Dash::Dotted => &[1.0, 1.65],
        Dash::Dashdot => &[6.4, 1.6, 1.0, 1.6],
    };
    let unit = plot.sheet.points(width);
    for piece in dashed(points, pattern, unit, &plot.area.grown(unit * 10.0)) {
        plot.sheet.line(&piece, width, color)?;
    }
    Ok(())
}

fn dashed(points: &[Point], pattern: &[f64], unit: f64, near: &Rect) -> Vec<Vec<Point>> {
    let mut pieces = Vec::new();
    let (mut turn, mut left) = (0, pattern[0] * unit);
    let mut piece: Vec<Point> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        // Only what can be seen is cut up: a line may reach a million pixels beyond the paper.
        let Some((mut from, to)) = super::canvas::clip_segment(pair[0], pair[1], near) else {
            piece = vec![pair[1]];
            continue;
        };
        loop {
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            if length <= left {
                left -= length;
                piece.push(to);
                break;
            }
            let share = left / length;
            from = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            piece.push(from);
            if turn % 2 == 0 {
                pieces.push(std::mem::take(&mut piece));
            }
            turn = (turn + 1) % pattern.len();
            left = pattern[turn] * unit;
            piece = vec![from];
        }
    }
    if turn % 2 == 0 {
        pieces.push(piece);
    }
    pieces
}

fn draw_points(plot: &Plot, scatter: &Scatter, mark: &Mark, color: Rgba) -> Result<(), DrawError> {
    let map = fields::ColorMap::new(&scatter.map, &scatter.values);
    let count = scatter.x.len().min(scatter.y.len());
    let alpha = mark.alpha.unwrap_or(1.0);
    for index in (0..count).step_by(count.div_ceil(MOST_POINTS).max(1)) {
        let (x, y) = (scatter.x[index], scatter.y[index]);
        if !x.is_finite() || !y.is_finite() {
            continue;
        }
        let face = match (scatter.values.get(index), scatter.colors.get(index)) {
            (Some(value), _) => match map.color(*value) {
                Some(color) => color.with_alpha(alpha),
                None => continue,
            },
            (None, Some(name)) => plot.color(Some(name), mark.alpha),
            (None, None) => color,
        };
        let area = scatter.sizes.get(index).or(scatter.sizes.first()).copied().unwrap_or(36.0);
        let edge = scatter.edge.as_deref().map_or(face, |edge| plot.color(Some(edge), mark.alpha));
        let kind = scatter.marker.as_deref().unwrap_or("o");
        let width = if scatter.width.is_finite() { scatter.width.clamp(0.0, 20.0) } else { 1.0 };
        let at = plot.place(x, y);
        plot.obstacle(at);
        if plot.area.grown(plot.sheet.points(area.max(0.0).sqrt() + 2.0)).contains(at) {
            Marker { kind, size: area.max(0.0).sqrt(), face, edge, edge_width: width.min(1.0) }.draw(plot, at)?;
        }
    }
    Ok(())
}

fn draw_bars(plot: &Plot, bars: &Bars, mark: &Mark, color: Rgba) -> Result<(), DrawError> {
    let count = bars.at.len().min(bars.lengths.len()).min(bars.widths.len()).min(bars.bases.len());
    for index in 0..count.min(MOST_POINTS) {
        let (at, half, base) = (bars.at[index], bars.widths[index] / 2.0, bars.bases[index]);
        let end = base + bars.lengths[index];
        if ![at, half, base, end].iter().all(|number| number.is_finite()) {
            continue;
        }
        let (one, two) =
            if bars.horizontal { ((base, at - half), (end, at + half)) } else { ((at - half, base), (at + half, end)) };
        let (one_at, two_at) = (plot.place(one.0, one.1), plot.place(two.0, two.1));
        let box_of =
            Rect::new(one_at.0.min(two_at.0), one_at.1.min(two_at.1), one_at.0.max(two_at.0), one_at.1.max(two_at.1));
        avoid(plot, &[(box_of.left, box_of.top), (box_of.right, box_of.top)]);
        avoid(plot, &[box_of.center(), (box_of.center().0, box_of.top)]);
        let face = match bars.colors.get(index) {
            Some(name) => plot.color(Some(name), mark.alpha),
            None => color,
        };
        if bars.filled {
            plot.sheet.fill(snapped(&box_of).corners(), face);
        }
        if let Some(edge) = bars.edge.as_deref().or(if bars.filled { None } else { Some("#000000") }) {
            let width = (plot.sheet.points(bars.edge_width.clamp(0.0, 20.0)) * FINENESS) as u32;
            let style = plot.color(Some(edge), mark.alpha).plotters().stroke_width(width);
            plot.data.draw(&Rectangle::new([one, two], style)).map_err(canvas_error)?;
        }
    }
    Ok(())
}

/// A rectangle with its sides between pixels, so that neighbours touch without a seam.
fn snapped(area: &Rect) -> Rect {
    let side = |low: f64, high: f64| {
        let (from, to) = (low.round(), high.round());
        if to > from { (from, to) } else { (low, high.max(low + 0.4)) }
    };
    let ((left, right), (top, bottom)) = (side(area.left, area.right), side(area.top, area.bottom));
    Rect::new(left, top, right, bottom)
}

fn draw_band(plot: &Plot, x: &[f64], low: &[f64], high: &[f64], color: Rgba) {
    let whole = |index: &usize| x[*index].is_finite() && low[*index].is_finite() && high[*index].is_finite();
    let places: Vec<usize> = (0..x.len().min(low.len()).min(high.len())).collect();
    for piece in places.split(|index| !whole(index)) {
        let above = piece.iter().map(|index| plot.place(x[*index], high[*index]));
        let below = piece.iter().rev().map(|index| plot.place(x[*index], low[*index]));
        plot.sheet.fill(above.chain(below).collect(), color);
    }
}

fn draw_segments(plot: &Plot, segments: &Segments, color: Rgba) -> Result<(), DrawError> {
    let count = segments.x0.len().min(segments.y0.len()).min(segments.x1.len()).min(segments.y1.len());
    for index in 0..count.min(MOST_POINTS) {
        let (from, to) = ((segments.x0[index], segments.y0[index]), (segments.x1[index], segments.y1[index]));
        if ![from.0, from.1, to.0, to.1].iter().all(|number| number.is_finite()) {
            continue;
        }
        let (start, end) = (plot.place(from.0, from.1), plot.place(to.0, to.1));
        avoid(plot, &[start, end]);
        stroke(plot, &[start, end], segments.dash, segments.width, color)?;
        if segments.caps > 0.0 {
            let reach = plot.sheet.points(segments.caps.min(50.0));
            let upright = (start.0 - end.0).abs() < (start.1 - end.1).abs();
            for (x, y) in [start, end] {
                let cap = if upright { [(x - reach, y), (x + reach, y)] } else { [(x, y - reach), (x, y + reach)] };
                stroke(plot, &cap, Dash::Solid, segments.width, color)?;
            }
        }
    }
    Ok(())
}

/// The colours of a list, exactly as they are.
pub fn exact_colors(names: &[String]) -> Vec<Rgba> {
    names.iter().map(|name| exact(name)).collect()
}
