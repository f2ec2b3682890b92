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

/** Shows all of the bounds with a margin of screen pixels at each side. */
export function fitting(bounds: Bounds, size: Size, margin = { x: 64, y: 48 }): Camera {
  const width = Math.max(1, bounds.maxX - bounds.minX);
  const height = Math.max(1, bounds.maxY - bounds.minY);
  const room = { width: Math.max(40, size.width - 2 * margin.x), height: Math.max(40, size.height - 2 * margin.y) };
  const zoom = clampZoom(Math.min(room.width / width, room.height / height, MOST_FIT_ZOOM));
  return { x: (bounds.minX + bounds.maxX) / 2, y: (bounds.minY + bounds.maxY) / 2, zoom };
}

/** Brings a point into view by the least pan, with a margin. */
export function revealing(camera: Camera, size: Size, p: Point, margin = 60): Camera {
  const s = toScreen(camera, size, p);
  const push = (at: number, length: number) => (at < margin ? margin - at : at > length - margin ? length - margin - at : 0);
  return panned(camera, push(s.x, size.width), push(s.y, size.height));
}

/** Nodes and lines grow slower than distances, so that far views stay legible and near ones calm. */
export function nodeScale(zoom: number): number {
  return Math.max(0.4, Math.min(1.8, zoom ** 0.55));
}

export function between(a: Camera, b: Camera, t: number): Camera {
  const zoom = a.zoom * (b.zoom / a.zoom) ** t;
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t, zoom };
}
