// Lists the tools of one gateway after the other through @modelcontextprotocol/sdk 1.x.
//
// usage: node list_1.mjs GATEWAY VARIABLE PACKAGES   (stdin: one value of VARIABLE a line)
//
// Each gateway is started with that value in its environment. PACKAGES is the folder that the SDK
// is installed in. Prints one JSON line each.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [gateway, variable, packages] = process.argv.slice(2);
const { resolve } = createRequire(packages + "/");
const load = (name) => import(pathToFileURL(resolve(name)));
const { Client } = await load("@modelcontextprotocol/sdk/client/index.js");
const { StdioClientTransport } = await load("@modelcontextprotocol/sdk/client/stdio.js");

for (const value of readFileSync(0, "utf8").split("\n").slice(0, -1)) {
  const env = { ...process.env, [variable]: value };
  const client = new Client({ name: "lists", version: "1" });
  let said;
  try {
    await client.connect(new StdioClientTransport({ command: gateway, args: ["serve"], env }));
    const { tools } = await client.listTools();
    said = { tools: tools.map(({ name, inputSchema, outputSchema }) => ({ name, inputSchema, outputSchema: outputSchema ?? null })) };
  } catch (error) {
    said = { error: String(error).slice(0, 2000) };
  }
  console.log(JSON.stringify({ server: value, ...said }));
  await client.close();
}
