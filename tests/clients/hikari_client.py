"""hikari 2.7 on the stand-in: zlib-stream over a third implementation.

After scripts/discord-clients: PYTHONPATH=target/discord-clients/hikari python3 SCRIPT http://127.0.0.1:PORT
"""

import asyncio
import json
import sys
import urllib.request

import hikari

base = sys.argv[1]


def ask(verb, body):
    request = urllib.request.Request(f"{base}/control/{verb}", json.dumps(body).encode(), method="POST")
    with urllib.request.urlopen(request) as response:
        return json.load(response)


async def control(verb, **body):
    return await asyncio.to_thread(ask, verb, body)


async def main():
    about = await control("about")
    guild = (await control("guild", name="hikari"))["id"]
    channel = (await control("channel", guild=guild, name="quiz"))["id"]
    ada = (await control("user", guild=guild, name="Ada"))["id"]

    intents = hikari.Intents.GUILDS | hikari.Intents.GUILD_MESSAGES | hikari.Intents.GUILD_MESSAGE_REACTIONS
    bot = hikari.GatewayBot(about["token"], intents=intents, banner=None, rest_url=f"{base}/api/v10")
    heard = asyncio.Queue()

    @bot.listen(hikari.GuildReactionAddEvent)
    async def reacted(event):
        await heard.put(event.user_id)

    await bot.start(check_for_updates=False)
    message = await bot.rest.create_message(int(channel), "A question", attachment=hikari.Bytes("hello", "notes.txt"))
    await message.add_reaction("🇦")
    await control("react", user=ada, channel=channel, message=str(message.id), emoji="🇦")
    people = {await asyncio.wait_for(heard.get(), 10), await asyncio.wait_for(heard.get(), 10)}
    assert people == {bot.get_me().id, int(ada)}, people
    listed = [user.id async for user in bot.rest.fetch_reactions_for_emoji(int(channel), message, "🇦")]
    assert sorted(listed) == sorted(people), listed
    await bot.close()
    print("hikari: logged in, posted, reacted")


asyncio.run(main())
