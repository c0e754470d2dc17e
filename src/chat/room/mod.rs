//! The room: a local web page as a chat platform, for trying, testing and small groups.
