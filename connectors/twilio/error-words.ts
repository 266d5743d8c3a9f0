/** What Twilio's numbers mean, for people. @see https://www.twilio.com/docs/api/errors */
export const errorWords: ReadonlyMap<number, string> = new Map([
  [20003, "Twilio does not accept the credentials."],
  [20429, "Too many calls at once."],
  [21211, "Twilio knows no such phone number."],
  [21408, "SMS to this country are not allowed: see Messaging › Geo permissions at Twilio."],
  [21610, "This person has opted out by replying STOP: Twilio sends them nothing until they reply START."],
  [21614, "This number cannot receive SMS."],
  [30003, "The phone is switched off or out of reach."],
  [30004, "The phone or its network blocks messages."],
  [30005, "There is no such phone number."],
  [30006, "This is a landline, or a network that takes no SMS."],
  [30007, "The network took it for spam."],
  [30008, "The network did not say why it was not delivered."],
]);
