//! Every sentence that people read, each a plain function, so that the tone is one and a snapshot test can hold it.

// Commands, on every platform.

pub fn unknown_command() -> String {
    "I don't know that one. What works is `/quiz` and then now, answer, why, board, me or help.".to_owned()
}

pub fn command_takes_no_more(verb: &str) -> String {
    match verb {
        "why" => "`/quiz why` takes one question's mark, such as `/quiz why k3v9-x0qd`, or nothing.".to_owned(),
        _ => format!("`/quiz {verb}` takes nothing more."),
    }
}

pub fn command_too_long() -> String {
    "That is too long for a command. Try `/quiz help`.".to_owned()
}

pub fn answer_with_what() -> String {
    "Say your answer too, such as `/quiz answer A C` or `/quiz answer 0.731`.".to_owned()
}

pub fn mark_form() -> String {
    "That isn't a question's mark. One looks like `k3v9-x0qd` and is written on the question.".to_owned()
}

pub fn one_mark() -> String {
    "Answer one question at a time, please.".to_owned()
}

pub fn board_windows() -> String {
    "There are boards for the day, week, month, season and all time: try `/quiz board week`.".to_owned()
}

// The room.

pub fn name_empty() -> String {
    "Type a name to play under.".to_owned()
}

pub fn name_too_long(max: usize) -> String {
    format!("That name is too long: {max} characters at most, please.")
}

pub fn name_needs_a_letter() -> String {
    "A name needs at least one letter or digit.".to_owned()
}

pub fn name_has_hidden_characters() -> String {
    "That name has characters nobody can see. Please type it in plain letters.".to_owned()
}

pub fn name_taken() -> String {
    "Somebody here already goes by that name. Try another one.".to_owned()
}

pub fn join_first() -> String {
    "Pick a name first, then you can play.".to_owned()
}

pub fn name_unknown() -> String {
    "This room doesn't know you any more. Please pick a name again.".to_owned()
}

pub fn too_fast() -> String {
    "That was a lot at once. Wait a second and try again.".to_owned()
}

pub fn room_full() -> String {
    "The room is full right now. Your page keeps trying.".to_owned()
}

pub fn records_away() -> String {
    "The room can't reach its records right now, so nothing was saved. Try again in a moment.".to_owned()
}

pub fn busy() -> String {
    "A lot is going on right now and this wasn't taken in. Try again in a moment.".to_owned()
}

pub fn unconfirmed() -> String {
    "This isn't confirmed yet. Try again in a moment; it will count once.".to_owned()
}

pub fn wrong_host() -> String {
    "This room doesn't answer to that address.".to_owned()
}

pub fn wrong_origin() -> String {
    "Another website sent this, so the room did nothing.".to_owned()
}

pub fn not_json() -> String {
    "The room didn't understand that request.".to_owned()
}

pub fn too_large() -> String {
    "That is too much text for the room.".to_owned()
}

pub fn not_here() -> String {
    "There is nothing at this address.".to_owned()
}

pub fn no_such_question() -> String {
    "There is no such question in this room.".to_owned()
}

pub fn value_unreadable() -> String {
    "Type the answer as one short line of plain characters.".to_owned()
}
