import { accessZhCn } from "./access/zh-cn.ts";
import { bindingsZhCn } from "./bindings/zh-cn.ts";
import { contactsZhCn } from "./contacts/zh-cn.ts";
import type { Messages } from "./en.ts";
import { pagesZhCn } from "./pages/zh-cn.ts";
import { setupZhCn } from "./setup/zh-cn.ts";
import { templatesZhCn } from "./templates/zh-cn.ts";
import { ticketRulesZhCn } from "./ticket-rules/zh-cn.ts";
import { ticketsZhCn } from "./tickets/zh-cn.ts";
import { troubleZhCn } from "./trouble/zh-cn.ts";

export const zhCn = {
  ...accessZhCn,
  ...bindingsZhCn,
  ...contactsZhCn,
  ...pagesZhCn,
  ...setupZhCn,
  ...templatesZhCn,
  ...ticketRulesZhCn,
  ...ticketsZhCn,
  ...troubleZhCn,
} as const satisfies Messages;
