import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../../data/ask.ts";
import { type Entered, type Field, findFault, placeOf } from "./read-schema.ts";

/** What was entered into a connector's fields, and what is wrong with it. */
export function useEntered(fields: readonly Field[]) {
  const { t } = useTranslation();
  const [entered, setEntered] = useState<Entered>({});
  // Whoever is still typing has not got it wrong yet.
  const [isTried, setTried] = useState(false);
  const faultOf = (field: Field) => findFault(field, entered[placeOf(field)] ?? "");
  return {
    entered,
    enter: (field: Field, value: string) => setEntered({ ...entered, [placeOf(field)]: value }),
    clear: () => {
      setEntered({});
      setTried(false);
    },
    /** Whether all of it can be sent; what cannot is said at its field from then on. */
    check: () => {
      setTried(true);
      return fields.every((field) => faultOf(field) === undefined);
    },
    /** @param error of sending it, which may name fields */
    errorOf: (field: Field, error: unknown): string | undefined => {
      const fault = isTried ? faultOf(field) : undefined;
      if (fault) return t(`connections.setup.${fault}`);
      return error instanceof Refusal ? error.of(placeOf(field)) : undefined;
    },
  };
}
