import type { Told } from "./secrets.ts";

/**
 * The same object; whatever it says in words is noted: failures, verdicts, steps and details. What it reads there is not:
 * that is the vendor's.
 */
export function listen<T extends object>(inner: T, told: Told): T {
  return new Proxy(inner, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...given: unknown[]): unknown => {
        const answer: unknown = Reflect.apply(member, target, given);
        if (!(answer instanceof Promise)) return note(answer, told);
        return answer.then((value: unknown) => note(value, told));
      };
    },
  });
}

function note(answer: unknown, told: Told): unknown {
  if (typeof answer !== "object" || answer === null) return answer;
  const failed = "ok" in answer && answer.ok === false;
  const spoken =
    "value" in answer && typeof answer.value === "object" && answer.value !== null && "detail" in answer.value;
  if (failed || spoken || "accepted" in answer || Array.isArray(answer)) told.note(JSON.stringify(answer));
  return answer;
}
