//! Draws a figure: its title, then each of its axes from the gridlines up to the legend.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::PathElement;
use plotters::style::Color;

use super::canvas::{Canvas, FINENESS, Paper, Point, Rect};
use super::font::{Anchor, Down, Lettering, Writing};
use super::layout::{self, GAP, LABEL, Placed, TICK, TICK_LABEL, TITLE};
use super::scale::{Axis, Scale, scale};
use super::theme::{Rgba, Theme};
use super::{Axes, DrawError, Figure, Shape, fields, legend, marks, mathtext};

/// Pixels to a hundredth of an inch, so that pictures stay sharp on fine screens.
const SHARPNESS: f64 = 2.0;
/// Inches: smaller or larger pictures are brought to these.
const SIZES: (f64, f64) = (1.0, 24.0);
/// Pixels in all; larger pictures are drawn coarser.
const MOST_PIXELS: f64 = 6e6;
/// Axes in a figure, and marks in an axes, that are drawn.
const MOST_AXES: usize = 100;
const MOST_MARKS: usize = 5_000;

/// The paper with what it takes to draw on it.
pub struct Sheet {
    pub paper: Rc<RefCell<Paper>>,
    root: DrawingArea<Canvas, Shift>,
    letters: Lettering,
    pub theme: Theme,
    /// Pixels to a point.
    point: f64,
}

pub fn draw(figure: &Figure, theme: Theme) -> Result<Paper, DrawError> {
    let inches =
        |size: f64, usual: f64| if size.is_finite() && size > 0.0 { size.clamp(SIZES.0, SIZES.1) } else { usual };
    let (width, height) = (inches(figure.size.0, 6.4), inches(figure.size.1, 4.8));
    let dots = (SHARPNESS * 100.0).min((MOST_PIXELS / (width * height)).sqrt());
    let paper = Paper::new((width * dots) as usize, (height * dots) as usize, theme.page());
    let paper = Rc::new(RefCell::new(paper));
    let root = Canvas(Rc::clone(&paper)).into_drawing_area();
    let sheet = Sheet { paper: Rc::clone(&paper), root, letters: Lettering::new()?, theme, point: dots / 72.0 };
    sheet.figure(figure)?;
    drop(sheet);
    let paper = Rc::into_inner(paper).ok_or_else(|| DrawError::Canvas("it is still being drawn on".to_owned()))?;
    Ok(paper.into_inner())
}

impl Sheet {
    /// Points to pixels.
    pub fn points(&self, points: f64) -> f64 {
        points * self.point
    }

    pub fn whole(&self) -> Rect {
        self.paper.borrow().whole()
    }

    /// Width and height of a text in points, in pixels.
    pub fn measure(&self, text: &str, size: f64) -> (f64, f64) {
        self.letters.measure(&mathtext::plain(text), self.points(sound(size)))
    }

    /// Writes a text of a size in points.
    pub fn write(&self, text: &str, at: Point, writing: &Writing) {
        let writing = Writing { size: self.points(sound(writing.size)), ..*writing };
        self.letters.write(&mut self.paper.borrow_mut(), &mathtext::plain(text), at, &writing);
    }

    /// A line through points in pixels, of a width in points.
    pub fn line(&self, points: &[Point], width: f64, color: Rgba) -> Result<(), DrawError> {
        let path: Vec<(i32, i32)> = points.iter().map(|point| fine(*point)).collect();
        let width = (self.points(width.clamp(0.0, 100.0)) * FINENESS) as u32;
        self.root.draw(&PathElement::new(path, color.plotters().stroke_width(width))).map_err(canvas_error)
    }

    pub fn fill(&self, polygon: Vec<Point>, color: Rgba) {
        self.paper.borrow_mut().fill(&[polygon], color);
    }

    pub fn clip(&self, area: Option<Rect>) {
        self.paper.borrow_mut().clip_to(area);
    }

    fn figure(&self, figure: &Figure) -> Result<(), DrawError> {
        let mut figure = figure.clone();
        figure.axes.truncate(MOST_AXES);
        for axes in &mut figure.axes {
            axes.marks.truncate(MOST_MARKS);
            axes.marks.sort_by(|one, two| one.z.total_cmp(&two.z));
        }
        if let Some(title) = &figure.title {
            let writing = self.writing(figure.title_size.unwrap_or(TITLE + 1.0), (0.5, Down::Top));
            self.write(title, (self.whole().center().0, self.points(6.0)), &writing);
        }
        let scales =
            figure.axes.iter().map(|axes| (self.scale(&figure, axes, Axis::X), self.scale(&figure, axes, Axis::Y)));
        let placed = layout::place(self, &figure, scales.collect());
        let mut plots = Vec::new();
        for (index, axes) in figure.axes.iter().enumerate() {
            plots.push(self.axes(axes, &placed[index], figure.axes.iter().any(|twin| twin.twin_of == Some(index)))?);
        }
        // Legends lie over everything, the lines of axes over the same place too.
        for (plot, axes) in plots.iter().zip(&figure.axes) {
            if let (Some(plot), Some(place)) = (plot, &axes.legend) {
                legend::draw(plot, axes, place)?;
            }
        }
        Ok(())
    }

    fn scale(&self, figure: &Figure, axes: &Axes, axis: Axis) -> Scale {
        let number = |axes: &Axes| if axis == Axis::X { axes.x_shared } else { axes.y_shared };
        match number(axes) {
            None => scale(&[axes], axis),
            Some(shared) => {
                let group: Vec<&Axes> = figure.axes.iter().filter(|other| number(other) == Some(shared)).collect();
                scale(&group, axis)
            }
        }
    }

    pub fn writing(&self, size: f64, (across, down): (f64, Down)) -> Writing {
        Writing { size, color: self.theme.ink(), anchor: Anchor { across, down }, angle: 0.0, bold: false }
    }

    /// Draws one axes but for its legend; one too small to be seen isn't drawn.
    fn axes(&self, axes: &Axes, placed: &Placed, has_twin: bool) -> Result<Option<Plot<'_>>, DrawError> {
        let area = placed.area;
        if area.width() < 4.0 || area.height() < 4.0 {
            return Ok(None);
        }
        self.clip(None);
        let pixels = (fine((area.left, area.top)), fine((area.right, area.bottom)));
        let ranges = (pixels.0.0..pixels.1.0, pixels.1.1..pixels.0.1);
        let coordinates = Cartesian2d::<Scale, Scale>::new(placed.x, placed.y, ranges);
        let plot = Plot {
            sheet: self,
            data: self.root.apply_coord_spec(coordinates),
            area,
            x: placed.x,
            y: placed.y,
            over_image: axes.marks.iter().any(|mark| matches!(mark.shape, Shape::Image(_) | Shape::Mesh(_))),
            obstacles: RefCell::new(Vec::new()),
        };
        let twin = axes.twin_of.is_some();
        if axes.gridlines && axes.frame && !twin {
            self.gridlines(axes, placed)?;
        }
        self.clip(Some(area));
        for mark in &axes.marks {
            marks::draw(&plot, mark)?;
        }
        self.clip(None);
        for mark in &axes.marks {
            marks::draw_unclipped(&plot, mark)?;
        }
        if axes.frame {
            self.frame(axes, placed, twin || has_twin)?;
        }
        if let Some(title) = &axes.title {
            let (across, x) = match axes.title_at.as_deref() {
                Some("left") => (0.0, area.left),
                Some("right") => (1.0, area.right),
                _ => (0.5, area.center().0),
            };
            let labels = if axes.x_on_top { layout::across_labels(self, axes, &placed.xticks) } else { 0.0 };
            let writing = self.writing(axes.title_size.unwrap_or(TITLE), (across, Down::Bottom));
            self.write(title, (x, area.top - self.points(GAP) - labels), &writing);
        }
        if let (Some(bar), Some((rect, scale, ticks))) = (&axes.colorbar, &placed.colorbar) {
            fields::colorbar(self, axes, bar, (*rect, scale, ticks))?;
        }
        Ok(Some(plot))
    }

    fn gridlines(&self, axes: &Axes, placed: &Placed) -> Result<(), DrawError> {
        let which = axes.grid_axis.as_deref().unwrap_or("both");
        let (area, color) = (placed.area, self.theme.gridline());
        if which != "y" {
            for (number, _) in &placed.xticks.major {
                let x = area.left + placed.x.share(*number) * area.width();
                self.line(&[(x, area.top), (x, area.bottom)], 0.8, color)?;
            }
        }
        if which != "x" {
            for (number, _) in &placed.yticks.major {
                let y = area.bottom - placed.y.share(*number) * area.height();
                self.line(&[(area.left, y), (area.right, y)], 0.8, color)?;
            }
        }
        Ok(())
    }

    /// The lines around an axes, their ticks, and what is written beside them.
    fn frame(&self, axes: &Axes, placed: &Placed, with_twin: bool) -> Result<(), DrawError> {
        let area = placed.area;
        let twin = axes.twin_of.is_some();
        let upright_twin = twin && axes.twin_axis.as_deref() != Some("x");
        let shown = |name: &str| !axes.spines_hidden.iter().any(|hidden| hidden == name);
        let ink = self.theme.ink();
        if !twin {
            let sides = [
                ("left", (area.left, area.top), (area.left, area.bottom)),
                ("right", (area.right, area.top), (area.right, area.bottom)),
                ("bottom", (area.left, area.bottom), (area.right, area.bottom)),
                ("top", (area.left, area.top), (area.right, area.top)),
            ];
            for (name, from, to) in sides {
                if shown(name) || (with_twin && name == "right") {
                    self.line(&[from, to], 0.8, ink)?;
                }
            }
        }
        if !upright_twin {
            self.horizontal_axis(axes, placed, twin || axes.x_on_top)?;
        }
        if !twin || upright_twin {
            self.vertical_axis(axes, placed, upright_twin)?;
        }
        Ok(())
    }

    fn horizontal_axis(&self, axes: &Axes, placed: &Placed, on_top: bool) -> Result<(), DrawError> {
        let area = placed.area;
        let (edge, away) = if on_top { (area.top, -1.0) } else { (area.bottom, 1.0) };
        let ink = self.theme.ink();
        let place = |number: f64| area.left + placed.x.share(number) * area.width();
        for number in &placed.xticks.minor {
            self.line(&[(place(*number), edge), (place(*number), edge + away * self.points(TICK * 0.6))], 0.6, ink)?;
        }
        let labels_at = edge + away * self.points(TICK + GAP * 0.6);
        let turned = axes.x_angle.abs() > 1.0;
        let mut free_from = f64::NEG_INFINITY;
        for (number, label) in &placed.xticks.major {
            let x = place(*number);
            self.line(&[(x, edge), (x, edge + away * self.points(TICK))], 0.8, ink)?;
            if !axes.x_labels {
                continue;
            }
            // Labels that would run into each other are left out, unless the program turned them itself.
            let width = self.measure(label, TICK_LABEL).0;
            if !turned && x - width / 2.0 < free_from {
                continue;
            }
            free_from = x + width / 2.0 + self.points(2.0);
            let down = if on_top { Down::Bottom } else { Down::Top };
            let mut writing = self.writing(TICK_LABEL, (0.5, down));
            writing.angle = axes.x_angle;
            let mut at = (x, labels_at);
            if turned {
                // Turned labels end under their tick, or are in the middle below it if they stand upright.
                writing.anchor = Anchor { across: if axes.x_angle > 0.0 { 1.0 } else { 0.0 }, down: Down::Middle };
                at.1 += away * self.points(TICK_LABEL * 0.35);
            }
            self.write(label, at, &writing);
        }
        let below = edge + away * layout::across_labels(self, axes, &placed.xticks);
        if let Some(factor) = &placed.xticks.factor {
            let down = if on_top { Down::Bottom } else { Down::Top };
            self.write(factor, (area.right, below), &self.writing(TICK_LABEL, (1.0, down)));
        }
        if let Some(label) = &axes.xlabel {
            let down = if on_top { Down::Bottom } else { Down::Top };
            let at = (area.center().0, below + away * self.points(GAP * 0.4));
            self.write(label, at, &self.writing(axes.x_size.unwrap_or(LABEL), (0.5, down)));
        }
        Ok(())
    }

    fn vertical_axis(&self, axes: &Axes, placed: &Placed, at_right: bool) -> Result<(), DrawError> {
        let area = placed.area;
        let (edge, away) = if at_right { (area.right, 1.0) } else { (area.left, -1.0) };
        let ink = self.theme.ink();
        let place = |number: f64| area.bottom - placed.y.share(number) * area.height();
        for number in &placed.yticks.minor {
            self.line(&[(edge, place(*number)), (edge + away * self.points(TICK * 0.6), place(*number))], 0.6, ink)?;
        }
        let labels_at = edge + away * self.points(TICK + GAP);
        let across = if at_right { 0.0 } else { 1.0 };
        for (number, label) in &placed.yticks.major {
            let y = place(*number);
            self.line(&[(edge, y), (edge + away * self.points(TICK), y)], 0.8, ink)?;
            if axes.y_labels {
                self.write(label, (labels_at, y), &self.writing(TICK_LABEL, (across, Down::Middle)));
            }
        }
        if let Some(factor) = &placed.yticks.factor {
            let at = (edge, area.top - self.points(GAP));
            self.write(factor, at, &self.writing(TICK_LABEL, (if at_right { 1.0 } else { 0.0 }, Down::Bottom)));
        }
        if let Some(label) = &axes.ylabel {
            let beyond = layout::beside_labels(self, axes, &placed.yticks) + self.points(GAP);
            let down = if at_right { Down::Top } else { Down::Bottom };
            let writing = Writing { angle: 90.0, ..self.writing(axes.y_size.unwrap_or(LABEL), (0.5, down)) };
            self.write(label, (edge + away * beyond, area.center().1), &writing);
        }
        Ok(())
    }
}

/// One axes while it is drawn.
pub struct Plot<'a> {
    pub sheet: &'a Sheet,
    pub data: DrawingArea<Canvas, Cartesian2d<Scale, Scale>>,
    pub area: Rect,
    pub x: Scale,
    pub y: Scale,
    /// Texts and black lines lie on colours that are the same on every page.
    pub over_image: bool,
    /// Places in pixels that a legend had better not cover.
    pub obstacles: RefCell<Vec<Point>>,
}

impl Plot<'_> {
    /// Where a point of the data is, in pixels.
    pub fn place(&self, x: f64, y: f64) -> Point {
        let (across, down) = self.data.map_coordinate(&(x, y));
        (f64::from(across) / FINENESS, f64::from(down) / FINENESS)
    }

    pub fn color(&self, name: Option<&str>, alpha: Option<f64>) -> Rgba {
        let color = if self.over_image {
            name.map_or(Rgba::of(0x101010), |name| Theme::Light.color(Some(name)))
        } else {
            self.sheet.theme.color(name)
        };
        color.with_alpha(alpha.unwrap_or(1.0))
    }

    pub fn obstacle(&self, at: Point) {
        if self.area.contains(at) {
            self.obstacles.borrow_mut().push(at);
        }
    }
}

fn fine((x, y): Point) -> (i32, i32) {
    ((x * FINENESS).round() as i32, (y * FINENESS).round() as i32)
}

pub fn canvas_error(error: impl std::fmt::Display) -> DrawError {
    DrawError::Canvas(error.to_string())
}

/// A size of text that can be read and fits on a page.
fn sound(size: f64) -> f64 {
    if size.is_finite() { size.clamp(4.0, 60.0) } else { LABEL }
}
