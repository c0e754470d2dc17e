//! `/quiz settings` and `/quiz pool`: what a server, or a channel of it, has decided for itself.

use super::{duration, shown, told};
use crate::chat::{Event, Refusal, Reply, Setting, words};
use crate::engine::{ALL_QUESTIONS, Engine, refusal};
use crate::quiz::zone;
use crate::store::{self, ServerSettings};

/// Names of pools that are listed.
const LISTED: usize = 40;

impl Engine {
    pub(super) async fn server_settings(&self, event: &Event, changes: &[(Setting, String)]) -> Result<Reply, Refusal> {
        let place = &event.place;
        if !changes.is_empty() {
            let mut set = ServerSettings::default();
            for (setting, value) in changes {
                read(&mut set, *setting, value.trim())?;
            }
            let (platform, server) = (&place.platform, &place.server);
            let done = store::set_server_settings(&self.store, platform, server, &set, self.now()).await;
            done.map_err(|error| refusal(&error))?;
            tracing::info!(server = place.server, ?changes, "settings were changed");
            // Schedules without a time zone of their own follow the server's.
            self.plan_again.notify_one();
        }
        let now = store::server_settings(self.store.pool(), &place.platform, &place.server).await;
        let now = now.map_err(|error| refusal(&error))?;
        let answers = if now.private.unwrap_or(self.settings.private) { "private" } else { "public" };
        let scheme = now.scheme.unwrap_or(self.settings.scheme);
        let zone = now.zone.as_deref().unwrap_or_else(|| self.default_zone());
        let open_for = now.open_for.unwrap_or(self.settings.question_open_for);
        let lines = vec![
            words::setting_line(Setting::Answers, answers, now.private.is_some()),
            words::setting_line(Setting::Scheme, scheme.name(), now.scheme.is_some()),
            words::setting_line(Setting::Zone, zone, now.zone.is_some()),
            words::setting_line(Setting::OpenFor, &shown(open_for), now.open_for.is_some()),
        ];
        Ok(told(words::settings_title(), words::settings_are(), lines))
    }

    pub(super) async fn channel_pool(&self, event: &Event, pool: Option<&str>) -> Result<Reply, Refusal> {
        let place = self.place(&event.place).await.map_err(|error| refusal(&error))?;
        let server = self.server(&event.place).await.map_err(|error| refusal(&error))?;
        if let Some(pool) = pool.map(str::trim) {
            if self.pool(&server.bank, pool).is_none() {
                return Err(words::no_such_pool(pool));
            }
            store::set_channel_pool(self.store.pool(), place, pool).await.map_err(|error| refusal(&error))?;
        }
        let now = store::channel_pool(self.store.pool(), place).await.map_err(|error| refusal(&error))?;
        let now = now.unwrap_or_else(|| ALL_QUESTIONS.to_owned());
        let questions = self.pool(&server.bank, &now).unwrap_or_default().len();
        let mut names = self.pool_names(&server.bank);
        names.truncate(LISTED);
        Ok(told(words::pool_title(), words::pool_is(&now, questions), vec![words::pools_are(&names)]))
    }
}

fn read(set: &mut ServerSettings, setting: Setting, value: &str) -> Result<(), Refusal> {
    match setting {
        Setting::Answers => {
            set.private = Some(match value.to_lowercase().as_str() {
                "private" => true,
                "public" => false,
                _ => return Err(words::answers_form()),
            });
        }
        Setting::Scheme => set.scheme = Some(value.to_lowercase().parse().map_err(words::not_taken)?),
        Setting::Zone => {
            let zone = zone::zone(value).map_err(words::not_taken)?;
            set.zone = Some(zone.iana_name().unwrap_or(value).to_owned());
        }
        Setting::OpenFor => set.open_for = Some(duration(value)?),
    }
    Ok(())
}
