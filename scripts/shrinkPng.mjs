/**
 * Makes a screenshot small enough for a repository: 256 of its colours, every other as the nearest of them, packed as
 * tightly as zlib can. Reads what browsers write: 8 bits, RGB or RGBA, not interlaced.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = 8;
const COLOURS = 256;
/** So many are taken for being frequent, the others for being unlike those. */
const FREQUENT = 144;

/**
 * @param {Buffer} png
 * @returns {{ type: string, data: Buffer }[]}
 */
function chunksOf(png) {
  const chunks = [];
  for (let at = SIGNATURE; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/**
 * The predictor of the PNG specification's fourth filter.
 * @param {number} left
 * @param {number} above
 * @param {number} corner
 */
function paeth(left, above, corner) {
  const estimate = left + above - corner;
  const [byLeft, byAbove, byCorner] = [Math.abs(estimate - left), Math.abs(estimate - above), Math.abs(estimate - corner)];
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}

/**
 * @param {Buffer} raw lines, each after the number of its filter
 * @param {number} lineBytes
 * @param {number} pixelBytes
 * @returns {Buffer} pixels
 */
function unfilter(raw, lineBytes, pixelBytes) {
  const lines = raw.length / (lineBytes + 1);
  const pixels = Buffer.alloc(lines * lineBytes);
  for (let y = 0; y < lines; y += 1) {
    const filter = raw[y * (lineBytes + 1)];
    for (let x = 0; x < lineBytes; x += 1) {
      const at = y * lineBytes + x;
      const left = x < pixelBytes ? 0 : (pixels[at - pixelBytes] ?? 0);
      const above = y === 0 ? 0 : (pixels[at - lineBytes] ?? 0);
      const corner = x < pixelBytes || y === 0 ? 0 : (pixels[at - lineBytes - pixelBytes] ?? 0);
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0;
      pixels[at] = (raw[y * (lineBytes + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return pixels;
}

/**
 * @param {number} a
 * @param {number} b
 * @returns {number} how unlike two colours are: eyes tell greens apart best, blues least
 */
function distance(a, b) {
  const red = (a >> 16) - (b >> 16);
  const green = ((a >> 8) & 255) - ((b >> 8) & 255);
  const blue = (a & 255) - (b & 255);
  return 3 * red * red + 6 * green * green + blue * blue;
}

/**
 * The palette, and for each colour the index of the one that stands for it. A small mark in a colour of its own matters
 * as much as a large surface, so frequency alone does not choose.
 * @param {Map<number, number>} counts how many pixels have each colour
 * @returns {{ palette: number[], indices: Map<number, number> }}
 */
function choosePalette(counts) {
  const colours = [...counts].sort((a, b) => b[1] - a[1]).map(([colour, count]) => ({ colour, count, index: 0, off: Infinity }));
  /** @type {number[]} */
  const palette = [];
  while (palette.length < Math.min(COLOURS, colours.length)) {
    const next = palette.length < FREQUENT ? colours[palette.length] : colours.reduce((a, b) => (b.off * Math.sqrt(b.count) > a.off * Math.sqrt(a.count) ? b : a));
    if (next === undefined) break;
    for (const each of colours) {
      const off = distance(each.colour, next.colour);
      if (off < each.off) Object.assign(each, { index: palette.length, off });
    }
    palette.push(next.colour);
  }
  return { palette, indices: new Map(colours.map(({ colour, index }) => [colour, index])) };
}

/**
 * @param {string} type
 * @param {Buffer} data
 * @returns {Buffer}
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/**
 * @param {Buffer} pixels
 * @param {number} pixelBytes
 * @returns {number[]} one colour a pixel
 */
function coloursOf(pixels, pixelBytes) {
  const colours = [];
  for (let at = 0; at < pixels.length; at += pixelBytes) colours.push(pixels.readUIntBE(at, 3));
  return colours;
}

/**
 * @param {Buffer} png
 * @returns {Buffer} the same picture in at most 256 colours
 */
export function shrinkPng(png) {
  const chunks = chunksOf(png);
  const header = Buffer.from(chunks[0]?.data ?? []);
  const [width, height, pixelBytes] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3];
  const raw = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const colours = coloursOf(unfilter(raw, width * pixelBytes, pixelBytes), pixelBytes);
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const { palette, indices } = choosePalette(counts);
  const lines = Buffer.alloc(height * (width + 1));
  for (const [at, colour] of colours.entries()) lines[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = indices.get(colour) ?? 0;
  // Eight bits a pixel, each the index of a colour.
  header[9] = 3;
  const table = Buffer.alloc(palette.length * 3);
  for (const [index, colour] of palette.entries()) table.writeUIntBE(colour, index * 3, 3);
  return Buffer.concat([png.subarray(0, SIGNATURE), chunk('IHDR', header), chunk('PLTE', table), chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))]);
}
