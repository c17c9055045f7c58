// test/home-assistant/prepare-home-assistant.ts
import { execFile as execFile2 } from "node:child_process";
import { createHash, randomUUID as randomUUID2 } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename as rename2, rm as rm2, writeFile as writeFile2 } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify as promisify2 } from "node:util";

// test/home-assistant/file-lock.ts
import { randomUUID } from "node:crypto";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
var staleAfterMs = 15 * 6e4;
async function tryLock(path) {
  try {
    await writeFile(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
async function isStale(path) {
  try {
    const { mtimeMs } = await stat(path);
    const ageMs = Date.now() - mtimeMs;
    const pid = Number(await readFile(path, "utf8"));
    if (!Number.isInteger(pid) || pid <= 0) return ageMs > 1e4;
    return !isRunning(pid) || ageMs > staleAfterMs;
  } catch {
    return false;
  }
}
async function withFileLock(path, work, onWait) {
  let waited = false;
  while (!await tryLock(path)) {
    if (await isStale(path)) {
      const aside = `${path}.${randomUUID()}`;
      await rename(path, aside).then(
        () => rm(aside, { force: true }),
        () => void 0
      );
      continue;
    }
    if (!waited) onWait();
    waited = true;
    await delay(250);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

// test/home-assistant/find-python.ts
import { execFile } from "node:child_process";
import { promisify } from "node:util";
var run = promisify(execFile);
var candidates = ["python3.11", "/usr/bin/python3.11", "python3", "/usr/bin/python3"];
var probe = `
import importlib.util, platform, sys
print(platform.python_version(), "ensurepip" if importlib.util.find_spec("ensurepip") else "bare")
`;
async function findPython(commands = candidates) {
  const seen = [];
  for (const command of commands) {
    const answer = await run(command, ["-I", "-c", probe], { timeout: 2e4 }).then(
      ({ stdout }) => stdout.trim().split(" "),
      () => null
    );
    const [version2, installer] = answer ?? [];
    if (version2 === void 0) continue;
    if (!version2.startsWith("3.11.")) seen.push(`${command} is ${version2}`);
    else if (installer !== "ensurepip") seen.push(`${command} has no venv (Debian package python3-venv)`);
    else return { kind: "found", command, version: version2 };
  }
  const detail = seen.length === 0 ? "no Python was found" : seen.join(", ");
  return { kind: "missing", reason: `Python 3.11 with venv is needed: ${detail}` };
}

// test/home-assistant/versions.ts
var release0272 = {
  version: "0.27.2",
  credentialKind: "password",
  requirements: [
    "homeassistant==0.27.2",
    "certifi==2024.2.2",
    "charset-normalizer==3.3.2",
    "CherryPy==7.1.0",
    "idna==3.6",
    "Jinja2==2.8.1",
    "MarkupSafe==2.1.5",
    "pytz==2024.1",
    "PyYAML==6.0.1",
    "requests==2.31.0",
    "six==1.16.0",
    "SQLAlchemy==1.4.52",
    "static3==0.7.0",
    "urllib3==1.26.18",
    "voluptuous==0.9.2",
    "Werkzeug==0.11.15"
  ],
  sourceOnly: ["static3", "voluptuous"],
  compatFile: "compat_0_27_2.py",
  bansAddresses: false,
  requestLogger: "homeassistant.components.http"
};
var release01003 = {
  version: "0.100.3",
  credentialKind: "password",
  requirements: [
    "homeassistant==0.100.3",
    "aiohttp==3.8.6",
    "aiohttp-cors==0.7.0",
    "aiosignal==1.3.1",
    "astral==1.10.1",
    "async-timeout==4.0.3",
    "attrs==22.2.0",
    "bcrypt==4.1.2",
    "certifi==2024.2.2",
    "charset-normalizer==3.3.2",
    "frozenlist==1.4.1",
    "idna==3.6",
    "importlib-metadata==7.0.1",
    "Jinja2==3.1.3",
    "MarkupSafe==2.1.5",
    "multidict==6.0.5",
    "PyJWT==1.7.1",
    "python-slugify==5.0.2",
    "pytz==2024.1",
    "PyYAML==6.0.1",
    "requests==2.31.0",
    "SQLAlchemy==1.4.52",
    "text-unidecode==1.3",
    "urllib3==1.26.18",
    "voluptuous==0.12.1",
    "voluptuous-serialize==2.4.0",
    "yarl==1.9.4",
    "zipp==3.17.0"
  ],
  sourceOnly: [],
  compatFile: "compat_0_100_3.py",
  bansAddresses: true,
  requestLogger: "homeassistant.components.http.view"
};
var release202433 = {
  version: "2024.3.3",
  credentialKind: "bearer",
  requirements: [
    "homeassistant==2024.3.3",
    "aiohttp==3.9.3",
    "aiohttp-cors==0.7.0",
    "aiohttp-fast-url-dispatcher==0.3.0",
    "aiohttp-zlib-ng==0.3.1",
    "aiosignal==1.3.1",
    "astral==2.2",
    "async-interrupt==1.1.1",
    "async-timeout==4.0.3",
    "atomicwrites-homeassistant==1.4.1",
    "attrs==23.2.0",
    "awesomeversion==24.2.0",
    "bcrypt==4.1.2",
    "certifi==2024.2.2",
    "cffi==1.16.0",
    "charset-normalizer==3.3.2",
    "ciso8601==2.3.1",
    "cryptography==42.0.5",
    "fnv-hash-fast==0.5.0",
    "fnvhash==0.2.1",
    "frozenlist==1.4.1",
    "idna==3.6",
    "ifaddr==0.2.0",
    "Jinja2==3.1.3",
    "lru-dict==1.3.0",
    "MarkupSafe==2.1.5",
    "multidict==6.0.5",
    "orjson==3.9.15",
    "packaging==23.2",
    "Pillow==10.2.0",
    "psutil==5.9.8",
    "psutil-home-assistant==0.0.1",
    "pycparser==2.21",
    "PyJWT==2.8.0",
    "python-slugify==8.0.4",
    "pytz==2024.1",
    "PyYAML==6.0.1",
    "requests==2.31.0",
    "securetar==2023.3.0",
    "SQLAlchemy==2.0.27",
    "text-unidecode==1.3",
    "typing-extensions==4.10.0",
    "ulid-transform==0.9.0",
    "urllib3==1.26.18",
    "voluptuous==0.13.1",
    "voluptuous-serialize==2.6.0",
    "yarl==1.9.4",
    "zlib-ng==0.4.0"
  ],
  sourceOnly: [],
  compatFile: null,
  bansAddresses: true,
  requestLogger: "homeassistant.helpers.http"
};
var releases = {
  "0.27.2": release0272,
  "0.100.3": release01003,
  "2024.3.3": release202433
};
function homeAssistantRelease(version2) {
  return releases[version2];
}

// test/home-assistant/prepare-home-assistant.ts
var run2 = promisify2(execFile2);
var environmentsFolder = fileURLToPath(new URL("../../.venvs/", import.meta.url));
var installLimitMs = 10 * 6e4;
var unreachable = /establish a new connection|name resolution|timed out|network is unreachable|ProxyError|Max retries exceeded|SSLError/i;
function fingerprint(release, pythonVersion) {
  const parts = [release.requirements, release.sourceOnly, pythonVersion, process.platform, process.arch];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);
}
function describeFailure(error) {
  const { stderr, message } = error;
  const lines = (stderr ?? "").split("\n").filter((line) => line.trim() !== "" && !line.includes("Ignored the following"));
  return lines.length === 0 ? message : lines.slice(-12).join("\n");
}
async function install(release, basePython, folder) {
  const options = { timeout: installLimitMs, maxBuffer: 64 * 1024 * 1024 };
  await run2(basePython, ["-I", "-m", "venv", folder], options);
  const requirementsFile = join(folder, "requirements.txt");
  await writeFile2(requirementsFile, `${release.requirements.join("\n")}
`);
  const sourceOnly = release.sourceOnly.length === 0 ? [] : ["--no-binary", release.sourceOnly.join(",")];
  const pip = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--no-input",
    "--retries",
    "2"
  ];
  const what = [
    "--no-deps",
    "--no-compile",
    "--only-binary",
    ":all:",
    ...sourceOnly,
    "--requirement",
    requirementsFile
  ];
  await run2(join(folder, "bin", "python"), [...pip, ...what], options);
}
async function build(release, basePython, folder) {
  const prefix = `building-${release.version}-`;
  for (const name of await readdir(environmentsFolder)) {
    if (name.startsWith(prefix)) {
      await rm2(join(environmentsFolder, name), { recursive: true, force: true, maxRetries: 10 });
    }
  }
  const unfinished = join(environmentsFolder, `${prefix}${randomUUID2()}`);
  try {
    await install(release, basePython, unfinished);
    await rm2(folder, { recursive: true, force: true });
    await rename2(unfinished, folder);
  } catch (error) {
    await rm2(unfinished, { recursive: true, force: true });
    if (!existsSync(pythonIn(folder))) throw error;
  }
}
function pythonIn(folder) {
  return join(folder, "bin", "python");
}
async function prepareHomeAssistant(version2, report = () => void 0) {
  const startedMs = performance.now();
  const release = homeAssistantRelease(version2);
  const found = await findPython();
  if (found.kind === "missing") return { kind: "unavailable", version: version2, reason: found.reason };
  const name = `${version2}-${fingerprint(release, found.version)}`;
  const folder = join(environmentsFolder, name);
  const python = pythonIn(folder);
  const buildIfMissing = async () => {
    if (existsSync(python)) return;
    report(
      `Home Assistant ${version2}: installing ${release.requirements.length} packages, this happens once.`
    );
    await build(release, found.command, folder);
    report(
      `Home Assistant ${version2}: installed in ${Math.round((performance.now() - startedMs) / 1e3)} s.`
    );
  };
  try {
    if (!existsSync(python)) {
      await mkdir(environmentsFolder, { recursive: true });
      const onWait = () => report(`Home Assistant ${version2}: waiting for another run that installs it.`);
      await withFileLock(join(environmentsFolder, `${name}.lock`), buildIfMissing, onWait);
    }
  } catch (error) {
    const failure = describeFailure(error);
    if (!unreachable.test(failure))
      throw new Error(`Home Assistant ${version2} could not be installed:
${failure}`);
    return { kind: "unavailable", version: version2, reason: "the Python package index could not be reached" };
  }
  return { kind: "ready", release, python, tookMs: performance.now() - startedMs };
}

// test/home-assistant/start-home-assistant.ts
import { randomBytes as randomBytes2 } from "node:crypto";
import { mkdtemp, rm as rm3 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join5 } from "node:path";
import { setTimeout as delay2 } from "node:timers/promises";

// test/home-assistant/configuration.ts
import { cp, writeFile as writeFile3 } from "node:fs/promises";
import { join as join2 } from "node:path";
import { fileURLToPath as fileURLToPath2 } from "node:url";
var templateFolder = fileURLToPath2(new URL("./config/", import.meta.url));
function httpSection(release, port, apiPassword, threshold) {
  return {
    server_host: "127.0.0.1",
    server_port: port,
    ...apiPassword === null ? {} : { api_password: apiPassword },
    ...release.bansAddresses ? { ip_ban_enabled: true, login_attempts_threshold: threshold } : {}
  };
}
async function writeConfiguration(release, folder, server2, options) {
  const configuration = {
    homeassistant: {
      name: "Test House",
      latitude: 52.1,
      longitude: 5.1,
      elevation: 1,
      unit_system: "metric",
      time_zone: "UTC",
      // The default module wants two more packages.
      ...release.version === "0.100.3" ? { auth_mfa_modules: [] } : {}
    },
    http: httpSection(release, server2.port, server2.apiPassword, options.loginAttemptsThreshold),
    api: null,
    logger: { default: "warning", logs: { [release.requestLogger]: "debug" } },
    input_boolean: { lamp: { name: "Lamp" } },
    script: { hello: { sequence: [{ event: "custom_event", event_data: { a: 1 } }] } },
    automation: [
      {
        alias: "On lamp",
        trigger: { platform: "state", entity_id: "input_boolean.lamp" },
        action: { service: "script.hello" }
      }
    ],
    ...options.keepsHistory ? { recorder: null, history: null, logbook: null } : {},
    ...options.extra
  };
  await cp(templateFolder, folder, { recursive: true });
  await writeFile3(join2(folder, "configuration.yaml"), JSON.stringify(configuration, null, 2));
}

// test/home-assistant/free-port.ts
import { randomInt } from "node:crypto";
import { createServer } from "node:net";
function canListen(port) {
  return new Promise((resolve) => {
    const server2 = createServer();
    server2.once("error", () => resolve(false));
    server2.listen(port, "127.0.0.1", () => server2.close(() => resolve(true)));
  });
}
async function findFreePort() {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(2e4, 32e3);
    if (await canListen(port)) return port;
  }
  throw new Error("No free port between 20000 and 32000 on 127.0.0.1 was found in 100 attempts.");
}

// test/home-assistant/harness-request.ts
import { request } from "node:http";
var harnessAddress = process.platform === "linux" ? "127.0.0.2" : "127.0.0.1";
function credentialHeaders(credential) {
  switch (credential.kind) {
    case "bearer":
      return { Authorization: `Bearer ${credential.secret}` };
    case "password":
      return { "X-HA-access": credential.secret };
    case "query":
    case "none":
      return {};
  }
}
function harnessRequest(method, url, credential, body, timeoutMs = 1e4) {
  return new Promise((resolve, reject) => {
    const headers = {
      "Content-Type": "application/json",
      Accept: "application/json",
      ...credentialHeaders(credential)
    };
    const options = { method, headers, agent: false, localAddress: harnessAddress, timeout: timeoutMs };
    const sent = request(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part) => text += part);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.on("error", reject);
    });
    sent.on("timeout", () => sent.destroy(new Error(`${method} ${url}: no answer within ${timeoutMs} ms`)));
    sent.on("error", reject);
    sent.end(body === void 0 ? void 0 : JSON.stringify(body));
  });
}

// test/home-assistant/home-assistant-process.ts
import { spawn } from "node:child_process";
import { join as join3 } from "node:path";
import { fileURLToPath as fileURLToPath3 } from "node:url";
var pythonFolder = fileURLToPath3(new URL("./python/", import.meta.url));
function whenExited(child) {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal ?? `code ${code}`));
  });
}
function spawnHomeAssistant(python, release, configFolder, onOutput) {
  const compat = release.compatFile === null ? "-" : join3(pythonFolder, release.compatFile);
  const launch = ["-I", join3(pythonFolder, "launch.py"), compat, "--skip-pip", "--config", configFolder];
  const child = spawn(python, launch, { cwd: configFolder, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => void 0);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", onOutput);
  }
  let ending = null;
  const exit = whenExited(child).then((how) => ending = how);
  return {
    pid: child.pid ?? 0,
    exited: () => ending,
    async stop(limitMs) {
      if (ending !== null) return;
      child.kill("SIGTERM");
      let killed = false;
      const timer = setTimeout(() => {
        killed = true;
        child.kill("SIGKILL");
      }, limitMs);
      await exit;
      clearTimeout(timer);
      if (killed)
        throw new Error(
          `Home Assistant ${release.version} did not stop within ${limitMs} ms and was killed.`
        );
    }
  };
}

// test/home-assistant/long-lived-tokens.ts
import { createHmac, randomBytes } from "node:crypto";
import { mkdir as mkdir2, writeFile as writeFile4 } from "node:fs/promises";
import { join as join4 } from "node:path";
var tenYearsSeconds = 31536e4;
function base64url(value) {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
function signToken(refreshTokenId, key) {
  const nowSeconds = Math.floor(Date.now() / 1e3);
  const payload = { iss: refreshTokenId, iat: nowSeconds - 5, exp: nowSeconds + tenYearsSeconds };
  const signed = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(payload)}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}
function createUser(name, groupId, isOwner) {
  const userId = randomBytes(16).toString("hex");
  const refreshTokenId = randomBytes(16).toString("hex");
  const key = randomBytes(32).toString("hex");
  const user = {
    id: userId,
    group_ids: [groupId],
    is_owner: isOwner,
    is_active: true,
    name,
    system_generated: false,
    local_only: false
  };
  const refreshToken = {
    id: refreshTokenId,
    user_id: userId,
    client_id: null,
    client_name: `${name} test`,
    client_icon: null,
    token_type: "long_lived_access_token",
    created_at: "2024-01-01T00:00:00+00:00",
    access_token_expiration: tenYearsSeconds,
    token: randomBytes(64).toString("hex"),
    jwt_key: key,
    last_used_at: null,
    last_used_ip: null,
    credential_id: null,
    version: "2024.3.3"
  };
  return { user, refreshToken, token: signToken(refreshTokenId, key) };
}
async function createLongLivedTokens(configFolder) {
  const owner = createUser("owner", "system-admin", true);
  const plain = createUser("plain", "system-users", false);
  const groups = [
    { id: "system-admin", name: "Administrators" },
    { id: "system-users", name: "Users" },
    { id: "system-read-only", name: "Read Only" }
  ];
  const data = {
    users: [owner.user, plain.user],
    groups,
    credentials: [],
    refresh_tokens: [owner.refreshToken, plain.refreshToken]
  };
  await mkdir2(join4(configFolder, ".storage"), { recursive: true });
  const store = { version: 1, minor_version: 1, key: "auth", data };
  await writeFile4(join4(configFolder, ".storage", "auth"), JSON.stringify(store));
  return { owner: owner.token, plain: plain.token };
}

// test/home-assistant/requests-seen.ts
var servedLine = /Serving (\S+) to (\S+) \(auth: \w+\)/g;
var failedLine = /Login attempt or request with (?:an )?invalid ?(?:password|authentication) from (?:\S+ \()?([\d.]*\d)/g;
var bannedLine = /Banned IP (\S+) for too many login attempts/g;
function parseRequestsSeen(log) {
  const served = [...log.matchAll(servedLine)].filter(([, , address]) => address !== harnessAddress);
  const failed = [...log.matchAll(failedLine)].filter(([, address]) => address !== harnessAddress);
  const banned = [...log.matchAll(bannedLine)];
  return {
    served: served.map(([, path]) => path ?? ""),
    failedLogins: failed.length,
    banned: banned.map(([, address]) => address ?? "")
  };
}

// test/home-assistant/start-home-assistant.ts
var startLimitMs = 6e4;
var stopLimitMs = 3e4;
function tail(log) {
  return log.trim().split("\n").slice(-40).join("\n");
}
async function untilRunning(release, url, credential, server2, log) {
  const fail = (what) => new Error(`Home Assistant ${release.version} ${what}. Its log ends:
${tail(log())}`);
  const path = release.version === "2024.3.3" ? "/api/core/state" : "/api/";
  const isRunning2 = ({ status, text }) => status === 200 && (path === "/api/" || text.includes('"RUNNING"'));
  const deadlineMs = performance.now() + startLimitMs;
  while (performance.now() < deadlineMs) {
    if (server2.exited() !== null) throw fail(`ended while starting (${server2.exited()})`);
    const answer = await harnessRequest("GET", `${url}${path}`, credential, void 0, 3e3).catch(
      () => null
    );
    if (answer !== null && isRunning2(answer)) return;
    if (answer?.status === 401 || answer?.status === 403)
      throw fail(`refused the harness with ${answer.status}`);
    await delay2(100);
  }
  throw fail(`was not running after ${startLimitMs} ms`);
}
async function startHomeAssistant(prepared2, options = {}) {
  const { release, python } = prepared2;
  const configFolder = await mkdtemp(join5(tmpdir(), `home-assistant-${release.version}-`));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const tokens = release.credentialKind === "bearer" ? await createLongLivedTokens(configFolder) : null;
  const secret = tokens?.owner ?? randomBytes2(12).toString("hex");
  const credential = { kind: release.credentialKind, secret };
  const apiPassword = tokens === null ? secret : null;
  await writeConfiguration(
    release,
    configFolder,
    { port, apiPassword },
    { loginAttemptsThreshold: 3, keepsHistory: false, extra: {}, ...options }
  );
  let log = "";
  let server2 = null;
  const ask = async (method, path, body) => {
    const { status, text } = await harnessRequest(method, `${url}${path}`, credential, body);
    if (status < 300) return text;
    throw new Error(`${method} ${path} of Home Assistant ${release.version} answered ${status}: ${text}`);
  };
  const stop = async () => {
    await server2?.stop(stopLimitMs);
    server2 = null;
  };
  const start = async () => {
    if (server2 !== null && server2.exited() === null) throw new Error("Home Assistant is already running.");
    server2 = spawnHomeAssistant(python, release, configFolder, (text) => log += text);
    await untilRunning(release, url, credential, server2, () => log).catch(async (error) => {
      await stop().catch(() => void 0);
      throw error;
    });
  };
  const dispose = async () => {
    await stop().finally(() => rm3(configFolder, { recursive: true, force: true }));
  };
  await start().catch(async (error) => {
    await dispose();
    throw error;
  });
  return {
    version: release.version,
    url,
    credential,
    plainToken: tokens?.plain ?? null,
    configFolder,
    fire: async (eventType, data = {}) => {
      await ask("POST", `/api/events/${encodeURIComponent(eventType)}`, data);
    },
    toggle: async () => {
      const lamp = await ask("GET", "/api/states/input_boolean.lamp");
      const service = /"state": ?"on"/.test(lamp) ? "turn_off" : "turn_on";
      await ask("POST", `/api/services/input_boolean/${service}`, { entity_id: "input_boolean.lamp" });
    },
    requestsSeen: () => parseRequestsSeen(log),
    log: () => log,
    stop,
    start,
    restart: async () => {
      await stop();
      await start();
    },
    clearBans: () => rm3(join5(configFolder, "ip_bans.yaml"), { force: true }),
    dispose
  };
}

// test/home-assistant/raw-stream.ts
import { once } from "node:events";
import { request as request2 } from "node:http";
async function openRawStream(server2, secret = server2.credential.secret) {
  const headers = server2.credential.kind === "bearer" ? { Authorization: `Bearer ${secret}` } : { "X-HA-access": secret };
  const sent = request2(`${server2.url}/api/stream`, { headers, agent: false });
  sent.end();
  const [response] = await once(sent, "response");
  let text = "";
  response.setEncoding("utf8");
  response.on("data", (part) => text += part);
  return {
    response,
    close: () => void sent.destroy(),
    async until(needle, limitMs) {
      const signal = AbortSignal.timeout(limitMs);
      while (!text.includes(needle)) await once(response, "data", { signal });
      return text;
    },
    async ended(limitMs) {
      if (!response.readableEnded) await once(response, "end", { signal: AbortSignal.timeout(limitMs) });
    }
  };
}

// ../../tmp/explore.ts
var version = process.argv[2];
var prepared = await prepareHomeAssistant(version, console.log);
if (prepared.kind !== "ready") throw new Error(prepared.reason);
var server = await startHomeAssistant(prepared, { keepsHistory: true });
try {
  const get = async (p) => {
    const a = await harnessRequest("GET", server.url + p, server.credential);
    console.log("GET", decodeURIComponent(p), a.status, a.text.length, "\n", a.text.slice(0, 3500));
  };
  const t0 = new Date(Date.now() - 2e3);
  const stream = await openRawStream(server);
  await server.toggle();
  await new Promise((r) => setTimeout(r, 500));
  await server.toggle();
  const post = (p, b) => harnessRequest("POST", server.url + p, server.credential, b);
  await post("/api/states/sensor.t", { state: "21", attributes: { unit_of_measurement: "C" } });
  await post("/api/states/sensor.t", { state: "21", attributes: { unit_of_measurement: "C", a: 1 } });
  await post("/api/states/sensor.t", { state: "22", attributes: { unit_of_measurement: "C", a: 1 } });
  await harnessRequest("DELETE", server.url + "/api/states/sensor.t", server.credential);
  await post("/api/services/logbook/log", { name: "Me", message: "said hi" });
  await new Promise((r) => setTimeout(r, 7e3));
  const iso = (d) => encodeURIComponent(d.toISOString().replace("Z", "+00:00"));
  const end = /* @__PURE__ */ new Date();
  await get(`/api/history/period/${iso(t0)}?end_time=${iso(end)}&significant_changes_only=0&filter_entity_id=input_boolean.lamp,sensor.t,automation.on_lamp,script.hello`);
  await get(`/api/history/period/${iso(t0)}?end_time=${iso(end)}&significant_changes_only=0`);
  await get(`/api/history/period/${iso(t0)}?end_time=${iso(end)}&filter_entity_id=sensor.never`);
  await get(`/api/logbook/${iso(t0)}?end_time=${iso(end)}`);
  await get(`/api/components`);
  console.log(await stream.until("data", 100));
  stream.close();
  console.log(server.log().split("\n").filter((l) => !/Serving/.test(l)).slice(-60).join("\n"));
} finally {
  await server.dispose();
}
