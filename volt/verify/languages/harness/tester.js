// The trusted end of a JavaScript test: runs the test code; a call of the program is a message to the other process.
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");
const { encode, decode, line } = require("./codec.js");
const wire = line(fs, 3);
const code = fs.readFileSync(path.join(__dirname, "test.js"), "utf8");
const failures = [];
const known = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError };

class Ended extends Error {}

function ask(message) {
  wire.write(message);
  const reply = wire.read();
  if (reply === undefined) throw new Ended();
  return reply;
}

// A changed argument is changed here too, in the same object.
function change(object, now) {
  if (Array.isArray(object)) object.splice(0, object.length, ...now);
  else if (object instanceof Map || object instanceof Set) {
    object.clear();
    for (const item of now) object instanceof Map ? object.set(...item) : object.add(item);
  } else if (object !== null && typeof object === "object" && !(object instanceof Date)) {
    for (const key of Object.keys(object)) delete object[key];
    Object.defineProperties(object, Object.getOwnPropertyDescriptors(now));
  }
}

class Refused extends Error {}

function call(name, ...args) {
  const [what, ...rest] = ask(["call", name, encode(args)]);
  if (what === "raised") {
    const error = new (Object.hasOwn(known, rest[0]) ? known[rest[0]] : Error)(String(rest[1]));
    error.name = String(rest[0]);
    Object.defineProperty(error, "ofProgram", { value: true });
    if (rest[2] === true) return Promise.reject(error);
    throw error;
  }
  if (what !== "value") throw new Refused(`${name}: ${String(rest[0])}`);
  const result = decode(rest[0]);
  if (rest[2] !== null) decode(rest[2]).forEach((now, index) => change(args[index], now));
  return rest[1] === true ? Promise.resolve(result) : result;
}

function finish(error) {
  if (error instanceof Ended) process.exit(1);
  const kind = error instanceof Refused ? "refused" : error && error.ofProgram ? "raised" : error ? "failed" : "";
  const text = error ? `${error.name || "Error"}: ${error.message || error}` : failures.join("; ");
  wire.write(["done", kind || (failures.length ? "failed" : "passed"), text.slice(0, 1000)]);
  process.exit(0);
}

console.assert = (holds, ...what) => { if (!holds) failures.push(["an assertion does not hold", ...what].join(" ")); };
process.on("uncaughtException", finish);
process.on("unhandledRejection", finish);

const words = [...new Set(code.match(/[A-Za-z_$][\w$]*/g) || [])].filter((word) => {
  // Names that this side has already are never the program's to define.
  try { return vm.runInThisContext(`typeof ${word} === "undefined"`) && word !== "undefined" && word !== "require"; } catch { return false; }
});
const [what, kinds] = ask(["names", words]);
if (what !== "names") finish(new Refused("its first answer is not one of the forms that are known"));
const proxies = Object.create(null);
for (const [name, [kind, value]] of kinds) {
  if (!words.includes(name) || kind === "missing") continue;
  proxies[name] = kind === "function" ? (...args) => call(name, ...args) : decode(value);
}
Object.assign(globalThis, proxies);
globalThis.require = (name) => (name.startsWith(".") ? proxies : require(name));
process.on("beforeExit", () => finish());
vm.runInThisContext(code, { filename: "test.js" });
