// Checks recorded bodies against the schemas that discord-api-spec generates
// from Discord's OpenAPI document.
//
//   npm ci && npm run --silent check -- FILE.jsonl…
//
// Each line is {method, path, body}: a request by its method and its path
// without /api/v9; "REPLY GET" and the like for what the API answered; "EVENT"
// with an event's name as path for what the gateway sent. A member that the
// schema does not know is an error as well, since it is most likely misspelt.
// Prints one line per error and the counts; exits with 1 if there were errors
// or nothing was checked.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import * as z from "zod/mini";
import * as spec from "discord-api-spec/zod";

z.config(z.locales.en());

const schema = (name) => {
  const s = spec[name + "Schema"];
  if (!s) throw new Error(`discord-api-spec has no ${name}`);
  return s;
};
const commands = z.array(schema("ApplicationCommandUpdateRequest"));
const callbacks = {
  1: "PongInteractionCallbackRequest",
  4: "CreateMessageInteractionCallbackRequest",
  5: "CreateMessageInteractionCallbackRequest",
  6: "UpdateMessageInteractionCallbackRequest",
  7: "UpdateMessageInteractionCallbackRequest",
  8: "ApplicationCommandAutocompleteCallbackRequest",
  9: "ModalInteractionCallbackRequest",
};
const callback = (body) => schema(callbacks[body?.type] ?? callbacks[4]);

const scope = "/applications/\\d+(?:/guilds/\\d+)?/commands";
const routes = [
  ["POST", "/channels/\\d+/messages", "MessageCreateRequest", "MessageResponse"],
  ["GET", "/channels/\\d+/messages/\\d+", null, "MessageResponse"],
  ["PATCH", "/channels/\\d+/messages/\\d+", "MessageEditRequestPartial", "MessageResponse"],
  ["POST", "/channels/\\d+/messages/\\d+/threads", "CreateTextThreadWithMessageRequest", "ThreadResponse"],
  ["POST", "/interactions/\\d+/[^/]+/callback", callback, "InteractionCallbackResponse"],
  ["POST", "/webhooks/\\d+/[^/]+", "IncomingWebhookRequestPartial", "MessageResponse"],
  ["PATCH", "/webhooks/\\d+/[^/]+/messages/[^/]+", "IncomingWebhookUpdateRequestPartial", "MessageResponse"],
  ["POST", "/users/@me/channels", "CreatePrivateChannelRequest", "PrivateChannelResponse"],
  ["POST", scope, "ApplicationCommandCreateRequest", "ApplicationCommandResponse"],
  ["PATCH", scope + "/\\d+", "ApplicationCommandPatchRequestPartial", "ApplicationCommandResponse"],
  ["PUT", scope, () => commands, z.array(schema("ApplicationCommandResponse"))],
  ["GET", scope, null, z.array(schema("ApplicationCommandResponse"))],
  ["GET", "/gateway/bot", null, "GatewayBotResponse"],
  ["GET", "/users/@me", null, "UserPIIResponse"],
  ["GET", "/(?:oauth2/)?applications/@me", null, "PrivateApplicationResponse"],
].map(([method, path, ...rest]) => [method, new RegExp(`^${path}$`), ...rest]);

const resolve = (s, body) => (typeof s === "string" ? schema(s) : typeof s === "function" ? s(body) : s);

function schemaOf({ method, path, body }) {
  if (method === "EVENT") return path.startsWith("MESSAGE_") ? schema("MessageResponse") : undefined;
  const reply = method.startsWith("REPLY ");
  const verb = reply ? method.slice("REPLY ".length) : method;
  const route = routes.find(([m, re]) => m === verb && re.test(path));
  return route && resolve(route[reply ? 3 : 2], body);
}

// explain returns path and message of the first error, in a union that of the
// branch with the fewest errors and the deepest first one, which is most likely
// the branch that was meant.
function explain([issue], at = []) {
  const path = [...at, ...issue.path];
  if (issue.code !== "invalid_union" || !issue.errors?.length) return `${path.join(".") || "body"}: ${issue.message}`;
  const [meant] = issue.errors.toSorted((a, b) => a.length - b.length || b[0].path.length - a[0].path.length);
  return explain(meant, path);
}

// unknown lists the members of a body that parsing has dropped.
function unknown(body, parsed, at = "") {
  if (body === null || typeof body !== "object" || parsed === null || typeof parsed !== "object") return [];
  return Object.keys(body).flatMap((k) =>
    k in parsed ? unknown(body[k], parsed[k], `${at}.${k}`) : [`${at}.${k}`.slice(1)],
  );
}

// The generated schemas want "Z" where OpenAPI's date-time, and Discord, have
// "+00:00" too.
const revive = (_, v) => (typeof v === "string" ? v.replace(/^(\d{4}-\d\d-\d\dT[\d:.]+)\+00:00$/, "$1Z") : v);

// Members that Discord's prose documents, or its gateway adds, without the
// schema of the REST API having them.
const documented = /^(guild_id|member|channel_type|nonce|mentions\.\d+\.member)$/;

function check(line) {
  const s = schemaOf(line);
  if (!s) return null;
  const got = z.safeParse(s, line.body);
  if (!got.success) return [explain(got.error.issues)];
  const extra = unknown(line.body, got.data);
  return (line.method === "EVENT" ? extra.filter((k) => !documented.test(k)) : extra).map((k) => `${k}: unknown member`);
}

let checked = 0, skipped = 0, errors = 0;
for (const file of process.argv.slice(2)) {
  for await (const text of createInterface({ input: createReadStream(file) })) {
    const line = JSON.parse(text, revive);
    const found = check(line);
    if (found === null) { skipped++; continue; }
    checked++;
    for (const e of found) { errors++; console.log(`${line.method} ${line.path}: ${e}`); }
  }
}
console.log(`${checked} checked, ${skipped} without a schema, ${errors} errors`);
process.exitCode = errors > 0 || checked === 0 ? 1 : 0;
