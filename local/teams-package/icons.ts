import { type Pixel, png } from './png';

type Point = [x: number, y: number];

/** Two ticks, one across the other: signed, and countersigned. In units of the icon's width. */
const FIRST: Point[] = [
  [0.2, 0.53],
  [0.35, 0.68],
  [0.62, 0.34],
];
const SECOND: Point[] = [
  [0.48, 0.6],
  [0.56, 0.68],
  [0.83, 0.34],
];
const STROKE = 0.045;
const BLUE = [0x1f, 0x3a, 0x5f] as const;
const WHITE = [0xff, 0xff, 0xff] as const;
const GREEN = [0x7b, 0xd8, 0x8f] as const;

/** 192 × 192, on the full square, as Teams crops it itself. https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons */
export const colorIcon = (): Buffer =>
  png(192, (x, y) => {
    const [first, second] = [FIRST, SECOND].map((tick) => cover(tick, x, y, 192));
    return opaque(blend(blend(BLUE, WHITE, first ?? 0), GREEN, second ?? 0));
  });

/** 32 × 32, white on transparent, and nothing else. */
export const outlineIcon = (): Buffer =>
  png(32, (x, y) => {
    const drawn = Math.max(...[FIRST, SECOND].map((tick) => cover(tick, x, y, 32)));
    return [...WHITE, Math.round(drawn * 255)];
  });

/** How much of a pixel a line covers, 0 to 1. */
function cover(line: Point[], x: number, y: number, size: number): number {
  const at: Point = [(x + 0.5) / size, (y + 0.5) / size];
  const pieces = line.slice(1).map((to, index) => distance(at, line[index] ?? to, to));
  return Math.min(1, Math.max(0, (STROKE - Math.min(...pieces)) * size + 0.5));
}

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

type Colour = readonly [number, number, number];

const blend = (under: Colour, over: Colour, part: number): Colour => [
  Math.round(under[0] + (over[0] - under[0]) * part),
  Math.round(under[1] + (over[1] - under[1]) * part),
  Math.round(under[2] + (over[2] - under[2]) * part),
];

const opaque = (colour: Colour): Pixel => [...colour, 255];
