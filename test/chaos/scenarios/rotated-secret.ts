import { setTimeout as pause } from "node:timers/promises";
import { defineScenario } from "../scenario.ts";
import { buildFiring, openSigned, secretOf, signBody } from "../tools/signed.ts";

const newSecret = secretOf("n");
const oldSecret = secretOf("k");

export const rotatedSecret = defineScenario("J6", "a secret is changed under load", async (context, sizes) => {
  const { world, hookUrl, send } = await openSigned(context);
  let count = 0;
  const sendOne = async (secret: string): Promise<number> => {
    const nth = count++;
    const body = buildFiring(`J6 ${nth % 20}`);
    return (await send(hookUrl, signBody(body, { id: `msg_${nth}`, secret }), body)).status;
  };
  const during: Promise<number>[] = [];
  const everyMs = 1_000 / sizes.perSecond;
  const changeAt = Math.floor((sizes.perSecond * (sizes.seconds - sizes.overlapSeconds)) / 2);
  const startedAt = performance.now();
  let changedAt = Number.POSITIVE_INFINITY;
  let changing: Promise<unknown> = Promise.resolve();
  for (let nth = 0; performance.now() - changedAt < sizes.overlapSeconds * 1_000 - everyMs; nth++) {
    // Senders change over one after the other, in any order.
    during.push(sendOne(nth > changeAt && Number.isFinite(changedAt) && nth % 2 === 0 ? newSecret : oldSecret));
    if (nth === changeAt)
      changing = world.api
        .patch("/connections/signed", {
          secrets: { signingSecret: newSecret },
          overlapHours: sizes.overlapSeconds / 3_600,
        })
        .then(() => (changedAt = performance.now()));
    await pause(Math.max(0, startedAt + (nth + 1) * everyMs - performance.now()));
  }
  await changing;
  const refused = (await Promise.all(during)).filter((status) => status !== 202).length;
  // The overlap ends by the database's clock, and is noticed a little later.
  await pause(everyMs + sizes.noticedMs);
  let stillOld = 0;
  let refusedNew = 0;
  for (let nth = 0; nth < sizes.after; nth++) {
    if ((await sendOne(oldSecret)) !== 401) stillOld += 1;
    if ((await sendOne(newSecret)) !== 202) refusedNew += 1;
  }
  return {
    pass: refused === 0 && stillOld === 0 && refusedNew === 0,
    figure: `${refused} of ${during.length} refused at ${sizes.perSecond} a second while the secret was changed with an overlap of ${sizes.overlapSeconds} s; after it ${stillOld} of ${sizes.after} with the old one taken, ${refusedNew} of ${sizes.after} with the new one refused`,
  };
});
