// A recorded output tells what a question above its program asks. It is folded there, until somebody opens it.

/** Those that were folded once; their readers may have opened them since. */
const folded = new WeakSet();

export function foldAnswers() {
  for (const question of document.querySelectorAll('.page > .question')) {
    for (const recorded of programsBelow(question)?.querySelectorAll('.cell-expect') ?? []) {
      if (folded.has(recorded)) continue;
      folded.add(recorded);
      recorded.open = false;
    }
  }
}

/** The programs that a question is about: the first ones below it, unless a heading comes before them. */
function programsBelow(question) {
  let one = question.nextElementSibling;
  while (one && !one.matches('h2, h3, .pair, .cell')) one = one.nextElementSibling;
  return one?.matches('.pair, .cell') ? one : null;
}
