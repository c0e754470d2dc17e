//! Figures: what a program plotted, as plain data, and how it is drawn.

use serde::{Deserialize, Serialize};

/// One picture, as `matplotlib.pyplot` was told to make it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figure {
    /// Width and height in inches, at 100 dots an inch.
    pub size: (f64, f64),
    pub title: Option<String>,
    /// How many rows and columns of axes there are.
    pub grid: (usize, usize),
    pub axes: Vec<Axes>,
}

/// One pair of axes and what is drawn between them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Axes {
    pub title: Option<String>,
    pub xlabel: Option<String>,
    pub ylabel: Option<String>,
    pub xlog: bool,
    pub ylog: bool,
    pub xlim: Option<(f64, f64)>,
    pub ylim: Option<(f64, f64)>,
    pub legend: bool,
    pub gridlines: bool,
    pub marks: Vec<Mark>,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Mark {
    Line { x: Vec<f64>, y: Vec<f64>, label: Option<String>, color: Option<String>, dashed: bool, marker: bool, width: f64 },
    Scatter { x: Vec<f64>, y: Vec<f64>, label: Option<String>, color: Option<String>, size: f64 },
    Bars { x: Vec<f64>, heights: Vec<f64>, width: f64, bottom: Vec<f64>, ticks: Option<Vec<String>>, label: Option<String>, color: Option<String>, horizontal: bool },
    Image { rows: usize, columns: usize, values: Vec<f64>, rgb: bool, low: Option<f64>, high: Option<f64>, map: String },
    Rule { at: f64, vertical: bool, label: Option<String>, color: Option<String>, dashed: bool },
    Band { x: Vec<f64>, low: Vec<f64>, high: Vec<f64>, label: Option<String>, color: Option<String> },
    Text { x: f64, y: f64, text: String },
}
