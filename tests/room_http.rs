//! The room over HTTP, as a browser, a hostile player and a hostile website meet it. The engine is a stand-in that notes events.

#[path = "support/room_memory.rs"]
mod room_memory;

use ansatz::bank::Kind;
use ansatz::chat::room::{Ports, Room, RoomConfig, RoomError};
use ansatz::chat::{Chat, Command, Event, Gesture, Outcome, Post, Refusal, Reply, Request, Standing, Tally, words};
use ansatz::quiz::Mark;
use jiff::Timestamp;
use reqwest::{Client, RequestBuilder, StatusCode};
use room_memory::Memory;
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, atomic::Ordering};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

const MARK: &str = "k3v9-x0qd";

/// What reached the engine: who, the event's id, its sequence, and what was asked.
type Seen = Arc<Mutex<Vec<(String, String, i64, Request)>>>;

struct House {
    room: Arc<Room>,
    memory: Arc<Memory>,
    address: SocketAddr,
    seen: Seen,
    client: Client,
    shutdown: CancellationToken,
    served: JoinHandle<()>,
}

fn config(port: u16, port_is_fixed: bool) -> RoomConfig {
    RoomConfig {
        bind: IpAddr::V4(Ipv4Addr::LOCALHOST),
        port,
        port_is_fixed,
        host_names: vec!["quiz.example".to_owned()],
    }
}

fn ports(memory: &Arc<Memory>) -> Ports {
    Ports { archive: memory.clone(), boards: memory.clone(), health: memory.clone() }
}

/// A room whose engine saves every answer, and refuses commands with a sentence.
async fn house() -> House {
    let (events, inbox) = mpsc::channel(64);
    let house = house_with(events).await;
    tokio::spawn(engine(inbox, Arc::clone(&house.seen)));
    house
}

async fn house_with(events: mpsc::Sender<Event>) -> House {
    let memory = Arc::new(Memory::default());
    let shutdown = CancellationToken::new();
    let (room, address, served) = Room::start(config(0, true), ports(&memory), events, shutdown.clone()).await.unwrap();
    House { room, memory, address, seen: Seen::default(), client: Client::new(), shutdown, served }
}

async fn engine(mut inbox: mpsc::Receiver<Event>, seen: Seen) {
    while let Some(event) = inbox.recv().await {
        let reply = match &event.request {
            Request::Answer { mark, gesture } => Ok(Reply::Recorded {
                mark: mark.clone(),
                standing: match gesture {
                    Gesture::Value(value) => Standing { options: Vec::new(), value: Some(value.clone()) },
                    Gesture::Select(options) => Standing { options: options.clone(), value: None },
                    Gesture::Choose(option) | Gesture::Withdraw(option) => {
                        Standing { options: vec![*option], value: None }
                    }
                },
                text: "Saved.".to_owned(),
            }),
            Request::Mine => Ok(Reply::Mine { rounds: Vec::new() }),
            Request::Command(Command::Forget { confirmed }) => Ok(match confirmed {
                false => Reply::Confirm { text: "Sure?".to_owned(), token: "forget".to_owned() },
                true => Reply::Told { title: "Done".to_owned(), text: "Gone.".to_owned(), lines: Vec::new() },
            }),
            Request::Command(_) | Request::Standing { .. } | Request::Round { .. } | Request::Suggest { .. } => {
                Err(Refusal { text: "Not today.".to_owned(), retry: false })
            }
        };
        seen.lock().unwrap().push((event.person.name, event.event_id, event.sequence, event.request));
        drop(event.reply.send(reply));
    }
}

impl House {
    fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("http://{}{path}", self.address))
    }

    fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.client.post(format!("http://{}{path}", self.address)).json(body)
    }

    async fn join(&self, name: &str) -> String {
        let (status, body) = send(self.post("/api/join", &json!({ "name": name }))).await;
        assert_eq!((status, &body["name"]), (StatusCode::OK, &json!(name)));
        body["token"].as_str().unwrap().to_owned()
    }

    fn answer(&self, token: &str, mark: &str, gesture: &Value, event_id: &str) -> RequestBuilder {
        let body = json!({ "mark": mark, "gesture": gesture, "event_id": event_id });
        self.post("/api/answer", &body).bearer_auth(token)
    }

    async fn check(&self, request: RequestBuilder, status: StatusCode, sentence: String, retry: bool) {
        assert_eq!(send(request).await, (status, json!({ "error": sentence, "retry": retry })));
    }
}

async fn send(request: RequestBuilder) -> (StatusCode, Value) {
    let response = request.send().await.unwrap();
    (response.status(), response.json().await.unwrap())
}

fn question() -> Post {
    Post {
        mark: Mark::from_stored(MARK),
        kind: Kind::Msq,
        topic: "tensors".to_owned(),
        difficulty: None,
        stem: "Which, <img src=x onerror=alert(1)> `x`?".to_owned(),
        snippet: Some("x = 1".to_owned()),
        options: vec!["<b>one</b>".to_owned(), "two".to_owned()],
        hint: None,
        marking: "1 mark".to_owned(),
        opens_at: Timestamp::from_second(1_000).unwrap(),
        closes_at: Timestamp::from_second(1_060).unwrap(),
        private: false,
        copy: 0,
    }
}

#[tokio::test]
async fn a_person_joins_and_answers() {
    let house = house().await;
    let token = house.join("Ada").await;
    let me = send(house.get("/api/me").bearer_auth(&token)).await;
    assert_eq!(me, (StatusCode::OK, json!({ "name": "Ada" })));
    let saved = send(house.answer(&token, MARK, &json!({ "select": [0, 2] }), "e1")).await;
    let expected = json!({
        "kind": "recorded",
        "mark": MARK,
        "standing": { "options": [0, 2], "value": null },
        "text": "Saved.",
        "blocks": {
            "title": [],
            "text": [{ "kind": "paragraph", "inlines": [{ "text": "Saved." }] }],
            "explanation": [],
            "note": [],
        },
    });
    assert_eq!(saved, (StatusCode::OK, expected));
    // The same click sent again reaches the engine with the same id, which is the person's own.
    send(house.answer(&token, MARK, &json!({ "select": [0, 2] }), "e1")).await;
    let other = house.join("Bob").await;
    send(house.answer(&other, MARK, &json!({ "select": [0, 2] }), "e1")).await;
    let seen = house.seen.lock().unwrap().clone();
    let ids: Vec<(&str, &str)> = seen.iter().map(|(name, id, ..)| (name.as_str(), id.as_str())).collect();
    assert_eq!(ids, [("Ada", "room:p0:e1"), ("Ada", "room:p0:e1"), ("Bob", "room:p1:e1")]);
    assert!(seen.windows(2).all(|pair| pair[0].2 < pair[1].2));
}

#[tokio::test]
async fn what_people_type_arrives_as_they_typed_it() {
    let house = house().await;
    let token = house.join("<script>alert(1)</script> @here").await;
    let hostile = "<img src=x onerror=alert(1)> @everyone";
    let (status, reply) = send(house.answer(&token, MARK, &json!({ "value": hostile }), "e1")).await;
    assert_eq!((status, &reply["standing"]["value"]), (StatusCode::OK, &json!(hostile)));
    let refused = house.post("/api/command", &json!({ "text": "/quiz now", "event_id": "e2" })).bearer_auth(&token);
    house.check(refused, StatusCode::UNPROCESSABLE_ENTITY, "Not today.".to_owned(), false).await;
    let unknown = house.post("/api/command", &json!({ "text": hostile, "event_id": "e3" })).bearer_auth(&token);
    house.check(unknown, StatusCode::UNPROCESSABLE_ENTITY, words::unknown_command(), false).await;
}

#[tokio::test]
async fn organisers_have_the_configuration_and_players_may_leave() {
    let house = house().await;
    let token = house.join("Ada").await;
    let command =
        |text: &str, id: &str| house.post("/api/command", &json!({ "text": text, "event_id": id })).bearer_auth(&token);
    for text in ["/quiz skip", "/quiz schedule add", "/quiz settings answers=private", "/quiz import"] {
        let refused = words::organiser_has_the_file().text;
        house.check(command(text, "o1"), StatusCode::UNPROCESSABLE_ENTITY, refused, false).await;
    }
    let (status, reply) = send(command("/quiz me forget", "f1")).await;
    assert_eq!((status, &reply["kind"], &reply["text"]), (StatusCode::OK, &json!("confirm"), &json!("Sure?")));
    house.memory.people.lock().unwrap().clear();
    let (status, reply) = send(command("/quiz me forget yes", "f3")).await;
    assert_eq!((status, reply["kind"].as_str()), (StatusCode::OK, Some("told")), "{reply}");
    house.check(command("/quiz me", "f4"), StatusCode::UNAUTHORIZED, words::name_unknown(), false).await;
}

#[tokio::test]
async fn names_that_are_taken_or_deceive_are_refused() {
    let house = house().await;
    house.join("Ada").await;
    for (name, status, sentence) in [
        ("ADA", StatusCode::CONFLICT, words::name_taken()),
        ("  ada ", StatusCode::CONFLICT, words::name_taken()),
        ("Ada\u{202e}", StatusCode::UNPROCESSABLE_ENTITY, words::name_has_hidden_characters()),
        ("A\u{200b}da", StatusCode::UNPROCESSABLE_ENTITY, words::name_has_hidden_characters()),
        ("A\u{0}da", StatusCode::UNPROCESSABLE_ENTITY, words::name_has_hidden_characters()),
        ("", StatusCode::UNPROCESSABLE_ENTITY, words::name_empty()),
        (&"x".repeat(33), StatusCode::UNPROCESSABLE_ENTITY, words::name_too_long(32)),
    ] {
        house.check(house.post("/api/join", &json!({ "name": name })), status, sentence, false).await;
    }
    assert_eq!(house.memory.people.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn only_digests_of_tokens_are_kept() {
    let house = house().await;
    let token = house.join("Ada").await;
    assert_eq!(token.len(), 64);
    assert!(house.memory.people.lock().unwrap().iter().all(|(_, digest)| *digest != token && digest.len() == 64));
}

#[tokio::test]
async fn strangers_are_asked_for_a_name() {
    let house = house().await;
    let answer = |token: &str| house.answer(token, MARK, &json!({ "choose": 0 }), "e1");
    let bare = json!({ "mark": MARK, "gesture": { "choose": 0 }, "event_id": "e1" });
    house.check(house.post("/api/answer", &bare), StatusCode::UNAUTHORIZED, words::join_first(), false).await;
    house.check(answer("nonsense"), StatusCode::UNAUTHORIZED, words::join_first(), false).await;
    house.check(answer(&"0".repeat(64)), StatusCode::UNAUTHORIZED, words::name_unknown(), false).await;
    assert!(house.seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn other_websites_get_nothing() {
    let house = house().await;
    let address = house.address.to_string();
    for host in ["evil.example", "evil.example:80", "localhost.evil.example", "192.168.7.7"] {
        let request = house.get("/api/state").header("host", host);
        house.check(request, StatusCode::MISDIRECTED_REQUEST, words::wrong_host(), false).await;
    }
    let join = || house.post("/api/join", &json!({ "name": "Ada" }));
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1", &format!("ftp://{address}")] {
        house.check(join().header("origin", origin), StatusCode::FORBIDDEN, words::wrong_origin(), false).await;
        let stream = house.get("/api/events").header("origin", origin);
        house.check(stream, StatusCode::FORBIDDEN, words::wrong_origin(), false).await;
    }
    let form = house.client.post(format!("http://{address}/api/join")).header("content-type", "text/plain");
    let form = form.body(r#"{"name":"Ada"}"#);
    house.check(form, StatusCode::UNSUPPORTED_MEDIA_TYPE, words::not_json(), false).await;
    assert!(house.memory.people.lock().unwrap().is_empty());
    for (host, origin) in [
        (address.clone(), format!("http://{address}")),
        ("localhost:9000".to_owned(), "http://localhost:9000".to_owned()),
        ("quiz.example".to_owned(), "https://quiz.example".to_owned()),
    ] {
        let name = format!("Ada {}", host.len());
        let request = house.post("/api/join", &json!({ "name": name })).header("host", host).header("origin", origin);
        assert_eq!(send(request).await.0, StatusCode::OK);
    }
}

#[tokio::test]
async fn bad_requests_get_a_sentence() {
    let house = house().await;
    let token = house.join("Ada").await;
    let raw = |body: String| {
        let request = house.client.post(format!("http://{}/api/answer", house.address)).bearer_auth(&token);
        request.header("content-type", "application/json").body(body)
    };
    let big = format!(r#"{{"mark":"{}"}}"#, "x".repeat(20_000));
    house.check(raw(big), StatusCode::PAYLOAD_TOO_LARGE, words::too_large(), false).await;
    for body in [
        "",
        "{",
        "[]",
        "null",
        "{}",
        "\u{0}",
        &"[".repeat(10_000),
        r#"{"mark":"k3v9-x0qd","gesture":{"choose":300},"event_id":"e"}"#,
    ] {
        house.check(raw(body.to_owned()), StatusCode::BAD_REQUEST, words::not_json(), false).await;
    }
    let choose = json!({ "choose": 0 });
    for mark in ["", "nonsense", "k3v9-x0q'", "../../etc"] {
        let request = house.answer(&token, mark, &choose, "e");
        house.check(request, StatusCode::NOT_FOUND, words::no_such_question(), false).await;
    }
    for id in ["", "a:b", "a b", "é", &"a".repeat(65)] {
        house.check(house.answer(&token, MARK, &choose, id), StatusCode::BAD_REQUEST, words::not_json(), false).await;
    }
    assert!(house.seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn values_are_one_short_line() {
    let house = house().await;
    let token = house.join("Ada").await;
    for value in ["", "  ", "1\n2", "1\u{0}", "\u{202e}1", &"1".repeat(201)] {
        let request = house.answer(&token, MARK, &json!({ "value": value }), "e");
        house.check(request, StatusCode::UNPROCESSABLE_ENTITY, words::value_unreadable(), false).await;
    }
    assert!(house.seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_flood_is_held_back_and_nobody_else_suffers() {
    let house = house().await;
    let (ada, bob) = (house.join("Ada").await, house.join("Bob").await);
    let flood = (0..100).map(|i| {
        let request = house.answer(&ada, MARK, &json!({ "choose": 0 }), &format!("e{i}"));
        async move { request.send().await.unwrap().status() }
    });
    let statuses = futures::future::join_all(flood).await;
    let held = statuses.iter().filter(|status| **status == StatusCode::TOO_MANY_REQUESTS).count();
    assert!(statuses.iter().all(|status| [StatusCode::OK, StatusCode::TOO_MANY_REQUESTS].contains(status)));
    assert!(held > 0 && statuses.len() - held >= 20, "{held} of 100 held back");
    assert_eq!(send(house.answer(&bob, MARK, &json!({ "choose": 0 }), "e")).await.0, StatusCode::OK);
}

#[tokio::test]
async fn what_the_engine_cannot_take_is_said_and_can_be_sent_again() {
    let (events, mut inbox) = mpsc::channel(1);
    let house = house_with(events).await;
    let token = house.join("Ada").await;
    let answer = |id: &str| house.answer(&token, MARK, &json!({ "choose": 0 }), id);
    // The first fills the queue and is never answered.
    house.check(answer("e1"), StatusCode::SERVICE_UNAVAILABLE, words::unconfirmed(), true).await;
    house.check(answer("e2"), StatusCode::SERVICE_UNAVAILABLE, words::busy().text, true).await;
    assert_eq!(inbox.recv().await.unwrap().event_id, "room:p0:e1");
    tokio::spawn(engine(inbox, Arc::clone(&house.seen)));
    assert_eq!(send(answer("e1")).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_program_is_under_way_until_it_is_done() {
    let (events, mut inbox) = mpsc::channel(8);
    let house = house_with(events).await;
    let token = house.join("Ada").await;
    let program = "x = 1\n\tprint('\u{202e}')";
    let run = || house.post("/api/run", &json!({ "program": program, "event_id": "e1" })).bearer_auth(&token);
    let under_way = (StatusCode::ACCEPTED, json!({ "kind": "running", "text": "Running…" }));
    assert_eq!(send(run()).await, under_way);
    let event = inbox.recv().await.unwrap();
    assert_eq!(event.request, Request::Command(Command::Run { program: format!("{program}\n") }));
    assert_eq!(send(run()).await, under_way);
    assert!(inbox.try_recv().is_err(), "asked again, it is not run again");
    let busy = words::too_many_programs();
    event.reply.send(Err(busy.clone())).unwrap();
    house.check(run(), StatusCode::SERVICE_UNAVAILABLE, busy.text, true).await;
    assert_eq!(send(run()).await, under_way, "what was refused for now is tried again");
    drop(inbox.recv().await.unwrap());
    house.check(run(), StatusCode::SERVICE_UNAVAILABLE, words::unconfirmed(), true).await;
}

#[tokio::test]
async fn a_lost_archive_is_said_and_comes_back_by_itself() {
    let house = house().await;
    let post = question();
    house.memory.away.store(true, Ordering::SeqCst);
    let join = || house.post("/api/join", &json!({ "name": "Ada" }));
    house.check(join(), StatusCode::SERVICE_UNAVAILABLE, words::records_away(), true).await;
    house.check(house.get("/api/state"), StatusCode::SERVICE_UNAVAILABLE, words::records_away(), true).await;
    house
        .check(house.get("/api/board"), StatusCode::SERVICE_UNAVAILABLE, "The boards are away.".to_owned(), true)
        .await;
    assert_eq!(house.get("/readyz").send().await.unwrap().status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(house.get("/healthz").send().await.unwrap().status(), StatusCode::OK);
    let lost = house.room.post(&Room::place(), &post).await.unwrap_err();
    assert_eq!(lost.to_string(), "room can't be reached: the archive can't be reached: taken away by a test");
    house.memory.away.store(false, Ordering::SeqCst);
    assert_eq!(send(join()).await.0, StatusCode::OK);
    assert_eq!(house.get("/readyz").send().await.unwrap().text().await.unwrap(), "ready\n");
}

#[tokio::test]
async fn a_question_is_posted_once_counted_and_closed() {
    let house = house().await;
    let (place, post) = (Room::place(), question());
    let id = house.room.post(&place, &post).await.unwrap();
    assert_eq!(house.room.post(&place, &post).await.unwrap(), id);
    assert_eq!(house.room.find(&place, &post).await.unwrap(), Some(id.clone()));
    let other = Post { mark: Mark::from_stored("0000-0000"), ..post.clone() };
    assert_eq!(house.room.find(&place, &other).await.unwrap(), None);
    house.room.notice(&place, "missed", "It comes now.").await.unwrap();
    house.room.notice(&place, "missed", "It comes now.").await.unwrap();
    let tally = Tally { answered: 3, options: vec![2, 1] };
    house.room.tally(&place, &id, &post.mark, &tally).await;
    let open = send(house.get("/api/state")).await.1;
    let text = |text: &str| json!({ "text": text });
    assert_eq!(open["messages"].as_array().unwrap().len(), 2);
    assert_eq!(open["messages"][0]["text"], json!([{ "kind": "paragraph", "inlines": [text("It comes now.")] }]));
    let shown = &open["messages"][1];
    assert_eq!(shown["tally"], json!(tally));
    assert_eq!(shown["options"], json!([[text("<b>one</b>")], [text("two")]]));
    assert_eq!(shown["outcome"], Value::Null);
    assert_eq!((&shown["opens_at"], &shown["closes_at"]), (&json!(1_000_000), &json!(1_060_000)));
    let inlines = json!([text("Which, <img src=x onerror=alert(1)> "), { "style": "code", "text": "x" }, text("?")]);
    assert_eq!(shown["stem"], json!([{ "kind": "paragraph", "inlines": inlines }]));

    let outcome = Outcome {
        tally: tally.clone(),
        right_options: vec![true, false],
        right_value: None,
        values: Vec::new(),
        right: 2,
        first_right: vec!["Ada".to_owned()],
        explanation: None,
    };
    house.room.close(&place, &id, &post, &outcome).await.unwrap();
    let closed = send(house.get("/api/state")).await.1["messages"][1].clone();
    assert_eq!((&closed["id"], &closed["tally"]), (&shown["id"], &Value::Null));
    assert_eq!(closed["outcome"]["right_options"], json!([true, false]));
    assert_eq!(closed["outcome"]["first_right"], json!(["Ada"]));
    // Posting again after a crash doesn't open it again.
    house.room.post(&place, &post).await.unwrap();
    assert_eq!(send(house.get("/api/state")).await.1["messages"][1], closed);
}

#[tokio::test]
async fn open_pages_hear_what_happens() {
    let house = house().await;
    let mut line = house.get("/api/events").send().await.unwrap();
    assert_eq!(line.headers()["content-type"], "text/event-stream");
    let mut text = String::new();
    let mut next = async |wanted: &str| {
        loop {
            if let Some((event, rest)) = text.split_once("\n\n") {
                let (name, data) = event.split_once('\n').unwrap();
                let (name, data) = (name.replace("event: ", ""), data.replace("data: ", ""));
                text = rest.to_owned();
                assert_eq!(name, wanted);
                return serde_json::from_str::<Value>(&data).unwrap();
            }
            text.push_str(std::str::from_utf8(&line.chunk().await.unwrap().unwrap()).unwrap());
        }
    };
    assert_eq!(next("state").await["messages"], json!([]));
    let (place, post) = (Room::place(), question());
    let id = house.room.post(&place, &post).await.unwrap();
    assert_eq!(next("message").await["mark"], json!(MARK));
    let tally = Tally { answered: 1, options: vec![1, 0] };
    house.room.tally(&place, &id, &post.mark, &tally).await;
    assert_eq!(next("tally").await, json!({ "mark": MARK, "tally": tally }));
    house.room.board_changed(&place).await;
    assert_eq!(next("board").await, json!({}));
    // Shutdown ends the line, and the room with it.
    house.shutdown.cancel();
    assert_eq!(line.chunk().await.unwrap(), None);
    house.served.await.unwrap();
}

#[tokio::test]
async fn the_page_is_served_with_its_policy() {
    let house = house().await;
    for (path, media_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/room.css", "text/css; charset=utf-8"),
        ("/main.js", "text/javascript; charset=utf-8"),
        ("/favicon.svg", "image/svg+xml"),
    ] {
        let response = house.get(path).send().await.unwrap();
        assert_eq!(
            (response.status(), &response.headers()["content-type"]),
            (StatusCode::OK, &media_type.parse().unwrap())
        );
        let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert_eq!(policy.split("; ").next(), Some("default-src 'none'"));
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        let etag = response.headers()["etag"].clone();
        let again = house.get(path).header("if-none-match", etag).send().await.unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    }
    for path in ["/nothing.js", "/..%2fmod.rs", "/api/nothing"] {
        house.check(house.get(path), StatusCode::NOT_FOUND, words::not_here(), false).await;
    }
    let metrics = house.get("/metrics").send().await.unwrap().text().await.unwrap();
    assert_eq!(metrics, "# TYPE ansatz_up gauge\nansatz_up 1\n");
}

#[tokio::test]
async fn a_busy_port_is_exchanged_unless_it_was_asked_for() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let holder = TcpListener::bind(taken).unwrap();
    let memory = Arc::new(Memory::default());
    let start = |port_is_fixed| {
        let (events, _) = mpsc::channel(1);
        Room::start(config(taken.port(), port_is_fixed), ports(&memory), events, CancellationToken::new())
    };
    let (_, address, _) = start(false).await.unwrap();
    assert!(address.ip().is_loopback() && address.port() != taken.port());
    let Err(RoomError::Bind { address, .. }) = start(true).await else { panic!("a busy port was taken") };
    assert_eq!(address, taken);
    drop(holder);
}
