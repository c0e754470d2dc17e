//! What people paste, and what programs print to annoy them.

use super::*;
use proptest::prelude::*;

#[test]
fn programs_are_found_in_messages() {
    let check = |text: &str, program: &str| assert_eq!(program_of(text).as_deref(), Ok(program), "{text:?}");
    check("print(1)", "print(1)\n");
    check("  print(1)  \n\n", "print(1)\n");
    check("`print(1)`", "print(1)\n");
    check("x = 1\nif x:\n    print(x)", "x = 1\nif x:\n    print(x)\n");
    check("\nx = 1\r\nprint(x)\r\n", "x = 1\nprint(x)\n");
    check("```\nprint(1)\n```", "print(1)\n");
    check("```python\nprint(1)\n```", "print(1)\n");
    check("```PY  \nprint(1)\n```\nthanks!", "print(1)\n");
    check("```print(1)```", "print(1)\n");
    check("```python print(1)```", "print(1)\n");
    check("```py\nprint(1)", "print(1)\n");
    check("```x = 1\nprint(x)```", "x = 1\nprint(x)\n");
    check("@ansatz ```py\nprint(1)\n```", "print(1)\n");
    check("<@123456789> please\n```py\n  \nprint(1)\n```\n```\nprint(2)\n```", "  \nprint(1)\n");
    check("text = 1", "text = 1\n");
    check("print('ä\u{200d}')\0", "print('ä\u{200d}')\0\n");
    check("print(1) # @everyone", "print(1) # @everyone\n");
}

fn program_of(text: &str) -> Result<String, String> {
    program(text).map_err(|refusal| refusal.text)
}

#[test]
fn what_is_no_program_is_refused() {
    let empty = words::empty_program().text;
    for text in ["", "  \n\t", "``", "``````", "```python\n```", "```\n\n  \n```", "@ansatz ```py\n```"] {
        assert_eq!(program_of(text), Err(empty.clone()), "{text:?}");
    }
    let longest = "x".repeat(MAX_PROGRAM);
    assert_eq!(program_of(&longest), Ok(format!("{longest}\n")));
    let too_long = "That program is too long: 32 KB at most, please.".to_owned();
    assert_eq!(program_of(&format!("```py\n{longest}x\n```")), Err(too_long));
}

#[test]
fn output_is_shown_as_a_terminal_would() {
    let check = |printed: &str, expected: &str| assert_eq!(shown(printed), expected, "{printed:?}");
    check("", "");
    check("loss 0.5\n", "loss 0.5\n");
    check("a\tb\n\n c", "a\tb\n\n c");
    check("<script>alert(1)</script>", "<script>alert(1)</script>");
    check("epoch 1\repoch 2\repoch 3\n", "epoch 3\n");
    check("100%\r5\n", "500%\n");
    check("one\r\ntwo\r\n", "one\ntwo\n");
    check("abc\u{8}\u{8}X\n", "aXc\n");
    check("\u{8}\u{8}a", "a");
    check("\u{1b}[1;31mred\u{1b}[0m and \u{9b}32mgreen\n", "red and green\n");
    check("\u{1b}]0;a title\u{7}b\u{1b}]8;;http://x\u{1b}\\link\n", "blink\n");
    check("\u{1b}[2J\u{1b}[Hhome", "home");
    check("\u{1b}[", "");
    check("\u{1b}]0;never closed\nnext", "\nnext");
    check("\u{1b}(Bascii \u{1b}cX\u{1b}", "ascii X");
    check("bell\u{7} nul\0 del\u{7f}", "bell␇ nul␀ del␡");
    check("\u{202e}evil\u{2066}", "\\u202eevil\\u2066");
    check("é 漢字 👩‍👩‍👧", "é 漢字 👩‍👩‍👧");
}

#[test]
fn long_output_is_cut_with_a_note() {
    let check = |text: &str, most, shown: &str, note: Option<&str>| {
        assert_eq!(cut(text, most), (shown, note.map(str::to_owned)), "{text:?}");
    };
    check("", 0, "", None);
    check("abcd", 4, "abcd", None);
    check("abcdé", 4, "abcd", Some("Cut here: this is 4 of 5 characters."));
    check("abcde\nfgh", 8, "abcde", Some("Cut here: this is 5 of 9 characters."));
    check("a\nbcdefghij", 8, "a\nbcdefg", Some("Cut here: this is 8 of 11 characters."));
}

proptest! {
    #[test]
    fn nothing_unseen_is_left(printed in "([a-z\n\t ]|\\x1b[\\[\\]a-zA-Z0-9;]{0,4}|[\\x00-\\x1f\\x7f-\\x9f]|\u{202e}|é){0,40}") {
        let shown = shown(&printed);
        prop_assert!(shown.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()), "{shown:?}");
    }

    #[test]
    fn any_message_is_a_program_or_refused(text in "(```|`|\n|py|x|@){0,12}") {
        if let Ok(program) = program(&text) {
            prop_assert!(program.ends_with('\n') && !program.trim().is_empty());
        }
    }
}
