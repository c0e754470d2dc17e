//! Where the statement is that the compiler, which points elsewhere or to its start only, does not take.

use std::ops::Range;

use rustpython_ruff_text_size::Ranged;
use rustpython_vm::compiler::ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal, walk_body};
use rustpython_vm::compiler::ast::{AnyNodeRef, Stmt};

/// What is around a place.
#[derive(Debug, Default)]
pub struct Around {
    /// Where the largest statement or expression ends that starts there.
    pub end: Option<usize>,
    pub in_function: bool,
}

pub fn around(body: &[Stmt], start: usize) -> Around {
    let mut found = Around::default();
    visit(body, &mut |node| {
        let range = range(node);
        if range.start == start && found.end.is_none() {
            found.end = Some(range.end);
        }
        if range.contains(&start) && matches!(node, AnyNodeRef::StmtFunctionDef(_) | AnyNodeRef::ExprLambda(_)) {
            found.in_function = true;
        }
    });
    found
}

/// The `global` or `nonlocal` statement with a name, at a place or else the first.
pub fn declaration(body: &[Stmt], start: usize, name: &str) -> Option<Range<usize>> {
    let mut found = Vec::new();
    visit(body, &mut |node| {
        let names = match node {
            AnyNodeRef::StmtGlobal(statement) => &statement.names,
            AnyNodeRef::StmtNonlocal(statement) => &statement.names,
            _ => return,
        };
        if names.iter().any(|other| other.as_str() == name) {
            found.push(range(node));
        }
    });
    let here = found.iter().find(|range| range.contains(&start)).cloned();
    here.or_else(|| found.into_iter().next())
}

/// The target of the assignment around a place.
pub fn assigned(body: &[Stmt], start: usize) -> Option<Range<usize>> {
    let mut found = None;
    visit(body, &mut |node| {
        if let AnyNodeRef::StmtAssign(statement) = node
            && range(node).contains(&start)
        {
            found = statement.targets.first().map(range);
        }
    });
    found
}

fn range(node: impl Ranged) -> Range<usize> {
    node.range().start().to_usize()..node.range().end().to_usize()
}

fn visit(body: &[Stmt], each: &mut dyn FnMut(AnyNodeRef<'_>)) {
    struct Visitor<'v>(&'v mut dyn FnMut(AnyNodeRef<'_>));
    impl<'a> SourceOrderVisitor<'a> for Visitor<'_> {
        fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
            (self.0)(node);
            TraversalSignal::Traverse
        }
    }
    walk_body(&mut Visitor(each), body);
}
