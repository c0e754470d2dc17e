//! What is drawn, by the pixels that come out, and what is written, letter by letter.

use super::canvas::{Rect, clip_segment};
use super::scale::{Axis, Scale, scale};
use super::ticks::ticks;
use super::{Axes, Bars, Colors, Dash, Figure, Image, Line, Mark, Shape, Theme, Tick, mathtext};

/// A decoded picture.
struct Picture {
    width: usize,
    height: usize,
    bytes: Vec<u8>,
}

impl Picture {
    fn of(figure: &Figure, theme: Theme) -> Self {
        let png = figure.png(theme).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut bytes).unwrap();
        Self { width: reader.info().width as usize, height: reader.info().height as usize, bytes }
    }

    fn at(&self, x: usize, y: usize) -> String {
        let start = (y * self.width + x) * 3;
        self.bytes[start..start + 3].iter().map(|part| format!("{part:02x}")).collect()
    }

    /// How many pixels have exactly a colour.
    fn count(&self, color: &str) -> usize {
        (0..self.width * self.height).filter(|place| self.at(place % self.width, place / self.width) == color).count()
    }
}

fn mark(color: &str, shape: Shape) -> Mark {
    Mark { z: 1.0, label: None, color: Some(color.to_owned()), alpha: None, shape }
}

fn bars(at: &[f64], lengths: &[f64]) -> Shape {
    Shape::Bars(Bars {
        at: at.to_vec(),
        lengths: lengths.to_vec(),
        widths: vec![0.8; at.len()],
        bases: vec![0.0; at.len()],
        filled: true,
        ..Bars::default()
    })
}

fn line(x: &[f64], y: &[f64]) -> Shape {
    Shape::Line(Line { x: x.to_vec(), y: y.to_vec(), width: 1.5, ..Line::default() })
}

fn figure(marks: Vec<Mark>) -> Figure {
    Figure { size: (4.0, 3.0), axes: vec![Axes { marks, ..Axes::default() }], ..Figure::default() }
}

#[test]
fn reads_what_pyplot_writes() {
    let text = r#"{"size":[6.4,4.8],"title":null,"title_size":null,"axes":[{"place":[0.0,0.0,1.0,1.0],"xlim":[0.0,5.0],
        "xticks":[{"at":0.0,"label":"a"},{"at":1.0,"label":null}],"legend":"best","legend_title":null,"marks":[
        {"kind":"line","x":[0.0,1.0],"y":[1.0,null],"label":"loss","color":"C0","alpha":null,"dash":"dashed","width":1.5,
        "marker":null,"marker_size":6.0,"marker_face":null,"marker_edge":null,"z":2.0},
        {"kind":"rule","at":3,"start":0.0,"end":1.0,"vertical":true,"label":null,"color":"C1","alpha":0.5,"dash":"solid",
        "width":1.5,"z":2.0},
        {"kind":"scatter","x":[1.0],"y":[2.0],"values":[0.5],"colors":[],"sizes":[36.0],"palette":["000000","ffffff"],
        "listed":true,"low":0,"high":null,"color":null,"edge":null,"label":null,"alpha":null,"marker":"o","width":1.5,"z":1.0}
        ]}]}"#;
    let figure: Figure = serde_json::from_str(text).unwrap();
    let axes = &figure.axes[0];
    assert_eq!(axes.xlim, Some((0.0, 5.0)));
    let tick = |at, label: Option<&str>| Tick { at, label: label.map(str::to_owned) };
    assert_eq!(axes.xticks, Some(vec![tick(0.0, Some("a")), tick(1.0, None)]));
    let Shape::Line(line) = &axes.marks[0].shape else { panic!("{:?}", axes.marks[0]) };
    assert_eq!((line.x.as_slice(), line.y[0], line.y[1].is_nan()), (&[0.0, 1.0][..], 1.0, true));
    assert_eq!((line.dash, axes.marks[0].label.as_deref()), (Dash::Dashed, Some("loss")));
    let rule = Shape::Rule { at: 3.0, vertical: true, start: 0.0, end: 1.0, dash: Dash::Solid, width: 1.5 };
    assert_eq!((&axes.marks[1].shape, axes.marks[1].alpha), (&rule, Some(0.5)));
    let Shape::Scatter(scatter) = &axes.marks[2].shape else { panic!("{:?}", axes.marks[2]) };
    let palette = vec!["000000".to_owned(), "ffffff".to_owned()];
    assert_eq!(scatter.map, Colors { palette, listed: true, low: Some(0.0), high: None });
}

#[test]
fn a_figure_survives_its_way_through_json() {
    let marks = vec![mark("C3", line(&[0.0, 1.0], &[2.0, 3.0])), mark("#102030", bars(&[1.0], &[2.0]))];
    let original = Figure { title: Some("both".to_owned()), ..figure(marks) };
    let text = serde_json::to_string(&original).unwrap();
    assert_eq!(serde_json::from_str::<Figure>(&text).unwrap(), original);
}

#[test]
fn ticks_are_round_numbers() {
    type Case<'a> = (f64, f64, bool, usize, &'a [&'a str], Option<&'a str>);
    let cases: &[Case<'_>] = &[
        (0.0, 1.0, false, 9, &["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], None),
        (-0.05, 1.05, false, 9, &["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], None),
        (0.0, 10.0, false, 3, &["0", "5", "10"], None),
        (-3.0, 3.0, false, 9, &["−3", "−2", "−1", "0", "1", "2", "3"], None),
        (10.0, 0.0, false, 9, &["0", "2", "4", "6", "8", "10"], None),
        (0.0, 2.5e6, false, 9, &["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"], Some("×10⁶")),
        (1e-7, 2e-7, false, 5, &["1.0", "1.2", "1.4", "1.6", "1.8", "2.0"], Some("×10⁻⁷")),
        (1.0001, 1.0002, false, 5, &["1.00010", "1.00012", "1.00014", "1.00016", "1.00018", "1.00020"], None),
        (1e-3, 1e3, true, 9, &["10⁻³", "10⁻²", "10⁻¹", "10⁰", "10¹", "10²", "10³"], None),
        (1e-12, 1e12, true, 5, &["10⁻¹⁰", "10⁻⁵", "10⁰", "10⁵", "10¹⁰"], None),
        (2.0, 9.0, true, 9, &["2", "3", "4", "5", "6", "7", "8", "9"], None),
    ];
    for (first, last, log, room, labels, factor) in cases {
        let found = ticks(&Scale { first: *first, last: *last, log: *log }, None, *room);
        let texts: Vec<&str> = found.major.iter().map(|(_, label)| label.as_str()).collect();
        assert_eq!((texts.as_slice(), found.factor.as_deref()), (*labels, *factor), "{first} to {last}");
    }
}

#[test]
fn a_programs_own_ticks_are_kept_where_they_can_be_seen() {
    let wanted = [(0.0, Some("zero")), (0.5, None), (7.0, Some("far away"))]
        .map(|(at, label)| Tick { at, label: label.map(str::to_owned) });
    let found = ticks(&Scale { first: 0.0, last: 1.0, log: false }, Some(&wanted), 9);
    assert_eq!(found.major, [(0.0, "zero".to_owned()), (0.5, "0.5".to_owned())]);
}

#[test]
fn limits_leave_room_but_not_below_bars() {
    let cases = [
        (line(&[0.0, 1.0, 2.0], &[1.0, 2.0, 3.0]), (-0.1, 2.1), (0.9, 3.1)),
        (line(&[0.0], &[5.0]), (-0.055, 0.055), (4.725, 5.275)),
        (line(&[f64::NAN, 1.0, 3.0], &[9.0, 1.0, 2.0]), (0.9, 3.1), (0.95, 2.05)),
        (bars(&[0.0, 1.0], &[3.0, 4.0]), (-0.49, 1.49), (0.0, 4.2)),
        (bars(&[0.0, 1.0], &[3.0, -4.0]), (-0.49, 1.49), (-4.35, 3.35)),
        (Shape::Room { axis: "x".to_owned(), low: 2.0, high: 3.0 }, (2.0, 3.0), (0.0, 1.0)),
        (Shape::Image(Image { extent: (-0.5, 1.5, 1.5, -0.5), ..Image::default() }), (-0.5, 1.5), (-0.5, 1.5)),
    ];
    for (shape, x, y) in cases {
        let axes = Axes { marks: vec![mark("C0", shape)], ..Axes::default() };
        for (axis, (first, last)) in [(Axis::X, x), (Axis::Y, y)] {
            let found = scale(&[&axes], axis);
            assert!((found.first - first).abs() < 1e-9 && (found.last - last).abs() < 1e-9, "{found:?} of {axes:?}");
        }
    }
}

#[test]
fn logarithmic_limits_leave_out_what_has_no_logarithm() {
    let marks = vec![mark("C0", line(&[0.0, 1.0, 2.0], &[0.0, 10.0, 1000.0]))];
    let found = scale(&[&Axes { ylog: true, marks, ..Axes::default() }], Axis::Y);
    let (low, high) = (found.first.log10(), found.last.log10());
    assert!((low - 0.9).abs() < 1e-9 && (high - 3.1).abs() < 1e-9, "{found:?}");
}

#[test]
fn mathematics_is_written_out() {
    let cases = [
        ("loss", "loss"),
        ("costs $5", "costs $5"),
        ("$x_1$ and $x_2$", "x₁ and x₂"),
        (r"$\alpha = 10^{-3}$", "α = 10⁻³"),
        (r"$\frac{1}{n}\sum_{i} x_i$", "1/n∑ᵢxᵢ"),
        (r"$e^{-n/20}$", "e^(−n/20)"),
        (r"$\hat{y}$", "y\u{302}"),
        (r"$\mathrm{ReLU}(x)$", "ReLU(x)"),
        (r"$\nabla L \leq 1$", "∇L≤1"),
        ("$unclosed", "$unclosed"),
        (r"$\unknown{x}$", "unknownx"),
        ("$^$$_$$\\$", ""),
    ];
    for (text, written) in cases {
        assert_eq!(mathtext::plain(text), written, "{text}");
    }
}

#[test]
fn colors_can_be_read_on_both_pages() {
    let cases = [
        (Some("C0"), "1f77b4", "58a6e8"),
        (Some("C13"), "d62728", "ff6b6b"),
        (Some("#000000"), "000000", "dcdde0"),
        (Some("#ffffff"), "ffffff", "ffffff"),
        (Some("#ff0000"), "ff0000", "ff0000"),
        (Some("#000080"), "000080", "6666b3"),
        (Some("nonsense"), "262626", "dcdde0"),
        (None, "262626", "dcdde0"),
    ];
    for (name, light, dark) in cases {
        for (theme, expected) in [(Theme::Light, light), (Theme::Dark, dark)] {
            let color = theme.color(name);
            assert_eq!(
                format!("{:02x}{:02x}{:02x}", color.red, color.green, color.blue),
                expected,
                "{name:?} {theme:?}"
            );
        }
    }
}

#[test]
fn lines_are_cut_at_the_edge_of_what_is_seen() {
    let clip = Rect::new(0.0, 0.0, 10.0, 10.0);
    let cases = [
        ((1.0, 1.0), (9.0, 9.0), Some(((1.0, 1.0), (9.0, 9.0)))),
        ((-10.0, 5.0), (20.0, 5.0), Some(((0.0, 5.0), (10.0, 5.0)))),
        ((-1e8, -1e8), (1e8, 1e8), Some(((0.0, 0.0), (10.0, 10.0)))),
        ((-5.0, 1.0), (-1.0, 9.0), None),
    ];
    for (from, to, expected) in cases {
        assert_eq!(clip_segment(from, to, &clip), expected);
    }
}

#[test]
fn sizes_are_brought_to_ones_a_page_can_show() {
    let cases = [
        ((6.4, 4.8), (1280, 960)),
        ((0.0, 0.0), (1280, 960)),
        ((f64::NAN, -3.0), (1280, 960)),
        ((0.001, 2.0), (200, 400)),
        ((1e9, 1e9), (2449, 2449)),
    ];
    for (size, expected) in cases {
        let picture = Picture::of(&Figure { size, ..Figure::default() }, Theme::Light);
        assert_eq!((picture.width, picture.height), expected, "{size:?}");
    }
}

#[test]
fn bars_have_their_color_and_stay_in_the_frame() {
    for (theme, page, bar) in [(Theme::Light, "ffffff", "ff7f0e"), (Theme::Dark, "1e1f22", "ff9f4a")] {
        let mut figure = figure(vec![mark("C1", bars(&[0.0, 1.0], &[1.0, 2.0]))]);
        figure.axes[0].frame = false;
        figure.axes[0].exact = true;
        figure.axes[0].xlim = Some((-0.5, 1.5));
        figure.axes[0].ylim = Some((0.0, 1.0));
        figure.axes[0].place = (0.25, 0.25, 0.5, 0.5);
        let picture = Picture::of(&figure, theme);
        assert_eq!((picture.width, picture.height), (800, 600));
        // Each bar is 160 pixels wide and fills the 300 rows of the axes, though the second is twice as high.
        assert_eq!(picture.count(bar), 2 * 160 * 300);
        assert_eq!(picture.count(page), 800 * 600 - 2 * 160 * 300);
        assert_eq!([picture.at(300, 300), picture.at(500, 151), picture.at(500, 149)], [bar, bar, page]);
    }
}

#[test]
fn an_image_is_upright_and_its_colors_are_those_of_its_map_on_every_page() {
    for theme in [Theme::Light, Theme::Dark] {
        for (upside_down, corners) in
            [(false, ["000000", "808080", "ff0000", "ffffff"]), (true, ["ff0000", "ffffff", "000000", "808080"])]
        {
            let palette = ["#000000", "#ff0000", "#808080", "#ffffff"].map(str::to_owned).to_vec();
            let extent = if upside_down { (-0.5, 1.5, -0.5, 1.5) } else { (-0.5, 1.5, 1.5, -0.5) };
            let image = Image {
                rows: 2,
                columns: 2,
                values: vec![0.0, 2.0, 1.0, 3.0],
                map: Colors { palette, listed: true, low: None, high: None },
                extent,
                upside_down,
                ..Image::default()
            };
            let mut figure = figure(vec![mark("C0", Shape::Image(image))]);
            figure.size = (2.0, 2.0);
            let axes = &mut figure.axes[0];
            (axes.exact, axes.frame, axes.xlim, axes.ylim) =
                (true, false, Some((extent.0, extent.1)), Some((extent.2, extent.3)));
            let picture = Picture::of(&figure, theme);
            let found = [(100, 100), (300, 100), (100, 300), (300, 300)].map(|(x, y)| picture.at(x, y));
            assert_eq!(found, corners);
            assert_eq!(corners.map(|color| picture.count(color)), [40_000; 4]);
        }
    }
}

#[test]
fn a_gap_in_a_line_stays_empty() {
    let y = [1.0, 1.0, f64::NAN, 1.0, 1.0];
    let mut figure = figure(vec![mark("#ff0000", line(&[0.0, 1.0, 2.0, 3.0, 4.0], &y))]);
    let axes = &mut figure.axes[0];
    (axes.exact, axes.frame, axes.xlim, axes.ylim) = (true, false, Some((0.0, 4.0)), Some((0.0, 2.0)));
    let picture = Picture::of(&figure, Theme::Light);
    assert_eq!([100, 400, 700].map(|x| picture.at(x, 300)), ["ff0000", "ffffff", "ff0000"]);
}

/// Descriptions no program of ours writes, but a broken or hostile child might.
#[test]
fn anything_that_can_be_read_can_be_drawn() {
    let cases = [
        r#"{}"#,
        r#"{"axes":[{},{},{}]}"#,
        r#"{"size":[-1,1e300],"title":"\u0000\n\n\n$","title_size":1e9,"axes":[{"place":[5,-7,1e300,-1]}]}"#,
        r#"{"axes":[{"xlim":[0,0],"ylim":[1e308,-1e308],"xlog":true,"x_margin":-9,"title":"$\\frac{$"}]}"#,
        r#"{"axes":[{"twin_of":9,"twin_axis":"y"},{"twin_of":1},{"twin_of":0,"twin_axis":"x","xticks":[{"at":1e308}]}]}"#,
        r#"{"axes":[{"marks":[{"kind":"image","rows":9223372036854775807,"columns":4,"values":[1]}]}]}"#,
        r#"{"axes":[{"marks":[{"kind":"image","rows":1,"columns":1,"values":[null],"extent":[0,0,0,0]}],"equal":true}]}"#,
        r##"{"axes":[{"marks":[{"kind":"line","x":[0,1e308,-1e308,null],"y":[1e308,0,5],"dash":"dotted","width":-1,"marker":"é","marker_size":1e300,"color":"#é234567"}],"legend":"x"}]}"##,
        r#"{"axes":[{"marks":[{"kind":"contour","x":[0,0,0],"y":[1,1],"values":[1,1,1,2,2,2],"levels":[1,1,1],"filled":true}]}]}"#,
        r#"{"axes":[{"marks":[{"kind":"contour","x":[0,1],"y":[0,1],"values":[0,1,1,0],"levels":[0.5],"filled":false,"labels":["a"]}]}]}"#,
        r#"{"axes":[{"marks":[{"kind":"mesh","x":[0,null,2],"y":[0,1],"values":[1,2]}],"colorbar":{"label":"c","values":[]}}]}"#,
        r#"{"axes":[{"marks":[{"kind":"bars","at":[0,1],"lengths":[1],"widths":[1e300,1],"bases":[null]}],"ylog":true}]}"#,
        r#"{"axes":[{"marks":[{"kind":"scatter","x":[1,2],"y":[1],"values":[null,3],"sizes":[1e300],"marker":""}]}]}"#,
        r#"{"axes":[{"marks":[{"kind":"band","x":[0],"low":[0,1],"high":[]},{"kind":"polygon","x":[],"y":[1]}]}]}"#,
        r#"{"axes":[{"marks":[{"kind":"text","x":1e300,"y":0,"text":"x","angle":1e300,"arrow":[0,1e300],"boxed":true}]}]}"#,
        r#"{"axes":[{"marks":[{"kind":"text","x":0,"y":0,"text":"x","size":-4,"fraction":true,"arrow":[0,0],"boxed":true}]}]}"#,
        r#"{"axes":[{"marks":[{"kind":"segments","x0":[0],"y0":[0],"x1":[1e300],"y1":[1],"caps":1e300,"width":1e300}]}]}"#,
        r#"{"axes":[{"marks":[{"kind":"rule","at":1e300,"vertical":true,"start":-1e300,"end":1e300,"dash":"dashed","width":0}]}]}"#,
        r#"{"axes":[{"marks":[{"kind":"span","low":-1e300,"high":1e300,"vertical":false}],"x_angle":1e300}]}"#,
        r#"{"axes":[{"legend":"best","legend_columns":0,"marks":[{"kind":"polygon","x":[0],"y":[0],"label":""}]}]}"#,
        r#"{"axes":[{"colorbar":{"label":"","levels":[3]},"xticks":[],"yticks":[{"at":0.5,"label":"\u202e"}]}]}"#,
    ];
    for text in cases {
        let figure: Figure = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        for theme in [Theme::Light, Theme::Dark] {
            let picture = Picture::of(&figure, theme);
            assert_eq!(picture.bytes.len(), picture.width * picture.height * 3, "{text}");
        }
    }
}

#[test]
fn a_hundred_thousand_points_are_drawn() {
    let x: Vec<f64> = (0..100_000).map(f64::from).collect();
    let y: Vec<f64> = x.iter().map(|x| (x * 0.7).sin()).collect();
    let mut figure = figure(vec![mark("#ff0000", line(&x, &y))]);
    let axes = &mut figure.axes[0];
    (axes.exact, axes.frame, axes.xlim, axes.ylim) = (true, false, Some((0.0, 1e5)), Some((-2.0, 2.0)));
    let picture = Picture::of(&figure, Theme::Light);
    // So fine a wave fills its half of the picture.
    assert_eq!(
        [(400, 300), (10, 170), (790, 430), (400, 100)].map(|(x, y)| picture.at(x, y)),
        ["ff0000", "ff0000", "ff0000", "ffffff"]
    );
}
