//! What a program prints: where it goes, and how much of it there may be.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Which of the two a text was written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    Output,
    Error,
}

/// Takes what was printed, in the order it was printed in.
pub type Sink = Box<dyn FnMut(Stream, &[u8]) + Send>;

/// More was printed than is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

/// The program's standard output and error. It is shared, so that whoever stops a program can still send the line it was in.
#[derive(Clone)]
pub struct Console(Arc<Mutex<Inner>>);

struct Inner {
    sink: Sink,
    left: u64,
    full: bool,
    /// A line that is not complete yet. Its room is reserved beforehand: nothing is allocated while the lock is held.
    line: Vec<u8>,
    stream: Stream,
}

/// A longer line than this is sent in pieces: what a pipe takes as a whole, less a frame's head.
const LINE: usize = 4_000;
/// A longer note than this loses its middle: what a program says in an exception has no limit.
const NOTE: usize = 32 << 10;
/// What stays of its end.
const NOTE_END: usize = 4 << 10;

impl Console {
    pub fn new(limit: u64, sink: Sink) -> Self {
        let inner = Inner { sink, left: limit, full: false, line: Vec::with_capacity(LINE), stream: Stream::Output };
        Self(Arc::new(Mutex::new(inner)))
    }

    /// A console that keeps what is printed; the other half reads it.
    pub fn kept(limit: u64) -> (Self, Kept) {
        let kept = Kept::default();
        let sink = kept.clone();
        (Self::new(limit, Box::new(move |stream, text| sink.push(stream, text))), kept)
    }

    /// Prints; what is over the limit is dropped.
    pub fn write(&self, stream: Stream, text: &[u8]) -> Result<(), Full> {
        let mut inner = self.lock();
        let allowed = usize::try_from(inner.left).unwrap_or(usize::MAX).min(text.len());
        inner.left -= allowed as u64;
        inner.put(stream, &text[..allowed]);
        if allowed == text.len() && !inner.full {
            return Ok(());
        }
        inner.full = true;
        Err(Full)
    }

    /// Prints what is said about the program, which its own limit does not hold for. Of a very long text the middle is left out.
    pub fn note(&self, text: &str) {
        let mut inner = self.lock();
        if text.len() <= NOTE {
            inner.put(Stream::Error, text.as_bytes());
        } else {
            let begin = text.floor_char_boundary(NOTE - NOTE_END);
            let end = text.ceil_char_boundary(text.len() - NOTE_END);
            inner.put(Stream::Error, text[..begin].as_bytes());
            inner.put(Stream::Error, format!("\n[{} bytes left out]\n", end - begin).as_bytes());
            inner.put(Stream::Error, text[end..].as_bytes());
        }
        inner.flush();
    }

    pub fn flush(&self) {
        self.lock().flush();
    }

    /// Sends an unfinished line, unless the program is in the middle of writing it.
    pub fn flush_at_stop(&self) {
        if let Ok(mut inner) = self.0.try_lock() {
            inner.flush();
        }
    }

    /// Starts anew, for another program.
    pub fn reset(&self, limit: u64) {
        let mut inner = self.lock();
        inner.left = limit;
        inner.full = false;
        inner.line.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn put(&mut self, stream: Stream, text: &[u8]) {
        if stream != self.stream {
            self.flush();
            self.stream = stream;
        }
        for piece in text.chunks(LINE) {
            if self.line.len() + piece.len() > LINE {
                self.flush();
            }
            self.line.extend_from_slice(piece);
        }
        if text.ends_with(b"\n") {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if !self.line.is_empty() {
            (self.sink)(self.stream, &self.line);
            self.line.clear();
        }
    }
}

/// What was printed to a console that keeps it.
#[derive(Clone, Default)]
pub struct Kept(Arc<Mutex<[Vec<u8>; 2]>>);

impl Kept {
    pub fn push(&self, stream: Stream, text: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)[stream as usize].extend_from_slice(text);
    }

    /// Standard output and standard error so far.
    pub fn take(&self) -> (String, String) {
        let [output, error] = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        (text(output), text(error))
    }
}

/// A limit can cut a character in two; half of one is left out.
fn text(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.utf8_error().error_len().is_none() => {
            let valid = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            bytes.truncate(valid);
            String::from_utf8_lossy(&bytes).into_owned()
        }
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}
