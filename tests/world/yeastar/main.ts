import { furnish } from "./scenarios.ts";
import { startYeastar } from "./simulator.ts";

const port = Number(process.argv[2] ?? 8088);
const pbx = await startYeastar({ port });
furnish(pbx);
process.stdout.write(
  `PBX            ${pbx.url}\nControl page   ${pbx.url}/__world/\nClient ID      ${pbx.clientId}\nClient secret  ${pbx.clientSecret}\n`,
);
process.once("SIGINT", () => void pbx.close());
