//! The bank on the disk: files of all kinds, hostile ones among them, and the questions that are built in.

use ansatz::bank::{Question, import_path, load_bundled, load_path, schema, to_yaml};
use std::fs::{self, File};
use std::path::Path;

const GOOD: &str = "- {id: ID, kind: nat, stem: s, answer: 1, explanation: e}\n";

fn good(id: &str) -> String {
    GOOD.replace("ID", id)
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, bytes).expect("a file");
}

/// Ids with topics, and problems with paths from the folder.
fn loaded(folder: &Path, path: &Path) -> (Vec<String>, Vec<String>) {
    let (questions, problems) = load_path(path);
    let prefix = format!("{}/", folder.display());
    let of = |question: &Question| format!("{} in {}", question.id, question.topic);
    let problems = problems.iter().map(|problem| problem.to_string().replace(&prefix, "")).collect();
    (questions.iter().map(of).collect(), problems)
}

#[test]
fn a_folder_is_read_with_the_folders_in_it_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "b.yaml", good("top"));
    write(root, "training/z.yml", good("last"));
    write(root, "coding/deep/a.yaml", good("deep"));
    write(root, "coding/notes.txt", "no questions");
    write(root, ".hidden/a.yaml", good("hidden"));
    write(root, ".a.yaml", good("hidden"));
    std::os::unix::fs::symlink(root, root.join("coding/loop")).expect("a link");
    let expected = ["top in b", "deep in deep", "last in training"].map(String::from).to_vec();
    assert_eq!(loaded(root, root), (expected, vec![]));
    let alone = vec!["last in z".to_owned()];
    assert_eq!(loaded(root, &root.join("training/z.yml")), (alone, vec![]));
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "a.yaml", good("kept"));
    write(root, "b.yaml", good("kept"));
    write(root, "bytes.yaml", b"- id: a\n  stem: \xc3\xa9\xff\n");
    write(root, "zero.yaml", "- id: a\n  s\0");
    File::create(root.join("huge.yaml")).and_then(|file| file.set_len(100 << 20)).expect("a sparse file");
    std::os::unix::fs::symlink(root.join("nowhere"), root.join("link.yaml")).expect("a link");
    let (found, problems) = loaded(root, root);
    assert_eq!(found, ["kept in a"]);
    assert_eq!(
        problems,
        [
            "b.yaml:1:8: error: the id kept is already taken at a.yaml:1:8",
            "bytes.yaml:2:10: error: this is not UTF-8; save the file in that encoding",
            "huge.yaml:1:1: error: the file is larger than 8 MiB; split it into several files",
            "link.yaml:1:1: error: cannot be read: there is no such file or folder",
            "zero.yaml:2:4: error: there is a zero byte here; expected a text file in UTF-8",
        ]
    );
}

#[test]
fn what_is_no_regular_file_is_not_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let socket = folder.path().join("a.yaml");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    let expected = vec!["a.yaml:1:1: error: cannot be read: this is not a regular file".to_owned()];
    assert_eq!(loaded(folder.path(), folder.path()), (vec![], expected));
}

#[test]
fn a_folder_without_questions_is_a_problem() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = folder.path().display().to_string();
    let said = |problems: Vec<ansatz::bank::Problem>| problems.iter().map(ToString::to_string).collect::<Vec<_>>();
    let expected = format!("{name}: error: there are no questions here; expected files named .yaml or .yml");
    assert_eq!(said(load_path(folder.path()).1), [expected]);
    let expected = format!("{name}: error: there are no questions here; expected files named .md or .markdown");
    assert_eq!(said(import_path(folder.path()).1), [expected]);
    let missing = folder.path().join("missing");
    let expected = format!("{name}/missing:1:1: error: cannot be read: there is no such file or folder");
    assert_eq!(said(load_path(&missing).1), [expected]);
}

#[test]
fn the_built_in_questions_are_sound_and_survive_being_written() {
    let (questions, problems) = load_bundled();
    assert_eq!(problems, []);
    assert_eq!(questions.len(), 13);
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "all.yaml", to_yaml(&questions).expect("YAML"));
    assert_eq!(load_path(folder.path()), (questions, vec![]));
}

#[test]
fn the_schema_ends_as_a_text_file_does() {
    assert!(schema().ends_with("}\n"));
}
