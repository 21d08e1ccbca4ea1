import { Component, type ReactNode } from "react";
import { Broken } from "./Broken.tsx";

/** What fails outside of all pages says so, instead of leaving an empty page. */
export class Unbroken extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}
