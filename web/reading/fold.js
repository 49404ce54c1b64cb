// A recorded output tells what a question above its program asks. It is folded there, until somebody opens it.

export function foldAnswers() {
  for (const question of document.querySelectorAll('.page > .question')) {
    for (const recorded of programsBelow(question)?.querySelectorAll('.cell-expect') ?? []) recorded.open = false;
  }
}

/** The programs that a question is about: the first ones below it, unless a heading comes before them. */
function programsBelow(question) {
  let one = question.nextElementSibling;
  while (one && !one.matches('h2, h3, .pair, .cell')) one = one.nextElementSibling;
  return one?.matches('.pair, .cell') ? one : null;
}
