//! What a convolution may be called with, and PyTorch's words for what it may not.

use super::super::super::super::args::{Args, Value};
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Result};
use super::super::super::super::shape::{self, Shape};
use super::super::super::super::tensor::Tensor;
use super::super::super::super::warnings::warn;
use super::super::super::matmul::c_name;
use super::plan::Plan;

/// Operands are of one type.
pub fn types(x: &Tensor, weight: &Tensor, bias: Option<&Tensor>) -> Result<()> {
    let (have, other) = (x.dtype(), weight.dtype());
    if have != other {
        let single = |d: DType| matches!(d, DType::Float32 | DType::BFloat16 | DType::Float16);
        return Err(Error::runtime(if single(have) {
            format!(
                "Input type (torch.{}Tensor) and weight type (torch.{}Tensor) should be the same or input should be a MKLDNN tensor and weight is a dense tensor",
                have.scalar_name(),
                other.scalar_name()
            )
        } else {
            format!("expected scalar type {} but found {}", have.scalar_name(), other.scalar_name())
        }));
    }
    if let Some(bias) = bias.filter(|b| b.dtype() != have) {
        return Err(Error::runtime(format!(
            "Input type ({}) and bias type ({}) should be the same",
            c_name(have),
            c_name(bias.dtype())
        )));
    }
    if !have.is_floating() {
        return Err(Error::not_implemented(format!("a convolution of torch.{}", have.name())));
    }
    Ok(())
}

/// The numbers a convolution is called with, one a dimension.
pub struct Sizes {
    stride: Vec<i64>,
    before: Vec<i64>,
    after: Vec<i64>,
    dilation: Vec<i64>,
    output_padding: Vec<i64>,
    groups: i64,
    is_transposed: bool,
}

/// One number for each dimension.
fn each(given: Vec<i64>, name: &str, called: usize, dims: usize) -> Result<Vec<i64>> {
    // The function's own name says for how many dimensions a single number stands.
    let given = if given.len() == 1 { vec![given[0]; called] } else { given };
    if given.len() == 1 {
        return Ok(vec![given[0]; dims]);
    }
    if given.len() != dims {
        return Err(Error::runtime(format!(
            "expected {name} to be a single integer value or a list of {dims} values to match the convolution dimensions, but got {name}=[{}]",
            given.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
        )));
    }
    Ok(given)
}

impl Sizes {
    pub fn of_convolution(args: &Args, called: usize) -> Result<Self> {
        let weight = args.tensor(1)?;
        let dims = weight.rank().saturating_sub(2).max(1);
        let (stride, dilation) = (args.ints(3)?, args.ints(5)?);
        let groups = args.int(6)?;
        let (before, after) = match args.value(4) {
            Value::Str(mode) => {
                let dilation = each(dilation.clone(), "dilation", called, dims)?;
                let total: Vec<i64> = match &**mode {
                    "valid" => vec![0; dims],
                    "same" => {
                        if stride.iter().any(|&s| s != 1) {
                            return Err(Error::runtime("padding='same' is not supported for strided convolutions"));
                        }
                        let lengths = weight.shape();
                        dilation.iter().zip(lengths.iter().skip(2)).map(|(d, &k)| d * (k as i64 - 1)).collect()
                    }
                    other => return Err(Error::runtime(format!("Invalid padding string: '{other}'"))),
                };
                if total.iter().any(|t| t % 2 != 0) {
                    warn(
                        "Using padding='same' with even kernel lengths and odd dilation may require a zero-padded copy of the input be created",
                    );
                }
                (total.iter().map(|t| t / 2).collect(), total.iter().map(|t| t - t / 2).collect())
            }
            _ => {
                let padding = each(integers(args.value(4))?, "padding", called, dims)?;
                (padding.clone(), padding)
            }
        };
        Ok(Self {
            stride: each(stride, "stride", called, dims)?,
            before,
            after,
            dilation: each(dilation, "dilation", called, dims)?,
            output_padding: vec![0; dims],
            groups,
            is_transposed: false,
        })
    }

    pub fn of_transposed(args: &Args, called: usize) -> Result<Self> {
        let dims = args.tensor(1)?.rank().saturating_sub(2).max(1);
        let padding = each(args.ints(4)?, "padding", called, dims)?;
        Ok(Self {
            stride: each(args.ints(3)?, "stride", called, dims)?,
            before: padding.clone(),
            after: padding,
            dilation: each(args.ints(7)?, "dilation", called, dims)?,
            output_padding: each(args.ints(5)?, "output_padding", called, dims)?,
            groups: args.int(6)?,
            is_transposed: true,
        })
    }

    /// What PyTorch checks first, in its order.
    fn check(&self, x: &[usize], weight: &[usize], bias: Option<&Tensor>) -> Result<usize> {
        let refuse = |what: &str| Err(Error::runtime(format!("{what} is not supported")));
        let Some(groups) = usize::try_from(self.groups).ok().filter(|&g| g > 0) else {
            return refuse("non-positive groups");
        };
        if self.before.iter().any(|&n| n < 0) {
            return refuse("negative padding");
        }
        if self.output_padding.iter().any(|&n| n < 0) {
            return refuse("negative output_padding");
        }
        if self.stride.iter().any(|&n| n <= 0) {
            return refuse("non-positive stride");
        }
        if self.dilation.iter().any(|&n| n <= 0) {
            return refuse("non-positive dilation");
        }
        if weight.len() != x.len() {
            return Err(Error::runtime(format!(
                "Expected {n}-dimensional input for {n}-dimensional weight {}, but got {}-dimensional input of size {} instead",
                shape::text(weight),
                x.len(),
                shape::text(x),
                n = weight.len()
            )));
        }
        if weight[0] < groups {
            return Err(Error::runtime(format!(
                "Given groups={groups}, expected weight to be at least {groups} at dimension 0, but got weight of size {} instead",
                shape::text(weight)
            )));
        }
        if !weight[0].is_multiple_of(groups) {
            return Err(Error::runtime(format!(
                "Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, but got weight of size [{}] instead",
                shape::text(weight)
            )));
        }
        let (given, wanted, outputs) = if self.is_transposed {
            ("transposed=1".to_owned(), weight[0], weight[1] * groups)
        } else {
            (format!("groups={groups}"), weight[1] * groups, weight[0])
        };
        if x[1] != wanted {
            return Err(Error::runtime(format!(
                "Given {given}, weight of size {}, expected input{} to have {wanted} channels, but got {} channels instead",
                shape::text(weight),
                shape::text(x),
                x[1]
            )));
        }
        if let Some(found) = bias.map(Tensor::shape).filter(|s| **s != [outputs]) {
            let given = if self.is_transposed { "transposed=1, " } else { "" };
            return Err(Error::runtime(format!(
                "Given {given}weight of size {}, expected bias to be 1-dimensional with {outputs} elements, but got bias of size {} instead",
                shape::text(weight),
                shape::text(&found)
            )));
        }
        Ok(groups)
    }

    /// The sizes of a convolution of `x`.
    pub fn plan(&self, x: &Tensor, weight: &Tensor, bias: Option<&Tensor>) -> Result<Plan> {
        let (image, kernel) = (x.shape(), weight.shape());
        let groups = self.check(&image, &kernel, bias)?;
        let dims = image.len() - 2;
        let padded: Vec<i64> = (0..dims).map(|d| image[d + 2] as i64 + self.before[d] + self.after[d]).collect();
        let reached: Vec<i64> =
            (0..dims).map(|d| self.dilation[d].saturating_mul(kernel[d + 2] as i64 - 1) + 1).collect();
        if padded.iter().zip(&reached).any(|(have, need)| have < need) {
            return Err(Error::runtime(format!(
                "Calculated padded input size per channel: ({}). Kernel size: ({}). Kernel size can't be greater than actual input size",
                joined(&padded),
                joined(&reached)
            )));
        }
        if kernel[2..].contains(&0) {
            return Err(Error::runtime("a convolution needs a kernel of at least one element"));
        }
        let out: Vec<i64> = (0..dims).map(|d| (padded[d] - reached[d]) / self.stride[d] + 1).collect();
        let mut out_shape = vec![image[0] as i64, kernel[0] as i64];
        out_shape.extend(&out);
        let out_shape = shape::sizes(&out_shape)?;
        shape::sizes(&[&[image[0] as i64, image[1] as i64], padded.as_slice()].concat())?;
        Ok(self.assemble(groups, kernel[0], (image, kernel, out_shape)))
    }

    /// The sizes of the convolution whose image has the gradient that a transposed convolution of `x` computes.
    pub fn transposed_plan(&self, x: &Tensor, weight: &Tensor, bias: Option<&Tensor>) -> Result<Plan> {
        let (small, kernel) = (x.shape(), weight.shape());
        let groups = self.check(&small, &kernel, bias)?;
        let dims = small.len() - 2;
        if (0..dims).any(|d| self.output_padding[d] >= self.stride[d] && self.output_padding[d] >= self.dilation[d]) {
            let list = |name: &str, of: &[i64], missing: i64| {
                // Dimensions are named from the last one.
                let full: Vec<i64> = if dims == 1 { vec![missing, of[0]] } else { of.to_vec() };
                let names: &[&str] = if full.len() == 3 { &["depth", "height", "width"] } else { &["height", "width"] };
                names.iter().zip(full).map(|(n, v)| format!("{name}_{n}: {v}")).collect::<Vec<_>>().join(" ")
            };
            return Err(Error::runtime(format!(
                "output padding must be smaller than either stride or dilation, but got {} {} {}",
                list("output_padding", &self.output_padding, 0),
                list("stride", &self.stride, 1),
                list("dilation", &self.dilation, 1)
            )));
        }
        if kernel[2..].contains(&0) || small[2..].contains(&0) {
            return Err(Error::runtime("a transposed convolution needs an input and a kernel of at least one element"));
        }
        let sizes: Vec<i64> = (0..dims)
            .map(|d| {
                let reach = self.dilation[d].saturating_mul(kernel[d + 2] as i64 - 1);
                (small[d + 2] as i64 - 1).saturating_mul(self.stride[d]) - 2 * self.before[d]
                    + reach
                    + self.output_padding[d]
                    + 1
            })
            .collect();
        if sizes.iter().any(|&n| n < 1) {
            return Err(Error::runtime(format!(
                "Given input size per channel: ({}). Calculated output size per channel: ({}). Output size is too small",
                joined(&small[2..].iter().map(|&n| n as i64).collect::<Vec<_>>()),
                joined(&sizes)
            )));
        }
        let mut image = vec![small[0] as i64, (kernel[1] * groups) as i64];
        image.extend(&sizes);
        Ok(self.assemble(groups, kernel[0], (shape::sizes(&image)?, kernel, small)))
    }

    fn assemble(&self, groups: usize, out_channels: usize, (image, kernel, out): (Shape, Shape, Shape)) -> Plan {
        /// Three dimensions, of which the first ones may be missing.
        fn full<T: Copy>(of: &[T], missing: usize, to: impl Fn(T) -> usize) -> [usize; 3] {
            let lead = 3usize.saturating_sub(of.len());
            std::array::from_fn(|d| d.checked_sub(lead).and_then(|i| of.get(i)).map_or(missing, |&v| to(v)))
        }
        let number = |n: i64| n as usize;
        Plan {
            batch: image[0],
            groups,
            image_channels: image[1],
            out_channels,
            image: full(&image[2..], 1, |n| n),
            kernel: full(&kernel[2..], 1, |n| n),
            stride: full(&self.stride, 1, number),
            dilation: full(&self.dilation, 1, number),
            before: full(&self.before, 0, number),
            after: full(&self.after, 0, number),
            out: full(&out[2..], 1, |n| n),
            image_shape: image,
            weight_shape: kernel,
            out_shape: out,
        }
    }
}

fn joined(sizes: &[i64]) -> String {
    sizes.iter().map(i64::to_string).collect::<Vec<_>>().join(" x ")
}

/// Integers in a list, or one alone.
fn integers(value: &Value) -> Result<Vec<i64>> {
    let wrong = || Error::type_error(format!("argument 'padding' must be tuple of ints, not {}", value.type_name()));
    match value {
        Value::Int(n) => Ok(vec![*n]),
        Value::List(list) => list.iter().map(|v| if let Value::Int(n) = v { Ok(*n) } else { Err(wrong()) }).collect(),
        _ => Err(wrong()),
    }
}
