// The one function of the npm package js-md5, which programs expect to find: the digest of a text as hexadecimal digits.
"use strict";
const { createHash } = require("crypto");
module.exports = (text) => createHash("md5").update(text).digest("hex");
