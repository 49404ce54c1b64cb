# await outside a function, and async def without await.
import asyncio

reader, writer = await asyncio.open_connection("127.0.0.1", 9090)
