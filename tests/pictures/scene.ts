import type { Album } from "./album.ts";
import type { People } from "./history.ts";
import type { Opened } from "./stage.ts";

/** What a picture is taken of, and where it is put. */
export type Scene = Opened & { people: People; album: Album };
