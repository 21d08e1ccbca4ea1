import { Component, type ReactNode } from "react";
import { BrokenState } from "./BrokenState.tsx";

/** A view that fails says so, instead of leaving an empty frame. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    const { broken } = this.state;
    return broken ? <BrokenState onRetry={() => this.setState({ broken: false })} /> : this.props.children;
  }
}
