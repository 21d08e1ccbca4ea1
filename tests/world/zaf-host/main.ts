import { packageFiles } from "@deskline/zendesk-app/package/files";
import { startZendesk } from "../zendesk/simulator.ts";
import { startZafHost } from "./start.ts";

/**
 * Runs the workspace for a person, with an account of its own:
 * `node tests/world/zaf-host/main.ts [port [service's address [integration key]]]`.
 */
const [port = "0", url = "http://localhost:8080", integrationKey = "demo"] = process.argv.slice(2);
const zendesk = await startZendesk({});
zendesk.addUser({ name: "Ada Admin", role: "admin", email: "ada@acme.example" });
zendesk.addUser({ name: "Kristin Hale", role: "agent", email: "kristin.hale@example.com" });
const caller = zendesk.addUser({ name: "Phillip Huff", phone: "5503309" });
zendesk.addUser({ name: "Grace Morris", phone: "+442079460123", email: "grace@customer.example" });
zendesk.addTicket({ requesterId: caller.id, subject: "Where is my order?", body: "It should be here." });
const app = zendesk.addAppInstallation(
  packageFiles({ url, integrationKey, name: "Deskline", version: "0.1.0" }),
);
const host = await startZafHost({ zendesk, port: Number(port) });

const lines = [
  `The workspace      ${host.url}`,
  `Zendesk simulator  ${zendesk.url}`,
  `The app            ${url}/zendesk-app/${integrationKey}/…`,
  `app, installation  ${app.appId}, ${app.installationId}`,
];
process.stdout.write(`${lines.join("\n")}\n`);
process.once("SIGINT", () => void Promise.all([host.close(), zendesk.close()]));
