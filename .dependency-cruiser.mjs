/** Who may import whom. Each rule's comment says what to do instead. */
const TEST_FILE = "[.]test[.]tsx?$";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "core-is-pure",
      severity: "error",
      comment: "A core/ file decides and does nothing else: move the I/O to the verb that calls it.",
      from: { path: "/core/", pathNot: TEST_FILE },
      to: { pathNot: "/core/|^shared/|(^|/)node_modules/(zod|libphonenumber-js)/", couldNotResolve: false },
    },
    {
      name: "gateways-know-no-verbs",
      severity: "error",
      comment: "A gateway implements a port; it never calls a domain's verbs or routes.",
      from: { path: "^service/src/(zendesk|pbx|storage|queue)/" },
      to: {
        path: "^service/src/(calls|contacts|tickets|integrations|extensions|phonebook)/",
        pathNot: "/(core/|ports[.]ts$)",
      },
    },
    {
      name: "routes-do-not-touch-sql",
      severity: "error",
      comment: "Routes parse and answer: SQL lives in the subject's store.ts.",
      from: { path: "routes[.]ts$" },
      to: { path: "(^|/)node_modules/(@types/)?(drizzle-orm|pg)/|/storage/drizzle[.]ts$" },
    },
    {
      name: "pbx-through-its-port",
      severity: "error",
      comment: "A make of PBX is reached through pbx/vendors.ts: add what is missing to pbx/port.ts.",
      from: { path: "^service/src/", pathNot: "^service/src/pbx/" },
      to: { path: "^service/src/pbx/[^/]+/" },
    },
    {
      name: "app-sees-shared-only",
      severity: "error",
      comment: "The app speaks to the service over HTTP: put what both need into shared/.",
      from: { path: "^zendesk-app/" },
      to: { path: "^service/" },
    },
    {
      name: "features-stay-apart",
      severity: "error",
      comment: "A feature of the app does not import another: lift what both need out of features/.",
      from: { path: "^zendesk-app/src/features/([^/]+)/" },
      to: { path: "^zendesk-app/src/features/", pathNot: "^zendesk-app/src/features/$1/" },
    },
    {
      name: "shared-is-a-leaf",
      severity: "error",
      comment: "shared/ holds schemas and small pure helpers: it imports zod and nothing else.",
      from: { path: "^shared/", pathNot: TEST_FILE },
      to: { pathNot: "^shared/|(^|/)node_modules/zod/", couldNotResolve: false },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      comment: "Only tests import from tests/.",
      from: { path: "^(shared|service|zendesk-app|scripts)/" },
      to: { path: "^tests/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      comment: "Two files that need each other are one file, or hide a third.",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      severity: "error",
      comment: "Nothing imports this file and it imports nothing: delete it, or use it.",
      from: { orphan: true, pathNot: `${TEST_FILE}|/main[.]tsx?$|[.]config[.]ts$|[.]d[.]ts$` },
      to: {},
    },
    {
      name: "not-to-unresolvable",
      severity: "error",
      comment:
        "This import leads nowhere: check the path, or add the dependency to the workspace's package.json.",
      from: {},
      // Vite gives the address of a file whose import ends so.
      to: { couldNotResolve: true, pathNot: "[?]url$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  },
};
