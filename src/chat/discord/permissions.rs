//! What the bot may do in a channel, and what it lacks, by the names that Discord's settings show.

use serde_json::Value;

use super::rest::{Call, RestError};
use super::{Discord, id};

const ADMINISTRATOR: u64 = 1 << 3;
const VIEW_CHANNEL: u64 = 1 << 10;
const READ_HISTORY: u64 = 1 << 16;

/// Without these there are no questions in a channel.
const NEEDED: [(u64, &str); 5] = [
    (VIEW_CHANNEL, "View Channel"),
    (1 << 11, "Send Messages"),
    (1 << 14, "Embed Links"),
    (1 << 15, "Attach Files"),
    (READ_HISTORY, "Read Message History"),
];

/// What of it is missing in these permissions.
pub fn lacking(permissions: u64) -> Vec<&'static str> {
    if permissions & ADMINISTRATOR != 0 {
        return Vec::new();
    }
    // Who can't see a channel can't do anything else there, and need not be told all of it.
    if permissions & VIEW_CHANNEL == 0 {
        return vec![NEEDED[0].1];
    }
    NEEDED.iter().filter(|(bit, _)| permissions & bit == 0).map(|(_, name)| *name).collect()
}

/// Whether the channel's messages are shown to whoever holds these.
pub fn may_read(permissions: u64) -> bool {
    permissions & ADMINISTRATOR != 0 || permissions & VIEW_CHANNEL != 0 && permissions & READ_HISTORY != 0
}

impl Discord {
    /// What the bot lacks in a channel; nothing when that can't be found out.
    pub(super) async fn lacks(&self, server: u64, channel: u64) -> Vec<&'static str> {
        self.permissions(server, channel).await.map(lacking).unwrap_or_default()
    }

    /// What the bot may do in a channel, as Discord has it now.
    pub(super) async fn permissions(&self, server: u64, channel: u64) -> Result<u64, RestError> {
        let place = match self.rest.call(Call::get(format!("/channels/{channel}"))).await {
            Err(error) if error.status() == Some(403) => return Ok(0),
            other => other?,
        };
        let bot = self.bot();
        let guild = self.rest.call(Call::get(format!("/guilds/{server}"))).await?;
        let member = self.rest.call(Call::get(format!("/guilds/{server}/members/{bot}"))).await?;
        Ok(permissions(&guild, &member, &place, bot))
    }
}

/// A member's permissions in a channel, as Discord's documentation computes them.
fn permissions(guild: &Value, member: &Value, channel: &Value, user: u64) -> u64 {
    let bits = |value: &Value| value.as_str().and_then(|text| text.parse::<u64>().ok()).unwrap_or_default();
    let server = id(&guild["id"]).unwrap_or_default();
    let own: Vec<u64> = member["roles"].as_array().into_iter().flatten().filter_map(id).collect();
    let roles = guild["roles"].as_array().map(Vec::as_slice).unwrap_or_default();
    let held = roles
        .iter()
        .filter(|role| id(&role["id"]).is_some_and(|role| role == server || own.contains(&role)))
        .fold(0, |held, role| held | bits(&role["permissions"]));
    if held & ADMINISTRATOR != 0 || id(&guild["owner_id"]) == Some(user) {
        return u64::MAX;
    }
    let overwrites = channel["permission_overwrites"].as_array().map(Vec::as_slice).unwrap_or_default();
    let of = |wanted: &dyn Fn(u64) -> bool| {
        let matching = overwrites.iter().filter(|one| id(&one["id"]).is_some_and(wanted));
        matching.fold((0, 0), |(allow, deny), one| (allow | bits(&one["allow"]), deny | bits(&one["deny"])))
    };
    let apply = |held: u64, (allow, deny): (u64, u64)| held & !deny | allow;
    let everyone = apply(held, of(&|id| id == server));
    let by_role = apply(everyone, of(&|id| own.contains(&id)));
    apply(by_role, of(&|id| id == user))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_missing_is_named() {
        let all = NEEDED.iter().fold(0, |all, (bit, _)| all | bit);
        assert_eq!(lacking(all), Vec::<&str>::new());
        assert_eq!(lacking(ADMINISTRATOR), Vec::<&str>::new());
        assert_eq!(lacking(all & !(1 << 14)), vec!["Embed Links"]);
        assert_eq!(lacking(all & !(VIEW_CHANNEL | 1 << 14)), vec!["View Channel"]);
    }

    #[test]
    fn overwrites_apply_in_order() {
        let all = NEEDED.iter().fold(0, |all, (bit, _)| all | bit);
        let guild = json!({
            "id": "1", "owner_id": "9",
            "roles": [{ "id": "1", "permissions": all.to_string() }, { "id": "5", "permissions": "64" }],
        });
        let member = json!({ "roles": ["5"] });
        let channel = json!({ "permission_overwrites": [
            { "id": "1", "allow": "0", "deny": "2048" },
            { "id": "5", "allow": "2048", "deny": "16384" },
            { "id": "7", "allow": "16384", "deny": "32768" },
        ]});
        assert_eq!(lacking(permissions(&guild, &member, &channel, 7)), vec!["Attach Files"]);
        assert_eq!(lacking(permissions(&guild, &member, &channel, 8)), vec!["Embed Links"]);
        assert_eq!(permissions(&guild, &member, &channel, 9), u64::MAX);
    }
}
