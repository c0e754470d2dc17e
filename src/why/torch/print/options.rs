//! `torch.set_printoptions`.

/// The defaults are PyTorch's.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintOptions {
    /// Digits after the point.
    pub precision: usize,
    /// Tensors of more elements show their edges only.
    pub threshold: f64,
    /// How many elements an edge has.
    pub edgeitems: usize,
    pub linewidth: i64,
    /// Whether to write exponents; unless said, the elements decide.
    pub sci_mode: Option<bool>,
}

impl Default for PrintOptions {
    fn default() -> Self {
        Self { precision: 4, threshold: 1000.0, edgeitems: 3, linewidth: 80, sci_mode: None }
    }
}

impl PrintOptions {
    /// Takes a profile's options, `sci_mode` aside. PyTorch ignores a profile that it does not know.
    pub fn set_profile(&mut self, profile: &str) {
        let default = Self { sci_mode: self.sci_mode, ..Self::default() };
        match profile {
            "default" => *self = default,
            "short" => *self = Self { precision: 2, edgeitems: 2, ..default },
            "full" => *self = Self { threshold: f64::INFINITY, ..default },
            _ => {}
        }
    }
}
