import type { ErrorCode } from "@deskline/shared/errors";
import type { Tongue } from "../integrations/tongue.ts";
import type { SignedIn } from "./sign-in.ts";

export type Words = { title: string; text: string };

/** What a recording's page says: why nothing plays, or how what plays stands. */
export type Said =
  | "listen"
  | "sign_in"
  | "preparing"
  | "gone"
  | "expired"
  | "pbx_unreachable"
  | "unknown"
  | "integration_disabled"
  | Exclude<SignedIn["kind"], "signed_in">;

export const pageWords: Record<Tongue, Record<Said, Words>> = {
  en: {
    listen: {
      title: "Recording of a call",
      text: "Reload this page if it stays silent: for your safety what plays here ends after ten minutes.",
    },
    sign_in: {
      title: "Only agents can listen to this recording",
      text: "Open the ticket in Zendesk: the Deskline sidebar beside it lists the call and plays its recording. Or sign in with Zendesk to listen here.",
    },
    preparing: {
      title: "The recording is being prepared",
      text: "The PBX is still writing it. This page looks again by itself.",
    },
    gone: {
      title: "The recording is not available",
      text: "The PBX has no such recording any more.",
    },
    expired: {
      title: "The recording is no longer kept",
      text: "Recordings are kept for some days only; this call is older. An administrator sets for how many.",
    },
    pbx_unreachable: {
      title: "The PBX does not answer",
      text: "The recording is kept there. This page looks again by itself.",
    },
    unknown: {
      title: "There is no such recording for you",
      text: "It does not exist, or it belongs to a call that is not yours to see.",
    },
    integration_disabled: {
      title: "The phone integration is switched off",
      text: "An administrator can switch it on again in Deskline’s console.",
    },
    denied: {
      title: "You are not signed in",
      text: "Zendesk did not say who you are, or this took longer than ten minutes. Open the link once more.",
    },
    end_user: {
      title: "Recordings are for agents",
      text: "In Zendesk you are an end user. An administrator of Zendesk can make you an agent.",
    },
    inactive: {
      title: "Your account is not active",
      text: "In Zendesk you are suspended or not active. An administrator of Zendesk can change that.",
    },
    not_connected: {
      title: "Zendesk is not connected",
      text: "An administrator has to connect Zendesk again in Deskline’s console.",
    },
    zendesk_unreachable: {
      title: "Zendesk gives no answer",
      text: "Deskline has to ask Zendesk who you are. Open the link once more in a moment.",
    },
  },
  "zh-CN": {
    listen: {
      title: "通话录音",
      text: "如果没有声音，请刷新此页面：为安全起见，此处的播放十分钟后失效。",
    },
    sign_in: {
      title: "只有客服可以收听此录音",
      text: "请在 Zendesk 中打开工单：旁边的 Deskline 侧边栏会列出该通话并可播放录音。您也可以用 Zendesk 登录后在此收听。",
    },
    preparing: { title: "录音正在准备中", text: "PBX 仍在写入录音。此页面会自动刷新。" },
    gone: { title: "录音不可用", text: "PBX 中已没有此录音。" },
    expired: { title: "录音已不再保留", text: "录音只保留一定天数，此通话已超过期限。天数由管理员设置。" },
    pbx_unreachable: { title: "PBX 没有响应", text: "录音保存在 PBX 中。此页面会自动刷新。" },
    unknown: { title: "没有您可以收听的录音", text: "录音不存在，或属于您无权查看的通话。" },
    integration_disabled: { title: "电话集成已停用", text: "管理员可以在 Deskline 控制台中重新启用。" },
    denied: {
      title: "您尚未登录",
      text: "Zendesk 没有确认您的身份，或登录超过了十分钟。请重新打开链接。",
    },
    end_user: {
      title: "录音仅供客服收听",
      text: "您在 Zendesk 中是最终用户。Zendesk 管理员可以将您设为客服。",
    },
    inactive: {
      title: "您的账户未激活",
      text: "您在 Zendesk 中已被停用或未激活。Zendesk 管理员可以更改。",
    },
    not_connected: { title: "Zendesk 未连接", text: "管理员需要在 Deskline 控制台中重新连接 Zendesk。" },
    zendesk_unreachable: {
      title: "Zendesk 没有响应",
      text: "Deskline 需要向 Zendesk 确认您的身份。请稍后重新打开链接。",
    },
  },
};

export const linkWords: Record<Tongue, { signIn: string; openTicket: (id: number) => string }> = {
  en: { signIn: "Sign in with Zendesk", openTicket: (id) => `Open ticket #${id} in Zendesk` },
  "zh-CN": { signIn: "使用 Zendesk 登录", openTicket: (id) => `在 Zendesk 中打开工单 #${id}` },
};

/** What stands in the way of a recording, as its page says it; whatever is not here leaves nothing to wait for. */
const sayings: Partial<Record<ErrorCode, Said>> = {
  recording_not_ready: "preparing",
  pbx_unreachable: "pbx_unreachable",
  call_unknown: "unknown",
  recording_expired: "expired",
};

export function saidOf(code: ErrorCode): Said {
  return sayings[code] ?? "gone";
}
