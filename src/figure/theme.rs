//! Colours: those of the page, and a program's own made readable on it.

use plotters::style::{Color, RGBAColor};
use plotters_backend::BackendColor;

/// The page a picture is shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

/// A colour: parts from 0 to 255, opacity from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rgba {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
    pub alpha: f64,
}

/// matplotlib's ten colours, and the same ten brightened for a dark page.
const CYCLE: [[u32; 10]; 2] = [
    [0x1f77b4, 0xff7f0e, 0x2ca02c, 0xd62728, 0x9467bd, 0x8c564b, 0xe377c2, 0x7f7f7f, 0xbcbd22, 0x17becf],
    [0x58a6e8, 0xff9f4a, 0x5cc767, 0xff6b6b, 0xb795e4, 0xc49a8d, 0xf09ad6, 0xa9a9a9, 0xd3d457, 0x4dd5e4],
];

/// What is drawn on a dark page stands out from it at least so much (WCAG's contrast).
const LEAST_CONTRAST: f64 = 2.6;

impl Rgba {
    pub const fn of(hex: u32) -> Self {
        Self { red: (hex >> 16) as u8, green: (hex >> 8) as u8, blue: hex as u8, alpha: 1.0 }
    }

    pub fn with_alpha(self, alpha: f64) -> Self {
        Self { alpha: self.alpha * alpha.clamp(0.0, 1.0), ..self }
    }

    /// Part of the way to another colour.
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8;
        Self {
            red: mix(self.red, other.red),
            green: mix(self.green, other.green),
            blue: mix(self.blue, other.blue),
            alpha: self.alpha + (other.alpha - self.alpha) * share,
        }
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let share = f64::from(part) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(two) / one.min(two)
    }

    /// Reads `#rrggbb` or `#rrggbbaa`.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.is_ascii())?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            6 => Some(Self::of(number)),
            8 => Some(Self { alpha: f64::from(number & 0xff) / 255.0, ..Self::of(number >> 8) }),
            _ => None,
        }
    }
}

impl From<BackendColor> for Rgba {
    fn from(color: BackendColor) -> Self {
        Self { red: color.rgb.0, green: color.rgb.1, blue: color.rgb.2, alpha: color.alpha }
    }
}

impl Rgba {
    pub fn plotters(self) -> RGBAColor {
        plotters::style::RGBColor(self.red, self.green, self.blue).mix(self.alpha)
    }
}

impl Theme {
    pub fn page(self) -> Rgba {
        match self {
            Self::Light => Rgba::of(0xffffff),
            Self::Dark => Rgba::of(0x1e1f22),
        }
    }

    /// What frames and labels are drawn in.
    pub fn ink(self) -> Rgba {
        match self {
            Self::Light => Rgba::of(0x262626),
            Self::Dark => Rgba::of(0xdcdde0),
        }
    }

    pub fn gridline(self) -> Rgba {
        match self {
            Self::Light => Rgba::of(0xdedede),
            Self::Dark => Rgba::of(0x3a3c41),
        }
    }

    /// A program's colour on this page; nothing it named, the ink.
    pub fn color(self, name: Option<&str>) -> Rgba {
        name.map_or(self.ink(), |name| self.named(name).unwrap_or(self.ink()))
    }

    fn named(self, name: &str) -> Option<Rgba> {
        if let Some(place) = name.strip_prefix('C') {
            let place: usize = place.parse().ok()?;
            return Some(Rgba::of(CYCLE[usize::from(self == Self::Dark)][place % 10]));
        }
        let color = Rgba::parse(name)?;
        Some(if self == Self::Dark { self.readable(color) } else { color })
    }

    /// The colour itself if it stands out from the page, else one as much lighter as it takes.
    fn readable(self, color: Rgba) -> Rgba {
        let parts = [color.red, color.green, color.blue];
        let (least, most) = (parts.iter().min().copied().unwrap_or(0), parts.iter().max().copied().unwrap_or(0));
        if most - least < 16 && most < 128 {
            // What is black on white is meant to be white on black.
            let gray = self.ink().mixed(Rgba::of(0x808080), f64::from(most) / 128.0);
            return Rgba { alpha: color.alpha, ..gray };
        }
        let solid = Rgba { alpha: 1.0, ..color };
        let white = Rgba::of(0xffffff);
        let steps = (0..=10).map(|step| solid.mixed(white, f64::from(step) / 10.0));
        let lightened = steps.into_iter().find(|step| step.contrast(self.page()) >= LEAST_CONTRAST);
        Rgba { alpha: color.alpha, ..lightened.unwrap_or(white) }
    }
}

/// A colour exactly as it is, for maps from numbers to colours: those must look the same on every page.
pub fn exact(text: &str) -> Rgba {
    Rgba::parse(text).unwrap_or(Rgba::of(0x808080))
}
