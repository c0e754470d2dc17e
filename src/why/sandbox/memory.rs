//! Memory: an allocator that counts what a child's program takes and refuses what is over its limit.
//!
//! In the bot's own process nothing is counted: there it costs one relaxed load.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering::Relaxed};
use std::thread::Thread;

/// The process's allocator.
pub struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

static ON: AtomicBool = AtomicBool::new(false);
/// What is allocated, in bytes. One thread allocates at a time that matters, so loads and stores do; a lost update of the
/// watching thread's is a few bytes.
static USED: AtomicIsize = AtomicIsize::new(0);
static PEAK: AtomicIsize = AtomicIsize::new(0);
/// What was in use when the program began.
static BASE: AtomicIsize = AtomicIsize::new(0);
/// Above this the program is told with a `MemoryError`.
static SOFT: AtomicIsize = AtomicIsize::new(isize::MAX);
/// Above this nothing is given out.
static HARD: AtomicIsize = AtomicIsize::new(isize::MAX);
static CROSSED: AtomicBool = AtomicBool::new(false);
static REFUSED: AtomicBool = AtomicBool::new(false);
static WATCHER: OnceLock<Thread> = OnceLock::new();

/// What an interpreter needs to raise and show an exception, beyond the program's limit.
const RESERVE: isize = 16 << 20;

/// Counts from now on.
pub fn count() {
    ON.store(true, Relaxed);
}

/// Limits what is allocated from now on. `watcher` is woken when the limit is crossed.
pub fn limit(bytes: u64, watcher: Thread) {
    // Whoever is woken stays the same for the life of the process.
    let _ = WATCHER.set(watcher);
    let used = USED.load(Relaxed);
    let soft = used.saturating_add(isize::try_from(bytes).unwrap_or(isize::MAX));
    BASE.store(used, Relaxed);
    PEAK.store(used, Relaxed);
    SOFT.store(soft, Relaxed);
    HARD.store(soft.saturating_add(isize::try_from(bytes / 8).unwrap_or(isize::MAX)).saturating_add(RESERVE), Relaxed);
}

/// Lifts the limit: the program has ended.
pub fn release() {
    SOFT.store(isize::MAX, Relaxed);
    HARD.store(isize::MAX, Relaxed);
}

/// The most that was allocated at once since the limit was set, in bytes.
pub fn peak() -> u64 {
    u64::try_from(PEAK.load(Relaxed) - BASE.load(Relaxed)).unwrap_or(0)
}

/// Whether the limit was crossed since this was last asked.
pub fn take_crossed() -> bool {
    CROSSED.swap(false, Relaxed)
}

/// Whether more is allocated than the program may have.
pub fn is_over() -> bool {
    USED.load(Relaxed) > SOFT.load(Relaxed)
}

/// Whether an allocation was refused.
pub fn was_refused() -> bool {
    REFUSED.load(Relaxed)
}

fn charge(size: usize) -> bool {
    let used = USED.load(Relaxed).saturating_add_unsigned(size);
    if used > HARD.load(Relaxed) {
        REFUSED.store(true, Relaxed);
        return false;
    }
    USED.store(used, Relaxed);
    if used > PEAK.load(Relaxed) {
        PEAK.store(used, Relaxed);
    }
    if used > SOFT.load(Relaxed)
        && !CROSSED.swap(true, Relaxed)
        && let Some(watcher) = WATCHER.get()
    {
        watcher.unpark();
    }
    true
}

fn refund(size: usize) {
    USED.store(USED.load(Relaxed).wrapping_sub_unsigned(size), Relaxed);
}

// SAFETY: every call is handed on to the system's allocator unchanged, or answered with null, which stands for "no memory".
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !ON.load(Relaxed) {
            // SAFETY: the caller keeps `alloc`'s contract.
            return unsafe { System.alloc(layout) };
        }
        if !charge(layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps `alloc`'s contract.
        given(unsafe { System.alloc(layout) }, layout.size())
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !ON.load(Relaxed) {
            // SAFETY: the caller keeps `alloc_zeroed`'s contract.
            return unsafe { System.alloc_zeroed(layout) };
        }
        if !charge(layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps `alloc_zeroed`'s contract.
        given(unsafe { System.alloc_zeroed(layout) }, layout.size())
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if ON.load(Relaxed) {
            refund(layout.size());
        }
        // SAFETY: the caller keeps `dealloc`'s contract.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if !ON.load(Relaxed) {
            // SAFETY: the caller keeps `realloc`'s contract.
            return unsafe { System.realloc(block, layout, size) };
        }
        if size > layout.size() && !charge(size - layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps `realloc`'s contract.
        let moved = unsafe { System.realloc(block, layout, size) };
        if size < layout.size() && !moved.is_null() {
            refund(layout.size() - size);
        }
        given(moved, size.saturating_sub(layout.size()))
    }
}

/// Takes back what was charged for an allocation that the system refused.
fn given(block: *mut u8, charged: usize) -> *mut u8 {
    if block.is_null() {
        refund(charged);
        REFUSED.store(true, Relaxed);
    }
    block
}
