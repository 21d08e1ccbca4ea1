import { apiUrl, isMember, iso } from "../account.ts";
import { idParam, ok, userByParam, type Call, type Reply, type Route } from "../server/call.ts";
import { paginate } from "../server/pagination.ts";
import { recordNotFound } from "../server/refusal.ts";
import { userJson } from "../users/json.ts";
import { brands, customStatuses, groups, ticketFields, ticketForms } from "./data.ts";

const broad = { resource: "broad", access: "read" } as const;
const tickets = { resource: "tickets", access: "read" } as const;
const setUpAt = Date.UTC(2025, 0, 2, 8);

type Row = { id: number };

function listRoute(
  path: string,
  name: string,
  rows: readonly Row[],
  scope: typeof broad | typeof tickets,
): Route[] {
  const show = (call: Call, row: Row) => ({
    url: apiUrl(call.account, `${path}/${row.id}`),
    ...row,
    created_at: iso(setUpAt),
    updated_at: iso(setUpAt),
  });
  const list = (call: Call): Reply => {
    const page = paginate(call, [...rows]);
    return ok({ [path]: page.rows.map((row) => show(call, row)), ...page.envelope });
  };
  const one = (call: Call): Reply => {
    const id = idParam(call);
    const row = rows.find((candidate) => candidate.id === id);
    if (row === undefined) throw recordNotFound();
    return ok({ [name]: show(call, row) });
  };
  const query = ["active", "include", "locale", "end_user_visible", "exclude_deleted"];
  return [
    { method: "GET", path: `/api/v2/${path}`, scope, who: "agents", paginated: true, query, handle: list },
    { method: "GET", path: `/api/v2/${path}/:id`, scope, who: "agents", query, handle: one },
  ];
}

function groupUsers(call: Call): Reply {
  const id = idParam(call);
  if (!groups.some((group) => group.id === id)) throw recordNotFound();
  const agents = [...call.account.users.values()].filter(
    (user) => user.role !== "end-user" && user.active && isMember(call.account, id, user.id),
  );
  const page = paginate(call, agents);
  return ok({ users: page.rows.map((user) => userJson(call.account, user)), ...page.envelope });
}

function userGroups(call: Call): Reply {
  const user = userByParam(call);
  const page = paginate(call, user.role === "end-user" ? [] : [...groups]);
  return ok({ groups: page.rows, ...page.envelope });
}

function settings(call: Call): Reply {
  const { options } = call.account;
  const voice = options.talkPartnerEdition;
  return ok({
    settings: {
      branding: { header_color: "03363d", page_background_color: "333333" },
      localization: { locale_ids: [1] },
      active_features: {
        voice,
        user_tagging: true,
        ticket_tagging: true,
        customer_satisfaction: false,
        custom_statuses_enabled: true,
      },
      agents: { agent_workspace: true, focus_mode: false },
      users: {
        tagging: true,
        time_zone_selection: true,
        language_selection: true,
        agent_created_welcome_emails: true,
        end_user_phone_number_validation: options.endUserPhoneNumberValidation,
        have_gravatars_enabled: false,
      },
      tickets: { comments_public_by_default: true, is_first_comment_private_enabled: true, tagging: true },
      voice: {
        enabled: voice,
        maintenance: false,
        logging: false,
        outbound_enabled: voice,
        agent_confirmation_when_forwarding: false,
        recordings_public: false,
        uk_mobile_forwarding: false,
      },
    },
  });
}

export const settingsRoutes: Route[] = [
  { method: "GET", path: "/api/v2/account/settings", scope: broad, who: "agents", handle: settings },
  {
    method: "GET",
    path: "/api/v2/groups/assignable",
    scope: broad,
    who: "agents",
    paginated: true,
    handle: (call) => {
      const page = paginate(call, [...groups]);
      return ok({ groups: page.rows, ...page.envelope });
    },
  },
  {
    method: "GET",
    path: "/api/v2/groups/:id/users",
    scope: broad,
    who: "agents",
    paginated: true,
    handle: groupUsers,
  },
  {
    method: "GET",
    path: "/api/v2/users/:id/groups",
    scope: broad,
    who: "agents",
    paginated: true,
    handle: userGroups,
  },
  {
    method: "GET",
    path: "/api/v2/user_fields",
    scope: { resource: "users", access: "read" },
    who: "agents",
    paginated: true,
    handle: (call) => {
      const page = paginate(call, [...call.account.userFields]);
      const shown = page.rows.map((field) => ({ ...field, active: true }));
      return ok({ user_fields: shown, ...page.envelope });
    },
  },
  ...listRoute("groups", "group", groups, broad),
  ...listRoute("ticket_fields", "ticket_field", ticketFields, tickets),
  ...listRoute("ticket_forms", "ticket_form", ticketForms, tickets),
  ...listRoute("brands", "brand", brands, broad),
  ...listRoute("custom_statuses", "custom_status", customStatuses, tickets),
];
