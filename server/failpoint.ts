/**
 * Ends the process at a named place when a test asks for it. The effects before the place have happened, those after it
 * have not: exactly what a power cut leaves behind. `<name>:pause` stops it there once, until somebody lets it go on.
 */
export function createFailpoint(wanted: string | undefined): (name: string) => void {
  const [place, action = "kill"] = wanted?.split(":") ?? [];
  let paused = false;
  return (name) => {
    if (place !== name || paused) return;
    paused = action === "pause";
    process.kill(process.pid, paused ? "SIGSTOP" : "SIGKILL");
  };
}
