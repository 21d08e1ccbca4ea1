import type { ShownCertificate } from "@deskline/shared/admin-pbx";
import { Code } from "@zendeskgarden/react-typography";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { SmallSubtle } from "../ui/text.ts";

const Fingerprint = styled(Code)`
  display: block;
  padding: ${({ theme }) => theme.space.sm};
  overflow-wrap: anywhere;
`;

const Facts = styled.dl`
  display: grid;
  grid-template-columns: max-content 1fr;
  gap: ${({ theme }) => theme.space.xxs} ${({ theme }) => theme.space.md};
  margin: 0;
  & dd {
    margin: 0;
  }
`;

type Props = {
  certificate: ShownCertificate;
  changed: boolean;
  onPin: (fingerprint: string) => void;
  onClose: () => void;
};

/** Trusts one certificate, by its fingerprint, after somebody has compared it. */
export function PinDialog({ certificate, changed, onPin, onClose }: Props) {
  const { t, format } = useI18n();
  const { fingerprint, subject, issuer, validUntil } = certificate;
  return (
    <Dialog
      title={changed ? t("pin.changed_title") : t("pin.title")}
      action={{ label: t("pin.button"), danger: changed, run: () => onPin(fingerprint) }}
      onClose={onClose}
      large
    >
      <div>{changed ? t("pin.changed_text") : t("pin.text")}</div>
      <div>
        <SmallSubtle>{t("pin.fingerprint")}</SmallSubtle>
        <Fingerprint>{fingerprint}</Fingerprint>
      </div>
      <Facts>
        <dt>{t("pin.subject")}</dt>
        <dd>{subject}</dd>
        <dt>{t("pin.issuer")}</dt>
        <dd>{issuer}</dd>
        <dt>{t("pin.valid_until")}</dt>
        <dd>{format.exact(validUntil)}</dd>
      </Facts>
    </Dialog>
  );
}
