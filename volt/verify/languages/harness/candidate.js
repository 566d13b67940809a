// The untrusted end of a JavaScript test: holds the program, calls it when asked, answers in plain data.
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");
const { encode, decode, line } = require("./codec.js");
const wire = line(fs, 3);

const file = path.join(__dirname, "solution.js");
Object.assign(globalThis, { require, module: { exports: {} }, __filename: file, __dirname });
globalThis.exports = globalThis.module.exports;

function raised(error) {
  const isError = error instanceof Error;
  return ["raised", String(isError ? error.name : "Error").slice(0, 200), String(isError ? error.message : error).slice(0, 2000)];
}

function named(name) {
  const exported = globalThis.module.exports;
  if (exported !== null && Object.prototype.hasOwnProperty.call(Object(exported), name)) return exported[name];
  return vm.runInThisContext(`typeof ${name} === "undefined" ? undefined : ${name}`);
}

function kind(name) {
  let value;
  try { value = named(name); } catch { return ["missing"]; }
  if (typeof value === "function") return ["function"];
  if (value === undefined) return ["missing"];
  try { return ["value", encode(value)]; } catch { return ["missing"]; }
}

async function answer([what, ...rest]) {
  if (what === "names") return ["names", rest[0].map((name) => [name, kind(name)])];
  const [name, given] = rest;
  const args = decode(given);
  const before = JSON.stringify(given);
  let result, promised;
  try {
    result = named(name)(...args);
    promised = result !== null && typeof result === "object" && typeof result.then === "function";
    if (promised) result = await result;
  } catch (error) {
    return [...raised(error), promised === true];
  }
  try {
    const after = encode(args);
    return ["value", encode(result), promised, JSON.stringify(after) === before ? null : after];
  } catch (error) {
    return ["refused", String(error.message).slice(0, 500)];
  }
}

(async () => {
  try {
    vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: "solution.js" });
  } catch (error) {
    wire.write(["unloadable", error instanceof SyntaxError, ...raised(error).slice(1)]);
    process.exit(1);
  }
  for (let message; (message = wire.read()) !== undefined; ) wire.write(await answer(message));
  process.exit(0);
})();
