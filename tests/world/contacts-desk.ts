import { Contacts, NumberTest } from "@deskline/shared/admin-contacts";
import { operatorAt, type ConsoleClient } from "./console-client.ts";
import type { World } from "./world.ts";

/** What the operator asks of an integration's contacts. */
export class ContactsDesk {
  readonly operator: ConsoleClient;
  readonly #path: string;

  private constructor(world: World, operator: ConsoleClient) {
    this.operator = operator;
    this.#path = `integrations/${world.integration.id}/contacts`;
  }

  static async of(world: World): Promise<ContactsDesk> {
    return new ContactsDesk(world, await operatorAt(world.service));
  }

  /** `path` is below `…/contacts`. @throws when it is refused */
  async ask(method: string, path: string, body?: unknown): Promise<Contacts> {
    return Contacts.parse(await this.#answer(method, path, body));
  }

  /** Who a number is taken to be. */
  async tested(number: string): Promise<NumberTest> {
    const query = new URLSearchParams({ number }).toString();
    return NumberTest.parse(await this.#answer("GET", `/test?${query}`));
  }

  async #answer(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.operator.ask(method, `${this.#path}${path}`, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer.body;
  }
}
