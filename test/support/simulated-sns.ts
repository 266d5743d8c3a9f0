import { sign } from "node:crypto";
import { createAuthority } from "./certificates.ts";
import { serveHttps } from "./loopback.ts";
import { mapHost } from "./map-host.ts";

export interface SimulatedSns {
  /** To be allowed. */
  address: string;
  certificateUrl: string;
  /** Calls so far, as method and address. */
  calls: readonly string[];
  /** What it answers to everything from now on; `undefined` = as it should. */
  trouble(status: number | undefined): void;
  /** A message of this type, signed like those of Amazon. */
  write(type: string, fields: Readonly<Record<string, string>>, signatureVersion?: "1" | "2"): Record<string, string>;
  close(): void;
}

export const sampleTopic = "arn:aws:sns:eu-central-1:123456789012:psa-alarms";
const host = "sns.eu-central-1.amazonaws.com";

/**
 * Amazon SNS of one region as this process sees it, with a certificate and key of its own.
 *
 * @param certificate PEM; what it shows instead, where messages were signed by another key
 */
export async function startSimulatedSns(certificate?: string): Promise<SimulatedSns> {
  const authority = createAuthority("simulated");
  const signer = authority.issue({ name: host, rsa: true });
  const calls: string[] = [];
  let status: number | undefined;
  const server = await serveHttps(authority.issue({ name: host }), (request, response) => {
    calls.push(`${request.method} ${request.url}`);
    const isCertificate = request.url === "/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
    const isConfirmation = request.url?.startsWith("/?Action=ConfirmSubscription") === true;
    response.statusCode = status ?? (isCertificate || isConfirmation ? 200 : 404);
    response.end(isCertificate ? (certificate ?? signer.cert) : "<ConfirmSubscriptionResponse/>");
  });
  const certificateUrl = `https://${host}/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem`;
  const unmap = mapHost(host, server, authority);
  return {
    address: `${host}:443`,
    certificateUrl,
    calls,
    trouble: (next) => void (status = next),
    write: (type, fields, version = "2") => {
      const signed = { TopicArn: sampleTopic, Timestamp: new Date().toISOString(), ...fields, Type: type };
      const names = Object.keys(signed).toSorted();
      const text = names.map((name) => `${name}\n${(signed as Record<string, string>)[name]}\n`).join("");
      const signature = sign(version === "1" ? "RSA-SHA1" : "RSA-SHA256", Buffer.from(text), signer.key);
      const seal = {
        SignatureVersion: version,
        Signature: signature.toString("base64"),
        SigningCertURL: certificateUrl,
      };
      return { ...signed, ...seal };
    },
    close() {
      unmap();
      server.close();
    },
  };
}
