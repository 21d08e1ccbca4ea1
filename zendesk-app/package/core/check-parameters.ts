import { error, isObject, isWebUrl, warning, type Finding, type Json } from "./package.ts";

const types = ["text", "checkbox", "url", "number", "multiline", "hidden", "oauth", "mtls"];
const scopes = [
  "header",
  "body",
  "url",
  "jwt_secret_key",
  "jwt_claim",
  "basic_auth_username",
  "basic_auth_password",
];
const oauthKeys = ["client_id", "client_secret", "authorize_uri", "access_token_uri"];
const maxCertificates = 3;
const looksSecret = /token|key|pwd|password/i;

/** The settings that an administrator fills in, and the OAuth that they belong to. */
export function checkParameters({ parameters, oauth }: Json): Finding[] {
  const list = Array.isArray(parameters) ? parameters : [];
  const given = list.filter(isObject);
  const names = given.map((one) => one["name"]);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const count = (type: string): number => given.filter((one) => one["type"] === type).length;
  return [
    ...(given.length < list.length ? [error("every parameter must be an object")] : []),
    ...twice.map((name) => error(`there are two parameters ${String(name)}`)),
    ...(count("oauth") > 1 ? [error("there may be one parameter of the type oauth")] : []),
    ...(count("mtls") > maxCertificates ? [error("there may be three parameters of the type mtls")] : []),
    ...given.flatMap(checkParameter),
    ...checkOAuth(oauth, count("oauth")),
  ];
}

function checkParameter(parameter: Json): Finding[] {
  const { name, type = "text", required, secure, scopes: given, default: preset } = parameter;
  if (typeof name !== "string" || name === "") return [error("a parameter has no name")];
  const found: Finding[] = [];
  const wrong = (what: string): void => void found.push(error(`the parameter ${name} ${what}`));
  if (name === "name") wrong("has a name that Zendesk uses itself");
  if (!types.includes(String(type))) wrong(`has the type ${String(type)}, which there is not`);
  if (required !== undefined && typeof required !== "boolean")
    wrong("has a required that is not true or false");
  if (secure !== undefined && typeof secure !== "boolean") wrong("has a secure that is not true or false");
  if (type === "hidden" && required === true) wrong("is hidden and required");
  if (type === "oauth" && secure === true) wrong("is oauth and secure");
  if (given !== undefined && !areScopes(given)) wrong("has wrong scopes");
  if (given !== undefined && secure !== true) wrong("has scopes and is not secure");
  if (type === "mtls") {
    if (secure !== undefined || preset !== undefined || given !== undefined)
      wrong("is mtls and takes neither secure, default nor scopes");
    if (!isDomain(parameter["allowed_domain"])) wrong("needs an allowed_domain");
  }
  if (secure === true && given === undefined)
    found.push(warning(`the secure parameter ${name} has no scopes`));
  if ((secure === true || type === "hidden") && preset !== undefined)
    found.push(warning(`the parameter ${name} is not for everybody and has a default`));
  if (type === "text" && secure !== true && looksSecret.test(name))
    found.push(warning(`the parameter ${name} looks secret and is not secure`));
  return found;
}

function areScopes(given: unknown): boolean {
  return Array.isArray(given) && given.length > 0 && given.every((one) => scopes.includes(String(one)));
}

function isDomain(value: unknown): boolean {
  if (typeof value !== "string" || value.length > 253) return false;
  const labels = value.replace(/^\*\./, "").split(".");
  return labels.length >= 2 && labels.every((label) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(label));
}

function checkOAuth(oauth: unknown, parameters: number): Finding[] {
  if (oauth === undefined)
    return parameters === 0 ? [] : [error("a parameter is oauth, and there is no oauth")];
  if (!isObject(oauth)) return [error("oauth must be an object")];
  const lacking = oauthKeys.filter((key) => typeof oauth[key] !== "string" || oauth[key] === "");
  const addresses = ["authorize_uri", "access_token_uri"].filter(
    (key) => !lacking.includes(key) && !isWebUrl(oauth[key]),
  );
  return [
    ...lacking.map((key) => error(`oauth lacks ${key}`)),
    ...addresses.map((key) => error(`oauth.${key} is not an address of the web`)),
    ...(parameters === 0 ? [error("there is oauth and no parameter of that type")] : []),
  ];
}
