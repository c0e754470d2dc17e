//! What is drawn in an axes, as plain data.

use serde::{Deserialize, Deserializer, Serialize};

/// Numbers mapped to colours.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Colors {
    /// Evenly spaced colours, `#rrggbb`.
    pub palette: Vec<String>,
    /// They are a list to choose from; otherwise they are mixed.
    pub listed: bool,
    /// The numbers of the first and the last colour; missing, the data's.
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// The bar beside an image that says what its colours stand for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Colorbar {
    pub label: String,
    #[serde(flatten)]
    pub colors: Colors,
    /// What is coloured, for its limits.
    #[serde(deserialize_with = "gaps")]
    pub values: Vec<f64>,
    /// The levels of contours, for steps instead of a slope.
    pub levels: Option<Vec<f64>>,
}

/// Something drawn. Colours are `C0` to `C9` or `#rrggbb`, with two more digits for opacity; widths are in points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// What is higher covers what is lower.
    #[serde(default)]
    pub z: f64,
    #[serde(default)]
    pub label: Option<String>,
    #[serde(default)]
    pub color: Option<String>,
    #[serde(default)]
    pub alpha: Option<f64>,
    #[serde(flatten)]
    pub shape: Shape,
}

/// What it is that is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Shape {
    Line(Line),
    Scatter(Scatter),
    Bars(Bars),
    Image(Image),
    Mesh(Mesh),
    Contour(Contour),
    /// A straight line right across, from `start` to `end` as parts of the axes.
    Rule {
        at: f64,
        vertical: bool,
        start: f64,
        end: f64,
        dash: Dash,
        width: f64,
    },
    /// A stripe right across.
    Span {
        low: f64,
        high: f64,
        vertical: bool,
    },
    /// The area between two curves.
    Band {
        #[serde(deserialize_with = "gaps")]
        x: Vec<f64>,
        #[serde(deserialize_with = "gaps")]
        low: Vec<f64>,
        #[serde(deserialize_with = "gaps")]
        high: Vec<f64>,
    },
    Polygon {
        #[serde(deserialize_with = "gaps")]
        x: Vec<f64>,
        #[serde(deserialize_with = "gaps")]
        y: Vec<f64>,
    },
    Segments(Segments),
    Text(Text),
    /// Nothing, but the axis shows these numbers too.
    Room {
        axis: String,
        low: f64,
        high: f64,
    },
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    #[serde(deserialize_with = "gaps")]
    pub x: Vec<f64>,
    #[serde(deserialize_with = "gaps")]
    pub y: Vec<f64>,
    pub dash: Dash,
    pub width: f64,
    /// One of matplotlib's letters for markers.
    pub marker: Option<String>,
    pub marker_size: f64,
    pub marker_face: Option<String>,
    pub marker_edge: Option<String>,
    /// Only every so many points have one.
    pub marker_every: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dash {
    #[default]
    Solid,
    Dashed,
    Dotted,
    Dashdot,
    None,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scatter {
    #[serde(deserialize_with = "gaps")]
    pub x: Vec<f64>,
    #[serde(deserialize_with = "gaps")]
    pub y: Vec<f64>,
    /// A number for each point, which the colours map; or none.
    #[serde(deserialize_with = "gaps")]
    pub values: Vec<f64>,
    #[serde(flatten)]
    pub map: Colors,
    /// A colour for each point; or none.
    pub colors: Vec<String>,
    /// Areas in square points: one for all, or one for each.
    #[serde(deserialize_with = "gaps")]
    pub sizes: Vec<f64>,
    pub marker: Option<String>,
    pub edge: Option<String>,
    pub width: f64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bars {
    #[serde(deserialize_with = "gaps")]
    pub at: Vec<f64>,
    #[serde(deserialize_with = "gaps")]
    pub lengths: Vec<f64>,
    #[serde(deserialize_with = "gaps")]
    pub widths: Vec<f64>,
    #[serde(deserialize_with = "gaps")]
    pub bases: Vec<f64>,
    /// A colour for each bar; or none.
    pub colors: Vec<String>,
    pub edge: Option<String>,
    pub edge_width: f64,
    pub filled: bool,
    pub horizontal: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Image {
    pub rows: usize,
    pub columns: usize,
    /// Row by row; three numbers from 0 to 1 a cell if `rgb`.
    #[serde(deserialize_with = "gaps")]
    pub values: Vec<f64>,
    pub rgb: bool,
    #[serde(flatten)]
    pub map: Colors,
    /// Left, right, bottom and top.
    pub extent: (f64, f64, f64, f64),
    /// The first row is at the bottom.
    pub upside_down: bool,
    pub smooth: bool,
}

/// Cells between the edges `x` and `y`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mesh {
    #[serde(deserialize_with = "gaps")]
    pub x: Vec<f64>,
    #[serde(deserialize_with = "gaps")]
    pub y: Vec<f64>,
    #[serde(deserialize_with = "gaps")]
    pub values: Vec<f64>,
    #[serde(flatten)]
    pub map: Colors,
}

/// Lines of equal height, or the areas between them, of values at the crossings of `x` and `y`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contour {
    #[serde(deserialize_with = "gaps")]
    pub x: Vec<f64>,
    #[serde(deserialize_with = "gaps")]
    pub y: Vec<f64>,
    #[serde(deserialize_with = "gaps")]
    pub values: Vec<f64>,
    #[serde(deserialize_with = "gaps")]
    pub levels: Vec<f64>,
    pub filled: bool,
    /// `min`, `max` or `both`: what is below or above the levels has a colour too.
    pub extend: Option<String>,
    #[serde(flatten)]
    pub map: Colors,
    /// A colour for each level instead of the map; used again from the first when they run out.
    pub colors: Vec<String>,
    pub labels: Vec<String>,
    pub dash: Dash,
    pub width: f64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Segments {
    #[serde(deserialize_with = "gaps")]
    pub x0: Vec<f64>,
    #[serde(deserialize_with = "gaps")]
    pub y0: Vec<f64>,
    #[serde(deserialize_with = "gaps")]
    pub x1: Vec<f64>,
    #[serde(deserialize_with = "gaps")]
    pub y1: Vec<f64>,
    pub width: f64,
    pub dash: Dash,
    /// Half the length of the strokes at both ends.
    pub caps: f64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Text {
    pub x: f64,
    pub y: f64,
    pub text: String,
    pub size: f64,
    /// `left`, `center` or `right`: which of its sides is at `x`.
    pub horizontal: String,
    /// `top`, `center`, `baseline` or `bottom`.
    pub vertical: String,
    pub angle: f64,
    pub bold: bool,
    /// On a plate, so that what is behind doesn't disturb.
    pub boxed: bool,
    /// Its place is given in parts of the axes.
    pub fraction: bool,
    /// Moved by so many points to the right and up.
    pub offset: Option<(f64, f64)>,
    /// Moved away from the end of a bar.
    pub padding: f64,
    /// Where an arrow from it points.
    pub arrow: Option<(f64, f64)>,
    pub arrow_color: Option<String>,
}

/// Numbers of which null, as JSON says NaN, are gaps.
fn gaps<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f64>, D::Error> {
    let numbers = Option::<Vec<Option<f64>>>::deserialize(deserializer)?.unwrap_or_default();
    Ok(numbers.into_iter().map(|number| number.unwrap_or(f64::NAN)).collect())
}
