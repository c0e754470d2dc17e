//! One client's prepared statements on a session that all clients share. Each gets a name of its own on the server, so
//! that two clients' `sqlx_s_1` differ, and is prepared again unseen when the session has been replaced.
//!
//! Portals need none of this: they end with their transaction, and a transaction excludes every other client.

use std::collections::{HashMap, VecDeque};

use super::wire::{Frame, WireError, error_field, messages, put, take_bytes};

/// No pool of ours keeps more than a hundred; beyond this somebody is filling the memory.
const MAX_STATEMENTS: usize = 1024;

struct Statement {
    on_server: String,
    /// The Parse message after its name: the query and the types of its parameters.
    source: Vec<u8>,
    /// The session it was last prepared in.
    session: u64,
}

/// The statements of one client, and what the server still has to answer to its batch.
pub struct Statements {
    client: u32,
    made: u64,
    by_name: HashMap<Vec<u8>, Statement>,
    /// For each ParseComplete and CloseComplete to come: whether the client asked for it.
    expected: VecDeque<bool>,
}

/// A response as the client may see it, and what it says about the session.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub bytes: Vec<u8>,
    /// From ReadyForQuery: `I` idle, `T` in a transaction, `E` in a failed one.
    pub status: Option<u8>,
    /// An error was reported.
    pub failed: bool,
    /// The session reported something it does not recover from.
    pub broken: bool,
}

impl Statements {
    pub fn new(client: u32) -> Self {
        Self { client, made: 0, by_name: HashMap::new(), expected: VecDeque::new() }
    }

    /// Appends the client's frame to the batch for the server, with the names the server knows.
    pub fn translate(&mut self, frame: &Frame, session: u64, batch: &mut Vec<u8>) -> Result<(), WireError> {
        match frame.kind {
            b'P' => self.parse(&frame.body, session, batch)?,
            b'B' => {
                let (portal, rest) = take_bytes(&frame.body)?;
                let (name, rest) = take_bytes(rest)?;
                let on_server = self.prepared(name, session, batch);
                put(batch, b'B', &[portal, &[0], on_server.as_bytes(), &[0], rest]);
            }
            b'D' if frame.body.first() == Some(&b'S') => {
                let (name, _) = take_bytes(&frame.body[1..])?;
                let on_server = self.prepared(name, session, batch);
                put(batch, b'D', &[b"S", on_server.as_bytes(), &[0]]);
            }
            b'C' if frame.body.first() == Some(&b'S') => {
                let (name, _) = take_bytes(&frame.body[1..])?;
                let on_server = self.by_name.remove(name).map_or_else(|| self.unknown(), |known| known.on_server);
                put(batch, b'C', &[b"S", on_server.as_bytes(), &[0]]);
                self.expected.push_back(true);
            }
            b'C' => {
                frame.write_to(batch);
                self.expected.push_back(true);
            }
            b'D' | b'E' | b'S' | b'H' | b'Q' => frame.write_to(batch),
            // Whatever else a client may send ends the session on the server, or starts a COPY that can't be fed.
            kind => return Err(WireError::Malformed(format!("a message of kind {kind} is not taken here"))),
        }
        Ok(())
    }

    fn parse(&mut self, body: &[u8], session: u64, batch: &mut Vec<u8>) -> Result<(), WireError> {
        let (name, source) = take_bytes(body)?;
        if self.by_name.len() >= MAX_STATEMENTS && !self.by_name.contains_key(name) {
            return Err(WireError::Malformed(format!("more than {MAX_STATEMENTS} prepared statements")));
        }
        let known = self.by_name.remove(name);
        let on_server = match known {
            Some(known) => {
                // The unnamed statement is replaced without being closed; a named one is an error, which the server reports.
                if name.is_empty() && known.session == session {
                    put(batch, b'C', &[b"S", known.on_server.as_bytes(), &[0]]);
                    self.expected.push_back(false);
                }
                known.on_server
            }
            None => {
                self.made += 1;
                format!("c{}_{}", self.client, self.made)
            }
        };
        put(batch, b'P', &[on_server.as_bytes(), &[0], source]);
        self.expected.push_back(true);
        self.by_name.insert(name.to_vec(), Statement { on_server, source: source.to_vec(), session });
        Ok(())
    }

    /// The server's name of a statement, prepared again when the session is another one than it was prepared in.
    fn prepared(&mut self, name: &[u8], session: u64, batch: &mut Vec<u8>) -> String {
        let Some(statement) = self.by_name.get_mut(name) else {
            return self.unknown();
        };
        if statement.session != session {
            statement.session = session;
            put(batch, b'P', &[statement.on_server.as_bytes(), &[0], &statement.source]);
            self.expected.push_back(false);
        }
        statement.on_server.clone()
    }

    /// A name no statement has, so that the server reports what is missing.
    fn unknown(&self) -> String {
        format!("c{}_unknown", self.client)
    }

    /// What the client gets to see of a response: without the answers to what it did not ask.
    pub fn answer(&mut self, response: Vec<u8>) -> Answer {
        let mut answer = Answer::default();
        let mut hidden = Vec::new();
        let mut at = 0;
        for (kind, body) in messages(&response) {
            let end = at + 5 + body.len();
            match kind {
                b'1' | b'3' if self.expected.pop_front() == Some(false) => hidden.push(at..end),
                // After an error the server skips everything up to Sync.
                b'E' => {
                    self.expected.clear();
                    answer.failed = true;
                    answer.broken |= error_field(body, b'V').is_some_and(|severity| severity != b"ERROR")
                        // The stack is not given back after an error that deep.
                        || error_field(body, b'C') == Some(b"54001");
                }
                b'Z' => {
                    self.expected.clear();
                    answer.status = body.first().copied();
                }
                _ => {}
            }
            at = end;
        }
        answer.bytes = response;
        for range in hidden.into_iter().rev() {
            answer.bytes.drain(range);
        }
        answer
    }

    /// A batch that closes what the server still holds in this session, if anything.
    pub fn close_all(&self, session: u64) -> Option<Vec<u8>> {
        let mut batch = Vec::new();
        for statement in self.by_name.values().filter(|statement| statement.session == session) {
            put(&mut batch, b'C', &[b"S", statement.on_server.as_bytes(), &[0]]);
        }
        (!batch.is_empty()).then(|| {
            put(&mut batch, b'S', &[]);
            batch
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(kind: u8, body: &str) -> Frame {
        Frame { kind, body: body.as_bytes().to_vec() }
    }

    /// The batch as readable text: each message's kind and body, with `|` for zero.
    fn readable(batch: &[u8]) -> Vec<String> {
        let text = |(kind, body): (u8, &[u8])| format!("{}{}", kind as char, String::from_utf8_lossy(body));
        messages(batch).map(|message| text(message).replace('\0', "|")).collect()
    }

    fn translate(statements: &mut Statements, session: u64, frames: &[Frame]) -> Vec<String> {
        let mut batch = Vec::new();
        for frame in frames {
            statements.translate(frame, session, &mut batch).unwrap();
        }
        readable(&batch)
    }

    fn response(parts: &[(u8, &str)]) -> Vec<u8> {
        let mut out = Vec::new();
        for (kind, body) in parts {
            put(&mut out, *kind, &[body.as_bytes()]);
        }
        out
    }

    #[test]
    fn names_are_the_clients_own() {
        let mut one = Statements::new(1);
        let mut two = Statements::new(2);
        let parse = frame(b'P', "s\0select 1\0\0\0");
        assert_eq!(translate(&mut one, 1, std::slice::from_ref(&parse)), ["Pc1_1|select 1|||"]);
        assert_eq!(translate(&mut two, 1, &[parse]), ["Pc2_1|select 1|||"]);
        let rest = [frame(b'B', "p\0s\0x"), frame(b'D', "Ss\0"), frame(b'D', "Pp\0"), frame(b'C', "Ss\0")];
        assert_eq!(translate(&mut two, 1, &rest), ["Bp|c2_1|x", "DSc2_1|", "DPp|", "CSc2_1|"]);
        assert_eq!(translate(&mut two, 1, &rest[..1]), ["Bp|c2_unknown|x"]);
    }

    #[test]
    fn the_unnamed_statement_is_replaced() {
        let mut statements = Statements::new(1);
        let parse = [frame(b'P', "\0select 1\0"), frame(b'S', "")];
        assert_eq!(translate(&mut statements, 1, &parse), ["Pc1_1|select 1|", "S"]);
        let answer = statements.answer(response(&[(b'1', ""), (b'Z', "I")]));
        assert_eq!(readable(&answer.bytes), ["1", "ZI"]);
        assert_eq!(translate(&mut statements, 1, &parse), ["CSc1_1|", "Pc1_1|select 1|", "S"]);
        let answer = statements.answer(response(&[(b'3', ""), (b'1', ""), (b'Z', "I")]));
        assert_eq!(readable(&answer.bytes), ["1", "ZI"]);
        assert_eq!(answer.status, Some(b'I'));
    }

    #[test]
    fn a_new_session_prepares_again() {
        let mut statements = Statements::new(1);
        translate(&mut statements, 1, &[frame(b'P', "s\0select 1\0")]);
        statements.answer(response(&[(b'1', ""), (b'Z', "I")]));
        assert_eq!(statements.close_all(2), None);
        let bind = [frame(b'B', "\0s\0"), frame(b'E', "\0"), frame(b'S', "")];
        assert_eq!(translate(&mut statements, 2, &bind), ["Pc1_1|select 1|", "B|c1_1|", "E|", "S"]);
        let answer = statements.answer(response(&[(b'1', ""), (b'2', ""), (b'C', "SELECT 1\0"), (b'Z', "I")]));
        assert_eq!(readable(&answer.bytes), ["2", "CSELECT 1|", "ZI"]);
        assert_eq!(translate(&mut statements, 2, &bind), ["B|c1_1|", "E|", "S"]);
        assert_eq!(statements.close_all(2).map(|batch| readable(&batch)), Some(vec!["CSc1_1|".into(), "S".into()]));
    }

    #[test]
    fn an_error_skips_what_was_expected() {
        let mut statements = Statements::new(1);
        translate(&mut statements, 1, &[frame(b'P', "\0selec\0")]);
        translate(&mut statements, 1, &[frame(b'P', "\0selec\0"), frame(b'S', "")]);
        let answer = statements.answer(response(&[(b'E', "VERROR\0C42601\0\0"), (b'Z', "E")]));
        assert_eq!((answer.status, answer.failed, answer.broken), (Some(b'E'), true, false));
        translate(&mut statements, 1, &[frame(b'C', "Sx\0"), frame(b'S', "")]);
        let answer = statements.answer(response(&[(b'3', ""), (b'Z', "I")]));
        assert_eq!(readable(&answer.bytes), ["3", "ZI"]);
    }

    #[test]
    fn what_the_session_does_not_recover_from() {
        let mut statements = Statements::new(1);
        for (error, broken) in
            [("VERROR\0C23505\0\0", false), ("VERROR\0C54001\0\0", true), ("VFATAL\0C42601\0\0", true), ("\0", false)]
        {
            assert_eq!(statements.answer(response(&[(b'E', error)])).broken, broken, "{error:?}");
        }
    }

    #[test]
    fn hostile_frames_are_refused() {
        let mut statements = Statements::new(1);
        for (kind, body, expected) in [
            (b'P', "no end", "a string has no end"),
            (b'B', "\0no end", "a string has no end"),
            (b'D', "S", "a string has no end"),
            (b'd', "", "a message of kind 100 is not taken here"),
            (b'F', "", "a message of kind 70 is not taken here"),
        ] {
            let refused = statements.translate(&frame(kind, body), 1, &mut Vec::new()).unwrap_err();
            assert_eq!(refused.to_string(), expected);
        }
        for name in 0..MAX_STATEMENTS {
            translate(&mut statements, 1, &[frame(b'P', &format!("{name}\0\0"))]);
        }
        let refused = statements.translate(&frame(b'P', "x\0\0"), 1, &mut Vec::new()).unwrap_err();
        assert_eq!(refused.to_string(), "more than 1024 prepared statements");
    }
}
