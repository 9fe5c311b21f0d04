"""Lists the tools of one gateway after the other through the Python `mcp` SDK.

usage: list.py GATEWAY VARIABLE   (stdin: one value of VARIABLE a line)

Each gateway is started with that value in its environment. Prints one JSON line each. Works with
the 1.x session API and with the 2.x client, whichever is installed.
"""

import asyncio
import json
import os
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

try:
    from mcp import Client
except ImportError:
    Client = None


def plain(tool):
    snake = hasattr(tool, "input_schema")
    return {
        "name": tool.name,
        "inputSchema": tool.input_schema if snake else tool.inputSchema,
        "outputSchema": tool.output_schema if snake else tool.outputSchema,
    }


async def listed(server):
    if Client is not None:
        async with Client(server) as client:
            return (await client.list_tools()).tools
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        return (await session.list_tools()).tools


def leaves(error):
    return [leaf for part in error.exceptions for leaf in leaves(part)] if hasattr(error, "exceptions") else [error]


async def main(gateway, variable):
    for value in sys.stdin.read().splitlines():
        server = StdioServerParameters(command=gateway, args=["serve"], env={**os.environ, variable: value})
        try:
            said = {"tools": [plain(tool) for tool in await asyncio.wait_for(listed(server), 60)]}
        except Exception as error:
            said = {"error": "; ".join(f"{type(leaf).__name__}: {leaf}" for leaf in leaves(error))[:2000]}
        print(json.dumps({"server": value, **said}), flush=True)


asyncio.run(main(*sys.argv[1:]))
