//! Which expression an instruction belongs to, as CPython 3.11 marks it.
//!
//! RustPython gives many instructions the place of the last operand it compiled; the syntax tree around that place and the kind
//! of instruction tell which expression was being evaluated.

use std::ops::Range;

use rustpython_ruff_text_size::Ranged;
use rustpython_vm::builtins::PyCode;
use rustpython_vm::bytecode::{Instruction, oparg::BinaryOperator, oparg::OpArg};
use rustpython_vm::compiler::ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal, walk_body};
use rustpython_vm::compiler::ast::{AnyNodeRef, BoolOp, Comprehension, Expr, ExprContext, UnaryOp};

use super::super::source::Source;

/// Bytes of the program.
pub type Span = Range<usize>;

/// What a frame was doing.
pub struct Place {
    /// The line that is shown (from 1).
    pub line: usize,
    /// The expression, from its first to its last byte. It may end on a later line.
    pub span: Span,
    /// CPython 3.11 runs a comprehension in a frame of its own: the comprehensions around the place, outermost first.
    pub comprehensions: Vec<(&'static str, Span)>,
}

/// Finds what instruction `index` of `code` evaluates.
pub fn find(source: &Source, code: &PyCode, index: usize) -> Option<Place> {
    let (start, end) = code.code.locations.get(index)?;
    let recorded = source.offset(start.line.get(), start.character_offset.get())?
        ..source.offset(end.line.get(), end.character_offset.get())?;
    let line = start.line.get();
    let Some(tree) = source.tree() else { return Some(Place { line, span: recorded, comprehensions: Vec::new() }) };
    let mut path = Path { target: recorded.clone(), nodes: Vec::new() };
    walk_body(&mut path, &tree.body);
    let nodes: Vec<AnyNodeRef<'_>> = path.nodes.into_iter().rev().collect();
    let (span, late_start) = Finder { source, code, index, nodes: &nodes, recorded: &recorded }.span();
    let line = late_start.map_or_else(|| source.line_of(span.start), |at| source.line_of(at));
    let span = late_start.map_or(span.clone(), |at| at..span.end);
    let comprehensions = comprehensions(&nodes, &recorded, code.code.obj_name.as_ref());
    Some(Place { line, span, comprehensions })
}

/// The nodes around a place, outermost first.
struct Path<'a> {
    target: Span,
    nodes: Vec<AnyNodeRef<'a>>,
}

impl<'a> SourceOrderVisitor<'a> for Path<'a> {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        let span = span(node);
        if span.start <= self.target.start && self.target.end <= span.end {
            self.nodes.push(node);
            return TraversalSignal::Traverse;
        }
        TraversalSignal::Skip
    }
}

fn span(node: impl Ranged) -> Span {
    let range = node.range();
    range.start().to_usize()..range.end().to_usize()
}

struct Finder<'a> {
    source: &'a Source,
    code: &'a PyCode,
    index: usize,
    /// The nodes around the recorded place, innermost first.
    nodes: &'a [AnyNodeRef<'a>],
    recorded: &'a Span,
}

impl Finder<'_> {
    /// The expression, and where it starts instead when its line is that of an attribute's name.
    fn span(&self) -> (Span, Option<usize>) {
        let op = self.code.code.instructions[self.index].op.deoptimize();
        let found = match op {
            Instruction::LoadAttr { .. } | Instruction::LoadSuperAttr { .. } => return self.attribute(),
            Instruction::Call { .. } | Instruction::CallKw { .. } | Instruction::CallFunctionEx => return self.call(),
            Instruction::StoreAttr { .. } | Instruction::DeleteAttr { .. } => self.stored_attribute(),
            Instruction::BinaryOp { op } => self.operation(op.get(self.argument())),
            Instruction::UnpackSequence { .. } | Instruction::UnpackEx { .. } => self.unpacked(),
            Instruction::GetIter | Instruction::ForIter { .. } => self.iteration(),
            Instruction::FormatSimple | Instruction::FormatWithSpec | Instruction::ConvertValue { .. } => {
                self.around(|node| matches!(node, AnyNodeRef::ExprFString(_)))
            }
            Instruction::BuildMap { .. } | Instruction::DictUpdate { .. } => {
                self.around(|node| matches!(node, AnyNodeRef::ExprDict(_)))
            }
            Instruction::BuildSet { .. } | Instruction::SetUpdate { .. } => {
                self.around(|node| matches!(node, AnyNodeRef::ExprSet(_)))
            }
            Instruction::ListExtend { .. } => {
                self.around(|node| matches!(node, AnyNodeRef::ExprList(_) | AnyNodeRef::ExprCall(_)))
            }
            Instruction::DictMerge { .. } => self.around(|node| matches!(node, AnyNodeRef::ExprCall(_))),
            Instruction::SetAdd { .. } | Instruction::MapAdd { .. } => self.element(),
            Instruction::ToBool | Instruction::UnaryNot => self.truth(),
            Instruction::RaiseVarargs { .. } => self.assertion(),
            Instruction::GetYieldFromIter | Instruction::Send { .. } | Instruction::YieldValue { .. } => {
                self.around(|node| matches!(node, AnyNodeRef::ExprYieldFrom(_) | AnyNodeRef::ExprAwait(_)))
            }
            Instruction::GetAwaitable { .. } => self.around(|node| matches!(node, AnyNodeRef::ExprAwait(_))),
            Instruction::StoreSubscr | Instruction::StoreSlice | Instruction::DeleteSubscr => self.stored_item(),
            Instruction::DeleteName { .. }
            | Instruction::DeleteFast { .. }
            | Instruction::DeleteGlobal { .. }
            | Instruction::DeleteDeref { .. } => self.deleted_name(),
            Instruction::LoadName { .. } | Instruction::LoadGlobal { .. } | Instruction::LoadDeref { .. } => {
                self.read()
            }
            Instruction::LoadFast { .. } | Instruction::LoadFastCheck { .. } => self.read(),
            _ => None,
        };
        (found.unwrap_or_else(|| self.recorded.clone()), None)
    }

    fn argument(&self) -> OpArg {
        OpArg::new(u32::from(u8::from(self.code.code.instructions[self.index].arg)))
    }

    fn around(&self, wanted: impl Fn(&AnyNodeRef<'_>) -> bool) -> Option<Span> {
        self.nodes.iter().find(|node| wanted(node)).map(span)
    }

    fn statement(&self) -> Option<&AnyNodeRef<'_>> {
        self.nodes.iter().find(|node| node.is_statement())
    }

    /// `a.b.c`: every attribute is recorded where `a` is, so the attributes that were loaded before tell them apart.
    fn attribute(&self) -> (Span, Option<usize>) {
        let before = self.earlier_here(|op| matches!(op, Instruction::LoadAttr { .. }));
        let attributes = self.nodes.iter().filter_map(|node| match node {
            AnyNodeRef::ExprAttribute(attribute) => Some(attribute),
            _ => None,
        });
        let Some(attribute) = attributes.into_iter().nth(before) else { return (self.recorded.clone(), None) };
        (span(*attribute), self.late_start(attribute))
    }

    /// Where an attribute's name starts, if that is on a later line than the expression.
    fn late_start(&self, attribute: &rustpython_vm::compiler::ast::ExprAttribute) -> Option<usize> {
        let (whole, name) = (span(attribute), span(&attribute.attr));
        (self.source.line_of(whole.start) != self.source.line_of(name.start)).then_some(name.start)
    }

    fn call(&self) -> (Span, Option<usize>) {
        if let Some(found) = self.definition() {
            return (found, None);
        }
        let mut nodes = self.nodes.iter();
        // The first values of a comprehension are handed to its own code by a call.
        if self.follows_get_iter()
            && let Some(at) = self.nodes.iter().position(|node| matches!(node, AnyNodeRef::Comprehension(_)))
            && let Some(whole) = self.nodes.get(at + 1)
        {
            return (span(whole), None);
        }
        let Some(call) = nodes.find_map(|node| match node {
            AnyNodeRef::ExprCall(call) => Some(call),
            _ => None,
        }) else {
            return (self.recorded.clone(), None);
        };
        let whole = span(*call);
        let Expr::Attribute(method) = &*call.func else { return (whole, None) };
        let Some(name) = self.late_start(method) else { return (whole, None) };
        // The marks then end with the name, unless the call goes on to another line.
        let one_line = self.source.line_of(whole.end) == self.source.line_of(name);
        (whole.start..if one_line { span(&method.attr).end } else { whole.end }, Some(name))
    }

    fn follows_get_iter(&self) -> bool {
        let code = &self.code.code;
        (0..self.index)
            .rev()
            .map(|earlier| code.instructions[earlier].op.deoptimize())
            .find(|op| !matches!(op, Instruction::Cache))
            .is_some_and(|op| matches!(op, Instruction::GetIter))
    }

    /// A call that makes a class, or decorates a class or function: its place is recorded in the body.
    fn definition(&self) -> Option<Span> {
        let scopes: Vec<&AnyNodeRef<'_>> = self
            .nodes
            .iter()
            .filter(|node| {
                matches!(node, AnyNodeRef::StmtClassDef(_) | AnyNodeRef::StmtFunctionDef(_) | AnyNodeRef::ExprLambda(_))
            })
            .collect();
        let own = match self.code.code.qualname.as_str() {
            "<module>" => 0,
            name => name.split('.').filter(|part| *part != "<locals>" && !part.ends_with("comp>")).count(),
        };
        if scopes.len() <= own {
            return None;
        }
        let decorators = match scopes.first()? {
            AnyNodeRef::StmtClassDef(class) => &class.decorator_list,
            AnyNodeRef::StmtFunctionDef(function) => &function.decorator_list,
            _ => return None,
        };
        let whole = span(scopes.first()?);
        // Decorators are called from the last to the first; the class itself is made before them.
        let calls = self.earlier_here(|op| matches!(op, Instruction::Call { .. }));
        let made = usize::from(matches!(scopes.first(), Some(AnyNodeRef::StmtClassDef(_))));
        match calls.checked_sub(made).and_then(|call| decorators.len().checked_sub(call + 1)) {
            Some(at) => Some(span(&decorators.get(at)?.expression)),
            None => Some(decorators.last().map_or(whole.start, |last| self.after(span(last).end))..whole.end),
        }
    }

    /// Where the text goes on after a decorator.
    fn after(&self, offset: usize) -> usize {
        let rest = &self.source.text[offset..];
        offset + (rest.len() - rest.trim_start().len())
    }

    fn stored_attribute(&self) -> Option<Span> {
        self.nodes.iter().find_map(|node| match node {
            AnyNodeRef::ExprAttribute(attribute) if attribute.ctx != ExprContext::Load => Some(span(*attribute)),
            AnyNodeRef::StmtAugAssign(statement) => Some(span(&*statement.target)),
            _ => None,
        })
    }

    /// The item that is assigned or deleted.
    fn stored_item(&self) -> Option<Span> {
        let mut items = Vec::new();
        self.targets(&mut |target| flatten(target, &|e| matches!(e, Expr::Subscript(_)), &mut items));
        let is_item = |op| matches!(op, Instruction::StoreSubscr | Instruction::StoreSlice | Instruction::DeleteSubscr);
        items.get(self.earlier_in_statement(is_item)).cloned()
    }

    fn deleted_name(&self) -> Option<Span> {
        let mut targets = Vec::new();
        self.targets(&mut |target| flatten(target, &|_| true, &mut targets));
        let is_delete = |op| {
            matches!(
                op,
                Instruction::DeleteName { .. }
                    | Instruction::DeleteFast { .. }
                    | Instruction::DeleteGlobal { .. }
                    | Instruction::DeleteDeref { .. }
                    | Instruction::DeleteAttr { .. }
                    | Instruction::DeleteSubscr
            )
        };
        targets.get(self.earlier_in_statement(is_delete)).cloned()
    }

    /// The name that `x += 1` reads.
    fn read(&self) -> Option<Span> {
        match self.nodes.first() {
            Some(AnyNodeRef::StmtAugAssign(statement)) => Some(span(&*statement.target)),
            _ => None,
        }
    }

    /// What the statement or the loop assigns to or deletes.
    fn targets(&self, each: &mut dyn FnMut(&Expr)) {
        for node in self.nodes {
            match node {
                AnyNodeRef::Comprehension(comprehension) => each(&comprehension.target),
                AnyNodeRef::ExprListComp(whole) => whole.generators.iter().for_each(|part| each(&part.target)),
                AnyNodeRef::ExprSetComp(whole) => whole.generators.iter().for_each(|part| each(&part.target)),
                AnyNodeRef::ExprDictComp(whole) => whole.generators.iter().for_each(|part| each(&part.target)),
                AnyNodeRef::ExprGenerator(whole) => whole.generators.iter().for_each(|part| each(&part.target)),
                AnyNodeRef::StmtFor(statement) => each(&statement.target),
                AnyNodeRef::StmtAssign(statement) => statement.targets.iter().for_each(each),
                AnyNodeRef::StmtAnnAssign(statement) => each(&statement.target),
                AnyNodeRef::StmtAugAssign(statement) => each(&statement.target),
                AnyNodeRef::StmtDelete(statement) => statement.targets.iter().for_each(each),
                AnyNodeRef::WithItem(item) => item.optional_vars.iter().for_each(|target| each(target)),
                _ => continue,
            }
            return;
        }
    }

    /// How many such instructions at the same recorded place come right before this one.
    fn earlier_here(&self, wanted: impl Fn(Instruction) -> bool) -> usize {
        let code = &self.code.code;
        (0..self.index)
            .rev()
            .take_while(|earlier| code.locations[*earlier] == code.locations[self.index])
            .filter(|earlier| wanted(code.instructions[*earlier].op.deoptimize()))
            .count()
    }

    /// How many such instructions the statement has run before this one.
    fn earlier_in_statement(&self, wanted: impl Fn(Instruction) -> bool) -> usize {
        let Some(statement) = self.statement() else { return 0 };
        let within = span(statement);
        (0..self.index)
            .rev()
            .take_while(|earlier| self.start_of(*earlier).is_some_and(|start| within.contains(&start)))
            .filter(|earlier| wanted(self.code.code.instructions[*earlier].op.deoptimize()))
            .count()
    }

    fn operation(&self, operator: BinaryOperator) -> Option<Span> {
        let in_place = u32::from(operator) >= u32::from(BinaryOperator::InplaceAdd) && !is_subscript(operator);
        self.nodes.iter().find_map(|node| match node {
            AnyNodeRef::StmtAugAssign(statement) if in_place => Some(span(*statement)),
            // The item of `x[i] += 1` is read where its index is recorded.
            AnyNodeRef::StmtAugAssign(statement)
                if is_subscript(operator) && span(&*statement.target).end > self.recorded.end =>
            {
                Some(span(&*statement.target))
            }
            _ => None,
        })
    }

    /// The tuple of targets that is filled. Nested ones are filled in the order they are written in.
    fn unpacked(&self) -> Option<Span> {
        let mut targets = Vec::new();
        self.targets(&mut |target| {
            flatten(target, &|e| matches!(e, Expr::Tuple(_) | Expr::List(_)), &mut targets);
        });
        let is_unpacking = |op| matches!(op, Instruction::UnpackSequence { .. } | Instruction::UnpackEx { .. });
        targets.get(self.earlier_in_statement(is_unpacking)).or(targets.first()).cloned()
    }

    fn start_of(&self, index: usize) -> Option<usize> {
        let (start, _) = self.code.code.locations.get(index)?;
        self.source.offset(start.line.get(), start.character_offset.get())
    }

    /// A `for` statement, or the comprehension whose first values these are.
    fn iteration(&self) -> Option<Span> {
        for (at, node) in self.nodes.iter().enumerate() {
            match node {
                AnyNodeRef::StmtFor(statement) if contains(&statement.iter, self.recorded) => {
                    return Some(span(*statement));
                }
                AnyNodeRef::Comprehension(_) => return self.nodes.get(at + 1).map(span),
                _ => {}
            }
        }
        None
    }

    /// What a comprehension adds to its set or dictionary.
    fn element(&self) -> Option<Span> {
        self.nodes.iter().find_map(|node| match node {
            AnyNodeRef::ExprSetComp(comprehension) => Some(span(&*comprehension.elt)),
            AnyNodeRef::ExprDictComp(comprehension) => {
                Some(span(&*comprehension.key).start..span(&*comprehension.value).end)
            }
            _ => None,
        })
    }

    /// A value whose truth is asked: CPython marks the comparison before it, if any, or all that depends on it.
    fn truth(&self) -> Option<Span> {
        for node in self.nodes {
            let (test, whole) = match node {
                AnyNodeRef::ExprUnaryOp(operation) if operation.op == UnaryOp::Not => return Some(span(*operation)),
                AnyNodeRef::StmtIf(statement) => (&*statement.test, span(*statement)),
                AnyNodeRef::StmtWhile(statement) => (&*statement.test, span(*statement)),
                AnyNodeRef::StmtAssert(statement) => (&*statement.test, span(*statement)),
                AnyNodeRef::ElifElseClause(clause) => match &clause.test {
                    Some(test) => (test, span(*clause)),
                    None => continue,
                },
                AnyNodeRef::ExprIf(expression) => (&*expression.test, span(*expression)),
                AnyNodeRef::Comprehension(part) => match part.ifs.iter().find(|test| contains(test, self.recorded)) {
                    Some(test) => (test, span(*part)),
                    None => continue,
                },
                AnyNodeRef::ExprBoolOp(operation) => {
                    // A chain that is no condition is marked as a whole.
                    let conditional = self.nodes.iter().any(|node| match node {
                        AnyNodeRef::StmtIf(statement) => contains(&statement.test, &span(*operation)),
                        AnyNodeRef::StmtWhile(statement) => contains(&statement.test, &span(*operation)),
                        AnyNodeRef::StmtAssert(statement) => contains(&statement.test, &span(*operation)),
                        AnyNodeRef::ElifElseClause(clause) => {
                            clause.test.as_ref().is_some_and(|test| contains(test, &span(*operation)))
                        }
                        AnyNodeRef::ExprIf(expression) => contains(&expression.test, &span(*operation)),
                        _ => false,
                    });
                    if conditional {
                        continue;
                    }
                    return Some(span(*operation));
                }
                _ => continue,
            };
            if !contains(test, self.recorded) {
                continue;
            }
            let mut comparisons = Vec::new();
            compared(test, &mut comparisons);
            let before = comparisons.into_iter().rev().find(|comparison| comparison.start <= self.recorded.start);
            return Some(before.unwrap_or(whole));
        }
        None
    }

    /// `assert`: the comparison that failed, or the statement.
    fn assertion(&self) -> Option<Span> {
        let AnyNodeRef::StmtAssert(statement) = self.statement()? else { return None };
        let mut comparisons = Vec::new();
        compared(&statement.test, &mut comparisons);
        Some(comparisons.pop().unwrap_or_else(|| span(*statement)))
    }
}

fn is_subscript(operator: BinaryOperator) -> bool {
    matches!(operator, BinaryOperator::Subscr)
}

fn contains(expression: &Expr, place: &Span) -> bool {
    let whole = span(expression);
    whole.start <= place.start && place.end <= whole.end
}

/// The wanted parts of a target, outermost and leftmost first.
fn flatten(target: &Expr, wanted: &dyn Fn(&Expr) -> bool, found: &mut Vec<Span>) {
    let elements = match target {
        Expr::Tuple(tuple) => tuple.elts.as_slice(),
        Expr::List(list) => list.elts.as_slice(),
        Expr::Starred(starred) => return flatten(&starred.value, wanted, found),
        _ => &[],
    };
    if wanted(target) {
        found.push(span(target));
    }
    elements.iter().for_each(|element| flatten(element, wanted, found));
}

/// The comparisons of a condition, in the order they are evaluated in.
fn compared(condition: &Expr, found: &mut Vec<Span>) {
    match condition {
        Expr::Compare(_) => found.push(span(condition)),
        Expr::UnaryOp(operation) if operation.op == UnaryOp::Not => compared(&operation.operand, found),
        Expr::BoolOp(operation) => {
            let (BoolOp::And | BoolOp::Or) = operation.op;
            operation.values.iter().for_each(|value| compared(value, found));
        }
        _ => {}
    }
}

/// The comprehensions that RustPython runs in the frame of `code`, outermost first.
fn comprehensions(nodes: &[AnyNodeRef<'_>], place: &Span, code: &str) -> Vec<(&'static str, Span)> {
    let first_values =
        |generators: &[Comprehension]| generators.first().is_some_and(|first| contains(&first.iter, place));
    let mut found = Vec::new();
    for node in nodes {
        let (name, generators) = match node {
            AnyNodeRef::ExprListComp(comprehension) => ("<listcomp>", &comprehension.generators),
            AnyNodeRef::ExprSetComp(comprehension) => ("<setcomp>", &comprehension.generators),
            AnyNodeRef::ExprDictComp(comprehension) => ("<dictcomp>", &comprehension.generators),
            AnyNodeRef::ExprLambda(_) | AnyNodeRef::ExprGenerator(_) => break,
            AnyNodeRef::StmtFunctionDef(_) | AnyNodeRef::StmtClassDef(_) => break,
            _ => continue,
        };
        if span(node) != *place && !first_values(generators) {
            found.push((name, span(node)));
        }
    }
    found.reverse();
    match code {
        "<module>" => found.clear(),
        // The outermost has this frame for itself.
        "<listcomp>" | "<setcomp>" | "<dictcomp>" if !found.is_empty() => drop(found.remove(0)),
        _ => {}
    }
    found
}
