//! Where everything goes: a rectangle for each axes, with room around it for what is written there.

use super::canvas::Rect;
use super::chart::Sheet;
use super::scale::{Axis, Scale};
use super::ticks::{Ticks, ticks};
use super::{Axes, Figure, Shape};

/// Sizes of texts, in points.
pub const TITLE: f64 = 12.0;
pub const LABEL: f64 = 10.0;
pub const TICK_LABEL: f64 = 9.5;
/// Lengths, in points.
pub const TICK: f64 = 3.5;
pub const GAP: f64 = 3.5;
/// How wide a colour bar is, as a part of its axes.
const BAR: f64 = 0.045;

/// One axes with everything that is known before it is drawn.
pub struct Placed {
    pub area: Rect,
    pub x: Scale,
    pub y: Scale,
    pub xticks: Ticks,
    pub yticks: Ticks,
    pub colorbar: Option<(Rect, Scale, Ticks)>,
}

/// Room on the four sides of an axes, in pixels.
#[derive(Debug, Clone, Copy, Default)]
struct Room {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

pub fn place(sheet: &Sheet, figure: &Figure, mut scales: Vec<(Scale, Scale)>) -> Vec<Placed> {
    let cells: Vec<Rect> = figure.axes.iter().map(|axes| cell(sheet, figure, axes)).collect();
    let rooms: Vec<Room> =
        figure
            .axes
            .iter()
            .enumerate()
            .map(|(index, axes)| {
                if axes.exact { Room::default() } else { room(sheet, figure, index, axes, scales[index], cells[index]) }
            })
            .collect();
    let mut placed: Vec<Placed> = Vec::new();
    for (index, axes) in figure.axes.iter().enumerate() {
        let cell = cells[index];
        // Axes whose cells begin or end at the same line do so too.
        let level = |edge: fn(&Rect) -> f64, room: fn(&Room) -> f64| {
            let aligned = cells.iter().zip(&rooms).filter(|(other, _)| (edge(other) - edge(&cell)).abs() < 0.5);
            aligned.map(|(_, other)| room(other)).fold(0.0, f64::max)
        };
        let mut area = Rect::new(
            cell.left + level(|cell| cell.left, |room| room.left),
            cell.top + level(|cell| cell.top, |room| room.top),
            cell.right - level(|cell| cell.right, |room| room.right),
            cell.bottom - level(|cell| cell.bottom, |room| room.bottom),
        );
        let (mut x, mut y) = scales[index];
        if axes.equal && !x.log && !y.log && area.width() > 1.0 && area.height() > 1.0 {
            if axes.marks.iter().any(|mark| matches!(mark.shape, Shape::Image(_))) {
                shrink(&mut area, &x, &y);
            } else {
                stretch(&area, &mut x, &mut y);
                scales[index] = (x, y);
            }
        }
        if let Some(base) = axes.twin_of.and_then(|base| placed.get(base)) {
            area = base.area;
        }
        let xticks = ticks(&x, axes.xticks.as_deref(), horizontal_room(sheet, area.width()));
        let yticks = ticks(&y, axes.yticks.as_deref(), vertical_room(sheet, area.height()));
        let colorbar = axes.colorbar.as_ref().map(|bar| {
            let scale = super::fields::colorbar_scale(bar);
            let left = area.right + sheet.points(8.0);
            let rect = Rect::new(left, area.top, left + area.width().max(sheet.points(100.0)) * BAR, area.bottom);
            (rect, scale, ticks(&scale, None, vertical_room(sheet, area.height())))
        });
        placed.push(Placed { area, x, y, xticks, yticks, colorbar });
    }
    placed
}

/// An axes' part of the paper, labels included.
fn cell(sheet: &Sheet, figure: &Figure, axes: &Axes) -> Rect {
    let whole = sheet.whole();
    let share = |number: f64| if number.is_finite() { number.clamp(-1.0, 2.0) } else { 0.0 };
    let (left, top, width, height) = axes.place;
    let (left, top, width, height) = (share(left), share(top), share(width), share(height));
    let title = match &figure.title {
        Some(title) if !axes.exact => {
            sheet.measure(title, figure.title_size.unwrap_or(TITLE + 1.0)).1 + sheet.points(4.0)
        }
        _ => 0.0,
    };
    let edge = if axes.exact { 0.0 } else { sheet.points(5.0) };
    let (across, down) = (whole.width() - 2.0 * edge, whole.height() - 2.0 * edge - title);
    let corner = (edge + left * across, edge + title + top * down);
    let gap = if axes.exact { 0.0 } else { sheet.points(3.5) };
    Rect::new(corner.0, corner.1, corner.0 + width * across, corner.1 + height * down).grown(-gap)
}

fn room(sheet: &Sheet, figure: &Figure, index: usize, axes: &Axes, (x, y): (Scale, Scale), cell: Rect) -> Room {
    let mut room = Room::default();
    if let Some(title) = &axes.title {
        room.top += sheet.measure(title, axes.title_size.unwrap_or(TITLE)).1 + sheet.points(GAP);
    }
    if axes.twin_of.is_some() {
        return room;
    }
    let xticks = ticks(&x, axes.xticks.as_deref(), horizontal_room(sheet, cell.width() * 0.85));
    let yticks = ticks(&y, axes.yticks.as_deref(), vertical_room(sheet, cell.height() * 0.85));
    if axes.frame {
        let below = across_labels(sheet, axes, &xticks);
        if axes.x_on_top {
            room.top += below
        } else {
            room.bottom += below
        }
        room.bottom += label_room(sheet, axes.xlabel.as_deref(), axes.x_size);
        if let (false, Some(_), None) = (axes.x_on_top, &xticks.factor, &axes.xlabel) {
            room.bottom += sheet.points(TICK_LABEL);
        }
        room.left += beside_labels(sheet, axes, &yticks) + label_room(sheet, axes.ylabel.as_deref(), axes.y_size);
        if yticks.factor.is_some() && axes.title.is_none() {
            room.top += sheet.points(TICK_LABEL * 1.3);
        }
        // The last label reaches half its width beyond the frame.
        if let (true, Some((number, label))) = (axes.x_labels, xticks.major.last()) {
            let beyond = sheet.measure(label, TICK_LABEL).0 / 2.0 - (1.0 - x.share(*number)) * cell.width() * 0.85;
            room.right += beyond.max(0.0);
        }
    }
    for twin in figure.axes.iter().filter(|twin| twin.twin_of == Some(index)) {
        let scale =
            super::scale::scale(&[twin], if twin.twin_axis.as_deref() == Some("x") { Axis::X } else { Axis::Y });
        if twin.twin_axis.as_deref() == Some("x") {
            let marks = ticks(&scale, twin.xticks.as_deref(), horizontal_room(sheet, cell.width()));
            room.top += across_labels(sheet, twin, &marks) + label_room(sheet, twin.xlabel.as_deref(), twin.x_size);
        } else {
            let marks = ticks(&scale, twin.yticks.as_deref(), vertical_room(sheet, cell.height()));
            room.right += beside_labels(sheet, twin, &marks) + label_room(sheet, twin.ylabel.as_deref(), twin.y_size);
        }
    }
    if let Some(bar) = &axes.colorbar {
        let marks = ticks(&super::fields::colorbar_scale(bar), None, vertical_room(sheet, cell.height() * 0.85));
        let label = if bar.label.is_empty() { None } else { Some(bar.label.as_str()) };
        room.right += sheet.points(8.0)
            + cell.width() * BAR
            + beside_labels(sheet, axes, &marks)
            + label_room(sheet, label, None);
    }
    room
}

fn label_room(sheet: &Sheet, label: Option<&str>, size: Option<f64>) -> f64 {
    label
        .filter(|label| !label.is_empty())
        .map_or(0.0, |label| sheet.measure(label, size.unwrap_or(LABEL)).1 + sheet.points(GAP))
}

/// The height of the labels under an axes, with their ticks.
pub fn across_labels(sheet: &Sheet, axes: &Axes, ticks: &Ticks) -> f64 {
    let angle = axes.x_angle.to_radians();
    let height = |label: &str| {
        let (width, height) = sheet.measure(label, TICK_LABEL);
        width * angle.sin().abs() + height * angle.cos().abs()
    };
    let labels = ticks.major.iter().map(|(_, label)| height(label)).fold(0.0, f64::max);
    sheet.points(TICK) + if axes.x_labels && labels > 0.0 { labels + sheet.points(GAP) } else { 0.0 }
}

/// The width of the labels beside an axes, with their ticks.
pub fn beside_labels(sheet: &Sheet, axes: &Axes, ticks: &Ticks) -> f64 {
    let labels = ticks.major.iter().map(|(_, label)| sheet.measure(label, TICK_LABEL).0).fold(0.0, f64::max);
    sheet.points(TICK) + if axes.y_labels && labels > 0.0 { labels + sheet.points(GAP) } else { 0.0 }
}

fn horizontal_room(sheet: &Sheet, width: f64) -> usize {
    (width / sheet.points(TICK_LABEL * 3.2)).floor().clamp(1.0, 9.0) as usize
}

fn vertical_room(sheet: &Sheet, height: f64) -> usize {
    (height / sheet.points(TICK_LABEL * 2.0)).floor().clamp(1.0, 9.0) as usize
}

/// Makes the area as much narrower or lower as the image in it needs.
fn shrink(area: &mut Rect, x: &Scale, y: &Scale) {
    let wanted = (x.last - x.first).abs() / (y.last - y.first).abs();
    let (middle, down) = area.center();
    if !wanted.is_finite() || wanted <= 0.0 {
        return;
    }
    if area.width() / area.height() > wanted {
        let half = area.height() * wanted / 2.0;
        (area.left, area.right) = (middle - half, middle + half);
    } else {
        let half = area.width() / wanted / 2.0;
        (area.top, area.bottom) = (down - half, down + half);
    }
}

/// Shows as much more along one axis as it takes for units of the same length on both.
fn stretch(area: &Rect, x: &mut Scale, y: &mut Scale) {
    let (across, up) = ((x.last - x.first) / area.width(), (y.last - y.first) / area.height());
    let (scale, more) =
        if across.abs() > up.abs() { (y, across.abs() * area.height()) } else { (x, up.abs() * area.width()) };
    let (middle, half) = ((scale.first + scale.last) / 2.0, more / 2.0 * (scale.last - scale.first).signum());
    (scale.first, scale.last) = (middle - half, middle + half);
}
