import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

const element = document.getElementById("root");
if (element === null) throw new Error("index.html has no element with the id root");

createRoot(element).render(
  <StrictMode>
    <main>
      <h1>Deskline</h1>
    </main>
  </StrictMode>,
);
