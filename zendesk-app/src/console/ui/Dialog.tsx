import { Button } from "@zendeskgarden/react-buttons";
import { Body, Close, Footer, FooterItem, Header, Modal } from "@zendeskgarden/react-modals";
import { useRef, type FocusEvent, type FormEvent, type ReactNode } from "react";
import { styled } from "styled-components";
import { useKeptFocus } from "../../ui/use-kept-focus.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "./BusyButton.tsx";
import { Failure } from "./Failure.tsx";
import { Stack } from "./text.ts";

const Form = styled.form`
  display: contents;
`;

type Props = {
  title: string;
  children: ReactNode;
  /** What the one button is called and does; left out where there is nothing to do but close. */
  action?: { label: string; run: () => void; busy?: boolean; disabled?: boolean; danger?: boolean };
  cancel?: string;
  error?: unknown;
  /** Left out where it has to be gone through. */
  onClose?: (() => void) | undefined;
  large?: boolean;
};

/** Something to be decided before anything else. */
export function Dialog({ title, children, action, cancel, error, onClose, large = false }: Props) {
  const { t } = useI18n();
  // Garden restores the focus to whatever had it, unless that has gone.
  const kept = useKeptFocus();
  const handedOn = useRef(false);
  const busy = action?.busy === true;

  /** The dialog gets the focus first; who is to type something has it in the field at once. */
  function handOn({ target, currentTarget }: FocusEvent<HTMLElement>): void {
    if (handedOn.current || target !== currentTarget) return;
    handedOn.current = true;
    currentTarget.querySelector<HTMLElement>("input:is([type=text], [type=password]):not([hidden])")?.focus();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    event.stopPropagation();
    if (!busy && action?.disabled !== true) action?.run();
  }

  return (
    <Modal
      isLarge={large}
      onFocus={handOn}
      onClose={({ detail }) => {
        // Whoever opened it by a double click has pressed what lies behind it the second time.
        if (!busy && !(Number(detail) > 1)) onClose?.();
      }}
      backdropProps={{ style: { zIndex: 400 } }}
    >
      <Form onSubmit={submit} noValidate ref={kept as React.RefObject<HTMLFormElement>}>
        <Header tag="h2" isDanger={action?.danger === true}>
          {title}
        </Header>
        <Body>
          <Stack $gap="md">
            {children}
            <Failure error={error} />
          </Stack>
        </Body>
        <Footer>
          {onClose && (
            <FooterItem>
              <Button
                isBasic={action !== undefined}
                isPrimary={action === undefined}
                onClick={onClose}
                disabled={busy}
              >
                {cancel ?? (action === undefined ? t("close") : t("cancel"))}
              </Button>
            </FooterItem>
          )}
          {action && (
            <FooterItem>
              <BusyButton
                type="submit"
                isPrimary
                isDanger={action.danger === true}
                busy={busy}
                disabled={action.disabled === true}
              >
                {action.label}
              </BusyButton>
            </FooterItem>
          )}
        </Footer>
        {onClose && <Close aria-label={t("close")} />}
      </Form>
    </Modal>
  );
}
