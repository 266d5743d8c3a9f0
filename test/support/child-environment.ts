/** What a process of ours gets, and nothing else of ours: where programs are, and where their compiled modules lie. */
export function childEnvironment(own: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = "", NODE_COMPILE_CACHE: compiled } = process.env;
  return { PATH, ...(compiled ? { NODE_COMPILE_CACHE: compiled } : {}), ...own };
}
