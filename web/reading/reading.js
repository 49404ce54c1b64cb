// What makes a page good to read, once the text is there: keys, copying, where one is in the text, answers kept back. It knows the page's
// own HTML (web/index.html), and of cells the names of their parts: `[data-cell]`, `code-editor`, `[data-console]`,
// `[data-action="copy"]`.

import { followText } from './contents.js';
import { offerCopies } from './copy.js';
import { foldAnswers } from './fold.js';
import { listenToKeys } from './keys.js';
import { reachWide } from './wide.js';

offerCopies();
listenToKeys();
followText();
reachWide();
foldAnswers();
// An author edits the lesson while it is open (web/live.js).
document.addEventListener('lesson-changed', () => {
  followText();
  reachWide();
  foldAnswers();
});
