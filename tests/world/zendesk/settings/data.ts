/** What an administrator has set up in the simulated account: small and fixed. */

export const groups = [
  {
    id: 20_417_100_000_011,
    name: "Support",
    description: "",
    default: true,
    is_public: true,
    deleted: false,
  },
  { id: 20_417_100_000_029, name: "Sales", description: "", default: false, is_public: true, deleted: false },
  { id: 20_417_100_000_037, name: "Night", description: "", default: false, is_public: true, deleted: false },
] as const;

export const brands = [
  { id: 20_417_100_000_101, name: "Acme", active: true, default: true, has_help_center: false },
  { id: 20_417_100_000_113, name: "Acme Care", active: true, default: false, has_help_center: false },
] as const;

export const customStatuses = [
  { id: 20_417_100_000_201, status_category: "new", agent_label: "New", default: true, active: true },
  { id: 20_417_100_000_213, status_category: "open", agent_label: "Open", default: true, active: true },
  { id: 20_417_100_000_227, status_category: "pending", agent_label: "Pending", default: true, active: true },
  { id: 20_417_100_000_239, status_category: "hold", agent_label: "On-hold", default: true, active: true },
  { id: 20_417_100_000_251, status_category: "solved", agent_label: "Solved", default: true, active: true },
  { id: 20_417_100_000_263, status_category: "open", agent_label: "Call back", default: false, active: true },
] as const;

/** Fields that tickets carry beside the system's own, with the values a drop-down takes. */
export const ticketFields = [
  {
    id: 20_417_100_000_301,
    type: "subject",
    title: "Subject",
    active: true,
    removable: false,
    required: false,
  },
  {
    id: 20_417_100_000_313,
    type: "description",
    title: "Description",
    active: true,
    removable: false,
    required: false,
  },
  {
    id: 20_417_100_000_327,
    type: "status",
    title: "Status",
    active: true,
    removable: false,
    required: false,
  },
  {
    id: 20_417_100_000_339,
    type: "tickettype",
    title: "Type",
    active: true,
    removable: false,
    required: false,
  },
  {
    id: 20_417_100_000_351,
    type: "priority",
    title: "Priority",
    active: true,
    removable: false,
    required: false,
  },
  { id: 20_417_100_000_363, type: "group", title: "Group", active: true, removable: false, required: false },
  {
    id: 20_417_100_000_377,
    type: "assignee",
    title: "Assignee",
    active: true,
    removable: false,
    required: true,
  },
  {
    id: 20_417_100_000_401,
    type: "text",
    title: "PBX call id",
    active: true,
    removable: true,
    required: false,
  },
  {
    id: 20_417_100_000_413,
    type: "tagger",
    title: "Call direction",
    active: true,
    removable: true,
    required: false,
    custom_field_options: [
      { id: 20_417_100_000_451, name: "Inbound", raw_name: "Inbound", value: "call_inbound", default: false },
      {
        id: 20_417_100_000_463,
        name: "Outbound",
        raw_name: "Outbound",
        value: "call_outbound",
        default: false,
      },
    ],
  },
  {
    id: 20_417_100_000_429,
    type: "integer",
    title: "Talk time",
    active: true,
    removable: true,
    required: false,
  },
];

export const ticketForms = [
  {
    id: 20_417_100_000_501,
    name: "Default Ticket Form",
    display_name: "Default Ticket Form",
    active: true,
    default: true,
    end_user_visible: true,
    position: 1,
    ticket_field_ids: ticketFields.map((field) => field.id),
    in_all_brands: true,
    restricted_brand_ids: [],
  },
  {
    id: 20_417_100_000_513,
    name: "Phone call",
    display_name: "Phone call",
    active: true,
    default: false,
    end_user_visible: false,
    position: 2,
    ticket_field_ids: ticketFields.map((field) => field.id),
    in_all_brands: true,
    restricted_brand_ids: [],
  },
];

export function groupName(id: number | null): string | null {
  return groups.find((group) => group.id === id)?.name ?? null;
}
