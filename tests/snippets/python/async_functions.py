# async def, await, async for and async with, driven by hand.
class Wait:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return got
async def work(n):
    a = await Wait(n)
    b = await Wait(n + 1)
    return a, b
c = work(1)
print(c.send(None), c.send("first"))
try: c.send("second")
except StopIteration as e: print(e.value)
class Aiter:
    def __init__(self): self.i = 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.i += 1
        if self.i > 3: raise StopAsyncIteration
        return self.i
class Actx:
    async def __aenter__(self): return "entered"
    async def __aexit__(self, *a): print("left")
async def main():
    async with Actx() as x: print(x)
    async def gen():
        for i in range(2): yield i
    return [i async for i in Aiter()] + [i async for i in gen()]
def run(co):
    try:
        while True: co.send(None)
    except StopIteration as e: return e.value
print(run(main()))
