//! What the engine replied, laid out as a message that only its asker sees.

use serde_json::{Value, json};
use std::fmt::Write as _;

use super::markdown::{authored, block, code, first_lines, inert, length, plain, shortened};
use super::rest::{File, Outgoing};
use crate::chat::evidence::{DerivedValue, Measured, Picture, Verdict};
use crate::chat::{BoardRow, BoardView, Evidence, MeView, Refusal, Reply, Run, words};

/// Everything in one embed together.
const EMBED: usize = 5_600;
const DESCRIPTION: usize = 4_000;
const FIELD: usize = 1_024;
/// Output that is shown in full.
const OUTPUT: usize = 900;
const OUTPUT_LINES: usize = 25;
const FIELDS: usize = 20;
const PICTURES: usize = 4;
const COLOUR: u32 = 0x3b_82_f6;
const COLOUR_RIGHT: u32 = 0x16_a3_4a;
const COLOUR_CAREFUL: u32 = 0xd9_77_06;

pub fn refusal(refusal: &Refusal) -> Outgoing {
    Outgoing::text(&refusal.text)
}

/// The message for a reply. What forms are made of has been taken out before.
pub fn message(reply: &Reply) -> Outgoing {
    match reply {
        Reply::Recorded { text, .. } | Reply::Posted { text } => Outgoing::text(text),
        Reply::Why { mark, title, text, explanation, note, snippet, evidence } => {
            let mut page = Page::new(title, COLOUR);
            page.say(&format!("**{}**", plain(text)));
            if let Some(explanation) = explanation {
                page.say(&authored(explanation));
            }
            if let Some(note) = note {
                page.say(&plain_sentence(note));
            }
            if let Some(evidence) = evidence {
                page.evidence(evidence);
                page.button(2, words::button_program(), format!("program:{mark}"));
            }
            if snippet.as_deref().is_some_and(|snippet| !snippet.trim().is_empty()) {
                page.button(2, words::button_try(), format!("try:{mark}"));
            }
            page.finish()
        }
        Reply::Ran(run) => {
            let mut page = Page::new("", COLOUR);
            page.run(run);
            page.finish()
        }
        Reply::Editor { text, program, .. } => {
            let mut outgoing = Outgoing::text(text);
            if !program.trim().is_empty() {
                outgoing.files.push(file("program.py", program));
            }
            outgoing
        }
        Reply::Board(board) => self::board(board),
        Reply::Me(me) => self::me(me),
        Reply::Mine { rounds } => {
            let line = |mine: &crate::chat::MyRound| {
                format!("{} {}", mine.mark, words::recorded(&mine.standing.options, mine.standing.value.as_deref()))
            };
            Outgoing::text(&rounds.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
        Reply::Help { text, commands } => {
            let mut page = Page::new("", COLOUR);
            page.say(text);
            page.lines(&commands.iter().map(|(command, what)| format!("{} {what}", code(command))).collect::<Vec<_>>());
            page.finish()
        }
        Reply::Told { title, text, lines } => {
            let mut page = Page::new(title, COLOUR);
            page.say(text);
            page.lines(&lines.iter().map(|line| authored(line)).collect::<Vec<_>>());
            page.finish()
        }
        Reply::Preview { title, text, lines, token } => {
            let mut page = Page::new(title, COLOUR);
            page.say(text);
            page.lines(&lines.iter().map(|line| authored(line)).collect::<Vec<_>>());
            if let Some(token) = token {
                page.button(3, words::button_accept(), format!("accept:{token}"));
            }
            page.finish()
        }
        Reply::Confirm { text, token } => {
            let mut page = Page::new("", COLOUR_CAREFUL);
            // The second paragraph is about writing, where there is no button.
            page.say(text.split("\n\n").next().unwrap_or_default());
            page.button(4, words::button_confirm(), format!("confirm:{token}"));
            page.finish()
        }
        Reply::Standing { standing, .. } => {
            Outgoing::text(&words::recorded(&standing.options, standing.value.as_deref()))
        }
        Reply::Round { .. } | Reply::Suggestions(_) => Outgoing::text(&words::unexpected().text),
    }
}

/// Our own sentences hold code only.
fn plain_sentence(text: &str) -> String {
    authored(text)
}

fn file(name: &str, text: &str) -> File {
    File { name: name.to_owned(), bytes: text.as_bytes().into() }
}

/// A program as a file.
pub fn program(program: &str) -> Outgoing {
    let mut outgoing = Outgoing::text(&words::here_is_the_program());
    outgoing.files.push(file("program.py", program));
    outgoing
}

/// One embed that is being filled, with what goes along.
struct Page {
    title: String,
    colour: u32,
    text: String,
    fields: Vec<(String, String)>,
    buttons: Vec<Value>,
    files: Vec<File>,
    picture: Option<String>,
}

impl Page {
    fn new(title: &str, colour: u32) -> Self {
        Self {
            title: shortened(title.lines().next().unwrap_or_default(), 256),
            colour,
            text: String::new(),
            fields: Vec::new(),
            buttons: Vec::new(),
            files: Vec::new(),
            picture: None,
        }
    }

    fn say(&mut self, paragraph: &str) {
        if !self.text.is_empty() && !paragraph.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(paragraph);
    }

    /// What does not fit is in a file.
    fn lines(&mut self, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        let all = lines.join("\n");
        if length(&self.text) + length(&all) + 2 <= DESCRIPTION {
            self.say(&all);
            return;
        }
        self.files.push(file("list.txt", &all));
        let room = DESCRIPTION.saturating_sub(length(&self.text) + 100);
        let (first, _) = first_lines(&all, room, lines.len());
        let first = first.to_owned();
        self.say(&first);
        self.say(&words::discord_more_attached());
    }

    fn field(&mut self, name: String, value: String) {
        if self.fields.len() < FIELDS {
            self.fields.push((name, value));
        }
    }

    fn button(&mut self, style: u8, label: &str, id: String) {
        self.buttons.push(json!({ "type": 2, "style": style, "label": label, "custom_id": shortened(&id, 100) }));
    }

    fn evidence(&mut self, evidence: &Evidence) {
        use crate::chat::evidence::Standing;
        self.colour = match evidence.standing {
            Standing::Agrees => COLOUR_RIGHT,
            Standing::Differs => COLOUR_CAREFUL,
            Standing::Open => COLOUR,
        };
        self.say(&plain_sentence(&evidence.conclusion));
        if let Some(letters) = &evidence.letters {
            self.say(&plain_sentence(letters));
        }
        for verdict in &evidence.verdicts {
            self.field(words::verdict_heading(verdict.letter, verdict.right), verdict_text(verdict));
        }
        if let Some(value) = &evidence.value {
            self.field(words::value_heading().to_owned(), value_text(value));
        }
        self.run(&evidence.run);
    }

    fn run(&mut self, run: &Run) {
        self.say(&plain_sentence(&run.summary));
        if let Some(missing) = &run.missing {
            self.say(&plain_sentence(missing));
        }
        if run.stdout.trim().is_empty() && run.stderr.trim().is_empty() && run.pictures.is_empty() {
            self.say(words::no_output());
        }
        self.output(words::output_heading(), "output.txt", &run.stdout);
        self.output(words::errors_heading(), "errors.txt", &run.stderr);
        for (index, picture) in run.pictures.iter().take(PICTURES).enumerate() {
            self.picture(index, picture);
        }
    }

    fn output(&mut self, heading: &str, name: &str, text: &str) {
        let text = text.trim_end();
        if text.is_empty() {
            return;
        }
        let inside = inert(text);
        if length(&inside) <= OUTPUT && inside.lines().count() <= OUTPUT_LINES {
            return self.field(heading.to_owned(), block("", &inside));
        }
        let (shown, lines) = first_lines(&inside, OUTPUT - 100, OUTPUT_LINES);
        self.files.push(file(name, &format!("{text}\n")));
        let note = words::discord_more_attached();
        let value = if lines == 0 { note } else { format!("{}\n{note}", block("", shown)) };
        self.field(heading.to_owned(), value);
    }

    fn picture(&mut self, index: usize, picture: &Picture) {
        let name = format!("figure-{}.png", index + 1);
        if index == 0 {
            self.picture = Some(name.clone());
        }
        self.files.push(File { name, bytes: picture.light.clone() });
    }

    fn finish(mut self) -> Outgoing {
        let mut text = std::mem::take(&mut self.text);
        if length(&text) > DESCRIPTION {
            self.files.push(file("text.md", &text));
            text = format!("{}\n\n{}", shortened(&text, DESCRIPTION - 60), words::discord_more_attached());
        }
        let mut used = length(&self.title) + length(&text);
        let mut fields = Vec::new();
        let mut left_out = String::new();
        for (name, value) in &self.fields {
            let value = if length(value) > FIELD { shortened(value, FIELD) } else { value.clone() };
            used += length(name) + length(&value);
            if used > EMBED {
                let _ = writeln!(left_out, "{name}\n{value}\n");
                continue;
            }
            fields.push(json!({ "name": name, "value": value }));
        }
        if !left_out.is_empty() {
            self.files.push(file("more.md", &left_out));
        }
        let mut embed = json!({ "color": self.colour });
        if !self.title.is_empty() {
            embed["title"] = json!(plain(&self.title));
            if length(embed["title"].as_str().unwrap_or_default()) > 256 {
                embed["title"] = json!(shortened(&plain(&shortened(&self.title, 120)), 256));
            }
        }
        if !text.is_empty() {
            embed["description"] = json!(text);
        }
        if !fields.is_empty() {
            embed["fields"] = Value::Array(fields);
        }
        if let Some(picture) = &self.picture {
            embed["image"] = json!({ "url": format!("attachment://{picture}") });
        }
        let mut body = json!({ "embeds": [embed], "allowed_mentions": { "parse": [] } });
        if !self.buttons.is_empty() {
            body["components"] = json!([{ "type": 1, "components": self.buttons }]);
        }
        Outgoing { body, files: self.files }
    }
}

fn verdict_text(verdict: &Verdict) -> String {
    let mut text = shortened(&authored(&verdict.option), 300);
    let _ = write!(text, "\n{}", verdict.text);
    if let Some(measured) = &verdict.measured {
        let _ = write!(text, "\n{}", measured_text(measured));
    }
    if let Some(warning) = &verdict.warning {
        let _ = write!(text, "\n⚠️ {}", plain_sentence(warning));
    }
    text
}

fn value_text(value: &DerivedValue) -> String {
    let mut text = plain_sentence(&value.text);
    if let Some(measured) = &value.measured {
        let _ = write!(text, "\n{}", measured_text(measured));
    }
    if let Some(warning) = &value.warning {
        let _ = write!(text, "\n⚠️ {}", plain_sentence(warning));
    }
    text
}

fn measured_text(measured: &Measured) -> String {
    let mut text = code(&shortened(&measured.code, 200));
    for (name, value) in measured.values.iter().take(6) {
        let _ = write!(text, "\n{} = {}", code(name), code(&shortened(value, 100)));
    }
    text
}

fn board(board: &BoardView) -> Outgoing {
    let mut page = Page::new(&board.title, COLOUR);
    let mut rows: Vec<String> = board.rows.iter().map(row).collect();
    if let Some(own) = &board.own {
        rows.push("…".to_owned());
        rows.push(row(own));
    }
    if rows.is_empty() {
        page.say(&words::board_is_empty());
    } else {
        page.lines(&rows);
        page.say(&format!("-# {}", words::board_people(board.people)));
    }
    page.finish()
}

fn row(row: &BoardRow) -> String {
    let rank = match row.rank {
        1 => "🥇".to_owned(),
        2 => "🥈".to_owned(),
        3 => "🥉".to_owned(),
        rank => format!("{rank}\\."),
    };
    let name = plain(&shortened(&row.name, 60));
    let name = if row.is_asker { format!("**{name}**") } else { name };
    words::board_row(rank, name, &row.points_text, row.right, row.answered)
}

fn me(me: &MeView) -> Outgoing {
    let mut page = Page::new(&me.name, COLOUR);
    for (name, value) in &me.lines {
        page.field(plain(name), authored(value));
    }
    page.finish()
}
