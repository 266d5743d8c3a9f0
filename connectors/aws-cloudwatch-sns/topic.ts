/** A topic's name in all of AWS: partition, region, account, name. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const topicArn =
  /^arn:(aws|aws-cn|aws-us-gov):sns:([a-z]{2}(?:-[a-z]+)+-\d):(\d{12}):([A-Za-z0-9_-]{1,256}(?:\.fifo)?)$/;

/**
 * The one host that speaks for a topic. A message may name no other, or whoever knows the address of a connection could let
 * it call, or wait for, a host of his choice.
 */
export function hostOf(topic: string): string | undefined {
  const [, partition, region] = topicArn.exec(topic) ?? [];
  if (region === undefined) return undefined;
  return `sns.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`;
}

/** The address of a signing certificate, if it is one of the topic's own host. */
export function readCertificateUrl(url: string, topic: string): string | undefined {
  const parsed = parseOwn(url, topic);
  if (!parsed || parsed.search !== "") return undefined;
  return /^\/SimpleNotificationService-[A-Za-z0-9]{1,100}\.pem$/.test(parsed.pathname) ? parsed.href : undefined;
}

/** The address that confirms a subscription, if it does that, for this topic, and at the topic's own host. */
export function readSubscribeUrl(url: string, topic: string): string | undefined {
  const parsed = parseOwn(url, topic);
  if (!parsed || parsed.pathname !== "/") return undefined;
  const { searchParams } = parsed;
  const isConfirmation = searchParams.get("Action") === "ConfirmSubscription" && searchParams.get("TopicArn") === topic;
  return isConfirmation ? parsed.href : undefined;
}

function parseOwn(url: string, topic: string): URL | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  // `host` holds a port that is not 443; the guard refuses what else an address may carry.
  const isOwn = parsed?.protocol === "https:" && parsed.host === hostOf(topic) && parsed.username === "";
  return isOwn && parsed.hash === "" ? parsed : undefined;
}
