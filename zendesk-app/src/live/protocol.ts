/** The names of what is said between frames; what goes with each is in schema.ts. */
export const frameEvents = {
  hello: "deskline.hello",
  watch: "deskline.watch",
  leave: "deskline.leave",
  feed: "deskline.feed",
  /** A frame to the background, once a second: the agent writes or dials just now. */
  typing: "deskline.typing",
  show: "deskline.show",
  ready: "deskline.ready",
} as const;

/** How often the background gives a sign of life. */
export const signOfLifeMs = 20_000;

/** Whoever typed less than this ago is not to be disturbed. */
export const typingMs = 10_000;
