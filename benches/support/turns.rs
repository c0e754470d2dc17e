//! Measurements beside a peer. Criterion measures one after the other, and a noisy machine changes in between; here they take
//! turns, in one order and then in the other, and each turn is held against the peer's turn of the same lap.

use std::pin::Pin;

use super::summary::line;

/// One measurement: a rate or a time, in any unit that all of them share.
pub type Turn<'a> = Box<dyn FnMut() -> Pin<Box<dyn Future<Output = f64> + 'a>> + 'a>;

/// How many laps; the median is of these.
pub fn laps(usual: usize) -> usize {
    std::env::var("ANSATZ_BENCH_LAPS").ok().and_then(|laps| laps.parse().ok()).unwrap_or(usual)
}

/// Lets everybody take turns; the first is the peer of all others. Reports medians, and of the ratios also the extremes.
pub async fn take_turns(title: &str, laps: usize, show: fn(f64) -> String, mut contenders: Vec<(&str, Turn<'_>)>) {
    let mut results = vec![Vec::with_capacity(laps); contenders.len()];
    for lap in 0..laps {
        let mut order: Vec<usize> = (0..contenders.len()).collect();
        if lap % 2 == 1 {
            order.reverse();
        }
        for index in order {
            let result = (contenders[index].1)().await;
            eprintln!("  lap {lap}: {} {}", contenders[index].0, show(result));
            results[index].push(result);
        }
    }
    line(format_args!("{title} (medians of {laps} laps in turns)"));
    for ((name, _), of_one) in contenders.iter().zip(&results) {
        let mut ratios: Vec<f64> = of_one.iter().zip(&results[0]).map(|(own, peer)| own / peer).collect();
        let ratio = median(&mut ratios);
        let (least, most) = (ratios.first().copied().unwrap_or(ratio), ratios.last().copied().unwrap_or(ratio));
        line(format_args!(
            "  {name:<44} {:>12}  {ratio:>7.2} ({least:.2} to {most:.2})",
            show(median(&mut of_one.clone()))
        ));
    }
}

/// Sorts, and takes the middle.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values {
        [] => f64::NAN,
        _ if values.len() % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}
