import type { Connected } from "./connect.ts";
import type { Tongue } from "./tongue.ts";

export type Words = { title: string; text: string };

/** How connecting ended, for the administrator who signed: what happened, and what to do. */
export function authorizationWords(result: Connected, redirectUrl: string, tongue: Tongue): Words {
  const [title, text] = (tongue === "en" ? english : chinese)(result, redirectUrl);
  return { title, text };
}

type Said = [title: string, text: string];

function english(result: Connected, redirectUrl: string): Said {
  switch (result.kind) {
    case "connected":
      return ["Authorization succeeded!", `Connected as ${result.adminName}. You can close this page.`];
    case "unknown_state":
      return [
        "This link is not valid any more",
        "It was used before, is older than ten minutes, or was not made here. Start connecting again.",
      ];
    case "left_meanwhile":
      return [
        "The integration was disconnected meanwhile",
        "Your consent was not used and has been withdrawn. Set the integration up again if it is to be connected.",
      ];
    case "refused":
      return result.error === "access_denied"
        ? ["Access was not granted", "You chose Deny. Start connecting again and choose Allow."]
        : [
            "Zendesk refused the request",
            `Zendesk says ${result.error}. Check the OAuth client in Zendesk's Admin Center: its identifier, its allowed scopes (read and write) and its redirect URL.`,
          ];
    case "code_refused":
      return [
        "Zendesk did not accept the code",
        `Zendesk says ${result.detail} A code lives two minutes and works once: start connecting again. If that does not help, check the redirect URL of the OAuth client.`,
      ];
    case "client_refused":
      return [
        "The identifier or the secret is wrong",
        `Zendesk says ${result.detail} Copy the unique identifier again, or have Zendesk make a new secret for the OAuth client, enter both and start again.`,
      ];
    case "redirect_refused":
      return [
        "The redirect URL is wrong",
        `Zendesk says ${result.detail} Enter ${redirectUrl} as the redirect URL of the OAuth client, to the letter, and start again.`,
      ];
    case "not_admin":
      return [
        "An administrator has to sign",
        `${result.name} is signed in to Zendesk as ${result.role}. Sign in as an administrator and start again.`,
      ];
    case "scope_missing":
      return [
        "Zendesk granted too little",
        `Granted: ${result.granted || "nothing"}. Needed: read and write. Allow both scopes in the OAuth client and start again.`,
      ];
    case "zendesk_unreachable":
      return ["Zendesk could not be asked", `${result.detail}. Start connecting again in a moment.`];
  }
}

function chinese(result: Connected, redirectUrl: string): Said {
  switch (result.kind) {
    case "connected":
      return ["授权成功", `已由 ${result.adminName} 授权。您可以关闭此页面。`];
    case "unknown_state":
      return ["此链接已失效", "它已被使用、超过十分钟，或不是由此服务生成。请重新授权。"];
    case "left_meanwhile":
      return [
        "集成已断开连接",
        "在此期间集成已断开连接，您的授权未被使用并已撤销。如需连接，请重新设置此集成。",
      ];
    case "refused":
      return result.error === "access_denied"
        ? ["授权被拒绝", "您选择了 Deny。请重新授权并选择 Allow。"]
        : [
            "Zendesk 拒绝了请求",
            `Zendesk 返回：${result.error}。请在 Zendesk 管理中心检查 OAuth 客户端的唯一标识符、允许的权限（read 和 write）以及回调 URL。`,
          ];
    case "code_refused":
      return [
        "Zendesk 不接受授权码",
        `Zendesk 返回：${result.detail} 授权码两分钟内有效且只能使用一次，请重新授权。如果仍然失败，请检查 OAuth 客户端的回调 URL。`,
      ];
    case "client_refused":
      return [
        "唯一标识符或密钥有误",
        `Zendesk 返回：${result.detail} 请重新复制唯一标识符，或在 Zendesk 为 OAuth 客户端重新生成密钥，填写后重新授权。`,
      ];
    case "redirect_refused":
      return [
        "回调 URL 不匹配",
        `Zendesk 返回：${result.detail} 请将 ${redirectUrl} 原样填入 OAuth 客户端的回调 URL，然后重新授权。`,
      ];
    case "not_admin":
      return [
        "必须由管理员授权",
        `${result.name} 在 Zendesk 中的角色是 ${result.role}。请以管理员身份登录后重新授权。`,
      ];
    case "scope_missing":
      return [
        "Zendesk 授予的权限不足",
        `已授予：${result.granted || "无"}。需要：read 和 write。请在 OAuth 客户端中允许这两项权限，然后重新授权。`,
      ];
    case "zendesk_unreachable":
      return ["无法访问 Zendesk", `${result.detail}。请稍后重新授权。`];
  }
}
