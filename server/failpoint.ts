/**
 * Ends the process at a named place when a test asks for it. The effects before the place have happened, those after it
 * have not: exactly what a power cut leaves behind.
 */
export function createFailpoint(wanted: string | undefined): (name: string) => void {
  return (name) => {
    if (wanted !== undefined && wanted === name) process.kill(process.pid, "SIGKILL");
  };
}
