//! Warnings that operations give, for Python's `warnings` to show.

use std::cell::RefCell;

thread_local! {
    static PENDING: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Says something that is not an error.
pub fn warn(text: impl Into<String>) {
    PENDING.with(|pending| pending.borrow_mut().push(text.into()));
}

/// What was said since the last time.
pub fn take() -> Vec<String> {
    PENDING.with(
        |pending| if pending.borrow().is_empty() { Vec::new() } else { std::mem::take(&mut *pending.borrow_mut()) },
    )
}
