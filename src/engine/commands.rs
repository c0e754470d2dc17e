//! `/quiz ...`: what each command does. How a command is written is the adapters' affair, how its reply reads is `words`'.

use jiff::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::posting::Wanted;
use super::{Engine, refusal, show};
use crate::chat::{BoardRow, BoardView, Command, Event, MeView, PersonRef, PlaceRef, Refusal, Reply, words};
use crate::quiz::board::{self, Window};
use crate::quiz::{PersonId, PlaceId};
use crate::store::{self, Claim, Record, Row};

/// People shown on a board.
const BOARD_ROWS: i64 = 10;

impl Engine {
    pub(super) async fn command(self: &Arc<Self>, event: &Event, command: &Command) -> Result<Reply, Refusal> {
        match command {
            Command::Now => self.ask_now(&event.place).await,
            Command::Answer { text, mark } => self.answer_text(event, text, mark.as_ref()).await,
            Command::Why { mark, option } => self.why(event, mark.as_ref(), *option).await,
            Command::Run { program } => self.run_program(event, program).await,
            Command::Edit { mark } => self.editor(event, mark.as_ref()).await,
            Command::Board { window } => self.board(&event.place, *window, Some(&event.person)).await.map(Reply::Board),
            Command::Me => self.me(event).await,
            Command::Help => {
                let (text, commands) = words::help();
                Ok(Reply::Help { text, commands })
            }
            Command::Skip
            | Command::Close { .. }
            | Command::Regrade { .. }
            | Command::Schedule(_)
            | Command::Pool(_)
            | Command::Settings(_)
            | Command::Import { .. }
            | Command::ImportAccept { .. }
            | Command::Forget { .. } => self.organise(event, command).await,
        }
    }

    /// Claims a round for whoever asks; its driver posts it.
    pub(super) async fn ask_now(self: &Arc<Self>, place: &PlaceRef) -> Result<Reply, Refusal> {
        let place_id = self.place(place).await.map_err(|error| refusal(&error))?;
        let server = self.server(place).await.map_err(|error| refusal(&error))?;
        let pool = store::channel_pool(self.store.pool(), place_id).await.map_err(|error| refusal(&error))?;
        let now = self.now();
        let wanted = Wanted {
            place,
            server: &server,
            pool: pool.as_deref().unwrap_or(super::ALL_QUESTIONS),
            scheme: None,
            run: None,
            opens_at: now,
            closes_at: now + server.settings.open_for.unwrap_or(self.settings.question_open_for),
        };
        let (claim, asked) = self.claim(&wanted).await.map_err(|error| refusal(&error))?;
        match claim {
            Claim::Claimed(round) => {
                self.take_up(*round, asked);
                Ok(Reply::Posted { text: words::posted() })
            }
            Claim::OneIsOpen => Err(words::one_at_a_time()),
            Claim::NothingToAsk | Claim::RunBefore | Claim::Unplanned => Err(words::no_questions()),
        }
    }

    /// A place's board as it is shown to a person, or to somebody who has not said who they are.
    pub async fn board(
        &self,
        place: &PlaceRef,
        window: Window,
        asker: Option<&PersonRef>,
    ) -> Result<BoardView, Refusal> {
        let now = self.now();
        let place_id = self.place(place).await.map_err(|error| refusal(&error))?;
        let starts_on = self.settings.calendar.window_start(window, now);
        let top = store::board_top(self.store.pool(), place_id, window, starts_on, BOARD_ROWS).await;
        let (rows, people) = top.map_err(|error| refusal(&error))?;
        let asker = match asker {
            Some(person) => Some(self.person_now(person).await?),
            None => None,
        };
        let ranks = board::rank(&rows.iter().map(|row| (row.points, row.answered)).collect::<Vec<_>>());
        let own = match asker {
            Some(person) if !rows.iter().any(|row| row.person == person) => {
                let place = store::board_place(self.store.pool(), place_id, window, starts_on, person).await;
                place.map_err(|error| refusal(&error))?.map(|place| shown(place.rank, place.row, asker))
            }
            _ => None,
        };
        let title = self.settings.calendar.title(window, now);
        let rows = ranks.into_iter().zip(rows).map(|(rank, row)| shown(rank, row, asker)).collect();
        Ok(BoardView { window, title, rows, own, people })
    }

    async fn me(&self, event: &Event) -> Result<Reply, Refusal> {
        let person = self.person_now(&event.person).await?;
        let place = self.place(&event.place).await.map_err(|error| refusal(&error))?;
        let now = self.now();
        let mut lines = Vec::new();
        for window in Window::ALL {
            let title = self.settings.calendar.title(window, now);
            lines.push((title, self.standing(place, window, now, person).await?));
        }
        let record = Record::of(self.store.pool(), person).await.map_err(|error| refusal(&error))?;
        if record.closed_at.is_empty() {
            lines = vec![("So far".into(), words::no_record_yet())];
        } else {
            let days: BTreeSet<_> = record.closed_at.iter().map(|at| self.settings.calendar.day(*at)).collect();
            lines.push(("Streak".into(), words::streak(board::streak(&days, self.settings.calendar.day(now)))));
        }
        Ok(Reply::Me(MeView { name: event.person.name.clone(), lines }))
    }

    async fn standing(
        &self,
        place: PlaceId,
        window: Window,
        now: Timestamp,
        person: PersonId,
    ) -> Result<String, Refusal> {
        let starts_on = self.settings.calendar.window_start(window, now);
        let own = store::board_place(self.store.pool(), place, window, starts_on, person).await;
        let Some(own) = own.map_err(|error| refusal(&error))? else { return Ok(words::not_on_this_board()) };
        let top = store::board_top(self.store.pool(), place, window, starts_on, 1).await;
        let (_, people) = top.map_err(|error| refusal(&error))?;
        Ok(words::standing(own.rank, people, &own.row.points.to_string(), own.row.answered, own.row.fully_right))
    }
}

fn shown(rank: i64, row: Row, asker: Option<PersonId>) -> BoardRow {
    BoardRow {
        rank,
        points_text: row.points.to_string(),
        points: row.points,
        answered: row.answered,
        right: row.fully_right,
        is_asker: Some(row.person) == asker,
        name: show::name(&row.name),
    }
}
