//! Everything that the bot shows on Discord, on one page each: read it as somebody in a channel would before accepting a change.

use ansatz::bank::{Difficulty, Kind};
use ansatz::chat::discord::{
    Outgoing, closed_message, definitions, question_message, refusal_message, reply_message, void_message,
};
use ansatz::chat::evidence::{DerivedValue, Ended, Measured, Picture, Standing as Stands, Verdict};
use ansatz::chat::{
    BoardRow, BoardView, Evidence, MeView, Outcome, Post, Reply, Run, Standing, Tally, ValueCount, words,
};
use ansatz::quiz::{Mark, Marks, Window};

fn post(kind: Kind) -> Post {
    let options: &[&str] = if kind == Kind::Nat { &[] } else { &["`x + 1`", "*Two* things", "@everyone", "None"] };
    Post {
        mark: Mark::from_stored("k3v9-x0qd"),
        kind,
        topic: "tensors".into(),
        difficulty: Some(Difficulty::Medium),
        stem: "What does `f(x)` print, and why not <@1>?".into(),
        snippet: Some("def f(x):\n    return x + 1\n\nprint(f(1))  # ``` is no end\n".into()),
        options: options.iter().map(|option| (*option).to_owned()).collect(),
        hint: (kind == Kind::Nat).then(|| "Round to 3 decimals.".to_owned()),
        marking: "1 mark; wrong −1/3".into(),
        opens_at: "2026-01-05T09:00:00Z".parse().expect("a time"),
        closes_at: "2026-01-05T21:00:00Z".parse().expect("a time"),
        private: false,
        copy: 0,
    }
}

fn outcome(kind: Kind) -> Outcome {
    let nat = kind == Kind::Nat;
    Outcome {
        tally: Tally { answered: 10, options: if nat { vec![] } else { vec![6, 3, 1, 0] } },
        right_options: if nat { vec![] } else { vec![true, kind == Kind::Msq, false, false] },
        right_value: nat.then(|| "0.731 (rounded to 3 decimals)".to_owned()),
        values: if nat {
            vec![
                ValueCount { value: "0.731".into(), count: 7, right: true },
                ValueCount { value: "0.5".into(), count: 3, right: false },
            ]
        } else {
            vec![]
        },
        right: 6,
        first_right: vec!["Ada".into(), "*Bo* @here".into()],
        explanation: None,
    }
}

/// The body as it is sent, and what goes along.
fn shown(message: &Outgoing) -> String {
    let mut text = serde_json::to_string_pretty(&message.body).expect("JSON");
    for file in &message.files {
        let bytes = std::str::from_utf8(&file.bytes).map_or_else(|_| "(bytes)".to_owned(), str::to_owned);
        let first: String = bytes.lines().take(3).collect::<Vec<_>>().join("\n");
        text.push_str(&format!("\n--- {}, {} bytes\n{first}", file.name, file.bytes.len()));
    }
    text
}

#[test]
fn questions() {
    for (name, kind, private) in [
        ("mcq", Kind::Mcq, false),
        ("msq", Kind::Msq, false),
        ("nat", Kind::Nat, false),
        ("mcq_private", Kind::Mcq, true),
        ("nat_private", Kind::Nat, true),
    ] {
        let post = Post { private, ..post(kind) };
        insta::assert_snapshot!(format!("discord_question_{name}"), shown(&question_message(&post)));
    }
}

#[test]
fn outcomes() {
    for (name, kind) in [("mcq", Kind::Mcq), ("msq", Kind::Msq), ("nat", Kind::Nat)] {
        insta::assert_snapshot!(format!("discord_closed_{name}"), shown(&closed_message(&post(kind), &outcome(kind))));
    }
    let void = words::round_void(&words::skipped_by_organiser());
    insta::assert_snapshot!("discord_void", shown(&void_message(&post(Kind::Mcq), &void)));
}

/// Nothing is cut without a word, and nothing is larger than Discord takes.
#[test]
fn long_questions() {
    let long = |n: usize| "A long story about tensors. ".repeat(n);
    let posts = [
        ("code", Post { snippet: Some("print('a line of code')\n".repeat(300)), ..post(Kind::Mcq) }),
        ("code_pictured", Post { snippet: Some("print('a line of code')\n".repeat(60)), ..post(Kind::Mcq) }),
        ("stem", Post { stem: long(300), ..post(Kind::Msq) }),
        ("options", Post { options: vec![long(60); 10], ..post(Kind::Msq) }),
    ];
    for (name, post) in posts {
        for message in [question_message(&post), closed_message(&post, &outcome(post.kind))] {
            let text = message.body["embeds"][0]["description"].as_str().expect("a text");
            assert!(text.encode_utf16().count() <= 4096, "{name}");
        }
        insta::assert_snapshot!(format!("discord_long_{name}"), shown(&question_message(&post)));
    }
}

fn run(stdout: &str, stderr: &str) -> Run {
    let picture = Picture {
        alt: "A line".into(),
        width: 2,
        height: 2,
        light: vec![0x89_u8, 0xff].into(),
        dark: vec![0x89_u8].into(),
    };
    Run {
        ended: Ended::Finished,
        summary: "It ran for 0.01 s.".into(),
        line: None,
        stdout: stdout.into(),
        stderr: stderr.into(),
        pictures: vec![picture],
        missing: None,
    }
}

fn why(run: Run) -> Reply {
    let verdict = |letter: char, right: bool, warning: Option<String>| Verdict {
        letter,
        option: "It is `2`".into(),
        right,
        text: words::verdict(right),
        measured: Some(Measured { code: "total == 2".into(), values: vec![("total".into(), "2".into())] }),
        warning,
    };
    Reply::Why {
        mark: Mark::from_stored("k3v9-x0qd"),
        title: "What is one plus one?".into(),
        text: words::right_answer("A"),
        explanation: Some("One and one make **two**.".into()),
        note: None,
        snippet: Some("print(1 + 1)".into()),
        evidence: Some(Box::new(Evidence {
            verdicts: vec![verdict('A', true, None), verdict('B', true, Some(words::key_differs(false)))],
            value: Some(DerivedValue { right: true, text: words::arrives_at(2), measured: None, warning: None }),
            standing: Stands::Differs,
            conclusion: words::differs(&['B']),
            run,
            program: "total = 1 + 1".into(),
            letters: None,
            only_one: false,
        })),
    }
}

#[test]
fn replies() {
    let mark = || Mark::from_stored("k3v9-x0qd");
    let row = |rank: i64, name: &str, is_asker: bool| BoardRow {
        rank,
        name: name.into(),
        points: Marks::ZERO,
        points_text: "2.67".into(),
        answered: 4,
        right: 3,
        is_asker,
    };
    let board = |rows: Vec<BoardRow>, own: Option<BoardRow>| {
        Reply::Board(BoardView { window: Window::Week, title: "This week".into(), rows, own, people: 12 })
    };
    let (text, commands) = words::help();
    let long: Vec<String> = (0..200).map(|n| format!("question-{n}: something that was found in it")).collect();
    let replies = [
        (
            "recorded",
            Reply::Recorded { mark: mark(), standing: Standing::default(), text: words::recorded(&[1], None) },
        ),
        ("posted", Reply::Posted { text: words::posted() }),
        ("why", why(run("2\n", ""))),
        ("why_long", why(run(&"a line of output\n".repeat(200), "Traceback"))),
        ("ran", Reply::Ran(Box::new(run("```\n@everyone\n```", "")))),
        ("editor", Reply::Editor { text: words::run_what(), mark: None, program: "print(1)".into() }),
        ("board", board(vec![row(1, "Ada", false), row(2, "*Bo* <@1>", true), row(4, "Cy", false)], None)),
        ("board_own", board(vec![row(1, "Ada", false)], Some(row(31, "Bo", true)))),
        ("board_empty", board(vec![], None)),
        ("me", Reply::Me(MeView { name: "Ada".into(), lines: vec![("This week".into(), "1st of 2".into())] })),
        ("help", Reply::Help { text, commands }),
        (
            "told",
            Reply::Told { title: "Schedules".into(), text: "1 here.".into(), lines: vec!["daily: `0 9 * * *`".into()] },
        ),
        (
            "preview",
            Reply::Preview { title: "bank.md".into(), text: "200 new.".into(), lines: long, token: Some("a-b".into()) },
        ),
        ("confirm", Reply::Confirm { text: words::forget_confirm(), token: "forget".into() }),
    ];
    for (name, reply) in replies {
        let message = reply_message(&reply);
        let embed = &message.body["embeds"][0];
        assert!(embed["description"].as_str().unwrap_or_default().encode_utf16().count() <= 4096, "{name}");
        assert!(embed.to_string().encode_utf16().count() <= 6500, "{name}");
        insta::assert_snapshot!(format!("discord_reply_{name}"), shown(&message));
    }
    insta::assert_snapshot!("discord_reply_refusal", shown(&refusal_message(&words::too_late())));
}

#[test]
fn commands() {
    insta::assert_snapshot!("discord_commands", serde_json::to_string_pretty(&definitions()).expect("JSON"));
}

#[test]
fn sentences() {
    let sentences = [
        words::discord_counts(0, 0),
        words::discord_counts(1, 1),
        words::discord_counts(1, 0),
        words::discord_counts(5, 0),
        words::discord_counts(5, 3),
        words::reply_unseen().text,
        words::mention_how_to().text,
        words::closed_to_me().text,
        words::answer_not_shown(),
        words::said_to("Ada", "This question is closed."),
        words::file_unreadable().text,
        words::file_too_large(1024).text,
        words::file_not_text().text,
        words::only_in_servers().text,
        words::there_is_no_program().text,
        words::here_is_the_program(),
        words::program_too_long_for_form(),
        words::discord_token_missing(),
        words::discord_token_wrong(),
        words::discord_intents_missing("MESSAGE_CONTENT"),
        words::discord_gateway_unknown("no connection"),
        words::discord_shards_wrong(),
        words::missing_permissions(1, &["Send Messages", "Embed Links", "Attach Files"]),
        words::missing_reactions(1),
        words::channel_refused(1, "50035"),
    ];
    insta::assert_snapshot!("discord_sentences", sentences.join("\n"));
}
