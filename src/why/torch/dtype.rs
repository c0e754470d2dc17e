//! Element types and PyTorch's rules for what two of them make together.
//!
//! Source: "Tensor Attributes, torch.dtype" in PyTorch's documentation.

use std::cell::Cell;

/// An element type, under PyTorch's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DType {
    Bool,
    UInt8,
    Int8,
    Int16,
    Int32,
    Int64,
    Float16,
    BFloat16,
    Float32,
    Float64,
    Complex64,
    Complex128,
}

impl DType {
    pub const ALL: [Self; 12] = [
        Self::Bool,
        Self::UInt8,
        Self::Int8,
        Self::Int16,
        Self::Int32,
        Self::Int64,
        Self::Float16,
        Self::BFloat16,
        Self::Float32,
        Self::Float64,
        Self::Complex64,
        Self::Complex128,
    ];

    /// `float32`, as in `torch.float32`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::UInt8 => "uint8",
            Self::Int8 => "int8",
            Self::Int16 => "int16",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Float16 => "float16",
            Self::BFloat16 => "bfloat16",
            Self::Float32 => "float32",
            Self::Float64 => "float64",
            Self::Complex64 => "complex64",
            Self::Complex128 => "complex128",
        }
    }

    /// The C++ scalar's name, as PyTorch's error texts have it: `Float`, `Long`.
    pub fn scalar_name(self) -> &'static str {
        match self {
            Self::Bool => "Bool",
            Self::UInt8 => "Byte",
            Self::Int8 => "Char",
            Self::Int16 => "Short",
            Self::Int32 => "Int",
            Self::Int64 => "Long",
            Self::Float16 => "Half",
            Self::BFloat16 => "BFloat16",
            Self::Float32 => "Float",
            Self::Float64 => "Double",
            Self::Complex64 => "ComplexFloat",
            Self::Complex128 => "ComplexDouble",
        }
    }

    pub fn is_floating(self) -> bool {
        matches!(self, Self::Float16 | Self::BFloat16 | Self::Float32 | Self::Float64)
    }

    pub const fn is_complex(self) -> bool {
        matches!(self, Self::Complex64 | Self::Complex128)
    }

    /// Whether tensors of it can take gradients.
    pub fn is_differentiable(self) -> bool {
        self.is_floating() || self.is_complex()
    }

    pub fn is_integral(self) -> bool {
        !self.is_differentiable() && self != Self::Bool
    }

    /// The type of a complex number's parts; of other types, itself.
    pub const fn part(self) -> Self {
        match self {
            Self::Complex64 => Self::Float32,
            Self::Complex128 => Self::Float64,
            other => other,
        }
    }

    /// The complex type whose parts hold it.
    pub fn complex(self) -> Self {
        match self {
            Self::Float64 | Self::Complex128 => Self::Complex128,
            _ => Self::Complex64,
        }
    }

    pub fn size(self) -> usize {
        match self {
            Self::Bool | Self::UInt8 | Self::Int8 => 1,
            Self::Int16 | Self::Float16 | Self::BFloat16 => 2,
            Self::Int32 | Self::Float32 => 4,
            Self::Int64 | Self::Float64 | Self::Complex64 => 8,
            Self::Complex128 => 16,
        }
    }

    /// 0 for bool, 1 for integers, 2 for floats, 3 for complex numbers: a scalar operand changes a tensor's type only when its category is higher.
    pub fn category(self) -> u8 {
        match self {
            Self::Bool => 0,
            dtype if dtype.is_integral() => 1,
            dtype if dtype.is_complex() => 3,
            _ => 2,
        }
    }

    /// The type that holds both.
    pub fn promote(self, other: Self) -> Self {
        use DType::*;
        match (self, other) {
            (a, b) if a == b => a,
            (Float16, BFloat16) | (BFloat16, Float16) => Float32,
            (Float64, Complex64) | (Complex64, Float64) => Complex128,
            (UInt8, b @ (Int8 | Int16 | Int32 | Int64)) | (b @ (Int8 | Int16 | Int32 | Int64), UInt8) => {
                if b == Int8 {
                    Int16
                } else {
                    b
                }
            }
            (a, b) => a.max(b),
        }
    }

    /// Whether a result of this type may be stored in a tensor of that type by an in-place operation.
    pub fn can_cast_to(self, to: Self) -> bool {
        self.category() <= to.category() || self == to
    }
}

thread_local! {
    static DEFAULT: Cell<DType> = const { Cell::new(DType::Float32) };
}

/// The type new float tensors get: `torch.get_default_dtype()`.
pub fn default_float() -> DType {
    DEFAULT.get()
}

pub fn set_default_float(dtype: DType) {
    DEFAULT.set(dtype);
}
