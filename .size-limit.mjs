import { firstLoad } from './scripts/firstLoad.mjs';

// Budgets are gzipped. Fonts are apart: they arrive after the first paint, are compressed already, and only the Latin
// subsets are fetched by a page in English.
export default [
  // Was 110 KiB before time could be dragged in an embed, too: seeking, branches and their words are part of the store.
  // 114 KiB before an embed could show any of five lenses and had a menu at the pointer.
  // 120 KiB before lenses asked for what they need besides the frame and the records of one key could be lit.
  // 122 KiB before numbers were written as the reader's language writes them.
  // 123 KiB before links could be chosen and cut, kinds of messages filtered, and large clusters had sums; 130 KiB before several things could be chosen together.
  // 133 KiB before hundreds of links were drawn as few; 134 KiB before it had a picture for phones, and a line for names under the cells.
  { name: 'embed, first load', path: firstLoad('embed.html'), limit: '135 KiB', gzip: true },
  // 160 KiB before the same.
  { name: 'app, first load', path: firstLoad('index.html'), limit: '172 KiB', gzip: true },
  // The whole engine: quorum, controller, brokers, groups, clients, storage, and ZooKeeper's way for comparison. Loaded beside the page and not
  // before its first paint. What keeps it from growing is this line.
  // 200 KiB before what servers answer and why groups rebalance was said by the catalogue, and counts of what a broker has went with each frame.
  { name: 'worker', path: 'dist/worker/*.js', limit: '204 KiB', gzip: true },
  // What plays a run once more beside the one that is shown: reasons, twins, metrics, exports. When the page is idle, or it is asked for.
  { name: 'worker, later', path: 'dist/worker/later/*.js', limit: '60 KiB', gzip: true },
  // One before the first picture, the others when the page is idle or they are chosen.
  { name: 'built-in documents', path: 'dist/worker/documents/*.js', limit: '120 KiB', gzip: true },
  {
    name: 'fonts, Latin',
    path: 'dist/assets/*-latin-wght-normal-*.woff2',
    limit: '100 KiB',
    gzip: false,
    brotli: false,
  },
];
