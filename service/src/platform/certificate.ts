import { X509Certificate } from "node:crypto";
import type { ShownCertificate } from "@deskline/shared/admin";

/** A certificate (PEM) as it is shown to people. */
export function shownCertificate(pem: string): ShownCertificate {
  const { fingerprint256, subject, issuer, validTo } = new X509Certificate(pem);
  return {
    fingerprint: fingerprint256,
    subject: onOneLine(subject),
    issuer: onOneLine(issuer),
    validUntil: Date.parse(validTo),
  };
}

function onOneLine(name: string): string {
  return name.split("\n").join(", ");
}
