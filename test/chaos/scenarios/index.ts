import type { Scenario } from "../scenario.ts";
import { noteBeforeTicket, shuffledUpdates } from "./arrival.ts";
import { apiCalls } from "./api-calls.ts";
import { tamperedAudit } from "./audit.ts";
import { backupUnderLoad, backupWithoutSecrets, restoredElsewhere } from "./backups.ts";
import { badAnswers } from "./bad-answers.ts";
import { otherConnection, otherTenant, overload, repeatsOnDisk } from "./beside-storms.ts";
import { brokenComments, halfAccepted, matchedComment } from "./comments-once.ts";
import { spreadOfRetries } from "./crowd.ts";
import { differentFields, foreignEdits, manyComments, sameField } from "./conflicts.ts";
import { autoReplies, putBackContest, rivalProduct } from "./contests.ts";
import { droppedCreations, sameAlertAtOnce } from "./effects-once.ts";
import { deadlinesOnTwoNodes, downWhenDue, lateness, replanned } from "./clocks.ts";
import { costlyPrograms, evilMatches, longNearMisses, wrongRulesRefused } from "./expressions.ts";
import { flappingAlert } from "./flapping.ts";
import { forgedAddresses, forgedOrigins, listedOrigins } from "./forged-addresses.ts";
import { alteredRequests } from "./forged-signatures.ts";
import { crowdedBodies, nestedBodies, packedBodies } from "./hostile-json.ts";
import { declaredTooLarge, undeclaredTooLarge } from "./huge-bodies.ts";
import { movedCiphertexts, revokedKeys, rotatedMasterKey } from "./kept-secrets.ts";
import { largeFiles } from "./large-files.ts";
import { lateUpdate, urgentBehindMany } from "./late.ts";
import { longQueue } from "./long-queue.ts";
import { manyToOne, normalisedValues, oneEditEach } from "./loops.ts";
import { missedHooks } from "./missed.ts";
import { openDoors, scannedFiles } from "./open-doors.ts";
import { orderPerTicket } from "./order.ts";
import { queuedWork, restingCalls } from "./outages.ts";
import { killedWhilePaging, pageInStorm } from "./pages.ts";
import { shiftingPages } from "./paging.ts";
import { pausedWorker } from "./paused.ts";
import { poisonRecord } from "./poison.ts";
import { ownExpressions } from "./own-expressions.ts";
import { twiceReplayed } from "./replays.ts";
import { oddBytes, oddClocks, repeatedRequest } from "./repeated-requests.ts";
import { rotatedSecret } from "./rotated-secret.ts";
import { modelRing } from "./model-ring.ts";
import { rapidEdits, ring, workflowBack } from "./ring-scenarios.ts";
import { expiredTokens, revokedCredentials } from "./sign-in.ts";
import { signatureShapes } from "./signature-shapes.ts";
import { fewAlertsOften, manyAlertsOnce } from "./storms.ts";
import { slowSenders } from "./slow-senders.ts";
import { storedScripts } from "./stored-scripts.ts";
import { sharedQuota } from "./shared-quota.ts";
import { silentDesk } from "./slow-desk.ts";
import { blackHoles, endlessAnswers } from "./sockets.ts";
import { switchedOffHook } from "./switched-off.ts";
import { canarySecrets, echoedCredentials, readRoutes } from "./told-secrets.ts";
import { timingOfRefusals } from "./timing.ts";
import { badCertificates } from "./tls.ts";
import { unprovenClaims } from "./unproven-claims.ts";
import { oddRetryAfter, retryAfter } from "./waits.ts";

const byId = new Intl.Collator("en", { numeric: true });

/** Every scenario, by its id. */
export const scenarios: readonly Scenario[] = [
  sameAlertAtOnce,
  droppedCreations,
  brokenComments,
  matchedComment,
  halfAccepted,
  pausedWorker,
  killedWhilePaging,
  orderPerTicket,
  shuffledUpdates,
  noteBeforeTicket,
  poisonRecord,
  lateUpdate,
  urgentBehindMany,
  oneEditEach,
  normalisedValues,
  manyToOne,
  ring,
  modelRing,
  rapidEdits,
  workflowBack,
  rivalProduct,
  putBackContest,
  autoReplies,
  differentFields,
  sameField,
  foreignEdits,
  manyComments,
  queuedWork,
  retryAfter,
  oddRetryAfter,
  restingCalls,
  spreadOfRetries,
  blackHoles,
  silentDesk,
  endlessAnswers,
  badAnswers,
  expiredTokens,
  revokedCredentials,
  sharedQuota,
  missedHooks,
  switchedOffHook,
  twiceReplayed,
  shiftingPages,
  badCertificates,
  fewAlertsOften,
  manyAlertsOnce,
  flappingAlert,
  longQueue,
  otherTenant,
  otherConnection,
  repeatsOnDisk,
  overload,
  pageInStorm,
  replanned,
  deadlinesOnTwoNodes,
  lateness,
  downWhenDue,
  alteredRequests,
  signatureShapes,
  repeatedRequest,
  oddClocks,
  oddBytes,
  rotatedSecret,
  timingOfRefusals,
  forgedAddresses,
  forgedOrigins,
  listedOrigins,
  unprovenClaims,
  evilMatches,
  costlyPrograms,
  wrongRulesRefused,
  ownExpressions,
  longNearMisses,
  declaredTooLarge,
  undeclaredTooLarge,
  packedBodies,
  nestedBodies,
  crowdedBodies,
  slowSenders,
  largeFiles,
  canarySecrets,
  movedCiphertexts,
  rotatedMasterKey,
  revokedKeys,
  scannedFiles,
  openDoors,
  echoedCredentials,
  readRoutes,
  tamperedAudit,
  restoredElsewhere,
  backupUnderLoad,
  backupWithoutSecrets,
  storedScripts,
  apiCalls,
].toSorted((a, b) => byId.compare(a.id, b.id));
