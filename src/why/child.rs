//! One program in one child, for whoever waits for it: the command line.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Instant;

use super::outcome::{Outcome, Request, Stop};
use super::python::Stream;
use super::sandbox;
use super::transcript::Transcript;
use super::wire::{self, Frame};

/// The argument that makes this program a child.
pub const ARGUMENT: &str = "worker";

/// The program that this process runs, also when its file has been replaced since.
pub fn this_program() -> io::Result<PathBuf> {
    let own = Path::new("/proc/self/exe");
    if cfg!(target_os = "linux") && own.exists() { Ok(own.to_owned()) } else { std::env::current_exe() }
}

/// Runs a program in a child of `program`, which is this one. `printed` gets what it prints as it does; its error ends the run.
pub fn run(
    program: &Path,
    request: &Request,
    mut printed: impl FnMut(Stream, &[u8]) -> io::Result<()>,
) -> io::Result<Outcome> {
    let mut child = Guard(start(program)?);
    // A child that is dead already can't be written to; how it ended says why.
    if let Some(mut stdin) = child.0.stdin.take() {
        let _ = stdin.write_all(&wire::request(request)?);
    }
    let answers = answers(&mut child.0)?;
    let mut transcript = Transcript::new(request);
    let mut killed = None;
    while !transcript.is_complete() {
        match answers.recv_timeout(transcript.deadline().saturating_duration_since(Instant::now())) {
            Ok(read) => match transcript.push(&read) {
                Ok(frames) => frames.iter().try_for_each(|frame| match frame {
                    Frame::Printed(stream, text) => printed(*stream, text),
                    _ => Ok(()),
                })?,
                Err(_) => {
                    killed = Some(Stop::Died);
                    break;
                }
            },
            Err(RecvTimeoutError::Timeout) => {
                killed = Some(Stop::Time);
                break;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if killed.is_some() {
        child.0.kill()?;
    }
    let status = if transcript.is_complete() { None } else { child.0.wait().ok() };
    Ok(transcript.finish(status, killed))
}

fn start(program: &Path) -> io::Result<Child> {
    let mut command = Command::new(program);
    command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    sandbox::prepare(&mut command);
    command.spawn()
}

/// What the child writes, read by a thread of its own, so that waiting for it can be given up.
fn answers(child: &mut Child) -> io::Result<Receiver<Vec<u8>>> {
    let mut stdout = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let (sender, answers) = channel();
    std::thread::Builder::new().spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        while let Ok(length @ 1..) = stdout.read(&mut buffer) {
            if sender.send(buffer[..length].to_vec()).is_err() {
                return;
            }
        }
    })?;
    Ok(answers)
}

/// A child that is not left behind.
struct Guard(Child);

impl Drop for Guard {
    fn drop(&mut self) {
        // It may have ended long ago.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
