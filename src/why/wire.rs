//! How a child and its parent talk: the request as one length-prefixed JSON text, the answer as frames, as they happen.
//!
//! What a program prints is sent line by line, so that however it ends, it is known what it printed before.

use serde::{Deserialize, Serialize};

use super::outcome::{Outcome, Request, Stop};
use super::python::Stream;

/// Longer frames than this no honest child sends.
const LONGEST: usize = 64 << 20;
const HEAD: usize = 5;

/// What a child says.
#[derive(Debug, Clone, PartialEq)]
pub enum Frame {
    /// The program starts now; its time runs.
    Begun,
    Printed(Stream, Vec<u8>),
    /// The program is being stopped, in this line of it.
    Stopping(Stopping),
    /// The program has ended. What it printed is in the frames before.
    Ended(Box<Outcome>),
}

/// A program that is being stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopping {
    pub stop: Stop,
    pub line: Option<u32>,
}

/// Something that is no frame.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    #[error("a frame of kind {0}, which there is not")]
    Kind(u8),
    #[error("a frame of {0} bytes")]
    Length(usize),
    #[error("a frame's text can't be read")]
    Text,
}

/// The kinds of frames.
pub mod kind {
    pub const BEGUN: u8 = b'b';
    pub const OUTPUT: u8 = b'o';
    pub const ERROR: u8 = b'e';
    pub const STOPPING: u8 = b's';
    pub const ENDED: u8 = b'x';
}

/// The first bytes of a frame.
pub fn head(kind: u8, length: usize) -> [u8; HEAD] {
    let [a, b, c, d] = u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
    [kind, a, b, c, d]
}

/// A request as it is sent.
pub fn request(request: &Request) -> Result<Vec<u8>, serde_json::Error> {
    let text = serde_json::to_vec(request)?;
    let mut bytes = u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    bytes.extend(text);
    Ok(bytes)
}

/// Reads a request; `None` when there is none.
pub fn read_request(mut from: impl std::io::Read) -> Option<Request> {
    let mut length = [0; 4];
    from.read_exact(&mut length).ok()?;
    let mut text = vec![0; u32::from_le_bytes(length) as usize];
    from.read_exact(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

/// Puts frames together from bytes, however they are cut.
#[derive(Debug, Default)]
pub struct Decoder {
    bytes: Vec<u8>,
}

impl Decoder {
    /// Adds what was read and gives out the frames that are complete.
    pub fn push(&mut self, more: &[u8]) -> Result<Vec<Frame>, WireError> {
        self.bytes.extend_from_slice(more);
        let (mut frames, mut at) = (Vec::new(), 0);
        while let Some([kind, a, b, c, d]) = self.bytes[at..].first_chunk::<HEAD>().copied() {
            let length = u32::from_le_bytes([a, b, c, d]) as usize;
            if length > LONGEST {
                return Err(WireError::Length(length));
            }
            let Some(text) = self.bytes.get(at + HEAD..at + HEAD + length) else { break };
            frames.push(frame(kind, text)?);
            at += HEAD + length;
        }
        self.bytes.drain(..at);
        Ok(frames)
    }
}

fn frame(kind: u8, text: &[u8]) -> Result<Frame, WireError> {
    match kind {
        kind::BEGUN => Ok(Frame::Begun),
        kind::OUTPUT => Ok(Frame::Printed(Stream::Output, text.to_vec())),
        kind::ERROR => Ok(Frame::Printed(Stream::Error, text.to_vec())),
        kind::STOPPING => serde_json::from_slice(text).map(Frame::Stopping).map_err(|_| WireError::Text),
        kind::ENDED => serde_json::from_slice(text).map(Frame::Ended).map_err(|_| WireError::Text),
        other => Err(WireError::Kind(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(frames: &[(u8, &[u8])]) -> Vec<u8> {
        frames.iter().flat_map(|(kind, text)| [&head(*kind, text.len()), *text].concat()).collect()
    }

    #[test]
    fn frames_come_out_however_they_are_cut() {
        let sent = bytes(&[
            (kind::BEGUN, b""),
            (kind::OUTPUT, b"hi\n"),
            (kind::ERROR, &[0xff]),
            (kind::STOPPING, br#"{"stop":"time","line":7}"#),
        ]);
        let expected = [
            Frame::Begun,
            Frame::Printed(Stream::Output, b"hi\n".to_vec()),
            Frame::Printed(Stream::Error, vec![0xff]),
            Frame::Stopping(Stopping { stop: Stop::Time, line: Some(7) }),
        ];
        for size in 1..=sent.len() {
            let mut decoder = Decoder::default();
            let frames: Vec<Frame> = sent.chunks(size).flat_map(|part| decoder.push(part).unwrap()).collect();
            assert_eq!(frames, expected, "in pieces of {size}");
        }
    }

    #[test]
    fn what_is_no_frame_is_refused() {
        let check = |sent: &[u8], error| assert_eq!(Decoder::default().push(sent), Err(error));
        check(&bytes(&[(b'?', b"")]), WireError::Kind(b'?'));
        check(&head(kind::OUTPUT, LONGEST + 1), WireError::Length(LONGEST + 1));
        check(&bytes(&[(kind::ENDED, b"{}")]), WireError::Text);
        check(&bytes(&[(kind::STOPPING, b"\xff")]), WireError::Text);
    }

    #[test]
    fn a_request_arrives_as_it_was_sent() {
        let sent = Request::new("main.py", "print('ä')\n");
        assert_eq!(read_request(request(&sent).unwrap().as_slice()), Some(sent));
        assert_eq!(read_request([9, 0, 0, 0, b'{'].as_slice()), None);
    }
}
