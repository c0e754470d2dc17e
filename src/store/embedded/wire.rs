//! The PostgreSQL wire protocol, version 3, as far as an adapter needs it: frames in, a few messages out.
//! <https://www.postgresql.org/docs/18/protocol-message-formats.html>

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt as _};

/// No frame and no batch of frames may be larger: a client that announces more is not one of ours.
pub const MAX_BYTES: usize = 64 << 20;

/// The server's own limit on the first packet (MAX_STARTUP_PACKET_LENGTH).
const MAX_STARTUP_BYTES: usize = 10_000;

const SSL_REQUEST: i32 = 80_877_103;
const GSSENC_REQUEST: i32 = 80_877_104;
const CANCEL_REQUEST: i32 = 80_877_102;

/// Why a client is not listened to any longer.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    #[error("{0}")]
    Malformed(String),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// One message of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub kind: u8,
    pub body: Vec<u8>,
}

impl Frame {
    /// Sync and Query end a batch; Flush asks for what there is so far.
    pub fn ends_batch(&self) -> bool {
        matches!(self.kind, b'S' | b'Q' | b'H')
    }

    /// Appends the frame as it goes over the wire.
    pub fn write_to(&self, out: &mut Vec<u8>) {
        put(out, self.kind, &[&self.body]);
    }
}

/// Appends a message whose body is these parts. Bodies are bounded by [`MAX_BYTES`], so the length always fits.
pub fn put(out: &mut Vec<u8>, kind: u8, parts: &[&[u8]]) {
    let length = 4 + parts.iter().map(|part| part.len()).sum::<usize>();
    out.push(kind);
    out.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
    for part in parts {
        out.extend_from_slice(part);
    }
}

/// Reads one frame; `None` when the client closed the connection between two frames.
pub async fn read_frame<R: AsyncRead + Unpin>(reader: &mut R) -> Result<Option<Frame>, WireError> {
    let mut kind = [0; 1];
    if reader.read(&mut kind).await? == 0 {
        return Ok(None);
    }
    let body = read_body(reader, MAX_BYTES).await?;
    Ok(Some(Frame { kind: kind[0], body }))
}

/// The rest of a message from its length on. The buffer grows with what arrives, not with what was announced.
async fn read_body<R: AsyncRead + Unpin>(reader: &mut R, limit: usize) -> Result<Vec<u8>, WireError> {
    let length = reader.read_i32().await?;
    let size = usize::try_from(length).ok().and_then(|length| length.checked_sub(4)).filter(|size| *size <= limit);
    let Some(size) = size else {
        return Err(WireError::Malformed(format!("a message announces {length} bytes")));
    };
    let mut body = Vec::new();
    (&mut *reader).take(size as u64).read_to_end(&mut body).await?;
    if body.len() < size {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
    }
    Ok(body)
}

/// What a client opens with.
#[derive(Debug, PartialEq, Eq)]
pub enum Opening {
    /// Asks for encryption first; `N` declines.
    Encrypt,
    Cancel,
    Start {
        minor: u16,
        database: String,
    },
}

/// Reads the first packet, which has no kind.
pub async fn read_opening<R: AsyncRead + Unpin>(reader: &mut R) -> Result<Opening, WireError> {
    let body = read_body(reader, MAX_STARTUP_BYTES).await?;
    let (code, rest) = match body.split_first_chunk::<4>() {
        Some((code, rest)) => (i32::from_be_bytes(*code), rest),
        None => return Err(WireError::Malformed("the first packet is too short".to_owned())),
    };
    match code {
        SSL_REQUEST | GSSENC_REQUEST => return Ok(Opening::Encrypt),
        CANCEL_REQUEST => return Ok(Opening::Cancel),
        _ => {}
    }
    let [major_high, major_low, minor @ ..] = code.to_be_bytes();
    if [major_high, major_low] != [0, 3] {
        return Err(WireError::Malformed(format!("protocol {code} is not spoken here")));
    }
    let mut user = String::new();
    let mut database = None;
    let mut rest = rest;
    while rest.first().is_some_and(|byte| *byte != 0) {
        let (name, after) = take_text(rest)?;
        let (value, after) = take_text(after)?;
        match name {
            "user" => value.clone_into(&mut user),
            "database" => database = Some(value.to_owned()),
            _ => {}
        }
        rest = after;
    }
    Ok(Opening::Start { minor: u16::from_be_bytes(minor), database: database.unwrap_or(user) })
}

/// A zero-terminated string and what follows it.
pub fn take_bytes(bytes: &[u8]) -> Result<(&[u8], &[u8]), WireError> {
    let end = bytes.iter().position(|byte| *byte == 0);
    let end = end.ok_or_else(|| WireError::Malformed("a string has no end".to_owned()))?;
    Ok((&bytes[..end], &bytes[end + 1..]))
}

fn take_text(bytes: &[u8]) -> Result<(&str, &[u8]), WireError> {
    let (text, rest) = take_bytes(bytes)?;
    let text = std::str::from_utf8(text).map_err(|_| WireError::Malformed("a string is not UTF-8".to_owned()))?;
    Ok((text, rest))
}

/// AuthenticationOk, the parameters, BackendKeyData (nothing can be cancelled, so it is no secret) and ReadyForQuery.
pub fn welcome(minor: u16, parameters: &[(String, String)], client: u32) -> Vec<u8> {
    let mut out = Vec::new();
    if minor > 0 {
        // NegotiateProtocolVersion: 3.0, and no option of a later one is known.
        put(&mut out, b'v', &[&0_i32.to_be_bytes(), &0_i32.to_be_bytes()]);
    }
    put(&mut out, b'R', &[&0_i32.to_be_bytes()]);
    for (name, value) in parameters {
        put(&mut out, b'S', &[name.as_bytes(), &[0], value.as_bytes(), &[0]]);
    }
    put(&mut out, b'K', &[&client.to_be_bytes(), &0_i32.to_be_bytes()]);
    put(&mut out, b'Z', &[b"I"]);
    out
}

/// An ErrorResponse that ends the connection.
pub fn fatal(sqlstate: &str, message: &str) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in [(b'S', "FATAL"), (b'V', "FATAL"), (b'C', sqlstate), (b'M', message)] {
        body.push(field);
        body.extend(value.bytes().filter(|byte| *byte != 0));
        body.push(0);
    }
    body.push(0);
    let mut out = Vec::new();
    put(&mut out, b'E', &[&body]);
    out
}

/// A Query, for statements of the adapter's own.
pub fn query(sql: &str) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, b'Q', &[sql.as_bytes(), &[0]]);
    out
}

/// The messages of a response, each as its kind and its body. Ends at the first that is cut off.
pub fn messages(response: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = response;
    std::iter::from_fn(move || {
        let (header, after) = rest.split_first_chunk::<5>()?;
        let [kind, length @ ..] = *header;
        let size = usize::try_from(i32::from_be_bytes(length)).ok()?.checked_sub(4)?;
        let (body, next) = after.split_at_checked(size)?;
        rest = next;
        Some((kind, body))
    })
}

/// A field of an ErrorResponse: `V` is the severity, `C` the SQLSTATE.
pub fn error_field(body: &[u8], field: u8) -> Option<&[u8]> {
    let mut rest = body;
    while let Some((code, after)) = rest.split_first().filter(|(code, _)| **code != 0) {
        let (value, next) = take_bytes(after).ok()?;
        if *code == field {
            return Some(value);
        }
        rest = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    async fn opening(bytes: &[u8]) -> Result<Opening, String> {
        read_opening(&mut &*bytes).await.map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn a_client_opens() {
        let start = |minor, database: &str| Ok(Opening::Start { minor, database: database.to_owned() });
        for (bytes, expected) in [
            (b"\0\0\0\x08\x04\xd2\x16\x2f".as_slice(), Ok(Opening::Encrypt)),
            (b"\0\0\0\x08\x04\xd2\x16\x30", Ok(Opening::Encrypt)),
            (b"\0\0\0\x10\x04\xd2\x16\x2e\0\0\0\x01\0\0\0\x02", Ok(Opening::Cancel)),
            (b"\0\0\0\x12\0\x03\0\0user\0me\0\0\0", start(0, "me")),
            (b"\0\0\0\x1c\0\x03\0\x02user\0me\0database\0x\0\0", start(2, "x")),
            (b"\0\0\0\x08\0\x02\0\0", Err("protocol 131072 is not spoken here".to_owned())),
            (b"\0\0\0\x05\0", Err("the first packet is too short".to_owned())),
            (b"\0\0\0\x0c\0\x03\0\0user", Err("a string has no end".to_owned())),
            (b"\0\0\x27\x20", Err("a message announces 10016 bytes".to_owned())),
            (b"\x80\0\0\0", Err("a message announces -2147483648 bytes".to_owned())),
            (b"\0\0\0\x03", Err("a message announces 3 bytes".to_owned())),
            (b"\0\0\0\x10\0\x03", Err("unexpected end of file".to_owned())),
        ] {
            assert_eq!(opening(bytes).await, expected, "{bytes:?}");
        }
    }

    #[tokio::test]
    async fn a_frame_is_read() {
        let frame = |kind, body: &[u8]| Ok(Some(Frame { kind, body: body.to_vec() }));
        for (bytes, expected) in [
            (b"".as_slice(), Ok(None)),
            (b"S\0\0\0\x04", frame(b'S', b"")),
            (b"Q\0\0\0\x06ab", frame(b'Q', b"ab")),
            (b"Q\0\0\0\x03", Err("a message announces 3 bytes".to_owned())),
            (b"Q\x04\0\0\x05", Err("a message announces 67108869 bytes".to_owned())),
            (b"Q\xff\xff\xff\xff", Err("a message announces -1 bytes".to_owned())),
            (b"Q\0\0\0\x10ab", Err("unexpected end of file".to_owned())),
        ] {
            let read = read_frame(&mut &*bytes).await.map_err(|error| error.to_string());
            assert_eq!(read, expected, "{bytes:?}");
        }
    }

    #[test]
    fn an_error_says_its_fields() {
        let response = fatal("57P01", "bye");
        let (kind, body) = messages(&response).next().unwrap();
        assert_eq!(kind, b'E');
        assert_eq!(error_field(body, b'V'), Some(b"FATAL".as_slice()));
        assert_eq!(error_field(body, b'C'), Some(b"57P01".as_slice()));
        assert_eq!(error_field(body, b'X'), None);
    }

    #[test]
    fn the_welcome_ends_ready() {
        let out = welcome(2, &[("server_version".to_owned(), "18.4".to_owned())], 7);
        let kinds = messages(&out).map(|(kind, _)| kind).collect::<Vec<_>>();
        assert_eq!(kinds, b"vRSKZ");
    }

    proptest! {
        #[test]
        fn a_response_is_split_where_it_was_joined(parts in prop::collection::vec((any::<u8>(), any::<Vec<u8>>()), 0..8)) {
            let mut bytes = Vec::new();
            for (kind, body) in &parts {
                put(&mut bytes, *kind, &[body]);
            }
            let split = messages(&bytes).map(|(kind, body)| (kind, body.to_vec())).collect::<Vec<_>>();
            prop_assert_eq!(split, parts);
        }

        #[test]
        fn hostile_bytes_never_panic(bytes in any::<Vec<u8>>()) {
            let _ = messages(&bytes).count();
            let _ = error_field(&bytes, b'C');
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let _ = runtime.block_on(read_opening(&mut &*bytes));
            let _ = runtime.block_on(read_frame(&mut &*bytes));
        }
    }
}
