use super::*;

/// What becomes of `A` in a program that begins with a few measurements.
fn origin(program: &str) -> Option<Assigned> {
    let before = "import math\nimport torch\nimport torch.nn as nn\nmodel = nn.Linear(2, 1)\nloss = model(torch.ones(1, 2)).item()\n";
    let reading = read(&format!("{before}{program}\n"), &["A"]).expect("Python");
    reading.names[0].map(|assigned| Assigned { line: assigned.line - 5, ..assigned })
}

#[test]
fn what_is_written_down_is_told_from_what_is_measured() {
    let check = |program: &str, measured: bool| {
        let found = origin(program).expect("A is set");
        assert_eq!(found.measured, measured, "{program}");
    };
    let written_down = [
        "A = True",
        "A = not False",
        "A = 1 == 1",
        "A = bool(1)",
        "right = True; A = right",
        "A = 220 + 105 + 6",
        "A = sum([220, 105, 6])",
        "A = B = False",
        "A, B = True, False",
        "(A, B) = [True, False]",
        "A: bool = True",
        "A = loss < 1\nA = True",
        "A = loss < 1 or True",
        "A = False and loss < 1",
        "A = (lambda: 1) is not None",
        "A = math.pi > 3",
        "A = torch.float32 is not None",
        "A = torch.tensor(True).item()",
        "A = bool(torch.tensor([1.0]) == 1)",
        "A = torch.zeros(3).tolist() == [0, 0, 0]",
        "A = len('abc') == 3",
        "A = 'abc'.upper() == 'ABC'",
        "A = f'{1}' == '1'",
        "A = {'x': True}['x']",
        "A = [True, False][0]",
        "A = all(x > 0 for x in [1, 2])",
        "def right():\n    return True\nA = right()",
        "def same(x):\n    return x\nA = same(True)",
        "def same(x, *rest, y=True, **more):\n    return y\nA = same(1, 2, z=3)",
        "right = lambda x: x\nA = right(True)",
        "def again(n):\n    return True if n == 0 else again(n - 1)\nA = again(3)",
        "A = 0\nfor i in range(3):\n    A += i",
        "A = 0\nwhile A < 3:\n    A += 1",
        "x = []\nx.append(True)\nA = x[0]",
        "if True:\n    A = True\nelse:\n    A = False",
        "with torch.no_grad():\n    A = True",
        "assert loss < 1\nA = True",
        "def f():\n    global A\n    A = True\nf()",
        "def f():\n    A = loss < 1\nA = True\nf()",
        "try:\n    x = 1\nexcept ValueError:\n    x = 2\nA = x == 1",
        "match 1:\n    case 1:\n        A = True\n    case _:\n        A = False",
        "A = (x := True)",
        "A = getattr(1, 'real') == 1",
    ];
    for program in written_down {
        check(program, false);
    }
    let measured = [
        "A = loss < 0.1",
        "A = not loss < 0.1",
        "A = bool(loss)",
        "low = loss < 0.1; A = low",
        "A, B = loss < 1, True",
        "A, *B = loss, loss",
        "A = True\nA = loss < 1",
        "A = True\nA &= loss < 1",
        "A = math.sqrt(4) == 2",
        "A = torch.tensor([1.0]).exp().item() > 2",
        "A = torch.ones(2, 3).shape == (2, 3)",
        "A = torch.randn(3).sum() > 0",
        "A = torch.allclose(torch.ones(1), torch.ones(1))",
        "A = sum(p.numel() for p in model.parameters()) == 3",
        "A = model.in_features == 2",
        "A = nn.ReLU()(torch.tensor(-1.0)) == 0",
        "A = 'low' if loss < 1 else 'high'",
        "A = f'{loss}' == '1'",
        "A = {'x': loss < 1}['x']",
        "A = [1, 2][int(loss)] == 1",
        "A = all(p.requires_grad for p in model.parameters())",
        "A = len([1 for p in model.parameters()]) == 2",
        "if loss < 1:\n    A = True\nelse:\n    A = False",
        "A = False\nif loss < 1:\n    A = True",
        "A = True\nif loss < 1:\n    pass\nelif loss < 2:\n    A = False",
        "A = True if loss < 1 else False",
        "def low():\n    return loss < 1\nA = low()",
        "def low():\n    if loss < 1:\n        return True\n    return False\nA = low()",
        "def same(x):\n    return x\nA = same(loss)",
        "def make(layer):\n    return layer(1, 1)\nA = make(nn.Linear)(torch.ones(1)) > 0",
        "def train(network):\n    return network()\ndef network():\n    return nn.Linear(1, 1)\nA = train(network).bias > 0",
        "low = lambda x: x < 1\nA = low(loss)",
        "n = 0\nfor p in model.parameters():\n    n += 1\nA = n == 2",
        "for i in range(9):\n    if loss < i:\n        break\nA = i == 3",
        "n = 0\nwhile loss < n:\n    n += 1\nA = n == 3",
        "a = b = c = 0\nfor i in range(9):\n    a, b, c = b, c, loss\nA = a > 0",
        "x = []\nx.append(loss)\nA = x[0] < 1",
        "def f(x):\n    x.append(loss)\nlosses = []\nf(losses)\nA = losses[0] < 1",
        "losses = {}\ndef f(name):\n    losses[name] = loss\nf('a')\nA = losses['a'] < 1",
        "x = torch.ones(2)\nx.mul_(3)\nA = x[0] == 3",
        "try:\n    model(torch.ones(1, 3))\n    A = False\nexcept RuntimeError:\n    A = True",
        "A = False\ntry:\n    model(torch.ones(1, 3))\nexcept RuntimeError as error:\n    A = 'shape' in str(error)",
        "def f():\n    global A\n    A = loss < 1\nf()",
        "def outer():\n    low = False\n    def inner():\n        nonlocal low\n        low = loss < 1\n    inner()\n    return low\nA = outer()",
        "from torch import nn as layers\nA = layers.Linear(1, 1).bias is not None",
        "from torch.nn.functional import relu\nA = relu(torch.tensor(-1.0)) == 0",
        "class Net(nn.Module):\n    def forward(self, x):\n        return x\nA = Net()(torch.ones(1)) == 1",
        "match loss:\n    case 0:\n        A = True\n    case _:\n        A = False",
        "def numbers():\n    yield loss\nA = list(numbers())[0] < 1",
        "A = (x := loss) < 1",
        "for act in (nn.ReLU, nn.Tanh):\n    out = act()(torch.ones(1))\nA = out > 0",
    ];
    for program in measured {
        check(program, true);
    }
}

#[test]
fn the_line_that_counts_is_the_last_one() {
    let check = |program: &str, expected: Option<u32>| {
        assert_eq!(origin(program).map(|assigned| assigned.line), expected, "{program}");
    };
    check("A = loss < 1", Some(1));
    check("A = loss < 1\n\nA = True", Some(3));
    check("def f():\n    A = 1\n", None);
    check("def f():\n    global A\n    A = loss\nf()", Some(3));
    check("B = 1", None);
    check("A = 1\ndel A", None);
    check("x.A = 1", None);
    check("import A", Some(1));
    check("text = '''\nA = 1\n'''", None);
}

#[test]
fn seeds_are_found_wherever_they_stand() {
    let program = "import torch\ntorch.manual_seed(1)\ndef f():\n    torch.manual_seed(0)\n    g = torch.Generator().manual_seed(1)\n\
                   torch.manual_seed(seed)\ntorch.manual_seed()\nseed(7)\n";
    assert_eq!(read(program, &[]).map(|reading| reading.seeds), Ok(vec![1, 0]));
}

#[test]
fn what_is_no_python_is_refused_with_its_line() {
    let check = |program: &str, expected: &str, at: u32| match read(program, &["A"]) {
        Err(Unreadable::Syntax { line, message }) => {
            assert_eq!((message.as_str(), line), (expected, at), "{program:?}")
        }
        other => panic!("{program:?}: {other:?}"),
    };
    check("x = 1\ny = = 2\n", "Expected an expression", 2);
    check("x = (1\n", "unexpected EOF while parsing", 2);
    check("if x:\ny = 1\n", "Expected an indented block after `if` statement", 2);
}

#[test]
fn hostile_programs_are_answered() {
    let deep = |open: &str, middle: &str, close: &str| {
        let times = (LONGEST - middle.len() - 8) / (open.len() + close.len());
        format!("A = {}{middle}{}\n", open.repeat(times), close.repeat(times))
    };
    let nested: String = (0..90)
        .map(|depth| format!("{}for i in x:\n", " ".repeat(depth)))
        .chain([format!("{}A = i", " ".repeat(90))])
        .collect();
    let calls: String = (0..500)
        .map(|n| format!("def f{n}():\n    f{0}()\n    f{0}()\n", n + 1))
        .chain(["f0()\nA = 1".into()])
        .collect();
    let names: String = (0..500)
        .map(|n| format!("x{n}=1\n"))
        .chain(["for i in y:\n".into()])
        .chain((0..900).map(|_| " if x: z=1\n".into()))
        .collect();
    let programs = [
        names,
        deep("(", "1", ")"),
        deep("[", "1", "]"),
        deep("-", "1", ""),
        deep("not ", "1", ""),
        deep("1+", "1", ""),
        deep("1**", "1", ""),
        deep("lambda:", "1", ""),
        deep("f(", "1", ")"),
        deep("", "x", ".a"),
        deep("", "x", "[0]"),
        deep("", "x", "()"),
        deep("1 if 1 else ", "1", ""),
        deep("{1:", "1", "}"),
        nested,
        calls,
        "A = 1\n".repeat(LONGEST / 6),
        String::new(),
        "\u{feff}A = 1".to_owned(),
        "A = '\u{0}'".to_owned(),
        "\r\rA = 1\r".to_owned(),
    ];
    for program in programs {
        // Whatever the answer, it comes, and not because the program is too long.
        assert!(!matches!(read(&program, &["A"]), Err(Unreadable::TooLong(_))), "{} bytes", program.len());
    }
    assert_eq!(read(&" ".repeat(LONGEST + 1), &["A"]), Err(Unreadable::TooLong(LONGEST + 1)));
}

#[test]
fn no_text_ends_the_reader() {
    const WORDS: [&str; 40] = [
        "A",
        "x",
        "f",
        "torch",
        "=",
        " = ",
        ":",
        "\n",
        "\n    ",
        "\n        ",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ".",
        "def ",
        "class ",
        "lambda ",
        "for ",
        " in ",
        "while ",
        "if ",
        "else:",
        "elif ",
        "try:",
        "except ",
        "with ",
        "as ",
        "import ",
        "from ",
        "return ",
        "yield ",
        "global ",
        "match ",
        "case ",
        "'",
        "1",
    ];
    // Numerical Recipes' generator: the same texts each time.
    let mut state: u32 = 1;
    let mut random = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let mut sound = 0;
    for _ in 0..3_000 {
        let text: String = (0..random(12) + 1).map(|_| WORDS[random(WORDS.len())]).collect();
        match read(&text, &["A"]) {
            Ok(_) => sound += 1,
            Err(Unreadable::Syntax { .. }) => {}
            Err(other) => panic!("{text:?}: {other}"),
        }
    }
    assert!(sound > 50, "{sound} of the texts were programs");
}
