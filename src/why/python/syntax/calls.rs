//! Following calls: what Python itself works out of constants stays a constant, what a library computes is measured, and
//! the program's own functions are followed into.

use rustpython_vm::compiler::ast::{Arguments, Expr, ExprAttribute, ExprCall, Parameters};

use super::scope::{Binding, Flow, Level, Scope};

/// Functions of libraries that make tensors and arrays of the numbers they are given.
const MAKERS: [&str; 22] = [
    "tensor",
    "as_tensor",
    "asarray",
    "array",
    "from_numpy",
    "Tensor",
    "FloatTensor",
    "LongTensor",
    "BoolTensor",
    "zeros",
    "ones",
    "full",
    "empty",
    "eye",
    "arange",
    "linspace",
    "logspace",
    "zeros_like",
    "ones_like",
    "full_like",
    "Size",
    "scalar_tensor",
];

/// Methods that give a tensor's numbers again, in another form.
const CONVERSIONS: [&str; 21] = [
    "item",
    "tolist",
    "numpy",
    "clone",
    "detach",
    "cpu",
    "to",
    "type",
    "float",
    "double",
    "half",
    "bfloat16",
    "int",
    "long",
    "bool",
    "contiguous",
    "requires_grad_",
    "data_ptr",
    "copy",
    "astype",
    "squeeze",
];

/// What calls of the program's own functions may lie in each other.
const DEEPEST: usize = 24;

/// An argument of a call: the parameter's name if it is given, the expression, and what it stands for.
struct Given<'a> {
    keyword: Option<&'a str>,
    /// Whether it is `*values` or `**values`.
    is_spread: bool,
    expr: &'a Expr,
    binding: Binding<'a>,
}

impl<'a> Flow<'a> {
    pub(super) fn call(&mut self, call: &'a ExprCall) -> Level {
        let given = self.arguments(&call.arguments);
        let level = given.iter().map(|given| given.binding.level()).max().unwrap_or(Level::Plain);
        match &*call.func {
            Expr::Name(name) => match self.lookup(&name.id) {
                Some(callee) => self.call_of(callee, given, level),
                // Python's own: `bool(1)` is as constant as 1.
                None => level,
            },
            Expr::Attribute(it) if self.is_module(&it.value) => library(&it.attr, level),
            Expr::Attribute(it) => self.method(it, level),
            // A layer or a loss that is called where it is made, a function out of a list.
            other => {
                self.eval(other);
                Level::Measured
            }
        }
    }

    fn arguments(&mut self, arguments: &'a Arguments) -> Vec<Given<'a>> {
        let positional = arguments.args.iter().map(|expr| (None, expr.is_starred_expr(), expr));
        let named = arguments.keywords.iter().map(|keyword| {
            let name = keyword.arg.as_ref().map(|name| name.as_str());
            (name, name.is_none(), &keyword.value)
        });
        let give = |(keyword, is_spread, expr)| Given { keyword, is_spread, expr, binding: self.binding(expr) };
        positional.chain(named).map(give).collect()
    }

    fn call_of(&mut self, callee: Binding<'a>, given: Vec<Given<'a>>, level: Level) -> Level {
        match callee {
            Binding::Library(name) => library(name, level),
            Binding::Function(function) => {
                let place = function.range.start().to_usize();
                self.enter(place, &function.parameters, given, |flow| flow.run(&function.body))
            }
            Binding::Lambda(lambda) => {
                let place = lambda.range.start().to_usize();
                let run = |flow: &mut Self| flow.returned = flow.eval(&lambda.body);
                match &lambda.parameters {
                    Some(parameters) => self.enter(place, parameters, given, run),
                    None => self.inside(place, Scope::default(), run).0,
                }
            }
            // An object of the program's own class, or something callable that was passed around.
            Binding::Class | Binding::Module | Binding::Value(_) => Level::Measured,
        }
    }

    /// `value.method(...)`
    fn method(&mut self, it: &'a ExprAttribute, arguments: Level) -> Level {
        let name = it.attr.as_str();
        let of = self.eval(&it.value);
        let level = match of {
            // A method of a list, a text, a number.
            Level::Plain => arguments,
            Level::Fixed if CONVERSIONS.contains(&name) => arguments.max(Level::Fixed),
            Level::Fixed | Level::Measured => Level::Measured,
        };
        // `losses.append(loss)` and `x.add_(1)` change what they are called on.
        let in_place = of == Level::Plain || (name.ends_with('_') && !CONVERSIONS.contains(&name));
        if in_place {
            self.change(&it.value, level);
        }
        level
    }

    /// Follows a function's body with these arguments, and raises what it changes in them.
    fn enter(
        &mut self,
        place: usize,
        parameters: &'a Parameters,
        given: Vec<Given<'a>>,
        run: impl FnOnce(&mut Self),
    ) -> Level {
        let mut scope = Scope::default();
        let mut passed = Vec::new();
        let mut spread = Level::Plain;
        let mut positional = parameters.posonlyargs.iter().chain(&parameters.args);
        for Given { keyword, is_spread, expr, binding } in given {
            let parameter = match keyword {
                _ if is_spread => None,
                None => positional.next(),
                Some(name) => parameters.iter_non_variadic_params().find(|it| it.parameter.name.as_str() == name),
            };
            match parameter {
                Some(parameter) => {
                    passed.push((parameter.parameter.name.as_str(), expr));
                    scope.names.insert(&parameter.parameter.name, binding);
                }
                None => spread = spread.max(binding.level()),
            }
        }
        for parameter in parameters.iter_non_variadic_params() {
            let name = parameter.parameter.name.as_str();
            if !scope.names.contains_key(name) {
                let default = parameter.default.as_ref().map(|default| self.binding(default));
                scope.names.insert(name, default.unwrap_or(Binding::Value(spread)));
            }
        }
        for rest in parameters.vararg.iter().chain(&parameters.kwarg) {
            scope.names.insert(&rest.name, Binding::Value(spread));
        }
        let (level, scope) = self.inside(place, scope, run);
        for (name, argument) in passed {
            if scope.changed.contains(&name)
                && let Some(binding) = scope.names.get(name)
            {
                self.change(argument, binding.level());
            }
        }
        level
    }

    /// Runs a body in a scope of its own: what it returns, and the scope as it is then.
    fn inside(&mut self, place: usize, scope: Scope<'a>, run: impl FnOnce(&mut Self)) -> (Level, Scope<'a>) {
        if self.calling.contains(&place) {
            // Recursion ends in the branch that does not come back here.
            return (Level::Plain, scope);
        }
        if self.calling.len() == DEEPEST {
            return (Level::Measured, scope);
        }
        self.calling.push(place);
        self.scopes.push(scope);
        let returned = std::mem::replace(&mut self.returned, Level::Plain);
        let exit = std::mem::replace(&mut self.exit, Level::Plain);
        run(self);
        self.exit = exit;
        let level = std::mem::replace(&mut self.returned, returned);
        self.calling.pop();
        (level, self.scopes.pop().unwrap_or_default())
    }
}

/// A function of a library: a tensor of constants, or something that was computed.
fn library(name: &str, arguments: Level) -> Level {
    if MAKERS.contains(&name) { arguments.max(Level::Fixed) } else { Level::Measured }
}
