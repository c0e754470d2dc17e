use super::*;
use proptest::prelude::*;

const EVENTS: [RoundEvent; 10] = [
    RoundEvent::PostingStarted,
    RoundEvent::Posted,
    RoundEvent::PostUnclear,
    RoundEvent::PostRefused,
    RoundEvent::NotFound { over: false },
    RoundEvent::NotFound { over: true },
    RoundEvent::Deadline,
    RoundEvent::Reconciled,
    RoundEvent::Graded,
    RoundEvent::Restarted,
];

#[test]
fn the_whole_table() {
    let mut table = String::new();
    for state in State::ALL {
        for event in EVENTS {
            if let Ok((next, effects)) = step(state, event) {
                table += &format!("{state} {event:?} -> {next} {effects:?}\n");
            }
        }
    }
    let expected = "\
        claimed PostingStarted -> posting [Send]\n\
        claimed Posted -> open [StartTimer]\n\
        claimed PostRefused -> void [ReportMissed]\n\
        claimed NotFound { over: false } -> posting [Send]\n\
        claimed NotFound { over: true } -> void [ReportMissed]\n\
        claimed Restarted -> claimed [Search]\n\
        posting Posted -> open [StartTimer]\n\
        posting PostUnclear -> posting [Search]\n\
        posting PostRefused -> void [ReportMissed]\n\
        posting NotFound { over: false } -> posting [Send]\n\
        posting NotFound { over: true } -> void [ReportMissed]\n\
        posting Restarted -> posting [Search]\n\
        open Posted -> open []\n\
        open Deadline -> closing [Reread]\n\
        open Restarted -> open [StartTimer]\n\
        closing Deadline -> closing []\n\
        closing Reconciled -> closing [Grade]\n\
        closing Graded -> closed [Announce]\n\
        closing Restarted -> closing [Reread]\n\
        closed Deadline -> closed []\n\
        closed Restarted -> closed [Announce]\n\
        void Restarted -> void [ReportMissed]\n";
    assert_eq!(table, expected);
    assert_eq!(
        step(State::Open, RoundEvent::PostingStarted).unwrap_err().to_string(),
        "PostingStarted can't happen to a round that is open"
    );
}

#[test]
fn states_are_stored_by_name() {
    for state in State::ALL {
        assert_eq!(state.as_str().parse(), Ok(state));
        assert_eq!(serde_json::to_value(state).unwrap(), serde_json::json!(state.as_str()));
    }
    assert_eq!("Open".parse::<State>().unwrap_err().to_string(), "\"Open\" is not the state of a round");
}

/// What the world does with the next effect.
#[derive(Clone, Copy, Debug)]
enum Fate {
    /// It is done and its event arrives.
    Done,
    /// It is done, and the bot dies before it hears of it.
    DoneThenCrash,
    /// The bot dies before it is done.
    Crash,
    /// The platform does not answer; a post may or may not have arrived.
    Unreachable { arrived: bool },
    /// The platform refuses a post.
    Refused,
    /// The closing time comes first.
    TimePasses,
}

fn any_fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        4 => Just(Fate::Done),
        1 => Just(Fate::DoneThenCrash),
        1 => Just(Fate::Crash),
        1 => any::<bool>().prop_map(|arrived| Fate::Unreachable { arrived }),
        1 => Just(Fate::Refused),
        1 => Just(Fate::TimePasses),
    ]
}

/// A bot with one round, its database, and the channel.
#[derive(Debug)]
struct World {
    stored: State,
    posts: u32,
    reread: bool,
    graded: u32,
    announced: u32,
    over: bool,
    to_do: Option<Effect>,
}

impl World {
    fn take(&mut self, event: RoundEvent) {
        let before = self.stored;
        let (next, effects) = step(before, event).unwrap_or_else(|illegal| panic!("{illegal}"));
        assert!(next >= before, "{before} went back to {next}");
        assert!(!before.is_final() || next == before);
        self.stored = next;
        self.to_do = effects.first().copied();
    }

    /// Carries out what is to be done, and returns the event that tells of it.
    fn carry_out(&mut self, effect: Effect) -> Option<RoundEvent> {
        match effect {
            Effect::Search if self.posts > 0 => return Some(RoundEvent::Posted),
            Effect::Search => return Some(RoundEvent::NotFound { over: self.over }),
            Effect::Send => {
                self.posts += 1;
                return Some(RoundEvent::Posted);
            }
            Effect::StartTimer => {
                self.over = true;
                return Some(RoundEvent::Deadline);
            }
            Effect::Reread => {
                self.reread = true;
                return Some(RoundEvent::Reconciled);
            }
            Effect::Grade => {
                assert!(self.reread, "graded before the answers were read again");
                self.graded += 1;
                return Some(RoundEvent::Graded);
            }
            Effect::Announce => self.announced += 1,
            Effect::ReportMissed => assert_eq!(self.posts, 0, "called missed, and is there"),
        }
        None
    }

    fn meet(&mut self, fate: Fate) {
        let Some(effect) = self.to_do.take() else { return };
        match (fate, effect) {
            (Fate::Done, _) => {
                if let Some(event) = self.carry_out(effect) {
                    self.take(event);
                }
            }
            (Fate::DoneThenCrash, _) => {
                self.carry_out(effect);
                self.take(RoundEvent::Restarted);
            }
            (Fate::Crash, _) => self.take(RoundEvent::Restarted),
            (Fate::Unreachable { arrived }, Effect::Send) => {
                self.posts += u32::from(arrived);
                self.take(RoundEvent::PostUnclear);
            }
            (Fate::Refused, Effect::Send) => self.take(RoundEvent::PostRefused),
            (Fate::TimePasses, _) => {
                self.over = true;
                self.to_do = Some(effect);
            }
            // Anything else is tried again.
            (Fate::Unreachable { .. } | Fate::Refused, _) => self.to_do = Some(effect),
        }
        assert!(self.posts <= 1, "posted twice");
    }
}

proptest! {
    #[test]
    fn whatever_happens_a_round_is_posted_at_most_once_and_comes_to_an_end(fates in prop::collection::vec(any_fate(), 0..40)) {
        let mut world = World {
            stored: State::Claimed, posts: 0, reread: false, graded: 0, announced: 0, over: false, to_do: None,
        };
        match fates.first() {
            // Died between the claim and the first step.
            Some(Fate::Crash) => world.take(RoundEvent::Restarted),
            _ => world.take(RoundEvent::PostingStarted),
        }
        for fate in fates {
            world.meet(fate);
        }
        // From here on all goes well.
        for _ in 0..10 {
            world.meet(Fate::Done);
        }
        prop_assert!(world.stored.is_final());
        match world.stored {
            State::Void => prop_assert_eq!((world.posts, world.graded), (0, 0)),
            _ => prop_assert!(world.posts == 1 && world.graded >= 1 && world.announced >= 1, "{:?}", world),
        }
    }

    #[test]
    fn of_any_events_at_all_only_the_first_post_goes_without_a_search(
        events in prop::collection::vec(prop::sample::select(EVENTS.to_vec()), 0..60),
    ) {
        let (mut state, mut sent, mut searched) = (State::Claimed, false, false);
        for event in events {
            // An event that can't happen changes nothing.
            let Ok((next, effects)) = step(state, event) else { continue };
            prop_assert!(next >= state && (!state.is_final() || next == state));
            searched |= matches!(event, RoundEvent::NotFound { .. });
            if effects.contains(&Effect::Send) {
                prop_assert!(!sent || searched);
                (sent, searched) = (true, false);
            }
            state = next;
        }
    }
}
