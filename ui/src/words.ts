// Every text of the window, in one place: the seam for other languages.

import type { ActorKindView, ArticleView, JobView, ModalityView, StanceView, TieSignView } from "./generated/types";

const number = new Intl.NumberFormat("en");
const count = (n: number, one: string, many = `${one}s`) => `${number.format(n)} ${n === 1 ? one : many}`;

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

export const KIND: Record<ActorKindView, string> = {
  state: "State",
  territory: "Territory",
  bloc: "Bloc",
  organisation: "Organisation",
  government_body: "Government body",
  armed_group: "Armed group",
  people: "People",
  party: "Party",
  company: "Company",
  person: "Person",
};

export const SIGN: Record<TieSignView, string> = { positive: "Alliance", negative: "Tension", mixed: "Mixed", neutral: "Neutral" };

const MODALITY: Record<ModalityView, string> = {
  asserted: "asserted",
  expected: "expected",
  hedged: "hedged",
  hypothetical: "only if",
  negated: "negated",
  denied: "denied",
  asked_for: "asked for",
};

/** "2022-03-02" as "2 March 2022"; shorter dates keep what they have. */
export function date(iso: string | null): string {
  if (!iso) return "";
  const [year, month, day] = iso.split("-");
  const name = MONTHS[Number(month) - 1];
  if (!name) return year ?? "";
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

/** "2022-03-02" as "2 Mar 2022". */
export function shortDate(iso: string | null): string {
  return date(iso).replace(/([A-Z][a-z]{2})[a-z]+/, "$1");
}

/** "attacked by" reads odd: the relation's name without underscores. */
export const relation = (name: string) => name.replaceAll("_", " ");

/** "threatens · expected · says the Pentagon" */
export function stanceLabels(stance: StanceView): string[] {
  const labels = [stance.phrase];
  if (stance.modality !== "asserted") labels.push(MODALITY[stance.modality]);
  if (stance.attribution) labels.push(`says ${stance.attribution}`);
  return labels;
}

export const sentences = (n: number) => count(n, "sentence");
export const articles = (n: number) => count(n, "article");
export const ties = (n: number) => count(n, "tie");
export const actors = (n: number) => count(n, "actor");
export const stances = (n: number) => count(n, "stance");
export const mentions = (n: number) => count(n, "mention");
export const weight = (n: number) => n.toFixed(1);
export const percent = (n: number) => `${Math.round(n * 100)} %`;
/** "−10", with a true minus. */
export const signed = (n: number) => (n > 0 ? `+${n}` : n < 0 ? `−${-n}` : "0");

export const words = {
  app: "Entente",
  articlesTitle: "Articles",
  search: "Search titles",
  searchClear: "Clear the search",
  open: "Open",
  openLong: "Open files (Ctrl+O)",
  paste: "Paste",
  pasteLong: "Paste text (Ctrl+V)",
  samples: "Samples",
  about: "About",
  cancel: "Cancel",
  close: "Close",
  back: "Back",
  undo: "Undo",
  remove: (title: string) => `Remove “${title}”`,
  noMatch: (query: string) => `No title holds “${query}”.`,
  clearSearch: "Clear search",
  dropHere: "Drop to read",
  dropKinds: "Text, Markdown, web pages, PDF and Word files",
  untitled: "Untitled",
  unread: (language: string) => `${language}, not read`,
  warnings: (n: number) => count(n, "warning"),
  reading: (job: JobView) => `Reading ${Math.min(job.done + 1, job.total)} of ${job.total}`,
  jobDone: (job: JobView) =>
    job.cancelled ? "Reading stopped; what was opened stays." : `Read ${count(job.done - job.failed, "file")}${job.failed ? `, ${job.failed} failed` : ""}.`,
  fileFailed: (file: string, message: string) => `${file}: ${message}`,
  failures: (n: number) => (n === 1 ? "One file could not be read" : `${n} files could not be read`),
  dismiss: "Dismiss",
  dismissAll: "Dismiss all",
  openedAgain: "This article is already in the library.",
  undone: (label: string) => `Taken back: ${label}`,
  nothingToUndo: "There is nothing to take back.",
  nothingToRedo: "There is nothing to do again.",
  unavailable: "The library could not be opened.",

  emptyTitle: "Read the news as a map of who stands where",
  emptyLead: "Entente reads articles and draws who supports whom and who opposes whom. Every line on the map leads back to the sentences behind it.",
  emptySteps: [
    ["Drop articles here", "Text, Markdown, web pages, PDF or Word files, several at once."],
    ["Or paste one", "Copy an article anywhere and press Ctrl+V."],
    ["Or try the samples", "Short articles about well-documented events, ready to explore."],
  ] as const,
  openFiles: "Open files",
  readSamples: "Read the samples",
  pasteText: "Paste text",

  noStancesTitle: "No stances found",
  noStances: (actorCount: number, articleCount: number) =>
    `${articles(articleCount)} read, ${actors(actorCount)} named, but no sentence says that one takes a stance toward another. The actors stand on the map without ties.`,
  noActors: (articleCount: number) => `${articles(articleCount)} read; none names a state, organisation or group that Entente knows.`,

  map: "Map",
  table: "Table",
  mapLabel: (actorCount: number, tieCount: number) => `Map of ${actors(actorCount)} and ${ties(tieCount)}`,
  mapHelp: "Arrow keys move between actors, Enter opens one. Comma and full stop step through its ties. Plus, minus and 0 zoom. Escape leaves the actor; arrows then pan.",
  zoomIn: "Zoom in (+)",
  zoomOut: "Zoom out (−)",
  fit: "Fit the map (0)",
  arrange: "Arrange anew",
  legend: "Legend",
  counts: (actorCount: number, tieCount: number, articleCount: number) => `${actors(actorCount)} · ${ties(tieCount)} · ${articles(articleCount)}`,
  tieHover: (source: string, target: string, mutual: boolean, summary: string) => `${source} ${mutual ? "↔" : "→"} ${target}: ${summary}`,
  actorReached: (name: string, kind: ActorKindView, n: number) => `${name}, ${KIND[kind]}, ${sentences(n)}`,
  tieReached: (source: string, target: string, sign: TieSignView, summary: string, n: number) => `${source} to ${target}: ${SIGN[sign]}, ${summary}, ${sentences(n)}`,
  evidence: (sentenceCount: number, articleCount: number) => `${sentences(sentenceCount)} in ${articles(articleCount)}`,
  tentative: "only expected or hedged",
  unpin: "Unpin",

  overviewTitle: "On the map",
  overviewLead: "Click an actor or a line. Every line opens the sentences behind it.",
  strongestAlliances: "Strongest alliances",
  strongestTensions: "Strongest tensions",
  contested: "Contested",
  noneYet: "None yet.",

  actorOf: "speaks for",
  readAs: "How the texts name it",
  counted: (n: number) => `${n}×`,
  members: "Speaks through",
  tiesOf: "Ties",
  outgoing: (name: string) => `${name} toward others`,
  incoming: (name: string) => `Others toward ${name}`,
  inArticles: "Articles",
  noTies: "No ties yet: the texts name it without a stance.",

  tieTitle: (source: string, target: string) => `${source} → ${target}`,
  reverse: (source: string, target: string, sign: TieSignView | null) => `${source} → ${target}: ${sign ? SIGN[sign].toLowerCase() : "none"}`,
  arithmetic: "How this adds up",
  arithmeticNote: "Each sentence adds intensity × confidence × modality weight (asserted 1, expected 0.7, hedged 0.5). Mixed means that the lighter side holds over a third.",
  columnRelation: "Relation",
  columnCount: "Sentences",
  columnIntensity: "Intensity",
  columnAdds: "Adds",
  forSide: "For",
  againstSide: "Against",
  evidenceTitle: "Evidence",
  notCounted: (n: number) => `${number.format(n)} not counted`,
  uncountedTitle: "Not counted",
  uncountedNote: "Kept and shown, but they colour nothing.",
  whyTitle: "Why?",
  why: {
    reader: "Read by",
    path: "How the words hang together",
    confidence: "Confidence",
    intensity: "Intensity",
    contribution: "Adds to the tie",
    plover: "PLOVER root",
    ends: "Named here as",
  },
  openAtWords: "Read in the article",
  keysHint: "↑ ↓ move · Enter reads",

  readerWide: "Read in the middle",
  readerNarrow: "Read at the side",
  readerClose: "Close the article (Esc)",
  readerCounts: (article: ArticleView) => `${number.format(article.words)} words · ${actors(article.actors)} · ${stances(article.stances)}`,
  unreadBody: (language: string) => `This article is in ${language}. Entente reads English, so it takes no stances from it.`,
  noStancesArticle: (article: ArticleView) =>
    article.actors > 0
      ? `No stances found. ${actors(article.actors)} named; no sentence says that one takes a stance toward another.`
      : "No stances found, and no actor that Entente knows.",
  showActor: "Show",
  markLabel: (source: string, relationName: string, target: string) => `${source} ${relationName} ${target}`,

  pasteTitle: "Paste an article",
  pasteNote: "The first line is taken as the title.",
  pasteRead: "Read it",
  pasteEmpty: "Text of the article",
  samplesTitle: "Sample articles",
  samplesNote: "Written for Entente about well-documented events.",
  samplesAll: "Read all",

  aboutTitle: "About Entente",
  version: "Version",
  engine: "Engine",
  licence: "Licence",
  log: "Log",
  library: "Library",
  credits: "Data, weights and typefaces",
  loading: "Loading…",
  detail: "Detail",
  fewer: "Fewer",
  all: (n: number) => `All ${n}`,

  tableSource: "Source",
  tableTarget: "Target",
  tableSign: "Sign",
  tableRelations: "Relations",
  tableSentences: "Sentences",
  tableArticles: "Articles",
  tableWeight: "Weight",
  tableCaption: "All ties of the map",
  tableMore: (n: number) => `Show ${n} more`,

  legendRows: {
    positive: "Alliance: supports, aids, signs",
    negative: "Tension: criticises, sanctions, attacks",
    mixed: "Mixed: both sides weigh over a third",
    neutral: "Neutral: abstains, takes note",
    tentative: "Only expected or hedged",
    mutual: "Holds both ways",
    width: "Wider: more, stronger, surer evidence",
    state: "State or territory",
    body: "Organisation or bloc",
    group: "Armed group",
    person: "Person, party or other",
    pinned: "Pinned by you",
  },
};
