import { apiUrl, iso } from "../account.ts";
import { idList, ok, type Call, type Reply, type Route } from "../server/call.ts";

export const organizationRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v2/organizations/show_many",
    scope: { resource: "organizations", access: "read" },
    who: "agents",
    query: ["ids"],
    handle: showMany,
  },
];

/** Those that do not exist are left out. */
function showMany(call: Call): Reply {
  const { account } = call;
  const organizations = idList(call, "ids").flatMap((id) => {
    const name = account.organizations.get(id);
    if (name === undefined) return [];
    return [{ id, name, url: apiUrl(account, `organizations/${id}`), created_at: iso(account.now()) }];
  });
  return ok({ organizations, next_page: null, previous_page: null, count: organizations.length });
}
