/** As much of Zendesk's SDK as the app uses. */
export type SdkClient = {
  get(path: string): Promise<Record<string, unknown>>;
  set(path: string, value: unknown): Promise<unknown>;
  invoke(action: string, ...args: unknown[]): Promise<Record<string, unknown>>;
  on(event: string, handler: (data: unknown) => unknown): void;
  off(event: string, handler: (data: unknown) => unknown): void;
  trigger(event: string, data: unknown): void;
  request(options: { url: string; type: "GET"; autoRetry?: boolean }): Promise<unknown>;
  metadata(): Promise<unknown>;
  instance(guid: string): SdkClient;
};

type Registration = { context: unknown };

declare global {
  var ZAFClient: { init(onRegistered: (data: Registration) => void): SdkClient | false } | undefined;
}

/** Waits until Zendesk has registered this frame; null when there is no Zendesk around it. */
export function connect(waitMs: number): Promise<{ client: SdkClient; context: unknown } | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), waitMs);
    const client = globalThis.ZAFClient?.init(({ context }) => {
      clearTimeout(timer);
      if (client) resolve({ client, context });
    });
    if (!client) {
      clearTimeout(timer);
      resolve(null);
    }
  });
}
