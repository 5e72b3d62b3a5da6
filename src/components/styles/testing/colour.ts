/** Colours as numbers, for tests that measure them. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Channels from 0 to 1, of `#rrggbb`. */
function rgbOf(hex: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex.trim());
  if (match === null) throw new Error(`${hex} is not a colour in six digits`);
  const [, red = '', green = '', blue = ''] = match;
  return [red, green, blue].map((each) => Number.parseInt(each, 16) / 255) as unknown as Rgb;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map(linear) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2's contrast ratio, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(rgbOf(one)), luminance(rgbOf(other))].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1, applied to linear light. */
export const VISIONS = {
  all: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

/** Distance in OKLab, times 100: 2 is about what can just be told apart side by side. */
export function distance(one: string, other: string, vision: keyof typeof VISIONS): number {
  const [a, b] = [okLab(seen(rgbOf(one), VISIONS[vision])), okLab(seen(rgbOf(other), VISIONS[vision]))];
  return 100 * Math.hypot(...a.map((each, index) => each - (b[index] ?? 0)));
}

/** In linear light, held within what a screen shows. */
function seen(colour: Rgb, matrix: readonly number[]): Rgb {
  const light = colour.map(linear);
  return [0, 1, 2].map((row) => Math.min(1, Math.max(0, light.reduce((sum, each, column) => sum + each * (matrix[3 * row + column] ?? 0), 0)))) as unknown as Rgb;
}

/** Ottosson 2020. */
function okLab([red, green, blue]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
