/** A subdomain of Zendesk; anything else could lead the token to another host. */
const subdomainForm = /^[a-z0-9][a-z0-9-]{1,61}$/;

export function isSubdomain(text: string): boolean {
  return subdomainForm.test(text);
}

/** Base URL of an account, from a template in which `{subdomain}` stands for the subdomain. @throws on what is no subdomain. */
export function accountUrl(template: string, subdomain: string): string {
  if (!isSubdomain(subdomain)) throw new Error("not a Zendesk subdomain");
  return template.replace("{subdomain}", subdomain);
}
