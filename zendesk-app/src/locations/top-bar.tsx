import { TopBar } from "../features/top-bar/TopBar.tsx";
import { rendererOf } from "../render.tsx";

export const render = rendererOf(() => <TopBar />);
