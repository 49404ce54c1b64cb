// Python in colours, for code that isn't edited: the same classes as the editor's.

import { classHighlighter, highlightCode } from '@lezer/highlight';
import { parser } from '@lezer/python';

/** The text as nodes with classes. */
export function coloured(text) {
  const nodes = document.createDocumentFragment();
  const put = (piece, classes) => {
    if (!classes) return nodes.append(piece);
    const span = document.createElement('span');
    span.className = classes;
    span.textContent = piece;
    nodes.append(span);
  };
  highlightCode(text, parser.parse(text), classHighlighter, put, () => nodes.append('\n'));
  return nodes;
}
