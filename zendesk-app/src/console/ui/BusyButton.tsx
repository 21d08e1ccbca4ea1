import { Button, type IButtonProps } from "@zendeskgarden/react-buttons";
import { Dots } from "@zendeskgarden/react-loaders";
import { styled } from "styled-components";

const Held = styled.span<{ $busy: boolean }>`
  opacity: ${({ $busy }) => ($busy ? 0 : 1)};
`;

const Waiting = styled.span`
  position: absolute;
  inset: 0;
  display: flex;
  align-items: center;
  justify-content: center;
`;

const Body = styled(Button)`
  position: relative;
`;

/** A button that does something which takes a while: as wide as before, and not to be pressed again meanwhile. */
export function BusyButton({ busy, disabled, children, ...rest }: IButtonProps & { busy: boolean }) {
  return (
    <Body {...rest} disabled={busy || disabled === true} aria-busy={busy}>
      <Held $busy={busy}>{children}</Held>
      {busy && (
        <Waiting aria-hidden>
          <Dots size="20" delayMS={0} />
        </Waiting>
      )}
    </Body>
  );
}
