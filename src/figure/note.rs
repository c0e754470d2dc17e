//! Texts in an axes, with the arrows from them.

use super::canvas::{Point, Rect};
use super::chart::Plot;
use super::font::{Anchor, Down, Writing};
use super::theme::Rgba;
use super::{DrawError, Mark, Text};

pub fn draw(plot: &Plot, text: &Text, mark: &Mark) -> Result<(), DrawError> {
    let area = plot.area;
    let mut at = if text.fraction {
        (area.left + text.x.clamp(-5.0, 5.0) * area.width(), area.bottom - text.y.clamp(-5.0, 5.0) * area.height())
    } else if text.x.is_finite() && text.y.is_finite() {
        plot.place(text.x, text.y)
    } else {
        return Ok(());
    };
    if !plot.sheet.whole().grown(200.0).contains(at) {
        return Ok(());
    }
    let (right, up) = text.offset.unwrap_or((0.0, 0.0));
    at = (at.0 + plot.sheet.points(right), at.1 - plot.sheet.points(up));
    let across = match text.horizontal.as_str() {
        "center" => 0.5,
        "right" => 1.0,
        _ => 0.0,
    };
    let down = match text.vertical.as_str() {
        "top" => Down::Top,
        "center" | "center_baseline" => Down::Middle,
        "bottom" => Down::Bottom,
        _ => Down::Baseline,
    };
    let gap = plot.sheet.points(text.padding.clamp(0.0, 50.0));
    if text.horizontal == "left" && text.padding > 0.0 {
        at.0 += gap;
    } else if down == Down::Bottom {
        at.1 -= gap;
    }
    let color = plot.color(mark.color.as_deref(), None);
    let (width, height) = plot.sheet.measure(&text.text, text.size);
    let left = at.0 - width * across;
    let top = match down {
        Down::Top => at.1,
        Down::Middle => at.1 - height / 2.0,
        Down::Bottom => at.1 - height,
        Down::Baseline => at.1 - height * 0.8,
    };
    let plate = Rect::new(left, top, left + width, top + height).grown(plot.sheet.points(3.0));
    if let Some((x, y)) = text.arrow {
        let color = text.arrow_color.as_deref().map_or(color, |name| plot.color(Some(name), None));
        draw_arrow(plot, &plate, plot.place(x, y), color)?;
    }
    if text.boxed {
        plot.sheet.fill(plate.corners(), plot.sheet.theme.page().with_alpha(0.85));
        let mut around = plate.corners();
        around.extend_from_within(..2);
        plot.sheet.line(&around, 0.8, plot.sheet.theme.ink())?;
    }
    let color = if text.boxed { plot.sheet.theme.color(mark.color.as_deref()) } else { color };
    let anchor = Anchor { across, down };
    plot.sheet.write(&text.text, at, &Writing { size: text.size, color, anchor, angle: text.angle, bold: text.bold });
    Ok(())
}

/// An arrow from the edge of a text to a point.
fn draw_arrow(plot: &Plot, text: &Rect, to: Point, color: Rgba) -> Result<(), DrawError> {
    let middle = text.center();
    if text.contains(to) || !plot.sheet.whole().grown(400.0).contains(to) {
        return Ok(());
    }
    let (dx, dy) = (to.0 - middle.0, to.1 - middle.1);
    let share = (text.width() / 2.0 / dx.abs().max(1e-9)).min(text.height() / 2.0 / dy.abs().max(1e-9)).min(1.0);
    let from = (middle.0 + dx * share, middle.1 + dy * share);
    let length = (to.0 - from.0).hypot(to.1 - from.1).max(1e-9);
    let (along, size) = (((to.0 - from.0) / length, (to.1 - from.1) / length), plot.sheet.points(4.5));
    plot.sheet.line(&[from, to], 1.0, color)?;
    for side in [0.4, -0.4] {
        let wing = (to.0 - size * (along.0 - side * along.1), to.1 - size * (along.1 + side * along.0));
        plot.sheet.line(&[to, wing], 1.0, color)?;
    }
    Ok(())
}
