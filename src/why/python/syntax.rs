//! What a program's text tells before it runs: where its verdicts come from, and its seeds. A verdict that is written down
//! proves nothing, so the flow of values is followed from what libraries compute to the names that hold the verdicts.
//!
//! The following is meant for honest slips, not for cunning: whoever wants to can always hide a constant from it.

mod calls;
mod expressions;
mod scope;
mod statements;

use rustpython_vm::compiler::ast::{self, Expr, ModModule, visitor::Visitor};
use rustpython_vm::compiler::parser::parse_module;

use self::scope::{Flow, Level};

/// The longest program that is looked into, in bytes. The bank's longest has 4,000.
pub const LONGEST: usize = 24_000;

/// The parser and the end of the tree recurse with each bracket and operator. The longest program of them takes a quarter of
/// this without optimization; pages are only taken when they are used.
const STACK: usize = 256 << 20;

/// Why a text can't be looked into.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("this is not Python: {message}")]
    Syntax { line: u32, message: String },
    #[error("the program has {0} bytes; expected at most {LONGEST}")]
    TooLong(usize),
    #[error("the program is nested too deeply to be looked into")]
    TooDeep,
}

/// A name that a program sets, as it is when the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assigned {
    /// The line that sets it last, counted from 1.
    pub line: u32,
    /// Whether something that was computed by a library, or counted over such, decides its value.
    pub measured: bool,
}

/// What was found out about a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// For each name that was asked for, in their order; `None` for one that the program never sets.
    pub names: Vec<Option<Assigned>>,
    /// The numbers given to `manual_seed`, each once, in the order of the text.
    pub seeds: Vec<i64>,
}

/// Reads a program and follows where the values of `names` come from.
pub fn read(program: &str, names: &[&str]) -> Result<Reading, Unreadable> {
    if program.len() > LONGEST {
        return Err(Unreadable::TooLong(program.len()));
    }
    std::thread::scope(|scope| {
        let work = || parsed(program, names);
        let reader = std::thread::Builder::new().name("syntax".to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        // No thread, or a parser that gave up: nothing is known, which is said.
        reader.ok().and_then(|reader| reader.join().ok()).unwrap_or(Err(Unreadable::TooDeep))
    })
}

fn parsed(program: &str, names: &[&str]) -> Result<Reading, Unreadable> {
    let line = |offset: usize| {
        let before = program.as_bytes().get(..offset).unwrap_or(program.as_bytes());
        u32::try_from(before.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX).saturating_add(1)
    };
    let tree = parse_module(program).map_err(|error| Unreadable::Syntax {
        line: line(error.location.start().to_usize()),
        message: error.error.to_string(),
    })?;
    let module: &ModModule = tree.syntax();
    let mut seeds = Seeds::default();
    seeds.visit_body(&module.body);
    let mut flow = Flow::new();
    flow.run(&module.body);
    let found = |name: &&str| {
        let (level, offset) = flow.finally(name)?;
        Some(Assigned { line: line(offset), measured: level == Level::Measured })
    };
    Ok(Reading { names: names.iter().map(found).collect(), seeds: seeds.0 })
}

/// Collects `manual_seed(0)` from wherever it stands.
#[derive(Default)]
struct Seeds(Vec<i64>);

impl<'a> Visitor<'a> for Seeds {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr
            && let Expr::Attribute(callee) = &*call.func
            && callee.attr.as_str() == "manual_seed"
            && let Some(Expr::NumberLiteral(number)) = call.arguments.args.first()
            && let ast::Number::Int(seed) = &number.value
            && let Some(seed) = seed.as_i64()
            && !self.0.contains(&seed)
        {
            self.0.push(seed);
        }
        ast::visitor::walk_expr(self, expr);
    }
}

#[cfg(test)]
mod tests;
