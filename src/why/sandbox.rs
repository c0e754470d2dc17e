//! What keeps a program in: the child's limits of memory, files, processes and system calls. All `unsafe` of the crate is here.
//!
//! On Linux the kernel enforces them. Elsewhere the child has its timers and the counting allocator only, as SECURITY.md says.

pub mod memory;
mod signals;
#[cfg(target_os = "linux")]
#[path = "sandbox/linux.rs"]
mod system;
#[cfg(not(target_os = "linux"))]
#[path = "sandbox/other.rs"]
mod system;

use std::os::raw::c_int;
use std::process::Command;

pub use signals::watch_faults;

/// How a child says what ended it, when it can't say anything else.
pub mod ending {
    pub const TIME: i32 = 101;
    pub const MEMORY: i32 = 102;
    pub const OUTPUT: i32 = 103;
    pub const RECURSION: i32 = 104;
    pub const DIED: i32 = 105;
}

/// Gives up what no program needs: to be called first in a child, before there are threads.
pub fn enter() {
    memory::count();
    system::enter();
}

/// Whether a program waits to be read.
pub fn is_asked() -> bool {
    system::is_asked()
}

/// Gives up everything else. After this the child can compute, write to its pipe and end. `seconds` and `bytes` are its limits.
pub fn lock(seconds: f64, bytes: u64) -> Result<(), LockError> {
    system::lock(seconds, bytes)
}

/// Why a child could not be confined; it must not run anything then.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    #[error("the system-call filter could not be made: {0}")]
    Filter(String),
    #[error("a limit could not be set: {0}")]
    Limit(std::io::Error),
}

/// Prepares the start of a child: nothing of the parent's environment, and a group of its own, so that Ctrl-C reaches the parent only.
pub fn prepare(command: &mut Command) {
    command.env_clear().env("RAYON_NUM_THREADS", "1");
    // An interpreter fills megabytes at once: few large pages are faster than thousands of small ones.
    command.env("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
    command.current_dir(std::path::MAIN_SEPARATOR_STR);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
}

/// Ends the process at once: no destructors, no interpreter to take down.
pub fn exit(code: i32) -> ! {
    // SAFETY: `_exit` takes any code and does not return.
    unsafe { libc::_exit(code as c_int) }
}

/// Writes all of it to standard output, without allocating: also called where a program has just been stopped or has crashed.
///
/// Both parts go out in one call. A pipe takes up to 4,096 bytes as a whole, so another thread that ends the process in between
/// leaves no half of them.
pub fn put(parts: [&[u8]; 2]) {
    let [mut first, mut second] = parts;
    while !(first.is_empty() && second.is_empty()) {
        let vectors =
            [first, second].map(|part| libc::iovec { iov_base: part.as_ptr().cast_mut().cast(), iov_len: part.len() });
        // SAFETY: each vector is a slice that lives through the call, and it is only read from.
        let written = unsafe { libc::writev(1, vectors.as_ptr(), vectors.len() as _) };
        match usize::try_from(written) {
            Ok(written) if written > 0 => {
                let of_first = written.min(first.len());
                first = &first[of_first..];
                second = &second[written - of_first..];
            }
            // A signal came in between.
            _ if std::io::Error::last_os_error().kind() == std::io::ErrorKind::Interrupted => {}
            // Nobody is there to read: then nobody wants the rest of the program either.
            _ => exit(ending::DIED),
        }
    }
}
