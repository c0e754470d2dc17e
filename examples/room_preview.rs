//! The room's page with every state it can be in, without an engine or a database: `cargo run --example room_preview`.
//!
//! For working on the page only. Its questions are scripted, its other players are made up, and it forgets everything.

#[path = "../tests/support/room_memory.rs"]
mod room_memory;

use ansatz::bank::{Difficulty, Kind};
use ansatz::chat::room::{Ports, Room, RoomConfig};
use ansatz::chat::*;
use ansatz::quiz::{Mark, board::Window};
use jiff::{SignedDuration, Timestamp};
use room_memory::Memory;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};

/// A scripted question, with which options are right or the value that is.
struct Scripted {
    kind: Kind,
    topic: &'static str,
    difficulty: Difficulty,
    stem: &'static str,
    snippet: Option<&'static str>,
    options: &'static [(&'static str, bool)],
    value: Option<&'static str>,
    explanation: &'static str,
}

const SCRIPT: &[Scripted] = &[
    Scripted {
        kind: Kind::Nat,
        topic: "gradients",
        difficulty: Difficulty::Medium,
        stem: "What does this print for `w.grad`?",
        snippet: Some(
            "import torch\n\nw = torch.tensor(2.0, requires_grad=True)\nfor _ in range(3):\n    loss = (w * 3 - 1) ** 2\n    loss.backward()\nprint(f\"{w.grad:.1f}\")",
        ),
        options: &[],
        value: Some("90 (exactly)"),
        explanation: "`backward()` **adds** to `w.grad`; nothing sets it to zero in between.\n\n- One pass gives 2 · (3w − 1) · 3 = 30.\n- Three passes give 90.\n\nThe usual cure:\n```python\noptimizer.zero_grad()\nloss.backward()\n```",
    },
    Scripted {
        kind: Kind::Mcq,
        topic: "losses",
        difficulty: Difficulty::Easy,
        stem: "The training loss of this classifier stops at about 0.55, although every prediction is right. Why?",
        snippet: Some(
            "model = nn.Sequential(\n    nn.Linear(20, 64), nn.ReLU(),\n    nn.Linear(64, 3), nn.Softmax(dim=1),  # probabilities\n)\nloss = F.cross_entropy(model(x), y)",
        ),
        options: &[
            ("`cross_entropy` applies log-softmax again, so the loss has a floor above 0", true),
            ("`Softmax` needs `dim=0` here", false),
            ("The learning rate is too small", false),
            ("ReLU has died in every unit", false),
        ],
        value: None,
        explanation: "`F.cross_entropy` expects **logits**. Given probabilities it takes their softmax once more: the best it can see is (1, 0, 0), and −log softmax of that is 0.55.",
    },
    Scripted {
        kind: Kind::Msq,
        topic: "modules",
        difficulty: Difficulty::Medium,
        stem: "Which of these change when you call `model.eval()`?",
        snippet: None,
        options: &[
            ("`nn.Dropout` passes its input through", true),
            ("Gradients are no longer recorded", false),
            ("`nn.BatchNorm1d` uses its running statistics", true),
            ("The parameters are frozen: `requires_grad` becomes `False`", false),
        ],
        value: None,
        explanation: "`eval()` only sets `training = False`. Dropout and batch norm look at it; autograd does not. Use `torch.no_grad()` for that.",
    },
    Scripted {
        kind: Kind::Mcq,
        topic: "tensors",
        difficulty: Difficulty::Hard,
        stem: "What is the shape of `y`?",
        snippet: Some(
            "import torch\n\nclass Mixer(torch.nn.Module):\n    \"\"\"Mixes the positions of a sequence.\"\"\"\n\n    def __init__(self, length: int, width: int = 32):\n        super().__init__()\n        self.positions = torch.nn.Linear(length, length, bias=False)\n\n    def forward(self, x):\n        return self.positions(x.transpose(1, 2)).transpose(1, 2)\n\ny = Mixer(10)(torch.randn(4, 10, 32))[:, -1:, ::2].squeeze(1).unsqueeze(0)  # a long line, so that it has to scroll on a phone",
        ),
        options: &[
            ("`(1, 4, 16)`", true),
            ("`(4, 1, 16)`", false),
            ("`(1, 4, 32)`", false),
            ("An error: `Linear` wants 32 inputs, <b>not</b> 10", false),
        ],
        value: None,
        explanation: "Follow it step by step: (4, 10, 32) → (4, 1, 16) → (4, 16) → (1, 4, 16).",
    },
    Scripted {
        kind: Kind::Nat,
        topic: "metrics",
        difficulty: Difficulty::Easy,
        stem: "A detector finds 38 of 52 defects and raises 14 false alarms. What is its precision?",
        snippet: None,
        options: &[],
        value: Some("0.731 (rounded to 3 decimals)"),
        explanation: "38 / (38 + 14) = 0.7308.",
    },
];

struct Round {
    post: Post,
    of: &'static Scripted,
    answers: BTreeMap<String, Standing>,
}

struct Preview {
    room: Arc<Room>,
    memory: Arc<Memory>,
    rounds: Mutex<Vec<Round>>,
    next: Mutex<usize>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let memory = Arc::new(Memory::default());
    let names =
        ["Grace", "Linus", "Barbara", "Edsger", "नमिता", "Zoë", "李明", "Alan", "Katherine", "Donald", "Margaret"];
    for (name, i) in names.iter().zip(0..) {
        memory.points.lock().map_err(|_| "poisoned")?.push(((*name).to_owned(), 40 - 4 * i, 18 - i, 15 - i));
    }
    let (events, inbox) = mpsc::channel(256);
    let ports = Ports { archive: memory.clone(), boards: memory.clone(), health: memory.clone() };
    let port = std::env::var("PORT").ok().and_then(|port| port.parse().ok());
    let config = RoomConfig {
        bind: [127, 0, 0, 1].into(),
        port: port.unwrap_or(8080),
        port_is_fixed: port.is_some(),
        host_names: Vec::new(),
    };
    let (room, address, served) = Room::start(config, ports, events, Default::default()).await?;
    println!("http://{address}");
    let preview = Arc::new(Preview { room, memory, rounds: Mutex::default(), next: Mutex::default() });
    tokio::spawn(Arc::clone(&preview).play(inbox));
    served.await?;
    Ok(())
}

impl Preview {
    async fn play(self: Arc<Self>, mut inbox: mpsc::Receiver<Event>) {
        let notice = "The 9 o'clock question was missed while the bot was down. It comes now.";
        for (seconds, crowd) in [(0, 9), (0, 24), (45, 17)] {
            drop(self.post(seconds, crowd).await);
            if seconds == 0 && crowd == 9 {
                drop(self.room.notice(&Room::place(), "missed", notice).await);
            }
        }
        while let Some(event) = inbox.recv().await {
            let preview = Arc::clone(&self);
            tokio::spawn(async move {
                // As long as a commit takes, so that the page's waiting can be seen.
                tokio::time::sleep(Duration::from_millis(120)).await;
                let reply = preview.answer(&event).await;
                drop(event.reply.send(reply));
            });
        }
    }

    async fn post(self: &Arc<Self>, seconds: i64, crowd: u32) -> Result<(), ChatError> {
        let mut next = self.next.lock().await;
        let of = &SCRIPT[*next % SCRIPT.len()];
        *next += 1;
        let now = Timestamp::now();
        let post = Post {
            mark: Mark::random(&mut rand::rng()),
            kind: of.kind,
            topic: of.topic.to_owned(),
            difficulty: Some(of.difficulty),
            stem: of.stem.to_owned(),
            snippet: of.snippet.map(str::to_owned),
            options: of.options.iter().map(|(text, _)| (*text).to_owned()).collect(),
            hint: of.value.map(|_| "Round to 3 decimals.".to_owned()),
            marking: "1 mark; wrong −1/3".to_owned(),
            opens_at: now,
            closes_at: now + SignedDuration::from_secs(seconds),
            private: false,
            copy: 0,
        };
        let id = self.room.post(&Room::place(), &post).await?;
        let mark = post.mark.clone();
        self.rounds.lock().await.push(Round { post, of, answers: BTreeMap::new() });
        let preview = Arc::clone(self);
        let run = async move {
            for i in 0..crowd {
                tokio::time::sleep(Duration::from_secs_f64(seconds as f64 / f64::from(crowd + 1))).await;
                preview.crowd(&id, &mark, i).await;
            }
            tokio::time::sleep(Duration::from_secs_f64(seconds as f64 / f64::from(crowd + 1))).await;
            preview.close(&id, &mark).await;
        };
        match seconds {
            0 => run.await,
            _ => drop(tokio::spawn(run)),
        }
        Ok(())
    }

    /// One of the made-up players answers.
    async fn crowd(&self, id: &MessageId, mark: &Mark, i: u32) {
        let mut rounds = self.rounds.lock().await;
        let Some(round) = rounds.iter_mut().find(|round| round.post.mark == *mark) else { return };
        let pick = [0, 2, 0, 1, 0, 3, 0, 2][i as usize % 8];
        let standing = match round.of.kind {
            Kind::Nat => {
                let value = ["90", "30", "90", "0.731", "0.73", "90"][i as usize % 6].to_owned();
                Standing { value: Some(value), ..Standing::default() }
            }
            Kind::Mcq => Standing { options: vec![pick], value: None },
            Kind::Msq => Standing { options: if i.is_multiple_of(3) { vec![0, 2] } else { vec![pick] }, value: None },
        };
        round.answers.insert(format!("crowd {i}"), standing);
        self.room.tally(&Room::place(), id, mark, &round.tally()).await;
    }

    async fn close(&self, id: &MessageId, mark: &Mark) {
        let rounds = self.rounds.lock().await;
        let Some(round) = rounds.iter().find(|round| round.post.mark == *mark) else { return };
        let outcome = round.outcome();
        drop(self.room.close(&Room::place(), id, &round.post, &outcome).await);
        for (_, points, ..) in self.memory.points.lock().iter_mut().flat_map(|points| points.iter_mut()).step_by(3) {
            *points += 3;
        }
        self.room.board_changed(&Room::place()).await;
    }

    async fn answer(self: &Arc<Self>, event: &Event) -> Result<Reply, Refusal> {
        let refuse = |text: &str| Err(Refusal { text: text.to_owned(), retry: false });
        let mut rounds = self.rounds.lock().await;
        let now = Timestamp::now();
        match &event.request {
            Request::Answer { mark, gesture } => {
                let Some(round) = rounds.iter_mut().find(|round| round.post.mark == *mark) else {
                    return refuse("There is no such question in this room.");
                };
                if round.post.closes_at <= now {
                    return refuse("This question is closed.");
                }
                let standing = match gesture {
                    Gesture::Select(options) => Standing { options: options.clone(), value: None },
                    Gesture::Choose(option) => Standing { options: vec![*option], value: None },
                    Gesture::Withdraw(_) => Standing::default(),
                    Gesture::Value(value) if value.parse::<f64>().is_err() => {
                        return refuse("That isn't a number I can read. Type it like `0.731`, `-2` or `1e-3`.");
                    }
                    Gesture::Value(value) => Standing { options: Vec::new(), value: Some(value.clone()) },
                };
                round.answers.insert(event.person.name.clone(), standing.clone());
                let (mark, tally) = (mark.clone(), round.tally());
                self.room.tally(&Room::place(), &MessageId(String::new()), &mark, &tally).await;
                let text = "Saved. You can change it until it closes.".to_owned();
                Ok(Reply::Recorded { mark, standing, text })
            }
            Request::Mine => {
                let mine = rounds.iter().filter(|round| round.post.closes_at > now).filter_map(|round| {
                    let standing = round.answers.get(&event.person.name)?.clone();
                    Some(MyRound { mark: round.post.mark.clone(), standing, right: None })
                });
                Ok(Reply::Mine { rounds: mine.collect() })
            }
            Request::Command(
                Command::Forget { .. } | Command::Schedule(_) | Command::Pool(_) | Command::Settings(_),
            ) => refuse("There is nobody here to ask that."),
            Request::Command(
                Command::Skip
                | Command::Close { .. }
                | Command::Regrade { .. }
                | Command::Import { .. }
                | Command::ImportAccept { .. },
            )
            | Request::Standing { .. }
            | Request::Round { .. }
            | Request::Suggest { .. } => refuse("The room's page asks for none of these."),
            Request::Command(Command::Now) => {
                drop(rounds);
                if self.post(90, 17).await.is_err() {
                    return refuse("The room is closing.");
                }
                Ok(Reply::Posted { text: "Here it comes.".to_owned() })
            }
            Request::Command(Command::Why { mark, .. }) => {
                let closed = |round: &&Round| {
                    round.post.closes_at <= now && mark.as_ref().is_none_or(|mark| *mark == round.post.mark)
                };
                let Some(round) = rounds.iter().rev().find(closed) else {
                    return refuse("That question is still open; ask again when it has closed.");
                };
                Ok(Reply::Why {
                    mark: round.post.mark.clone(),
                    title: format!("Why: {}", round.of.topic),
                    text: "Right: **A**. The author's explanation:".to_owned(),
                    explanation: Some(round.of.explanation.to_owned()),
                    note: Some(words::no_evidence()),
                    snippet: round.of.snippet.map(str::to_owned),
                    evidence: None,
                })
            }
            Request::Command(Command::Board { window }) => self.board(*window, &event.person).await,
            Request::Command(Command::Run { .. }) => refuse(&words::running_is_off().text),
            Request::Command(Command::Edit { mark }) => {
                Ok(Reply::Editor { text: words::run_what(), mark: mark.clone(), program: String::new() })
            }
            Request::Command(Command::Me) => Ok(Reply::Me(MeView {
                name: event.person.name.clone(),
                lines: vec![
                    ("This week".to_owned(), "2.67 points, rank 4 of 11".to_owned()),
                    ("All time".to_owned(), "41 points in 63 questions".to_owned()),
                    ("Right".to_owned(), "44 of 63 (70%)".to_owned()),
                ],
            })),
            Request::Command(Command::Help) => Ok(Reply::Help {
                text: "Click an option to answer, or type:".to_owned(),
                commands: vec![
                    ("/quiz now".to_owned(), "post the next question".to_owned()),
                    ("/quiz answer A C".to_owned(), "answer the open question".to_owned()),
                    ("/quiz why".to_owned(), "explain the last one".to_owned()),
                ],
            }),
            Request::Command(Command::Answer { .. }) => refuse("The preview takes answers by clicks only."),
        }
    }

    async fn board(&self, window: Window, person: &PersonRef) -> Result<Reply, Refusal> {
        use ansatz::chat::room::BoardSource;
        self.memory.board(window, Some(person)).await.map(Reply::Board)
    }
}

impl Round {
    fn tally(&self) -> Tally {
        let standing = |standing: &&Standing| !standing.options.is_empty() || standing.value.is_some();
        let count = |option| self.answers.values().filter(|standing| standing.options.contains(&option)).count() as u32;
        Tally {
            answered: self.answers.values().filter(standing).count() as u32,
            options: (0..self.of.options.len() as u8).map(count).collect(),
        }
    }

    fn outcome(&self) -> Outcome {
        let right_options: Vec<bool> = self.of.options.iter().map(|(_, right)| *right).collect();
        let key = self.of.value.and_then(|value| value.split(' ').next());
        let right = |standing: &Standing| match key {
            Some(key) => standing.value.as_deref() == Some(key),
            None => (0..).zip(&right_options).all(|(option, right)| standing.options.contains(&option) == *right),
        };
        let mut values: BTreeMap<&str, u32> = BTreeMap::new();
        for value in self.answers.values().filter_map(|standing| standing.value.as_deref()) {
            *values.entry(value).or_default() += 1;
        }
        let mut values: Vec<ValueCount> = values
            .into_iter()
            .map(|(value, count)| ValueCount { value: value.to_owned(), count, right: key == Some(value) })
            .collect();
        values.sort_by_key(|value| std::cmp::Reverse(value.count));
        let named = |name: &String| !name.starts_with("crowd");
        let winners = self.answers.iter().filter(|(_, standing)| right(standing)).map(|(name, _)| name);
        let mut first_right: Vec<String> = winners.clone().filter(|name| named(name)).cloned().collect();
        first_right.extend(["Barbara", "नमिता", "Linus"].map(str::to_owned));
        Outcome {
            tally: self.tally(),
            right: winners.count() as u32,
            right_options,
            right_value: self.of.value.map(str::to_owned),
            values,
            first_right,
            explanation: Some(self.of.explanation.to_owned()),
        }
    }
}
