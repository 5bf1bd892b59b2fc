// A second checker of the record of a draw, written from docs/decisions/0004 alone. It shares no code with the first.
// verify(bytes): bytes are the record's, one character of code 0 to 255 each. Gives "" or what is wrong.
"use strict";

function need(truth, what) { if (!truth) throw new Error(what || "the record is not as it should be"); }

// ---- SHA-256 (FIPS 180-4) and HMAC (RFC 2104), over arrays of bytes ----

function primes(count) {
  const found = [];
  for (let n = 2; found.length < count; n++) if (found.every(p => n % p)) found.push(n);
  return found;
}
function fraction32(x) { return Math.floor((x - Math.floor(x)) * 4294967296) | 0; }
// The fraction of a cube root to 32 bits needs more than Math.cbrt promises: mend the last bit by comparing exactly.
function rootBits(p, power) {
  const scale = 4294967296;
  let whole = Math.floor(Math.pow(p, 1 / power)), bits = fraction32(Math.pow(p, 1 / power)) >>> 0;
  const tooLarge = b => compare(raised(String(whole * scale + b), power), times(String(p), raised(String(scale), power))) > 0;
  while (tooLarge(bits)) bits--;
  while (!tooLarge(bits + 1)) bits++;
  return bits | 0;
}
const ROUND = primes(64).map(p => rootBits(p, 3));
const START = primes(8).map(p => rootBits(p, 2));

function sha256(bytes) {
  const length = bytes.length, size = ((length + 8 >> 6) + 1) << 6, w = new Array(64);
  const data = bytes.concat([128]);
  while (data.length < size - 8) data.push(0);
  for (let i = 7; i >= 0; i--) data.push(Math.floor(length * 8 / Math.pow(256, i)) & 255);
  const h = START.slice(), turn = (x, n) => (x >>> n) | (x << 32 - n);
  for (let from = 0; from < size; from += 64) {
    for (let i = 0; i < 16; i++) {
      const j = from + 4 * i;
      w[i] = (data[j] << 24) | (data[j + 1] << 16) | (data[j + 2] << 8) | data[j + 3];
    }
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = (w[i - 16] + w[i - 7] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10)) | 0;
    }
    let [a, b, c, d, e, f, g, k] = h;
    for (let i = 0; i < 64; i++) {
      const one = (k + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + ROUND[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c)) | 0;
      k = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, k].forEach((x, i) => { h[i] = (h[i] + x) | 0; });
  }
  const out = [];
  h.forEach(x => out.push(x >>> 24, x >>> 16 & 255, x >>> 8 & 255, x & 255));
  return out;
}

function hmac(key, message) {
  const block = (key.length > 64 ? sha256(key) : key).slice();
  while (block.length < 64) block.push(0);
  return sha256(block.map(x => x ^ 92).concat(sha256(block.map(x => x ^ 54).concat(message))));
}

function hex(bytes) { return bytes.map(x => (x < 16 ? "0" : "") + x.toString(16)).join(""); }
function unhex(text) {
  need(/^([0-9a-f]{2})*$/.test(text), "the salt is not hexadecimal");
  return (text.match(/../g) || []).map(pair => parseInt(pair, 16));
}

// ---- UTF-8, both ways, strictly ----

function encoded(text) {
  const out = [];
  for (const sign of text) {
    const c = sign.codePointAt(0);
    need(c < 0xd800 || c > 0xdfff, "half a character");
    if (c < 128) out.push(c);
    else if (c < 2048) out.push(192 | c >> 6, 128 | c & 63);
    else if (c < 65536) out.push(224 | c >> 12, 128 | c >> 6 & 63, 128 | c & 63);
    else out.push(240 | c >> 18, 128 | c >> 12 & 63, 128 | c >> 6 & 63, 128 | c & 63);
  }
  return out;
}
function decoded(bytes) {
  const parts = [];
  for (let i = 0; i < bytes.length;) {
    const first = bytes.charCodeAt(i++);
    const more = first < 128 ? 0 : first < 192 ? -1 : first < 224 ? 1 : first < 240 ? 2 : first < 248 ? 3 : -1;
    need(more >= 0 && i + more <= bytes.length, "not UTF-8");
    let c = more ? first & 63 >> more : first;
    for (let j = 0; j < more; j++) {
      const next = bytes.charCodeAt(i++);
      need((next & 192) === 128, "not UTF-8");
      c = c * 64 + (next & 63);
    }
    need(c >= [0, 128, 2048, 65536][more] && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff), "not UTF-8");
    parts.push(String.fromCodePoint(c));
  }
  return parts.join("");
}

// ---- whole numbers of any size, as decimal text ----

function digits(text) { return text.replace(/^0+(?=.)/, "").split("").reverse().map(Number); }
function times(x, y) {
  const a = digits(x), b = digits(y), out = new Array(a.length + b.length).fill(0);
  a.forEach((p, i) => b.forEach((q, j) => { out[i + j] += p * q; }));
  for (let i = 0, carry = 0; i < out.length; i++) { carry += out[i]; out[i] = carry % 10; carry = Math.floor(carry / 10); }
  return out.reverse().join("").replace(/^0+(?=.)/, "");
}
function raised(x, power) { return power === 1 ? x : times(x, raised(x, power - 1)); }
function compare(x, y) { return x.length !== y.length ? x.length - y.length : x < y ? -1 : x > y ? 1 : 0; }
function fractionOf(text) {
  const found = /^([0-9]+)\/([0-9]+)$/.exec(text);
  need(found && !/^0+$/.test(found[2]), "not a fraction");
  return [found[1], found[2]];
}
function compareFractions(x, y) { return compare(times(x[0], y[1]), times(y[0], x[1])); }

// ---- the record ----

function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (value !== null && typeof value === "object")
    return "{" + Object.keys(value).sort().map(k => JSON.stringify(k) + ":" + canonical(value[k])).join(",") + "}";
  need(typeof value === "string" || Number.isSafeInteger(value), "neither text nor a whole number");
  return JSON.stringify(value);
}
function digest(label, value) { return hex(sha256(encoded("engage " + label + " 1\n" + canonical(value)))); }
function part(record, names) {
  const held = {};
  names.split(" ").forEach(name => { if (name !== "digits" || name in record) held[name] = record[name]; });
  return held;
}
function total(numbers) { return numbers.reduce((sum, x) => sum + x, 0); }
function same(x, y) { return canonical(x) === canonical(y); }

function checkWhole(record, text) {
  need(record.format === "engage-draw-record/1", "of no known format");
  need(canonical(record) === text, "the bytes are not canonical");
  const rest = Object.assign({}, record);
  delete rest.record_sha256;
  need(digest("record", rest) === record.record_sha256, "the record was changed");
  need(record.kind === ("answers" in record ? "private" : "public"), "not of the kind it says");
  need(digest("pool", part(record, "categories commitments")) === record.hashes.pool, "the pool was changed");
  need(digest("targets", part(record, "seats targets")) === record.hashes.targets, "the targets were changed");
  const portfolio = part(record, "digits fixed method panels purpose seats total weights");
  need(digest("portfolio", portfolio) === record.hashes.portfolio, "the portfolio was changed");
}

function checkPanels(record) {
  const tickets = new Set(record.tickets);
  need(tickets.size === record.tickets.length && tickets.size === Object.keys(record.commitments).length, "tickets");
  need(record.tickets.every(t => t in record.commitments) && record.fixed.every(t => tickets.has(t)), "tickets");
  need(record.weights.length > 0 && record.weights.length === record.panels.length, "one weight a panel");
  need(record.weights.every(w => w > 0) && total(record.weights) === record.total, "the weights don't add up");
  if ("digits" in record) {
    const all = Math.pow(10, record.digits);
    need(record.digits > 0 && record.total === all && record.panels.length === all, "the numbers don't fit");
  }
  const chances = {};
  record.tickets.forEach(t => { chances[t] = 0; });
  record.panels.forEach((panel, place) => {
    const members = new Set(panel);
    need(members.size === panel.length && panel.length === record.seats, "a panel of wrong size");
    need(panel.every(t => tickets.has(t)) && record.fixed.every(t => members.has(t)), "a panel of wrong members");
    panel.forEach(t => { chances[t] += record.weights[place]; });
  });
  need(same(chances, record.chances), "a stated chance is wrong");
  need(record.in_no_panel.every(t => tickets.has(t) && chances[t] === 0), "somebody in no panel has a chance");
  const left = record.tickets.filter(t => !record.fixed.includes(t) && !record.in_no_panel.includes(t));
  const least = left.length ? Math.min.apply(null, left.map(t => chances[t])) : record.total;
  const stated = fractionOf(record.least_chance);
  need(compareFractions([String(least), String(record.total)], stated) === 0, "the least chance is wrong");
  need(compareFractions(stated, fractionOf(record.least_chance_bound)) <= 0, "the least chance is above its bound");
}

function checkAnswers(record) {
  const home = {}, salt = unhex(record.salt);
  record.households.forEach((residents, number) => residents.forEach(t => { home[t] = number + 1; }));
  need(Object.keys(record.answers).length === record.tickets.length, "answers of others");
  need(Object.keys(home).every(t => record.tickets.includes(t)), "households of others");
  record.tickets.forEach(t => {
    const own = hex(hmac(salt, encoded(t)));
    need(digest("person", [own, t, record.answers[t], home[t] || 0]) === record.commitments[t], "an answer was changed");
  });
  record.panels.forEach(panel => {
    const held = {}, homes = panel.map(t => home[t]).filter(number => number);
    panel.forEach(t => record.categories.forEach((category, i) => {
      const key = JSON.stringify([category, record.answers[t][i]]);
      held[key] = (held[key] || 0) + 1;
    }));
    record.targets.forEach(([category, value, low, high]) => {
      const count = held[JSON.stringify([category, value])] || 0;
      need(low <= count && count <= high, "a panel misses a target");
    });
    need(new Set(homes).size === homes.length, "two of one household");
  });
}

function drawnNumber(seed, limit) {
  let bits = 0;
  while (Math.pow(2, bits) < limit) bits++;
  const count = Math.ceil(bits / 8);
  const counter = block => [0, 0, 0, 0, 0, 0, 0, 0].map((_, i) => Math.floor(block / Math.pow(256, 7 - i)) & 255);
  const stream = [];
  for (let block = 0; ; block++) {
    hmac(seed, counter(block)).forEach(x => stream.push(x));
    while (stream.length >= count) {
      const number = stream.splice(0, count).reduce((sum, x, i) => {
        const bitsHere = i ? 8 : bits - 8 * (count - 1);
        return sum * 256 + x % Math.pow(2, bitsHere);
      }, 0);
      if (number < limit) return number;
    }
  }
}

function checkDraw(record) {
  const draw = record.draw, hashes = record.hashes;
  const lines = ["engage seed 1", hashes.pool, hashes.targets, hashes.portfolio, draw.public_string];
  const seed = sha256(encoded(lines.join("\n")));
  let left;
  if ("digits" in record) {
    need(draw.public_string.length === record.digits && /^[0-9]+$/.test(draw.public_string), "not the figures");
    left = parseInt(draw.public_string, 10);
  } else left = drawnNumber(seed, record.total);
  let place = 0;
  while (left >= record.weights[place]) left -= record.weights[place++];
  need(hex(seed) === draw.seed && place === draw.panel && same(record.panels[place], draw.selected), "another panel");
}

function verify(bytes) {
  try {
    const text = decoded(bytes), record = JSON.parse(text);
    need(record !== null && typeof record === "object");
    checkWhole(record, text);
    checkPanels(record);
    if ("answers" in record) checkAnswers(record);
    if ("draw" in record) checkDraw(record);
    return "";
  } catch (error) { return error.message || "wrong"; }
}
