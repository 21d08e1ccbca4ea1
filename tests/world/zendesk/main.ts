import { startZendesk } from "./simulator.ts";

/** Runs one simulated account for a person: `node tests/world/zendesk/main.ts [port [service's PUBLIC_URL]]`. */
const serviceUrl = process.argv[3] ?? "http://localhost:8080";
const zendesk = await startZendesk({ port: Number(process.argv[2] ?? 0), talkPartnerEdition: false });
const admin = zendesk.addUser({ name: "Dana Admin", role: "admin", email: "dana@acme.example" });
// The people of the simulated PBX, by the same addresses.
zendesk.addUser({ name: "Kristin Hale", role: "agent", email: "kristin.hale@example.com" });
zendesk.addUser({ name: "Marcus Webb", role: "agent", email: "marcus.webb@example.com" });
zendesk.addUser({ name: "Ana Torres", role: "agent", email: "ana.torres@example.com" });
const callers = [
  zendesk.addUser({ name: "Phillip Huff", phone: "5503309" }),
  zendesk.addUser({ name: "Ada Morris", phone: "+442079460123", email: "ada@customer.example" }),
  zendesk.addUser({ name: "Sam Rivera", phone: "+15550100200", numbers: ["+15550100201"] }),
  zendesk.addUser({ name: "Front desk, Hotel Lark", phone: "+15550100300", sharedPhone: true }),
];
const client = zendesk.addOAuthClient({
  identifier: "deskline",
  redirectUris: [`${serviceUrl}/oauth/zendesk/callback`],
  allowedScopes: ["read", "write"],
});

const lines = [
  `Zendesk simulator  ${zendesk.url}`,
  `tickets and users  ${zendesk.url}/agent`,
  `administrator      ${admin.name} (${admin.id})`,
  `OAuth client       ${client.identifier}`,
  `its secret         ${client.secret}`,
  ...callers.map((user) => `caller             ${user.name} ${user.numbers.join(" ")}`),
];
process.stdout.write(`${lines.join("\n")}\n`);
process.once("SIGINT", () => void zendesk.close());
