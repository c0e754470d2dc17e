//! Every sentence that people read, on one page: read it as a player would before accepting a change.

use ansatz::bank::Kind;
use ansatz::chat::words;

fn help() -> String {
    let (text, commands) = words::help();
    let commands: Vec<String> = commands.into_iter().map(|(command, what)| format!("{command}: {what}")).collect();
    format!("{text}\n{}", commands.join("\n"))
}

#[test]
fn the_sentences_are_these() {
    let sentences = [
        words::database_away().text,
        words::busy().text,
        words::unexpected().text,
        words::no_such_round().text,
        words::not_open_yet().text,
        words::too_late().text,
        words::nothing_open().text,
        words::too_many_changes().text,
        words::no_such_option(0).text,
        words::no_such_option(4).text,
        words::how_to_answer(Kind::Mcq, 4).text,
        words::how_to_answer(Kind::Msq, 10).text,
        words::how_to_answer(Kind::Nat, 0).text,
        words::recorded(&[], None),
        words::recorded(&[1], None),
        words::recorded(&[0, 2], None),
        words::recorded(&[], Some("0.731")),
        words::letter(0).to_string(),
        words::letter(9).to_string(),
        words::letter(99).to_string(),
        words::posted(),
        words::one_at_a_time().text,
        words::no_questions().text,
        words::nothing_asked().text,
        words::why_too_early().text,
        words::right_answer("A, C"),
        words::not_yet_run(),
        words::no_explanation(),
        help(),
        words::no_record_yet(),
        words::standing(1, 1, "1", 1, 1),
        words::standing(2, 12, "−0.33", 3, 1),
        words::not_on_this_board(),
        words::streak(0),
        words::streak(1),
        words::streak(12),
        [1, 2, 3, 4, 11, 12, 13, 21, 101, 111].map(words::ordinal).join(", "),
        words::run_skipped("daily", "Mon 23 Nov, 09:00", &words::pool_is_empty("theory")),
        words::window_over(),
        words::unknown_command(),
        words::command_takes_no_more("why"),
        words::command_takes_no_more("me"),
        words::command_too_long(),
        words::answer_with_what(),
        words::mark_form(),
        words::one_mark(),
        words::board_windows(),
        words::name_empty(),
        words::name_too_long(32),
        words::name_needs_a_letter(),
        words::name_has_hidden_characters(),
        words::name_taken(),
        words::join_first(),
        words::name_unknown(),
        words::too_fast(),
        words::room_full(),
        words::records_away(),
        words::unconfirmed(),
        words::wrong_host(),
        words::wrong_origin(),
        words::not_json(),
        words::too_large(),
        words::not_here(),
        words::no_such_question(),
        words::value_unreadable(),
    ];
    insta::assert_snapshot!(sentences.join("\n\n"));
}
