//! Faults: a child that overflows its stack, aborts or touches memory that is not there ends with a code that says so.

#[cfg(unix)]
mod unix {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

    use crate::why::sandbox::{ending, exit, memory};

    /// The lowest address of the interpreter's stack. It grows down to it.
    static STACK: AtomicUsize = AtomicUsize::new(0);
    static FLUSH: OnceLock<fn()> = OnceLock::new();
    static ENDING: AtomicBool = AtomicBool::new(false);
    /// A fault this far from the stack's end is an overflow: the guard pages, and a frame that leaps over some of them.
    const MARGIN: usize = 1 << 20;

    /// Ends the process with a code for what went wrong, after `flush`. To be called in the thread with a stack of `stack` bytes.
    pub fn watch_faults(stack: usize, flush: fn()) {
        let here = std::ptr::from_ref(&stack).addr();
        STACK.store(here.saturating_sub(stack), Relaxed);
        let _ = FLUSH.set(flush);
        for signal in [libc::SIGSEGV, libc::SIGBUS, libc::SIGABRT, libc::SIGILL, libc::SIGFPE, libc::SIGSYS] {
            // SAFETY: the action is zeroed, which is valid for it, and then given a handler of the type its flags promise. The
            // handler runs on the alternate stack that Rust's runtime gave this thread.
            unsafe {
                let mut action: libc::sigaction = std::mem::zeroed();
                action.sa_sigaction = on_fault as *const () as usize;
                action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
                libc::sigaction(signal, &action, std::ptr::null_mut());
            }
        }
    }

    extern "C" fn on_fault(signal: libc::c_int, info: *mut libc::siginfo_t, _context: *mut libc::c_void) {
        let code = match signal {
            libc::SIGABRT if memory::was_refused() => ending::MEMORY,
            libc::SIGSEGV | libc::SIGBUS => {
                // SAFETY: the kernel hands a handler with SA_SIGINFO a valid record, and these signals fill the address in.
                let address = unsafe { (*info).si_addr() }.addr();
                if address.abs_diff(STACK.load(Relaxed)) <= MARGIN { ending::RECURSION } else { ending::DIED }
            }
            _ => ending::DIED,
        };
        // Where memory is used up, both threads may get here. The first is in the middle of sending what is left.
        while ENDING.swap(true, Relaxed) {
            std::thread::park();
        }
        if let Some(flush) = FLUSH.get() {
            flush();
        }
        exit(code)
    }
}

#[cfg(unix)]
pub use unix::watch_faults;

/// Elsewhere the way the process died is all there is.
#[cfg(not(unix))]
pub fn watch_faults(_stack: usize, _flush: fn()) {}
