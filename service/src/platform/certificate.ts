import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { connect, type PeerCertificate, type SecureContextOptions } from "node:tls";
import type { ShownCertificate } from "@deskline/shared/admin-pbx";

/** The code of an error that means: not the certificate that is pinned. */
export const certificateChanged = "CERTIFICATE_CHANGED";

/**
 * Options of a TLS connection that takes this certificate (PEM) and no other, whoever signed it and whatever
 * name it bears. It is verified as ever, with itself for the authority: what has expired is refused.
 */
export function pinnedTo(certificate: string): SecureContextOptions & {
  checkServerIdentity: (host: string, shown: PeerCertificate) => Error | undefined;
} {
  const { fingerprint256 } = new X509Certificate(certificate);
  return {
    ca: certificate,
    allowPartialTrustChain: true,
    checkServerIdentity: (_, shown) =>
      shown.fingerprint256 === fingerprint256
        ? undefined
        : Object.assign(new Error("another certificate than the one that is pinned"), {
            code: certificateChanged,
          }),
  };
}

const verificationCodes =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_|HOSTNAME_MISMATCH$|ERR_TLS_CERT_)/;

/** Whether a connection failed with this code because of the certificate. */
export function isOfCertificate(code: string): boolean {
  return code === certificateChanged || verificationCodes.test(code);
}

/** Ended already or not valid yet: no pin helps. */
export function isOutOfDate(code: string): boolean {
  return code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID";
}

/** A certificate (PEM) as people compare it. */
export function shownCertificate(pem: string): ShownCertificate {
  const { fingerprint256, subject, issuer, validTo } = new X509Certificate(pem);
  const onOneLine = (name: string) => name.replaceAll("\n", ", ");
  return {
    fingerprint: fingerprint256,
    subject: onOneLine(subject),
    issuer: onOneLine(issuer),
    validUntil: Date.parse(validTo),
  };
}

/**
 * The certificate that a server shows, as PEM; null when it shows none or does not answer. The only connection
 * on which nothing is verified: it ends with the handshake, and nothing is sent on it.
 */
export function readCertificate(url: string, patienceMs: number): Promise<string | null> {
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== "https:") return Promise.resolve(null);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const socket = connect({
    host,
    port: port === "" ? 443 : Number(port),
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
  const timer = setTimeout(() => socket.destroy(), patienceMs);
  socket.once("secureConnect", () => {
    resolve(socket.getPeerX509Certificate()?.toString() ?? null);
    socket.destroy();
  });
  socket.once("error", () => resolve(null));
  socket.once("close", () => {
    clearTimeout(timer);
    resolve(null);
  });
  return promise;
}
