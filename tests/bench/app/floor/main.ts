import { createElement } from "react";
import { createRoot } from "react-dom/client";

type Sdk = { init(onRegistered: () => void): unknown };

/** The least that any app with React does inside Zendesk: it registers, and shows a word. */
const sdk = (globalThis as typeof globalThis & { ZAFClient?: Sdk }).ZAFClient;
const element = document.getElementById("root");
if (sdk === undefined || element === null) throw new Error("the page lacks the SDK or its element");
sdk.init(() => createRoot(element).render(createElement("p", {}, "Ready")));
