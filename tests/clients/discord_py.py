"""discord.py 2.7 on the stand-in: it logs in, posts, reacts, and sees the events back over zlib-stream.

After scripts/discord-clients: PYTHONPATH=target/discord-clients/discord.py python3 SCRIPT http://127.0.0.1:PORT
"""

import asyncio
import io
import json
import sys
import urllib.request

import discord
import discord.gateway
import discord.http
import yarl

base = sys.argv[1]
discord.http.Route.BASE = f"{base}/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"{base.replace('http', 'ws', 1)}/gateway-socket")


def ask(verb, body):
    request = urllib.request.Request(f"{base}/control/{verb}", json.dumps(body).encode(), method="POST")
    with urllib.request.urlopen(request) as response:
        return json.load(response)


async def control(verb, **body):
    return await asyncio.to_thread(ask, verb, body)


async def main():
    about = await control("about")
    guild = (await control("guild", name="discord.py"))["id"]
    channel = (await control("channel", guild=guild, name="quiz"))["id"]
    ada = (await control("user", guild=guild, name="Ada"))["id"]

    intents = discord.Intents(guilds=True, guild_messages=True, guild_reactions=True, dm_messages=True)
    client = discord.Client(intents=intents)
    tree = discord.app_commands.CommandTree(client)

    @tree.command(name="hello", description="Says it", guild=discord.Object(int(guild)))
    async def hello(interaction: discord.Interaction, name: str):
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send(f"hello {name}")

    async with client:
        running = asyncio.create_task(client.start(about["token"]))
        while not client.is_ready():
            assert not running.done(), running
            await asyncio.sleep(0.05)
        room = client.get_channel(int(channel))
        heard = asyncio.create_task(client.wait_for("message", timeout=10))
        await asyncio.sleep(0)
        message = await room.send("A question", file=discord.File(io.BytesIO(b"hello"), "notes.txt"))
        assert (await heard).id == message.id
        assert await message.attachments[0].read() == b"hello"

        own = asyncio.create_task(client.wait_for("raw_reaction_add", timeout=10))
        await asyncio.sleep(0)
        await message.add_reaction("🇦")
        assert (await own).user_id == client.user.id
        hers = asyncio.create_task(client.wait_for("raw_reaction_add", timeout=10))
        await asyncio.sleep(0)
        await control("react", user=ada, channel=channel, message=str(message.id), emoji="🇦")
        assert (await hers).member.name == "ada"
        fresh = await room.fetch_message(message.id)
        people = [user.id async for user in fresh.reactions[0].users()]
        assert sorted(people) == sorted([client.user.id, int(ada)]), people

        await tree.sync(guild=discord.Object(int(guild)))
        asked = await control("slash", user=ada, channel=channel, command="hello", options={"name": "Ada"})
        reply = await control("wait-reply", interaction=asked["id"])
        assert (reply["message"]["content"], reply["ephemeral"]) == ("hello Ada", True), reply

        resumed = asyncio.create_task(client.wait_for("resumed", timeout=30))
        await asyncio.sleep(0)
        await control("close", code=4000)
        await resumed
        connections = (await control("connections"))["connections"]
        assert connections[-1]["path"] == "/resume-socket", connections
        await client.close()
        await asyncio.gather(running, return_exceptions=True)
    print("discord.py: logged in, posted, reacted, answered, resumed")


asyncio.run(main())
