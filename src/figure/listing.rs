//! A program as a picture, for places where so many lines would not fit or not be read: numbered lines in colours on a dark page.

use super::canvas::Paper;
use super::font::{Anchor, Down, Lettering, Writing};
use super::theme::{Rgba, Theme};
use super::{DrawError, encode};

/// Letters in a line; what is longer goes on in the next.
const COLUMNS: usize = 84;
/// Lines in a picture. More would be too small to read.
pub const MOST_LINES: usize = 120;
/// Pixels: the size of letters, from line to line, and the room around all of them.
const SIZE: f64 = 26.0;
const LINE: f64 = 36.0;
const ROOM: f64 = 28.0;

/// A run of letters of one kind, as the highlighter names them; `None` is plain.
pub type Run<'a> = (Option<&'a str>, &'a str);

/// Whether a program is short enough for a picture.
pub fn fits(lines: &[Vec<Run<'_>>]) -> bool {
    rows(lines).len() <= MOST_LINES
}

/// The picture as a PNG file. Of a program that is too long, it shows the beginning.
pub fn png(lines: &[Vec<Run<'_>>]) -> Result<Vec<u8>, DrawError> {
    let mut rows = rows(lines);
    rows.truncate(MOST_LINES);
    let letters = Lettering::mono()?;
    let (advance, _) = letters.measure("0", SIZE);
    let margin = advance * (lines.len().to_string().len() + 2) as f64;
    let columns = rows.iter().map(|(_, runs)| width(runs)).max().unwrap_or(0).max(COLUMNS / 2);
    let size = (advance.mul_add(columns as f64, margin + 2.0 * ROOM), LINE.mul_add(rows.len() as f64, 2.0 * ROOM));
    let mut paper = Paper::new(size.0 as usize, size.1 as usize, Theme::Dark.page());
    let anchor = |across| Anchor { across, down: Down::Top };
    let mut write = |text: &str, x: f64, row: usize, color: Rgba, across: f64| {
        let writing = Writing { size: SIZE, color, anchor: anchor(across), angle: 0.0, bold: false };
        letters.write(&mut paper, text, (x, LINE.mul_add(row as f64, ROOM)), &writing);
    };
    for (row, (number, runs)) in rows.iter().enumerate() {
        if let Some(number) = number {
            write(&number.to_string(), ROOM + margin - 2.0 * advance, row, Rgba::of(0x6f_73_7a), 1.0);
        }
        let mut column = 0;
        for (kind, text) in runs {
            write(text, advance.mul_add(column as f64, ROOM + margin), row, ink(*kind), 0.0);
            column += text.chars().count();
        }
    }
    encode(paper)
}

/// The lines as they fit in, the first row of each with its number.
fn rows<'a>(lines: &[Vec<Run<'a>>]) -> Vec<(Option<usize>, Vec<Run<'a>>)> {
    let numbered = |(line, number): (&Vec<Run<'a>>, usize)| {
        let numbers = std::iter::once(Some(number)).chain(std::iter::repeat(None));
        numbers.zip(folded(line)).collect::<Vec<_>>()
    };
    lines.iter().zip(1..).flat_map(numbered).collect()
}

fn width(runs: &[Run<'_>]) -> usize {
    runs.iter().map(|(_, text)| text.chars().count()).sum()
}

/// A line in as many rows as it takes.
fn folded<'a>(line: &[Run<'a>]) -> Vec<Vec<Run<'a>>> {
    let mut rows = vec![Vec::new()];
    let mut room = COLUMNS;
    for (kind, text) in line {
        let mut rest = *text;
        while !rest.is_empty() {
            if room == 0 {
                rows.push(Vec::new());
                room = COLUMNS;
            }
            let at = rest.char_indices().nth(room).map_or(rest.len(), |(at, _)| at);
            let (part, later) = rest.split_at(at);
            room -= part.chars().count();
            if let Some(row) = rows.last_mut() {
                row.push((*kind, part));
            }
            rest = later;
        }
    }
    rows
}

/// Each stands out from the page by 4.5 to 1 at least (WCAG's contrast).
fn ink(kind: Option<&str>) -> Rgba {
    match kind {
        Some("comment") => Rgba::of(0x9a_a3_ad),
        Some("keyword" | "operator") => Rgba::of(0xff_8f_88),
        Some("string" | "escape") => Rgba::of(0xa9_d8_6e),
        Some("number" | "constant") => Rgba::of(0x7c_c4_ff),
        Some("function" | "type") => Rgba::of(0xd8_b4_ff),
        Some("parameter") => Rgba::of(0xff_c0_7a),
        _ => Theme::Dark.ink(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_go_on_in_the_next_row() {
        let long = "x".repeat(COLUMNS + 3);
        let rows = folded(&[(None, "ab"), (Some("string"), &long)]);
        assert_eq!(rows.iter().map(|row| width(row)).collect::<Vec<_>>(), [COLUMNS, 5]);
        assert_eq!(rows[0][0], (None, "ab"));
        assert_eq!(folded(&[]), [[]]);
    }

    #[test]
    fn inks_can_be_read() {
        for kind in ["comment", "keyword", "string", "number", "function", "parameter", "other"] {
            assert!(ink(Some(kind)).contrast(Theme::Dark.page()) >= 4.5, "{kind}");
        }
    }

    #[test]
    fn a_program_is_a_picture_unless_it_is_too_long() {
        let line = vec![(Some("keyword"), "import"), (None, " torch  # ünïcode → ∑")];
        assert!(fits(&vec![line.clone(); MOST_LINES]));
        assert!(!fits(&vec![line.clone(); MOST_LINES + 1]));
        let png = png(&vec![line; 50]).expect("it can be drawn");
        let decoded = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a PNG file");
        assert_eq!(decoded.info().height, (LINE.mul_add(50.0, 2.0 * ROOM)) as u32);
    }
}
