// The colours the canvas draws with, read from the tokens so that they are written once.

export interface Palette {
  ground: string;
  text: string;
  text2: string;
  /** Of actors that no tie reaches. */
  text3: string;
  quietLine: string;
  line: string;
  nodeFill: string;
  nodeLine: string;
  accent: string;
  positive: string;
  negative: string;
  neutral: string;
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    ground: token("--ground"),
    text: token("--text"),
    text2: token("--text-2"),
    text3: token("--text-3"),
    quietLine: token("--line-quiet"),
    line: token("--line-strong"),
    nodeFill: token("--raised"),
    nodeLine: token("--line-strong"),
    accent: token("--accent"),
    positive: token("--positive"),
    negative: token("--negative"),
    neutral: token("--neutral"),
  };
}
