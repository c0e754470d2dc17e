//! The names of a program while its values are followed, and how far each value is from being written down.

use rustpython_vm::compiler::ast::{ExprLambda, StmtFunctionDef};
use std::collections::HashMap;

/// How a value came about. The greater one prevails where two come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Written down, or worked out from what is by Python alone.
    Plain,
    /// A tensor of numbers that are written down.
    Fixed,
    /// Computed by a library, or decided or counted by something that was.
    Measured,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Binding<'a> {
    Value(Level),
    /// A module; what it holds are functions and constants.
    Module,
    /// A function or class of a library, by its last name.
    Library(&'a str),
    Function(&'a StmtFunctionDef),
    Lambda(&'a ExprLambda),
    /// A class of the program's own: its objects do what their methods say, which is not followed.
    Class,
}

impl Binding<'_> {
    pub(super) fn level(&self) -> Level {
        match self {
            Self::Value(level) => *level,
            _ => Level::Plain,
        }
    }
}

/// The names of the module, or of one call of a function.
#[derive(Debug, Default, Clone)]
pub(super) struct Scope<'a> {
    pub(super) names: HashMap<&'a str, Binding<'a>>,
    /// Names that are set outside instead (`global`, `nonlocal`).
    pub(super) outer: Vec<&'a str>,
    /// Names whose value was changed in place by something measured.
    pub(super) changed: Vec<&'a str>,
}

/// The state of following a program.
#[derive(Debug)]
pub(super) struct Flow<'a> {
    /// The module's scope first, then those of the functions that are being called.
    pub(super) scopes: Vec<Scope<'a>>,
    /// Where the module's names were set last.
    lines: HashMap<&'a str, usize>,
    /// What decides whether the statement at hand is reached.
    pub(super) control: Level,
    /// What decides when the loop at hand ends.
    pub(super) exit: Level,
    /// The greatest level of what was called: measured calls may raise.
    pub(super) risk: Level,
    /// What the function at hand returns.
    pub(super) returned: Level,
    /// Every name that was set, in order, to know what a loop or a branch has set.
    pub(super) written: Vec<&'a str>,
    /// The functions that are being called, by their place, so that recursion ends.
    pub(super) calling: Vec<usize>,
    /// Steps left. A program that needs more is taken at its word.
    fuel: u32,
}

/// Enough for any program that people read; the bank's take under 5,000.
const FUEL: u32 = 200_000;

impl<'a> Flow<'a> {
    pub(super) fn new() -> Self {
        Self {
            scopes: vec![Scope::default()],
            lines: HashMap::new(),
            control: Level::Plain,
            exit: Level::Plain,
            risk: Level::Plain,
            returned: Level::Plain,
            written: Vec::new(),
            calling: Vec::new(),
            fuel: FUEL,
        }
    }

    /// Takes a step; false when there are none left.
    pub(super) fn step(&mut self) -> bool {
        self.fuel = self.fuel.saturating_sub(1);
        self.fuel > 0
    }

    /// The names as they are, to come back to. It costs steps as well: a hostile program has many names and many branches.
    pub(super) fn snapshot(&mut self) -> Vec<Scope<'a>> {
        let names: usize = self.scopes.iter().map(|scope| scope.names.len()).sum();
        self.fuel = self.fuel.saturating_sub(u32::try_from(names / 8).unwrap_or(u32::MAX));
        self.scopes.clone()
    }

    /// A module's name when the program has ended: its level, and where it was set last.
    pub(super) fn finally(&self, name: &str) -> Option<(Level, usize)> {
        let binding = self.scopes.first()?.names.get(name)?;
        let level = if self.fuel == 0 { Level::Measured } else { binding.level() };
        Some((level, *self.lines.get(name)?))
    }

    pub(super) fn lookup(&self, name: &str) -> Option<Binding<'a>> {
        self.scopes.iter().rev().find_map(|scope| scope.names.get(name)).copied()
    }

    /// Sets a name. A value that is set where something measured decides is itself measured.
    pub(super) fn bind(&mut self, name: &'a str, binding: Binding<'a>, offset: usize) {
        let binding = match binding {
            Binding::Value(level) => Binding::Value(level.max(self.control)),
            other => other,
        };
        self.written.push(name);
        let index = self.home(name);
        if index == 0 {
            self.lines.insert(name, offset);
        }
        self.scopes[index].names.insert(name, binding);
    }

    pub(super) fn forget(&mut self, name: &'a str) {
        let index = self.home(name);
        self.scopes[index].names.remove(name);
    }

    /// The scope in which a name is set.
    fn home(&self, name: &str) -> usize {
        let last = self.scopes.len() - 1;
        if !self.scopes[last].outer.contains(&name) {
            return last;
        }
        let holds = |index: &usize| self.scopes[*index].names.contains_key(name);
        (1..last).rev().find(holds).unwrap_or(0)
    }

    /// Raises the level of a name, wherever it is; `in_place` when its value was changed rather than the name set.
    pub(super) fn raise(&mut self, name: &'a str, level: Level, in_place: bool) {
        for scope in self.scopes.iter_mut().rev() {
            if let Some(binding) = scope.names.get_mut(name) {
                if let Binding::Value(old) = binding
                    && *old < level
                {
                    *old = level;
                    self.written.push(name);
                    if in_place {
                        scope.changed.push(name);
                    }
                }
                return;
            }
        }
    }

    /// Raises every name that was set since `mark`, a length of `written`.
    pub(super) fn raise_written(&mut self, mark: usize, level: Level) {
        let names: Vec<_> = self.written.get(mark..).unwrap_or_default().to_vec();
        for name in names {
            self.raise(name, level, false);
        }
    }

    /// Whether no name has come to another level.
    pub(super) fn is_settled(&self, before: &[Scope<'a>]) -> bool {
        self.scopes.iter().zip(before).all(|(now, before)| {
            now.names.len() == before.names.len()
                && now.names.iter().all(|(name, binding)| {
                    before.names.get(name).is_some_and(|before| before.level() == binding.level())
                })
        })
    }

    /// Joins what may have happened instead, in another branch.
    pub(super) fn join(&mut self, other: Vec<Scope<'a>>) {
        for (scope, other) in self.scopes.iter_mut().zip(other) {
            for (name, theirs) in other.names {
                let ours = scope.names.entry(name).or_insert(theirs);
                if let (Binding::Value(level), Binding::Value(theirs)) = (&mut *ours, theirs) {
                    *level = (*level).max(theirs);
                } else if let Binding::Value(_) = theirs {
                    *ours = theirs;
                }
            }
            scope.changed.extend(other.changed);
        }
    }
}
