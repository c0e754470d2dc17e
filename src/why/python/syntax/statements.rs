//! Following statements: what sets names, and what decides whether that happens.

use rustpython_vm::compiler::ast::{ExceptHandler, Expr, Pattern, Stmt, StmtTry};

use super::scope::{Binding, Flow, Level, Scope};

/// A loop's values settle after one pass for each step of `Level`, along each chain of names; longer chains are rare.
const PASSES: usize = 6;

impl<'a> Flow<'a> {
    pub(super) fn run(&mut self, body: &'a [Stmt]) {
        for statement in body {
            if !self.step() {
                return;
            }
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Expr(it) => drop(self.eval(&it.value)),
            Stmt::Assign(it) => {
                for target in &it.targets {
                    self.assign(target, &it.value);
                }
            }
            Stmt::AnnAssign(it) => {
                if let Some(value) = &it.value {
                    self.assign(&it.target, value);
                }
            }
            Stmt::AugAssign(it) => {
                let level = self.eval(&it.value).max(self.eval(&it.target));
                self.set(&it.target, level);
            }
            Stmt::If(it) => {
                let test = self.eval(&it.test);
                let mut branches = vec![(test, it.body.as_slice())];
                let mut exhaustive = false;
                for clause in &it.elif_else_clauses {
                    let test = clause.test.as_ref().map(|test| self.eval(test));
                    exhaustive |= test.is_none();
                    let earlier = branches.last().map_or(Level::Plain, |(level, _)| *level);
                    branches.push((earlier.max(test.unwrap_or(Level::Plain)), &clause.body));
                }
                self.branch(branches, exhaustive);
            }
            Stmt::Match(it) => {
                let subject = self.eval(&it.subject);
                let start = self.snapshot();
                let mark = self.written.len();
                let mut ends = vec![start.clone()];
                for case in &it.cases {
                    self.scopes.clone_from(&start);
                    self.pattern(&case.pattern, subject);
                    let guard = case.guard.as_ref().map_or(Level::Plain, |guard| self.eval(guard));
                    self.under(subject.max(guard), &case.body);
                    ends.push(self.snapshot());
                }
                self.merge(ends);
                self.raise_written(mark, subject);
            }
            Stmt::For(it) => {
                let items = self.eval(&it.iter);
                self.repeat(&it.body, |flow| {
                    flow.set(&it.target, items);
                    items
                });
                self.run(&it.orelse);
            }
            Stmt::While(it) => {
                self.repeat(&it.body, |flow| flow.eval(&it.test));
                self.run(&it.orelse);
            }
            Stmt::With(it) => {
                for item in &it.items {
                    let level = self.eval(&item.context_expr);
                    if let Some(target) = &item.optional_vars {
                        self.set(target, level);
                    }
                }
                self.run(&it.body);
            }
            Stmt::Try(it) => self.attempt(it),
            Stmt::Return(it) => {
                let level = it.value.as_ref().map_or(Level::Plain, |value| self.eval(value));
                self.returned = self.returned.max(level).max(self.control);
                self.exit = self.exit.max(self.control);
            }
            Stmt::Break(_) | Stmt::Continue(_) => self.exit = self.exit.max(self.control),
            Stmt::FunctionDef(it) => self.bind(&it.name, Binding::Function(it), it.range.start().to_usize()),
            Stmt::ClassDef(it) => self.bind(&it.name, Binding::Class, it.range.start().to_usize()),
            Stmt::Import(it) => {
                for alias in &it.names {
                    let first = alias.name.as_str().split('.').next().unwrap_or_default();
                    let name = alias.asname.as_ref().map_or(first, |name| name.as_str());
                    self.bind(name, Binding::Module, alias.range.start().to_usize());
                }
            }
            Stmt::ImportFrom(it) => {
                for alias in &it.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    self.bind(name, Binding::Library(&alias.name), alias.range.start().to_usize());
                }
            }
            Stmt::Global(it) => self.declare(it.names.iter().map(|name| name.as_str())),
            Stmt::Nonlocal(it) => self.declare(it.names.iter().map(|name| name.as_str())),
            Stmt::Delete(it) => {
                for target in &it.targets {
                    if let Expr::Name(name) = target {
                        self.forget(&name.id);
                    }
                }
            }
            Stmt::Assert(it) => drop(self.eval(&it.test)),
            Stmt::Raise(_) | Stmt::TypeAlias(_) | Stmt::Pass(_) | Stmt::IpyEscapeCommand(_) => {}
        }
    }

    fn declare(&mut self, names: impl Iterator<Item = &'a str>) {
        // At the module's level `global` changes nothing.
        if self.scopes.len() > 1
            && let Some(scope) = self.scopes.last_mut()
        {
            scope.outer.extend(names);
        }
    }

    /// Runs a body that is only reached when something of this level lets it.
    pub(super) fn under(&mut self, level: Level, body: &'a [Stmt]) {
        let before = self.control;
        self.control = before.max(level);
        self.run(body);
        self.control = before;
    }

    /// Runs the branches of an `if`, each from the same start; without an `else`, nothing may happen as well.
    fn branch(&mut self, branches: Vec<(Level, &'a [Stmt])>, exhaustive: bool) {
        let start = self.snapshot();
        let mut ends = if exhaustive { Vec::new() } else { vec![start.clone()] };
        let mut decided = Level::Plain;
        let mark = self.written.len();
        for (level, body) in branches {
            decided = decided.max(level);
            self.scopes.clone_from(&start);
            self.under(level, body);
            ends.push(self.snapshot());
        }
        self.merge(ends);
        // What one branch sets and another leaves is decided by the test as well.
        self.raise_written(mark, decided);
    }

    /// Runs a loop's body until its values settle; `head` gives what decides whether it goes on.
    fn repeat(&mut self, body: &'a [Stmt], mut head: impl FnMut(&mut Self) -> Level) {
        let exit = std::mem::replace(&mut self.exit, Level::Plain);
        for _ in 0..PASSES {
            let mark = self.written.len();
            let before = self.snapshot();
            let level = head(self);
            self.under(level, body);
            let level = level.max(self.exit);
            self.raise_written(mark, level);
            self.join(before.clone());
            if self.is_settled(&before) || !self.step() {
                break;
            }
        }
        self.exit = exit;
    }

    /// Goes on from whichever of these ends was reached.
    fn merge(&mut self, mut ends: Vec<Vec<Scope<'a>>>) {
        if let Some(last) = ends.pop() {
            self.scopes = last;
        }
        ends.into_iter().for_each(|end| self.join(end));
    }

    /// What a `try` sets after a call that may raise tells whether it raised.
    fn attempt(&mut self, it: &'a StmtTry) {
        let risk = std::mem::replace(&mut self.risk, Level::Plain);
        let start = self.snapshot();
        let mark = self.written.len();
        self.run(&it.body);
        let raising = self.risk;
        self.under(raising, &it.orelse);
        self.raise_written(mark, raising);
        let mut ends = vec![self.snapshot()];
        self.join(start);
        let midway = self.snapshot();
        for ExceptHandler::ExceptHandler(handler) in &it.handlers {
            self.scopes.clone_from(&midway);
            if let Some(name) = &handler.name {
                self.bind(name, Binding::Value(raising), handler.range.start().to_usize());
            }
            self.under(raising, &handler.body);
            ends.push(self.snapshot());
        }
        self.merge(ends);
        self.run(&it.finalbody);
        self.risk = risk.max(self.risk);
    }

    /// `target = value`, element by element where both are written out.
    fn assign(&mut self, target: &'a Expr, value: &'a Expr) {
        let parts = |expr: &'a Expr| match expr {
            Expr::Tuple(it) => Some(it.elts.as_slice()),
            Expr::List(it) => Some(it.elts.as_slice()),
            _ => None,
        };
        match (target, parts(target), parts(value)) {
            (Expr::Name(name), ..) => {
                let binding = self.binding(value);
                self.bind(&name.id, binding, name.range.start().to_usize());
            }
            (_, Some(targets), Some(values))
                if targets.len() == values.len() && !targets.iter().chain(values).any(Expr::is_starred_expr) =>
            {
                // All values are there before the first name is set.
                let bindings: Vec<_> = values.iter().map(|value| self.binding(value)).collect();
                for (target, binding) in targets.iter().zip(bindings) {
                    match target {
                        Expr::Name(name) => self.bind(&name.id, binding, name.range.start().to_usize()),
                        _ => self.set(target, binding.level()),
                    }
                }
            }
            _ => {
                let level = self.eval(value);
                self.set(target, level);
            }
        }
    }

    /// Gives every name of a target this level.
    pub(super) fn set(&mut self, target: &'a Expr, level: Level) {
        if !self.step() {
            return;
        }
        match target {
            Expr::Name(name) => self.bind(&name.id, Binding::Value(level), name.range.start().to_usize()),
            Expr::Tuple(it) => it.elts.iter().for_each(|part| self.set(part, level)),
            Expr::List(it) => it.elts.iter().for_each(|part| self.set(part, level)),
            Expr::Starred(it) => self.set(&it.value, level),
            Expr::Attribute(it) => self.change(&it.value, level),
            Expr::Subscript(it) => {
                let index = self.eval(&it.slice);
                self.change(&it.value, level.max(index));
            }
            _ => {}
        }
    }

    /// Something in a value is changed: the name it is reached by now holds this, too.
    pub(super) fn change(&mut self, value: &'a Expr, level: Level) {
        let mut root = value;
        loop {
            match root {
                Expr::Attribute(it) => root = &it.value,
                Expr::Subscript(it) => root = &it.value,
                Expr::Name(name) => return self.raise(&name.id, level.max(self.control), true),
                _ => return,
            }
        }
    }

    fn pattern(&mut self, pattern: &'a Pattern, level: Level) {
        if !self.step() {
            return;
        }
        let value = Binding::Value(level);
        match pattern {
            Pattern::MatchAs(it) => {
                if let Some(name) = &it.name {
                    self.bind(name, value, it.range.start().to_usize());
                }
                it.pattern.iter().for_each(|inner| self.pattern(inner, level));
            }
            Pattern::MatchStar(it) => {
                if let Some(name) = &it.name {
                    self.bind(name, value, it.range.start().to_usize());
                }
            }
            Pattern::MatchSequence(it) => it.patterns.iter().for_each(|inner| self.pattern(inner, level)),
            Pattern::MatchOr(it) => it.patterns.iter().for_each(|inner| self.pattern(inner, level)),
            Pattern::MatchMapping(it) => {
                it.patterns.iter().for_each(|inner| self.pattern(inner, level));
                if let Some(rest) = &it.rest {
                    self.bind(rest, value, it.range.start().to_usize());
                }
            }
            Pattern::MatchClass(it) => {
                it.arguments.patterns.iter().for_each(|inner| self.pattern(inner, level));
                it.arguments.keywords.iter().for_each(|keyword| self.pattern(&keyword.pattern, level));
            }
            Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => {}
        }
    }
}
