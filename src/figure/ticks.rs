//! Where ticks stand and what they say: round numbers, chosen as matplotlib chooses them.

use super::Tick;
use super::mathtext;
use super::scale::Scale;

/// Ticks that a picture has room for, however many a program asks for.
const MOST: usize = 200;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ticks {
    /// Numbers with their labels.
    pub major: Vec<(f64, String)>,
    /// Numbers of the small ticks between them.
    pub minor: Vec<f64>,
    /// What all labels have to be multiplied by: `×10⁶`.
    pub factor: Option<String>,
}

/// The ticks of an axis with room for so many labels.
pub fn ticks(scale: &Scale, wanted: Option<&[Tick]>, room: usize) -> Ticks {
    let (low, high) = scale.ends();
    if let Some(wanted) = wanted {
        let inside = |tick: &&Tick| tick.at >= low - (high - low) * 1e-9 && tick.at <= high + (high - low) * 1e-9;
        let shown: Vec<&Tick> = wanted.iter().filter(inside).take(MOST).collect();
        let numbers: Vec<f64> = shown.iter().map(|tick| tick.at).collect();
        let (numerals, factor) =
            if scale.log { (numbers.iter().map(|at| power(*at)).collect(), None) } else { label(&numbers) };
        let labels = shown.iter().zip(numerals).map(|(tick, numeral)| match &tick.label {
            Some(label) => mathtext::plain(label),
            None => numeral,
        });
        let factor = factor.filter(|_| shown.iter().any(|tick| tick.label.is_none()));
        return Ticks { major: numbers.iter().copied().zip(labels).collect(), minor: Vec::new(), factor };
    }
    if scale.log { powers(low, high, room) } else { linear(low, high, room) }
}

fn linear(low: f64, high: f64, room: usize) -> Ticks {
    let step = step(low, high, room.clamp(1, 9));
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    let numbers: Vec<f64> = (first..=last).take(MOST).map(|place| place as f64 * step).collect();
    let (labels, factor) = label(&numbers);
    Ticks { major: numbers.into_iter().zip(labels).collect(), minor: Vec::new(), factor }
}

/// The smallest round step of which no more than so many fit between two numbers.
fn step(low: f64, high: f64, most: usize) -> f64 {
    let rough = (high - low) / most as f64;
    let power = 10_f64.powf(rough.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|nice| nice * power)
        .find(|step| *step >= rough * (1.0 - 1e-10))
        .unwrap_or(rough)
}

/// Numbers with as many decimals as it takes to tell them apart, and the power of ten left out of all of them.
fn label(numbers: &[f64]) -> (Vec<String>, Option<String>) {
    let largest = numbers.iter().fold(0.0_f64, |largest, number| largest.max(number.abs()));
    let exponent = if largest > 0.0 { largest.log10().floor() as i32 } else { 0 };
    let exponent = if (-4..6).contains(&exponent) { 0 } else { exponent };
    let unit = 10_f64.powi(exponent);
    let scaled: Vec<f64> = numbers.iter().map(|number| number / unit).collect();
    let steps = scaled.windows(2).map(|pair| (pair[1] - pair[0]).abs());
    let closest = steps.fold((largest / unit).max(1e-12), f64::min);
    let differs = |decimals: usize| {
        let allowed = closest * 1e-3;
        scaled
            .iter()
            .all(|number| (number - format!("{number:.decimals$}").parse::<f64>().unwrap_or(0.0)).abs() <= allowed)
    };
    let decimals = (0..=10).find(|decimals| differs(*decimals)).unwrap_or(10);
    let labels = scaled
        .iter()
        .map(|number| minus(&format!("{:.decimals$}", if *number == 0.0 { 0.0 } else { *number })))
        .collect();
    (labels, (exponent != 0).then(|| mathtext::plain(&format!("$\\times10^{{{exponent}}}$"))))
}

/// The sign is a real minus, as long as a plus.
fn minus(number: &str) -> String {
    number.replace('-', "−")
}

fn powers(low: f64, high: f64, room: usize) -> Ticks {
    let (first, last) = (low.log10() - 1e-9, high.log10() + 1e-9);
    let (lowest, highest) = (first.ceil() as i32, last.floor() as i32);
    let decades = (highest - lowest + 1).max(0) as usize;
    let inside = |number: &f64| number.log10() >= first && number.log10() <= last;
    let between =
        || (lowest - 1..=highest).flat_map(|power| (2..10).map(move |digit| f64::from(digit) * 10_f64.powi(power)));
    if decades < 2 && high / low < 30.0 {
        return within_a_decade(low, high, room, between().filter(inside).collect());
    }
    let stride = decades.div_ceil(room.clamp(2, 10)).max(1);
    let major = (lowest..=highest)
        .filter(|power| power.rem_euclid(stride as i32) == 0)
        .map(|power| (10_f64.powi(power), power_of_ten(power)))
        .collect();
    let minor = if decades <= 10 { between().filter(inside).collect() } else { Vec::new() };
    Ticks { major, minor, factor: None }
}

/// Where there is no room for two powers of ten, numbers between them have labels too.
fn within_a_decade(low: f64, high: f64, room: usize, between: Vec<f64>) -> Ticks {
    let mut numbers = between;
    let power = 10_f64.powf(high.log10().floor());
    if power >= low {
        numbers.push(power);
    }
    numbers.sort_by(f64::total_cmp);
    if numbers.len() < 3 {
        return linear(low, high, room);
    }
    let major = numbers.iter().map(|number| (*number, power_label(*number))).collect();
    Ticks { major, minor: Vec::new(), factor: None }
}

fn power_label(number: f64) -> String {
    let exponent = (number.log10() + 1e-9).floor() as i32;
    if (-3..5).contains(&exponent) {
        return minus(&format!("{}", (number * 1e9).round() / 1e9));
    }
    let digit = (number / 10_f64.powi(exponent)).round();
    if digit == 1.0 { power_of_ten(exponent) } else { format!("{digit}×{}", power_of_ten(exponent)) }
}

fn power_of_ten(exponent: i32) -> String {
    mathtext::plain(&format!("$10^{{{exponent}}}$"))
}

/// The label of a number that a program chose on a logarithmic axis.
fn power(number: f64) -> String {
    let exponent = number.log10();
    if (exponent - exponent.round()).abs() < 1e-9 { power_of_ten(exponent.round() as i32) } else { power_label(number) }
}
