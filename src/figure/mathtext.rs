//! Mathematics between dollar signs, as far as Unicode can write it on one line: `$\alpha_1 \times 10^{-3}$`.

const SYMBOLS: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("times", "×"),
    ("cdot", "·"),
    ("pm", "±"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("ne", "≠"),
    ("approx", "≈"),
    ("sim", "∼"),
    ("propto", "∝"),
    ("infty", "∞"),
    ("partial", "∂"),
    ("nabla", "∇"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("int", "∫"),
    ("in", "∈"),
    ("rightarrow", "→"),
    ("to", "→"),
    ("leftarrow", "←"),
    ("Rightarrow", "⇒"),
    ("mid", " | "),
    ("top", "ᵀ"),
    ("odot", "⊙"),
    ("otimes", "⊗"),
    ("oplus", "⊕"),
    ("forall", "∀"),
    ("exists", "∃"),
    ("subset", "⊂"),
    ("cup", "∪"),
    ("cap", "∩"),
    ("langle", "⟨"),
    ("rangle", "⟩"),
    ("lVert", "‖"),
    ("rVert", "‖"),
    ("Vert", "‖"),
    ("cdots", "⋯"),
    ("mapsto", "↦"),
    ("argmax", "argmax"),
    ("ldots", "…"),
    ("dots", "…"),
    ("ell", "ℓ"),
    ("circ", "°"),
    ("degree", "°"),
    ("quad", " "),
    ("log", "log"),
    ("ln", "ln"),
    ("exp", "exp"),
    ("sin", "sin"),
    ("cos", "cos"),
    ("tan", "tan"),
    ("tanh", "tanh"),
    ("max", "max"),
    ("min", "min"),
    ("left", ""),
    ("right", ""),
];
const RAISED: (&str, &str) = ("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ");
const LOWERED: (&str, &str) = ("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ");

/// The text with its mathematics written out. A single dollar sign is one.
pub fn plain(text: &str) -> String {
    if text.matches('$').count() < 2 {
        return text.replace("\\$", "$");
    }
    let mut written = String::new();
    for (place, part) in text.split('$').enumerate() {
        if place % 2 == 1 {
            written.push_str(&mathematics(&mut part.chars().peekable()));
        } else {
            written.push_str(part);
        }
    }
    written
}

/// The mathematics that a text begins with, written out, and what follows it. What has no sign of mathematics between its dollar
/// signs is a price.
pub fn begins(text: &str) -> Option<(String, &str)> {
    let (inner, after) = text.strip_prefix('$')?.split_once('$')?;
    let meant = inner.contains(['\\', '^', '_', '{']) && inner.trim() == inner && !inner.contains('\n');
    meant.then(|| (mathematics(&mut inner.chars().peekable()).trim().to_owned(), after))
}

type Letters<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn mathematics(letters: &mut Letters) -> String {
    let mut written = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => written.push_str(&command(letters)),
            '^' => written.push_str(&shifted(&argument(letters), RAISED, '^')),
            '_' => written.push_str(&shifted(&argument(letters), LOWERED, '_')),
            '{' | '}' | ' ' => {}
            '-' => written.push('−'),
            '=' | '<' | '>' | '+' | '≈' => written.extend([' ', letter, ' ']),
            _ => written.push(letter),
        }
    }
    written
}

/// What a backslash begins.
fn command(letters: &mut Letters) -> String {
    let mut name = String::new();
    while let Some(letter) = letters.next_if(char::is_ascii_alphabetic) {
        name.push(letter);
    }
    match name.as_str() {
        "" => letters.next().map(|letter| if ",;: ".contains(letter) { ' ' } else { letter }).into_iter().collect(),
        "frac" => format!("{}/{}", grouped(argument(letters)), grouped(argument(letters))),
        "sqrt" => format!("√{}", grouped(argument(letters))),
        "hat" => format!("{}\u{302}", argument(letters)),
        "bar" | "overline" => format!("{}\u{304}", argument(letters)),
        "mathrm" | "mathbf" | "mathcal" | "mathbb" | "mathit" | "text" | "mathregular" | "operatorname" => {
            argument(letters)
        }
        _ => match SYMBOLS.iter().find(|(known, _)| *known == name) {
            Some((_, symbol)) => (*symbol).to_owned(),
            None => name,
        },
    }
}

/// A group in braces, or a single letter or command.
fn argument(letters: &mut Letters) -> String {
    match letters.next() {
        Some('{') => {
            let mut group = String::new();
            let mut depth = 1;
            for letter in letters.by_ref() {
                depth += i32::from(letter == '{') - i32::from(letter == '}');
                if depth == 0 {
                    break;
                }
                group.push(letter);
            }
            mathematics(&mut group.chars().peekable())
        }
        Some('\\') => command(letters),
        Some(letter) => letter.to_string(),
        None => String::new(),
    }
}

/// What is made of several parts, in brackets.
fn grouped(text: String) -> String {
    if text.chars().all(|letter| letter.is_alphanumeric() || letter == '.') { text } else { format!("({text})") }
}

/// A text in small raised or lowered letters, if there are such of all of it.
fn shifted(text: &str, (from, to): (&str, &str), sign: char) -> String {
    let find = |letter: char| from.chars().position(|known| known == letter).and_then(|place| to.chars().nth(place));
    let all: Option<String> = text.chars().map(|letter| find(if letter == '−' { '-' } else { letter })).collect();
    all.unwrap_or_else(|| if text.chars().count() > 1 { format!("{sign}({text})") } else { format!("{sign}{text}") })
}
