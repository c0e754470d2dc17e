//! Following expressions: the level of a value is that of what it was made of.

use rustpython_vm::compiler::ast::{BoolOp, Comprehension, Expr, FStringPart, InterpolatedStringElement};

use super::scope::{Binding, Flow, Level, Scope};

/// Attributes of a tensor that only give its numbers again.
const SAME: [&str; 5] = ["data", "T", "mT", "H", "real"];

impl<'a> Flow<'a> {
    /// What a name that is set to this stands for.
    pub(super) fn binding(&mut self, value: &'a Expr) -> Binding<'a> {
        match value {
            Expr::Name(name) => self.lookup(&name.id).unwrap_or(Binding::Value(Level::Plain)),
            Expr::Lambda(lambda) => Binding::Lambda(lambda),
            Expr::Attribute(it) if self.is_module(&it.value) => Binding::Library(&it.attr),
            _ => Binding::Value(self.eval(value)),
        }
    }

    /// Whether this is a module, or a part of one such as `torch.nn`.
    pub(super) fn is_module(&self, expr: &Expr) -> bool {
        let mut root = expr;
        while let Expr::Attribute(it) = root {
            root = &it.value;
        }
        let Expr::Name(name) = root else { return false };
        matches!(self.lookup(&name.id), Some(Binding::Module | Binding::Library(_)))
    }

    pub(super) fn all(&mut self, parts: impl IntoIterator<Item = &'a Expr>) -> Level {
        parts.into_iter().fold(Level::Plain, |level, part| level.max(self.eval(part)))
    }

    pub(super) fn eval(&mut self, expr: &'a Expr) -> Level {
        if !self.step() {
            return Level::Measured;
        }
        match expr {
            Expr::Name(name) => self.lookup(&name.id).map_or(Level::Plain, |binding| binding.level()),
            Expr::BoolOp(it) => {
                let level = self.all(&it.values);
                // `x or True` is True whatever x is.
                let decides = it.op == BoolOp::Or;
                let is_decided = |part: &Expr| matches!(part, Expr::BooleanLiteral(it) if it.value == decides);
                if it.values.iter().any(is_decided) { Level::Plain } else { level }
            }
            Expr::Named(it) => {
                let level = self.eval(&it.value);
                self.set(&it.target, level);
                level
            }
            Expr::BinOp(it) => self.eval(&it.left).max(self.eval(&it.right)),
            Expr::UnaryOp(it) => self.eval(&it.operand),
            Expr::Compare(it) => self.eval(&it.left).max(self.all(&it.comparators)),
            Expr::If(it) => self.all([&*it.test, &*it.body, &*it.orelse]),
            Expr::Dict(it) => {
                self.all(it.items.iter().flat_map(|item| item.key.iter().chain(std::iter::once(&item.value))))
            }
            Expr::Set(it) => self.all(&it.elts),
            Expr::List(it) => self.all(&it.elts),
            Expr::Tuple(it) => self.all(&it.elts),
            Expr::ListComp(it) => self.comprehension(&it.generators, &[&it.elt]),
            Expr::SetComp(it) => self.comprehension(&it.generators, &[&it.elt]),
            Expr::Generator(it) => self.comprehension(&it.generators, &[&it.elt]),
            Expr::DictComp(it) => self.comprehension(&it.generators, &[&it.key, &it.value]),
            Expr::Call(it) => {
                let level = self.call(it);
                self.risk = self.risk.max(level);
                level
            }
            Expr::Attribute(it) => match self.eval(&it.value) {
                Level::Fixed if !SAME.contains(&it.attr.as_str()) => Level::Measured,
                level => level,
            },
            Expr::Subscript(it) => self.eval(&it.value).max(self.eval(&it.slice)),
            Expr::Slice(it) => self.all([&it.lower, &it.upper, &it.step].into_iter().flatten().map(|part| &**part)),
            Expr::Starred(it) => self.eval(&it.value),
            Expr::Await(it) => self.eval(&it.value),
            Expr::Yield(it) => {
                let level = it.value.as_ref().map_or(Level::Plain, |value| self.eval(value));
                self.returned = self.returned.max(level).max(self.control);
                Level::Plain
            }
            Expr::YieldFrom(it) => {
                let level = self.eval(&it.value);
                self.returned = self.returned.max(level).max(self.control);
                Level::Plain
            }
            Expr::FString(it) => {
                let mut level = Level::Plain;
                for part in &it.value {
                    let FStringPart::FString(text) = part else { continue };
                    for element in &text.elements {
                        if let InterpolatedStringElement::Interpolation(element) = element {
                            level = level.max(self.eval(&element.expression));
                        }
                    }
                }
                level
            }
            Expr::Lambda(_)
            | Expr::TString(_)
            | Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_)
            | Expr::IpyEscapeCommand(_) => Level::Plain,
        }
    }

    /// A comprehension's own names are a scope of its own. How many there are is told by what it goes over.
    fn comprehension(&mut self, generators: &'a [Comprehension], parts: &[&'a Expr]) -> Level {
        self.scopes.push(Scope::default());
        let mut level = Level::Plain;
        for generator in generators {
            let items = self.eval(&generator.iter);
            self.set(&generator.target, items);
            level = level.max(items).max(self.all(&generator.ifs));
        }
        let level = level.max(self.all(parts.iter().copied()));
        self.scopes.pop();
        level
    }
}
