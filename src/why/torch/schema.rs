//! How an operation is called: a signature in the notation of PyTorch's documentation, and the binding of arguments to it.
//!
//! `sum(Tensor input, int[]? dim=None, bool keepdim=False, *, dtype? dtype=None)`. Types: `Tensor`, `Tensor[]`, `Scalar` (a number or
//! a tensor of one element), `Operand` (a tensor or a number), `int`, `float`, `bool`, `str`, `int[]` (one int is a list of one), `int...` (ints
//! one by one, or one list), `Tensor...`, `float[]`, `dtype`, `Generator`, `any`; a `?` allows None. `FACTORY` stands for what every function that makes a
//! tensor takes: `dtype? dtype=None, any layout=None, any device=None, bool pin_memory=False, bool requires_grad=False`.

use smallvec::SmallVec;

use super::args::{Args, Value};
use super::error::{Error, Result};

const FACTORY: &str =
    "dtype? dtype=None, any layout=None, any device=None, bool pin_memory=False, bool requires_grad=False";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Tensor,
    Tensors,
    TensorsRest,
    Scalar,
    Operand,
    Int,
    Float,
    Bool,
    Str,
    Ints,
    IntsRest,
    Floats,
    DType,
    Generator,
    Any,
}

impl Type {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "Tensor" => Self::Tensor,
            "Tensor[]" => Self::Tensors,
            "Tensor..." => Self::TensorsRest,
            "Scalar" => Self::Scalar,
            "Operand" => Self::Operand,
            "int" => Self::Int,
            "float" => Self::Float,
            "bool" => Self::Bool,
            "str" => Self::Str,
            "int[]" => Self::Ints,
            "int..." => Self::IntsRest,
            "float[]" => Self::Floats,
            "dtype" => Self::DType,
            "Generator" => Self::Generator,
            "any" => Self::Any,
            _ => return None,
        })
    }

    /// As PyTorch's error texts name it.
    fn name(self) -> &'static str {
        match self {
            Self::Tensor => "Tensor",
            Self::Tensors | Self::TensorsRest => "tuple of Tensors",
            Self::Scalar => "Number",
            Self::Operand => "Tensor",
            Self::Int => "int",
            Self::Float => "float",
            Self::Bool => "bool",
            Self::Str => "str",
            Self::Ints | Self::IntsRest => "tuple of ints",
            Self::Floats => "tuple of floats",
            Self::DType => "torch.dtype",
            Self::Generator => "torch.Generator",
            Self::Any => "object",
        }
    }

    fn takes(self, value: &Value) -> bool {
        let int = |v: &Value| match v {
            Value::Int(_) => true,
            Value::Tensor(t) => t.numel() == 1 && !t.dtype().is_differentiable(),
            _ => false,
        };
        match self {
            Self::Any => true,
            Self::Tensor => matches!(value, Value::Tensor(_)),
            Self::Tensors | Self::TensorsRest => {
                matches!(value, Value::List(list) if list.iter().all(|v| matches!(v, Value::Tensor(_))))
            }
            Self::Scalar | Self::Float => match value {
                Value::Bool(_) | Value::Int(_) | Value::Float(_) => true,
                Value::Complex(..) => self == Self::Scalar,
                Value::Tensor(t) => t.numel() == 1,
                _ => false,
            },
            Self::Operand => matches!(
                value,
                Value::Tensor(_) | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Complex(..)
            ),
            Self::Int => int(value),
            Self::Bool => matches!(value, Value::Bool(_)),
            Self::Str => matches!(value, Value::Str(_)),
            Self::Ints => int(value) || matches!(value, Value::List(list) if list.iter().all(int)),
            Self::IntsRest => matches!(value, Value::List(list) if list.iter().all(int)) || int(value),
            Self::Floats => {
                value.number().is_some()
                    || matches!(value, Value::List(list) if list.iter().all(|v| v.number().is_some()))
            }
            Self::DType => matches!(value, Value::DType(_)),
            Self::Generator => matches!(value, Value::Generator(_)),
        }
    }
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Param {
    pub name: String,
    pub kind: Type,
    pub optional: bool,
    pub keyword_only: bool,
    pub default: Option<String>,
}

/// An operation's name and parameters.
#[derive(Debug, Clone)]
pub struct Signature {
    pub name: String,
    pub params: Vec<Param>,
    positional: usize,
}

impl Signature {
    /// Reads a signature. The registry's test reads them all, so a mistake in one does not reach a program.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.replace("FACTORY", FACTORY);
        let (name, rest) = text.split_once('(')?;
        let mut params = Vec::new();
        let mut keyword_only = false;
        let rest = rest.strip_suffix(')')?;
        for piece in rest.split(", ").filter(|p| !p.is_empty()) {
            if piece == "*" {
                keyword_only = true;
                continue;
            }
            let (kind, rest) = piece.split_once(' ')?;
            let (name, default) = match rest.split_once('=') {
                Some((name, default)) => (name, Some(default.to_owned())),
                None => (rest, None),
            };
            let (kind, optional) = match kind.strip_suffix('?') {
                Some(kind) => (kind, true),
                None => (kind, kind == "any"),
            };
            params.push(Param { name: name.to_owned(), kind: Type::parse(kind)?, optional, keyword_only, default });
        }
        let positional = params.iter().filter(|p| !p.keyword_only).count();
        Some(Self { name: name.to_owned(), params, positional })
    }

    /// The same under a longer name.
    pub fn titled(&self, prefix: &str) -> std::rc::Rc<Self> {
        std::rc::Rc::new(Self { name: format!("{prefix}_{}", self.name), ..self.clone() })
    }

    /// Binds arguments to the parameters, in their order.
    ///
    /// # Errors
    /// PyTorch's `TypeError` for arguments that do not fit. Of a method the first argument is not counted.
    pub fn bind(&self, positional: &[Value], keywords: &[(String, Value)], method: bool) -> Result<Args> {
        let mut values: SmallVec<[Value; 6]> = SmallVec::new();
        let mut used = 0;
        for (i, param) in self.params.iter().enumerate() {
            let rest = positional.get(used..).unwrap_or_default();
            let given = if param.keyword_only || rest.is_empty() {
                self.keyword(param, keywords)
            } else if matches!(param.kind, Type::IntsRest | Type::TensorsRest) && self.is_rest(param.kind, rest) {
                used = positional.len();
                Some(Value::List(rest.to_vec()))
            } else {
                used += 1;
                Some(rest[0].clone())
            };
            let value = match given {
                Some(Value::None) if param.optional => Value::None,
                Some(value) if param.kind.takes(&value) => match (param.kind, value) {
                    (Type::Scalar, Value::Tensor(t)) => scalar(&t)?,
                    (_, value) => value,
                },
                Some(Value::List(list)) if param.kind == Type::Tensors => {
                    let odd = list.iter().enumerate().find(|(_, v)| !matches!(v, Value::Tensor(_)));
                    return Err(Error::type_error(match odd {
                        Some((at, value)) => {
                            format!("expected Tensor as element {at} in argument {i}, but got {}", value.type_name())
                        }
                        None => format!("{}(): argument '{}' must be tuple of Tensors", self.name, param.name),
                    }));
                }
                Some(value) => {
                    let position = if param.keyword_only {
                        String::new()
                    } else {
                        format!(" (position {})", i + 1 - usize::from(method))
                    };
                    return Err(Error::type_error(format!(
                        "{}(): argument '{}'{position} must be {}, not {}",
                        self.name,
                        param.name,
                        param.kind.name(),
                        value.type_name()
                    )));
                }
                None => match &param.default {
                    Some(default) => literal(default),
                    None => {
                        let missing: Vec<String> = self.params[i..]
                            .iter()
                            .filter(|p| p.default.is_none() && !keywords.iter().any(|(k, _)| *k == p.name))
                            .map(|p| format!("\"{}\"", p.name))
                            .collect();
                        return Err(Error::type_error(format!(
                            "{}() missing {} required positional arguments: {}",
                            self.name,
                            missing.len(),
                            missing.join(", ")
                        )));
                    }
                },
            };
            values.push(value);
        }
        if used < positional.len() {
            return Err(Error::type_error(format!(
                "{}() takes {} positional argument{} but {} were given",
                self.name,
                self.positional - usize::from(method),
                if self.positional - usize::from(method) == 1 { "" } else { "s" },
                positional.len() - usize::from(method)
            )));
        }
        for (name, _) in keywords {
            let Some(at) = self.params.iter().position(|p| p.name == *name || alias(name) == Some(p.name.as_str()))
            else {
                return Err(Error::type_error(format!("{}() got an unexpected keyword argument '{name}'", self.name)));
            };
            if at < used.min(self.positional) {
                return Err(Error::type_error(format!("{}() got multiple values for argument '{name}'", self.name)));
            }
        }
        Ok(Args { values })
    }

    fn is_rest(&self, kind: Type, rest: &[Value]) -> bool {
        let one = match kind {
            Type::IntsRest => Type::Int,
            _ => Type::Tensor,
        };
        rest.iter().all(|v| one.takes(v))
    }

    fn keyword(&self, param: &Param, keywords: &[(String, Value)]) -> Option<Value> {
        keywords
            .iter()
            .find(|(name, _)| *name == param.name || alias(name) == Some(param.name.as_str()))
            .map(|(_, v)| v.clone())
    }

    /// `(Tensor input, *, torch.dtype dtype = None)`, as the error for several signatures lists them.
    pub fn describe(&self, method: bool) -> String {
        let mut parts = Vec::new();
        let mut keyword_only = false;
        for param in self.params.iter().skip(usize::from(method)) {
            if param.keyword_only && !keyword_only {
                parts.push("*".to_owned());
                keyword_only = true;
            }
            let default = param.default.as_ref().map_or_else(String::new, |d| format!(" = {d}"));
            parts.push(format!("{} {}{default}", param.kind.name(), param.name));
        }
        format!("({})", parts.join(", "))
    }
}

/// numpy's names for what PyTorch calls otherwise, which it takes as well.
fn alias(name: &str) -> Option<&'static str> {
    Some(match name {
        "axis" => "dim",
        "keepdims" => "keepdim",
        "x" | "self" => "input",
        "x2" => "other",
        _ => return None,
    })
}

fn scalar(tensor: &super::tensor::Tensor) -> Result<Value> {
    let x = tensor.item()?;
    Ok(match tensor.dtype() {
        super::dtype::DType::Bool => Value::Bool(x != 0.0),
        dtype if dtype.is_integral() => Value::Int(tensor.to_i64_vec()[0]),
        dtype if dtype.is_complex() => {
            let [real, imaginary] = tensor.parts()?;
            Value::Complex(real, imaginary)
        }
        _ => Value::Float(x),
    })
}

fn literal(text: &str) -> Value {
    match text {
        "None" => Value::None,
        "True" => Value::Bool(true),
        "False" => Value::Bool(false),
        "[]" => Value::List(Vec::new()),
        list if list.starts_with('[') => Value::List(list.trim_matches(['[', ']']).split(',').map(literal).collect()),
        "inf" => Value::Float(f64::INFINITY),
        "-inf" => Value::Float(f64::NEG_INFINITY),
        _ => {
            if let Ok(n) = text.parse::<i64>() {
                Value::Int(n)
            } else if let Ok(x) = text.parse::<f64>() {
                Value::Float(x)
            } else {
                Value::Str(text.trim_matches('\'').into())
            }
        }
    }
}
