//! Figures as pictures. Drawing takes milliseconds of a processor, so it is done beside the runtime and not everybody's at once.

use std::sync::Arc;
use tokio::sync::Semaphore;

use crate::chat::evidence::Picture;
use crate::chat::words;
use crate::figure::{Axes, Figure, Theme};

/// What is drawn labels a picture's description up to so many of them, and up to so many characters each.
const LABELS: usize = 12;
const LABEL: usize = 100;

/// A program's pictures.
#[derive(Debug, Default)]
pub struct Drawn {
    pub pictures: Vec<Picture>,
    /// How many figures could not be drawn.
    pub missing: usize,
}

/// Draws a program's figures, each for a light and a dark page.
pub async fn draw(figures: Vec<Figure>, drawing: &Arc<Semaphore>) -> Drawn {
    let count = figures.len();
    if count == 0 {
        return Drawn::default();
    }
    let nothing = || Drawn { pictures: Vec::new(), missing: count };
    let Ok(permit) = drawing.clone().acquire_owned().await else { return nothing() };
    let drawn = tokio::task::spawn_blocking(move || {
        let pictures: Vec<Picture> =
            (1..).zip(&figures).filter_map(|(number, figure)| picture(number, figure)).collect();
        // Held to the end of the work, even when nobody waits for it any more.
        drop(permit);
        Drawn { missing: figures.len() - pictures.len(), pictures }
    });
    drawn.await.unwrap_or_else(|error| {
        tracing::error!(%error, "a picture could not be drawn");
        nothing()
    })
}

fn picture(number: usize, figure: &Figure) -> Option<Picture> {
    let draw =
        |theme| figure.png(theme).inspect_err(|error| tracing::warn!(%error, "a figure could not be drawn")).ok();
    let (light, dark) = (draw(Theme::Light)?, draw(Theme::Dark)?);
    let (width, height) = size(&light)?;
    Some(Picture { alt: describe(number, figure), width, height, light: light.into(), dark: dark.into() })
}

/// The size in a PNG file's first chunk.
fn size(png: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    Some((number(16)?, number(20)?))
}

/// A figure in words: its title, and of each of its axes the title, the scales and what is labelled.
fn describe(number: usize, figure: &Figure) -> String {
    let title = figure.title.as_deref().map(short);
    let parts: Vec<String> = figure.axes.iter().filter_map(part).collect();
    words::picture(number, title.as_deref(), &parts)
}

fn part(axes: &Axes) -> Option<String> {
    let read = |text: &Option<String>| text.as_deref().map(short).filter(|text| !text.is_empty());
    let labels: Vec<String> = axes.marks.iter().filter_map(|mark| read(&mark.label)).take(LABELS).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let [title, x, y] = [read(&axes.title), read(&axes.xlabel), read(&axes.ylabel)];
    words::axes(title.as_deref(), x.as_deref(), y.as_deref(), &labels)
}

/// One line of a text that a program chose.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches('.').chars().filter(|c| !c.is_control()).take(LABEL).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_told_in_words() {
        let check = |figure: serde_json::Value, expected: &str| {
            let figure: Figure = serde_json::from_value(figure).unwrap();
            assert_eq!(describe(2, &figure), expected);
        };
        let line = |label: &str| serde_json::json!({ "kind": "line", "x": [1], "y": [2], "label": label });
        check(serde_json::json!({}), "Figure 2.");
        check(serde_json::json!({ "title": "Two\nlosses." }), "Figure 2: Two losses.");
        check(
            serde_json::json!({ "axes": [{ "xlabel": "step", "ylabel": "loss", "marks": [line("SGD"), line("Adam")] }] }),
            "Figure 2. loss over step with SGD, Adam.",
        );
        check(
            serde_json::json!({ "title": "T", "axes": [{ "title": "Left", "xlabel": "step" }, { "title": "Right" }, {}] }),
            "Figure 2: T. Left: step. Right.",
        );
    }
}
