/** Ways of the vendor that differ between versions and customers, or that strike now and then; tests switch them on. */
export interface Quirks {
  /** Answers to POST are lists of one. */
  answerInList: boolean;
  /** Status of a POST that made something. */
  createdStatus: 200 | 201;
  /** Answers to POST say `lastupdate` instead of `last_update`. */
  shortUpdateName: boolean;
  /** Past its end a list gives its last page again. */
  repeatLastPage: boolean;
  /** `record_count` is left out. */
  hideCount: boolean;
  /** `include_custom_fields` is passed over. */
  hideCustomFields: boolean;
  /** `lastupdatefromdate` is passed over. */
  ignoreUpdateFilter: boolean;
  /** Agents come as a bare list. */
  bareAgents: boolean;
  /** Numbers of clients and sites come as text. */
  numbersAsText: boolean;
  /** Closing by POST of a ticket is accepted and changes nothing, unless this is met. */
  closeNeeds: "nothing" | "appointmentFlag" | "action" | "never";
  /** Outcomes that the API agent may not use. */
  forbiddenOutcomes: readonly number[];
  /** Notes with these outcomes are shown whatever was asked for. */
  showingOutcomes: readonly number[];
  /** The API agent may not delete actions. */
  deletingForbidden: boolean;
  /** Actions do not say whether they are hidden. */
  hideVisibility: boolean;
  /** A custom field must not be blank. */
  mandatoryField: boolean;
  /** Text of HTML comes without its line ends. */
  flattenText: boolean;
  /** Calls in five minutes; null = as many as wanted. */
  callsPerFiveMinutes: number | null;
  /** The text of that refusal is an object. */
  limitAsObject: boolean;
  /** Next calls that are answered 500 without a body. */
  answer500: number;
  /** The next creation is made and then answered 504 by the gateway. */
  gatewayTimeoutAfterCreate: number;
  /** Resources that the API agent has no right to, lower case. */
  forbidden: readonly string[];
  /** Resources whose missing right is told as 401, lower case. */
  unauthorized: readonly string[];
  /** The sign-in server asks for the tenant. */
  tenantRequired: boolean;
  /** Tokens are given without any scope, as if none had been asked for. */
  tokensWithoutScope: boolean;
  /** Server for signing in that is named instead of our own. */
  authUrl: string | null;
  /** What deliveries hold. */
  payload: "full" | "eventOnly" | "displayValues";
  /** Shape of deliveries. */
  batch: "none" | "list" | "object";
  /** Deliveries that fail in a row until the webhook is switched off. */
  disableAfter: number;
}

export const noQuirks: Quirks = {
  answerInList: false,
  createdStatus: 201,
  shortUpdateName: true,
  repeatLastPage: true,
  hideCount: false,
  hideCustomFields: false,
  ignoreUpdateFilter: false,
  bareAgents: false,
  numbersAsText: false,
  closeNeeds: "nothing",
  forbiddenOutcomes: [],
  showingOutcomes: [],
  deletingForbidden: false,
  hideVisibility: false,
  mandatoryField: false,
  flattenText: false,
  callsPerFiveMinutes: null,
  limitAsObject: false,
  answer500: 0,
  gatewayTimeoutAfterCreate: 0,
  forbidden: [],
  unauthorized: [],
  tenantRequired: true,
  tokensWithoutScope: false,
  authUrl: null,
  payload: "full",
  batch: "none",
  disableAfter: 25,
};
