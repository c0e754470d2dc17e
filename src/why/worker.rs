//! The child: has its Python ready, waits for one program, confines itself, runs it and ends.
//!
//! The interpreter has a thread with a large stack; the first thread watches the clock and the memory.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use super::outcome::{Limits, Outcome, Stop};
use super::python::{Console, Interrupter, Python, Stream};
use super::sandbox::{self, ending, memory};
use super::wire::{self, Stopping, kind};

/// Deep recursion of a program is an exception long before this is used up.
const STACK: usize = 64 << 20;
/// How long a program that was told to stop has for it.
const GRACE: Duration = Duration::from_millis(100);
/// Longer than this no program runs, whatever is asked for.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

static CONSOLE: OnceLock<Console> = OnceLock::new();

/// What the watching thread is told.
enum Event {
    /// A program starts.
    Begins(Limits, Interrupter),
    /// The program is being stopped: from now on it has a moment.
    Stopping(Stop),
}

/// Runs one program and ends the process.
pub fn main() -> ! {
    sandbox::enter();
    std::panic::set_hook(Box::new(|_| {}));
    let (events, told) = channel();
    let watcher = std::thread::current();
    let interpreter = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| interpret(&events, watcher)));
        flush();
        sandbox::exit(if ran.is_ok() { 0 } else { ending::DIED })
    });
    if interpreter.is_ok() {
        watch(&told);
    }
    sandbox::exit(ending::DIED)
}

/// The interpreter's thread.
fn interpret(events: &Sender<Event>, watcher: std::thread::Thread) {
    // Without this the kernels would start a thread the first time they share work out, and then wait for it.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
    let python = Python::new();
    python.load_ahead(sandbox::is_asked);
    let Some(request) = wire::read_request(std::io::stdin().lock()) else { return };
    let limits = request.limits;
    let console = Console::new(limits.output, Box::new(print));
    let _ = CONSOLE.set(console.clone());
    sandbox::watch_faults(STACK, flush);
    if let Err(error) = sandbox::lock(seconds(&limits).as_secs_f64(), limits.memory) {
        console.note(&format!("The program was not run: {error}.\n"));
        sandbox::exit(ending::DIED);
    }
    memory::limit(limits.memory, watcher.clone());
    send(kind::BEGUN, &[]);
    let _ = events.send(Event::Begins(limits, python.interrupter()));
    watcher.unpark();
    let events = events.clone();
    let told: Arc<dyn Fn(Stop, Option<u32>)> = Arc::new(move |stop, line| {
        stopping(stop, line);
        let _ = events.send(Event::Stopping(stop));
        watcher.unpark();
    });
    let outcome = python.run_on(&request, console, Some(told));
    finish(outcome);
}

fn finish(mut outcome: Outcome) {
    outcome.peak_bytes = memory::peak();
    memory::release();
    if let Ok(text) = serde_json::to_vec(&outcome) {
        send(kind::ENDED, &text);
    }
}

/// The first thread: stops the program when its time is over or its memory used up.
fn watch(told: &Receiver<Event>) {
    let Ok(Event::Begins(limits, interrupter)) = told.recv() else { return };
    let allowed = seconds(&limits);
    let mut ends = Instant::now() + allowed;
    let mut stopped = None;
    loop {
        let now = Instant::now();
        if now >= ends {
            if let Some(stop) = stopped {
                flush();
                sandbox::exit(code(stop));
            }
            stopped = Some(Stop::Time);
            ends = now + GRACE;
            interrupter.stop(Stop::Time);
        }
        std::thread::park_timeout(ends.saturating_duration_since(Instant::now()));
        if memory::take_crossed() {
            interrupter.out_of_memory(memory::is_over);
        }
        while let Ok(Event::Stopping(stop)) = told.try_recv() {
            if stopped.is_none() {
                ends = Instant::now() + GRACE;
            }
            stopped = Some(stop);
        }
    }
}

fn seconds(limits: &Limits) -> Duration {
    Duration::try_from_secs_f64(limits.seconds.max(0.0)).unwrap_or(LONGEST).min(LONGEST)
}

const fn code(stop: Stop) -> i32 {
    match stop {
        Stop::Time => ending::TIME,
        Stop::Memory => ending::MEMORY,
        Stop::Output => ending::OUTPUT,
        Stop::Recursion => ending::RECURSION,
        Stop::Died => ending::DIED,
    }
}

fn print(stream: Stream, text: &[u8]) {
    let kind = match stream {
        Stream::Output => kind::OUTPUT,
        Stream::Error => kind::ERROR,
    };
    send(kind, text);
}

fn stopping(stop: Stop, line: Option<u32>) {
    if let Ok(text) = serde_json::to_vec(&Stopping { stop, line }) {
        send(kind::STOPPING, &text);
    }
}

fn send(kind: u8, text: &[u8]) {
    sandbox::put([&wire::head(kind, text.len()), text]);
}

fn flush() {
    if let Some(console) = CONSOLE.get() {
        console.flush_at_stop();
    }
}
