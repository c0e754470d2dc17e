//! Draws values over an area: images, meshes, contours, and the bar that says what colours stand for.

use std::collections::{HashMap, VecDeque};

use super::canvas::{Point, Rect};
use super::chart::{Plot, Sheet};
use super::font::{Anchor, Down, Writing};
use super::layout::{GAP, LABEL, TICK, TICK_LABEL};
use super::marks::{exact_colors, stroke};
use super::scale::Scale;
use super::theme::Rgba;
use super::ticks::Ticks;
use super::{Axes, Colorbar, Colors, Contour, DrawError, Image, Mesh, layout};

/// From numbers to colours.
pub struct ColorMap {
    colors: Vec<Rgba>,
    listed: bool,
    low: f64,
    high: f64,
}

impl ColorMap {
    pub fn new(colors: &Colors, values: &[f64]) -> Self {
        let (low, high) = limits(colors, values);
        Self { colors: exact_colors(&colors.palette), listed: colors.listed, low, high }
    }

    /// The colour of a number; none for a gap.
    pub fn color(&self, value: f64) -> Option<Rgba> {
        if value.is_nan() {
            return None;
        }
        let share =
            if self.high > self.low { ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0) } else { 0.0 };
        Some(self.at(share))
    }

    pub fn at(&self, share: f64) -> Rgba {
        let Some(last) = self.colors.len().checked_sub(1) else {
            let gray = (share * 255.0) as u32;
            return Rgba::of(gray << 16 | gray << 8 | gray);
        };
        if self.listed {
            return self.colors[((share * self.colors.len() as f64) as usize).min(last)];
        }
        let place = share * last as f64;
        let low = (place as usize).min(last.saturating_sub(1));
        self.colors[low].mixed(self.colors[(low + 1).min(last)], place - low as f64)
    }
}

/// The numbers of the first and the last colour.
fn limits(colors: &Colors, values: &[f64]) -> (f64, f64) {
    let finite = || values.iter().copied().filter(|value| value.is_finite());
    let low = colors.low.filter(|low| low.is_finite()).unwrap_or_else(|| finite().fold(f64::INFINITY, f64::min));
    let high =
        colors.high.filter(|high| high.is_finite()).unwrap_or_else(|| finite().fold(f64::NEG_INFINITY, f64::max));
    if low <= high { (low, high) } else { (0.0, 1.0) }
}

pub fn image(plot: &Plot, image: &Image, alpha: f64) {
    let depth = if image.rgb { 3 } else { 1 };
    let (rows, columns) = (image.rows, image.columns);
    if rows == 0
        || columns == 0
        || rows.checked_mul(columns).and_then(|cells| cells.checked_mul(depth)) != Some(image.values.len())
    {
        return;
    }
    let map = ColorMap::new(&image.map, &image.values);
    let (left, right, bottom, top) = image.extent;
    let (start, end) = (plot.place(left, top), plot.place(right, bottom));
    let area = Rect::new(start.0.min(end.0), start.1.min(end.1), start.0.max(end.0), start.1.max(end.1));
    let cell = |row: usize, column: usize| -> Option<Rgba> {
        let row = if image.upside_down { rows - 1 - row } else { row };
        let at = (row * columns + column) * depth;
        if image.rgb {
            let part = |offset: usize| (image.values[at + offset].clamp(0.0, 1.0) * 255.0).round() as u32;
            return Some(Rgba::of(part(0) << 16 | part(1) << 8 | part(2)));
        }
        map.color(image.values[at])
    };
    // The first row is at the extent's top, wherever on the paper that is.
    let across = |x: f64| (x - start.0) / (end.0 - start.0) * columns as f64;
    let down = |y: f64| (y - start.1) / (end.1 - start.1) * rows as f64;
    plot.sheet.paper.borrow_mut().paint(area, alpha, |(x, y)| {
        let (across, down) = (across(x), down(y));
        if !image.smooth {
            return cell((down as usize).min(rows - 1), (across as usize).min(columns - 1));
        }
        let (across, down) =
            ((across - 0.5).clamp(0.0, (columns - 1) as f64), (down - 0.5).clamp(0.0, (rows - 1) as f64));
        let (column, row) = (across as usize, down as usize);
        let (next_column, next_row) = ((column + 1).min(columns - 1), (row + 1).min(rows - 1));
        let upper = cell(row, column)?.mixed(cell(row, next_column)?, across.fract());
        let lower = cell(next_row, column)?.mixed(cell(next_row, next_column)?, across.fract());
        Some(upper.mixed(lower, down.fract()))
    });
}

pub fn mesh(plot: &Plot, mesh: &Mesh, alpha: f64) {
    let (rows, columns) = (mesh.y.len().saturating_sub(1), mesh.x.len().saturating_sub(1));
    if rows == 0 || columns == 0 || mesh.values.len() != rows * columns {
        return;
    }
    let map = ColorMap::new(&mesh.map, &mesh.values);
    let xs: Vec<f64> = mesh.x.iter().map(|x| plot.place(*x, plot.y.first).0).collect();
    let ys: Vec<f64> = mesh.y.iter().map(|y| plot.place(plot.x.first, *y).1).collect();
    plot.sheet
        .paper
        .borrow_mut()
        .paint(plot.area, alpha, |(x, y)| map.color(mesh.values[between(&ys, y)? * columns + between(&xs, x)?]));
}

/// Which of the steps between rising or falling edges a place is in.
fn between(edges: &[f64], place: f64) -> Option<usize> {
    let (first, last) = (*edges.first()?, *edges.last()?);
    if place < first.min(last) || place >= first.max(last) {
        return None;
    }
    let passed = if first <= last {
        edges.partition_point(|edge| *edge <= place)
    } else {
        edges.partition_point(|edge| *edge > place)
    };
    Some(passed.saturating_sub(1).min(edges.len() - 2))
}

pub fn contour(plot: &Plot, contour: &Contour, alpha: f64) -> Result<(), DrawError> {
    let (rows, columns) = (contour.y.len(), contour.x.len());
    if rows < 2 || columns < 2 || contour.values.len() != rows * columns || contour.levels.is_empty() {
        return Ok(());
    }
    if contour.filled {
        fill_levels(plot, contour, alpha);
        return Ok(());
    }
    let colors = level_colors(contour, contour.levels.len());
    for (index, level) in contour.levels.iter().enumerate() {
        let color = colors[index].with_alpha(alpha);
        let segments = crossings(contour, *level);
        let lines = joined(segments);
        for line in &lines {
            let points: Vec<Point> = line.iter().map(|(x, y)| plot.place(*x, *y)).collect();
            stroke(plot, &points, contour.dash, contour.width, color)?;
        }
        let longest = lines.iter().max_by_key(|line| line.len());
        if let (Some(label), Some(from)) = (contour.labels.get(index), longest.map(|line| line[line.len() / 2])) {
            let anchor = Anchor { across: 0.5, down: Down::Middle };
            let writing = Writing { size: LABEL, color, anchor, angle: 0.0, bold: false };
            plot.sheet.write(label, plot.place(from.0, from.1), &writing);
        }
    }
    Ok(())
}

/// The colours of levels, or of the steps between them: those given, or evenly spaced ones of the map.
fn level_colors(contour: &Contour, count: usize) -> Vec<Rgba> {
    if !contour.colors.is_empty() {
        let given = exact_colors(&contour.colors);
        return (0..count).map(|index| given[index % given.len()]).collect();
    }
    let (first, last) = (contour.levels[0], contour.levels[contour.levels.len() - 1]);
    let ends =
        Colors { low: contour.map.low.or(Some(first)), high: contour.map.high.or(Some(last)), ..contour.map.clone() };
    let map = ColorMap::new(&ends, &[]);
    let steps = count < contour.levels.len();
    let middle = |index: usize| {
        if steps { (contour.levels[index] + contour.levels[index + 1]) / 2.0 } else { contour.levels[index] }
    };
    // Steps spread over the whole map: the first has its first colour, the last its last.
    let even = |index: usize| map.at(if count > 1 { index as f64 / (count - 1) as f64 } else { 0.5 });
    let spread = steps && contour.map.low.is_none() && contour.map.high.is_none();
    (0..count).map(|index| if spread { even(index) } else { map.color(middle(index)).unwrap_or(Rgba::of(0)) }).collect()
}

fn fill_levels(plot: &Plot, contour: &Contour, alpha: f64) {
    let steps = contour.levels.len().saturating_sub(1);
    if steps == 0 {
        return;
    }
    let colors = level_colors(contour, steps);
    let extend = contour.extend.as_deref().unwrap_or("neither");
    let columns = contour.x.len();
    let xs: Vec<f64> = contour.x.iter().map(|x| plot.place(*x, plot.y.first).0).collect();
    let ys: Vec<f64> = contour.y.iter().map(|y| plot.place(plot.x.first, *y).1).collect();
    plot.sheet.paper.borrow_mut().paint(plot.area, alpha, |(x, y)| {
        let (column, row) = (between(&xs, x)?, between(&ys, y)?);
        let across = (x - xs[column]) / (xs[column + 1] - xs[column]);
        let down = (y - ys[row]) / (ys[row + 1] - ys[row]);
        let value = |row: usize, column: usize| contour.values[row * columns + column];
        let upper = value(row, column) + (value(row, column + 1) - value(row, column)) * across;
        let lower = value(row + 1, column) + (value(row + 1, column + 1) - value(row + 1, column)) * across;
        let height = upper + (lower - upper) * down;
        if height.is_nan() {
            return None;
        }
        let passed = contour.levels.partition_point(|level| *level <= height);
        match passed {
            0 if extend == "min" || extend == "both" => Some(colors[0]),
            0 => None,
            passed if passed <= steps => Some(colors[passed - 1]),
            _ if extend == "max" || extend == "both" || height <= contour.levels[steps] => Some(colors[steps - 1]),
            _ => None,
        }
    });
}

/// Where the values pass a level, as short segments through the cells (marching squares).
fn crossings(contour: &Contour, level: f64) -> Vec<(Point, Point)> {
    let columns = contour.x.len();
    let mut segments = Vec::new();
    for row in 0..contour.y.len() - 1 {
        for column in 0..columns - 1 {
            // Around the cell: each side is between two corners.
            let corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)];
            let values = corners.map(|(row, column)| contour.values[row * columns + column] - level);
            if values.iter().any(|value| value.is_nan()) {
                continue;
            }
            let places = corners.map(|(row, column)| (contour.x[column], contour.y[row]));
            let mut passed: Vec<Point> = Vec::new();
            for side in 0..4 {
                let (one, two) = (side, (side + 1) % 4);
                if (values[one] > 0.0) != (values[two] > 0.0) {
                    let share = values[one] / (values[one] - values[two]);
                    let ((x0, y0), (x1, y1)) = (places[one], places[two]);
                    passed.push((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share));
                }
            }
            if passed.len() == 4 && (values.iter().sum::<f64>() > 0.0) == (values[0] > 0.0) {
                // A saddle: what is in its middle says which of its corners belong together.
                passed.rotate_left(1);
            }
            segments.extend(passed.chunks_exact(2).map(|ends| (ends[0], ends[1])));
        }
    }
    segments
}

/// Segments put together to lines where they end in the same place.
fn joined(segments: Vec<(Point, Point)>) -> Vec<Vec<Point>> {
    let key = |point: &Point| (point.0.to_bits(), point.1.to_bits());
    let mut ends: HashMap<(u64, u64), Vec<usize>> = HashMap::new();
    for (index, (from, to)) in segments.iter().enumerate() {
        ends.entry(key(from)).or_default().push(index);
        ends.entry(key(to)).or_default().push(index);
    }
    let mut used = vec![false; segments.len()];
    let mut lines = Vec::new();
    for start in 0..segments.len() {
        if used[start] {
            continue;
        }
        used[start] = true;
        let mut line = VecDeque::from([segments[start].0, segments[start].1]);
        for forwards in [true, false] {
            while let Some(end) = if forwards { line.back() } else { line.front() }.copied() {
                let next = ends.get(&key(&end)).and_then(|near| near.iter().copied().find(|index| !used[*index]));
                let Some(next) = next else { break };
                used[next] = true;
                let (from, to) = segments[next];
                let point = if key(&from) == key(&end) { to } else { from };
                if forwards { line.push_back(point) } else { line.push_front(point) }
            }
        }
        lines.push(line.into());
    }
    lines
}

/// The numbers along a colour bar.
pub fn colorbar_scale(bar: &Colorbar) -> Scale {
    let (first, last) = match bar.levels.as_deref() {
        Some([first, .., last]) => (*first, *last),
        _ => limits(&bar.colors, &bar.values),
    };
    let last = if last > first { last } else { first + 1.0 };
    Scale { first, last, log: false }
}

pub fn colorbar(
    sheet: &Sheet,
    axes: &Axes,
    bar: &Colorbar,
    (area, scale, ticks): (Rect, &Scale, &Ticks),
) -> Result<(), DrawError> {
    let map = ColorMap { low: scale.first, high: scale.last, ..ColorMap::new(&bar.colors, &[]) };
    let levels = bar.levels.as_deref().filter(|levels| levels.len() > 1);
    sheet.paper.borrow_mut().paint(area, 1.0, |(_, y)| {
        let share = (area.bottom - y) / area.height();
        Some(match levels {
            None => map.at(share),
            Some(levels) => {
                let steps = levels.len() - 1;
                let step = levels.partition_point(|level| *level <= scale.at(share)).clamp(1, steps) - 1;
                map.at(if steps > 1 { step as f64 / (steps - 1) as f64 } else { 0.5 })
            }
        })
    });
    let mut around = area.corners();
    around.extend_from_within(..2);
    sheet.line(&around, 0.8, sheet.theme.ink())?;
    for (number, label) in &ticks.major {
        let y = area.bottom - scale.share(*number) * area.height();
        sheet.line(&[(area.right, y), (area.right + sheet.points(TICK), y)], 0.8, sheet.theme.ink())?;
        sheet.write(label, (area.right + sheet.points(TICK + GAP), y), &sheet.writing(TICK_LABEL, (0.0, Down::Middle)));
    }
    if let Some(factor) = &ticks.factor {
        sheet.write(factor, (area.left, area.top - sheet.points(GAP)), &sheet.writing(TICK_LABEL, (0.0, Down::Bottom)));
    }
    if !bar.label.is_empty() {
        let labelled = Axes { y_labels: true, ..axes.clone() };
        let beyond = layout::beside_labels(sheet, &labelled, ticks) + sheet.points(GAP);
        let writing = Writing { angle: 90.0, ..sheet.writing(LABEL, (0.5, Down::Top)) };
        sheet.write(&bar.label, (area.right + beyond, area.center().1), &writing);
    }
    Ok(())
}
