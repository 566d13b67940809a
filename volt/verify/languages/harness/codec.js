// Plain data as one line of JSON, and back. Both sides of a JavaScript test use it; neither trusts the other's objects.
"use strict";

function encode(value) {
  if (value === undefined) return ["u"];
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0) ? value : ["n", Object.is(value, -0) ? "-0" : String(value)];
  if (typeof value === "bigint") return ["b", String(value)];
  if (Array.isArray(value)) return ["a", Array.from(value, encode)];
  if (value instanceof Map) return ["m", Array.from(value, ([k, v]) => [encode(k), encode(v)])];
  if (value instanceof Set) return ["s", Array.from(value, encode)];
  if (value instanceof Date) return ["d", encode(value.getTime())];
  if (typeof value === "object") {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return ["o", Object.entries(value).map(([k, v]) => [k, encode(v)])];
  }
  throw new TypeError(`${typeof value === "object" ? "an object of a class" : "a " + typeof value} is not plain data`);
}

function decode(form) {
  if (!Array.isArray(form)) {
    if (form !== null && typeof form === "object") throw new TypeError("malformed data");
    return form;
  }
  const [kind, content] = form;
  switch (kind) {
    case "u": return undefined;
    case "n": return Number(String(content));
    case "b": return BigInt(String(content));
    case "a": return content.map(decode);
    case "m": return new Map(content.map(([k, v]) => [decode(k), decode(v)]));
    case "s": return new Set(content.map(decode));
    case "d": return new Date(decode(content));
    case "o": {
      const made = {};
      // Not by assignment: a key called __proto__ would change what the object is.
      for (const [k, v] of content) Object.defineProperty(made, String(k), { value: decode(v), writable: true, enumerable: true, configurable: true });
      return made;
    }
  }
  throw new TypeError("malformed data");
}

// One line in, one line out, over a descriptor that blocks.
function line(fs, descriptor) {
  let rest = Buffer.alloc(0);
  return {
    read() {
      for (;;) {
        const end = rest.indexOf(10);
        if (end >= 0) {
          const text = rest.toString("utf8", 0, end);
          rest = rest.subarray(end + 1);
          return JSON.parse(text);
        }
        const part = Buffer.alloc(65536);
        const size = fs.readSync(descriptor, part, 0, part.length, null);
        if (size === 0) return undefined;
        rest = Buffer.concat([rest, part.subarray(0, size)]);
      }
    },
    write(message) {
      let data = Buffer.from(JSON.stringify(message) + "\n");
      while (data.length) data = data.subarray(fs.writeSync(descriptor, data));
    },
  };
}

module.exports = { encode, decode, line };
