//! Exception groups: a tree whose branches are the exceptions inside, drawn as CPython 3.11 draws it.

use rustpython_vm::builtins::{PyBaseExceptionRef, PyTuple};
use rustpython_vm::{AsObject, VirtualMachine};

use super::Writer;

/// More exceptions of one group are counted.
const WIDTH: usize = 15;
/// Groups inside groups deeper than this are left out.
const DEPTH: usize = 10;

/// How deep in groups the text is, which is how far it is indented.
#[derive(Default)]
pub struct Margin {
    depth: usize,
    /// Whether the innermost group has its last line still to come.
    open: bool,
    /// Whether the next line begins the tree.
    first: bool,
}

impl Margin {
    fn indent(&self) -> String {
        "  ".repeat(self.depth)
    }

    /// What stands before a group's first line.
    pub fn corner(&mut self) -> char {
        if std::mem::take(&mut self.first) { '+' } else { '|' }
    }

    /// Adds lines, with the margin of the tree they are in.
    pub fn put(&self, out: &mut String, lines: &str, margin: char) {
        if self.depth == 0 {
            out.push_str(lines);
            return;
        }
        for line in lines.split_inclusive('\n') {
            out.push_str(&format!("{}{margin} {line}", self.indent()));
        }
    }
}

impl Writer<'_> {
    /// A group: its own frames and message, then each exception inside.
    pub fn group(&mut self, exception: &PyBaseExceptionRef, left: usize) {
        let top = self.groups.depth == 0;
        if self.groups.depth > DEPTH || left == 0 {
            self.put(&format!("... (max_group_depth is {DEPTH})\n"));
            return;
        }
        if top {
            self.groups.depth = 1;
            self.groups.first = true;
        }
        self.frames(exception.__traceback__(), "Exception Group Traceback");
        self.groups.first = false;
        let line = self.line;
        self.message(exception);
        let inside = exceptions(self.vm, exception);
        let shown = inside.len().min(WIDTH + 1);
        self.groups.open = false;
        for (at, one) in inside.iter().take(shown).enumerate() {
            let last = at + 1 == shown;
            if last {
                self.groups.open = true;
            }
            let title = if at < WIDTH { (at + 1).to_string() } else { "...".to_owned() };
            let branch = if at == 0 { "+-" } else { "  " };
            self.text += &format!("{}{branch}+---------------- {title} ----------------\n", self.groups.indent());
            self.groups.depth += 1;
            if at < WIDTH {
                self.chain(one, left - 1);
            } else {
                let more = inside.len() - WIDTH;
                self.put(&format!("and {more} more exception{}\n", if more > 1 { "s" } else { "" }));
            }
            if last && std::mem::take(&mut self.groups.open) {
                self.text += &format!("{}+------------------------------------\n", self.groups.indent());
            }
            self.groups.depth -= 1;
        }
        self.line = line;
        if top {
            self.groups.depth = 0;
        }
    }
}

fn exceptions(vm: &VirtualMachine, group: &PyBaseExceptionRef) -> Vec<PyBaseExceptionRef> {
    let Ok(inside) = group.as_object().get_attr("exceptions", vm) else { return Vec::new() };
    let Some(inside) = inside.downcast_ref::<PyTuple>() else { return Vec::new() };
    inside.as_slice().iter().filter_map(|one| one.clone().downcast().ok()).collect()
}
