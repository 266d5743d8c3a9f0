import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export interface Certificate {
  /** PEM. */
  cert: string;
  key: string;
}

export interface Authority extends Certificate {
  /** @param subject with `rsa` its key is one of RSA, for those who sign with such */
  issue(subject: { name: string; ip?: string; validUntil?: Date; rsa?: true }): Certificate;
}

/** Makes an authority and certificates for tests, so that no key need be kept in the repository. @see RFC 5280 §4.1 */
export function createAuthority(authorityName: string): Authority {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = distinguishedName(authorityName);
  const own = buildCertificate({
    issuer,
    subject: issuer,
    publicKey: keys.publicKey,
    signer: keys.privateKey,
    ca: true,
  });
  return {
    cert: own,
    key: toPem(keys.privateKey),
    issue({ name, ip, validUntil, rsa }) {
      const pair = rsa
        ? generateKeyPairSync("rsa", { modulusLength: 2_048 })
        : generateKeyPairSync("ec", { namedCurve: "P-256" });
      const cert = buildCertificate({
        issuer,
        subject: distinguishedName(name),
        publicKey: pair.publicKey,
        signer: keys.privateKey,
        ca: false,
        alternative: ip ? tlv(0x87, Buffer.from(ip.split(".").map(Number))) : tlv(0x82, Buffer.from(name)),
        ...(validUntil ? { validUntil } : {}),
      });
      return { cert, key: toPem(pair.privateKey) };
    },
  };
}

interface Parts {
  issuer: Buffer;
  subject: Buffer;
  publicKey: KeyObject;
  signer: KeyObject;
  ca: boolean;
  alternative?: Buffer;
  validUntil?: Date;
}

const dayMs = 86_400_000;
let serial = 1;

function buildCertificate(parts: Parts): string {
  const ecdsaSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const until = parts.validUntil ?? new Date(Date.now() + dayMs);
  const validity = sequence(utcTime(new Date(until.getTime() - 30 * dayMs)), utcTime(until));
  const extensions = [
    // basicConstraints, critical
    sequence(
      oid(0x55, 0x1d, 0x13),
      tlv(0x01, Buffer.from([0xff])),
      tlv(0x04, sequence(...(parts.ca ? [tlv(0x01, Buffer.from([0xff]))] : []))),
    ),
    // subjectAltName
    ...(parts.alternative ? [sequence(oid(0x55, 0x1d, 0x11), tlv(0x04, sequence(parts.alternative)))] : []),
  ];
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.from([serial++])),
    ecdsaSha256,
    parts.issuer,
    validity,
    parts.subject,
    parts.publicKey.export({ type: "spki", format: "der" }),
    tlv(0xa3, sequence(...extensions)),
  );
  const signature = tlv(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, parts.signer)]));
  const lines = sequence(body, ecdsaSha256, signature).toString("base64").replaceAll(/.{64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function distinguishedName(name: string): Buffer {
  return sequence(tlv(0x31, sequence(oid(0x55, 0x04, 0x03), tlv(0x0c, Buffer.from(name)))));
}

function utcTime(at: Date): Buffer {
  return tlv(0x17, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/g, "").slice(2, 14)}Z`));
}

function toPem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function oid(...bytes: readonly number[]): Buffer {
  return tlv(0x06, Buffer.from(bytes));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts));
}

/** DER: tag, length, value. @see ITU-T X.690 §8.1 */
function tlv(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}
