import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono, type MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

const built = fileURLToPath(new URL("../console/dist", import.meta.url));
const page = "index.html";

/**
 * What a page of the console may load and where it may be shown. Nothing inline: whatever a vendor's text should smuggle in is
 * neither run nor drawn.
 */
const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  crossOriginOpenerPolicy: "same-origin",
  crossOriginResourcePolicy: "same-origin",
  referrerPolicy: "no-referrer",
  xFrameOptions: "DENY",
  permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], publickeyCredentialsGet: ["self"] },
  // Whether this hub is reached by https alone is for whoever runs the proxy in front of it to say.
  strictTransportSecurity: false,
});

const notBuilt =
  "The console is not built. Run `npm run console:build` once, then load this page again; the API and the command line work without it.\n";

/** The console's files, and its page for every address that is one of its own. @param folder where it was built */
export function createConsoleRoutes(folder = built): Hono {
  const app = new Hono();
  const serve = onceBuilt(folder, () => serveStatic({ root: folder, precompressed: true }));
  const servePage = onceBuilt(folder, () => serveStatic({ root: folder, path: page, precompressed: true }));
  app.get("/assets/*", headers, keep("public, max-age=31536000, immutable"), serve, (context) =>
    // Of another version: the page itself would be a riddle to who asked for a script.
    context.text("There is no such file in this version of the console.\n", 404),
  );
  for (const file of ["/icon.svg", "/before-paint.js"]) app.get(file, headers, keep("no-cache"), serve);
  app.get("*", async (context, next) => {
    if (!isPageOf(context.req.path, context.req.header("accept"))) return context.notFound();
    if (!existsSync(path.join(folder, page))) return context.text(notBuilt, 503);
    return next();
  });
  app.get("*", headers, keep("no-store"), servePage);
  return app;
}

/** The library complains of a folder that is not there; it may come while the hub runs. */
function onceBuilt(folder: string, make: () => MiddlewareHandler): MiddlewareHandler {
  let made: MiddlewareHandler | undefined;
  return (context, next) => {
    if (!made && !existsSync(folder)) return next();
    made ??= make();
    return made(context, next);
  };
}

const notOurs = ["/api/", "/hooks/", "/mcp", "/metrics", "/livez", "/readyz", "/assets/"];

/** Whether a browser asks for a page, at an address that nothing else answers. */
function isPageOf(asked: string, accept: string | undefined): boolean {
  return (accept ?? "").includes("text/html") && !notOurs.some((start) => asked.startsWith(start));
}

function keep(cacheControl: string): MiddlewareHandler {
  return async (context, next) => {
    await next();
    if (context.res.ok) context.res.headers.set("cache-control", cacheControl);
  };
}
