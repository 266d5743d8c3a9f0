import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

/** A device with passkeys, in software: ES256, attestation `none`. @see https://www.w3.org/TR/webauthn-3/ */
export interface Authenticator {
  /** Answers `generate-register-options`. */
  register(options: { challenge: string; rp: { id?: string } }): object;
  /** Answers `generate-authenticate-options`. */
  sign(options: { challenge: string; rpId?: string }): object;
}

const present = 0x01;
const verified = 0x04;
const attested = 0x40;

/** @param options.checksUser whether it asks for a PIN or a finger; `origin`: of the page that asks, as the browser knows it */
export function createAuthenticator(options: { origin: string; checksUser?: boolean; rpId?: string }): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  const flags = present | (options.checksUser === false ? 0 : verified);
  let counter = 0;
  const clientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: options.origin, crossOrigin: false }));
  const head = (rpId: string, more: number) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE((counter += 1));
    return Buffer.concat([
      createHash("sha256")
        .update(options.rpId ?? rpId)
        .digest(),
      Buffer.from([flags | more]),
      count,
    ]);
  };
  const envelope = (response: Readonly<Record<string, Buffer | string[]>>) => ({
    id: id.toString("base64url"),
    rawId: id.toString("base64url"),
    type: "public-key",
    clientExtensionResults: {},
    response: Object.fromEntries(
      Object.entries(response).map(([name, value]) => [
        name,
        Buffer.isBuffer(value) ? value.toString("base64url") : value,
      ]),
    ),
  });
  return {
    register({ challenge, rp }) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const authData = Buffer.concat([head(rp.id ?? "", attested), Buffer.alloc(16), length, id, encodeKey(publicKey)]);
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3]),
        text("fmt"),
        text("none"),
        text("attStmt"),
        Buffer.from([0xa0]),
        text("authData"),
        bytes(authData),
      ]);
      return envelope({
        clientDataJSON: clientData("webauthn.create", challenge),
        attestationObject,
        transports: ["internal"],
      });
    },
    sign({ challenge, rpId }) {
      const clientDataJSON = clientData("webauthn.get", challenge);
      const authenticatorData = head(rpId ?? "", 0);
      const signed = Buffer.concat([authenticatorData, createHash("sha256").update(clientDataJSON).digest()]);
      const signature = createSign("sha256").update(signed).sign(privateKey);
      return envelope({ clientDataJSON, authenticatorData, signature });
    },
  };
}

/** COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}. @see RFC 9053 §7.1.1 */
function encodeKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(Buffer.from(x, "base64url")),
    Buffer.from([0x22]),
    bytes(Buffer.from(y, "base64url")),
  ]);
}

/** CBOR of a short text, and of bytes. @see RFC 8949 §3.1 */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
}

function bytes(value: Buffer): Buffer {
  const head =
    value.length < 256 ? Buffer.from([0x58, value.length]) : Buffer.from([0x59, value.length >> 8, value.length & 255]);
  return Buffer.concat([head, value]);
}
