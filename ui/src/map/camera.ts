// Where the map is seen from. World units are pixels at zoom 1. Pure.

import type { Point } from "./geometry";

export interface Camera {
  /** The world point in the middle of the screen. */
  x: number;
  y: number;
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Bounds {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

const LEAST_ZOOM = 0.08;
const MOST_ZOOM = 5;
const MOST_FIT_ZOOM = 1.5;

const clampZoom = (zoom: number) => Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, zoom));

export function toScreen(camera: Camera, size: Size, p: Point): Point {
  return { x: (p.x - camera.x) * camera.zoom + size.width / 2, y: (p.y - camera.y) * camera.zoom + size.height / 2 };
}

export function toWorld(camera: Camera, size: Size, p: Point): Point {
  return { x: (p.x - size.width / 2) / camera.zoom + camera.x, y: (p.y - size.height / 2) / camera.zoom + camera.y };
}

/** Moves the picture by screen pixels. */
export function panned(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom };
}

/** Zooms by a factor; the world point under `at` stays under it. */
export function zoomedAt(camera: Camera, size: Size, at: Point, factor: number): Camera {
  const zoom = clampZoom(camera.zoom * factor);
  const fixed = toWorld(camera, size, at);
  return { x: fixed.x - (at.x - size.width / 2) / zoom, y: fixed.y - (at.y - size.height / 2) / zoom, zoom };
}

/** A thing to bring into view: a world point with what stands around it in screen pixels at a node scale of 1. */
export interface Placed {
  x: number;
  y: number;
  radius: number;
  /** Room for the name to its right, screen pixels. */
  label: number;
}

const MARGIN: Sides = { left: 28, top: 52, right: 28, bottom: 52 };

interface Sides {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The nearest camera, no nearer than zoom `most`, that shows all things with their names inside a margin. O(things × 20). */
export function fitting(things: Placed[], size: Size, most = MOST_FIT_ZOOM, margin: Sides = MARGIN): Camera {
  if (things.length === 0) return { x: 0, y: 0, zoom: 1 };
  const room = { width: Math.max(40, size.width - margin.left - margin.right), height: Math.max(40, size.height - margin.top - margin.bottom) };
  let low = LEAST_ZOOM;
  let high = most;
  for (let i = 0; i < 20; i++) {
    const zoom = (low + high) / 2;
    const box = extent(things, zoom);
    if (box.maxX - box.minX <= room.width && box.maxY - box.minY <= room.height) low = zoom;
    else high = zoom;
  }
  const box = extent(things, low);
  const middle = { x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2 };
  return { x: (middle.x - (margin.left - margin.right) / 2) / low, y: (middle.y - (margin.top - margin.bottom) / 2) / low, zoom: low };
}

/** The box around things on screen, the world's origin at 0, 0. */
function extent(things: Placed[], zoom: number): Bounds {
  const scale = nodeScale(zoom);
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const { x, y, radius, label } of things) {
    const r = radius * scale;
    box.minX = Math.min(box.minX, x * zoom - r);
    box.maxX = Math.max(box.maxX, x * zoom + r + label);
    box.minY = Math.min(box.minY, y * zoom - r);
    box.maxY = Math.max(box.maxY, y * zoom + r);
  }
  return box;
}

/** Brings a point into view by the least pan, with a margin. */
export function revealing(camera: Camera, size: Size, p: Point, margin = 60): Camera {
  const s = toScreen(camera, size, p);
  const push = (at: number, length: number) => (at < margin ? margin - at : at > length - margin ? length - margin - at : 0);
  return panned(camera, push(s.x, size.width), push(s.y, size.height));
}

/** Nodes and lines grow slower than distances, so that far views stay legible and near ones calm. */
export function nodeScale(zoom: number): number {
  return Math.max(0.45, Math.min(1.8, zoom ** (zoom < 1 ? 0.36 : 0.5)));
}

export function between(a: Camera, b: Camera, t: number): Camera {
  const zoom = a.zoom * (b.zoom / a.zoom) ** t;
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t, zoom };
}
