// discord.js 14 on the stand-in: it logs in, posts, reacts, and sees the events back.
// After scripts/discord-clients: cd target/discord-clients/discord.js; node SCRIPT http://127.0.0.1:PORT

import { createRequire } from "node:module";
import assert from "node:assert/strict";
import path from "node:path";

const { Client, Events, GatewayIntentBits, Partials } = createRequire(path.join(process.cwd(), "x.mjs"))("discord.js");
const base = process.argv[2];

async function control(verb, body = {}) {
  const response = await fetch(`${base}/control/${verb}`, { method: "POST", body: JSON.stringify(body) });
  const answer = await response.json();
  assert.equal(response.status, 200, JSON.stringify(answer));
  return answer;
}

const once = (client, event, wanted = () => true) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event}`)), 10_000);
    client.on(event, (...values) => {
      if (!wanted(...values)) return;
      clearTimeout(timer);
      resolve(values);
    });
  });

const { token } = await control("about");
const guild = (await control("guild", { name: "discord.js" })).id;
const channel = (await control("channel", { guild, name: "quiz" })).id;
const ada = (await control("user", { guild, name: "Ada" })).id;

const { Guilds, GuildMessages, GuildMessageReactions } = GatewayIntentBits;
const client = new Client({
  intents: [Guilds, GuildMessages, GuildMessageReactions],
  partials: [Partials.Message, Partials.Reaction, Partials.Channel],
  rest: { api: `${base}/api` },
});
const ready = once(client, Events.ClientReady);
await client.login(token);
await ready;

const room = await client.channels.fetch(channel);
const heard = once(client, Events.MessageCreate, (message) => message.channelId === channel);
const message = await room.send({
  content: "A question",
  embeds: [{ title: "Which?" }],
  files: [{ attachment: Buffer.from("hello"), name: "notes.txt" }],
});
await heard;
assert.equal(message.attachments.first().name, "notes.txt");

const own = once(client, Events.MessageReactionAdd, (_, user) => user.id === client.user.id);
await message.react("🇦");
await own;
const hers = once(client, Events.MessageReactionAdd, (_, user) => user.id === ada);
await control("react", { user: ada, channel, message: message.id, emoji: "🇦" });
await hers;
const people = await message.reactions.cache.get("🇦").users.fetch();
assert.deepEqual([...people.keys()].sort(), [client.user.id, ada].sort());

await client.application.commands.create({ name: "hello", description: "Says it" }, guild);
const asked = once(client, Events.InteractionCreate);
const interaction = (await control("slash", { user: ada, channel, command: "hello" })).id;
const [command] = await asked;
await command.reply({ content: `hello ${command.user.globalName}`, flags: 64 });
const reply = await control("wait-reply", { interaction });
assert.deepEqual([reply.message.content, reply.ephemeral], ["hello Ada", true]);

const resumed = once(client, Events.ShardResume);
await control("drop");
await resumed;
const later = once(client, Events.MessageReactionRemove, (_, user) => user.id === ada);
await control("unreact", { user: ada, channel, message: message.id, emoji: "🇦" });
await later;
const { connections } = await control("connections");
assert.equal(connections.at(-1).path, "/resume-socket");
await client.destroy();
console.log("discord.js: logged in, posted, reacted, answered, resumed");
