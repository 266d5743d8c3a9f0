import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Settings } from "./manifest.ts";
import { readSubject } from "./read-subject.ts";

const words = Settings.parse({});

describe("subjects of monitoring mails", () => {
  const pairs: readonly (readonly [tool: string, fire: string, clear: string])[] = [
    ["Nagios", "** PROBLEM Service Alert: web-01/CPU is CRITICAL **", "** RECOVERY Service Alert: web-01/CPU is OK **"],
    ["Nagios, a host", "** PROBLEM Host Alert: web-01 is DOWN **", "** RECOVERY Host Alert: web-01 is UP **"],
    ["Icinga", "[PROBLEM] disk on web-01 is WARNING!", "[RECOVERY] disk on web-01 is OK!"],
    ["Zabbix", "Problem: High CPU on web-01", "Resolved: High CPU on web-01"],
    ["Grafana", "[FIRING] Disk full (web-01)", "[RESOLVED] Disk full (web-01)"],
    ["one with pictures", "[🔴 Down] Shop – café", "[✅ Up] Shop – café"],
    ["UptimeRobot", "Monitor is DOWN: Shop", "Monitor is UP: Shop"],
    ["Pingdom", "DOWN alert: Shop (shop.example) is DOWN", "UP alert: Shop (shop.example) is UP"],
    ["Datadog", "[Triggered] CPU is high on host:web-01", "[Recovered] CPU is high on host:web-01"],
    ["a forwarded one", "WG: Fwd: [DOWN] line 3", "Re: AW: [UP] line 3"],
    ["one with signs only between words", "NAS-02 -- not ok!", "NAS-02 -- ok!"],
  ];
  for (const [tool, fire, clear] of pairs)
    it(`of ${tool} have one key from fire to clear`, () => {
      const [fired, cleared] = [readSubject(fire, words), readSubject(clear, words)];
      assert.deepEqual([fired.state, cleared.state], ["firing", "clear"]);
      assert.equal(cleared.key, fired.key);
      assert.match(fired.key, /\p{L}/u);
    });

  for (const [subject, state] of [
    ["web-01 is up", "clear"],
    ["Backup of web-01", "firing"],
    ["Update follows", "firing"],
    ["Error while checking that line 3 is up", "firing"],
    ["Error on line 3 resolved", "clear"],
    ["Disk back   to - normal", "clear"],
    ["not resolved-by anybody", "clear"],
    ["UPS on battery", "firing"],
    ["", "firing"],
  ] as const)
    it(`"${subject}" is ${state}`, () => assert.equal(readSubject(subject, words).state, state));

  for (const [subject, severity] of [
    ["[WARNING] disk", "medium"],
    ["disk CRITICAL, was warning", "critical"],
    ["Error in job", "high"],
    ["Info: job ended", "info"],
    ["CPU is high", "medium"],
    ["Low disk space", "medium"],
  ] as const)
    it(`"${subject}" is ${severity}`, () => assert.equal(readSubject(subject, words).severity, severity));

  it("do not share a key where they are of different things", () => {
    const keys = ["DOWN: web-01", "DOWN: web-02", "DOWN: web-01 port 443", "DOWN: 網站"];
    assert.equal(new Set(keys.map((subject) => readSubject(subject, words).key)).size, keys.length);
  });

  it("follow the words of the settings, whatever signs are in them", () => {
    const german = Settings.parse({ clearWords: ["behoben", "wieder o.k."], fineWords: [], problemWords: ["Störung"] });
    assert.deepEqual(
      ["Störung: Leitung 3", "Behoben: Leitung 3", "Leitung 3 wieder O.K."].map((subject) => {
        const { key, state } = readSubject(subject, german);
        return [key, state];
      }),
      [
        ["leitung 3", "firing"],
        ["leitung 3", "clear"],
        ["leitung 3", "clear"],
      ],
    );
    const none = Settings.parse({ clearWords: [], fineWords: [], problemWords: [] });
    assert.equal(readSubject("RESOLVED: x", none).state, "firing");
  });
});
