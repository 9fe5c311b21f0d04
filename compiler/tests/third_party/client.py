"""Calls one gateway through the Python `mcp` SDK and prints one JSON line a call.

usage: client.py GATEWAY CASES   (CASES: JSON list of {tool, server, bad, good})

For each case: the bad arguments first, then which containers of that server exist, then the good
arguments. Works with the 1.x session API and with the 2.x client, whichever is installed.
"""

import asyncio
import json
import subprocess
import sys


def containers(server):
    command = ["docker", "ps", "--all", "--quiet", "--filter", f"label=io.mcpreg.server={server}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def said(result):
    failed = result.is_error if hasattr(result, "is_error") else result.isError
    return {"is_error": bool(failed), "text": "\n".join(getattr(block, "text", "") for block in result.content)}


async def run(session, cases):
    for case in cases:
        bad = said(await session.call_tool(case["tool"], case["bad"]))
        started = containers(case["server"])
        good = said(await session.call_tool(case["tool"], case["good"]))
        print(json.dumps({"tool": case["tool"], "bad": bad, "started": started, "good": good}), flush=True)


async def main(gateway, cases):
    from mcp import StdioServerParameters

    server = StdioServerParameters(command=gateway, args=["serve"])
    try:
        from mcp import Client
    except ImportError:
        from mcp import ClientSession
        from mcp.client.stdio import stdio_client

        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            await run(session, cases)
    else:
        async with Client(server) as client:
            await run(client, cases)


asyncio.run(main(sys.argv[1], json.loads(sys.argv[2])))
