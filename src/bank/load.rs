//! Questions from files and folders, and from those that are built in. The only part of the bank that touches the disk:
//! whatever is there, it ends in questions and problems, never in a failure or an endless read.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::check::{Ids, check, claim};
use super::problem::{Place, Problem, Problems, Severity};
use super::yaml::{Located, Places};
use super::{Question, markdown, yaml};

/// A thousand long questions.
const MAX_YAML: u64 = 8 << 20;
/// Exports of whole chats are imported, pictures and all.
const MAX_MARKDOWN: u64 = 64 << 20;
/// Folders in folders; more than any bank has.
const MAX_DEPTH: usize = 32;

const YAML: &[&str] = &["yaml", "yml"];
const MARKDOWN: &[&str] = &["md", "markdown"];

/// The bank that is part of the program.
#[derive(rust_embed::RustEmbed)]
#[folder = "questions/"]
struct Bundled;

/// A question with its places in the file it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced {
    pub file: String,
    pub question: Question,
    pub places: Places,
}

/// Reads a file, or every YAML file in a folder and the folders in it.
pub fn load_path(path: &Path) -> (Vec<Question>, Vec<Problem>) {
    without_places(source_path(path))
}

/// Reads the bank that is part of the program.
pub fn load_bundled() -> (Vec<Question>, Vec<Problem>) {
    without_places(source_bundled())
}

fn without_places((sourced, problems): (Vec<Sourced>, Vec<Problem>)) -> (Vec<Question>, Vec<Problem>) {
    (sourced.into_iter().map(|sourced| sourced.question).collect(), problems)
}

/// As `load_path`, with the questions' places: for those who have more to say about them.
pub fn source_path(path: &Path) -> (Vec<Sourced>, Vec<Problem>) {
    let mut loader = Loader::default();
    for (file, path) in files(path, YAML, &mut loader.problems) {
        match read_text(&path.path, MAX_YAML) {
            Ok(text) => loader.take(&file, &path.topic, &text),
            Err((place, message)) => loader.problems.push(error(&file, place, message)),
        }
    }
    loader.finish()
}

/// As `load_bundled`, with the questions' places.
pub fn source_bundled() -> (Vec<Sourced>, Vec<Problem>) {
    let mut names: Vec<_> = Bundled::iter().filter(|name| is_one_of(Path::new(name.as_ref()), YAML)).collect();
    names.sort();
    let mut loader = Loader::default();
    for name in names {
        let Some(content) = Bundled::get(&name) else { continue };
        let file = format!("questions/{name}");
        match text(&content.data) {
            Ok(text) => loader.take(&file, &topic(Path::new(name.as_ref())), text),
            Err((place, message)) => loader.problems.push(error(&file, place, message)),
        }
    }
    loader.finish()
}

/// Reads the study groups' Markdown from a file, or from every Markdown file in a folder and the folders in it.
pub fn import_path(path: &Path) -> (Vec<Question>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut questions = Vec::new();
    let mut ids = Ids::new();
    for (file, path) in files(path, MARKDOWN, &mut problems) {
        let text = match read_text(&path.path, MAX_MARKDOWN) {
            Ok(text) => text,
            Err((place, message)) => {
                problems.push(error(&file, place, message));
                continue;
            }
        };
        let (found, faults) = markdown::import(&file, &text);
        problems.extend(faults);
        let mut doubles = Problems::new(&file);
        for question in found {
            let before = doubles.errors();
            claim(&mut ids, &file, &question.id, Place::new(1, 1), &mut doubles);
            if doubles.errors() == before {
                questions.push(question);
            }
        }
        problems.extend(doubles.into_sorted());
    }
    problems.sort();
    (questions, problems)
}

#[derive(Default)]
struct Loader {
    ids: Ids,
    sourced: Vec<Sourced>,
    problems: Vec<Problem>,
}

impl Loader {
    fn take(&mut self, file: &str, topic: &str, text: &str) {
        let (found, problems) = yaml::read(file, topic, text);
        self.problems.extend(problems);
        let (sound, problems) = check(&mut self.ids, file, found);
        self.problems.extend(problems);
        let sourced = |Located { question, places }| Sourced { file: file.to_owned(), question, places };
        self.sourced.extend(sound.into_iter().map(sourced));
    }

    fn finish(mut self) -> (Vec<Sourced>, Vec<Problem>) {
        self.problems.sort();
        (self.sourced, self.problems)
    }
}

/// A file to read, and the topic of its questions.
struct Source {
    path: PathBuf,
    topic: String,
}

/// The folder a file lies in within the bank, or its own name.
fn topic(path: &Path) -> String {
    let folder = path.parent().and_then(Path::file_name);
    let name = folder.or_else(|| path.file_stem()).unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn is_one_of(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| extensions.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

fn error(file: &str, Place { line, column }: Place, message: impl Into<String>) -> Problem {
    Problem { file: file.to_owned(), line, column, severity: Severity::Error, message: message.into() }
}

const START: Place = Place { line: 1, column: 1 };

/// The files to read, by the name under which people know them, in order.
fn files(path: &Path, extensions: &[&str], problems: &mut Vec<Problem>) -> Vec<(String, Source)> {
    let name = path.display().to_string();
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(cause) => {
            problems.push(error(&name, START, format!("cannot be read: {}", why(&cause))));
            return Vec::new();
        }
    };
    if !metadata.is_dir() {
        let topic = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        return vec![(name, Source { path: path.to_owned(), topic })];
    }
    let mut found = Vec::new();
    walk(path, extensions, 0, &mut HashSet::new(), &mut found, problems);
    if found.is_empty() {
        let expected = extensions.join(" or .");
        problems.push(error(
            &name,
            Place::default(),
            format!("there are no questions here; expected files named .{expected}"),
        ));
    }
    let mut files = Vec::new();
    for file in found {
        let topic = topic(file.strip_prefix(path).unwrap_or(&file));
        files.push((file.display().to_string(), Source { path: file, topic }));
    }
    files
}

/// Collects the files of a folder. Hidden ones are editors' and version control's; a folder that a link leads back to
/// is not entered again.
fn walk(
    folder: &Path,
    extensions: &[&str],
    depth: usize,
    entered: &mut HashSet<PathBuf>,
    found: &mut Vec<PathBuf>,
    problems: &mut Vec<Problem>,
) {
    let name = folder.display().to_string();
    let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    if !entered.insert(real) {
        return;
    }
    if depth > MAX_DEPTH {
        problems.push(error(&name, START, format!("folders lie more than {MAX_DEPTH} deep; this one is not read")));
        return;
    }
    let entries = fs::read_dir(folder).and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
    let mut paths: Vec<_> = match entries {
        Ok(entries) => entries.iter().map(fs::DirEntry::path).collect(),
        Err(cause) => {
            problems.push(error(&name, START, format!("cannot be read: {}", why(&cause))));
            return;
        }
    };
    paths.sort();
    for path in paths {
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            continue;
        }
        // A link that leads nowhere is a file that cannot be read, if it has the name of one.
        if path.is_dir() {
            walk(&path, extensions, depth + 1, entered, found, problems);
        } else if is_one_of(&path, extensions) {
            found.push(path);
        }
    }
}

/// Why a file cannot be used, and where in it.
type Refusal = (Place, String);

/// The whole text of a file that is not larger than `most`.
fn read_text(path: &Path, most: u64) -> Result<String, Refusal> {
    let refuse = |cause: io::Error| (START, format!("cannot be read: {}", why(&cause)));
    let too_big = || (START, format!("the file is larger than {} MiB; split it into several files", most >> 20));
    let metadata = fs::metadata(path).map_err(refuse)?;
    // Opening a pipe would wait for its other end.
    if !metadata.is_file() {
        return Err((START, "cannot be read: this is not a regular file".to_owned()));
    }
    if metadata.len() > most {
        return Err(too_big());
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(refuse)?;
    // The file may grow meanwhile.
    file.take(most + 1).read_to_end(&mut bytes).map_err(refuse)?;
    if bytes.len() as u64 > most {
        return Err(too_big());
    }
    text(&bytes).map(str::to_owned)
}

/// Bytes as text, or the place where they stop being one.
fn text(bytes: &[u8]) -> Result<&str, Refusal> {
    let (valid, fault) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(cause) => (std::str::from_utf8(&bytes[..cause.valid_up_to()]).unwrap_or_default(), Some(cause)),
    };
    let place = |before: &str| {
        let line = before.rsplit('\n').next().unwrap_or_default();
        Place::new(before.matches('\n').count() + 1, line.chars().count() + 1)
    };
    if let Some(index) = valid.find('\0') {
        return Err((place(&valid[..index]), "there is a zero byte here; expected a text file in UTF-8".to_owned()));
    }
    match fault {
        None => Ok(valid),
        Some(_) => Err((place(valid), "this is not UTF-8; save the file in that encoding".to_owned())),
    }
}

/// A cause in words, without the operating system's number.
fn why(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => cause.to_string(),
    }
}
