/** What is not done, in words for an operator: what was found, what was expected, what to do. */
export class OperationRefused extends Error {}
