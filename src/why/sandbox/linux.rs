//! Linux: resource limits, no new privileges, and a filter that lets a handful of system calls through.

use std::io;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule, TargetArch,
};

use super::LockError;

/// The parent may die while the child starts; then nobody waits for it.
pub fn enter() {
    allocate_in_large_steps();
    // SAFETY: these calls take numbers only, and the worst that they do is fail.
    unsafe {
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
        libc::prctl(libc::PR_SET_DUMPABLE, 0);
        libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        if libc::syscall(libc::SYS_close_range, 3, u32::MAX, 0) != 0 {
            for descriptor in 3..1024 {
                libc::close(descriptor);
            }
        }
    }
    // What can't be limited here is forbidden by the filter later.
    let _ = limit(libc::RLIMIT_CORE, 0);
    let _ = limit(libc::RLIMIT_NOFILE, 8);
}

/// One interpreter allocates: it has one heap, which grows by megabytes and keeps what it has.
#[cfg(target_env = "gnu")]
fn allocate_in_large_steps() {
    let settings = [
        (libc::M_ARENA_MAX, 1),
        (libc::M_TOP_PAD, 4 << 20),
        (libc::M_TRIM_THRESHOLD, 64 << 20),
        (libc::M_MMAP_THRESHOLD, 32 << 20),
    ];
    for (parameter, value) in settings {
        // SAFETY: it takes numbers only; what it doesn't know it refuses.
        unsafe { libc::mallopt(parameter, value) };
    }
}

#[cfg(not(target_env = "gnu"))]
const fn allocate_in_large_steps() {}

/// Whether something waits on standard input, or it has ended.
pub fn is_asked() -> bool {
    let mut input = libc::pollfd { fd: 0, events: libc::POLLIN, revents: 0 };
    // SAFETY: the record lives through the call, which returns at once.
    unsafe { libc::poll(&raw mut input, 1, 0) != 0 }
}

pub fn lock(seconds: f64, bytes: u64) -> Result<(), LockError> {
    // Behind the counting allocator: what is mapped already, and twice what the program may allocate.
    let mapped = mapped().map_err(LockError::Limit)?;
    limit(libc::RLIMIT_AS, mapped.saturating_add(bytes.saturating_mul(2)).saturating_add(256 << 20))
        .map_err(LockError::Limit)?;
    // Behind the timers: the processor's time, in whole seconds.
    limit(libc::RLIMIT_CPU, (seconds.ceil() as u64).saturating_add(2)).map_err(LockError::Limit)?;
    for resource in [libc::RLIMIT_NPROC, libc::RLIMIT_FSIZE, libc::RLIMIT_NOFILE] {
        limit(resource, 0).map_err(LockError::Limit)?;
    }
    let filter = filter().map_err(|error| LockError::Filter(error.to_string()))?;
    seccompiler::apply_filter_all_threads(&filter).map_err(|error| LockError::Filter(error.to_string()))
}

fn limit(resource: libc::__rlimit_resource_t, most: u64) -> io::Result<()> {
    let limit = libc::rlimit { rlim_cur: most, rlim_max: most };
    // SAFETY: the limit is a valid record that lives through the call.
    if unsafe { libc::setrlimit(resource, &limit) } == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// The address space in use, in bytes.
fn mapped() -> io::Result<u64> {
    let text = std::fs::read_to_string("/proc/self/statm")?;
    let pages: u64 = text.split(' ').next().and_then(|pages| pages.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
    // SAFETY: it takes a number and answers with one.
    let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    Ok(pages.saturating_mul(u64::try_from(page).unwrap_or(4096)))
}

/// What a program needs to compute, to print and to end. Everything else fails as "not permitted".
fn filter() -> Result<BpfProgram, seccompiler::BackendError> {
    let anything = Vec::new;
    let no_code = |argument| -> Result<Vec<SeccompRule>, seccompiler::BackendError> {
        let executable = u64::from(libc::PROT_EXEC as u32);
        let condition =
            SeccompCondition::new(argument, SeccompCmpArgLen::Qword, SeccompCmpOp::MaskedEq(executable), 0)?;
        Ok(vec![SeccompRule::new(vec![condition])?])
    };
    let argument_is = |argument, value: u64| -> Result<Vec<SeccompRule>, seccompiler::BackendError> {
        let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, value)?;
        Ok(vec![SeccompRule::new(vec![condition])?])
    };
    let rules = [
        // Its answers, to the pipe.
        (libc::SYS_writev, argument_is(0, 1)?),
        // Memory, but none to run code in.
        (libc::SYS_mmap, no_code(2)?),
        (libc::SYS_mprotect, no_code(2)?),
        (libc::SYS_mremap, anything()),
        (libc::SYS_munmap, anything()),
        (libc::SYS_madvise, anything()),
        (libc::SYS_brk, anything()),
        // Waiting, and the time.
        (libc::SYS_futex, anything()),
        (libc::SYS_clock_gettime, anything()),
        (libc::SYS_clock_getres, anything()),
        (libc::SYS_gettimeofday, anything()),
        (libc::SYS_clock_nanosleep, anything()),
        (libc::SYS_nanosleep, anything()),
        (libc::SYS_sched_yield, anything()),
        (libc::SYS_restart_syscall, anything()),
        // How many processors there are, which the kernels ask.
        (libc::SYS_sched_getaffinity, anything()),
        // A seed that nobody gave.
        (libc::SYS_getrandom, anything()),
        // Its own end, also by a signal to itself.
        (libc::SYS_exit, anything()),
        (libc::SYS_exit_group, anything()),
        (libc::SYS_rt_sigreturn, anything()),
        (libc::SYS_rt_sigprocmask, anything()),
        (libc::SYS_sigaltstack, anything()),
        (libc::SYS_getpid, anything()),
        (libc::SYS_gettid, anything()),
        (libc::SYS_tgkill, argument_is(0, u64::from(std::process::id()))?),
    ];
    let arch: TargetArch = std::env::consts::ARCH.try_into()?;
    let refuse = SeccompAction::Errno(libc::EPERM as u32);
    SeccompFilter::new(rules.into_iter().collect(), refuse, SeccompAction::Allow, arch)?.try_into()
}
