# A coroutine that nobody awaits: a warning, and nothing happens.
import asyncio


async def main():
    print("never")


main()
print("done")
