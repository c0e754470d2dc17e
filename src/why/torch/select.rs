//! The k greatest or least elements, in PyTorch's order where elements are equal.
//!
//! `torch.topk` leaves that order to the C++ library's `partial_sort` for a small k and `nth_element` for others. Learners
//! see it: topk of equal values prints indices. So both are here with the library's own choice of pivots and heap steps
//! (D. Musser, "Introspective sorting and selection algorithms", 1997), on pairs of a value and its index.

#[cfg(test)]
mod tests;

/// Ranges up to this long are sorted by insertion.
const SHORT: usize = 16;

/// A value and where it stood.
pub type Pair<T> = (T, usize);

/// The indices of the k greatest (or least) values. NaN counts as greater than all others.
pub fn top_k<T: PartialOrd + Copy>(values: &[T], k: usize, largest: bool, sorted: bool) -> Vec<usize> {
    let greater = |one: T, other: T| one > other || (is_nan(one) && !is_nan(other));
    let k = k.min(values.len());
    let mut queue: Vec<Pair<T>> = values.iter().copied().zip(0..).collect();
    let pairs = queue.as_mut_slice();
    if largest {
        select(pairs, k, sorted, |one, other| greater(one.0, other.0));
    } else {
        select(pairs, k, sorted, |one, other| greater(other.0, one.0));
    }
    queue.truncate(k);
    queue.into_iter().map(|(_, index)| index).collect()
}

#[expect(clippy::eq_op, reason = "only NaN differs from itself")]
pub fn is_nan<T: PartialOrd>(value: T) -> bool {
    value != value
}

/// Brings the k that come first to the front.
fn select<T: Copy>(pairs: &mut [Pair<T>], k: usize, sorted: bool, before: impl Fn(&Pair<T>, &Pair<T>) -> bool + Copy) {
    if k == 0 {
        return;
    }
    if k * 64 <= pairs.len() {
        heap_select(pairs, k, before);
        sort_heap(&mut pairs[..k], before);
        return;
    }
    nth_element(pairs, k - 1, before);
    if sorted {
        let depth = depth_limit(k - 1);
        introsort(&mut pairs[..k - 1], depth, before);
        insertion_sort(&mut pairs[..k - 1], before);
    }
}

/// Quicksort has gone wrong when it is deeper than this.
fn depth_limit(len: usize) -> u32 {
    len.checked_ilog2().unwrap_or(0) * 2
}

fn nth_element<T: Copy>(pairs: &mut [Pair<T>], nth: usize, before: impl Fn(&Pair<T>, &Pair<T>) -> bool + Copy) {
    let (mut first, mut last) = (0, pairs.len());
    let mut depth = depth_limit(last);
    while last - first > 3 {
        if depth == 0 {
            heap_select(&mut pairs[first..last], nth + 1 - first, before);
            pairs.swap(first, nth);
            return;
        }
        depth -= 1;
        let cut = first + partition(&mut pairs[first..last], before);
        if cut <= nth {
            first = cut;
        } else {
            last = cut;
        }
    }
    insertion_sort(&mut pairs[first..last], before);
}

/// Sorts as the C++ library's `sort` does: equal values keep their order only in ranges of up to 16.
pub fn sort<T: Copy>(pairs: &mut [Pair<T>], before: impl Fn(&Pair<T>, &Pair<T>) -> bool + Copy) {
    introsort(pairs, depth_limit(pairs.len()), before);
    insertion_sort(pairs, before);
}

/// Sorts but for the last steps, which insertion does.
fn introsort<T: Copy>(mut pairs: &mut [Pair<T>], mut depth: u32, before: impl Fn(&Pair<T>, &Pair<T>) -> bool + Copy) {
    while pairs.len() > SHORT {
        if depth == 0 {
            let all = pairs.len();
            heap_select(pairs, all, before);
            sort_heap(pairs, before);
            return;
        }
        depth -= 1;
        let cut = partition(pairs, before);
        let (left, right) = pairs.split_at_mut(cut);
        introsort(right, depth, before);
        pairs = left;
    }
}

/// Parts the pairs around the median of three and returns where the second part begins.
fn partition<T: Copy>(pairs: &mut [Pair<T>], before: impl Fn(&Pair<T>, &Pair<T>) -> bool) -> usize {
    let (one, two, three) = (1, pairs.len() / 2, pairs.len() - 1);
    let is_before = |left: usize, right: usize| before(&pairs[left], &pairs[right]);
    let median = match (is_before(one, two), is_before(two, three), is_before(one, three)) {
        (true, true, _) | (false, false, false) => two,
        (true, false, true) | (false, true, false) => three,
        (true, false, false) | (false, _, true) => one,
    };
    pairs.swap(0, median);
    let pivot = pairs[0];
    let (mut first, mut last) = (1, pairs.len());
    loop {
        while before(&pairs[first], &pivot) {
            first += 1;
        }
        last -= 1;
        while before(&pivot, &pairs[last]) {
            last -= 1;
        }
        if first >= last {
            return first;
        }
        pairs.swap(first, last);
        first += 1;
    }
}

fn insertion_sort<T: Copy>(pairs: &mut [Pair<T>], before: impl Fn(&Pair<T>, &Pair<T>) -> bool) {
    for at in 1..pairs.len() {
        let mut to = at;
        while to > 0 && before(&pairs[at], &pairs[to - 1]) {
            to -= 1;
        }
        pairs[to..=at].rotate_right(1);
    }
}

/// A heap of the first k, through which the others pass.
fn heap_select<T: Copy>(pairs: &mut [Pair<T>], k: usize, before: impl Fn(&Pair<T>, &Pair<T>) -> bool + Copy) {
    for parent in (0..k / 2).rev() {
        let pair = pairs[parent];
        sift(&mut pairs[..k], parent, pair, before);
    }
    for at in k..pairs.len() {
        if before(&pairs[at], &pairs[0]) {
            let pair = pairs[at];
            pairs[at] = pairs[0];
            sift(&mut pairs[..k], 0, pair, before);
        }
    }
}

fn sort_heap<T: Copy>(heap: &mut [Pair<T>], before: impl Fn(&Pair<T>, &Pair<T>) -> bool + Copy) {
    for last in (1..heap.len()).rev() {
        let pair = heap[last];
        heap[last] = heap[0];
        sift(&mut heap[..last], 0, pair, before);
    }
}

/// Puts a pair in the place of the one at `hole`: down to a leaf first, then up to where it belongs.
fn sift<T: Copy>(
    heap: &mut [Pair<T>],
    mut hole: usize,
    pair: Pair<T>,
    before: impl Fn(&Pair<T>, &Pair<T>) -> bool + Copy,
) {
    let top = hole;
    while 2 * hole + 2 < heap.len() {
        let right = 2 * hole + 2;
        let child = if before(&heap[right], &heap[right - 1]) { right - 1 } else { right };
        heap[hole] = heap[child];
        hole = child;
    }
    if 2 * hole + 2 == heap.len() {
        heap[hole] = heap[2 * hole + 1];
        hole = 2 * hole + 1;
    }
    while hole > top && before(&heap[(hole - 1) / 2], &pair) {
        heap[hole] = heap[(hole - 1) / 2];
        hole = (hole - 1) / 2;
    }
    heap[hole] = pair;
}
