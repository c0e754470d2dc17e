//! YAML as a tree that knows its places. Serde stops at the first thing that is wrong and forgets where the rest stood;
//! from a tree, everything that is wrong with a file can be said at once.

use serde_yaml::granit_parser::{self, ErrorKind, Event, Marker, Parser, ScalarStyle, ScanError, Span};

use crate::bank::problem::{Place, Problems, excerpt};

/// Questions need 5 levels. Bounds the recursion over the tree.
const MAX_DEPTH: usize = 64;
/// A question has about 30 nodes. Bounds the memory that a hostile file can take.
const MAX_NODES: usize = 500_000;

/// A value and where it begins.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) content: Content,
    pub(super) place: Place,
    /// Something in it was already reported, so it cannot be used, only looked through for more.
    faulty: bool,
}

#[derive(Debug)]
pub(super) enum Content {
    /// Text in the author's own digits and letters; `plain` when it has no quotes and is no block.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<Entry>),
    /// What an alias would stand for.
    Unknown,
}

/// A key of a mapping and its value.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) place: Place,
    pub(super) value: Node,
}

impl Node {
    fn new(content: Content, place: Place, faulty: bool) -> Self {
        Self { content, place, faulty }
    }

    /// Whether something in the node was reported while the tree was built.
    pub(super) fn faulty(&self) -> bool {
        self.faulty
            || match &self.content {
                Content::Scalar { .. } | Content::Unknown => false,
                Content::List(items) => items.iter().any(Self::faulty),
                Content::Map(entries) => entries.iter().any(|entry| entry.value.faulty()),
            }
    }

    /// What the node is, for a message that expected something else.
    pub(super) fn name(&self) -> String {
        match &self.content {
            Content::Scalar { text, .. } if text.trim().is_empty() => "nothing".to_owned(),
            Content::Scalar { text, .. } => format!("`{}`", excerpt(text, 40)),
            Content::List(_) => "a list".to_owned(),
            Content::Map(_) => "a mapping".to_owned(),
            Content::Unknown => "an alias".to_owned(),
        }
    }
}

/// A list or a mapping that is still open.
struct Open {
    node: Node,
    /// The key that waits for its value: `None` inside when it was no text.
    key: Option<Option<(String, Place)>>,
}

/// The items of the list that a file is. After a syntax error, those that were complete before it.
pub(super) fn items(text: &str, problems: &mut Problems<'_>) -> Vec<Node> {
    let mut builder = Builder { open: Vec::new(), root: None, nodes: 0 };
    let limits = granit_parser::options! { flow_nesting_limit: MAX_DEPTH, block_nesting_limit: MAX_DEPTH };
    for event in Parser::new_from_str_with_options(text, limits) {
        let step = match event {
            Ok((event, span)) => builder.event(event, span, problems),
            Err(error) => Err(syntax_error(&error)),
        };
        if let Err((place, message)) = step {
            problems.error(place, message);
            if builder.nodes > MAX_NODES {
                return Vec::new();
            }
            let whole = builder.open.into_iter().next().map(|open| open.node).or(builder.root);
            return whole.map(list).and_then(Result::ok).unwrap_or_default();
        }
    }
    match builder.root.map(list) {
        None => Vec::new(),
        Some(Ok(items)) => items,
        Some(Err(node)) => {
            let found = node.name();
            problems.error(
                node.place,
                format!("expected a list of questions, each beginning with `- id:`, but found {found}"),
            );
            Vec::new()
        }
    }
}

fn list(node: Node) -> Result<Vec<Node>, Node> {
    match node.content {
        Content::List(items) => Ok(items),
        Content::Scalar { ref text, plain: true } if text.is_empty() => Ok(Vec::new()),
        _ => Err(node),
    }
}

fn place(marker: Marker) -> Place {
    Place::new(marker.line(), marker.col() + 1)
}

/// Why the rest of a file cannot be read, and where.
type Stop = (Place, String);

fn syntax_error(error: &ScanError) -> Stop {
    let message = match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(),
        _ => format!("this is not YAML, and what follows cannot be read: {}", error.info()),
    };
    (place(*error.marker()), message)
}

fn too_deep() -> String {
    format!("lists and mappings lie more than {MAX_DEPTH} deep; expected at most 5, as in a question's `aliases`")
}

struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: Span, problems: &mut Problems<'_>) -> Result<(), Stop> {
        let place = place(span.start);
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                return Err((place, "a second document begins; expected one list of questions in a file".to_owned()));
            }
            Event::Scalar(text, style, anchor, tag) => {
                let faulty = refuse(anchor, tag.is_some(), place, problems);
                let plain = style == ScalarStyle::Plain;
                // The parser gives a tilde, YAML's null, for what is not there.
                let text = if plain && span.is_empty() { String::new() } else { text.into_owned() };
                let content = Content::Scalar { text, plain };
                self.add(Node::new(content, place, faulty), problems)?;
            }
            Event::Alias(_) => {
                problems.error(place, "aliases (`*name`) are not read in question files; write the text out");
                self.add(Node::new(Content::Unknown, place, true), problems)?;
            }
            Event::SequenceStart(_, anchor, tag) => {
                let faulty = refuse(anchor, tag.is_some(), place, problems);
                self.begin(Node::new(Content::List(Vec::new()), place, faulty))?;
            }
            Event::MappingStart(_, anchor, tag) => {
                let faulty = refuse(anchor, tag.is_some(), place, problems);
                self.begin(Node::new(Content::Map(Vec::new()), place, faulty))?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    self.add(open.node, problems)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, node: Node) -> Result<(), Stop> {
        if self.open.len() == MAX_DEPTH {
            return Err((node.place, too_deep()));
        }
        self.open.push(Open { node, key: None });
        Ok(())
    }

    /// Puts a complete node where it belongs.
    fn add(&mut self, node: Node, problems: &mut Problems<'_>) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err((
                node.place,
                format!("the file has more than {MAX_NODES} values; split it into several files"),
            ));
        }
        let Some(Open { node: parent, key }) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut parent.content {
            Content::List(items) => items.push(node),
            Content::Map(entries) => match (key.take(), node.content) {
                (None, Content::Scalar { text, .. }) => *key = Some(Some((text, node.place))),
                (None, _) => {
                    problems.error(node.place, "a key must be a word; expected one such as `stem:`");
                    parent.faulty = true;
                    *key = Some(None);
                }
                (Some(Some((key, place))), content) => {
                    // What is left empty has no place of its own.
                    let empty = matches!(&content, Content::Scalar { text, plain: true } if text.is_empty());
                    let value = Node::new(content, if empty { place } else { node.place }, node.faulty);
                    entries.push(Entry { key, place, value });
                }
                (Some(None), _) => {}
            },
            Content::Scalar { .. } | Content::Unknown => {}
        }
        Ok(())
    }
}

/// Anchors could only serve aliases, which are refused for the bombs that can be made of them.
fn refuse(anchor: usize, tagged: bool, place: Place, problems: &mut Problems<'_>) -> bool {
    if anchor != 0 {
        problems.error(place, "anchors (`&name`) are not read in question files; leave it out");
    }
    if tagged {
        problems.error(place, "tags (`!name`) are not read in question files; leave it out");
    }
    anchor != 0 || tagged
}
