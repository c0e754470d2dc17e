//! Which operations take complex numbers, and how. What is not listed refuses them.

use super::super::super::registry::Place;

/// What an operation does with complex numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// It does not take them.
    Refused,
    /// It takes them as it is.
    Same,
    /// It is done to both parts alike: what moves or adds up elements.
    Parts,
    /// It is a product of its first two tensors.
    Product,
    /// Such a product with the first conjugated.
    Inner,
    /// It takes the absolute values.
    Magnitude,
    /// It asks which elements are not zero.
    Truth,
    /// It is done to both parts, and both must hold, or either.
    Both,
    Either,
}

const SAME: &str = " expand expand_as narrow permute reshape reshape_as select squeeze t transpose unsqueeze view view_as clone \
    contiguous detach flatten ravel unflatten movedim moveaxis swapaxes swapdims diagonal unfold as_strided broadcast_to \
    atleast_1d atleast_2d atleast_3d _is_view squeeze_ unsqueeze_ t_ transpose_ swapaxes_ swapdims_ split chunk unbind \
    split_with_sizes tensor_split hsplit vsplit dsplit broadcast_tensors meshgrid rsub mul multiply div true_divide neg negative \
    mul_ multiply_ div_ true_divide_ neg_ negative_ sum to type_as float double half bfloat16 long int short char byte bool cfloat \
    cdouble copy_ fill_ zero_ fill zero cat concat concatenate stack hstack vstack dstack row_stack column_stack block_diag \
    repeat tile flip fliplr flipud roll rot90 tril triu diag diag_embed diagflat tensor as_tensor zeros ones empty full \
    zeros_like ones_like empty_like full_like new_zeros new_ones new_empty new_full new_tensor eye rand randn rand_like \
    randn_like normal_ uniform_ positive sum_to_size scalar_tensor real imag view_as_real view_as_complex conj_physical_ is_conj \
    is_neg resolve_neg complex polar angle empty_strided ";

const PARTS: &str = " mean nansum nanmean cumsum diff trace where masked_fill masked_fill_ gather index_select index_add index_add_ \
    index_copy index_copy_ index_fill index_fill_ index_put index_put_ masked_scatter masked_scatter_ masked_select put put_ scatter \
    scatter_ scatter_add scatter_add_ take take_along_dim repeat_interleave linspace nan_to_num nan_to_num_ fill_diagonal_ \
    trapezoid trapz cumulative_trapezoid cartesian_prod combinations ";

const PRODUCT: &str = " matmul mm bmm mv dot outer ger inner kron tensordot __matmul__ cross einsum ";

const TRUTH: &str = " any all count_nonzero nonzero argwhere logical_not logical_and logical_or logical_xor ";

fn within(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == name)
}

/// How the operation `name` takes complex numbers.
pub fn treatment(place: Place, name: &str) -> Treatment {
    match (place, name) {
        (Place::Fourier, _) | (Place::Linalg, "diagonal") => Treatment::Same,
        (Place::Torch | Place::Tensor, "norm" | "dist") | (Place::Linalg, "vector_norm" | "cross") => match name {
            "cross" => Treatment::Product,
            "dist" => Treatment::Refused,
            _ => Treatment::Magnitude,
        },
        (Place::Linalg, "vecdot") | (_, "vdot") => Treatment::Inner,
        (Place::Linalg, "matmul") => Treatment::Product,
        (Place::Torch | Place::Tensor, _) => match name {
            "isnan" | "isinf" => Treatment::Either,
            "isfinite" => Treatment::Both,
            _ if within(SAME, name) => Treatment::Same,
            _ if within(PARTS, name) => Treatment::Parts,
            _ if within(PRODUCT, name) => Treatment::Product,
            _ if within(TRUTH, name) => Treatment::Truth,
            _ => Treatment::Refused,
        },
        _ => Treatment::Refused,
    }
}

/// PyTorch's error, where it has none of this either.
pub fn unknown_to_pytorch(name: &str, kind: &str) -> Option<String> {
    let name = name.trim_end_matches('_');
    let kernel = match name {
        "lt" | "less" => "lt_cpu",
        "le" | "less_equal" => "le_cpu",
        "gt" | "greater" => "gt_cpu",
        "ge" | "greater_equal" => "ge_cpu",
        "max" => "max_all",
        "min" => "min_all",
        "floor_divide" => "div_floor_cpu",
        "remainder" => "remainder_cpu",
        "arange" => "arange_cpu",
        "randint" | "randint_like" | "random" => {
            return Some("check_random_bounds handles only integral, floating-point and boolean types".to_owned());
        }
        "clamp" | "clip" | "clamp_min" | "clamp_max" => {
            return Some("clamp is not supported for complex types".to_owned());
        }
        "floor" | "ceil" | "trunc" | "round" => return Some(format!("{name} is not supported for complex inputs")),
        "relu" => return Some("clamp is not supported for complex types".to_owned()),
        "sort" => return Some(" Sort does not support complex dtypes on CPU".to_owned()),
        "sign" => {
            return Some(
                "Unlike NumPy, torch.sign is not intended to support complex numbers. Please use torch.sgn instead."
                    .to_owned(),
            );
        }
        _ => return None,
    };
    Some(format!("\"{kernel}\" not implemented for '{kind}'"))
}
