//! Pictures: what a program plotted, as plain data, and how it is drawn; programs as pictures; mathematics written out.
//!
//! `matplotlib.pyplot` of ours describes a figure in JSON; what isn't a finite number arrives as null, and is a gap. The
//! picture is drawn in the parent, after the program has ended, in colours that suit the page it is shown on.

mod canvas;
mod chart;
mod fields;
mod font;
mod layout;
mod legend;
pub mod listing;
mod mark;
mod marker;
mod marks;
pub mod mathtext;
mod note;
mod scale;
#[cfg(test)]
mod tests;
mod theme;
mod ticks;

use serde::{Deserialize, Serialize};

pub use mark::{Bars, Colorbar, Colors, Contour, Dash, Image, Line, Mark, Mesh, Scatter, Segments, Shape, Text};
pub use theme::Theme;

/// One picture, as `matplotlib.pyplot` was told to make it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figure {
    /// Width and height in inches.
    pub size: (f64, f64),
    pub title: Option<String>,
    /// In points, like all sizes of texts.
    pub title_size: Option<f64>,
    pub axes: Vec<Axes>,
}

/// One pair of axes and what is drawn between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Axes {
    /// Left, top, width and height of its part of the figure, from 0 to 1.
    pub place: (f64, f64, f64, f64),
    /// Its lines stand exactly there; otherwise there is room around them for labels.
    pub exact: bool,
    pub title: Option<String>,
    pub title_size: Option<f64>,
    /// `left`, `center` or `right`.
    pub title_at: Option<String>,
    pub xlabel: Option<String>,
    pub x_size: Option<f64>,
    pub ylabel: Option<String>,
    pub y_size: Option<f64>,
    pub xlog: bool,
    pub ylog: bool,
    pub xlim: Option<(f64, f64)>,
    pub ylim: Option<(f64, f64)>,
    /// Room beside what is drawn, as a part of it.
    pub x_margin: Option<f64>,
    pub y_margin: Option<f64>,
    pub xticks: Option<Vec<Tick>>,
    pub yticks: Option<Vec<Tick>>,
    /// By how many degrees tick labels are turned.
    pub x_angle: f64,
    pub y_angle: f64,
    /// Whether there are tick labels.
    pub x_labels: bool,
    pub y_labels: bool,
    pub x_on_top: bool,
    pub gridlines: bool,
    /// `x`, `y` or `both`.
    pub grid_axis: Option<String>,
    pub frame: bool,
    pub spines_hidden: Vec<String>,
    /// One unit is as long in both directions.
    pub equal: bool,
    /// Where the legend is, if there is one: matplotlib's `loc`.
    pub legend: Option<String>,
    pub legend_title: Option<String>,
    pub legend_columns: usize,
    pub colorbar: Option<Colorbar>,
    /// Axes with the same number have the same limits.
    pub x_shared: Option<usize>,
    pub y_shared: Option<usize>,
    /// It lies over the axes of that number, and its own scale (`x` or `y`) is on the other side.
    pub twin_of: Option<usize>,
    pub twin_axis: Option<String>,
    pub marks: Vec<Mark>,
}

impl Default for Axes {
    fn default() -> Self {
        Self {
            place: (0.0, 0.0, 1.0, 1.0),
            exact: false,
            title: None,
            title_size: None,
            title_at: None,
            xlabel: None,
            x_size: None,
            ylabel: None,
            y_size: None,
            xlog: false,
            ylog: false,
            xlim: None,
            ylim: None,
            x_margin: None,
            y_margin: None,
            xticks: None,
            yticks: None,
            x_angle: 0.0,
            y_angle: 0.0,
            x_labels: true,
            y_labels: true,
            x_on_top: false,
            gridlines: false,
            grid_axis: None,
            frame: true,
            spines_hidden: Vec::new(),
            equal: false,
            legend: None,
            legend_title: None,
            legend_columns: 1,
            colorbar: None,
            x_shared: None,
            y_shared: None,
            twin_of: None,
            twin_axis: None,
            marks: Vec::new(),
        }
    }
}

/// A tick where the program wants one, with the program's label or its number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tick {
    pub at: f64,
    #[serde(default)]
    pub label: Option<String>,
}

/// Why a figure could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    #[error("the font that pictures are written in can't be read")]
    Font,
    #[error("the picture could not be drawn: {0}")]
    Canvas(String),
    #[error("the picture could not be encoded: {0}")]
    Encode(#[from] png::EncodingError),
}

impl Figure {
    /// The picture as a PNG file. Sizes that no page could show are brought to ones that it can.
    pub fn png(&self, theme: Theme) -> Result<Vec<u8>, DrawError> {
        encode(chart::draw(self, theme)?)
    }
}

/// As a PNG file.
fn encode(paper: canvas::Paper) -> Result<Vec<u8>, DrawError> {
    let (width, height) = paper.size();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&paper.into_bytes())?;
    Ok(bytes)
}
